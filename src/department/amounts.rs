//! The amounts of one table of a document, of its own year and phase, and how they are added up without counting any twice.

use super::document::{Document, Record, Table, Text};
use crate::codes::titles;
use crate::content::disclosure::Kind;
use crate::decimal::Decimal;
use crate::grammar;
use std::collections::{BTreeMap, BTreeSet};

/// The amounts of a document by table.
pub(super) struct Amounts<'d> {
    by_table: BTreeMap<usize, Vec<&'d Record<'d>>>,
    /// What each table is: one that only stands in for another is that which its title says (B18 for B06).
    ids: BTreeMap<usize, &'d str>,
}

/// The total of a column, and the row that prints it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Total<'d> {
    pub value: Decimal,
    /// The row of the total, else the first that counts.
    pub at: &'d Record<'d>,
    /// The row prints the total itself.
    pub is_printed: bool,
    /// What rounding of the prints leaves open on either side.
    pub open: Decimal,
}

impl<'d> Total<'d> {
    pub(super) fn printed(at: &'d Record<'d>, value: Decimal) -> Self {
        Self { value, at, is_printed: true, open: half_place(at) }
    }

    pub(super) fn sum(at: &'d Record<'d>, terms: &[&'d Record<'d>]) -> Self {
        let open = terms.iter().map(|r| half_place(r)).sum();
        Self { value: terms.iter().map(|r| yuan(r)).sum(), at, is_printed: terms.len() == 1, open }
    }
}

/// Half a unit of the last printed place of a record, in yuan.
pub(super) fn half_place(record: &Record<'_>) -> Decimal {
    let Some((read, _)) = grammar::figure(&record.printed) else { return Decimal::default() };
    let factor = record.unit.as_deref().and_then(grammar::unit_of).and_then(|unit| unit.factor());
    (Decimal::new(1, read.decimals) * factor.unwrap_or_default()).half()
}

/// What an amount is in the life of a budget, by the kind of its document.
pub(super) const fn phase_of(kind: Kind) -> &'static str {
    match kind {
        Kind::FinalAccounts => "executed",
        _ => "approved",
    }
}

/// Whether an amount is money of the year and the phase, and no change of it.
pub(super) fn is_of(record: &Record<'_>, year: Option<u16>, phase: &str) -> bool {
    let of_year = record.fiscal_year == year || record.fiscal_year.is_none();
    let of_phase = record.phase.as_deref().is_none_or(|own| own == phase);
    let changes = |text: &Option<Text<'_>>| text.as_deref().is_some_and(|t| t.starts_with("change"));
    of_year && of_phase && !changes(&record.figure) && !changes(&record.meaning) && record.amount_yuan.is_some()
}

impl<'d> Amounts<'d> {
    /// The amounts of the year and phase of a document, or of another phase.
    pub(super) fn of(document: &'d Document<'d>, year: Option<u16>, phase: &str) -> Self {
        let mut by_table: BTreeMap<usize, Vec<&'d Record<'d>>> = BTreeMap::new();
        for record in document.records.iter().filter(|r| &*r.origin == "table" && r.table.is_some() && is_of(r, year, phase)) {
            by_table.entry(record.table_index).or_default().push(record);
        }
        let id = |table: &'d Table| {
            let own = table.variant.as_deref().filter(|variant| titles::stands_for(variant).is_none());
            own.or(table.id.as_deref())
        };
        let ids = document.tables.iter().enumerate().filter_map(|(index, table)| Some((index, id(table)?))).collect();
        Self { by_table, ids }
    }

    /// The amounts of one table.
    pub(super) fn table(&self, index: usize) -> &[&'d Record<'d>] {
        self.by_table.get(&index).map(Vec::as_slice).unwrap_or_default()
    }

    /// The tables of an id, in reading order.
    pub(super) fn tables<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a [&'d Record<'d>]> {
        let of_id = move |(index, _): &(&usize, &Vec<&'d Record<'d>>)| self.ids.get(index) == Some(&id);
        self.by_table.iter().filter(of_id).map(|(_, records)| records.as_slice())
    }
}

/// The amount of a record; those without are not among [`Amounts`].
pub(super) fn yuan(record: &Record<'_>) -> Decimal {
    record.amount_yuan.unwrap_or_default()
}

/// The records of the first column that has any.
pub(super) fn first_column<'d>(records: impl Iterator<Item = &'d Record<'d>>) -> Vec<&'d Record<'d>> {
    let all: Vec<&Record> = records.collect();
    let first = all.iter().map(|r| r.column).min();
    all.into_iter().filter(|r| Some(r.column) == first).collect()
}

/// The total of one column: what the rows that count add up to, at the row that prints it. Where the printed total is another (a
/// body that withholds items) it is the printed one.
pub(super) fn total<'d>(column: &[&'d Record<'d>]) -> Option<Total<'d>> {
    let counted: Vec<&'d Record<'d>> = column.iter().copied().filter(|r| r.counts).collect();
    let sum: Decimal = counted.iter().map(|r| yuan(r)).sum();
    let printed = || column.iter().copied().filter(|r| r.is_total);
    let exact = printed().find(|r| yuan(r) == sum && !counted.is_empty());
    // Of several totals the widest is the largest.
    if let Some(at) = exact.or_else(|| printed().max_by_key(|r| yuan(r))) {
        return Some(Total::printed(at, yuan(at)));
    }
    Some(Total::sum(counted.first()?, &counted))
}

/// The total of the first column; where others go on beside it under the same headings (公用经费 beside 人员经费), of all of them.
pub(super) fn of_figure<'d>(records: impl Iterator<Item = &'d Record<'d>>) -> Option<Total<'d>> {
    let mut columns: BTreeMap<usize, Vec<&'d Record<'d>>> = BTreeMap::new();
    for record in records {
        columns.entry(record.column).or_default().push(record);
    }
    let mut columns = columns.into_values();
    let first = columns.next()?;
    let goes_on = |column: &Vec<&'d Record<'d>>| {
        first.iter().chain(column).all(|r| r.part_of.is_none()) && column.iter().all(|r| r.measure == first[0].measure)
    };
    let beside: Vec<Vec<&'d Record<'d>>> = columns.filter(goes_on).collect();
    // One total may stand over all of them.
    let all: Vec<&'d Record<'d>> = first.iter().chain(beside.iter().flatten()).copied().collect();
    let whole = total(&all).filter(|whole| beside.is_empty() || !whole.is_printed || is_sum(whole, &all));
    whole.or_else(|| added(&std::iter::once(&first).chain(&beside).filter_map(|column| total(column)).collect::<Vec<_>>()))
}

fn is_sum(total: &Total<'_>, records: &[&Record<'_>]) -> bool {
    records.iter().filter(|r| r.counts).map(|r| yuan(r)).sum::<Decimal>() == total.value
}

/// Several totals added up.
pub(super) fn added<'d>(parts: &[Total<'d>]) -> Option<Total<'d>> {
    let (value, open) = (parts.iter().map(|p| p.value).sum(), parts.iter().map(|p| p.open).sum());
    Some(Total { value, at: parts.first()?.at, is_printed: false, open })
}

/// The amount of an item of 三公: it stands in a column or in a row; the funds that pay it, where no column is of all of them, are
/// added up.
pub(super) fn of_item<'d>(records: &[&'d Record<'d>]) -> Option<Total<'d>> {
    let mut columns: BTreeMap<usize, Vec<&'d Record<'d>>> = BTreeMap::new();
    for record in records {
        columns.entry(record.column).or_default().push(record);
    }
    let fund = |column: &Vec<&'d Record<'d>>| column.first().and_then(|r| r.fund_source.as_deref());
    let funds: BTreeSet<Option<&str>> = columns.values().map(fund).collect();
    let of_all = |fund: &Option<&str>| matches!(fund, None | Some("fiscal_appropriation"));
    if funds.len() < 2 || funds.iter().any(of_all) {
        let whole = columns.values().find(|column| funds.len() < 2 || of_all(&fund(column)))?;
        return in_column(whole);
    }
    added(&columns.values().filter_map(|column| in_column(column)).collect::<Vec<_>>())
}

/// Of several rows of one column that of the total says it; units without a total are added up.
fn in_column<'d>(column: &[&'d Record<'d>]) -> Option<Total<'d>> {
    if let [only] = column {
        return Some(Total::printed(only, yuan(only)));
    }
    let total = |r: &&&'d Record<'d>| r.is_total;
    match column.iter().filter(total).find(|r| r.label.is_none()).or_else(|| column.iter().find(total)) {
        Some(at) => Some(Total::printed(at, yuan(at))),
        None if column.iter().all(|r| r.counts) => Some(Total::sum(column.first()?, column)),
        None => None,
    }
}
