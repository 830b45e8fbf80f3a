//! `gongkai doctor`: what this build can do, and whether it can work here.

use super::exit::Exit;
use super::ocr;
use super::terminal;
use crate::codes::{List, cofog, divisions, entries, mapping, titles};
use crate::limits;
use crate::output::sinks::Format;
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// A folder to try to write to
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Programs that this project can use or be compared with, and what for. None is needed.
const OPTIONAL: [(&str, &str, &str); 2] =
    [("pdftotext", "-v", "to compare the text of a page"), ("pdftoppm", "-v", "to look at a page as a picture")];

#[derive(Serialize)]
struct Report {
    version: &'static str,
    formats: Vec<FormatLine>,
    lists: Vec<ListLine>,
    limits: Vec<LimitLine>,
    model: ModelLine,
    programs: Vec<ProgramLine>,
    processors: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    writable: Option<Result<(), String>>,
    ok: bool,
}

#[derive(Serialize)]
struct FormatLine {
    name: &'static str,
    built_in: bool,
}

#[derive(Serialize)]
struct ListLine {
    name: &'static str,
    rows: usize,
}

#[derive(Serialize)]
struct LimitLine {
    name: &'static str,
    most: u64,
}

/// What reads pictures.
#[derive(Serialize)]
struct ModelLine {
    built_in: bool,
    file: Option<String>,
}

#[derive(Serialize)]
struct ProgramLine {
    name: &'static str,
    found: bool,
    purpose: &'static str,
}

/// Prints the report; fails if the folder cannot be written or a list is empty.
pub(super) fn doctor(args: &Doctor) -> Exit {
    let writable = args.out.as_deref().map(|out| try_to_write(out).map_err(|error| error.to_string()));
    let lists = lists();
    let ok = lists.iter().all(|l| l.rows > 0) && writable.as_ref().is_none_or(Result::is_ok);
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        formats: Format::ALL.iter().map(|f| FormatLine { name: f.name(), built_in: f.is_built_in() }).collect(),
        lists,
        limits: limits(),
        model: ModelLine { built_in: cfg!(feature = "ocr"), file: ocr::model(None).map(|path| path.display().to_string()) },
        programs: OPTIONAL.iter().map(|(name, flag, purpose)| ProgramLine { name, found: runs(name, flag), purpose }).collect(),
        processors: std::thread::available_parallelism().map_or(1, usize::from),
        writable,
        ok,
    };
    let printed = if args.json { terminal::json(&json(&report)) } else { terminal::text(&plain(&report, args.out.as_deref())) };
    match printed {
        Exit::Success if !ok => Exit::Output,
        exit => exit,
    }
}

fn lists() -> Vec<ListLine> {
    let line = |name, rows| ListLine { name, rows };
    vec![
        line("functional classification (支出功能分类)", entries(List::Functional).len()),
        line("economic classification of departments (部门预算支出经济分类)", entries(List::EconomicDepartment).len()),
        line("economic classification of governments (政府预算支出经济分类)", entries(List::EconomicGovernment).len()),
        line("revenue classification (收入分类)", entries(List::Revenue).len()),
        line("pairs of economic classes", mapping::pairs().len()),
        line(
            "functional codes with a COFOG function",
            entries(List::Functional).iter().filter(|e| cofog::cofog(e.code).is_some()).count(),
        ),
        line("divisions (行政区划)", divisions::divisions().len()),
        line("official tables", titles::ids().count()),
    ]
}

fn limits() -> Vec<LimitLine> {
    let line = |name, most: usize| LimitLine { name, most: most as u64 };
    vec![
        LimitLine { name: "bytes of a file", most: limits::MAX_INPUT_BYTES },
        line("bytes that one stream may expand to", limits::MAX_STREAM_BYTES),
        line("pages", limits::MAX_PAGES),
        line("characters on a page", limits::MAX_GLYPHS_PER_PAGE),
        line("rulings on a page", limits::MAX_RULES_PER_PAGE),
        LimitLine { name: "drawing operations on a page", most: limits::MAX_DRAWINGS_PER_PAGE },
        line("cells of a grid", limits::MAX_GRID_CELLS),
        line("tags and texts of a web page", limits::MAX_MARKUP_NODES),
        line("elements of a web page in each other", limits::MAX_MARKUP_DEPTH),
        line("bytes that a workbook may expand to", limits::MAX_WORKBOOK_BYTES),
        line("cells of a sheet", limits::MAX_SHEET_CELLS),
        LimitLine { name: "pixels of a picture of a page", most: limits::MAX_PICTURE_PIXELS },
        line("pieces of text on a picture of a page", limits::MAX_PIECES_PER_PAGE),
        line("rows times columns of a sheet of an old workbook", limits::MAX_SHEET_AREA),
    ]
}

/// Writes, renames and removes a file, as a run does.
fn try_to_write(out: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(out)?;
    tempfile::NamedTempFile::new_in(out)?.close()
}

fn runs(program: &str, flag: &str) -> bool {
    let quiet = || Stdio::null();
    Command::new(program).arg(flag).stdin(quiet()).stdout(quiet()).stderr(quiet()).status().is_ok()
}

fn json(report: &Report) -> String {
    serde_json::to_string_pretty(report).map_or_else(|error| error.to_string(), |json| json + "\n")
}

fn plain(report: &Report, out: Option<&Path>) -> String {
    let mut lines = vec![format!("gongkai {}, {} processors", report.version, report.processors)];
    let yes = |is: bool, yes: &'static str, no: &'static str| if is { yes } else { no };
    lines.push("formats:".to_owned());
    lines.extend(report.formats.iter().map(|f| format!("  {:12} {}", f.name, yes(f.built_in, "built in", "not in this build"))));
    lines.push("code lists:".to_owned());
    lines.extend(report.lists.iter().map(|l| format!("  {:6} {}", l.rows, l.name)));
    lines.push("limits of a document:".to_owned());
    lines.extend(report.limits.iter().map(|l| format!("  {:>12} {}", l.most, l.name)));
    let model = match (report.model.built_in, &report.model.file) {
        (false, _) => "not in this build".to_owned(),
        (true, Some(file)) => format!("built in, model {file}"),
        (true, None) => "built in, without a model: scripts/model brings it".to_owned(),
    };
    lines.push(format!("scans: {model}"));
    lines.push("programs that are not needed:".to_owned());
    lines.extend(
        report.programs.iter().map(|p| format!("  {:12} {:10} {}", p.name, yes(p.found, "found", "not found"), p.purpose)),
    );
    if let (Some(out), Some(writable)) = (out, &report.writable) {
        let result =
            writable.as_ref().map_or_else(|error| format!("cannot be written: {error}"), |()| "can be written".to_owned());
        lines.push(format!("{}: {result}", out.display()));
    }
    lines.push(yes(report.ok, "all is well", "something is wrong").to_owned());
    lines.join("\n") + "\n"
}
