//! Findings: as they stand in a document, and as lines of a run.

use super::place::Evidence;
use serde::Deserialize;

/// What does not add up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Finding {
    pub id: String,
    pub rule: String,
    pub severity: String,
    pub minor: bool,
    pub cause: Option<String>,
    pub message: String,
    pub message_zh: String,
    pub evidence: Vec<Evidence>,
    pub quote: Option<String>,
    pub repair: Option<String>,
}

/// A finding in the list of a run, without its figures.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct FindingLine {
    pub document: Option<String>,
    pub department: Option<String>,
    pub document_kind: Option<String>,
    pub document_year: Option<u16>,
    pub id: String,
    pub rule: String,
    pub severity: String,
    pub minor: bool,
    pub cause: Option<String>,
    pub message: String,
    pub message_zh: String,
}

/// How bad a severity is, the worst first.
pub(super) fn rank(severity: &str) -> u8 {
    match severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    }
}

impl FindingLine {
    /// Worst first: severity, then trivial ones last, then the document.
    pub(super) fn order(&self) -> (u8, bool, &Option<u16>, &Option<String>, &Option<String>, &str) {
        (rank(&self.severity), self.minor, &self.document_year, &self.department, &self.document, &self.id)
    }
}
