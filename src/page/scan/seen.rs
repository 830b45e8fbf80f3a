//! What was seen on the picture of a page: pieces of text with what each character may be, and rulings. It is kept, so that no
//! picture is read twice, and made a [`Page`] of as often as the rest of the house changes.

use super::figure::{self, Figure};
use super::reading::{self, Reading};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::page::drawn::{Glyph, Page, Rule, Turn};
use crate::place::{Place, Rect};
use serde::{Deserialize, Serialize};

/// Pages of one document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// The model and the way of reading that saw them.
    pub reader: String,
    /// In order of their numbers; pages without pictures that hold text are not among them.
    pub pages: Vec<SeenPage>,
}

/// One page, turned and levelled.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SeenPage {
    /// Page number, 1-based.
    pub number: u32,
    /// Points across, set upright.
    pub width: f32,
    /// Points down.
    pub height: f32,
    /// Quarter turns clockwise that set it upright.
    pub turned: u8,
    /// By how many thousandths of a radian it lay askew.
    pub askew: f32,
    /// The size of most characters, points.
    pub size: f32,
    /// Pieces of text, from top to bottom.
    pub texts: Vec<Text>,
    /// Level rulings: y, from, to.
    pub level: Vec<[f32; 3]>,
    /// Upright rulings: x, from, to.
    pub upright: Vec<[f32; 3]>,
    /// Why nothing of the page is told, where that is so.
    pub refused: Option<String>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Text {
    /// Around its ink, points: left, top, right, bottom.
    pub rect: [f32; 4],
    /// As read.
    pub read: String,
    /// How likely each character is, of 100.
    pub sure: Vec<u8>,
    /// What the piece is read as where it may hold a number only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Whether somewhere in it nothing stands for so long that it may be two.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gap: bool,
    /// What single characters may be beside what they were read as: index, character (a blank for none), how likely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<(u16, char, u8)>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde asks for it
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Digits stand this far above the middle of a line, in characters; so does the middle of a Chinese character above its baseline.
const MIDDLE: f32 = 0.36;
/// Pieces from which on a page can be called illegible; how likely they are on average at least, of 100; and the share of figures that
/// are no numbers at most, per cent.
const FEW: usize = 6;
const LEGIBLE: usize = 70;
const ODD: usize = 25;
/// Figures with a digit that is hardly legible from which on the others of the page are in doubt too, and their share, per cent: where
/// digits are so small or blurred, some are taken for others with certainty.
const DIM: usize = 4;
const DIM_SHARE: usize = 5;
/// A piece no wider and no higher than this (characters) is a speck: beside a figure in its cell it would make two pieces of it.
const SPECK_WIDE: f32 = 0.5;
const SPECK_HIGH: f32 = 0.36;
/// Said of a photograph or a drawing.
const NO_TEXT: &str = "hardly anything on it can be read as text";
/// Heights of ink, in characters: of digits, of Chinese characters.
const DIGITS: f32 = 0.74;
const FULL: f32 = 0.93;

impl Text {
    /// Whether it is so small that no character but a dash is, of a page whose characters are of this size.
    fn is_speck(&self, size: f32) -> bool {
        let [x0, y0, x1, y1] = self.rect;
        let is_dash = |ch: char| matches!(ch, '-' | '—' | '–' | '－' | '一');
        x1 - x0 <= SPECK_WIDE * size && y1 - y0 <= SPECK_HIGH * size && !self.read.trim().chars().all(is_dash)
    }

    /// How likely the least legible of its digits is, of 100.
    fn least_digit(&self) -> u8 {
        let digits = self.read.chars().zip(&self.sure).filter(|(ch, _)| ch.is_ascii_digit());
        digits.map(|(_, sure)| *sure).min().unwrap_or(100)
    }
}

impl Seen {
    /// What was seen on the pictures of a page that are no text of its own.
    pub fn of(&self, page: &Page) -> Option<&SeenPage> {
        if !page.has_unread_pictures() {
            return None;
        }
        self.pages.iter().find(|seen| seen.number == page.number)
    }

    /// Whether it can be what a reader of pictures has written: it comes back from a disk.
    pub fn is_sound(&self) -> bool {
        self.pages.len() <= limits::MAX_PAGES && self.pages.iter().all(SeenPage::is_sound)
    }
}

impl SeenPage {
    fn is_sound(&self) -> bool {
        let most = limits::MAX_PAGE_SIDE;
        let fits = |v: &f32| v.is_finite() && v.abs() <= most;
        let lines = self.level.len() + self.upright.len();
        [self.width, self.height, self.size].iter().all(|v| fits(v) && *v >= 0.0)
            && self.askew.is_finite()
            && lines <= limits::MAX_RULES_PER_PAGE
            && self.texts.len() <= limits::MAX_PIECES_PER_PAGE
            && self.texts.iter().map(|t| t.read.len()).sum::<usize>() <= limits::MAX_GLYPHS_PER_PAGE
            && self.texts.iter().all(|t| t.rect.iter().all(fits))
            && self.level.iter().chain(&self.upright).flatten().all(fits)
    }

    /// The page, with a glyph for each character, how each piece was read, and what is to be said of it. A page with text of its own
    /// keeps that, and what is seen on its pasted pictures stands beside it.
    pub fn page(&self, shown: &Page) -> (Page, Vec<Reading>, Option<Diagnostic>) {
        if !shown.is_scan() {
            return self.within(&shown.pasted()).beside(shown);
        }
        let page = Page { number: self.number, width: self.width, height: self.height, turned: self.turned, ..Page::default() };
        self.over(page, shown)
    }

    /// What lies on these pictures alone.
    fn within(&self, pictures: &[Rect]) -> Self {
        let holds = |x: f32, y: f32| pictures.iter().any(|p| p.contains(x, y));
        let mut part = self.clone();
        part.texts.retain(|t| holds((t.rect[0] + t.rect[2]) / 2.0, (t.rect[1] + t.rect[3]) / 2.0));
        part.level.retain(|r| holds((r[1] + r[2]) / 2.0, r[0]));
        part.upright.retain(|r| holds(r[0], (r[1] + r[2]) / 2.0));
        part
    }

    fn beside(&self, shown: &Page) -> (Page, Vec<Reading>, Option<Diagnostic>) {
        if self.texts.is_empty() && self.refused.is_none() {
            return (shown.clone(), Vec::new(), None);
        }
        let mut own = self.clone();
        if self.refused.is_none() && self.illegible() == Some(NO_TEXT) {
            let message = "a picture on this page holds no text that can be read".to_owned();
            return (shown.clone(), Vec::new(), Some(Diagnostic::info("ocr.no_text", message).at(Place::page(self.number))));
        }
        if self.turned != 0 || shown.turned != 0 {
            own.refused.get_or_insert_with(|| "it lies on its side among text that does not".to_owned());
        }
        let (page, mut readings, said) = own.over(shown.clone(), shown);
        readings.iter_mut().for_each(|reading| reading.beside = true);
        (page, readings, said)
    }

    /// Writes what was seen over a page.
    fn over(&self, mut page: Page, shown: &Page) -> (Page, Vec<Reading>, Option<Diagnostic>) {
        let mut readings = Vec::new();
        let place = Place::page(self.number);
        // Glyphs of one run belong together: those of a piece are a run of their own.
        let (mut figures, mut dim) = (0, 0);
        let runs = page.glyphs.iter().map(|glyph| glyph.run + 1).max().unwrap_or(0);
        if let Some(reason) = self.refused.as_deref().or_else(|| self.illegible()) {
            let message = format!("nothing of the picture of this page is told: {reason}");
            return (shown.clone(), readings, Some(Diagnostic::warning("ocr.refused", message).at(place)));
        }
        for (run, text) in self.texts.iter().enumerate() {
            let sure = text.sure.iter().copied().min().unwrap_or(0);
            let Figure { text: printed, doubt } = figure::settle(&text.read, sure, text.number.as_deref());
            if printed.trim().is_empty() || text.is_speck(self.size) {
                continue;
            }
            if figure::is_part(&printed) {
                figures += 1;
                dim += usize::from(text.least_digit() < figure::SURE);
            }
            let rect = Rect::new(text.rect[0], text.rect[1], text.rect[2], text.rect[3]);
            self.write(&printed, text.rect, runs + run as u32, &mut page.glyphs);
            let is_two = text.gap && figure::is_part(&printed);
            let doubt = doubt.or_else(|| is_two.then_some("it holds a gap so wide that it may be two figures"));
            readings.push(Reading { page: self.number, rect, text: printed, sure, doubt, beside: false });
        }
        reading::compare(&mut readings, &self.upright, self.size);
        if dim >= DIM && dim * 100 >= figures * DIM_SHARE {
            reading::doubt_all(&mut readings);
        }
        let rule = |vertical: bool| move |r: &[f32; 3]| Rule { vertical, at: r[0], from: r[1], to: r[2] };
        page.rules.extend(self.level.iter().map(rule(false)));
        page.rules.extend(self.upright.iter().map(rule(true)));
        let doubtful = readings.iter().filter(|r: &&Reading| r.doubt.is_some()).count();
        let message = format!(
            "the page was read from its picture: {} pieces of text, of which {doubtful} hold figures that are in doubt",
            readings.len()
        );
        (page, readings, Some(Diagnostic::info("ocr.page", message).at(place)))
    }

    /// Why nothing of the page can be trusted: it is a photograph, or so bad that few of its figures are numbers.
    fn illegible(&self) -> Option<&'static str> {
        let likely = |text: &Text| text.sure.iter().map(|s| usize::from(*s)).sum::<usize>() / text.sure.len().max(1);
        let sum: usize = self.texts.iter().map(likely).sum();
        if self.texts.len() >= FEW && sum < self.texts.len() * LEGIBLE {
            return Some(NO_TEXT);
        }
        let settled = self.texts.iter().map(|text| figure::settle(&text.read, 100, text.number.as_deref()));
        let (mut figures, mut odd) = (0, 0);
        for figure in settled {
            figures += usize::from(figure.text.contains(|c: char| c.is_ascii_digit()));
            odd += usize::from(figure.is_none());
        }
        (odd >= FEW && odd * 100 > figures * ODD)
            .then_some("too many of its figures are no numbers, so they or its cells are torn")
    }

    /// Sets the characters of a piece side by side over its breadth.
    fn write(&self, printed: &str, [x0, y0, x1, y1]: [f32; 4], run: u32, glyphs: &mut Vec<Glyph>) {
        let wide = |ch: char| if ch.is_ascii() { 0.5 } else { 1.0 };
        let units: f32 = printed.chars().map(wide).sum();
        let full = printed.chars().any(|ch| !ch.is_ascii() && ch.is_alphabetic());
        let by_ink = (y1 - y0) / if full { FULL } else { DIGITS };
        let size = if (0.6 * self.size..2.5 * self.size).contains(&by_ink) { by_ink } else { self.size };
        let y = (y0 + y1) / 2.0 + MIDDLE * size;
        let (mut x, mut after_space) = (x0, false);
        for ch in printed.chars() {
            let advance = (x1 - x0) * wide(ch) / units.max(0.5);
            if ch.is_whitespace() {
                after_space = true;
            } else {
                glyphs.push(Glyph { ch, turn: Turn::Upright, after_space, recovered: false, run, x, y, size, advance });
                after_space = false;
            }
            x += advance;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(read: &str, rect: [f32; 4], sure: u8) -> Text {
        Text { rect, read: read.to_owned(), sure: vec![sure; read.chars().count()], number: None, gap: false, others: Vec::new() }
    }

    #[test]
    fn specks_are_no_text_and_dashes_are() {
        let speck = |read: &str, side: f32| text(read, [60.0, 100.0, 60.0 + side, 100.0 + 2.0], 70).is_speck(10.0);
        assert!(speck(".", 2.0) && speck("2", 4.0) && speck("·", 3.0));
        assert!(!speck("-", 4.0) && !speck("—", 4.0) && !speck("一", 4.9) && !speck("2.", 6.0));
        assert!(!text(".", [60.0, 100.0, 63.0, 105.0], 70).is_speck(10.0));
    }

    fn doubted(dim: usize) -> usize {
        let piece = |n: usize| {
            let y = 100.0 + 20.0 * n as f32;
            text("1,234.50", [60.0, y, 100.0, y + 7.0], if n < dim { 70 } else { 99 })
        };
        let seen = SeenPage { number: 1, width: 595.0, size: 10.0, texts: (0..40).map(piece).collect(), ..SeenPage::default() };
        seen.over(Page::default(), &Page::default()).1.iter().filter(|reading| reading.doubt.is_some()).count()
    }

    #[test]
    fn where_some_digits_are_hardly_legible_no_figure_is_sure() {
        assert_eq!((doubted(0), doubted(3), doubted(4)), (0, 3, 40));
    }

    #[test]
    fn a_piece_is_glyphs_side_by_side() {
        let texts = vec![text("合计 12", [10.0, 100.0, 40.0, 109.0], 99), text("1,0O0.00", [60.0, 100.0, 90.0, 107.0], 70)];
        let seen = SeenPage { number: 3, width: 595.0, height: 842.0, size: 10.0, texts, ..SeenPage::default() };
        let pictures = vec![Rect::new(0.0, 0.0, 595.0, 842.0)];
        let (page, readings, _) = seen.page(&Page { width: 595.0, height: 842.0, pictures, ..Page::default() });
        assert_eq!(page.glyphs.len(), 12);
        assert!(page.glyphs[2].after_space && (page.glyphs[3].end() - 40.0).abs() < 0.1);
        assert!((page.glyphs[0].y - page.glyphs[5].y).abs() < 1.5);
        assert_eq!(readings.iter().map(|r| r.sure).collect::<Vec<_>>(), [99, 70]);
    }
}
