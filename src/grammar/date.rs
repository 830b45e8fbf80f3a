//! Dates, and the fiscal year that a title names.
//!
//! In: `2023年2月3日`, `20230203104432`, `2025年部门预算`, `二〇二三年度`. Out: the parts of the date, or the year. Not done: time zones,
//! eras, relative dates (`上年`).

use crate::codes::words::WORDS;
use std::ops::Range;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::satisfy;
use nom::combinator::{map_opt, opt, verify};
use nom::sequence::{preceded, terminated};

use super::expected::run;
use super::lexical::{Parsed, digit_value, gap, is_digit, is_gap, number, point, small, spaced, trim};
use super::numeral::{any_numeral, figure};

/// A date as far as it is printed: `2023年2月` has no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1949 to 2099.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31, and no day that the month has not.
    pub day: Option<u8>,
    /// Hour, minute and second, where a stamp holds them.
    pub time: Option<(u8, u8, u8)>,
}

/// As ISO 8601 writes it, as far as it is known: `2023-02-03T10:44:32`, `2024-02`, `2026`.
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        match self.time {
            Some((hour, minute, second)) => write!(f, "T{hour:02}:{minute:02}:{second:02}"),
            None => Ok(()),
        }
    }
}

/// Years that a disclosure may speak of.
const YEARS: Range<u32> = 1949..2100;

/// Reads a whole text as a date: `date := stamp | y sep m sep d time? | y "年" "度"? (m "月" (d ("日" | "号"))?)?`.
///
/// `stamp` is 8 or 14 digits, `sep` one of `- / .`; years and days may be in Chinese figures (`二〇二三年二月三日`).
///
/// ```
/// let date = gongkai::grammar::date("2023年2月3日").unwrap();
/// assert_eq!((date.year, date.month, date.day), (2023, Some(2), Some(3)));
/// assert_eq!(gongkai::grammar::date("2023年2月30日"), None);
/// ```
pub fn date(text: &str) -> Option<Date> {
    let text = trim(text);
    text.starts_with(|c| is_digit(c) || is_year_figure(c)).then_some(())?;
    run(text, "date", alt((stamp, separated, worded))).ok().filter(Date::exists)
}

/// Finds the fiscal year that a title speaks of.
///
/// A year that stands directly before what is disclosed wins (`2026年长沙市公安局2025年部门预算` is 2025), then the first year, then
/// two figures directly before it (`…单位25年预算`).
///
/// ```
/// assert_eq!(gongkai::grammar::fiscal_year("国家信访局2024年度部门决算公开"), Some(2024));
/// assert_eq!(gongkai::grammar::fiscal_year("二○二四年度"), Some(2024));
/// ```
pub fn fiscal_year(title: &str) -> Option<u16> {
    let years = years_in(title);
    let named = years.iter().find(|(range, _)| names_disclosure(&title[range.end..]));
    named.or(years.first()).map(|&(_, year)| year).or_else(|| short_year(title))
}

/// Finds all years in a text, each with the bytes of its figures: four figures of either kind before `年`, or four digits directly
/// before `部门`, `单位`, `预算`, `决算` or `（年度）`.
///
/// ```
/// let years = gongkai::grammar::years_in("2025年比2024 年增加");
/// assert_eq!(years.iter().map(|y| y.1).collect::<Vec<_>>(), [2025, 2024]);
/// assert_eq!(gongkai::grammar::years_in("2026（年度）")[0].1, 2026);
/// ```
pub fn years_in(text: &str) -> Vec<(Range<usize>, u16)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find(|c| is_digit(c) || is_year_figure(c)) {
        let start = at + step;
        let rest = text[start..].trim_start_matches(|c| is_digit(c) || is_year_figure(c));
        at = text.len() - rest.len();
        let Ok(("", year)) = year(&text[start..at]) else { continue };
        let follows = rest.trim_start_matches(is_gap);
        // `2025 年`, but no `年` of its own in `2025-2026年`: a range's first year is one as well.
        let to = follows.strip_prefix(['-', '－', '—', '~', '～', '至']).map(|to| to.trim_start_matches(is_gap));
        let ranged = to.is_some_and(|to| terminated(small(4, 4), (gap, spaced("年"))).parse(to).is_ok());
        let bracketed = follows.trim_start_matches(['（', '(']).starts_with("年度");
        if follows.starts_with('年') || bracketed || ranged || begins_subject(follows) {
            found.push((start..at, year));
        }
    }
    found
}

/// Whether a disclosure is named directly behind the year: `年? 度? (部门 | 单位 | 预算 | 决算 | …)`.
fn names_disclosure(after: &str) -> bool {
    let mut rest = after.trim_start_matches(is_gap);
    for word in ["年", "度", "初"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start_matches(is_gap);
    }
    begins_subject(rest)
}

fn begins_subject(text: &str) -> bool {
    WORDS.document.dated.iter().any(|word| text.starts_with(word))
}

/// `short := digit{2} "年" "度"? subject`
fn short_year(title: &str) -> Option<u16> {
    let at = title.char_indices().filter(|&(_, c)| c == '年').find(|&(at, _)| names_disclosure(&title[at..]))?.0;
    let before = title[..at].trim_end_matches(is_gap);
    let figures = before.len() - before.trim_end_matches(is_digit).len();
    let value = number(&before[before.len() - figures..])?;
    (figures == 2 && (10..60).contains(&value)).then(|| 2000 + value as u16)
}

/// A Chinese figure in a year written digit by digit. The letter O and the circle stand for zero in many titles.
fn is_year_figure(c: char) -> bool {
    figure(c).is_some() || matches!(c, '〇' | '○' | '零' | 'Ｏ' | 'O' | 'o' | 'О')
}

/// `year := digit{4} | han{4}`, 1949 to 2099.
fn year(input: &str) -> Parsed<'_, u16> {
    let arabic = verify(small(4, 4), |year| YEARS.contains(year));
    alt((arabic, han_year)).map(|year| year as u16).parse(input)
}

fn han_year(input: &str) -> Parsed<'_, u32> {
    let mut rest = input;
    let mut year = 0;
    for _ in 0..4 {
        let mut chars = rest.chars();
        let Some(c) = chars.next().filter(|&c| is_year_figure(c) || is_digit(c)) else { return super::lexical::refuse(input) };
        year = year * 10 + figure(c).or(digit_value(c)).unwrap_or(0);
        rest = chars.as_str();
    }
    if YEARS.contains(&year) { Ok((rest, year)) } else { super::lexical::refuse(input) }
}

/// `stamp := y m{2} d{2} (h{2} m{2} s{2})?`
fn stamp(input: &str) -> Parsed<'_, Date> {
    let (rest, run) =
        verify(nom::bytes::complete::take_while1(|c: char| c.is_ascii_digit()), |run: &str| matches!(run.len(), 8 | 14))
            .parse(input)?;
    let part = |from: usize, to: usize| number(&run[from..to]).unwrap_or(0);
    let time = (run.len() == 14).then(|| (part(8, 10) as u8, part(10, 12) as u8, part(12, 14) as u8));
    Ok((rest, Date { year: part(0, 4) as u16, month: Some(part(4, 6) as u8), day: Some(part(6, 8) as u8), time }))
}

/// `separated := y sep m sep d ((blank | "T") h ":" m (":" s)?)?`, the same separator twice.
fn separated(input: &str) -> Parsed<'_, Date> {
    let (rest, year) = year(input)?;
    let (rest, mark) = alt((point, satisfy(|c| matches!(c, '-' | '－' | '/' | '／')))).parse(rest)?;
    let (rest, month) = small(1, 2).parse(rest)?;
    let (rest, day) = preceded(satisfy(|c| c == mark), small(1, 2)).parse(rest)?;
    let (rest, time) = opt(clock).parse(rest)?;
    Ok((rest, Date { year, month: Some(month as u8), day: Some(day as u8), time }))
}

/// `clock := (blank{1..} | "T") h ":" m (":" s)?`
fn clock(input: &str) -> Parsed<'_, (u8, u8, u8)> {
    let colon = || satisfy(|c| matches!(c, ':' | '：'));
    let (rest, _) = satisfy(|c| is_gap(c) || c == 'T').parse(input)?;
    let (rest, (_, hour, _, minute)) = (gap, small(1, 2), colon(), small(2, 2)).parse(rest)?;
    let (rest, second) = opt(preceded(colon(), small(2, 2))).parse(rest)?;
    Ok((rest, (hour as u8, minute as u8, second.unwrap_or(0) as u8)))
}

/// `worded := y gap "年" "度"? (gap m gap "月" "份"? (gap d gap ("日" | "号"))?)?`
fn worded(input: &str) -> Parsed<'_, Date> {
    let (rest, year) = terminated(year, (gap, spaced("年"), opt(spaced("度")))).parse(input)?;
    let count = || map_opt(any_numeral, |n| u8::try_from(n).ok());
    let (rest, month) = opt(terminated(preceded(gap, count()), (gap, spaced("月"), opt(spaced("份"))))).parse(rest)?;
    let (rest, day) = match month {
        Some(_) => opt(terminated(preceded(gap, count()), (gap, satisfy(|c| matches!(c, '日' | '号'))))).parse(rest)?,
        None => (rest, None),
    };
    Ok((rest, Date { year, month, day, time: None }))
}

impl Date {
    /// Whether the calendar has such a day and the clock such a time.
    fn exists(&self) -> bool {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let length = match self.month {
            None => 31,
            Some(2) => 28 + u8::from(leap),
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) => 31,
            Some(_) => return false,
        };
        let clock = self.time.is_none_or(|(hour, minute, second)| hour < 24 && minute < 60 && second < 60);
        YEARS.contains(&u32::from(self.year)) && self.day.is_none_or(|day| (1..=length).contains(&day)) && clock
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let day = |year, month, day| Some(Date { year, month: Some(month), day: Some(day), time: None });
        for (text, want) in [
            ("2023-02-03", day(2023, 2, 3)),
            ("2023年2月3日", day(2023, 2, 3)),
            ("2026 年 1 月 31 日", day(2026, 1, 31)),
            ("２０２６年１月３１日", day(2026, 1, 31)),
            ("二〇二三年二月二十八日", day(2023, 2, 28)),
            ("2023/2/3", day(2023, 2, 3)),
            ("2023.02.03", day(2023, 2, 3)),
            ("20230203", day(2023, 2, 3)),
            ("20230203104432", Some(Date { time: Some((10, 44, 32)), ..day(2023, 2, 3).expect("a date") })),
            ("2023-02-03 10:44", Some(Date { time: Some((10, 44, 0)), ..day(2023, 2, 3).expect("a date") })),
            ("2024年2月", Some(Date { year: 2024, month: Some(2), day: None, time: None })),
            ("2026年度", Some(Date { year: 2026, month: None, day: None, time: None })),
            ("2024年2月29日", day(2024, 2, 29)),
        ] {
            assert_eq!(date(text), want, "{text}");
        }
        for text in ["", "2023", "2023年2月29日", "2023-13-01", "20231301", "2023-2.3", "1890年", "2023年部门预算", "12,345"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_written_in_iso_8601() {
        for (text, want) in [
            ("20230203104432", "2023-02-03T10:44:32"),
            ("2023年2月3日", "2023-02-03"),
            ("2024年2月", "2024-02"),
            ("2026年度", "2026"),
        ] {
            assert_eq!(date(text).expect("a date").to_string(), want, "{text}");
        }
    }

    #[test]
    fn fiscal_years() {
        for (title, year) in [
            ("2025年部门预算", 2025),
            ("2023年度", 2023),
            ("二〇二三年", 2023),
            ("二○二四年度", 2024),
            ("二O二五年部门预算", 2025),
            ("2026 年度单位预算情况说明", 2026),
            ("2026年长沙市公安局2025年部门预算", 2025),
            ("国家信访局2024年度部门决算公开（2025年8月）", 2024),
            ("2026年西安市司法局部门预算", 2026),
            ("2026部门预算", 2026),
            ("上海市普陀区人民政府办公室单位25年预算", 2025),
            ("表1.2026年市级部门收支预算总表", 2026),
        ] {
            assert_eq!(fiscal_year(title), Some(year), "{title}");
        }
        for title in ["", "部门预算", "12345年", "收支总表", "3年规划", "110年"] {
            assert_eq!(fiscal_year(title), None, "{title}");
        }
        assert_eq!(years_in("2025-2026年支出").iter().map(|y| y.1).collect::<Vec<_>>(), [2025, 2026]);
    }
}
