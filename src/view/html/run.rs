//! The first page of a run: what went in, what is there and what is missing, what does not add up.

use super::asked::place_name;
use super::shell::{Shell, severity, whole};
use crate::check;
use crate::content::disclosure::Kind;
use crate::output::manifest::{Entry, Totals};
use crate::view::read::Run;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Documents and departments that a page lists; a file lists all of them.
const ON_A_PAGE: usize = 200;

/// The page; `shown` says which documents have pages, `from` how many the lists pass over.
pub fn run(shell: &Shell, run: &Run, from: usize, shown: &dyn Fn(&str) -> bool) -> String {
    let (from, count) = if shell.live { (from, ON_A_PAGE) } else { (0, usize::MAX) };
    let totals = Totals::of(&run.inputs);
    let content = html! {
        h1 { (shell.word("run")) }
        div class="cards" {
            (card(shell, "documents", totals.documents))
            (card(shell, "departments", run.departments.len()))
            (card(shell, "tables", totals.counts.tables))
            (card(shell, "forms", totals.counts.forms))
            (card(shell, "records", totals.counts.records))
            (card(shell, "findings", run.findings.len()))
        }
        div class="columns" {
            section {
                h2 { (shell.word("outcomes")) }
                table class="list" { tbody {
                    @for (outcome, count) in totals.outcomes.present() { tr { td { (shell.lang.name_of("", outcome.name())) } td class="n" { (count) } } }
                } }
            }
            section { h2 { (shell.word("by_severity")) } (by_severity(shell, run)) }
            section { h2 { (shell.word("by_rule")) } (by_rule(shell, run)) }
        }
        (grid(shell, run))
        (departments(shell, run, (from, count), shown))
        (documents(shell, run, (from, count), shown))
    };
    let here = if from > 0 { format!("index.html?from={from}") } else { "index.html".to_owned() };
    whole(shell, shell.word("run"), &here, false, &content)
}

fn card(shell: &Shell, word: &'static str, count: usize) -> Markup {
    html! { div class="card" { strong { (count) } " " span { (shell.lang.word(word)) } } }
}

fn link(shell: &Shell, query: &str) -> String {
    if shell.live { shell.page(&format!("findings.html?{query}")) } else { shell.page("findings.html") }
}

fn by_severity(shell: &Shell, run: &Run) -> Markup {
    let count = |severity: &str| run.findings.iter().filter(|f| f.severity == severity).count();
    html! {
        table class="list" { tbody {
            @for name in ["error", "warning", "info"] { tr { td { a href=(link(shell, &format!("severity={name}"))) { (severity(shell.lang, name)) } } td class="n" { (count(name)) } } }
        } }
    }
}

fn by_rule(shell: &Shell, run: &Run) -> Markup {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    run.findings.iter().for_each(|line| *rules.entry(&line.rule).or_default() += 1);
    let mut rules: Vec<(&str, usize)> = rules.into_iter().collect();
    rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    html! {
        table class="list" { tbody {
            @for (rule, count) in rules.into_iter().take(12) {
                tr { td { a href=(link(shell, &format!("rule={rule}"))) { (rule) } " " @if let Some(rule) = check::rule::of(rule) { (shell.lang.either(&rule.title, &rule.title_zh)) } } td class="n" { (count) } }
            }
        } }
    }
}

/// Where a document is of: the division of its body by its code, else the folder that its name is in.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Where<'r> {
    Division(&'r str),
    Folder(&'r str),
}

impl Where<'_> {
    fn name(&self) -> String {
        match self {
            Self::Division(code) => place_name(code),
            Self::Folder(name) => (*name).to_owned(),
        }
    }
}

fn folder_of(entry: &Entry) -> &str {
    entry.name.rsplit('/').nth(1).unwrap_or("—")
}

/// Places by years and kinds.
fn grid(shell: &Shell, run: &Run) -> Markup {
    let divisions: BTreeMap<&str, &str> =
        run.departments.iter().filter_map(|d| Some((d.id.as_str(), d.division_code.as_deref()?))).collect();
    let mut cells: BTreeMap<Where<'_>, BTreeMap<(u16, &str), usize>> = BTreeMap::new();
    let mut columns = BTreeSet::new();
    for entry in run.inputs.iter().filter(|e| e.document.is_some()) {
        let kind = match entry.kind {
            Some(Kind::Budget) => "budget",
            Some(Kind::FinalAccounts) => "final_accounts",
            _ => continue,
        };
        let Some(year) = entry.fiscal_year else { continue };
        columns.insert((year, kind));
        let division = entry.department_id.as_ref().and_then(|id| divisions.get(id.as_str()));
        let place = division.map_or_else(|| Where::Folder(folder_of(entry)), |code| Where::Division(code));
        *cells.entry(place).or_default().entry((year, kind)).or_default() += 1;
    }
    html! {
        h2 { (shell.word("grid")) }
        p class="hint" { (shell.word("grid_hint")) }
        div class="scroll" tabindex="0" role="region" aria-label=(shell.word("grid")) {
            table class="grid" {
                thead { tr { th { (shell.word("place")) } @for (year, kind) in &columns { th { (year) br; (shell.lang.name_of("", kind)) } } } }
                tbody {
                    @for (place, row) in &cells {
                        tr {
                            th scope="row" {
                                @match place {
                                    // A file has one list of findings, which filters nothing.
                                    Where::Division(code) if shell.live => a href=(link(shell, &format!("place={code}"))) { (place.name()) },
                                    _ => (place.name()),
                                }
                            }
                            @for column in &columns {
                                @match row.get(column) { Some(count) => td class="some" { (count) }, None => td class="gap" {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Links to the part of a list before and behind the one that is shown.
fn going_on(shell: &Shell, part: &str, (from, count): (usize, usize), all: usize) -> Markup {
    let to = |from: usize| if from > 0 { format!("index.html?from={from}#{part}") } else { format!("index.html#{part}") };
    let last = from.saturating_add(count).min(all);
    html! {
        @if from > 0 || last < all {
            p {
                @if from > 0 { a class="button" href=(to(from.saturating_sub(count))) { "← " (shell.word("previous")) } " " }
                (from.saturating_add(1).min(all)) "–" (last) " / " (all) " "
                @if last < all { a class="button" href=(to(last)) { (shell.word("next")) " →" } }
            }
        }
    }
}

fn departments(shell: &Shell, run: &Run, (from, count): (usize, usize), shown: &dyn Fn(&str) -> bool) -> Markup {
    html! {
        details id="departments" open[run.departments.len() <= 40 || from > 0] {
            summary { h2 { (shell.word("departments")) " (" (run.departments.len()) ")" } }
            ul class="names" {
                @for department in run.departments.iter().skip(from).take(count) {
                    @let name = department.name.as_deref().unwrap_or("—");
                    li {
                        @if department.documents.iter().all(|id| shown(id)) { a href=(shell.page(&format!("department/{}.html", department.id.as_str()))) { (name) } } @else { (name) }
                        " " small { (department.documents.len()) }
                    }
                }
            }
            (going_on(shell, "departments", (from, count), run.departments.len()))
        }
    }
}

fn documents(shell: &Shell, run: &Run, (from, count): (usize, usize), shown: &dyn Fn(&str) -> bool) -> Markup {
    html! {
        h2 id="documents" { (shell.word("documents")) " (" (run.inputs.len()) ")" }
        div class="scroll" tabindex="0" role="region" aria-label=(shell.word("documents")) {
            table class="list" {
                thead { tr {
                    th { (shell.word("department")) } th { (shell.word("year")) } th { (shell.word("kind")) } th { (shell.word("outcome")) }
                    th { (shell.word("records")) } th { (shell.word("findings")) } th { (shell.word("name")) }
                } }
                tbody { @for entry in run.inputs.iter().skip(from).take(count) { (document(shell, entry, shown)) } }
            }
        }
        (going_on(shell, "documents", (from, count), run.inputs.len()))
    }
}

/// A line of the list of documents.
pub fn document(shell: &Shell, entry: &Entry, shown: &dyn Fn(&str) -> bool) -> Markup {
    let file = entry.name.rsplit('/').next().unwrap_or_default();
    let name = entry.department.as_deref().unwrap_or(file);
    let kind = entry.kind.and_then(|kind| serde_json::to_value(kind).ok()).and_then(|v| v.as_str().map(str::to_owned));
    html! {
        tr {
            td {
                @match entry.document.as_ref().map(|d| d.id()).filter(|id| shown(id)) {
                    Some(id) => a href=(shell.page(&format!("document/{id}/index.html"))) { (name) },
                    None => (name),
                }
            }
            td { (entry.fiscal_year.map(|y| y.to_string()).unwrap_or_default()) }
            td { (kind.map(|k| shell.lang.name_of("", &k)).unwrap_or_default()) }
            td { (shell.lang.name_of("", entry.outcome.name())) }
            td class="n" { (entry.counts.records) }
            td class="n" {
                @let found = &entry.counts.findings;
                @if found.error > 0 { span class="badge error" { (found.error) } " " }
                @if found.warning > 0 { span class="badge warning" { (found.warning) } " " }
                @if found.info > 0 { span class="badge info" { (found.info) } }
            }
            td class="file" { (file) }
        }
    }
}
