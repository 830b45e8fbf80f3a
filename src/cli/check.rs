//! `gongkai check`: what does not add up in documents, for a person or as JSON on standard output.

use super::args::Check as Args;
use super::choices::{CheckFormat, Minor, Threshold};
use super::exit::Exit;
use super::inputs::expand;
use super::report::{Checked, Printer};
use super::stack::with_stack;
use super::terminal::{self, say};
use crate::check::{Document, Finding, Report, across, digest};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::extraction::{Extraction, Outcome, extract};
use crate::layout::native::Flow;
use crate::output::finding::{CheckView, FindingView};
use crate::output::gate::Gate;
use crate::privacy::unmarked;
use crate::source::{self, Found, Source, discover};
use serde::Serialize;
use std::io;
use std::path::Path;

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
    let mut worst = None;
    let mut failed = false;
    let mut digests = Vec::new();
    let mut documents = Vec::new();
    for file in found.iter().filter(|file| !is_output(&file.path)) {
        let Some(mut checked) = read(file) else {
            failed = true;
            continue;
        };
        failed |= checked.outcome.is_failure();
        worst = worst.max(worst_of(&checked.report));
        digests.extend(checked.digest.take());
        documents.push(checked);
    }
    let mut run = across(&digests);
    worst = worst.max(worst_of(&run));
    let reviewed = match reviewed(&args) {
        Ok(reviewed) => reviewed,
        Err(exit) => return exit,
    };
    let asked = Asked { reviewed, ..Asked::of(&args, documents.len() > 1) };
    let hidden: usize =
        documents.iter_mut().map(|d| asked.keep(&mut d.report.findings)).sum::<usize>() + asked.keep(&mut run.findings);
    let printed = match args.format {
        CheckFormat::Text => {
            let printer = Printer { language: args.lang, clean: args.clean || documents.len() == 1 };
            terminal::text(&unmarked(&printer.print(&documents, &run, hidden)))
        }
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

/// Whether a file is one of an output folder of this program, which is no document.
fn is_output(path: &Path) -> bool {
    let is_ours = |folder: &Path| folder.join("manifest.json").is_file() && folder.join("records.ndjson").is_file();
    path.ancestors().skip(1).take(2).any(is_ours)
}

/// Which findings were asked for.
struct Asked<'a> {
    severity: Severity,
    rules: &'a [String],
    amount: Option<Decimal>,
    minor: Minor,
    /// Findings that somebody has marked already.
    reviewed: Vec<String>,
}

impl<'a> Asked<'a> {
    fn of(args: &'a Args, several: bool) -> Self {
        let usual = if several && args.format == CheckFormat::Text { Severity::Warning } else { Severity::Info };
        Self {
            severity: args.severity.map_or(usual, Threshold::severity),
            rules: &args.rule,
            amount: args.min_amount,
            minor: args.minor,
            reviewed: Vec::new(),
        }
    }

    /// Leaves out what was not asked for, and says how many that were.
    fn keep(&self, findings: &mut Vec<Finding>) -> usize {
        let before = findings.len();
        findings.retain(|f| self.wants(f));
        before - findings.len()
    }

    fn wants(&self, finding: &Finding) -> bool {
        let of_rule = |rule: &String| finding.rule == rule || finding.rule.split('-').next() == Some(rule.as_str());
        let large = |least: Decimal| finding.evidence.iter().filter_map(|e| e.value).any(|v| v.abs() >= least);
        let minor = match self.minor {
            Minor::Show => true,
            Minor::Hide => !finding.minor,
            Minor::Only => finding.minor,
        };
        finding.severity >= self.severity
            && (self.rules.is_empty() || self.rules.iter().any(of_rule))
            && self.amount.is_none_or(large)
            && minor
            && !self.reviewed.contains(&finding.id)
    }
}

/// The findings that are marked in the folder of `--unreviewed`.
fn reviewed(args: &Args) -> Result<Vec<String>, Exit> {
    #[cfg(feature = "view")]
    if let Some(out) = &args.unreviewed {
        return crate::view::read::reviewed(out).map_err(|error| {
            say(&format!("{}: {error}", out.display()));
            Exit::Missing
        });
    }
    let _ = args;
    Ok(Vec::new())
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
    let flows = Flow::of(source.media).is_some();
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
    Checked { name, about, outcome, report: Report { checks, findings, held: Vec::new() }, digest, flows }
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
    use crate::check::{Check, Evidence, Status};
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
            ..Finding::default()
        };
        let checks = [("NAR-07", Status::Pass), ("NAR-07", Status::Fail), ("ROW-01", Status::Rounding)];
        Report {
            checks: checks.map(|(rule, status)| Check::of(rule, status)).to_vec(),
            findings: vec![finding],
            held: Vec::new(),
        }
    }

    #[test]
    fn json_holds_the_same() {
        let checked = Checked {
            name: "a.pdf".to_owned(),
            about: String::new(),
            outcome: Outcome::Ok,
            report: report(),
            digest: None,
            flows: false,
        };
        let text = json(&[checked], &Report::default()).expect("it serialises");
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(value["documents"][0]["findings"][0]["rule"], "NAR-07");
        assert_eq!(value["documents"][0]["checks"].as_array().map(Vec::len), Some(3));
    }
}
