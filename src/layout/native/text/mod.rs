//! Plain text to sheets: pages end at form feeds, runs of tab-separated lines are grids, the rest are lines.
//!
//! One character is one point wide and one line one point high, so a place is a column and a line of the text. What is printed is
//! kept as printed: a row whose fields were shifted is told, never put right.

mod aligned;
mod crawled;
mod fields;
mod header;
mod lost;
mod marked;
mod pasted;
mod raw;
mod row;
mod runs;
mod shifted;

use self::raw::{SIZE, area, line, raw_lines};
use self::row::{Field, Row};
use self::runs::{Item, items};
use crate::diagnostic::Diagnostic;
use crate::layout::line::Line;
use crate::layout::sheet::{Cell, Grid, GridKind, Sheet};
use crate::limits::{MAX_GRID_CELLS, MAX_PAGES};
use crate::place::{Place, Rect};

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
    let page = fields::with_tabs(page);
    let lines = raw_lines(&page, number, diagnostics);
    let crawled = crawled::of(&lines);
    let mut sheet = Sheet {
        page: number,
        width: lines.iter().map(|l| l.text.chars().count()).max().unwrap_or(0) as f32,
        height: lines.len() as f32,
        ..Sheet::default()
    };
    let body = crawled.as_ref().map_or_else(|| lines.clone(), |crawled| crawled.body(&lines));
    sheet.lines.extend(crawled.as_ref().and_then(crawled::Crawled::title));
    let items = items(&body, number, diagnostics);
    // Where a crawler kept the page, a longer line is all of it.
    let longest = if crawled.is_some() { crawled::LONGEST } else { usize::MAX };
    for item in lost::without_rows(items, longest, number, diagnostics) {
        match item {
            Item::Line(raw) if crawled.is_some() => sheet.lines.extend(crawled::paragraphs(raw, number, diagnostics)),
            Item::Line(raw) => sheet.lines.extend(pasted::lines(raw, 0)),
            Item::Table(rows) => match grid(number, &rows, diagnostics) {
                Some(grid) => sheet.grids.push(grid),
                None => sheet.lines.extend(rows.iter().filter_map(|r| line(lines[r.y], 0))),
            },
        }
    }
    sheet.lines.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    sheet
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
