//! A worker process as the run sees it: asked, listened to, killed when it is overdue.

use super::frame::{self, Tag};
use super::one::Task;
use super::watchdog::{Guarded, Watchdog};
use super::worker::Done;
use super::{Limits, OutputError};
use crate::diagnostic::Diagnostic;
use crate::extraction::Outcome;
use crate::output::disk;
use crate::output::document::SourceFacts;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a worker that has closed its pipe may take to end.
const DYING: Duration = Duration::from_secs(2);
/// Bytes of a dead worker's last words that are looked at.
const LAST_WORDS: u64 = 4096;

/// What a worker made of a document.
pub(super) enum Answer {
    /// It was read; the document, if there is one, is in the file.
    Done(Box<Done>),
    /// The worker died over it.
    Died {
        /// What it said of the document before.
        facts: Option<SourceFacts>,
        /// What killed it.
        cause: Cause,
    },
}

/// What killed a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It was overdue.
    Timeout,
    /// It did nothing any more.
    Stalled,
    /// It had no memory left.
    OutOfMemory,
    /// Its stack was full.
    Stack,
    /// Anything else.
    Crash,
}

impl Cause {
    /// How it ends the document, and in what words. The words hold nothing that differs between two runs.
    pub(super) fn verdict(self) -> (Outcome, Diagnostic) {
        let (outcome, code, words) = match self {
            Self::Timeout => {
                (Outcome::Timeout, "run.timeout", "reading took longer than allowed and was broken off; nothing was kept")
            }
            Self::Stalled => (
                Outcome::Timeout,
                "run.stalled",
                "reading stood still, without using the processor, and was broken off; nothing was kept",
            ),
            Self::OutOfMemory => (Outcome::OutOfMemory, "run.out_of_memory", "reading took more memory than allowed"),
            Self::Stack => {
                (Outcome::Crash, "run.crash", "the reader failed on this document (its stack was full); please report it")
            }
            Self::Crash => {
                (Outcome::Crash, "run.crash", "the reader failed on this document (its process died); please report it")
            }
        };
        (outcome, Diagnostic::error(code, words))
    }
}

/// A worker process.
pub(super) struct Worker {
    guarded: Arc<Guarded>,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    words: PathBuf,
}

impl Worker {
    /// Starts a worker. What it says on standard error goes to the file `words`.
    pub(super) fn start(program: &Path, limits: &Limits, words: PathBuf, watchdog: &Watchdog) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg("worker")
            .args(["--soft-timeout", &limits.soft.as_secs_f64().to_string()])
            .args(["--memory", &limits.memory.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&words)?);
        apart(&mut command);
        let mut process = command.spawn()?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker without pipes"));
        };
        let guarded = watchdog.guard(process);
        Ok(Self { guarded, to, from: BufReader::with_capacity(8 << 10, from), words })
    }

    /// Has a document read into `file`, within `time`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn ask(&mut self, task: &Task, time: Duration, file: &mut File) -> Result<Answer, OutputError> {
        self.guarded.begin(time);
        let mut facts = None;
        let answer = self.send(task).and_then(|()| self.listen(&mut facts, file));
        let killed = self.guarded.end();
        match answer {
            // Killed in the moment of its answer: the answer is whole, but the worker takes no more tasks.
            Ok(done) => Ok(Answer::Done(Box::new(Done { last: done.last || killed.is_some(), ..done }))),
            Err(Failure::Pipe) => Ok(Answer::Died { facts, cause: killed.unwrap_or_else(|| self.cause()) }),
            Err(Failure::File(error)) => Err(OutputError::at("documents")(error)),
        }
    }

    fn send(&mut self, task: &Task) -> Result<(), Failure> {
        let json = serde_json::to_vec(task).map_err(|_| Failure::Pipe)?;
        let mut frames = Vec::with_capacity(json.len() + 256);
        frame::write(&mut frames, Tag::Task, &json)?;
        frame::write(&mut frames, Tag::Path, bytes_of(&task.path))?;
        self.to.write_all(&frames)?;
        Ok(())
    }

    fn listen(&mut self, facts: &mut Option<SourceFacts>, file: &mut File) -> Result<Done, Failure> {
        disk::check().and_then(|()| file.set_len(0)).and_then(|()| file.rewind()).map_err(Failure::File)?;
        loop {
            let (tag, length) = frame::head(&mut self.from)?.ok_or(Failure::Pipe)?;
            match tag {
                Tag::Facts => *facts = serde_json::from_slice(&frame::body(&mut self.from, length)?).ok(),
                Tag::Document => self.piece(length, file)?,
                Tag::Done => return serde_json::from_slice(&frame::body(&mut self.from, length)?).map_err(|_| Failure::Pipe),
                Tag::Task | Tag::Path => return Err(Failure::Pipe),
            }
        }
    }

    /// A piece of the document from the pipe to the file; on Linux the bytes do not pass through this process.
    fn piece(&mut self, length: u64, file: &mut File) -> Result<(), Failure> {
        // A pipe that breaks ends early; a file that cannot be written is an error.
        let copied = io::copy(&mut (&mut self.from).take(length), file).map_err(Failure::File)?;
        if copied == length { Ok(()) } else { Err(Failure::Pipe) }
    }

    /// Why the worker, which has closed its pipe, is dead.
    fn cause(&self) -> Cause {
        cause_of(&self.words, self.end())
    }

    /// Waits for the end of a worker that is dying; one that only talks nonsense has to be killed.
    fn end(&self) -> Option<ExitStatus> {
        let since = Instant::now();
        while since.elapsed() < DYING {
            match self.guarded.has_ended() {
                Ok(None) => thread::sleep(Duration::from_millis(2)),
                Ok(status) => return status,
                Err(_) => break,
            }
        }
        self.guarded.kill();
        None
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Between two documents there is nothing to lose.
        self.guarded.kill();
        self.guarded.wait();
    }
}

/// What went wrong while a worker was listened to.
enum Failure {
    /// It is gone, or talks nonsense.
    Pipe,
    /// The output cannot be written.
    File(io::Error),
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Pipe
    }
}

/// Why a worker is dead, by what it said last and how it ended (`None` when it would not end).
pub(super) fn cause_of(words: &Path, status: Option<ExitStatus>) -> Cause {
    let words = last_words(words).unwrap_or_default();
    if words.contains("memory allocation of") {
        Cause::OutOfMemory
    } else if words.contains("has overflowed its stack") {
        Cause::Stack
    } else if status.is_some_and(killed_by_system) {
        // Nobody else kills workers than the system that has no memory left.
        Cause::OutOfMemory
    } else {
        Cause::Crash
    }
}

fn last_words(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = fs::metadata(path)?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LAST_WORDS)))?;
    let mut words = Vec::new();
    file.take(LAST_WORDS).read_to_end(&mut words)?;
    Ok(String::from_utf8_lossy(&words).into_owned())
}

/// Ctrl-C at the terminal is for the run, which lets its workers finish. And a backtrace, for which the environment may ask,
/// would bury the words that a worker dies with.
pub(super) fn apart(command: &mut Command) {
    command.env("RUST_BACKTRACE", "0");
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(unix)]
fn killed_by_system(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(9)
}

#[cfg(not(unix))]
fn killed_by_system(_status: ExitStatus) -> bool {
    false
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> &[u8] {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> &[u8] {
    path.to_str().unwrap_or_default().as_bytes()
}
