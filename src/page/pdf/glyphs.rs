//! From what a font says of a glyph to characters with a place.

use crate::grammar::as_ideograph;
use crate::page::drawn::{Glyph, Turn};
use hayro_interpret::hayro_cmap::BfString;

/// Whether a font's map says nothing that can stand in a text.
pub(super) fn is_no_text(text: &BfString) -> bool {
    let bad = |c: char| c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace());
    match text {
        BfString::Char(c) => bad(*c),
        BfString::String(s) => s.is_empty() || s.chars().any(bad),
    }
}

/// Whether it is white space.
pub(super) fn is_blank(text: &BfString) -> bool {
    match text {
        BfString::Char(c) => c.is_whitespace(),
        BfString::String(s) => s.trim().is_empty(),
    }
}

/// Pushes the characters of one glyph (a ligature has several, which share its advance); white space becomes a mark on the next.
pub(super) fn push_text(placed: &mut Vec<Glyph>, text: &BfString, base: Glyph, after_space: &mut bool) {
    let mut push = |ch: char, x: f32, advance: f32| {
        if ch.is_whitespace() || matches!(ch, '\u{200B}' | '\u{FEFF}' | '\u{AD}') {
            *after_space = true;
            return;
        }
        placed.push(Glyph { ch, x, advance, after_space: std::mem::take(after_space), ..base });
    };
    match text {
        BfString::Char(c) => push(*c, base.x, base.advance),
        // One glyph that the file calls radical and ideograph at once (⽔水) is one character.
        BfString::String(s) if let Some(c) = same_ideograph(s) => push(c, base.x, base.advance),
        BfString::String(s) => {
            let part = base.advance / s.chars().count().max(1) as f32;
            for (i, c) in s.chars().enumerate() {
                push(c, base.x + part * i as f32, part);
            }
        }
    }
}

/// The ideograph that several characters all stand for.
fn same_ideograph(text: &str) -> Option<char> {
    let mut plain = text.chars().map(as_ideograph);
    let first = plain.next()?;
    (text.chars().nth(1).is_some() && !first.is_ascii() && plain.all(|c| c == first)).then_some(first)
}

/// Reading direction from the glyph's matrix (page coordinates, y down: an upright glyph has a > 0 and d < 0).
pub(super) fn turn_of(a: f64, b: f64, c: f64, d: f64) -> Turn {
    // Mirrored or zero matrices have no reading direction; slanted (fake italic) ones keep their baseline.
    let along = a.hypot(b);
    if along == 0.0 || (c == 0.0 && d == 0.0) {
        return Turn::Skew;
    }
    let (a, b) = (a / along, b / along);
    const STRAIGHT: f64 = 0.996; // five degrees
    if a > STRAIGHT {
        Turn::Upright
    } else if b > STRAIGHT {
        Turn::Down
    } else if a < -STRAIGHT {
        Turn::Over
    } else if b < -STRAIGHT {
        Turn::Up
    } else {
        Turn::Skew
    }
}
