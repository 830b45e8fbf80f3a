//! Units, and the line above a table that names the department and the unit.
//!
//! In: a header label (`项目预算数（单位：万元）`), a cell, or a line. Out: the unit with its factor into yuan, and the department's
//! printed name. Not done: which unit holds for which table; several may stand in one document (上海: 元, 三公 in 万元).

use crate::decimal::Decimal;
use nom::Parser;
use nom::branch::alt;
use nom::character::complete::satisfy;
use nom::combinator::opt;
use nom::sequence::{preceded, terminated};

use super::lexical::{Parsed, colon, gap, is_close, is_gap, is_open, one_word, refuse, spaced, trim};

pub mod line;

/// What an amount is counted in. Printed alike on every page, whatever the blanks and widths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// 元
    Yuan,
    /// 百元
    BaiYuan,
    /// 千元
    QianYuan,
    /// 万元
    WanYuan,
    /// 百万元
    BaiWanYuan,
    /// 千万元
    QianWanYuan,
    /// 亿元
    YiYuan,
    /// 人
    Persons,
    /// 人次
    PersonTimes,
    /// 辆, 台, 辆/台: vehicles and machines share a column in the table of state assets.
    Vehicles,
    /// 套, 台/套, 台（套）
    Sets,
    /// 个
    Items,
    /// 批次, 批
    Batches,
    /// 次
    Times,
    /// 户
    Households,
    /// 平方米, ㎡
    SquareMetres,
    /// %
    Percent,
}

/// The words of each unit, a longer word before the one it begins with.
const WORDS: [(&str, Unit); 30] = [
    ("百万元", Unit::BaiWanYuan),
    ("百元", Unit::BaiYuan),
    ("千万元", Unit::QianWanYuan),
    ("千元", Unit::QianYuan),
    ("万元", Unit::WanYuan),
    ("萬元", Unit::WanYuan),
    ("亿元", Unit::YiYuan),
    ("元", Unit::Yuan),
    ("人次", Unit::PersonTimes),
    ("人", Unit::Persons),
    ("辆/台", Unit::Vehicles),
    ("台/辆", Unit::Vehicles),
    ("辆（台）", Unit::Vehicles),
    ("辆", Unit::Vehicles),
    ("台/套", Unit::Sets),
    ("台（套）", Unit::Sets),
    ("台(套)", Unit::Sets),
    ("台套", Unit::Sets),
    ("套", Unit::Sets),
    ("台", Unit::Vehicles),
    ("个", Unit::Items),
    ("批次", Unit::Batches),
    ("批", Unit::Batches),
    ("次", Unit::Times),
    ("户", Unit::Households),
    ("平方米", Unit::SquareMetres),
    ("㎡", Unit::SquareMetres),
    ("m2", Unit::SquareMetres),
    ("%", Unit::Percent),
    ("％", Unit::Percent),
];

impl Unit {
    /// The word for the unit, `万元`, without blanks.
    pub const fn printed(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::BaiYuan => "百元",
            Self::QianYuan => "千元",
            Self::WanYuan => "万元",
            Self::BaiWanYuan => "百万元",
            Self::QianWanYuan => "千万元",
            Self::YiYuan => "亿元",
            Self::Persons => "人",
            Self::PersonTimes => "人次",
            Self::Vehicles => "辆",
            Self::Sets => "套",
            Self::Items => "个",
            Self::Batches => "批次",
            Self::Times => "次",
            Self::Households => "户",
            Self::SquareMetres => "平方米",
            Self::Percent => "%",
        }
    }

    /// How many yuan one of it is: 10,000 for 万元, nothing for what is not money.
    pub fn factor(self) -> Option<Decimal> {
        let yuan: u32 = match self {
            Self::Yuan => 1,
            Self::BaiYuan => 100,
            Self::QianYuan => 1_000,
            Self::WanYuan => 10_000,
            Self::BaiWanYuan => 1_000_000,
            Self::QianWanYuan => 10_000_000,
            Self::YiYuan => 100_000_000,
            _ => return None,
        };
        Some(Decimal::from(yuan))
    }

    /// Whether amounts in it are money.
    pub fn is_money(self) -> bool {
        self.factor().is_some()
    }
}

/// Finds the unit that a cell or a header label names: `phrase := word | … "（" label? word "）" | … "单位：" word | … "/" word`.
///
/// A unit only counts where it stands alone, so `人员经费` names no unit, and neither does a rate such as `元/人`.
///
/// ```
/// use gongkai::grammar::{Unit, unit_of};
/// assert_eq!(unit_of("项目预算数（单位：万元）"), Some(Unit::WanYuan));
/// assert_eq!(unit_of("资金金额\n(万元)"), Some(Unit::WanYuan));
/// assert_eq!(unit_of("单位：无锡市教育局（本级）"), None);
/// ```
pub fn unit_of(phrase: &str) -> Option<Unit> {
    let phrase = trim(phrase);
    if let Ok((rest, unit)) = labelled(phrase)
        && rest.trim_start_matches(is_separator).is_empty()
    {
        return Some(unit);
    }
    for (at, c) in phrase.char_indices() {
        let rest = &phrase[at + c.len_utf8()..];
        let read = if is_open(c) {
            terminated(labelled, (gap, satisfy(|c| is_close(c) || is_list_mark(c)))).parse(rest)
        } else if matches!(c, ':' | '：') && phrase[..at].trim_end_matches(is_gap).ends_with('位') {
            labelled(rest)
        } else if matches!(c, '/' | '／') {
            labelled(rest).and_then(|(rest, unit)| if rest.is_empty() { Ok((rest, unit)) } else { refuse(rest) })
        } else {
            continue;
        };
        // `元/人` is a rate and no unit of money.
        let rate = matches!(c, '/' | '／') && phrase[..at].ends_with('元');
        if let Ok((_, unit)) = read
            && !rate
        {
            return Some(unit);
        }
    }
    None
}

/// The unit of money that a text names and nothing else: `万元`.
pub(super) fn money_word(text: &str) -> Option<Unit> {
    let (rest, unit) = unit_word(text).ok()?;
    (rest.is_empty() && unit.is_money()).then_some(unit)
}

/// `labelled := gap (unit_label colon gap)? word`
fn labelled(input: &str) -> Parsed<'_, Unit> {
    preceded((gap, opt((unit_label, gap, colon, gap))), unit_word).parse(input)
}

/// `unit_label := "金额单位" | "计量单位" | "货币单位" | "单位"`
fn unit_label(input: &str) -> Parsed<'_, ()> {
    if !input.starts_with(['金', '计', '货', '单']) {
        return refuse(input);
    }
    const LABELS: &[(&str, ())] = &[("金额单位", ()), ("计量单位", ()), ("货币单位", ()), ("单位", ())];
    one_word(LABELS).parse(input)
}

/// `word := ("人民币" | "RMB")? unit remark?`, before a blank, a closing bracket, a mark of a list or the end. A remark behind a unit
/// of money says how it is rounded (`元（保留两位小数）`).
fn unit_word(input: &str) -> Parsed<'_, Unit> {
    // Nearly every cell of a table is asked, so the first character decides before the words are tried.
    if !input.starts_with(|c| "百千万萬亿元人辆台套个批次户平㎡m%％R".contains(c)) {
        return refuse(input);
    }
    let (rest, _) = opt((alt((spaced("人民币"), spaced("RMB"))), gap)).parse(input)?;
    let (rest, unit) = one_word(&WORDS).parse(rest)?;
    let rest = if unit.is_money() { without_remark(rest) } else { rest };
    let ended = rest.chars().next().is_none_or(|c| is_gap(c) || is_close(c) || is_list_mark(c));
    if ended { Ok((rest, unit)) } else { refuse(input) }
}

/// What follows a remark in brackets that speaks of rounding; the text itself where there is none.
fn without_remark(text: &str) -> &str {
    let Some(inner) = text.strip_prefix(is_open) else { return text };
    let Some(close) = inner.find(is_close) else { return text };
    let rounds = ["小数", "四舍五入", "取整", "整数", "保留"].iter().any(|word| inner[..close].contains(word));
    if rounds { inner[close..].trim_start_matches(is_close) } else { text }
}

/// Marks between the units of a mixed table: `单位：万元、个、人`.
fn is_list_mark(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '；' | ';' | '|' | '。')
}

fn is_separator(c: char) -> bool {
    is_gap(c) || is_close(c)
}

#[cfg(test)]
mod tests;
