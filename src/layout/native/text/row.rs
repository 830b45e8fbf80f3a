//! A line of text as a row of fields, and what its look says.

use crate::codes::words::WORDS;
use crate::grammar::{
    amount, bracketed_code, code_and_name, heading, is_amount_like, is_note, is_total_label, squeeze, subject_code, table_number,
    unit_line,
};

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
        let Some((_, first)) = self.filled().next() else { return false };
        let first = squeeze(first);
        let item = || heading(&first).is_some_and(|h| !h.title.is_empty());
        // A heading `合计` leads a row of headings only over the amounts, right of an empty field or a label.
        // So it does beside other headings: a total has figures beside it, or nothing.
        let headings = || self.filled().skip(1).filter(|(_, text)| text.chars().any(char::is_alphabetic)).count() > 1;
        is_total_label(&first) && self.is_filled(0) && !headings()
            || is_code(&first)
            || item()
            || self.filled().any(|(_, text)| is_amount_like(text) || is_number(text))
    }
}

/// Money, or any other whole number but a year.
pub(super) fn is_number(text: &str) -> bool {
    amount(text).is_some() && !(text.len() == 4 && text.starts_with("20"))
}

fn is_code(text: &str) -> bool {
    subject_code(text).is_some()
        || bracketed_code(text).is_some()
        || code_and_name(text).is_some_and(|c| subject_code(c.code).is_some())
}

/// Ends with 表, but for remarks in brackets; at least as long as 收支总表.
pub(super) fn is_title(text: &str) -> bool {
    let text = squeeze(text);
    let bare = text.split(['（', '(']).next().unwrap_or(&text);
    let named = text.ends_with('表') || bare.ends_with('表') && text.ends_with(['）', ')']);
    named && (4..=64).contains(&text.chars().count()) && !is_sentence(&text)
}

/// `单位：万元`, `部门名称：兴县人民政府办公室`, `预算公开表1`.
pub(super) fn is_label_line(text: &str) -> bool {
    let unit = || unit_line(text).is_some_and(|u| u.printed_unit.is_some() || u.department.is_some());
    let number = || table_number(text).is_some_and(|n| n.rest.trim().is_empty());
    text.contains(['：', ':']) && unit() || number()
}

fn is_sentence(text: &str) -> bool {
    text.contains('。') || text.chars().count() > 60
}

pub(super) fn is_form_label(text: &str) -> bool {
    WORDS.form.first.contains(&squeeze(text).as_str())
}
