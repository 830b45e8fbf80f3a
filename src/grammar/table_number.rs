//! Numbers of tables, wherever they stand in a title's line.
//!
//! In: a line (`预算公开表1 2023年预算收支总表`). Out: the number as printed, its value, and the title without it. Not done: which
//! official table that is; numbering differs by place and year.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::satisfy;
use nom::combinator::{opt, recognize};
use nom::sequence::preceded;

use super::lexical::{Parsed, digits, gap, is_close, is_dash, is_digit, is_gap, is_open, number, one_word, refuse, spaced, trim};
use super::numeral::{is_numeral, value_of};

/// A table's number and the rest of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableNumber<'a> {
    /// The number as printed, with its words: `公开 01 表`, `附表1-2`, `表九`.
    pub printed: &'a str,
    /// The line without the number, its brackets and marks; empty when the number stands alone.
    pub rest: &'a str,
    /// The number itself; of `14-1` the 14.
    pub value: Option<u32>,
}

/// What may stand before 表, a longer word before the one it begins with.
const PREFIXES: &[(&str, ())] = &[
    ("财决公开", ()),
    ("财决", ()),
    ("财预", ()),
    ("部门预算公开", ()),
    ("部门决算公开", ()),
    ("部门公开", ()),
    ("预算公开", ()),
    ("决算公开", ()),
    ("预决算公开", ()),
    ("公开", ()),
    ("公预", ()),
    ("预算", ()),
    ("决算", ()),
    ("预", ()),
    ("附", ()),
    ("续", ()),
];

/// The longest line, in characters without blanks, that is still a title; sentences such as `表3反映…` are longer.
const MAX_CHARS: usize = 80;

/// Finds the table's number at the start of a line, at its end, or alone in it:
/// `number := prefix gap digit{1,3} (dash digit{1,2})? gap "表" | prefix? "表" gap n (dash digit{1,2})? | "附件" gap n (dash digit{1,2})?`.
///
/// At the end a blank or a bracket must stand before it, since `项目支出预算表12` is a title with its own words. A year that is
/// glued to the number stays with the title (`表1.2026年市级部门收支预算总表`).
///
/// ```
/// let found = gongkai::grammar::table_number("公开02表：收入预算总表").unwrap();
/// assert_eq!((found.printed, found.rest, found.value), ("公开02表", "收入预算总表", Some(2)));
/// ```
pub fn table_number(line: &str) -> Option<TableNumber<'_>> {
    let line = trim(line);
    // Most lines hold neither word, and a search for one is cheaper than a try at every blank.
    if !(line.contains('表') || line.starts_with('附')) || line.chars().filter(|&c| !is_gap(c)).nth(MAX_CHARS).is_some() {
        return None;
    }
    at_start(line).or_else(|| at_end(line))
}

/// Whether the whole text is a table's number.
pub(super) fn is_table_number(text: &str) -> bool {
    text.starts_with(['公', '预', '财', '表', '附', '部', '决', '续']) && numbered(text).is_ok_and(|(rest, _)| rest.is_empty())
}

fn at_start(line: &str) -> Option<TableNumber<'_>> {
    let inner = trim(line.trim_start_matches(is_open));
    let (after, value) = numbered(inner).ok()?;
    let printed = trim(&inner[..inner.len() - after.len()]);
    let rest = after.trim_start_matches(|c| is_gap(c) || is_close(c) || is_mark(c));
    Some(TableNumber { printed, rest, value })
}

fn at_end(line: &str) -> Option<TableNumber<'_>> {
    let inner = without_continued(line).trim_end_matches(|c| is_gap(c) || is_close(c) || is_mark(c));
    for (at, c) in inner.char_indices().filter(|&(_, c)| is_gap(c) || is_open(c)) {
        let tail = inner[at + c.len_utf8()..].trim_start_matches(is_gap);
        let Ok(("", value)) = numbered(tail) else { continue };
        let rest = inner[..at].trim_end_matches(|c| is_gap(c) || is_open(c));
        return Some(TableNumber { printed: tail, rest, value });
    }
    None
}

/// What says behind a number, in brackets or not, that its table goes on from the page before.
const CONTINUED: [&str; 3] = ["续上表", "续表", "续"];

/// Whether a text says nothing but that a table goes on: `（续表）`.
pub(crate) fn is_continued(text: &str) -> bool {
    CONTINUED.contains(&text.trim_matches(|c| is_gap(c) || is_open(c) || is_close(c)))
}

/// A line without such a remark in brackets at its end: `支出决算表（表3）（续表）`.
fn without_continued(line: &str) -> &str {
    let remark = |at: &usize| line.ends_with(is_close) && is_continued(&line[*at..]);
    line.rfind(is_open).filter(remark).map_or(line, |at| &line[..at])
}

/// Marks between a number and its title.
fn is_mark(c: char) -> bool {
    matches!(c, '：' | ':' | '、' | '.' | '．' | '，' | ',')
}

/// `numbered := prefixed | counted | annexed`
fn numbered(input: &str) -> Parsed<'_, Option<u32>> {
    if !input.starts_with(['公', '预', '财', '表', '附', '部', '决', '续']) {
        return refuse(input);
    }
    alt((prefixed, counted, annexed)).parse(input)
}

/// `prefixed := prefix gap digit{1,3} (dash digit{1,2})? gap "表"`, as in `预算 09表`, `预算01-1表`.
fn prefixed(input: &str) -> Parsed<'_, Option<u32>> {
    let (rest, (_, _, run, _, _, ())) = (one_word(PREFIXES), gap, digits, opt(part), gap, spaced("表")).parse(input)?;
    if run.chars().nth(3).is_some() { refuse(input) } else { Ok((rest, number(run))) }
}

/// `counted := prefix? gap "表" gap n`, as in `公开表十二`, `表14-1`.
fn counted(input: &str) -> Parsed<'_, Option<u32>> {
    preceded((opt(one_word(PREFIXES)), gap, satisfy(|c| c == '表'), gap), index).parse(input)
}

/// `annexed := "附件" gap n`
fn annexed(input: &str) -> Parsed<'_, Option<u32>> {
    preceded((spaced("附件"), gap), index).parse(input)
}

/// `n := (arabic | han) (dash digit{1,2})?`; a Chinese number must end at a mark, for `表一般公共预算` holds none.
fn index(input: &str) -> Parsed<'_, Option<u32>> {
    if input.starts_with(is_digit) {
        let (rest, run) = arabic(input)?;
        let (rest, _) = opt(part).parse(rest)?;
        return Ok((rest, number(run)));
    }
    let (rest, run) = take_while1(is_numeral).parse(input)?;
    let (rest, _) = opt(part).parse(rest)?;
    let ended = rest.chars().next().is_none_or(|c| is_gap(c) || is_mark(c) || is_close(c) || is_open(c) || c == '《');
    match value_of(run) {
        Some(value) if ended => Ok((rest, Some(value))),
        _ => refuse(input),
    }
}

/// `part := gap dash gap digit{1,2}`, not the beginning of a year.
fn part(input: &str) -> Parsed<'_, &str> {
    let (rest, run) = recognize((gap, satisfy(is_dash), gap, digits)).parse(input)?;
    let figures = run.chars().filter(|&c| is_digit(c)).count();
    if figures > 2 || rest.starts_with('年') { refuse(input) } else { Ok((rest, run)) }
}

/// `arabic := digit{1,3}`; of a longer run only what stands before a glued year (`表12026年` is table 1 of 2026).
fn arabic(input: &str) -> Parsed<'_, &str> {
    let (rest, run) = digits(input)?;
    if run.len() <= 3 || run.chars().count() <= 3 {
        return if rest.starts_with(['年', '个', '张']) { refuse(input) } else { Ok((rest, run)) };
    }
    let glued = run.is_ascii() && (5..=6).contains(&run.len()) && rest.trim_start_matches(is_gap).starts_with('年');
    let cut = run.len().saturating_sub(4);
    if glued && run[cut..].starts_with("20") { Ok((&input[cut..], &run[..cut])) } else { refuse(input) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_tables() {
        for (line, printed, rest, value) in [
            ("公开01表", "公开01表", "", 1),
            ("公开 10 表", "公开 10 表", "", 10),
            ("公开表1", "公开表1", "", 1),
            ("公开表十二", "公开表十二", "", 12),
            ("预算公开表1 2023年预算收支总表", "预算公开表1", "2023年预算收支总表", 1),
            ("预算01表 收支总表", "预算01表", "收支总表", 1),
            ("预算 09表  财政拨款“三公 ”经费支出表", "预算 09表", "财政拨款“三公 ”经费支出表", 9),
            ("预算表12 项目支出绩效目标表", "预算表12", "项目支出绩效目标表", 12),
            ("收支总表（预算表1）", "预算表1", "收支总表", 1),
            ("支出决算表（表3）（续表）", "表3", "支出决算表", 3),
            ("公开01表：收支预算总表", "公开01表", "收支预算总表", 1),
            ("公开02表：", "公开02表", "", 2),
            ("收支预算总表      公开表一", "公开表一", "收支预算总表", 1),
            ("部门收支总表 公开 01 表", "公开 01 表", "部门收支总表", 1),
            ("表1.2026年市级部门收支预算总表", "表1", "2026年市级部门收支预算总表", 1),
            ("表1：2026年市级部门收支预算总表", "表1", "2026年市级部门收支预算总表", 1),
            ("表12026年部门收支总表", "表1", "2026年部门收支总表", 1),
            ("表1 部门综合预算收支总表", "表1", "部门综合预算收支总表", 1),
            ("表 11", "表 11", "", 11),
            ("表九", "表九", "", 9),
            ("表一：收入支出决算总表", "表一", "收入支出决算总表", 1),
            ("收支总表                                                                      公开01表", "公开01表", "收支总表", 1),
            ("附表1-2", "附表1-2", "", 1),
            ("预算01-1表", "预算01-1表", "", 1),
            ("公开02-1表 收入决算表", "公开02-1表", "收入决算表", 2),
            ("附件2", "附件2", "", 2),
            ("附件2：报表", "附件2", "报表", 2),
            ("表14-1 专项转移支付绩效目标表", "表14-1", "专项转移支付绩效目标表", 14),
            ("财决公开01表", "财决公开01表", "", 1),
            ("（公开表1）", "公开表1", "", 1),
        ] {
            assert_eq!(table_number(line), Some(TableNumber { printed, rest, value: Some(value) }), "{line}");
        }
    }

    #[test]
    fn no_number() {
        for line in [
            "",
            "收支总表",
            "一般公共预算支出表",
            "预算表一般公共预算",
            "表一般公共预算支出",
            "项目支出预算表12",
            "2026年收支预算总表",
            "预算2026年报表",
            "附件",
            "报表1",
            "3表",
        ] {
            assert_eq!(table_number(line), None, "{line}");
        }
    }
}
