//! How the rules on a whole document tell what they find.

use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::diagnostic::Severity;

pub(super) fn finding(rule: &'static str, severity: Severity, zh: String, en: String, evidence: Vec<Evidence>) -> Finding {
    Finding { rule, severity, message: en, message_zh: zh, evidence, ..Finding::default() }
}

pub(super) fn tell(rule: &'static str, holds: bool, evidence: Vec<Evidence>, verdicts: &mut Verdicts) {
    let status = if holds { Status::Pass } else { Status::Fail };
    verdicts.check(Check { evidence, ..Check::of(rule, status) });
}
