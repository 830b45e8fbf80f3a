//! What a run has done, so that the next need not do it again.
//!
//! A file of lines that only grows while a run goes on: each line carries the checksum of its content, and what is not whole,
//! like the last line of a run that was killed, is not there. A line is written after its document is in its place, so a
//! document that the ledger knows is whole. When most lines have been overtaken by later ones, the next run begins by writing
//! it anew without them, whole or not at all.

use super::contents::Contents;
use super::options::STATE;
use super::recipe;
use crate::check::Digest;
use crate::extraction::Outcome;
use crate::output::manifest::{Counts, Entry};
use crate::output::{OutputFolder, disk};
use rayon::prelude::*;
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
    /// The program that looked: another may see other members.
    #[serde(default)]
    program: String,
    /// What is in it.
    contents: Contents,
}

impl Archive {
    /// What this program found in an archive.
    pub(super) fn new(sha256: String, contents: Contents) -> Self {
        Self { sha256, program: recipe::program(), contents }
    }
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
    file: Mutex<Lines>,
    known: Known,
}

/// The file that lines are added to.
#[derive(Debug)]
struct Lines {
    file: File,
    /// The last line is not whole: what follows must not become a part of it.
    torn: bool,
}

/// Its name in the folder of what the next run needs to know.
pub(super) const FILE: &str = "ledger.ndjson";
/// Lines that a ledger may have beyond twice those that count.
const OVERTAKEN: usize = 1_000;
/// Lines that are parsed at a time, on all processors.
const AT_A_TIME: usize = 4_096;

/// What a ledger tells.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Number of lines, with those that do not count any more.
    lines: usize,
    /// The latest of each document by hash of its content.
    done: BTreeMap<String, Record>,
    /// The latest of each file by hash of its path.
    seen: BTreeMap<String, Seen>,
    /// What is in archives, by hash of the archive.
    archives: BTreeMap<String, Archive>,
    finished: Option<Finished>,
}

impl Ledger {
    /// Opens the ledger at `path`, or begins one.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let (known, mut torn) = Known::of(&or_none(fs::read(path))?);
        if known.lines > 2 * known.live() + OVERTAKEN {
            write_anew(path, &known)?;
            torn = false;
        }
        disk::check()?;
        let file = File::options().append(true).create(true).open(path)?;
        Ok(Self { file: Mutex::new(Lines { file, torn }), known })
    }

    /// What it knew when it was opened.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// Adds lines, in one write.
    pub(super) fn add(&self, lines: &[Line]) -> io::Result<()> {
        let mut bytes = Vec::new();
        lines.iter().try_for_each(|line| put(&mut bytes, line))?;
        if bytes.is_empty() {
            return Ok(());
        }
        let mut to = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if to.torn {
            bytes.insert(0, b'\n');
        }
        // Of a write that fails some bytes may be there all the same.
        to.torn = true;
        disk::check()?;
        to.file.write_all(&bytes)?;
        to.torn = false;
        Ok(())
    }
}

/// Adds a line with its checksum.
fn put(bytes: &mut Vec<u8>, line: &impl Serialize) -> io::Result<()> {
    let line = serde_json::value::to_raw_value(line)?;
    let crc = format!("{:08x}", checksum(line.get()));
    serde_json::to_writer(&mut *bytes, &Framed { crc: &crc, line: &line })?;
    bytes.push(b'\n');
    Ok(())
}

/// Puts a ledger of what counts in the place of the one at `path`.
fn write_anew(path: &Path, known: &Known) -> io::Result<()> {
    let mut bytes = Vec::new();
    known.counting().try_for_each(|line| put(&mut bytes, &line))?;
    let part = path.with_extension("new");
    disk::check()?;
    let mut file = File::create(&part)?;
    file.write_all(&bytes)?;
    disk::check()?;
    file.sync_all()?;
    fs::rename(part, path)
}

impl Known {
    /// What the ledger tells that a run left in a folder. No ledger is an empty one.
    pub(super) fn left_in(out: &OutputFolder) -> io::Result<Self> {
        Ok(Self::of(&or_none(out.read(&format!("{STATE}/{FILE}")))?).0)
    }

    /// Reads the lines of a ledger; with it, whether the last is torn.
    fn of(lines: &[u8]) -> (Self, bool) {
        let mut known = Self::default();
        let whole: Vec<&[u8]> = lines.split(|b| *b == b'\n').filter(|l| !l.is_empty()).collect();
        known.lines = whole.len();
        for some in whole.chunks(AT_A_TIME) {
            let parsed: Vec<Option<Line>> = some.par_iter().map(|line| parse(line)).collect();
            // Of two lines about one thing the later counts.
            for line in parsed {
                match line {
                    Some(line) => known.know(line),
                    None => tracing::info!("a line of the ledger is not whole and does not count"),
                }
            }
        }
        (known, lines.last().is_some_and(|last| *last != b'\n'))
    }

    /// Number of lines that count.
    fn live(&self) -> usize {
        self.done.len() + self.seen.len() + self.archives.len() + usize::from(self.finished.is_some())
    }

    /// The lines that count; that the outputs are finished comes last, since a document after it would say that they are not.
    fn counting(&self) -> impl Iterator<Item = Line> {
        let done = self.done.values().map(|record| Line::Done(Box::new(record.clone())));
        let seen = self.seen.values().cloned().map(Line::Seen);
        let archives = self.archives.values().cloned().map(Line::Archive);
        done.chain(seen).chain(archives).chain(self.finished.clone().map(Line::Finished))
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

    /// What is in an archive, as this program sees it.
    pub(super) fn archive(&self, sha256: &str) -> Option<&Contents> {
        self.archives.get(sha256).filter(|archive| archive.program == recipe::program()).map(|archive| &archive.contents)
    }

    /// How the outputs were left, when nothing was read since.
    pub(super) fn finished(&self) -> Option<&Finished> {
        self.finished.as_ref()
    }

    fn know(&mut self, line: Line) {
        match line {
            Line::Done(record) => {
                // A line may be anybody's: where its document is, its hash says.
                let Some(sha256) = record.entry.sha256.clone().filter(|_| record.entry.is_sound()) else { return };
                self.finished = None;
                self.done.insert(sha256, *record);
            }
            Line::Seen(seen) => drop(self.seen.insert(seen.path.clone(), seen)),
            Line::Archive(archive) => drop(self.archives.insert(archive.sha256.clone(), archive)),
            Line::Finished(finished) => self.finished = Some(finished),
        }
    }
}

/// The bytes of a file that need not be there.
fn or_none(read: io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other,
    }
}

/// CRC-32 of a line.
fn checksum(line: &str) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(line.as_bytes());
    crc.sum()
}

fn parse(line: &[u8]) -> Option<Line> {
    let framed: Framed<'_> = serde_json::from_slice(line).ok()?;
    let crc = u32::from_str_radix(framed.crc, 16).ok()?;
    if crc != checksum(framed.line.get()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(path: usize, size: u64) -> Line {
        Line::Seen(Seen { path: format!("{path:024}"), stamp: (size, 1, 2), sha256: "ab".to_owned() })
    }

    /// A folder that is read with `--force` every night must not fill the disk with what it once said.
    #[test]
    fn a_ledger_that_was_overtaken_is_written_anew_and_says_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.ndjson");
        let size = || fs::metadata(&path).unwrap().len();
        for night in 0..30 {
            let ledger = Ledger::open(&path).unwrap();
            ledger.add(&(0..100).map(|file| seen(file, night)).collect::<Vec<_>>()).unwrap();
            let finished = Finished { inputs: night.to_string(), across: Counts::default(), files: Vec::new() };
            ledger.add(&[Line::Finished(finished)]).unwrap();
        }
        let most = size();
        let (known, torn) = Known::of(&fs::read(&path).unwrap());
        assert!(!torn && known.live() == 101 && known.lines < 2_000, "{} of {}", known.live(), known.lines);
        assert_eq!(known.file(&format!("{:024}", 7)).unwrap().stamp.0, 29);
        assert_eq!(known.finished().unwrap().inputs, "29");
        write_anew(&path, &known).unwrap();
        let (again, _) = Known::of(&fs::read(&path).unwrap());
        assert!(size() < most && again.lines == 101);
        assert_eq!(again.finished(), known.finished());
        assert_eq!(again.file(&format!("{:024}", 99)), known.file(&format!("{:024}", 99)));
    }

    #[test]
    fn what_follows_a_torn_line_is_no_part_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.ndjson");
        let ledger = Ledger::open(&path).unwrap();
        ledger.add(&[seen(1, 1)]).unwrap();
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let ledger = Ledger::open(&path).unwrap();
        assert!(ledger.known().file(&format!("{:024}", 1)).is_none());
        ledger.add(&[seen(2, 2)]).unwrap();
        let (known, torn) = Known::of(&fs::read(&path).unwrap());
        assert!(!torn && known.file(&format!("{:024}", 2)).is_some());
    }
}
