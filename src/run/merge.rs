//! Several output folders, such as the shares of one run on several machines, put together into one.

use super::ledger::{Known, Ledger, Line, Record};
use super::{Options, OutputError, STATE, finish, lock};
use crate::check::Digest;
use crate::output::Staging;
use crate::output::manifest::{Entry, ReadBack, Totals};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why folders cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// One of them is not what a finished run leaves.
    #[error("{folder}: {message}", folder = folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// What a finished run left.
struct Run {
    folder: PathBuf,
    known: Known,
    manifest: ReadBack,
}

/// Puts the folders `parts` together in `options.out`, as if one run had read all their inputs.
///
/// # Errors
/// See [`MergeError`].
pub fn merge(parts: &[PathBuf], options: &Options) -> Result<Totals, MergeError> {
    let runs: Vec<Run> = parts.iter().map(|folder| Run::open(folder)).collect::<Result<_, _>>()?;
    let keep_contacts = runs.iter().any(|run| run.manifest.keep_contacts);
    if let Some(run) = runs.iter().find(|run| run.manifest.keep_contacts != keep_contacts) {
        return Err(run.wrong("holds no contacts of persons, while others do: run it again with the same options"));
    }
    let options = Options { keep_contacts, ..options.clone() };
    let state = options.out.join(STATE);
    let _lock = lock::take(&state).map_err(OutputError::at("the output folder"))?;
    let staging = Staging::open(&options.out, &["documents"]).map_err(OutputError::at("the output folder"))?;
    let ledger = Ledger::open(&state.join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;

    let mut inputs: Vec<(&Run, &Entry)> = runs.iter().flat_map(|run| run.manifest.inputs.iter().map(move |e| (run, e))).collect();
    inputs.sort_by(|(_, a), (_, b)| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
    inputs.dedup_by(|(_, a), (_, b)| (&a.name, &a.sha256) == (&b.name, &b.sha256));
    let mut entries = Vec::new();
    let mut digests = Vec::new();
    let mut written: BTreeMap<&str, &Record> = BTreeMap::new();
    for (run, entry) in inputs {
        let record = entry.sha256.as_deref().and_then(|sha256| Some((sha256, run.known.document(sha256)?)));
        let Some((sha256, record)) = record else {
            entries.push(entry.clone());
            continue;
        };
        if let Some(first) = written.get(sha256) {
            // The same bytes elsewhere: like a copy in one run.
            entries.push(Entry { name: entry.name.clone(), origin: entry.origin.clone(), ..first.entry.clone() });
            continue;
        }
        copy(run, record, &staging)?;
        ledger.add(&[Line::Done(Box::new(record.clone()))]).map_err(OutputError::at("the ledger"))?;
        written.insert(sha256, record);
        digests.extend(record.digest.clone());
        entries.push(entry.clone());
    }
    let digests: Vec<Digest> = digests;
    let totals = finish::finish(&mut entries, &digests, &options, &staging, &ledger)?;
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(totals)
}

impl Run {
    fn open(folder: &Path) -> Result<Self, MergeError> {
        let wrong = |error: io::Error| MergeError::Folder { folder: folder.to_owned(), message: error.to_string() };
        let (known, _) = Known::read(&folder.join(STATE).join("ledger.ndjson")).map_err(wrong)?;
        let manifest = fs::read(folder.join("manifest.json")).map_err(wrong)?;
        let manifest = serde_json::from_slice(&manifest).map_err(|error| wrong(error.into()))?;
        let run = Self { folder: folder.to_owned(), known, manifest };
        let unknown: BTreeSet<&str> =
            run.manifest.inputs.iter().filter(|e| e.document.is_some()).filter_map(|e| e.sha256.as_deref()).collect();
        if unknown.iter().any(|sha256| run.known.document(sha256).is_none()) {
            return Err(run.wrong("its ledger does not know all its documents: run it again"));
        }
        Ok(run)
    }

    fn wrong(&self, message: &str) -> MergeError {
        MergeError::Folder { folder: self.folder.clone(), message: message.to_owned() }
    }
}

fn copy(run: &Run, record: &Record, staging: &Staging) -> Result<(), MergeError> {
    let Some(document) = &record.entry.document else { return Ok(()) };
    let bytes = fs::read(run.folder.join(document)).map_err(|error| run.wrong(&format!("{document}: {error}")))?;
    if bytes.len() as u64 != record.size {
        return Err(run.wrong(&format!("{document} is not what the ledger says: run it again")));
    }
    Ok(staging.put(document, &bytes).map_err(OutputError::at(document))?)
}
