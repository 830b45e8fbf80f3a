//! Which tables are facts that stand on their own: whose rows say what document they are from.

use super::model::Model;
use super::table::{Column, Table};
use super::value::Value;
#[cfg(any(feature = "sqlite", feature = "xlsx"))]
use crate::codes::titles;

/// The tables whose rows carry what the document is. The others are found through their `document`.
const FACTS: [&str; 4] = ["records", "statements", "forms", "findings"];
/// What a fact says of its document: columns of `documents`, and their names in facts (those of `records.ndjson`). A fact may be of
/// another year than its document.
const CONTEXT: [(&str, &str); 7] = [
    ("source", "source"),
    ("fiscal_year", "document_year"),
    ("kind", "document_kind"),
    ("scope", "scope"),
    ("division_code", "division_code"),
    ("province", "province"),
    ("department", "department"),
];

/// Where a fact of a file of several departments says whose it is: it goes before what the document says.
pub(super) const OWN_DEPARTMENT: &str = "part_department";

/// What a row of an official table is, of the columns of `records`, and what it is called in the wide form, where `project` is a
/// figure: the same for all figures of a row and side.
#[cfg(any(feature = "sqlite", feature = "xlsx"))]
pub(super) const ROW: [(&str, &str); 12] = [
    ("direction", "direction"),
    ("function_code", "function_code"),
    ("function_name", "function_name"),
    ("economic_code", "economic_code"),
    ("economic_name", "economic_name"),
    ("gov_economic_code", "gov_economic_code"),
    ("gov_economic_name", "gov_economic_name"),
    ("project", "project_name"),
    ("label", "label"),
    ("level", "level"),
    ("of_which", "of_which"),
    ("is_total", "is_total"),
];

/// What its document is, of the columns of `documents`.
#[cfg(any(feature = "sqlite", feature = "xlsx"))]
pub(super) const DOCUMENT: [&str; 5] = ["fiscal_year", "kind", "division_code", "department", "scope"];

/// Whether an id is one of the official list: only these have a wide form.
#[cfg(any(feature = "sqlite", feature = "xlsx"))]
pub(super) fn is_official(id: &str) -> bool {
    titles::ids().any(|(known, _)| known == id)
}

/// Whether the rows of a table carry what the document is.
fn is_fact(table: &Table) -> bool {
    FACTS.contains(&table.name.as_str()) || table.name.starts_with("form_")
}

/// A column that a fact carries: its position in `documents`, and the one of its own that goes before it.
#[derive(Clone, Copy)]
struct Carried {
    of_document: usize,
    own: Option<usize>,
}

/// How rows of documents and facts become rows of files: a fact carries its context behind its keys.
pub(super) struct Facts {
    /// For each table the columns of its document that it carries, as positions in `documents`, and where they go.
    carried: Vec<(Vec<Carried>, usize)>,
    /// For each table its columns with the carried ones.
    columns: Vec<Vec<Column>>,
    /// Index of `documents`.
    documents: usize,
    /// The row of the document.
    document: Vec<Value<'static>>,
}

impl Facts {
    pub(super) fn of(model: &Model) -> Self {
        let documents = model.index("documents").unwrap_or_default();
        let (mut carried, mut columns) = (Vec::new(), Vec::new());
        for table in &model.tables {
            let mut own = table.columns.clone();
            let mut from = Vec::new();
            // A finding may be of a run and not of a document: what it says of one stands in its own columns.
            for (name, called) in CONTEXT.iter().filter(|_| is_fact(table) && table.name != "findings") {
                if let Some(at) = model.tables[documents].at(name).filter(|_| table.at(called).is_none()) {
                    let column = Column { name: (*called).to_owned(), ..model.tables[documents].columns[at].clone() };
                    own.insert(table.keys + from.len(), column);
                    from.push(Carried { of_document: at, own: table.at(OWN_DEPARTMENT).filter(|_| *name == "department") });
                }
            }
            carried.push((from, table.keys));
            columns.push(own);
        }
        Self { carried, columns, documents, document: Vec::new() }
    }

    /// Whether the rows of a table carry their document.
    #[cfg(feature = "parquet")]
    pub(super) fn has_context(&self, table: usize) -> bool {
        !self.carried[table].0.is_empty()
    }

    /// The columns of a table with its context.
    pub(super) fn columns(&self, table: usize) -> &[Column] {
        &self.columns[table]
    }

    /// Remembers a document; call it with every row before [`Facts::row`].
    pub(super) fn see(&mut self, table: usize, row: &[Value<'_>]) {
        if table == self.documents {
            self.document = row.iter().map(Value::owned).collect();
        }
    }

    /// Forgets the document: what comes now is of none.
    #[cfg(feature = "parquet")]
    pub(super) fn forget(&mut self) {
        self.document.clear();
    }

    /// A row with its context.
    pub(super) fn row<'v, 'j>(&'v self, table: usize, row: &'v [Value<'j>]) -> impl Iterator<Item = &'v Value<'j>>
    where
        'static: 'j,
    {
        let (carried, at) = &self.carried[table];
        let (keys, rest) = row.split_at(*at);
        let value =
            |c: &Carried| c.own.map(|at| &row[at]).filter(|own| **own != Value::Null).unwrap_or(&self.document[c.of_document]);
        keys.iter().chain(carried.iter().map(value)).chain(rest)
    }

    /// A value of the current document.
    #[cfg(feature = "parquet")]
    pub(super) fn document(&self, model: &Model, column: &str) -> Option<&Value<'static>> {
        model.tables[self.documents].at(column).and_then(|at| self.document.get(at))
    }
}
