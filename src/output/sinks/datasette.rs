//! `gongkai.metadata.json` beside the database: what [Datasette](https://docs.datasette.io/en/stable/metadata.html) shows over its
//! tables and columns (`datasette out/gongkai.sqlite -m out/gongkai.metadata.json`).

use super::model::Model;
use super::sink::{Loss, Options, Sink, SinkError};
use super::sqlite;
use super::table::Table;
use super::value::Value;
use crate::codes::titles;
use crate::output::Staging;
use serde_json::{Map, Value as Json, json};
use std::fs;
use std::path::PathBuf;

const FILE: &str = "gongkai.metadata.json";

/// What people narrow a table down by, where it has the column.
const FACETS: [&str; 8] = ["kind", "fiscal_year", "document_year", "province", "table_id", "severity", "rule", "status"];

/// The description; it needs no row.
struct Metadata<'m> {
    model: &'m Model,
    path: PathBuf,
}

/// Begins the description.
pub(super) fn create<'m>(model: &'m Model, staging: &Staging, _: Options) -> Result<Box<dyn Sink + 'm>, SinkError> {
    Ok(Box::new(Metadata { model, path: staging.part(FILE) }))
}

impl Metadata<'_> {
    fn describe(&self) -> Json {
        let tables = self.model.tables.iter().map(|table| (table.name.clone(), of_table(table)));
        let views = titles::official().into_iter().map(|official| {
            let says = format!("{}: {}, a row as printed, amounts in yuan by figure", official.id, official.title);
            (format!("{}_{}", official.id, official.name), json!({ "title": official.title, "description": says }))
        });
        let tables: Map<String, Json> = tables.chain(views).collect();
        json!({
            "title": "部门预算公开与部门决算公开 / budgets and final accounts of Chinese departments",
            "description": "Extracted from published documents; every figure has its page and box. Amounts are in yuan.",
            "source": "The published documents, by name and SHA-256 in the table inputs",
            "databases": { "gongkai": { "tables": tables } },
        })
    }
}

fn of_table(table: &Table) -> Json {
    let mut columns = Map::new();
    for column in &table.columns {
        for name in sqlite::names_of(column) {
            let says = match name.strip_prefix(column.name.as_str()) {
                Some("") => column.description.clone(),
                Some(_) => format!("{} (exact, as text)", column.description),
                None => format!("{} (exact, in 1/100 yuan)", column.description),
            };
            columns.insert(name, Json::from(says));
        }
    }
    let facets: Vec<&str> = FACETS.into_iter().filter(|facet| table.at(facet).is_some()).take(3).collect();
    json!({ "title": table.name, "description": table.description, "columns": columns, "facets": facets })
}

impl Sink for Metadata<'_> {
    fn row(&mut self, _: usize, _: &[Value<'_>], _: &mut Vec<Loss>) -> Result<(), SinkError> {
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Vec<Loss>) -> Result<(), SinkError> {
        fs::write(&self.path, format!("{:#}\n", self.describe())).map_err(SinkError::output(FILE))
    }
}
