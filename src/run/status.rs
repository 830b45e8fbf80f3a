//! What an output folder holds, without touching it.

use super::ledger::Known;
use super::lock;
use super::options::STATE;
use crate::output::OutputFolder;
use crate::output::manifest::Outcomes;
use serde::Serialize;
use std::io;
use std::path::Path;

/// What an output folder holds.
#[derive(Debug, Serialize)]
pub struct Status {
    /// Documents that were ever read into it.
    pub documents: usize,
    /// These by outcome.
    pub outcomes: Outcomes,
    /// Whether the outputs over all documents are newer than every document.
    pub finished: bool,
    /// The number of the process that writes to it now.
    pub running: Option<u32>,
}

/// Looks at an output folder.
///
/// # Errors
/// When it is none, or cannot be read.
pub fn status(out: &Path) -> io::Result<Status> {
    if !out.join(STATE).is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "no run has written here"));
    }
    let folder = OutputFolder::open(out)?;
    let known = Known::left_in(&folder)?;
    let mut outcomes = Outcomes::default();
    known.documents().for_each(|record| outcomes.add(record.entry.outcome));
    Ok(Status {
        documents: known.documents().count(),
        outcomes,
        finished: known.finished().is_some(),
        running: lock::holder(&folder)?,
    })
}
