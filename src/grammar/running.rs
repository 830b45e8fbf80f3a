//! Indicators that one cell prints as running text.
//!
//! In: `1、1-产出指标；11-数量指标；培训次数；实施周期指标值:≥2次；年度指标值:≥1次。2、…` (广州). Out: each with its levels, name and
//! values. A text of another build gives none.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_until, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::opt;
use nom::sequence::{preceded, terminated};

use super::lexical::{Parsed, digits, gap, trim};

/// One indicator of a running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningIndicator<'t> {
    /// 一级指标
    pub level1: &'t str,
    /// 二级指标
    pub level2: &'t str,
    /// 三级指标
    pub name: &'t str,
    /// 实施周期指标值
    pub period: Option<&'t str>,
    /// 年度指标值
    pub annual: Option<&'t str>,
}

/// Reads `indicators := indicator*`, as far as the text is built so.
///
/// ```
/// let text = "1、1-产出指标；11-数量指标；培训次数；实施周期指标值:≥2次；年度指标值:≥1次。";
/// let found = gongkai::grammar::running_indicators(text);
/// assert_eq!((found[0].level2, found[0].name, found[0].annual), ("数量指标", "培训次数", Some("≥1次")));
/// ```
pub fn running_indicators(text: &str) -> Vec<RunningIndicator<'_>> {
    let mut found = Vec::new();
    let mut rest = trim(text);
    while let Ok((after, indicator)) = indicator(rest) {
        found.push(indicator);
        rest = trim(after);
    }
    found
}

/// `indicator := number "、" level semicolon level semicolon name semicolon (period semicolon)? annual? (number "、" | end)`
fn indicator(input: &str) -> Parsed<'_, RunningIndicator<'_>> {
    let (input, _) = (digits, one_of("、.．"), gap).parse(input)?;
    let (input, level1) = terminated(level, semicolon).parse(input)?;
    let (input, level2) = terminated(level, semicolon).parse(input)?;
    let (input, name) = until_value(input)?;
    let (input, period) = opt(preceded((tag("实施周期指标值"), one_of(":：")), value)).parse(input)?;
    let (input, annual) = opt(preceded((tag("年度指标值"), one_of(":：")), value)).parse(input)?;
    Ok((input, RunningIndicator { level1, level2, name, period, annual }))
}

/// `level := digit+ "-" name`
fn level(input: &str) -> Parsed<'_, &str> {
    preceded((digits, one_of("-－—")), take_while1(|c| !"；;。".contains(c))).parse(input)
}

fn semicolon(input: &str) -> Parsed<'_, char> {
    terminated(one_of("；;"), gap).parse(input)
}

/// The name up to the first label of a value; it may hold any mark.
fn until_value(input: &str) -> Parsed<'_, &str> {
    let name = alt((take_until("；实施周期指标值"), take_until(";实施周期指标值"), take_until("；年度指标值")));
    terminated(name, semicolon).parse(input)
}

/// A value up to what ends it: the label of the next, or the number of the next indicator, or the end.
fn value(input: &str) -> Parsed<'_, &str> {
    let ends = |at: &usize| {
        let rest = &input[*at..];
        let rest = rest.trim_start_matches(['；', ';', '。']);
        rest.starts_with("年度指标值") || rest.is_empty() || (rest.len() < input.len() - at && begins_next(rest))
    };
    let marks = input.char_indices().filter(|(_, c)| "；;。".contains(*c)).map(|(at, _)| at);
    let end = marks.chain([input.len()]).find(ends).unwrap_or(input.len());
    let rest = input[end..].trim_start_matches(['；', ';', '。']);
    Ok((rest, trim(&input[..end])))
}

/// `number "、" digit+ "-"`: the head of the next indicator.
fn begins_next(rest: &str) -> bool {
    (digits, char('、'), digits, one_of("-－—")).parse(trim(rest)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_indicators_is_taken_apart() {
        let text = "1、1-产出指标；11-数量指标；立项\\终验数量；实施周期指标值:立项≥4个；终验≥2个；年度指标值:≥4个。\
                    2、2-效益指标；22-社会效益；评价分；实施周期指标值:≥4.5分；年度指标值:≥4.5分。10、4-成本指标；41-经济成本指标；核减率；\
                    实施周期指标值:≥5%；年度指标值:≥5%。";
        let found = running_indicators(text);
        let shown: Vec<_> = found.iter().map(|i| (i.level1, i.level2, i.name, i.period.unwrap(), i.annual.unwrap())).collect();
        assert_eq!(
            shown,
            [
                ("产出指标", "数量指标", "立项\\终验数量", "立项≥4个；终验≥2个", "≥4个"),
                ("效益指标", "社会效益", "评价分", "≥4.5分", "≥4.5分"),
                ("成本指标", "经济成本指标", "核减率", "≥5%", "≥5%"),
            ]
        );
    }

    #[test]
    fn another_text_gives_none() {
        assert!(running_indicators("是").is_empty());
        assert!(running_indicators("1、完成培训；2、完成宣传。").is_empty());
        assert!(running_indicators("").is_empty());
    }
}
