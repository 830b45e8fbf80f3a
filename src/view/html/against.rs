//! What a department wanted to spend beside what it spent: core figures of a budget and of the final account of the same year.

use super::badge::link;
use super::money::{number, shown, unit};
use super::shell::Shell;
use crate::decimal::Decimal;
use crate::view::read::{CoreFigure, Department, decimal};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A figure of both.
struct Pair<'a> {
    budget: &'a CoreFigure,
    account: &'a CoreFigure,
}

impl Pair<'_> {
    fn amounts(&self) -> Option<(Decimal, Decimal)> {
        let amount = |figure: &CoreFigure| figure.amount_yuan.as_deref().and_then(decimal);
        Some((amount(self.budget)?, amount(self.account)?))
    }
}

/// The figures that both have, the latest year first, in the order of the department. Of a department and of a unit are no pair.
fn pairs(figures: &[CoreFigure]) -> Vec<Pair<'_>> {
    type Key<'a> = (Option<u16>, Option<&'a str>, &'a str);
    let is = |f: &CoreFigure, kind: &str| f.amount_yuan.is_some() && f.fiscal_year.is_some() && f.kind.as_deref() == Some(kind);
    let mut accounts: BTreeMap<Key<'_>, &CoreFigure> = BTreeMap::new();
    for figure in figures.iter().filter(|f| is(f, "final_accounts")) {
        accounts.insert((figure.fiscal_year, figure.scope.as_deref(), &figure.figure), figure);
    }
    let budgets = figures.iter().filter(|f| is(f, "budget"));
    let mut pairs = Vec::new();
    for budget in budgets {
        let same = (budget.fiscal_year, budget.scope.as_deref(), budget.figure.as_str());
        pairs.extend(accounts.get(&same).map(|account| Pair { budget, account }));
    }
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.budget.fiscal_year));
    pairs
}

/// The table; nothing where no year has both.
pub fn against(shell: &Shell, of: &Department) -> Markup {
    let pairs = pairs(&of.figures);
    html! {
        @if !pairs.is_empty() {
            h2 { (shell.word("against")) " (" (unit(shell.lang)) ")" }
            div class="scroll" tabindex="0" role="region" aria-label=(shell.word("against")) {
                table class="list against" {
                    thead { tr {
                        th { (shell.word("year")) } th { (shell.word("figure")) } th { (shell.lang.name_of("", "budget")) }
                        th { (shell.lang.name_of("", "final_accounts")) } th { (shell.word("difference")) } th { "%" }
                    } }
                    tbody { @for pair in &pairs { (row(shell, pair)) } }
                }
            }
        }
    }
}

fn row(shell: &Shell, pair: &Pair<'_>) -> Markup {
    let amounts = pair.amounts();
    let difference = amounts.and_then(|(budget, account)| account.less(budget)).and_then(|apart| number(shell.lang, apart));
    let share = amounts.filter(|(budget, _)| !budget.is_zero()).and_then(|(budget, account)| account.percent_of(budget));
    html! {
        tr {
            td { @if let Some(year) = pair.budget.fiscal_year { (year) } }
            th scope="row" { (pair.budget.title) }
            @for figure in [pair.budget, pair.account] {
                td class="n" {
                    @if let Some(amount) = figure.amount_yuan.as_deref() {
                        @match figure.sources.first().and_then(|source| link(shell, source)) { Some(to) => a href=(to) { (shown(shell.lang, amount)) }, None => (shown(shell.lang, amount)) }
                    }
                    @if figure.differs { " " span class="badge warning" { (shell.word("differs")) } }
                }
            }
            td class="n" { (difference.unwrap_or_default()) }
            td class="n" { @if let Some(share) = share { (share.with_decimals(1)) "%" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    fn figure(year: u16, kind: &str, scope: &str, yuan: &str) -> CoreFigure {
        CoreFigure {
            fiscal_year: Some(year),
            kind: Some(kind.to_owned()),
            scope: Some(scope.to_owned()),
            figure: "total".to_owned(),
            title: "支出合计".to_owned(),
            amount_yuan: RawValue::from_string(yuan.to_owned()).ok(),
            ..CoreFigure::default()
        }
    }

    #[test]
    fn only_what_is_of_one_year_and_one_body_is_set_against_each_other() {
        let figures = vec![
            figure(2023, "budget", "department", "100000"),
            figure(2024, "budget", "department", "200000"),
            figure(2024, "budget", "unit", "70000"),
            figure(2024, "final_accounts", "department", "150000"),
            figure(2023, "final_accounts", "department", "110000"),
            figure(2025, "budget", "department", "1"),
        ];
        let of = Department { figures, ..Department::default() };
        let shown = against(&Shell::live(super::super::Lang::En, 2), &of).into_string();
        let rows: Vec<&str> = shown.split("<tr>").skip(2).collect();
        assert_eq!(rows.len(), 2, "{shown}");
        assert!(rows[0].contains(">2024<") && rows[0].contains(">-50,000<") && rows[0].contains(">75.0%<"), "{}", rows[0]);
        assert!(rows[1].contains(">2023<") && rows[1].contains(">10,000<") && rows[1].contains(">110.0%<"), "{}", rows[1]);
        assert!(against(&Shell::live(super::super::Lang::En, 2), &Department::default()).into_string().is_empty());
    }
}
