//! What is in an archive, asked in a worker process of its own: an archive is as good as any document at killing its reader.

use crate::limits::MAX_ANSWER_BYTES;
use crate::output::Staging;
use crate::run::contents::Contents;
use crate::run::options::{Isolation, Options, OutputError, Program};
use crate::run::pool::{Cause, apart, cause_of};
use crate::run::worker::contents;
use std::fs::File;
use std::io::{self, Read};
use std::panic::catch_unwind;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

/// How much longer than a document an archive may take, in which there are many.
const TIMES: u32 = 10;

/// Looks into a file.
pub(super) fn look(path: &Path, options: &Options, staging: &Staging) -> Result<Contents, OutputError> {
    match &options.isolation {
        Isolation::InProcess => Ok(catch_unwind(|| contents(path)).unwrap_or_else(|_| closed(Cause::Crash))),
        Isolation::Workers(program) => {
            in_worker(program, path, options, staging).map_err(OutputError::at("anything: no worker process"))
        }
    }
}

fn closed(cause: Cause) -> Contents {
    let (outcome, diagnostic) = cause.verdict();
    Contents::Closed(outcome, diagnostic.message)
}

fn in_worker(program: &Program, path: &Path, options: &Options, staging: &Staging) -> io::Result<Contents> {
    let said = staging.part("archive.json");
    let words = File::options().read(true).write(true).create(true).truncate(true).open(staging.part("archive.words"))?;
    let mut command = program.command();
    command
        .args(["--soft-timeout", "1", "--memory", &options.limits.memory.to_string(), "--archive"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(File::create(&said)?)
        .stderr(words.try_clone()?);
    apart(&mut command);
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
    let mut contents = Vec::new();
    File::open(&said)?.take(MAX_ANSWER_BYTES).read_to_end(&mut contents)?;
    Ok(serde_json::from_slice(&contents).unwrap_or_else(|_| closed(cause_of(&words, Some(status)))))
}
