//! Text beside a ruled grid that belongs to it: cells merged over so many rows that the page shows none of their rulings.
//!
//! 北京's performance tables merge project, amount and goal over all indicator rows; where such a cell fills a whole page, its
//! rulings are on the pages before and after, and only the indicator columns are ruled. The text to the left of the ruled part, at
//! its height, is put into columns of its own, each one cell high as the grid.

use super::fill::cell_text;
use super::sheet::{Cell, Grid};
use super::spans::Span;
use crate::page::Page;
use crate::place::Rect;

/// The nearest text must stand within this many points of the grid's left border.
const NEAR: f32 = 60.0;
/// Texts nearer than this (points) stand in one column.
const SAME_COLUMN: f32 = 2.0;
/// Fewer lines beside a grid are a label or a note.
const FEWEST_LINES: usize = 6;
/// Text may stand this many points above or below the ruled part: lines cut by the page edge.
const BEYOND: f32 = 14.0;

/// Adds the columns of merged cells without rulings to the left of each grid. Takes their spans out of `rest`.
pub(super) fn extend(page: &Page, grids: &mut [Grid], rest: &mut Vec<Span>) {
    for grid in grids.iter_mut().filter(|g| g.row_count() >= 3) {
        let area = Rect::new(0.0, grid.rect.y0 - BEYOND, grid.rect.x0 + SAME_COLUMN, grid.rect.y1 + BEYOND);
        let beside = |s: &Span| s.x1 <= area.x1 && s.middle() >= area.y0 && s.middle() <= area.y1;
        let mut spans: Vec<Span> = rest.iter().copied().filter(|s| beside(s)).collect();
        let nearest = spans.iter().map(|s| grid.rect.x0 - s.x1).fold(f32::MAX, f32::min);
        if spans.len() < FEWEST_LINES || nearest > NEAR {
            continue;
        }
        rest.retain(|s| !beside(s));
        spans.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        add_columns(page, grid, &columns(&spans));
    }
}

/// Spans by column: those whose horizontal extents touch.
fn columns(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut columns: Vec<Vec<Span>> = Vec::new();
    let mut end = f32::MIN;
    for span in spans {
        match columns.last_mut() {
            Some(column) if span.x0 < end + SAME_COLUMN => column.push(*span),
            _ => columns.push(vec![*span]),
        }
        end = end.max(span.x1);
    }
    columns
}

fn add_columns(page: &Page, grid: &mut Grid, columns: &[Vec<Span>]) {
    let count = columns.len();
    let lefts: Vec<f32> = columns.iter().map(|c| c.iter().map(|s| s.x0).fold(f32::MAX, f32::min) - 1.0).collect();
    let rows = u16::try_from(grid.row_count()).unwrap_or(u16::MAX);
    let shift = u16::try_from(count).unwrap_or(0);
    for cell in &mut grid.cells {
        cell.col += shift;
    }
    let edge = grid.rect.x0;
    for (index, spans) in columns.iter().enumerate() {
        let right = lefts.get(index + 1).copied().unwrap_or(edge);
        let rect = Rect::new(lefts[index], grid.rect.y0, right, grid.rect.y1);
        let col = u16::try_from(index).unwrap_or(0);
        grid.cells.push(Cell {
            row: 0,
            col,
            rows,
            cols: 1,
            rect,
            lines: cell_text(page, spans),
            open_above: true,
            open_below: true,
        });
    }
    grid.cells.sort_by_key(|c| (c.row, c.col));
    grid.xs.splice(0..0, lefts.iter().copied());
    grid.rect.x0 = lefts[0];
    grid.open_columns = count;
}
