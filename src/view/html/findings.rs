//! The list of findings: the worst first, with filters that stand in the address.

use super::finding::verdict;
use super::shell::{Shell, severity, whole};
use crate::check;
use crate::output::manifest::Entry;
use crate::view::read::{Evidence, FindingLine, Run};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Findings of one page of the list.
const ON_A_PAGE: usize = 100;

/// What the address of the list asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Only of this severity.
    pub severity: String,
    /// Only of this rule.
    pub rule: String,
    /// Only with this text.
    pub q: String,
    /// Only those that follow from no other (`only`), or all.
    pub cause: String,
    /// `open` for those that nobody has marked, or what they are marked as.
    pub mark: String,
    /// How many to pass over.
    pub from: usize,
}

impl Asked {
    /// Whether a finding is asked for.
    pub fn takes(&self, line: &FindingLine, run: &Run) -> bool {
        let mark = || run.review.of(&line.id).map_or("open", |mark| verdict(mark.verdict));
        let holds = |text: &str| text.contains(self.q.as_str());
        (self.severity.is_empty() || line.severity == self.severity)
            && (self.rule.is_empty() || line.rule == self.rule)
            && (self.cause.is_empty() || line.cause.is_none())
            && (self.q.is_empty()
                || holds(&line.message)
                || holds(&line.message_zh)
                || line.department.as_deref().is_some_and(holds))
            && (self.mark.is_empty() || mark() == self.mark)
    }

    /// The filters as the query of an address: empty, or with its `?`.
    pub fn query(&self) -> String {
        self.address(0).trim_start_matches("findings.html").to_owned()
    }

    fn address(&self, from: usize) -> String {
        let mut pairs = vec![("severity", self.severity.clone()), ("rule", self.rule.clone()), ("q", self.q.clone())];
        pairs.extend([("cause", self.cause.clone()), ("mark", self.mark.clone())]);
        if from > 0 {
            pairs.push(("from", from.to_string()));
        }
        let pairs: Vec<String> =
            pairs.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(&v))).collect();
        if pairs.is_empty() { "findings.html".to_owned() } else { format!("findings.html?{}", pairs.join("&")) }
    }
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    text.bytes().map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The list.
pub fn findings(shell: &Shell, run: &Run, asked: &Asked, shown: &dyn Fn(&str) -> bool) -> String {
    let taken: Vec<&FindingLine> = run.findings.iter().filter(|line| asked.takes(line, run)).collect();
    // A file holds all of them.
    let (from, count) = if shell.live { (asked.from, ON_A_PAGE) } else { (0, usize::MAX) };
    let query = if shell.live { asked.query() } else { String::new() };
    let content = html! {
        h1 { (shell.word("findings")) " (" (taken.len()) @if taken.len() < run.findings.len() { " / " (run.findings.len()) } ")" }
        @if shell.live { (filters(shell, run, asked)) }
        @if taken.is_empty() && run.across.is_empty() { p { (shell.word("nothing")) } }
        ol class="findings" start=(from + 1) {
            @for line in taken.iter().skip(from).take(count) { (item(shell, run, line, shown, &query)) }
        }
        @if taken.len() > from.saturating_add(count) { p { a class="button" href=(asked.address(from + count)) { (shell.word("more")) } } }
    };
    whole(shell, shell.word("findings"), &asked.address(from), false, &content)
}

fn item(shell: &Shell, run: &Run, line: &FindingLine, shown: &dyn Fn(&str) -> bool, query: &str) -> Markup {
    let lang = shell.lang;
    let mark = run.review.of(&line.id);
    html! {
        li class=(if line.cause.is_some() { "consequence" } else { "" }) {
            (severity(lang, &line.severity)) " "
            @match line.document.as_deref().filter(|document| shown(document)) {
                Some(document) => a href=(shell.page(&format!("finding/{document}-{}.html{query}", line.id))) { (line.rule) },
                None => span { (line.rule) },
            }
            @if line.minor { " " span class="badge" { (shell.word("minor")) } }
            @if let Some(mark) = &mark { " " span class={ "badge mark-" (verdict(mark.verdict)) } { (lang.word(verdict(mark.verdict))) } }
            " " (lang.either(&line.message, &line.message_zh))
            @if line.document.is_none() {
                // It has no page of its own: its figures stand in several documents.
                @for finding in run.across.iter().filter(|f| f.id == line.id) {
                    ul class="plain" { @for evidence in &finding.evidence { li { (between(shell, run, evidence, shown)) } } }
                }
            }
            div class="of" {
                (line.department.as_deref().unwrap_or("—")) " "
                @if let Some(year) = line.document_year { (year) " " }
                @if let Some(kind) = &line.document_kind { (lang.name_of("", kind)) }
            }
        }
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
            label { (shell.word("mark")) " " select name="mark" {
                option value="" { (shell.word("all")) }
                option value="open" selected[asked.mark == "open"] { (shell.word("unmarked")) }
                @for value in ["real", "false", "unsure"] { option value=(value) selected[asked.mark == value] { (shell.lang.word(value)) } }
            } }
            label { (shell.word("search")) " " input type="search" name="q" value=(asked.q); }
            button { (shell.word("filter")) }
        }
    }
}
