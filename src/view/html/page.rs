//! One page of a document: as printed, with what was read marked on it, and beside it what was read.

use super::form::{form, sentences};
use super::record::id;
use super::shell::{Shell, confidence_class, severity, whole};
use super::spots::spots;
use super::table::{on_page, table};
use crate::view::draw::Sheet;
use crate::view::read::{Document, Evidence, Place, Record, sum};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Marks on a page at most: more cannot be told apart.
const MOST_MARKS: usize = 6_000;

/// The page; `sheet` is what is known of its picture, or why there is none.
pub fn page(shell: &Shell, id: &str, of: &Document, number: u32, sheet: Result<&Sheet, &str>) -> String {
    let title = title(of);
    let last = of.pages();
    let content = html! {
        div class="crumbs" {
            a href=(shell.page(&format!("document/{id}/index.html"))) { (title) }
            " › " (shell.page_number(number)) " / " (last)
        }
        (turning(shell, id, number, last))
        (beside(shell, id, of, number, sheet))
    };
    whole(shell, &format!("{title} {}", shell.page_number(number)), &format!("document/{id}/{number}.html"), true, &content)
}

/// What was read of a page, beside its picture.
pub fn beside(shell: &Shell, id: &str, of: &Document, number: u32, sheet: Result<&Sheet, &str>) -> Markup {
    let (cells, statements) = (of.cells(), of.sentences());
    let tables: Vec<usize> = on_page(&of.tables, number).collect();
    let forms: Vec<usize> =
        (0..of.forms.len()).filter(|i| of.forms[*i].pages.contains(&number) || of.forms[*i].page == Some(number)).collect();
    let said = of.statements.iter().any(|s| s.page == number);
    html! {
        div class="beside" {
            // What was read stands first for who goes by keys; the picture is shown before it.
            section class="reading" aria-label=(shell.word("as_read")) {
                (here(shell, id, of, number))
                @for index in &tables { (table(shell, id, of, *index, number, &cells)) }
                @for index in &forms { (form(shell, id, of, *index, number)) }
                (sentences(shell, id, of, number, &statements))
                @if tables.is_empty() && forms.is_empty() && !said { p class="empty" { (shell.word("page_empty")) } }
            }
            section class="original" aria-label=(shell.word("page_as_printed")) {
                @match sheet {
                    Ok(sheet) => (picture(shell, id, of, number, sheet)),
                    Err(why) => p class="gone" { (shell.word("no_picture")) ": " (why) },
                }
            }
        }
    }
}

/// What a document is called.
pub fn title(of: &Document) -> String {
    let said = of.disclosure.as_ref().and_then(|d| d.title.clone()).filter(|t| !t.trim().is_empty());
    let title = said.unwrap_or_else(|| of.source.name.rsplit('/').next().unwrap_or_default().to_owned());
    // Many titles are of the place alone.
    match of.disclosure.as_ref().and_then(|d| d.department.name.as_deref()).filter(|name| !title.contains(name)) {
        Some(name) => format!("{name} · {title}"),
        None => title,
    }
}

fn turning(shell: &Shell, id: &str, number: u32, last: u32) -> Markup {
    let to = |page: u32| shell.document_page(id, page, None);
    html! {
        nav class="turning" aria-label=(shell.word("pages")) {
            @if number > 1 { a rel="prev" href=(to(number - 1)) { "← " (shell.word("previous_page")) } }
            @if number < last { a rel="next" href=(to(number + 1)) { (shell.word("next_page")) " →" } }
            span class="zoom" data-zoom hidden {
                button type="button" data-by="-1" aria-label=(shell.word("zoom_out")) { "−" }
                button type="button" data-by="1" aria-label=(shell.word("zoom_in")) { "+" }
            }
            a class="alone" href=(shell.picture(id, number)) { (shell.word("whole_picture")) }
            (legend(shell))
        }
    }
}

fn legend(shell: &Shell) -> Markup {
    html! {
        span class="legend" {
            @for (class, word) in [("high", "legend_high"), ("medium", "legend_medium"), ("low", "legend_low"), ("wrong", "legend_finding"), ("unsure", "legend_diagnostic")] {
                span class={ "key " (class) } {} (shell.lang.word(word)) " "
            }
        }
    }
}

/// The picture with marks over it.
fn picture(shell: &Shell, id: &str, of: &Document, number: u32, sheet: &Sheet) -> Markup {
    let (w, h) = (sheet.width, sheet.height);
    html! {
        div class="canvas" tabindex="0" {
            div class="sheet" {
                @if shell.single {
                    svg class="drawn" viewBox={ "0 0 " (w) " " (h) } role="img" aria-label=(format!("{} {}", shell.word("page"), number)) { (shell.drawn(id, number, sheet)) }
                } @else {
                    img src=(shell.picture(id, number)) width=(w.ceil()) height=(h.ceil()) alt=(format!("{} {}", shell.word("page"), number)) loading="lazy";
                }
                svg class="marks" viewBox={ "0 0 " (w) " " (h) } preserveAspectRatio="none" role="group" aria-label=(shell.word("records")) {
                    (grids(sheet))
                    (outlines(of, number, sheet))
                    @for record in of.records.iter().filter(|r| r.place.page == number).take(MOST_MARKS) { (mark(of, record, sheet)) }
                    (wrong(shell, id, of, number, sheet))
                    @for diagnostic in &of.diagnostics {
                        @if let Some([x, y, w, h]) = diagnostic.place.filter(|p| p.page == number).and_then(|p| scaled(&p, sheet)) {
                            g class="unsure" { rect x=(x) y=(y) width=(w) height=(h) { title { (diagnostic.message) } } }
                        }
                    }
                }
            }
        }
    }
}

/// An area as left, top, width and height of the picture.
pub fn scaled(place: &Place, sheet: &Sheet) -> Option<[String; 4]> {
    let [x0, y0, x1, y1] = place.drawable()?;
    let (sx, sy) = sheet.scale;
    Some([x0 * sx, y0 * sy, (x1 - x0) * sx, (y1 - y0) * sy].map(|v| format!("{v:.1}")))
}

fn mark(of: &Document, record: &Record, sheet: &Sheet) -> Markup {
    let is_said = record.origin == "statement";
    let quote = of.statements.get(record.table_index).filter(|_| is_said).map(|s| s.quote.as_str());
    let spots = if is_said { spots(&record.place, &record.printed, quote, sheet) } else { vec![record.place] };
    let areas: Vec<[String; 4]> = spots.iter().filter_map(|spot| scaled(spot, sheet)).collect();
    if areas.is_empty() {
        return html! {};
    }
    // Where nobody knows the place of the figure, amounts share that of their sentence: it is outlined and not filled.
    let class = if is_said && spots == [record.place] { "said" } else { confidence_class(&record.confidence) };
    let element = id(record);
    let said = [&record.label, &record.measure].into_iter().flatten().map(String::as_str);
    let name = said.chain([record.printed.as_str()]).collect::<Vec<_>>().join(" · ");
    html! {
        a href={ "#" (element) } aria-label=(name) class={ "m " (class) } data-of=(element) id={ "m-" (element) } {
            @for [x, y, w, h] in areas { rect x=(x) y=(y) width=(w) height=(h) { title { (record.printed) } } }
        }
    }
}

/// The cells as they were seen.
fn grids(sheet: &Sheet) -> Markup {
    let (sx, sy) = sheet.scale;
    let mut d = String::new();
    for cell in sheet.grids.iter().flat_map(|grid| &grid.cells) {
        let [x0, y0, x1, y1] = cell;
        d.push_str(&format!("M{:.1} {:.1}H{:.1}V{:.1}H{:.1}Z", x0 * sx, y0 * sy, x1 * sx, y1 * sy, x0 * sx));
    }
    html! { path class="cells" d=(d) {} }
}

/// Tables outlined and named: the grid that holds their amounts, or the area that these take.
fn outlines(of: &Document, number: u32, sheet: &Sheet) -> Markup {
    let mut areas: BTreeMap<usize, [f32; 4]> = BTreeMap::new();
    for record in of.records.iter().filter(|r| r.origin == "table" && r.place.page == number) {
        let Some([x0, y0, x1, y1]) = record.place.drawable() else { continue };
        let area = areas.entry(record.table_index).or_insert([x0, y0, x1, y1]);
        *area = [area[0].min(x0), area[1].min(y0), area[2].max(x1), area[3].max(y1)];
    }
    for area in areas.values_mut() {
        let middle = ((area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0);
        let bounds = sheet.grids.iter().filter_map(|g| Some([*g.xs.first()?, *g.ys.first()?, *g.xs.last()?, *g.ys.last()?]));
        let holds = |b: &[f32; 4]| b[0] <= middle.0 && middle.0 <= b[2] && b[1] <= middle.1 && middle.1 <= b[3];
        if let Some(grid) = bounds.into_iter().find(holds) {
            *area = grid;
        }
    }
    html! {
        @for (index, area) in areas {
            @if let Some([x, y, w, h]) = scaled(&Place { page: number, area: Some(area) }, sheet) {
                @let name = of.tables.get(index).and_then(|t| t.id.clone().or_else(|| t.title.clone())).unwrap_or_default();
                a href={ "#t" (index) } class="table" {
                    rect x=(x) y=(y) width=(w) height=(h) { title { (name) } }
                    text x=(x) y=(y) dx="-3" dy="1em" text-anchor="end" font-size=(format!("{:.1}", sheet.width / 75.0)) { (name) }
                }
            }
        }
    }
}

/// The figures of findings: a whole that does not hold stands out, its parts do not, and parts of nothing are not marked.
fn wrong(shell: &Shell, id: &str, of: &Document, number: u32, sheet: &Sheet) -> Markup {
    html! {
        @for finding in of.findings.iter().filter(|f| f.evidence.iter().any(|e| e.place.page == number)) {
            @let sum = sum(&finding.evidence, &finding.message);
            @for (at, evidence) in finding.evidence.iter().enumerate().filter(|(_, e)| e.place.page == number) {
                @let part = sum.as_ref().is_some_and(|sum| sum.whole != at);
                @let nothing = sum.as_ref().is_some_and(|sum| sum.zeros.contains(&at));
                @for spot in spots(&evidence.place, &evidence.printed, finding.quote.as_deref(), sheet).iter().filter(|_| !nothing) {
                    @if let Some([x, y, w, h]) = scaled(spot, sheet) {
                        a class={ "wrong" (if finding.severity == "info" { " mild" } else { "" }) (if part { " part" } else { "" }) } href=(shell.page(&format!("finding/{id}-{}.html", finding.id))) {
                            rect x=(x) y=(y) width=(w) height=(h) { title { (finding.rule) ": " (shell.lang.either(&finding.message, &finding.message_zh)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Findings and diagnostics of this page, in place.
fn here(shell: &Shell, id: &str, of: &Document, number: u32) -> Markup {
    let findings: Vec<_> = of.findings.iter().filter(|f| f.evidence.iter().any(|e| e.place.page == number)).collect();
    let diagnostics: Vec<_> = of.diagnostics.iter().filter(|d| d.place.is_some_and(|p| p.page == number)).collect();
    html! {
        @if !findings.is_empty() {
            ul class="here" {
                @for finding in findings {
                    li {
                        (severity(shell.lang, &finding.severity)) " "
                        a href=(shell.page(&format!("finding/{id}-{}.html", finding.id))) { (finding.rule) }
                        " " (shell.lang.either(&finding.message, &finding.message_zh))
                    }
                }
            }
        }
        @if !diagnostics.is_empty() {
            ul class="here" {
                @for diagnostic in diagnostics { li { (super::shell::diagnostic(shell.lang, diagnostic)) } }
            }
        }
    }
}

/// The element of a figure of a finding, if it has one. All figures of a paragraph share its place: what is printed tells them apart.
pub fn element_at(of: &Document, evidence: &Evidence) -> Option<String> {
    // A figure of a sentence need not be an amount.
    let is = |s: &crate::view::read::Statement| s.place.as_ref() == Some(&evidence.place) && s.printed == evidence.printed;
    let said = || of.statements.iter().position(is).map(|number| format!("s{number}"));
    record_at(of, evidence).map(id).or_else(said)
}

/// The amount of a figure of a finding.
pub fn record_at<'d>(of: &'d Document, evidence: &Evidence) -> Option<&'d Record> {
    let mut here = of.records.iter().filter(|r| r.place == evidence.place);
    let printed = here.clone().find(|r| r.printed == evidence.printed);
    // A cell may be printed over several lines, a sentence has several figures.
    printed.or_else(|| here.next().filter(|r| r.origin != "statement" && here.next().is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::read::Statement;

    #[test]
    fn a_figure_of_a_sentence_leads_to_its_own_record() {
        let place = Place { page: 2, area: Some([1.0, 2.0, 3.0, 4.0]) };
        let said = |index: usize, printed: &str| Record {
            origin: "statement".to_owned(),
            table_index: index,
            printed: printed.to_owned(),
            place,
            ..Record::default()
        };
        let statement =
            |printed: &str| Statement { page: 2, printed: printed.to_owned(), place: Some(place), ..Statement::default() };
        let of = Document {
            records: vec![said(0, "100"), said(2, "30")],
            statements: vec![statement("100"), statement("15%"), statement("30")],
            ..Document::default()
        };
        let asked = |printed: &str| element_at(&of, &Evidence { printed: printed.to_owned(), place, ..Evidence::default() });
        assert_eq!(asked("30").as_deref(), Some("s2"));
        assert_eq!(asked("100").as_deref(), Some("s0"));
        assert_eq!(asked("15%").as_deref(), Some("s1"));
        assert_eq!(asked("7"), None, "none is better than another's");
    }
}
