//! What there is to read: inputs as given to files with names, in an order that does not depend on how they were given.

use crate::source::{self, SourceError};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

/// One input.
#[derive(Debug)]
pub(super) struct Input {
    /// Name in the outputs, without anything of the machine's folders.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Number of bytes, or why there are none.
    pub bytes: Result<u64, SourceError>,
}

/// What there is to do.
#[derive(Debug)]
pub(super) struct Plan {
    /// Every input by name.
    pub inputs: Vec<Input>,
    /// What was passed over, and why: no inputs, but worth saying.
    pub passed_over: Vec<source::Problem>,
}

/// The inputs by name, each file once.
pub(super) fn plan(given: &[PathBuf], out: &Path) -> Plan {
    // Of two ways to one file the first counts, so what is first must not depend on the order on the command line.
    let mut given = given.to_vec();
    given.sort();
    let (found, problems) = source::discover(&given, io::empty());
    let out = fs::canonicalize(out).ok();
    let is_ours = |path: &Path| fs::canonicalize(path).is_ok_and(|p| out.as_ref().is_some_and(|out| p.starts_with(out)));
    // The results of an earlier run are no inputs of the next.
    let found = found.into_iter().filter(|f| given.contains(&f.path) || !is_ours(&f.path));
    let mut inputs: Vec<Input> =
        found.map(|f| Input { name: name_from(&given, &f.path), bytes: size(&f.path), path: f.path }).collect();
    let mut passed_over = Vec::new();
    for problem in problems {
        if matches!(problem.error, SourceError::SymbolicLink | SourceError::NoDocuments) {
            passed_over.push(problem);
        } else {
            inputs.push(Input { name: name_from(&given, &problem.path), path: problem.path, bytes: Err(problem.error) });
        }
    }
    inputs.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Plan { inputs, passed_over }
}

fn size(path: &Path) -> Result<u64, SourceError> {
    Ok(fs::metadata(path)?.len())
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

/// For each input the index of the first one with the same bytes: itself, unless it is a copy.
///
/// Only files of equal size are read for this, so a run over different files reads each of them once.
pub(super) fn originals(inputs: &[Input]) -> Vec<usize> {
    let mut by_size: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, input) in inputs.iter().enumerate() {
        if let Ok(bytes) = input.bytes {
            by_size.entry(bytes).or_default().push(index);
        }
    }
    let mut originals: Vec<usize> = (0..inputs.len()).collect();
    for same_size in by_size.into_values().filter(|same| same.len() > 1) {
        let mut first: BTreeMap<[u8; 32], usize> = BTreeMap::new();
        for index in same_size {
            // A file that cannot be read here cannot be read later either and says so then.
            if let Ok(hash) = hash(&inputs[index].path) {
                originals[index] = *first.entry(hash).or_insert(index);
            }
        }
    }
    originals
}

fn hash(path: &Path) -> io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(hasher.finalize().into())
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
