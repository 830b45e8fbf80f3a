//! Rows of a grid above its header: a title over the whole width, the department, the unit.

use super::caption::{is_begun_title, looks_like_title};
use super::table::PrintedRow;
use crate::codes::headers::is_header_word;
use crate::grammar::{squeeze, table_number, unit_line};

/// The fewest characters of a department's name.
const LEAST_NAME: usize = 4;

/// The number of leading rows that are no header. The upper line of a title may stand in a row of its own.
pub(super) fn count(rows: &[PrintedRow], cols: usize) -> usize {
    let mut heads = 0;
    while let Some(row) = rows.get(heads) {
        let begun = || Some((whole_row(row, cols)?, whole_row(rows.get(heads + 1)?, cols)?));
        let broken = || begun().is_some_and(|(upper, lower)| is_begun_title(&upper) && looks_like_title(&(upper + &lower)));
        match () {
            () if is_caption_row(row, cols) || heads > 0 && is_name_beside_unit(row) => heads += 1,
            () if broken() => heads += 2,
            () => break,
        }
    }
    heads
}

/// The text of a row that is one cell over the whole width.
fn whole_row(row: &PrintedRow, cols: usize) -> Option<String> {
    let mut filled = row.filled();
    let cell = filled.next().filter(|cell| cell.cols * 10 >= cols * 7)?;
    filled.next().is_none().then(|| squeeze(&cell.text))
}

/// A first row of the grid that is no header: title over the whole width (福州 forms), or department and unit.
fn is_caption_row(row: &PrintedRow, cols: usize) -> bool {
    let mut filled = row.filled().peekable();
    if filled.peek().is_none() {
        return false;
    }
    let wide = |c: usize| c * 10 >= cols * 7;
    let alone = row.filled().count() == 1;
    let is_number = |text: &str| table_number::table_number(text).is_some_and(|n| n.rest.trim().is_empty());
    // Beside the unit or the number, the department may stand in a cell of its own, and the year between them.
    let with_unit =
        row.filled().any(|c| is_number(&squeeze(&c.text)) || unit_line(&c.text).is_some_and(|u| u.printed_unit.is_some()));
    row.filled().all(|cell| {
        let text = squeeze(&cell.text);
        let title = alone && wide(cell.cols) && (looks_like_title(&text) || is_year_remark(&text));
        let label = unit_line(&cell.text)
            .is_some_and(|u| u.printed_unit.is_some() || u.department.is_some() && (with_unit || wide(cell.cols)));
        is_number(&text) || title || label || with_unit && is_year_remark(&text)
    })
}

/// Below the title the department stands without a label beside number and unit: `某县农业农村局 | 预算06表　单位：万元` (河南).
fn is_name_beside_unit(row: &PrintedRow) -> bool {
    let mut filled = row.filled();
    let (Some(name), Some(unit), None) = (filled.next(), filled.next(), filled.next()) else { return false };
    let text = squeeze(&name.text);
    let plain = text.chars().count() >= LEAST_NAME && text.chars().all(|c| c.is_alphabetic() || "（）()、".contains(c));
    plain && !is_header_word(&text) && unit_line(&unit.text).is_some_and(|u| u.printed_unit.is_some())
}

/// `（2026年度）` under the title of a form.
fn is_year_remark(text: &str) -> bool {
    let inner = text.trim_matches(['（', '）', '(', ')']);
    inner.chars().count() <= 8 && inner.contains('年') && inner.chars().any(|c| c.is_ascii_digit())
}
