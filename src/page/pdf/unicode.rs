//! Finds the character of a glyph whose font does not say it.
//!
//! hayro reads ToUnicode, glyph names, and the predefined CMaps of fonts that are not embedded. Left over are embedded fonts
//! without a usable ToUnicode. In the order of certainty: (a) the font's own Encoding leads to a CID of a known collection,
//! whose UCS2 CMap gives the character; (b) `/ToUnicode /Identity-H`: the code is the character; (c) the embedded font
//! program's own character map, read backwards.

use super::contradiction::{Contradiction, Sayings};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_interpret::font::{Glyph, OutlineFontData};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use rustc_hash::FxHashMap;
use skrifa::{FontRef, MetadataProvider};

/// Recovers characters for one document. Nothing is built before the first glyph asks.
pub(super) struct FontTexts<'p> {
    pdf: &'p Pdf,
    fonts: FxHashMap<u128, FontText>,
    dictionaries: Option<Vec<CompositeFont>>,
    sayings: Sayings,
}

/// What is known of one embedded font.
struct FontText {
    composite: Option<CompositeFont>,
    by_glyph: FxHashMap<u32, char>,
}

/// The parts of a Type 0 font dictionary that lead from a code to a character.
#[derive(Clone)]
struct CompositeFont {
    name: String,
    program_len: Option<usize>,
    encoding: Option<std::rc::Rc<CMap>>,
    to_cid_is_identity: bool,
    ucs2: Option<std::rc::Rc<CMap>>,
    code_is_unicode: bool,
}

impl<'p> FontTexts<'p> {
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self { pdf, fonts: FxHashMap::default(), dictionaries: None, sayings: Sayings::default() }
    }

    /// Notes what the file says a glyph is.
    pub(super) fn said(&mut self, glyph: &Glyph<'_>, character: char, page: u32) {
        if let Glyph::Outline(outline) = glyph {
            self.sayings.note(outline, character, page);
        }
    }

    /// Where the file says other than its fonts draw.
    pub(super) fn contradictions(&self) -> Vec<Contradiction> {
        self.sayings.contradictions()
    }

    /// The character of a glyph, from its font alone.
    pub(super) fn recover(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        let Glyph::Outline(outline) = glyph else { return None };
        let data = outline.font_data()?;
        let key = data.cache_key;
        if !self.fonts.contains_key(&key) {
            let text = self.font_text(&data);
            self.fonts.insert(key, text);
        }
        let font = self.fonts.get(&key)?;
        let code = outline.char_code();
        font.composite
            .as_ref()
            .and_then(|c| c.character(code))
            .or_else(|| font.by_glyph.get(&outline.glyph_id().to_u32()).copied())
            .filter(|c| !c.is_control() && *c != '\u{FFFD}')
    }

    fn font_text(&mut self, data: &OutlineFontData) -> FontText {
        let bytes: &[u8] = (*data.data).as_ref();
        let pdf = self.pdf;
        let dictionaries = self.dictionaries.get_or_insert_with(|| composite_fonts(pdf));
        let name = data.postscript_name.as_deref().unwrap_or_default();
        // The name alone is ambiguous (subsets of one font share it after the tag is dropped), so the program decides first.
        let same_program = |c: &&CompositeFont| c.program_len == Some(bytes.len());
        let composite = dictionaries
            .iter()
            .filter(same_program)
            .find(|c| c.name == name)
            .or_else(|| dictionaries.iter().find(same_program))
            .or_else(|| dictionaries.iter().find(|c| c.name == name))
            .cloned();
        FontText { composite, by_glyph: characters_by_glyph(bytes) }
    }
}

impl CompositeFont {
    fn character(&self, code: u32) -> Option<char> {
        if let Some(ucs2) = &self.ucs2 {
            let cid = match &self.encoding {
                Some(cmap) => (1..=4).find_map(|len| cmap.lookup_cid_code(code, len)),
                None => self.to_cid_is_identity.then_some(code),
            };
            if let Some(BfString::Char(c)) = cid.and_then(|cid| ucs2.lookup_bf_string(cid)) {
                return Some(c);
            }
        }
        if self.code_is_unicode { char::from_u32(code) } else { None }
    }
}

/// Every Type 0 font dictionary of the document.
fn composite_fonts(pdf: &Pdf) -> Vec<CompositeFont> {
    let mut fonts = Vec::new();
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        if dict.get::<Name<'_>>("Subtype").as_deref() != Some(b"Type0".as_slice()) {
            continue;
        }
        fonts.extend(composite_font(&dict));
    }
    fonts
}

fn composite_font(dict: &Dict<'_>) -> Option<CompositeFont> {
    let descendant = dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let name = descendant.get::<Name<'_>>("BaseFont").map(|n| n.as_str().to_owned()).unwrap_or_default();
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo");
    let text = |key: &str| info.as_ref().and_then(|i| i.get::<PdfString<'_>>(key)).map(|s| s.as_bytes().to_vec());
    let family = CidFamily::from_registry_ordering(&text("Registry").unwrap_or_default(), &text("Ordering").unwrap_or_default());
    let encoding_name = dict.get::<Name<'_>>("Encoding").map(|n| n.to_vec());
    let identity = encoding_name.as_deref().is_some_and(|n| n.starts_with(b"Identity"));
    let encoding = match (&encoding_name, dict.get::<Stream<'_>>("Encoding")) {
        (Some(name), _) if !identity => load(CMapName::from_bytes(name)),
        (_, Some(stream)) => stream.decoded().ok().and_then(|data| CMap::parse(&data, hayro_cmap::load_embedded)),
        _ => None,
    };
    let program_len = descendant.get::<Dict<'_>>("FontDescriptor").and_then(|d| {
        let stream = d.get::<Stream<'_>>("FontFile2").or_else(|| d.get::<Stream<'_>>("FontFile3"))?;
        Some(stream.decoded().ok()?.len())
    });
    Some(CompositeFont {
        name,
        program_len,
        encoding: encoding.map(std::rc::Rc::new),
        to_cid_is_identity: identity,
        ucs2: family.ucs2_cmap().and_then(load).map(std::rc::Rc::new),
        code_is_unicode: dict.get::<Name<'_>>("ToUnicode").is_some_and(|n| n.starts_with(b"Identity")),
    })
}

fn load(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

/// The font's character map backwards. A unified ideograph wins over a compatibility or private-use twin of the same glyph.
fn characters_by_glyph(bytes: &[u8]) -> FxHashMap<u32, char> {
    let mut characters = FxHashMap::default();
    let Ok(font) = FontRef::new(bytes) else { return characters };
    for (code, glyph) in font.charmap().mappings() {
        let Some(new) = char::from_u32(code) else { continue };
        let slot = characters.entry(glyph.to_u32()).or_insert(new);
        if rank(new) < rank(*slot) {
            *slot = new;
        }
    }
    characters
}

fn rank(c: char) -> u8 {
    match c {
        '\u{E000}'..='\u{F8FF}' => 3,
        '\u{F900}'..='\u{FAFF}' | '\u{2E80}'..='\u{2FDF}' | '\u{2F800}'..='\u{2FA1F}' => 2,
        '\u{FF00}'..='\u{FFEF}' => 1,
        _ => 0,
    }
}
