//! A finished output folder as rows, one document in memory at a time. Whoever wrote the folder, nothing outside of it is read.

use super::codes;
use super::model::{Model, OF_DEPARTMENT, REVIEW};
use super::raw::{Fields, Filled, Misfit};
use super::sink::{Loss, SinkError};
use super::value::Value;
use super::writing::Writing;
use crate::department::DepartmentId;
use crate::output::review::{self, Mark};
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
    let marks = review::read(out).map_err(|error| SinkError::input(review::FILE, &error))?;
    let mut feed = Feed::new(model, sinks, marks);
    feed.used = Some(BTreeMap::new());
    let mut seen = BTreeSet::new();
    for input in &inputs {
        let fields: Fields<'_> = serde_json::from_str(input.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        let Some(document) = fields.get("document") else { continue };
        let file: DocumentFile = serde_json::from_str(document.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        if feed.sinks.iter().any(|sink| !sink.has_failed()) && seen.insert(file.clone()) {
            feed.document(&file, &text(out, &file)?)?;
        }
    }
    if let Some(departments) = manifest.get("departments") {
        let departments: Vec<Fields<'_>> = serde_json::from_str(departments.get()).map_err(|e| bad("manifest.json")(e.into()))?;
        for fields in departments {
            let Some(id) = fields.get("id") else { continue };
            let id: DepartmentId = serde_json::from_str(id.get()).map_err(|e| bad("manifest.json")(e.into()))?;
            feed.department(&id, &text(out, &id.file())?)?;
        }
    }
    feed.findings(out)?;
    let table = feed.index("inputs");
    for (number, input) in (0..).zip(&inputs) {
        feed.rows(table, vec![Value::Integer(number)], input.get(), "manifest.json")?;
    }
    feed.codes();
    Ok(())
}

/// The rows of one document that is in memory: its entry as in the manifest, its JSON, and its lines of findings.
pub(super) fn one(
    model: &Model,
    entry: &RawValue,
    document: Option<(&DocumentFile, &str)>,
    findings: &[u8],
    sinks: &mut [Writing<'_>],
) -> Result<(), SinkError> {
    let mut feed = Feed::new(model, sinks, BTreeMap::new());
    if let Some((file, json)) = document {
        feed.document(file, json)?;
    }
    let table = feed.index("findings");
    let lines = findings.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    for (number, line) in (0..).zip(lines) {
        let json = std::str::from_utf8(line).map_err(|error| SinkError::input("findings", &error))?;
        feed.rows(table, vec![Value::Integer(number)], json, "findings")?;
    }
    let table = feed.index("inputs");
    feed.rows(table, vec![Value::Integer(0)], entry.get(), "manifest.json")
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
    /// For each table, whether its rows are made: a sink wants them, or something is learned from them or from a list in them.
    needed: Vec<bool>,
    /// The codes that occur, by the table they are of; nothing where no list of them is made.
    used: Option<BTreeMap<&'static str, BTreeSet<String>>>,
    /// Side, by table and column of the document.
    sides: BTreeMap<(i64, i64), i64>,
    /// What the rows of the department say of it.
    department: Vec<Value<'static>>,
    /// Number of diagnostics of the document.
    diagnostics: i64,
    /// What people said of findings, by id.
    marks: BTreeMap<String, Mark>,
}

impl<'a, 's> Feed<'a, 's> {
    fn new(model: &'a Model, sinks: &'a mut [Writing<'s>], marks: BTreeMap<String, Mark>) -> Self {
        let wanted = |table: usize| sinks.iter().any(|sink| sink.wants(table));
        // The side of a record is that of its column.
        let learned = model.index("table_columns").filter(|_| model.index("records").is_some_and(wanted));
        let mut needed: Vec<bool> = (0..model.tables.len()).map(|table| wanted(table) || learned == Some(table)).collect();
        // A list stands behind the table that it is in.
        for (table, node) in model.nodes.iter().enumerate().rev() {
            needed[table] |= node.lists().into_iter().any(|list| needed[list]);
        }
        Self { model, sinks, needed, used: None, sides: BTreeMap::new(), department: Vec::new(), diagnostics: 0, marks }
    }
}

impl Feed<'_, '_> {
    fn index(&self, table: &str) -> usize {
        self.model.index(table).unwrap_or_default()
    }

    fn document(&mut self, file: &DocumentFile, json: &str) -> Result<(), SinkError> {
        let id = file.id();
        self.sides.clear();
        self.diagnostics = 0;
        self.rows(self.index("documents"), vec![Value::Text(Cow::Owned(id.to_owned()))], json, file)?;
        let diagnostics = self.diagnostics;
        self.sinks.iter_mut().for_each(|sink| sink.end_of_document(id, diagnostics));
        Ok(())
    }

    fn department(&mut self, id: &DepartmentId, json: &str) -> Result<(), SinkError> {
        let file = id.file();
        self.rows(self.index("departments"), vec![Value::Text(Cow::Owned(id.as_str().to_owned()))], json, &file)
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
            let json = std::str::from_utf8(&line).map_err(|e| bad(&e))?;
            self.rows(table, vec![Value::Integer(number)], json, FILE)?;
        }
        Ok(())
    }

    /// Emits the row of an object, then those of the lists in it.
    fn rows<'j>(&mut self, table: usize, keys: Vec<Value<'j>>, json: &'j str, file: &str) -> Result<(), SinkError> {
        if !self.needed[table] {
            return Ok(());
        }
        let bad = |error: Misfit| SinkError::Input { file: file.to_owned(), error: error.to_string() };
        let model = self.model;
        let definition = &model.tables[table];
        let mut row = keys;
        let absent = definition.columns[row.len()..].iter();
        row.extend(absent.map(|c| if c.false_if_absent { Value::Boolean(false) } else { Value::Null }));
        let mut filled = Filled { row, lists: Vec::new(), odd: Vec::new() };
        filled.fill(&model.nodes[table], json, &self.needed).map_err(bad)?;
        let Filled { mut row, lists, odd } = filled;
        for (column, digits) in odd {
            let loss = Loss::new(&definition.name, &definition.columns[column].name, digits, NO_NUMBER);
            self.sinks.iter_mut().for_each(|sink| sink.lose(&loss));
        }
        match definition.name.as_str() {
            "table_columns" => self.note_side(table, &row),
            "records" => self.set_side(table, &mut row),
            "diagnostics" => self.diagnostics += 1,
            // A finding about several documents is of none.
            "findings" => {
                row.iter_mut().filter(|v| v.text() == Some("")).for_each(|v| *v = Value::Null);
                self.set_review(table, &mut row);
            }
            _ if definition.columns.first().is_some_and(|c| c.name == "department_id") => self.of_department(table, &mut row),
            _ => {}
        }
        self.note_codes(table, &row);
        self.row(table, &row);
        for (child, list) in lists {
            let items: Vec<&'j RawValue> = serde_json::from_str(list.get()).map_err(|e| bad(e.into()))?;
            for (number, item) in (0..).zip(items) {
                let mut keys = row[..definition.keys].to_vec();
                keys.push(Value::Integer(number));
                self.rows(child, keys, item.get(), file)?;
            }
        }
        Ok(())
    }

    /// Remembers on which side of its table a column stands.
    fn note_side(&mut self, table: usize, row: &[Value<'_>]) {
        let definition = &self.model.tables[table];
        let number = |name: &str| definition.at(name).and_then(|at| row[at].integer()).unwrap_or_default();
        self.sides.insert((number("table_index"), number("column_index")), number("side"));
    }

    /// Gives a record from a table its side.
    fn set_side(&self, table: usize, row: &mut [Value<'_>]) {
        let definition = &self.model.tables[table];
        let value = |name: &str| definition.at(name).map(|at| &row[at]);
        if value("origin").and_then(Value::text) != Some("table") {
            return;
        }
        let number = |name: &str| value(name).and_then(Value::integer).unwrap_or_default();
        let side = self.sides.get(&(number("table_index"), number("column_index"))).copied();
        if let (Some(side), Some(at)) = (side, definition.at("side")) {
            row[at] = Value::Integer(side);
        }
    }

    /// What a person said of the finding of a row.
    fn set_review(&self, table: usize, row: &mut [Value<'_>]) {
        let definition = &self.model.tables[table];
        let mark = definition.at("id").and_then(|at| row[at].text()).and_then(|id| self.marks.get(id));
        let Some(mark) = mark.filter(|mark| mark.verdict.name().is_some() || mark.note.is_some()) else { return };
        let said = [mark.verdict.name(), mark.note.as_deref(), mark.who.as_deref(), mark.when.as_deref()];
        for ((name, _), said) in REVIEW.iter().zip(said) {
            if let (Some(said), Some(at)) = (said, definition.at(name)) {
                row[at] = Value::Text(Cow::Owned(said.to_owned()));
            }
        }
    }

    /// Remembers a department, and says of each row of its lists whose it is.
    fn of_department(&mut self, table: usize, row: &mut [Value<'_>]) {
        let definition = &self.model.tables[table];
        let all = OF_DEPARTMENT.iter().filter_map(|name| definition.at(name));
        if definition.name == "departments" {
            self.department = all.map(|at| row[at].owned()).collect();
            return;
        }
        for (at, value) in all.zip(&self.department) {
            row[at] = value.clone();
        }
    }

    fn note_codes(&mut self, table: usize, row: &[Value<'_>]) {
        let Some(used) = &mut self.used else { return };
        let definition = &self.model.tables[table];
        for (column, value) in definition.columns.iter().zip(row) {
            if let (Some((of, _)), Some(code)) = (definition.reference(column), value.text())
                && !matches!(of, "documents" | "departments")
                && !used.get(of).is_some_and(|codes| codes.contains(code))
            {
                used.entry(of).or_default().insert(code.to_owned());
            }
        }
    }

    /// The lists of codes, with those that are printed and not listed.
    fn codes(&mut self) {
        for (name, rows) in self.used.as_ref().map(codes::rows).unwrap_or_default() {
            let table = self.index(name);
            for row in rows {
                self.row(table, &row);
            }
        }
    }
}
