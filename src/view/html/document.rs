//! What a document is, what was read of it, and what does not add up.

use super::form::name;
use super::page::title;
use super::shell::{Shell, severity, whole};
use crate::check;
use crate::view::read::Document;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The first page of a document.
pub fn document(shell: &Shell, id: &str, of: &Document, department: Option<&str>) -> String {
    let title = title(of);
    let content = inside(shell, id, of, department);
    whole(shell, &title, &format!("document/{id}/index.html"), false, &content)
}

/// The same without what is around every page.
pub fn inside(shell: &Shell, id: &str, of: &Document, department: Option<&str>) -> Markup {
    let here = |page: u32| shell.document_page(id, page, None);
    html! {
        h1 { (title(of)) }
        (facts(shell, of, department))
        p { a class="button" href=(here(first_page(of))) { (shell.word("page_as_printed")) } }
        nav class="pages" aria-label=(shell.word("pages")) {
            @for page in 1..=of.pages() { a href=(here(page)) class=(if marked(of, page) { "marked" } else { "" }) { (page) } " " }
        }
        (findings(shell, id, of))
        h2 { (shell.word("tables")) " (" (of.tables.len()) ")" }
        table class="list" {
            tbody {
                @for (index, table) in of.tables.iter().enumerate() {
                    @let page = table.pages.first().copied().unwrap_or(1);
                    tr {
                        td { (table.id.as_deref().unwrap_or("—")) }
                        td { a href=(shell.document_page(id, page, Some(&format!("t{index}")))) { (table.title.as_deref().unwrap_or(shell.word("table"))) } }
                        td { (table.unit.as_deref().unwrap_or_default()) }
                        td class="n" { (shell.page_number(page)) }
                    }
                }
            }
        }
        @if !of.forms.is_empty() {
            h2 { (shell.word("forms")) " (" (of.forms.len()) ")" }
            ul class="plain" {
                @for (index, form) in of.forms.iter().enumerate() {
                    li { a href=(shell.document_page(id, form.page.unwrap_or(1), Some(&format!("form{index}")))) { (name(shell, form)) } }
                }
            }
        }
        (checks(shell, of))
        (diagnostics(shell, id, of))
    }
}

/// The first page on which anything was read.
pub fn first_page(of: &Document) -> u32 {
    of.records.iter().map(|r| r.place.page).min().unwrap_or(1).max(1)
}

fn marked(of: &Document, page: u32) -> bool {
    of.findings.iter().any(|f| f.severity != "info" && f.evidence.iter().any(|e| e.place.page == page))
}

fn facts(shell: &Shell, of: &Document, department: Option<&str>) -> Markup {
    let lang = shell.lang;
    let disclosure = of.disclosure.as_ref();
    let place = disclosure.map(|d| {
        let parts = [&d.division.province, &d.division.prefecture, &d.division.county];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    });
    let body = disclosure.and_then(|d| d.department.name.clone());
    html! {
        dl class="facts" {
            dt { (shell.word("department")) }
            dd {
                @match (department, &body) {
                    (Some(id), Some(body)) => a href=(shell.page(&format!("department/{id}.html"))) { (body) },
                    (_, body) => (body.as_deref().unwrap_or("—")),
                }
            }
            dt { (shell.word("place")) } dd { (place.filter(|p| !p.is_empty()).as_deref().unwrap_or("—")) }
            dt { (shell.word("year")) } dd { (disclosure.and_then(|d| d.fiscal_year).map_or_else(|| "—".to_owned(), |y| y.to_string())) }
            dt { (shell.word("kind")) } dd { (disclosure.and_then(|d| d.kind.as_ref()).map_or_else(|| "—".to_owned(), |k| lang.name_of("", k))) }
            dt { (shell.word("outcome")) } dd { (lang.name_of("", &of.outcome)) }
            dt { (shell.word("name")) } dd { (of.source.name) }
            @if let Some(url) = &of.source.url { dt { (shell.word("address")) } dd { code { (url) } } }
            dt { "SHA-256" } dd { code { (of.source.sha256) } }
            @if let Some(producer) = &of.source.producer { dt { (shell.word("producer")) } dd { (producer) } }
            dt { (shell.word("records")) } dd { (of.records.len()) }
            @if of.privacy.redacted > 0 { dt { "🛈" } dd { (shell.word("contacts_out")) " (" (of.privacy.redacted) ")" } }
        }
    }
}

fn findings(shell: &Shell, id: &str, of: &Document) -> Markup {
    html! {
        h2 { (shell.word("findings")) " (" (of.findings.len()) ")" }
        @if of.findings.is_empty() { p { (shell.word("none")) } }
        ul class="findings" {
            @for finding in &of.findings {
                li {
                    (severity(shell.lang, &finding.severity)) " "
                    a href=(shell.page(&format!("finding/{id}-{}.html", finding.id))) { (finding.rule) }
                    " " (shell.lang.either(&finding.message, &finding.message_zh))
                }
            }
        }
    }
}

/// How rules came out, by rule.
fn checks(shell: &Shell, of: &Document) -> Markup {
    let mut by_rule: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for check in of.checks.iter().filter(|c| c.status != "not_applicable") {
        *by_rule.entry(&check.rule).or_default().entry(&check.status).or_default() += check.places.max(1);
    }
    html! {
        details {
            summary { (shell.word("checks")) " (" (by_rule.len()) ")" }
            table class="list" { tbody {
                @for (rule, statuses) in by_rule {
                    tr {
                        td { (rule) }
                        td { @if let Some(rule) = check::rule::of(rule) { (shell.lang.either(&rule.title, &rule.title_zh)) } }
                        td { @for (status, count) in statuses { (shell.lang.name_of("", status)) " " (count) "; " } }
                    }
                }
            } }
        }
    }
}

fn diagnostics(shell: &Shell, id: &str, of: &Document) -> Markup {
    html! {
        @if !of.diagnostics.is_empty() {
            h2 { (shell.word("diagnostics")) " (" (of.diagnostics.len()) ")" }
            ul class="findings" {
                @for diagnostic in &of.diagnostics {
                    li {
                        (super::shell::diagnostic(shell.lang, diagnostic))
                        @if let Some(place) = diagnostic.place { " " a href=(shell.document_page(id, place.page, None)) { (shell.page_number(place.page)) } }
                    }
                }
            }
        }
    }
}
