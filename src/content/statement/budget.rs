//! Which budget's money a statement speaks of, by the words of its subject or of its section.

use crate::codes::subjects::fold;
use crate::codes::words::{Named, WORDS};

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
    /// Those that are no sum of others.
    const FUNDS: [Self; 3] = [Self::GeneralBudget, Self::GovernmentFunds, Self::StateCapital];

    fn named(self) -> &'static Named {
        match self {
            Self::GeneralBudget => &WORDS.budget.general_budget,
            Self::GovernmentFunds => &WORDS.budget.government_funds,
            Self::StateCapital => &WORDS.budget.state_capital,
            Self::Appropriation => &WORDS.budget.appropriation,
        }
    }

    /// The word in outputs.
    pub fn name(self) -> &'static str {
        self.named().name
    }

    /// The budget that words name; `None` when they name none, or several.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words = fold(words);
        let is_named = |budget: &Self| budget.named().is_in(&words);
        let mut named = Self::FUNDS.into_iter().filter(is_named);
        match (named.next(), named.next()) {
            (Some(one), None) => Some(one),
            (None, None) => Some(Self::Appropriation).filter(is_named),
            _ => None,
        }
    }
}
