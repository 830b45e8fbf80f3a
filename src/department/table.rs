//! An official table as it is written: rows with amounts by the name of the figure.

use crate::content::disclosure::{Kind, Scope};
use crate::exact::Exact;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// An official table as rows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DepartmentTable")]
pub struct Table {
    /// The fiscal year of the document.
    pub fiscal_year: Option<u16>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Canonical id.
    pub table_id: String,
    /// Canonical id of the layout, where the table is a variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Canonical name.
    pub name: Option<String>,
    /// Title as printed.
    pub title: Option<String>,
    /// Unit as printed; figures are yuan whatever it is.
    pub unit: Option<String>,
    /// Id of the document.
    pub document: String,
    /// Index of the table in the document.
    pub table_index: usize,
    /// Pages it stands on.
    pub pages: Vec<u32>,
    /// It is printed without an amount.
    pub empty: bool,
    /// Its rows with amounts; a row of a table of two sides is one on each.
    pub rows: Vec<Row>,
}

/// A row of an official table.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DepartmentRow")]
pub struct Row {
    /// Index of the row in the table.
    pub row: usize,
    /// Page, 1-based.
    pub page: u32,
    /// `income` or `expenditure`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Functional code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_code: Option<String>,
    /// Name printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// Department economic code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub economic_code: Option<String>,
    /// Name printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub economic_name: Option<String>,
    /// Government economic code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gov_economic_code: Option<String>,
    /// Name printed beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gov_economic_name: Option<String>,
    /// The label of a row without code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The unit of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The project of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Depth, 1 outermost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The row is a total or subtotal.
    pub is_total: bool,
    /// The row is one of those that together, once, make the total.
    pub counts: bool,
    /// Amounts in yuan by the canonical name of the figure, in the order of the columns.
    pub figures: Figures,
    /// Amounts whose heading has no sure canonical name, by the headings as printed.
    #[serde(skip_serializing_if = "Figures::is_empty")]
    pub other: Figures,
}

/// Amounts by name, in order.
#[derive(Debug, Default)]
pub struct Figures(pub Vec<(String, Option<Exact>)>);

impl Figures {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, amount) in &self.0 {
            map.serialize_entry(name, amount)?;
        }
        map.end()
    }
}

impl JsonSchema for Figures {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Figures".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": { "type": ["number", "null"] } })
    }
}
