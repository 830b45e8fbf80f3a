//! Which budget a statement speaks of, and which statements speak of one amount.

use super::{About, Reader, Sentence};
use crate::content::statement::budget::Budget;
use crate::content::statement::types::Measure;

impl Reader<'_> {
    /// Completes what a statement is about by its budget, and tells the group that the statement belongs to.
    ///
    /// A group has one amount or count at most; its changes, shares and bases join it.
    pub(super) fn settle(&mut self, sentence: &Sentence<'_>, about: &mut About, measure: Measure) -> usize {
        let whole = sentence.parts.then_some(self.whole.budget).flatten();
        about.budget = about.printed.as_deref().and_then(Budget::of).or(about.budget);
        let head = matches!(measure, Measure::Amount | Measure::Count);
        if about.group.is_none()
            && !head
            && let Some((group, budget)) = self.same(about)
        {
            (about.group, about.budget) = (Some(group), budget);
        }
        let headed =
            measure != Measure::Count && !about.aside && about.subject.as_ref().is_some_and(|s| !is_of_all_money(&s.name));
        about.budget = about.budget.or(whole).or(if headed { self.listed.budget.or(sentence.heading.budget) } else { None });
        // `使用财政拨款安排下属2个单位…`: a unit is of no budget.
        let unit = about.subject.as_ref().is_some_and(|s| ["单位", "机构"].iter().any(|end| s.name.ends_with(end)));
        if measure == Measure::Count && unit {
            about.budget = None;
        }
        let group = about.group.filter(|&group| !(head && self.headed[group])).unwrap_or_else(|| {
            self.headed.push(false);
            self.headed.len() - 1
        });
        self.headed[group] |= head;
        about.group = Some(group);
        group
    }

    /// The last group of the text with the same subject, and its budget: `公务接待费5万元，公务用车…，公务接待费减少1万元`.
    fn same(&self, about: &About) -> Option<(usize, Option<Budget>)> {
        let subject = about.subject.as_ref()?;
        let mut same = self.statements[self.text_from..].iter().rev().filter(|s| s.subject.as_ref() == Some(subject));
        same.find(|s| about.budget.is_none() || s.budget == about.budget).map(|s| (s.group, s.budget))
    }
}

/// Procurement, performance and property are seldom those of the one budget that a heading above names.
fn is_of_all_money(subject: &str) -> bool {
    ["政府采购", "绩效目标", "绩效自评", "绩效评价", "绩效跟踪", "固定资产", "无形资产", "国有资产", "授予", "面向"]
        .iter()
        .any(|word| subject.contains(word))
}
