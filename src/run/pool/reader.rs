//! The places where documents are read: worker processes, or this one.

use super::cause::Cause;
use super::child::{Answer, Worker};
use super::watchdog::Watchdog;
use crate::check::Digest;
use crate::extraction::Outcome;
use crate::limits::Stop;
use crate::output::document::SourceFacts;
use crate::output::manifest::Entry;
use crate::output::{Staging, disk};
use crate::run::entry;
use crate::run::options::{Isolation, Options, OutputError, Program};
use crate::run::task::Task;
use crate::run::worker::{self, Alarm, Reading};
use crate::source::Archives;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What all readers of a run share.
pub(super) struct Shared<'p> {
    pub options: &'p Options,
    pub staging: &'p Staging,
    pub watchdog: Watchdog,
    /// Workers were killed because the run ends.
    pub aborted: AtomicBool,
}

impl<'p> Shared<'p> {
    pub(super) fn new(options: &'p Options, staging: &'p Staging) -> Self {
        Self { options, staging, watchdog: Watchdog::default(), aborted: AtomicBool::new(false) }
    }
}

/// What came of a document whose file is written.
pub(super) type Read = (Entry, Option<Digest>);

/// One of the places where documents are read.
pub(super) enum Reader<'p> {
    InProcess { alarm: Alarm, archives: Box<Archives>, interrupted: &'p Stop },
    Worker { shared: &'p Shared<'p>, program: &'p Program, worker: Option<Worker> },
}

impl<'p> Reader<'p> {
    pub(super) fn new(shared: &'p Shared<'p>) -> Result<Self, OutputError> {
        match &shared.options.isolation {
            Isolation::InProcess => {
                let alarm = Alarm::start(shared.options.limits.soft).map_err(OutputError::at("anything: no threads"))?;
                Ok(Self::InProcess { alarm, archives: Box::default(), interrupted: &shared.options.interrupted })
            }
            Isolation::Workers(program) => Ok(Self::Worker { shared, program, worker: None }),
        }
    }

    /// Reads a document into `file`; `None` when the run was interrupted meanwhile.
    pub(super) fn read(&mut self, task: &Task, file: &mut File) -> Result<Option<Read>, OutputError> {
        match self {
            Self::InProcess { alarm, archives, interrupted } => {
                let stop = alarm.set().or(interrupted);
                let read = match worker::open(task, None, archives) {
                    Err(ended) => Ok((ended.entry, None)),
                    Ok(opened) => rewrite(file, |to| opened.read(&stop, to)),
                };
                alarm.off();
                // What was cut short by whoever ends the run is not read; the next run reads it.
                let cut = |entry: &Entry| interrupted.is_set() && entry.outcome == Outcome::Timeout;
                read.map(|read| Some(read).filter(|(entry, _)| !cut(entry)))
            }
            Self::Worker { shared, program, worker } => in_worker(shared, program, worker, task, file),
        }
    }
}

fn in_worker(
    shared: &Shared<'_>,
    program: &Program,
    place: &mut Option<Worker>,
    task: &Task,
    file: &mut File,
) -> Result<Option<Read>, OutputError> {
    let limits = &shared.options.limits;
    let mut worker = match place.take() {
        Some(worker) => worker,
        None => start(shared, program)?,
    };
    match worker.ask(task, None, limits.hard, file)? {
        Answer::Done(done) => {
            if !done.last {
                *place = Some(worker);
            }
            Ok(Some((done.entry, done.digest)))
        }
        // Killed by the run, which ends, or by whoever ends it: a system that shuts down signals the workers too.
        Answer::Died { .. } if shared.aborted.load(Ordering::Relaxed) || shared.options.interrupted.is_set() => Ok(None),
        Answer::Died { facts, cause } => {
            tracing::warn!(name = task.name, cause = ?cause, "a worker died over a document");
            died(task, facts, cause, file).map(Some)
        }
    }
}

fn start(shared: &Shared<'_>, program: &Program) -> Result<Worker, OutputError> {
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    let words = shared.staging.part(&format!("{}.words", STARTED.fetch_add(1, Ordering::Relaxed)));
    let words = disk::check().and_then(|()| File::options().read(true).write(true).create(true).truncate(true).open(words));
    let started = words.and_then(|words| Worker::start(program.command(), &shared.options.limits, words, &shared.watchdog));
    started.map_err(OutputError::at("anything: no worker process"))
}

/// The document of a worker that died: what is known of the file, and what happened.
fn died(task: &Task, facts: Option<SourceFacts>, cause: Cause, file: &mut File) -> Result<Read, OutputError> {
    let facts = match facts.map_or_else(|| worker::facts_of_file(task), Ok) {
        Ok(facts) => facts,
        Err(error) => return Ok((entry::ended(&task.name, &task.origin, &error), None)),
    };
    let (outcome, diagnostic) = cause.verdict();
    rewrite(file, |to| worker::lost(task, facts, outcome, diagnostic, to))
}

/// Has the whole of a file written anew.
fn rewrite(file: &mut File, write: impl FnOnce(&mut BufWriter<&mut File>) -> io::Result<Reading>) -> Result<Read, OutputError> {
    let written = disk::check().and_then(|()| file.set_len(0)).and_then(|()| file.rewind()).and_then(|()| {
        let mut to = BufWriter::with_capacity(64 << 10, file);
        let Reading { entry, digest } = write(&mut to)?;
        to.flush()?;
        Ok((entry, digest))
    });
    written.map_err(OutputError::at("documents"))
}
