//! The list of findings: the worst first, with filters that stand in the address.

use super::asked::{Asked, place_name};
use super::badge::{apart, verdict};
use super::money::unit;
use super::shell::{Shell, severity, whole};
use super::words::Lang;
use crate::check;
use crate::output::manifest::Entry;
use crate::view::read::{Evidence, FindingLine, Run, Verdict};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Findings of one page of the list.
const ON_A_PAGE: usize = 100;

/// What all lines of the list are made with.
struct List<'a> {
    shell: &'a Shell,
    run: &'a Run,
    shown: &'a dyn Fn(&str) -> bool,
    marks: BTreeMap<String, Verdict>,
    query: String,
}

/// The list.
pub fn findings(shell: &Shell, run: &Run, asked: &Asked, shown: &dyn Fn(&str) -> bool) -> String {
    let marks = run.review.verdicts();
    let taken: Vec<&FindingLine> = run.findings.iter().filter(|line| asked.takes(line, &marks)).collect();
    // A file holds all of them.
    let (from, count) = if shell.live { (asked.from, ON_A_PAGE) } else { (0, usize::MAX) };
    let done = taken.iter().filter(|line| marks.contains_key(&line.id)).count();
    let query = if shell.live { asked.query() } else { String::new() };
    let list = List { shell, run, shown, marks, query };
    let page: Vec<&FindingLine> = taken.iter().copied().skip(from).take(count).collect();
    let content = html! {
        h1 { (shell.word("findings")) " (" (taken.len()) @if taken.len() < run.findings.len() { " / " (run.findings.len()) } ")" }
        @if shell.live { (filters(shell, run, asked)) }
        @for unknown in &asked.unknown { p class="told" role="alert" { (shell.word("unknown_filter")) ": " code { (unknown) } } }
        @if shell.live && !taken.is_empty() { (progress(&list, asked, done, taken.len())) }
        @if taken.is_empty() && run.across.is_empty() { p { (shell.word("nothing")) } }
        ol class="findings" start=(from + 1) {
            // What follows from a finding stands behind it in the list, and below it here.
            @for group in groups(&page) { (item(&list, group[0], &group[1..])) }
        }
        @if taken.len() > from.saturating_add(count) { p { a class="button" href=(asked.address(from + count)) { (shell.word("more")) } } }
    };
    whole(shell, shell.word("findings"), &asked.address(from), false, &content)
}

/// Findings with those behind them that follow from them. Where filters left the cause out, what follows from it stands alone.
fn groups<'a, 'l>(page: &'a [&'l FindingLine]) -> Vec<&'a [&'l FindingLine]> {
    let follows = |line: &FindingLine, group: &[&FindingLine]| {
        group.iter().any(|own| own.document == line.document && line.cause.as_ref() == Some(&own.id))
    };
    let (mut groups, mut from) = (Vec::new(), 0);
    for at in 1..=page.len() {
        if page.get(at).is_none_or(|line| !follows(line, &page[from..at])) {
            groups.push(&page[from..at]);
            from = at;
        }
    }
    groups
}

/// How many are marked, and the list as a file.
fn progress(list: &List<'_>, asked: &Asked, done: usize, all: usize) -> Markup {
    let shell = list.shell;
    let real = Asked { mark: "real".to_owned(), from: 0, ..asked.clone() };
    html! {
        p class="progress" {
            label { (shell.word("marked")) " " progress value=(done) max=(all) {} " " strong { (done) " / " (all) } }
            " · " a href=(shell.page(&asked.address(0).replacen("findings.html", "findings.csv", 1))) download="findings.csv" { (shell.word("list_csv")) }
            " · " a href=(shell.page(&real.address(0).replacen("findings.html", "findings.csv", 1))) download="real.csv" { (shell.word("real_csv")) }
        }
    }
}

fn item(list: &List<'_>, line: &FindingLine, following: &[&FindingLine]) -> Markup {
    let (shell, lang) = (list.shell, list.shell.lang);
    html! {
        li class="one" {
            (head(list, line))
            @if line.document.is_none() {
                // It has no page of its own: its figures stand in several documents.
                @for finding in list.run.across.iter().filter(|f| f.id == line.id) {
                    ul class="plain" { @for evidence in &finding.evidence { li { (between(shell, list.run, evidence, list.shown)) } } }
                }
            }
            div class="of" {
                (line.department.as_deref().unwrap_or("—")) " "
                @if let Some(code) = &line.division_code { (place_name(code)) " " }
                @if let Some(year) = line.document_year { (year) " " }
                @if let Some(kind) = &line.document_kind { (lang.name_of("", kind)) " " }
                @if line.page > 0 { "· " (shell.page_number(line.page)) }
            }
            @if !following.is_empty() {
                details class="following" {
                    summary { (shell.word("consequences")) " (" (following.len()) ")" }
                    ul class="findings" { @for other in following { li class="one consequence" { (head(list, other)) } } }
                }
            }
        }
    }
}

fn head(list: &List<'_>, line: &FindingLine) -> Markup {
    let (shell, lang) = (list.shell, list.shell.lang);
    let mark = list.marks.get(&line.id).map(|mark| verdict(*mark));
    html! {
        (severity(lang, &line.severity)) " "
        @match line.document.as_deref().filter(|document| (list.shown)(document)) {
            Some(document) => a href=(shell.page(&format!("finding/{document}-{}.html{}", line.id, list.query))) { (line.rule) },
            None => span { (line.rule) },
        }
        @if line.minor { " " span class="badge" { (shell.word("minor")) } }
        @if let Some(mark) = mark { " " span class={ "badge mark-" (mark) } { (lang.word(mark)) } }
        " " (apart(shell, &line.stake)) " " (lang.either(&line.message, &line.message_zh))
    }
}

/// A figure of a finding between documents: the name of its document stands before what it is.
fn between(shell: &Shell, run: &Run, evidence: &Evidence, shown: &dyn Fn(&str) -> bool) -> Markup {
    let page = evidence.place.page.max(1);
    let of = |entry: &&Entry| evidence.what.strip_prefix(entry.name.as_str()).is_some_and(|rest| rest.starts_with('：'));
    let document = run.inputs.iter().find(of).and_then(|entry| entry.document.as_ref()).map(|d| d.id()).filter(|id| shown(id));
    html! {
        strong { (evidence.printed) } " " (evidence.what)
        @if let Some(id) = document { " · " a href=(shell.document_page(id, page, None)) { (shell.page_number(page)) } }
    }
}

fn filters(shell: &Shell, run: &Run, asked: &Asked) -> Markup {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    run.findings.iter().for_each(|line| *rules.entry(&line.rule).or_default() += 1);
    let years: BTreeSet<u16> = run.findings.iter().filter_map(|line| line.document_year).collect();
    let codes: BTreeSet<&str> = run.findings.iter().filter_map(|line| line.division_code.as_deref()).collect();
    // In the unit of the language; the address means the same in both.
    let least = match shell.lang {
        Lang::Zh => ("least", asked.least.clone()),
        Lang::En => ("least_yuan", asked.least_yuan().map(|yuan| yuan.normalize().to_string()).unwrap_or_default()),
    };
    html! {
        form class="filters" method="get" {
            label { (shell.word("severity")) " " select name="severity" {
                option value="" { (shell.word("all")) }
                @for value in ["error", "warning", "info"] { option value=(value) selected[asked.severity == value] { (shell.lang.name_of("", value)) } }
            } }
            label { (shell.word("rule")) " " select name="rule" {
                option value="" { (shell.word("all")) }
                @for (rule, count) in rules {
                    option value=(rule) selected[asked.rule == rule] { (rule) " " @if let Some(rule) = check::rule::of(rule) { (shell.lang.either(&rule.title, &rule.title_zh)) } " (" (count) ")" }
                }
            } }
            label { (shell.word("place")) " " select name="place" {
                option value="" { (shell.word("all")) }
                @for code in codes { option value=(code) selected[asked.place == code] { (place_name(code)) } }
            } }
            label { (shell.word("year")) " " select name="year" {
                option value="" { (shell.word("all")) }
                @for year in years.iter().rev() { option value=(year) selected[asked.year == year.to_string()] { (year) } }
            } }
            label { (shell.word("least")) " " input name=(least.0) inputmode="decimal" size="8" value=(least.1); " " (unit(shell.lang)) }
            label { (shell.word("minor")) " " select name="minor" {
                option value="" { (shell.word("all")) }
                option value="hide" selected[asked.minor == "hide"] { (shell.word("minor_hide")) }
                option value="only" selected[asked.minor == "only"] { (shell.word("minor_only")) }
            } }
            label { (shell.word("mark")) " " select name="mark" {
                option value="" { (shell.word("all")) }
                option value="open" selected[asked.mark == "open"] { (shell.word("unmarked")) }
                option value="any" selected[asked.mark == "any"] { (shell.word("marked")) }
                @for value in ["real", "false", "unsure"] { option value=(value) selected[asked.mark == value] { (shell.lang.word(value)) } }
            } }
            label { (shell.word("search")) " " input type="search" name="q" value=(asked.q); }
            button { (shell.word("filter")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_stands_below_its_cause_and_alone_where_that_is_left_out() {
        let line = |document: &str, id: &str, cause: Option<&str>| FindingLine {
            document: Some(document.to_owned()),
            id: id.to_owned(),
            cause: cause.map(str::to_owned),
            ..FindingLine::default()
        };
        let all = [
            line("d", "a", None),
            line("d", "b", Some("a")),
            line("d", "c", Some("b")),
            line("d", "e", Some("a")),
            line("d", "f", Some("gone")),
            line("other", "g", Some("f")),
        ];
        let page: Vec<&FindingLine> = all.iter().collect();
        assert_eq!(groups(&page).iter().map(|group| group.len()).collect::<Vec<_>>(), [4, 1, 1]);
        assert!(groups(&[]).is_empty());
    }
}
