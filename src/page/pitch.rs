//! Learns how far apart glyphs are printed where the font lies about it.
//!
//! 重庆 (Founder): each glyph is its own text object, the font declares 1000 units for every one, digits are set half as far apart.
//! By the declared widths every digit overlaps the next two, and the first digit of one cell seems to go on from the cell before.

use super::drawn::{Glyph, Page, Turn};
use rustc_hash::FxHashMap;

/// A step below this share of the declared advance is no kerning.
const NARROWER: f32 = 0.8;
/// Steps beyond this share of the declared advance lead to another text.
const REACH: f32 = 1.3;
/// So many narrow steps make a pitch …
const FEWEST_STEPS: usize = 4;
/// … when they are at least this share of all steps of the character.
const MOST_STEPS: f32 = 0.7;

/// What is set at one pitch: digits together, other characters by themselves; by size and declared advance in hundredths.
type Kind = (char, i32, i32);

/// Gives glyphs the advance they are printed with, where the page shows another than the font declares.
pub(super) fn learn(page: &mut Page) {
    let is_narrow = |pair: &[Glyph]| step(pair).is_some_and(|s| s < NARROWER);
    if page.glyphs.windows(2).filter(|pair| is_narrow(pair)).take(FEWEST_STEPS).count() < FEWEST_STEPS {
        return;
    }
    let mut steps: FxHashMap<Kind, Vec<f32>> = FxHashMap::default();
    for pair in page.glyphs.windows(2) {
        if let Some(step) = step(pair) {
            steps.entry(kind(&pair[0])).or_default().push(step);
        }
    }
    let pitch = |steps: &mut Vec<f32>| {
        steps.sort_by(f32::total_cmp);
        let narrow = steps.partition_point(|s| *s < NARROWER);
        (narrow >= FEWEST_STEPS && narrow as f32 >= MOST_STEPS * steps.len() as f32).then(|| steps[narrow / 2])
    };
    let pitches: FxHashMap<Kind, f32> =
        steps.into_iter().filter_map(|(kind, mut steps)| Some((kind, pitch(&mut steps)?))).collect();
    for glyph in &mut page.glyphs {
        if let Some(share) = pitches.get(&kind(glyph)) {
            glyph.advance *= share;
        }
    }
}

/// From one glyph to the next on its line, as a share of the declared advance; only between drawing operations, since what one
/// operation draws has the steps it took.
fn step(pair: &[Glyph]) -> Option<f32> {
    let [a, b] = pair else { return None };
    let level = a.turn == Turn::Upright && b.turn == Turn::Upright && (a.y - b.y).abs() < 0.1 * a.size;
    let share = (b.x - a.x) / a.advance.max(0.1);
    (level && a.run != b.run && share > 0.1 && share < REACH).then_some(share)
}

fn kind(glyph: &Glyph) -> Kind {
    let ch = if glyph.ch.is_ascii_digit() { '0' } else { glyph.ch };
    (ch, (glyph.size * 4.0).round() as i32, (100.0 * glyph.advance / glyph.size.max(0.1)).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits as 重庆 draws them: one operation each, 10 points declared, 4.7 printed.
    fn digits(text: &str, x: f32, run: u32) -> Vec<Glyph> {
        let glyph = |(i, ch): (usize, char)| Glyph {
            ch,
            turn: Turn::Upright,
            after_space: false,
            recovered: false,
            run: run + i as u32,
            x: x + 4.7 * i as f32,
            y: 100.0,
            size: 10.0,
            advance: 10.0,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[test]
    fn the_pitch_is_that_of_the_page() {
        let mut page = Page { glyphs: digits("1348602", 10.0, 0), ..Page::default() };
        page.glyphs.extend(digits("1830857", 10.0 + 7.0 * 4.7 + 0.4, 100));
        learn(&mut page);
        assert!(page.glyphs.iter().all(|g| (g.advance - 4.7).abs() < 0.01), "{:?}", page.glyphs);
        // Glyphs that stand as far apart as they are wide keep their advance.
        let mut honest = Page { glyphs: digits("12345678", 10.0, 0), ..Page::default() };
        honest.glyphs.iter_mut().for_each(|g| g.advance = 4.7);
        let before = honest.clone();
        learn(&mut honest);
        assert_eq!(honest, before);
    }
}
