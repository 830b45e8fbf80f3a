//! Lines of the manifest for inputs that were not read.

use crate::extraction::Outcome;
use crate::output::document::Origin;
use crate::output::manifest::{Counts, Entry};
use crate::source::{Refusal, SourceError};

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

/// The entry of an input that gave no bytes.
pub(super) fn ended(name: &str, origin: &Origin, error: &SourceError) -> Entry {
    let bytes = if let SourceError::TooLarge { bytes } = error { Some(*bytes) } else { None };
    Entry { bytes, ..not_read(name, origin, outcome_of(error), error.to_string()) }
}

/// The entry of an input that was not read.
pub(super) fn not_read(name: &str, origin: &Origin, outcome: Outcome, message: String) -> Entry {
    Entry {
        name: name.to_owned(),
        origin: origin.clone(),
        sha256: None,
        bytes: None,
        media: None,
        outcome,
        message: Some(message),
        document: None,
        kind: None,
        scope: None,
        fiscal_year: None,
        department: None,
        related: Vec::new(),
        department_id: None,
        counts: Counts::default(),
    }
}
