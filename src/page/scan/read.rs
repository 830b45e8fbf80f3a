//! A picture of a page to what is seen on it.

use super::dashes;
use super::figure;
use super::fills::lightened;
use super::grey::Grey;
use super::marks::Ink;
use super::pieces::{self, Piece};
use super::recognise::{Read, Recogniser};
use super::rulings::{Ruling, Rulings, rulings};
use super::seen::{SeenPage, Text};
use super::skew::skew;
use crate::limits::{self, Stop};

/// A picture of a page, as displayed.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Page number, 1-based.
    pub number: u32,
    /// Its pixels.
    pub grey: Grey,
    /// Pixels to a point.
    pub scale: f32,
}

/// A page less askew than this (radians) is level.
const LEVEL: f32 = 0.000_35;
/// Pieces that are read to tell whether a page stands upright.
const SAMPLES: usize = 10;
/// Pieces of a page that stands upright are this likely on average, of 100.
const UPRIGHT: u32 = 72;
/// A piece of fewer characters counts for less: the lines of a page that lies on its side fall into single characters, and a digit or two
/// lying on its side is taken for another.
const LINE: usize = 4;
/// The characters of numbers.
const NUMBERS: &str = "0123456789,.-%() ";

/// Reads a page; `None` when `stop` was set before it was done.
///
/// # Errors
/// What the model says when it fails.
pub fn read(picture: &Picture, recogniser: &Recogniser, stop: &Stop) -> Result<Option<SeenPage>, String> {
    let even = picture.grey.evened();
    let mut best: Option<(u32, u8, Look)> = None;
    // Upright and on either side before upside down.
    for quarters in [0, 1, 3, 2] {
        if stop.is_set() {
            return Ok(None);
        }
        let Some(look) = Look::at(&even.turned(quarters)) else { break };
        let sure = look.sample(recogniser)?;
        let better = best.as_ref().is_none_or(|(before, ..)| sure > *before + 5);
        if better {
            best = Some((sure, quarters, look));
        }
        if sure >= UPRIGHT {
            break;
        }
    }
    let Some((_, quarters, look)) = best else {
        let blank = Look::nothing(even);
        return Ok(Some(blank.told(picture, 0, Vec::new())));
    };
    let mut texts = Vec::with_capacity(look.pieces.len());
    for piece in &look.pieces {
        if stop.is_set() {
            return Ok(None);
        }
        texts.extend(look.texts(piece, recogniser, picture.scale)?);
    }
    Ok(Some(look.told(picture, quarters, texts)))
}

/// What was found on a picture before anything of it was read.
struct Look {
    /// Level and without rulings.
    clean: Grey,
    askew: f32,
    em: f32,
    rulings: Rulings,
    /// Without rulings and specks.
    ink: Ink,
    pieces: Vec<Piece>,
}

impl Look {
    /// `None` where there is no text.
    fn at(even: &Grey) -> Option<Self> {
        let threshold = even.threshold();
        let em = pieces::em(even, threshold)?;
        let light = lightened(even, threshold, em);
        let even = light.as_ref().unwrap_or(even);
        let askew = skew(even, threshold);
        let level = if askew.abs() > LEVEL { even.rotated(askew) } else { even.clone() };
        let rulings = rulings(&level, threshold, em);
        let mut ink = pieces::ink_of(&level, threshold, &rulings);
        let mut pieces = pieces::pieces(&mut ink, &rulings, em);
        pieces.truncate(limits::MAX_PIECES_PER_PAGE);
        dashes::sign(&mut pieces, &level, &rulings, em);
        let clean = pieces::without_rulings(&level, &rulings);
        Some(Self { clean, askew, em, rulings, ink, pieces })
    }

    fn nothing(clean: Grey) -> Self {
        let ink = Ink { width: 0, height: 0, data: Vec::new() };
        Self { clean, askew: 0.0, em: 0.0, rulings: Rulings::default(), ink, pieces: Vec::new() }
    }

    /// How likely it is that some of its pieces are lines of text, on average, the longest first.
    fn sample(&self, recogniser: &Recogniser) -> Result<u32, String> {
        let mut longest: Vec<&Piece> = self.pieces.iter().filter(|p| p.area.width() as f32 <= 16.0 * self.em).collect();
        longest.sort_by_key(|p| std::cmp::Reverse((p.area.width(), p.area.y0)));
        let (mut sum, mut count) = (0, 0);
        for piece in longest.iter().take(SAMPLES) {
            let read = recogniser.read(&self.clean, piece.area, self.em, &[None])?;
            sum += likely(read.first().map_or(&[] as &[Read], Vec::as_slice));
            count += 1;
        }
        Ok(sum / count.max(1))
    }

    /// A piece as one text, or as several where it holds whole figures beside each other and is none itself.
    fn texts(&self, piece: &Piece, recogniser: &Recogniser, scale: f32) -> Result<Vec<Text>, String> {
        let Some((text, seams)) = self.text(piece, recogniser, scale)? else { return Ok(Vec::new()) };
        let is_one = seams.is_empty() && piece.gaps.is_empty();
        if is_one || !figure::is_torn(&text.read, text.number.as_deref()) {
            return Ok(vec![text]);
        }
        let mut parts = Vec::new();
        for part in piece.parts(&seams, &self.ink) {
            parts.extend(self.text(&part, recogniser, scale)?.map(|(text, _)| text));
        }
        let are_figures = parts.len() > 1 && parts.iter().all(|part| figure::is_whole(&part.read));
        Ok(if are_figures { parts } else { vec![text] })
    }

    /// A piece as text, and the columns where a blank stands between two of its digits.
    fn text(&self, piece: &Piece, recogniser: &Recogniser, scale: f32) -> Result<Option<(Text, Vec<usize>)>, String> {
        let mut decoded = recogniser.read(&self.clean, piece.area, self.em, &[None, Some(NUMBERS)])?.into_iter();
        let (read, number) = (decoded.next().unwrap_or_default(), decoded.next().unwrap_or_default());
        let printed = |read: &[Read]| read.iter().map(|r| r.ch).collect::<String>();
        if printed(&read).trim().is_empty() {
            return Ok(None);
        }
        let plain = printed(&read);
        let number = Some(printed(&number)).filter(|n| *n != plain && 2 * n.chars().count() > plain.chars().count());
        let each = |(index, r): (usize, &Read)| {
            let index = index as u16;
            r.others.iter().map(move |(ch, sure)| (index, *ch, *sure)).collect::<Vec<_>>()
        };
        let a = piece.area;
        // Where a character is most likely is a share of what was cut out, a little beside the ink too.
        let column = |index: usize| a.x0 + (read[index - 1].at * a.width() as f32) as usize;
        let seams = figure::seams(&plain).into_iter().map(column).collect();
        let text = Text {
            rect: [a.x0, a.y0, a.x1, a.y1].map(|v| v as f32 / scale),
            sure: read.iter().map(|r| r.sure).collect(),
            others: read.iter().enumerate().flat_map(each).collect(),
            read: plain,
            number,
            gap: !piece.gaps.is_empty(),
        };
        Ok(Some((text, seams)))
    }

    fn told(&self, picture: &Picture, quarters: u8, texts: Vec<Text>) -> SeenPage {
        let scale = picture.scale;
        let line = |r: &Ruling| [r.at / scale, r.from / scale, r.to / scale];
        SeenPage {
            number: picture.number,
            width: self.clean.width as f32 / scale,
            height: self.clean.height as f32 / scale,
            turned: quarters,
            askew: self.askew * 1000.0,
            size: self.em / scale,
            texts,
            level: self.rulings.level.iter().map(line).collect(),
            upright: self.rulings.upright.iter().map(line).collect(),
            refused: None,
        }
    }
}

/// How likely it is, of 100, that a piece is a line of text that stands upright.
fn likely(read: &[Read]) -> u32 {
    let sum: u32 = read.iter().map(|r| u32::from(r.sure)).sum();
    let mean = sum.checked_div(read.len() as u32).unwrap_or(0);
    mean * read.len().min(LINE) as u32 / LINE as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_characters_are_no_lines() {
        let piece = |count: usize, sure: u8| vec![Read { ch: '1', sure, at: 0.5, others: Vec::new() }; count];
        assert!(likely(&piece(1, 99)) < 30 && likely(&piece(2, 99)) < 55);
        assert!(likely(&piece(4, 90)) > UPRIGHT && likely(&piece(12, 90)) == likely(&piece(4, 90)));
        assert!(likely(&piece(8, 40)) < UPRIGHT && likely(&[]) == 0);
    }
}
