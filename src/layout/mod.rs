//! Stage 2, pages to sheets: lines of text and grids of cells, still without meaning.
//!
//! Rulings become edges, edges a lattice, the lattice cells; text goes into cells by where its baseline stands, never by font
//! boxes. Tables without rulings are found from alignment. Text that stands in no grid becomes lines.

mod aligned;
mod edges;
mod fill;
mod lattice;
pub mod native;
mod open_side;
mod spans;
mod text;

use crate::diagnostic::Diagnostic;
use crate::page::{Page, Unseen};
use crate::place::{Place, Rect};
use std::borrow::Cow;

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
        text::join_lines(&self.lines, self.rect)
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

/// Lays out one page.
pub fn lay_out(page: &Page) -> (Sheet, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let spans = spans::glyphs_to_spans(page);
    let lattices = edges::rules_to_lattices(page, &mut diagnostics);
    let (mut grids, mut rest) = fill::spans_to_cells(page, lattices, &spans, &mut diagnostics);
    open_side::extend(page, &mut grids, &mut rest);
    let lines = text::spans_to_lines(page, &rest);
    let (lines, aligned) = aligned::lines_to_grids(page, lines, &rest, &grids);
    grids.extend(aligned);
    grids.sort_by(|a, b| (a.rect.y0, a.rect.x0).partial_cmp(&(b.rect.y0, b.rect.x0)).unwrap_or(std::cmp::Ordering::Equal));
    set_aside(page, &mut diagnostics);
    let sheet = Sheet { page: page.number, width: page.width, height: page.height, lines, grids, is_scan: page.is_scan() };
    (sheet, diagnostics)
}

/// So many garbled characters on a page are no accident.
const GARBLED_GLYPHS: usize = 20;

/// Characters that a subset font without a map to Unicode is read as by its bare codes, and that Chinese text does not use.
fn is_garble(ch: char) -> bool {
    matches!(ch,
        '\u{A1}'..='\u{A6}' | '\u{A8}'..='\u{AF}' | '\u{B2}'..='\u{B6}' | '\u{B8}'..='\u{D6}' | '\u{D8}'..='\u{FF}'
        | 'ƒ' | 'ı' | 'Ł' | 'ł' | 'Œ' | 'œ' | '\u{2C6}'..='\u{2DD}' | '†' | '‡' | '‹' | '›' | '⁄' | 'ﬁ' | 'ﬂ')
}

/// Says what of a page did not become text.
fn set_aside(page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let place = Place::page(page.number);
    for hidden in &page.hidden {
        let (code, what) = match hidden.why {
            Unseen::Outside => ("page.outside", "outside the page or its clip"),
            Unseen::Covered => ("page.covered", "under something opaque that was drawn over them"),
            Unseen::Blended => ("page.blended", "in the colour of what lies behind them"),
            Unseen::Tiny => ("page.tiny", "too small to be read"),
            Unseen::Invisible => ("page.invisible", "drawn invisibly"),
        };
        let message = format!("{} characters {what} were set aside: the page does not show them", hidden.glyphs);
        let place = Place::on(page.number, hidden.rect);
        // What lies outside is the rest of a spreadsheet; what lies on the page was meant to be there, by someone.
        let diagnostic = if matches!(hidden.why, Unseen::Outside | Unseen::Invisible) {
            Diagnostic::info(code, message)
        } else {
            Diagnostic::warning(code, message)
        };
        diagnostics.push(diagnostic.at(place));
    }
    let aside = page.set_aside;
    if aside.skew > 0 {
        let message = format!("{} characters at an angle (a watermark) were set aside", aside.skew);
        diagnostics.push(Diagnostic::info("page.skew", message).at(place));
    }
    if aside.unknown > 0 {
        let message = format!("{} characters could not be read: their font does not say what they are", aside.unknown);
        diagnostics.push(Diagnostic::error("page.unknown_character", message).at(place));
    }
    if aside.over_limit > 0 {
        let message = format!("{} glyphs and rulings beyond the limits of a page were dropped", aside.over_limit);
        diagnostics.push(Diagnostic::error("page.over_limit", message).at(place));
    }
    let garbled = page.glyphs.iter().filter(|g| is_garble(g.ch)).count();
    if garbled >= GARBLED_GLYPHS && garbled * 10 >= page.glyphs.len() {
        let message = format!("{garbled} characters are accents and marks that no disclosure prints: a font lies about its text");
        diagnostics.push(Diagnostic::error("page.garbled", message).at(place));
    }
    let recovered = page.glyphs.iter().filter(|g| g.recovered).count();
    if recovered > 0 {
        let message = format!("{recovered} characters were recovered from their fonts");
        diagnostics.push(Diagnostic::info("page.recovered", message).at(place));
    }
    if page.is_scan() {
        let message = "the page is a picture without text: it needs character recognition";
        diagnostics.push(Diagnostic::warning("page.scan", message).at(place));
    }
}
