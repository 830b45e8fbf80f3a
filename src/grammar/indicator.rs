//! Values of performance indicators.
//!
//! In: the cell 指标值 (`≥95%`, `不少于883名`, `90%-95%`, `2023年底XX月XX日前`). Out: comparator, number, unit, or text. Not done:
//! judging whether a target was met. Placeholders that a form was published with are named as such.

use crate::codes::words;
use crate::decimal::Decimal;
use nom::Parser;
use nom::character::complete::satisfy;
use nom::combinator::opt;
use nom::sequence::preceded;
use std::borrow::Cow;

mod moment;

pub use moment::About;
use moment::{is_month, is_month_of_year, is_year, may_be_time};

use super::amount::{is_nil_mark, leading_amount};
use super::lexical::{Parsed, gap, is_close, is_dash, is_digit, is_gap, is_open, one_word, refuse, trim};
use super::radical::plain_ideographs;

/// How a value bounds its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `≥`, 不低于, 不少于, 大于等于, …以上
    GreaterOrEqual,
    /// `≤`, 不超过, 不高于, 小于等于, …以内
    LessOrEqual,
    /// `＝`, 等于
    Equal,
    /// `>`, 大于, 高于
    Greater,
    /// `<`, 小于, 低于
    Less,
    /// 优于: better, in whichever direction that is
    Better,
    /// 定性: judged by words
    Qualitative,
}

impl Comparator {
    /// The sign for it: `≥ ≤ = > < 优于 定性`.
    pub const fn printed(self) -> &'static str {
        match self {
            Self::GreaterOrEqual => "≥",
            Self::LessOrEqual => "≤",
            Self::Equal => "=",
            Self::Greater => ">",
            Self::Less => "<",
            Self::Better => "优于",
            Self::Qualitative => "定性",
        }
    }
}

/// The comparators as words and signs, a longer one before the one it begins with.
const WORDS: &[(&str, Comparator)] = &[
    ("≥", Comparator::GreaterOrEqual),
    ("≧", Comparator::GreaterOrEqual),
    ("⩾", Comparator::GreaterOrEqual),
    ("≤", Comparator::LessOrEqual),
    ("≦", Comparator::LessOrEqual),
    ("⩽", Comparator::LessOrEqual),
    (">=", Comparator::GreaterOrEqual),
    ("＞＝", Comparator::GreaterOrEqual),
    ("<=", Comparator::LessOrEqual),
    ("＜＝", Comparator::LessOrEqual),
    ("=", Comparator::Equal),
    ("＝", Comparator::Equal),
    (">", Comparator::Greater),
    ("＞", Comparator::Greater),
    ("﹥", Comparator::Greater),
    ("<", Comparator::Less),
    ("＜", Comparator::Less),
    ("﹤", Comparator::Less),
    ("大于或等于", Comparator::GreaterOrEqual),
    ("大于等于", Comparator::GreaterOrEqual),
    ("小于或等于", Comparator::LessOrEqual),
    ("小于等于", Comparator::LessOrEqual),
    ("不得低于", Comparator::GreaterOrEqual),
    ("不得少于", Comparator::GreaterOrEqual),
    ("不得超过", Comparator::LessOrEqual),
    ("不得高于", Comparator::LessOrEqual),
    ("不低于", Comparator::GreaterOrEqual),
    ("不少于", Comparator::GreaterOrEqual),
    ("不小于", Comparator::GreaterOrEqual),
    ("至少", Comparator::GreaterOrEqual),
    ("不超过", Comparator::LessOrEqual),
    ("不高于", Comparator::LessOrEqual),
    ("不大于", Comparator::LessOrEqual),
    ("不多于", Comparator::LessOrEqual),
    ("至多", Comparator::LessOrEqual),
    ("等于", Comparator::Equal),
    ("大于", Comparator::Greater),
    ("高于", Comparator::Greater),
    ("多于", Comparator::Greater),
    ("超过", Comparator::Greater),
    ("小于", Comparator::Less),
    ("低于", Comparator::Less),
    ("少于", Comparator::Less),
    ("优于", Comparator::Better),
    ("定性", Comparator::Qualitative),
];

/// Words behind a number that bound it.
const SUFFIXES: [(&str, Comparator); 6] = [
    ("及以上", Comparator::GreaterOrEqual),
    ("以上", Comparator::GreaterOrEqual),
    ("及以下", Comparator::LessOrEqual),
    ("以下", Comparator::LessOrEqual),
    ("之内", Comparator::LessOrEqual),
    ("以内", Comparator::LessOrEqual),
];

/// What makes a number a day (`11月底`, `12日前`), where `12月` counts months.
const DAYS: [&str; 9] = ["月底", "月初", "月中旬", "月末", "月上旬", "月下旬", "月前", "日前", "号前"];

/// An indicator's value, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndicatorValue {
    /// The bound, where one is printed.
    pub comparator: Option<Comparator>,
    /// The number, or a range's lower end.
    pub value: Option<Decimal>,
    /// A range's upper end.
    pub upper: Option<Decimal>,
    /// What follows the number, without blanks: `%`, `万元/条`.
    pub unit: Option<String>,
    /// The words, where the value is no number; behind a number, what the template left there (`(万元/台等)`).
    pub text: Option<String>,
    /// Whether the form was published without a value: `XX月XX日`, `≥XX%`.
    pub placeholder: bool,
}

impl IndicatorValue {
    /// The value of a cell as words, where its number may be a time (`2022.12` under 完成时间) and not a quantity.
    ///
    /// ```
    /// use gongkai::grammar::{About, indicator};
    /// let read = indicator("2022.12").unwrap();
    /// assert_eq!(read.clone().or_time("2022.12", About::Unsaid).text.as_deref(), Some("2022.12"));
    /// assert_eq!(read.clone().or_time("2022.12", About::Quantity), read);
    /// ```
    #[must_use]
    pub fn or_time(self, cell: &str, about: About) -> Self {
        let unit = self.unit.as_deref();
        let may = |value: Decimal| may_be_time(value, unit, about);
        if self.text.is_some() || !self.value.is_some_and(may) || !self.upper.is_none_or(may) {
            return self;
        }
        let cell = trim(cell);
        let words = bound(cell).map_or(cell, |(rest, _)| trim(rest));
        Self { value: None, upper: None, text: Some(words.to_owned()), ..self }
    }
}

/// Reads a cell that is only a comparator, as in the column 指标性质 (北京: `＝`, `≥`, `定性`).
///
/// ```
/// use gongkai::grammar::{Comparator, comparator};
/// assert_eq!(comparator("＝"), Some(Comparator::Equal));
/// ```
pub fn comparator(cell: &str) -> Option<Comparator> {
    bound(trim(cell)).ok().filter(|(rest, _)| rest.is_empty()).map(|(_, comparator)| comparator)
}

/// `bound := ≥ | 不低于 | …`; the look at the first character spares most cells forty comparisons.
fn bound(input: &str) -> Parsed<'_, Comparator> {
    if input.starts_with(|c| "≥≧⩾≤≦⩽>＞<＜=＝﹥﹤大小不至等高多超低少优定".contains(c)) {
        one_word(WORDS).parse(input)
    } else {
        refuse(input)
    }
}

/// Reads a value: `indicator := comparator? gap (number (unit? range)? unit? suffix? | text)`; `None` for an empty cell.
///
/// A unit is a few characters without digits or clauses, so `2026年12月31日前` stays text. Whatever cannot be taken apart is
/// kept whole in `text`.
///
/// ```
/// let read = gongkai::grammar::indicator("≤0.85万元/条").unwrap();
/// assert_eq!((read.value.unwrap().to_string().as_str(), read.unit.as_deref()), ("0.85", Some("万元/条")));
/// ```
pub fn indicator(cell: &str) -> Option<IndicatorValue> {
    let cell = whole_text(cell);
    let cell = trim(&cell).trim_end_matches(|c| is_gap(c) || matches!(c, '。' | '；' | ';'));
    if cell.is_empty() {
        return None;
    }
    let (rest, bound) = opt(bound).parse(cell).unwrap_or((cell, None));
    let rest = trim(rest);
    if is_placeholder(cell) {
        return Some(IndicatorValue { comparator: bound, text: Some(cell.to_owned()), placeholder: true, ..Default::default() });
    }
    if let Some(read) = quantity(rest, bound.is_some()) {
        return Some(IndicatorValue { comparator: bound.or(read.comparator), ..read });
    }
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    // `≥95%；≥98%`: no sign is that of all.
    if bound.is_some() && rest.contains(is_sign) {
        return Some(IndicatorValue { text: said(cell), ..Default::default() });
    }
    let named = named(rest).filter(|_| bound.is_none());
    Some(named.unwrap_or_else(|| IndicatorValue { comparator: bound, text: said(rest), ..Default::default() }))
}

/// The signs of bounds.
fn is_sign(c: char) -> bool {
    "≥≧⩾≤≦⩽＞>＜<﹥﹤".contains(c)
}

/// `满意度≥90%`: what is bounded stands before the sign, and stays as text.
fn named(cell: &str) -> Option<IndicatorValue> {
    let at = cell.find(is_sign)?;
    let name = trim(&cell[..at]);
    let (rest, bound) = bound(&cell[at..]).ok()?;
    if name.is_empty() || name.contains(|c: char| is_digit(c) || "，。；;,：:、".contains(c)) {
        return None;
    }
    let read = quantity(trim(rest), true).filter(|read| read.text.is_none())?;
    Some(IndicatorValue { comparator: Some(bound), text: Some(name.to_owned()), ..read })
}

/// The unit in brackets at the end of a name: `清查户数（万户）`, `调查成本（元/户/月）`.
///
/// ```
/// use gongkai::grammar::unit_of_name;
/// assert_eq!(unit_of_name("清查户数（万户）").as_deref(), Some("万户"));
/// assert_eq!(unit_of_name("培训人数（含退休）"), None);
/// ```
pub fn unit_of_name(name: &str) -> Option<String> {
    let inner = trim(name).strip_suffix(is_close)?;
    let inner = trim(&inner[inner.rfind(is_open)?..]).trim_start_matches(is_open);
    let first = inner.split(['/', '／']).next().unwrap_or_default().trim_start_matches(['万', '千', '百', '亿']);
    let known = matches!(first, "%" | "％" | "元" | "天" | "日" | "月" | "年" | "小时" | "分钟" | "")
        || words::WORDS.count.counters.contains(&first);
    // One word more counts whatever it names (盒, 起, 副), unless it is known to part things (男, 上).
    let mut letters = first.chars();
    let counts = letters.next().is_some_and(is_ideograph) && letters.next().is_none();
    let parts = words::WORDS.count.parting.contains(&first);
    (!inner.is_empty() && (known || counts && !parts) && is_unit(inner)).then(|| unit_text(inner)).flatten()
}

/// A Han character that is no numeral.
fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) && !"一二三四五六七八九十零〇两".contains(c)
}

/// The words of a cell.
fn indicator_text(cell: &str) -> Option<String> {
    let cell = whole_text(cell);
    let text = trim(&cell).trim_end_matches(|c| is_gap(c) || matches!(c, '。' | '；' | ';'));
    let (rest, bound) = opt(bound).parse(text).unwrap_or((text, None));
    let text = if bound == Some(Comparator::Qualitative) { trim(rest) } else { text };
    (!text.is_empty()).then(|| text.to_owned())
}

/// The cell with ideographs for radicals, and a number in one piece that its narrow cell wraps (`194514`, below it `5`) or a blank parts
/// before its point (`51 .33`).
fn whole_text(cell: &str) -> Cow<'_, str> {
    let wraps = cell.contains('\n') && cell.chars().all(|c| is_digit(c) || matches!(c, '.' | ',' | '\n'));
    if wraps {
        return Cow::Owned(cell.replace('\n', ""));
    }
    let text = plain_ideographs(cell);
    match parted_point(&text) {
        Some((before, after)) => Cow::Owned(format!("{before}{after}")),
        None => text,
    }
}

/// The two parts of a text whose only number has a blank before its point.
fn parted_point(text: &str) -> Option<(&str, &str)> {
    let at = text.find(['.', '．'])?;
    let (before, after) = (text[..at].trim_end_matches(is_gap), &text[at..]);
    let parted = before.len() < at && before.ends_with(is_digit) && after.chars().nth(1).is_some_and(is_digit);
    let other = |c: char| is_digit(c) || matches!(c, '.' | '．');
    let figures = before.trim_end_matches(is_digit);
    let rest = after.char_indices().skip(1).find(|(_, c)| !is_digit(*c)).map_or("", |(end, _)| &after[end..]);
    (parted && !figures.contains(other) && !rest.contains(other)).then_some((before, after))
}

/// Reads an indicator whose comparator, value and unit stand in columns of their own (北京 预算12表: 指标性质, 指标值, 度量单位).
///
/// ```
/// let read = gongkai::grammar::indicator_from_parts("≥", "95", "%").unwrap();
/// assert_eq!(read, gongkai::grammar::indicator("≥95%").unwrap());
/// ```
pub fn indicator_from_parts(nature: &str, value: &str, unit: &str) -> Option<IndicatorValue> {
    let mut read = indicator(value)?;
    let nature = comparator(nature);
    // `定性`, `高于全区平均水平`: the words are the target, whole.
    if nature == Some(Comparator::Qualitative) && read.comparator.is_some() && read.value.is_none() && !read.placeholder {
        read.text = indicator_text(value);
    }
    read.comparator = nature.or(read.comparator);
    if read.unit.is_none() && !is_nil_mark(trim(unit)) {
        read.unit = unit_text(trim(unit));
    }
    Some(read)
}

/// `quantity := number unit? (range number unit?)? suffix?`; a bare year is a date, not a quantity.
fn quantity(text: &str, bounded: bool) -> Option<IndicatorValue> {
    let (rest, low) = leading_amount(text).ok()?;
    let (rest, upper) = opt(range_end).parse(rest).unwrap_or((rest, None));
    if is_year(low.value) && rest.trim_start_matches(is_gap).starts_with('年') && (upper.is_some() || !bounded) {
        return None;
    }
    // Months that a task runs through are no quantity (`2023.07-2024.01`), and neither is a month of a year (`2022-12`).
    if upper.is_some_and(|upper| is_month(low.value) && is_month(upper) || is_year(low.value) && is_month_of_year(upper)) {
        return None;
    }
    let (unit, suffix) = split_suffix(trim(rest));
    let unit = trim(unit.strip_prefix(is_open).and_then(|inner| inner.strip_suffix(is_close)).unwrap_or(unit));
    if DAYS.iter().any(|day| unit.starts_with(day)) {
        return None;
    }
    let (unit, left) = if is_unit(unit) { (unit, None) } else { without_template(unit)? };
    Some(IndicatorValue {
        comparator: suffix,
        value: Some(low.value),
        upper,
        unit: unit_text(unit),
        text: left.map(str::to_owned),
        ..Default::default()
    })
}

/// Whether a text behind a number is a unit: a few characters without digits or clauses.
fn is_unit(text: &str) -> bool {
    let begins = text.chars().next().is_none_or(|c| c.is_alphabetic() || matches!(c, '%' | '％' | '‰' | '℃' | '㎡' | '/'));
    begins && text.chars().nth(8).is_none() && !text.contains(|c| is_digit(c) || "，。；;,：:、=≥≤><".contains(c))
}

/// A unit with the bracket behind it that the template left there (`元/平方米(万元/台等)`).
fn without_template(text: &str) -> Option<(&str, Option<&str>)> {
    let at = text.find(is_open).filter(|&at| at > 0 && text.ends_with(is_close))?;
    let (unit, left) = text.split_at(at);
    (is_unit(trim(unit)) && !left.contains(is_digit)).then_some((trim(unit), Some(left)))
}

/// `range := gap ("%" | "％")? gap ("-" | "~" | "至" | …) gap number`; the mark must be followed by a number.
fn range_end(input: &str) -> Parsed<'_, Decimal> {
    let mark = satisfy(|c| is_dash(c) || matches!(c, '~' | '～' | '〜' | '∼' | '至' | '到'));
    let percent = opt(satisfy(|c| matches!(c, '%' | '％')));
    preceded((gap, percent, gap, mark, gap), leading_amount).map(|amount| amount.value).parse(input)
}

/// Cuts `以上` and its like off a unit.
fn split_suffix(unit: &str) -> (&str, Option<Comparator>) {
    let unit = unit.strip_suffix("（含）").unwrap_or(unit);
    for (word, comparator) in SUFFIXES {
        if let Some(bare) = unit.strip_suffix(word) {
            return (bare.strip_suffix("（含）").unwrap_or(bare), Some(comparator));
        }
    }
    (unit, None)
}

/// The unit without blanks, with `％` as `%`.
fn unit_text(unit: &str) -> Option<String> {
    let text: String = unit.chars().filter(|&c| !is_gap(c)).map(|c| if c == '％' { '%' } else { c }).collect();
    (!text.is_empty()).then_some(text)
}

/// Whether the cell holds a run of two or more X-like marks, or one before a unit, where a value should stand.
fn is_placeholder(cell: &str) -> bool {
    // `（请填写）`, and the signs to choose from: `≥/≤/=`.
    let signs = cell.contains('/')
        && cell.contains(is_sign)
        && cell.chars().all(|c| c == '/' || c == '、' || is_gap(c) || is_sign(c) || "=＝".contains(c));
    if signs || cell.contains("请填写") || cell.contains("请填报") {
        return true;
    }
    let mut before: Option<char> = None;
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        if !is_blank_mark(c) {
            before = Some(c);
            continue;
        }
        let mut length = 1;
        while chars.next_if(|&c| is_blank_mark(c)).is_some() {
            length += 1;
        }
        let next = chars.peek().copied();
        // `XXL` is a size and `3×5` a product; an X alone counts where a figure would stand before its unit.
        let word = [before, next].iter().flatten().any(|c| c.is_ascii_alphabetic());
        let in_place = next.is_some_and(|c| "年月日%％个万元人次".contains(c)) && !before.is_some_and(is_digit);
        if !word && (length > 1 || in_place) {
            return true;
        }
        before = Some(c);
    }
    false
}

/// A mark that stands for figures not filled in.
fn is_blank_mark(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' | '╳' | '*' | '＊' | '_' | '＿' | '□')
}

#[cfg(test)]
mod tests;
