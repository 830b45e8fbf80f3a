//! Leaders of a contents list: dots, and the page behind them.

use crate::grammar::lexical::{is_close, is_dash, is_digit, is_gap, is_open, number};

/// Whether a title still holds a leader, so that its line is one of a contents list and not a heading.
pub(super) fn has_leader(title: &str) -> bool {
    let (before, page) = split_page(title);
    split_leader(before).1 >= if page.is_some() { 3 } else { 7 } || title.contains("PAGEREF")
}

/// Splits a page number off the end: `12`, `- 12 -`, `（12）`. Four digits are a year.
pub(super) fn split_page(line: &str) -> (&str, Option<u32>) {
    let bare = line.trim_end_matches(|c| is_gap(c) || is_close(c) || is_dash(c));
    let before = bare.trim_end_matches(is_digit);
    let figures = &bare[before.len()..];
    if figures.is_empty() || figures.chars().count() > 3 {
        return (line, None);
    }
    let before = if bare.len() < line.len() { before.trim_end_matches(|c| is_gap(c) || is_open(c)) } else { before };
    (before, number(figures))
}

/// Splits a leader off the end and weighs it: a dot weighs one, an ellipsis three.
pub(super) fn split_leader(text: &str) -> (&str, usize) {
    let mut weight = 0;
    let mut end = text.len();
    for (at, c) in text.char_indices().rev() {
        weight += match c {
            '.' | '．' | '·' | '•' | '‧' | '・' | '∙' | '⋅' | '_' | '－' | '-' | '—' | '─' | '―' | '–' | '﹍' | '┄' | '┈' => {
                1
            }
            '…' | '⋯' => 3,
            _ if is_gap(c) => 0,
            _ => break,
        };
        end = at;
    }
    (&text[..end], weight)
}
