//! The rows of documents in memory, for programs that have their own place for them: the same tables, columns and values as in the
//! files of [`Format`], taken from the same JSON.

use super::columns::Columns;
use super::facts::Facts;
use super::feed;
use super::format::Format;
use super::model::Model;
use super::sink::{Loss, Sink, SinkError};
use super::table::Kind;
use super::value::{TOO_FINE, Value};
use super::writing::Writing;
use crate::output::manifest::Entry;
use crate::output::{DocumentFile, Lines};
use serde::Serialize;
use serde_json::value::RawValue;

/// Tables that somebody wants the rows of.
#[derive(Debug)]
pub struct Tables {
    model: Model,
    wanted: Vec<usize>,
}

/// One table as it is told.
#[derive(Serialize)]
struct TableView<'t> {
    name: &'t str,
    description: &'t str,
    columns: Vec<ColumnView<'t>>,
}

#[derive(Serialize)]
struct ColumnView<'t> {
    name: &'t str,
    kind: &'static str,
    description: &'t str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    values: &'t [String],
}

impl Tables {
    /// The tables of these names; `None` when there is no such table.
    pub fn new(names: &[&str]) -> Option<Self> {
        let model = Model::new();
        let wanted = names.iter().map(|name| model.index(name)).collect::<Option<_>>()?;
        Some(Self { model, wanted })
    }

    /// Names of all tables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.model.tables.iter().map(|table| table.name.as_str())
    }

    /// The tables as JSON: a list of `{name, description, columns: [{name, kind, description, values}]}`. A kind is `text`,
    /// `integer`, `boolean`, `decimal` (of scale 10), `coordinate` (a double, in points) or `json` (a text).
    pub fn to_json(&self) -> String {
        let facts = Facts::of(&self.model);
        let view = |index: &usize| {
            let table = &self.model.tables[*index];
            let columns = facts.columns(*index).iter().map(ColumnView::of).collect();
            serde_json::to_value(TableView { name: &table.name, description: &table.description, columns }).unwrap_or_default()
        };
        serde_json::Value::Array(self.wanted.iter().map(view).collect()).to_string()
    }

    /// A batch without documents.
    pub fn begin(&self) -> Batch<'_> {
        let facts = Facts::of(&self.model);
        let columns = self.wanted.iter().map(|index| Columns::of(facts.columns(*index))).collect();
        Batch { taken: Taken { tables: self, facts, columns }, ends: vec![vec![0]; self.wanted.len()] }
    }
}

impl<'t> ColumnView<'t> {
    fn of(column: &'t super::table::Column) -> Self {
        let kind = match column.kind {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Decimal => "decimal",
            Kind::Coordinate => "coordinate",
            Kind::Json => "json",
        };
        Self { name: &column.name, kind, description: &column.description, values: &column.values }
    }
}

/// The rows of some documents.
#[derive(Debug)]
pub struct Batch<'t> {
    taken: Taken<'t>,
    /// For each table the number of rows before the first document and after each.
    ends: Vec<Vec<usize>>,
}

impl Batch<'_> {
    /// Takes the rows of a document: those of its entry (`inputs`), and those of its JSON where there is one.
    ///
    /// # Errors
    /// When the JSON is not that of this version.
    pub fn add(&mut self, entry: &Entry, document: Option<&[u8]>, keep_contacts: bool) -> Result<(), SinkError> {
        let bad = |error: &dyn std::fmt::Display| SinkError::input("the document", error);
        let json = entry.to_json(keep_contacts).map_err(|e| bad(&e))?;
        let raw: &RawValue = serde_json::from_str(&json).map_err(|e| bad(&e))?;
        let text = document.map(std::str::from_utf8).transpose().map_err(|e| bad(&e))?;
        let asks_findings = self.taken.tables.model.index("findings").is_some_and(|at| self.taken.tables.wanted.contains(&at));
        let findings = document.filter(|_| asks_findings).map(Lines::findings_of).transpose();
        let findings = findings.map_err(|e| bad(&e))?.unwrap_or_default();
        let file: Option<&DocumentFile> = entry.document.as_ref();
        let model = &self.taken.tables.model;
        let mut writing = [Writing::of(Format::Json, model, Ok(Box::new(Taking(&mut self.taken))))];
        let fed = feed::one(model, raw, file.zip(text), &findings, &mut writing);
        drop(writing);
        for (ends, columns) in self.ends.iter_mut().zip(&self.taken.columns) {
            ends.push(columns.rows);
        }
        fed
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.ends.first().map_or(0, |ends| ends.len() - 1)
    }

    /// Bytes of all columns.
    pub fn bytes(&self) -> usize {
        self.taken.columns.iter().map(Columns::bytes).sum()
    }

    /// For each table, where the rows of each document begin and the last ends, and the columns.
    pub fn finish(self) -> Vec<(Vec<usize>, Columns)> {
        self.ends.into_iter().zip(self.taken.columns).collect()
    }
}

/// What takes the rows.
struct Taken<'t> {
    tables: &'t Tables,
    facts: Facts,
    columns: Vec<Columns>,
}

impl std::fmt::Debug for Taken<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taken").field("columns", &self.columns).finish_non_exhaustive()
    }
}

struct Taking<'a, 't>(&'a mut Taken<'t>);

impl Sink for Taking<'_, '_> {
    fn row(&mut self, table: usize, row: &[Value<'_>], losses: &mut Vec<Loss>) -> Result<(), SinkError> {
        let Taken { tables, facts, columns } = &mut *self.0;
        facts.see(table, row);
        let Some(at) = tables.wanted.iter().position(|wanted| *wanted == table) else { return Ok(()) };
        let definition = &tables.model.tables[table].name;
        let names = facts.columns(table);
        columns[at].push(facts.row(table, row), |column, value| {
            losses.push(Loss::new(definition, &names[column].name, &value.to_string(), TOO_FINE));
        });
        Ok(())
    }

    fn wants(&self, table: usize) -> bool {
        self.0.tables.wanted.contains(&table)
    }

    fn finish(self: Box<Self>, _: &mut Vec<Loss>) -> Result<(), SinkError> {
        Ok(())
    }
}
