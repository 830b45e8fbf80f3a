//! What the text says of an amount in one breath: the amount before it, the change and the per cent that follow.

use super::bases::{is_last_year, same_base};
use super::said::{amount, is_aside};
use crate::check::figure::Figure;
use crate::codes::words::WORDS;
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;
use crate::grammar::sentence::Direction;
use crate::grammar::unit_of;
use std::collections::BTreeMap;

/// What is said of one subject in one breath: an amount and what follows about it.
#[derive(Default)]
pub(super) struct Said<'s> {
    pub(super) amount: Option<(&'s Statement, Figure)>,
    pub(super) prior: Option<(&'s Statement, Figure)>,
    pub(super) change: Option<(&'s Statement, Figure)>,
    pub(super) percent: Option<&'s Statement>,
    pub(super) flat: Option<&'s Statement>,
    /// A direction without a number: 决算数大于预算数.
    pub(super) words: Option<&'s Statement>,
    pub(super) completion: Option<&'s Statement>,
    /// A change whose unit was left out: `203.31万元，较上年增加185.24（1026.00%）`.
    pub(super) bare: Option<&'s Statement>,
    /// An amount of before that the same sentence gives just before this one.
    pub(super) ahead: Option<&'s Statement>,
}

/// What the text says of each amount: the reader has grouped it.
pub(super) fn breaths(statements: &[Statement]) -> Vec<Said<'_>> {
    let mut groups: BTreeMap<usize, Said<'_>> = BTreeMap::new();
    let mut last: Option<&Statement> = None;
    for statement in statements.iter().filter(|s| s.subject.is_some()) {
        let said = groups.entry(statement.group).or_default();
        said.take(statement);
        if said.amount.is_some_and(|(amount, _)| std::ptr::eq(amount, statement)) {
            said.ahead = last.filter(|before| is_ahead(before, statement));
        }
        last = Some(statement);
    }
    groups.into_values().filter(|said| said.amount.is_some()).map(Said::with_ahead).map(Said::with_bare).collect()
}

/// `2024年执行数为A，2025年预算安排B，比2024年执行数增加…` (上海普陀): A stands before the amount that is compared with it.
fn is_ahead(before: &Statement, amount: &Statement) -> bool {
    before.measure == Measure::PriorAmount
        && before.group != amount.group
        && before.quote == amount.quote
        && super::said::same_subject(before, amount)
}

impl<'s> Said<'s> {
    fn take(&mut self, s: &'s Statement) {
        let money = Figure::of_statement(s);
        match s.measure {
            Measure::Amount if self.amount.is_none() => self.amount = amount(s).map(|f| (s, f)),
            Measure::PriorAmount if self.prior.is_none() && !is_aside(s) && self.is_same_sentence(s) => {
                self.prior = money.map(|f| (s, f));
            }
            Measure::Change if s.direction == Some(Direction::Flat) => self.flat = self.flat.or(Some(s)),
            Measure::Change if s.value.is_none() => self.words = self.words.or(Some(s)),
            Measure::Change if s.unit.is_none() => self.bare = self.bare.or(Some(s)),
            Measure::Change if self.change.is_none() => self.change = money.map(|f| (s, f)),
            Measure::PercentChange if self.percent.is_none() => self.percent = Some(s),
            Measure::Completion if self.completion.is_none() => self.completion = Some(s),
            _ => {}
        }
    }

    /// What was before is told in the sentence of the amount; a later one tells of its parts and reasons.
    fn is_same_sentence(&self, s: &Statement) -> bool {
        let (before, _) = super::said::around_number(s);
        // 其中 before both of them lists the whole sentence.
        let behind = |amount: &Statement| before.rsplit_once(amount.printed.as_str()).map_or(before, |(_, rest)| rest);
        self.amount.is_none_or(|(amount, _)| amount.quote == s.quote && !behind(amount).contains("其中"))
    }

    /// With what stands before it as what it is compared with, where the words of both are the same and nothing stands after it.
    fn with_ahead(mut self) -> Self {
        let worded = self.change.map(|c| c.0).or(self.percent).or(self.flat);
        let base = worded.and_then(|w| w.base.as_deref());
        let ahead = self.ahead.filter(|a| self.prior.is_none() && base.is_some() && a.base.as_deref() == base);
        self.prior = self.prior.or_else(|| ahead.and_then(|a| Some((a, Figure::of_statement(a)?))));
        self
    }

    /// With a change that prints no unit, where the per cent shows nearly that it has that of the amount.
    fn with_bare(mut self) -> Self {
        let (Some((this, figure)), Some(bare), None) = (self.amount, self.bare, self.change) else { return self };
        let factor = this.unit.as_deref().and_then(unit_of).and_then(|u| u.factor());
        let moved = factor
            .zip(bare.value)
            .and_then(|(factor, value)| Figure::with_decimals(value.in_yuan(factor)?, value.scale(), factor));
        let stated = self.percent.filter(|p| p.quote == bare.quote && p.base == bare.base).and_then(signed_percent);
        let by = moved.and_then(|m| signed(bare, m));
        let right = by.and_then(|by| by.percent_of(figure.value - by));
        let near = stated.zip(right).is_some_and(|((value, _), right)| (value - right).abs() * Decimal::from(50) <= right.abs());
        self.change = moved.filter(|_| near).map(|m| (bare, m));
        self
    }

    /// The amount that it is compared with, where one is printed.
    pub(super) fn last(&self) -> Option<Figure> {
        let (statement, figure) = self.prior?;
        let compared = self.change.map(|c| c.0).or(self.percent).or(self.flat);
        // 同比 compares with last year, whatever plan the sentence named before.
        let of_year = |c: &Statement| WORDS.scope.same_period.iter().any(|w| before_number(c).ends_with(w));
        let planned = statement.base.as_deref().is_some_and(|b| b.contains("预算") && !is_last_year(b));
        compared.is_none_or(|c| same_base(statement, c) && !(planned && of_year(c))).then_some(figure)
    }
}

/// The words before the number of a change, without its verb.
fn before_number(change: &Statement) -> &str {
    let (before, _) = super::said::around_number(change);
    let from =
        before.rfind(['，', '。', '；', ',', '（']).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let clause = &before[from..];
    let verb = WORDS.change.increase.iter().chain(WORDS.change.decrease.iter()).filter_map(|w| clause.find(w)).min();
    verb.map_or(clause, |at| &clause[..at])
}

/// The change with its sign.
pub(super) fn signed(change: &Statement, figure: Figure) -> Option<Decimal> {
    match change.direction? {
        Direction::Increase => Some(figure.value.abs()),
        Direction::Decrease => Some(-figure.value.abs()),
        Direction::Flat => None,
    }
}

/// A per cent with its sign and half a unit of its last place.
pub(super) fn signed_percent(percent: &Statement) -> Option<(Decimal, Decimal)> {
    let value = percent.value?.abs();
    let half = Decimal::new(5, value.scale() + 1);
    let (value, half) = match percent.unit.as_deref() {
        // 增长1.2倍
        Some("倍") => (value * Decimal::ONE_HUNDRED, half * Decimal::ONE_HUNDRED),
        Some(unit) if unit.contains('点') => return None,
        _ => (value, half),
    };
    match percent.direction? {
        Direction::Increase => Some((value, half)),
        Direction::Decrease => Some((-value, half)),
        Direction::Flat => None,
    }
}
