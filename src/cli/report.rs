//! What `gongkai check` prints for a person: first how much there is, then each document with its findings, the worst cause first and
//! what follows from it below it.

use super::choices::Language;
use crate::check::{Digest, Finding, Report, Status, rule};
use crate::diagnostic::Severity;
use crate::extraction::Outcome;
use crate::place::Place;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Statuses from worst to best for a rule that came out differently at several places, with the words of the summary.
const STATUSES: [(Status, &str, &str); 6] = [
    (Status::Fail, "failed", "不成立"),
    (Status::Refused, "refused (a figure was not read with certainty)", "未判断（读取不确定）"),
    (Status::Rounding, "within rounding", "在舍入误差内"),
    (Status::Pass, "passed", "成立"),
    (Status::InsufficientData, "without the figures they need", "缺少数据"),
    (Status::NotApplicable, "not applicable", "不适用"),
];

/// One document, checked.
pub(super) struct Checked {
    pub name: String,
    pub about: String,
    pub outcome: Outcome,
    pub report: Report,
    pub digest: Option<Digest>,
    /// It has lines and no points.
    pub flows: bool,
}

/// How many rules came out how: a rule counts once, by its worst place.
fn rules(report: &Report) -> BTreeMap<usize, usize> {
    let rank = |status: Status| STATUSES.iter().position(|s| s.0 == status).unwrap_or(STATUSES.len());
    let mut worst: BTreeMap<&str, usize> = BTreeMap::new();
    for check in &report.checks {
        let at = rank(check.status);
        worst.entry(check.rule).and_modify(|w| *w = (*w).min(at)).or_insert(at);
    }
    let mut counts = BTreeMap::new();
    for at in worst.into_values() {
        *counts.entry(at).or_insert(0) += 1;
    }
    counts
}

/// Text for a person.
pub(super) struct Printer {
    pub language: Language,
    /// Documents without a finding are named too.
    pub clean: bool,
}

impl Printer {
    /// Everything; `hidden` findings were not asked for.
    pub(super) fn print(&self, documents: &[Checked], run: &Report, hidden: usize) -> String {
        let mut text = String::new();
        if documents.len() > 1 {
            self.overview(documents, run, hidden, &mut text);
        }
        let mut sorted: Vec<&Checked> = documents.iter().filter(|d| self.clean || !d.report.findings.is_empty()).collect();
        let count =
            |d: &Checked, severity| d.report.findings.iter().filter(|f| f.severity == severity && f.cause.is_none()).count();
        sorted.sort_by_key(|d| std::cmp::Reverse((count(d, Severity::Error), count(d, Severity::Warning))));
        sorted.into_iter().for_each(|d| self.document(d, &mut text));
        if documents.len() > 1 {
            let _ = writeln!(text, "{} ({})", self.both("各文件之间", "across documents"), documents.len());
            self.findings(&run.findings, false, &mut text);
            self.summary(run, &mut text);
        }
        text
    }

    /// How much there is, before any of it.
    fn overview(&self, documents: &[Checked], run: &Report, hidden: usize, text: &mut String) {
        let all = || documents.iter().flat_map(|d| &d.report.findings).chain(&run.findings);
        let with = documents.iter().filter(|d| !d.report.findings.is_empty()).count();
        let _ = writeln!(
            text,
            "{}: {}; {}: {with}",
            self.both("文件", "documents"),
            documents.len(),
            self.both("有问题的", "with findings")
        );
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let found = all().filter(|f| f.severity == severity).count();
            let causes = all().filter(|f| f.severity == severity && f.cause.is_none()).count();
            if found > 0 {
                let _ = writeln!(text, "  {} {found} ({}: {causes})", severity_word(severity), self.both("独立原因", "causes"));
            }
        }
        if hidden > 0 {
            let _ =
                writeln!(text, "  {}: {hidden} (--severity, --rule, --min-amount, --minor)", self.both("未显示", "not shown"));
        }
        text.push('\n');
    }

    fn document(&self, checked: &Checked, text: &mut String) {
        let _ = writeln!(text, "{}\n  {} [{}]", checked.name, checked.about, checked.outcome.name());
        self.findings(&checked.report.findings, checked.flows, text);
        self.summary(&checked.report, text);
        text.push('\n');
    }

    /// Findings in their order: the worst first, what follows from a finding below it.
    fn findings(&self, findings: &[Finding], flows: bool, text: &mut String) {
        let mut said: Option<(&str, Severity)> = None;
        for finding in findings {
            let known = finding.cause.as_ref().is_some_and(|cause| findings.iter().any(|f| &f.id == cause));
            if known {
                self.consequence(finding, text);
                continue;
            }
            // Findings of one rule and severity that follow each other stand below one heading.
            if said != Some((finding.rule, finding.severity)) {
                let title = rule::of(finding.rule).map(|r| self.both(&r.title_zh, &r.title)).unwrap_or_default();
                let _ = writeln!(text, "  {} {} {title}", severity_word(finding.severity), finding.rule);
            }
            said = Some((finding.rule, finding.severity));
            self.finding(finding, flows, text);
        }
    }

    /// What follows from the finding above: one line.
    fn consequence(&self, finding: &Finding, text: &mut String) {
        let message = match self.language {
            Language::Zh => &finding.message_zh,
            Language::En | Language::Both => &finding.message,
        };
        let _ = writeln!(text, "      + {} {} {message} [{}]", self.both("随之", "hence"), finding.rule, finding.id);
    }

    fn finding(&self, finding: &Finding, flows: bool, text: &mut String) {
        let minor = if finding.minor { format!(" ({})", self.both("轻微", "minor")) } else { String::new() };
        let id = format!("{minor} [{}]", finding.id);
        let (zh, en) = (&finding.message_zh, &finding.message);
        match self.language {
            Language::Zh => {
                let _ = writeln!(text, "    - {zh}{id}");
            }
            Language::En => {
                let _ = writeln!(text, "    - {en}{id}");
            }
            Language::Both => {
                let _ = writeln!(text, "    - {zh}{id}\n      {en}");
            }
        }
        for evidence in &finding.evidence {
            let (printed, what) = (&evidence.printed, &evidence.what);
            let _ = writeln!(text, "        {printed}  {what}  {}", self.place(&evidence.place, flows));
        }
        if let Some(quote) = &finding.quote {
            let _ = writeln!(text, "        “{}”", quote);
        }
        if let Some(repair) = &finding.repair {
            let _ = writeln!(text, "        → {}", repair);
        }
    }

    fn summary(&self, report: &Report, text: &mut String) {
        let counts = rules(report);
        let listed: Vec<String> = counts
            .iter()
            .filter_map(|(at, n)| STATUSES.get(*at).map(|(_, en, zh)| format!("{n} {}", self.both(zh, en))))
            .collect();
        let _ = writeln!(text, "  {}: {}", self.both("规则", "rules"), listed.join(", "));
    }

    /// Where a figure stands, for a person: its page, and about where on it; of what flows, line and column.
    fn place(&self, place: &Place, flows: bool) -> String {
        let page = place.page;
        match place.rect {
            Some(r) if flows => {
                let (line, column) = (r.y0 + 1.0, r.x0 + 1.0);
                let sheet = if page > 1 { format!("p. {page}, ") } else { String::new() };
                match self.language {
                    Language::Zh => format!("{sheet}第{line:.0}行第{column:.0}列"),
                    Language::En | Language::Both => format!("{sheet}line {line:.0}, column {column:.0}"),
                }
            }
            Some(r) => format!("p. {page} ({:.0}, {:.0})", r.x0, r.y0),
            None => format!("p. {page}"),
        }
    }

    fn both(&self, zh: &str, en: &str) -> String {
        match self.language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
            Language::Both => format!("{zh} / {en}"),
        }
    }
}

const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Check, Evidence};

    fn finding(id: &str, severity: Severity, cause: Option<&str>) -> Finding {
        let evidence =
            vec![Evidence { what: "正文".to_owned(), printed: "34.84万元".to_owned(), value: None, place: Place::page(3) }];
        Finding {
            rule: "NAR-07",
            severity,
            message: "The text differs from the table.".to_owned(),
            message_zh: "正文与表不一致。".to_owned(),
            evidence,
            quote: Some("机关运行经费为34.84万元".to_owned()),
            id: id.to_owned(),
            cause: cause.map(str::to_owned),
            ..Finding::default()
        }
    }

    #[test]
    fn a_rule_counts_once_by_its_worst_place() {
        let checks = [("NAR-07", Status::Pass), ("NAR-07", Status::Fail), ("ROW-01", Status::Rounding)];
        let report = Report { checks: checks.map(|(rule, status)| Check::of(rule, status)).to_vec(), ..Report::default() };
        let counts: Vec<(usize, usize)> = rules(&report).into_iter().collect();
        assert_eq!(counts, [(0, 1), (2, 1)]);
    }

    #[test]
    fn findings_are_printed_with_figures_and_what_follows_below() {
        let findings = [
            finding("aa", Severity::Error, None),
            finding("bb", Severity::Error, Some("aa")),
            finding("cc", Severity::Info, None),
        ];
        let mut text = String::new();
        Printer { language: Language::Both, clean: true }.findings(&findings, false, &mut text);
        assert!(
            text.contains("ERROR NAR-07") && text.contains("34.84万元  正文  p. 3") && text.contains("“机关运行经费"),
            "{text}"
        );
        assert!(text.contains("+ 随之 / hence NAR-07") && text.contains("INFO NAR-07"), "{text}");
        let mut text = String::new();
        Printer { language: Language::En, clean: true }.findings(&findings, false, &mut text);
        assert!(!text.contains("正文与表"), "{text}");
    }

    #[test]
    fn what_flows_has_lines_and_columns() {
        let place = Place::on(1, crate::place::Rect::new(0.0, 424.0, 12.0, 425.0));
        let printer = |language| Printer { language, clean: true };
        assert_eq!(printer(Language::En).place(&place, true), "line 425, column 1");
        assert_eq!(printer(Language::Zh).place(&place, true), "第425行第1列");
        assert_eq!(printer(Language::En).place(&place, false), "p. 1 (0, 424)");
    }

    #[test]
    fn a_folder_begins_with_how_much_there_is() {
        let checked = |name: &str, findings| Checked {
            name: name.to_owned(),
            about: String::new(),
            outcome: Outcome::Ok,
            report: Report { findings, ..Report::default() },
            digest: None,
            flows: false,
        };
        let documents = [checked("clean.pdf", Vec::new()), checked("wrong.pdf", vec![finding("aa", Severity::Error, None)])];
        let text = Printer { language: Language::En, clean: false }.print(&documents, &Report::default(), 2);
        assert!(text.starts_with("documents: 2; with findings: 1\n  ERROR 1 (causes: 1)\n  not shown: 2"), "{text}");
        assert!(!text.contains("clean.pdf"), "{text}");
    }
}
