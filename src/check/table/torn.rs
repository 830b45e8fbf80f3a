//! Figures that may have lost digits: those that ran over into the label beside them, and those that a page break may have cut: what stands in the last or the first row of a page with fewer decimals than all others of its
//! column has lost its end to the next page (`3297.1` of `3297.1043`).

use crate::content::{Row, Table};
use crate::grammar::figure;

/// Whether a label begins with an amount that ran over from the cell beside it: `3,705.22本年支出合计`, `13.8922.98`.
pub(in crate::check) fn runs_over(label: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let end = label.find(|c: char| !is_number(c)).unwrap_or(label.len());
    let (number, rest) = label.split_at(end);
    let amount = number.rsplit_once('.').is_some_and(|(whole, behind)| !whole.is_empty() && behind.len() >= 2);
    amount && !rest.trim_start().starts_with(['、', '年', '月', '-', '/', '%'])
}

/// Figures of a column from which its decimals are told.
const ENOUGH: usize = 5;

/// The cells, by row and column, whose figures may have been cut at the end of a page.
pub(in crate::check) fn torn(table: &Table) -> Vec<(usize, usize)> {
    if table.pages.len() < 2 {
        return Vec::new();
    }
    let page = |row: usize| table.rows.get(row).map(|r| r.page);
    let is_edge = |row: &usize| {
        let turns = |other: Option<usize>| other.and_then(page).is_some_and(|p| Some(p) != page(*row));
        turns(row.checked_sub(1)) || turns(row.checked_add(1))
    };
    let edges: Vec<usize> = (0..table.rows.len()).filter(is_edge).collect();
    let mut torn = Vec::new();
    for column in 0..table.columns.len() {
        let inner = table.rows.iter().enumerate().filter(|(row, _)| !edges.contains(row));
        let mut decimals: Vec<u32> = inner.filter_map(|(_, row)| decimals(row, column)).collect();
        decimals.sort_unstable();
        // All but one in ten have so many.
        let Some(usual) = decimals.get(decimals.len() / 10).copied().filter(|_| decimals.len() >= ENOUGH) else { continue };
        let short = |row: &usize| table.rows.get(*row).and_then(|r| decimals_of(r, column)).is_some_and(|d| d < usual);
        torn.extend(edges.iter().copied().filter(short).map(|row| (row, column)));
    }
    torn
}

fn decimals(row: &Row, column: usize) -> Option<u32> {
    decimals_of(row, column).filter(|d| *d > 0)
}

/// The decimals of a figure; nought says nothing of them.
fn decimals_of(row: &Row, column: usize) -> Option<u32> {
    let cell = row.cells.get(column)?.as_ref()?;
    let (read, _) = figure(&cell.printed)?;
    (!read.value.is_zero()).then_some(read.decimals)
}
