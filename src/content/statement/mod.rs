//! Narrative statements: one for each amount, share and count that the running text gives.
//!
//! In: the paragraphs of an outline. Out: who or what a number is about (subject), what it measures, its unit, which way it
//! changed and against what, with the sentence it was read from. Every quantity of the text becomes exactly one statement; one
//! whose subject cannot be told keeps the printed words and no subject. Not done here: adding up, and comparing with tables.

mod budget;
mod clause;
mod disclosed;
mod discourse;
mod grounds;
mod name;
mod narrative;
mod reader;
mod section;
mod sentence;
mod shares;
mod subject;
mod text;
mod types;
mod units;

pub use budget::Budget;
pub(super) use grounds::ground;
pub use narrative::{Narrative, Passage, Term};
pub(super) use section::lists_units;
pub use subject::{Subject, SubjectSource};
pub(super) use text::join;
pub use types::{Disclosed, Measure, Statement};
pub(super) use units::Units;

use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::money_in_words;
use crate::limits::Stop;
use crate::outline::{Outline, Section};
use section::Heading;
use text::Text;

/// What is known of the document whose statements are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Its fiscal year; without one, the text's own usual year serves.
    pub(super) year: Option<u16>,
    /// Whether it is one of final accounts, where its kind says so.
    pub(super) executed: Option<bool>,
    /// The units of its department.
    pub(super) units: Units,
}

/// Reads the statements of all paragraphs of a disclosure. With a wish to stop, what would be read after it is left out.
pub(super) fn read(
    outline: &Outline,
    texts: &[Text],
    known: Known,
    diagnostics: &mut Vec<Diagnostic>,
    stop: &Stop,
) -> Vec<Statement> {
    let year = known.year.or_else(|| text::fiscal_year(texts));
    let mut headings = section::headings(&outline.sections);
    disclosed::tell(&mut headings, texts, year, known.executed);
    disclosed::tell_titled(&mut headings, &outline.sections, year);
    disclosed::tell_tasks(&mut headings, year);
    let explains = |text: &Text| text.section.and_then(|at| headings.get(at)).is_some_and(Heading::explains_words);
    diagnostics.extend(texts.iter().filter(|text| !explains(text)).flat_map(in_words));
    let mut reader = reader::Reader::new(&headings, known.units, year, diagnostics);
    for text in texts.iter().take_while(|_| !stop.is_set()) {
        reader.text(text);
    }
    let mut statements = reader.finish();
    diagnostics.extend(shares::complete(&mut statements));
    statements
}

/// The amounts of a text that are printed in words.
fn in_words(text: &Text) -> impl Iterator<Item = Diagnostic> {
    money_in_words(&text.words).into_iter().map(|range| reader::unread(&text.words[range.clone()], text.place(range.start)))
}

/// Keeps the running text itself, and reads the glossary.
pub(super) fn narrative(texts: &[Text], sections: &[Section]) -> Narrative {
    narrative::read(texts, sections)
}

#[cfg(test)]
mod tests;
