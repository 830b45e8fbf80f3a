//! A table as it was read: headings over columns, rows with their levels, each figure with its record.

use super::record::{cell_id, panel};
use super::shell::{Shell, confidence_class};
use crate::view::read::{Column, Document, Table};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Levels of rows that are set apart.
const MOST_LEVELS: u8 = 6;

/// The rows of a table that stand on a page.
pub fn table(
    shell: &Shell,
    document: &str,
    of: &Document,
    index: usize,
    page: u32,
    cells: &BTreeMap<(usize, usize, usize), usize>,
) -> Markup {
    let Some(table) = of.tables.get(index) else { return html! {} };
    let name = table.id.as_deref().unwrap_or_default();
    let rows: Vec<(usize, &crate::view::read::Row)> = table.rows.iter().enumerate().filter(|(_, row)| row.page == page).collect();
    html! {
        // In one file a table over several pages is there several times, and has one name.
        section class="read" id=[(!shell.single || table.pages.first() == Some(&page)).then(|| format!("t{index}"))] data-table=(index) {
            h2 {
                @if !name.is_empty() { span class="id" { (name) } " " }
                (table.title.as_deref().unwrap_or(shell.word("table")))
                @if let Some(number) = &table.number { " " small { (number) } }
            }
            p class="about" {
                @if let Some(unit) = &table.unit { (shell.word("unit")) ": " (unit) }
                @if table.pages.len() > 1 {
                    " " (shell.word("pages")) ": "
                    @for other in &table.pages {
                        @if *other == page { strong { (other) } " " } @else { a href=(shell.document_page(document, *other, Some(&format!("t{index}")))) { (other) } " " }
                    }
                }
            }
            div class="scroll" tabindex="0" role="region" aria-label=(table.title.as_deref().unwrap_or(shell.word("table"))) {
                table class="data" {
                    thead { (headings(&table.columns)) }
                    tbody {
                        @for (number, row) in rows {
                            tr class=(row_class(&row.kind)) {
                                @for (column, cell) in row.cells.iter().enumerate() {
                                    @let record = cells.get(&(index, number, column)).and_then(|at| of.records.get(*at));
                                    @if let Some(record) = record {
                                        td class={ "n " (confidence_class(&record.confidence)) } id=(cell_id(index, number, column)) {
                                            a href={ "#" (cell_id(index, number, column)) } { (cell.as_deref().unwrap_or(&record.printed)) }
                                            (panel(shell, document, of, record))
                                        }
                                    } @else {
                                        td class=(cell_class(table.columns.get(column), row.level)) { (cell.as_deref().unwrap_or_default()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @for note in &table.notes { p class="note" { (note) } }
        }
    }
}

fn row_class(kind: &str) -> &'static str {
    match kind {
        "total" => "total",
        "subtotal" => "subtotal",
        "blank" => "blank",
        _ => "item",
    }
}

fn cell_class(column: Option<&Column>, level: Option<u8>) -> String {
    match column.map(|c| c.role.as_str()) {
        // The level is that of the first side.
        Some("name") if column.is_some_and(|c| c.side == 0) => format!("t name l{}", level.unwrap_or(1).clamp(1, MOST_LEVELS)),
        Some("amount") => "n".to_owned(),
        Some("code" | "ordinal") => "k".to_owned(),
        _ => "t".to_owned(),
    }
}

/// The headings as they stand over each other: what neighbours share stands once over both.
fn headings(columns: &[Column]) -> Markup {
    let deepest = columns.iter().map(|c| c.path.len()).max().unwrap_or(0);
    let at = |column: usize, level: usize| columns[column].path.get(level);
    let shares = |a: usize, b: usize, level: usize| {
        (0..=level).all(|l| at(a, l).is_some() && at(a, l) == at(b, l)) && columns[a].side == columns[b].side
    };
    html! {
        @for level in 0..deepest {
            tr {
                @for group in groups(columns.len(), |a, b| shares(a, b, level)) {
                    @let first = group.start;
                    @let ends = columns[first].path.len() <= level + 1;
                    @if columns[first].path.len() > level {
                        th scope=(if group.len() > 1 { "colgroup" } else { "col" }) colspan=(group.len()) rowspan=(if ends { deepest - level } else { 1 }) { (columns[first].path[level]) }
                    } @else if level == 0 {
                        td rowspan=(deepest) {}
                    }
                }
            }
        }
    }
}

fn groups(count: usize, same: impl Fn(usize, usize) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for index in 0..count {
        match groups.last_mut() {
            Some(last) if same(last.start, index) => last.end = index + 1,
            _ => groups.push(index..index + 1),
        }
    }
    groups
}

/// Tables with rows on a page.
pub fn on_page(tables: &[Table], page: u32) -> impl Iterator<Item = usize> + '_ {
    tables.iter().enumerate().filter(move |(_, table)| table.rows.iter().any(|row| row.page == page)).map(|(index, _)| index)
}
