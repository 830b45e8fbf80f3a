//! Chinese numerals, and numbers in circles and brackets.
//!
//! In: `二十一`, `第十二`, `㈠`, `⑳`. Out: the number, and back. Not done: financial numerals (壹贰叁) and years written digit by
//! digit (`二〇二三`), which [`super::date()`] reads.

use nom::Parser;
use nom::bytes::complete::take_while1;
use nom::character::complete::satisfy;
use nom::combinator::{map_opt, opt};
use nom::sequence::preceded;

use super::expected::run;
use super::lexical::{Parsed, number, small, spaced, trim};

/// What is drawn around an enclosed number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enclosure {
    /// `①`, `❶`
    Circle,
    /// `⑴`
    Bracket,
    /// `⒈`
    Point,
    /// `㈠`
    HanBracket,
    /// `㊀`
    HanCircle,
}

/// Reads a whole Chinese numeral below 100,000,000: `numeral := (section 万)? section`, `section := (d 千)? (d 百)? (d? 十)? d?`.
///
/// ```
/// assert_eq!(gongkai::grammar::chinese_number("三十一"), Some(31));
/// assert_eq!(gongkai::grammar::chinese_number("三四"), None);
/// ```
pub fn chinese_number(text: &str) -> Option<u32> {
    run(trim(text), "Chinese numeral", numeral).ok()
}

/// Reads a whole ordinal: `ordinal := "第" gap (numeral | digit{1,3})`.
///
/// ```
/// assert_eq!(gongkai::grammar::ordinal("第十二"), Some(12));
/// ```
pub fn ordinal(text: &str) -> Option<u32> {
    run(trim(text), "ordinal", preceded(spaced("第"), preceded(super::lexical::gap, any_numeral))).ok()
}

/// Reads an enclosed number, one character: circles to 50, brackets and points to 20, Chinese ones to 10.
///
/// ```
/// use gongkai::grammar::{Enclosure, enclosed_number};
/// assert_eq!(enclosed_number('⑳'), Some((Enclosure::Circle, 20)));
/// assert_eq!(enclosed_number('㈢'), Some((Enclosure::HanBracket, 3)));
/// ```
pub fn enclosed_number(c: char) -> Option<(Enclosure, u32)> {
    let from = |first: char, number: u32| c as u32 - first as u32 + number;
    Some(match c {
        '①'..='⑳' => (Enclosure::Circle, from('①', 1)),
        '㉑'..='㉟' => (Enclosure::Circle, from('㉑', 21)),
        '㊱'..='㊿' => (Enclosure::Circle, from('㊱', 36)),
        '❶'..='❿' => (Enclosure::Circle, from('❶', 1)),
        '➀'..='➉' => (Enclosure::Circle, from('➀', 1)),
        '⑴'..='⒇' => (Enclosure::Bracket, from('⑴', 1)),
        '⒈'..='⒛' => (Enclosure::Point, from('⒈', 1)),
        '㈠'..='㈩' => (Enclosure::HanBracket, from('㈠', 1)),
        '㊀'..='㊉' => (Enclosure::HanCircle, from('㊀', 1)),
        _ => return None,
    })
}

/// Writes a number in Chinese numerals, as headings count: 10 is `十`, 21 is `二十一`, 105 is `一百零五`.
///
/// ```
/// assert_eq!(gongkai::grammar::to_chinese(31), "三十一");
/// ```
pub fn to_chinese(number: u32) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let section = number / unit % 10_000;
        if section == 0 {
            continue;
        }
        if !text.is_empty() && section < 1000 {
            text.push('零');
        }
        write_section(section, &mut text);
        text.push_str(name);
    }
    text
}

const FIGURES: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Writes 1..=9999.
fn write_section(section: u32, text: &mut String) {
    let begun = text.len();
    let mut skipped = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let figure = section / unit % 10;
        if figure == 0 {
            skipped = true;
            continue;
        }
        if skipped && text.len() > begun {
            text.push('零');
        }
        skipped = false;
        // Ten is 十 at the front of a number and 一十 inside one.
        if !(figure == 1 && unit == 10 && text.is_empty()) {
            text.push(FIGURES[figure as usize]);
        }
        text.push_str(name);
    }
}

/// `any := numeral | digit{1,3}`
pub(super) fn any_numeral(input: &str) -> Parsed<'_, u32> {
    if input.starts_with(super::lexical::is_digit) { small(1, 3).parse(input) } else { numeral(input) }
}

/// `numeral := han{1..}`, all of whose characters together must make a number.
pub(super) fn numeral(input: &str) -> Parsed<'_, u32> {
    map_opt(take_while1(is_numeral), evaluate).parse(input)
}

/// A character that may stand in a numeral.
pub(super) fn is_numeral(c: char) -> bool {
    figure(c).is_some() || matches!(c, '十' | '⼗' | '百' | '千' | '万' | '零' | '〇' | '○')
}

/// The value of one Chinese figure, 1 to 9. Kangxi radicals stand for the ideographs where a font's map is sloppy.
pub(super) fn figure(c: char) -> Option<u32> {
    Some(match c {
        '一' | '⼀' => 1,
        '二' | '⼆' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' | '⼋' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn is_zero(c: char) -> bool {
    matches!(c, '零' | '〇' | '○')
}

/// The value of a run that must be one numeral as a whole.
fn evaluate(run: &str) -> Option<u32> {
    // No numeral in use is longer; a hostile run ends here.
    if run.len() > 60 {
        return None;
    }
    if run.chars().all(is_zero) {
        return (run.chars().count() == 1).then_some(0);
    }
    match run.split_once('万') {
        Some((high, low)) => {
            let low = if low.is_empty() { 0 } else { section(low)? };
            section(high)?.checked_mul(10_000)?.checked_add(low)
        }
        None => section(run),
    }
}

/// `section := (d 千)? (zero? d 百)? (zero? d? 十)? (zero? d)?`
fn section(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut sum = 0;
    for (unit, names) in [(1000, ['千', '千']), (100, ['百', '百']), (10, ['十', '⼗'])] {
        let Ok((after, figures)) = place(names, unit == 10).parse(rest) else { continue };
        sum += figures * unit;
        rest = after;
    }
    let last = |i| preceded(opt(satisfy(is_zero)), map_opt(nom::character::complete::anychar, figure)).parse(i);
    let last: Parsed<'_, u32> = last(rest);
    match last {
        Ok(("", figure)) => Some(sum + figure),
        _ => (rest.is_empty() && sum > 0).then_some(sum),
    }
}

/// `place := zero? d unit`; the figure may be missing before 十.
fn place<'a>(unit: [char; 2], bare: bool) -> impl FnMut(&'a str) -> Parsed<'a, u32> {
    move |input| {
        let (rest, _) = opt(satisfy(is_zero)).parse(input)?;
        let (rest, figure) = opt(map_opt(nom::character::complete::anychar, figure)).parse(rest)?;
        let (rest, _) = satisfy(|c| unit.contains(&c)).parse(rest)?;
        match figure {
            Some(figure) => Ok((rest, figure)),
            None if bare => Ok((rest, 1)),
            None => super::lexical::refuse(input),
        }
    }
}

/// The number in a run of Chinese or Arabic figures that was already cut out.
pub(super) fn value_of(figures: &str) -> Option<u32> {
    if figures.starts_with(super::lexical::is_digit) { number(figures) } else { evaluate(figures) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numerals() {
        for (text, want) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十一", 21),
            ("九十九", 99),
            ("一百", 100),
            ("一百零五", 105),
            ("一百一十", 110),
            ("一千零一十", 1010),
            ("两万三千", 23_000),
            ("⼆⼗一", 21),
            ("零", 0),
        ] {
            assert_eq!(chinese_number(text), Some(want), "{text}");
        }
        for text in ["", "三四", "十十", "百", "一二三", "二〇二三", "第一", "十一月", "万"] {
            assert_eq!(chinese_number(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_and_enclosed() {
        assert_eq!(ordinal("第二十一"), Some(21));
        assert_eq!(ordinal("第 3"), Some(3));
        assert_eq!(ordinal("二"), None);
        for (c, want) in [
            ('①', (Enclosure::Circle, 1)),
            ('㉑', (Enclosure::Circle, 21)),
            ('⑵', (Enclosure::Bracket, 2)),
            ('⒊', (Enclosure::Point, 3)),
            ('㈠', (Enclosure::HanBracket, 1)),
            ('㊉', (Enclosure::HanCircle, 10)),
        ] {
            assert_eq!(enclosed_number(c), Some(want), "{c}");
        }
        assert_eq!(enclosed_number('1'), None);
    }

    proptest! {
        #[test]
        fn there_and_back(number in 0u32..100_000_000) {
            prop_assert_eq!(chinese_number(&to_chinese(number)), Some(number));
        }
    }
}
