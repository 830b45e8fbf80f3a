//! Columns of merged cells, followed down a page: where something new begins, and where a cell goes on over the edge of the page.

use crate::outline::PrintedCell;

/// Where a row stands in a column of merged cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    /// A cell begins: with text, over several rows, or blank in one row.
    Begins { marked: bool },
    /// A cell that began above covers it.
    #[default]
    Covered,
    /// No cell: it goes on over the edge of the page, where no rule closes it.
    Open,
}

/// A column of merged cells, followed down a page.
#[derive(Debug, Default)]
pub(super) struct Track {
    pub state: State,
    /// Rows that the last cell still covers.
    left: usize,
}

impl Track {
    pub fn row(&mut self, cell: Option<&PrintedCell>, cut: bool) {
        if cut {
            self.left = 0;
        }
        self.state = match cell {
            Some(cell) => {
                self.left = cell.rows;
                State::Begins { marked: begins(cell) }
            }
            None if self.left > 0 => State::Covered,
            None => State::Open,
        };
        self.left = self.left.saturating_sub(1);
    }

    /// Whether something new begins in this row of the page, which followed a row in state `was`.
    pub fn begins(&self, was: State) -> bool {
        match self.state {
            State::Begins { marked } => marked,
            State::Covered => false,
            State::Open => was != State::Open,
        }
    }
}

/// Whether a cell is the head of something, not a blank one left of the second line of an entry.
pub(super) fn begins(cell: &PrintedCell) -> bool {
    !cell.text.is_empty() || cell.rows > 1
}
