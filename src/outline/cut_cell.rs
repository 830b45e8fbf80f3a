//! Cells merged over rows that a page break cuts in two, their text printed behind the break: a name in the middle of its rows stands
//! where most of them are.

use super::table::{PrintedCell, PrintedTable};
use crate::grammar::is_amount_like;

/// A blank cell over fewer rows than this says nothing: many columns have blank cells of one row.
const MERGED: usize = 2;

/// Gives the last, blank cell of a column of `table` the text of the first cell behind the break. Nothing else can be meant by a blank
/// cell over several rows where every other one of its column has a text.
pub(super) fn name(table: &mut PrintedTable, piece: &mut PrintedTable) {
    let Some(first) = piece.rows.first_mut() else { return };
    for behind in first.cells.iter_mut().filter(|cell| !cell.text.is_empty() && !is_amount_like(&cell.text)) {
        if let Some(cell) = last_blank(table, behind) {
            cell.text = std::mem::take(&mut behind.text);
            (cell.page, cell.rect) = (behind.page, behind.rect);
            (cell.indent, cell.margin, cell.full) = (behind.indent, behind.margin, behind.full);
        }
    }
}

/// The last cell in the column of `behind`, where it is blank, merged, reaches the end of the page and is the only one like that.
fn last_blank<'t>(table: &'t mut PrintedTable, behind: &PrintedCell) -> Option<&'t mut PrintedCell> {
    let end = table.rows.len();
    let begins = |cell: &&mut PrintedCell| (cell.col, cell.cols) == (behind.col, behind.cols);
    let mut cells = table.rows.iter_mut().enumerate().flat_map(|(at, row)| row.cells.iter_mut().map(move |cell| (at, cell)));
    let is_blank = |cell: &PrintedCell| cell.text.is_empty() && cell.rows >= MERGED;
    let mut blank = cells.by_ref().filter(|(_, cell)| begins(cell) && is_blank(cell));
    let (at, cell) = blank.next()?;
    (blank.next().is_none() && at + cell.rows == end).then_some(cell)
}

#[cfg(test)]
mod tests {
    use super::super::table::PrintedRow;
    use super::*;
    use crate::layout::GridKind;

    /// Rows of a unit and a code; `rows` is over how many rows each unit goes.
    fn table(page: u32, rows: &[(&str, usize)]) -> PrintedTable {
        let mut all = Vec::new();
        for (unit, count) in rows {
            for line in 0..*count {
                let mut row = PrintedRow::of_texts(page, &[if line == 0 { unit } else { "" }, "2010101", "1.00"]);
                row.cells[0].rows = *count;
                if line > 0 {
                    row.cells.remove(0);
                }
                all.push(row);
            }
        }
        PrintedTable::of_rows(GridKind::Ruled, page, vec![0.0, 100.0, 200.0, 300.0], all)
    }

    fn units(above: &[(&str, usize)], below: &[(&str, usize)]) -> Vec<String> {
        let (mut above, mut below) = (table(1, above), table(2, below));
        name(&mut above, &mut below);
        let unit = |row: &PrintedRow| row.cells.first().filter(|cell| cell.col == 0).map(|cell| cell.text.clone());
        above.rows.iter().chain(&below.rows).filter_map(unit).collect()
    }

    #[test]
    fn a_name_behind_the_break_is_that_of_the_rows_above_it() {
        assert_eq!(units(&[("甲局", 3), ("", 2)], &[("乙所", 4)]), ["甲局", "乙所", ""]);
    }

    #[test]
    fn a_blank_cell_that_may_be_anything_stays_blank() {
        // One row, a cell like it above, and one that ends before the page does.
        assert_eq!(units(&[("甲局", 3), ("", 1)], &[("乙所", 4)]), ["甲局", "", "乙所"]);
        assert_eq!(units(&[("", 2), ("甲局", 3), ("", 2)], &[("乙所", 4)]), ["", "甲局", "", "乙所"]);
        assert_eq!(units(&[("", 2), ("甲局", 3)], &[("乙所", 4)]), ["", "甲局", "乙所"]);
    }
}
