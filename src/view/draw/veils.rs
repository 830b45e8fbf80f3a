//! What redaction takes out of a page, as areas that must not be drawn.

use crate::layout::{Line, Sheet};
use crate::page::Page;
use crate::page::pdf::picture::Veil;
use crate::place::Rect;
use crate::privacy::{hidden_glyphs, unmarked};

/// The veils of a page: of each line that redaction changed, all of it, with what stands there instead; and of each glyph that is
/// told to be a contact by its form alone, whatever line it is in.
pub(super) fn veils(before: &Sheet, after: &Sheet, page: Option<&Page>) -> Vec<Veil> {
    let (old, new) = (lines(before), lines(after));
    let mut veils: Vec<Veil> = if old.len() == new.len() {
        old.iter().zip(&new).filter(|(old, new)| old.text != new.text).map(|(old, new)| veil(old, &new.text)).collect()
    } else {
        // What was emptied, since there was no time to look at it, is not shown either.
        old.iter().map(|line| veil(line, "")).collect()
    };
    if let Some(page) = page {
        let glyphs = page.glyphs.iter().zip(hidden_glyphs(page)).filter(|(_, hidden)| *hidden).map(|(glyph, _)| glyph.rect());
        let others: Vec<Rect> = glyphs.filter(|r| !veils.iter().any(|veil| veil.area.grow(0.5).overlaps(r))).collect();
        veils.extend(others.into_iter().map(|area| Veil { area, text: String::new() }));
    }
    veils
}

fn lines(sheet: &Sheet) -> Vec<&Line> {
    let cells = sheet.grids.iter().flat_map(|grid| &grid.cells).flat_map(|cell| &cell.lines);
    sheet.lines.iter().chain(cells).collect()
}

fn veil(line: &Line, text: &str) -> Veil {
    Veil { area: line.rect, text: unmarked(text).replace('\t', "  ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Stop;
    use crate::privacy::take_out;

    fn line(text: &str, y: f32) -> Line {
        Line { text: text.to_owned(), rect: Rect::new(10.0, y, 110.0, y + 10.0), size: 10.0 }
    }

    #[test]
    fn a_line_with_a_contact_is_veiled_whole_and_no_other() {
        let before =
            Sheet {
                page: 1, lines: vec![line("部门预算", 0.0), line("联系电话：13800138000", 20.0)], ..Sheet::default()
            };
        let mut after = [before.clone()];
        assert_eq!(take_out(&mut after, &Stop::default()), 1);
        let veils = veils(&before, &after[0], None);
        assert_eq!(veils, [Veil { area: Rect::new(10.0, 20.0, 110.0, 30.0), text: "联系电话：[redacted]".to_owned() }]);
    }

    #[test]
    fn a_sheet_that_was_emptied_is_veiled_whole() {
        let before = Sheet { page: 1, lines: vec![line("部门预算", 0.0)], ..Sheet::default() };
        assert_eq!(veils(&before, &Sheet::default(), None).len(), 1);
    }
}
