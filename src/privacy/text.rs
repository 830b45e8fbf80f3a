//! Takes contacts out of one text.

use super::find::{FEWEST_FIGURES, find};
use super::finds::Found;
use super::mark::{REDACTED, unmarked};
use crate::codes::contacts::may_hold_label;
use crate::grammar::contact::Folded;
use std::borrow::Cow;
use std::ops::Range;

/// A text without contacts, and how many there were; one without any is borrowed as it is.
///
/// ```
/// let (text, count) = gongkai::privacy::text("经办人：张某某 13800138000");
/// assert_eq!((text.as_ref(), count), ("经办人：[redacted] [redacted]", 2));
/// ```
pub fn text(text: &str) -> (Cow<'_, str>, usize) {
    without(text, |_| true)
}

/// The same for a text made of what a document prints: a number that is all of it was a figure in its place there, and is one.
pub fn written(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    match unmarked(text) {
        Cow::Borrowed(text) => without(text, |found| !found.bare).0,
        Cow::Owned(text) => Cow::Owned(without(&text, |found| !found.bare).0.into_owned()),
    }
}

fn without(text: &str, takes: impl Fn(&Found) -> bool) -> (Cow<'_, str>, usize) {
    if !may_hold(text) {
        return (Cow::Borrowed(text), 0);
    }
    let folded = Folded::of(text);
    let found: Vec<Found> = find(folded.chars()).into_iter().filter(takes).collect();
    let ranges = found.iter().flat_map(|f| folded.parts(f.range.clone())).map(|(_, bytes)| (bytes, REDACTED));
    (replaced(text, ranges), found.len())
}

/// Kinds of bytes: a figure, what an at sign may begin with, the beginning of a form of full width, and any beyond ASCII.
const FIGURE: u8 = 1;
const SIGN: u8 = 2;
const WIDE: u8 = 4;
const OTHER: u8 = 8;
static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' => FIGURE,
            b'@' | b'%' | b'[' | b'#' | b'(' => SIGN,
            0xef => WIDE | OTHER,
            0x80.. => OTHER,
            _ => 0,
        };
        byte += 1;
    }
    kinds
}

/// A cheap look: no contact is written without some figures, an at sign, or a label.
pub(super) fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut figures, mut kinds) = (0usize, 0u8);
    for byte in bytes {
        let kind = KINDS[usize::from(*byte)];
        figures += usize::from(kind & FIGURE);
        kinds |= kind;
    }
    let (plain, wide, sign) = (kinds & OTHER == 0, kinds & WIDE != 0, kinds & SIGN != 0);
    let at_sign = || bytes.iter().enumerate().any(|(at, byte)| stands_for_at(*byte, &bytes[at + 1..]));
    if sign && at_sign() {
        return true;
    }
    if plain {
        return figures >= FEWEST_FIGURES && !is_amount(text) || figures >= 3 && text.contains([':', '=']);
    }
    let enough = || {
        figures >= FEWEST_FIGURES
            || wide && (text.contains('＠') || text.chars().filter(|c| c.is_numeric()).count() >= FEWEST_FIGURES)
    };
    enough() || text.len() >= SHORTEST && may_hold_label(text)
}

/// Whether a byte and those behind it stand for an at sign.
const fn stands_for_at(byte: u8, behind: &[u8]) -> bool {
    match byte {
        b'@' => true,
        b'%' => matches!(behind, [b'4', b'0', ..]),
        b'#' => matches!(behind, [b'@', ..]),
        b'(' | b'[' => matches!(behind, [b'a' | b'A' | b'@', ..]),
        _ => false,
    }
}

/// Bytes of a label and what it announces at least.
const SHORTEST: usize = 9;

/// Whether a text in ASCII is an amount, with thousands or decimals.
fn is_amount(text: &str) -> bool {
    let figure = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'%');
    let thousands =
        |text: &str| text.contains(',') && text.split(',').skip(1).all(|part| part.find('.').unwrap_or(part.len()) == 3);
    text.bytes().all(figure) && (thousands(text) || text.rfind('.').is_some_and(|at| text.len() - at <= 3))
}

/// The text with something else in place of ranges, each given by its first byte and the byte where its last character begins.
pub(super) fn replaced<S: AsRef<str>>(text: &str, ranges: impl Iterator<Item = (Range<usize>, S)>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    for (range, instead) in ranges {
        let width = text[range.end..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&text[kept..range.start]);
        out.push_str(instead.as_ref());
        kept = range.end + width;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}
