//! How a table writes the codes of its classification.

use super::types::{Column, Role, Row};
use crate::grammar::{code_fragment, squeeze, subject_code, unfilled_code, written_code};

/// Whether a table fills its codes up with zeros to seven digits: it has a class so written (`2010000`).
pub(crate) fn fills_up(rows: &[Row], columns: &[Column]) -> bool {
    let is_class = |text: &str| written_code(text).is_some_and(|code| code.len() == 7 && unfilled_code(&code).len() == 3);
    texts(rows, columns).any(|(_, text)| is_class(&text))
}

/// Whether a column prints of each code its own digits only (`208`, below it `05`, below that `01`), though no column beside it
/// holds the others.
pub(crate) fn is_relative(rows: &[Row], columns: &[Column], index: usize) -> bool {
    let neighbour = |at: Option<usize>| at.and_then(|at| columns.get(at)).is_some_and(is_subject_code_column);
    if neighbour(index.checked_sub(1)) || neighbour(index.checked_add(1)) || !is_subject_code_column(&columns[index]) {
        return false;
    }
    let own = || texts(rows, columns).filter(|(column, _)| *column == index).map(|(_, text)| text);
    own().any(|text| code_fragment(&text).is_some()) && own().any(|text| subject_code(&text).is_some_and(|code| code.len() == 3))
}

/// A column of codes of a classification: those of units and projects are of no depth (西安: 154001 is a unit).
pub(super) fn is_subject_code_column(column: &Column) -> bool {
    column.role == Role::Code && !matches!(column.meaning, Some("unit_code" | "project_code"))
}

/// The level of a code of the classification by its number of digits: 类 1, 款 2, 项 3, a place's own 目级 4.
pub(super) fn level_of_digits(digits: usize) -> Option<u8> {
    match digits {
        3 => Some(1),
        5 => Some(2),
        7 => Some(3),
        8 | 9 => Some(4),
        _ => None,
    }
}

/// What stands in the columns of codes.
fn texts<'t>(rows: &'t [Row], columns: &'t [Column]) -> impl Iterator<Item = (usize, String)> + 't {
    rows.iter().flat_map(move |row| {
        let cells = row.cells.iter().zip(columns).enumerate().filter(|(_, (_, column))| column.role == Role::Code);
        cells.filter_map(|(index, (cell, _))| Some((index, squeeze(&cell.as_ref()?.printed))))
    })
}
