//! A table as printed, put together from the grids of one or more pages on one set of columns.

use super::caption::Caption;
use crate::layout::{Grid, GridKind};
use crate::place::{Place, Rect};

/// A cell of a printed table, in the row in which it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedCell {
    /// First lattice column, 0-based.
    pub col: usize,
    /// Number of lattice columns.
    pub cols: usize,
    /// Number of rows it spans on its page.
    pub rows: usize,
    /// The text, wrapped lines joined.
    pub text: String,
    /// Page, 1-based: that of the row, but where its columns were printed on a sheet of their own.
    pub page: u32,
    /// Its area on that page.
    pub rect: Rect,
    /// How far the first line of the text is set in from the left border of the cell, points.
    pub indent: f32,
    /// How far the widest line of the text ends before the right border of the cell, points.
    pub margin: f32,
    /// The last line fills the width of the cell: the text may go on elsewhere.
    pub full: bool,
    /// No line has room for one more digit: the number in it may go on elsewhere.
    pub packed: bool,
}

impl PrintedCell {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::on(self.page, self.rect)
    }
}

/// A row of a printed table.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedRow {
    /// Page, 1-based.
    pub page: u32,
    /// Cells that begin in this row, by column.
    pub cells: Vec<PrintedCell>,
}

impl PrintedRow {
    /// Whether no cell holds text.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.text.is_empty())
    }

    /// The cells that hold text.
    pub fn filled(&self) -> impl Iterator<Item = &PrintedCell> {
        self.cells.iter().filter(|c| !c.text.is_empty())
    }
}

/// A table as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedTable {
    /// How its cells were found.
    pub kind: GridKind,
    /// What stands above it.
    pub caption: Caption,
    /// The heading of the running text under which it stands.
    pub heading: Option<String>,
    /// That heading can stand for a title.
    pub is_headed: bool,
    /// Pages on which its first columns stand.
    pub pages: Vec<u32>,
    /// Borders of the lattice columns, one more than there are columns (points on the first page).
    pub xs: Vec<f32>,
    /// Rows of all pages; repeated headers are dropped.
    pub rows: Vec<PrintedRow>,
    /// Notes below or inside it (注：…).
    pub notes: Vec<String>,
    /// Area on the first page.
    pub rect: Rect,
    /// Number of leading columns of the last piece whose borders are not ruled.
    pub open_columns: usize,
    /// Columns that were printed on pages of their own and have been joined to the right of the others.
    pub further: Vec<Strip>,
}

/// Columns of a table that have pages of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// Lattice column at which they begin.
    pub from: usize,
    /// One page for each of the first pages of the table.
    pub pages: Vec<u32>,
}

impl PrintedTable {
    /// Pages it stands on, also those of its further columns.
    pub fn all_pages(&self) -> Vec<u32> {
        let mut pages: Vec<u32> = self.pages.iter().chain(self.further.iter().flat_map(|strip| &strip.pages)).copied().collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }
}

/// The rows of one grid.
pub(super) fn rows_of(grid: &Grid) -> Vec<PrintedRow> {
    let mut rows: Vec<PrintedRow> = (0..grid.row_count()).map(|_| PrintedRow { page: grid.page, cells: Vec::new() }).collect();
    for cell in &grid.cells {
        let text = cell.text().trim().to_owned();
        // A field of a text never wraps, however closely its area fits.
        let wraps = grid.kind != GridKind::Native;
        let full = wraps && cell.lines.last().is_some_and(|l| cell.rect.x1 - l.rect.x1 < 1.6 * l.size);
        // Word's paddings are 5.4 points each, a digit is half an em wide.
        let packed = wraps && cell.lines.iter().any(|l| cell.rect.width() - l.rect.width() < 11.5 + 0.6 * l.size);
        rows[usize::from(cell.row)].cells.push(PrintedCell {
            col: usize::from(cell.col),
            cols: usize::from(cell.cols),
            rows: usize::from(cell.rows),
            text,
            page: grid.page,
            rect: cell.rect,
            indent: cell.lines.first().map_or(f32::MAX, |l| l.rect.x0 - cell.rect.x0),
            margin: cell.lines.iter().map(|l| cell.rect.x1 - l.rect.x1).fold(f32::MAX, f32::min),
            full,
            packed,
        });
    }
    for row in &mut rows {
        row.cells.sort_by_key(|c| c.col);
    }
    rows
}

#[cfg(test)]
impl PrintedTable {
    /// A table of nothing but rows on one page, for tests.
    pub(super) fn of_rows(kind: GridKind, page: u32, xs: Vec<f32>, rows: Vec<PrintedRow>) -> Self {
        let (caption, rect) = (Caption::default(), Rect::default());
        let (heading, notes, further) = (None, Vec::new(), Vec::new());
        Self { kind, caption, heading, is_headed: false, pages: vec![page], xs, rows, notes, rect, open_columns: 0, further }
    }
}

#[cfg(test)]
impl PrintedRow {
    /// A row of single cells, for tests.
    pub(super) fn of_texts(page: u32, texts: &[&str]) -> Self {
        let cell = |(col, text): (usize, &&str)| PrintedCell {
            col,
            cols: 1,
            rows: 1,
            text: (*text).to_owned(),
            page,
            rect: Rect::default(),
            indent: 0.0,
            margin: 0.0,
            full: false,
            packed: false,
        };
        Self { page, cells: texts.iter().enumerate().map(cell).collect() }
    }
}
