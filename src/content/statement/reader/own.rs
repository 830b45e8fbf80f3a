//! The name of what changes, in words that give its cause as well: `公用经费因人员增加正常增加5万元`, `标准降低人员经费减少5万元`.

use crate::codes::words::WORDS;
use crate::content::statement::clause::Read;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{self, SubjectSource};
use crate::grammar::sentence::{Piece, PieceKind};
use crate::grammar::squeeze;
use std::ops::Range;

/// A change by the name of what changes alone, where its words say more.
pub(super) fn named(sentence: &Sentence<'_>, read: Read, pieces: &[Piece]) -> Read {
    if !read.measure.is_change() {
        return read;
    }
    let phrase = without_adverbs(sentence, read.phrase.clone());
    let found = before_cause(sentence, &phrase)
        .or_else(|| behind_cause(sentence, &phrase))
        .or_else(|| behind_verb(sentence, &phrase, pieces))
        .unwrap_or(phrase);
    Read { phrase: found, ..read }
}

/// `公用经费正常增加5万元`: the adverb belongs to the verb.
fn without_adverbs(sentence: &Sentence<'_>, phrase: Range<usize>) -> Range<usize> {
    let mut words = sentence.slice(phrase.clone()).trim_end();
    while let Some(rest) = WORDS.change.adverbs.iter().find_map(|word| words.strip_suffix(word)).filter(|rest| is_name(rest)) {
        words = rest.trim_end();
    }
    phrase.start..phrase.start + words.len()
}

/// `公用经费因人员增加`: the name stands before the cause.
fn before_cause(sentence: &Sentence<'_>, phrase: &Range<usize>) -> Option<Range<usize>> {
    let words = sentence.slice(phrase.clone());
    let gives = |at: usize| !WORDS.change.not_because.iter().any(|word| words[at..].starts_with(word));
    let because =
        WORDS.change.because.iter().filter_map(|word| words.match_indices(word).map(|(at, _)| at).find(|&at| gives(at)));
    let at = because.min()?;
    let name = without_adverbs(sentence, phrase.start..phrase.start + at);
    is_name(sentence.slice(name.clone())).then_some(name)
}

/// `标准降低导致人员经费`: the name stands behind what follows from the cause.
fn behind_cause(sentence: &Sentence<'_>, phrase: &Range<usize>) -> Option<Range<usize>> {
    let words = sentence.slice(phrase.clone());
    let end = WORDS.change.leads_to.iter().filter_map(|word| words.rfind(word).map(|at| at + word.len())).max()?;
    is_name(&words[end..]).then_some(phrase.start + end..phrase.end)
}

/// `标准降低人员经费`: a known name behind the verb of the cause; `增加甲经费预算增加5万元`: the same verb twice.
fn behind_verb(sentence: &Sentence<'_>, phrase: &Range<usize>, pieces: &[Piece]) -> Option<Range<usize>> {
    let inside = |piece: &&Piece| matches!(piece.kind, PieceKind::Change(_)) && piece.range.end < phrase.end;
    let own = pieces.iter().filter(inside).rfind(|piece| piece.range.start >= phrase.start)?;
    let verb = sentence.slice(own.range.clone());
    let name = own.range.end..phrase.end;
    let words = sentence.slice(name.clone());
    if verb.chars().nth(1).is_none() || !is_name(words) {
        return None;
    }
    let first = sentence.slice(phrase.start..own.range.start).trim().is_empty();
    if first {
        let again = squeeze(sentence.slice(phrase.end..sentence.words.len()));
        return again.starts_with(verb).then_some(name);
    }
    let known = subject::known(words, sentence.around()).is_some_and(|found| found.source != SubjectSource::Printed);
    (sentence.causes && known).then_some(name)
}

/// Whether words are long enough for a name.
fn is_name(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}
