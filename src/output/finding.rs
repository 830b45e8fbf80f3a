//! Checks and findings as they are written.

use super::privacy::Redactor;
use super::record::Exact;
use crate::check::{Check, Evidence, Finding, Status};
use crate::diagnostic::Severity;
use crate::place::Place;
use serde::Serialize;
use std::borrow::Cow;

/// One figure that a check looked at.
#[derive(Serialize)]
struct EvidenceView<'e> {
    what: Cow<'e, str>,
    printed: Cow<'e, str>,
    value: Option<Exact>,
    place: Place,
}

/// One rule at one place.
#[derive(Serialize)]
pub struct CheckView<'e> {
    rule: &'static str,
    status: Status,
    places: usize,
    left: Option<Exact>,
    right: Option<Exact>,
    difference: Option<Exact>,
    tolerance: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'e, str>>,
    #[serde(rename = "where")]
    evidence: Vec<EvidenceView<'e>>,
}

/// What a person should see.
#[derive(Serialize)]
pub struct FindingView<'e> {
    rule: &'static str,
    severity: Severity,
    message: Cow<'e, str>,
    message_zh: Cow<'e, str>,
    evidence: Vec<EvidenceView<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<Cow<'e, str>>,
}

fn evidence<'e>(evidence: &'e [Evidence], redactor: &Redactor) -> Vec<EvidenceView<'e>> {
    let view = |e: &'e Evidence| EvidenceView {
        what: redactor.text(&e.what),
        printed: redactor.text(&e.printed),
        value: e.value.map(Exact),
        place: e.place,
    };
    evidence.iter().map(view).collect()
}

impl<'e> CheckView<'e> {
    /// A check without contacts.
    pub fn of(check: &'e Check, redactor: &Redactor) -> Self {
        Self {
            rule: check.rule,
            status: check.status,
            places: check.places,
            left: check.left.map(Exact),
            right: check.right.map(Exact),
            difference: check.difference.map(Exact),
            tolerance: check.tolerance.map(Exact),
            reason: check.reason.as_deref().map(|t| redactor.text(t)),
            evidence: evidence(&check.evidence, redactor),
        }
    }
}

impl<'e> FindingView<'e> {
    /// A finding without contacts.
    pub fn of(finding: &'e Finding, redactor: &Redactor) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity,
            message: redactor.text(&finding.message),
            message_zh: redactor.text(&finding.message_zh),
            evidence: evidence(&finding.evidence, redactor),
            quote: finding.quote.as_deref().map(|t| redactor.text(t)),
            repair: finding.repair.as_deref().map(|t| redactor.text(t)),
        }
    }
}
