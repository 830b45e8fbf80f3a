//! Where each number of a page's running text stands, glyph by glyph: a sentence has several, and they share its place.

use super::order::Figure;
use crate::grammar::digit_value;
use crate::layout::Sheet;
use crate::page::pdf::picture::Veil;
use crate::page::{Page, Turn};
use crate::place::Rect;

/// Shares of the height of a glyph: between baselines of one line, and between glyphs of one number.
const SAME: (f32, f32) = (0.3, 0.5);

/// The numbers outside of grids, line by line. What is veiled is none: it may be somebody's.
pub(super) fn figures(page: &Page, sheet: &Sheet, veils: &[Veil]) -> Vec<Figure> {
    let is_text = |r: &Rect| {
        let (x, y) = ((r.x0 + r.x1) / 2.0, (r.y0 + r.y1) / 2.0);
        sheet.lines.iter().any(|line| line.rect.x0 <= x && x <= line.rect.x1 && line.rect.y0 <= y && y <= line.rect.y1)
    };
    let mut glyphs: Vec<_> = page.glyphs.iter().filter(|g| !g.ch.is_whitespace() && g.turn == Turn::Upright).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut found = Vec::new();
    for line in glyphs.chunk_by_mut(|a, b| (a.y - b.y).abs() < a.size * SAME.0) {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut number: Option<(String, Rect)> = None;
        for glyph in line.iter() {
            let rect = glyph.rect();
            let digit = digit(glyph.ch);
            let follows = number.as_ref().is_some_and(|(_, area)| rect.x0 - area.x1 < glyph.size * SAME.1);
            match (digit, &mut number) {
                (Some(c), Some((text, area))) if follows => {
                    text.push(c);
                    *area = area.union(&rect);
                }
                (Some(c), _) => found.extend(number.replace((c.to_string(), rect))),
                (None, _) => found.extend(number.take()),
            }
        }
        found.extend(number);
    }
    let shows = |area: &Rect| is_text(area) && !veils.iter().any(|veil| veil.area.overlaps(area));
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let figures = found.into_iter().filter(|(text, area)| has_digit(text) && shows(area));
    figures.map(|(text, r)| Figure { text, area: [r.x0, r.y0, r.x1, r.y1] }).collect()
}

/// A character that stands in numbers; wide digits are digits.
fn digit(c: char) -> Option<char> {
    match c {
        '.' | ',' => Some(c),
        _ => char::from_digit(digit_value(c)?, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Line;
    use crate::page::Glyph;

    fn glyphs(text: &str, y: f32) -> Vec<Glyph> {
        let glyph = |(at, ch): (usize, char)| Glyph {
            ch,
            turn: Turn::Upright,
            after_space: false,
            recovered: false,
            run: 0,
            x: 10.0 + 10.0 * at as f32,
            y,
            size: 10.0,
            advance: 10.0,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[test]
    fn numbers_of_sentences_have_their_own_places_and_veiled_ones_have_none() {
        let all = [glyphs("支出12.5万元，比30.5元", 20.0), glyphs("电话13800138000", 40.0), glyphs("7", 90.0)].concat();
        let page = Page { number: 1, width: 300.0, height: 100.0, glyphs: all, ..Page::default() };
        let line = |y: f32| Line { text: String::new(), rect: Rect::new(5.0, y - 10.0, 250.0, y + 4.0), size: 10.0 };
        let sheet = Sheet { page: 1, lines: vec![line(20.0), line(40.0)], ..Sheet::default() };
        let veils = [Veil { area: Rect::new(0.0, 30.0, 300.0, 45.0), text: String::new() }];
        let found = figures(&page, &sheet, &veils);
        assert_eq!(found.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["12.5", "30.5"]);
        assert_eq!((found[0].area[0], found[0].area[2]), (30.0, 70.0));
    }
}
