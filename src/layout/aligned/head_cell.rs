//! A cell of the header and the columns it stands over.

use super::piece::Piece;

/// A cell of the header.
#[derive(Debug, Clone)]
pub(super) struct HeadCell<'r> {
    /// Its pieces, top to bottom.
    pub pieces: Vec<&'r Piece>,
    /// Left end of its text.
    pub x0: f32,
    /// Right end of its text.
    pub x1: f32,
    /// Top of its text.
    pub top: f32,
    /// Last baseline.
    pub bottom: f32,
    /// First column.
    pub from: usize,
    /// Column after the last one; equal to `from` as long as no column is known.
    pub to: usize,
    /// First header row.
    pub level: usize,
    /// Number of header rows.
    pub rows: usize,
}

impl<'r> HeadCell<'r> {
    pub fn of(piece: &'r Piece) -> Self {
        let (x0, x1, top, bottom) = (piece.x0, piece.x1, piece.top(), piece.y);
        Self { pieces: vec![piece], x0, x1, top, bottom, from: 0, to: 0, level: 0, rows: 1 }
    }

    /// Middle between its ends.
    pub fn centre(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Middle between top and last baseline.
    pub fn height(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    pub fn size(&self) -> f32 {
        self.pieces[0].size
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1
    }
}
