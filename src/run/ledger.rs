//! What a run has done, so that the next need not do it again.
//!
//! A file of lines that only grows: each line carries the checksum of its content, and what is not whole, like the last line
//! of a run that was killed, is not there. A line is written after its document is in its place, so a document that the
//! ledger knows is whole.

use super::archives::Contents;
use crate::check::Digest;
use crate::extraction::Outcome;
use crate::output::manifest::{Counts, Entry};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A line as it stands in the file.
#[derive(Serialize, Deserialize)]
struct Framed<'l> {
    /// CRC-32 of `line`, eight hexadecimal digits.
    crc: &'l str,
    #[serde(borrow)]
    line: &'l RawValue,
}

/// One thing that was done or seen.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// A document was read.
    Done(Box<Record>),
    /// A file was hashed.
    Seen(Seen),
    /// An archive was looked into.
    Archive(Archive),
    /// The outputs over all documents were written.
    Finished(Finished),
}

/// A document that was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    /// What of program and options the outcome depends on.
    pub recipe: String,
    /// The time and memory it had.
    pub limits: String,
    /// Size of the document's file.
    pub size: u64,
    /// The hash that a scraper's list gave for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Its line in the manifest.
    pub entry: Entry,
    /// What it is compared with other documents by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

/// A file that was hashed, told by what changes when its content does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// Hash of its path, which is nobody's business.
    pub path: String,
    /// Size, time of modification and time of change (which cannot be set back), in nanoseconds.
    pub stamp: (u64, i64, i64),
    /// SHA-256 of the content, hex.
    pub sha256: String,
}

/// An archive that was looked into.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Archive {
    /// SHA-256 of the archive, hex.
    pub sha256: String,
    /// What is in it.
    pub contents: Contents,
}

/// The outputs over all documents as they were left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Finished {
    /// Hash of all that they were made from.
    pub inputs: String,
    /// What came of comparing documents with each other.
    pub across: Counts,
    /// Name, size and time of modification of each.
    pub files: Vec<(String, u64, i64)>,
}

/// The ledger of an output folder.
#[derive(Debug)]
pub(super) struct Ledger {
    file: Mutex<File>,
    known: Known,
}

/// What a ledger tells.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The latest of each document by hash of its content.
    done: BTreeMap<String, Record>,
    /// The latest of each file by hash of its path.
    seen: BTreeMap<String, Seen>,
    /// What is in archives, by hash of the archive.
    archives: BTreeMap<String, Contents>,
    finished: Option<Finished>,
}

impl Ledger {
    /// Opens the ledger at `path`, or begins one.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let (known, torn) = Known::read(path)?;
        let mut file = File::options().append(true).create(true).open(path)?;
        // What follows a torn line must not become a part of it.
        if torn {
            file.write_all(b"\n")?;
        }
        Ok(Self { file: Mutex::new(file), known })
    }

    /// What it knew when it was opened.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// Adds lines, in one write.
    pub(super) fn add(&self, lines: &[Line]) -> io::Result<()> {
        let mut bytes = Vec::new();
        for line in lines {
            let line = serde_json::value::to_raw_value(line)?;
            let crc = format!("{:08x}", crc32fast::hash(line.get().as_bytes()));
            serde_json::to_writer(&mut bytes, &Framed { crc: &crc, line: &line })?;
            bytes.push(b'\n');
        }
        self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(&bytes)
    }
}

impl Known {
    /// Reads a ledger; with it, whether its last line is torn. No ledger is an empty one.
    pub(super) fn read(path: &Path) -> io::Result<(Self, bool)> {
        let lines = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut known = Self::default();
        for line in lines.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
            match parse(line) {
                Some(line) => known.know(line),
                None => tracing::info!("a line of the ledger is not whole and does not count"),
            }
        }
        Ok((known, lines.last().is_some_and(|last| *last != b'\n')))
    }

    /// All documents that were ever read here, by hash.
    pub(super) fn documents(&self) -> impl Iterator<Item = &Record> {
        self.done.values()
    }

    /// What is known of a document.
    pub(super) fn document(&self, sha256: &str) -> Option<&Record> {
        self.done.get(sha256)
    }

    /// What is known of a file.
    pub(super) fn file(&self, path: &str) -> Option<&Seen> {
        self.seen.get(path)
    }

    /// What is in an archive.
    pub(super) fn archive(&self, sha256: &str) -> Option<&Contents> {
        self.archives.get(sha256)
    }

    /// How the outputs were left, when nothing was read since.
    pub(super) fn finished(&self) -> Option<&Finished> {
        self.finished.as_ref()
    }

    fn know(&mut self, line: Line) {
        match line {
            Line::Done(record) => {
                let Some(sha256) = record.entry.sha256.clone() else { return };
                self.finished = None;
                self.done.insert(sha256, *record);
            }
            Line::Seen(seen) => drop(self.seen.insert(seen.path.clone(), seen)),
            Line::Archive(archive) => drop(self.archives.insert(archive.sha256, archive.contents)),
            Line::Finished(finished) => self.finished = Some(finished),
        }
    }
}

fn parse(line: &[u8]) -> Option<Line> {
    let framed: Framed<'_> = serde_json::from_slice(line).ok()?;
    let crc = u32::from_str_radix(framed.crc, 16).ok()?;
    if crc != crc32fast::hash(framed.line.get().as_bytes()) {
        return None;
    }
    serde_json::from_str(framed.line.get()).ok()
}

impl Record {
    /// Whether reading the document again would end the same.
    pub(super) fn holds(&self, recipe: &str, limits: &str) -> bool {
        // What ended for want of time or memory may end better with more of it.
        let bounded = matches!(self.entry.outcome, Outcome::Timeout | Outcome::OutOfMemory | Outcome::Crash);
        self.recipe == recipe && (!bounded || self.limits == limits)
    }
}
