//! What is in an archive, as the worker says it.

use super::bound::bound;
use crate::extraction::Outcome;
use crate::run::contents::Contents;
use crate::run::entry::outcome_of;
use crate::source;
use std::io::{self, Write};
use std::path::Path;

/// What the worker does: prints the contents.
///
/// # Errors
/// When standard output is closed.
pub fn list(path: &Path, memory: u64) -> io::Result<()> {
    bound(memory)?;
    let json = serde_json::to_vec(&contents(path))?;
    io::stdout().write_all(&json)
}

/// Looks into the file itself.
pub(crate) fn contents(path: &Path) -> Contents {
    match source::members(path) {
        Ok(None) => Contents::Document,
        Ok(Some(members)) if members.is_empty() => {
            Contents::Closed(Outcome::Unreadable, "an archive without documents".to_owned())
        }
        Ok(Some(members)) => Contents::Members(members),
        Err(error) => Contents::Closed(outcome_of(&error), error.to_string()),
    }
}
