//! Workbooks of OpenDocument (ods): their markup holds what each cell shows, spans, and what is hidden.

use super::super::laid_out::Nothing;
use super::markup::{self, attribute};
use super::package::{Package, Refused};
use super::sheet::{Merge, Raw};
use super::values;
use crate::limits::{MAX_MERGES, MAX_SHEET_CELLS};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::BufReader;

/// Rows and columns that a sheet may have.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// The sheets of a workbook, in the order of their tabs.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Raw>, Refused> {
    let mut package = Package::open(bytes)?;
    let mut walk = Walk::default();
    let manifest = package.member("META-INF/manifest.xml");
    let locked = manifest.is_some_and(|member| names(member, "encryption-data"));
    if locked {
        return Err((Nothing::Locked, "the workbook asks for a password".to_owned()));
    }
    let Some(member) = package.member("content.xml") else {
        return Err((Nothing::Damaged, "the workbook is damaged: it has no content".to_owned()));
    };
    let mut reader = Reader::from_reader(BufReader::new(member));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => walk.start(&element),
            Ok(Event::Empty(element)) => {
                walk.start(&element);
                walk.end(element.local_name().as_ref());
            }
            Ok(Event::End(element)) => walk.end(element.local_name().as_ref()),
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => walk.text(&markup::referenced(&reference)),
            Ok(_) => {}
            Err(error) => return Err((Nothing::Damaged, format!("the workbook is damaged: {error}"))),
        }
        buffer.clear();
    }
    Ok(walk.sheets)
}

fn names(member: impl std::io::Read, name: &str) -> bool {
    let mut reader = Reader::from_reader(BufReader::new(member));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == name => return true,
            _ => {}
        }
        buffer.clear();
    }
    false
}

/// What is known while going through the markup.
#[derive(Default)]
struct Walk {
    sheets: Vec<Raw>,
    /// The style that is being read, and styles of sheets that are not shown.
    style: Option<String>,
    hidden_styles: BTreeSet<String>,
    row: u32,
    col: u32,
    row_repeats: u32,
    cell: Option<Cell>,
    /// Notes, and shapes over the cells: no text of any.
    aside: usize,
    in_table: bool,
}

/// The cell that is being read.
struct Cell {
    repeats: u32,
    span: (u32, u32),
    text: String,
    paragraphs: usize,
    /// Its value, where it shows no text.
    value: Option<String>,
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>) {
        let number = |name: &str| attribute(element, name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1).max(1);
        match element.local_name().as_ref() {
            "style" => self.style = attribute(element, "name"),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            "table" => {
                let hidden = attribute(element, "style-name").is_some_and(|style| self.hidden_styles.contains(&style));
                self.sheets.push(Raw { name: attribute(element, "name").unwrap_or_default(), hidden, ..Raw::default() });
                (self.row, self.col, self.in_table) = (0, 0, true);
            }
            "table-column" if self.in_table => {
                let repeats = number("number-columns-repeated");
                if let Some(raw) = self.sheets.last_mut().filter(|_| is_hidden(element)) {
                    raw.hidden_cols.push(self.col..=self.col.saturating_add(repeats - 1));
                }
                self.col = self.col.saturating_add(repeats);
            }
            "table-row" if self.in_table => {
                self.col = 0;
                self.row_repeats = number("number-rows-repeated");
                if let Some(raw) = self.sheets.last_mut().filter(|_| is_hidden(element)) {
                    raw.hidden_rows.push(self.row..=self.row.saturating_add(self.row_repeats - 1));
                }
            }
            "table-cell" | "covered-table-cell" if self.in_table => {
                let span = (number("number-rows-spanned"), number("number-columns-spanned"));
                let value = attribute(element, "value").or_else(|| attribute(element, "string-value"));
                let repeats = number("number-columns-repeated");
                self.cell = Some(Cell { repeats, span, text: String::new(), paragraphs: 0, value });
            }
            "annotation" | "shapes" | "frame" | "custom-shape" => self.aside += 1,
            "p" if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let blanks = number("c").min(1_000) as usize;
                self.text(&" ".repeat(blanks));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" | "shapes" | "frame" | "custom-shape" => self.aside = self.aside.saturating_sub(1),
            "table" => self.in_table = false,
            "table-row" if self.in_table => {
                self.row = self.row.saturating_add(self.row_repeats);
                self.row_repeats = 1;
            }
            "table-cell" | "covered-table-cell" => self.end_cell(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(raw)) = (self.cell.take(), self.sheets.last_mut()) else { return };
        let first = (self.row, self.col);
        self.col = self.col.saturating_add(cell.repeats);
        // A value without a paragraph is one that the cell does not show; where it is not zero, the writer may have left the
        // paragraph out.
        let text = match (cell.paragraphs, &cell.value) {
            (0, Some(value)) if is_zero(value) => String::new(),
            (0, Some(value)) => {
                if values::is_plain(value) {
                    raw.unformatted.push(first);
                }
                value.clone()
            }
            _ => cell.text,
        };
        if cell.value.as_deref().is_some_and(|value| value.starts_with('-') && values::is_plain(value)) && is_unsigned(&text) {
            raw.unsigned.push(first);
        }
        if text.trim().is_empty() {
            return;
        }
        if cell.span != (1, 1) && raw.merges.len() < MAX_MERGES {
            let last = (first.0.saturating_add(cell.span.0 - 1), first.1.saturating_add(cell.span.1 - 1));
            raw.merges.push(Merge { first, last });
        }
        // A row that comes again with text comes again as often as it says, up to the limits.
        for row in first.0..first.0.saturating_add(self.row_repeats.max(1)).min(ROWS) {
            for col in first.1..self.col.min(COLUMNS) {
                values::keep(raw, row, col, &text);
            }
            if raw.dropped > MAX_SHEET_CELLS {
                return;
            }
        }
    }
}

/// `0`, `-0.00`.
fn is_zero(value: &str) -> bool {
    value.contains('0') && value.bytes().all(|b| matches!(b, b'0' | b'.' | b'-'))
}

/// Whether a text shows digits, and no sign of a negative number.
fn is_unsigned(text: &str) -> bool {
    !text.contains(['-', '(', '（', '−', '－', '△', '▲', '负', '减']) && text.contains(|c: char| ('1'..='9').contains(&c))
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|value| value == "collapse" || value == "filter")
}
