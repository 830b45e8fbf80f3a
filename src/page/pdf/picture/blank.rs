//! A font of one empty glyph, for the interpreter: where a file names a font and does not hold it, this is what it gets. Its glyphs
//! are told by it, and their text is drawn as text.

use hayro_interpret::font::{FontData, FontQuery};
use std::sync::{Arc, LazyLock};

/// Units of the em, as of every font that the interpreter hands out.
const EM: u16 = 1_000;

/// The tables of an SFNT file, in the order of their tags.
fn tables() -> [(&'static [u8; 4], Vec<u8>); 7] {
    let words = |values: &[u16]| values.iter().flat_map(|v| v.to_be_bytes()).collect::<Vec<u8>>();
    let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, EM]);
    // Times of making and changing, bounding box, style, smallest size, direction, short offsets, format of glyphs.
    head.extend(words(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0]));
    let hhea = words(&[1, 0, 800, 0, 0, EM, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    let maxp = words(&[1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    // One subtable of format 4 with nothing but its last segment.
    let cmap = words(&[0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0]);
    let hmtx = words(&[EM, 0]);
    let loca = words(&[0, 0]);
    [(b"cmap", cmap), (b"glyf", vec![0; 4]), (b"head", head), (b"hhea", hhea), (b"hmtx", hmtx), (b"loca", loca), (b"maxp", maxp)]
}

fn sfnt() -> Vec<u8> {
    let tables = tables();
    let mut file: Vec<u8> = [1u16, 0, 7, 64, 2, 48].iter().flat_map(|v| v.to_be_bytes()).collect();
    let mut at = 12 + 16 * tables.len();
    let mut body = Vec::new();
    for (tag, table) in tables {
        file.extend_from_slice(tag);
        for value in [0, at as u32, table.len() as u32] {
            file.extend(value.to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
        body.extend_from_slice(&table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    file.extend(body);
    file
}

static BLANK: LazyLock<FontData> = LazyLock::new(|| Arc::new(sfnt()));

/// Answers the interpreter's question for a font that the file does not hold.
pub(super) fn resolve(query: &FontQuery) -> Option<(FontData, u32)> {
    match query {
        FontQuery::Standard(font) => Some(font.get_font_data()),
        FontQuery::Fallback(_) => Some((Arc::clone(&BLANK), 0)),
    }
}

/// Whether a glyph's font is the blank one.
pub(super) fn is_blank(data: &FontData) -> bool {
    Arc::ptr_eq(data, &BLANK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::{FontRef, MetadataProvider};

    #[test]
    fn it_is_a_font_of_one_empty_glyph() {
        let bytes = sfnt();
        let font = FontRef::new(&bytes).unwrap();
        let size = skrifa::instance::Size::unscaled();
        let metrics = font.metrics(size, skrifa::instance::LocationRef::default());
        assert_eq!((metrics.units_per_em, metrics.glyph_count), (EM, 1));
        let widths = font.glyph_metrics(size, skrifa::instance::LocationRef::default());
        assert_eq!(widths.advance_width(skrifa::GlyphId::new(0)), Some(f32::from(EM)));
        assert!(font.outline_glyphs().get(skrifa::GlyphId::new(0)).is_some());
        assert_eq!(font.charmap().map('宋'), None);
    }
}
