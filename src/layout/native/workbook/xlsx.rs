//! Workbooks since 2007 (xlsx, xlsm, new et): values, styles and strings by calamine; rows and columns that are hidden, and merged
//! cells, from the markup of each sheet.

use super::super::laid_out::Nothing;
use super::markup::attribute;
use super::package::{Package, Refused};
use super::sheet::{Merge, Raw};
use super::values;
use crate::limits::{MAX_MERGES, MAX_SHEET_CELLS};
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use std::ops::RangeInclusive;

/// The sheets of a workbook, in the order of their tabs.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Raw>, Refused> {
    let mut package = Package::open(bytes)?;
    let paths = paths(&mut package);
    let damaged = |error: calamine::XlsxError| match error {
        calamine::XlsxError::Password => (Nothing::Locked, "the workbook asks for a password".to_owned()),
        error => (Nothing::Damaged, format!("the workbook is damaged: {error}")),
    };
    let tamed = package.tamed();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(tamed.as_deref().unwrap_or(bytes))).map_err(damaged)?;
    let mut sheets = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        let mut raw = Raw { hidden: sheet.visible != SheetVisible::Visible, name: sheet.name, ..Raw::default() };
        if sheet.typ == SheetType::WorkSheet {
            if let Some(member) = paths.get(&raw.name).and_then(|path| package.member(path)) {
                frame(member, &mut raw);
            }
            cells(&mut workbook, &mut raw).map_err(damaged)?;
        }
        sheets.push(raw);
    }
    Ok(sheets)
}

/// Reads the cells that hold something.
fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, raw: &mut Raw) -> Result<(), calamine::XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(&raw.name.clone())?;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let format = format.map_or("General", |format| format.format_code.as_str());
        let at = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => Cow::Borrowed(text.as_str()),
            DataRef::SharedString(text) => Cow::Borrowed(*text),
            DataRef::Float(value) => Cow::Owned(values::number(*value, Some(format), at, raw)),
            DataRef::Int(value) => Cow::Owned(values::number(*value as f64, Some(format), at, raw)),
            DataRef::Bool(value) => Cow::Borrowed(values::truth(*value)),
            DataRef::DateTime(date) => Cow::Owned(values::date(date, format)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cow::Borrowed(text.as_str()),
            DataRef::Error(error) => {
                raw.errors += 1;
                Cow::Owned(error.to_string())
            }
        };
        values::keep(raw, at.0, at.1, &text);
        if raw.dropped > MAX_SHEET_CELLS {
            break;
        }
    }
    Ok(())
}

/// What the markup of a sheet says beside its cells.
fn frame(member: impl Read, raw: &mut Raw) {
    let mut reader = Reader::from_reader(BufReader::new(member));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "sheetView" if attribute(&element, "showZeros").is_some_and(|value| matches!(value.as_str(), "0" | "false")) => {
                    raw.hides_zeros = true;
                }
                "col" if hidden(&element) || is_nothing(&element, "width") => {
                    if let (Some(first), Some(last)) = (count(&element, "min"), count(&element, "max")) {
                        raw.hidden_cols.push(first..=last);
                    }
                }
                "row" if hidden(&element) || is_nothing(&element, "ht") => hide_row(raw, count(&element, "r")),
                "mergeCell" if raw.merges.len() < MAX_MERGES => raw.merges.extend(merge(&element)),
                _ => {}
            },
            _ => {}
        }
        buffer.clear();
    }
}

/// Adds a row to the last run of hidden ones, or begins another.
fn hide_row(raw: &mut Raw, row: Option<u32>) {
    let Some(row) = row else { return };
    match raw.hidden_rows.last_mut().filter(|run: &&mut RangeInclusive<u32>| run.end().checked_add(1) == Some(row)) {
        Some(run) => *run = *run.start()..=row,
        None => raw.hidden_rows.push(row..=row),
    }
}

fn hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// Whether a size is none: `0`, `0.0`.
fn is_nothing(element: &BytesStart<'_>, size: &str) -> bool {
    let zero = |value: String| value.contains('0') && value.bytes().all(|b| matches!(b, b'0' | b'.'));
    attribute(element, size).is_some_and(zero)
}

/// A number counted from 1, as one counted from 0.
fn count(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse::<u32>().ok()?.checked_sub(1)
}

/// `ref="A1:C2"`.
fn merge(element: &BytesStart<'_>) -> Option<Merge> {
    let area = attribute(element, "ref")?;
    let (first, last) = area.split_once(':')?;
    Some(Merge { first: values::cell(first)?, last: values::cell(last)? })
}

/// The member of each sheet, by the sheet's name.
fn paths(package: &mut Package<'_>) -> BTreeMap<String, String> {
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    each(package, "xl/_rels/workbook.xml.rels", "Relationship", |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, path);
        }
    });
    let mut paths = BTreeMap::new();
    each(package, "xl/workbook.xml", "sheet", |element| {
        if let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id")) {
            paths.extend(targets.get(&id).map(|path| (name, path.clone())));
        }
    });
    paths
}

/// Shows each element of a name in a member.
fn each(package: &mut Package<'_>, member: &str, name: &str, mut show: impl FnMut(&BytesStart<'_>)) {
    let Some(member) = package.member(member) else { return };
    let mut reader = Reader::from_reader(BufReader::new(member));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == name => show(&element),
            _ => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_markup_says_what_is_hidden_and_merged() {
        let mut raw = Raw::default();
        let markup = r#"<worksheet><sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="2" max="3" hidden="1"/>
            <col min="6" max="6" width="0" customWidth="1"/><col min="4" max="4" width="9"/></cols><sheetData>
            <row r="1"/><row r="5" hidden="1"/><row r="6" hidden="true"><c r="A6"/></row><row r="9" ht="0"/></sheetData>
            <mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="x"/></mergeCells></worksheet>"#;
        frame(markup.as_bytes(), &mut raw);
        assert_eq!((raw.hidden_cols, raw.hidden_rows), (vec![1..=2, 5..=5], vec![4..=5, 8..=8]));
        assert!(raw.hides_zeros);
        assert_eq!(raw.merges, [Merge { first: (0, 0), last: (1, 2) }]);
    }
}
