//! Several output folders, such as the shares of one run on several machines, put together into one. A share may come from
//! anywhere: what it says is checked, and no name of a file is taken from it.

use super::departments::FOLDERS;
use super::ledger::{Known, Ledger, Line, Record};
use super::options::{Options, OutputError, RunError, STATE};
use super::{finish, guard, lock};
use crate::check::Digest;
use crate::output::manifest::{Entry, ReadBack, Totals};
use crate::output::{OutputFolder, Staging};
use std::collections::{BTreeMap, BTreeSet};
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
    /// The output cannot be, or must not be, written.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl From<OutputError> for MergeError {
    fn from(error: OutputError) -> Self {
        Self::Run(error.into())
    }
}

/// What a finished run left.
struct Run {
    path: PathBuf,
    folder: OutputFolder,
    known: Known,
    manifest: ReadBack,
}

/// Puts the folders `parts` together in `options.out`, as if one run had read all their inputs.
///
/// # Errors
/// See [`MergeError`].
pub fn merge(parts: &[PathBuf], options: &Options) -> Result<Totals, MergeError> {
    guard::apart(&options.out, parts)?;
    let runs: Vec<Run> = parts.iter().map(|folder| Run::open(folder)).collect::<Result<_, _>>()?;
    let keep_contacts = runs.iter().any(|run| run.manifest.keep_contacts);
    if let Some(run) = runs.iter().find(|run| run.manifest.keep_contacts != keep_contacts) {
        return Err(run.wrong("holds no contacts of persons, while others do: run it again with the same options"));
    }
    let options = Options { keep_contacts, ..options.clone() };
    let inputs = inputs_of(&runs);
    guard::keeps_merged(&options.out, inputs.len())?;
    let state = options.out.join(STATE);
    let _lock = lock::take(&state).map_err(OutputError::at("the output folder"))?;
    let staging = Staging::open(&options.out, &FOLDERS).map_err(OutputError::at("the output folder"))?;
    let ledger = Ledger::open(&state.join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;
    let mut entries = Vec::new();
    let mut digests: Vec<Digest> = Vec::new();
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
    let totals = finish::finish(&mut entries, &digests, &options, &staging, &ledger)?;
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(totals)
}

/// Name and hash of an input.
type Key<'r> = (&'r str, Option<&'r str>);

/// The inputs of all runs by name and bytes. What two runs have is one input; what one has twice (two members of one name in an
/// archive) is two.
fn inputs_of(runs: &[Run]) -> Vec<(&Run, &Entry)> {
    let mut inputs: BTreeMap<Key<'_>, Vec<(&Run, &Entry)>> = BTreeMap::new();
    for run in runs {
        let mut own: BTreeMap<Key<'_>, Vec<(&Run, &Entry)>> = BTreeMap::new();
        for entry in &run.manifest.inputs {
            own.entry((&entry.name, entry.sha256.as_deref())).or_default().push((run, entry));
        }
        for (key, entries) in own {
            let known = inputs.entry(key).or_default();
            known.extend(entries.into_iter().skip(known.len()));
        }
    }
    inputs.into_values().flatten().collect()
}

impl Run {
    fn open(path: &Path) -> Result<Self, MergeError> {
        let wrong = |error: io::Error| MergeError::Folder { folder: path.to_owned(), message: error.to_string() };
        let folder = OutputFolder::open(path).map_err(wrong)?;
        let known = Known::left_in(&folder).map_err(wrong)?;
        let manifest = folder.manifest().map_err(wrong)?;
        let run = Self { path: path.to_owned(), folder, known, manifest };
        let unknown: BTreeSet<&str> =
            run.manifest.inputs.iter().filter(|e| e.document.is_some()).filter_map(|e| e.sha256.as_deref()).collect();
        if unknown.iter().any(|sha256| run.known.document(sha256).is_none()) {
            return Err(run.wrong("its ledger does not know all its documents: run it again"));
        }
        Ok(run)
    }

    fn wrong(&self, message: &str) -> MergeError {
        MergeError::Folder { folder: self.path.clone(), message: message.to_owned() }
    }
}

fn copy(run: &Run, record: &Record, staging: &Staging) -> Result<(), MergeError> {
    let Some(document) = record.entry.document.as_deref() else { return Ok(()) };
    let bytes = run.folder.read(document).map_err(|error| run.wrong(&format!("{document}: {error}")))?;
    if bytes.len() as u64 != record.size {
        return Err(run.wrong(&format!("{document} is not what the ledger says: run it again")));
    }
    Ok(staging.put(document, &bytes).map_err(OutputError::at(document))?)
}
