//! What a search found: departments, documents, findings, words of documents and amounts, the latest year first.

use super::asked::encoded;
use super::record::part;
use super::shell::{Shell, whole};
use crate::output::manifest::Entry;
use crate::view::read::{FindingLine, Found, Hit, Hits, Passage, Run};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Hits that are shown of each kind.
const MOST_HITS: usize = 60;

/// The page.
pub fn search(shell: &Shell, run: &Run, q: &str, (hits, found): (&Hits, &Found)) -> String {
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
    let counts = [departments.len(), documents.len(), findings.len(), found.passages.len(), hits.amounts.len()];
    let parts = ["departments", "documents", "findings", "in_words", "records"];
    let content = html! {
        h1 { (shell.word("search")) ": " (q) }
        @if counts.iter().all(|count| *count == 0) { p { (shell.word("nothing")) } }
        @else {
            nav class="turning" aria-label=(shell.word("hits")) {
                @for (word, count) in parts.into_iter().zip(counts).filter(|(_, count)| *count > 0) { a href={ "#found-" (word) } { (lang.word(word)) " (" (count) ")" } }
            }
        }
        @if !departments.is_empty() {
            h2 id="found-departments" { (shell.word("departments")) }
            ul class="names" { @for d in departments { li { a href=(shell.page(&format!("department/{}.html", d.id.as_str()))) { (d.name.as_deref().unwrap_or("—")) } } } }
        }
        @if !documents.is_empty() {
            h2 id="found-documents" { (shell.word("documents")) }
            div class="scroll" tabindex="0" role="region" aria-label=(shell.word("documents")) { table class="list" { tbody { @for entry in documents { (super::run::document(shell, entry, &|_| true)) } } } }
        }
        @if !findings.is_empty() {
            h2 id="found-findings" { (shell.word("findings")) }
            ul class="findings" { @for f in findings {
                @if let Some(document) = &f.document { li { a href=(shell.page(&format!("finding/{document}-{}.html", f.id))) { (f.rule) } " " (lang.either(&f.message, &f.message_zh)) } }
            } }
        }
        (words(shell, run, &found.passages))
        (amounts(shell, run, &hits.amounts))
        @if hits.cut || found.cut { p { (shell.word("hits_cut")) } }
    };
    whole(shell, shell.word("search"), &format!("search.html?q={}", encoded(q)), false, &content)
}

/// Things by year, the latest first; those without a year last.
fn by_year<T>(all: &[T], year: impl Fn(&T) -> Option<u16>) -> BTreeMap<Reverse<Option<u16>>, Vec<&T>> {
    let mut groups: BTreeMap<_, Vec<&T>> = BTreeMap::new();
    all.iter().for_each(|one| groups.entry(Reverse(year(one))).or_default().push(one));
    groups
}

fn year_of(shell: &Shell, year: Option<u16>) -> String {
    year.map_or_else(|| shell.word("no_year").to_owned(), |year| year.to_string())
}

/// Who a document is of.
fn whose<'a>(run: &'a Run, document: &'a str) -> &'a str {
    run.entry(document).and_then(|e| e.department.as_deref()).unwrap_or(document)
}

fn words(shell: &Shell, run: &Run, passages: &[Passage]) -> Markup {
    let year = |p: &Passage| run.entry(&p.document).and_then(|e| e.fiscal_year);
    html! {
        @if !passages.is_empty() {
            h2 id="found-in_words" { (shell.word("in_words")) }
            @for (Reverse(year), group) in by_year(passages, year) {
                h3 { (year_of(shell, year)) }
                ul class="passages" { @for Passage { document, page, section, pieces: [before, own, behind] } in group { li {
                    a href=(shell.document_page(document, *page, None)) { (whose(run, document)) ", " (shell.page_number(*page)) }
                    @if let Some(section) = section { " · " (section) }
                    blockquote lang="zh-CN" { "…" (before) mark { (own) } (behind) "…" }
                } } }
            }
        }
    }
}

fn amounts(shell: &Shell, run: &Run, hits: &[Hit]) -> Markup {
    html! {
        @if !hits.is_empty() {
            h2 id="found-records" { (shell.word("records")) }
            @for (Reverse(year), group) in by_year(hits, |hit| hit.year) {
                h3 { (year_of(shell, year)) }
                div class="scroll" tabindex="0" role="region" aria-label=(year_of(shell, year)) { table class="list" { tbody { @for Hit { document, page, origin, at, label, printed, measure, .. } in group { tr {
                    td { (label) }
                    // What a column is called stands there; what a sentence measures is a name of the output.
                    td { @if let Some(measure) = measure { (shell.lang.name_of("measure_", measure)) } }
                    td class="n" { (printed) }
                    td { a href=(shell.document_page(document, *page, Some(&part(origin, *at)))) { (whose(run, document)) ", " (shell.page_number(*page)) } }
                } } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_year_stands_first_and_none_last() {
        let all = [Some(2024), None, Some(2026), Some(2024)];
        let groups = by_year(&all, |year| *year);
        let said: Vec<_> = groups.iter().map(|(Reverse(year), group)| (*year, group.len())).collect();
        assert_eq!(said, [(Some(2026), 1), (Some(2024), 2), (None, 1)]);
    }
}
