//! Sets a page upright whose text was drawn sideways in user space (Yantai: spreadsheets printed through a rotated matrix).

use super::drawn::{Page, Turn};
use crate::place::Rect;

/// Turns the whole page so that most of its text reads from left to right.
///
/// /Rotate has already been applied by the PDF layer; this is for text that is still sideways after it.
pub(super) fn set_upright(page: &mut Page) {
    let mut counts = [0usize; 4];
    for glyph in &page.glyphs {
        match glyph.turn {
            Turn::Upright => counts[0] += 1,
            Turn::Down => counts[1] += 1,
            Turn::Over => counts[2] += 1,
            Turn::Up => counts[3] += 1,
            Turn::Skew => {}
        }
    }
    let most = (0..4).max_by_key(|&i| (counts[i], 4 - i)).unwrap_or(0);
    // Text reading downwards needs three quarter turns clockwise, text reading upwards one.
    let quarters = (4 - most) % 4;
    for _ in 0..quarters {
        quarter_clockwise(page);
    }
    page.turned = u8::try_from(quarters).unwrap_or(0);
}

fn quarter_clockwise(page: &mut Page) {
    let height = page.height;
    let turn = |x: f32, y: f32| (height - y, x);
    for glyph in &mut page.glyphs {
        (glyph.x, glyph.y) = turn(glyph.x, glyph.y);
        glyph.turn = match glyph.turn {
            Turn::Upright => Turn::Down,
            Turn::Down => Turn::Over,
            Turn::Over => Turn::Up,
            Turn::Up => Turn::Upright,
            Turn::Skew => Turn::Skew,
        };
    }
    for rule in &mut page.rules {
        // A horizontal ruling at y becomes a vertical one at height - y, and the other way round.
        if rule.vertical {
            (rule.from, rule.to) = (height - rule.to, height - rule.from);
        } else {
            rule.at = height - rule.at;
        }
        rule.vertical = !rule.vertical;
    }
    for area in page.pictures.iter_mut().chain(page.hidden.iter_mut().map(|h| &mut h.rect)) {
        let (a, b) = (turn(area.x0, area.y0), turn(area.x1, area.y1));
        *area = Rect::new(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1));
    }
    std::mem::swap(&mut page.width, &mut page.height);
}
