//! Figures that nobody has: bounds of what is aimed at (不少于5亿元), and money that cannot be of the score before it.

use crate::codes::words::WORDS;
use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject;
use crate::content::statement::types::Measure;
use crate::grammar::sentence::{Measured, Quantity};

/// `投资处不少于5亿元`, `投资4000亿元以上`: a bound of an amount, and the words of the amount without it.
pub(super) fn without_bound(read: Read, quantity: &Quantity, words: &str, end: usize) -> (Read, bool) {
    if read.measure != Measure::Amount || !matches!(quantity.measured, Measured::Money(_)) {
        return (read, false);
    }
    let phrase = words.get(read.phrase.clone()).unwrap_or_default().trim_end();
    let before = WORDS.bound.before.iter().find_map(|word| phrase.strip_suffix(word));
    let behind = words[end..].trim_start();
    let follows = WORDS.bound.behind.iter().any(|word| behind.starts_with(word));
    let cut = before.map_or(read.phrase.end, |before| read.phrase.start + before.len());
    (Read { phrase: read.phrase.start..cut, ..read }, before.is_some() || follows)
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
