//! Which budget's money a statement speaks of, by the words of its subject or of its section.

use crate::codes::subjects::fold;

/// One of the budgets; 基本支出 of all funds and of the 一般公共预算 are two subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Budget {
    /// 一般公共预算
    GeneralBudget,
    /// 政府性基金预算
    GovernmentFunds,
    /// 国有资本经营预算
    StateCapital,
    /// 财政拨款: these three together
    Appropriation,
}

impl Budget {
    /// The word in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GeneralBudget => "一般公共预算",
            Self::GovernmentFunds => "政府性基金预算",
            Self::StateCapital => "国有资本经营预算",
            Self::Appropriation => "财政拨款",
        }
    }

    /// The budget that words name; `None` when they name none, or several.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words = fold(words);
        let funds =
            [("一般公共预算", Self::GeneralBudget), ("政府性基金", Self::GovernmentFunds), ("国有资本经营", Self::StateCapital)];
        let mut named = funds.into_iter().filter(|(word, _)| words.contains(word)).map(|(_, budget)| budget);
        match (named.next(), named.next()) {
            (Some(one), None) => Some(one),
            (None, None) if words.contains("财政拨款") && !words.contains("非财政拨款") => Some(Self::Appropriation),
            _ => None,
        }
    }
}
