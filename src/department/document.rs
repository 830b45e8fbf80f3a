//! A document as it was written, read back: of its JSON what a department is put together from, and nothing else.
//!
//! The types say which fields of `gongkai.document/1` are used; what is added to a document later passes by.

use super::name;
use crate::decimal::Decimal;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Deref;

/// One document.
#[derive(Debug, Deserialize)]
pub struct Document<'a> {
    pub(super) source: Source,
    pub(super) outcome: String,
    #[serde(default)]
    pub(super) disclosure: Option<Disclosure>,
    #[serde(default)]
    pub(super) tables: Vec<Table>,
    #[serde(default)]
    pub(super) forms: Vec<Form>,
    #[serde(default)]
    pub(super) statements: Vec<Statement>,
    #[serde(default, borrow)]
    pub(super) records: Vec<Record<'a>>,
    #[serde(default)]
    pub(super) findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub name: String,
    pub sha256: String,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub retrieved_at: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Disclosure {
    #[serde(default)]
    pub title: Option<String>,
    pub department: Body,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Body {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub code: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Table {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub variant: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub pages: Vec<u32>,
    #[serde(default)]
    pub empty: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    pub page: Option<u32>,
    #[serde(default)]
    pub title: Option<String>,
    pub subject: String,
    #[serde(default)]
    pub phase: Option<String>,
    #[serde(default)]
    pub project_name: Option<String>,
    #[serde(default)]
    pub duplicate_of: Option<usize>,
    #[serde(default)]
    pub funds: Vec<Fund>,
    #[serde(default)]
    pub goals: Vec<Goal>,
    #[serde(default)]
    pub indicators: Vec<Indicator>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Fund {
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub item: Option<String>,
    pub horizon: String,
    pub measure: String,
    #[serde(default, with = "crate::exact::optional")]
    pub amount_yuan: Option<Decimal>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Goal {
    pub horizon: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Indicator {
    #[serde(default)]
    pub level1: Option<String>,
    #[serde(default)]
    pub level2: Option<String>,
    #[serde(default)]
    pub level3: Option<String>,
    #[serde(default)]
    pub comparator: Option<String>,
    #[serde(default)]
    pub printed: Option<String>,
    #[serde(default)]
    pub unit: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    pub page: u32,
    #[serde(default)]
    pub entity: Option<String>,
    #[serde(default)]
    pub subject: Option<String>,
    pub measure: String,
    #[serde(default, with = "crate::exact::optional")]
    pub value: Option<Decimal>,
    #[serde(default)]
    pub printed: String,
    #[serde(default, with = "crate::exact::optional")]
    pub amount_yuan: Option<Decimal>,
}

/// A text that stays where the document stands, unless it has escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A text of its own.
pub(super) fn own(text: &Option<Text<'_>>) -> Option<String> {
    text.as_deref().map(str::to_owned)
}

/// A record, as far as tables go; those of forms and statements are passed over.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Record<'a> {
    #[serde(default, borrow)]
    pub department: Option<Text<'a>>,
    #[serde(borrow)]
    pub origin: Text<'a>,
    #[serde(default, borrow)]
    pub table: Option<Text<'a>>,
    pub table_index: usize,
    pub row: usize,
    pub column: usize,
    #[serde(default)]
    pub fiscal_year: Option<u16>,
    #[serde(default, borrow)]
    pub phase: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub body: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub project: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub function_code: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub function_name: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub economic_code: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub economic_name: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub gov_economic_code: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub gov_economic_name: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub direction: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub expenditure_kind: Option<Text<'a>>,
    #[serde(default)]
    pub level: Option<u8>,
    #[serde(default, borrow)]
    pub label: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub measure: Text<'a>,
    #[serde(default, borrow)]
    pub meaning: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub figure: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub item: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub fund_source: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub source_year: Option<Text<'a>>,
    #[serde(default, with = "crate::exact::optional")]
    pub amount_yuan: Option<Decimal>,
    #[serde(borrow)]
    pub printed: Text<'a>,
    #[serde(default, borrow)]
    pub unit: Option<Text<'a>>,
    #[serde(default)]
    pub is_total: bool,
    #[serde(default)]
    pub counts: bool,
    #[serde(default)]
    pub part_of: Option<usize>,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Place {
    pub page: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Finding {
    #[serde(default)]
    pub id: Option<String>,
    pub rule: String,
    pub severity: String,
    pub message: String,
    #[serde(default)]
    pub message_zh: String,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Evidence {
    pub place: Place,
}

impl<'a> Document<'a> {
    /// Reads a document back from the text of its file.
    ///
    /// # Errors
    /// When it is no document of this version.
    pub fn read(text: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// Its id.
    pub(super) fn id(&self) -> &str {
        self.source.sha256.get(..12).unwrap_or(&self.source.sha256)
    }

    /// Leaves what is of one body of several: the tables of its parts, their records, and nothing of the text.
    pub(super) fn retain_body(&mut self, name: &str) {
        let wanted = name::key(name);
        self.records.retain(|r| r.department.as_deref().is_some_and(|own| name::key(own) == wanted));
        let own: BTreeSet<usize> = self.records.iter().map(|r| r.table_index).collect();
        for (index, table) in self.tables.iter_mut().enumerate() {
            if !own.contains(&index) {
                table.id = None;
            }
        }
        self.forms.clear();
        self.statements.clear();
        self.findings.clear();
    }
}
