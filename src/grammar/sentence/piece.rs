//! The pieces that budget sentences are made of.

use crate::grammar::amount::Amount;
use crate::grammar::unit::Unit;
use std::ops::Range;

/// Which way something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增加, 增长, 上升
    Increase,
    /// 减少, 下降, 降低
    Decrease,
    /// 持平, 相同, 一致
    Flat,
}

impl Direction {
    /// The word in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::Flat => "flat",
        }
    }
}

/// What a quantity in a sentence is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// 万元 and its kin.
    Money(Unit),
    /// %
    Percent,
    /// 辆, 个, 人次, 万平方米: whatever is counted.
    Count,
    /// 元/月, 万美元, a bare 万: a unit that has no value in yuan.
    Other,
    /// No unit stands behind it.
    None,
}

/// A number in a sentence with the unit behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number, exact.
    pub amount: Amount,
    /// What it is counted in.
    pub measured: Measured,
    /// Where the unit stands; empty where there is none.
    pub unit: Range<usize>,
}

/// What a piece of a sentence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// `2466.43万元`
    Quantity(Quantity),
    /// 增加, 下降; the quantity follows.
    Change(Direction),
    /// 增加（减少）, 增长/下降: the template's choice, which nobody made.
    Either,
    /// 大于, 小于, 等于; what is compared with follows.
    Than(Direction),
    /// 比, 较, 与 before a year or a base; the base follows as words.
    Compare,
    /// 持平, 相同; `true` where it is only about so (基本持平).
    Flat(bool),
    /// 占, 占比
    Share,
    /// 完成
    Completion,
    /// 主要原因是
    Reason,
    /// 其中
    Parts,
    /// A bracket that holds a quantity opens.
    Open,
    /// It closes.
    Close,
    /// A comma.
    Clause,
    /// A colon.
    Colon,
    /// A number that may not be the one that was meant (`10～20万元`, `1/2`), or is too large to be one.
    Unread,
    /// Any other words.
    Word,
}

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it does.
    pub kind: PieceKind,
    /// Bytes of the sentence it covers.
    pub range: Range<usize>,
}
