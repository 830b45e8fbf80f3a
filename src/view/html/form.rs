//! Performance forms and sentences as they were read.

use super::record::{id, panel};
use super::shell::Shell;
use crate::view::read::{Document, Form, Record, Statement, grouped};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What of a form stands on a page.
pub fn form(shell: &Shell, document: &str, of: &Document, index: usize, page: u32) -> Markup {
    let Some(form) = of.forms.get(index) else { return html! {} };
    let records: Vec<&Record> =
        of.records.iter().filter(|r| r.origin == "form" && r.table_index == index && r.place.page == page).collect();
    let here = |place: &crate::view::read::Place| place.page == page || place.page == 0;
    html! {
        section class="read" id=[(!shell.single || form.page == Some(page)).then(|| format!("form{index}"))] {
            h2 { (name(shell, form)) }
            @if form.funds.iter().any(|f| here(&f.place)) {
                h3 { (shell.word("funds")) @if let Some(unit) = &form.unit { " (" (unit) ")" } }
                div class="scroll" tabindex="0" role="region" aria-label=(shell.word("funds")) { table class="data" { tbody {
                    @for fund in form.funds.iter().filter(|f| here(&f.place)) {
                        @let record = records.iter().find(|r| r.place == fund.place);
                        tr {
                            th scope="row" { (fund.label) }
                            td { (shell.lang.name_of("horizon_", &fund.horizon)) " · " (shell.lang.name_of("measure_", &fund.measure)) }
                            @if let Some(record) = record {
                                td class="n" id=(id(record)) { a href={ "#" (id(record)) } { (fund.printed) } (panel(shell, document, of, record)) }
                            } @else { td class="n" { (fund.printed) } }
                        }
                    }
                } } }
            }
            @if form.goals.iter().any(|g| here(&g.place)) {
                h3 { (shell.word("goals")) }
                @for goal in form.goals.iter().filter(|g| here(&g.place)) { p class="goal" { (goal.text) } }
            }
            @if form.indicators.iter().any(|i| here(&i.place)) {
                h3 { (shell.word("indicators")) }
                div class="scroll" tabindex="0" role="region" aria-label=(shell.word("indicators")) { table class="data" { tbody {
                    @for indicator in form.indicators.iter().filter(|i| here(&i.place)) {
                        tr {
                            td { (indicator.level1.as_deref().unwrap_or_default()) }
                            td { (indicator.level2.as_deref().unwrap_or_default()) }
                            th scope="row" { (indicator.level3.as_deref().unwrap_or_default()) }
                            td class="t value" { (indicator.comparator.as_deref().unwrap_or_default()) " " (indicator.printed.as_deref().unwrap_or_default()) " " (indicator.unit.as_deref().unwrap_or_default()) }
                        }
                    }
                } } }
            }
            @if form.fields.iter().any(|f| here(&f.place)) {
                details {
                    summary { (shell.word("fields")) }
                    dl { @for field in form.fields.iter().filter(|f| here(&f.place)) { dt { (field.label) } dd { (field.value.as_deref().unwrap_or("—")) } } }
                }
            }
        }
    }
}

/// The name of a form.
pub fn name(shell: &Shell, form: &Form) -> String {
    let parts: Vec<&str> = [form.title.as_deref(), form.project_name.as_deref()].into_iter().flatten().collect();
    if parts.is_empty() { shell.word("form").to_owned() } else { parts.join(" · ") }
}

/// The sentences with figures on a page, each sentence once with its figures.
pub fn sentences(shell: &Shell, document: &str, of: &Document, page: u32, records: &BTreeMap<usize, usize>) -> Markup {
    let on_page: Vec<(usize, &Statement)> = of.statements.iter().enumerate().filter(|(_, s)| s.page == page).collect();
    if on_page.is_empty() {
        return html! {};
    }
    html! {
        section class="read sentences" {
            h2 { (shell.word("sentences")) }
            @for group in on_page.chunk_by(|a, b| a.1.quote == b.1.quote) {
                div class="sentence" {
                    blockquote lang="zh-CN" { (group[0].1.quote) }
                    ul {
                        @for (index, statement) in group {
                            @let record = records.get(index).and_then(|at| of.records.get(*at));
                            li id={ "s" (index) } class="said" {
                                a href={ "#s" (index) } { (statement.printed) }
                                " " (statement.subject.as_deref().unwrap_or_default())
                                " " span class="measure" { (shell.lang.name_of("measure_", &statement.measure)) }
                                @if let Some(base) = &statement.base { " " (base) }
                                @if record.is_none() {
                                    @if let Some(amount) = &statement.amount_yuan { " = " (grouped(amount)) " " (shell.word("yuan")) }
                                }
                                @if let Some(record) = record { (panel(shell, document, of, record)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
