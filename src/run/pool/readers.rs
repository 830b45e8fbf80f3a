//! Worker processes for a caller who has documents one by one: a notebook, a program, an engine that others run.
//!
//! The same workers, limits and verdicts as in a run, without an output folder: a document goes in as bytes or a path and comes out
//! as its line of the manifest and its JSON. Workers are started when they are needed, kept between documents, and end with what
//! owns them. One thread starts and watches them all: Linux ends a worker with the thread that started it, and threads of a caller
//! come and go.

use super::child::{Answer, Worker};
use super::watchdog::{Watchdog, lock};
use crate::check::Digest;
use crate::content::disclosure::Told;
use crate::extraction::Outcome;
use crate::limits::MAX_INPUT_BYTES;
use crate::output::document::{Origin, SourceFacts};
use crate::output::manifest::Entry;
use crate::run::entry;
use crate::run::options::{Limits, Program};
use crate::run::task::Task;
use crate::run::worker::{self, Reading};
use crate::source::{Media, SourceError, hex};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

/// Where a document is.
#[derive(Debug, Clone, Copy)]
pub enum Bytes<'d> {
    /// In a file.
    At(&'d std::path::Path),
    /// Here.
    Here(&'d [u8]),
}

/// A document to read.
#[derive(Debug, Clone)]
pub struct Given<'d> {
    /// Its name in the outputs.
    pub name: String,
    /// Where it is.
    pub bytes: Bytes<'d>,
    /// What is told of it.
    pub told: Told,
}

/// What came of a document.
#[derive(Debug)]
pub struct Answered {
    /// Its line of the manifest.
    pub entry: Entry,
    /// What it is compared with other documents by; `None` when it is no disclosure.
    pub digest: Option<Digest>,
    /// Its JSON, `gongkai.document/1`; `None` where the entry names no document.
    pub document: Option<Vec<u8>>,
}

/// Worker processes, as many as documents are read at a time.
pub struct Readers {
    limits: Limits,
    keep_contacts: bool,
    /// Workers between two documents, and the files that they write to.
    idle: Mutex<Vec<(Worker, File)>>,
    orders: Sender<Order>,
    keeper: Thread,
    /// Documents that are being read.
    reading: Arc<AtomicUsize>,
    /// A second try is made alone among second tries.
    again: Mutex<()>,
    /// The process that all of it belongs to: one that was forked off it has no thread that watches.
    process: u32,
}

/// What the thread that keeps the workers is asked.
enum Order {
    /// Start one.
    Start(Sender<io::Result<(Worker, File)>>),
    /// Look after them: a document begins.
    Look,
}

impl Readers {
    /// Readers that are started when there is something to read.
    ///
    /// # Errors
    /// When there are no threads.
    pub fn new(program: Program, limits: Limits, keep_contacts: bool) -> io::Result<Self> {
        let (orders, received) = mpsc::channel();
        let reading = Arc::new(AtomicUsize::new(0));
        let watched = Arc::clone(&reading);
        let keeper =
            thread::Builder::new().name("workers".to_owned()).spawn(move || keep(&program, &limits, &received, &watched))?;
        Ok(Self {
            limits,
            keep_contacts,
            idle: Mutex::default(),
            orders,
            keeper: keeper.thread().clone(),
            reading,
            again: Mutex::default(),
            process: std::process::id(),
        })
    }

    /// Reads a document; from any thread, several at a time. Whatever the document does to its reader is its outcome. One whose
    /// worker crashed or ran out of memory is tried once more, in a new one.
    ///
    /// # Errors
    /// When no worker can be started, when there is no room for what it writes, or in a process that was forked off.
    pub fn read(&self, given: &Given<'_>) -> io::Result<Answered> {
        if self.process != std::process::id() {
            return Err(io::Error::other("readers of another process"));
        }
        let task = self.task(given);
        let here = match given.bytes {
            Bytes::Here(bytes) if bytes.len() as u64 > MAX_INPUT_BYTES => {
                let error = SourceError::TooLarge { bytes: bytes.len() as u64 };
                return Ok(Answered { entry: entry::ended(&task.name, &task.origin, &error), digest: None, document: None });
            }
            Bytes::Here(bytes) => Some(bytes),
            Bytes::At(_) => None,
        };
        let _reading = Counted::new(&self.reading);
        self.ask(Order::Look)?;
        let first = self.once(&task, here, false)?;
        if !matches!(first.entry.outcome, Outcome::Crash | Outcome::OutOfMemory) {
            return Ok(first);
        }
        let _alone = lock(&self.again);
        self.once(&task, here, true)
    }

    fn task(&self, given: &Given<'_>) -> Task {
        Task {
            name: given.name.clone(),
            // Bytes have no path; their name is as good as one.
            path: match given.bytes {
                Bytes::At(path) => path.to_owned(),
                Bytes::Here(_) => PathBuf::from(&given.name),
            },
            way: Vec::new(),
            known: None,
            origin: Origin { told: given.told.clone(), ..Origin::default() },
            expected: None,
            keep_contacts: self.keep_contacts,
            second_reader: None,
            ocr: None,
        }
    }

    fn ask(&self, order: Order) -> io::Result<()> {
        self.orders.send(order).map_err(|_| io::Error::other("the thread that keeps the workers is gone"))?;
        self.keeper.unpark();
        Ok(())
    }

    fn once(&self, task: &Task, here: Option<&[u8]>, anew: bool) -> io::Result<Answered> {
        let idle = if anew { None } else { lock(&self.idle).pop() };
        let (mut worker, mut file) = match idle {
            Some(place) => place,
            None => {
                let (to, started) = mpsc::channel();
                self.ask(Order::Start(to))?;
                started.recv().map_err(io::Error::other)??
            }
        };
        match worker.ask(task, here, self.limits.hard, &mut file).map_err(|error| error.error)? {
            Answer::Done(done) => {
                let document = done.entry.document.as_ref().map(|_| content(&mut file)).transpose()?;
                if !done.last {
                    lock(&self.idle).push((worker, file));
                }
                Ok(Answered { entry: done.entry, digest: done.digest, document })
            }
            Answer::Died { facts, cause } => {
                tracing::warn!(name = task.name, cause = ?cause, "a worker died over a document");
                let facts = match (facts, here) {
                    (Some(facts), _) => Ok(facts),
                    (None, Some(bytes)) => Ok(facts_of(task, bytes)),
                    (None, None) => worker::facts_of_file(task),
                };
                let facts = match facts {
                    Ok(facts) => facts,
                    Err(error) => {
                        let entry = entry::ended(&task.name, &task.origin, &error);
                        return Ok(Answered { entry, digest: None, document: None });
                    }
                };
                let (outcome, diagnostic) = cause.verdict();
                let mut document = Vec::new();
                let Reading { entry, digest } = worker::lost(task, facts, outcome, diagnostic, &mut document)?;
                Ok(Answered { entry, digest, document: Some(document) })
            }
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        // In a process that was forked off, the workers are still those of the other.
        if self.process != std::process::id() {
            std::mem::take(&mut *lock(&self.idle)).into_iter().for_each(std::mem::forget);
        }
    }
}

/// One more is being read for as long as this lives.
struct Counted<'c>(&'c AtomicUsize);

impl<'c> Counted<'c> {
    fn new(count: &'c AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Starts workers, and while documents are read looks after them, until nobody can ask any more.
fn keep(program: &Program, limits: &Limits, orders: &Receiver<Order>, reading: &AtomicUsize) {
    let watchdog = Watchdog::default();
    loop {
        let idle = reading.load(Ordering::SeqCst) == 0;
        let order = if idle { orders.recv().map_err(|_| TryRecvError::Disconnected) } else { orders.try_recv() };
        match order {
            Ok(Order::Start(to)) => {
                // Who asked waits for it, or is gone.
                let _ = to.send(start(program, limits, &watchdog));
            }
            Ok(Order::Look) => {}
            Err(TryRecvError::Empty) => watchdog.look(),
            Err(TryRecvError::Disconnected) => return,
        }
    }
}

fn start(program: &Program, limits: &Limits, watchdog: &Watchdog) -> io::Result<(Worker, File)> {
    // Files without a name: whatever happens, none is left.
    let (words, document) = (tempfile::tempfile()?, tempfile::tempfile()?);
    Worker::start(program.command(), limits, words, watchdog).map(|worker| (worker, document))
}

fn content(file: &mut File) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    file.rewind()?;
    let mut content = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut content)?;
    Ok(content)
}

/// What can be known of bytes without reading them as a document.
fn facts_of(task: &Task, bytes: &[u8]) -> SourceFacts {
    SourceFacts {
        name: task.name.clone(),
        sha256: hex(&Sha256::digest(bytes)),
        media: Cow::Borrowed(Media::Unknown.label()),
        bytes: bytes.len(),
        origin: task.origin.clone(),
    }
}
