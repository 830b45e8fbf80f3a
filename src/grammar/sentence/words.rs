//! Amounts of money that are printed in words: `壹佰贰拾万元`, `五十万元`. They are not read.

use crate::grammar::lexical::{is_digit, is_gap};
use crate::grammar::numeral::{enclosed_number, is_numeral};
use std::ops::Range;

/// Figures that only amounts are written with, and their scales.
const WORDS: &str = "壹贰叁肆伍陆柒捌玖拾佰仟亿萬億";
/// Scales alone are no number: 每万元, 百元.
const SCALES: &str = "百千万亿佰仟萬億";

/// Where such amounts stand in a text.
///
/// ```
/// let text = "支出壹佰贰拾万元，其中一项五十万元，每万元奖励5元。";
/// let found: Vec<&str> = gongkai::grammar::sentence::money_in_words(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["壹佰贰拾万元", "五十万元"]);
/// ```
pub fn money_in_words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, yuan) in text.match_indices('元') {
        let before = text[..at].trim_end_matches(is_gap);
        // `𝟏𝟐万元`, `½万元`: figures that are no digits.
        let odd = |c: char| c.is_numeric() && !is_digit(c) && enclosed_number(c).is_none();
        let start = before.trim_end_matches(|c| is_numeral(c) || WORDS.contains(c) || odd(c)).len();
        let run = &before[start..];
        let begins = run.starts_with(|c| !SCALES.contains(c)) && run.chars().nth(1).is_some();
        // Behind a digit or a mark of a number it is the end of one that has been seen.
        let goes_on = before[..start].trim_end_matches(|c| is_gap(c) || matches!(c, '余' | '多' | '几')).ends_with(is_digit);
        let bound = ["以上", "以下", "以内"].iter().any(|word| text[at + yuan.len()..].starts_with(word));
        if begins && !goes_on && !bound {
            found.push(start..at + yuan.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_words_is_found() {
        for (text, want) in [
            ("培训费壹佰贰拾万元，会议费三亿五千万元，½万元。", &["壹佰贰拾万元", "三亿五千万元", "½万元"][..]),
            ("每百元、5百万元、3亿五千万元、50余万元、其余万元以下、一元", &["一元"][..0]),
            ("单价五十万元以上的设备，零元", &[]),
        ] {
            let found: Vec<&str> = money_in_words(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
