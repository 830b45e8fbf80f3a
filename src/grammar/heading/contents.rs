//! Lines of a printed table of contents: a title, a leader, a page.
//!
//! A plain scan from the right, not a nom grammar: a title may hold anything, so only the line's end tells what it is, and a
//! grammar read from the left would try the leader at every character.

use super::leader::{split_leader, split_page};
use crate::grammar::lexical::{is_gap, number, trim, wide_gap};

/// What led the eye from the title to the page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leader {
    /// Dots of any kind, or dashes.
    Dots,
    /// A tab.
    Tab,
    /// The junk of a word processor's field: `PAGEREF _Toc25831 \h 3`.
    Field,
    /// Blanks alone. A table's row may look the same (`三、国防支出    12`), so this one needs neighbours of its kind.
    Gap,
}

/// A line of a printed contents list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentsLine<'a> {
    /// The title with its number, as printed: `一、本部门职责`.
    pub title: &'a str,
    /// The page, where one is printed.
    pub page: Option<u32>,
    /// What stood between the two.
    pub leader: Leader,
}

/// Reads a contents line: `contents := title gap leader gap page?`, with `leader := (dot | dash){3..} | tab | field | blank{2..}`.
///
/// Without a page the leader must be longer than the `……` that ends a sentence.
///
/// ```
/// let line = gongkai::grammar::contents_line("一、本部门职责.....\t1").unwrap();
/// assert_eq!((line.title, line.page), ("一、本部门职责", Some(1)));
/// ```
pub fn contents_line(line: &str) -> Option<ContentsLine<'_>> {
    let line = trim(line);
    if let Some(at) = line.find("PAGEREF") {
        return field_line(line, at);
    }
    let (before, page) = split_page(line);
    let (title, weight) = split_leader(before);
    // Two full ellipses weigh six and are also how a sentence trails off.
    let enough = if page.is_some() { 3 } else { 7 };
    if weight >= enough {
        return entry(title, page, Leader::Dots);
    }
    let (title, blanks) = (before.trim_end_matches(is_gap), before.chars().rev().take_while(|&c| is_gap(c)).count());
    let tab = before[title.len()..].contains('\t');
    if page.is_none() || (blanks < 2 && !tab) || wide_gap(title, 2).is_some() {
        return None;
    }
    // Blanks alone lead to a page only behind a numbered title; `总数      308` is a row.
    (tab || super::heading(title).is_some()).then_some(())?;
    entry(title, page, if tab { Leader::Tab } else { Leader::Gap })
}

fn entry(title: &str, page: Option<u32>, leader: Leader) -> Option<ContentsLine<'_>> {
    let title = trim(title);
    title.contains(|c: char| c.is_alphabetic()).then_some(ContentsLine { title, page, leader })
}

/// `field := title "PAGEREF" junk page?`, perhaps with `HYPERLINK \l "_Toc1"` or `TOC \o "1-3" \h \z \u` before the title.
fn field_line(line: &str, at: usize) -> Option<ContentsLine<'_>> {
    let page = line[at..].rsplit(is_gap).next().filter(|last| last.len() <= 4).and_then(number);
    let (title, _) = split_leader(line[..at].trim_end_matches(is_gap));
    // The junk before a title is words of ASCII, the title begins with an ideograph or a bracket.
    let junk = ["HYPERLINK", "TOC "].iter().any(|word| title.trim_start().starts_with(word));
    let from = if junk { title.find(|c: char| !c.is_ascii()).unwrap_or(0) } else { 0 };
    entry(&title[from..], page, Leader::Field)
}
