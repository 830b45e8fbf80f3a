//! Stage 6, content and records to checks and findings: what adds up, what does not, and what could not be asked.
//!
//! In: one document, read. Out: one [`Check`] for each rule and place, and a [`Finding`] for what a person should see. A finding
//! never changes a record. A rule that did not run says so; it is not a pass.

use crate::content::Content;
use crate::content::disclosure::Disclosure;
use crate::diagnostic::{Diagnostic, Severity};
use crate::outline::Outline;
use crate::place::Place;
use crate::record::Record;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

/// How a rule came out at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds exactly.
    Pass,
    /// It holds within what rounding of the printed figures explains.
    Rounding,
    /// It does not hold.
    Fail,
    /// Nothing here that the rule speaks about, or a precondition of the rule does not hold.
    NotApplicable,
    /// A figure that the rule needs is not printed.
    InsufficientData,
    /// A figure that the rule needs was not read with certainty.
    Refused,
}

/// One figure or text that a check looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What it is, in the words of the document (`B03 支出总表 / 合计 / 基本支出`).
    pub what: String,
    /// As printed.
    pub printed: String,
    /// Exact amount in yuan (or the bare number, for counts and per cents).
    pub value: Option<Decimal>,
    /// Where it stands.
    pub place: Place,
}

/// One rule at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Id of the rule (`ROW-01`).
    pub rule: &'static str,
    /// How it came out.
    pub status: Status,
    /// Left side of the rule in yuan (or the bare number, for counts and per cents).
    pub left: Option<Decimal>,
    /// Right side.
    pub right: Option<Decimal>,
    /// Left less right.
    pub difference: Option<Decimal>,
    /// What rounding of the printed figures may make of the difference.
    pub tolerance: Option<Decimal>,
    /// Why it was not applicable, insufficient or refused, in one sentence.
    pub reason: Option<String>,
    /// The figures, or the places where they were looked for.
    pub evidence: Vec<Evidence>,
}

/// What a person should see.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How sure it is that something is wrong, and how bad.
    pub severity: Severity,
    /// One sentence in English, with the figures.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// All figures with their places.
    pub evidence: Vec<Evidence>,
    /// The sentence in question, for narrative rules.
    pub quote: Option<String>,
    /// What would make it right, only when that is provable.
    pub repair: Option<String>,
}

/// One document as the checks see it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    /// Sections, paragraphs, contents.
    pub outline: &'d Outline,
    /// What the document is.
    pub disclosure: &'d Disclosure,
    /// Tables, forms and statements.
    pub content: &'d Content,
    /// One per amount.
    pub records: &'d [Record],
    /// What was not read with certainty so far.
    pub diagnostics: &'d [Diagnostic],
}

/// What came of all rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// By rule, then place.
    pub checks: Vec<Check>,
    /// Worst first.
    pub findings: Vec<Finding>,
}

/// Checks one document against every rule that can apply to one document.
pub fn run(_document: &Document<'_>) -> Report {
    Report::default()
}
