//! Checks and findings as they are written.

use crate::check::{Check, Evidence, Finding, Status};
use crate::diagnostic::Severity;
use crate::exact::Exact;
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// One figure that a check looked at.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Figure")]
struct EvidenceView<'e> {
    /// What it is, in the words of the document (`B03 支出总表 / 合计 / 基本支出`).
    what: &'e str,
    /// As printed.
    printed: &'e str,
    /// Exact amount in yuan (or the bare number, for counts and per cents).
    value: Option<Exact>,
    /// Where it stands.
    place: Place,
}

/// One rule at one place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Check")]
pub struct CheckView<'e> {
    /// Id of the rule (`ROW-01`).
    rule: &'static str,
    /// How it came out.
    status: Status,
    /// At how many places it came out so; the figures are those of the first where there are several.
    places: usize,
    /// Left side of the rule in yuan (or the bare number, for counts and per cents).
    left: Option<Exact>,
    /// Right side, in the same measure.
    right: Option<Exact>,
    /// Left less right.
    difference: Option<Exact>,
    /// What rounding of the printed figures may make of the difference.
    tolerance: Option<Exact>,
    /// Why it was not applicable, insufficient or refused, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'e str>,
    /// The figures, or the places where they were looked for.
    #[serde(rename = "where")]
    evidence: Vec<EvidenceView<'e>>,
}

/// What a person should see.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct FindingView<'e> {
    /// Its name: of the document's hash, the rule and the places of its figures; the same in every run.
    id: &'e str,
    /// Id of the rule.
    rule: &'static str,
    /// How sure it is that something is wrong, and how bad.
    severity: Severity,
    /// Real and trivial: a last digit. It does not lower the severity.
    minor: bool,
    /// Id of the finding that it follows from: one wrong figure, one cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'e str>,
    /// One sentence in English, with the figures.
    message: &'e str,
    /// The same in Chinese.
    message_zh: &'e str,
    /// All figures with their places.
    evidence: Vec<EvidenceView<'e>>,
    /// The sentence in question, for narrative rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'e str>,
    /// What would make it right, only when that is provable.
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<&'e str>,
}

fn evidence<'e>(evidence: &'e [Evidence]) -> Vec<EvidenceView<'e>> {
    let view = |e: &'e Evidence| EvidenceView { what: &e.what, printed: &e.printed, value: e.value.map(Exact), place: e.place };
    evidence.iter().map(view).collect()
}

impl<'e> CheckView<'e> {
    /// A check as it is written.
    pub fn of(check: &'e Check) -> Self {
        Self {
            rule: check.rule,
            status: check.status,
            places: check.places,
            left: check.left.map(Exact),
            right: check.right.map(Exact),
            difference: check.difference.map(Exact),
            tolerance: check.tolerance.map(Exact),
            reason: check.reason.as_deref(),
            evidence: evidence(&check.evidence),
        }
    }
}

impl<'e> FindingView<'e> {
    /// A finding as it is written.
    pub fn of(finding: &'e Finding) -> Self {
        Self {
            id: &finding.id,
            minor: finding.minor,
            cause: finding.cause.as_deref(),
            rule: finding.rule,
            severity: finding.severity,
            message: &finding.message,
            message_zh: &finding.message_zh,
            evidence: evidence(&finding.evidence),
            quote: finding.quote.as_deref(),
            repair: finding.repair.as_deref(),
        }
    }
}
