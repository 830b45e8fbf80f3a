//! The contacts of a text so far, in order and apart from each other.

use super::name::{Shape, is_han, name};
use crate::grammar::contact::{email, extension, further_phone};
use std::ops::Range;

/// A contact in folded characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub range: Range<usize>,
    /// A number that fills its piece without a mark or a label: in a column of figures it is one of them.
    pub bare: bool,
    /// The name of a person.
    pub name: bool,
}

/// What was found in a text.
pub(super) struct Finds<'t> {
    pub text: &'t [char],
    pub found: Vec<Found>,
}

impl Finds<'_> {
    /// Numbers that follow on one that ends at `end`; where to go on.
    pub(super) fn further(&mut self, mut end: usize) -> usize {
        while let Some((start, next)) = further_phone(self.text, end) {
            self.push(start..next);
            end = extension(self.text, next).unwrap_or(next);
        }
        end
    }

    /// An address of e-mail around the at sign that may stand at `at`.
    pub(super) fn address(&mut self, at: usize, announced: bool) -> usize {
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
    pub(super) fn push(&mut self, range: Range<usize>) {
        let start = range.start.max(self.found.last().map_or(0, |f| f.range.end));
        if start < range.end {
            let edge = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_none_or(|c| matches!(c, '\t' | '\n'));
            let plain = self.text[start..range.end].iter().all(char::is_ascii_digit);
            // The country's number may stand in the cell before.
            let abroad = self.text[..start].ends_with(&['+', '8', '6', '\t']);
            let bare = plain && !abroad && edge(start.checked_sub(1)) && edge(Some(range.end));
            self.found.push(Found { range: start..range.end, bare, name: false });
        }
    }

    /// The same for what a label announces.
    pub(super) fn push_announced(&mut self, range: Range<usize>) {
        self.push(range);
        if let Some(last) = self.found.last_mut() {
            last.bare = false;
        }
    }

    /// The same for a name.
    pub(super) fn push_name(&mut self, range: Range<usize>) {
        self.push_announced(range);
        if let Some(last) = self.found.last_mut() {
            last.name = true;
        }
    }

    /// Takes the name directly before a number: `甲某 13800000000`.
    pub(super) fn name_before(&mut self, number: usize) {
        let gap = self.text[..number]
            .iter()
            .rev()
            .take(3)
            .take_while(|c| matches!(c, ' ' | ':' | '(' | ',' | '-' | '\t' | '+'))
            .count();
        let end = number - gap;
        let length = self.text[..end].iter().rev().take(5).take_while(|c| is_han(**c)).count();
        // The whole word, or what ends a longer one: `主要是王某某13800000000`.
        let lengths = if length <= 4 { length..=length } else { 3..=3 };
        let is_name =
            |length: usize| name(self.text, end - length, Shape::Likely).is_some_and(|found| found == (end - length..end));
        if let Some(length) = lengths.filter(|l| *l >= 2).find(|l| is_name(*l)) {
            self.push_name(end - length..end);
        }
    }
}
