//! Tags that no page has: what reads tags compares each attribute with all before it.

use crate::limits::MAX_TAG_ATTRIBUTES;
use std::borrow::Cow;

/// The markup without tags of more attributes than the limit, and how many were left out.
pub(super) fn tame(markup: &str) -> (Cow<'_, str>, usize) {
    let mut kept = String::new();
    let (mut from, mut at, mut dropped) = (0, 0, 0);
    let bytes = markup.as_bytes();
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        if !bytes.get(start + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
            at = start + 1;
            continue;
        }
        let (end, attributes) = tag(bytes, start);
        if attributes > MAX_TAG_ATTRIBUTES {
            kept.push_str(&markup[from..start]);
            from = end;
            dropped += 1;
        }
        at = end;
    }
    if dropped == 0 {
        return (Cow::Borrowed(markup), 0);
    }
    kept.push_str(&markup[from..]);
    (Cow::Owned(kept), dropped)
}

/// Where a tag ends, and how many attributes it has: runs of what is neither white space nor a slash, outside of quotes.
fn tag(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut quote, mut attributes, mut within) = (None, 0, false);
    for (at, byte) in bytes.iter().enumerate().skip(start + 1) {
        match (quote, byte) {
            (Some(open), _) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return (at + 1, attributes),
            (None, b'"' | b'\'') => {
                quote = Some(*byte);
                within = false;
            }
            (None, b'/') => within = false,
            (None, byte) if byte.is_ascii_whitespace() => within = false,
            (None, _) => {
                attributes += usize::from(!within);
                within = true;
            }
        }
    }
    (bytes.len(), attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_of_too_many_attributes_are_left_out() {
        let page = "a < b <p class=\"x y > z\" id=1>合计</p><br/>";
        assert_eq!(tame(page), (Cow::Borrowed(page), 0));
        let many: String = (0..=MAX_TAG_ATTRIBUTES).map(|at| format!(" a{at}='1'")).collect();
        assert_eq!(tame(&format!("前<p{many}>合计</p>")), (Cow::Owned("前合计</p>".to_owned()), 1));
    }
}
