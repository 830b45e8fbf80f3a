//! A finished output folder as rows, one document in memory at a time.

use super::codes;
use super::model::Model;
use super::raw::{Fields, Misfit, Value, fill};
use super::{Sink, SinkError};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Reads the folder into the sinks: the documents in the order of the manifest, each once, then findings, inputs and codes.
pub(super) fn read(out: &Path, model: &Model, sinks: &mut [Box<dyn Sink + '_>]) -> Result<(), SinkError> {
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
    let mut feed = Feed { model, sinks, used: BTreeMap::new(), year: None, names: BTreeMap::new(), columns: BTreeMap::new() };
    let mut seen = BTreeSet::new();
    for input in &inputs {
        let fields: Fields<'_> = serde_json::from_str(input.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        let Some(document) = fields.get("document") else { continue };
        let file: String = serde_json::from_str(document.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        if seen.insert(file.clone()) {
            feed.document(&file, &text(out, &file)?)?;
        }
    }
    feed.findings(out)?;
    let table = feed.index("inputs");
    for (number, input) in (0..).zip(&inputs) {
        feed.rows(table, vec![Value::Integer(number)], input, "manifest.json")?;
    }
    feed.codes()
}

fn text(out: &Path, file: &str) -> Result<String, SinkError> {
    fs::read_to_string(out.join(file)).map_err(|error| SinkError::Input { file: file.to_owned(), error: error.to_string() })
}

/// What passes rows on, and remembers the little that must be known of them later.
struct Feed<'a, 's> {
    model: &'a Model,
    sinks: &'a mut [Box<dyn Sink + 's>],
    /// The codes that occur, by the table they are of.
    used: BTreeMap<&'static str, BTreeSet<String>>,
    /// Fiscal year of the document.
    year: Option<i64>,
    /// How often each name of figures occurred on a side of a table of the document.
    names: BTreeMap<(i64, i64, String), u32>,
    /// Name of the figures and side, by table and column of the document.
    columns: BTreeMap<(i64, i64), (Value<'static>, i64)>,
}

impl Feed<'_, '_> {
    fn index(&self, table: &str) -> usize {
        self.model.index(table).unwrap_or_default()
    }

    fn document(&mut self, file: &str, json: &str) -> Result<(), SinkError> {
        let bad = |error: serde_json::Error| SinkError::Input { file: file.to_owned(), error: error.to_string() };
        let raw: &RawValue = serde_json::from_str(json).map_err(bad)?;
        let id = file.rsplit('/').next().and_then(|name| name.strip_suffix(".json")).unwrap_or(file);
        self.names.clear();
        self.columns.clear();
        self.rows(self.index("documents"), vec![Value::Text(Cow::Owned(id.to_owned()))], raw, file)?;
        self.sinks.iter_mut().try_for_each(|sink| sink.end_of_document())
    }

    fn findings(&mut self, out: &Path) -> Result<(), SinkError> {
        const FILE: &str = "findings.ndjson";
        let bad = |error: &dyn std::fmt::Display| SinkError::Input { file: FILE.to_owned(), error: error.to_string() };
        let table = self.index("findings");
        let lines = BufReader::new(File::open(out.join(FILE)).map_err(|e| bad(&e))?).lines();
        for (number, line) in (0..).zip(lines) {
            let line = line.map_err(|e| bad(&e))?;
            let raw: &RawValue = serde_json::from_str(&line).map_err(|e| bad(&e))?;
            self.rows(table, vec![Value::Integer(number)], raw, FILE)?;
        }
        Ok(())
    }

    /// Emits the row of an object, then those of the lists in it.
    fn rows<'j>(&mut self, table: usize, keys: Vec<Value<'j>>, raw: &'j RawValue, file: &str) -> Result<(), SinkError> {
        let bad = |error: Misfit| SinkError::Input { file: file.to_owned(), error: error.to_string() };
        let model = self.model;
        let definition = &model.tables[table];
        let mut lists = Vec::new();
        let mut row = keys;
        let absent = definition.columns[row.len()..].iter();
        row.extend(absent.map(|c| if c.false_if_absent { Value::Boolean(false) } else { Value::Null }));
        fill(&model.nodes[table], raw, &mut row, &mut lists).map_err(bad)?;
        match definition.name.as_str() {
            "documents" => self.year = definition.at("fiscal_year").and_then(|at| row[at].integer()),
            "table_columns" => self.name_column(table, &mut row),
            "records" => self.name_figure(table, &mut row),
            // A finding about several documents is of none.
            "findings" => row.iter_mut().filter(|v| v.text() == Some("")).for_each(|v| *v = Value::Null),
            _ => {}
        }
        self.note_codes(table, &row);
        self.sinks.iter_mut().try_for_each(|sink| sink.row(table, &row))?;
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
                (Some(year), Some(own)) if year == own - 1 => name.push_str("_last_year"),
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
    fn codes(&mut self) -> Result<(), SinkError> {
        for (name, rows) in codes::rows(&self.used) {
            let table = self.index(name);
            for row in rows {
                self.sinks.iter_mut().try_for_each(|sink| sink.row(table, &row))?;
            }
        }
        Ok(())
    }
}
