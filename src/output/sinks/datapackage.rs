//! `datapackage.json` beside the CSV files: Frictionless Data Package with table schemas and code lists, its columns typed with the
//! column types of the Fiscal Data Package where there is one.

use super::facts::Facts;
use super::model::Model;
use super::sink::{Loss, Options, Sink, SinkError};
use super::table::{Column, Kind, Table};
use super::value::Value;
use crate::output::Staging;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::PathBuf;

const FILE: &str = "csv/datapackage.json";

/// Column types of the Fiscal Data Package 1.0 (`os-types`), by column.
const FISCAL: [(&str, &str); 15] = [
    ("records.amount_yuan", "value"),
    ("records.fiscal_year", "date:fiscal-year"),
    ("records.phase", "phase:id"),
    ("records.direction", "direction"),
    ("records.function_code", "functional-classification:generic:code"),
    ("records.function_name", "functional-classification:generic:label"),
    ("records.cofog", "functional-classification:cofog:code"),
    ("records.economic_code", "economic-classification:generic:code"),
    ("records.economic_name", "economic-classification:generic:label"),
    ("records.project", "activity:generic:project:label"),
    ("records.fund_source", "fin-source:generic:label"),
    ("records.department", "administrative-classification:generic:level1:label"),
    ("records.unit_name", "administrative-classification:generic:level2:label"),
    ("records.division_code", "geo:source:code"),
    ("records.province", "geo:source:label"),
];

/// The description; it needs no row.
struct Package<'m> {
    model: &'m Model,
    path: PathBuf,
    options: Options,
}

/// Begins the description.
pub(super) fn create<'m>(model: &'m Model, staging: &Staging, options: Options) -> Result<Box<dyn Sink + 'm>, SinkError> {
    Ok(Box::new(Package { model, path: staging.part(FILE), options }))
}

impl Package<'_> {
    fn describe(&self) -> Json {
        let facts = Facts::of(self.model);
        let resource = |(index, table): (usize, &Table)| {
            let columns = facts.columns(index);
            let keys: Vec<&str> = table.columns[..table.keys].iter().map(|c| c.name.as_str()).collect();
            let foreign: Vec<Json> = table
                .columns
                .iter()
                .filter_map(|column| {
                    let (resource, field) = table.reference(column)?;
                    Some(json!({ "fields": column.name, "reference": { "resource": resource, "fields": field } }))
                })
                .collect();
            let fields: Vec<Json> = columns.iter().map(|c| field(&table.name, c, keys.contains(&c.name.as_str()))).collect();
            let mut schema = json!({ "fields": fields, "missingValues": [""], "primaryKey": keys });
            if !foreign.is_empty() {
                schema["foreignKeys"] = Json::from(foreign);
            }
            json!({
                "name": table.name,
                "path": format!("{}.csv", table.name),
                "profile": "tabular-data-resource",
                "title": table.name,
                "description": table.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": if self.options.excel { "utf-8-sig" } else { "utf-8" },
                "schema": schema,
            })
        };
        let resources: Vec<Json> = self.model.tables.iter().enumerate().map(resource).collect();
        json!({
            "profile": "tabular-data-package",
            "name": "gongkai",
            "title": "部门预算公开与部门决算公开 / budgets and final accounts of Chinese departments",
            "description": "Extracted from published documents; every figure has its page and box. Amounts are in yuan.",
            "version": env!("CARGO_PKG_VERSION"),
            "sources": [{ "title": "The published documents, by name and SHA-256 in inputs.csv", "path": "inputs.csv" }],
            "resources": resources,
        })
    }
}

fn field(table: &str, column: &Column, is_key: bool) -> Json {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::Decimal | Kind::Coordinate => "number",
        Kind::Json => "any",
    };
    let mut field = json!({ "name": column.name, "type": kind });
    if !column.description.is_empty() {
        field["description"] = Json::from(column.description.as_str());
    }
    if column.kind == Kind::Boolean {
        field["trueValues"] = json!(["true"]);
        field["falseValues"] = json!(["false"]);
    }
    if !column.values.is_empty() {
        field["constraints"] = json!({ "enum": column.values });
    }
    if is_key {
        field["constraints"] = json!({ "required": true });
    }
    let path = format!("{table}.{}", column.name);
    if let Some((_, fiscal)) = FISCAL.iter().find(|(of, _)| *of == path) {
        field["columnType"] = Json::from(*fiscal);
    }
    field
}

impl Sink for Package<'_> {
    fn row(&mut self, _: usize, _: &[Value<'_>], _: &mut Vec<Loss>) -> Result<(), SinkError> {
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Vec<Loss>) -> Result<(), SinkError> {
        fs::write(&self.path, format!("{:#}\n", self.describe())).map_err(SinkError::output(FILE))
    }
}
