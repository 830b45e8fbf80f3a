//! Two documents side by side, and what a search found.

use super::findings::encoded;
use super::record::{cell_id, part};
use super::shell::{Shell, whole};
use crate::output::manifest::Entry;
use crate::view::read::{Document, FindingLine, Hit, Hits, Run, Table};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Documents that can be chosen from at once.
const MOST_CHOICES: usize = 200;
/// Hits that are shown of each kind.
const MOST_HITS: usize = 60;

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

/// The page.
pub fn compare(shell: &Shell, run: &Run, asked: &Compared, left: Option<&Document>, right: Option<&Document>) -> String {
    let ids = |document: Option<&Document>| {
        document.map(|d| d.tables.iter().filter_map(|t| t.id.clone()).collect::<BTreeSet<_>>()).unwrap_or_default()
    };
    let tables: BTreeSet<String> = ids(left).union(&ids(right)).cloned().collect();
    let table = if asked.table.is_empty() { tables.first().cloned().unwrap_or_default() } else { asked.table.clone() };
    let holds = |entry: &&Entry| {
        let said = entry.department.as_deref().is_some_and(|name| name.contains(&asked.q)) || entry.name.contains(&asked.q);
        entry.counts.tables > 0 && entry.document.is_some() && (asked.q.is_empty() || said)
    };
    let found: Vec<&Entry> = run.inputs.iter().filter(holds).collect();
    let choice = |name: &'static str, word: &'static str, chosen: &str| {
        html! {
            label { (shell.lang.word(word)) " " select name=(name) {
                option value="" { "—" }
                // What was chosen stays, whatever is looked for now.
                @let own = run.entry(chosen).filter(|own| !found.iter().take(MOST_CHOICES).any(|entry| entry.document == own.document));
                @for entry in own.into_iter().chain(found.iter().copied().take(MOST_CHOICES)) {
                    @if let Some(document) = &entry.document { option value=(document.id()) selected[document.id() == chosen] { (called(entry)) } }
                }
            } }
        }
    };
    let content = html! {
        h1 { (shell.word("compare")) }
        form class="filters" method="get" {
            label { (shell.word("search")) " " input type="search" name="q" value=(asked.q); }
            (choice("left", "left", &asked.left)) (choice("right", "right", &asked.right))
            label { (shell.word("table")) " " select name="table" { @for id in &tables { option value=(id) selected[*id == table] { (id) } } } }
            button { (shell.word("compare")) }
        }
        @if found.len() > MOST_CHOICES { p class="hint" { (MOST_CHOICES) " / " (found.len()) ": " (shell.word("hits_cut")) } }
        @if left.is_none() || right.is_none() { p { (shell.word("choose")) } }
        div class="beside" {
            @for (id, document) in [(&asked.left, left), (&asked.right, right)] {
                section { @if let Some(document) = document { (side(shell, id, document, &table)) } }
            }
        }
    };
    let pairs = [("left", &asked.left), ("right", &asked.right), ("table", &asked.table), ("q", &asked.q)];
    let pairs: Vec<String> =
        pairs.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(v))).collect();
    let here = if pairs.is_empty() { "compare.html".to_owned() } else { format!("compare.html?{}", pairs.join("&")) };
    whole(shell, shell.word("compare"), &here, true, &content)
}

fn called(entry: &Entry) -> String {
    let file = entry.name.rsplit('/').next().unwrap_or_default();
    let year = entry.fiscal_year.map(|y| y.to_string()).unwrap_or_default();
    format!("{} {year} · {file}", entry.department.as_deref().unwrap_or("—"))
}

fn side(shell: &Shell, id: &str, of: &Document, wanted: &str) -> Markup {
    let found: Vec<(usize, &Table)> = of.tables.iter().enumerate().filter(|(_, t)| t.id.as_deref() == Some(wanted)).collect();
    html! {
        h2 { a href=(shell.page(&format!("document/{id}/index.html"))) { (super::page::title(of)) } }
        @if found.is_empty() { p { (wanted) ": " (shell.word("same_table_missing")) } }
        @for (index, table) in found {
            h3 { (table.title.as_deref().unwrap_or_default()) @if let Some(unit) = &table.unit { " (" (unit) ")" } }
            div class="scroll" tabindex="0" role="region" aria-label=(wanted) {
                table class="data" {
                    thead { tr { @for column in &table.columns { th { (column.path.join(" / ")) } } } }
                    tbody { @for (number, row) in table.rows.iter().enumerate().filter(|(_, row)| row.kind != "blank") { tr {
                        @for (column, cell) in row.cells.iter().enumerate() {
                            @let amount = table.columns.get(column).is_some_and(|c| c.role == "amount");
                            td class=(if amount { "n" } else { "t" }) {
                                @if let Some(cell) = cell {
                                    @if amount { a href=(shell.document_page(id, row.page, Some(&cell_id(index, number, column)))) { (cell) } } @else { (cell) }
                                }
                            }
                        }
                    } } }
                }
            }
        }
    }
}

/// The page of a search.
pub fn search(shell: &Shell, run: &Run, q: &str, hits: &Hits) -> String {
    let lang = shell.lang;
    let holds = |text: Option<&str>| text.is_some_and(|text| text.contains(q));
    let departments: Vec<_> =
        run.departments.iter().filter(|d| !q.is_empty() && holds(d.name.as_deref())).take(MOST_HITS).collect();
    let documents: Vec<&Entry> = run
        .inputs
        .iter()
        .filter(|e| !q.is_empty() && (e.name.contains(q) || holds(e.department.as_deref())))
        .take(MOST_HITS)
        .collect();
    let findings: Vec<&FindingLine> = run
        .findings
        .iter()
        .filter(|f| !q.is_empty() && (f.message_zh.contains(q) || f.message.contains(q)))
        .take(MOST_HITS)
        .collect();
    let content = html! {
        h1 { (shell.word("search")) ": " (q) }
        @if departments.is_empty() && documents.is_empty() && findings.is_empty() && hits.amounts.is_empty() { p { (shell.word("nothing")) } }
        @if !departments.is_empty() {
            h2 { (shell.word("departments")) }
            ul class="names" { @for d in departments { li { a href=(shell.page(&format!("department/{}.html", d.id.as_str()))) { (d.name.as_deref().unwrap_or("—")) } } } }
        }
        @if !documents.is_empty() {
            h2 { (shell.word("documents")) }
            table class="list" { tbody { @for entry in documents { (super::run::document(shell, entry, &|_| true)) } } }
        }
        @if !findings.is_empty() {
            h2 { (shell.word("findings")) }
            ul class="findings" { @for f in findings {
                @if let Some(document) = &f.document { li { a href=(shell.page(&format!("finding/{document}-{}.html", f.id))) { (f.rule) } " " (lang.either(&f.message, &f.message_zh)) } }
            } }
        }
        @if !hits.amounts.is_empty() {
            h2 { (shell.word("records")) }
            table class="list" { tbody { @for Hit { document, page, origin, at, label, printed } in &hits.amounts { tr {
                td { (label) } td class="n" { (printed) }
                td { a href=(shell.document_page(document, *page, Some(&part(origin, *at)))) { (run.entry(document).and_then(|e| e.department.as_deref()).unwrap_or(document)) ", " (shell.page_number(*page)) } }
            } } } }
        }
        @if hits.cut { p { (shell.word("hits_cut")) } }
    };
    whole(shell, shell.word("search"), &format!("search.html?q={}", encoded(q)), false, &content)
}
