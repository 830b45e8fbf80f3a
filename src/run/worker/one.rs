//! One document: opened, read, rendered; contained as far as one process can.

use super::second;
use crate::check::{self, Digest, Document};
use crate::content::disclosure::Kind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::extraction::{Extraction, Outcome, extract_seen};
use crate::limits::Stop;
use crate::output::DocumentFile;
use crate::output::document::{SourceFacts, write_json};
use crate::output::manifest::{Counts, Entry};
use crate::privacy;
use crate::run::entry::ended;
use crate::run::sights;
use crate::run::task::Task;
use crate::source::{self, Archives, Source, SourceError};
use std::any::Any;
use std::borrow::Cow;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What came of a document.
pub(crate) struct Reading {
    /// Its line in the manifest; where that names a document, it is written.
    pub entry: Entry,
    /// What it is compared with other documents by; `None` when it is no disclosure.
    pub digest: Option<Digest>,
}

/// A document whose bytes are there.
pub(crate) struct Opened<'t> {
    task: &'t Task,
    source: Source,
    /// What it is before it is read, since reading may be the last thing a process does.
    pub facts: SourceFacts,
}

/// Opens a document, whose bytes may be here already, or says why it cannot be opened.
pub(crate) fn open<'t>(task: &'t Task, here: Option<Vec<u8>>, archives: &mut Archives) -> Result<Opened<'t>, Box<Reading>> {
    let source = catch_unwind(AssertUnwindSafe(|| bytes(task, here, archives))).unwrap_or_else(|_| {
        *archives = Archives::default();
        Err(SourceError::Failed)
    });
    let source = source.map_err(|error| Reading { entry: ended(&task.name, &task.origin, &error), digest: None })?;
    let facts = facts(task, &source);
    Ok(Opened { task, source, facts })
}

impl Opened<'_> {
    /// Reads it and writes what it was read as.
    ///
    /// # Errors
    /// When `to` takes no more.
    pub(crate) fn read(self, stop: &Stop, to: &mut impl Write) -> io::Result<Reading> {
        let Self { task, source, facts } = self;
        let copy = second::bytes_for(&source, task.second_reader.is_some());
        let mut extraction = {
            let seen = task.ocr.as_ref().and_then(|told| sights::load(&told.out, &source.sha256, &told.reader));
            contained(|| extract_seen(source, task.contacts(), &task.origin.told, seen.as_ref(), stop))
        };
        if task.ocr.as_ref().is_some_and(|told| told.no_records) {
            extraction.records.retain(|record| !record.trust.from_picture);
        }
        if let (Some(copy), Some(memory)) = (copy, task.second_reader) {
            second::look(copy, &mut extraction, memory, stop);
        }
        extraction.diagnostics.extend(other_bytes(task, &facts));
        write(facts, &extraction, task.keep_contacts, to)
    }
}

fn bytes(task: &Task, here: Option<Vec<u8>>, archives: &mut Archives) -> Result<Source, SourceError> {
    if let Some(bytes) = here {
        Ok(Source::new(&task.path, bytes))
    } else if task.way.is_empty() {
        source::read(&task.path)
    } else {
        archives.member(&task.path, &task.way).map(|bytes| Source::new(&task.path, bytes))
    }
}

fn facts(task: &Task, source: &Source) -> SourceFacts {
    SourceFacts {
        name: task.name.clone(),
        sha256: source.sha256.clone(),
        media: Cow::Borrowed(source.media.label()),
        bytes: source.bytes.len(),
        origin: task.origin.clone(),
    }
}

/// A document whose reader did not live to tell.
///
/// # Errors
/// When `to` takes no more.
pub(crate) fn lost(
    task: &Task,
    facts: SourceFacts,
    outcome: Outcome,
    cause: Diagnostic,
    to: &mut impl Write,
) -> io::Result<Reading> {
    let mut extraction = Extraction::failed(outcome, cause);
    extraction.diagnostics.extend(other_bytes(task, &facts));
    write(facts, &extraction, task.keep_contacts, to)
}

/// The bytes are not those that the scraper fetched.
fn other_bytes(task: &Task, facts: &SourceFacts) -> Option<Diagnostic> {
    let expected = task.expected.as_deref().filter(|e| !e.eq_ignore_ascii_case(&facts.sha256))?;
    let message = format!("the list gives the SHA-256 {expected} for this file, and its bytes have {}", facts.sha256);
    Some(Diagnostic::warning("source.sha256", message))
}

fn write(facts: SourceFacts, extraction: &Extraction, keep_contacts: bool, to: &mut impl Write) -> io::Result<Reading> {
    write_json(&facts, extraction, keep_contacts, to)?;
    let digest = digest(&facts, extraction);
    let disclosure = extraction.disclosure.as_ref();
    let entry = Entry {
        kind: disclosure.map(|d| d.kind),
        scope: disclosure.and_then(|d| d.scope),
        fiscal_year: disclosure.and_then(|d| d.fiscal_year),
        department: disclosure.and_then(|d| d.department.name.clone()),
        related: Vec::new(),
        department_id: None,
        document: DocumentFile::of(&facts.sha256),
        name: facts.name,
        origin: facts.origin,
        sha256: Some(facts.sha256),
        bytes: Some(facts.bytes as u64),
        media: Some(facts.media),
        outcome: extraction.outcome,
        message: message(extraction, keep_contacts),
        counts: Counts::of(extraction),
    };
    Ok(Reading { entry, digest })
}

/// What a disclosure that was read whole is compared with others by.
fn digest(facts: &SourceFacts, extraction: &Extraction) -> Option<Digest> {
    let whole = matches!(extraction.outcome, Outcome::Ok | Outcome::Partial);
    let disclosure = extraction.disclosure.as_ref().filter(|d| whole && d.kind != Kind::Other)?;
    let document = Document {
        outline: &extraction.outline,
        disclosure,
        content: &extraction.content,
        records: &extraction.records,
        diagnostics: &extraction.diagnostics,
    };
    Some(check::digest(&document, facts.id(), &facts.name))
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
    let message = diagnostic.message.as_str();
    Some(if keep_contacts { message.to_owned() } else { privacy::written(message).into_owned() })
}

/// What can be known of a file without reading it as a document.
pub(crate) fn facts_of_file(task: &Task) -> Result<SourceFacts, SourceError> {
    let (sha256, bytes) = task.known.clone().map_or_else(|| source::hash(&task.path), Ok)?;
    let media = Cow::Borrowed(source::Media::Unknown.label());
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    Ok(SourceFacts { name: task.name.clone(), sha256, media, bytes, origin: task.origin.clone() })
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
