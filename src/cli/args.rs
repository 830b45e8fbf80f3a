//! The command line as typed.

use super::about;
use super::choices::{CheckFormat, Format, Language, LogFormat, LogLevel, Minor, ProgressForm, Stage, TableFormat, Threshold};
use super::doctor::Doctor;
use super::examples::{
    CHECK_EXAMPLES, CODES_EXAMPLES, COMPLETIONS_EXAMPLES, COVERAGE_EXAMPLES, DOCTOR_EXAMPLES, EXIT_CODES, EXPLAIN_EXAMPLES,
    EXPORT_EXAMPLES, EXTRACT_EXAMPLES, MAN_EXAMPLES, SCHEMA_EXAMPLES, TABLE_EXAMPLES,
};
#[cfg(feature = "view")]
use super::examples::{REPORT_EXAMPLES, VIEW_EXAMPLES};
use super::merge;
use super::ocr::{OcrArgs, Reading};
#[cfg(feature = "parquet")]
use super::pack;
use super::serve::{self, seconds};
#[cfg(feature = "view")]
use super::view;
use crate::decimal::Decimal;
use crate::output::sinks;
use crate::run::{Moment, Shard};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// Turns the budgets and final accounts that Chinese departments publish into data.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, after_help = EXIT_CODES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read disclosures and write their tables and amounts as JSON
    #[command(after_help = format!("{EXTRACT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Extract(Box<Extract>),
    /// Read the pictures of scans and keep what is seen on them, for `extract --ocr` into the same folder
    Ocr(OcrArgs),
    /// Check documents: what does not add up within each and between them, printed for a person or as JSON
    #[command(after_help = format!("{CHECK_EXAMPLES}\n\n{EXIT_CODES}"))]
    Check(Check),
    /// Print what a stage of the chain sees in one document, to read beside the page
    #[command(after_help = format!("{EXPLAIN_EXAMPLES}\n\n{EXIT_CODES}"))]
    Explain(Explain),
    /// Write CSV, Parquet, SQLite or a workbook from a finished run
    #[command(after_help = format!("{EXPORT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Export(Export),
    /// Print the JSON Schema (2020-12) of an output
    #[command(after_help = format!("{SCHEMA_EXAMPLES}\n\n{EXIT_CODES}"))]
    Schema(about::Schema),
    /// Say what this build can do and whether it works here
    #[command(after_help = format!("{DOCTOR_EXAMPLES}\n\n{EXIT_CODES}"))]
    Doctor(Doctor),
    /// Print a completion script for a shell
    #[command(after_help = format!("{COMPLETIONS_EXAMPLES}\n\n{EXIT_CODES}"))]
    Completions(about::Completions),
    /// Write the man pages of all commands into a folder
    #[command(after_help = format!("{MAN_EXAMPLES}\n\n{EXIT_CODES}"))]
    Man(about::Man),
    /// Pack documents as they are into Parquet files, for engines and object stores
    #[cfg(feature = "parquet")]
    #[command(after_help = pack::EXAMPLES)]
    Pack(pack::Pack),
    /// Say what an output folder holds, and whether its run is finished
    Status(Status),
    /// Put the outputs of several runs, such as the shares of one, together in one folder
    Merge(merge::Merge),
    /// Say what changed between two runs, or two years: documents and amounts
    Diff(Diff),
    /// Show a finished run in a browser: pages with what was read marked on them, findings, departments
    #[cfg(feature = "view")]
    #[command(after_help = format!("{VIEW_EXAMPLES}\n\n{EXIT_CODES}"))]
    View(view::View),
    /// Write the same pages as files that open anywhere
    #[cfg(feature = "view")]
    #[command(after_help = format!("{REPORT_EXAMPLES}\n\n{EXIT_CODES}"))]
    Report(view::Report),
    /// Draw pages, as told on standard input
    #[cfg(feature = "view")]
    #[command(hide = true)]
    Drawer(view::Drawer),
    /// Read documents for a run, as told on standard input
    #[command(hide = true)]
    Worker(serve::Worker),
    /// Read the pictures of one document
    #[cfg(feature = "ocr")]
    #[command(hide = true)]
    OcrReader(serve::OcrReader),
    /// Read a PDF on standard input with another library
    #[command(hide = true)]
    SecondReader(serve::SecondReader),
    /// Print one table of a document as printed, to paste elsewhere
    #[command(after_help = format!("{TABLE_EXAMPLES}\n\n{EXIT_CODES}"))]
    Table(Table),
    /// Say which departments of a run have published what, and what is missing
    #[command(after_help = format!("{COVERAGE_EXAMPLES}\n\n{EXIT_CODES}"))]
    Coverage(Coverage),
    /// Look up a code or a name of the official classifications, a division, or an international function
    #[command(after_help = format!("{CODES_EXAMPLES}\n\n{EXIT_CODES}"))]
    Codes(Codes),
}

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// Files, folders (with all folders in them), or `-` for a list of paths on standard input, one a line
    #[arg(required_unless_present = "manifest", value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Folder to write to; without one the JSON of the one document that is given goes to standard output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The division of all inputs, by name or six digits; rules over what they say
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// The department of all inputs; rules over what they say
    #[arg(long, value_name = "NAME")]
    pub department: Option<String>,
    /// The fiscal year of all inputs; rules over what they say
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1990..2100))]
    pub year: Option<u16>,
    /// Documents read at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Leave phone numbers, e-mail addresses and names of contact persons in the outputs
    #[arg(long)]
    pub keep_contacts: bool,
    /// Take phone numbers, e-mail addresses and names of contact persons out of the names of files too
    #[arg(long, conflicts_with = "keep_contacts")]
    pub redact_names: bool,
    /// Read each PDF with another library too, and say of each amount of a table whether it sees the same digits
    #[arg(long)]
    pub second_reader: bool,
    /// Read pages that are pictures, too, with the model that scripts/model brings; their amounts say `reading: ocr`
    #[arg(long, requires = "out")]
    pub ocr: bool,
    /// Leave amounts that were read from pictures out of the records; they stay in the tables
    #[arg(long, requires = "ocr")]
    pub no_ocr_records: bool,
    #[command(flatten)]
    pub reading: Reading,
    /// Formats to write, apart by commas; JSON is always written
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    pub to: Vec<sinks::Format>,
    /// CSV for spreadsheets: with a byte order mark, and formulas in texts made harmless
    #[arg(long)]
    pub excel: bool,
    /// Read every document again, also what an earlier run into the same folder has read
    #[arg(long)]
    pub force: bool,
    /// Put nothing in the place of what an earlier run left when no input is there; without this, that ends with exit code 2
    #[arg(long)]
    pub allow_empty: bool,
    /// Read each document in a worker process, so that what kills its reader kills nothing else
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set)]
    pub isolate: bool,
    /// A scraper's list of files, CSV with a header or NDJSON: `path` (from the folder of the list), `url`, `retrieved_at`,
    /// `sha256`; what it says goes into the outputs
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// Only files of folders whose name, or the end of it, matches (may be given several times)
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// No files of folders whose name, or the end of it, matches (may be given several times)
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Only what was fetched, as the list says, or else changed at this time or later (2026-11-24, 2026-11-24T08:30:00Z)
    #[arg(long, value_name = "TIME")]
    pub since: Option<Moment>,
    /// Only share i of n of the documents, i from 0; what share a document is in, its bytes alone decide
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// End with exit code 4 when a finding is at least this severe
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Threshold>,
    /// How to show the progress: a bar on a terminal, or a line of JSON every few seconds
    #[arg(long, value_enum, default_value_t = ProgressForm::Auto)]
    pub progress: ProgressForm,
    /// What to log on standard error
    #[arg(long, value_enum, default_value_t = LogLevel::Off)]
    pub log: LogLevel,
    /// How to log
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Time a document may take before it is cut after the page being read (seconds)
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    pub soft_timeout: Duration,
    /// Time after which the worker of a document is killed (seconds)
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: Duration,
    /// Memory that a worker may take (MiB)
    #[arg(long, value_name = "MIB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(64..=1 << 20))]
    pub memory: u64,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The output folder of a finished run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Formats to write, apart by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', required = true)]
    pub to: Vec<sinks::Format>,
    /// CSV for spreadsheets: with a byte order mark, and formulas in texts made harmless
    #[arg(long)]
    pub excel: bool,
}

/// Arguments of `status`.
#[derive(Debug, Args)]
pub(super) struct Status {
    /// An output folder
    pub out: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// Output folder of the earlier run
    pub old: PathBuf,
    /// Output folder of the later run
    pub new: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, folders (with all folders in them), or `-` for a list of paths on standard input, one a line
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// The language of the sentences of the text format
    #[arg(long, value_enum, default_value_t = Language::Both)]
    pub lang: Language,
    /// Only findings at least this severe [default: all of one document, warnings and errors of several]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub severity: Option<Threshold>,
    /// Only findings of these rules (NAR-01), or of these groups of them (NAR); several times, or with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// Only findings with an amount of at least so many yuan among their figures
    #[arg(long, value_name = "YUAN")]
    pub min_amount: Option<Decimal>,
    /// Findings that are real and trivial, as a last digit
    #[arg(long, value_enum, default_value_t = Minor::Show, value_name = "WHICH")]
    pub minor: Minor,
    /// Name documents of several without a finding as well
    #[arg(long)]
    pub clean: bool,
    /// Leave out findings that somebody has marked in this output folder (`gongkai view`)
    #[cfg(feature = "view")]
    #[arg(long, value_name = "OUT")]
    pub unreviewed: Option<PathBuf>,
    /// End with exit code 4 when a finding is at least this severe [default: findings do not change the exit code]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Threshold>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The document
    pub file: PathBuf,
    /// Only this page, counted from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub page: Option<u32>,
    /// The stage to print
    #[arg(long, value_enum, default_value_t = Stage::Content)]
    pub stage: Stage,
}

/// Arguments of `codes`.
#[derive(Debug, Args)]
pub(super) struct Codes {
    /// A code (2080505, 30101, 141123), a name or a part of one, or a COFOG function (09.1)
    #[arg(value_name = "CODE|NAME")]
    pub query: String,
    /// Only what is in force in this fiscal year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1990..2100))]
    pub year: Option<u16>,
    /// For people or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Arguments of `table`.
#[derive(Debug, Args)]
pub(super) struct Table {
    /// The document
    pub file: PathBuf,
    /// Id of the table (B05); without an id or a page the tables are listed
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// The table on this page, counted from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub page: Option<u32>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = TableFormat::Md)]
    pub format: TableFormat,
}

/// Arguments of `coverage`.
#[derive(Debug, Args)]
pub(super) struct Coverage {
    /// An output folder
    pub out: PathBuf,
    /// A list of departments that should have published: a name a line, or CSV with the columns `department` and `place`
    #[arg(long, value_name = "FILE")]
    pub expected: Option<PathBuf>,
    /// Only this fiscal year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1990..2100))]
    pub year: Option<u16>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
