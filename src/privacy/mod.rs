//! Stage 2½, contacts of persons are taken out of sheets before anything is read from them.
//!
//! Budgets name the clerk who filled in a form and how to reach them. That is no budget data, so no later stage sees it, unless
//! `--keep-contacts` asks for it: what is never read cannot leave. Numbers and addresses are told by their form, names and the rest
//! by the label before, beside or above them. What does not come out of a sheet (names of files, addresses, messages) goes
//! through the same [`text`] where it is written (`output::gate`).

mod behind;
mod mark;
mod name;
mod page;
mod sheet;

pub use mark::{REDACTED, hidden, is_mark, unmarked};
pub use page::hidden_glyphs;
pub use sheet::take_out;

use crate::codes::contacts::{label_at, may_hold_label};
use crate::grammar::contact::{Folded, email, extension, further_phone, identity, is_letter, phone};
use std::borrow::Cow;
use std::ops::Range;

/// Whether contacts of persons stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contacts {
    /// They are taken out.
    #[default]
    TakenOut,
    /// They are left as they are.
    Kept,
}

/// A contact in folded characters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    range: Range<usize>,
    /// A number that fills its piece without a mark or a label: in a column of figures it is one of them.
    bare: bool,
}

/// A text without contacts, and how many there were; one without any is borrowed as it is.
///
/// ```
/// let (text, count) = gongkai::privacy::text("经办人：张某某 13800138000");
/// assert_eq!((text.as_ref(), count), ("经办人：[redacted] [redacted]", 2));
/// ```
pub fn text(text: &str) -> (Cow<'_, str>, usize) {
    without(text, |_| true)
}

/// The same for a text made of what a document prints: a number that is all of it was a figure in its place there, and is one.
pub fn written(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    match unmarked(text) {
        Cow::Borrowed(text) => without(text, |found| !found.bare).0,
        Cow::Owned(text) => Cow::Owned(without(&text, |found| !found.bare).0.into_owned()),
    }
}

fn without(text: &str, takes: impl Fn(&Found) -> bool) -> (Cow<'_, str>, usize) {
    if !may_hold(text) {
        return (Cow::Borrowed(text), 0);
    }
    let folded = Folded::of(text);
    let found: Vec<Found> = find(folded.chars()).into_iter().filter(takes).collect();
    let ranges = found.iter().flat_map(|f| folded.parts(f.range.clone())).map(|(_, bytes)| (bytes, REDACTED));
    (replaced(text, ranges), found.len())
}

/// Whether enough figures for a number stand close together at the front; amounts and dates have fewer.
fn has_figures(text: &[char]) -> bool {
    let (mut figures, mut apart) = (0, 0);
    for c in text {
        if c.is_ascii_digit() {
            (figures, apart) = (figures + 1, 0);
        } else if matches!(c, ' ' | '-' | '(' | ')' | '·' | '/' | '_' | '.' | '+' | '\t' | '\n') && apart < 4 {
            apart += 1;
        } else {
            break;
        }
        if figures >= FEWEST_FIGURES {
            return true;
        }
    }
    false
}

/// Fewer figures than these are no number to reach a person by, without a label.
const FEWEST_FIGURES: usize = 7;

/// A cheap look: no contact is written without some figures, an at sign, or a label.
fn may_hold(text: &str) -> bool {
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    if text.is_ascii() {
        let enough = figures >= FEWEST_FIGURES && !is_amount(text) || figures >= 3 && text.contains([':', '=']);
        return enough || text.bytes().any(|b| matches!(b, b'@' | b'(' | b'%' | b'[' | b'#'));
    }
    if text.len() < SHORTEST && figures < 3 && !text.contains('＠') {
        return false;
    }
    let wide = || text.chars().filter(|c| c.is_numeric()).count() >= FEWEST_FIGURES || text.contains(['@', '＠', '﹫', '(']);
    figures >= FEWEST_FIGURES || may_hold_label(text) || wide()
}

/// Bytes of a label and a name at least.
const SHORTEST: usize = 12;

/// Whether a text in ASCII is an amount, with thousands or decimals.
fn is_amount(text: &str) -> bool {
    let figure = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'%');
    let thousands =
        |text: &str| text.contains(',') && text.split(',').skip(1).all(|part| part.find('.').unwrap_or(part.len()) == 3);
    text.bytes().all(figure) && (thousands(text) || text.rfind('.').is_some_and(|at| text.len() - at <= 3))
}

/// The text with something else in place of ranges, each given by its first byte and the byte where its last character begins.
fn replaced<S: AsRef<str>>(text: &str, ranges: impl Iterator<Item = (Range<usize>, S)>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    for (range, instead) in ranges {
        let width = text[range.end..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&text[kept..range.start]);
        out.push_str(instead.as_ref());
        kept = range.end + width;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Every contact of a text, in order and apart from each other.
fn find(text: &[char]) -> Vec<Found> {
    let mut finder = Finder { text, found: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = finder.step(at).max(at + 1);
    }
    finder.found
}

struct Finder<'t> {
    text: &'t [char],
    found: Vec<Found>,
}

impl Finder<'_> {
    /// Looks at one place; says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let c = self.text[at];
        match c {
            '0'..='9' | '+' => self.number(at),
            '(' if self.text.get(at + 1).is_some_and(char::is_ascii_digit) => self.number(at),
            '@' | '%' | '(' | '[' | '{' | '<' | '#' => self.address(at, false),
            _ => match label_at(&self.text[at..]) {
                Some((length, announced)) if self.stands_alone(at, at + length) => self.behind(at, at + length, announced),
                _ => at + 1,
            },
        }
    }

    /// A label in Latin letters is a word of its own.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let letter = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(|c| is_letter(*c));
        !is_letter(self.text[start]) || !letter(start.checked_sub(1)) && !letter(Some(end))
    }

    /// A number that its form tells.
    fn number(&mut self, at: usize) -> usize {
        if !has_figures(&self.text[at..]) {
            return at + self.text[at..].iter().take_while(|c| c.is_ascii_digit()).count().max(1);
        }
        let end = identity(self.text, at).or_else(|| phone(self.text, at));
        let Some(end) = end else {
            return at + self.text[at..].iter().take_while(|c| c.is_ascii_digit()).count().max(1);
        };
        if self.text[at] != '0' {
            self.name_before(at);
        }
        self.push(at..end);
        self.further(end)
    }

    /// Numbers that follow on one that ends at `end`; where to go on.
    fn further(&mut self, mut end: usize) -> usize {
        while let Some((start, next)) = further_phone(self.text, end) {
            self.push(start..next);
            end = extension(self.text, next).unwrap_or(next);
        }
        end
    }

    /// An address of e-mail around the at sign that may stand at `at`.
    fn address(&mut self, at: usize, announced: bool) -> usize {
        let from = self.found.last().map_or(0, |f| f.range.end);
        match email(self.text, from.min(at), at, announced) {
            Some(range) => {
                let end = range.end;
                self.push(range);
                end
            }
            None => at + 1,
        }
    }

    /// Takes a range for a contact, as far as it is none yet.
    fn push(&mut self, range: Range<usize>) {
        let start = range.start.max(self.found.last().map_or(0, |f| f.range.end));
        if start < range.end {
            let edge = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_none_or(|c| matches!(c, '\t' | '\n'));
            let plain = self.text[start..range.end].iter().all(char::is_ascii_digit);
            let bare = plain && edge(start.checked_sub(1)) && edge(Some(range.end));
            self.found.push(Found { range: start..range.end, bare });
        }
    }

    /// The same for what a label announces.
    fn push_announced(&mut self, range: Range<usize>) {
        self.push(range);
        if let Some(last) = self.found.last_mut() {
            last.bare = false;
        }
    }
}

#[cfg(test)]
mod tests;
