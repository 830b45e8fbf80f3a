//! How deep each row stands in the hierarchy of its table.
//!
//! Codes say it best (类 3 digits, 款 5, 项 7, or the last filled of the columns 类/款/项); without codes the numbering does
//! (一、, （一）, 1.); without either the indent of the label (杭州 prints names only, each level set in further).

use super::columns::{Span, column_of};
use super::types::{Role, Row, RowKind};
use crate::grammar::{bracketed_code, code_and_name, code_fragment, heading, squeeze, subject_code, unfilled_code, written_code};
use crate::outline::PrintedRow;

/// Indents that differ by less than this (points) are one level; one ideograph of the smallest type is 5 points wide.
const SAME_INDENT: f32 = 3.5;

/// Sets the level of every row that has one.
pub(in crate::content) fn set(rows: &mut [Row], printed: &[PrintedRow], spans: &[Span], roles: &[Role]) {
    let filled = fills_codes(rows, roles);
    for row in rows.iter_mut().filter(|r| r.kind != RowKind::Blank) {
        row.level = by_code(row, roles, filled);
    }
    if rows.iter().any(|r| r.level.is_some()) {
        return;
    }
    for row in rows.iter_mut() {
        row.level = by_number(row, roles);
    }
    if rows.iter().any(|r| r.level.is_some()) {
        close_ranks(rows);
        return;
    }
    by_indent(rows, printed, spans, roles);
}

/// Whether the table fills its codes up with zeros to seven digits: it has a class so written (`2010000`).
pub(crate) fn fills_codes(rows: &[Row], roles: &[Role]) -> bool {
    let is_class = |text: &str| written_code(text).is_some_and(|code| code.len() == 7 && unfilled_code(&code).len() == 3);
    let codes = |row: &Row| {
        let mut cells = row.cells.iter().zip(roles).filter(|(_, role)| **role == Role::Code);
        cells.any(|(cell, _)| cell.as_ref().is_some_and(|c| is_class(&squeeze(&c.printed))))
    };
    rows.iter().any(codes)
}

/// From a joined code, a code glued to the name, or the number of filled code columns up to the last one.
fn by_code(row: &Row, roles: &[Role], filled: bool) -> Option<u8> {
    let mut parts = 0u8;
    let mut level = None;
    for (cell, role) in row.cells.iter().zip(roles) {
        match role {
            Role::Code => {
                parts += 1;
                let Some(cell) = cell else { continue };
                let text = squeeze(&cell.printed);
                if let Some(code) = written_code(&text).filter(|c| c.len() >= 5 || parts == 1) {
                    let code = if filled { unfilled_code(&code) } else { &code };
                    level = level.max(of_length(code.len()));
                } else if code_fragment(&text).is_some() {
                    level = level.max(Some(parts));
                }
            }
            Role::Name => {
                let text = cell.as_ref().map(|c| squeeze(&c.printed)).unwrap_or_default();
                let glued = bracketed_code(&text).map(|(c, _)| c).or_else(|| code_and_name(&text).map(|c| c.code));
                return level.or_else(|| of_length(subject_code(glued?)?.len()));
            }
            // The codes of the first side rule.
            _ if level.is_some() => break,
            _ => parts = 0,
        }
    }
    level
}

/// The level of a code of the classification by its number of digits: 类 1, 款 2, 项 3, a place's own 目级 4.
pub(crate) fn of_length(digits: usize) -> Option<u8> {
    match digits {
        3 => Some(1),
        5 => Some(2),
        7 => Some(3),
        8 | 9 => Some(4),
        _ => None,
    }
}

fn by_number(row: &Row, roles: &[Role]) -> Option<u8> {
    let (cell, _) = row.cells.iter().zip(roles).find(|(cell, role)| **role == Role::Name && cell.is_some())?;
    let text = squeeze(&cell.as_ref()?.printed);
    heading(&text).map(|h| h.level.saturating_sub(1)).filter(|l| *l > 0)
}

/// Styles of numbering to depths: where 1、 stands directly below 一、 it is the second level.
fn close_ranks(rows: &mut [Row]) {
    let mut used: Vec<u8> = rows.iter().filter_map(|r| r.level).collect();
    used.sort_unstable();
    used.dedup();
    for row in rows {
        let rank = row.level.and_then(|level| used.iter().position(|u| *u == level));
        row.level = rank.and_then(|r| u8::try_from(r + 1).ok());
    }
}

/// Distinct indents of the first column of names, from the left, are the levels. One indent only says nothing.
fn by_indent(rows: &mut [Row], printed: &[PrintedRow], spans: &[Span], roles: &[Role]) {
    let Some(names) = roles.iter().position(|r| *r == Role::Name) else { return };
    let indent = |row: &PrintedRow| row.filled().find(|c| column_of(spans, c.col) == Some(names)).map(|c| c.indent);
    let mut indents: Vec<f32> = rows
        .iter()
        .zip(printed)
        // Totals are centred.
        .filter(|(row, _)| row.kind == RowKind::Item)
        .filter_map(|(_, p)| indent(p))
        .collect();
    // A hierarchy begins with its outermost row; what stands further out is a long name that runs over (西安).
    let Some(outermost) = indents.first().copied() else { return };
    indents.retain(|indent| *indent > outermost - SAME_INDENT);
    indents.sort_by(f32::total_cmp);
    indents.dedup_by(|a, b| *a - *b < SAME_INDENT);
    if !(2..=5).contains(&indents.len()) {
        return;
    }
    for (row, printed) in rows.iter_mut().zip(printed).filter(|(row, _)| row.kind == RowKind::Item) {
        let Some(at) = indent(printed) else { continue };
        let level = indents.iter().rposition(|i| *i <= at + 0.1);
        row.level = level.and_then(|level| u8::try_from(level + 1).ok());
    }
}
