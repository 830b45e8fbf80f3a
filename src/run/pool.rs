//! Takes tasks one by one and has each read: by a worker process, or in this one.
//!
//! What kills a worker is the outcome of its document and of no other. A document whose worker crashed or ran out of memory
//! is tried once more, alone: beside others it may have had bad luck.

use super::alarm::Alarm;
use super::child::{Answer, Cause, Watchdog, Worker};
use super::one::{self, Reading, Task};
use super::{Isolation, Options, OutputError, STACK_BYTES};
use crate::check::Digest;
use crate::extraction::Outcome;
use crate::output::Staging;
use crate::output::document::SourceFacts;
use crate::output::manifest::Entry;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long documents that are being read when a run is interrupted may take to be finished.
const GRACE: Duration = Duration::from_secs(10);

/// A document that is written.
pub(super) struct Finished {
    /// Its line in the manifest.
    pub entry: Entry,
    /// What it is compared with other documents by.
    pub digest: Option<Digest>,
    /// The size of its file; `None` when there is no document.
    pub size: Option<u64>,
}

/// Told of each finished document, from any thread.
pub(super) type OnDone<'p> = dyn Fn(usize, Finished) -> Result<(), OutputError> + Sync + 'p;

/// A run over tasks.
pub(super) struct Pool<'p> {
    options: &'p Options,
    staging: &'p Staging,
    watchdog: Watchdog,
    /// The output failed, or the run was interrupted: no more tasks are taken.
    failed: Mutex<Option<OutputError>>,
    /// Workers were killed because the run ends.
    aborted: AtomicBool,
}

impl<'p> Pool<'p> {
    pub(super) fn new(options: &'p Options, staging: &'p Staging) -> Self {
        Self { options, staging, watchdog: Watchdog::default(), failed: Mutex::new(None), aborted: AtomicBool::new(false) }
    }

    /// Reads all tasks and tells `done` of each, by its number. When the run is interrupted, some are left.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn read(self, tasks: &[Task], done: &OnDone<'_>) -> Result<(), OutputError> {
        let jobs = self.options.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, |n| n.get()));
        let next = AtomicUsize::new(0);
        let again = Mutex::new(Vec::new());
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            let dog = scope.spawn(|| self.watch(&over));
            let all = || {
                let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|index| *index < tasks.len());
                self.serve(tasks, take, done, Some(&again))
            };
            thread::scope(|scope| {
                for _ in 0..jobs.min(tasks.len()).max(1) {
                    self.thread(scope, all);
                }
            });
            let mut alone = again.into_inner().unwrap_or_else(PoisonError::into_inner);
            alone.sort_unstable_by(|a, b| b.cmp(a));
            let alone = Mutex::new(alone);
            let take = || alone.lock().unwrap_or_else(PoisonError::into_inner).pop();
            thread::scope(|scope| self.thread(scope, || self.serve(tasks, take, done, None)));
            over.store(true, Ordering::Relaxed);
            dog.thread().unpark();
        });
        self.failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    fn thread<'scope>(
        &'scope self,
        scope: &'scope thread::Scope<'scope, '_>,
        work: impl FnOnce() -> Result<(), OutputError> + Send + 'scope,
    ) {
        let work = move || {
            if let Err(error) = work() {
                self.fail(error);
            }
        };
        if let Err(error) = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work) {
            self.fail(OutputError::at("anything: no threads")(error));
        }
    }

    fn fail(&self, error: OutputError) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    fn is_ending(&self) -> bool {
        self.options.interrupted.is_set() || self.failed.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Kills what is overdue, and after an interruption, when the grace is over, what is left.
    fn watch(&self, over: &AtomicBool) {
        let mut interrupted: Option<Instant> = None;
        while !over.load(Ordering::Relaxed) {
            self.watchdog.look();
            if self.options.interrupted.is_set() && interrupted.get_or_insert_with(Instant::now).elapsed() > GRACE {
                self.aborted.store(true, Ordering::Relaxed);
                self.watchdog.kill_all();
            }
        }
    }

    /// Reads tasks until there are no more. Those that deserve another try go to `again`.
    fn serve(
        &self,
        tasks: &[Task],
        take: impl Fn() -> Option<usize>,
        done: &OnDone<'_>,
        again: Option<&Mutex<Vec<usize>>>,
    ) -> Result<(), OutputError> {
        let mut reader = Reader::new(self)?;
        while let Some(index) = take().filter(|_| !self.is_ending()) {
            let part = self.staging.part(&format!("{index}.json"));
            let mut file = File::options()
                .read(true)
                .write(true)
                .create(true)
                .truncate(true)
                .open(&part)
                .map_err(OutputError::at("documents"))?;
            let Some((entry, digest)) = reader.read(&tasks[index], &mut file)? else { return Ok(()) };
            let may_fare_better = matches!(entry.outcome, Outcome::Crash | Outcome::OutOfMemory);
            if let Some(again) = again.filter(|_| may_fare_better) {
                tracing::warn!(name = entry.name, outcome = entry.outcome.name(), "will be tried once more, alone");
                again.lock().unwrap_or_else(PoisonError::into_inner).push(index);
                continue;
            }
            let size = match &entry.document {
                Some(target) => {
                    self.staging.publish(&file, &part, target).map_err(OutputError::at(target))?;
                    Some(file.metadata().map_err(OutputError::at(target))?.len())
                }
                None => None,
            };
            done(index, Finished { entry, digest, size })?;
        }
        Ok(())
    }
}

/// What came of a document whose file is written.
type Read = (Entry, Option<Digest>);

/// One of the places where documents are read.
enum Reader<'p> {
    InProcess { alarm: Alarm },
    Worker { pool: &'p Pool<'p>, program: &'p Path, worker: Option<Worker> },
}

impl<'p> Reader<'p> {
    fn new(pool: &'p Pool<'p>) -> Result<Self, OutputError> {
        match &pool.options.isolation {
            Isolation::InProcess => {
                let alarm = Alarm::start(pool.options.limits.soft).map_err(OutputError::at("anything: no threads"))?;
                Ok(Self::InProcess { alarm })
            }
            Isolation::Workers(program) => Ok(Self::Worker { pool, program, worker: None }),
        }
    }

    /// Reads a document into `file`; `None` when the run was interrupted meanwhile.
    fn read(&mut self, task: &Task, file: &mut File) -> Result<Option<Read>, OutputError> {
        match self {
            Self::InProcess { alarm } => {
                let stop = alarm.set();
                let read = match one::open(task) {
                    Err(ended) => Ok((ended.entry, None)),
                    Ok(opened) => rewrite(file, |to| opened.read(&stop, to)),
                };
                alarm.off();
                read.map(Some)
            }
            Self::Worker { pool, program, worker } => in_worker(pool, program, worker, task, file),
        }
    }
}

fn in_worker(
    pool: &Pool<'_>,
    program: &Path,
    place: &mut Option<Worker>,
    task: &Task,
    file: &mut File,
) -> Result<Option<Read>, OutputError> {
    let limits = &pool.options.limits;
    let mut worker = match place.take() {
        Some(worker) => worker,
        None => start(pool, program)?,
    };
    match worker.ask(task, limits.hard, file)? {
        Answer::Done(done) => {
            if !done.last {
                *place = Some(worker);
            }
            Ok(Some((done.entry, done.digest)))
        }
        Answer::Died { .. } if pool.aborted.load(Ordering::Relaxed) => Ok(None),
        Answer::Died { facts, cause } => {
            tracing::warn!(name = task.name, cause = ?cause, "a worker died over a document");
            died(task, facts, cause, file).map(Some)
        }
    }
}

fn start(pool: &Pool<'_>, program: &Path) -> Result<Worker, OutputError> {
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    let words = pool.staging.part(&format!("{}.words", STARTED.fetch_add(1, Ordering::Relaxed)));
    Worker::start(program, &pool.options.limits, words, &pool.watchdog).map_err(OutputError::at("anything: no worker process"))
}

/// The document of a worker that died: what is known of the file, and what happened.
fn died(task: &Task, facts: Option<SourceFacts>, cause: Cause, file: &mut File) -> Result<Read, OutputError> {
    let facts = match facts.map_or_else(|| one::facts_of_file(task), Ok) {
        Ok(facts) => facts,
        Err(error) => return Ok((one::ended(&task.name, &task.origin, &error), None)),
    };
    let (outcome, diagnostic) = cause.verdict();
    rewrite(file, |to| one::lost(task, facts, outcome, diagnostic, to))
}

/// Has the whole of a file written anew.
fn rewrite(file: &mut File, write: impl FnOnce(&mut BufWriter<&mut File>) -> io::Result<Reading>) -> Result<Read, OutputError> {
    let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| {
        let mut to = BufWriter::with_capacity(64 << 10, file);
        let Reading { entry, digest } = write(&mut to)?;
        to.flush()?;
        Ok((entry, digest))
    });
    written.map_err(OutputError::at("documents"))
}
