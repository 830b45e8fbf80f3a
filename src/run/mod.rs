//! Many documents: each contained, written as they are done, remembered; results in an order that depends on nothing but
//! names and bytes.
//!
//! In: paths. Out: the files of the output contract and a [`Summary`]. Documents are read by worker processes (`worker`), so
//! that nothing a document does to its reader touches another; what was read stands in a ledger, so that a run that was
//! killed goes on where it was. Memory is that of the documents being read and of one line of the manifest for each.

mod alarm;
mod archives;
mod child;
pub mod diff;
mod fault;
mod finish;
mod frame;
mod identify;
mod ledger;
pub mod listing;
mod lock;
mod merge;
mod names;
mod one;
mod plan;
mod pool;
mod second;
mod select;
mod status;
mod watchdog;
mod worker;

pub use archives::list;
pub use listing::Listed;
pub use merge::{MergeError, merge};
pub use second::answer;
pub use select::{Globs, Moment, Selection, Shard};
pub use status::{Status, status};
pub use worker::serve;

use crate::check::Digest;
use crate::limits::Stop;
use crate::output::Staging;
use crate::output::manifest::{Entry, Totals};
use crate::source::Problem;
use ledger::{Ledger, Line, Record};
use plan::Input;
use std::cmp::Reverse;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Stack of a thread that reads documents: fonts and forms nest deeper than the default of 2 MiB bears.
pub const STACK_BYTES: usize = 64 << 20;
/// Folder inside the output folder for what the next run needs to know.
const STATE: &str = ".gongkai";

/// How to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The output folder.
    pub out: PathBuf,
    /// Documents read at a time; `None` for one per processor.
    pub jobs: Option<usize>,
    /// Leave contacts of persons in the outputs.
    pub keep_contacts: bool,
    /// Have each PDF read by another library as well, in a process of this program called with `second-reader`, which must lead to
    /// [`answer`].
    pub second_reader: bool,
    /// Where documents are read.
    pub isolation: Isolation,
    /// What a document may take.
    pub limits: Limits,
    /// Read again what was read before.
    pub force: bool,
    /// Which of the inputs the run is for.
    pub selection: Selection,
    /// Inputs of a scraper's list, beside those that are given.
    pub listed: Vec<Listed>,
    /// Set when the run is to end before it is done.
    pub interrupted: Stop,
    /// Who wants to know how it goes.
    pub watch: Option<Arc<dyn Watch>>,
}

/// Who wants to know how a run goes.
pub trait Watch: fmt::Debug + Send + Sync {
    /// There are so many inputs, of which so many need not be read.
    fn planned(&self, inputs: usize, known: usize);
    /// One more was read.
    fn read(&self, outcome: crate::extraction::Outcome);
}

/// Where documents are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isolation {
    /// On threads of this process: a panic is contained, running out of memory or stack ends the run, and only the soft
    /// deadline counts.
    InProcess,
    /// In processes of this program, called with the argument `worker`, which must lead to [`serve`].
    Workers(PathBuf),
}

/// What one document may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time after which reading stops at the next page and what was read is kept.
    pub soft: Duration,
    /// Time after which its worker is killed.
    pub hard: Duration,
    /// Bytes of address space of a worker.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { soft: Duration::from_secs(20), hard: Duration::from_secs(30), memory: 1 << 30 }
    }
}

impl Default for Options {
    /// Everything that is found, read in this process.
    fn default() -> Self {
        Self {
            out: PathBuf::new(),
            jobs: None,
            keep_contacts: false,
            second_reader: false,
            isolation: Isolation::InProcess,
            limits: Limits::default(),
            force: false,
            selection: Selection::default(),
            listed: Vec::new(),
            interrupted: Stop::default(),
            watch: None,
        }
    }
}

/// What became of the inputs.
#[derive(Debug)]
pub struct Summary {
    /// Sums over all inputs.
    pub totals: Totals,
    /// Inputs that are not there, as given.
    pub missing: Vec<PathBuf>,
    /// What was found and is no input: links, folders without documents.
    pub passed_over: Vec<Problem>,
    /// Files that the selection leaves out.
    pub not_selected: usize,
    /// Inputs that an earlier run had read.
    pub kept: usize,
    /// Inputs that are not read, since the run was interrupted; the next run reads them.
    pub left: usize,
}

/// The output cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {file}: {error}")]
pub struct OutputError {
    /// The file, below the output folder.
    pub file: String,
    /// What the file system says.
    #[source]
    pub error: io::Error,
}

impl OutputError {
    fn at(file: &str) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |error| Self { file, error }
    }
}

/// Extracts all inputs.
///
/// # Errors
/// Only when the output cannot be written. Inputs that cannot be read are entries of the manifest.
pub fn run(given: &[PathBuf], options: &Options) -> Result<Summary, OutputError> {
    let state = options.out.join(STATE);
    let _lock = lock::take(&state).map_err(OutputError::at("the output folder"))?;
    let staging = Staging::open(&options.out, &["documents"]).map_err(OutputError::at("the output folder"))?;
    let ledger = Ledger::open(&state.join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;
    let plan = plan::plan(given, options, &staging, &ledger)?;
    let inputs = plan.inputs;
    let missing = inputs.iter().filter(|i| i.missing).map(|i| i.path.clone()).collect();
    let mut results: Vec<Option<Outcome>> = inputs.iter().map(|i| known(i, options, &ledger)).collect();
    let kept = results.iter().flatten().filter(|r| r.entry.document.is_some()).count();
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
    (same && record.holds(&recipe(options), &limits(options)) && there())
        .then(|| Outcome { entry: record.entry.clone(), digest: record.digest.clone() })
}

fn is_there(out: &Path, record: &Record) -> bool {
    let file = record.entry.document.as_ref().map(|document| out.join(document));
    file.is_some_and(|file| file.metadata().is_ok_and(|m| m.is_file() && m.len() == record.size))
}

/// What of program and options the outcome of a document depends on.
fn recipe(options: &Options) -> String {
    let second = if options.second_reader { " second_reader" } else { "" };
    format!("{}+{} keep_contacts={}{second}", env!("CARGO_PKG_VERSION"), env!("GONGKAI_BUILD"), options.keep_contacts)
}

/// What of the options decides whether a document ends for want of time or memory.
fn limits(options: &Options) -> String {
    let Limits { soft, hard, memory } = options.limits;
    format!("soft={soft:?} hard={hard:?} memory={memory} isolate={}", options.isolation != Isolation::InProcess)
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
    let tasks: Vec<one::Task> = missing.iter().map(|i| inputs[*i].task(options)).collect();
    let (recipe, limits) = (recipe(options), limits(options));
    if let Some(watch) = &options.watch {
        // A copy needs no reading either.
        watch.planned(inputs.len(), known.max(inputs.len() - missing.len()));
    }
    let read = Mutex::new(results);
    pool::Pool::new(options, staging).read(&tasks, &|number, pool::Finished { entry, digest, size }| {
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
