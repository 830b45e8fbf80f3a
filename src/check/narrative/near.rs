//! Amounts that stand near one another in the text. Which of several amounts a change or a part speaks of is told by the grammar of a
//! sentence; where the figures fit another amount beside it, what was misread is the sentence, and nothing contradicts itself.

use crate::check::figure::{Agreement, Figure, adds_up};
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;

/// So many statements before and behind are near.
const REACH: usize = 16;

/// Other amounts of money of the sentence of a statement.
pub(super) fn of_sentence(statements: &[Statement], of: &Statement) -> Vec<Figure> {
    let is_amount = |s: &&Statement| matches!(s.measure, Measure::Amount | Measure::PriorAmount) && s.quote == of.quote;
    statements.iter().filter(is_amount).filter_map(Figure::of_statement).filter(|f| !f.value.is_zero()).collect()
}

/// Other amounts of money near a statement, in its section: what is, and what was or was planned.
pub(super) fn amounts(statements: &[Statement], of: &Statement) -> Vec<Figure> {
    let Some(at) = statements.iter().position(|s| std::ptr::eq(s, of)) else { return Vec::new() };
    let near = &statements[at.saturating_sub(REACH)..(at + REACH).min(statements.len())];
    let is_amount = |s: &&Statement| matches!(s.measure, Measure::Amount | Measure::PriorAmount) && s.section == of.section;
    near.iter().filter(is_amount).filter_map(Figure::of_statement).filter(|f| !f.value.is_zero()).collect()
}

/// Whether a change follows from another pair of amounts: this year's from before and the change, or the other way round.
pub(super) fn difference_fits(near: &[Figure], this: Figure, last: Figure, moved: Figure) -> bool {
    let fits = |this: Figure, last: Figure| adds_up(&[this], &[last, moved]).agreement != Agreement::Differ;
    near.iter().any(|other| fits(*other, last) || fits(this, *other))
}

/// Whether a change is that of two other amounts.
pub(super) fn is_change_of_others(near: &[Figure], moved: Figure) -> bool {
    let fits = |a: &Figure| near.iter().any(|b| adds_up(&[*a], &[*b, moved]).agreement != Agreement::Differ);
    near.iter().any(fits)
}

/// Whether a per cent follows from a change and another amount, or from another amount and what was before.
pub(super) fn percent_fits(
    near: &[Figure],
    change: Option<Figure>,
    last: Option<Figure>,
    (value, half): (Decimal, Decimal),
) -> bool {
    let holds = |moved: Decimal, base: Decimal| {
        moved.percent_of(base).is_some_and(|right| base > Decimal::ZERO && (right - value).abs() <= half)
    };
    near.iter().any(|other| {
        let by_change = change.is_some_and(|c| holds(c.value, other.value - c.value) || holds(c.value, other.value));
        by_change || last.is_some_and(|l| holds(other.value - l.value, l.value))
    })
}

/// Whether a number is the tail of one that was torn apart: it opens its sentence, or stands behind another with nothing between.
pub(super) fn is_torn(statement: &Statement) -> bool {
    let is_part = |before: &str| before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let places = statement.quote.match_indices(statement.printed.as_str()).map(|(at, _)| statement.quote.get(..at).unwrap_or(""));
    // 0万元 stands in 20.00万元 as well, which is another number.
    let mut own = places.filter(|before| !is_part(before)).map(str::trim_end).peekable();
    own.peek().is_some() && own.all(|before| before.is_empty() || before.ends_with(|c: char| c.is_ascii_digit()))
}
