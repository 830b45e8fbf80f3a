//! Codes of subjects (功能科目, 经济科目), departments and projects, alone or with the name they stand beside.
//!
//! In: a cell or a word. Out: the code as printed, and the name. Not done: whether the code exists in that year's list; that is
//! `codes/`. A code is never a number here: leading zeros count.

use crate::codes::words::WORDS;
use nom::Parser;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::satisfy;
use nom::combinator::{rest, verify};
use nom::sequence::{delimited, preceded, separated_pair, terminated};

/// A project's number has so many digits and letters at least.
const PROJECT_NUMBER: usize = 9;

use super::lexical::{Parsed, gap, is_close, is_dash, is_gap, is_open, trim};

/// How a code and its name were written together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStyle {
    /// `[2010301]行政运行` (广州, 珠海)
    Bracketed,
    /// `2229999-其他支出`, `341-湖州市财政局`
    Dash,
    /// `231_烟台市审计局`
    Underscore,
    /// `2010301 行政运行`
    Spaced,
    /// `920平山县下口镇财政所`
    Glued,
    /// `行政运行（2150501）`
    Trailing,
}

/// A code with its name, both as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodedName<'a> {
    /// The digits of the code.
    pub code: &'a str,
    /// The name without the code, blanks cut off its ends.
    pub name: &'a str,
    /// How the two were joined.
    pub style: CodeStyle,
}

/// Reads a whole cell as a joined subject code: `code := [1-5] digit*`, 3, 5, 7 or (local 目级) 8 or 9 digits in all.
///
/// Subject codes begin with 1 (income), 2 (functions), 3 (economic classes) or 5 (the government's economic classes), so `014`
/// and `920`, which are departments, are none. Whether the code is in a list is another question.
///
/// ```
/// assert_eq!(gongkai::grammar::subject_code(" 2010301\n"), Some("2010301"));
/// ```
pub fn subject_code(cell: &str) -> Option<&str> {
    let code = trim(cell);
    let shaped = matches!(code.len(), 3 | 5 | 7 | 8 | 9) && matches!(code.as_bytes()[0], b'1'..=b'5');
    (shaped && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// Reads a whole cell as a subject code in whatever way it is written, and answers its digits: full-width, with the levels set
/// apart (`201-03-01`, `201.03`), as a spreadsheet's number or text (`201.00`, `'201`).
///
/// Only for a column of codes: elsewhere `201.03` is an amount.
///
/// ```
/// for written in ["2010301", "２０１０３０１", "201-03-01", "201.03.01", "'2010301", "2010301.00"] {
///     assert_eq!(gongkai::grammar::written_code(written).as_deref(), Some("2010301"));
/// }
/// assert_eq!(gongkai::grammar::written_code("201.5"), None);
/// ```
pub fn written_code(cell: &str) -> Option<String> {
    let plain: String = trim(cell).chars().map(narrow).collect();
    let mut parts = plain.trim_start_matches(['\'', '’', '‘', '`']).split(|c| is_dash(c) || matches!(c, '.' | '．' | '·'));
    let mut code = subject_code(parts.next()?)?.to_owned();
    for part in parts {
        // No level is numbered 00: what is left is the decimals of a number.
        match part {
            "0" | "00" => {}
            _ => code.push_str(code_fragment(part)?),
        }
    }
    subject_code(&code).is_some().then_some(code)
}

/// A code without the zeros that fill it up to seven digits, in a table that does so (`2010000`, `2010300`).
///
/// ```
/// assert_eq!(gongkai::grammar::unfilled_code("2010300"), "20103");
/// assert_eq!(gongkai::grammar::unfilled_code("2010301"), "2010301");
/// ```
pub fn unfilled_code(code: &str) -> &str {
    if code.len() != 7 {
        return code;
    }
    let section = code.strip_suffix("00").unwrap_or(code);
    section.strip_suffix("00").filter(|_| section.len() == 5).unwrap_or(section)
}

/// A full-width digit as a plain one.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Reads a whole cell as the two digits of one level in split columns: `fragment := digit{2}`, not `00` (上海: `204 | 08 | 01`).
///
/// ```
/// assert_eq!(gongkai::grammar::code_fragment("08"), Some("08"));
/// ```
pub fn code_fragment(cell: &str) -> Option<&str> {
    let code = trim(cell);
    (code.len() == 2 && code != "00" && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// Joins split columns 类, 款, 项 into one code; `None` when the class is none or a level is missing in between.
///
/// ```
/// assert_eq!(gongkai::grammar::join_code("204", "08", "01").as_deref(), Some("2040801"));
/// assert_eq!(gongkai::grammar::join_code("204", "08", "").as_deref(), Some("20408"));
/// ```
pub fn join_code(class: &str, section: &str, item: &str) -> Option<String> {
    let class = subject_code(class).filter(|class| class.len() == 3)?;
    match (trim(section), trim(item)) {
        ("", "") => Some(class.to_owned()),
        (_, "") => Some([class, code_fragment(section)?].concat()),
        _ => Some([class, code_fragment(section)?, code_fragment(item)?].concat()),
    }
}

/// Reads `bracketed := "[" digit{2,12} "]" name`, brackets of any kind but round ones, as (code, name).
///
/// ```
/// assert_eq!(gongkai::grammar::bracketed_code("[2010301]行政运行"), Some(("2010301", "行政运行")));
/// ```
pub fn bracketed_code(cell: &str) -> Option<(&str, &str)> {
    let cell = trim(cell);
    cell.starts_with(['[', '［', '【', '〔']).then_some(())?;
    let (name, code) = delimited(open, delimited(gap, code, gap), close).parse(cell).ok()?;
    Some((code, trim(name)))
}

/// The name of a project without the number that the budget system gave it: a digit, further digits and capital letters, and a dash
/// (北京, 内蒙古).
///
/// ```
/// use gongkai::grammar::project_name;
/// assert_eq!(project_name("11000026T000003700000-食堂设备购置"), "食堂设备购置");
/// assert_eq!(project_name("150724200Y-义务兵优待金"), "义务兵优待金");
/// assert_eq!(project_name("2026年-2027年运维项目"), "2026年-2027年运维项目");
/// ```
pub fn project_name(text: &str) -> &str {
    let in_number = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    let (number, rest) = text.split_at(text.find(|c: char| !in_number(c)).unwrap_or(text.len()));
    let is_number = number.len() >= PROJECT_NUMBER && number.starts_with(|c: char| c.is_ascii_digit());
    let name = rest.strip_prefix(['-', '－', '—', '_']).map(str::trim_start).filter(|_| is_number);
    name.filter(|name| !name.is_ascii()).unwrap_or(text)
}

/// Reads a code with its name in any style: `coded := bracketed | code dash name | code "_" name | code blank name | code name
/// | name "（" code "）"`.
///
/// The name must begin with an ideograph or a letter, so dates and ranges are none. Without a mark between (`Glued`, `Spaced`)
/// the code needs at least three digits and the name must not be Latin (`11000022T43` is a project's number) or what one counts
/// by (`2026年`, `500万元`).
///
/// ```
/// use gongkai::grammar::{CodeStyle, code_and_name};
/// let coded = code_and_name("014-兴县人民政府办公室").unwrap();
/// assert_eq!((coded.code, coded.name, coded.style), ("014", "兴县人民政府办公室", CodeStyle::Dash));
/// ```
pub fn code_and_name(cell: &str) -> Option<CodedName<'_>> {
    let cell = trim(cell);
    match cell.as_bytes().first()? {
        b'0'..=b'9' => leading_code(cell).ok().map(|(_, coded)| coded),
        _ if cell.starts_with(is_open) => bracketed_code(cell).filter(|(_, name)| is_name(name)).map(|(code, name)| CodedName {
            code,
            name,
            style: CodeStyle::Bracketed,
        }),
        _ => trailing_code(cell),
    }
}

/// `code := digit{2,12}`
fn code(input: &str) -> Parsed<'_, &str> {
    let (after, code) = take_while_m_n(2, 12, |c: char| c.is_ascii_digit()).parse(input)?;
    if after.starts_with(|c: char| c.is_ascii_digit()) { super::lexical::refuse(input) } else { Ok((after, code)) }
}

fn open(input: &str) -> Parsed<'_, char> {
    satisfy(is_open).parse(input)
}

fn close(input: &str) -> Parsed<'_, char> {
    satisfy(is_close).parse(input)
}

/// `leading := code gap (dash | "_") gap name | code blank{1..} name | code name`
fn leading_code(input: &str) -> Parsed<'_, CodedName<'_>> {
    let dash = separated_pair(code, (gap, satisfy(is_dash), gap), name);
    let underscore = separated_pair(code, (gap, satisfy(|c| matches!(c, '_' | '＿')), gap), name);
    let blank = separated_pair(code, take_while1(is_gap), name).and_then_unmarked();
    let glued = (code, name).and_then_unmarked();
    let styled = |style| move |(code, name)| CodedName { code, name, style };
    nom::branch::alt((
        dash.map(styled(CodeStyle::Dash)),
        underscore.map(styled(CodeStyle::Underscore)),
        blank.map(styled(CodeStyle::Spaced)),
        glued.map(styled(CodeStyle::Glued)),
    ))
    .parse(input)
}

/// Adds the conditions on a code and a name that no mark separates.
trait Unmarked<'a>: Parser<&'a str, Output = (&'a str, &'a str), Error = nom::error::Error<&'a str>> + Sized {
    fn and_then_unmarked(self) -> impl Parser<&'a str, Output = (&'a str, &'a str), Error = nom::error::Error<&'a str>> {
        verify(self, |(code, name): &(&str, &str)| {
            let written = !name.starts_with(|c: char| c.is_ascii());
            written && matches!(code.len(), 3 | 5..=9) && !begins_with_counter(name) && name.chars().nth(1).is_some()
        })
    }
}

impl<'a, P: Parser<&'a str, Output = (&'a str, &'a str), Error = nom::error::Error<&'a str>>> Unmarked<'a> for P {}

/// Whether the name begins with what one counts by: then the digits are a quantity and no code.
fn begins_with_counter(name: &str) -> bool {
    const COUNTERS: &str = "年月日号时分秒元万亿千百个人名户家次批台辆套件项条张份篇册期天周季度倍点米公平㎡吨里亩头只座处所间幢栋枚支位场届级层岁余多以左至及和与";
    // The same characters begin names: 平山县, 公共安全支出, 人大会议.
    let counts = name.starts_with(|c| COUNTERS.contains(c));
    counts
        && !WORDS.code.begins.iter().any(|word| name.starts_with(word))
        && !WORDS.code.ends.iter().any(|word| name.ends_with(word))
}

/// `name := letter rest`
fn name(input: &str) -> Parsed<'_, &str> {
    verify(rest, is_name).parse(input)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '《' | '（' | '('))
}

/// `trailing := name "（" code "）"`, at least three digits; a year is no code.
fn trailing_code(cell: &str) -> Option<CodedName<'_>> {
    let at = cell.strip_suffix(is_close)?.rfind(is_open)?;
    let (_, code) = terminated(preceded(open, delimited(gap, code, gap)), close).parse(&cell[at..]).ok()?;
    let name = trim(&cell[..at]);
    let shaped = code.len() >= 3 && !(code.len() == 4 && (code.starts_with("19") || code.starts_with("20")));
    (shaped && is_name(name)).then_some(CodedName { code, name, style: CodeStyle::Trailing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subject_codes() {
        for code in ["201", "20103", "2010301", "20103010", "201030101", "30101", "50501", "2299999"] {
            assert_eq!(subject_code(code), Some(code));
        }
        for cell in
            ["", "01", "2010", "014", "920", "201030", "2,010", "20103.1", "行政运行", "2010301行政运行", "53092200773301000"]
        {
            assert_eq!(subject_code(cell), None, "{cell}");
        }
        assert_eq!(code_fragment(" 05 "), Some("05"));
        assert!(["00", "5", "205", "五"].iter().all(|cell| code_fragment(cell).is_none()));
    }

    #[test]
    fn split_columns_join() {
        assert_eq!(join_code("208", "05", "05").as_deref(), Some("2080505"));
        assert_eq!(join_code("301", "", "").as_deref(), Some("301"));
        assert_eq!(join_code("208", "", "05"), None);
        assert_eq!(join_code("08", "05", "05"), None);
    }

    #[test]
    fn codes_with_names() {
        use CodeStyle::*;
        for (cell, code, name, style) in [
            ("[2010301]行政运行", "2010301", "行政运行", Bracketed),
            ("【201】一般公共服务支出", "201", "一般公共服务支出", Bracketed),
            ("2229999-其他支出", "2229999", "其他支出", Dash),
            ("014-兴县人民政府办公室", "014", "兴县人民政府办公室", Dash),
            ("507－湖州市水利局", "507", "湖州市水利局", Dash),
            ("0210-信息化服务", "0210", "信息化服务", Dash),
            ("219001-安徽省某中心", "219001", "安徽省某中心", Dash),
            ("231_烟台市审计局", "231", "烟台市审计局", Underscore),
            ("920平山县下口镇财政所", "920", "平山县下口镇财政所", Glued),
            ("2010301 行政运行", "2010301", "行政运行", Spaced),
            ("204公共安全支出", "204", "公共安全支出", Glued),
            ("2050201学前教育", "2050201", "学前教育", Glued),
            ("2010104人大会议", "2010104", "人大会议", Glued),
            ("302天津市红桥区审计局", "302", "天津市红桥区审计局", Glued),
            ("行政运行（2150501）", "2150501", "行政运行", Trailing),
        ] {
            assert_eq!(code_and_name(cell), Some(CodedName { code, name, style }), "{cell}");
        }
    }

    #[test]
    fn no_codes_with_names() {
        for cell in [
            "",
            "2010301",
            "2026-01-05",
            "2026年部门预算",
            "2025-2026年",
            "100万元",
            "500 人",
            "1-产出指标",
            "5G网络",
            "部门预算（2026）",
            "12,345",
            "行政运行",
            "其他支出（项）",
            "3.5万元",
            "11000022T00000043",
        ] {
            assert_eq!(code_and_name(cell), None, "{cell}");
        }
        assert_eq!(bracketed_code("（一）概况"), None);
    }
}
