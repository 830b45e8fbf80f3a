//! What is said of printed numbers that are not taken for amounts.

use crate::diagnostic::Diagnostic;
use crate::grammar::Unit;
use crate::place::Place;

/// Of an amount that nobody can have spent.
pub(super) fn too_much(printed: &str, unit: Option<Unit>, place: Place) -> Diagnostic {
    let unit = unit.map_or("", Unit::printed);
    let message = format!("`{printed}` in {unit} is more than a nation spends: it is not read as an amount");
    Diagnostic::warning("record.no_amount", message).at(place)
}
