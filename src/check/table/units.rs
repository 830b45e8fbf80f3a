//! Units against sizes (DOC-03): a table in 元 that is labelled 万元 has totals ten thousand times those of its neighbours.

use super::identity::{Form, Judged};
use super::index::{At, Sheet};
use crate::check::document::Document;
use crate::check::figure::{Agreement, Figure, repeats};
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;

/// Powers of ten between units that are mixed up: 元 and 千元; 元 and 万元, 万元 and 亿元.
const FACTORS: [u32; 2] = [3, 4];

/// Digits that two figures share by no chance, where a rule says that they are one figure.
const TELLING: u128 = 100;

/// A total that other tables print as well, in another unit.
struct Odd {
    at: At,
    other: At,
    /// How many times the printed figure is the right one.
    times: Decimal,
}

/// Compares the totals of all tables. A table whose unit is wrong is read in the right one from here on, so that nothing else is found
/// that follows from its unit.
pub(super) fn check(document: &Document<'_>, sheets: &mut [Sheet<'_>], verdicts: &mut Verdicts) {
    for odd in odd(sheets, verdicts) {
        tell(sheets, &odd, verdicts);
        if let Some(factor) = sheets[odd.at.table].factor {
            sheets[odd.at.table].read_in(factor * odd.times);
        }
    }
    contradictions(document, sheets, verdicts);
}

/// The tables whose totals agree with others in another unit only. Of two that differ from each other alone, it is the one whose unit
/// fewer tables have.
fn odd(sheets: &[Sheet<'_>], verdicts: &mut Verdicts) -> Vec<Odd> {
    let known = || sheets.iter().filter(|s| s.id().is_some() && s.factor.is_some());
    let totals: Vec<(At, Figure)> = known().filter_map(total).collect();
    let of_year: Vec<(At, Figure)> = known().flat_map(of_year).collect();
    let mut found = Vec::new();
    for (at, figure) in &totals {
        let others = || totals.iter().chain(&of_year).filter(|(other, _)| other.table != at.table);
        let agrees = |figure: Figure| others().find(|(_, o)| repeats(figure, *o).agreement != Agreement::Differ);
        let sheet = &sheets[at.table];
        if agrees(*figure).is_some() {
            verdicts.check(Check { evidence: vec![sheet.evidence_of(*at)], ..Check::of("DOC-03", Status::Pass) });
            continue;
        }
        let scaled = |factor: Decimal| Figure { value: figure.value * factor, half: figure.half * factor };
        let off = FACTORS.iter().flat_map(up_and_down).find_map(|times| Some((agrees(scaled(times))?.0, times)));
        found.extend(off.map(|(other, times)| Odd { at: *at, other, times }));
    }
    let as_often = |at: &At| sheets.iter().filter(|s| s.table.unit == sheets[at.table].table.unit).count();
    let twice = |o: &Odd| found.iter().any(|p| p.at.table == o.other.table && p.other.table == o.at.table);
    let is_usual = |o: &Odd| {
        let (own, there) = (as_often(&o.at), as_often(&o.other));
        twice(o) && (own > there || own == there && o.at.table < o.other.table)
    };
    let usual: Vec<bool> = found.iter().map(is_usual).collect();
    found.into_iter().zip(usual).filter(|(_, usual)| !usual).map(|(odd, _)| odd).collect()
}

/// The unit that is wrong where a figure is repeated with its digits, but in another unit.
pub(super) fn apart_by_unit(found: &Judged, sheets: &[Sheet<'_>]) -> Option<Finding> {
    let ([at], [other], Form::Repeat) = (&found.identity.left[..], &found.identity.right[..], found.identity.form) else {
        return None;
    };
    let (own, there) = (&sheets[at.table], &sheets[other.table]);
    if own.factor? == there.factor? {
        return None;
    }
    let (left, right) = (own.figure(at.row, at.column)?.value, there.figure(other.row, other.column)?.value);
    let digits = left.normalize().mantissa().unsigned_abs();
    let times = FACTORS.iter().flat_map(up_and_down).find(|times| left * *times == right)?;
    (digits >= TELLING).then(|| said(sheets, &Odd { at: *at, other: *other, times }))
}

/// Says that the unit of a table is wrong.
fn tell(sheets: &[Sheet<'_>], odd: &Odd, verdicts: &mut Verdicts) {
    let finding = said(sheets, odd);
    verdicts.check(Check { evidence: finding.evidence.clone(), ..Check::of("DOC-03", Status::Fail) });
    verdicts.find(finding);
}

fn said(sheets: &[Sheet<'_>], odd: &Odd) -> Finding {
    let sheet = &sheets[odd.at.table];
    let unit = sheet.table.unit.as_deref().unwrap_or_default();
    let label = |sheet: &Sheet<'_>| Evidence {
        what: format!("{} / 金额单位", sheet.name()),
        printed: sheet.table.unit.clone().unwrap_or_default(),
        ..sheet.evidence()
    };
    let beside = &sheets[odd.other.table];
    let evidence = vec![sheet.evidence_of(odd.at), beside.evidence_of(odd.other), label(sheet), label(beside)];
    let (own, there) = (&evidence[0], &evidence[1]);
    let other = sheets[odd.other.table].table.unit.as_deref().unwrap_or_default();
    Finding {
        rule: "DOC-03",
        severity: Severity::Error,
        message: format!(
            "{} prints {} in {unit}, but {} prints {} in {other}: the unit of one of them is wrong",
            own.what, own.printed, there.what, there.printed
        ),
        message_zh: format!(
            "{}为{}（{unit}），而{}为{}（{other}），两处单位必有一误",
            own.what, own.printed, there.what, there.printed
        ),
        evidence,
        ..Finding::default()
    }
}

/// What reading the records has already seen: a table whose sizes contradict its unit. It is read in the unit that they show.
fn contradictions(document: &Document<'_>, sheets: &mut [Sheet<'_>], verdicts: &mut Verdicts) {
    for diagnostic in document.diagnostics.iter().filter(|d| d.code == "record.unit_contradiction") {
        let Some(place) = diagnostic.place else { continue };
        let here = |s: &&Sheet<'_>| s.table.pages.first() == Some(&place.page) && Some(s.table.rect) == place.rect;
        let Some(sheet) = sheets.iter().find(here) else { continue };
        if verdicts.calls("DOC-03", &sheet.table.pages) {
            continue;
        }
        verdicts.silent("DOC-03", Status::InsufficientData, diagnostic.message.clone(), vec![sheet.evidence()]);
        let (index, others) = (sheet.index, sheets.iter().filter(|s| s.index != sheet.index));
        let others: Vec<Figure> = others.filter(|s| s.factor.is_some()).filter_map(Sheet::largest).collect();
        let Some((largest, factor)) = sheets[index].largest().zip(sheets[index].factor) else { continue };
        let fits = |times: &Decimal| {
            let scaled = Figure { value: largest.value * *times, half: largest.half * *times };
            others.iter().any(|o| repeats(scaled, *o).agreement != Agreement::Differ)
        };
        if let Some(times) = FACTORS.iter().flat_map(up_and_down).find(fits) {
            sheets[index].read_in(factor * times);
        }
    }
}

/// How many times a figure in a wrong unit may be the right one.
fn up_and_down(places: &u32) -> [Decimal; 2] {
    [Decimal::from(10_u64.pow(*places)), Decimal::new(1, *places)]
}

/// What a balance prints for the year alone (本年收入合计, 本年支出合计), which tables of income and expenditure have as their total.
fn of_year(sheet: &Sheet<'_>) -> Vec<(At, Figure)> {
    let lines = sheet.sides.iter().enumerate().flat_map(|(side, s)| s.lines.iter().map(move |line| (side, line)));
    let named = lines.filter(|(_, line)| CHECK_WORDS.table.of_year.iter().any(|w| line.label.contains(w)));
    named
        .filter_map(|(side, line)| {
            let at = sheet.at(line.row, sheet.main_column(side)?);
            let figure = sheet.figure(at.row, at.column)?;
            (figure.value.normalize().mantissa().unsigned_abs() >= 10_000).then_some((at, figure))
        })
        .collect()
}

/// The whole amount of a table, if it is large enough to be told from another.
fn total(sheet: &Sheet<'_>) -> Option<(At, Figure)> {
    let at = sheet.at(sheet.total_line(0)?.row, sheet.main_column(0)?);
    let figure = sheet.figure(at.row, at.column)?;
    let digits = figure.value.normalize().mantissa().unsigned_abs();
    (digits >= 10_000).then_some((at, figure))
}
