//! Averages and prices, which are never the amount of the whole: `平均每辆2.71万元`, `人均公用经费1.2万元`, `90元/月`.

use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::name::is_money;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, Subject, SubjectSource};
use crate::grammar::sentence::{Measured, Quantity, is_average};
use crate::grammar::squeeze;
use std::ops::Range;

/// What an average is of, in the printed words: no term, since that names the whole. Nothing where the number is none.
pub(super) fn average(
    discourse: &Discourse,
    sentence: &Sentence<'_>,
    read: &Read,
    (range, quantity): (Range<usize>, &Quantity),
) -> Option<About> {
    let words = sentence.slice(read.phrase.clone());
    let rate = quantity.measured == Measured::Other && sentence.slice(quantity.unit.clone()).contains(['/', '／']);
    let may = match quantity.measured {
        Measured::Money(_) | Measured::None | Measured::Other => true,
        Measured::Percent => read.measure.is_change(),
        Measured::Count => false,
    };
    let behind = &sentence.words[range.end..];
    let said = is_average(words, "") || is_average(sentence.slice(read.phrase.start..range.start), behind);
    (rate || may && said).then(|| average_of(discourse, words))
}

/// The subject of an average, by its own words or by those of the cost before.
fn average_of(discourse: &Discourse, words: &str) -> About {
    let printed = Some(squeeze(words)).filter(|w| !w.is_empty());
    let about = About { printed, average: true, ..About::default() };
    let subject = average_name(words);
    let plain = squeeze(words);
    let bare = subject.as_ref().is_none_or(|s| !is_money(&s.name)) && begins(&plain);
    if !bare {
        return About { subject, ..about };
    }
    // `平均每辆2万元`: of the cost before.
    let cost = discourse.topic.last.subject.as_ref().filter(|s| is_money(&s.name) && is_average(words, ""));
    let of = cost.zip(subject).map(|(cost, each)| Subject {
        name: format!("{}{}", cost.name, each.name),
        code: None,
        source: SubjectSource::Printed,
    });
    About { subject: of, budget: discourse.topic.last.budget, aside: true, ..about }
}

/// The words as the name of an average, which they stay: `会议费平均` is not 会议费.
pub(super) fn average_name(words: &str) -> Option<Subject> {
    let mut subject = subject::printed(words)?;
    if is_average(words, "") && !is_average(&subject.name, "") {
        subject.name.push_str("平均");
    }
    Some(subject)
}

/// Whether words begin with those of an average, and name no cost before it.
fn begins(words: &str) -> bool {
    let plain = words.trim_start_matches(['、', '，', ',', '即', '按', '照']);
    plain.is_empty() || ["每", "单价", "均价"].iter().any(|word| plain.starts_with(word)) || plain.chars().nth(1) == Some('均')
}
