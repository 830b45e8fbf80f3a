//! What a heading in the text, or a label before a colon, says the next numbers are about.

use crate::codes::subjects::{display, fold};
use crate::content::statement::discourse::about::About;
use crate::content::statement::subject::{self, Around, Subject};
use crate::grammar::sentence::{Piece, PieceKind, pieces, subject_path, without_number};
use crate::grammar::squeeze;

/// A sentence without a quantity up to this many characters may name what the next ones are about.
const MAX_TOPIC: usize = 40;
/// Names of projects are longer, and 绩效自评综述 says that one stands before it.
const MAX_ASSESSED: usize = 90;

/// A sentence without a number may say what the next ones are about: `（一）公务接待费。`
pub(super) fn heading(words: &str, title: &str, year: Option<u16>) -> Option<About> {
    let named = without_number(words);
    let path = subject_path(words).is_some();
    let short = words.chars().nth(MAX_TOPIC).is_none();
    let about_use = ["用于", "包括", "反映", "指", "详见", "如下"].iter().any(|word| named.contains(word));
    if !path && (!short || about_use) {
        return None;
    }
    let phrase = named.trim_end_matches(['。', '；', '：', ':', ';']);
    let found = subject::known(phrase, Around { title, year, ..Around::default() }).or_else(|| subject::of_title(phrase));
    found.map(|subject| About { subject: Some(subject), printed: Some(squeeze(phrase)), ..About::default() })
}

/// A numbered line that is nothing but a name says what the text behind it is about: `1.公务接待费：`.
pub(super) fn alone(words: &str, title: &str, year: Option<u16>) -> Option<About> {
    let named = without_number(words).trim();
    let line = named.len() < words.trim().len() && named.ends_with(['：', ':', '。']) && named.chars().nth(MAX_TOPIC).is_none();
    let name = named.trim_end_matches(['：', ':', '。']);
    let plain = !name.contains(['，', '。', '；', '：', ':', ',', ';']) && !pieces(name).iter().any(states);
    if line && plain { heading(words, title, year) } else { None }
}

fn states(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Quantity(_) | PieceKind::Flat(_) | PieceKind::Than(_) | PieceKind::Unread)
}

/// A label before the first colon says what the paragraph is about: `1.信息化运维项目自评综述：…得分为94.7分。`
pub(super) fn before_colon(words: &str, pieces: &[Piece], title: &str, year: Option<u16>) -> Option<About> {
    let first = pieces.iter().position(|p| matches!(p.kind, PieceKind::Quantity(_) | PieceKind::Clause | PieceKind::Colon));
    let colon = first.filter(|&at| pieces[at].kind == PieceKind::Colon).map(|at| &pieces[at])?;
    let label = &words[..colon.range.start];
    let named = without_number(label);
    // `（二）支出决算：2021年支出决算233万元`
    if let Some(total) = side(named) {
        return Some(About { subject: Some(total), printed: Some(squeeze(label)), ..About::default() });
    }
    let longest = if assessed(named).is_some() { MAX_ASSESSED } else { MAX_TOPIC };
    if named.chars().nth(longest).is_some() || subject::is_generic(named) || pieces[0].kind == PieceKind::Parts {
        return None;
    }
    let known = subject::known(named, Around { title, year, ..Around::default() }).or_else(|| subject::of_title(named));
    let found = known.or_else(|| assessed(named).and_then(subject::printed));
    found.map(|subject| About { subject: Some(subject), printed: Some(squeeze(label)), ..About::default() })
}

/// All that came in, or went out, where a label is nothing but its name.
fn side(label: &str) -> Option<Subject> {
    let folded = fold(label);
    let total = match display(&folded).trim_end_matches(['数', '情', '况']) {
        "支出决算" => "支出合计",
        "收入决算" => "收入合计",
        _ => return None,
    };
    Some(Subject::term(total))
}

/// What is assessed: `甲项目绩效自评综述` speaks of the project, and not of what the assessment cost.
fn assessed(label: &str) -> Option<&str> {
    let plain = ["综述", "情况", "结果"].iter().find_map(|word| label.strip_suffix(word))?;
    let assessed = label.ends_with("综述") || plain.ends_with("自评");
    let plain = Some(plain).filter(|_| assessed)?;
    let cut = ["绩效自评", "自评"].iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(plain);
    Some(cut).filter(|cut| !cut.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(about: Option<About>) -> Option<String> {
        about?.subject.map(|subject| subject.name)
    }

    #[test]
    fn headings_and_labels_name_what_follows() {
        assert_eq!(name(heading("（一）公务接待费。", "", None)).as_deref(), Some("公务接待费"));
        assert_eq!(name(heading("公务接待费用于接待。", "", None)), None);
        assert_eq!(name(alone("1.公务接待费：", "", None)).as_deref(), Some("公务接待费"));
        assert_eq!(name(alone("公务接待费：", "", None)), None);
        assert_eq!(name(alone("1.公务接待费5万元。", "", None)), None);
        let label = |words: &str| name(before_colon(words, &pieces(words), "", None));
        assert_eq!(label("公务接待费：比上年减少1万元").as_deref(), Some("公务接待费"));
        assert_eq!(label("甲项目绩效自评综述：得分为94.7分").as_deref(), Some("甲项目"));
        assert_eq!(label("其中：5万元"), None);
        assert_eq!(label("公务接待费5万元，其中：外事2万元"), None);
    }
}
