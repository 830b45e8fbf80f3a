//! Removes characters drawn twice at (nearly) the same spot: fake bold by overprinting, shadowed titles.
//!
//! Measured on 364 real files: of 214,948 second copies 214,319 lie at the identical position and none further away than one
//! point; MuPDF and Poppler keep both copies, which doubles digits.

use crate::page::drawn::Page;
use rustc_hash::FxHashMap;

/// Two equal characters nearer than this share of the em are one. The narrowest real pair, "11" or "ll", is 0.22 em apart.
const SAME_SPOT: f32 = 0.12;
/// Side of the squares by which positions are looked up, points; larger than [`SAME_SPOT`] of any text below 60 points.
const SQUARE: f32 = 8.0;

/// Keeps the first copy of each character.
pub(super) fn remove(page: &mut Page) {
    let mut seen: FxHashMap<(char, i32, i32), Vec<(f32, f32)>> = FxHashMap::default();
    seen.reserve(page.glyphs.len());
    let mut removed = 0;
    page.glyphs.retain(|glyph| {
        let near = SAME_SPOT * glyph.size;
        let square = |v: f32| (v / SQUARE).floor() as i32;
        let columns = square(glyph.x - near)..=square(glyph.x + near);
        for column in columns {
            for row in square(glyph.y - near)..=square(glyph.y + near) {
                let Some(spots) = seen.get(&(glyph.ch, column, row)) else { continue };
                if spots.iter().any(|(x, y)| (x - glyph.x).abs() < near && (y - glyph.y).abs() < near) {
                    removed += 1;
                    return false;
                }
            }
        }
        seen.entry((glyph.ch, square(glyph.x), square(glyph.y))).or_default().push((glyph.x, glyph.y));
        true
    });
    page.set_aside.twice += removed;
}
