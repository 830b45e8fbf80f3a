//! The official tables of a document as rows: what a row is, and its amounts by the name of the figure.

use super::document::{Document, Record, own};
use super::table::{Figures, Row, Table};
use super::versions::Slot;
use crate::exact::Exact;
use std::collections::BTreeMap;

/// The official tables of a document of some budget or accounts.
pub(super) fn of(document: &Document<'_>, slot: &Slot) -> Vec<Table> {
    let mut records: BTreeMap<usize, Vec<&Record<'_>>> = BTreeMap::new();
    for record in document.records.iter().filter(|r| &*r.origin == "table") {
        records.entry(record.table_index).or_default().push(record);
    }
    let tables = document.tables.iter().enumerate().filter_map(|(index, table)| Some((index, table, table.id.clone()?)));
    let made = tables.map(|(index, table, table_id)| Table {
        fiscal_year: slot.year,
        kind: slot.kind,
        scope: slot.scope,
        table_id,
        variant: table.variant.clone(),
        name: table.name.clone(),
        title: table.title.clone(),
        unit: table.unit.clone(),
        document: document.id().to_owned(),
        table_index: index,
        pages: table.pages.clone(),
        empty: table.empty,
        rows: records.get(&index).map(|records| rows(records)).unwrap_or_default(),
    });
    made.collect()
}

/// What tells the rows of two sides apart: they stand in one printed row.
fn side<'r>(record: &'r Record<'_>) -> (usize, [Option<&'r str>; 4]) {
    let Record { row, direction, function_code, economic_code, label, .. } = record;
    (*row, [direction, function_code, economic_code, label].map(Option::as_deref))
}

fn rows(records: &[&Record<'_>]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut last = None;
    for record in records {
        let own = side(record);
        if last != Some(own) {
            rows.push(row(record));
            last = Some(own);
        }
        let Some(row) = rows.last_mut() else { continue };
        let amount = record.amount_yuan.map(Exact);
        match &record.figure {
            Some(name) => row.figures.0.push((name.to_string(), amount)),
            None => row.other.0.push((free(&row.other, &record.measure), amount)),
        }
    }
    rows
}

/// Headings as printed may repeat; a name of a map may not.
fn free(figures: &Figures, measure: &str) -> String {
    let taken = |name: &str| figures.0.iter().any(|(known, _)| known == name);
    let numbered = (2..).map(|number: usize| format!("{measure} [{number}]"));
    std::iter::once(measure.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

fn row(record: &Record<'_>) -> Row {
    Row {
        row: record.row,
        page: record.place.page,
        direction: own(&record.direction),
        function_code: own(&record.function_code),
        function_name: own(&record.function_name),
        economic_code: own(&record.economic_code),
        economic_name: own(&record.economic_name),
        gov_economic_code: own(&record.gov_economic_code),
        gov_economic_name: own(&record.gov_economic_name),
        label: own(&record.label),
        body: own(&record.body),
        project: own(&record.project),
        level: record.level,
        is_total: record.is_total,
        counts: record.counts,
        figures: Figures::default(),
        other: Figures::default(),
    }
}
