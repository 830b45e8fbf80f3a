//! A sentence at work: its words, its place, and what is known around the number that is read.

use super::discourse::about::About;
use super::section::Heading;
use super::subject::{Around, Subject};
use super::text::Text;
use super::types::{Disclosed, Measure, Statement};
use crate::codes::subjects::Within;
use crate::decimal::Decimal;
use std::ops::Range;
use std::sync::Arc;

/// A sentence at work.
pub(super) struct Sentence<'t> {
    /// Its words.
    pub(super) words: &'t str,
    /// The same folded, with the whole whose parts it goes on to list.
    pub(super) folded: String,
    /// What of it stands before the number at work, where that decides what a term means.
    pub(super) before: String,
    /// Its words, as statements keep them; statements of one sentence share them.
    pub(super) quote: Arc<str>,
    /// Its offset in the text.
    pub(super) from: usize,
    /// The text.
    pub(super) text: &'t Text,
    /// The heading over the text.
    pub(super) heading: &'t Heading<'t>,
    /// The year and phase it speaks of, where they are not the document's.
    pub(super) disclosed: Option<Disclosed>,
    /// The year the document is about.
    pub(super) year: Option<u16>,
    /// Code of the last 项 that the text has named.
    pub(super) near: Option<String>,
    /// The per cent that follows the number at work, if what is said is by how much something changed.
    pub(super) percent: Option<Decimal>,
    /// Behind 其中.
    pub(super) parts: bool,
    /// In a cause.
    pub(super) causes: bool,
}

impl Sentence<'_> {
    /// What is known around a phrase of it.
    pub(super) fn around(&self) -> Around<'_> {
        let within = Within { sentence: &self.folded, before: &self.before };
        Around { within, title: self.heading.title, year: self.year, near: self.near.as_deref(), cause: self.causes }
    }

    /// A statement about something, made at an offset of it; without its value so far.
    pub(super) fn state(&self, about: &About, group: usize, measure: Measure, at: usize) -> Statement {
        Statement {
            place: self.text.place(self.from + at),
            section: self.heading.section,
            entity: about.entity.clone().or_else(|| self.heading.entity.clone()),
            disclosed: self.disclosed,
            quote: Arc::clone(&self.quote),
            // 164家基层医疗卫生机构 are counted, whatever account is called like them.
            subject: about.subject.clone().map(|s| if measure == Measure::Count { Subject { code: None, ..s } } else { s }),
            subject_printed: about.printed.clone(),
            budget: about.budget,
            group,
            measure,
            value: None,
            printed: String::new(),
            unit: None,
            amount_yuan: None,
            direction: None,
            base: None,
            planned: None,
            in_reason: self.causes,
            reason: None,
        }
    }

    /// Some of its words.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.words.get(range).unwrap_or_default()
    }
}
