//! A worker process as the run sees it: asked, listened to, killed when it is overdue.

use super::cause::{Cause, apart, cause_of};
use super::watchdog::{Guarded, Watchdog};
use crate::limits::MAX_OUTPUT_BYTES;
use crate::output::disk;
use crate::output::document::SourceFacts;
use crate::run::frame::{self, Tag};
use crate::run::options::{Limits, OutputError};
use crate::run::task::{Done, Task};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a worker that has closed its pipe may take to end.
const DYING: Duration = Duration::from_secs(2);

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

/// A worker process.
pub(super) struct Worker {
    guarded: Arc<Guarded>,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    /// What it says on standard error.
    words: File,
}

impl Worker {
    /// Starts a worker: `command`, told what it may take. What it says on standard error goes to the file `words`.
    pub(super) fn start(mut command: Command, limits: &Limits, words: File, watchdog: &Watchdog) -> io::Result<Self> {
        command
            .args(["--soft-timeout", &limits.soft.as_secs_f64().to_string()])
            .args(["--memory", &limits.memory.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(words.try_clone()?);
        apart(&mut command);
        let mut process = command.spawn()?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker without pipes"));
        };
        let guarded = watchdog.guard(process);
        Ok(Self { guarded, to, from: BufReader::with_capacity(8 << 10, from), words })
    }

    /// Has a document read into `file`, within `time`: the one at the path of the task, or the one whose bytes are here.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn ask(
        &mut self,
        task: &Task,
        bytes: Option<&[u8]>,
        time: Duration,
        file: &mut File,
    ) -> Result<Answer, OutputError> {
        self.guarded.begin(time);
        let mut facts = None;
        let answer = self.send(task, bytes).and_then(|()| self.listen(task, &mut facts, file));
        let killed = self.guarded.end();
        match answer {
            // Killed in the moment of its answer: the answer is whole, but the worker takes no more tasks.
            Ok(done) => Ok(Answer::Done(Box::new(Done { last: done.last || killed.is_some(), ..done }))),
            Err(Failure::Pipe) => Ok(Answer::Died { facts, cause: killed.unwrap_or_else(|| self.cause()) }),
            Err(Failure::Endless) => Ok(Answer::Died { facts, cause: Cause::Endless }),
            Err(Failure::File(error)) => Err(OutputError::at("documents")(error)),
        }
    }

    fn send(&mut self, task: &Task, bytes: Option<&[u8]>) -> Result<(), Failure> {
        let json = serde_json::to_vec(task).map_err(|_| Failure::Pipe)?;
        let mut frames = Vec::with_capacity(json.len() + 256);
        frame::write(&mut frames, Tag::Task, &json)?;
        if bytes.is_none() {
            frame::write(&mut frames, Tag::Path, bytes_of(&task.path))?;
        }
        self.to.write_all(&frames)?;
        if let Some(bytes) = bytes {
            frame::write(&mut self.to, Tag::Bytes, bytes)?;
        }
        Ok(())
    }

    fn listen(&mut self, task: &Task, facts: &mut Option<SourceFacts>, file: &mut File) -> Result<Done, Failure> {
        disk::check().and_then(|()| file.set_len(0)).and_then(|()| file.rewind()).map_err(Failure::File)?;
        let mut room = MAX_OUTPUT_BYTES;
        loop {
            let (tag, length) = frame::head(&mut self.from)?.ok_or(Failure::Pipe)?;
            match tag {
                Tag::Facts => {
                    let said: Option<SourceFacts> = serde_json::from_slice(&frame::body(&mut self.from, length)?).ok();
                    *facts = said.and_then(|said| task.checked_facts(said));
                }
                Tag::Document => {
                    room = room.checked_sub(length).ok_or(Failure::Endless)?;
                    self.piece(length, file)?;
                }
                Tag::Done => {
                    let done: Done = serde_json::from_slice(&frame::body(&mut self.from, length)?).map_err(|_| Failure::Pipe)?;
                    return task.checked(done).ok_or(Failure::Pipe);
                }
                Tag::Task | Tag::Path | Tag::Bytes => return Err(Failure::Pipe),
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
    /// Its document has no end.
    Endless,
    /// The output cannot be written.
    File(io::Error),
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Pipe
    }
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
