//! A workbook: the documents, forms, statements and findings, and one sheet for each official table in wide form.
//!
//! A text is written as text, never as a formula. An amount is a number in yuan, and stands as printed in a column further right;
//! one with more digits than a spreadsheet can hold exactly is written as text.

use super::facts::Facts;
use super::model::{Model, VIEWS};
use super::pivot::{Cell, Official, Pivot, WideRow};
use super::sink::{Loss, Options, Sink, SinkError};
use super::value::Value;
use crate::decimal::Decimal;
use crate::output::Staging;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::path::PathBuf;

const FILE: &str = "gongkai.xlsx";
/// Rows of a sheet, its header among them; more go to another sheet.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters of a cell; a longer text is cut there and ends in `…`. The JSON has it whole.
const CELL_CHARS: usize = 32_767;
/// Digits that a spreadsheet keeps of a number.
const EXACT_DIGITS: u32 = 15;
/// Columns of a sheet.
const SHEET_COLUMNS: usize = 16_384;
/// What is said of a text that is cut.
const TOO_LONG: &str = "a text of more characters than a cell holds, cut there";
/// Tables that have a sheet of their own, beside the official ones and the views.
const SHEETS: [&str; 8] =
    ["departments", "department_years", "documents", "forms", "form_funds", "form_indicators", "statements", "findings"];

/// The workbook. Which columns an official table has is known at the end only, so its rows wait in an unfinished file.
struct Xlsx<'m> {
    model: &'m Model,
    path: PathBuf,
    book: Book,
    /// For each table of the model its sheet, if it has one.
    sheets: Vec<Option<Sheet>>,
    facts: Facts,
    pivot: Pivot<'m>,
}

/// What rows are written with.
struct Book {
    workbook: Workbook,
    bold: Format,
    yuan: Format,
}

/// A sheet that is being written.
struct Sheet {
    name: String,
    index: usize,
    next: u32,
    parts: usize,
    header: Vec<String>,
}

fn failed(error: XlsxError) -> SinkError {
    SinkError::Output { file: FILE.to_owned(), error: error.to_string() }
}

/// Begins the workbook.
pub(super) fn create<'m>(model: &'m Model, staging: &Staging, _: Options) -> Result<Box<dyn Sink + 'm>, SinkError> {
    Ok(Box::new(Xlsx::create(model, staging)?))
}

impl<'m> Xlsx<'m> {
    fn create(model: &'m Model, staging: &Staging) -> Result<Self, SinkError> {
        let mut book = Book::new().map_err(failed)?;
        let facts = Facts::of(model);
        let mut sheets = Vec::with_capacity(model.tables.len());
        for (index, table) in model.tables.iter().enumerate() {
            let header = || facts.columns(index).iter().map(|c| c.name.clone()).collect();
            let has_sheet = SHEETS.iter().chain(&VIEWS).any(|name| *name == table.name);
            sheets.push(has_sheet.then(|| book.sheet(&table.name, header())).transpose().map_err(failed)?);
        }
        let pivot = Pivot::new(model, staging.part("wide"))?;
        Ok(Self { model, path: staging.part(FILE), book, sheets, facts, pivot })
    }

    fn official(&mut self, id: &str, official: Official, losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        let (labels, mut figures) = (self.pivot.labels(), official.columns());
        // A sheet has so many columns and no more: what is left stands together in one.
        let others = figures.split_off(figures.len().min((SHEET_COLUMNS - labels.len() - 1) / 2));
        let printed = figures.iter().map(|f| format!("{f} (printed)"));
        let rest = (!others.is_empty()).then(|| "other figures".to_owned());
        let header = labels.into_iter().chain(figures.iter().cloned()).chain(printed).chain(rest).collect();
        let mut sheet = self.book.sheet(id, header).map_err(failed)?;
        for row in official.rows()? {
            let row = row?;
            let printed =
                figures.iter().map(|f| row.figures.get(f).map_or(Cell::Empty, |(_, printed)| Cell::Text(printed.clone())));
            let amounts = figures.iter().map(|f| row.figures.get(f).map_or(Cell::Empty, |(amount, _)| amount.clone()));
            let rest = (!others.is_empty()).then(|| together(&row, &others));
            let cells: Vec<Cell> = row.labels.iter().cloned().chain(amounts).chain(printed).chain(rest).collect();
            self.book.row(&mut sheet, &cells, losses).map_err(failed)?;
        }
        Ok(())
    }
}

impl Sink for Xlsx<'_> {
    fn row(&mut self, table: usize, row: &[Value<'_>], losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        debug_assert_eq!(row.len(), self.model.tables[table].columns.len());
        self.facts.see(table, row);
        if let Some(sheet) = &mut self.sheets[table] {
            let cells: Vec<Cell> = self.facts.row(table, row).map(Cell::of).collect();
            self.book.row(sheet, &cells, losses).map_err(failed)?;
        }
        self.pivot.row(table, row);
        Ok(())
    }

    fn end_of_document(&mut self) -> Result<(), SinkError> {
        self.pivot.end_of_document()
    }

    fn finish(mut self: Box<Self>, losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        for (id, official) in self.pivot.take() {
            self.official(&id, official, losses)?;
        }
        self.book.workbook.save(&self.path).map_err(failed)
    }
}

impl Book {
    fn new() -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // The same inputs give the same bytes, so the time of writing is not in them.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        Ok(Self { workbook, bold: Format::new().set_bold(), yuan: Format::new().set_num_format("#,##0.00####") })
    }

    fn sheet(&mut self, name: &str, header: Vec<String>) -> Result<Sheet, XlsxError> {
        let mut sheet = Sheet { name: name.to_owned(), index: 0, next: SHEET_ROWS, parts: 0, header };
        self.next_part(&mut sheet)?;
        Ok(sheet)
    }

    /// Begins a sheet, or the one that goes on where it is full.
    fn next_part(&mut self, sheet: &mut Sheet) -> Result<(), XlsxError> {
        sheet.parts += 1;
        sheet.index = self.workbook.worksheets().len();
        let name = if sheet.parts == 1 { sheet.name.clone() } else { format!("{} ({})", sheet.name, sheet.parts) };
        let worksheet = self.workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (column, title) in (0_u16..).zip(&sheet.header) {
            worksheet.set_column_width(column, 16)?;
            worksheet.write_string_with_format(0, column, shortened(title).unwrap_or_else(|| title.clone()), &self.bold)?;
        }
        sheet.next = 1;
        Ok(())
    }

    fn row(&mut self, sheet: &mut Sheet, cells: &[Cell], losses: &mut Vec<Loss>) -> Result<(), XlsxError> {
        if sheet.next >= SHEET_ROWS {
            self.next_part(sheet)?;
        }
        let yuan = &self.yuan;
        let worksheet = self.workbook.worksheet_from_index(sheet.index)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => match shortened(text) {
                    Some(short) => {
                        let called = sheet.header.get(usize::from(column)).map_or("", String::as_str);
                        losses.push(Loss::new(&sheet.name, called, text, TOO_LONG));
                        worksheet.write_string(sheet.next, column, short)?
                    }
                    None => worksheet.write_string(sheet.next, column, text)?,
                },
                // Not a number, and no place for one.
                Cell::Number(number) if !number.is_finite() => continue,
                Cell::Number(number) => worksheet.write_number(sheet.next, column, *number)?,
                Cell::Boolean(yes) => worksheet.write_boolean(sheet.next, column, *yes)?,
                Cell::Amount(amount) => match nearest(*amount) {
                    Some(number) => worksheet.write_number_with_format(sheet.next, column, number, yuan)?,
                    None => worksheet.write_string(sheet.next, column, amount.to_string())?,
                },
            };
        }
        sheet.next += 1;
        Ok(())
    }
}

/// The number as a spreadsheet keeps it; `None` if that is not exact.
fn nearest(amount: Decimal) -> Option<f64> {
    let digits = amount.normalize().mantissa().unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    if digits > EXACT_DIGITS { None } else { amount.to_string().parse().ok() }
}

/// The figures of a row that have no column of their own.
fn together(row: &WideRow, others: &[String]) -> Cell {
    let figures = others.iter().filter_map(|name| row.figures.get_key_value(name));
    let told: Vec<String> = figures.map(|(name, (_, printed))| format!("{name}: {printed}")).collect();
    if told.is_empty() { Cell::Empty } else { Cell::Text(told.join("\n")) }
}

/// What a cell can hold of a text; `None` if it holds all of it.
fn shortened(text: &str) -> Option<String> {
    // No character has more units than bytes.
    if text.len() <= CELL_CHARS || text.encode_utf16().count() <= CELL_CHARS {
        return None;
    }
    let mut kept = String::new();
    let mut units = 1;
    for c in text.chars() {
        units += c.len_utf16();
        if units > CELL_CHARS {
            break;
        }
        kept.push(c);
    }
    Some(kept + "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_or_texts() {
        let of = |text: &str| nearest(text.parse().expect("a decimal"));
        assert_eq!(of("86959408.34"), Some(86_959_408.34));
        assert_eq!(of("-0.000001"), Some(-0.000_001));
        assert_eq!(of("1234567890123456.7"), None);
    }

    #[test]
    fn long_texts_are_cut_and_marked() {
        assert_eq!((shortened("合计"), shortened(&"公".repeat(CELL_CHARS))), (None, None));
        let cut = shortened(&"公".repeat(CELL_CHARS + 1)).expect("a part");
        assert_eq!((cut.chars().count(), cut.ends_with("公…")), (CELL_CHARS, true));
    }
}
