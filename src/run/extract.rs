//! A run from its inputs to its files: what is known is kept, what is not is read, and all of it is put together.

use super::departments::FOLDERS;
use super::finish;
use super::ledger::{Ledger, Line, Record};
use super::ocr;
use super::options::{Options, OutputError, RunError, STATE, Summary};
use super::plan::{self, Input};
use super::pool::{Finished, Pool};
use super::recipe::{self, limits};
use super::task::Task;
use super::{guard, lock};
use crate::check::Digest;
use crate::output::Staging;
use crate::output::manifest::{Entry, Totals};
use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Extracts all inputs.
///
/// # Errors
/// See [`RunError`]. Inputs that cannot be read are none: they are entries of the manifest.
pub fn run(given: &[PathBuf], options: &Options) -> Result<Summary, RunError> {
    guard::apart(&options.out, given)?;
    let state = options.out.join(STATE);
    let _lock = lock::take(&state).map_err(OutputError::at("the output folder"))?;
    let staging = Staging::open(&options.out, &FOLDERS).map_err(OutputError::at("the output folder"))?;
    let ledger = Ledger::open(&state.join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;
    let plan = plan::plan(given, options, &staging, &ledger)?;
    if let Err(refused) = guard::keeps(&plan, options) {
        staging.close().map_err(OutputError::at("the output folder"))?;
        return Err(refused);
    }
    let mut inputs = plan.inputs;
    inputs.iter_mut().for_each(|input| input.tell(&options.told));
    let missing = inputs.iter().filter(|i| i.missing).map(|i| i.path.clone()).collect();
    let mut results: Vec<Option<Outcome>> = inputs.iter().map(|i| known(i, options, &ledger)).collect();
    let kept = results.iter().flatten().filter(|r| r.entry.document.is_some()).count();
    ocr::read_pictures(&inputs, &plan.originals, options, &staging)?;
    read_missing(&inputs, &plan.originals, &mut results, options, &staging, &ledger)?;
    list_copies(&inputs, &plan.originals, &mut results);
    // A file that has other bytes by now than when it was hashed is no original of its copies: these are read themselves.
    if results.iter().any(Option::is_none) && !options.interrupted.is_set() {
        let themselves: Vec<usize> = (0..inputs.len()).collect();
        read_missing(&inputs, &themselves, &mut results, options, &staging, &ledger)?;
    }
    let left = results.iter().filter(|r| r.is_none()).count();
    let (mut entries, digests): (Vec<Entry>, Vec<_>) = results.into_iter().flatten().map(|r| (r.entry, r.digest)).unzip();
    let totals = if left == 0 {
        let digests: Vec<Digest> = digests.into_iter().flatten().collect();
        finish::finish(&mut entries, &digests, options, &staging, &ledger)?
    } else {
        Totals::of(&entries)
    };
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(Summary { totals, missing, passed_over: plan.passed_over, not_selected: plan.not_selected, kept, left })
}

/// What became of one input.
struct Outcome {
    entry: Entry,
    digest: Option<Digest>,
}

impl Outcome {
    /// The same bytes under another name: read once, listed twice.
    fn under_name_of(&self, copy: &Input) -> Self {
        // A copy adds nothing to compare with.
        Self { entry: Entry { name: copy.name.clone(), origin: copy.origin.clone(), ..self.entry.clone() }, digest: None }
    }
}

/// Lists each copy as its original was read.
fn list_copies(inputs: &[Input], originals: &[usize], results: &mut [Option<Outcome>]) {
    for (index, original) in originals.iter().enumerate().filter(|(index, original)| index != *original) {
        let same = results[*original].as_ref().filter(|r| r.entry.sha256 == inputs[index].sha256);
        results[index] = same.map(|r| r.under_name_of(&inputs[index]));
    }
}

/// What an earlier run, or the planning, already knows of an input.
fn known(input: &Input, options: &Options, ledger: &Ledger) -> Option<Outcome> {
    if let Some(ended) = &input.ended {
        return Some(Outcome { entry: ended.as_ref().clone(), digest: None });
    }
    if options.force {
        return None;
    }
    let record = ledger.known().document(input.sha256.as_deref()?)?;
    // The document holds name and origin of its input.
    let same = record.entry.name == input.name && record.entry.origin == input.origin && record.expected == input.expected;
    let there = || is_there(&options.out, record);
    (same && record.holds(&recipe::of(options), &limits(options)) && there())
        .then(|| Outcome { entry: record.entry.clone(), digest: record.digest.clone() })
}

fn is_there(out: &Path, record: &Record) -> bool {
    let file = record.entry.document.as_ref().map(|document| out.join(&**document));
    file.is_some_and(|file| file.metadata().is_ok_and(|m| m.is_file() && m.len() == record.size))
}

/// Reads every original that has no entry yet.
fn read_missing(
    inputs: &[Input],
    originals: &[usize],
    results: &mut [Option<Outcome>],
    options: &Options,
    staging: &Staging,
    ledger: &Ledger,
) -> Result<(), OutputError> {
    let known = results.iter().flatten().count();
    let mut missing: Vec<usize> = (0..inputs.len()).filter(|i| originals[*i] == *i && results[*i].is_none()).collect();
    // The longest first, so that no job is left with one at the end; what is in archives stays together, since they are opened
    // one at a time.
    missing.sort_by_key(|i| inputs[*i].way.is_empty().then_some(Reverse(inputs[*i].bytes)));
    let tasks: Vec<Task> = missing.iter().map(|i| inputs[*i].task(options)).collect();
    let (recipe, limits) = (recipe::of(options), limits(options));
    if let Some(watch) = &options.watch {
        // A copy needs no reading either.
        watch.planned(inputs.len(), known.max(inputs.len() - missing.len()));
    }
    let read = Mutex::new(results);
    Pool::new(options, staging).read(&tasks, &|number, Finished { entry, digest, size }| {
        let input = &inputs[missing[number]];
        if let Some(watch) = &options.watch {
            watch.read(entry.outcome);
        }
        if let Some(size) = size {
            let (recipe, limits, expected) = (recipe.clone(), limits.clone(), input.expected.clone());
            let record = Record { recipe, limits, size, expected, entry: entry.clone(), digest: digest.clone() };
            let mut lines = vec![Line::Done(Box::new(record))];
            lines.extend(entry.sha256.as_deref().and_then(|sha256| input.seen(sha256)).map(Line::Seen));
            ledger.add(&lines).map_err(OutputError::at("the ledger"))?;
        }
        read.lock().unwrap_or_else(PoisonError::into_inner)[missing[number]] = Some(Outcome { entry, digest });
        Ok(())
    })
}
