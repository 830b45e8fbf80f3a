//! Scans: the pictures of the pages of all inputs are read before anything else, and what was seen on them is kept. The run itself
//! reads no picture, so a document is laid out anew as often as one likes.
//!
//! Each document's pictures are read by a process of their own (`answer` there, `child` here), page by page; what was seen until it
//! was killed is kept.

#[cfg(feature = "ocr")]
mod answer;
mod child;
mod told;

#[cfg(feature = "ocr")]
pub use answer::answer_pictures;

use self::child::End;
use super::ledger::Ledger;
use super::lock;
use super::options::{Isolation, Ocr, Options, OutputError, RunError, STATE};
use super::plan::{self, Input};
use super::sights::{FOLDER, Growing, load};
use super::{departments, guard};
use crate::output::Staging;
use crate::page::scan::Seen;
use crate::source;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Deaths over one document after which the rest of it stays unread.
const MOST_DEATHS: usize = 4;

/// Reads the pictures of all inputs and keeps what was seen in the folder `ocr` of the output folder; answers of how many documents
/// all is kept, and how many there are.
///
/// # Errors
/// See [`RunError`].
pub fn ocr(given: &[PathBuf], options: &Options) -> Result<(usize, usize), RunError> {
    guard::apart(&options.out, given)?;
    let state = options.out.join(STATE);
    let _lock = lock::take(&state).map_err(OutputError::at("the output folder"))?;
    let staging = Staging::open(&options.out, &departments::FOLDERS).map_err(OutputError::at("the output folder"))?;
    let ledger = Ledger::open(&state.join("ledger.ndjson")).map_err(OutputError::at("the ledger"))?;
    let plan = plan::plan(given, options, &staging, &ledger)?;
    let read = read_pictures(&plan.inputs, &plan.originals, options, &staging)?;
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(read)
}

/// Has the pictures of every original read that are not kept yet.
pub(super) fn read_pictures(
    inputs: &[Input],
    originals: &[usize],
    options: &Options,
    staging: &Staging,
) -> Result<(usize, usize), OutputError> {
    let (Some(ocr), Isolation::Workers(program)) = (&options.ocr, &options.isolation) else { return Ok((0, 0)) };
    std::fs::create_dir_all(options.out.join(FOLDER)).map_err(OutputError::at(FOLDER))?;
    let asked: Vec<&Input> =
        inputs.iter().enumerate().filter(|(i, input)| originals[*i] == *i && input.ended.is_none()).map(|(_, i)| i).collect();
    let (next, whole) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failed = Mutex::new(None);
    let jobs = options.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, |n| n.get()));
    thread::scope(|scope| {
        for _ in 0..jobs.min(asked.len()) {
            scope.spawn(|| {
                while !options.interrupted.is_set()
                    && let Some(input) = asked.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    match one(&program.path, ocr, input, options, staging) {
                        Ok(all) => {
                            whole.fetch_add(usize::from(all), Ordering::Relaxed);
                        }
                        Err(error) => {
                            failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(error);
                            break;
                        }
                    }
                }
            });
        }
    });
    match failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        Some(error) => Err(OutputError::at(FOLDER)(error)),
        None => Ok((whole.into_inner(), asked.len())),
    }
}

/// Whether all pictures of a document are read now.
fn one(program: &Path, ocr: &Ocr, input: &Input, options: &Options, staging: &Staging) -> std::io::Result<bool> {
    let known = || source::hash(&input.path).ok().map(|(sha256, _)| sha256);
    let Some(sha256) = input.sha256.clone().or_else(|| known().filter(|_| input.way.is_empty())) else { return Ok(false) };
    // What was refused for want of time is tried again where everything is.
    let is_whole = |seen: Seen| !options.force || seen.pages.iter().all(|page| page.refused.is_none());
    if load(&options.out, &sha256, &ocr.reader).is_some_and(is_whole) {
        return Ok(true);
    }
    let mut growing = Growing::open(&options.out, &sha256, &ocr.reader)?;
    for _ in 0..MOST_DEATHS {
        match child::read(program, ocr, input, &mut growing, &options.interrupted)? {
            End::Whole => return growing.finish(staging).map(|()| true),
            End::Stopped => return Ok(false),
            End::Died => {}
        }
    }
    Ok(false)
}
