//! Where the families of rules put what they found.

use super::english::english;
use super::figure::Comparison;
use super::finding::{Check, Evidence, Finding, Report, Status};
use super::held::Held;
use super::rule;
use crate::limits::Stop;
use crate::place::Place;
use rustc_hash::{FxHashMap, FxHashSet};

/// Checks and findings so far.
#[derive(Debug, Default)]
pub struct Verdicts {
    checks: Vec<Check>,
    findings: Vec<Finding>,
    held: Vec<Held>,
    spoken: FxHashSet<&'static str>,
    stop: Stop,
}

impl Verdicts {
    /// None yet, and none any more once someone wants to stop.
    pub fn until(stop: &Stop) -> Self {
        Self { stop: stop.clone(), ..Self::default() }
    }

    /// Whether to stop: what is found from now on is not wanted.
    pub fn are_late(&self) -> bool {
        self.stop.is_set()
    }

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

    /// Keeps an identity that holds.
    pub fn hold(&mut self, held: Option<Held>) {
        self.held.extend(held);
    }

    /// Whether a rule has said anything.
    pub fn speaks_of(&self, rule: &str) -> bool {
        self.spoken.contains(rule)
    }

    /// Whether a finding of a rule is about something on one of these pages, and not only compared with it.
    pub fn calls(&self, rule: &str, pages: &[u32]) -> bool {
        self.findings.iter().any(|f| f.rule == rule && f.evidence.first().is_some_and(|e| pages.contains(&e.place.page)))
    }

    /// Whether a finding of a rule is about what stands at a place.
    pub fn tells(&self, rule: &str, place: Place) -> bool {
        self.findings.iter().any(|f| f.rule == rule && f.evidence.first().is_some_and(|e| e.place == place))
    }

    /// Takes back what rests on pages that cannot be trusted: its findings, and its failed checks, which are refused instead.
    pub fn distrust(&mut self, pages: &[u32], reason: &str) {
        let rests_on = |evidence: &[Evidence]| evidence.iter().any(|e| pages.contains(&e.place.page));
        self.findings.retain(|f| !rests_on(&f.evidence));
        for check in self.checks.iter_mut().filter(|c| c.status == Status::Fail && rests_on(&c.evidence)) {
            check.status = Status::Refused;
            check.reason = Some(reason.to_owned());
        }
    }

    /// Checks by rule and place, findings worst first.
    pub fn report(mut self) -> Report {
        let place =
            |evidence: &[Evidence]| evidence.first().map_or((0, 0), |e| (e.place.page, e.place.rect.map_or(0, |r| r.y0 as i32)));
        self.checks.sort_by_cached_key(|c| (rule::position(c.rule), place(&c.evidence)));
        self.findings.sort_by_cached_key(|f| (std::cmp::Reverse(f.severity), place(&f.evidence), rule::position(f.rule)));
        Report { checks: self.checks, findings: merged(self.findings), held: self.held }
    }
}

/// One finding for one slip that is printed several times: the same sentence about the same figures, with all their places.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut first: FxHashMap<(&'static str, String), usize> = FxHashMap::default();
    let mut merged: Vec<(Finding, usize)> = Vec::with_capacity(findings.len());
    for finding in findings {
        let at = *first.entry((finding.rule, finding.message.clone())).or_insert(merged.len());
        match merged.get_mut(at) {
            Some((same, times)) => {
                *times += 1;
                let new = finding.evidence.into_iter().filter(|e| !same.evidence.contains(e)).collect::<Vec<_>>();
                same.evidence.extend(new);
            }
            None => merged.push((finding, 1)),
        }
    }
    let told = |(mut finding, times): (Finding, usize)| {
        if times > 1 {
            finding.message.push_str(&format!(" (printed so in {times} places)"));
            finding.message_zh.push_str(&format!("（共{times}处）"));
        }
        finding.message = english(&finding.message).into_owned();
        finding
    };
    merged.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn one_slip_printed_twice_is_one_finding() {
        let finding = |page: u32, table: u32| {
            let evidence =
                |page| Evidence { what: String::new(), printed: "1".to_owned(), value: None, place: Place::page(page) };
            Finding {
                rule: "NAR-04",
                severity: Severity::Error,
                message: "12.2 is 12.14".to_owned(),
                message_zh: "12.2应为12.14".to_owned(),
                evidence: vec![evidence(page), evidence(table)],
                ..Finding::default()
            }
        };
        let mut verdicts = Verdicts::default();
        [finding(1, 9), finding(2, 9)].into_iter().for_each(|f| verdicts.find(f));
        verdicts.find(Finding { message: "12.3 is 12.14".to_owned(), ..finding(3, 9) });
        let findings = verdicts.report().findings;
        let told: Vec<(&str, Vec<u32>)> =
            findings.iter().map(|f| (f.message.as_str(), f.evidence.iter().map(|e| e.place.page).collect())).collect();
        assert_eq!(told, [("12.2 is 12.14 (printed so in 2 places)", vec![1, 9, 2]), ("12.3 is 12.14", vec![3, 9])]);
    }

    #[test]
    fn findings_come_worst_first() {
        let mut verdicts = Verdicts::default();
        for (severity, page) in [(Severity::Info, 1), (Severity::Error, 9), (Severity::Warning, 2), (Severity::Error, 3)] {
            let evidence = Evidence { what: String::new(), printed: String::new(), value: None, place: Place::page(page) };
            verdicts.find(Finding {
                rule: "ROW-01",
                severity,
                message: format!("a fault on page {page}"),
                message_zh: String::new(),
                evidence: vec![evidence],
                ..Finding::default()
            });
        }
        let pages: Vec<u32> = verdicts.report().findings.iter().map(|f| f.evidence[0].place.page).collect();
        assert_eq!(pages, [3, 9, 2, 1]);
    }
}
