//! What announces a person or how to reach one, and how names of persons are told from other words.
//!
//! In: characters, folded to one width. Out: which label stands there and what it announces; whether a word can be a name. The
//! words are data (`data/contacts.toml`).

use crate::codes::embedded::embedded_list;
use crate::grammar::as_ideograph;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// A set of characters that is asked for every character of a text.
struct Firsts(Vec<u64>);

impl Firsts {
    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut bits = vec![0; 1 << 10];
        for c in chars {
            if let Some(word) = bits.get_mut(c as usize >> 6) {
                *word |= 1 << (c as usize & 63);
            }
        }
        Self(bits)
    }

    fn contains(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|word| word >> (c as usize & 63) & 1 == 1)
    }
}

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Announced {
    /// The name of a person.
    Person,
    /// The name of a person, if it looks like one: the label is an ordinary word too (审核, 会计).
    Signature,
    /// A name, a number, or both.
    Reach,
    /// A telephone number.
    Phone,
    /// A number inside a house.
    Short,
    /// The number of an identity card or passport.
    Identity,
    /// The number of a bank account.
    Account,
    /// An address of e-mail.
    Mail,
    /// A name in a network (QQ, 微信).
    Handle,
}

impl Announced {
    /// Whether a name may stand behind it.
    pub const fn is_person(self) -> bool {
        matches!(self, Self::Person | Self::Signature | Self::Reach)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    person: Vec<String>,
    signature: Vec<String>,
    both: Vec<String>,
    phone: Vec<String>,
    short: Vec<String>,
    identity: Vec<String>,
    account: Vec<String>,
    mail: Vec<String>,
    handle: Vec<String>,
    notes: FxHashSet<String>,
    stops: Vec<String>,
    words: String,
    offices: String,
    branches: String,
    titles: Vec<String>,
    surnames: String,
    compound: Vec<String>,
    foreign: String,
}

/// The words, as they are asked for.
struct Words {
    /// By their first character, the longest first.
    labels: FxHashMap<char, Vec<(Vec<char>, Announced)>>,
    stops: FxHashMap<char, Vec<Vec<char>>>,
    titles: Vec<Vec<char>>,
    compound: FxHashSet<[char; 2]>,
    notes: FxHashSet<String>,
    /// Each between blanks.
    words: String,
    offices: FxHashSet<char>,
    branches: FxHashSet<char>,
    /// The first two characters of labels; where a label ends with another, that one stands for both.
    beginnings: FxHashSet<[char; 2]>,
    /// The characters that labels begin with.
    first: Firsts,
    surnames: FxHashSet<char>,
    foreign: FxHashSet<char>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = embedded_list!("contacts");
    let mut labels: FxHashMap<char, Vec<(Vec<char>, Announced)>> = FxHashMap::default();
    for (list, announced) in [
        (file.person, Announced::Person),
        (file.signature, Announced::Signature),
        (file.both, Announced::Reach),
        (file.phone, Announced::Phone),
        (file.short, Announced::Short),
        (file.identity, Announced::Identity),
        (file.account, Announced::Account),
        (file.mail, Announced::Mail),
        (file.handle, Announced::Handle),
    ] {
        for label in list {
            let label: Vec<char> = label.chars().collect();
            labels.entry(label[0]).or_default().push((label, announced));
        }
    }
    labels.values_mut().for_each(|all| all.sort_by_key(|(label, _)| std::cmp::Reverse(label.len())));
    let known = |label: &[char]| {
        label.first().and_then(|c| labels.get(c)).is_some_and(|all| all.iter().any(|(other, _)| other.as_slice() == label))
    };
    let own = labels.values().flatten().filter(|(label, _)| !(1..label.len() - 1).any(|at| known(&label[at..])));
    let beginnings = own.filter_map(|(label, _)| Some([*label.first()?, *label.get(1)?])).collect();
    let mut stops: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
    for stop in file.stops {
        let stop: Vec<char> = stop.chars().collect();
        stops.entry(stop[0]).or_default().push(stop);
    }
    let mut titles: Vec<Vec<char>> = file.titles.iter().map(|t| t.chars().collect()).collect();
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let pair = |name: &String| {
        let mut chars = name.chars();
        chars.next().zip(chars.next()).map(|(first, second)| [first, second])
    };
    let first = Firsts::of(labels.keys().copied());
    Words {
        labels,
        stops,
        titles,
        compound: file.compound.iter().filter_map(pair).collect(),
        notes: file.notes,
        words: format!(" {} ", file.words.trim().replace('\n', " ")),
        first,
        beginnings,
        offices: file.offices.chars().collect(),
        branches: file.branches.chars().collect(),
        surnames: file.surnames.chars().collect(),
        foreign: file.foreign.chars().collect(),
    }
});

/// The longest label that stands at the front, blanks between its characters left out: how many characters it takes, and what it
/// announces.
pub fn label_at(text: &[char]) -> Option<(usize, Announced)> {
    let first = text.first()?.to_ascii_lowercase();
    let words = &*WORDS;
    if !words.first.contains(first) {
        return None;
    }
    let labels = words.labels.get(&first)?;
    labels.iter().find_map(|(label, announced)| Some((spaced(text, label)?, *announced)))
}

/// Whether a label may stand in a text: a cheap look, which no text with a label in Chinese fails.
pub fn may_hold_label(text: &str) -> bool {
    let words = &*WORDS;
    let mut before = '\0';
    for c in text.chars() {
        let c = match c {
            // Labels are set with blanks.
            ' ' | '\u{3000}' => continue,
            'A'..='Z' => c.to_ascii_lowercase(),
            '\u{2e80}'..='\u{2fdf}' => as_ideograph(c),
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xfee0).map_or(c, |c| c.to_ascii_lowercase()),
            _ => c,
        };
        if words.first.contains(before) && words.beginnings.contains(&[before, c]) {
            return true;
        }
        before = c;
    }
    false
}

/// How many characters `word` takes at the front of `text`, which may be set with blanks or over lines.
fn spaced(text: &[char], word: &[char]) -> Option<usize> {
    let mut at = 0;
    for (index, c) in word.iter().enumerate() {
        if index > 0 {
            at += text[at..].iter().take_while(|c| matches!(c, ' ' | '\n')).count();
        }
        if text.get(at)?.to_ascii_lowercase() != *c {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether brackets behind a label hold a note on it (`填报人（签字）`).
pub fn is_note(text: &str) -> bool {
    WORDS.notes.contains(text)
}

/// Whether what stands here ends a name, or is none: the next label, printed without a gap.
pub fn is_stop(text: &[char]) -> bool {
    let stops = text.first().and_then(|c| WORDS.stops.get(c));
    stops.is_some_and(|stops| stops.iter().any(|stop| text.starts_with(stop)))
}

/// The length of the form of address that ends a text; 0 where there is none.
pub fn title_length(text: &[char]) -> usize {
    WORDS.titles.iter().find(|title| text.ends_with(title)).map_or(0, Vec::len)
}

/// Whether a word is an ordinary one, though it begins as names do.
pub fn is_word(text: &[char]) -> bool {
    let word: String = [' '].iter().chain(text).chain(&[' ']).collect();
    WORDS.words.contains(&word)
}

/// Whether names of offices end with this character.
pub fn is_office(c: char) -> bool {
    WORDS.offices.contains(&c)
}

/// Whether a word of three characters ends like an office: 行 is the last character of many a given name, and of a bank only behind
/// certain others (支行).
pub fn ends_in_office(word: &[char]) -> bool {
    match word {
        [_, before, '行'] => WORDS.branches.contains(before),
        [.., last] => is_office(*last),
        [] => false,
    }
}

/// Characters that the name of a family takes at the front; 0 where there is none.
pub fn surname_length(text: &[char]) -> usize {
    match text {
        [first, second, ..] if WORDS.compound.contains(&[*first, *second]) => 2,
        [first, ..] if WORDS.surnames.contains(first) => 1,
        _ => 0,
    }
}

/// Whether a word can be the name of a person in another language, written in Chinese.
pub fn is_foreign(text: &[char]) -> bool {
    text.iter().all(|c| WORDS.foreign.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn labels_are_the_longest_that_stand_there() {
        for (text, want) in [
            ("联系人及电话：", Some((6, Announced::Reach))),
            ("联 系 人：", Some((5, Announced::Person))),
            ("联系电话1", Some((4, Announced::Phone))),
            ("审核人", Some((3, Announced::Person))),
            ("审核及", Some((2, Announced::Signature))),
            ("QQ：", Some((2, Announced::Handle))),
            ("收入", None),
            ("", None),
        ] {
            assert_eq!(label_at(&chars(text)), want, "{text}");
        }
    }

    #[test]
    fn families_and_offices() {
        assert_eq!(surname_length(&chars("欧阳某")), 2);
        assert_eq!(surname_length(&chars("王某")), 1);
        assert_eq!(surname_length(&chars("的")), 0);
        assert!(is_office('科') && is_word(&chars("单位")) && is_foreign(&chars("阿不都热合曼")));
        assert_eq!(title_length(&chars("王副主任")), 3);
        assert!(is_note("签字") && is_stop(&chars("联系电话")));
    }
}
