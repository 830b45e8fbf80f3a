//! Numbered headings and lines of a printed contents list.
//!
//! In: one printed line. Out: level, number and title. Not done: whether a numbered line *is* a heading of the document or an
//! item of a list; [`Heading::looks_like_title`] gives the shape's opinion, `outline/` decides. Refused here: amounts
//! (`1.25万元`), dates and rows of tables (`一、国防支出    579.00`), which are numbered the same way.

use crate::codes::words::WORDS;
use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{anychar, satisfy};
use nom::combinator::{map_opt, opt};
use nom::sequence::{delimited, terminated};

use super::amount::is_amount_like;
use super::lexical::{Parsed, gap, is_close, is_digit, is_gap, is_open, refuse, small, spaced, trim, wide_gap};
use super::numeral::{Enclosure, any_numeral, enclosed_number, is_numeral, numeral};

pub mod contents;
mod leader;

/// How a heading is numbered. The order is the usual nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingStyle {
    /// `第一部分 概况`
    Part,
    /// `第一章 概况`
    Chapter,
    /// `一、部门职责`
    Han,
    /// `（一）主要职能`, `㈠`
    HanBracketed,
    /// `1.公务接待情况`, `1、`, `⒈`
    Arabic,
    /// `（1）公务用车运行费`, `1）`, `⑴`
    ArabicBracketed,
    /// `①`
    Circled,
}

impl HeadingStyle {
    /// The level that the style usually stands for: 1 for parts and chapters, down to 6 for circles.
    pub const fn level(self) -> u8 {
        match self {
            Self::Part | Self::Chapter => 1,
            Self::Han => 2,
            Self::HanBracketed => 3,
            Self::Arabic => 4,
            Self::ArabicBracketed => 5,
            Self::Circled => 6,
        }
    }
}

/// A numbered line: `二、收入预算情况` is level 2, number 2, title `收入预算情况`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a> {
    /// 1 (`第一部分`) to 6 (`①`), from the style alone.
    pub level: u8,
    /// The number's value.
    pub number: u32,
    /// How the number is written.
    pub style: HeadingStyle,
    /// What follows the number, without blanks around it; empty when the number stands alone.
    pub title: &'a str,
    /// The number as printed, with its mark: `第二部分`, `二、`, `（2）`.
    pub printed: &'a str,
}

impl Heading<'_> {
    /// Whether the title has the shape of one: short, one clause, no sum of money in it, no mark of a sentence at its end.
    ///
    /// True for `一、部门职责`, false for `（一）公务接待费28.50万元，与2024年预算持平。`.
    pub fn looks_like_title(&self) -> bool {
        const SENTENCE: [char; 7] = ['。', '；', ';', '，', ',', '：', ':'];
        self.title.chars().nth(50).is_none() && !self.title.contains(SENTENCE) && !self.title.contains("万元")
    }
}

/// Whether a line ends with a word that titles of sections end with and sentences do not; a full stop may stand behind it.
///
/// ```
/// assert!(gongkai::grammar::ends_as_title("一般公共预算当年拨款规模变化情况。"));
/// assert!(!gongkai::grammar::ends_as_title("承办市委交办的其他事项。"));
/// ```
pub fn ends_as_title(line: &str) -> bool {
    let plain = trim(line.trim_end_matches(is_gap).trim_end_matches('。'));
    let plain = plain.strip_suffix(['）', ')']).and_then(|p| p.rfind(is_open).map(|at| &p[..at])).unwrap_or(plain);
    WORDS.title.sections.iter().any(|end| plain.ends_with(end))
}

/// Reads a numbered line: `heading := number gap title`, with
/// `number := "第" n ("部分" | "章") mark? | han "、" | "（" han "）" | arabic ("." | "、") | "（" arabic "）" | arabic "）" | circled`.
///
/// Blanks may stand inside the number. `第一部分` and `一、` may stand alone, their title on the next line (福建, 苏州).
///
/// ```
/// let heading = gongkai::grammar::heading("第一部分：单位概况").unwrap();
/// assert_eq!((heading.level, heading.number, heading.title, heading.printed), (1, 1, "单位概况", "第一部分"));
/// assert!(gongkai::grammar::heading("1.25万元").is_none());
/// ```
pub fn heading(line: &str) -> Option<Heading<'_>> {
    let line = trim(line);
    let (rest, (style, number)) = numbering(line).ok()?;
    let printed = line[..line.len() - rest.len()].trim_end_matches(is_gap);
    let top = matches!(style, HeadingStyle::Part | HeadingStyle::Chapter);
    let title = trim(if top { rest.trim_start_matches(|c| is_gap(c) || is_mark(c)) } else { rest });
    let fits = match title.chars().next() {
        None => top || style == HeadingStyle::Han,
        Some(first) => begins_title(first, style) && !is_row(title, top) && !leader::has_leader(title),
    };
    fits.then_some(Heading { level: style.level(), number, style, title, printed })
}

/// Whether a line is the number of a list in Chinese and nothing else: `一、`, `（一）`.
///
/// ```
/// use gongkai::grammar::is_list_number;
/// assert!(is_list_number("（一）") && is_list_number("一、") && !is_list_number("第一部分") && !is_list_number("一、概况"));
/// ```
pub fn is_list_number(line: &str) -> bool {
    let listed = |style| matches!(style, HeadingStyle::Han | HeadingStyle::HanBracketed);
    numbering(trim(line)).is_ok_and(|(rest, (style, _))| listed(style) && trim(rest).is_empty())
}

/// Marks that may stand between `第一部分` and its title.
fn is_mark(c: char) -> bool {
    matches!(c, '：' | ':' | '、' | '.' | '．' | '，' | ',' | '—' | '-')
}

/// `numbering := part | bracketed | enclosed | arabic | han`, by the first character.
fn numbering(input: &str) -> Parsed<'_, (HeadingStyle, u32)> {
    match input.chars().next() {
        Some('第') => part(input),
        Some(c) if is_open(c) || is_angle(c) => bracketed(input),
        Some(c) if is_digit(c) => arabic(input),
        Some(c) if is_numeral(c) => han(input),
        Some('①'..='⒛' | '❶'..='➉' | '㈠'..='㊿') => enclosed(input),
        _ => refuse(input),
    }
}

/// `part := "第" gap n gap ("部分" | "章")`, as in `第 二 部 分`.
fn part(input: &str) -> Parsed<'_, (HeadingStyle, u32)> {
    let kind = alt((spaced("部分").map(|()| HeadingStyle::Part), spaced("章").map(|()| HeadingStyle::Chapter)));
    (spaced("第"), gap, any_numeral, gap, kind).map(|(_, _, number, _, style)| (style, number)).parse(input)
}

/// `bracketed := "（" gap (han | arabic) gap "）" "、"?`, as in `（十二)`, `（2）` and `〈一〉、`.
fn bracketed(input: &str) -> Parsed<'_, (HeadingStyle, u32)> {
    let number = alt((numeral.map(|n| (HeadingStyle::HanBracketed, n)), small(1, 2).map(|n| (HeadingStyle::ArabicBracketed, n))));
    let open = satisfy(|c| matches!(c, '(' | '（' | '﹙'));
    let round = delimited((open, gap), number, (gap, satisfy(is_close)));
    let angled = delimited((satisfy(is_angle), gap), numeral, (gap, satisfy(|c| matches!(c, '〉' | '＞' | '>'))));
    let bracketed = alt((round, angled.map(|n| (HeadingStyle::HanBracketed, n))));
    terminated(bracketed, opt((gap, satisfy(|c| c == '、')))).parse(input)
}

/// Brackets that names stand in, and seldom numbers.
const fn is_angle(c: char) -> bool {
    matches!(c, '〈' | '＜' | '<')
}

/// `enclosed := "㈠" | "⑴" | "⒈" | "①" …`
fn enclosed(input: &str) -> Parsed<'_, (HeadingStyle, u32)> {
    let (rest, (enclosure, number)) = map_opt(anychar, enclosed_number).parse(input)?;
    let style = match enclosure {
        Enclosure::Circle | Enclosure::HanCircle => HeadingStyle::Circled,
        Enclosure::Bracket => HeadingStyle::ArabicBracketed,
        Enclosure::Point => HeadingStyle::Arabic,
        Enclosure::HanBracket => HeadingStyle::HanBracketed,
    };
    let (rest, _) = opt(satisfy(|c| matches!(c, '、' | '.' | '．'))).parse(rest)?;
    Ok((rest, (style, number)))
}

/// `han := numeral gap ("、" | "．" | ".")`; `一、二级` and `一、三、` count things and are no headings.
fn han(input: &str) -> Parsed<'_, (HeadingStyle, u32)> {
    let (rest, number) = terminated(numeral, (gap, satisfy(|c| matches!(c, '、' | '．' | '.')))).parse(input)?;
    let title = rest.trim_start_matches(is_gap);
    let after = title.trim_start_matches(is_numeral);
    let counts = after.len() < title.len() && after.starts_with(['、', '级', '类']);
    if counts || number == 0 { refuse(input) } else { Ok((rest, (HeadingStyle::Han, number))) }
}

/// `arabic := digit{1,2} gap (point | "、" | "）")`; after a point no figure may follow but a year's.
fn arabic(input: &str) -> Parsed<'_, (HeadingStyle, u32)> {
    if input.starts_with(['0', '０']) {
        return refuse(input);
    }
    let mark = satisfy(|c| matches!(c, '.' | '．' | '、' | ')' | '）'));
    let (rest, (number, _, mark)) = (small(1, 2), gap, mark).parse(input)?;
    match mark {
        ')' | '）' => Ok((rest, (HeadingStyle::ArabicBracketed, number))),
        '.' | '．' if rest.trim_start_matches(is_gap).starts_with(is_digit) && !begins_with_year(trim(rest)) => refuse(input),
        _ => Ok((rest, (HeadingStyle::Arabic, number))),
    }
}

/// `year := ("19" | "20") digit{2} gap "年"`
fn begins_with_year(text: &str) -> bool {
    let year = terminated(small(4, 4), (gap, satisfy(|c| c == '年'))).parse(text);
    year.is_ok_and(|(_, year)| (1990..2100).contains(&year))
}

/// What a title may begin with. `12）的要求` is the end of a wrapped bracket, so brackets closed alone want a name.
fn begins_title(first: char, style: HeadingStyle) -> bool {
    let quote = matches!(first, '“' | '"' | '《' | '〈' | '‘' | '「' | '【' | '[' | '（' | '(');
    let word = first.is_alphanumeric() || quote;
    word && !(style == HeadingStyle::ArabicBracketed && first == '的')
}

/// Whether the title is the rest of a table's row: columns set apart, or a figure as its last word.
fn is_row(title: &str, top: bool) -> bool {
    // `第二部分      省检察院 2017 年度` is set with wide blanks, but a part never counts money.
    if !top && wide_gap(title, 3).is_some() {
        return true;
    }
    let Some((_, last)) = title.rsplit_once(is_gap) else { return is_amount_like(title) };
    let bare_number = !last.is_empty() && last.chars().all(is_digit) && !(last.len() == 4 && last.starts_with("20"));
    is_amount_like(last) || (!top && bare_number)
}

#[cfg(test)]
mod tests;
