//! Which rows are the header, and which of its empty fields belong to the field at their left or above.
//!
//! Text has no merged cells: `收入→→支出→` over `项目→预算数→项目→预算数` leaves the field behind 收入 empty. A header of ruled
//! tables has spans, and what reads headers reads spans, so they are put back here.

use super::row::Row;
use super::row::is_form_label;
use crate::codes::words::WORDS;

/// A rectangle of fields that is one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub row: usize,
    pub col: usize,
    pub rows: usize,
    pub cols: usize,
}

impl Block {
    fn one(row: usize, col: usize) -> Self {
        Self { row, col, rows: 1, cols: 1 }
    }

    fn end(&self) -> usize {
        self.col + self.cols
    }
}

/// All cells of a grid, by row, then column, and how many rows are its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blocks {
    pub cells: Vec<Block>,
    /// `None` for a form, which has none.
    pub header: Option<usize>,
}

/// The value of a form's row begins within so many fields of its label; further right stands a label of the right half.
const VALUE_WITHIN: usize = 2;
/// No header is higher.
const MOST_ROWS: usize = 6;

/// A performance form: a label and the name of the project, then labels and values.
pub(super) fn is_form(rows: &[Row<'_>]) -> bool {
    let Some(first) = rows.first() else { return false };
    let about = |row: &Row<'_>| row.filled().any(|(_, t)| WORDS.form.tells.iter().any(|w| t.contains(w)));
    is_form_label(first.text(0)) && first.filled().count() <= 2 && rows.iter().any(about)
}

/// The cells of a form. A label with one value fills its row, as in the form that people filled in; elsewhere an empty field may as
/// well be an empty value, so it stays one.
pub(super) fn form(rows: &[Row<'_>], cols: usize) -> Blocks {
    let mut cells = Vec::with_capacity(rows.len() * cols);
    for (index, row) in rows.iter().enumerate() {
        let filled: Vec<usize> = row.filled().map(|(col, _)| col).collect();
        if let [0, value @ 1..=VALUE_WITHIN] = filled[..] {
            cells.push(Block { row: index, col: 0, rows: 1, cols: value });
            cells.push(Block { row: index, col: value, rows: 1, cols: cols - value });
        } else {
            cells.extend((0..cols).map(|col| Block::one(index, col)));
        }
    }
    Blocks { cells, header: None }
}

/// The cells of a table: spans in the header, single fields below.
pub(super) fn table(rows: &[Row<'_>], cols: usize) -> Blocks {
    let mut cells = Vec::with_capacity(rows.len() * cols);
    let mut level: Vec<Block> = Vec::new();
    let mut height = 0;
    if rows.first().is_some_and(|r| !r.is_data()) {
        level = top(rows, cols);
        height = 1;
        while height < rows.len().min(MOST_ROWS) && !rows[height].is_data() && divides(&level, &rows[height]) {
            level = level.into_iter().flat_map(|group| below(rows, height, group, &mut cells)).collect();
            height += 1;
        }
    }
    cells.extend(level);
    cells.extend((height..rows.len()).flat_map(|row| (0..cols).map(move |col| Block::one(row, col))));
    cells.sort_by_key(|c| (c.row, c.col));
    Blocks { cells, header: Some(height) }
}

/// The groups of the first row.
fn top(rows: &[Row<'_>], cols: usize) -> Vec<Block> {
    groups(rows, 0, 0, cols)
}

/// Whether a row has headings of its own under some group.
fn divides(level: &[Block], row: &Row<'_>) -> bool {
    level.iter().any(|group| group.cols > 1 && (group.col..group.end()).filter(|col| row.is_filled(*col)).count() > 1)
}

/// What stands under a group in the header's row `row`: the group itself, one row higher, where nothing does.
fn below(rows: &[Row<'_>], row: usize, group: Block, done: &mut Vec<Block>) -> Vec<Block> {
    if (group.col..group.end()).any(|col| rows[row].is_filled(col)) {
        done.push(group);
        groups(rows, row, group.col, group.end())
    } else {
        vec![Block { rows: group.rows + 1, ..group }]
    }
}

/// Splits the columns `from..to` of a header's row: a heading reaches over the empty fields at its right below which something stands.
fn groups(rows: &[Row<'_>], row: usize, from: usize, to: usize) -> Vec<Block> {
    let used = |col: usize| rows[row + 1..].iter().any(|r| r.is_filled(col));
    let mut groups: Vec<Block> = Vec::new();
    let mut open = false;
    for col in from..to {
        let filled = rows[row].is_filled(col);
        match groups.last_mut() {
            Some(group) if !filled && open && used(col) => group.cols += 1,
            _ => {
                groups.push(Block::one(row, col));
                open = filled;
            }
        }
    }
    groups
}
