//! Workbooks that Excel 2003 and many programs since write as one file of XML, mostly under `.xls`: their markup holds values, number
//! formats, spans, and what is hidden.

use super::super::laid_out::Nothing;
use super::markup::{self, attribute};
use super::package::Refused;
use super::sheet::{Merge, Raw};
use super::values;
use crate::limits::{MAX_MERGES, MAX_SHEET_CELLS};
use crate::source;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// Rows and columns that a sheet may have.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;
/// Bytes at the beginning in which the encoding is declared.
const HEAD: usize = 200;
/// The style of cells that name none.
const DEFAULT: &str = "Default";
/// Number formats that have a name.
const NAMED: [(&str, &str); 8] = [
    ("General Number", "General"),
    ("Fixed", "0.00"),
    ("Standard", "#,##0.00"),
    ("Currency", "#,##0.00"),
    ("Euro Currency", "#,##0.00"),
    ("Percent", "0.00%"),
    ("Scientific", "0.00E+00"),
    ("Text", "@"),
];

/// The sheets of a workbook, in the order of their tabs.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Raw>, Refused> {
    let (text, _) =
        declared(bytes).and_then(|label| source::decode_declared(bytes, label)).unwrap_or_else(|| source::decode(bytes));
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => walk.start(&element),
            Ok(Event::Empty(element)) => {
                walk.start(&element);
                walk.end(element.local_name().as_ref());
            }
            Ok(Event::End(element)) => walk.end(element.local_name().as_ref()),
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => walk.text(&markup::referenced(&reference)),
            Ok(_) => {}
            Err(error) => return Err((Nothing::Damaged, format!("the workbook is damaged: {error}"))),
        }
    }
    if walk.sheets.is_empty() {
        return Err((Nothing::Damaged, "the workbook is damaged: it has no sheet".to_owned()));
    }
    Ok(walk.sheets)
}

/// `<?xml version="1.0" encoding="GB2312"?>`
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = std::str::from_utf8(&bytes[..bytes.iter().take(HEAD).position(|b| *b == b'>')?]).ok()?;
    let (_, value) = head.split_once("encoding=")?;
    value.trim_start_matches(['"', '\'']).split(['"', '\'', '?', ' ']).next()
}

/// What is known while going through the markup.
#[derive(Default)]
struct Walk {
    sheets: Vec<Raw>,
    /// Number formats by style, and the style that is being read.
    formats: BTreeMap<String, String>,
    style: Option<String>,
    /// Styles of the columns of the sheet, by the first of a run, with the last; and of the row.
    columns: BTreeMap<u32, (u32, String)>,
    row_style: Option<String>,
    row: u32,
    /// Rows that the row says it stands for.
    row_span: u32,
    col: u32,
    cell: Option<Cell>,
    /// Comments in it, whose text is no text of the cell.
    aside: usize,
    /// The text of an option of the sheet.
    option: Option<String>,
    /// Cells whose number is zero.
    zeros: BTreeSet<(u32, u32)>,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    /// Further columns and rows that it spans.
    across: u32,
    down: u32,
    style: Option<String>,
    kind: String,
    text: String,
    in_data: bool,
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>) {
        let number = |name: &str| attribute(element, name).and_then(|value| value.parse::<u32>().ok());
        let at = |index: Option<u32>, next: u32| index.and_then(|index| index.checked_sub(1)).unwrap_or(next);
        match element.local_name().as_ref() {
            "Style" => {
                self.style = attribute(element, "ID");
                let parent = attribute(element, "Parent").and_then(|parent| self.formats.get(&parent).cloned());
                self.formats.extend(self.style.clone().zip(parent));
            }
            "NumberFormat" => {
                let format = attribute(element, "Format").map(|format| named(&format));
                self.formats.extend(self.style.clone().zip(format));
            }
            "Worksheet" => {
                self.sheets.push(Raw { name: attribute(element, "Name").unwrap_or_default(), ..Raw::default() });
                (self.row, self.col) = (0, 0);
                self.columns.clear();
            }
            "Column" => {
                let first = at(number("Index"), self.col);
                let last = first.saturating_add(number("Span").unwrap_or(0));
                if let Some(raw) = self.sheets.last_mut().filter(|_| is_hidden(element, "Width")) {
                    raw.hidden_cols.push(first..=last);
                }
                if let Some(style) = attribute(element, "StyleID") {
                    self.columns.insert(first, (last, style));
                }
                self.col = last.saturating_add(1);
            }
            "Row" => {
                self.row = at(number("Index"), self.row);
                self.row_span = number("Span").unwrap_or(0);
                self.row_style = attribute(element, "StyleID");
                self.col = 0;
                if let Some(raw) = self.sheets.last_mut().filter(|_| is_hidden(element, "Height")) {
                    raw.hidden_rows.push(self.row..=self.row.saturating_add(self.row_span));
                }
            }
            "Cell" => {
                self.col = at(number("Index"), self.col);
                let (across, down) = (number("MergeAcross").unwrap_or(0), number("MergeDown").unwrap_or(0));
                self.cell = Some(Cell { across, down, style: attribute(element, "StyleID"), ..Cell::default() });
            }
            "Comment" | "PhoneticText" => self.aside += 1,
            "Data" if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    (cell.kind, cell.in_data) = (attribute(element, "Type").unwrap_or_default(), true);
                }
            }
            "Visible" => self.option = Some(String::new()),
            "DoNotDisplayZeros" => self.hide_zeros(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(option) = &mut self.option {
            option.push_str(text);
        } else if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_data && self.aside == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "Style" => self.style = None,
            "Comment" | "PhoneticText" => self.aside = self.aside.saturating_sub(1),
            "Data" if self.aside == 0 => self.cell.iter_mut().for_each(|cell| cell.in_data = false),
            "Cell" => self.end_cell(),
            "Row" => {
                self.row = self.row.saturating_add(self.row_span).saturating_add(1);
                self.row_style = None;
            }
            "Visible" => {
                let hidden = self.option.take().is_some_and(|option| option.trim() != "SheetVisible");
                self.sheets.iter_mut().next_back().into_iter().for_each(|raw| raw.hidden |= hidden);
            }
            "Worksheet" => self.zeros.clear(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(raw)) = (self.cell.take(), self.sheets.last_mut()) else { return };
        let first = (self.row, self.col);
        self.col = first.1.saturating_add(cell.across).saturating_add(1);
        if cell.text.trim().is_empty() || raw.dropped > MAX_SHEET_CELLS {
            return;
        }
        if first.0 >= ROWS || first.1 >= COLUMNS {
            raw.dropped += 1;
            return;
        }
        if (cell.across, cell.down) != (0, 0) && raw.merges.len() < MAX_MERGES {
            let last = (first.0.saturating_add(cell.down), first.1.saturating_add(cell.across));
            raw.merges.push(Merge { first, last });
        }
        let column =
            self.columns.range(..=first.1).next_back().filter(|(_, (last, _))| first.1 <= *last).map(|(_, (_, style))| style);
        let style = cell.style.as_deref().or(self.row_style.as_deref()).or(column.map(String::as_str));
        let format = self.formats.get(style.unwrap_or(DEFAULT)).map_or("General", String::as_str);
        let text = match (cell.kind.as_str(), cell.text.trim().parse::<f64>()) {
            ("Number", Ok(value)) => {
                if value == 0.0 {
                    self.zeros.insert(first);
                }
                values::number(value, Some(format), first, raw)
            }
            ("DateTime", _) => date(cell.text.trim()).to_owned(),
            ("Boolean", _) => values::truth(cell.text.trim() == "1").to_owned(),
            (kind, _) => {
                raw.errors += usize::from(kind == "Error");
                cell.text
            }
        };
        values::keep(raw, first.0, first.1, &text);
    }

    /// It is said below the cells of the sheet.
    fn hide_zeros(&mut self) {
        if let Some(raw) = self.sheets.last_mut() {
            let zeros = &self.zeros;
            raw.cells.retain(|cell| !zeros.contains(&(cell.row, cell.col)));
            raw.hides_zeros = true;
        }
    }
}

/// `2026-02-01T00:00:00.000` as a day; with its time where it has one.
fn date(text: &str) -> &str {
    text.split_once('T').filter(|(_, time)| time.bytes().all(|b| matches!(b, b'0' | b':' | b'.'))).map_or(text, |(day, _)| day)
}

fn named(format: &str) -> String {
    NAMED.iter().find(|(name, _)| *name == format).map_or(format, |(_, format)| format).to_owned()
}

/// By its own word, or without a size.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let zero = attribute(element, size).is_some_and(|size| size.parse::<f64>().is_ok_and(|size| size <= 0.0));
    zero || attribute(element, "Hidden").is_some_and(|hidden| hidden == "1")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The cells of the first sheet: `A1 text`.
    fn cells(body: &str, options: &str) -> (Vec<String>, Raw) {
        let text = format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"Default\"/><Style ss:ID=\"m\">\
             <NumberFormat ss:Format=\"Standard\"/></Style><Style ss:ID=\"n\" ss:Parent=\"m\"/></Styles>\
             <Worksheet ss:Name=\"表1\"><Table>{body}</Table><WorksheetOptions>{options}</WorksheetOptions></Worksheet></Workbook>"
        );
        let raw = read(text.as_bytes()).unwrap().remove(0);
        let name = |row: u32, col: u32| format!("{}{}", char::from(b'A' + u8::try_from(col).unwrap()), row + 1);
        (raw.cells.iter().map(|cell| format!("{} {}", name(cell.row, cell.col), cell.text)).collect(), raw)
    }

    fn data(kind: &str, text: &str) -> String {
        format!("<Data ss:Type=\"{kind}\">{text}</Data>")
    }

    #[test]
    fn cells_stand_where_indices_and_spans_leave_them_and_show_their_format() {
        let amount = data("Number", "1334.56");
        let body = format!(
            "<Column ss:Hidden=\"1\"/><Column ss:Index=\"4\" ss:Span=\"1\" ss:StyleID=\"m\"/>\
             <Row><Cell ss:MergeAcross=\"2\" ss:MergeDown=\"1\">{}</Cell><Cell>{amount}</Cell></Row>\
             <Row ss:Index=\"4\" ss:Span=\"1\" ss:StyleID=\"n\"><Cell ss:Index=\"2\">{amount}</Cell><Cell>{}</Cell></Row>\
             <Row ss:Hidden=\"1\"><Cell>{amount}<Comment><ss:Data>旧</ss:Data></Comment></Cell><Cell ss:StyleID=\"m\">{}</Cell></Row>",
            data("String", "一&#10;二&amp;<B>三</B>"),
            data("DateTime", "2026-02-01T00:00:00.000"),
            data("Number", "0"),
        );
        let (found, raw) = cells(&body, "");
        assert_eq!(found, ["A1 一\n二&三", "D1 1,334.56", "B4 1,334.56", "C4 2026-02-01", "A6 1334.56", "B6 0.00"]);
        assert_eq!(raw.merges, [Merge { first: (0, 0), last: (1, 2) }]);
        assert_eq!((raw.hidden_cols, raw.hidden_rows), (vec![0..=0], vec![5..=5]));
        let (found, raw) = cells(&body, "<DoNotDisplayZeros/><Visible>SheetHidden</Visible>");
        assert_eq!((found.len(), raw.hidden), (5, true));
    }

    #[test]
    fn the_declared_encoding_counts() {
        assert_eq!(declared(b"<?xml version=\"1.0\" encoding=\"GB2312\"?>"), Some("GB2312"));
        assert_eq!(declared(b"<?xml version='1.0'?><a encoding='x'/>"), None);
        assert!(read(b"<Workbook></Workbook>").is_err() && read(b"<Workbook><a></b></Workbook>").is_err());
    }
}
