//! Inputs as they are, packed into few large files for an engine that others run.

use super::entry;
use super::guard;
use super::ledger::Ledger;
use super::options::{Options, OutputError, RunError};
use super::plan::{self, Input};
use crate::output::Staging;
use crate::output::manifest::Entry;
use crate::output::pack::{Packed, Shards};
use crate::source::{self, Archives, Problem, Source, SourceError};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What was packed.
#[derive(Debug)]
pub struct PackSummary {
    /// Documents.
    pub documents: usize,
    /// Their bytes.
    pub bytes: u64,
    /// The files, below the output folder.
    pub files: Vec<String>,
    /// Inputs that gave no bytes, and why.
    pub left_out: Vec<Entry>,
    /// Inputs that are not there, as given.
    pub missing: Vec<PathBuf>,
    /// What was found and is no input.
    pub passed_over: Vec<Problem>,
    /// It was interrupted, and there are inputs left.
    pub interrupted: bool,
}

/// Packs all inputs, one row each in the order of their names, into files of `most` bytes of documents.
///
/// # Errors
/// See [`RunError`]; also when the folder holds packed files already. Inputs that cannot be read are left out and told.
pub fn pack(given: &[PathBuf], options: &Options, most: u64) -> Result<PackSummary, RunError> {
    guard::apart(&options.out, given)?;
    let first = Shards::name(0);
    if options.out.join(&first).exists() {
        return Err(OutputError::at(&first)(io::Error::new(io::ErrorKind::AlreadyExists, "the folder holds packed files")).into());
    }
    let staging = Staging::open(&options.out, &[]).map_err(OutputError::at("the output folder"))?;
    let state = tempfile::tempdir().map_err(OutputError::at("a folder for what is known of the inputs"))?;
    let ledger = Ledger::open(&state.path().join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;
    let plan = plan::plan(given, options, &staging, &ledger)?;
    let mut summary = PackSummary {
        documents: 0,
        bytes: 0,
        files: Vec::new(),
        left_out: Vec::new(),
        missing: plan.inputs.iter().filter(|i| i.missing).map(|i| i.path.clone()).collect(),
        passed_over: plan.passed_over,
        interrupted: false,
    };
    let (mut shards, mut archives) = (Shards::new(&staging, most), Archives::default());
    for input in plan.inputs {
        if options.interrupted.is_set() {
            summary.interrupted = true;
            break;
        }
        match read(&input, &mut archives) {
            Ok(source) => {
                summary.documents += 1;
                summary.bytes = summary.bytes.saturating_add(source.bytes.len() as u64);
                shards.add(packed(input, source)).map_err(OutputError::at("a packed file"))?;
            }
            Err(entry) => summary.left_out.push(*entry),
        }
    }
    summary.files = shards.finish().map_err(OutputError::at("a packed file"))?;
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(summary)
}

fn read(input: &Input, archives: &mut Archives) -> Result<Source, Box<Entry>> {
    if let Some(ended) = &input.ended {
        return Err(ended.clone());
    }
    let bytes = catch_unwind(AssertUnwindSafe(|| bytes(&input.path, &input.way, archives)));
    let bytes = bytes.unwrap_or_else(|_| {
        *archives = Archives::default();
        Err(SourceError::Failed)
    });
    bytes.map_err(|error| Box::new(entry::ended(&input.name, &input.origin, &error)))
}

fn bytes(path: &Path, way: &[usize], archives: &mut Archives) -> Result<Source, SourceError> {
    if way.is_empty() { source::read(path) } else { archives.member(path, way).map(|bytes| Source::new(path, bytes)) }
}

fn packed(input: Input, source: Source) -> Packed {
    let origin = input.origin;
    Packed {
        id: source.sha256,
        name: input.name,
        place: origin.told.place,
        department: origin.told.department,
        year: origin.told.year,
        url: origin.url,
        retrieved_at: origin.retrieved_at,
        bytes: source.bytes,
    }
}
