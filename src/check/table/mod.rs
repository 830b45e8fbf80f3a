//! Rules on tables.
//!
//! Most of them are identities: a total and its parts, a figure and its repetition. The rules state them as data (`tree`,
//! `columns`, `balance`, `three_public`, `cross`); they are compared in one place (`identity`), explained in one place
//! (`report`, which looks for the figure whose correction mends the most), and then tried all together (`interval`).
//! Rules that are no identities stand in `codes` and `units`.

mod balance;
mod codes;
mod columns;
mod cross;
mod culprit;
mod identity;
mod index;
mod interval;
mod judge;
mod projects;
mod report;
mod stated;
mod three_public;
mod tree;
mod units;

use self::stated::Out;
use super::document::Document;
use super::held::{Held, Spot};
use super::verdicts::Verdicts;

/// The rules that this family answers for.
pub(super) const RULES: &[&str] = &[
    "BAL-01", "BAL-02", "BAL-03", "BAL-04", "BAL-05", "BAL-06", "BAL-07", "BAL-08", "BAL-09", "BAL-10", "BAL-11", "ROW-01",
    "ROW-02", "ROW-03", "ROW-04", "HIE-01", "HIE-02", "HIE-03", "HIE-04", "HIE-05", "HIE-06", "HIE-07", "XT-01", "XT-02",
    "XT-03", "XT-04", "XT-05", "XT-06", "XT-07", "XT-08", "XT-09", "XT-10", "XT-11", "XT-12", "XT-13", "XT-14", "XT-15", "XT-16",
    "XT-17", "XT-18", "XT-19", "XT-20", "DOC-03",
];

/// Asks all rules on tables.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let sheets = index::read(document);
    let mut identities = Vec::new();
    let mut balances = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let known = sheet.id().is_some() && !sheet.table.empty;
        balances.push(if known { balance::state(sheet, &mut identities) } else { None });
        if known {
            tree::state(sheet, &mut identities);
            columns::state(sheet, &mut identities);
            three_public::state(sheet, &mut identities);
        }
    }
    let mut out = Out { identities: &mut identities, sheets: &sheets, verdicts };
    for tables in bodies(document, sheets.len()) {
        let set = cross::Set::new(&sheets, &balances, tables);
        cross::state(&set, &mut out);
        projects::state(&set, &mut out);
        three_public::across(&set, &mut out);
        codes::across(&set, &mut out);
    }
    for sheet in sheets.iter().filter(|s| s.id().is_some() && !s.table.empty) {
        codes::check(sheet, document.disclosure.fiscal_year, verdicts);
    }
    units::check(document, &sheets, verdicts);
    let (judged, odd) = judge::judge(identities, &sheets, verdicts);
    proofs(&judged, verdicts);
    report::report(&judged, &odd, &sheets, verdicts);
    interval::check(&judged, &sheets, verdicts);
}

/// Keeps what holds; that one figure is at most another proves neither.
fn proofs(judged: &[identity::Judged], verdicts: &mut Verdicts) {
    let spots = |side: &[index::At]| side.iter().map(|at| Spot { table: at.table, row: at.row, column: at.column }).collect();
    for found in judged.iter().filter(|found| found.identity.form != identity::Form::AtMost) {
        verdicts.hold(Held::of(&found.compared, spots(&found.identity.left), spots(&found.identity.right)));
    }
}

/// The tables of each body in the document: of its units where it holds several, else all.
fn bodies(document: &Document<'_>, tables: usize) -> Vec<Vec<usize>> {
    let parts = &document.content.parts;
    if parts.is_empty() { vec![(0..tables).collect()] } else { parts.iter().map(|p| p.tables.clone()).collect() }
}
