//! The cause that a text gives for changes, in their own sentence or in one of its own.

use super::{Reader, Sentence, is_item, opens_enumeration};
use crate::codes::subjects::fold;
use crate::content::statement::subject;
use crate::content::statement::types::Measure;
use crate::grammar::sentence::{Direction, Piece, PieceKind, pieces, sentences, without_number};
use std::sync::Arc;

/// A cause in a sentence of its own names what changed within so many characters.
const OPENS_WITHIN: usize = 40;
/// What `收支` stands for.
const BOTH_SIDES: [(&str, [&str; 3]); 2] =
    [("财政拨款", ["财政拨款收入", "财政拨款支出", "财政拨款收支总计"]), ("", ["收入合计", "支出合计", "收支总计"])];

impl Reader<'_> {
    /// The rest of the sentence is the cause of the changes before it.
    pub(super) fn reason(&mut self, sentence: &mut Sentence<'_>, from: usize, mark: usize) {
        let marks = ['是', '为', '：', ':', '，', ',', '。', '；', ';', ' '];
        let rest = sentence.text.words.get(sentence.from + from..).unwrap_or_default();
        let own = sentence.words.len().saturating_sub(from);
        let Some(cause) = to_its_end(rest, own).map(|cause| cause.trim_matches(marks)) else {
            sentence.causes = true;
            self.unexplained.clear();
            return;
        };
        // The next paragraph, `其中：`, where no full stop ends this one.
        let cause = cause.strip_suffix("其中").unwrap_or(cause);
        let cause = cause.strip_prefix("说明").unwrap_or(cause).trim_matches(marks);
        // `主要是用于…` tells a purpose.
        if cause.starts_with("用于") {
            return;
        }
        // `与上年持平。主要是保障工作需要`: what the money is for.
        let plainly = sentence.words.get(..from).is_some_and(|before| before.ends_with("主要是"));
        let flat = |&at: &usize| self.statements[at].direction == Some(Direction::Flat);
        if plainly && cause.starts_with("保障") && self.unexplained.iter().all(flat) {
            return;
        }
        // In a list of causes each may have a cause of its own: `1.基本支出增加5万元，主要由于增人；`.
        let named = if sentence.causes { None } else { self.explained(sentence, mark) };
        // `甲费增加5万元；乙费与上年持平。主要原因是…`: what stayed as it was is not all that the cause explains.
        let behind = sentence.words[..mark].trim().is_empty() && self.stops.1 == self.statements.len();
        let unchanged = behind && !self.unexplained.is_empty() && self.unexplained.iter().all(flat);
        let last = std::mem::take(&mut self.unexplained);
        let explained = named.unwrap_or_else(|| if unchanged { self.changed_since(self.stops.0) } else { last });
        if explained.is_empty() || cause.chars().nth(1).is_none() {
            return;
        }
        sentence.causes = true;
        self.unexplained.clear();
        let cause: Arc<str> = Arc::from(cause);
        for at in explained {
            self.statements[at].reason = Some(Arc::clone(&cause));
        }
    }

    /// The changes from a statement on that no cause has been given for.
    fn changed_since(&self, from: usize) -> Vec<usize> {
        let open = |&at: &usize| self.statements[at].measure.is_change() && self.statements[at].reason.is_none();
        (from..self.statements.len()).filter(open).collect()
    }

    /// `财政拨款收入支出增加的主要原因是`: the changes of the section that the words before the mark name, the same way.
    fn explained(&self, sentence: &Sentence<'_>, mark: usize) -> Option<Vec<usize>> {
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
            let same = |&at: &usize| self.statements[at].direction == Some(direction);
            return Some(self.unexplained.iter().copied().filter(same).collect());
        };
        let fits = |&at: &usize| {
            let statement = &self.statements[at];
            let change = matches!(statement.measure, Measure::Change | Measure::PercentChange) && statement.reason.is_none();
            let named = statement.subject.as_ref().is_some_and(|subject| names.contains(&subject.name));
            change && named && statement.direction == Some(direction) && direction != Direction::Flat
        };
        Some((self.section_from..self.statements.len()).filter(fits).collect())
    }
}

/// The cause to its end, over the marks that end its sentence: the rest of a list (`1.…；2.…`), and clauses or a sentence without
/// figures that go on with it. `None` where a list cannot be followed to its end: its first item alone would mislead.
fn to_its_end(rest: &str, own: usize) -> Option<&str> {
    let listed = is_item(&rest[..own]) || opens_enumeration(&rest[..own]);
    let mut end = own;
    for range in sentences(&rest[own..]) {
        let next = rest[own..][range.clone()].trim();
        let goes_on = if rest[..end].trim_end().ends_with(['；', ';']) {
            (listed && is_item(next)) || (!is_item(next) && adds(next))
        } else {
            adds(next) && next.contains("相应")
        };
        if !goes_on {
            break;
        }
        end = own + range.end;
    }
    let cause = &rest[..end];
    // `主要原因为人员增加，主要用于办公费`: what the money is for is no cause.
    let purpose = ["，主要用于", ",主要用于", "。主要用于"].iter().filter_map(|word| cause.find(word)).min();
    if let Some(purpose) = purpose.filter(|_| !listed) {
        return Some(&cause[..purpose]);
    }
    let cut = listed && cause.trim_end().ends_with(['；', ';']);
    let figures = pieces(cause).iter().any(|piece| matches!(piece.kind, PieceKind::Quantity(_)));
    // The list goes on in the next paragraph.
    let first = cause.trim_start_matches(['是', '为', '：', ':', '，', ',', ' ']).starts_with("一是");
    let over = cause.len() == rest.len() && (cut || first && cause.trim_end().ends_with(['；', ';']));
    (!(cut && figures || over)).then_some(cause)
}

/// Whether words say no figure, no comparison and nothing of another thing, and so can only go on with a cause.
fn adds(words: &str) -> bool {
    const OTHER: [&str; 10] = ["没有", "未安排", "不安排", "详见", "如下", "具体情况", "其中", "用于", "包括", "《"];
    let plain = |kind: &PieceKind| {
        matches!(kind, PieceKind::Word | PieceKind::Clause | PieceKind::Change(_) | PieceKind::Open | PieceKind::Close)
    };
    // `因检修等原因暂缓` gives no other cause.
    let such = |piece: &Piece| {
        piece.kind == PieceKind::Reason && &words[piece.range.clone()] == "原因" && words[..piece.range.start].ends_with('等')
    };
    pieces(words).iter().all(|piece| plain(&piece.kind) || such(piece))
        && !OTHER.iter().any(|other| words.contains(other))
        && !words.starts_with('无')
}

/// The names that 收支 and 收入支出 stand for.
fn both_sides(words: &str) -> Option<Vec<String>> {
    let both = ["收支", "收入支出", "收入、支出", "收、支"].iter().any(|word| words.contains(word));
    let (_, names) = BOTH_SIDES.iter().find(|(word, _)| words.contains(word)).filter(|_| both)?;
    Some(names.iter().map(|&name| name.to_owned()).collect())
}

/// Whether a text begins by giving a cause for what the text before says: `主要原因是…`, `预算收支减少的主要原因：…`.
pub(super) fn opens_reason(words: &str) -> bool {
    let opening: String = words.chars().take(OPENS_WITHIN).collect();
    let found = pieces(&opening).into_iter().find(|piece| piece.kind == PieceKind::Reason);
    found.is_some_and(|piece| !opening[..piece.range.start].contains(['。', '，', '；']))
}
