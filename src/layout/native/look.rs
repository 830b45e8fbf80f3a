//! What the text of a row says it is: a row of a table, or what stands around one.

use crate::grammar::{
    amount, bracketed_code, code_and_name, heading, is_amount_like, is_total_label, squeeze, subject_code, table_number,
    unit_line, years_in,
};

/// A text is a sentence when it is longer than so many characters.
const SENTENCE: usize = 60;
/// A label of what stands below a table is no longer, characters.
const LABEL: usize = 10;
/// Nor is what stands beside a unit: `2026年度`.
const YEAR_REMARK: usize = 12;

/// Money, or any other whole number but a year.
pub(super) fn is_number(text: &str) -> bool {
    amount(text).is_some() && !(text.len() == 4 && text.starts_with("20"))
}

fn is_code(text: &str) -> bool {
    subject_code(text).is_some()
        || bracketed_code(text).is_some()
        || code_and_name(text).is_some_and(|c| subject_code(c.code).is_some())
}

/// The first field is a total, a code or a numbered item, or some field is money: no row of a header. `fields` are those with text,
/// each with its column.
pub(super) fn is_data(fields: &[(usize, &str)]) -> bool {
    let Some((column, first)) = fields.first() else { return false };
    let first = squeeze(first);
    let item = || heading(&first).is_some_and(|h| !h.title.is_empty());
    // A heading `合计` leads a row of headings only over the amounts, right of an empty field or a label.
    // So it does beside other headings: a total has figures beside it, or nothing.
    let headings = || fields.iter().skip(1).filter(|(_, text)| text.chars().any(char::is_alphabetic)).count() > 1;
    is_total_label(&first) && *column == 0 && !headings()
        || is_code(&first)
        || item()
        || fields.iter().any(|(_, text)| is_amount_like(text) || is_number(text))
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

/// `2026年度` beside a unit line.
pub(super) fn is_year_remark(text: &str) -> bool {
    let text = squeeze(text);
    text.chars().count() <= YEAR_REMARK && !years_in(&text).is_empty() && !text.contains(['算', '表'])
}

/// A label without its value, where somebody left it out: `单位名称：`.
pub(super) fn is_open_label(text: &str) -> bool {
    text.ends_with(['：', ':']) && text.chars().count() <= LABEL
}

/// What signs or dates a table at its foot, or says how to object: `公示时间：2017年2月1日至2月7日`.
pub(super) fn is_signature(text: &str) -> bool {
    let Some(at) = text.find(['：', ':']) else { return false };
    text[..at].chars().count() <= LABEL && !text.starts_with("其中") && heading(text).is_none() && !is_code(text)
}

/// Ends or pauses as no label does.
pub(super) fn is_sentence(text: &str) -> bool {
    text.contains('。') || text.chars().count() > SENTENCE
}
