//! Pages of which something was read from pictures: laid out, or refused whole.

use crate::diagnostic::Diagnostic;
use crate::layout::{self, Sheet};
use crate::page::Page;
use crate::page::scan::{Reading, Seen};
use crate::place::Place;

/// Amounts in no cell of a grid from which on the grid is doubtful, and their share of all of the page, per cent.
const STRAY: usize = 8;
const STRAY_SHARE: usize = 25;

/// A page as it was laid out, and what was read of its pictures.
#[derive(Debug)]
pub(super) struct Shown {
    /// The page.
    pub page: Page,
    /// What it is laid out as.
    pub sheet: Sheet,
    /// What was read of its pictures.
    pub readings: Vec<Reading>,
    /// What is to be said of both.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays a page out, with what was seen on its pictures.
pub(super) fn lay_out(page: Page, seen: Option<&Seen>) -> Shown {
    let Some(on_it) = seen.and_then(|seen| seen.of(&page)) else { return plain(page) };
    let (read, readings, said) = on_it.page(&page);
    let (sheet, found) = layout::lay_out(&read);
    if let Some((stray, all)) = strays(&readings, &sheet) {
        let message = format!(
            "nothing of the picture of this page is told: {stray} of its {all} amounts stand in no cell, for the rulings or columns of its tables were not found"
        );
        let refused = Diagnostic::warning("ocr.refused", message).at(Place::page(page.number));
        let mut shown = plain(page);
        shown.diagnostics.push(refused);
        return shown;
    }
    Shown { page: read, sheet, readings, diagnostics: said.into_iter().chain(found).collect() }
}

fn plain(page: Page) -> Shown {
    let (sheet, diagnostics) = layout::lay_out(&page);
    Shown { page, sheet, readings: Vec::new(), diagnostics }
}

/// How many amounts stand in no cell, and how many there are, where that is too many for the grid to be trusted.
fn strays(readings: &[Reading], sheet: &Sheet) -> Option<(usize, usize)> {
    let amounts = || readings.iter().filter(|reading| reading.is_amount());
    let (stray, all) = (amounts().filter(|amount| !is_in_a_cell(amount, sheet)).count(), amounts().count());
    (stray >= STRAY && stray * 100 >= all * STRAY_SHARE).then_some((stray, all))
}

fn is_in_a_cell(reading: &Reading, sheet: &Sheet) -> bool {
    let (x, y) = ((reading.rect.x0 + reading.rect.x1) / 2.0, (reading.rect.y0 + reading.rect.y1) / 2.0);
    sheet.grids.iter().filter(|grid| grid.rect.contains(x, y)).any(|grid| grid.cells.iter().any(|cell| cell.rect.contains(x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::scan::{SeenPage, Text};
    use crate::place::Rect;

    fn text(read: &str, x: f32, y: f32) -> Text {
        let rect = [x, y, x + 5.0 * read.chars().count() as f32, y + 8.0];
        Text { rect, read: read.to_owned(), sure: vec![99; read.chars().count()], ..Text::default() }
    }

    /// A table of two columns of amounts with its rulings.
    fn table() -> SeenPage {
        let mut texts = vec![text("科目", 105.0, 102.0), text("本年", 205.0, 102.0), text("上年", 305.0, 102.0)];
        for row in 1u8..12 {
            let y = 102.0 + 20.0 * f32::from(row);
            texts.extend([text("支出", 105.0, y), text("1,234.50", 205.0, y), text("2,345.60", 305.0, y)]);
        }
        let level = (0u8..13).map(|n| [98.0 + 20.0 * f32::from(n), 100.0, 400.0]).collect();
        let upright = [100.0, 200.0, 300.0, 400.0].map(|x| [x, 98.0, 338.0]).to_vec();
        SeenPage { number: 1, width: 595.0, height: 842.0, size: 10.0, texts, level, upright, ..SeenPage::default() }
    }

    fn shown(page: Page) -> Shown {
        lay_out(page, Some(&Seen { reader: String::new(), pages: vec![table()] }))
    }

    fn scan() -> Page {
        let pictures = vec![Rect::new(0.0, 0.0, 595.0, 842.0)];
        Page { number: 1, width: 595.0, height: 842.0, pictures, ..Page::default() }
    }

    #[test]
    fn a_table_whose_grid_is_seen_is_told() {
        let shown = shown(scan());
        assert_eq!((shown.sheet.grids.len(), shown.readings.len()), (1, 36));
    }

    #[test]
    fn a_page_whose_grid_is_lost_is_refused_whole() {
        let Shown { sheet, readings, .. } = shown(scan());
        assert_eq!(strays(&readings, &sheet), None);
        assert_eq!(strays(&readings, &Sheet::default()), Some((22, 22)));
        // The first three rows and their header: too few amounts to say anything of a grid.
        assert_eq!(strays(&readings[..12], &Sheet::default()), None);
    }

    #[test]
    fn a_table_pasted_among_text_is_told_beside_it() {
        let mut page = scan();
        page.pictures = vec![Rect::new(90.0, 90.0, 410.0, 345.0)];
        let title = "部门收支总表的说明如下所列，其中各项支出均按照规定的口径填列。";
        let glyph = |(n, ch): (usize, char)| crate::page::Glyph {
            ch,
            turn: crate::page::Turn::Upright,
            after_space: false,
            recovered: false,
            run: 7,
            x: 60.0 + 10.0 * n as f32,
            y: 70.0,
            size: 10.0,
            advance: 10.0,
        };
        page.glyphs = title.chars().enumerate().map(glyph).collect();
        let shown = shown(page);
        assert_eq!((shown.sheet.grids.len(), shown.readings.len()), (1, 36));
        assert!(shown.readings.iter().all(|reading| reading.beside));
        assert_eq!(shown.sheet.lines.len(), 1);
    }
}
