//! Finds the contacts of a text: walks it once, and looks at a bounded stretch from each place.

use super::behind::Label;
use super::finds::{Finds, Found};
use crate::codes::contacts::label_at;
use crate::grammar::contact::{identity, is_letter, phone};

/// Fewer figures than these are no number to reach a person by, unless a label says so: a service line has ten.
pub(super) const FEWEST_FIGURES: usize = 10;

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

/// Every contact of a text, in order and apart from each other.
pub(super) fn find(text: &[char]) -> Vec<Found> {
    let mut finder = Finder { finds: Finds { text, found: Vec::new() } };
    let mut at = 0;
    while at < text.len() {
        at = finder.step(at).max(at + 1);
    }
    finder.finds.found
}

/// Walks a text.
struct Finder<'t> {
    finds: Finds<'t>,
}

impl Finder<'_> {
    /// Looks at one place; says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let c = self.finds.text[at];
        match c {
            '0'..='9' | '+' => self.number(at),
            '(' if self.finds.text.get(at + 1).is_some_and(char::is_ascii_digit) => self.number(at),
            '@' | '%' | '(' | '[' | '{' | '<' | '#' => self.finds.address(at, false),
            _ => match label_at(&self.finds.text[at..]) {
                Some((length, announced)) if self.stands_alone(at, at + length) => {
                    Label::new(&mut self.finds, at).behind(at + length, announced)
                }
                _ => at + 1,
            },
        }
    }

    /// A label in Latin letters is a word of its own.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let letter = |at: Option<usize>| at.and_then(|at| self.finds.text.get(at)).is_some_and(|c| is_letter(*c));
        !is_letter(self.finds.text[start]) || !letter(start.checked_sub(1)) && !letter(Some(end))
    }

    /// A number that its form tells.
    fn number(&mut self, at: usize) -> usize {
        if !has_figures(&self.finds.text[at..]) {
            return at + self.finds.text[at..].iter().take_while(|c| c.is_ascii_digit()).count().max(1);
        }
        let end = identity(self.finds.text, at).or_else(|| phone(self.finds.text, at));
        let Some(end) = end else {
            return at + self.finds.text[at..].iter().take_while(|c| c.is_ascii_digit()).count().max(1);
        };
        if self.finds.text[at] != '0' {
            self.finds.name_before(at);
        }
        self.finds.push(at..end);
        self.finds.further(end)
    }
}
