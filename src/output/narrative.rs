//! The running text and the glossary as they are written.

use super::privacy::Redactor;
use crate::codes::passages::Kind;
use crate::content::{Passage, Term};
use crate::outline::Section;
use crate::place::Place;
use serde::Serialize;
use std::borrow::Cow;

/// The text under one heading.
#[derive(Serialize)]
pub(super) struct PassageView<'e> {
    kind: Kind,
    section: Option<Cow<'e, str>>,
    paragraphs: Vec<ParagraphView<'e>>,
}

#[derive(Serialize)]
struct ParagraphView<'e> {
    page: u32,
    text: Cow<'e, str>,
}

/// An entry of the glossary.
#[derive(Serialize)]
pub(super) struct TermView<'e> {
    page: u32,
    term: Cow<'e, str>,
    definition: Cow<'e, str>,
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
