//! A line of text as a row of fields, and what its look says.

use crate::codes::words::WORDS;
use crate::grammar::{is_note, squeeze};
use crate::layout::native::look::{self, is_label_line, is_sentence, is_title};

/// What stands between two tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// Column of its first character in the line, 0-based.
    pub x: usize,
    /// Without blanks around it.
    pub text: &'t str,
}

impl Field<'_> {
    /// Column behind its last character.
    pub fn end(&self) -> usize {
        self.x + self.text.chars().count()
    }
}

/// A line with tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row<'t> {
    /// Number of the line on its page, 0-based.
    pub y: usize,
    /// All fields, also the empty ones at the end.
    pub fields: Vec<Field<'t>>,
}

impl<'t> Row<'t> {
    /// Splits a line at its tabs.
    pub fn of(y: usize, line: &'t str) -> Self {
        let mut x = 0;
        let fields = line
            .split('\t')
            .map(|printed| {
                let start = printed.trim_start();
                let blanks = printed[..printed.len() - start.len()].chars().count();
                let field = Field { x: x + blanks, text: start.trim_end() };
                x += printed.chars().count() + 1;
                field
            })
            .collect();
        Self { y, fields }
    }

    /// Number of fields up to the last one that holds text.
    pub fn width(&self) -> usize {
        self.fields.iter().rposition(|f| !f.text.is_empty()).map_or(0, |last| last + 1)
    }

    /// The text of a field; empty beyond the last one.
    pub fn text(&self, col: usize) -> &'t str {
        self.fields.get(col).map_or("", |f| f.text)
    }

    /// Whether the field holds text.
    pub fn is_filled(&self, col: usize) -> bool {
        !self.text(col).is_empty()
    }

    /// The fields with text, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &'t str)> + '_ {
        self.fields.iter().enumerate().filter(|(_, f)| !f.text.is_empty()).map(|(col, f)| (col, f.text))
    }

    /// Where a field begins in its line; beyond the last field, where the line ends.
    pub fn start_of(&self, col: usize) -> usize {
        self.fields.get(col).or(self.fields.last()).map_or(0, |f| if col < self.fields.len() { f.x } else { f.end() })
    }

    /// Where a field ends in its line.
    pub fn end_of(&self, col: usize) -> usize {
        self.fields.get(col).or(self.fields.last()).map_or(0, Field::end)
    }

    /// `---------→-------→--`: what a converter draws between or below tables.
    pub fn is_separator(&self) -> bool {
        let dashes = |f: &Field<'_>| f.text.chars().all(|c| matches!(c, '-' | '—' | '─' | '=' | '_' | ':' | '|'));
        self.fields.iter().all(dashes) && self.text(0).len() > 1 && self.filled().count() >= 2
    }

    /// What stands above or below a table and happens to hold tabs: title, number, unit line, note.
    pub fn is_around_table(&self) -> bool {
        let mut filled = self.filled();
        let Some((_, only)) = filled.next() else { return false };
        if filled.next().is_none() {
            return is_title(only) || is_note(only) || is_label_line(only) || is_sentence(only);
        }
        self.filled().all(|(_, text)| is_label_line(text)) || self.filled().all(|(_, t)| is_label_line(t) || is_title(t))
    }

    /// The first field is a total, a code or a numbered item, or some field is money: no row of a header.
    pub fn is_data(&self) -> bool {
        look::is_data(&self.filled().collect::<Vec<_>>())
    }
}

pub(super) fn is_form_label(text: &str) -> bool {
    WORDS.form.first.contains(&squeeze(text).as_str())
}
