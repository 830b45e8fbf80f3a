//! Where the families of rules put what they found.

use super::figure::{Agreement, Comparison};
use super::{Check, Evidence, Finding, Report, Status, rule};
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

/// Checks and findings so far.
#[derive(Debug, Default)]
pub struct Verdicts {
    checks: Vec<Check>,
    findings: Vec<Finding>,
    spoken: FxHashSet<&'static str>,
}

impl Verdicts {
    /// Keeps a check.
    pub fn check(&mut self, check: Check) {
        self.spoken.insert(check.rule);
        self.checks.push(check);
    }

    /// Keeps a rule that did not run, or did not apply, and why.
    pub fn silent(&mut self, rule: &'static str, status: Status, reason: impl Into<String>, evidence: Vec<Evidence>) {
        self.check(Check { reason: Some(reason.into()), evidence, ..Check::of(rule, status) });
    }

    /// Keeps the outcome of a comparison: exact is a pass.
    pub fn compared(&mut self, rule: &'static str, compared: &Comparison, evidence: Vec<Evidence>) {
        self.check(Check::compared(rule, compared, evidence));
    }

    /// Keeps what a person should see.
    pub fn find(&mut self, finding: Finding) {
        self.spoken.insert(finding.rule);
        self.findings.push(finding);
    }

    /// Whether a rule has said anything.
    pub fn speaks_of(&self, rule: &str) -> bool {
        self.spoken.contains(rule)
    }

    /// Checks by rule and place, findings worst first.
    pub fn report(mut self) -> Report {
        let place =
            |evidence: &[Evidence]| evidence.first().map_or((0, 0), |e| (e.place.page, e.place.rect.map_or(0, |r| r.y0 as i32)));
        self.checks.sort_by_cached_key(|c| (rule::position(c.rule), place(&c.evidence)));
        self.findings.sort_by_cached_key(|f| (std::cmp::Reverse(f.severity), place(&f.evidence), rule::position(f.rule)));
        Report { checks: self.checks, findings: self.findings }
    }
}

impl Check {
    /// A check of one place without figures.
    pub fn of(rule: &'static str, status: Status) -> Self {
        Self {
            rule,
            status,
            places: 1,
            left: None,
            right: None,
            difference: None,
            tolerance: None,
            reason: None,
            evidence: Vec::new(),
        }
    }

    /// A check of two sides.
    pub fn compared(rule: &'static str, compared: &Comparison, evidence: Vec<Evidence>) -> Self {
        let status = match compared.agreement {
            Agreement::Exact => Status::Pass,
            Agreement::Rounding => Status::Rounding,
            Agreement::Differ => Status::Fail,
        };
        let figure = |value: Decimal| Some(value.normalize());
        Self {
            left: figure(compared.left),
            right: figure(compared.right),
            difference: figure(compared.difference),
            tolerance: figure(compared.tolerance),
            evidence,
            ..Self::of(rule, status)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::place::Place;

    #[test]
    fn findings_come_worst_first() {
        let mut verdicts = Verdicts::default();
        for (severity, page) in [(Severity::Info, 1), (Severity::Error, 9), (Severity::Warning, 2), (Severity::Error, 3)] {
            let evidence = Evidence { what: String::new(), printed: String::new(), value: None, place: Place::page(page) };
            verdicts.find(Finding {
                rule: "ROW-01",
                severity,
                message: String::new(),
                message_zh: String::new(),
                evidence: vec![evidence],
                quote: None,
                repair: None,
            });
        }
        let pages: Vec<u32> = verdicts.report().findings.iter().map(|f| f.evidence[0].place.page).collect();
        assert_eq!(pages, [3, 9, 2, 1]);
    }
}
