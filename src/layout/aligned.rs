//! Tables without rulings, from the alignment of their text.

use super::spans::Span;
use super::{Grid, Line};
use crate::page::Page;

/// Finds tables among lines that stand in no ruled grid. Returns the lines that are left, and the grids.
pub(super) fn lines_to_grids(_page: &Page, lines: Vec<Line>, _spans: &[Span], _ruled: &[Grid]) -> (Vec<Line>, Vec<Grid>) {
    (lines, Vec::new())
}
