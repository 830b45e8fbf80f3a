//! Names of persons, as they stand behind a label.

use crate::codes::contacts::{ends_in_office, is_foreign, is_office, is_stop, is_word, label_at, surname_length, title_length};
use crate::grammar::contact::is_break;
use std::ops::Range;

/// Characters of a name at most, with the points of one in another language.
const LONGEST: usize = 24;

/// What a word must look like to be taken for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A label and a colon announce it: any short word that is no office and no ordinary word.
    Any,
    /// The name of a family and a given one, or a name of another language.
    Likely,
}

/// Whether a character is an ideograph.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The name that begins at `at`, without the form of address behind it.
pub(super) fn name(text: &[char], at: usize, shape: Shape) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    if is_stop(rest) || label_at(rest).is_some_and(|(length, _)| length > 2) {
        return None;
    }
    let run = rest.iter().take(LONGEST).take_while(|c| is_han(**c) || **c == '·').count();
    if run == 0 {
        return (shape == Shape::Any).then(|| latin(rest)).flatten().map(|length| at..at + length);
    }
    // `乙经办` in a cell of its own is a name, `甲某电话：` is one and a label.
    let whole = run <= 4 && rest.get(run).is_none_or(|c| is_break(*c)) && is_likely(&rest[..run]);
    let cut = (1..run).find(|k| is_stop(&rest[*k..])).filter(|_| !whole);
    let length = cut.unwrap_or_else(|| spaced(rest, run));
    let behind = rest[length..].iter().find(|c| **c != ' ');
    // `经办人：项目名称：` leaves the name blank.
    if cut.is_none() && behind == Some(&':') {
        return None;
    }
    let word: Vec<char> = rest[..length].iter().copied().filter(|c| !matches!(c, ' ' | '\n')).collect();
    let addressed = title_length(&word);
    let core = &word[..word.len() - addressed];
    if addressed > 0 && core.len() == 1 && surname_length(core) == 1 {
        return Some(at..at + length);
    }
    let core = if core.is_empty() { word.as_slice() } else { core };
    let whole = at..at + length - if core.len() < word.len() { addressed } else { 0 };
    if is_likely(core) || shape == Shape::Any && is_possible(core) {
        return Some(whole);
    }
    behind_office(core).filter(|_| word.len() == length).map(|skip| whole.start + skip..whole.end)
}

/// Two short parts with blanks between, as names of two characters are set: `张　三`. The length with both.
fn spaced(rest: &[char], run: usize) -> usize {
    if run > 1 || surname_length(&rest[..1]) == 0 {
        return run;
    }
    let blanks = rest[run..].iter().take(4).take_while(|c| matches!(c, ' ' | '\n')).count();
    let given = rest[run + blanks..].iter().take(3).take_while(|c| is_han(**c)).count();
    let is_given = (1..=2).contains(&given) && !is_stop(&rest[run + blanks..]);
    if blanks > 0 && is_given { run + blanks + given } else { run }
}

/// Whether a word is the name of a family and a given one, or two of them, or a name of another language.
pub(super) fn is_likely(word: &[char]) -> bool {
    if let Some(and) = word.iter().position(|c| matches!(c, '和' | '与' | '及')).filter(|and| *and >= 2) {
        return is_likely(&word[..and]) && is_likely(&word[and + 1..]);
    }
    if word.contains(&'·') {
        return word.split(|c| *c == '·').all(|part| !part.is_empty()) && word.len() >= 3;
    }
    let family = surname_length(word);
    let given = word.len() - family;
    // Invented persons are called so.
    let told = word.contains(&'某') || word.len() <= 3 && word.first().is_some_and(|c| "甲乙丙丁戊己庚辛".contains(*c));
    let fits = match family {
        2 => (1..=2).contains(&given),
        1 => (1..=2).contains(&given) || told && given <= 3,
        _ => told && (2..=4).contains(&word.len()),
    };
    let office = word.len() >= 3 && ends_in_office(word) && !told;
    (fits && !office || (4..=10).contains(&word.len()) && is_foreign(word)) && !is_word(word)
}

/// Whether a word behind a label and a colon can be a name, if nothing says that it is none.
fn is_possible(word: &[char]) -> bool {
    let office = word.last().is_some_and(|c| is_office(*c));
    match word.len() {
        1..=4 => !(office && (word.len() > 2 || surname_length(word) == 0)) && !is_word(word),
        5..=8 => !word.iter().any(|c| is_office(*c) || matches!(c, '的' | '和' | '对' | '年' | '项' | '人' | '员' | '单')),
        _ => false,
    }
}

/// How many characters of an office stand before the name: `财政局甲某`.
fn behind_office(word: &[char]) -> Option<usize> {
    let office = word.iter().rposition(|c| is_office(*c))? + 1;
    (office >= 2 && word.len() - office >= 2 && is_likely(&word[office..])).then_some(office)
}

/// The length of a name in Latin letters: one to four words.
fn latin(rest: &[char]) -> Option<usize> {
    let run = rest.iter().take(40).take_while(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '\'' | '-')).count();
    let length = rest[..run].iter().rposition(|c| c.is_ascii_alphabetic())? + 1;
    let letters = rest[..length].iter().filter(|c| c.is_ascii_alphabetic()).count();
    let goes_on = rest.get(length).is_some_and(|c| matches!(c, '@' | '/' | '_' | ':') || c.is_ascii_digit());
    (rest[0].is_ascii_alphabetic() && (2..=30).contains(&letters) && !goes_on).then_some(length)
}
