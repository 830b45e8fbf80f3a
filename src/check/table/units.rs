//! Units against sizes (DOC-03): a table in 元 that is labelled 万元 has totals ten thousand times those of its neighbours.

use super::index::{At, Sheet};
use crate::check::document::Document;
use crate::check::figure::{Agreement, Figure, repeats};
use crate::check::finding::{Check, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;

/// Powers of ten between units that are mixed up: 元 and 千元; 元 and 万元, 万元 and 亿元.
const FACTORS: [u32; 2] = [3, 4];

/// Compares the totals of all tables.
pub(super) fn check(document: &Document<'_>, sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    let totals: Vec<(At, Figure)> = sheets.iter().filter(|s| s.id().is_some() && s.factor.is_some()).filter_map(total).collect();
    for (at, figure) in &totals {
        let others = || totals.iter().filter(|(other, _)| other.table != at.table);
        let agrees = |figure: Figure| others().find(|(_, o)| repeats(figure, *o).agreement != Agreement::Differ);
        let sheet = &sheets[at.table];
        if agrees(*figure).is_some() {
            verdicts.check(Check { evidence: vec![sheet.evidence_of(*at)], ..Check::of("DOC-03", Status::Pass) });
            continue;
        }
        let scaled = |factor: Decimal| Figure { value: figure.value * factor, half: figure.half * factor };
        let up_and_down = |places: &u32| [Decimal::from(10_u64.pow(*places)), Decimal::new(1, *places)];
        let off = FACTORS.iter().flat_map(up_and_down).find_map(|factor| agrees(scaled(factor)));
        let Some((other, _)) = off else { continue };
        let evidence = vec![sheet.evidence_of(*at), sheets[other.table].evidence_of(*other)];
        verdicts.check(Check { evidence: evidence.clone(), ..Check::of("DOC-03", Status::Fail) });
        let unit = sheet.table.unit.as_deref().unwrap_or_default();
        let (own, there) = (&evidence[0], &evidence[1]);
        verdicts.find(Finding {
            rule: "DOC-03",
            severity: Severity::Error,
            message: format!(
                "{} prints {} in {unit}, but {} prints {}: the unit of one of them is wrong",
                own.what, own.printed, there.what, there.printed
            ),
            message_zh: format!("{}为{}（{unit}），而{}为{}，两处单位必有一误", own.what, own.printed, there.what, there.printed),
            evidence,
            ..Finding::default()
        });
    }
    contradictions(document, sheets, verdicts);
}

/// What reading the records has already seen.
fn contradictions(document: &Document<'_>, sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    for diagnostic in document.diagnostics.iter().filter(|d| d.code == "record.unit_contradiction") {
        let Some(place) = diagnostic.place else { continue };
        let here = |s: &&Sheet<'_>| s.table.pages.first() == Some(&place.page) && Some(s.table.rect) == place.rect;
        let Some(sheet) = sheets.iter().find(here) else { continue };
        verdicts.silent("DOC-03", Status::InsufficientData, diagnostic.message.clone(), vec![sheet.evidence()]);
    }
}

/// The whole amount of a table, if it is large enough to be told from another.
fn total(sheet: &Sheet<'_>) -> Option<(At, Figure)> {
    let at = sheet.at(sheet.total_line(0)?.row, sheet.main_column(0)?);
    let figure = sheet.figure(at.row, at.column)?;
    let digits = figure.value.normalize().mantissa().unsigned_abs();
    (digits >= 10_000).then_some((at, figure))
}
