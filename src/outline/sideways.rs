//! Tables too wide for the sheet: Excel prints the columns that do not fit on pages of their own, after the pages they belong to.

use super::table::{PrintedRow, PrintedTable, rows_of};
use crate::layout::Grid;

/// Rows of two pages that differ by less than this (points) are the same row.
const SAME_ROW: f32 = 2.0;

/// Joins `grid` to the right of the part of `table` whose rows stand at the same heights, if there is one that has not been
/// extended yet. Returns whether it did.
pub(super) fn extend(table: &mut PrintedTable, grid: &Grid) -> bool {
    let Some(page) = table.pages.get(table.extended_pages).copied() else { return false };
    let Some(targets) = same_rows(table, page, grid) else { return false };
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
    for (target, new) in targets.into_iter().zip(rows_of(grid)) {
        table.rows[target].cells.extend(new.cells.into_iter().map(|mut c| {
            c.col += offset;
            c
        }));
    }
    table.extended_pages += 1;
    true
}

/// For each row of the grid the row of the table on `page` at the same height; `None` unless all are there.
///
/// The table may have more rows: a header is divided further above some columns than above others.
fn same_rows(table: &PrintedTable, page: u32, grid: &Grid) -> Option<Vec<usize>> {
    let top = |row: &PrintedRow| row.cells.first().map(|c| c.rect.y0);
    let near = |a: f32, b: f32| (a - b).abs() < SAME_ROW;
    let old: Vec<(usize, f32)> =
        table.rows.iter().enumerate().filter(|(_, r)| r.page == page).filter_map(|(i, r)| Some((i, top(r)?))).collect();
    let bottom = table.rows[old.last()?.0].cells.first()?.rect.y1;
    // Fewer columns than the table, and rows enough that equal heights are no accident.
    let fits = grid.row_count() >= 3 && grid.row_count() <= old.len() && grid.col_count() + 1 < table.xs.len();
    if !fits || !near(bottom, grid.rect.y1) || !near(old[0].1, grid.rect.y0) {
        return None;
    }
    grid.ys[..grid.row_count()].iter().map(|y| old.iter().find(|(_, top)| near(*top, *y)).map(|(i, _)| *i)).collect()
}
