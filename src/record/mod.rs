//! Stage 5, content to records: one fact per amount, in yuan, with the codes printed beside it.

mod labels;
mod magnitude;

use crate::content::{Content, Direction, Role, RowKind, Table};
use crate::diagnostic::Diagnostic;
use crate::grammar::{Unit, amount, unit_of};
use crate::place::Place;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

/// What kind of thing a record was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A cell of a table: `table_index`, `row`, `column`.
    #[default]
    Table,
    /// A figure of the funds of a performance form.
    Form,
    /// A statement of the running text.
    Statement,
}

/// One amount of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What it was read from.
    pub origin: Origin,
    /// Canonical id of its table, if it is an official one.
    pub table: Option<&'static str>,
    /// Index of its table (form, statement) in the document; see `origin`.
    pub table_index: usize,
    /// Index of its row in the table; of its figure in a form.
    pub row: usize,
    /// Index of its column in the table.
    pub column: usize,
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
    /// The codes were found by the printed name; none is printed.
    pub code_by_name: bool,
    /// Codes that the printed name can stand for, where there are several.
    pub code_candidates: Vec<&'static str>,
    /// Whether the side of the table is income or expenditure, where its heading says.
    pub direction: Option<Direction>,
    /// Depth of the row in its table, 1 outermost.
    pub level: Option<u8>,
    /// The row is part of the one above it (其中).
    pub of_which: bool,
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

/// The records of all tables of a document of the given fiscal year.
pub fn read(content: &Content, year: Option<u16>) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut records = Vec::new();
    let mut diagnostics = Vec::new();
    for (index, table) in content.tables.iter().enumerate() {
        let table_unit = table.unit.as_deref().and_then(unit_of);
        let label_columns = labels::columns_of(table);
        let mut carried = labels::Carried::default();
        for (row_index, row) in table.rows.iter().enumerate() {
            carried.row(table, row);
            // The amounts of one side share their labels: a row of fifteen amounts is looked up once.
            let mut read: Option<(&[usize], labels::Labels)> = None;
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
                let beside = label_columns[column].as_slice();
                let labels = match &read {
                    Some((columns, labels)) if *columns == beside => labels.clone(),
                    _ => {
                        let labels = labels::of(table, row, beside, &carried, year);
                        if let Some((code, _)) = labels.function.as_ref().or(labels.economic.as_ref()).filter(|_| labels.by_name)
                        {
                            carried.found(row.level, code);
                        }
                        read.insert((beside, labels)).1.clone()
                    }
                };
                let unit = unit_in_force(table, column, labels.plain.as_deref(), table_unit);
                let factor = unit.and_then(Unit::factor);
                records.push(Record {
                    origin: Origin::Table,
                    table: table.id,
                    table_index: index,
                    row: row_index,
                    column,
                    function_code: labels.function.as_ref().map(|l| l.0.clone()),
                    function_name: labels.function.and_then(|l| l.1),
                    economic_code: labels.economic.as_ref().map(|l| l.0.clone()),
                    economic_name: labels.economic.and_then(|l| l.1),
                    gov_economic_code: labels.government.map(|l| l.0),
                    code_by_name: labels.by_name,
                    code_candidates: labels.candidates,
                    direction: table.columns[column].direction,
                    level: row.level,
                    of_which: row.of_which,
                    label: labels.plain,
                    measure: table.columns[column].path.join("/"),
                    amount_yuan: factor.and_then(|f| value.value.checked_mul(f)).map(|d| d.normalize()),
                    printed: cell.printed.clone(),
                    unit: unit.map(|u| u.printed().to_owned()),
                    is_total: matches!(row.kind, RowKind::Total | RowKind::Subtotal),
                    place,
                });
            }
        }
    }
    diagnostics.extend(magnitude::contradictions(content, &records));
    (records, diagnostics)
}

/// The unit of one amount. What stands nearest rules: the label of the row (`车辆（辆）`), the heading of the column (`人数`,
/// `金额（元）`), the line above the table. A column of counts without a unit of its own has none; it never borrows 万元.
fn unit_in_force(table: &Table, column: usize, label: Option<&str>, table_unit: Option<Unit>) -> Option<Unit> {
    let in_label = label.filter(|l| l.contains(['（', '('])).and_then(unit_of);
    let column = &table.columns[column];
    in_label.or(column.unit).or(table_unit.filter(|_| !column.counts))
}
