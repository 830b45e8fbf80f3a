//! Text that a page shows without drawing it: values of form fields and notes whose appearance is left to the viewer.
//!
//! Where a field has an appearance, that is drawn like any other form and this has nothing to add.

use super::device::PageDevice;
use super::text::text_of_bytes;
use crate::page::drawn::{Glyph, Turn};
use crate::place;
use hayro_syntax::object::dict::Dict;
use hayro_syntax::object::{Array, Name, Object, Rect};
use hayro_syntax::page::Page;
use kurbo::{Affine, Point};

/// Flags of an annotation that keep it from view: hidden, no view.
const NOT_SHOWN: u32 = 1 << 1 | 1 << 5;
/// Flag of a text field: several lines.
const MULTILINE: u32 = 1 << 12;
/// Flag of a text field: a password.
const PASSWORD: u32 = 1 << 13;
/// Sizes (points) that a viewer chooses when the field leaves it open.
const SIZES: (f64, f64) = (4.0, 12.0);
/// Fields in fields that are followed to inherit from.
const MOST_PARENTS: usize = 8;
/// Fields of one page that are looked at.
const MOST_FIELDS: usize = 2_000;
/// Distance of the text from the sides of its field, points.
const PADDING: f64 = 2.0;

/// Adds the values of the fields and notes of a page where no appearance showed them; `drawn` is the number of glyphs before the
/// annotations were drawn. Returns how many were added.
pub(super) fn write(page: &Page<'_>, transform: Affine, drawn: usize, device: &mut PageDevice<'_, '_>) -> usize {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return 0 };
    let mut written = 0;
    for annotation in annotations.iter::<Dict<'_>>().take(MOST_FIELDS) {
        let Some((field, text)) = shown(&annotation).and_then(|text| Some((Field::of(&annotation)?, text))) else { continue };
        let corners = transform.transform_rect_bbox(field.area);
        let area = place::Rect::new(corners.x0 as f32, corners.y0 as f32, corners.x1 as f32, corners.y1 as f32);
        if device.shows_in(drawn, &area) {
            continue;
        }
        for (index, line) in field.lines(&text).iter().enumerate() {
            device.write(field.set(line, index, transform).into_iter());
        }
        written += 1;
    }
    written
}

/// The text that a viewer shows for an annotation.
fn shown(annotation: &Dict<'_>) -> Option<String> {
    if annotation.get::<u32>("F").unwrap_or(0) & NOT_SHOWN != 0 {
        return None;
    }
    let text = match annotation.get::<Name<'_>>("Subtype")?.as_str() {
        "Widget" => {
            let kind = inherited(annotation, "FT")?.into_name()?;
            if !matches!(kind.as_str(), "Tx" | "Ch") || number(annotation, "Ff") & PASSWORD != 0 {
                return None;
            }
            string(inherited(annotation, "V")?)
        }
        "FreeText" => string(annotation.get::<Object<'_>>("Contents")?),
        _ => None,
    };
    text.filter(|t| !t.trim().is_empty())
}

fn string(object: Object<'_>) -> Option<String> {
    match object {
        Object::String(bytes) => Some(text_of_bytes(bytes.as_bytes())),
        Object::Name(name) => Some(name.as_str().to_owned()),
        Object::Stream(stream) => Some(text_of_bytes(&stream.decoded_data().ok()?)),
        _ => None,
    }
}

/// An entry of a field or of the fields it belongs to.
fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut at = field.clone();
    for _ in 0..MOST_PARENTS {
        if let Some(found) = at.get::<Object<'_>>(key) {
            return Some(found);
        }
        at = at.get::<Dict<'_>>("Parent")?;
    }
    None
}

/// A whole number that is 0 where it is not given.
fn number(field: &Dict<'_>, key: &str) -> u32 {
    inherited(field, key).and_then(Object::into_i32).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

/// How a viewer sets the text of a field.
struct Field {
    area: kurbo::Rect,
    size: f64,
    /// Left, in the middle, right.
    side: u32,
    multiline: bool,
}

impl Field {
    fn of(annotation: &Dict<'_>) -> Option<Self> {
        let rect = annotation.get::<Rect>("Rect")?;
        let area = kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1).abs();
        let look = inherited(annotation, "DA").and_then(string);
        let stated = look.as_deref().and_then(font_size).filter(|s| *s > 0.0);
        let multiline = number(annotation, "Ff") & MULTILINE != 0
            || annotation.get::<Name<'_>>("Subtype").is_some_and(|s| s.as_str() == "FreeText");
        let fitting = (0.7 * area.height()).clamp(SIZES.0, SIZES.1);
        Some(Self { area, size: stated.unwrap_or(fitting), side: number(annotation, "Q"), multiline })
    }

    /// The lines of the text, wrapped at the width of the field where it has several.
    fn lines(&self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in text.split(['\r', '\n']).filter(|l| !l.trim().is_empty()) {
            let mut wrapped = String::new();
            for c in line.chars() {
                if self.multiline && !wrapped.is_empty() && self.width(&wrapped) + self.advance(c) > self.area.width() - PADDING {
                    lines.push(std::mem::take(&mut wrapped));
                }
                wrapped.push(c);
            }
            lines.push(wrapped);
        }
        lines
    }

    fn advance(&self, c: char) -> f64 {
        if c.is_ascii() { 0.5 * self.size } else { self.size }
    }

    fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// The glyphs of a line where a viewer would draw them.
    fn set(&self, line: &str, index: usize, transform: Affine) -> Vec<Glyph> {
        let free = self.area.width() - self.width(line);
        let mut x = match self.side {
            1 => self.area.x0 + free / 2.0,
            2 => self.area.x1 - PADDING - self.width(line),
            _ => self.area.x0 + PADDING,
        };
        let y = if self.multiline {
            self.area.y1 - self.size * (1.0 + 1.2 * index as f64)
        } else {
            self.area.center().y - 0.35 * self.size - 1.2 * self.size * index as f64
        };
        let [a, b, ..] = transform.as_coeffs();
        let turn = match (a.abs() > b.abs(), a > 0.0, b > 0.0) {
            (true, true, _) => Turn::Upright,
            (true, false, _) => Turn::Over,
            (false, _, true) => Turn::Down,
            (false, _, false) => Turn::Up,
        };
        let mut glyphs = Vec::new();
        let mut after_space = false;
        for ch in line.chars() {
            let origin = transform * Point::new(x, y);
            let advance = self.advance(ch);
            x += advance;
            if ch.is_whitespace() || ch.is_control() {
                after_space = true;
                continue;
            }
            let (size, advance) = (self.size as f32, advance as f32);
            let (x, y) = (origin.x as f32, origin.y as f32);
            glyphs.push(Glyph {
                ch,
                turn,
                after_space: std::mem::take(&mut after_space),
                recovered: false,
                run: 0,
                x,
                y,
                size,
                advance,
            });
        }
        glyphs
    }
}

/// The size in a default appearance: `/Helv 12 Tf 0 g`.
fn font_size(look: &str) -> Option<f64> {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    let at = words.iter().position(|w| *w == "Tf")?;
    words.get(at.checked_sub(1)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_default_appearance() {
        assert_eq!(font_size("/Helv 12 Tf 0 g"), Some(12.0));
        assert_eq!(font_size("0 g /SimSun 9.5 Tf"), Some(9.5));
        assert_eq!(font_size("0 g"), None);
    }
}
