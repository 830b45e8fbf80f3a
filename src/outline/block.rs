//! Lines and grids of a page in one order.

use crate::layout::{Grid, Line, Sheet};

/// A line or a grid, in reading order within its page.
#[derive(Debug, Clone)]
pub(super) enum Block {
    Line(Line),
    Grid(Grid),
}

/// Lines and grids of a sheet from top to bottom.
pub(super) fn blocks(sheet: Sheet) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(sheet.lines.len() + sheet.grids.len());
    let mut grids = sheet.grids.into_iter().peekable();
    for line in sheet.lines {
        while let Some(grid) = grids.next_if(|g| g.rect.y0 < line.rect.y0) {
            blocks.push(Block::Grid(grid));
        }
        blocks.push(Block::Line(line));
    }
    blocks.extend(grids.map(Block::Grid));
    blocks
}
