//! Why a worker process is dead.

use crate::diagnostic::Diagnostic;
use crate::extraction::Outcome;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::process::{Command, ExitStatus};

/// Bytes of a dead worker's last words that are looked at.
const LAST_WORDS: u64 = 4096;

/// What killed a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// It was overdue.
    Timeout,
    /// It did nothing any more.
    Stalled,
    /// It had no memory left.
    OutOfMemory,
    /// Its stack was full.
    Stack,
    /// It wrote a document without an end.
    Endless,
    /// Anything else.
    Crash,
}

impl Cause {
    /// How it ends the document, and in what words. The words hold nothing that differs between two runs.
    pub(crate) fn verdict(self) -> (Outcome, Diagnostic) {
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
            Self::Endless => (Outcome::TooLarge, "run.too_large", "what was read of this document is larger than any document"),
            Self::Crash => {
                (Outcome::Crash, "run.crash", "the reader failed on this document (its process died); please report it")
            }
        };
        (outcome, Diagnostic::error(code, words))
    }
}

/// Why a worker is dead, by what it said last, which the file holds, and how it ended (`None` when it would not end).
pub(crate) fn cause_of(words: &File, status: Option<ExitStatus>) -> Cause {
    let words = last_words(words).unwrap_or_default();
    if words.contains("memory allocation of") {
        Cause::OutOfMemory
    } else if words.contains("has overflowed its stack") {
        Cause::Stack
    } else if status.is_some_and(|status| is_signal(status, KILL)) {
        // Nobody else kills workers than the system that has no memory left.
        Cause::OutOfMemory
    } else if status.is_some_and(|status| is_signal(status, SEGMENT)) {
        // Safe code reaches nothing that is not its own but below its stack. Where this library runs inside another program, as in
        // Python, nobody says so.
        Cause::Stack
    } else {
        Cause::Crash
    }
}

fn last_words(mut file: &File) -> io::Result<String> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LAST_WORDS)))?;
    let mut words = Vec::new();
    file.take(LAST_WORDS).read_to_end(&mut words)?;
    Ok(String::from_utf8_lossy(&words).into_owned())
}

/// Ctrl-C at the terminal is for the run, which lets its workers finish. And a backtrace, for which the environment may ask,
/// would bury the words that a worker dies with.
pub(crate) fn apart(command: &mut Command) {
    command.env("RUST_BACKTRACE", "0");
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// `SIGKILL` and `SIGSEGV`.
const KILL: i32 = 9;
const SEGMENT: i32 = 11;

#[cfg(unix)]
fn is_signal(status: ExitStatus, signal: i32) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(signal)
}

#[cfg(not(unix))]
fn is_signal(_status: ExitStatus, _signal: i32) -> bool {
    false
}
