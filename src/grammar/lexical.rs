//! The small pieces that every grammar here is made of: blanks, digits, brackets, dashes, words with blanks inside.
//!
//! Private to the module. Nothing here knows what a budget is.

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::{take_while, take_while_m_n, take_while1};
use nom::character::complete::satisfy;
use nom::combinator::map_opt;
use nom::error::{Error, ErrorKind};

/// What every production here answers.
pub(super) type Parsed<'a, T> = IResult<&'a str, T>;

/// The plain refusal of a production at `input`.
pub(super) fn refuse<T>(input: &str) -> Parsed<'_, T> {
    Err(nom::Err::Error(Error::new(input, ErrorKind::Verify)))
}

/// White space of all kinds, also the zero-width marks that word processors leave behind.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Cuts blanks off both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_gap)
}

/// A full-width form (U+FF01..U+FF5E) as its ASCII twin; any other character as it is.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A decimal digit of either width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// The value of a decimal digit of either width.
pub(crate) fn digit_value(c: char) -> Option<u32> {
    fold(c).to_digit(10)
}

/// `gap := blank*`
pub(super) fn gap(input: &str) -> Parsed<'_, &str> {
    take_while(is_gap).parse(input)
}

/// `point := "." | "．"`
pub(super) fn point(input: &str) -> Parsed<'_, char> {
    satisfy(|c| matches!(c, '.' | '．')).parse(input)
}

/// `colon := ":" | "：" | "∶"`; the ratio sign stands for a colon in some Founder files.
pub(super) fn colon(input: &str) -> Parsed<'_, char> {
    satisfy(|c| matches!(c, ':' | '：' | '∶')).parse(input)
}

/// `open := "(" | "（" | …`
pub(super) fn is_open(c: char) -> bool {
    matches!(c, '(' | '（' | '[' | '［' | '【' | '〔' | '﹙')
}

/// `close := ")" | "）" | …`
pub(super) fn is_close(c: char) -> bool {
    matches!(c, ')' | '）' | ']' | '］' | '】' | '〕' | '﹚')
}

/// A hyphen, minus or dash of any length.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '﹣')
}

/// `digits := digit{1..}`
pub(super) fn digits(input: &str) -> Parsed<'_, &str> {
    take_while1(is_digit).parse(input)
}

/// `small := digit{min..max}`, as a number, not followed by another digit. `max` must be below 10.
pub(super) fn small<'a>(min: usize, max: usize) -> impl FnMut(&'a str) -> Parsed<'a, u32> {
    move |input| {
        let (rest, value) = map_opt(take_while_m_n(min, max, is_digit), number).parse(input)?;
        if rest.starts_with(is_digit) { refuse(input) } else { Ok((rest, value)) }
    }
}

/// The value of a run of digits of either width; `None` when it is too large.
pub(super) fn number(figures: &str) -> Option<u32> {
    figures.chars().try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(digit_value(c)?))
}

/// `word`, with blanks allowed between its characters (`预算 09表`, `单　位`).
pub(super) fn spaced<'a>(word: &'static str) -> impl FnMut(&'a str) -> Parsed<'a, ()> {
    move |input| {
        let mut rest = input;
        for (n, c) in word.chars().enumerate() {
            if n > 0 {
                rest = rest.trim_start_matches(is_gap);
            }
            let Some(after) = rest.strip_prefix(c) else { return refuse(input) };
            rest = after;
        }
        Ok((rest, ()))
    }
}

/// The first of `words` that stands here; put the longer ones first.
pub(super) fn one_word<'a, T: Copy>(words: &'static [(&'static str, T)]) -> impl FnMut(&'a str) -> Parsed<'a, T> {
    move |input| {
        for &(word, value) in words {
            if let Ok((rest, ())) = spaced(word).parse(input) {
                return Ok((rest, value));
            }
        }
        refuse(input)
    }
}

/// Whether the text holds a run of at least `least` blanks, or a tab: the mark of columns set side by side.
pub(super) fn wide_gap(text: &str, least: usize) -> Option<usize> {
    let (mut start, mut length) = (0, 0);
    for (at, c) in text.char_indices() {
        if !is_gap(c) {
            length = 0;
            continue;
        }
        if length == 0 {
            start = at;
        }
        length += 1;
        if length >= least || c == '\t' {
            return Some(start);
        }
    }
    None
}
