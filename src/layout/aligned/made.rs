//! Small pages made in code, for tests.

use crate::layout::Grid;
use crate::page::{Glyph, Page, Rule, Turn};

/// A page under construction. Text is 10 points high; ideographs are 10 wide, all else 5.
pub(super) struct Sketch {
    /// The page.
    pub page: Page,
    run: u32,
}

impl Sketch {
    /// An empty page of A4.
    pub fn new() -> Self {
        Self { page: Page { number: 1, width: 595.0, height: 842.0, ..Page::default() }, run: 0 }
    }

    /// Draws text from `x` on in one operation.
    pub fn text(&mut self, x: f32, y: f32, text: &str) {
        self.run += 1;
        let (mut x, mut after_space) = (x, false);
        for ch in text.chars() {
            let advance = if ch.is_ascii() { 5.0 } else { 10.0 };
            if ch == ' ' {
                after_space = true;
            } else {
                let run = self.run;
                let glyph = Glyph { ch, turn: Turn::Upright, after_space, recovered: false, run, x, y, size: 10.0, advance };
                self.page.glyphs.push(glyph);
                after_space = false;
            }
            x += advance;
        }
    }

    /// Draws text that ends at `x`.
    pub fn right(&mut self, x: f32, y: f32, text: &str) {
        self.text(x - width(text), y, text);
    }

    /// Draws text around `x`.
    pub fn centre(&mut self, x: f32, y: f32, text: &str) {
        self.text(x - width(text) / 2.0, y, text);
    }

    /// Draws a horizontal rule.
    pub fn rule(&mut self, y: f32, from: f32, to: f32) {
        self.page.rules.push(Rule { vertical: false, at: y, from, to });
    }

    /// Right end of the last glyph.
    pub fn end(&self) -> f32 {
        self.page.glyphs.last().map_or(0.0, Glyph::end)
    }
}

fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum()
}

/// The cells of a grid, one string a row: `<` and `^` mark what a cell spans.
pub(super) fn drawn(grid: &Grid) -> Vec<String> {
    let (owners, cols) = (grid.owners(), grid.col_count());
    let text = |row: usize, col: usize| match owners[row * cols + col].map(|index| &grid.cells[index]) {
        None => "?".to_owned(),
        Some(cell) if usize::from(cell.col) < col => "<".to_owned(),
        Some(cell) if usize::from(cell.row) < row => "^".to_owned(),
        Some(cell) => cell.text().replace('\n', "/"),
    };
    (0..grid.row_count()).map(|row| (0..cols).map(|col| text(row, col)).collect::<Vec<_>>().join("|")).collect()
}
