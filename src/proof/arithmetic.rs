//! Sums of any table, official or not: the rows that count and their total, the rows below a row, the columns that are parts of one.

use super::cells::Cells;
use super::identities::{is_nothing, stands_out};
use crate::check::Spot;
use crate::check::figure::{Agreement, Figure, adds_up};
use crate::content::{RowKind, Table};
use crate::decimal::Decimal;
use crate::grammar::unit_of;
use crate::record::{Doubt, Proof, Record};
use std::collections::BTreeMap;

/// Proves what sums prove, and doubts what makes no printed total.
pub(super) fn attach(records: &mut [Record], cells: &Cells, tables: &[Table]) {
    for (index, table) in tables.iter().enumerate() {
        let read = Read::of(records, cells, index, table);
        for column in read.columns.values() {
            read.rows(column, records);
            read.below(column, records);
        }
        read.across(records);
        read.levels(records);
    }
}

/// One amount of money of a table.
#[derive(Debug, Clone, Copy)]
struct Amount {
    row: usize,
    figure: Figure,
    /// Index of its record.
    record: usize,
}

/// The amounts of a table by column.
struct Read<'t> {
    table: &'t Table,
    columns: BTreeMap<usize, Vec<Amount>>,
}

impl<'t> Read<'t> {
    fn of(records: &[Record], cells: &Cells, index: usize, table: &'t Table) -> Self {
        let mut columns: BTreeMap<usize, Vec<Amount>> = BTreeMap::new();
        let mut last: Option<(Option<&str>, Decimal)> = None;
        for (Spot { row, column, .. }, at) in cells.of_table(index) {
            let record = &records[at];
            if table.columns[column].counts {
                continue;
            }
            let factor = match last {
                Some((unit, factor)) if unit == record.unit => factor,
                _ => record.unit.and_then(unit_of).and_then(|u| u.factor()).unwrap_or(Decimal::ONE),
            };
            last = Some((record.unit, factor));
            if let Some(figure) = Figure::read(&record.printed, factor) {
                columns.entry(column).or_default().push(Amount { row, figure, record: at });
            }
        }
        Self { table, columns }
    }

    fn side(&self, column: &[Amount], records: &[Record]) -> u8 {
        column.first().map_or(0, |amount| self.table.columns[records[amount.record].column].side)
    }

    /// The rows that count make a printed total.
    fn rows(&self, column: &[Amount], records: &mut [Record]) {
        let side = self.side(column, records);
        let entry = |amount: &&Amount| self.table.rows[amount.row].on(side);
        let counting: Vec<Amount> = column.iter().filter(|a| entry(a).counts).copied().collect();
        let totals: Vec<Amount> = column.iter().filter(|a| entry(a).kind == RowKind::Total).copied().collect();
        let printed = totals.iter().any(|total| !is_nothing(&records[total.record]));
        if counting.is_empty() || !printed {
            return;
        }
        let mut held = false;
        for total in totals {
            held |= prove(Proof::Rows, total, &counting, records);
        }
        if !held {
            for amount in column {
                records[amount.record].trust.doubt(Doubt::Total);
            }
        }
    }

    /// The rows right below a row make it up.
    fn below(&self, column: &[Amount], records: &mut [Record]) {
        let side = self.side(column, records);
        let entry = |amount: &Amount| self.table.rows[amount.row].on(side);
        for (at, upper) in column.iter().enumerate() {
            let Some(level) = entry(upper).level.filter(|_| entry(upper).kind == RowKind::Item) else { continue };
            let deeper = |amount: &&Amount| entry(amount).kind == RowKind::Item && entry(amount).level.is_some_and(|l| l > level);
            let under: Vec<Amount> = column[at + 1..].iter().take_while(deeper).copied().collect();
            let Some(next) = under.iter().filter_map(|a| entry(a).level).min() else { continue };
            let direct: Vec<Amount> = under.into_iter().filter(|a| entry(a).level == Some(next) && !entry(a).of_which).collect();
            prove(Proof::Below, *upper, &direct, records);
            // It counts, for in some column its parts do not make it up: withheld items and a slip in print look alike, so which of them
            // count is not certain.
            if !direct.is_empty() && entry(upper).counts {
                let all = column[at + 1..].iter().take_while(deeper).chain([upper]);
                all.for_each(|amount| records[amount.record].trust.doubt(Doubt::Total));
            }
        }
    }

    /// Codes of one length stand on one level, longer ones deeper, and no row stands more than one level below the one above it; else how
    /// deep the rows of that side stand is not certain.
    fn levels(&self, records: &mut [Record]) {
        let side_of = |amount: &Amount| self.table.columns[records[amount.record].column].side;
        let mut rows: Vec<(u8, usize, usize)> =
            self.columns.values().flatten().map(|amount| (side_of(amount), amount.row, amount.record)).collect();
        rows.sort_unstable();
        rows.dedup_by_key(|(side, row, _)| (*side, *row));
        let odd: Vec<u8> =
            rows.chunk_by(|a, b| a.0 == b.0).filter(|side| self.is_uneven(side, records)).map(|s| s[0].0).collect();
        let doubted: Vec<usize> = self
            .columns
            .values()
            .flatten()
            .filter(|amount| odd.contains(&side_of(amount)))
            .filter(|amount| self.table.rows[amount.row].on(side_of(amount)).kind == RowKind::Item)
            .map(|amount| amount.record)
            .collect();
        for record in doubted {
            records[record].trust.doubt(Doubt::Level);
        }
    }

    /// Whether the levels of the rows of one side, given by side, row and record, contradict each other.
    fn is_uneven(&self, rows: &[(u8, usize, usize)], records: &[Record]) -> bool {
        let mut of_length: BTreeMap<usize, u8> = BTreeMap::new();
        let mut above: Option<u8> = None;
        for (side, row, record) in rows {
            let entry = self.table.rows[*row].on(*side);
            let Some(level) = entry.level.filter(|_| entry.kind == RowKind::Item) else { continue };
            let record = &records[*record];
            if let Some(length) = record.coded().0.filter(|_| !record.code_by_name).map(str::len)
                && *of_length.entry(length).or_insert(level) != level
            {
                return true;
            }
            if above.replace(level).is_some_and(|before| level > before.saturating_add(1)) {
                return true;
            }
        }
        let levels: Vec<u8> = of_length.into_values().collect();
        levels.windows(2).any(|pair| pair[0] >= pair[1])
    }

    /// The columns that are parts of one make it up.
    fn across(&self, records: &mut [Record]) {
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (column, amounts) in &self.columns {
            if let Some(whole) = amounts.first().and_then(|amount| records[amount.record].part_of) {
                parts.entry(whole).or_default().push(*column);
            }
        }
        for (whole, parts) in parts.into_iter().filter(|(_, parts)| parts.len() > 1) {
            for total in self.columns.get(&whole).into_iter().flatten() {
                let in_row = |column: &usize| {
                    let amounts = &self.columns[column];
                    amounts.binary_search_by_key(&total.row, |a| a.row).ok().map(|at| amounts[at])
                };
                let amounts: Vec<Amount> = parts.iter().filter_map(in_row).collect();
                prove(Proof::Columns, *total, &amounts, records);
            }
        }
    }
}

/// Whether parts make up a whole; a sum of several proves all of them.
fn prove(proof: Proof, whole: Amount, parts: &[Amount], records: &mut [Record]) -> bool {
    let figures: Vec<Figure> = parts.iter().map(|part| part.figure).collect();
    let compared = adds_up(&[whole.figure], &figures);
    if parts.is_empty() || compared.agreement == Agreement::Differ {
        return false;
    }
    let slack = if compared.agreement == Agreement::Exact { Decimal::ZERO } else { compared.tolerance };
    if parts.iter().filter(|part| !is_nothing(&records[part.record])).count() > 1 {
        for amount in parts.iter().chain([&whole]) {
            if stands_out(&records[amount.record], slack) {
                records[amount.record].trust.prove(proof);
            }
        }
    }
    true
}
