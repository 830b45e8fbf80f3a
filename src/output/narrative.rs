//! The running text and the glossary as they are written.

use super::privacy::Redactor;
use crate::codes::passages::Kind;
use crate::content::{Passage, Term};
use crate::outline::Section;
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// The text under one heading.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Passage")]
pub(super) struct PassageView<'e> {
    /// What it is about.
    kind: Kind,
    /// The heading it stands under.
    section: Option<Cow<'e, str>>,
    /// Its paragraphs, each with the place where it begins.
    paragraphs: Vec<ParagraphView<'e>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Paragraph")]
struct ParagraphView<'e> {
    /// The page it begins on, 1-based.
    page: u32,
    /// The paragraph, as printed.
    text: Cow<'e, str>,
}

/// An entry of the glossary.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Term")]
pub(super) struct TermView<'e> {
    /// The page it begins on, 1-based.
    page: u32,
    /// The term as printed, without its number.
    term: Cow<'e, str>,
    /// What it means, as printed.
    definition: Cow<'e, str>,
    /// Where it begins.
    place: Place,
}

impl<'e> PassageView<'e> {
    pub(super) fn of(passage: &'e Passage, sections: &'e [Section], redactor: &Redactor) -> Self {
        let paragraph = |(place, text): &'e (Place, String)| ParagraphView { page: place.page, text: redactor.text(text) };
        Self {
            kind: passage.kind,
            section: passage.section.and_then(|at| sections.get(at)).map(|s| redactor.text(&s.title)),
            paragraphs: passage.paragraphs.iter().map(paragraph).collect(),
        }
    }
}

impl<'e> TermView<'e> {
    pub(super) fn of(term: &'e Term, redactor: &Redactor) -> Self {
        Self {
            page: term.place.page,
            term: redactor.text(&term.term),
            definition: redactor.text(&term.definition),
            place: term.place,
        }
    }
}
