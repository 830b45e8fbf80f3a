//! Any stage of the chain as text that a person can read beside the page. Contacts of persons are out of it
//! already, but for those of the page itself, which are hidden here.

mod content;
mod draw;
mod form;
mod outline;
mod scope;

pub use scope::Scope;

pub use content::content;
pub use outline::outline;

use crate::extraction::Extraction;
use crate::layout::{Grid, Sheet};
use crate::page::Page;
use crate::privacy;
use std::fmt::Write;

/// Why there is nothing to show of a document.
pub fn ended(extraction: &Extraction) -> String {
    let mut out = format!("{}\n", extraction.outcome.name());
    for diagnostic in &extraction.diagnostics {
        let _ = writeln!(out, "  {}: {}", diagnostic.code, privacy::text(&diagnostic.message).0);
    }
    out
}

/// Pages as glyphs and rulings.
pub fn pages(pages: &[Page], scope: Scope) -> String {
    if pages.is_empty() {
        return "this input has no pages: it is text\n".to_owned();
    }
    pages.iter().filter(|p| scope.takes(p.number)).map(page).collect()
}

/// Pages as lines and grids.
pub fn sheets(sheets: &[Sheet], scope: Scope) -> String {
    let text: String = sheets.iter().filter(|s| scope.takes(s.page)).map(sheet).collect();
    privacy::unmarked(&text).into_owned()
}

/// The size of a page and what is on it, in one line.
pub fn page_counts(page: &Page) -> String {
    let mut out = format!("page {}: {:.0} x {:.0} points", page.number, page.width, page.height);
    let _ = write!(out, ", {} glyphs, {} rulings, {} pictures", page.glyphs.len(), page.rules.len(), page.pictures.len());
    if page.turned > 0 {
        let _ = write!(out, ", turned {} quarter(s) clockwise to set the text upright", page.turned);
    }
    out.push('\n');
    out
}

/// The glyphs of a page in the order they were drawn, with positions, and its rulings.
pub fn page(page: &Page) -> String {
    let mut out = page_counts(page);
    let hidden = privacy::hidden_glyphs(page);
    let mut run = None;
    for (glyph, hidden) in page.glyphs.iter().zip(hidden) {
        if run != Some(glyph.run) {
            let _ = write!(out, "\n  x {:.1} y {:.1} size {:.1}: ", glyph.x, glyph.y, glyph.size);
            run = Some(glyph.run);
        } else if glyph.after_space {
            out.push(' ');
        }
        out.push(if hidden { '*' } else { glyph.ch });
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
        let text = line.text.replace('\t', " ⇥ ");
        let _ = writeln!(out, "  {:5.0} {:5.0} {:4.1}  {text}", line.rect.x0, line.rect.y0, line.size);
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
                            (true, true) => cell.text().into_owned(),
                            (true, false) => "<".to_owned(),
                            (false, _) => "^".to_owned(),
                        }
                    }
                })
                .collect()
        })
        .collect();
    out.push_str(&draw::table(rows));
    out
}
