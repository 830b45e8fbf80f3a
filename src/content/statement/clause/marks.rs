//! Marks and words that say how clauses hang together: lists, parts, an outcome behind a plan.

use crate::decimal::Decimal;
use crate::grammar::sentence::{Measured, Piece, PieceKind, without_number};
use crate::grammar::squeeze;

/// A colon at the end announces a list.
pub(in crate::content::statement) fn opens_list(words: &str) -> bool {
    words.trim_end().ends_with(['：', ':'])
}

/// Whether words begin with the number of a list item.
pub(in crate::content::statement) fn is_item(words: &str) -> bool {
    without_number(words).len() < words.trim().len()
}

/// `包括1.甲项目5万元；`: the first item of a numbered list.
pub(in crate::content::statement) fn opens_enumeration(words: &str) -> bool {
    ["1.", "1．", "1、", "（1）", "(1)", "①"].iter().any(|mark| {
        // `减少1.79万元` lists nothing, `包括1.2026年新增甲项目` does.
        let decimal = |at: usize| {
            let digits: String = words[at + mark.len()..].chars().take_while(char::is_ascii_digit).collect();
            let year = digits.len() == 4 && words[at + mark.len() + digits.len()..].starts_with('年');
            mark.ends_with('.') && !digits.is_empty() && !year
        };
        let opens = |at: usize| at > 0 && !words[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.') && !decimal(at);
        words.match_indices(mark).any(|(at, _)| opens(at))
    })
}

/// Words that a list of parts follows: `支出包括`, `包括甲项目`.
pub(in crate::content::statement) fn opens_parts(words: &str) -> bool {
    let words = words.trim_matches([' ', '，', ',', '：', ':']);
    const OPEN: [&str; 8] = ["包括", "主要包括", "具体包括", "包含", "分别为", "分别是", "主要用于以下方面", "用于以下方面"];
    OPEN.iter().any(|word| words.starts_with(word)) || words.ends_with("包括")
}

/// Whether an outcome follows that a plan is set against: 支出决算为…, 执行数…; what is compared with (比上年执行数) is none.
pub(in crate::content::statement) fn names_outcome(words: &str, pieces: &[Piece]) -> bool {
    // `比上年减少，变动原因根据实际支出`: what a cause speaks of is no outcome.
    let own = pieces.iter().position(|piece| piece.kind == PieceKind::Reason).unwrap_or(pieces.len());
    pieces[..own].windows(2).any(|pair| {
        let stands = pair[1].kind == PieceKind::Word
            && !matches!(pair[0].kind, PieceKind::Compare | PieceKind::Than(_) | PieceKind::Completion);
        let word = squeeze(words.get(pair[1].range.clone()).unwrap_or_default());
        stands && ["决算", "执行数", "实际支出", "实际执行"].iter().any(|outcome| word.contains(outcome))
    })
}

/// `公务接待费预算5.6万元，支出3.12万元`: what was spent of it follows at once.
pub(in crate::content::statement) fn spends(words: &str, pieces: &[Piece]) -> bool {
    let [_, clause, spent, next, ..] = pieces else { return false };
    let word = squeeze(words.get(spent.range.clone()).unwrap_or_default());
    clause.kind == PieceKind::Clause
        && matches!(next.kind, PieceKind::Quantity(_))
        && ["支出", "执行", "使用", "支付"].iter().any(|verb| word.trim_start_matches("实际").trim_end_matches('了') == *verb)
}

/// The per cent of a change right behind its amount: `减少4.4万元，下降11%`, `增加3万元（5%）`.
pub(in crate::content::statement) fn percent_behind(pieces: &[Piece]) -> Option<Decimal> {
    let next = pieces.iter().skip(1).position(|p| matches!(p.kind, PieceKind::Quantity(_)))? + 1;
    let PieceKind::Quantity(quantity) = &pieces[next].kind else { return None };
    let between = &pieces[1..next];
    let marks = |p: &Piece| matches!(p.kind, PieceKind::Clause | PieceKind::Open | PieceKind::Change(_) | PieceKind::Either);
    let percent = quantity.measured == Measured::Percent && !between.is_empty() && between.iter().all(marks);
    percent.then_some(quantity.amount.value)
}
