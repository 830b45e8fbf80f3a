//! Whether the file says other than its fonts draw.
//!
//! What is read is what ToUnicode says; what is seen is what the font draws. The two part where somebody meddled with one of
//! them, or a producer got it wrong. Witnesses are the character map of the embedded font, the names of its glyphs, and the
//! outlines: one digit has one outline in one font, one outline is one digit. Subset fonts carry maps that mean nothing (codes in
//! the order of use), so a map is heard only when it agrees with most of what is said.

use hayro_interpret::font::{FontData, GlyphIdentifier, OutlineGlyph};
use kurbo::{BezPath, PathEl, Point, Rect, Shape};
use rustc_hash::{FxHashMap, FxHashSet};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::cmap::PlatformId;
use skrifa::{FontRef, GlyphId, GlyphNameSource, GlyphNames, MetadataProvider};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Outlines of one digit in a font may differ by this share of its height: the same digit in another width or place.
const SAME_OUTLINE: f64 = 0.05;

/// Pages on which a character cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// What the file says.
    pub said: char,
    /// What the font draws, where it says so.
    pub drawn: Option<char>,
    /// The pages, in order.
    pub pages: Vec<u32>,
}

/// What was said of one glyph.
#[derive(Debug)]
struct Saying {
    /// Which font, in the order met.
    font: Option<usize>,
    glyph: u32,
    said: char,
    /// Another digit that the same glyph was said to be.
    also: Option<char>,
    pages: Vec<u32>,
    /// Outline of a digit.
    outline: Option<BezPath>,
}

/// Everything that the file said of the glyphs of its embedded fonts.
#[derive(Default)]
pub(super) struct Sayings {
    numbers: FxHashMap<GlyphIdentifier, usize>,
    sayings: Vec<Saying>,
    fonts: Vec<(u128, FontData)>,
}

/// Where a font says what a glyph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Unicode,
    MacRoman,
    Names,
}

impl Sayings {
    /// Notes what was said of a glyph on a page.
    pub(super) fn note(&mut self, glyph: &OutlineGlyph, said: char, page: u32) {
        let next = self.sayings.len();
        let number = *self.numbers.entry(glyph.identifier()).or_insert(next);
        if number == next {
            let saying = self.first(glyph, said);
            self.sayings.push(saying);
        }
        let Some(saying) = self.sayings.get_mut(number) else { return };
        if saying.pages.last() != Some(&page) {
            saying.pages.push(page);
        }
        if saying.said != said && folded(saying.said) != folded(said) && (saying.said.is_ascii_digit() || said.is_ascii_digit()) {
            saying.also = Some(said);
        }
    }

    fn first(&mut self, glyph: &OutlineGlyph, said: char) -> Saying {
        let font = glyph.font_data().map(|data| {
            self.fonts.iter().position(|(key, _)| *key == data.cache_key).unwrap_or_else(|| {
                self.fonts.push((data.cache_key, data.data.clone()));
                self.fonts.len() - 1
            })
        });
        let outline = (said.is_ascii_digit() && font.is_some()).then(|| glyph.outline());
        Saying { font, glyph: glyph.glyph_id().to_u32(), said, also: None, pages: Vec::new(), outline }
    }

    /// What cannot be true.
    pub(super) fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut add = |saying: &Saying, drawn| {
            found.push(Contradiction { said: saying.said, drawn, pages: saying.pages.clone() });
        };
        for saying in &self.sayings {
            if let Some(also) = saying.also {
                add(saying, Some(also));
            }
        }
        for (font, (_, data)) in self.fonts.iter().enumerate() {
            let of_font: Vec<&Saying> = self.sayings.iter().filter(|s| s.font == Some(font)).collect();
            let maps = maps((**data).as_ref(), &of_font);
            for source in [Source::Unicode, Source::MacRoman, Source::Names] {
                hear(&maps, source, &of_font).into_iter().for_each(|(saying, drawn)| add(saying, Some(drawn)));
            }
            for digit in '0'..='9' {
                let drawn: Vec<&&Saying> = of_font.iter().filter(|s| s.said == digit && s.outline.is_some()).collect();
                let other = |s: &&&Saying| !same_outline(s.outline.as_ref(), drawn[0].outline.as_ref());
                if drawn.iter().skip(1).any(other) {
                    drawn.iter().for_each(|s| add(s, None));
                }
            }
        }
        found
    }
}

/// What a font says of glyphs.
type Maps = BTreeMap<u32, Vec<(Source, char)>>;

/// What one map of a font contradicts; nothing when it contradicts too much to mean anything.
fn hear<'s>(maps: &Maps, source: Source, sayings: &[&'s Saying]) -> Vec<(&'s Saying, char)> {
    let (mut agree, mut digits, mut others) = (0, Vec::new(), Vec::new());
    for saying in sayings.iter().filter(|s| !s.said.is_whitespace() && !is_private(s.said)) {
        let meant = || maps.get(&saying.glyph).into_iter().flatten().filter(|(s, c)| *s == source && !is_private(*c));
        let Some((_, first)) = meant().next() else { continue };
        if meant().any(|(_, c)| folded(*c) == folded(saying.said)) {
            agree += 1;
        } else if let Some((_, digit)) = meant().find(|(_, c)| c.is_ascii_digit() && saying.said.is_ascii_digit()) {
            digits.push((*saying, *digit));
        } else if saying.said.is_alphanumeric() && first.is_alphanumeric() {
            others.push((*saying, *first));
        }
    }
    // Codes in the order of use agree by accident only; a map that knows the digits from other characters is a map.
    if agree + digits.len() <= 4 * others.len() || (agree == 0 && digits.len() < 3) {
        return Vec::new();
    }
    digits.extend(others);
    digits
}

/// What the tables of a font say of the glyphs that were spoken of.
fn maps(bytes: &[u8], sayings: &[&Saying]) -> Maps {
    let mut maps = Maps::new();
    let Ok(font) = FontRef::new(bytes) else { return maps };
    let mut add = |glyph: u32, source, c: char| maps.entry(glyph).or_default().push((source, c));
    let charmap = font.charmap();
    if charmap.has_map() && !charmap.is_symbol() {
        let agrees = |s: &Saying| charmap.map(s.said).is_some_and(|g| g.to_u32() == s.glyph);
        let (agreed, other): (Vec<&Saying>, Vec<&Saying>) = sayings.iter().copied().partition(|s| agrees(s));
        agreed.iter().for_each(|s| add(s.glyph, Source::Unicode, s.said));
        // Read backwards only for what it contradicts: a whole font maps thirty thousand characters.
        let other: FxHashSet<u32> = other.iter().map(|s| s.glyph).collect();
        let mappings = charmap.mappings().filter(|(_, glyph)| !other.is_empty() && other.contains(&glyph.to_u32()));
        mappings
            .filter_map(|(code, glyph)| Some((glyph, char::from_u32(code)?)))
            .for_each(|(g, c)| add(g.to_u32(), Source::Unicode, c));
    }
    if let Ok(cmap) = font.cmap() {
        for record in cmap.encoding_records().iter().filter(|r| r.platform_id() == PlatformId::Macintosh) {
            let Ok(table) = record.subtable(cmap.offset_data()) else { continue };
            // Beyond ASCII the codes of subset fonts mean nothing.
            for c in '!'..='~' {
                if let Some(glyph) = table.map_codepoint(c).filter(|g| g.to_u32() != 0) {
                    add(glyph.to_u32(), Source::MacRoman, c);
                }
            }
        }
    }
    let names = GlyphNames::new(&font);
    if names.source() != GlyphNameSource::Synthesized {
        let name = |s: &&Saying| names.get(GlyphId::new(s.glyph)).filter(|n| !n.is_synthesized());
        let named = sayings.iter().filter_map(|s| Some((s.glyph, named(name(s)?.as_str())?)));
        named.for_each(|(glyph, c)| add(glyph, Source::Names, c));
    }
    maps
}

/// The character of a glyph name, as far as it says one: `uni5E74`, `u05E74`, `three`, and letters by themselves.
fn named(name: &str) -> Option<char> {
    const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let base = name.split('.').next()?;
    if let Some(digit) = DIGITS.iter().position(|d| *d == base) {
        return u32::try_from(digit).ok().and_then(|d| char::from_digit(d, 10));
    }
    let hex = |h: &str| u32::from_str_radix(h, 16).ok().and_then(char::from_u32);
    match (base.strip_prefix("uni"), base.strip_prefix('u')) {
        (Some(h), _) if h.len() == 4 => hex(h),
        (_, Some(h)) if (4..=6).contains(&h.len()) => hex(h),
        _ => {
            let mut chars = base.chars();
            chars.next().filter(|c| c.is_ascii_alphabetic() && chars.next().is_none())
        }
    }
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Radicals, wide and compatibility forms are the character they look like.
fn folded(c: char) -> char {
    crate::grammar::plain_ideograph(c).unwrap_or_else(|| std::iter::once(c).nfkc().next().unwrap_or(c))
}

/// Whether two outlines are the same shape, wherever it stands in its em.
fn same_outline(a: Option<&BezPath>, b: Option<&BezPath>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let (box_a, box_b) = (a.bounding_box(), b.bounding_box());
    let height = box_a.height().max(box_b.height()).max(1.0);
    if (box_a.height() - box_b.height()).abs() > SAME_OUTLINE * height {
        return false;
    }
    // The same digit narrower or wider has the same points, moved along.
    let place = |p: Point, r: Rect| Point::new((p.x - r.x0) / r.width().max(1.0), (p.y - r.y0) / height);
    let ends =
        |path: &BezPath, r: Rect| path.elements().iter().filter_map(PathEl::end_point).map(|p| place(p, r)).collect::<Vec<_>>();
    let (a, b) = (ends(a, box_a), ends(b, box_b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.distance(*b) < 3.0 * SAME_OUTLINE)
}
