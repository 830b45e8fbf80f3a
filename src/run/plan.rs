//! What there is to read: inputs as given to files with names, in an order that does not depend on how they were given.

use super::ledger::{Ledger, Line, Seen};
use super::one::Task;
use crate::output::document::Origin;
use crate::source::{self, SourceError};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// One input.
#[derive(Debug)]
pub(super) struct Input {
    /// Name in the outputs, without anything of the machine's folders.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Where it was fetched from.
    pub origin: Origin,
    /// The hash that a scraper's list gives for it.
    pub expected: Option<String>,
    /// Number of bytes, or why there are none.
    pub bytes: Result<u64, SourceError>,
    /// SHA-256 of the content, where it had to be known before the reading.
    pub sha256: Option<String>,
    /// What tells whether the file is still the same, where that can be relied on.
    stamp: Option<Stamp>,
}

/// Size, time of modification and time of change, in nanoseconds.
type Stamp = (u64, i64, i64);

impl Input {
    fn of(name: String, path: PathBuf) -> Self {
        let metadata = fs::metadata(&path);
        let stamp = metadata.as_ref().ok().and_then(stamp);
        let bytes = metadata.map(|m| m.len()).map_err(SourceError::from);
        Self { name, path, origin: Origin::default(), expected: None, bytes, sha256: None, stamp }
    }

    fn without_bytes(name: String, path: PathBuf, error: SourceError) -> Self {
        Self { name, path, origin: Origin::default(), expected: None, bytes: Err(error), sha256: None, stamp: None }
    }

    /// What a reader needs to know.
    pub(super) fn task(&self, keep_contacts: bool) -> Task {
        Task {
            name: self.name.clone(),
            path: self.path.clone(),
            origin: self.origin.clone(),
            expected: self.expected.clone(),
            keep_contacts,
        }
    }

    /// For the ledger: this file, as it was when the run began, has this content.
    pub(super) fn seen(&self, sha256: &str) -> Option<Seen> {
        let stamp = self.stamp?;
        Some(Seen { path: path_key(&self.path), stamp, sha256: sha256.to_owned() })
    }
}

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// Every input by name.
    pub inputs: Vec<Input>,
    /// For each input the first one with the same bytes: itself, unless it is a copy.
    pub originals: Vec<usize>,
    /// Files that were hashed, for the ledger.
    pub seen: Vec<Line>,
    /// What was passed over, and why: no inputs, but worth saying.
    pub passed_over: Vec<source::Problem>,
}

/// The inputs by name, each file once.
pub(super) fn plan(given: &[PathBuf], out: &Path, ledger: &Ledger) -> Plan {
    // Of two ways to one file the first counts, so what is first must not depend on the order on the command line.
    let mut given = given.to_vec();
    given.sort();
    let (found, problems) = source::discover(&given, io::empty());
    let out = fs::canonicalize(out).ok();
    let is_ours = |path: &Path| fs::canonicalize(path).is_ok_and(|p| out.as_ref().is_some_and(|out| p.starts_with(out)));
    // The results of an earlier run are no inputs of the next.
    let found = found.into_iter().filter(|f| given.contains(&f.path) || !is_ours(&f.path));
    let mut inputs: Vec<Input> = found.map(|f| Input::of(name_from(&given, &f.path), f.path)).collect();
    let mut passed_over = Vec::new();
    for problem in problems {
        if matches!(problem.error, SourceError::SymbolicLink | SourceError::NoDocuments) {
            passed_over.push(problem);
        } else {
            inputs.push(Input::without_bytes(name_from(&given, &problem.path), problem.path, problem.error));
        }
    }
    inputs.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    let seen = identify(&mut inputs, ledger);
    let originals = originals(&inputs);
    Plan { inputs, originals, seen, passed_over }
}

/// The name of a file: with the folder it was found through, if it was found in one.
fn name_from(given: &[PathBuf], file: &Path) -> String {
    let folder = given.iter().filter(|g| file.starts_with(g) && file != g.as_path()).max_by_key(|g| g.components().count());
    folder.map_or_else(|| name_of(file), |folder| name_below(folder, file))
}

/// The path as given; of an absolute path, or one that climbs, only its last part, since the rest tells of the machine.
fn name_of(path: &Path) -> String {
    let inside = path.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let parts: Vec<Component<'_>> =
        if inside { path.components().collect() } else { path.components().next_back().into_iter().collect() };
    let names: Vec<_> = parts.into_iter().filter_map(normal).collect();
    names.join("/")
}

fn name_below(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).map(name_of).unwrap_or_else(|_| name_of(file));
    let folder = name_of(folder);
    if folder.is_empty() { below } else { format!("{folder}/{below}") }
}

fn normal(component: Component<'_>) -> Option<String> {
    match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    }
}

/// Finds the hashes that must be known before the reading: of files that may be copies of each other, or of what the ledger
/// knows. Both have the same size, so a first run over different files reads each of them once.
///
/// A file that the ledger has seen with the same size and times is not read again.
fn identify(inputs: &mut [Input], ledger: &Ledger) -> Vec<Line> {
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    let ours = inputs.iter().filter_map(|i| i.bytes.as_ref().ok().copied());
    let known = ledger.documents().filter_map(|record| record.entry.bytes);
    ours.chain(known).for_each(|size| *sizes.entry(size).or_default() += 1);
    let lines = inputs.par_iter_mut().filter_map(|input| {
        let size = *input.bytes.as_ref().ok()?;
        let seen = ledger.file(&path_key(&input.path)).filter(|seen| Some(seen.stamp) == input.stamp);
        if let Some(seen) = seen {
            input.sha256 = Some(seen.sha256.clone());
            return None;
        }
        if sizes.get(&size).is_none_or(|count| *count < 2) {
            return None;
        }
        // A file that cannot be read here cannot be read later either and says so then.
        input.sha256 = source::hash(&input.path).ok().map(|(sha256, _)| sha256);
        input.seen(input.sha256.as_deref()?).map(Line::Seen)
    });
    lines.collect()
}

/// For each input the index of the first one with the same bytes: itself, unless it is a copy.
fn originals(inputs: &[Input]) -> Vec<usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = inputs.iter().enumerate();
    numbered.map(|(index, input)| input.sha256.as_deref().map_or(index, |hash| *first.entry(hash).or_insert(index))).collect()
}

/// A file that was changed this short a time before it was looked at may be changed again without its times showing it.
const UNSETTLED: Duration = Duration::from_secs(2);

/// What tells whether a file is still the same.
fn stamp(metadata: &Metadata) -> Option<Stamp> {
    let modified = metadata.modified().ok()?;
    let (modified, changed) = (nanoseconds(modified)?, changed(metadata).or(nanoseconds(modified))?);
    let settled = nanoseconds(SystemTime::now().checked_sub(UNSETTLED)?)?;
    (modified < settled && changed < settled).then_some((metadata.len(), modified, changed))
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// The time of the last change of content, name or owner, which no program can set.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().checked_mul(1_000_000_000)?.checked_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_metadata: &Metadata) -> Option<i64> {
    None
}

/// Stands for a path in the ledger, which tells nobody where the machine keeps its files.
fn path_key(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    hex(&Sha256::digest(absolute.as_os_str().as_encoded_bytes()))[..24].to_owned()
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_nothing_of_the_machine() {
        for (path, want) in
            [("corpus/a.pdf", "corpus/a.pdf"), ("./a.pdf", "a.pdf"), ("/home/x/a.pdf", "a.pdf"), ("../x/a.pdf", "a.pdf")]
        {
            assert_eq!(name_of(Path::new(path)), want);
        }
        for (folder, file, want) in [
            ("in", "in/上海/a.pdf", "in/上海/a.pdf"),
            (".", "./a.pdf", "a.pdf"),
            ("/home/x/in", "/home/x/in/b/a.pdf", "in/b/a.pdf"),
        ] {
            assert_eq!(name_below(Path::new(folder), Path::new(file)), want);
        }
    }
}
