//! Brings the columns of two pages of one table together.

use super::table::{PrintedRow, PrintedTable};
use crate::grammar::amount;
use crate::layout::GridKind;

/// Borders of two pages nearer than this (points) are the same column.
const SAME_COLUMN: f32 = 6.0;
/// Word shifts a table sideways from page to page by up to this (points), but does not change its columns.
const SHIFT: f32 = 40.0;
/// Fewer columns than this are no page of a table by their places alone.
const FEWEST_UNDER: usize = 3;
/// So many columns of the same widths are no chance.
const FEWEST_FIRST: usize = 4;
/// Cells with words at the head of a column of amounts at most.
const HEADING: usize = 3;

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

/// Whether the borders of one are all among those of the other: the head of a form alone at the foot of a page has few columns, the
/// rows behind the break may lack the last, empty ones and then stand elsewhere, or the first, of which a merged cell shows no ruling.
pub(super) fn fit_in_part(table: &PrintedTable, piece: &PrintedTable) -> bool {
    shift_in_part(table, piece).is_some()
}

/// How far (points) `piece` stands to the right of `table`, if the borders of one are all among those of the other: counted from the
/// left, or else from the right.
fn shift_in_part(table: &PrintedTable, piece: &PrintedTable) -> Option<f32> {
    let (few, many, sign) =
        if table.xs.len() <= piece.xs.len() { (&table.xs, &piece.xs, 1.0) } else { (&piece.xs, &table.xs, -1.0) };
    let shifts = [few.first().zip(many.first()), few.last().zip(many.last())].map(|ends| ends.map(|(a, b)| b - a));
    let fits = |shift: &f32| few.iter().all(|x| many.iter().any(|m| (x + shift - m).abs() < SAME_COLUMN));
    shifts.into_iter().flatten().find(|shift| few.len() > 3 && fits(shift)).map(|shift| sign * shift)
}

fn ruled_part_fits(table: &PrintedTable, piece: &PrintedTable) -> bool {
    let ruled = &piece.xs[piece.open_columns..];
    let same = |x: &f32| table.xs.iter().any(|t| (t - x).abs() < SAME_COLUMN);
    let ends = table.xs.last().zip(ruled.last()).is_some_and(|(a, b)| (a - b).abs() < SAME_COLUMN);
    ends && ruled.len() >= 4 && ruled.iter().all(same) && piece.xs[0] > table.xs[0] - SAME_COLUMN
}

/// Whether the columns of a page are the first ones of its table, wherever it is set: the last ones hold nothing and are not drawn.
pub(super) fn begin(table: &PrintedTable, piece: &PrintedTable) -> bool {
    let (Some(a), Some(b)) = (table.xs.first(), piece.xs.first()) else { return false };
    let same = |(x, y): (&f32, &f32)| ((x - a) - (y - b)).abs() < SAME_COLUMN;
    piece.xs.len() < table.xs.len() && piece.xs.len() > FEWEST_FIRST && table.xs.iter().zip(&piece.xs).all(same)
}

/// Where the columns of a page without rulings stand in those of its table, whose heads they lack: each goes to the column that holds
/// most of its text. The page may be set where it is, or with its left end below that of the table; `None` where neither fits, or both
/// do and differ.
pub(super) fn under(table: &PrintedTable, piece: &PrintedTable) -> Option<Vec<usize>> {
    if table.kind != GridKind::Aligned || piece.kind != GridKind::Aligned {
        return None;
    }
    let columns: Vec<Text> = (0..piece.xs.len() - 1).map(|at| Text::of(&piece.rows, at)).collect();
    let above: Vec<Text> = (0..table.xs.len() - 1).map(|at| Text::of(&table.rows, at)).collect();
    let left = piece.xs[0] - table.xs[0];
    let map = |shift: f32| map_columns(&columns, &above, &table.xs, shift).filter(|map| !meet(&piece.rows, map));
    match (map(0.0), map(left)) {
        (Some(here), Some(other)) if here != other => None,
        (here, other) => here.or(other),
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Copy)]
struct Text {
    /// Its left and right end (points), `None` for an empty column.
    ends: Option<(f32, f32)>,
    amounts: usize,
    words: usize,
}

impl Text {
    fn of(rows: &[PrintedRow], column: usize) -> Self {
        let mut text = Self { ends: None, amounts: 0, words: 0 };
        for cell in rows.iter().flat_map(PrintedRow::filled).filter(|c| c.col == column && c.cols == 1) {
            let (x0, x1) = text.ends.unwrap_or((f32::MAX, f32::MIN));
            text.ends = Some((x0.min(cell.rect.x0 + cell.indent), x1.max(cell.rect.x1 - cell.margin)));
            text.amounts += usize::from(amount::is_amount_like(&cell.text));
            text.words += usize::from(cell.text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
        }
        text
    }

    /// Whether amounts of one never stand below names of the other.
    fn agrees(&self, above: &Self) -> bool {
        // Of the columns above, the words may be the heading alone.
        !(self.amounts > 0 && above.words > HEADING && above.amounts == 0 || self.words > self.amounts && above.amounts > 0)
    }
}

/// The columns of a table below which others stand, moved to the left by `shift`.
fn map_columns(columns: &[Text], above: &[Text], xs: &[f32], shift: f32) -> Option<Vec<usize>> {
    let inside = |at: usize, (x0, x1): (f32, f32)| (x1 - shift).min(xs[at + 1]) - (x0 - shift).max(xs[at]);
    let column = |text: &Text| {
        let ends = text.ends?;
        let best = (0..above.len()).max_by(|a, b| inside(*a, ends).total_cmp(&inside(*b, ends)))?;
        (inside(best, ends) * 2.0 > ends.1 - ends.0 && text.agrees(&above[best])).then_some(best)
    };
    let mut map: Vec<usize> = Vec::with_capacity(columns.len());
    for text in columns {
        let least = map.last().copied().unwrap_or(0);
        map.push(if text.ends.is_none() { least } else { column(text).filter(|at| *at >= least)? });
    }
    (map.len() >= FEWEST_UNDER).then_some(map)
}

/// Whether two texts of one row would come into one column.
fn meet(rows: &[PrintedRow], map: &[usize]) -> bool {
    rows.iter().any(|row| {
        let at: Vec<usize> = row.filled().map(|c| map[c.col]).collect();
        at.windows(2).any(|pair| pair[0] == pair[1])
    })
}

/// Puts the columns of a piece that are not ruled where the table has them: beside ruled ones each text goes to the column in which it
/// begins, else to the one that holds most of it.
pub(super) fn settle(table: &PrintedTable, piece: &mut PrintedTable) {
    let open = std::mem::take(&mut piece.open_columns);
    if open == 0 {
        return settle_under(table, piece);
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

fn settle_under(table: &PrintedTable, piece: &mut PrintedTable) {
    if fit(table, piece) && table.xs.len() == piece.xs.len() {
        return;
    }
    let Some(map) = under(table, piece) else { return };
    for cell in piece.rows.iter_mut().flat_map(|r| &mut r.cells) {
        let (start, end) = (map[cell.col], map[cell.col + cell.cols - 1]);
        (cell.col, cell.cols) = (start, end - start + 1);
    }
    // Of the cells that came together, those without text go.
    for row in &mut piece.rows {
        let taken: Vec<usize> = row.filled().map(|c| c.col).collect();
        let mut last = None;
        row.cells.retain(|c| {
            let keep = !c.text.is_empty() || !taken.contains(&c.col) && last != Some(c.col);
            last = Some(c.col);
            keep
        });
    }
    piece.xs.clone_from(&table.xs);
}

/// Brings both on one set of borders. `repeated` says that the header came again, so the columns are the same by their names.
pub(super) fn unify(table: &mut PrintedTable, piece: &mut PrintedTable, repeated: bool) {
    // Borders that no ruling shows stand where text begins and ends on a page: as many of them are the same ones.
    let unruled = || table.kind == GridKind::Aligned && piece.kind == GridKind::Aligned;
    if table.xs.len() == piece.xs.len() && (repeated || unruled() || same_places(table, piece)) {
        return;
    }
    let shift = shift_in_part(table, piece).filter(|_| !fit(table, piece)).unwrap_or(piece.xs[0] - table.xs[0]);
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
    use crate::outline::table::PrintedCell;
    use crate::place::Rect;

    fn table(xs: &[f32]) -> PrintedTable {
        PrintedTable::of_rows(GridKind::Ruled, 1, xs.to_vec(), Vec::new())
    }

    #[test]
    fn borders_without_rulings_are_the_same_where_they_are_as_many() {
        let aligned = |xs: &[f32]| PrintedTable { kind: GridKind::Aligned, ..table(xs) };
        let (mut above, mut piece) = (aligned(&[55.0, 180.0, 290.0, 420.0, 540.0]), aligned(&[55.0, 120.0, 290.0, 420.0, 540.0]));
        piece.rows = vec![PrintedRow::of_texts(2, &["收入总计", "5812.50", "支出总计", "5812.50"])];
        unify(&mut above, &mut piece, false);
        assert_eq!(above.xs.len(), 5);
        assert_eq!(piece.rows[0].cells.iter().map(|cell| cell.col).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }

    #[test]
    fn a_page_may_leave_out_the_last_columns() {
        let whole = table(&[50.0, 90.0, 150.0, 200.0, 250.0, 330.0, 350.0]);
        assert!(begin(&whole, &table(&[150.0, 190.0, 250.0, 300.0, 350.0])));
        for other in
            [&[150.0, 190.0, 250.0, 300.0][..], &[150.0, 190.0, 250.0, 300.0, 370.0], &[50.0, 150.0, 200.0, 250.0, 350.0]]
        {
            assert!(!begin(&whole, &table(other)), "{other:?}");
        }
    }

    /// A table without rulings, of cells `(column, text, left end, right end)` in columns 100 points wide.
    fn unruled(columns: usize, left: f32, rows: &[&[(usize, &str, f32, f32)]]) -> PrintedTable {
        let xs: Vec<f32> = (0..=columns).map(|at| left + 100.0 * at as f32).collect();
        let cell = |&(col, text, x0, x1): &(usize, &str, f32, f32)| {
            let rect = Rect::new(xs[col], 0.0, xs[col + 1], 10.0);
            let (indent, margin) = (x0 - rect.x0, rect.x1 - x1);
            PrintedCell {
                col,
                cols: 1,
                rows: 1,
                text: text.to_owned(),
                page: 1,
                rect,
                indent,
                margin,
                full: false,
                packed: false,
            }
        };
        let rows = rows.iter().map(|row| PrintedRow { page: 1, cells: row.iter().map(cell).collect() }).collect();
        PrintedTable { kind: GridKind::Aligned, rows, ..table(&xs) }
    }

    #[test]
    fn columns_without_rulings_stand_under_those_of_the_page_before() {
        let head: &[(usize, &str, f32, f32)] = &[
            (0, "科目编码", 5.0, 45.0),
            (1, "科目名称", 120.0, 180.0),
            (2, "合计", 230.0, 270.0),
            (3, "基本支出", 320.0, 380.0),
            (4, "项目支出", 420.0, 480.0),
        ];
        let row: &[(usize, &str, f32, f32)] =
            &[(0, "20101", 5.0, 35.0), (1, "人大事务", 105.0, 150.0), (2, "5.00", 270.0, 295.0), (4, "5.00", 470.0, 495.0)];
        let whole = unruled(5, 0.0, &[head, row]);
        // 基本支出 holds nothing on this page.
        let next: &[(usize, &str, f32, f32)] =
            &[(0, "20103", 5.0, 35.0), (1, "政府办公厅", 105.0, 160.0), (2, "6.00", 270.0, 295.0), (3, "6.00", 470.0, 495.0)];
        let mut piece = unruled(4, 0.0, &[next]);
        piece.xs = vec![0.0, 100.0, 200.0, 310.0, 500.0];
        for cell in &mut piece.rows[0].cells {
            cell.rect = Rect::new(piece.xs[cell.col], 0.0, piece.xs[cell.col + 1], 10.0);
            (cell.indent, cell.margin) = (next[cell.col].2 - cell.rect.x0, cell.rect.x1 - next[cell.col].3);
        }
        assert_eq!(under(&whole, &piece), Some(vec![0, 1, 2, 4]));
        settle(&whole, &mut piece);
        assert_eq!(piece.rows[0].cells.iter().map(|c| c.col).collect::<Vec<_>>(), [0, 1, 2, 4]);
        assert_eq!(piece.xs, whole.xs);
        // Amounts never stand below names.
        let other: &[(usize, &str, f32, f32)] =
            &[(0, "5.00", 10.0, 35.0), (1, "6.00", 105.0, 160.0), (2, "政府办公厅", 210.0, 290.0)];
        assert_eq!(under(&whole, &unruled(3, 0.0, &[other])), None);
    }

    #[test]
    fn a_part_of_a_form_has_some_of_its_columns() {
        let whole = table(&[50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0, 450.0, 500.0]);
        for part in [&[50.0, 150.0, 350.0, 500.0][..], &[90.0, 140.0, 190.0, 240.0, 290.0, 340.0], &[150.0, 250.0, 400.0, 500.0]]
        {
            assert!(fit_in_part(&whole, &table(part)) && fit_in_part(&table(part), &whole), "{part:?}");
        }
        for other in [&[50.0, 125.0, 350.0, 500.0][..], &[80.0, 155.0, 350.0, 505.0], &[50.0, 150.0, 500.0]] {
            assert!(!fit_in_part(&whole, &table(other)), "{other:?}");
        }
    }
}
