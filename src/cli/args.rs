//! The command line as typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// What every help text ends with, so that a script need not search for it.
const EXIT_CODES: &str = "\
Exit codes:
  0  every input was read, or is a scan or a format that is not read yet
  1  the command line makes no sense
  2  an input is not there (the others are done)
  3  an input is encrypted, unreadable, truncated, too large, or failed (the others are done)
  5  the output cannot be written
  130  interrupted: the same command goes on from there";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  gongkai extract corpus --out out
  gongkai extract a.pdf 'part two' --out out --jobs 1
  find . -name '*.pdf' | gongkai extract - --out out

Writes out/documents/<first 12 digits of the SHA-256>.json, one for each document, out/records.ndjson with all amounts,
out/findings.ndjson, and out/manifest.json with every input and what became of it. The same inputs give the same bytes. What
an earlier run into the same folder has read is not read again, so a run that was killed goes on where it was.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  gongkai explain a.pdf
  gongkai explain a.pdf --page 2 --stage layout";

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
    Extract(Extract),
    /// Print what a stage of the chain sees in one document, to read beside the page
    #[command(after_help = format!("{EXPLAIN_EXAMPLES}\n\n{EXIT_CODES}"))]
    Explain(Explain),
    /// Read documents for a run, as told on standard input
    #[command(hide = true)]
    Worker(Worker),
}

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// Files, folders (with all folders in them), or `-` for a list of paths on standard input, one a line
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Documents read at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Leave phone numbers, e-mail addresses and names of contact persons in the outputs
    #[arg(long)]
    pub keep_contacts: bool,
    /// Read every document again, also what an earlier run into the same folder has read
    #[arg(long)]
    pub force: bool,
    /// Read each document in a worker process, so that what kills its reader kills nothing else
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set)]
    pub isolate: bool,
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

/// Arguments of `worker`.
#[derive(Debug, Args)]
pub(super) struct Worker {
    /// Seconds after which a document is cut
    #[arg(long, value_parser = seconds)]
    pub soft_timeout: Duration,
    /// Bytes of memory at most
    #[arg(long)]
    pub memory: u64,
}

/// A time in seconds, with decimals.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| "not a time".to_owned())?;
    if time.is_zero() { Err("no time at all".to_owned()) } else { Ok(time) }
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

/// A stage of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// Characters and rulings
    Page,
    /// Lines and grids
    Layout,
    /// Sections, paragraphs and tables as printed
    Outline,
    /// Tables with headings, roles and kinds of rows
    Content,
}
