//! Takes tasks one by one and has each read: by a worker process, or in this one.
//!
//! What kills a worker is the outcome of its document and of no other. A document whose worker crashed or ran out of memory
//! is tried once more, alone: beside others it may have had bad luck.

use super::reader::{Reader, Shared};
use super::watchdog::lock;
use crate::check::Digest;
use crate::extraction::Outcome;
use crate::output::manifest::Entry;
use crate::output::{Staging, disk};
use crate::run::options::{Options, OutputError, STACK_BYTES};
use crate::run::task::Task;
use std::any::Any;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How long documents that are being read when a run is interrupted may take to be finished.
const GRACE: Duration = Duration::from_secs(10);

/// A document that is written.
pub(crate) struct Finished {
    /// Its line in the manifest.
    pub entry: Entry,
    /// What it is compared with other documents by.
    pub digest: Option<Digest>,
    /// The size of its file; `None` when there is no document.
    pub size: Option<u64>,
}

/// Told of each finished document, from any thread.
pub(crate) type OnDone<'p> = dyn Fn(usize, Finished) -> Result<(), OutputError> + Sync + 'p;

/// A run over tasks.
pub(crate) struct Pool<'p> {
    shared: Shared<'p>,
    /// No more tasks are taken.
    failed: Mutex<Option<End>>,
}

/// Why a run ends before it is done, beside an interruption.
enum End {
    /// The output cannot be written.
    Output(OutputError),
    /// A thread of the run itself panicked, which is a fault of the program and no document's.
    Panic(Box<dyn Any + Send>),
}

impl<'p> Pool<'p> {
    pub(crate) fn new(options: &'p Options, staging: &'p Staging) -> Self {
        Self { shared: Shared::new(options, staging), failed: Mutex::new(None) }
    }

    /// Reads all tasks and tells `done` of each, by its number. When the run is interrupted, some are left.
    ///
    /// # Errors
    /// When the output cannot be written.
    ///
    /// # Panics
    /// When a thread of the run does, after all others have ended: a run never waits for one that is gone.
    pub(crate) fn read(self, tasks: &[Task], done: &OnDone<'_>) -> Result<(), OutputError> {
        let jobs = self.shared.options.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, |n| n.get()));
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
            let mut alone = std::mem::take(&mut *lock(&again));
            alone.sort_unstable_by(|a, b| b.cmp(a));
            let alone = Mutex::new(alone);
            let take = || lock(&alone).pop();
            thread::scope(|scope| self.thread(scope, || self.serve(tasks, take, done, None)));
            over.store(true, Ordering::Relaxed);
            dog.thread().unpark();
        });
        let failed = lock(&self.failed).take();
        match failed {
            None => Ok(()),
            Some(End::Output(error)) => Err(error),
            Some(End::Panic(payload)) => resume_unwind(payload),
        }
    }

    fn thread<'scope>(
        &'scope self,
        scope: &'scope thread::Scope<'scope, '_>,
        work: impl FnOnce() -> Result<(), OutputError> + Send + 'scope,
    ) {
        let work = move || match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.fail(End::Output(error)),
            Err(payload) => self.fail(End::Panic(payload)),
        };
        if let Err(error) = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work) {
            self.fail(End::Output(OutputError::at("anything: no threads")(error)));
        }
    }

    fn fail(&self, end: End) {
        lock(&self.failed).get_or_insert(end);
    }

    fn is_ending(&self) -> bool {
        self.shared.options.interrupted.is_set() || lock(&self.failed).is_some()
    }

    /// Kills what is overdue, and after an interruption, when the grace is over, what is left.
    fn watch(&self, over: &AtomicBool) {
        let mut interrupted: Option<Instant> = None;
        while !over.load(Ordering::Relaxed) {
            self.shared.watchdog.look();
            if self.shared.options.interrupted.is_set() && interrupted.get_or_insert_with(Instant::now).elapsed() > GRACE {
                self.shared.aborted.store(true, Ordering::Relaxed);
                self.shared.watchdog.kill_all();
            }
        }
    }

    /// Reads tasks until there are no more. Those that deserve another try go to `again`.
    ///
    /// The next document is read while the one before is brought to the disk: measured, a job waits a tenth of its time there.
    fn serve(
        &self,
        tasks: &[Task],
        take: impl Fn() -> Option<usize>,
        done: &OnDone<'_>,
        again: Option<&Mutex<Vec<usize>>>,
    ) -> Result<(), OutputError> {
        let mut reader = Reader::new(&self.shared)?;
        let (written, to_publish) = mpsc::sync_channel(1);
        thread::scope(|scope| {
            self.thread(scope, || self.publish(to_publish, done));
            // Owned here, so that the publisher's wait ends whichever way this does.
            let written = written;
            while let Some(index) = take().filter(|_| !self.is_ending()) {
                let part = self.shared.staging.part(&format!("{index}.json"));
                let file =
                    disk::check().and_then(|()| File::options().read(true).write(true).create(true).truncate(true).open(&part));
                let mut file = file.map_err(OutputError::at("documents"))?;
                let Some((entry, digest)) = reader.read(&tasks[index], &mut file)? else { break };
                let may_fare_better = matches!(entry.outcome, Outcome::Crash | Outcome::OutOfMemory);
                if let Some(again) = again.filter(|_| may_fare_better) {
                    tracing::warn!(name = entry.name, outcome = entry.outcome.name(), "will be tried once more, alone");
                    lock(again).push(index);
                } else if written.send(Written { index, file, part, entry, digest }).is_err() {
                    // The publisher has said why it is gone.
                    break;
                }
            }
            Ok(())
        })
    }

    /// Puts documents in their places as they are written.
    fn publish(&self, written: mpsc::Receiver<Written>, done: &OnDone<'_>) -> Result<(), OutputError> {
        for Written { index, file, part, entry, digest } in written {
            let size = match &entry.document {
                Some(target) => {
                    self.shared.staging.publish(&file, &part, target).map_err(OutputError::at(target))?;
                    Some(file.metadata().map_err(OutputError::at(target))?.len())
                }
                None => None,
            };
            done(index, Finished { entry, digest, size })?;
        }
        Ok(())
    }
}

/// A document that is written and not yet in its place.
struct Written {
    index: usize,
    file: File,
    part: PathBuf,
    entry: Entry,
    digest: Option<Digest>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run that waited for ever for a thread that is gone would have to be killed, and would say nothing.
    #[test]
    fn a_panic_of_the_run_itself_ends_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { jobs: Some(2), ..Options::default() };
        let staging = Staging::open(folder.path(), &["documents"]).unwrap();
        let tasks: Vec<Task> = (0..20).map(|i| Task::named(&format!("none-{i}.pdf"))).collect();
        let told = AtomicUsize::new(0);
        let ended = catch_unwind(AssertUnwindSafe(|| {
            Pool::new(&options, &staging).read(&tasks, &|_, _| {
                assert!(told.fetch_add(1, Ordering::Relaxed) < 5, "a fault of the program");
                Ok(())
            })
        }));
        assert!(ended.is_err());
    }

    #[test]
    fn every_task_is_told_of_once() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { jobs: Some(3), ..Options::default() };
        let staging = Staging::open(folder.path(), &["documents"]).unwrap();
        let tasks: Vec<Task> = (0..50).map(|i| Task::named(&format!("none-{i}.pdf"))).collect();
        let told = Mutex::new(Vec::new());
        Pool::new(&options, &staging)
            .read(&tasks, &|number, finished| {
                assert_eq!(finished.entry.name, tasks[number].name);
                lock(&told).push(number);
                Ok(())
            })
            .unwrap();
        let mut told = lock(&told).clone();
        told.sort_unstable();
        assert_eq!(told, (0..50).collect::<Vec<_>>());
    }
}
