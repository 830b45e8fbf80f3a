//! Findings: as they stand in a document, and as lines of a run.

use super::place::Evidence;
use super::stake::{Stake, stake};
use crate::decimal::Decimal;
use serde::Deserialize;
use std::cmp::Reverse;

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

/// A finding in the list of a run.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct FindingLine {
    pub document: Option<String>,
    pub source: Option<String>,
    pub division_code: Option<String>,
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
    /// Its figures; empty in the list that a run keeps.
    pub evidence: Vec<Evidence>,
    /// The first page that a figure stands on; 0 where none has one.
    #[serde(skip)]
    pub page: u32,
    /// What it is about in money.
    #[serde(skip)]
    pub stake: Stake,
}

/// How bad a severity is, the worst first.
pub(super) fn rank(severity: &str) -> u8 {
    match severity {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    }
}

/// What findings are put in order by.
type Order<'a> = (u8, bool, Reverse<Decimal>, Option<u16>, Option<&'a str>, Option<&'a str>, &'a str);

impl FindingLine {
    /// Worst first: severity, trivial ones last, the most money, then the document.
    pub(super) fn order(&self) -> Order<'_> {
        let money = Reverse(self.stake.amount.unwrap_or(Decimal::ZERO));
        let document = (self.document_year, self.department.as_deref(), self.document.as_deref());
        (rank(&self.severity), self.minor, money, document.0, document.1, document.2, &self.id)
    }

    /// With what follows from its figures.
    pub(super) fn seen(mut self) -> Self {
        self.page = self.evidence.iter().map(|e| e.place.page).find(|page| *page > 0).unwrap_or(0);
        self.stake = stake(&self.evidence, &self.message);
        // What documents say against each other is of none of them.
        self.document = self.document.filter(|document| !document.is_empty());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What documents say against each other is of no document: a run with such a line was refused as a whole.
    #[test]
    fn a_finding_between_documents_is_read() {
        let line = r#"{"document":null,"source":null,"division_code":null,"department":null,"department_code":null,"document_kind":null,
            "document_year":null,"id":"f394eb6c7825","rule":"XD-02","severity":"warning","minor":false,"message":"","message_zh":"",
            "evidence":[{"what":"a.txt：正文","printed":"161.00万元","value":1610000,"place":{"page":1,"box":[0.0,36.0,35.0,37.0]}}]}"#;
        let line: FindingLine = serde_json::from_str(line).unwrap();
        let line = line.seen();
        assert_eq!((line.page, line.document), (1, None));
    }
}
