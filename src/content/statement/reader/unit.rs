//! Whose an amount is, where its words name a unit of the department: `某市某院公用经费5万元`, `会议费增加9万元（局本级增加5万元，…）`.

use crate::codes::subjects::{fold, without_head};
use crate::codes::words::WORDS;
use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, SubjectSource};
use crate::content::statement::units::Units;
use crate::grammar::sentence::{Measured, Quantity};
use crate::grammar::squeeze;
use std::ops::Range;
use std::sync::Arc;

/// Longest name of an office that is no unit of a list: 投资处.
const LONGEST_DIVISION: usize = 6;

/// A unit that words name.
pub(super) struct Whose {
    name: Arc<str>,
    /// All the words, as printed.
    printed: String,
    /// What the words do not say, since they name the unit alone: what it is a part of.
    item: Option<About>,
}

/// Cuts the unit off the front of the words of an amount, where a known name or nothing stands behind it.
///
/// `plain`: the words before the name of what changes was found in them.
pub(super) fn cut(
    units: &Units,
    discourse: &Discourse,
    sentence: &Sentence<'_>,
    (read, plain): (Read, Range<usize>),
    quantity: &Quantity,
) -> (Read, Option<Whose>) {
    let words = sentence.slice(plain.clone());
    if quantity.measured == Measured::Count || words.trim().is_empty() {
        return (read, None);
    }
    let folded = fold(words);
    let head = without_head(&folded);
    let whose = |name: &str, item| Whose { name: Arc::from(name), printed: squeeze(words), item };
    let Some(length) = units.at_front(head) else {
        let item = is_division(head).then(|| part_of(discourse, sentence)).flatten();
        let whose = item.map(|item| whose(head, Some(item)));
        return (read, whose);
    };
    let name = &head[..length];
    // `局机关运行经费和所属单位公用经费`: of all of them.
    if WORDS.office.all.iter().any(|word| head[length..].contains(word)) {
        return (read, None);
    }
    if subject::is_generic(&head[length..]) {
        let whose = item(discourse, sentence).map(|item| whose(name, Some(item)));
        return (read, whose);
    }
    let kept = folded.len() - head.len() + length;
    let from = plain.start + offset(words, folded[..kept].chars().count());
    let phrase = from.max(read.phrase.start)..read.phrase.end.max(from);
    let known = subject::known(sentence.slice(phrase.clone()), sentence.around());
    if known.is_none_or(|found| found.source == SubjectSource::Printed) {
        return (read, None);
    }
    (Read { phrase, ..read }, Some(whose(name, None)))
}

/// What an amount is about, and whose it is.
pub(super) fn of(whose: Option<Whose>, about: About) -> About {
    match whose {
        None => about,
        Some(Whose { name, printed, item }) => {
            About { entity: Some(name), printed: Some(printed), group: None, ..item.unwrap_or(about) }
        }
    }
}

/// What an amount is a part of whose words name a unit alone: what stands before its bracket, what its cause explains, or the whole of
/// its list.
fn item(discourse: &Discourse, sentence: &Sentence<'_>) -> Option<About> {
    let bracket = discourse.topic.before_bracket();
    let explained = Some(&discourse.list.explained).filter(|_| sentence.causes);
    let found = bracket.into_iter().chain(explained).find(|about| about.subject.is_some());
    found.map(bare).or_else(|| part_of(discourse, sentence))
}

/// The whole of the list at work.
fn part_of(discourse: &Discourse, sentence: &Sentence<'_>) -> Option<About> {
    Some(&discourse.list.whole).filter(|whole| sentence.parts && !sentence.causes && whole.subject.is_some()).map(bare)
}

fn bare(about: &About) -> About {
    About { subject: about.subject.clone(), budget: about.budget, ..About::default() }
}

/// Whether words are nothing but the name of an office within a department: 投资处.
fn is_division(words: &str) -> bool {
    let length = words.chars().count();
    (3..=LONGEST_DIVISION).contains(&length) && WORDS.office.divisions.iter().any(|end| words.ends_with(end))
}

/// Where so many characters of a text end, without those that folding leaves out.
fn offset(text: &str, count: usize) -> usize {
    let kept = |&(_, c): &(usize, char)| !fold(c.encode_utf8(&mut [0; 4])).is_empty();
    let mut ends = text.char_indices().filter(kept).map(|(at, c)| at + c.len_utf8());
    count.checked_sub(1).and_then(|last| ends.nth(last)).unwrap_or(0)
}
