//! What a reader must know before a statement is used.

use crate::content::statement::types::{Measure, Statement};
use crate::diagnostic::Diagnostic;
use crate::place::Place;

/// Says where a unit is missing, and where nobody says what a number is about.
pub(super) fn doubts(statement: &Statement) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let opening = || statement.quote.chars().take(60).collect::<String>();
    if statement.unit.is_none() {
        let message = format!("no unit is printed behind `{}` in: {}", statement.printed, opening());
        diagnostics.push(Diagnostic::warning("statement.no_unit", message).at(statement.place));
    }
    let scale = statement.unit.as_deref().filter(|unit| matches!(*unit, "万" | "亿"));
    if let Some(scale) = scale.filter(|_| statement.measure != Measure::Count && statement.amount_yuan.is_none()) {
        let message = format!(
            "`{}` is printed without 元 behind {scale}, and nothing says for certain that it is money in: {}",
            statement.printed,
            opening()
        );
        diagnostics.push(Diagnostic::warning("statement.no_yuan", message).at(statement.place));
    }
    if statement.subject.is_none() {
        let message = format!("the text does not say for certain what `{}` is about in: {}", statement.printed, opening());
        diagnostics.push(Diagnostic::info("statement.no_subject", message).at(statement.place));
    }
    diagnostics
}

/// Says of a number that it is not read.
pub(in crate::content::statement) fn unread(printed: &str, place: Place) -> Diagnostic {
    let message = format!("`{printed}` is no amount that can be read with certainty: it is in no statement");
    let about = printed.contains(['余', '多', '几', '-', '－', '–', '—', '~', '～', '至', '到']);
    let code = "statement.unread_amount";
    let found = if about { Diagnostic::info(code, message) } else { Diagnostic::warning(code, message) };
    found.at(place)
}

/// Says of a text that the rest of it is shown otherwise than it is stored.
pub(super) fn turned(place: Place) -> Diagnostic {
    let message = "from here on the text is shown in another order than it is stored in: nothing behind is read as a statement";
    Diagnostic::warning("statement.turned", message).at(place)
}
