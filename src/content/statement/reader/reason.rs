//! The cause that a text gives for changes, in their own sentence or in one of its own.

use crate::codes::subjects::fold;
use crate::codes::words::WORDS;
use crate::content::statement::clause::cause::{OPENS_WITHIN, both_sides, names_part, to_its_end};
use crate::content::statement::clause::marks::is_item;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, Around, SubjectSource};
use crate::content::statement::types::Measure;
use crate::grammar::sentence::{Direction, Piece, PieceKind, pieces, without_number};
use crate::grammar::squeeze;
use std::sync::Arc;

/// The rest of the sentence is the cause of the changes before it.
pub(super) fn reason(discourse: &mut Discourse, sentence: &mut Sentence<'_>, from: usize, mark: usize) {
    let marks = ['是', '为', '：', ':', '，', ',', '。', '；', ';', ' '];
    // `发现的问题及原因：` is a label of an assessment, and no change is explained behind it.
    let before = squeeze(sentence.words.get(..mark).unwrap_or_default());
    let before = before.strip_suffix('其').unwrap_or(&before);
    if WORDS.change.not_cause.iter().any(|word| before.ends_with(word)) {
        discourse.told.unexplained.clear();
        return;
    }
    let rest = sentence.text.words.get(sentence.from + from..).unwrap_or_default();
    let own = sentence.words.len().saturating_sub(from);
    let Some(cause) = to_its_end(rest, own).map(|cause| cause.trim_matches(marks)) else {
        sentence.causes = true;
        let explained = std::mem::take(&mut discourse.told.unexplained);
        discourse.list.explained = of_all(discourse, &explained);
        return;
    };
    // `主要原因是` and nothing behind it: what follows is the next paragraph.
    if squeeze(cause).starts_with("其中") && names_nothing(&squeeze(cause)) {
        discourse.told.unexplained.clear();
        return;
    }
    // The next paragraph, `其中：`, where no full stop ends this one.
    let cause = cause.strip_suffix("其中").unwrap_or(cause);
    let part = cause.match_indices("其中").find(|(at, word)| names_part(&cause[at + word.len()..]));
    let cause = part.map_or(cause, |(at, _)| &cause[..at]);
    let cause = cause.strip_prefix("说明").unwrap_or(cause).trim_matches(marks);
    // `主要是用于…` tells a purpose.
    if cause.starts_with("用于") {
        return;
    }
    // `与上年持平。主要是保障工作需要`: what the money is for.
    let plainly = sentence.words.get(..from).is_some_and(|before| before.ends_with("主要是"));
    let flat = |&at: &usize| discourse.told.statements[at].direction == Some(Direction::Flat);
    if plainly && cause.starts_with("保障") && discourse.told.unexplained.iter().all(flat) {
        return;
    }
    // In a list of causes each may have a cause of its own: `1.基本支出增加5万元，主要由于增人；`.
    let named = if sentence.causes { None } else { explained(discourse, sentence, mark) };
    // `甲费增加5万元；乙费与上年持平。主要原因是…`: what stayed as it was is not all that the cause explains.
    let behind = sentence.words[..mark].trim().is_empty() && discourse.told.stops.1 == discourse.told.statements.len();
    let unchanged = behind && !discourse.told.unexplained.is_empty() && discourse.told.unexplained.iter().all(flat);
    let last = std::mem::take(&mut discourse.told.unexplained);
    let explained = named.unwrap_or_else(|| if unchanged { discourse.told.changed_since(discourse.told.stops.0) } else { last });
    if explained.is_empty() || cause.chars().nth(1).is_none() {
        return;
    }
    sentence.causes = true;
    discourse.told.unexplained.clear();
    discourse.list.explained = of_all(discourse, &explained);
    let cause: Arc<str> = Arc::from(cause);
    for at in explained {
        discourse.told.statements[at].reason = Some(Arc::clone(&cause));
    }
}

/// `…；二是乙费减少；本部门支出预算9万元，比上年减少…`: a list of causes is over where a known amount is said and then compared or
/// divided.
pub(super) fn is_over(words: &str, pieces: &[Piece]) -> bool {
    let Some(first) = pieces.iter().position(|piece| matches!(piece.kind, PieceKind::Quantity(_))) else { return false };
    let said = &pieces[..first];
    let plain = said.iter().all(|piece| matches!(piece.kind, PieceKind::Word | PieceKind::Clause));
    let goes_on = pieces[first..].iter().any(|piece| matches!(piece.kind, PieceKind::Compare | PieceKind::Parts));
    let before = words[..pieces[first].range.start].trim();
    let known = || subject::known(before, Around::default()).is_some_and(|found| found.source != SubjectSource::Printed);
    plain && goes_on && !is_item(words) && !before.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九']) && known()
}

/// What all these changes are changes of, where it is one thing.
fn of_all(discourse: &Discourse, changes: &[usize]) -> About {
    let statements = || changes.iter().filter_map(|&at| discourse.told.statements.get(at));
    let first = statements().next();
    let one = first.filter(|first| statements().all(|s| (&s.subject, s.budget) == (&first.subject, first.budget)));
    one.map_or_else(About::default, |s| About { subject: s.subject.clone(), budget: s.budget, ..About::default() })
}

/// Whether a list begins behind 其中: `其中：1.`, `其中：因公出国（境）费`.
fn names_nothing(cause: &str) -> bool {
    let behind = cause.trim_start_matches("其中").trim_start_matches(['：', ':', '，', ',']);
    is_item(behind) || names_part(behind)
}

/// `财政拨款收入支出增加的主要原因是`: the changes of the section that the words before the mark name, the same way.
fn explained(discourse: &Discourse, sentence: &Sentence<'_>, mark: usize) -> Option<Vec<usize>> {
    let before = without_number(sentence.words.get(..mark)?);
    let pieces = pieces(before);
    if before.chars().nth(OPENS_WITHIN).is_some() || pieces.iter().any(|p| matches!(p.kind, PieceKind::Quantity(_))) {
        return None;
    }
    if pieces.iter().any(|piece| piece.kind == PieceKind::Either) {
        return Some(Vec::new());
    }
    let (verb, direction) = pieces.iter().find_map(|piece| match piece.kind {
        PieceKind::Change(direction) => Some((piece.range.start, direction)),
        _ => None,
    })?;
    let compare = pieces.iter().find(|piece| piece.kind == PieceKind::Compare).map_or(verb, |piece| piece.range.start);
    let words = fold(&before[..verb.min(compare)]);
    let known = || subject::known(&words, sentence.around()).map(|found| vec![found.name]);
    let Some(names) = both_sides(&words).or_else(known) else {
        let same = |&at: &usize| discourse.told.statements[at].direction == Some(direction);
        return Some(discourse.told.unexplained.iter().copied().filter(same).collect());
    };
    let fits = |&at: &usize| {
        let statement = &discourse.told.statements[at];
        let change = matches!(statement.measure, Measure::Change | Measure::PercentChange) && statement.reason.is_none();
        let named = statement.subject.as_ref().is_some_and(|subject| names.contains(&subject.name));
        change && named && statement.direction == Some(direction) && direction != Direction::Flat
    };
    Some((discourse.section.from..discourse.told.statements.len()).filter(fits).collect())
}
