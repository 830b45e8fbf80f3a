//! Texts folded for matching: widths and compatibility forms, white space.

use super::radical::{as_ideograph, plain_ideograph};
use super::{lexical, numeral};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

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
    text.chars().filter(|&c| !lexical::is_gap(c)).map(as_ideograph).collect()
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

    proptest! {
        #[test]
        fn clean_is_idempotent(text in "\\PC{0,40}") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once).into_owned(), once);
        }
    }
}
