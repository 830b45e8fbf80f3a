//! `gongkai check`: what does not add up in documents, for a person or as JSON on standard output.

use super::args::{Check as Args, CheckFormat, Language, Threshold};
use super::exit::Exit;
use super::inputs::expand;
use super::stack::with_stack;
use super::terminal::{self, say};
use crate::check::{Digest, Document, Finding, Report, Status, across, digest, rule};
use crate::diagnostic::Severity;
use crate::extraction::{Extraction, Outcome, extract};
use crate::output::finding::{CheckView, FindingView};
use crate::output::gate::Gate;
use crate::privacy::unmarked;
use crate::source::{self, Found, Source, discover};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

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
struct Checked {
    name: String,
    about: String,
    outcome: Outcome,
    report: Report,
    digest: Option<Digest>,
}

/// Checks every document and prints what came of it.
pub(super) fn check(args: Args) -> Exit {
    let given = match expand(args.inputs.clone(), io::stdin().lock()) {
        Ok(given) => given,
        Err(error) => {
            say(&format!("cannot read the list on standard input: {error}"));
            return Exit::Missing;
        }
    };
    let (found, problems) = discover(&given, io::empty());
    for problem in &problems {
        say(&format!("{}: {}", problem.path.display(), problem.error));
    }
    let missing = problems.iter().any(|p| matches!(p.error, source::SourceError::NotFound));
    let printer = Printer { language: args.lang };
    let mut worst = None;
    let mut failed = false;
    let mut digests = Vec::new();
    let mut documents = Vec::new();
    for file in &found {
        let Some(checked) = read(file) else {
            failed = true;
            continue;
        };
        failed |= checked.outcome.is_failure();
        worst = worst.max(worst_of(&checked.report));
        digests.extend(checked.digest.clone());
        match args.format {
            CheckFormat::Text => {
                let exit = terminal::text(&unmarked(&printer.document(&checked)));
                if exit != Exit::Success {
                    return exit;
                }
            }
            CheckFormat::Json => documents.push(checked),
        }
    }
    let run = across(&digests);
    worst = worst.max(worst_of(&run));
    let printed = match args.format {
        CheckFormat::Text => terminal::text(&unmarked(&printer.run(&run, digests.len()))),
        CheckFormat::Json => match json(&documents, &run) {
            Ok(text) => terminal::json(&text),
            Err(error) => {
                say(&format!("cannot write: {error}"));
                Exit::Output
            }
        },
    };
    if printed != Exit::Success {
        return printed;
    }
    let threshold = args.fail_on.map(Threshold::severity);
    if missing {
        Exit::Missing
    } else if failed {
        Exit::Failed
    } else if threshold.is_some_and(|t| worst.is_some_and(|w| w >= t)) {
        Exit::Findings
    } else {
        Exit::Success
    }
}

fn worst_of(report: &Report) -> Option<Severity> {
    report.findings.iter().map(|f| f.severity).max()
}

/// Reads and checks one file; what fails is said on standard error.
fn read(file: &Found) -> Option<Checked> {
    let shown = file.path.display();
    let source = source::read(&file.path).map_err(|error| say(&format!("{shown}: {error}"))).ok()?;
    let (id, name) = (source.sha256.clone(), file.path.to_string_lossy().into_owned());
    match with_stack(|| checked(source, &id, name)) {
        Ok(Ok(checked)) => Some(checked),
        Ok(Err(_)) => {
            say(&format!("{shown}: the reader failed on this document; please report it"));
            None
        }
        Err(error) => {
            say(&format!("cannot start a thread: {error}"));
            None
        }
    }
}

fn checked(source: Source, id: &str, name: String) -> Checked {
    let Extraction { outcome, disclosure, outline, content, records, checks, findings, diagnostics, .. } = extract(source);
    let (about, digest) = match &disclosure {
        Some(disclosure) => {
            let document =
                Document { outline: &outline, disclosure, content: &content, records: &records, diagnostics: &diagnostics };
            let body = disclosure.department.name.as_deref().unwrap_or("?");
            let year = disclosure.fiscal_year.map_or_else(|| "?".to_owned(), |y| y.to_string());
            (format!("{body} {year} {:?}", disclosure.kind), Some(digest(&document, id, &name)))
        }
        None => (String::new(), None),
    };
    Checked { name, about, outcome, report: Report { checks, findings, held: Vec::new() }, digest }
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
struct Printer {
    language: Language,
}

impl Printer {
    fn document(&self, checked: &Checked) -> String {
        let mut text = format!("{}\n  {} [{}]\n", checked.name, checked.about, checked.outcome.name());
        self.findings(&checked.report.findings, &mut text);
        self.summary(&checked.report, &mut text);
        text.push('\n');
        text
    }

    /// Findings grouped by rule, the worst rule first.
    fn findings(&self, findings: &[Finding], text: &mut String) {
        let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
        for finding in findings {
            match groups.iter_mut().find(|(rule, _)| *rule == finding.rule) {
                Some((_, group)) => group.push(finding),
                None => groups.push((finding.rule, vec![finding])),
            }
        }
        for (id, group) in groups {
            let severity = group.iter().map(|f| f.severity).max().unwrap_or(Severity::Info);
            let title = rule::of(id).map(|r| self.both(&r.title_zh, &r.title)).unwrap_or_default();
            let _ = writeln!(text, "  {} {id} {title} ({})", severity_word(severity), group.len());
            for finding in group {
                self.finding(finding, text);
            }
        }
    }

    fn finding(&self, finding: &Finding, text: &mut String) {
        let (zh, en) = (&finding.message_zh, &finding.message);
        if self.language != Language::En {
            let _ = writeln!(text, "    - {zh}");
        }
        if self.language != Language::Zh {
            let _ = writeln!(text, "    {} {en}", if self.language == Language::En { "-" } else { " " });
        }
        for evidence in &finding.evidence {
            let at = evidence.place.rect.map_or_else(String::new, |r| format!(" ({:.0}, {:.0})", r.x0, r.y0));
            let (printed, what) = (&evidence.printed, &evidence.what);
            let _ = writeln!(text, "        {printed}  {what}  p. {}{at}", evidence.place.page);
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

    fn run(&self, run: &Report, documents: usize) -> String {
        if documents < 2 {
            return String::new();
        }
        let mut text = format!("{} ({documents})\n", self.both("各文件之间", "across documents"));
        self.findings(&run.findings, &mut text);
        self.summary(run, &mut text);
        text
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

/// What a report is as JSON.
#[derive(Serialize)]
struct ReportView<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    findings: Vec<FindingView<'r>>,
    checks: Vec<CheckView<'r>>,
}

#[derive(Serialize)]
struct RunView<'r> {
    documents: Vec<ReportView<'r>>,
    run: ReportView<'r>,
}

fn json(documents: &[Checked], run: &Report) -> serde_json::Result<String> {
    let mut views = Vec::with_capacity(documents.len());
    for checked in documents {
        let findings = checked.report.findings.iter().map(FindingView::of).collect();
        let checks = checked.report.checks.iter().map(CheckView::of).collect();
        views.push(ReportView { name: Some(&checked.name), outcome: Some(checked.outcome), findings, checks });
    }
    let findings = run.findings.iter().map(FindingView::of).collect();
    let checks = run.checks.iter().map(CheckView::of).collect();
    let view = RunView { documents: views, run: ReportView { name: None, outcome: None, findings, checks } };
    let mut json = Vec::new();
    Gate::new(false).write_pretty(&view, &mut json)?;
    json.push(b'\n');
    String::from_utf8(json).map_err(serde::ser::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Check, Evidence};
    use crate::place::Place;

    fn report() -> Report {
        let evidence =
            vec![Evidence { what: "正文".to_owned(), printed: "34.84万元".to_owned(), value: None, place: Place::page(3) }];
        let finding = Finding {
            rule: "NAR-07",
            severity: Severity::Error,
            message: "The text differs from the table.".to_owned(),
            message_zh: "正文与表不一致。联系电话：13800000000".to_owned(),
            evidence,
            quote: Some("机关运行经费为34.84万元".to_owned()),
            repair: None,
        };
        let checks = [("NAR-07", Status::Pass), ("NAR-07", Status::Fail), ("ROW-01", Status::Rounding)];
        Report {
            checks: checks.map(|(rule, status)| Check::of(rule, status)).to_vec(),
            findings: vec![finding],
            held: Vec::new(),
        }
    }

    #[test]
    fn a_rule_counts_once_by_its_worst_place() {
        let counts: Vec<(usize, usize)> = rules(&report()).into_iter().collect();
        assert_eq!(counts, [(0, 1), (2, 1)]);
    }

    #[test]
    fn findings_are_printed_with_figures() {
        let printer = Printer { language: Language::Both };
        let mut text = String::new();
        printer.findings(&report().findings, &mut text);
        assert!(
            text.contains("ERROR NAR-07") && text.contains("34.84万元  正文  p. 3") && text.contains("“机关运行经费"),
            "{text}"
        );
        let printer = Printer { language: Language::En };
        let mut text = String::new();
        printer.findings(&report().findings, &mut text);
        assert!(!text.contains("正文与表"), "{text}");
    }

    #[test]
    fn json_holds_the_same() {
        let checked =
            Checked { name: "a.pdf".to_owned(), about: String::new(), outcome: Outcome::Ok, report: report(), digest: None };
        let text = json(&[checked], &Report::default()).expect("it serialises");
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(value["documents"][0]["findings"][0]["rule"], "NAR-07");
        assert_eq!(value["documents"][0]["checks"].as_array().map(Vec::len), Some(3));
    }
}
