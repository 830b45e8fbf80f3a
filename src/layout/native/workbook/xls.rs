//! Workbooks before 2007 (xls, old et): values and merged cells by calamine, the rest from their records.

use super::super::laid_out::Nothing;
use super::biff::Book;
use super::package::Refused;
use super::sheet::{Merge, Raw};
use super::tamed::tamed;
use super::values;
use calamine::{Data, Reader as _, SheetVisible, Xls, XlsError};
use std::io::Cursor;

/// The sheets of a workbook, in the order of their tabs.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Raw>, Refused> {
    let (bytes, left_out) = tamed(bytes);
    let bytes = bytes.as_ref();
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => (Nothing::Locked, "the workbook asks for a password".to_owned()),
        error => (Nothing::Damaged, format!("the workbook is damaged: {error}")),
    })?;
    let mut book = Book::of(bytes);
    let mut sheets = Vec::new();
    for (index, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        let mut raw = Raw { hidden: sheet.visible != SheetVisible::Visible, name: sheet.name, ..Raw::default() };
        if let Some(looks) = book.sheets.get_mut(index) {
            raw.hidden_rows = std::mem::take(&mut looks.hidden_rows);
            raw.hidden_cols = std::mem::take(&mut looks.hidden_cols);
            raw.hides_zeros = looks.hides_zeros;
        }
        raw.dropped = left_out.get(index).copied().unwrap_or(0);
        // Sheets of charts and macros hold no cells.
        if let Ok(range) = workbook.worksheet_range(&raw.name) {
            let (top, left) = range.start().unwrap_or_default();
            for (row, col, value) in range.used_cells() {
                let at = |first: u32, own: usize| first.saturating_add(u32::try_from(own).unwrap_or(u32::MAX));
                let (row, col) = (at(top, row), at(left, col));
                let text = text(value, book.format(index, (row, col)), (row, col), &mut raw);
                values::keep(&mut raw, row, col, &text);
            }
        }
        for area in workbook.merge_cells_by_sheet_name(&raw.name).unwrap_or_default() {
            raw.merges.push(Merge { first: area.start, last: area.end });
        }
        sheets.push(raw);
    }
    Ok(sheets)
}

fn text(value: &Data, format: Option<&str>, at: (u32, u32), raw: &mut Raw) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(value) => values::number(*value, format, at, raw),
        Data::Int(value) => values::number(*value as f64, format, at, raw),
        Data::Bool(value) => values::truth(*value).to_owned(),
        Data::DateTime(date) => values::date(date, format.unwrap_or_default()),
        Data::Error(error) => {
            raw.errors += 1;
            error.to_string()
        }
    }
}
