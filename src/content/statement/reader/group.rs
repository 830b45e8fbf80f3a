//! Which budget a statement speaks of, and which statements speak of one amount.

use crate::content::statement::budget::Budget;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::name::is_of_all_money;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::types::{Measure, Statement};

/// Completes what a statement is about by its budget, and tells the group that the statement belongs to.
///
/// A group has one amount or count at most; its changes, shares and bases join it.
pub(super) fn settle(discourse: &mut Discourse, sentence: &Sentence<'_>, about: &mut About, measure: Measure) -> usize {
    let whole = sentence.parts.then_some(discourse.list.whole.budget).flatten();
    about.budget = about.printed.as_deref().and_then(Budget::of).or(about.budget);
    let head = matches!(measure, Measure::Amount | Measure::Count);
    if about.group.is_none()
        && !head
        && let Some((group, budget)) = same(discourse, about)
    {
        (about.group, about.budget) = (Some(group), budget);
    }
    let headed = measure != Measure::Count && !about.aside && about.subject.as_ref().is_some_and(|s| !is_of_all_money(&s.name));
    about.budget =
        about.budget.or(whole).or(if headed { discourse.list.listed.budget.or(sentence.heading.budget) } else { None });
    // `使用财政拨款安排下属2个单位…`: a unit is of no budget.
    let unit = about.subject.as_ref().is_some_and(|s| ["单位", "机构"].iter().any(|end| s.name.ends_with(end)));
    if measure == Measure::Count && unit {
        about.budget = None;
    }
    let group = about.group.filter(|&group| !(head && discourse.told.headed[group])).unwrap_or_else(|| discourse.told.group());
    discourse.told.headed[group] |= head;
    about.group = Some(group);
    group
}

/// The last group of the text with the same subject, and its budget: `公务接待费5万元，公务用车…，公务接待费减少1万元`.
fn same(discourse: &Discourse, about: &About) -> Option<(usize, Option<Budget>)> {
    let subject = about.subject.as_ref()?;
    let own = |s: &&Statement| s.subject.as_ref() == Some(subject) && (about.entity.is_none() || s.entity == about.entity);
    let mut same = discourse.told.in_text().filter(own);
    same.find(|s| about.budget.is_none() || s.budget == about.budget).map(|s| (s.group, s.budget))
}
