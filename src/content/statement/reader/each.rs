//! Several numbers for several things in their order: `会议费3万元、培训费12万元，分别比上年减少1万元、2万元`.

use crate::content::statement::clause::Read;
use crate::content::statement::discourse::Discourse;
use crate::content::statement::discourse::about::About;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject;
use crate::grammar::sentence::{Piece, PieceKind};
use crate::grammar::squeeze;
use std::collections::VecDeque;

/// What the numbers of a list that stand behind 分别 are about, one each.
pub(super) struct Each {
    /// What the first measures; the others measure the same.
    pub(super) read: Read,
    /// Empty subjects where the sentence does not name as many things.
    pub(super) abouts: VecDeque<About>,
}

/// The list that begins with the quantity at the front of `rest`, if 分别 stands between `from` and it.
pub(super) fn each(discourse: &Discourse, sentence: &Sentence<'_>, from: usize, read: &Read, rest: &[Piece]) -> Option<Each> {
    let between = squeeze(sentence.words.get(from..rest.first()?.range.start)?);
    let names_before = between.contains("分别");
    let count = listed(sentence, rest);
    if !names_before || count < 2 {
        return None;
    }
    let words = sentence.slice(read.phrase.clone());
    let phrase = squeeze(words);
    let phrase = phrase.trim_end_matches(['为', '是', '各']).trim_end_matches("分别");
    let names = subject::parts(phrase);
    let about = |name: &&str| About {
        subject: subject::known(name, sentence.around()).or_else(|| subject::printed(name)),
        printed: Some(squeeze(name)),
        ..About::default()
    };
    let own: VecDeque<About> = names.iter().map(about).collect();
    let before: VecDeque<About> = amounts_before(discourse, sentence, count);
    let abouts = [own, before].into_iter().find(|abouts| abouts.len() == count);
    let unclear = || (0..count).map(|_| About { aside: true, ..About::default() }).collect();
    Some(Each { read: read.clone(), abouts: abouts.unwrap_or_else(unclear) })
}

/// What the last amounts of the sentence are about, where it has just so many.
fn amounts_before(discourse: &Discourse, sentence: &Sentence<'_>, count: usize) -> VecDeque<About> {
    let own = discourse.told.in_sentence(&sentence.quote);
    let mut abouts: VecDeque<About> = VecDeque::new();
    for statement in own {
        abouts.push_front(About {
            subject: statement.subject.clone(),
            printed: statement.subject_printed.clone(),
            budget: statement.budget,
            group: Some(statement.group),
            aside: true,
            ..About::default()
        });
    }
    if abouts.len() == count { abouts } else { VecDeque::new() }
}

/// How many quantities follow one another with nothing but a list mark between.
fn listed(sentence: &Sentence<'_>, rest: &[Piece]) -> usize {
    let mut count = 0;
    for pair in rest.chunks(2) {
        if !matches!(pair[0].kind, PieceKind::Quantity(_)) {
            break;
        }
        count += 1;
        let mark = pair.get(1).map(|mark| squeeze(sentence.slice(mark.range.clone()))).unwrap_or_default();
        if !["、", "，", ",", "和", "及"].contains(&mark.as_str()) {
            break;
        }
    }
    count
}
