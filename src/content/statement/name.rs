//! What the last word of a name says it is the name of.

use super::subject::{Subject, SubjectSource};
use crate::codes::words::WORDS;

/// Whether a name is one of money, of which there is an amount and no number.
pub(super) fn is_money(name: &str) -> bool {
    WORDS.money.names.iter().any(|word| name.ends_with(word))
}

/// `合计金额` sums up what stands before.
pub(super) fn is_total(words: &str) -> bool {
    ["合计", "总计", "共计"].iter().any(|word| words.contains(word))
}

/// Whether a subject is one of offices, units and their staff, which are counted and cost nothing by themselves: money for
/// 残疾人事业 is not of 事业人员.
pub(super) fn is_body(subject: &Subject) -> bool {
    subject.source == SubjectSource::Term && WORDS.money.bodies.iter().any(|end| subject.name.ends_with(end))
}

/// Procurement, performance and property are seldom those of the one budget that a heading above names.
pub(super) fn is_of_all_money(subject: &str) -> bool {
    WORDS.money.of_all.iter().any(|word| subject.contains(word))
}

pub(super) fn spends(name: &str) -> bool {
    name.contains("支出") && !name.contains("收入") && !name.contains("收支")
}

/// Money that stands under performance management: of projects, or of all that a department spends.
pub(super) fn is_performance(name: &str) -> bool {
    name.contains("绩效") && name.ends_with("资金")
}
