//! What a change is measured against: 上年, 2025年年初预算数, 年初预算, 上年决算数.

use nom::Parser;
use nom::bytes::complete::tag;
use nom::sequence::terminated;

use crate::grammar::fold::squeeze;
use crate::grammar::lexical::{gap, is_digit, small};

/// Which figure of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseKind {
    /// None is named: 上年.
    Plain,
    /// 年初预算
    Opening,
    /// 调整预算
    Adjusted,
    /// 预算
    Budget,
    /// 全年预算: the budget as it stood at the end of its year
    Whole,
    /// 决算
    Final,
    /// 执行数
    Executed,
}

/// A base of comparison as its words say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    /// The year printed, `2025年年初预算`.
    pub year: Option<u16>,
    /// 上年, 去年.
    pub last_year: bool,
    /// Which figure.
    pub kind: BaseKind,
}

/// Names of budgets.
const BUDGETS: [&str; 3] = ["一般公共预算", "政府性基金预算", "国有资本经营预算"];

/// Reads the words of a base; `None` when they name neither a year nor a figure.
///
/// ```
/// use gongkai::grammar::sentence::{BaseKind, base};
/// let found = base("2025年财政拨款“三公”经费年初预算").unwrap();
/// assert_eq!((found.year, found.kind), (Some(2025), BaseKind::Opening));
/// ```
pub fn base(words: &str) -> Option<Base> {
    // The name of a budget names no plan.
    let words = BUDGETS.iter().fold(squeeze(words), |words, name| words.replace(name, ""));
    // 预算执行数 is what was executed of the budget, so the later word decides.
    const KINDS: [(&str, BaseKind); 7] = [
        ("执行", BaseKind::Executed),
        ("决算", BaseKind::Final),
        ("年初预算", BaseKind::Opening),
        ("年初数", BaseKind::Opening),
        ("调整", BaseKind::Adjusted),
        ("全年预算", BaseKind::Whole),
        ("预算", BaseKind::Budget),
    ];
    let kind = KINDS.iter().find(|(word, _)| words.contains(word)).map(|&(_, kind)| kind);
    let last_year = ["上年", "上一年", "去年", "同比", "同期"].iter().any(|word| words.contains(word));
    let year = year(&words);
    if kind.is_none() && !last_year && year.is_none() {
        return None;
    }
    Some(Base { year, last_year, kind: kind.unwrap_or(BaseKind::Plain) })
}

/// The first `20XX年`.
fn year(words: &str) -> Option<u16> {
    let at = words.find(is_digit)?;
    let (_, year) = terminated(small(4, 4), (gap, tag("年"))).parse(&words[at..]).ok()?;
    u16::try_from(year).ok().filter(|year| (1990..2100).contains(year))
}
