//! How deep an amount stands on its side of a table.
//!
//! A row of a two-sided table holds one item on each side, and they need not be of one depth (`30101` beside `302`).

use crate::content::{Role, Row, RowKind, Table, fills_up, level_of_digits};
use crate::grammar::{bracketed_code, code_and_name, heading, squeeze, subject_code, unfilled_code, written_code};

/// The levels of the rows on each side; empty for a table of one side, whose rows know their level.
pub(super) struct Levels(Vec<Vec<Option<u8>>>);

impl Levels {
    /// The level of a row on a side.
    pub fn of(&self, side: u8, row_index: usize, row: &Row) -> Option<u8> {
        self.0.get(usize::from(side)).map_or(row.level, |levels| levels.get(row_index).copied().flatten())
    }
}

/// Reads the levels of each side: from its codes, else from the numbering of its labels.
pub(super) fn of_sides(table: &Table) -> Levels {
    let last = table.columns.iter().map(|c| c.side).max().unwrap_or(0);
    if last == 0 {
        return Levels(Vec::new());
    }
    Levels((0..=last).map(|side| of_side(table, side)).collect())
}

fn of_side(table: &Table, side: u8) -> Vec<Option<u8>> {
    let items = || table.rows.iter().map(|row| (row.kind == RowKind::Item).then_some(row));
    let filled = fills_codes(table);
    let by_code: Vec<Option<u8>> = items().map(|row| level_by_code(table, row?, side, filled)).collect();
    if by_code.iter().any(Option::is_some) {
        return by_code;
    }
    let mut by_number: Vec<Option<u8>> = items().map(|row| Some(heading(&label(table, row?, side)?)?.level)).collect();
    // Where 1、 stands directly below 一、 it is the second level.
    let mut used: Vec<u8> = by_number.iter().copied().flatten().collect();
    used.sort_unstable();
    used.dedup();
    for level in by_number.iter_mut().flatten() {
        *level = used.iter().position(|u| u == level).and_then(|rank| u8::try_from(rank + 1).ok()).unwrap_or(*level);
    }
    by_number
}

/// Whether the table fills its codes up with zeros.
pub(super) fn fills_codes(table: &Table) -> bool {
    let roles: Vec<Role> = table.columns.iter().map(|c| c.role).collect();
    fills_up(&table.rows, &roles)
}

/// The level of a joined code, or of one glued to the name.
fn level_by_code(table: &Table, row: &Row, side: u8, filled: bool) -> Option<u8> {
    let cells = row.cells.iter().zip(&table.columns).filter(|(_, column)| column.side == side && column.role == Role::Code);
    let mut digits = 0;
    let mut parts = 0;
    for (position, (cell, _)) in (1u8..).zip(cells) {
        let Some(cell) = cell else { continue };
        let text = squeeze(&cell.printed);
        let code = written_code(&text).unwrap_or(text);
        let code = if filled { unfilled_code(&code) } else { &code };
        digits += code.bytes().filter(u8::is_ascii_digit).count();
        parts = position;
    }
    if parts > 1 {
        // 类, 款 and 项 in columns of their own; the higher ones may be printed only once.
        return Some(parts);
    }
    level_of_digits(digits).or_else(|| {
        let label = label(table, row, side)?;
        let glued = bracketed_code(&label).map(|(code, _)| code).or_else(|| code_and_name(&label).map(|c| c.code))?;
        level_of_digits(subject_code(glued)?.len())
    })
}

fn label(table: &Table, row: &Row, side: u8) -> Option<String> {
    let cells = row.cells.iter().zip(&table.columns).filter(|(_, column)| column.side == side && column.role == Role::Name);
    cells.filter_map(|(cell, _)| cell.as_ref()).map(|cell| squeeze(&cell.printed)).next()
}
