//! Labels of a chart, which state nothing by themselves.

use crate::content::statement::discourse::told::Told;
use crate::content::statement::text::Text;
use crate::content::statement::types::{Measure, Statement};
use crate::diagnostic::Diagnostic;
use crate::grammar::sentence::{Piece, PieceKind};
use crate::grammar::squeeze;
use crate::place::Place;
use std::sync::Arc;

/// Says that they are there.
pub(super) fn said(words: &str, place: Place) -> Diagnostic {
    let message = format!("numbers without words of their own, as on a chart: {}", words.chars().take(60).collect::<String>());
    Diagnostic::info("statement.labels", message).at(place)
}

/// Keeps them with their numbers and places, and without a subject.
pub(super) fn read(told: &mut Told, text: &Text, from: usize, (words, pieces): (&str, &[Piece])) {
    let quote: Arc<str> = Arc::from(words);
    for piece in pieces {
        let PieceKind::Quantity(quantity) = &piece.kind else { continue };
        let unit = squeeze(words.get(quantity.unit.clone()).unwrap_or_default());
        let group = told.group();
        told.push(Statement {
            place: text.place(from + piece.range.start),
            section: text.section,
            entity: None,
            disclosed: None,
            quote: Arc::clone(&quote),
            subject: None,
            subject_printed: None,
            budget: None,
            group,
            measure: Measure::Label,
            value: Some(quantity.amount.value),
            printed: words.get(piece.range.clone()).unwrap_or_default().to_owned(),
            unit: (!unit.is_empty()).then_some(unit),
            amount_yuan: None,
            direction: None,
            base: None,
            planned: None,
            in_reason: false,
            reason: None,
        });
    }
}
