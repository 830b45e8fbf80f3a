//! What diagnostics put in doubt: digits and cells, pages, units, years.

use super::grounds::Grounds;
use crate::content::Table;
use crate::diagnostic::Diagnostic;
use crate::grammar::years_in;
use crate::place::Place;
use crate::record::{Doubt, Origin, Phase, Record};
use rustc_hash::{FxHashMap, FxHashSet};

/// Diagnostics that leave one cell uncertain, told at its place.
const CELL: [&str; 5] =
    ["layout.two_readings", "content.two_cells", "content.several_numbers", "workbook.unformatted", "workbook.sign_not_shown"];
/// What a page does not show; an amount at that place may be cut or covered.
const HIDDEN: [&str; 2] = ["page.covered", "page.blended"];
/// Diagnostics that leave a whole page uncertain.
const PAGE: [&str; 6] =
    ["page.damaged", "page.garbled", "page.unknown_character", "page.contradicted", "page.over_limit", "page.too_many"];
/// Diagnostics on a table, told at its place, and what they put in doubt.
const TABLE: [(&str, Doubt); 2] = [("record.unit_contradiction", Doubt::Unit), ("content.title_contradicts", Doubt::Table)];

/// Adds doubts that diagnostics tell.
pub(super) fn attach(records: &mut [Record], grounds: &Grounds<'_>) {
    let tables = &grounds.content.tables;
    let said = |codes: &'static [&'static str]| grounds.diagnostics.iter().filter(move |d| codes.contains(&d.code));
    let pages: FxHashSet<u32> = said(&PAGE).filter_map(|d| d.place).map(|place| place.page).collect();
    let mut areas: FxHashMap<u32, Vec<Place>> = FxHashMap::default();
    for place in said(&CELL).chain(said(&HIDDEN)).filter_map(|d| d.place).filter(|p| p.rect.is_some()) {
        areas.entry(place.page).or_default().push(place);
    }
    let doubted: Vec<Vec<Doubt>> = tables.iter().map(|table| of_table(table, grounds.diagnostics)).collect();
    let told = |code: &str| grounds.diagnostics.iter().any(|d| d.code == code);
    let year = grounds.disclosure.and_then(|d| d.fiscal_year).filter(|_| told("disclosure.year_contradiction"));
    let two_kinds = told("disclosure.kind_contradiction");
    for record in records {
        if pages.contains(&record.place.page) {
            record.trust.doubt(Doubt::Page);
        }
        let near = |place: &Place| record.place.rect.zip(place.rect).is_some_and(|(own, other)| own.overlaps(&other));
        if areas.get(&record.place.page).is_some_and(|places| places.iter().any(near)) {
            record.trust.doubt(Doubt::Geometry);
        }
        let table = tables.get(record.table_index).filter(|_| record.origin == Origin::Table);
        if let Some(doubts) = table.and_then(|_| doubted.get(record.table_index)) {
            doubts.iter().for_each(|doubt| record.trust.doubt(*doubt));
        }
        let dated = || table.is_some_and(|t| t.title.as_deref().is_some_and(|title| !years_in(title).is_empty()));
        if year.is_some() && record.fiscal_year == year && !dated() {
            record.trust.doubt(Doubt::Year);
        }
        // A budget and final accounts in one file: which of them a table is of, its title says or nothing.
        if two_kinds && table.is_some_and(|t| !says_phase(t, record.phase)) {
            record.trust.doubt(Doubt::Year);
        }
    }
}

/// Whether the title of a table says that its amounts are of a budget, or of final accounts, as their phase does.
fn says_phase(table: &Table, phase: Option<Phase>) -> bool {
    let title = without_funds(table.title.as_deref().unwrap_or_default());
    match (title.contains("预算"), title.contains("决算")) {
        (true, false) => phase != Some(Phase::Executed),
        (false, true) => phase != Some(Phase::Approved),
        _ => false,
    }
}

/// A title without the names of funds that end with 预算.
fn without_funds(title: &str) -> String {
    ["公共预算", "基金预算", "经营预算"].iter().fold(title.to_owned(), |title, fund| title.replace(fund, ""))
}

fn of_table(table: &Table, diagnostics: &[Diagnostic]) -> Vec<Doubt> {
    let is_here =
        |place: Option<Place>| place.is_some_and(|p| p.rect == Some(table.rect) && table.pages.first() == Some(&p.page));
    let told = |(code, doubt): &(&str, Doubt)| diagnostics.iter().any(|d| d.code == *code && is_here(d.place)).then_some(*doubt);
    TABLE.iter().filter_map(told).collect()
}
