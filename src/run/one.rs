//! One document: read, contained, written.

use super::plan::Input;
use super::{Options, OutputError};
use crate::diagnostic::{Diagnostic, Severity};
use crate::extraction::{Extraction, Outcome, extract};
use crate::output::document::{SourceFacts, to_json};
use crate::output::manifest::{Counts, Entry};
use crate::output::privacy::Redactor;
use crate::output::{Staging, to_lines};
use crate::source::{self, Source, SourceError};
use std::any::Any;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads one input and writes its document, and its records as the unfinished file `lines`.
///
/// # Errors
/// Only when the output cannot be written; whatever the input is, it ends in an outcome.
pub(super) fn read(input: &Input, lines: &str, options: &Options, staging: &Staging) -> Result<Entry, OutputError> {
    let source = match open(input) {
        Ok(source) => source,
        Err(entry) => return Ok(*entry),
    };
    let facts = SourceFacts {
        name: source.name.clone(),
        sha256: source.sha256.clone(),
        media: source.media.label(),
        bytes: source.bytes.len(),
    };
    let extraction = contained(|| extract(source));
    let target = format!("documents/{}.json", facts.id());
    let json = to_json(&facts, &extraction, options.keep_contacts).map_err(io::Error::other);
    json.and_then(|json| staging.put(&target, &json)).map_err(OutputError::at(&target))?;
    if !extraction.records.is_empty() {
        let disclosure = extraction.disclosure.as_ref();
        let records = to_lines(&facts, disclosure, &extraction.records, options.keep_contacts).map_err(io::Error::other);
        records.and_then(|records| fs::write(staging.part(lines), records)).map_err(OutputError::at("records.ndjson"))?;
    }
    let disclosure = extraction.disclosure.as_ref();
    Ok(Entry {
        kind: disclosure.map(|d| d.kind),
        scope: disclosure.and_then(|d| d.scope),
        fiscal_year: disclosure.and_then(|d| d.fiscal_year),
        department: disclosure.and_then(|d| d.department.name.clone()),
        related: Vec::new(),
        name: facts.name,
        sha256: Some(facts.sha256),
        bytes: Some(facts.bytes as u64),
        media: Some(facts.media),
        outcome: extraction.outcome,
        message: message(&extraction, options.keep_contacts),
        document: Some(target),
        counts: Counts {
            tables: extraction.content.tables.len(),
            forms: extraction.content.forms.len(),
            records: extraction.records.len(),
            diagnostics: extraction.diagnostics.len(),
        },
    })
}

/// The bytes of an input, or its entry when there are none to be had.
fn open(input: &Input) -> Result<Source, Box<Entry>> {
    let source = match &input.bytes {
        Ok(_) => source::read(&input.path).map_err(|error| Box::new(ended(input, &error))),
        Err(error) => Err(Box::new(ended(input, error))),
    };
    source.map(|source| Source { name: input.name.clone(), ..source })
}

fn ended(input: &Input, error: &SourceError) -> Entry {
    let (outcome, bytes) = match error {
        SourceError::TooLarge { bytes } => (Outcome::TooLarge, Some(*bytes)),
        _ => (Outcome::Unreadable, None),
    };
    Entry {
        name: input.name.clone(),
        sha256: None,
        bytes,
        media: None,
        outcome,
        message: Some(error.to_string()),
        document: None,
        kind: None,
        scope: None,
        fiscal_year: None,
        department: None,
        related: Vec::new(),
        counts: Counts::default(),
    }
}

/// Extracts a document; a panic of the reader becomes its outcome.
fn contained(extract: impl FnOnce() -> Extraction) -> Extraction {
    // The chain is values in, values out: nothing half-done outlives the unwinding.
    catch_unwind(AssertUnwindSafe(extract)).unwrap_or_else(|payload| {
        let message = format!("the reader failed on this document ({}); please report it", said(payload.as_ref()));
        Extraction::failed(Outcome::Crash, Diagnostic::error("run.crash", message))
    })
}

/// What a panic said, cut to a length that leaks no page of text.
fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").chars().take(80).collect()
}

/// Why a document did not end `ok`: its first error, or else its first warning.
fn message(extraction: &Extraction, keep_contacts: bool) -> Option<String> {
    if extraction.outcome == Outcome::Ok {
        return None;
    }
    let first = |severity| extraction.diagnostics.iter().find(|d| d.severity == severity);
    let diagnostic = first(Severity::Error).or_else(|| first(Severity::Warning))?;
    Some(Redactor::new(keep_contacts).text(&diagnostic.message).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_outcome() {
        let extraction = contained(|| panic!("odd font {}", "x".repeat(200)));
        assert_eq!(extraction.outcome, Outcome::Crash);
        let message = message(&extraction, false).unwrap();
        assert!(message.contains("odd font xxx") && message.len() < 160, "{message}");
    }
}
