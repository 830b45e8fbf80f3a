//! Nom grammars: one printed string in, one typed value out.
//!
//! In: a `&str` as it stood on the page (a cell, a line, a sentence). Out: an amount, a code, a heading, a unit line and so on.
//! Not done here: what a value means in its table, which official code list it belongs to, and any repair of the text. All
//! nom is in this folder and no nom type leaves it: a function answers `Option`, or [`Expected`] where somebody wants to know
//! why a text is refused.
//!
//! Every production accepts the digits and punctuation of both widths, because portals mix them within one line.

pub mod amount;
pub mod code;
pub mod contact;
pub mod date;
pub mod form;
pub mod heading;
pub mod indicator;
mod lexical;
pub mod numeral;
mod radical;
pub mod running;
pub mod sentence;
pub mod table_number;
pub mod unit;

use std::borrow::Cow;
use std::fmt;

use nom::Parser;
use unicode_normalization::UnicodeNormalization;

pub use amount::{Amount, amount, amounts_in, figure, is_amount_like, is_nil_mark, parse_amount, percent, render};
pub use code::{
    CodeStyle, CodedName, bracketed_code, code_and_name, code_fragment, join_code, subject_code, unfilled_code, written_code,
};
pub use contact::{Contact, ContactKind, contacts_in, redact};
pub use date::{Date, date, fiscal_year, years_in};
pub use form::{CellKind, FormItem, FormLabel, IndicatorHalf, IndicatorKind, form_label, form_row, indicator_halves};
pub use heading::{ContentsLine, Heading, HeadingStyle, Leader, contents_line, ends_as_title, heading};
pub use indicator::{Comparator, IndicatorValue, comparator, indicator, indicator_from_parts};
pub use numeral::{Enclosure, chinese_number, enclosed_number, ordinal, to_chinese};
pub use radical::plain_ideograph;
pub use running::{RunningIndicator, running_indicators};
pub use table_number::{TableNumber, table_number};
pub use unit::{Unit, UnitLine, unit_line, unit_of};

/// Why a text is not what it was read as: where, what should have stood there, and what did.
///
/// Example: reading `1,23,4.5` as an amount gives offset 1, expected `amount`, rest `,23,4.5`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Byte offset into the text that was given.
    pub offset: usize,
    /// The production that was tried, in plain words.
    pub expected: &'static str,
    /// The text from the offset on, at most [`Expected::REST_CHARS`] characters of it.
    pub rest: String,
}

impl Expected {
    /// How much of the offending text an error keeps, so that errors on long texts stay small.
    pub const REST_CHARS: usize = 40;

    fn at(text: &str, offset: usize, expected: &'static str) -> Self {
        let rest = text.get(offset..).unwrap_or_default().chars().take(Self::REST_CHARS).collect();
        Self { offset, expected, rest }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at byte {}, found {:?}", self.expected, self.offset, self.rest)
    }
}

impl std::error::Error for Expected {}

/// Runs a production over the whole of `text`; the gate through which no nom type passes.
fn run<'a, T>(
    text: &'a str,
    expected: &'static str,
    mut production: impl Parser<&'a str, Output = T, Error = nom::error::Error<&'a str>>,
) -> Result<T, Expected> {
    match production.parse(text) {
        Ok(("", value)) => Ok(value),
        Ok((rest, _)) => Err(Expected::at(text, text.len() - rest.len(), expected)),
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => {
            Err(Expected::at(text, text.len() - error.input.len(), expected))
        }
        // Only streaming parsers ask for more, and there are none here.
        Err(nom::Err::Incomplete(_)) => Err(Expected::at(text, text.len(), expected)),
    }
}

/// Folds compatibility forms for *matching* (NFKC, character by character): full-width digits, letters and punctuation become
/// ASCII, radicals become ideographs. The printed text itself must be kept elsewhere.
///
/// Numbers in circles or brackets (`①`, `㈠`) stay, since folding `3①` to `31` would make a number that nobody printed.
///
/// ```
/// assert_eq!(gongkai::grammar::clean("金额单位：万元（２０２６）"), "金额单位:万元(2026)");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(folds) else { return Cow::Borrowed(text) };
    let mut folded = String::with_capacity(text.len());
    folded.push_str(&text[..first]);
    for c in text[first..].chars() {
        match c {
            '\u{ff01}'..='\u{ff5e}' => folded.push(lexical::fold(c)),
            _ if folds(c) => match plain_ideograph(c) {
                Some(ideograph) => folded.push(ideograph),
                None => folded.extend(std::iter::once(c).nfkc()),
            },
            _ => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

/// Whether [`clean`] changes this character.
fn folds(c: char) -> bool {
    // The ideographs proper and ASCII are most of the text and never change.
    if c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}') || numeral::enclosed_number(c).is_some() {
        return false;
    }
    matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{2e80}'..='\u{2ef3}') || !unicode_normalization::is_nfkc(c.encode_utf8(&mut [0; 4]))
}

/// Removes all white space, U+3000, U+00A0 and zero-width characters, wherever they stand, and makes radicals ideographs.
///
/// ```
/// assert_eq!(gongkai::grammar::squeeze("合　 计\n"), "合计");
/// assert_eq!(gongkai::grammar::squeeze("部⻔ 决算"), "部门决算");
/// ```
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|&c| !lexical::is_gap(c)).map(|c| plain_ideograph(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clean_folds_widths_and_keeps_the_rest() {
        for (text, want) in [
            ("单位：万元", "单位:万元"),
            ("２０２６　年", "2026 年"),
            ("⼀般公共预算", "一般公共预算"),
            ("3①", "3①"),
            ("㈠ 概况", "㈠ 概况"),
            ("“三公”经费", "“三公”经费"),
        ] {
            assert_eq!(clean(text), want, "{text}");
        }
        assert!(matches!(clean("行政运行"), Cow::Borrowed(_)));
    }

    #[test]
    fn squeeze_takes_every_kind_of_blank() {
        assert_eq!(squeeze(" 杭州市气象\n局\u{a0}\u{3000}\t\u{feff}"), "杭州市气象局");
        assert_eq!(squeeze("合   计"), "合计");
    }

    #[test]
    fn an_error_says_where_and_what() {
        let error = parse_amount("1,23,4.5").expect_err("the commas do not group thousands");
        assert_eq!((error.offset, error.expected, error.rest.as_str()), (1, "amount", ",23,4.5"));
        assert_eq!(error.to_string(), "expected amount at byte 1, found \",23,4.5\"");
    }

    proptest! {
        #[test]
        fn clean_is_idempotent(text in "\\PC{0,40}") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once).into_owned(), once);
        }

        #[test]
        fn no_grammar_panics(text in "[\\PC0-9０-９一二十百年月日表第部分单位：:（）()\\[\\]，,.．\\-≥% 　\n]{0,30}") {
            let _ = (heading(&text), contents_line(&text), unit_line(&text), unit_of(&text), table_number(&text));
            let _ = (indicator(&text), date(&text), fiscal_year(&text), code_and_name(&text), redact(&text));
            let _ = (amount(&text), amounts_in(&text), chinese_number(&text), bracketed_code(&text));
        }
    }
}
