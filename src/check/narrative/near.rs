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
    // What rounding of the change and of its base leaves open of the per cent.
    let holds = |moved: Decimal, base: Decimal, (by, of): (Decimal, Decimal)| {
        let open = || Some(by.percent_of(base)? + moved.abs().percent_of(base)? * of.over(base)?);
        base > Decimal::ZERO
            && moved.percent_of(base).is_some_and(|right| (right - value).abs() <= half + open().unwrap_or_default())
    };
    near.iter().any(|other| {
        let by_change = change.is_some_and(|c| {
            holds(c.value, other.value - c.value, (c.half, other.half + c.half))
                || holds(c.value, other.value, (c.half, other.half))
        });
        by_change || last.is_some_and(|l| holds(other.value - l.value, l.value, (other.half + l.half, l.half)))
    })
}

/// Whether an amount is told with its share, as the parts of a list are.
pub(super) fn is_part_of_list(of: &Statement) -> bool {
    of.quote
        .split_once(of.printed.as_str())
        .is_some_and(|(_, behind)| behind.trim_start_matches(['，', '（', ',']).starts_with('占'))
        || of.quote.contains("结转")
}

/// The wholes that a section states: its first amount, and what is called a total. What follows a list of parts may be said of them.
pub(super) fn wholes(statements: &[Statement], of: &Statement) -> Vec<Figure> {
    let mut own = statements.iter().filter(|s| s.section == of.section && s.measure == Measure::Amount).peekable();
    let first = own.peek().copied();
    let is_whole = |s: &&Statement| {
        let name = s.subject.as_ref().map_or("", |about| about.name.as_str());
        first.is_some_and(|first| std::ptr::eq(first, *s)) || name.ends_with("合计") || name.ends_with("总计")
    };
    own.filter(is_whole).filter_map(Figure::of_statement).filter(|f| !f.value.is_zero()).collect()
}

/// Whether an amount of a sentence is the tail of one that was torn apart (`34 36.8863 万元`): it may be the whole that is meant.
pub(super) fn is_beside_torn(statements: &[Statement], of: &Statement) -> bool {
    statements.iter().any(|s| s.quote == of.quote && s.section == of.section && s.measure == Measure::Amount && is_torn(s))
}

/// Whether a number is the tail of one that was torn apart: it opens its sentence, or stands behind another with nothing between.
pub(super) fn is_torn(statement: &Statement) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let is_part = |before: &str| before.ends_with(|c: char| is_digit(c) || matches!(c, '.' | ','));
    let places = statement.quote.match_indices(statement.printed.as_str()).map(|(at, _)| statement.quote.get(..at).unwrap_or(""));
    // 0万元 stands in 20.00万元 as well, which is another number.
    let mut own = places.filter(|before| !is_part(before)).map(str::trim_end).peekable();
    // `022年预算（2.56万元）增加…`: the sentence was torn apart before what it compares with.
    let compared = |before: &str| {
        before.chars().count() < 10 && before.ends_with(['（', '(']) && ["预算", "决算", "年"].iter().any(|w| before.contains(w))
    };
    // `数19.13万元增加…`, `024年预算数51.73万元增加…`: so was what begins within a word or a year.
    let headless = |before: &str| {
        let rest = before.trim_start_matches(is_digit);
        let cut = before.len() - rest.len() < 4;
        // `为1.19万元，较上年决算下降…`, `023年为10.24万元`: what it is about stands where the paragraph was torn.
        let only_says = matches!(rest.trim(), "为" | "是" | "年" | "年为" | "年度" | "年度为" | "年预算为" | "年决算为");
        before == "数" || cut && (rest.ends_with('数') && rest.starts_with('年') || only_says)
    };
    let is_tail = |before: &str| before.is_empty() || before.ends_with(is_digit) || compared(before) || headless(before);
    own.peek().is_some() && own.all(is_tail)
}
