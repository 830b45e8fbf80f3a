//! Sentences of running text, and the pieces that budget sentences are made of.
//!
//! In: a paragraph. Out: where its sentences stand ([`sentences`]), and a sentence as quantities, verbs of change, comparisons,
//! shares, brackets and the words between ([`pieces`]). Not done here: which subject a quantity belongs to and what it measures;
//! that needs the sentences before and is `content`'s work. Nothing is repaired and nothing is left out: the pieces of a sentence
//! cover it from end to end.

use crate::limits::MAX_SENTENCE_BYTES;
use std::ops::Range;

use super::lexical::{is_close, is_gap, is_open};
use super::radical::plain_ideographs;

mod average;
mod base;
mod compound;
mod definition;
mod doubt;
mod marks;
mod path;
mod piece;
mod quantity;
mod words;

pub use average::is_average;
pub use base::{Base, BaseKind, base};
pub use definition::{definition, glossary_definition};
pub use path::{SubjectPath, subject_path};
pub(crate) use path::{item_number, without_number};
pub use piece::{Direction, Measured, Piece, PieceKind, Quantity};
pub use words::money_in_words;

/// A bracket or quotation is passed over as a whole when it closes within this many bytes; beyond, its end is missing.
const MAX_ENCLOSED: usize = 600;

/// Finds the sentences of a paragraph: they end at 。；！？, but not inside brackets or quotation marks.
///
/// The second and later reasons of one list (`一是…；二是…`) stay in one sentence. What is beyond the limit of a sentence is none, but a
/// list of some sort: it is cut at the next comma.
///
/// ```
/// let text = "公务接待费6万元（含会议；培训），与上年持平。其中：外事2万元；国内4万元。";
/// let found: Vec<&str> = gongkai::grammar::sentence::sentences(text).into_iter().map(|r| &text[r]).collect();
/// assert_eq!(found, ["公务接待费6万元（含会议；培训），与上年持平。", "其中：外事2万元；", "国内4万元。"]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        at = match c {
            '。' | '！' | '？' => after,
            '；' | ';' if !goes_on_with_reasons(&text[after..]) => after,
            '，' | '、' | ',' if after - start > MAX_SENTENCE_BYTES => after,
            _ => {
                at = closing(text, at, c).unwrap_or(after);
                if at - start <= 2 * MAX_SENTENCE_BYTES {
                    continue;
                }
                at
            }
        };
        found.push(start..at);
        start = at;
    }
    found.push(start..text.len());
    found.retain(|r| text[r.clone()].chars().any(char::is_alphanumeric));
    found
}

/// `二是`, `三是`: the list of reasons goes on.
fn goes_on_with_reasons(rest: &str) -> bool {
    let rest = rest.trim_start_matches(is_gap);
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| "二三四五六七八九十".contains(c)) && chars.next() == Some('是')
}

/// The offset behind the bracket or quotation that opens at `at`, if it closes soon.
fn closing(text: &str, at: usize, open: char) -> Option<usize> {
    let closes: fn(char) -> bool = match open {
        '“' => |c| c == '”',
        '《' => |c| c == '》',
        _ if is_open(open) => is_close,
        _ => return None,
    };
    let from = at + open.len_utf8();
    let mut depth = 0;
    for (step, c) in text[from..].char_indices().take_while(|&(step, _)| step < MAX_ENCLOSED) {
        if closes(c) {
            if depth == 0 {
                return Some(from + step + c.len_utf8());
            }
            depth -= 1;
        } else if is_open(c) && is_open(open) {
            depth += 1;
        }
    }
    None
}

/// Takes a sentence to pieces; see [`PieceKind`].
///
/// ```
/// use gongkai::grammar::sentence::{Direction, PieceKind, pieces};
/// let found = pieces("收入预算80万元，比上年增加5万元");
/// assert!(found.iter().any(|p| p.kind == PieceKind::Change(Direction::Increase)));
/// ```
pub fn pieces(sentence: &str) -> Vec<Piece> {
    // A sloppy font names radicals (增⻓ for 增长): an ideograph is as long, so that ranges stay.
    let plain = plain_ideographs(sentence);
    let sentence = if plain.len() == sentence.len() { plain.as_ref() } else { sentence };
    let quantities = quantity::quantities(sentence);
    let starts: Vec<usize> = quantities.iter().filter(|(_, read)| read.is_some()).map(|(range, _)| range.start).collect();
    let mut found = Vec::new();
    let mut at = 0;
    for (range, quantity) in quantities {
        words(sentence, at..range.start, &starts, &mut found);
        at = range.end;
        found.push(Piece { kind: quantity.map_or(PieceKind::Unread, PieceKind::Quantity), range });
    }
    words(sentence, at..sentence.len(), &starts, &mut found);
    found
}

/// The words and marks between two quantities.
fn words(sentence: &str, range: Range<usize>, quantities: &[usize], found: &mut Vec<Piece>) {
    let (mut word, mut at) = (range.start, range.start);
    while at < range.end {
        let rest = &sentence[at..range.end];
        let Some(c) = rest.chars().next() else { break };
        let (kind, length) = match bracket(sentence, at, c, quantities) {
            Some((None, end)) => {
                at = end.min(range.end);
                continue;
            }
            Some((Some(kind), end)) => (kind, end - at),
            None => match marks::mark(rest) {
                Some(read) => read,
                None => {
                    at += c.len_utf8();
                    continue;
                }
            },
        };
        push_word(word..at, found);
        found.push(Piece { kind, range: at..at + length });
        at += length;
        word = at;
    }
    push_word(word..range.end, found);
}

fn push_word(range: Range<usize>, found: &mut Vec<Piece>) {
    if !range.is_empty() {
        found.push(Piece { kind: PieceKind::Word, range });
    }
}

/// A bracket with a quantity inside opens or closes; any other bracket belongs to the words and is passed over.
fn bracket(sentence: &str, at: usize, c: char, quantities: &[usize]) -> Option<(Option<PieceKind>, usize)> {
    if is_close(c) {
        return Some((Some(PieceKind::Close), at + c.len_utf8()));
    }
    let end = closing(sentence, at, c)?;
    let holds = quantities.iter().any(|&start| (at..end).contains(&start));
    match (holds, is_open(c)) {
        (true, true) => Some((Some(PieceKind::Open), at + c.len_utf8())),
        // A quotation with a quantity inside is read like any other text.
        (true, false) => None,
        (false, _) => Some((None, end)),
    }
}

#[cfg(test)]
mod tests;
