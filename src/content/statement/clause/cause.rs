//! Where a cause begins and ends in its text.

use super::marks::{is_item, opens_enumeration};
use crate::content::statement::subject::{self, Around, SubjectSource};
use crate::grammar::sentence::{Piece, PieceKind, pieces, sentences};

/// A cause in a sentence of its own names what changed within so many characters.
pub(in crate::content::statement) const OPENS_WITHIN: usize = 40;
/// What `收支` stands for.
pub(in crate::content::statement) const BOTH_SIDES: [(&str, [&str; 3]); 2] =
    [("财政拨款", ["财政拨款收入", "财政拨款支出", "财政拨款收支总计"]), ("", ["收入合计", "支出合计", "收支总计"])];

/// The cause to its end, over the marks that end its sentence: the rest of a list (`1.…；2.…`), and clauses or a sentence without
/// figures that go on with it. `None` where a list cannot be followed to its end: its first item alone would mislead.
pub(in crate::content::statement) fn to_its_end(rest: &str, own: usize) -> Option<&str> {
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
    // `主要原因是预留部分机动经费，主要用于年中增支`: of the money that the cause itself names it is part.
    let own = |at: &usize| !cause[..*at].ends_with("经费") && !cause[..*at].ends_with("资金");
    let purpose = ["，主要用于", ",主要用于", "。主要用于"].iter().filter_map(|word| cause.find(word)).min().filter(own);
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
pub(in crate::content::statement) fn adds(words: &str) -> bool {
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

/// Whether the words behind 其中 name one of the costs and sums that every disclosure has: a cause ends before it.
pub(in crate::content::statement) fn names_part(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['：', ':', '，', ',', ' ']);
    let name: String = behind.chars().take_while(|c| !c.is_ascii_digit()).take(OPENS_WITHIN).collect();
    subject::known(&name, Around::default()).is_some_and(|found| found.source == SubjectSource::Term)
}

/// The names that 收支 and 收入支出 stand for.
pub(in crate::content::statement) fn both_sides(words: &str) -> Option<Vec<String>> {
    let both = ["收支", "收入支出", "收入、支出", "收、支"].iter().any(|word| words.contains(word));
    let (_, names) = BOTH_SIDES.iter().find(|(word, _)| words.contains(word)).filter(|_| both)?;
    Some(names.iter().map(|&name| name.to_owned()).collect())
}

/// Whether a text begins by giving a cause for what the text before says: `主要原因是…`, `预算收支减少的主要原因：…`.
pub(in crate::content::statement) fn opens_reason(words: &str) -> bool {
    let opening: String = words.chars().take(OPENS_WITHIN).collect();
    let found = pieces(&opening).into_iter().find(|piece| piece.kind == PieceKind::Reason);
    found.is_some_and(|piece| !opening[..piece.range.start].contains(['。', '，', '；']))
}
