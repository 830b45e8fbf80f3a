//! A record as it is written in the document; [`super::Lines`] makes lines of them.

use super::privacy::Redactor;
use crate::codes::cofog::CofogBasis;
use crate::content::{Direction, Horizon};
use crate::place::Place;
use crate::record::{BasicKind, Certainty, NameMatch, Origin, Phase, Record, SourceYear};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// The fields of one record.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(super) struct RecordView<'e> {
    origin: Origin,
    table: Option<&'static str>,
    table_index: usize,
    row: usize,
    column: usize,
    fiscal_year: Option<u16>,
    phase: Option<Phase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'e, str>>,
    project: Option<Cow<'e, str>>,
    function_code: Option<&'e str>,
    function_name: Option<Cow<'e, str>>,
    economic_code: Option<&'e str>,
    economic_name: Option<Cow<'e, str>>,
    gov_economic_code: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gov_economic_name: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue_code: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue_name: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    code_by_name: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    code_candidates: &'e [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    name_match: Option<NameMatch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    official_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cofog: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cofog_basis: Option<CofogBasis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cofog_confidence: Option<Certainty>,
    direction: Option<Direction>,
    level: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    of_which: bool,
    label: Option<Cow<'e, str>>,
    measure: Cow<'e, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'static str>,
    fund_source: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_year: Option<SourceYear>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expenditure_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basic_kind: Option<BasicKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon: Option<Horizon>,
    amount_yuan: Option<Exact>,
    printed: &'e str,
    unit: Option<&'static str>,
    is_total: bool,
    confidence: Certainty,
    place: Place,
}

impl<'e> RecordView<'e> {
    pub(super) fn of(record: &'e Record, redactor: &Redactor) -> Self {
        let text = |printed: &'e Option<Arc<str>>| printed.as_deref().map(|t| redactor.text(t));
        let cofog = record.cofog;
        Self {
            origin: record.origin,
            table: record.table,
            table_index: record.table_index,
            row: record.row,
            column: record.column,
            fiscal_year: record.fiscal_year,
            phase: record.phase,
            body: text(&record.body),
            project: text(&record.project),
            function_code: record.function_code.as_deref(),
            function_name: text(&record.function_name),
            economic_code: record.economic_code.as_deref(),
            economic_name: text(&record.economic_name),
            gov_economic_code: record.gov_economic_code.as_deref(),
            gov_economic_name: text(&record.gov_economic_name),
            revenue_code: record.revenue_code.as_deref(),
            revenue_name: text(&record.revenue_name),
            code_by_name: record.code_by_name,
            code_candidates: &record.code_candidates,
            name_match: record.name_match,
            official_name: record.official_name,
            cofog: cofog.and_then(|c| c.codes.first().copied()),
            cofog_basis: cofog.map(|c| c.basis),
            // One candidate or several: no official crosswalk exists, so it is never more than a fair guess.
            cofog_confidence: cofog
                .filter(|c| !c.codes.is_empty())
                .map(|c| if c.codes.len() == 1 { Certainty::Medium } else { Certainty::Low }),
            direction: record.direction,
            level: record.level,
            of_which: record.of_which,
            label: text(&record.label),
            measure: redactor.text(&record.measure),
            meaning: record.meaning,
            item: record.item,
            fund_source: record.fund_source,
            source_year: record.source_year,
            expenditure_kind: record.expenditure_kind,
            basic_kind: record.basic_kind,
            horizon: record.horizon,
            amount_yuan: record.amount_yuan.map(Exact),
            printed: &record.printed,
            unit: record.unit,
            is_total: record.is_total,
            confidence: record.confidence,
            place: record.place,
        }
    }
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
