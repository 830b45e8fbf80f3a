//! The lines of a page of text and where they stand.

use crate::diagnostic::Diagnostic;
use crate::layout::line::Line;
use crate::limits::MAX_LINE_CHARS;
use crate::place::{Place, Rect};

/// Height of a character, points.
pub(super) const SIZE: f32 = 1.0;

/// A line of the text on its page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'t> {
    /// Number on its page, 0-based.
    pub y: usize,
    pub text: &'t str,
}

/// The lines of a page. Line breaks are those of Windows, Unix and old Macs.
pub(super) fn raw_lines<'t>(page: &'t str, number: u32, diagnostics: &mut Vec<Diagnostic>) -> Vec<Raw<'t>> {
    let breaks = if page.contains('\n') { '\n' } else { '\r' };
    let mut lines: Vec<Raw<'t>> =
        page.split(breaks).enumerate().map(|(y, text)| Raw { y, text: text.strip_suffix('\r').unwrap_or(text) }).collect();
    for line in &mut lines {
        if let Some((at, _)) = line.text.char_indices().nth(MAX_LINE_CHARS) {
            line.text = &line.text[..at];
            let message = format!("line {} is longer than {MAX_LINE_CHARS} characters and was cut", line.y + 1);
            let place = place(number, line.y, 0, MAX_LINE_CHARS);
            diagnostics.push(Diagnostic::error("page.over_limit", message).at(place));
        }
    }
    lines
}

/// Characters `from..to` of a line as a place.
pub(super) fn place(page: u32, y: usize, from: usize, to: usize) -> Place {
    Place::on(page, area(y, from, to))
}

pub(super) fn area(y: usize, from: usize, to: usize) -> Rect {
    Rect::new(from as f32, y as f32, to as f32, y as f32 + SIZE)
}

/// A line outside of grids, or the part of one that begins at a column, its tabs kept; `None` for a blank one.
pub(super) fn line(raw: Raw<'_>, column: usize) -> Option<Line> {
    let start = raw.text.trim_start();
    let text = start.trim_end();
    let from = column + raw.text[..raw.text.len() - start.len()].chars().count();
    let rect = area(raw.y, from, from + text.chars().count());
    (!text.is_empty()).then(|| Line { text: text.to_owned(), rect, size: SIZE })
}
