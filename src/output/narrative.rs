//! The running text and the glossary as they are written.

use crate::codes::passages::Kind;
use crate::content::{Passage, Term};
use crate::outline::Section;
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// The text under one heading.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Passage")]
pub(super) struct PassageView<'e> {
    /// What it is about.
    kind: Kind,
    /// The heading it stands under.
    section: Option<&'e str>,
    /// Its paragraphs, each with the place where it begins.
    paragraphs: Vec<ParagraphView<'e>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Paragraph")]
struct ParagraphView<'e> {
    /// The page it begins on, 1-based.
    page: u32,
    /// The paragraph, as printed.
    text: &'e str,
}

/// An entry of the glossary.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Term")]
pub(super) struct TermView<'e> {
    /// The page it begins on, 1-based.
    page: u32,
    /// The term as printed, without its number.
    term: &'e str,
    /// What it means, as printed.
    definition: &'e str,
    /// Where it begins.
    place: Place,
}

impl<'e> PassageView<'e> {
    pub(super) fn of(passage: &'e Passage, sections: &'e [Section]) -> Self {
        let paragraph = |(place, text): &'e (Place, String)| ParagraphView { page: place.page, text };
        Self {
            kind: passage.kind,
            section: passage.section.and_then(|at| sections.get(at)).map(|s| s.title.as_str()),
            paragraphs: passage.paragraphs.iter().map(paragraph).collect(),
        }
    }
}

impl<'e> TermView<'e> {
    pub(super) fn of(term: &'e Term) -> Self {
        Self { page: term.place.page, term: &term.term, definition: &term.definition, place: term.place }
    }
}
