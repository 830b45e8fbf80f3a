//! Values of cells to text, whatever workbook they are from.

use super::number;
use super::sheet::{Filled, Raw};
use crate::limits::{MAX_CELL_BYTES, MAX_SHEET_CELLS, MAX_SHEET_TEXT};
use calamine::ExcelDateTime;

/// Columns that a sheet may have.
const COLUMNS: u32 = 1 << 14;

/// A number as its cell shows it, noting what the format hides; a format that is not known shows the number as it is stored.
/// `at` is the row and column of the cell.
pub(super) fn number(value: f64, format: Option<&str>, at: (u32, u32), raw: &mut Raw) -> String {
    if raw.hides_zeros && value == 0.0 {
        return String::new();
    }
    let Some(format) = format else {
        raw.unformatted.push(at);
        return number::exact(value);
    };
    let shown = number::shown(value, format);
    raw.rounded += usize::from(shown.rounded);
    if shown.plain && !shown.text.is_empty() {
        raw.unformatted.push(at);
    }
    if shown.unsigned {
        raw.unsigned.push(at);
    }
    shown.text
}

/// Keeps a cell that holds text, within the limits of a sheet; the text is copied only then.
pub(super) fn keep(raw: &mut Raw, row: u32, col: u32, text: &str) {
    if text.trim_start().is_empty() {
        return;
    }
    raw.bytes = raw.bytes.saturating_add(text.len());
    if text.len() > MAX_CELL_BYTES || raw.cells.len() >= MAX_SHEET_CELLS || raw.bytes > MAX_SHEET_TEXT {
        raw.dropped += 1;
    } else {
        raw.cells.push(Filled { row, col, text: text.to_owned() });
    }
}

/// Whether the value of a cell is a number, as files of OpenDocument write it: `-12.5`.
pub(super) fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'))
}

/// As Excel shows it.
pub(super) const fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

/// A date in the order of its format, as far as that sets years, months and days.
pub(super) fn date(date: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let lower = format.to_ascii_lowercase();
    let (y, m, d) = (lower.contains('y'), lower.contains('m'), lower.contains('d'));
    if hour > 0 || minute > 0 || second > 0 {
        return format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    }
    match (lower.contains('年'), y, m, d) {
        (true, true, false, false) => format!("{year}年"),
        (true, true, true, false) => format!("{year}年{month}月"),
        (true, true, true, true) => format!("{year}年{month}月{day}日"),
        (false, true, false, false) => format!("{year}"),
        (false, true, true, false) => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// `C7`: row and column, 0-based.
pub(super) fn cell(name: &str) -> Option<(u32, u32)> {
    let name = name.trim().trim_matches('$');
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = (name.get(..letters)?, name.get(letters..)?.trim_start_matches('$'));
    let mut col: u32 = 0;
    for letter in column.bytes() {
        col = col.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    let col = col.checked_sub(1).filter(|col| *col < COLUMNS)?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, col))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_read() {
        for (name, want) in [("A1", Some((0, 0))), ("C7", Some((6, 2))), ("AA10", Some((9, 26))), ("$B$2", Some((1, 1)))] {
            assert_eq!(cell(name), want, "{name}");
        }
        for name in ["", "A", "7", "A0", "ZZZZZZZZZZ1"] {
            assert_eq!(cell(name), None, "{name}");
        }
    }
}
