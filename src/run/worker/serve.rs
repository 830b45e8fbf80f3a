//! The worker process: reads one document after another, as it is told on standard input, and answers on standard output.
//!
//! It bounds its own memory, gives up a document at the soft deadline, and ends when it has served long enough, when its
//! memory has grown, or after a panic, whose traces nobody can know. Whatever kills it, kills it alone.

use super::alarm::Alarm;
use super::bound::bound;
use super::fault;
use super::one::{self, Reading};
use crate::extraction::Outcome;
use crate::run::frame::{self, Chunks, Tag};
use crate::run::task::{Done, Task};
use crate::source::{Archives, path_of_bytes};
use std::io::{self, BufWriter, Read, Write};
use std::time::Duration;

/// Documents after which a worker is replaced: what libraries leak cannot pile up.
const MOST_DOCUMENTS: usize = 1_000;
/// Bytes of memory in use after a document beyond which a worker is replaced.
const MOST_RESIDENT: u64 = 512 << 20;

/// Reads tasks from standard input until it closes.
///
/// # Errors
/// When the pipes fail; then there is nobody left to work for.
pub fn serve(soft: Duration, memory: u64) -> io::Result<()> {
    bound(memory)?;
    let alarm = Alarm::start(soft)?;
    let mut from = io::stdin().lock();
    let mut to = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let mut archives = Archives::default();
    let mut served = 0;
    while let Some((task, bytes)) = next(&mut from)? {
        served += 1;
        let stop = alarm.set();
        let reading = match one::open(&task, bytes, &mut archives) {
            Err(ended) => Ok(*ended),
            Ok(opened) => {
                frame::write(&mut to, Tag::Facts, &serde_json::to_vec(&opened.facts)?)?;
                to.flush()?;
                fault::strike(&opened.facts.sha256, &stop);
                let mut document = Chunks::new(&mut to);
                opened.read(&stop, &mut document).and_then(|reading| document.flush().map(|()| reading))
            }
        };
        alarm.off();
        let Reading { entry, digest } = reading?;
        let last = entry.outcome == Outcome::Crash || served >= MOST_DOCUMENTS || resident() > MOST_RESIDENT;
        frame::write(&mut to, Tag::Done, &serde_json::to_vec(&Done { entry, digest, last })?)?;
        to.flush()?;
        if last {
            break;
        }
    }
    Ok(())
}

/// The next task, and the document itself where it is not at a path.
fn next(from: &mut impl Read) -> io::Result<Option<(Task, Option<Vec<u8>>)>> {
    let Some((Tag::Task, length)) = frame::head(from)? else { return Ok(None) };
    let mut task: Task = serde_json::from_slice(&frame::body(from, length)?)?;
    match frame::head(from)? {
        Some((Tag::Path, length)) => {
            task.path = path_of_bytes(&frame::body(from, length)?);
            Ok(Some((task, None)))
        }
        Some((Tag::Bytes, length)) => Ok(Some((task, Some(frame::document(from, length)?)))),
        _ => Ok(None),
    }
}

/// Bytes of memory in use, where the system tells.
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: Option<u64> = statm.split_ascii_whitespace().nth(1).and_then(|p| p.parse().ok());
    pages.unwrap_or(0) * page_size()
}

#[cfg(unix)]
fn page_size() -> u64 {
    rustix::param::page_size() as u64
}

#[cfg(not(unix))]
fn page_size() -> u64 {
    0
}
