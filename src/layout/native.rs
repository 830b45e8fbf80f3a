//! Plain text to sheets: pages end at form feeds, runs of tab-separated lines are grids, the rest are lines.
//!
//! One character is one point wide and one line one point high, so a place is a column and a line of the text. What is printed is
//! kept as printed: a row whose fields were shifted is told, never put right.

mod header;
mod pasted;
mod row;
mod runs;
mod shifted;

use self::row::{Field, Row};
use self::runs::{Item, items};
use super::{Cell, Grid, GridKind, Line, Sheet};
use crate::diagnostic::Diagnostic;
use crate::limits::{MAX_GRID_CELLS, MAX_LINE_CHARS, MAX_PAGES};
use crate::place::{Place, Rect};

/// Height of a character, points.
const SIZE: f32 = 1.0;

/// A line of the text on its page.
#[derive(Debug, Clone, Copy)]
struct Raw<'t> {
    /// Number on its page, 0-based.
    y: usize,
    text: &'t str,
}

/// Lays out a whole text.
pub fn lay_out_text(text: &str) -> (Vec<Sheet>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    // The form feed at the end of the last page begins no other.
    let text = text.trim_end_matches(['\u{c}', '\u{1a}']);
    let mut pages = text.split('\u{c}');
    let sheets = (1..).zip(pages.by_ref().take(MAX_PAGES)).map(|(number, page)| sheet(number, page, &mut diagnostics)).collect();
    let dropped = pages.count();
    if dropped > 0 {
        let message = format!("{dropped} pages beyond the limit of {MAX_PAGES} were dropped");
        diagnostics.push(Diagnostic::error("page.too_many", message));
    }
    (sheets, diagnostics)
}

fn sheet(number: u32, page: &str, diagnostics: &mut Vec<Diagnostic>) -> Sheet {
    let lines = raw_lines(page, number, diagnostics);
    let mut sheet = Sheet {
        page: number,
        width: lines.iter().map(|l| l.text.chars().count()).max().unwrap_or(0) as f32,
        height: lines.len() as f32,
        ..Sheet::default()
    };
    for item in items(&lines, number, diagnostics) {
        match item {
            Item::Line(raw) => sheet.lines.extend(pasted::lines(raw)),
            Item::Table(rows) => match grid(number, &rows, diagnostics) {
                Some(grid) => sheet.grids.push(grid),
                None => sheet.lines.extend(rows.iter().filter_map(|r| line(lines[r.y], 0))),
            },
        }
    }
    sheet.lines.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    sheet
}

/// The lines of a page. Line breaks are those of Windows, Unix and old Macs.
fn raw_lines<'t>(page: &'t str, number: u32, diagnostics: &mut Vec<Diagnostic>) -> Vec<Raw<'t>> {
    let breaks = if page.contains('\n') { '\n' } else { '\r' };
    let mut lines: Vec<Raw<'t>> =
        page.split(breaks).enumerate().map(|(y, text)| Raw { y, text: text.strip_suffix('\r').unwrap_or(text) }).collect();
    for line in &mut lines {
        if let Some((at, _)) = line.text.char_indices().nth(MAX_LINE_CHARS) {
            line.text = &line.text[..at];
            let message = format!("line {} is longer than {MAX_LINE_CHARS} characters and was cut", line.y + 1);
            let place = place(number, line.y, 0, MAX_LINE_CHARS);
            diagnostics.push(Diagnostic::error("page.over_limit", message).at(place));
        }
    }
    lines
}

/// Characters `from..to` of a line as a place.
fn place(page: u32, y: usize, from: usize, to: usize) -> Place {
    Place::on(page, area(y, from, to))
}

fn area(y: usize, from: usize, to: usize) -> Rect {
    Rect::new(from as f32, y as f32, to as f32, y as f32 + SIZE)
}

/// A line outside of grids, or the part of one that begins at a column, its tabs kept; `None` for a blank one.
fn line(raw: Raw<'_>, column: usize) -> Option<Line> {
    let start = raw.text.trim_start();
    let text = start.trim_end();
    let from = column + raw.text[..raw.text.len() - start.len()].chars().count();
    let rect = area(raw.y, from, from + text.chars().count());
    (!text.is_empty()).then(|| Line { text: text.to_owned(), rect, size: SIZE })
}

/// The grid of a run of rows; `None` when it is beyond the limits of a grid.
fn grid(page: u32, rows: &[Row<'_>], diagnostics: &mut Vec<Diagnostic>) -> Option<Grid> {
    let cols = rows.iter().map(Row::width).max()?;
    let (first, last) = (rows.first()?, rows.last()?);
    let right = rows.iter().filter_map(|r| r.fields.last()).map(Field::end).max()?;
    let rect = Rect::new(0.0, first.y as f32, right as f32, last.y as f32 + SIZE);
    let most = usize::from(u16::MAX);
    if rows.len() * cols > MAX_GRID_CELLS || rows.len() > most || cols > most {
        let message = format!("a table of {} rows and {cols} columns is beyond the limit; it is read as lines", rows.len());
        diagnostics.push(Diagnostic::error("page.over_limit", message).at(Place::on(page, rect)));
        return None;
    }
    let blocks = if header::is_form(rows) { header::form(rows, cols) } else { header::table(rows, cols) };
    shifted::tell(page, rows, cols, &blocks, diagnostics);
    let cells = blocks.cells.iter().map(|block| cell(rows, block)).collect();
    let mut ys: Vec<f32> = rows.iter().map(|r| r.y as f32).collect();
    ys.push(rect.y1);
    let xs = (0..=cols).map(|x| x as f32).collect();
    Some(Grid { kind: GridKind::Native, page, rect, xs, ys, cells, open_below: false, open_columns: 0 })
}

/// Its area is that of its characters, so that it can be found in the text; only the grid's borders are those of fields.
fn cell(rows: &[Row<'_>], block: &header::Block) -> Cell {
    let row = &rows[block.row];
    let (from, to) = (row.start_of(block.col), row.end_of(block.col + block.cols - 1));
    let bottom = &rows[block.row + block.rows - 1];
    let field = row.fields.get(block.col).filter(|f| !f.text.is_empty());
    let lines = field.map(|f| Line { text: f.text.to_owned(), rect: area(row.y, f.x, f.end()), size: SIZE });
    let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Cell {
        open_above: false,
        open_below: false,
        row: small(block.row),
        col: small(block.col),
        rows: small(block.rows),
        cols: small(block.cols),
        rect: Rect::new(from as f32, row.y as f32, to as f32, bottom.y as f32 + SIZE),
        lines: lines.into_iter().collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
