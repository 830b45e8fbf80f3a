//! What a sentence says with a number.

use crate::decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

use super::budget::Budget;
use super::subject::Subject;
use crate::grammar::sentence::{BaseKind, Direction};
use crate::place::Place;

/// What the value of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How much: 收入预算80万元.
    Amount,
    /// By how much it changed: 增加5万元, 持平.
    Change,
    /// By which part it changed: 增长6.2%.
    PercentChange,
    /// Which part of something: 占76.76%.
    Share,
    /// A bound, as of a target: 不少于5亿元, 4000亿元以上. Nobody has just that amount.
    Bound,
    /// How many: 5辆.
    Count,
    /// How much it was before, or was planned: 上年度为37.09万元, 年初预算为…, where an outcome follows.
    PriorAmount,
    /// Which part of the budget was spent: 完成年初预算的98.20%.
    Completion,
    /// A percentage that no words call a part of anything or a change: 得分率89.50%, 达标率保持85%.
    Rate,
    /// A number that no words of its own explain, as those on charts; it states nothing.
    Label,
}

impl Measure {
    /// Whether it says by how much something changed.
    pub(super) const fn is_change(self) -> bool {
        matches!(self, Self::Change | Self::PercentChange)
    }
}

/// What a part of a document, or a sentence, discloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Disclosed {
    /// The fiscal year.
    pub year: u16,
    /// Final accounts (`true`) or a budget; `None` where it is neither: work of another year, tasks, what is owned on a day.
    pub executed: Option<bool>,
}

/// One thing that a sentence says with a number, or says to be as before.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Where the number stands.
    pub place: Place,
    /// Index of the section it stands in.
    pub section: Option<usize>,
    /// The unit whose section it is, where a document describes several; `None` for the whole department.
    pub entity: Option<Arc<str>>,
    /// The year and phase of its sentence or its part of the document, where those are not the document's: one file may hold final
    /// accounts and the budget of the next year.
    pub disclosed: Option<Disclosed>,
    /// The sentence, as printed.
    pub quote: Arc<str>,
    /// What it is about; `None` where the text does not tell.
    pub subject: Option<Subject>,
    /// The words before the number, as printed.
    pub subject_printed: Option<String>,
    /// Which budget's money it speaks of, by its own words or its section's; `None` where nothing says so.
    pub budget: Option<Budget>,
    /// Statements with the same number speak of one amount: the amount (or count), what it was before, its changes, its shares.
    pub group: usize,
    /// What the value is.
    pub measure: Measure,
    /// The number, exact; `None` for a change without a number (基本持平).
    pub value: Option<Decimal>,
    /// The number with its unit, or the words instead of one, as printed.
    pub printed: String,
    /// Unit as printed; `None` where none is printed.
    pub unit: Option<String>,
    /// The value in yuan, where the unit is money.
    pub amount_yuan: Option<Decimal>,
    /// Which way it changed.
    pub direction: Option<Direction>,
    /// What it is compared with or a part of: 上年, 上年决算, 年初预算; for a share, the whole.
    pub base: Option<String>,
    /// Its own words call the amount a budget: 年初预算, 全年预算, 涉及预算金额. In final accounts it was planned, and not spent.
    pub planned: Option<BaseKind>,
    /// It stands among the causes of a change: an amount there may be of anything.
    pub in_reason: bool,
    /// The cause that the text gives for the change.
    pub reason: Option<Arc<str>>,
}
