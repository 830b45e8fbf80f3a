//! What a page is laid out as: a sheet of lines and grids.

use super::joined::join_lines;
use super::line::Line;
use crate::place::Rect;
use std::borrow::Cow;

/// How a grid was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridKind {
    /// From rulings.
    Ruled,
    /// From the alignment of text.
    Aligned,
    /// The input itself has cells (tab-separated text).
    Native,
}

/// One cell of a grid, possibly spanning several rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// First row, 0-based.
    pub row: u16,
    /// First column, 0-based.
    pub col: u16,
    /// Number of rows it spans, at least 1.
    pub rows: u16,
    /// Number of columns it spans, at least 1.
    pub cols: u16,
    /// Its area.
    pub rect: Rect,
    /// The lines of text in it, top to bottom.
    pub lines: Vec<Line>,
    /// No ruling closes it at the top: it may have begun on the page before.
    pub open_above: bool,
    /// No ruling closes it at the bottom: it may go on on the next page.
    pub open_below: bool,
}

impl Cell {
    /// The text of the cell with wrapped lines joined.
    pub fn text(&self) -> Cow<'_, str> {
        join_lines(&self.lines, self.rect)
    }

    /// Whether nothing is printed in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A grid of cells on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// How it was found.
    pub kind: GridKind,
    /// The page it stands on, 1-based.
    pub page: u32,
    /// Its area.
    pub rect: Rect,
    /// Column borders from left to right, one more than there are columns.
    pub xs: Vec<f32>,
    /// Row borders from top to bottom, one more than there are rows.
    pub ys: Vec<f32>,
    /// The cells, by row, then column. Every lattice position belongs to at most one.
    pub cells: Vec<Cell>,
    /// No ruling closes the grid at the bottom: the page break cut it inside a row.
    pub open_below: bool,
    /// Number of leading columns without rulings, whose borders are only where text stands (merged cells that fill the page).
    pub open_columns: usize,
}

impl Grid {
    /// Number of rows.
    pub fn row_count(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Number of columns.
    pub fn col_count(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// For each lattice position (row-major) the index of the cell that covers it.
    pub fn owners(&self) -> Vec<Option<usize>> {
        let cols = self.col_count();
        let mut owners = vec![None; cols * self.row_count()];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.rows {
                for col in cell.col..cell.col + cell.cols {
                    if let Some(owner) = owners.get_mut(usize::from(row) * cols + usize::from(col)) {
                        *owner = Some(index);
                    }
                }
            }
        }
        owners
    }
}

/// A page as lines and grids.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Page number, 1-based.
    pub page: u32,
    /// Width in points (characters for text).
    pub width: f32,
    /// Height in points (lines for text).
    pub height: f32,
    /// Lines outside grids, top to bottom.
    pub lines: Vec<Line>,
    /// Grids, top to bottom.
    pub grids: Vec<Grid>,
    /// The page is a picture without text.
    pub is_scan: bool,
}
