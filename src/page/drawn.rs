//! What is on a page as displayed.

use crate::diagnostic::Diagnostic;
use crate::place::Rect;

/// One character as drawn on a page. White space is not kept as a glyph; see [`Glyph::after_space`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The character.
    pub ch: char,
    /// How the glyph was drawn and read.
    pub turn: Turn,
    /// White space was drawn directly before it in the same run.
    pub after_space: bool,
    /// The character was recovered from the font, not from what the file says of its text.
    pub recovered: bool,
    /// Number of the drawing operation it came from; glyphs of one operation follow each other.
    pub run: u32,
    /// Origin on the baseline, points from the left.
    pub x: f32,
    /// Baseline, points from the top.
    pub y: f32,
    /// Height of the em square, points.
    pub size: f32,
    /// Advance in reading direction, points.
    pub advance: f32,
}

/// Share of the em that lies above the baseline, on average over the CJK and Latin fonts seen.
///
/// Font boxes are never used: Founder fonts in Chongqing files carry boxes that put punctuation on lines of its own.
pub const ASCENT: f32 = 0.80;
/// Share of the em below the baseline.
pub const DESCENT: f32 = 0.14;

impl Glyph {
    /// Right end of the advance.
    pub fn end(&self) -> f32 {
        self.x + self.advance
    }

    /// The area the glyph takes, from its origin and size.
    pub fn rect(&self) -> Rect {
        let (x, y, along, above, below) = (self.x, self.y, self.advance, ASCENT * self.size, DESCENT * self.size);
        match self.turn {
            Turn::Upright | Turn::Skew => Rect::new(x, y - above, x + along, y + below),
            Turn::Down => Rect::new(x - below, y, x + above, y + along),
            Turn::Over => Rect::new(x - along, y - below, x, y + above),
            Turn::Up => Rect::new(x - above, y - along, x + below, y),
        }
    }
}

/// Direction in which a glyph reads on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Left to right.
    Upright,
    /// Top to bottom (turned a quarter clockwise).
    Down,
    /// Right to left, upside down.
    Over,
    /// Bottom to top (turned a quarter counter-clockwise).
    Up,
    /// At some other angle: a watermark or a stamp.
    Skew,
}

/// A straight ruling along an axis: a stroke, or a filled rectangle so thin that it shows as a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Whether it runs along y.
    pub vertical: bool,
    /// The fixed coordinate: y of a horizontal ruling, x of a vertical one (centre line, points).
    pub at: f32,
    /// Where it starts along the other axis.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// What was drawn and is no running text. Counted, so that nothing vanishes silently; [`Hidden`] has what does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SetAside {
    /// Second copies of a glyph at the same spot (fake bold, shadows).
    pub twice: u32,
    /// Glyphs at an angle (watermarks).
    pub skew: u32,
    /// Glyphs whose character could not be found.
    pub unknown: u32,
    /// Glyphs and rulings beyond the limits of a page.
    pub over_limit: u32,
}

/// Why a character does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// Outside the page or the clip in force.
    Outside,
    /// Something opaque was drawn over it.
    Covered,
    /// It has the colour of what lies behind it, or none.
    Blended,
    /// Too small for anyone to read.
    Tiny,
    /// Drawn invisibly (text render mode 3) where no picture shows the same.
    Invisible,
}

/// Characters near each other that do not show for one reason.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hidden {
    /// The reason.
    pub why: Unseen,
    /// How many.
    pub glyphs: u32,
    /// Where.
    pub rect: Rect,
}

/// One page as displayed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Page number, 1-based.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Glyphs in drawing order.
    pub glyphs: Vec<Glyph>,
    /// Rulings in drawing order, not merged.
    pub rules: Vec<Rule>,
    /// Areas covered by pictures.
    pub pictures: Vec<Rect>,
    /// What was set aside.
    pub set_aside: SetAside,
    /// Characters that do not show, by reason and place.
    pub hidden: Vec<Hidden>,
    /// Quarter turns clockwise that were needed to set most of the text upright, beyond the page's own rotation.
    pub turned: u8,
}

/// A page with fewer glyphs than this and a picture over most of it is a scan (a page number may stand on it).
const SCAN_GLYPHS: usize = 24;
/// Share of the page that a scan's picture covers.
const SCAN_SHARE: f32 = 0.5;
/// Share of the page that a picture of a table covers, at least; emblems and seals are smaller.
const TABLE_SHARE: f32 = 0.15;

impl Page {
    /// Whether the page is a picture without a text layer.
    pub fn is_scan(&self) -> bool {
        let area = (self.width * self.height).max(1.0);
        let covered: f32 = self.pictures.iter().map(|p| p.width() * p.height()).sum();
        self.glyphs.len() < SCAN_GLYPHS && covered / area >= SCAN_SHARE
    }

    /// Pictures on a page with text of its own that are as large as a table, with hardly any of that text on them.
    pub fn pasted(&self) -> Vec<Rect> {
        let area = (self.width * self.height).max(1.0);
        let is_table = |p: &&Rect| {
            let on_it = self.glyphs.iter().filter(|g| p.contains(g.x + g.advance / 2.0, g.y - g.size / 3.0));
            p.width() * p.height() / area >= TABLE_SHARE && on_it.take(SCAN_GLYPHS).count() < SCAN_GLYPHS
        };
        if self.is_scan() { Vec::new() } else { self.pictures.iter().filter(is_table).copied().collect() }
    }

    /// Whether something of the page must be read from pictures.
    pub fn has_unread_pictures(&self) -> bool {
        self.is_scan() || !self.pasted().is_empty()
    }

    /// Whether one picture on the page is as large as a table.
    pub fn is_pictured(&self) -> bool {
        let area = (self.width * self.height).max(1.0);
        self.pictures.iter().any(|p| p.width() * p.height() / area >= TABLE_SHARE)
    }

    /// Whether the fonts of the page do not say what most of its characters are.
    pub fn is_unreadable(&self) -> bool {
        self.set_aside.unknown as usize > self.glyphs.len()
    }
}

/// What a document says of itself, beside its pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The program that wrote the file.
    pub producer: Option<String>,
    /// The title in the document information, which is often wrong.
    pub title: Option<String>,
}

/// What a file says beside its pages.
#[derive(Debug)]
pub struct Facts {
    /// What it says of itself.
    pub metadata: Metadata,
    /// Its end is missing; the pages are what was left.
    pub truncated: bool,
    /// What could not be read with certainty.
    pub diagnostics: Vec<Diagnostic>,
}
