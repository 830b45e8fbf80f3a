//! Stage 5, content to records: one fact per amount, in yuan, with the codes printed beside it.

use crate::content::{Content, Role, Row, RowKind, Table};
use crate::diagnostic::Diagnostic;
use crate::grammar::{amount, bracketed_code, code_and_name, squeeze, unit_of};
use crate::place::Place;
use rust_decimal::Decimal;

/// One amount of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Canonical id of its table, if it is an official one.
    pub table: Option<&'static str>,
    /// Index of its table in the document.
    pub table_index: usize,
    /// Index of its row in the table.
    pub row: usize,
    /// Functional code (2xx…) of the row.
    pub function_code: Option<String>,
    /// Printed name beside it.
    pub function_name: Option<String>,
    /// Department economic code (3xx…).
    pub economic_code: Option<String>,
    /// Printed name beside it.
    pub economic_name: Option<String>,
    /// Government economic code (5xx…).
    pub gov_economic_code: Option<String>,
    /// The label of a row without code.
    pub label: Option<String>,
    /// Headings above the amount, joined with `/`.
    pub measure: String,
    /// Exact amount in yuan; `None` when no unit of money is known.
    pub amount_yuan: Option<Decimal>,
    /// As printed.
    pub printed: String,
    /// Unit as printed.
    pub unit: Option<String>,
    /// The row is a total or subtotal.
    pub is_total: bool,
    /// Where it stands.
    pub place: Place,
}

/// The records of all tables.
pub fn read(content: &Content) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    for (index, table) in content.tables.iter().enumerate() {
        let factor = table.unit.as_deref().and_then(unit_of).and_then(|u| u.factor());
        let mut codes = Codes::default();
        for (row_index, row) in table.rows.iter().enumerate() {
            codes.carry(table, row);
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(cell) = cell.as_ref().filter(|_| table.columns[column].role == Role::Amount) else { continue };
                let place = Place::on(row.page, cell.rect);
                let Some(value) = amount::amount(&cell.printed) else {
                    if cell.printed.chars().any(|c| c.is_ascii_digit()) {
                        let message = format!("`{}` stands in a column of amounts but is none", cell.printed);
                        diagnostics.push(Diagnostic::warning("record.no_amount", message).at(place));
                    }
                    continue;
                };
                let labels = labels_of(table, row, column, &codes);
                records.push(Record {
                    table: table.id,
                    table_index: index,
                    row: row_index,
                    function_code: labels.function.as_ref().map(|l| l.0.clone()),
                    function_name: labels.function.and_then(|l| l.1),
                    economic_code: labels.economic.as_ref().map(|l| l.0.clone()),
                    economic_name: labels.economic.and_then(|l| l.1),
                    gov_economic_code: labels.government.map(|l| l.0),
                    label: labels.plain,
                    measure: table.columns[column].path.join("/"),
                    amount_yuan: factor.and_then(|f| value.value.checked_mul(f)).map(|d| d.normalize()),
                    printed: cell.printed.clone(),
                    unit: table.unit.clone(),
                    is_total: matches!(row.kind, RowKind::Total | RowKind::Subtotal),
                    place,
                });
            }
        }
    }
    (records, diagnostics)
}

type Coded = (String, Option<String>);

/// What stands to the left of an amount, on its side of the table.
#[derive(Default)]
struct Labels {
    function: Option<Coded>,
    economic: Option<Coded>,
    government: Option<Coded>,
    plain: Option<String>,
}

/// The code columns of a row with what a staircase carries down (烟台: 类 and 款 are printed once).
#[derive(Default)]
struct Codes {
    /// Per code column the text in force.
    current: Vec<Option<String>>,
}

impl Codes {
    fn carry(&mut self, table: &Table, row: &Row) {
        self.current.resize(table.columns.len(), None);
        let mut group_changed = false;
        for (index, column) in table.columns.iter().enumerate() {
            if column.role != Role::Code {
                group_changed = false;
                continue;
            }
            match &row.cells[index] {
                Some(cell) => {
                    self.current[index] = Some(squeeze(&cell.printed));
                    group_changed = true;
                }
                // A lower level begins anew below a printed higher level.
                None if group_changed => self.current[index] = None,
                None => {}
            }
        }
    }
}

/// Labels of the side on which `column` stands: the run of code and name columns nearest to its left.
fn labels_of(table: &Table, row: &Row, column: usize, codes: &Codes) -> Labels {
    let is_label = |i: &usize| matches!(table.columns[*i].role, Role::Code | Role::Name);
    let Some(last) = (0..column).rev().find(is_label) else { return Labels::default() };
    let first = (0..=last).rev().take_while(|i| table.columns[*i].role != Role::Amount).last().unwrap_or(last);
    let mut labels = Labels::default();
    let mut joined = String::new();
    for index in first..=last {
        let text = row.cells[index].as_ref().map(|c| squeeze(&c.printed));
        match table.columns[index].role {
            Role::Code => {
                let printed_here = (first..=last).any(|i| table.columns[i].role == Role::Code && row.cells[i].is_some());
                if printed_here && let Some(code) = &codes.current[index] {
                    // Levels to the right of the last printed one do not belong to this row.
                    let later = (index..=last).any(|i| table.columns[i].role == Role::Code && row.cells[i].is_some());
                    if later {
                        joined.push_str(code);
                    }
                }
            }
            Role::Name => {
                let Some(text) = text else { continue };
                if joined.is_empty() {
                    match bracketed_code(&text)
                        .map(|(c, n)| (c.to_owned(), n.to_owned()))
                        .or_else(|| code_and_name(&text).map(|c| (c.code.to_owned(), c.name.to_owned())))
                    {
                        Some((code, name)) => labels.put(code, Some(name)),
                        None => labels.plain = Some(text),
                    }
                } else {
                    labels.put(std::mem::take(&mut joined), Some(text));
                }
            }
            _ => {}
        }
    }
    if !joined.is_empty() {
        labels.put(joined, None);
    }
    labels
}

impl Labels {
    /// Functional codes begin with 2, department economic ones with 3, government economic ones with 5.
    fn put(&mut self, code: String, name: Option<String>) {
        if !code.bytes().all(|b| b.is_ascii_digit()) {
            self.plain = name.or(Some(code));
            return;
        }
        match code.bytes().next() {
            Some(b'2') if code.len() != 2 => self.function = Some((code, name)),
            Some(b'3') => self.economic = Some((code, name)),
            Some(b'5') => self.government = Some((code, name)),
            _ => self.plain = name.or(Some(code)),
        }
    }
}
