//! What is in an archive, asked in a worker process of its own: an archive is as good as any document at killing its reader.

use super::child::Cause;
use super::{Isolation, Options, OutputError};
use crate::extraction::Outcome;
use crate::output::Staging;
use crate::source::{self, Member, Refusal, SourceError};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::catch_unwind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How much longer than a document an archive may take, in which there are many.
const TIMES: u32 = 10;

/// What there is in a file that may be an archive.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Contents {
    /// It is no archive.
    Document,
    /// Members.
    Members(Vec<Member>),
    /// It cannot be opened: its outcome, and why.
    Closed(Outcome, String),
}

/// Looks into a file.
pub(super) fn look(path: &Path, options: &Options, staging: &Staging) -> Result<Contents, OutputError> {
    match &options.isolation {
        Isolation::InProcess => Ok(catch_unwind(|| contents(path)).unwrap_or_else(|_| closed(Cause::Crash))),
        Isolation::Workers(program) => {
            in_worker(program, path, options, staging).map_err(OutputError::at("anything: no worker process"))
        }
    }
}

/// What the worker does: prints the contents.
///
/// # Errors
/// When standard output is closed.
pub fn list(path: &Path, memory: u64) -> io::Result<()> {
    super::worker::bound(memory)?;
    let json = serde_json::to_vec(&contents(path))?;
    io::stdout().write_all(&json)
}

fn contents(path: &Path) -> Contents {
    match source::members(path) {
        Ok(None) => Contents::Document,
        Ok(Some(members)) if members.is_empty() => {
            Contents::Closed(Outcome::Unreadable, "an archive without documents".to_owned())
        }
        Ok(Some(members)) => Contents::Members(members),
        Err(error) => Contents::Closed(outcome_of(&error), error.to_string()),
    }
}

fn closed(cause: Cause) -> Contents {
    let (outcome, diagnostic) = cause.verdict();
    Contents::Closed(outcome, diagnostic.message)
}

/// How an input ends that gave no bytes.
pub(super) fn outcome_of(error: &SourceError) -> Outcome {
    match error {
        SourceError::TooLarge { .. } | SourceError::Refused(Refusal::TooLarge(_)) => Outcome::TooLarge,
        SourceError::Refused(Refusal::Encrypted) => Outcome::Encrypted,
        SourceError::Refused(Refusal::NotADocument(_)) => Outcome::Unsupported,
        SourceError::Failed => Outcome::Crash,
        _ => Outcome::Unreadable,
    }
}

fn in_worker(program: &Path, path: &Path, options: &Options, staging: &Staging) -> io::Result<Contents> {
    let (said, words) = (staging.part("archive.json"), staging.part("archive.words"));
    let mut command = Command::new(program);
    command
        .arg("worker")
        .args(["--soft-timeout", "1", "--memory", &options.limits.memory.to_string(), "--archive"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(File::create(&said)?)
        .stderr(File::create(&words)?);
    super::child::apart(&mut command);
    let mut child = command.spawn()?;
    let due = Instant::now() + options.limits.hard * TIMES;
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if Instant::now() > due => {
                child.kill()?;
                child.wait()?;
                break None;
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let Some(status) = status else { return Ok(closed(Cause::Timeout)) };
    let contents = fs::read(&said)?;
    Ok(serde_json::from_slice(&contents).unwrap_or_else(|_| closed(super::child::cause_of(&words, Some(status)))))
}
