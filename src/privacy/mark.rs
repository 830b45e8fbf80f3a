//! What stands in place of a contact: for readers `[redacted]`, inside the chain with a mark that tells one contact from another.
//!
//! A rule asks whether one person has one number. It needs no number for that, only to know whether two are the same.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// What stands in place of a contact.
pub const REDACTED: &str = "[redacted]";
const OPEN: &str = "[redacted";

/// Marks are private characters of plane 15, which no disclosure prints.
const FIRST: u32 = 0xF_0000;
const COUNT: u64 = 0xFFFE;

/// The mark of a contact: the same for the same figures and letters, whatever stands between them.
pub(super) fn mark(contact: &[char]) -> char {
    let mut hasher = rustc_hash::FxHasher::default();
    contact.iter().filter(|c| c.is_alphanumeric()).for_each(|c| c.hash(&mut hasher));
    u32::try_from(hasher.finish() % COUNT).ok().and_then(|n| char::from_u32(FIRST + n)).unwrap_or('\u{f0000}')
}

/// The text that stands for a contact inside the chain.
pub(super) fn marked(mark: char) -> String {
    format!("{OPEN}{mark}]")
}

/// Whether a character tells one contact from another.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{f0000}'..='\u{ffffd}')
}

/// A text for readers: `[redacted]` without its mark.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'[') || !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split(OPEN).enumerate() {
        if index > 0 {
            out.push_str(OPEN);
        }
        let rest = part.strip_prefix(is_mark).filter(|rest| index > 0 && rest.starts_with(']'));
        out.push_str(rest.unwrap_or(part));
    }
    Cow::Owned(out)
}

/// The text that stands for a whole value; one that stands for a contact already stays.
pub fn hidden(value: &str) -> String {
    if value.starts_with(OPEN) && value.ends_with(']') && value.matches('[').count() == 1 {
        return value.to_owned();
    }
    marked(mark(&value.chars().collect::<Vec<char>>()))
}
