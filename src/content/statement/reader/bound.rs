//! Figures that nobody has: bounds of what is aimed at (不少于5亿元), and money that cannot be of the score before it.

use crate::codes::words::WORDS;
use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject;
use crate::content::statement::types::Measure;
use crate::grammar::sentence::{Measured, Quantity};
use std::ops::Range;

/// `投资处不少于5亿元`, `满意度85%以上`, `增长超过7%`: a bound of a figure, and the words that it is of without it.
///
/// `range`: where the number stands in the words of its sentence.
pub(super) fn without_bound(read: Read, quantity: &Quantity, words: &str, range: &Range<usize>) -> (Read, bool) {
    let money = matches!(quantity.measured, Measured::Money(_));
    let may = match read.measure {
        Measure::Amount => money || !quantity.amount.value.is_zero(),
        Measure::Change => money,
        Measure::Rate | Measure::Share | Measure::Count | Measure::PercentChange => true,
        _ => false,
    };
    if !may {
        return (read, false);
    }
    let before = words.get(..range.start).unwrap_or_default().trim_end();
    let word = WORDS.bound.before.iter().filter(|word| before.ends_with(**word)).max_by_key(|word| word.len());
    let follows = is_followed(words.get(range.end..).unwrap_or_default());
    // `增长超过7%`: the word stands behind the verb, and the name before it.
    let own = read.phrase.end > before.len().saturating_sub(word.map_or(0, |word| word.len()));
    let end = word.filter(|_| own).map_or(read.phrase.end, |word| (before.len() - word.len()).max(read.phrase.start));
    (Read { phrase: read.phrase.start..end, ..read }, word.is_some() || follows)
}

/// `85%以上`, `30项（含）以上`
fn is_followed(behind: &str) -> bool {
    let behind = behind.trim_start();
    let behind = ["（含）", "(含)"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    WORDS.bound.behind.iter().any(|word| behind.starts_with(word))
}

/// `部门整体支出自评得分99.5，全年预算数5万元`: of what is assessed; a score costs nothing.
pub(super) fn of_assessed(discourse: &Discourse, sentence: &Sentence<'_>, about: About, quantity: &Quantity) -> About {
    let scored = |about: &About| about.name().is_some_and(|name| name.ends_with("得分"));
    if !scored(&about) || !matches!(quantity.measured, Measured::Money(_)) {
        return about;
    }
    let printed = about.printed.as_deref().unwrap_or_default();
    let end = ["绩效", "自评", "评价", "综合", "平均", "得分"].iter().filter_map(|word| printed.find(word)).min();
    let words = &printed[..end.unwrap_or(0)];
    let named = subject::known(words, sentence.around()).or_else(|| subject::printed(words));
    match named {
        Some(subject) => About { subject: Some(subject), printed: Some(words.to_owned()), ..About::default() },
        None if !scored(&discourse.topic.paragraph) => discourse.topic.paragraph.clone(),
        None => About::default(),
    }
}
