//! Tables too wide for the sheet: Excel prints the columns that do not fit on pages of their own, after the pages they belong to.

use super::table::{PrintedRow, PrintedTable, rows_of};
use crate::layout::Grid;

/// Rows of two pages that differ by less than this (points) are the same row.
const SAME_ROW: f32 = 2.0;

/// Joins `grid` to the right of the part of `table` whose rows stand at the same heights, if there is one that has not been
/// extended yet. Returns whether it did.
pub(super) fn extend(table: &mut PrintedTable, grid: &Grid) -> bool {
    let rows = rows_of(grid);
    let tops = |rows: &[&PrintedRow]| rows.iter().map(|r| r.cells.first().map(|c| c.rect.y0)).collect::<Vec<_>>();
    let new = tops(&rows.iter().collect::<Vec<_>>());
    let done = table.extended_pages;
    let Some(page) = table.pages.get(done).copied() else { return false };
    let old = tops(&table.rows.iter().filter(|r| r.page == page).collect::<Vec<_>>());
    let same = |(a, b): (&Option<f32>, &Option<f32>)| matches!((a, b), (Some(a), Some(b)) if (a - b).abs() < SAME_ROW);
    // Fewer columns than the table, and rows enough that equal heights are no accident.
    if new.len() < 3 || new.len() != old.len() || grid.col_count() >= table.xs.len() - 1 || !old.iter().zip(&new).all(same) {
        return false;
    }
    let offset = match table.extended_from {
        Some(from) => from,
        None => {
            let (from, edge) = (table.xs.len() - 1, table.xs[table.xs.len() - 1]);
            table.xs.extend(grid.xs[1..].iter().map(|x| edge + x - grid.xs[0]));
            table.extended_from = Some(from);
            from
        }
    };
    if table.xs.len() != offset + grid.xs.len() {
        return false;
    }
    for (old, new) in table.rows.iter_mut().filter(|r| r.page == page).zip(rows) {
        old.cells.extend(new.cells.into_iter().map(|mut c| {
            c.col += offset;
            c
        }));
    }
    table.extended_pages += 1;
    true
}
