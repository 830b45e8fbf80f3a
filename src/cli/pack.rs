//! `gongkai pack`: inputs as they are, in few large files.

use super::exit::Exit;
use super::inputs::{expand, listed};
use super::isolation::isolation;
use super::signals;
use super::terminal::say;
use crate::run::{self, Globs, Options, PackSummary, RunError, Selection};
use clap::Args;
use std::io;
use std::path::PathBuf;

/// Arguments of `pack`.
#[derive(Debug, Args)]
pub(super) struct Pack {
    /// Files, folders (with all folders in them), or `-` for a list of paths on standard input, one a line
    #[arg(required_unless_present = "manifest", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder to write to; it holds no packed files yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Megabytes of documents in a file
    #[arg(long, value_name = "MB", default_value_t = 256, value_parser = clap::value_parser!(u64).range(1..=4096))]
    shard_mb: u64,
    /// A scraper's list of files, as for `extract`: what it says of place, department and year goes into the columns
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Only files of folders whose name, or the end of it, matches (may be given several times)
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// No files of folders whose name, or the end of it, matches (may be given several times)
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

/// Examples of `pack`.
pub(super) const EXAMPLES: &str = "Examples:
  gongkai pack corpus --out packed                   # packed/part-00000.parquet and so on
  find corpus -name '*.pdf' | gongkai pack - --out packed

Columns: id (SHA-256), name, place, department, year, url, retrieved_at, bytes. What reads them: docs/cluster.md.";

/// Packs.
pub(super) fn pack(args: Pack) -> Exit {
    let inputs = match expand(args.inputs, io::stdin().lock()) {
        Ok(inputs) => inputs,
        Err(error) => {
            say(&format!("cannot read the list on standard input: {error}"));
            return Exit::Missing;
        }
    };
    let listed = match args.manifest.as_deref().map(listed).transpose() {
        Ok(listed) => listed.unwrap_or_default(),
        Err(exit) => return exit,
    };
    let selection = match (Globs::new(&args.include), Globs::new(&args.exclude)) {
        (Ok(include), Ok(exclude)) => Selection { include, exclude, ..Selection::default() },
        (Err(error), _) | (_, Err(error)) => {
            say(&error.to_string());
            return Exit::Usage;
        }
    };
    let options = Options {
        out: args.out,
        isolation: isolation(true),
        selection,
        listed,
        interrupted: signals::interrupted(),
        ..Options::default()
    };
    match run::pack(&inputs, &options, args.shard_mb.saturating_mul(1_000_000)) {
        Ok(summary) => report(&summary, &options),
        Err(error) => {
            say(&error.to_string());
            if matches!(error, RunError::Inside { .. }) { Exit::Usage } else { Exit::Output }
        }
    }
}

fn report(summary: &PackSummary, options: &Options) -> Exit {
    for problem in &summary.passed_over {
        say(&format!("{}: {}", problem.path.display(), problem.error));
    }
    for entry in &summary.left_out {
        let message = entry.message.as_deref().unwrap_or_default();
        say(&format!("{}: {} and left out: {message}", entry.name, entry.outcome.name()));
    }
    let PackSummary { documents, bytes, files, .. } = summary;
    say(&format!("{documents} documents with {bytes} bytes in {} files in {}", files.len(), options.out.display()));
    if summary.interrupted {
        say("interrupted: remove the folder and pack again");
        Exit::Interrupted
    } else if !summary.missing.is_empty() {
        Exit::Missing
    } else if summary.left_out.is_empty() {
        Exit::Success
    } else {
        Exit::Failed
    }
}
