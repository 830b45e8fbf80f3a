//! Characters that the file has and the page does not show, gathered by place.

use super::drawn::{Glyph, Hidden, Page, Unseen};
use crate::place::Rect;

/// Places told of one page; what is hidden beyond them is added to the last.
const MOST_PLACES: usize = 24;

/// Notes a character that does not show. Texts below each other in a column make one place.
pub(super) fn hide(page: &mut Page, why: Unseen, glyph: &Glyph) {
    let rect = glyph.rect();
    let reach = glyph.size.abs().max(1.0);
    let near = Rect::new(rect.x0 - reach, rect.y0 - 2.0 * reach, rect.x1 + reach, rect.y1 + 2.0 * reach);
    let full = page.hidden.len() >= MOST_PLACES;
    let mut same = page.hidden.iter_mut().rev().filter(|h| h.why == why);
    let found = if full { same.next() } else { same.find(|h| h.rect.overlaps(&near)) };
    match found {
        Some(place) => {
            place.glyphs += 1;
            place.rect = place.rect.union(&rect);
        }
        None => page.hidden.push(Hidden { why, glyphs: 1, rect }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Turn;
    use super::*;

    fn glyph(x: f32, y: f32) -> Glyph {
        Glyph { ch: '1', turn: Turn::Upright, after_space: false, recovered: false, run: 0, x, y, size: 10.0, advance: 5.0 }
    }

    #[test]
    fn a_column_is_one_place_and_two_columns_are_two() {
        let mut page = Page::default();
        for row in 0..5 {
            for column in [100.0, 105.0, 300.0] {
                hide(&mut page, Unseen::Blended, &glyph(column, 100.0 + 20.0 * row as f32));
            }
        }
        assert_eq!(page.hidden.iter().map(|h| h.glyphs).collect::<Vec<_>>(), [10, 5]);
        hide(&mut page, Unseen::Covered, &glyph(100.0, 100.0));
        assert_eq!(page.hidden.len(), 3);
    }
}
