//! Contacts among the glyphs of a page, for whoever is shown the page itself.

use super::find::find;
use crate::grammar::contact::Folded;
use crate::page::Page;

/// Which glyphs belong to a contact. A number may be drawn digit by digit, so glyphs on one baseline are read together, and lines
/// one behind the other.
pub fn hidden_glyphs(page: &Page) -> Vec<bool> {
    let mut hidden = vec![false; page.glyphs.len()];
    let mut folded = Folded::default();
    // The first glyph of each line, and the byte of each of its glyphs.
    let (mut first, mut lines) = (0, Vec::new());
    for line in page.glyphs.chunk_by(|a, b| (a.y - b.y).abs() < 0.5) {
        let mut text = String::new();
        let mut bytes = Vec::with_capacity(line.len());
        for glyph in line {
            if glyph.after_space {
                text.push(' ');
            }
            bytes.push(text.len());
            text.push(glyph.ch);
        }
        folded.push(&text, '\n');
        lines.push((first, bytes));
        first += line.len();
    }
    for contact in find(folded.chars()) {
        for (piece, range) in folded.parts(contact.range) {
            let (first, bytes) = &lines[piece];
            let from = bytes.partition_point(|b| *b < range.start);
            let to = bytes.partition_point(|b| *b <= range.end);
            hidden[first + from..first + to].iter_mut().for_each(|glyph| *glyph = true);
        }
    }
    hidden
}
