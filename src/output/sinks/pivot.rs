//! The wide form of an official table: a row for each row and side that is printed, a column for what its figures mean.
//!
//! A figure goes under the name that its column has in `figure`, which is unique on a side of a table, so no two figures share a place.
//! One whose column has no such name keeps the headings over it as its name.

use super::facts::{DOCUMENT, OWN_DEPARTMENT, ROW, is_official};
use super::model::Model;
use super::sink::SinkError;
use super::value::Value;
use crate::decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

/// A cell of the wide form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Boolean(bool),
    /// Digit for digit.
    Amount(#[serde(with = "digits")] Decimal),
}

/// A decimal as its digits.
mod digits {
    use crate::decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(decimal: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(decimal)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Cell {
    pub(super) fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Empty,
            Value::Text(text) => Self::Text(text.clone().into_owned()),
            // Years, pages, positions: far below what a double holds exactly.
            Value::Integer(number) => number.to_string().parse().map_or(Self::Empty, Self::Number),
            Value::Boolean(yes) => Self::Boolean(*yes),
            Value::Decimal(decimal) => Self::Amount(*decimal),
            Value::Coordinate(points) => Self::Number(*points),
        }
    }
}

/// A row of the wide form.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct WideRow {
    /// What the document and the row are.
    pub labels: Vec<Cell>,
    /// Amount and printed text by name of the column.
    pub figures: BTreeMap<String, (Cell, String)>,
}

/// An official table over all documents; its rows wait in a file.
pub(super) struct Official {
    /// For each column the sum of its positions and how often it occurred: the order from left to right.
    positions: BTreeMap<String, (i64, i64)>,
    path: PathBuf,
    file: BufWriter<File>,
}

impl Official {
    /// The names of the columns of figures, from left to right.
    pub(super) fn columns(&self) -> Vec<String> {
        let mut columns: Vec<_> =
            self.positions.iter().map(|(name, (sum, count))| (sum.saturating_mul(1000) / count, name.clone())).collect();
        columns.sort();
        columns.into_iter().map(|(_, name)| name).collect()
    }

    /// The rows, in the order of the documents.
    pub(super) fn rows(mut self) -> Result<impl Iterator<Item = Result<WideRow, SinkError>>, SinkError> {
        let mut open = || {
            self.file.flush()?;
            File::open(&self.path)
        };
        let lines = BufReader::new(open().map_err(waiting)?).lines();
        Ok(lines.map(|line| serde_json::from_str(&line.map_err(waiting)?).map_err(|e| waiting(e.into()))))
    }
}

fn waiting(error: io::Error) -> SinkError {
    SinkError::output("the rows of official tables")(error)
}

/// Turns the records of each document into rows of official tables.
pub(super) struct Pivot<'m> {
    model: &'m Model,
    folder: PathBuf,
    officials: BTreeMap<String, Official>,
    /// What the document is.
    context: Vec<Cell>,
    /// By official table, table, row and side.
    rows: BTreeMap<(String, i64, i64, i64), WideRow>,
    positions: Vec<(String, String, i64)>,
}

impl<'m> Pivot<'m> {
    pub(super) fn new(model: &'m Model, folder: PathBuf) -> Result<Self, SinkError> {
        fs::create_dir_all(&folder).map_err(waiting)?;
        let (officials, rows) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { model, folder, officials, context: Vec::new(), rows, positions: Vec::new() })
    }

    /// The names of the columns that say what the document and the row are.
    pub(super) fn labels(&self) -> Vec<String> {
        let records = self.model.table("records");
        let labels = ROW.iter().filter(|(column, _)| records.is_some_and(|r| r.at(column).is_some())).map(|(_, called)| called);
        let place = ["document", "table_index", "row_index", "side", "page"];
        DOCUMENT.iter().chain(labels).chain(&place).map(|l| (*l).to_owned()).collect()
    }

    pub(super) fn row(&mut self, table: usize, row: &[Value<'_>]) {
        let definition = &self.model.tables[table];
        let value = |name: &str| definition.at(name).map_or(&Value::Null, |at| &row[at]);
        let number = |name: &str| value(name).integer().unwrap_or_default();
        match definition.name.as_str() {
            "documents" => {
                self.context = DOCUMENT.iter().map(|c| Cell::of(value(c))).collect();
            }
            "records" => {
                let id = value("table_id").text().filter(|id| is_official(id));
                let (Some(id), Some("table")) = (id, value("origin").text()) else { return };
                let (index, row_index, column) = (number("table_index"), number("row_index"), number("column_index"));
                let side = number("side");
                // What cannot be named is in the long form only.
                let Some(name) = value("figure").text().map(str::to_owned) else { return };
                self.positions.push((id.to_owned(), name.clone(), column));
                let wide = self.rows.entry((id.to_owned(), index, row_index, side)).or_default();
                if wide.labels.is_empty() {
                    let labels = ROW.iter().filter(|(l, _)| definition.at(l).is_some()).map(|(l, _)| Cell::of(value(l)));
                    let place = ["document", "table_index", "row_index"].map(|p| Cell::of(value(p)));
                    let side = Cell::of(&Value::Integer(side));
                    wide.labels = self.context.iter().cloned().chain(labels).chain(place).collect();
                    let own = Cell::of(value(OWN_DEPARTMENT));
                    if let Some(at) = DOCUMENT.iter().position(|c| *c == "department").filter(|_| own != Cell::Empty) {
                        wide.labels[at] = own;
                    }
                    wide.labels.extend([side, Cell::of(value("page"))]);
                }
                wide.figures.insert(name, (Cell::of(value("amount_yuan")), value("printed").to_string()));
            }
            _ => {}
        }
    }

    /// Puts the rows of the document to those of the documents before.
    pub(super) fn end_of_document(&mut self) -> Result<(), SinkError> {
        for ((id, ..), row) in std::mem::take(&mut self.rows) {
            let number = self.officials.len();
            let official = match self.officials.entry(id) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    let path = self.folder.join(number.to_string());
                    let file = BufWriter::new(File::create(&path).map_err(waiting)?);
                    new.insert(Official { positions: BTreeMap::new(), path, file })
                }
            };
            let write = serde_json::to_writer(&mut official.file, &row).map_err(io::Error::from);
            write.and_then(|()| official.file.write_all(b"\n")).map_err(waiting)?;
        }
        for (id, name, column) in self.positions.drain(..) {
            if let Some(official) = self.officials.get_mut(&id) {
                let (sum, count) = official.positions.entry(name).or_insert((0, 0));
                *sum = sum.saturating_add(column);
                *count += 1;
            }
        }
        Ok(())
    }

    /// The official tables that occurred, by id.
    pub(super) fn take(&mut self) -> BTreeMap<String, Official> {
        std::mem::take(&mut self.officials)
    }
}
