//! Pieces of lines to boxes: the text of one cell, its wrapped lines together.

use super::super::block::Row;
use super::super::piece::Piece;
use crate::codes::form_labels::{Label, labels};
use crate::layout::edges::Edge;

/// Lines of one cell are nearer to each other than this (em).
const LEADING: f32 = 1.48;
/// Lines of one cell begin or are centred at places that differ by less than this (em).
const ALIGNED: f32 = 0.6;

/// Lines of a label of one or two characters each leave at most this (em) between them.
const UPRIGHT: f32 = 1.0;
/// Such a line is at most this wide, em.
const MOST_WIDE: f32 = 2.2;

/// The text of one cell.
#[derive(Debug, Clone)]
pub(super) struct TextBox {
    pub x0: f32,
    pub x1: f32,
    pub top: f32,
    pub bottom: f32,
    pub size: f32,
    /// Its lines joined.
    pub text: String,
    last: f32,
}

impl TextBox {
    fn of(piece: &Piece) -> Self {
        Self {
            x0: piece.x0,
            x1: piece.x1,
            top: piece.top(),
            bottom: piece.y + 0.15 * piece.size,
            size: piece.size,
            text: piece.text.clone(),
            last: piece.y,
        }
    }

    /// Middle between top and bottom.
    pub fn middle(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }

    /// Middle between left and right.
    pub fn centre(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// What it means as a label of forms.
    pub fn labels(&self) -> Vec<&'static Label> {
        labels(&self.text)
    }

    /// Whether a piece is the next line of the cell.
    fn goes_on(&self, piece: &Piece, rules: &[Edge]) -> bool {
        let size = self.size.min(piece.size).max(0.1);
        let step = piece.y - self.last;
        let centre = (piece.x0 + piece.x1) / 2.0;
        let aligned = (piece.x0 - self.x0).abs() < ALIGNED * size || (centre - self.centre()).abs() < ALIGNED * size;
        let ruled = || rules.iter().any(|r| self.last < r.at && r.at < piece.y && r.from <= centre && centre <= r.to);
        (self.size - piece.size).abs() < 0.15 * size && step > 0.5 * size && step < LEADING * size && aligned && !ruled()
    }

    fn take(&mut self, piece: &Piece) {
        self.x0 = self.x0.min(piece.x0);
        self.x1 = self.x1.max(piece.x1);
        self.bottom = piece.y + 0.15 * piece.size;
        self.last = piece.y;
        self.text.push_str(&piece.text);
    }
}

/// The boxes of some lines, from top to bottom by their first line.
pub(super) fn boxes(rows: &[Row], rules: &[Edge]) -> Vec<TextBox> {
    let mut boxes: Vec<TextBox> = Vec::new();
    // Boxes that the next line may go on with.
    let mut open: Vec<usize> = Vec::new();
    for row in rows {
        open.retain(|&i| row.y - boxes[i].last < LEADING * boxes[i].size);
        for piece in &row.pieces {
            match open.iter().copied().find(|&i| boxes[i].goes_on(piece, rules)) {
                Some(index) => boxes[index].take(piece),
                None => {
                    open.push(boxes.len());
                    boxes.push(TextBox::of(piece));
                }
            }
        }
    }
    join_upright(boxes)
}

/// Joins labels set one character a line (年/度/目/标), whose lines may stand as far apart as rows.
fn join_upright(boxes: Vec<TextBox>) -> Vec<TextBox> {
    let mut taken = vec![false; boxes.len()];
    let mut joined = Vec::with_capacity(boxes.len());
    for (start, first) in boxes.iter().enumerate() {
        if taken[start] {
            continue;
        }
        if !first.labels().is_empty() {
            joined.push(first.clone());
            continue;
        }
        let mut chain = first.clone();
        let mut members = Vec::new();
        let mut best: Option<(TextBox, usize)> = None;
        for (index, next) in boxes.iter().enumerate().skip(start + 1) {
            if next.top - chain.bottom > UPRIGHT * chain.size || first.x1 - first.x0 > first.size * MOST_WIDE {
                break;
            }
            let below = next.top > chain.bottom - 0.3 * chain.size;
            let narrow = next.x1 - next.x0 <= next.size * MOST_WIDE;
            if taken[index] || !below || !narrow || (next.centre() - chain.centre()).abs() > ALIGNED * chain.size {
                continue;
            }
            chain.text.push_str(&next.text);
            (chain.bottom, chain.last) = (next.bottom, next.last);
            members.push(index);
            if chain.text.chars().count() > 2 && !chain.labels().is_empty() {
                best = Some((chain.clone(), members.len()));
            }
        }
        match best {
            Some((label, count)) => {
                members[..count].iter().for_each(|i| taken[*i] = true);
                joined.push(label);
            }
            None => joined.push(first.clone()),
        }
    }
    joined
}
