//! A record beside its figure: what was read of it, and why it is to be believed or not.

use super::money::unit;
use super::shell::{Shell, confidence_class};
use super::words::Lang;
use crate::view::read::{Document, Record, decimal, grouped, wan};
use maud::{Markup, html};

/// The id of the element of an amount: by what it is of, and where.
pub fn id(record: &Record) -> String {
    part(&record.origin, (record.table_index, record.row, record.column))
}

/// The same, of what says where an amount stands.
pub fn part(origin: &str, (table, row, column): (usize, usize, usize)) -> String {
    match origin {
        "table" => cell_id(table, row, column),
        "statement" => format!("s{table}"),
        _ => format!("f{table}-{row}-{column}"),
    }
}

/// The id of the element of a cell of a table.
pub fn cell_id(table: usize, row: usize, column: usize) -> String {
    format!("c{table}-{row}-{column}")
}

/// The panel that opens when a figure is clicked.
pub fn panel(shell: &Shell, document: &str, of: &Document, record: &Record) -> Markup {
    let lang = shell.lang;
    let coded = |code: &Option<String>, name: &Option<String>| {
        let parts: Vec<&str> = [code.as_deref(), name.as_deref()].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let facts: [(&str, Option<String>); 13] = [
        (shell.word("label"), record.label.clone()),
        (shell.word("path"), record.measure.clone()),
        (shell.word("figure"), record.figure.as_ref().map(|figure| lang.figure(figure))),
        (shell.word("year"), record.fiscal_year.map(|year| year.to_string())),
        (shell.word("kind"), record.phase.as_ref().map(|phase| lang.name_of("", phase))),
        (shell.word("function"), coded(&record.function_code, &record.function_name)),
        (shell.word("economic"), coded(&record.economic_code, &record.economic_name)),
        (shell.word("gov_economic"), coded(&record.gov_economic_code, &record.gov_economic_name)),
        (shell.word("project"), record.project.clone()),
        (shell.word("body"), record.body.clone()),
        (shell.word("fund"), record.fund_source.as_ref().map(|fund| lang.name_of("fund_", fund))),
        (shell.word("place"), record.cell.clone()),
        (
            shell.word("counts"),
            (record.origin == "table").then(|| shell.word(if record.counts { "counts_yes" } else { "counts_no" }).to_owned()),
        ),
    ];
    html! {
        div class="record" role="group" aria-label=(record.printed) {
            p class="figure" {
                strong { (record.printed) }
                @if let Some(unit) = &record.unit { " " (unit) }
                @if let Some(amount) = &record.amount_yuan {
                    " = " (grouped(amount)) " " (shell.word("yuan"))
                    @if let (Lang::Zh, Some(wan)) = (lang, decimal(amount).and_then(wan)) { " (" (wan) " " (unit(lang)) ")" }
                }
                " " span class={ "badge " (confidence_class(&record.confidence)) } { (shell.word("confidence")) ": " (lang.name_of("", &record.confidence)) }
            }
            dl {
                @for (name, value) in facts {
                    @if let Some(value) = value { dt { (name) } dd { (value) } }
                }
                @if !record.proofs.is_empty() { dt { (shell.word("proofs")) } dd { ul { @for proof in &record.proofs { li { (self::proof(shell, document, of, proof)) } } } } }
                @if !record.backing.is_empty() { dt { (shell.word("backing")) } dd { ul { @for token in &record.backing { li { (lang.name_of("backing_", token)) } } } } }
                @if !record.doubt.is_empty() { dt { (shell.word("doubt")) } dd class="doubt" { ul { @for token in &record.doubt { li { (lang.name_of("doubt_", token)) } } } } }
            }
            p class="close" { a href="#closed" { (shell.word("close")) } }
        }
    }
}

/// What proves a figure; a copy and a sentence are links to where they stand.
fn proof(shell: &Shell, document: &str, of: &Document, proof: &str) -> Markup {
    let lang = shell.lang;
    let (kind, rest) = proof.split_once(':').unwrap_or((proof, ""));
    let numbers: Vec<usize> = rest.split('.').filter_map(|n| n.parse().ok()).collect();
    match (kind, numbers.as_slice()) {
        ("copy", &[table, row, column]) => {
            let name =
                of.tables.get(table).map(|t| t.id.clone().or_else(|| t.title.clone()).unwrap_or_default()).unwrap_or_default();
            let page = of.tables.get(table).and_then(|t| t.rows.get(row)).map(|r| r.page);
            html! {
                (lang.name_of("proof_", "copy")) " "
                @if let Some(page) = page {
                    a href=(shell.document_page(document, page, Some(&cell_id(table, row, column)))) { (name) ", " (shell.page_number(page)) }
                } @else { (name) }
            }
        }
        ("text", &[statement]) => {
            let page = of.statements.get(statement).map(|s| s.page);
            html! {
                (lang.name_of("proof_", "text"))
                @if let Some(page) = page {
                    " " a href=(shell.document_page(document, page, Some(&format!("s{statement}")))) { (shell.page_number(page)) }
                }
            }
        }
        _ => html! { (lang.name_of("proof_", kind)) },
    }
}
