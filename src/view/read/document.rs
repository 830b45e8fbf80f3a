//! A document as it was written: of its JSON what a page shows.

use super::finding::Finding;
use super::place::{Evidence, Place};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// One document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Document {
    /// Its input.
    pub source: Source,
    /// How reading it ended.
    pub outcome: String,
    /// What it is.
    pub disclosure: Option<Disclosure>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Performance forms.
    pub forms: Vec<Form>,
    /// Numbers in sentences.
    pub statements: Vec<Statement>,
    /// Amounts.
    pub records: Vec<Record>,
    /// Rules that were asked.
    pub checks: Vec<Check>,
    /// What does not add up.
    pub findings: Vec<Finding>,
    /// What was not read with certainty.
    pub diagnostics: Vec<Diagnostic>,
    /// What was left out.
    pub privacy: Privacy,
}

/// The input of a document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Source {
    pub name: String,
    pub sha256: String,
    pub media: String,
    pub pages: Option<u32>,
    pub producer: Option<String>,
    pub sheets: Vec<String>,
    pub url: Option<String>,
}

/// What a document is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Disclosure {
    pub title: Option<String>,
    pub kind: Option<String>,
    pub scope: Option<String>,
    pub fiscal_year: Option<u16>,
    pub department: Body,
    pub division: Division,
}

/// A body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Body {
    pub name: Option<String>,
}

/// A division.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Division {
    pub code: Option<String>,
    pub province: Option<String>,
    pub prefecture: Option<String>,
    pub county: Option<String>,
}

/// A table.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Table {
    pub id: Option<String>,
    pub title: Option<String>,
    pub number: Option<String>,
    pub unit: Option<String>,
    pub pages: Vec<u32>,
    pub empty: bool,
    pub notes: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Column {
    pub path: Vec<String>,
    pub role: String,
    pub meaning: Option<String>,
    pub figure: Option<String>,
    pub year: Option<u16>,
    pub unit: Option<String>,
    pub side: u8,
    pub direction: Option<String>,
}

/// A row.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Row {
    pub kind: String,
    pub level: Option<u8>,
    pub of_which: bool,
    pub page: u32,
    pub cells: Vec<Option<String>>,
}

/// A performance form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Form {
    pub page: Option<u32>,
    pub pages: Vec<u32>,
    pub subject: String,
    pub phase: String,
    pub title: Option<String>,
    pub project_name: Option<String>,
    pub department: Option<String>,
    pub unit: Option<String>,
    pub funds: Vec<Fund>,
    pub goals: Vec<Goal>,
    pub indicators: Vec<Indicator>,
    pub fields: Vec<Field>,
}

/// Money of a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Fund {
    pub label: String,
    pub horizon: String,
    pub measure: String,
    pub amount_yuan: Option<Box<RawValue>>,
    pub printed: String,
    pub unit: Option<String>,
    pub place: Place,
}

/// A goal of a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Goal {
    pub horizon: String,
    pub text: String,
    pub place: Place,
}

/// An indicator of a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Indicator {
    pub level1: Option<String>,
    pub level2: Option<String>,
    pub level3: Option<String>,
    pub comparator: Option<String>,
    pub printed: Option<String>,
    pub unit: Option<String>,
    pub place: Place,
}

/// A label of a form with what stands behind it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Field {
    pub label: String,
    pub value: Option<String>,
    pub place: Place,
}

/// A number in a sentence.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Statement {
    pub page: u32,
    pub section: Option<String>,
    pub quote: String,
    pub subject: Option<String>,
    pub measure: String,
    pub printed: String,
    pub amount_yuan: Option<Box<RawValue>>,
    pub direction: Option<String>,
    pub base: Option<String>,
    pub reason: Option<String>,
    pub place: Option<Place>,
}

/// An amount.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Record {
    pub origin: String,
    pub table: Option<String>,
    pub table_index: usize,
    pub row: usize,
    pub column: usize,
    pub fiscal_year: Option<u16>,
    pub phase: Option<String>,
    pub project: Option<String>,
    pub function_code: Option<String>,
    pub function_name: Option<String>,
    pub economic_code: Option<String>,
    pub economic_name: Option<String>,
    pub gov_economic_code: Option<String>,
    pub gov_economic_name: Option<String>,
    pub direction: Option<String>,
    pub level: Option<u8>,
    pub label: Option<String>,
    pub measure: Option<String>,
    pub figure: Option<String>,
    pub fund_source: Option<String>,
    pub expenditure_kind: Option<String>,
    pub body: Option<String>,
    pub amount_yuan: Option<Box<RawValue>>,
    pub printed: String,
    pub unit: Option<String>,
    pub is_total: bool,
    pub counts: bool,
    pub proofs: Vec<String>,
    pub backing: Vec<String>,
    pub doubt: Vec<String>,
    pub confidence: String,
    pub place: Place,
    pub cell: Option<String>,
}

/// A rule that was asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Check {
    pub rule: String,
    pub status: String,
    pub places: u64,
    pub reason: Option<String>,
    #[serde(rename = "where")]
    pub evidence: Vec<Evidence>,
}

/// What was not read with certainty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Diagnostic {
    pub code: String,
    pub severity: String,
    pub message: String,
    pub place: Option<Place>,
}

/// What was left out to spare persons.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Privacy {
    pub redacted: u64,
}

impl Document {
    /// The amounts of the cells of tables: by table, row and column, the index of the record.
    pub fn cells(&self) -> BTreeMap<(usize, usize, usize), usize> {
        let of_tables = self.records.iter().enumerate().filter(|(_, r)| r.origin == "table");
        of_tables.map(|(index, r)| ((r.table_index, r.row, r.column), index)).collect()
    }

    /// The amounts of sentences: by the number of the statement, the index of the record.
    pub fn sentences(&self) -> BTreeMap<usize, usize> {
        let of_text = self.records.iter().enumerate().filter(|(_, r)| r.origin == "statement");
        of_text.map(|(index, r)| (r.table_index, index)).collect()
    }

    /// How many pages there are to show: those of the file, or the last one that anything stands on.
    pub fn pages(&self) -> u32 {
        let of_tables = self.tables.iter().flat_map(|t| t.pages.iter().copied());
        let last = of_tables.chain(self.records.iter().map(|r| r.place.page)).max().unwrap_or(1);
        let sheets = u32::try_from(self.source.sheets.len()).unwrap_or(0);
        self.source.pages.unwrap_or(0).max(last.min(crate::limits::MAX_PAGES as u32)).max(sheets).max(1)
    }
}
