//! What there is to read: inputs as given to files with names, in an order that does not depend on how they were given.

use crate::source;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Input {
    /// Name in the outputs, without anything of the machine's folders.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Number of bytes; `None` when there is no such file.
    pub bytes: Option<u64>,
}

/// The inputs by name, each path once.
pub(super) fn inputs(given: &[PathBuf], out: &Path) -> Vec<Input> {
    let out = fs::canonicalize(out).ok();
    let mut inputs = Vec::new();
    for path in given {
        if path.is_dir() {
            for file in source::discover(std::slice::from_ref(path)) {
                // The results of an earlier run are no inputs of the next.
                let ours = || fs::canonicalize(&file).is_ok_and(|f| out.as_ref().is_some_and(|out| f.starts_with(out)));
                if !ours() {
                    inputs.push(input(name_below(path, &file), file));
                }
            }
        } else {
            inputs.push(input(name_of(path), path.clone()));
        }
    }
    inputs.sort();
    inputs.dedup_by(|a, b| a.name == b.name && same_path(&a.path, &b.path));
    inputs
}

fn input(name: String, path: PathBuf) -> Input {
    let bytes = fs::metadata(&path).ok().map(|m| m.len());
    Input { name, path, bytes }
}

/// `./a.pdf` and `a.pdf` are one path; links are two.
fn same_path(a: &Path, b: &Path) -> bool {
    let plain = |p: &Path| p.components().filter(|c| *c != Component::CurDir).collect::<PathBuf>();
    plain(a) == plain(b)
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
        by_size.entry(input.bytes.unwrap_or(0)).or_default().push(index);
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
        for (path, want) in [("corpus/a.pdf", "corpus/a.pdf"), ("./a.pdf", "a.pdf"), ("/home/x/a.pdf", "a.pdf"), ("../x/a.pdf", "a.pdf")] {
            assert_eq!(name_of(Path::new(path)), want);
        }
        for (folder, file, want) in
            [("in", "in/上海/a.pdf", "in/上海/a.pdf"), (".", "./a.pdf", "a.pdf"), ("/home/x/in", "/home/x/in/b/a.pdf", "in/b/a.pdf")]
        {
            assert_eq!(name_below(Path::new(folder), Path::new(file)), want);
        }
    }
}
