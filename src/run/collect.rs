//! Documents that others had read, one by one, put together as if one run had read them all.

use super::departments::FOLDERS;
use super::ledger::{Ledger, Line, Record};
use super::options::{Options, OutputError, RunError, STATE};
use super::pool::Answered;
use super::{finish, guard, lock, recipe};
use crate::check::Digest;
use crate::output::Staging;
use crate::output::manifest::{Entry, Totals};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Writes documents, as [`Readers`](super::Readers) answered them, into `options.out` with all that a run leaves there. What was read
/// twice is there once; their order is of no matter.
///
/// # Errors
/// See [`RunError`]; also when there is no document where a finished run has some, or when an answer is none of this program.
pub fn collect(answers: impl Iterator<Item = io::Result<Answered>>, options: &Options) -> Result<Totals, RunError> {
    let state = options.out.join(STATE);
    let _lock = lock::take(&state).map_err(OutputError::at("the output folder"))?;
    let staging = Staging::open(&options.out, &FOLDERS).map_err(OutputError::at("the output folder"))?;
    let ledger = Ledger::open(&state.join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;
    let mut entries = Vec::new();
    let mut digests: BTreeMap<String, Digest> = BTreeMap::new();
    let mut seen: BTreeSet<(String, Option<String>)> = BTreeSet::new();
    let mut written: BTreeMap<String, Entry> = BTreeMap::new();
    for answer in answers {
        let Answered { entry, digest, document } = answer.map_err(OutputError::at("what was read"))?;
        if !entry.is_sound() || entry.document.is_some() != document.is_some() {
            return Err(OutputError::at(&entry.name)(io::ErrorKind::InvalidData.into()).into());
        }
        if !seen.insert((entry.name.clone(), entry.sha256.clone())) {
            continue;
        }
        if let (Some(sha256), Some(target), Some(document)) = (&entry.sha256, &entry.document, document) {
            if let Some(first) = written.get(sha256).filter(|first| first.name < entry.name) {
                // The same bytes elsewhere: like a copy in one run, whose first name is the document's.
                entries.push(Entry { name: entry.name.clone(), origin: entry.origin.clone(), ..first.clone() });
                continue;
            }
            staging.put(target, &document).map_err(OutputError::at(target))?;
            let record = Record {
                recipe: recipe::of(options),
                limits: recipe::limits(options),
                size: document.len() as u64,
                expected: None,
                entry: entry.clone(),
                digest: digest.clone(),
            };
            ledger.add(&[Line::Done(Box::new(record))]).map_err(OutputError::at("the ledger"))?;
            written.insert(sha256.clone(), entry.clone());
            digests.extend(digest.map(|digest| (sha256.clone(), digest)));
        }
        entries.push(entry);
    }
    guard::keeps_merged(&options.out, entries.len())?;
    let mut digests: Vec<Digest> = digests.into_values().collect();
    digests.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    let totals = finish::finish(&mut entries, &digests, options, &staging, &ledger)?;
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(totals)
}
