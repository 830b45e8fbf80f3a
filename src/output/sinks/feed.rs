//! A finished output folder as rows, one document in memory at a time. Whoever wrote the folder, nothing outside of it is read.

use super::codes;
use super::model::Model;
use super::raw::{Fields, Misfit, fill};
use super::sink::{Loss, SinkError};
use super::value::Value;
use super::writing::Writing;
use crate::output::{DocumentFile, OutputFolder};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the folder into the sinks: the documents in the order of the manifest, each once, then findings, inputs and codes.
pub(super) fn read(out: &OutputFolder, model: &Model, sinks: &mut [Writing<'_>]) -> Result<(), SinkError> {
    let manifest = text(out, "manifest.json")?;
    let bad = |file: &str| {
        let file = file.to_owned();
        move |error: Misfit| SinkError::Input { file, error: error.to_string() }
    };
    let manifest: Fields<'_> = serde_json::from_str(&manifest).map_err(|e| bad("manifest.json")(e.into()))?;
    let inputs: Vec<&RawValue> = match manifest.get("inputs") {
        Some(inputs) => serde_json::from_str(inputs.get()).map_err(|e| bad("manifest.json")(e.into()))?,
        None => Vec::new(),
    };
    let (used, names, columns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut feed = Feed { model, sinks, used, year: None, names, columns, diagnostics: 0 };
    let mut seen = BTreeSet::new();
    for input in &inputs {
        let fields: Fields<'_> = serde_json::from_str(input.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        let Some(document) = fields.get("document") else { continue };
        let file: DocumentFile = serde_json::from_str(document.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        if feed.sinks.iter().any(|sink| !sink.has_failed()) && seen.insert(file.clone()) {
            feed.document(&file, &text(out, &file)?)?;
        }
    }
    feed.findings(out)?;
    let table = feed.index("inputs");
    for (number, input) in (0..).zip(&inputs) {
        feed.rows(table, vec![Value::Integer(number)], input, "manifest.json")?;
    }
    feed.codes();
    Ok(())
}

/// What is said of a number that has more digits than any number here.
const NO_NUMBER: &str = "a number beyond what is exact here, null there";

fn text(out: &OutputFolder, file: &str) -> Result<String, SinkError> {
    let text = out.read(file).map_err(|error| SinkError::input(file, &error))?;
    String::from_utf8(text).map_err(|error| SinkError::input(file, &error))
}

/// What passes rows on, and remembers the little that must be known of them later.
struct Feed<'a, 's> {
    model: &'a Model,
    sinks: &'a mut [Writing<'s>],
    /// The codes that occur, by the table they are of.
    used: BTreeMap<&'static str, BTreeSet<String>>,
    /// Fiscal year of the document.
    year: Option<i64>,
    /// How often each name of figures occurred on a side of a table of the document.
    names: BTreeMap<(i64, i64, String), u32>,
    /// Name of the figures and side, by table and column of the document.
    columns: BTreeMap<(i64, i64), (Value<'static>, i64)>,
    /// Number of diagnostics of the document.
    diagnostics: i64,
}

impl Feed<'_, '_> {
    fn index(&self, table: &str) -> usize {
        self.model.index(table).unwrap_or_default()
    }

    fn document(&mut self, file: &DocumentFile, json: &str) -> Result<(), SinkError> {
        let raw: &RawValue = serde_json::from_str(json).map_err(|error| SinkError::input(file, &error))?;
        let id = file.id();
        self.names.clear();
        self.columns.clear();
        self.diagnostics = 0;
        self.rows(self.index("documents"), vec![Value::Text(Cow::Owned(id.to_owned()))], raw, file)?;
        let diagnostics = self.diagnostics;
        self.sinks.iter_mut().for_each(|sink| sink.end_of_document(id, diagnostics));
        Ok(())
    }

    fn row(&mut self, table: usize, row: &[Value<'_>]) {
        self.sinks.iter_mut().for_each(|sink| sink.row(table, row));
    }

    fn findings(&mut self, out: &OutputFolder) -> Result<(), SinkError> {
        const FILE: &str = "findings.ndjson";
        let bad = |error: &dyn std::fmt::Display| SinkError::input(FILE, error);
        let table = self.index("findings");
        let lines = out.lines(FILE).map_err(|e| bad(&e))?;
        for (number, line) in (0..).zip(lines) {
            let line = line.map_err(|e| bad(&e))?;
            let raw: &RawValue = serde_json::from_slice(&line).map_err(|e| bad(&e))?;
            self.rows(table, vec![Value::Integer(number)], raw, FILE)?;
        }
        Ok(())
    }

    /// Emits the row of an object, then those of the lists in it.
    fn rows<'j>(&mut self, table: usize, keys: Vec<Value<'j>>, raw: &'j RawValue, file: &str) -> Result<(), SinkError> {
        let bad = |error: Misfit| SinkError::Input { file: file.to_owned(), error: error.to_string() };
        let model = self.model;
        let definition = &model.tables[table];
        let (mut lists, mut odd) = (Vec::new(), Vec::new());
        let mut row = keys;
        let absent = definition.columns[row.len()..].iter();
        row.extend(absent.map(|c| if c.false_if_absent { Value::Boolean(false) } else { Value::Null }));
        fill(&model.nodes[table], raw, &mut row, &mut lists, &mut odd).map_err(bad)?;
        for (column, digits) in odd {
            let loss = Loss::new(&definition.name, &definition.columns[column].name, digits, NO_NUMBER);
            self.sinks.iter_mut().for_each(|sink| sink.lose(&loss));
        }
        match definition.name.as_str() {
            "documents" => self.year = definition.at("fiscal_year").and_then(|at| row[at].integer()),
            "table_columns" => self.name_column(table, &mut row),
            "records" => self.name_figure(table, &mut row),
            "diagnostics" => self.diagnostics += 1,
            // A finding about several documents is of none.
            "findings" => row.iter_mut().filter(|v| v.text() == Some("")).for_each(|v| *v = Value::Null),
            _ => {}
        }
        self.note_codes(table, &row);
        self.row(table, &row);
        for (child, list) in lists {
            let items: Vec<&'j RawValue> = serde_json::from_str(list.get()).map_err(|e| bad(e.into()))?;
            for (number, item) in (0..).zip(items) {
                let mut keys = row[..definition.keys].to_vec();
                keys.push(Value::Integer(number));
                self.rows(child, keys, item, file)?;
            }
        }
        Ok(())
    }

    /// Gives a column of amounts a name for its figures, which no other column of its side has.
    fn name_column(&mut self, table: usize, row: &mut [Value<'_>]) {
        let definition = &self.model.tables[table];
        let value = |name: &str| definition.at(name).map(|at| &row[at]);
        let number = |name: &str| value(name).and_then(Value::integer).unwrap_or_default();
        let (index, column, side) = (number("table_index"), number("column_index"), number("side"));
        let is_amount = value("role").and_then(Value::text) == Some("amount");
        let mut name = value("meaning").and_then(Value::text).filter(|_| is_amount).map(str::to_owned);
        if let Some(name) = &mut name {
            match (value("year").and_then(Value::integer), self.year) {
                (Some(year), Some(own)) if year == own.saturating_sub(1) => name.push_str("_last_year"),
                (Some(year), own) if own != Some(year) => *name = format!("{name}_{year}"),
                _ => {}
            }
            let seen = self.names.entry((index, side, name.clone())).or_default();
            *seen += 1;
            if *seen > 1 {
                *name = format!("{name}_{seen}");
            }
        }
        let name = name.map_or(Value::Null, |name| Value::Text(Cow::Owned(name)));
        if let Some(at) = definition.at("figure") {
            row[at] = name.clone();
        }
        self.columns.insert((index, column), (name, side));
    }

    /// Gives a record from a table the name of its figure and its side.
    fn name_figure(&self, table: usize, row: &mut [Value<'_>]) {
        let definition = &self.model.tables[table];
        let value = |name: &str| definition.at(name).map(|at| &row[at]);
        if value("origin").and_then(Value::text) != Some("table") {
            return;
        }
        let number = |name: &str| value(name).and_then(Value::integer).unwrap_or_default();
        let Some((figure, side)) = self.columns.get(&(number("table_index"), number("column_index"))) else { return };
        for (name, value) in [("figure", figure.clone()), ("side", Value::Integer(*side))] {
            // What the record says itself counts.
            if let Some(at) = definition.at(name).filter(|at| row[*at] == Value::Null) {
                row[at] = value;
            }
        }
    }

    fn note_codes(&mut self, table: usize, row: &[Value<'_>]) {
        let definition = &self.model.tables[table];
        for (column, value) in definition.columns.iter().zip(row) {
            if let (Some((of, _)), Some(code)) = (definition.reference(column), value.text())
                && of != "documents"
                && !self.used.get(of).is_some_and(|codes| codes.contains(code))
            {
                self.used.entry(of).or_default().insert(code.to_owned());
            }
        }
    }

    /// The lists of codes, with those that are printed and not listed.
    fn codes(&mut self) {
        for (name, rows) in codes::rows(&self.used) {
            let table = self.index(name);
            for row in rows {
                self.row(table, &row);
            }
        }
    }
}
