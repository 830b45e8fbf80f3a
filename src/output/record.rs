//! A record as it is written, in the document and as a line of `records.ndjson`.

use super::document::SourceFacts;
use super::privacy::Redactor;
use crate::content::Direction;
use crate::place::Place;
use crate::record::{Origin, Record};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The fields of one record.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(super) struct RecordView<'e> {
    origin: Origin,
    table: Option<&'static str>,
    table_index: usize,
    row: usize,
    column: usize,
    function_code: Option<&'e str>,
    function_name: Option<Cow<'e, str>>,
    economic_code: Option<&'e str>,
    economic_name: Option<Cow<'e, str>>,
    gov_economic_code: Option<&'e str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    code_by_name: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    code_candidates: &'e [&'static str],
    direction: Option<Direction>,
    level: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    of_which: bool,
    label: Option<Cow<'e, str>>,
    measure: &'e str,
    amount_yuan: Option<Exact>,
    printed: &'e str,
    unit: Option<&'e str>,
    is_total: bool,
    place: Place,
}

impl<'e> RecordView<'e> {
    pub(super) fn of(record: &'e Record, redactor: &Redactor) -> Self {
        Self {
            origin: record.origin,
            table: record.table,
            table_index: record.table_index,
            row: record.row,
            column: record.column,
            function_code: record.function_code.as_deref(),
            function_name: record.function_name.as_deref().map(|t| redactor.text(t)),
            economic_code: record.economic_code.as_deref(),
            economic_name: record.economic_name.as_deref().map(|t| redactor.text(t)),
            gov_economic_code: record.gov_economic_code.as_deref(),
            code_by_name: record.code_by_name,
            code_candidates: &record.code_candidates,
            direction: record.direction,
            level: record.level,
            of_which: record.of_which,
            label: record.label.as_deref().map(|t| redactor.text(t)),
            measure: &record.measure,
            amount_yuan: record.amount_yuan.map(Exact),
            printed: &record.printed,
            unit: record.unit.as_deref(),
            is_total: record.is_total,
            place: record.place,
        }
    }
}

/// A record on its own, with the document it came from: a line of `records.ndjson`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gongkai record")]
pub(super) struct Line<'e> {
    /// Id of its document.
    document: &'e str,
    /// Name of its document.
    source: &'e str,
    #[serde(flatten)]
    record: RecordView<'e>,
}

/// Records as lines of JSON, each with the id and the name of its document.
///
/// # Errors
/// Only if serialisation itself fails.
pub fn to_lines(facts: &SourceFacts, records: &[Record], keep_contacts: bool) -> serde_json::Result<Vec<u8>> {
    let redactor = Redactor::new(keep_contacts);
    let mut lines = Vec::new();
    for record in records {
        let line = Line { document: facts.id(), source: &facts.name, record: RecordView::of(record, &redactor) };
        serde_json::to_writer(&mut lines, &line)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// A decimal written digit for digit as a JSON number, never through binary floating point.
pub(super) struct Exact(pub Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl JsonSchema for Exact {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "format": "decimal" })
    }
}
