//! What several tests share: the corpus, the command, folders as maps.

// Each test is a crate of its own and uses a part of this.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The documents of `corpus/`, by name.
pub fn corpus() -> Vec<PathBuf> {
    documents(&root().join("corpus"))
}

/// The documents of the corpus of real disclosures that is not part of the project; empty where it is not at hand.
pub fn shared_corpus() -> Vec<PathBuf> {
    let folder = root().join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: no shared corpus");
        return Vec::new();
    }
    documents(&folder)
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let (found, _) = gongkai::source::discover(&[folder.to_owned()], std::io::empty());
    assert!(!found.is_empty(), "no documents in {}", folder.display());
    found.into_iter().map(|f| f.path).collect()
}

/// The document whose name begins with `stem`.
pub fn document(stem: &str) -> PathBuf {
    corpus().into_iter().find(|p| stem_of(p) == stem).unwrap_or_else(|| panic!("no {stem} in corpus/"))
}

/// `c00001` of `c00001_….pdf`.
pub fn stem_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    name.split(['_', '.']).next().unwrap_or_default().to_owned()
}

/// What is extracted of a text under a title.
pub fn disclosure(title: &str, text: &str) -> gongkai::extraction::Extraction {
    use gongkai::source::{Media, Source};
    let bytes = format!("{title}\n\n{text}").into_bytes();
    gongkai::extraction::extract(Source {
        name: "a.txt".into(),
        path: PathBuf::new(),
        media: Media::Text,
        sha256: String::new(),
        bytes,
    })
}

/// The command, run from the root of the project.
pub fn gongkai() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(root());
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// The exit code of an output.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("killed: {}", stderr(output)))
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every file below a folder, by its path in it; without what a run notes for the next.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display()));
        for entry in entries.flatten() {
            let path = entry.path();
            if path.ends_with(".gongkai") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
            }
        }
    }
    files
}

/// A temporary folder.
pub fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"))
}

/// A JSON file.
pub fn json(path: &Path) -> serde_json::Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
