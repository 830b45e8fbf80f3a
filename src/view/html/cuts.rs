//! The figures of a finding cut out of their pages: those of one table in one strip with headings and labels, those of one sentence
//! in one cut-out.

use super::money;
use super::page::{element_at, record_at, scaled};
use super::shell::Shell;
use super::spots::spots;
use crate::view::draw::Sheet;
use crate::view::read::{Document, Evidence, Finding, Sum, decimal, grouped, sum};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Units around a figure that stands in no table.
const AROUND: (f32, f32) = (170.0, 42.0);
/// Units around the rows of a table.
const MARGIN: f32 = 6.0;
/// Units above a table in which its unit stands.
const ABOVE: f32 = 18.0;
/// Units between headings and rows up to which they are shown as one.
const NEAR: f32 = 60.0;
/// Units of headings where nobody knows how high they are.
const HEAD: f32 = 60.0;
/// Units across from which a cut-out has a row of its own: a sentence.
const BROAD: f32 = 480.0;
/// Units below the figures of a sum: what is missing from it stands there, if anywhere.
const BELOW: f32 = 150.0;
/// Cut-outs of one finding at most; further figures are named.
const MOST_CUTS: usize = 12;

/// Left, top, right and low of a part of a picture.
type Area = [f32; 4];

/// Figures that are shown in one picture.
#[derive(Debug)]
struct Group<'a> {
    page: u32,
    table: Option<usize>,
    evidence: Vec<&'a Evidence>,
}

/// Figures together that are of one table on one page, or share a place.
fn groups<'a>(of: &Document, evidence: &[&'a Evidence]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for one in evidence.iter().copied() {
        let page = one.place.page;
        let table = record_at(of, one).filter(|r| r.origin == "table").map(|r| r.table_index);
        let same = |group: &&mut Group<'_>| {
            group.page == page && group.table == table && (table.is_some() || group.evidence[0].place == one.place)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.evidence.push(one),
            None => groups.push(Group { page, table, evidence: vec![one] }),
        }
    }
    groups
}

/// All figures of a finding: the whole first, then its parts; those that are nothing are named and not shown.
pub fn cuts(shell: &Shell, id: &str, of: &Document, finding: &Finding, sheets: &BTreeMap<u32, Sheet>) -> Markup {
    let sum = sum(&finding.evidence, &finding.message);
    let (evidence, zeros) = ordered(&finding.evidence, sum.as_ref());
    let groups = groups(of, &evidence);
    let shown = Shown { id, of, quote: finding.quote.as_deref(), whole: sum.as_ref().map(|sum| &finding.evidence[sum.whole]) };
    html! {
        @if let Some(sum) = &sum { (equation(shell, &finding.evidence, sum)) }
        div class="cuts" { @for group in groups.iter().take(MOST_CUTS) { (cut(shell, &shown, group, sheets.get(&group.page))) } }
        @if groups.len() > MOST_CUTS {
            ul { @for evidence in groups.iter().skip(MOST_CUTS).flat_map(|g| &g.evidence) { li { (place(shell, id, of, evidence)) } } }
        }
        @if !zeros.is_empty() {
            details class="zeros" {
                summary { (shell.word("zeros")) " (" (zeros.len()) ")" }
                ul class="plain" { @for evidence in zeros { li { (place(shell, id, of, evidence)) } } }
            }
        }
    }
}

/// What all cut-outs of a finding are made of.
struct Shown<'a> {
    id: &'a str,
    of: &'a Document,
    quote: Option<&'a str>,
    whole: Option<&'a Evidence>,
}

/// Figures in the order in which they are looked at, and those that are nothing.
fn ordered<'a>(evidence: &'a [Evidence], sum: Option<&Sum>) -> (Vec<&'a Evidence>, Vec<&'a Evidence>) {
    let Some(sum) = sum else { return (evidence.iter().collect(), Vec::new()) };
    // A whole of nothing and its parts are all there is to see.
    let (first, zeros) = if sum.parts.is_empty() { (vec![], vec![]) } else { (sum.parts.clone(), sum.zeros.clone()) };
    let first: Vec<usize> = std::iter::once(sum.whole).chain(first).collect();
    let rest = (0..evidence.len()).filter(|at| !first.contains(at) && !zeros.contains(at));
    let order: Vec<&Evidence> = first.iter().copied().chain(rest).map(|at| &evidence[at]).collect();
    (order, zeros.into_iter().map(|at| &evidence[at]).collect())
}

/// Parts of a sum that are written out.
const MOST_TERMS: usize = 12;

/// The sum as it should be, with what is missing.
fn equation(shell: &Shell, evidence: &[Evidence], sum: &Sum) -> Markup {
    let terms: Vec<&str> = sum.parts.iter().map(|at| evidence[*at].printed.trim()).collect();
    html! {
        @if !terms.is_empty() {
            p class="equation" {
                strong { (evidence[sum.whole].printed.trim()) } " ≠ " (terms[..terms.len().min(MOST_TERMS)].join(" + "))
                @if terms.len() > MOST_TERMS { " + … (" (terms.len()) ")" }
                @if !sum.zeros.is_empty() { " (" (shell.word("others_nothing")) ")" }
                @if let Some(gap) = money::exact(shell.lang, sum.gap) { " · " (money::apart(shell.lang, &gap)) }
            }
        }
    }
}

fn cut(shell: &Shell, shown: &Shown<'_>, group: &Group<'_>, sheet: Option<&Sheet>) -> Markup {
    let Shown { id, of, whole, .. } = *shown;
    let is_sum = whole.is_some_and(|whole| group.evidence.iter().any(|e| std::ptr::eq(*e, whole)));
    let parts = sheet.map(|sheet| parts(of, group, sheet, is_sum)).unwrap_or_default();
    let broad = group.table.is_some() || parts.iter().any(|[x0, _, x1, _]| x1 - x0 > BROAD);
    let first = group.evidence[0];
    let label: Vec<&str> = group.evidence.iter().map(|e| e.printed.trim()).filter(|text| !text.is_empty()).collect();
    let label = if label.is_empty() { shell.page_number(group.page) } else { label.join(", ") };
    html! {
        figure class=(if broad { "broad" } else { "" }) {
            @if let Some(sheet) = sheet.filter(|_| !parts.is_empty()) {
                @let (wide, high) = size(&parts);
                a class="look" href=(shell.document_page(id, group.page, element_at(of, first).as_deref())) {
                    // As wide as it is printed at least: a narrow screen goes sideways in it.
                    svg class=(if group.table.is_some() { "cut strip" } else { "cut" }) width=(wide) height=(high) viewBox={ "0 0 " (wide) " " (high) } role="img" aria-label=(label) {
                        @for (part, y) in stacked(&parts) { (piece(shell, shown, group, sheet, part, y)) }
                    }
                }
            }
            figcaption {
                @if let [only] = group.evidence.as_slice() { (place(shell, id, of, only)) }
                @else { ul class="plain" { @for evidence in &group.evidence { li { (place(shell, id, of, evidence)) } } } }
            }
        }
    }
}

fn size(parts: &[Area]) -> (f32, f32) {
    let wide = parts.iter().map(|[x0, _, x1, _]| x1 - x0).fold(0.0, f32::max);
    (wide.round(), stacked(parts).last().map_or(0.0, |([_, y0, _, y1], y)| y + y1 - y0).round())
}

/// Parts below each other, each with where it begins.
fn stacked(parts: &[Area]) -> Vec<(Area, f32)> {
    let mut y = 0.0;
    let place = |part: &Area| {
        let at = y;
        y += part[3] - part[1] + MARGIN;
        (*part, at)
    };
    parts.iter().map(place).collect()
}

/// A part of the page with the figures marked.
fn piece(shell: &Shell, shown: &Shown<'_>, group: &Group<'_>, sheet: &Sheet, [x0, y0, x1, y1]: Area, y: f32) -> Markup {
    let (w, h) = (x1 - x0, y1 - y0);
    let mut marked: Vec<(bool, [String; 4])> = Vec::new();
    for evidence in &group.evidence {
        let part = shown.whole.is_some_and(|whole| !std::ptr::eq(whole, *evidence));
        for area in spots(&evidence.place, &evidence.printed, shown.quote, sheet).iter().filter_map(|spot| scaled(spot, sheet)) {
            if !marked.iter().any(|(_, own)| *own == area) {
                marked.push((part, area));
            }
        }
    }
    html! {
        svg x="0" y=(y.round()) width=(w) height=(h) viewBox={ (x0) " " (y0) " " (w) " " (h) } {
            (shell.drawn(shown.id, group.page, sheet))
            @for (part, [x, y, w, h]) in marked { rect class=(if part { "pointer part" } else { "pointer" }) x=(x) y=(y) width=(w) height=(h) {} }
        }
    }
}

/// The parts of the page that show a group; of a sum the rows behind its last part as well.
fn parts(of: &Document, group: &Group<'_>, sheet: &Sheet, is_sum: bool) -> Vec<Area> {
    let Some(area) = group.evidence.iter().filter_map(|e| e.place.drawable()).reduce(union) else { return Vec::new() };
    let (sx, sy) = sheet.scale;
    let on_sheet = |[x0, y0, x1, y1]: Area| [x0 * sx, y0 * sy, x1 * sx, y1 * sy];
    let within = |[x0, y0, x1, y1]: Area| {
        let area = [x0.max(0.0), y0.max(0.0), x1.min(sheet.width), y1.min(sheet.height)].map(f32::round);
        (area[2] > area[0] && area[3] > area[1]).then_some(area)
    };
    let [x0, y0, x1, y1] = on_sheet(area);
    let Some(table) = group.table else {
        return within([x0 - AROUND.0, y0 - AROUND.1, x1 + AROUND.0, y1 + AROUND.1]).into_iter().collect();
    };
    let own = of.records.iter().filter(|r| r.origin == "table" && r.table_index == table && r.place.page == group.page);
    let figures = own.filter_map(|r| r.place.drawable()).reduce(union).unwrap_or(area);
    let middle = ((area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0);
    let holds = |b: &Area| b[0] <= middle.0 && middle.0 <= b[2] && b[1] <= middle.1 && middle.1 <= b[3];
    let bounds = sheet.grids.iter().filter_map(|g| Some([*g.xs.first()?, *g.ys.first()?, *g.xs.last()?, *g.ys.last()?]));
    let grid = bounds.into_iter().find(holds).map(on_sheet);
    let figures = on_sheet(figures);
    let [left, top, right, low] = match grid {
        Some([x0, y0, x1, y1]) => [x0.min(figures[0]) - MARGIN, y0 - ABOVE, x1.max(figures[2]) + MARGIN, y1],
        None => [figures[0] - AROUND.0, figures[1] - HEAD, figures[2] + MARGIN, figures[3]],
    };
    let y1 = if is_sum { low.min(y1 + BELOW).max(y1) } else { y1 };
    // A table that goes on has no headings here.
    let head_ends = figures[1].min(y0);
    let rows = [left, y0 - MARGIN, right, y1 + MARGIN];
    let shown = if y0 - head_ends < NEAR {
        vec![[left, top.min(y0 - MARGIN), right, y1 + MARGIN]]
    } else {
        vec![[left, top, right, head_ends], rows]
    };
    shown.into_iter().filter_map(within).collect()
}

fn union(a: Area, b: Area) -> Area {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// A figure in words, with a link to where it stands.
fn place(shell: &Shell, id: &str, of: &Document, evidence: &Evidence) -> Markup {
    let page = evidence.place.page;
    html! {
        strong { (evidence.printed) } " " (evidence.what)
        @if let Some(value) = evidence.value.as_ref().filter(|v| grouped(v) != evidence.printed || is_yuan(of, evidence)) {
            " = " (grouped(value)) @if is_yuan(of, evidence) { " " (shell.word("yuan")) }
        }
        @if page > 0 { " · " a href=(shell.document_page(id, page, element_at(of, evidence).as_deref())) { (shell.page_number(page)) } }
    }
}

/// Whether the value is one of money: an amount there is as large.
fn is_yuan(of: &Document, evidence: &Evidence) -> bool {
    let amount = record_at(of, evidence).and_then(|r| r.amount_yuan.as_deref()).and_then(decimal);
    amount.is_some() && amount == evidence.value.as_deref().and_then(decimal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::draw::Grid;
    use crate::view::read::{Place, Record};

    fn at(page: u32, area: Area) -> Place {
        Place { page, area: Some(area) }
    }

    fn figure(row: usize, y: f32, printed: &str) -> (Record, Evidence) {
        let place = at(1, [300.0, y, 350.0, y + 15.0]);
        let record =
            Record { origin: "table".to_owned(), row, column: 2, printed: printed.to_owned(), place, ..Record::default() };
        (record, Evidence { printed: printed.to_owned(), place, ..Evidence::default() })
    }

    #[test]
    fn figures_of_a_table_are_one_strip_with_its_headings() {
        let (records, evidence): (Vec<Record>, Vec<Evidence>) =
            [figure(0, 100.0, "1"), figure(9, 400.0, "2"), figure(10, 415.0, "3")].into_iter().unzip();
        let of = Document { records, ..Document::default() };
        let grid = Grid { xs: vec![50.0, 350.0], ys: vec![80.0, 430.0], cells: Vec::new() };
        let sheet = Sheet { width: 595.0, height: 842.0, scale: (1.0, 1.0), pages: 1, grids: vec![grid], figures: Vec::new() };
        let evidence: Vec<&Evidence> = evidence.iter().collect();
        let all = groups(&of, &evidence);
        assert_eq!(all.len(), 1);
        assert_eq!(parts(&of, &all[0], &sheet, false), [[44.0, 62.0, 356.0, 436.0]]);
        // Far below the headings these are shown above.
        let low = groups(&of, &evidence[1..]);
        assert_eq!(parts(&of, &low[0], &sheet, false), [[44.0, 62.0, 356.0, 100.0], [44.0, 394.0, 356.0, 436.0]]);
        // A sum that misses something is shown with what stands behind it in its table.
        let high = groups(&of, &evidence[..1]);
        assert_eq!(parts(&of, &high[0], &sheet, true), [[44.0, 62.0, 356.0, 271.0]]);
        assert_eq!(parts(&of, &low[0], &sheet, true)[1], [44.0, 394.0, 356.0, 436.0]);
    }

    #[test]
    fn figures_of_one_sentence_are_one_cut_out() {
        let place = at(2, [10.0, 10.0, 400.0, 60.0]);
        let said = |printed: &str| Evidence { printed: printed.to_owned(), place, ..Evidence::default() };
        let other = Evidence { printed: "9".to_owned(), place: at(2, [10.0, 90.0, 400.0, 120.0]), ..Evidence::default() };
        let evidence = [said("1"), said("2"), other, said("3")];
        let evidence: Vec<&Evidence> = evidence.iter().collect();
        let counts: Vec<usize> = groups(&Document::default(), &evidence).iter().map(|g| g.evidence.len()).collect();
        assert_eq!(counts, [3, 1]);
    }

    #[test]
    fn the_whole_stands_first_and_what_is_nothing_apart() {
        let all: Vec<Evidence> =
            ["0", "3", "5", "0"].map(|printed| Evidence { printed: printed.to_owned(), ..Evidence::default() }).into();
        let sum = Sum { whole: 2, parts: vec![1], zeros: vec![0, 3], gap: crate::decimal::Decimal::TWO };
        let (shown, zeros) = ordered(&all, Some(&sum));
        let said = |of: Vec<&Evidence>| of.iter().map(|e| e.printed.clone()).collect::<Vec<_>>();
        assert_eq!((said(shown), said(zeros)), (vec!["5".to_owned(), "3".to_owned()], vec!["0".to_owned(); 2]));
        let shell = Shell::live(super::super::Lang::En, 2);
        assert!(equation(&shell, &all, &sum).into_string().contains("<strong>5</strong> ≠ 3 ("));
    }
}
