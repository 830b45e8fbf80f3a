//! Brings the columns of two pages of one table together.

use super::table::{PrintedRow, PrintedTable};

/// Borders of two pages nearer than this (points) are the same column.
const SAME_COLUMN: f32 = 6.0;
/// Word shifts a table sideways from page to page by up to this (points), but does not change its columns.
const SHIFT: f32 = 40.0;

/// Whether two sets of borders can be one set of columns: the same outer borders, and most inner ones of the coarser in the finer.
/// Of a piece with columns that are not ruled, only the ruled ones are asked.
pub(super) fn fit(table: &PrintedTable, piece: &PrintedTable) -> bool {
    if piece.open_columns > 0 {
        return ruled_part_fits(table, piece);
    }
    let (a, b) = (&table.xs, &piece.xs);
    let (Some(a0), Some(a1), Some(b0), Some(b1)) = (a.first(), a.last(), b.first(), b.last()) else { return false };
    let shift = b0 - a0;
    if ((b1 - b0) - (a1 - a0)).abs() > 2.0 * SAME_COLUMN || shift.abs() > SHIFT {
        return false;
    }
    let (few, many, sign) = if a.len() <= b.len() { (a, b, 1.0) } else { (b, a, -1.0) };
    let found = few.iter().filter(|x| many.iter().any(|m| (*x + sign * shift - m).abs() < SAME_COLUMN)).count();
    found * 4 >= few.len() * 3 && few.len() * 2 >= many.len()
}

/// Whether the borders of one are all among those of the other, counted from the left: the head of a form alone at the foot of a page
/// has few columns, the rows behind the break may lack the last, empty ones and then stand elsewhere.
pub(super) fn fit_in_part(table: &PrintedTable, piece: &PrintedTable) -> bool {
    let (few, many) = if table.xs.len() <= piece.xs.len() { (&table.xs, &piece.xs) } else { (&piece.xs, &table.xs) };
    let (Some(a), Some(b)) = (few.first(), many.first()) else { return false };
    few.len() > 3 && few.iter().all(|x| many.iter().any(|m| ((x - a) - (m - b)).abs() < SAME_COLUMN))
}

fn ruled_part_fits(table: &PrintedTable, piece: &PrintedTable) -> bool {
    let ruled = &piece.xs[piece.open_columns..];
    let same = |x: &f32| table.xs.iter().any(|t| (t - x).abs() < SAME_COLUMN);
    let ends = table.xs.last().zip(ruled.last()).is_some_and(|(a, b)| (a - b).abs() < SAME_COLUMN);
    ends && ruled.len() >= 4 && ruled.iter().all(same) && piece.xs[0] > table.xs[0] - SAME_COLUMN
}

/// Puts the columns of a piece that are not ruled where the table has them: each text goes to the column in which it begins.
pub(super) fn settle_open(table: &PrintedTable, piece: &mut PrintedTable) {
    let open = std::mem::take(&mut piece.open_columns);
    if open == 0 {
        return;
    }
    let last = table.xs.len() - 2;
    let column_at = |x: f32| table.xs.partition_point(|t| *t <= x).saturating_sub(1).min(last);
    let nearest = |x: f32| (0..table.xs.len()).min_by(|a, b| (table.xs[*a] - x).abs().total_cmp(&(table.xs[*b] - x).abs()));
    for cell in piece.rows.iter_mut().flat_map(|r| &mut r.cells) {
        if cell.col < open {
            // Four points past its left end the text is inside its column, whatever the padding.
            (cell.col, cell.cols) = (column_at(piece.xs[cell.col] + 4.0), 1);
            continue;
        }
        let start = nearest(piece.xs[cell.col]).unwrap_or(0);
        let end = nearest(piece.xs[cell.col + cell.cols]).unwrap_or(start + 1);
        (cell.col, cell.cols) = (start, end.saturating_sub(start).max(1));
    }
    piece.xs.clone_from(&table.xs);
}

/// Brings both on one set of borders. `repeated` says that the header came again, so the columns are the same by their names.
pub(super) fn unify(table: &mut PrintedTable, piece: &mut PrintedTable, repeated: bool) {
    if table.xs.len() == piece.xs.len() && (repeated || same_places(table, piece)) {
        return;
    }
    let shift = piece.xs[0] - table.xs[0];
    let mut all = table.xs.clone();
    for x in piece.xs.iter().map(|x| x - shift) {
        if !all.iter().any(|a| (a - x).abs() < SAME_COLUMN) {
            all.push(x);
        }
    }
    all.sort_by(f32::total_cmp);
    remap(&mut table.rows, &table.xs, &all, 0.0);
    remap(&mut piece.rows, &piece.xs, &all, shift);
    table.xs = all;
}

fn same_places(table: &PrintedTable, piece: &PrintedTable) -> bool {
    let shift = piece.xs[0] - table.xs[0];
    table.xs.iter().zip(&piece.xs).all(|(a, b)| (a + shift - b).abs() < SAME_COLUMN)
}

/// Moves cells from the borders `from` (shifted) to the borders `to`.
fn remap(rows: &mut [PrintedRow], from: &[f32], to: &[f32], shift: f32) {
    let nearest = |x: f32| {
        let distance = |i: &usize| (to[*i] - x).abs();
        (0..to.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    };
    let map: Vec<usize> = from.iter().map(|x| nearest(x - shift)).collect();
    for cell in rows.iter_mut().flat_map(|r| &mut r.cells) {
        let (start, end) = (map[cell.col], map[cell.col + cell.cols]);
        (cell.col, cell.cols) = (start, end.saturating_sub(start).max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::GridKind;
    use crate::outline::Caption;
    use crate::place::Rect;

    fn table(xs: &[f32]) -> PrintedTable {
        PrintedTable {
            kind: GridKind::Ruled,
            caption: Caption::default(),
            heading: None,
            pages: vec![1],
            xs: xs.to_vec(),
            rows: Vec::new(),
            notes: Vec::new(),
            rect: Rect::default(),
            open_columns: 0,
            extended_pages: 0,
            extended_from: None,
        }
    }

    #[test]
    fn a_part_of_a_form_has_some_of_its_columns() {
        let whole = table(&[50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0, 450.0, 500.0]);
        for part in [&[50.0, 150.0, 350.0, 500.0][..], &[90.0, 140.0, 190.0, 240.0, 290.0, 340.0]] {
            assert!(fit_in_part(&whole, &table(part)) && fit_in_part(&table(part), &whole), "{part:?}");
        }
        for other in [&[50.0, 125.0, 350.0, 500.0][..], &[80.0, 155.0, 350.0, 505.0], &[50.0, 150.0, 500.0]] {
            assert!(!fit_in_part(&whole, &table(other)), "{other:?}");
        }
    }
}
