//! A department over its years, each figure with the place where it is printed.

use super::against::against;
use super::badge::link;
use super::chart::{About, Bar, bars};
use super::money::{shown, unit};
use super::shell::{Shell, whole};
use super::spending::{economic, functions};
use crate::view::read::{CoreFigure, Department, DepartmentDocument, ThreePublic, decimal, grouped};
use maud::{Markup, html};
use serde_json::value::RawValue;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Projects that are shown.
const MOST_PROJECTS: usize = 15;

/// The page.
pub fn department(shell: &Shell, id: &str, of: &Department) -> String {
    let name = of.name.as_deref().unwrap_or("—");
    let place =
        [&of.province, &of.prefecture, &of.county].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let content = html! {
        h1 { (name) }
        p { (place) @if shell.live { " " a href=(shell.page(&format!("department/{id}.csv"))) { (shell.word("data_csv")) } } }
        (documents(shell, of))
        (series(shell, of))
        (against(shell, of))
        (core(shell, of))
        (functions(shell, of))
        (economic(shell, of))
        (three_public(shell, of))
        (projects(shell, of))
    };
    whole(shell, name, &format!("department/{id}.html"), false, &content)
}

fn year_and_kind(shell: &Shell, year: Option<u16>, kind: Option<&str>) -> String {
    let year = year.map(|y| y.to_string()).unwrap_or_default();
    format!("{year} {}", kind.map(|k| shell.lang.name_of("", k)).unwrap_or_default())
}

fn documents(shell: &Shell, of: &Department) -> Markup {
    html! {
        h2 { (shell.word("documents")) }
        ul class="plain" {
            @for document in &of.documents {
                li {
                    a href=(shell.page(&format!("document/{}/index.html", document.document))) { (called(document)) }
                    " " small { (year_and_kind(shell, document.fiscal_year, document.kind.as_deref())) }
                }
            }
        }
    }
}

/// Core figures that stand in two years or more, as bars.
fn series(shell: &Shell, of: &Department) -> Markup {
    let mut by_figure: BTreeMap<&str, Vec<&CoreFigure>> = BTreeMap::new();
    for figure in of.figures.iter().filter(|f| f.amount_yuan.is_some() && f.fiscal_year.is_some()) {
        by_figure.entry(&figure.figure).or_default().push(figure);
    }
    by_figure.values_mut().for_each(|figures| figures.sort_by_key(|f| (f.fiscal_year, f.kind.clone(), f.scope.clone())));
    let years = |figures: &[&CoreFigure]| figures.iter().map(|f| (f.fiscal_year, &f.kind)).collect::<BTreeSet<_>>().len();
    let several: Vec<Vec<&CoreFigure>> = by_figure.into_values().filter(|figures| years(figures) > 1).collect();
    html! {
        @if !several.is_empty() {
            h2 { (shell.word("series")) }
            div class="charts" {
                @for figures in several {
                    @let drawn: Vec<Bar> = figures.iter().filter_map(|f| Some(Bar {
                        name: year_and_kind(shell, f.fiscal_year, f.kind.as_deref()),
                        amount: f.amount_yuan.as_deref().and_then(decimal)?,
                        link: f.sources.first().and_then(|s| link(shell, s)),
                        second: f.kind.as_deref() == Some("final_accounts"),
                    })).collect();
                    (bars(shell, &About { title: format!("{} · {}", of.name.as_deref().unwrap_or("—"), figures[0].title), source: sources(of, &figures) }, &drawn))
                }
            }
        }
    }
}

/// The documents that figures are from, as a line below a chart.
fn sources(of: &Department, figures: &[&CoreFigure]) -> String {
    let ids: BTreeSet<&str> = figures.iter().filter_map(|f| f.sources.first()).map(|s| s.document.as_str()).collect();
    let titles: Vec<&str> = of.documents.iter().filter(|d| ids.contains(d.document.as_str())).map(called).collect();
    titles.join("; ")
}

/// What a document of a department is called.
pub fn called(document: &DepartmentDocument) -> &str {
    document.title.as_deref().unwrap_or_else(|| document.name.rsplit('/').next().unwrap_or_default())
}

fn core(shell: &Shell, of: &Department) -> Markup {
    html! {
        @if !of.figures.is_empty() {
            h2 { (shell.word("core_figures")) }
            div class="scroll" tabindex="0" role="region" aria-label=(shell.word("core_figures")) {
                table class="list" { tbody {
                    @for figure in &of.figures {
                        tr {
                            td { (figure.title) }
                            td { (year_and_kind(shell, figure.fiscal_year, figure.kind.as_deref())) }
                            td class="n" {
                                @if let Some(amount) = figure.amount_yuan.as_deref() { (shown(shell.lang, amount)) " " (unit(shell.lang)) }
                                @if let Some(number) = &figure.number { (grouped(number)) }
                                @if figure.amount_yuan.is_none() && figure.number.is_none() { "—" }
                                @if figure.differs { " " span class="badge warning" { (shell.word("differs")) } }
                            }
                            td {
                                @for source in figure.sources.iter().take(4) {
                                    @if let Some(link) = link(shell, source) { a href=(link) { (source.table_id.as_deref().unwrap_or_default()) " " (shell.page_number(source.page.unwrap_or(1))) } " " }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

/// The rows of the latest year with the most money, largest first.
fn largest<T>(rows: &[T], year: impl Fn(&T) -> Option<u16>, amount: impl Fn(&T) -> Option<&RawValue>) -> Vec<&T> {
    let last = rows.iter().filter_map(&year).max();
    let mut rows: Vec<&T> = rows.iter().filter(|row| year(row) == last && amount(row).is_some()).collect();
    rows.sort_by_key(|row| Reverse(amount(row).and_then(decimal)));
    rows
}

fn three_public(shell: &Shell, of: &Department) -> Markup {
    type Part = fn(&ThreePublic) -> Option<&RawValue>;
    let parts: [(&'static str, Part); 5] = [
        ("total", |t| t.total_yuan.as_deref()),
        ("overseas", |t| t.overseas_travel_yuan.as_deref()),
        ("vehicle_purchase", |t| t.vehicle_purchase_yuan.as_deref()),
        ("vehicle_running", |t| t.vehicle_running_yuan.as_deref()),
        ("reception", |t| t.reception_yuan.as_deref()),
    ];
    html! {
        @if !of.three_public.is_empty() {
            h2 { (shell.word("three_public")) " (" (unit(shell.lang)) ")" }
            div class="scroll" tabindex="0" role="region" aria-label=(shell.word("three_public")) {
                table class="list" {
                    thead { tr { th { (shell.word("year")) } @for (word, _) in &parts { th { (shell.lang.word(word)) } } th { (shell.word("source")) } } }
                    tbody {
                        @for row in &of.three_public {
                            tr {
                                td { (year_and_kind(shell, row.fiscal_year, row.phase.as_deref())) }
                                @for (_, part) in &parts { td class="n" { @match part(row) { Some(amount) => (shown(shell.lang, amount)), None => "—" } } }
                                td { @if let Some(page) = row.page { a href=(shell.document_page(&row.document, page, None)) { (shell.page_number(page)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn projects(shell: &Shell, of: &Department) -> Markup {
    let rows = largest(&of.projects, |p| p.fiscal_year, |p| p.amount_yuan.as_deref());
    html! {
        @if !rows.is_empty() {
            h2 { (shell.word("projects")) }
            @for project in rows.into_iter().take(MOST_PROJECTS) {
                details class="project" {
                    summary {
                        (project.project_name.as_deref().unwrap_or("—")) " · "
                        strong { @if let Some(amount) = project.amount_yuan.as_deref() { (shown(shell.lang, amount)) " " (unit(shell.lang)) } }
                    }
                    @if let Some(page) = project.page { p { a href=(shell.document_page(&project.document, page, None)) { (shell.page_number(page)) } } }
                    @for goal in &project.goals { p class="goal" { (goal.text) } }
                    ul { @for i in &project.indicators { li {
                        (i.level2.as_deref().unwrap_or_default()) " " (i.level3.as_deref().unwrap_or_default()) " "
                        (i.comparator.as_deref().unwrap_or_default()) (i.printed.as_deref().unwrap_or_default()) (i.unit.as_deref().unwrap_or_default())
                    } } }
                }
            }
        }
    }
}

/// The core figures as CSV.
pub fn csv(of: &Department) -> Option<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["fiscal_year", "kind", "scope", "figure", "title", "amount_yuan", "number", "document", "page", "printed"])
        .ok()?;
    for figure in &of.figures {
        let source = figure.sources.first();
        let number = |raw: &Option<Box<RawValue>>| raw.as_ref().map(|raw| raw.get().to_owned()).unwrap_or_default();
        let row = [
            figure.fiscal_year.map(|y| y.to_string()).unwrap_or_default(),
            figure.kind.clone().unwrap_or_default(),
            figure.scope.clone().unwrap_or_default(),
            figure.figure.clone(),
            figure.title.clone(),
            number(&figure.amount_yuan),
            number(&figure.number),
            source.map(|s| s.document.clone()).unwrap_or_default(),
            source.and_then(|s| s.page).map(|p| p.to_string()).unwrap_or_default(),
            source.map(|s| s.printed.clone()).unwrap_or_default(),
        ];
        out.write_record(&row).ok()?;
    }
    String::from_utf8(out.into_inner().ok()?).ok()
}
