//! Any stage of the chain as text that a person can read beside the page.

mod draw;

use crate::layout::{Grid, Sheet};
use crate::page::Page;
use std::fmt::Write;

/// The glyphs of a page as lines with positions, and its rulings.
pub fn page(page: &Page) -> String {
    let mut out = format!("page {}: {:.0} x {:.0} points", page.number, page.width, page.height);
    let _ = writeln!(out, ", {} glyphs, {} rulings, {} pictures", page.glyphs.len(), page.rules.len(), page.pictures.len());
    if page.turned > 0 {
        let _ = writeln!(out, "  turned {} quarter(s) clockwise to set the text upright", page.turned);
    }
    let mut run = None;
    for glyph in &page.glyphs {
        if run != Some(glyph.run) {
            let _ = write!(out, "\n  x {:.1} y {:.1} size {:.1}: ", glyph.x, glyph.y, glyph.size);
            run = Some(glyph.run);
        } else if glyph.after_space {
            out.push(' ');
        }
        out.push(glyph.ch);
    }
    out.push('\n');
    for rule in &page.rules {
        let axis = if rule.vertical { "x" } else { "y" };
        let _ = writeln!(out, "  rule {axis} {:.1} from {:.1} to {:.1}", rule.at, rule.from, rule.to);
    }
    out
}

/// The lines and grids of a page from top to bottom, the grids drawn.
pub fn sheet(sheet: &Sheet) -> String {
    let mut out = format!("page {}: {} lines, {} grids\n", sheet.page, sheet.lines.len(), sheet.grids.len());
    let mut grids = sheet.grids.iter().peekable();
    for line in &sheet.lines {
        while let Some(grid) = grids.next_if(|g| g.rect.y0 < line.rect.y0) {
            out.push_str(&self::grid(grid));
        }
        let _ =
            writeln!(out, "  {:5.0} {:5.0} {:4.1}  {}", line.rect.x0, line.rect.y0, line.size, line.text.replace('\t', " ⇥ "));
    }
    for grid in grids {
        out.push_str(&self::grid(grid));
    }
    out
}

/// A grid drawn with `|`, one printed row a line; a cell that spans columns is drawn once, `^` marks rows below a spanning cell.
pub fn grid(grid: &Grid) -> String {
    let mut out = format!(
        "  {:?} grid {} x {} at {:.0},{:.0}..{:.0},{:.0}{}\n",
        grid.kind,
        grid.row_count(),
        grid.col_count(),
        grid.rect.x0,
        grid.rect.y0,
        grid.rect.x1,
        grid.rect.y1,
        if grid.open_below { " (open below)" } else { "" }
    );
    let owners = grid.owners();
    let cols = grid.col_count();
    let rows: Vec<Vec<String>> = (0..grid.row_count())
        .map(|row| {
            (0..cols)
                .map(|col| match owners[row * cols + col] {
                    None => "·".to_owned(),
                    Some(index) => {
                        let cell = &grid.cells[index];
                        match (usize::from(cell.row) == row, usize::from(cell.col) == col) {
                            (true, true) => cell.text().replace('\n', "⏎"),
                            (true, false) => "<".to_owned(),
                            (false, _) => "^".to_owned(),
                        }
                    }
                })
                .collect()
        })
        .collect();
    out.push_str(&draw::table(&rows));
    out
}
