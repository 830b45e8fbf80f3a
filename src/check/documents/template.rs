//! What of a template nobody filled in (DOC-10): two verbs to choose from, crosses or dots for a name, a number or a reason.

use super::told::{finding, tell};
use crate::check::document::Document;
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::words::WORDS;
use crate::diagnostic::Severity;
use crate::grammar::squeeze;
use crate::place::Place;

/// So many places are shown.
const SHOWN: usize = 12;
/// A text with more of them is a template itself, published as a model.
const TEMPLATE: usize = 40;

/// Asks every paragraph and heading.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut left: Vec<(Evidence, &str)> = Vec::new();
    for section in &document.outline.sections {
        let found = residue(&squeeze(&section.title));
        left.extend(found.map(|printed| (Evidence::of_text(&printed, None, Place::page(section.page)), section.title.as_str())));
    }
    for paragraph in &document.outline.paragraphs {
        if verdicts.are_late() {
            return;
        }
        let found = residue(&squeeze(&paragraph.text));
        left.extend(found.map(|printed| (Evidence::of_text(&printed, None, paragraph.place), paragraph.text.as_str())));
    }
    let count = left.len();
    let Some((first, quote)) = left.first().map(|(e, text)| (e.printed.clone(), text.chars().take(120).collect())) else {
        return tell("DOC-10", true, Vec::new(), verdicts);
    };
    let evidence: Vec<Evidence> = left.into_iter().map(|(e, _)| e).take(SHOWN).collect();
    if count > TEMPLATE {
        return verdicts.silent("DOC-10", Status::NotApplicable, "the text is a template itself", evidence);
    }
    tell("DOC-10", false, evidence.clone(), verdicts);
    let (zh, en) = match count {
        1 => {
            (format!("正文残留模板文字“{first}”，未作选择或未填写。"), format!("Text of a template was left as it is: {first}."))
        }
        _ => (
            format!("正文{count}处残留模板文字，未作选择或未填写，首处为“{first}”。"),
            format!("Text of a template was left as it is in {count} places, the first {first}."),
        ),
    };
    let mut found = finding("DOC-10", Severity::Warning, zh, en, evidence);
    found.quote = Some(quote);
    verdicts.find(found);
}

/// What a text without blanks holds of a template.
fn residue(text: &str) -> Option<String> {
    choice(text).or_else(|| blank(text))
}

/// `增加（减少）12.30万元`, `提高/减少`: two verbs of which one holds, before a number or a reason.
fn choice(text: &str) -> Option<String> {
    let change = &WORDS.change;
    let more = || change.increase.iter().chain(&change.more);
    let less = || change.decrease.iter().chain(&change.less);
    let all = more().map(|w| (w, less().collect::<Vec<_>>())).chain(less().map(|w| (w, more().collect())));
    let mut places = all
        .flat_map(|(word, others)| text.match_indices(*word).map(|(at, _)| (at, word.len(), others.clone())).collect::<Vec<_>>());
    places.find_map(|(at, length, others)| {
        let behind = text.get(at + length..)?;
        let mark = behind.chars().next().filter(|c| matches!(c, '（' | '(' | '/' | '／'))?;
        let rest = &behind[mark.len_utf8()..];
        let rest = others.iter().find_map(|w| rest.strip_prefix(**w))?;
        let rest = match mark {
            '（' | '(' => rest.strip_prefix(['）', ')'])?,
            _ => rest,
        };
        let is_said = rest.starts_with(|c: char| c.is_ascii_digit() || is_cross(c))
            || rest.starts_with("的主要原因")
            || rest.starts_with("的原因");
        is_said.then(|| text.get(at..text.len() - rest.len()).map(str::to_owned))?
    })
}

/// `上海市某区XX局`, `XX万元`, `主要原因是……`: crosses where a name or a number belongs, crosses or dots for a reason.
fn blank(text: &str) -> Option<String> {
    let words = &CHECK_WORDS.documents;
    for (at, run) in runs(text) {
        let (before, behind) = (&text[..at], &text[at + run.len()..]);
        let alone =
            !before.ends_with(|c: char| c.is_ascii_alphanumeric()) && !behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        let closed = behind.is_empty() || behind.starts_with(['。', '；', '，', ';', ',']);
        let reason = words.blank_reason.iter().find(|w| before.ends_with(**w)).filter(|_| closed);
        let crosses = run.chars().all(is_cross);
        let of = words.blank_of.iter().find(|w| behind.starts_with(**w));
        // Of names only what stands for one: 某区XX局, and no XX局 of an example.
        let is_name = |w: &&&str| {
            !["局", "委", "办", "厅", "部门", "单位"].contains(*w) || words.blank_in.iter().any(|p| before.ends_with(p))
        };
        if let Some(reason) = reason {
            // 主要原因是, and not only its end.
            let from = before
                .rfind(['，', '。', '；', ',', ';', '（'])
                .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
            let clause = before.get(from..).filter(|c| c.chars().count() < 12).unwrap_or(reason);
            return Some(format!("{clause}{run}"));
        }
        if let Some(of) = of.filter(|_| crosses && alone).filter(is_name) {
            return Some(format!("{run}{of}"));
        }
    }
    None
}

fn is_cross(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | '×' | '＊' | '*')
}

/// Crosses or dots, two at least.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let is_mark = |c: char| is_cross(c) || matches!(c, '…');
    let mut runs = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match start {
            None if is_mark(c) => start = Some(at),
            Some(from) if !is_mark(c) => {
                let run = &text[from..at];
                if run.chars().count() > 1 {
                    runs.push((from, run));
                }
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::residue;

    #[test]
    fn text_of_a_template_is_known() {
        for (text, left) in [
            ("比上年增加（减少）12.30万元", "增加（减少）"),
            ("比上年提高/减少12.30万元", "提高/减少"),
            ("财政拨款收入支出增加（减少）的主要原因是业务量增加。", "增加（减少）"),
            ("第二部分溪棠市某区XX局2024年度部门决算表", "XX局"),
            ("与上年相比增长××%，主要是人员增加。", "××%"),
            ("比上年增加3.20万元，主要原因是XXX。", "主要原因是XXX"),
            ("比上年增加3.20万元，主要原因是……。", "主要原因是……"),
        ] {
            assert_eq!(residue(text).as_deref(), Some(left), "{text}");
        }
    }

    #[test]
    fn what_is_meant_so_is_none() {
        for text in [
            "（二）收入预算增减变动情况",
            "一般公共预算支出增加（减少）情况说明",
            "结余（减少以“-”号填列）3万元",
            "根据需要增加、减少2个岗位",
            "购置XXL号工作服3套，主要原因是更换……等服装。",
            "联系电话：138××××1234",
            "长20×30米，12××3",
        ] {
            assert_eq!(residue(text), None, "{text}");
        }
    }
}
