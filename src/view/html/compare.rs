//! Two documents side by side: a table that both have, row by row, with what is between them.

use super::asked::encoded;
use super::money::{exact, number, unit};
use super::record::cell_id;
use super::shell::{Shell, whole};
use super::side::{Amount, Line, Shared, amount, amounts, lines, shared};
use crate::output::manifest::Entry;
use crate::view::read::{Document, Record, Run, Table};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Documents that can be chosen from at once.
const MOST_CHOICES: usize = 200;

/// What the address of a comparison asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Compared {
    /// The document on the left.
    pub left: String,
    /// The one on the right.
    pub right: String,
    /// The table, by id.
    pub table: String,
    /// Only documents with this text are to be chosen from.
    pub q: String,
}

/// A document on one side.
struct Side<'a> {
    id: &'a str,
    of: &'a Document,
    index: usize,
    table: &'a Table,
    records: BTreeMap<(usize, usize), &'a Record>,
}

impl<'a> Side<'a> {
    /// The table of this id with most rows.
    fn new(id: &'a str, of: &'a Document, wanted: &str) -> Option<Self> {
        let own = of.tables.iter().enumerate().filter(|(_, table)| table.id.as_deref() == Some(wanted));
        let (index, table) = own.max_by_key(|(index, table)| (table.rows.len(), std::cmp::Reverse(*index)))?;
        Some(Self { id, of, index, table, records: amounts(of, index) })
    }

    fn amount(&self, row: Option<usize>, column: usize) -> Option<Amount<'a>> {
        amount(&self.records, row?, column)
    }
}

/// The ids of tables that have rows, with a title.
fn tables(of: &Document) -> BTreeMap<&str, &str> {
    let filled = of.tables.iter().filter(|table| !table.rows.is_empty());
    filled.filter_map(|table| Some((table.id.as_deref()?, table.title.as_deref().unwrap_or_default()))).collect()
}

/// The page.
pub fn compare(shell: &Shell, run: &Run, asked: &Compared, left: Option<&Document>, right: Option<&Document>) -> String {
    let common: Vec<(&str, &str)> = match (left.map(tables), right.map(tables)) {
        (Some(left), Some(right)) => left.into_iter().filter(|(id, _)| right.contains_key(id)).collect(),
        _ => Vec::new(),
    };
    let table = if asked.table.is_empty() { common.first().map_or("", |(id, _)| id) } else { asked.table.as_str() };
    let content = html! {
        h1 { (shell.word("compare")) }
        (choices(shell, run, asked, &common, table))
        @match (left, right) {
            (Some(left), Some(right)) => {
                @match (Side::new(&asked.left, left, table), Side::new(&asked.right, right, table)) {
                    (Some(left), Some(right)) => (both(shell, &left, &right)),
                    _ => p { (table) " " (shell.word("no_common_table")) },
                }
            },
            _ => p { (shell.word("choose")) },
        }
    };
    let pairs = [("left", &asked.left), ("right", &asked.right), ("table", &asked.table), ("q", &asked.q)];
    let pairs: Vec<String> =
        pairs.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(v))).collect();
    let here = if pairs.is_empty() { "compare.html".to_owned() } else { format!("compare.html?{}", pairs.join("&")) };
    whole(shell, shell.word("compare"), &here, true, &content)
}

fn choices(shell: &Shell, run: &Run, asked: &Compared, common: &[(&str, &str)], table: &str) -> Markup {
    let holds = |entry: &&Entry| {
        let said = entry.department.as_deref().is_some_and(|name| name.contains(&asked.q)) || entry.name.contains(&asked.q);
        entry.counts.tables > 0 && entry.document.is_some() && (asked.q.is_empty() || said)
    };
    let mut found: Vec<&Entry> = run.inputs.iter().filter(holds).collect();
    let all = found.len();
    found.truncate(MOST_CHOICES);
    found.sort_by_key(|entry| (entry.department.as_deref(), entry.fiscal_year));
    let bodies: BTreeSet<Option<&str>> = found.iter().map(|entry| entry.department.as_deref()).collect();
    let choice = |name: &'static str, chosen: &str| {
        html! {
            label { (shell.lang.word(name)) " " select name=(name) {
                option value="" { "—" }
                // What was chosen stays, whatever is looked for now.
                @if let Some(own) = run.entry(chosen).filter(|own| !found.iter().any(|entry| entry.document == own.document)) { (option(own, chosen)) }
                @for body in &bodies {
                    optgroup label=(body.unwrap_or("—")) { @for entry in found.iter().filter(|entry| entry.department.as_deref() == *body) { (option(entry, chosen)) } }
                }
            } }
        }
    };
    html! {
        form class="filters" method="get" {
            label { (shell.word("search")) " " input type="search" name="q" value=(asked.q); }
            (choice("left", &asked.left)) (choice("right", &asked.right))
            @if !common.is_empty() {
                label { (shell.word("table")) " " select name="table" { @for (id, title) in common { option value=(id) selected[*id == table] { (id) " " (title) } } } }
            }
            button { (shell.word("compare")) }
        }
        @if all > MOST_CHOICES { p class="hint" { (MOST_CHOICES) " / " (all) ": " (shell.word("hits_cut")) } }
    }
}

fn option(entry: &Entry, chosen: &str) -> Markup {
    let file = entry.name.rsplit('/').next().unwrap_or_default();
    let year = entry.fiscal_year.map(|y| y.to_string()).unwrap_or_default();
    html! {
        @if let Some(document) = &entry.document { option value=(document.id()) selected[document.id() == chosen] { (year) " · " (file) } }
    }
}

fn both(shell: &Shell, left: &Side<'_>, right: &Side<'_>) -> Markup {
    let columns = shared(left.table, right.table);
    let rows = lines(left.table, right.table);
    html! {
        @for (word, side) in [("left", left), ("right", right)] {
            p class="sides" {
                strong { (shell.lang.word(word)) ": " }
                a href=(shell.page(&format!("document/{}/index.html", side.id))) { (super::page::title(side.of)) } " · "
                a href=(shell.document_page(side.id, side.table.pages.first().copied().unwrap_or(1), Some(&format!("t{}", side.index)))) { (side.table.title.as_deref().unwrap_or_default()) }
                @if let Some(unit) = &side.table.unit { " (" (unit) ")" }
            }
        }
        @if columns.is_empty() { p { (shell.word("no_common_column")) } }
        @else {
            div class="scroll both" tabindex="0" role="region" aria-label=(shell.word("compare")) {
                table class="data" {
                    thead {
                        tr { th rowspan="2" class="name" { (shell.word("row")) } @for column in &columns { th colspan="3" scope="colgroup" { (column.name) } } }
                        tr { @for _ in &columns { th scope="col" { (shell.word("left")) } th scope="col" { (shell.word("right")) } th scope="col" { (shell.word("difference")) " (" (unit(shell.lang)) ")" } } }
                    }
                    tbody { @for line in &rows { (row(shell, left, right, line, &columns)) } }
                }
            }
        }
    }
}

fn row(shell: &Shell, left: &Side<'_>, right: &Side<'_>, line: &Line, columns: &[Shared]) -> Markup {
    html! {
        tr class=(if line.rows.contains(&None) { "alone" } else { "" }) {
            th scope="row" { (line.name) }
            @for column in columns {
                @let (a, b) = (left.amount(line.rows[0], column.columns[0]), right.amount(line.rows[1], column.columns[1]));
                (cell(shell, left, a)) (cell(shell, right, b))
                td class="n difference" { (difference(shell, a, b)) }
            }
        }
    }
}

fn cell(shell: &Shell, side: &Side<'_>, amount: Option<Amount<'_>>) -> Markup {
    html! {
        td class="n" {
            @if let Some(Amount { printed, at: (page, row, column), .. }) = amount {
                a href=(shell.document_page(side.id, page, Some(&cell_id(side.index, row, column)))) { (printed) }
            }
        }
    }
}

/// Right without left, where both are amounts.
fn difference(shell: &Shell, left: Option<Amount<'_>>, right: Option<Amount<'_>>) -> Markup {
    let apart = left.and_then(|a| a.yuan).zip(right.and_then(|b| b.yuan)).and_then(|(a, b)| Some((a, b.less(a)?)));
    html! {
        @if let Some((before, apart)) = apart.filter(|(_, apart)| !apart.is_zero()) {
            span title=[exact(shell.lang, apart)] { @if !apart.is_sign_negative() { "+" } (number(shell.lang, apart).unwrap_or_default()) }
            @if let Some(share) = apart.percent_of(before.abs()) { " " small { (share.with_decimals(1)) "%" } }
        }
    }
}
