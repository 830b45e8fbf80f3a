//! A line of text.

use crate::place::Rect;

/// One line of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// The text; a gap wider than half an em became one space, a gap wider than [`WIDE_GAP`] em became a tab.
    pub text: String,
    /// The area it takes.
    pub rect: Rect,
    /// Height of the em square of most of its glyphs, points.
    pub size: f32,
}

/// A gap of this many em separates parts of a line that do not belong together (title and table number, label and unit).
pub const WIDE_GAP: f32 = 2.0;
