//! Inputs as the user gives them to a list of files: files, folders, and lists of either on standard input.

use super::error::SourceError;
use super::read::name_of;
use rustc_hash::FxHashSet;
use std::fs;
use std::io::{BufRead, ErrorKind};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Extensions of files that stand beside documents and are none: our own outputs, scorers' truths, scripts and notes. Files with
/// these are passed over inside folders (whatever the case of the letters); given by name they are inputs like any other.
pub const NOT_DOCUMENTS: [&str; 7] = ["json", "tsv", "csv", "md", "py", "toml", "sha256"];
/// Those of them that may be a disclosure all the same: that they were passed over is said.
pub const MAY_BE_TABLES: [&str; 3] = ["csv", "tsv", "md"];

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The path as given, or as reached from a given folder.
    pub path: PathBuf,
    /// The file's name without its folders.
    pub name: String,
}

/// An input, or something inside an input folder, that is no file to read.
#[derive(Debug)]
pub struct Problem {
    /// The path that the problem is with.
    pub path: PathBuf,
    /// What it is.
    pub error: SourceError,
}

/// The files of all inputs, in the order of the inputs; folders are walked in the order of their names, files and folders
/// together. The same file comes once, where it comes first. The input `-` stands for the lines of `list`, which is not
/// touched otherwise.
///
/// Inside folders hidden files and folders, symbolic links and files with [`NOT_DOCUMENTS`] are passed over; links are reported, and
/// how many files there are that could be tables (`.csv`, `.tsv`, `.md`).
/// No ignore file is obeyed: a data folder may well stand in `.gitignore`.
pub fn discover(inputs: &[PathBuf], list: impl BufRead) -> (Vec<Found>, Vec<Problem>) {
    let mut finder = Finder::default();
    let mut list = Some(list);
    for input in inputs {
        if input.as_os_str() != "-" {
            finder.input(input);
        } else if let Some(list) = list.take() {
            finder.list(list);
        }
    }
    (finder.found, finder.problems)
}

#[derive(Default)]
struct Finder {
    found: Vec<Found>,
    problems: Vec<Problem>,
    /// Canonical paths of what was found, so that `a.pdf`, `./a.pdf` and a link to it are one.
    seen: FxHashSet<PathBuf>,
}

impl Finder {
    fn problem(&mut self, path: &Path, error: impl Into<SourceError>) {
        self.problems.push(Problem { path: path.to_owned(), error: error.into() });
    }

    fn input(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => self.file(path.to_owned()),
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(_) => self.problem(path, SourceError::NotAFile),
            Err(error) => self.problem(path, error),
        }
    }

    fn file(&mut self, path: PathBuf) {
        let canonical = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(canonical) {
            self.found.push(Found { name: name_of(&path), path });
        }
    }

    fn folder(&mut self, folder: &Path) {
        let walk = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry));
        let (mut any, mut tables) = (false, 0usize);
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    any = true;
                    self.walk_problem(folder, error);
                    continue;
                }
            };
            // The folder itself may be a link; it was given by name.
            let kind = entry.file_type();
            if entry.depth() == 0 || kind.is_dir() || !kind.is_symlink() && has_ending(entry.path(), &NOT_DOCUMENTS) {
                tables = tables.saturating_add(usize::from(kind.is_file() && has_ending(entry.path(), &MAY_BE_TABLES)));
                continue;
            }
            any = true;
            if kind.is_file() {
                self.file(entry.into_path());
            } else if kind.is_symlink() {
                self.problem(entry.path(), SourceError::SymbolicLink);
            } else {
                self.problem(entry.path(), SourceError::NotAFile);
            }
        }
        if tables > 0 {
            self.problem(folder, SourceError::PassedOver { files: tables });
        }
        if !any {
            self.problem(folder, SourceError::NoDocuments);
        }
    }

    /// A folder that may not be read, or that vanished while it was walked.
    fn walk_problem(&mut self, folder: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(folder).to_owned();
        let message = error.to_string();
        let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other(message));
        self.problem(&path, error);
    }

    /// One path a line; a path may hold any blanks inside, but none at the end of its line.
    fn list(&mut self, mut list: impl BufRead) {
        let mut line = Vec::new();
        loop {
            line.clear();
            match list.read_until(b'\n', &mut line) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return self.problem(Path::new("-"), SourceError::NotReadable(error)),
            }
            let path = path_of_bytes(line.trim_ascii_end().strip_prefix(b"\xef\xbb\xbf").unwrap_or(line.trim_ascii_end()));
            if !path.as_os_str().is_empty() {
                self.input(&path);
            }
        }
    }
}

pub(super) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let extension = path.extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| endings.iter().any(|n| n.eq_ignore_ascii_case(e)))
}

/// What is given by name is walked, whatever it is called.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// On Unix a path is bytes: old harvests hold names in GBK.
#[cfg(unix)]
pub(crate) fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path out of the bytes that a list or a pipe holds.
#[cfg(not(unix))]
pub(crate) fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A folder with files; names that end with `/` are folders.
    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if !name.ends_with('/') {
                fs::write(path, name).unwrap();
            }
        }
        folder
    }

    fn found_in(folder: &tempfile::TempDir, inputs: &[PathBuf], list: &str) -> (Vec<String>, Vec<Problem>) {
        let (found, problems) = discover(inputs, list.as_bytes());
        let relative = |f: &Found| f.path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned();
        (found.iter().map(relative).collect(), problems)
    }

    #[test]
    fn folders_are_walked_in_order_without_what_is_no_document() {
        let names = [
            "b/2.pdf",
            "b/1.pdf",
            "a.txt",
            "c.PDF",
            "b/.git/x.pdf",
            ".hidden.pdf",
            "c.truth.json",
            "c.CSV",
            "ignored.pdf",
            ".gitignore",
            ".ignore",
            "noextension",
        ];
        let folder = folder(&names);
        fs::write(folder.path().join(".gitignore"), "*.pdf").unwrap();
        fs::write(folder.path().join(".ignore"), "*.txt").unwrap();
        let (found, problems) = found_in(&folder, &[folder.path().to_owned()], "");
        assert_eq!(found, ["a.txt", "b/1.pdf", "b/2.pdf", "c.PDF", "ignored.pdf", "noextension"]);
        // Of what was passed over, `c.CSV` may be a table.
        assert!(matches!(problems.as_slice(), [Problem { error: SourceError::PassedOver { files: 1 }, .. }]), "{problems:?}");
    }

    #[test]
    fn the_same_file_comes_once_and_a_named_one_always() {
        let folder = folder(&["a.pdf", "b.json", ".c.pdf"]);
        let at = |name: &str| folder.path().join(name);
        let inputs = [at("b.json"), at("./a.pdf"), folder.path().to_owned(), at(".c.pdf"), at("a.pdf")];
        let (found, problems) = found_in(&folder, &inputs, "");
        assert_eq!(found, ["b.json", "a.pdf", ".c.pdf"]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn a_list_on_standard_input_stands_where_the_dash_stands() {
        let folder = folder(&["a.pdf", "with blank.pdf", "z.pdf", "d/e.pdf"]);
        let at = |name: &str| folder.path().join(name).display().to_string();
        let list = format!("\u{feff}{}\r\n\r\n{}\n{}", at("with blank.pdf"), at("d"), at("none.pdf"));
        let inputs = [at("z.pdf").into(), "-".into(), at("a.pdf").into(), "-".into()];
        let (found, problems) = found_in(&folder, &inputs, &list);
        assert_eq!(found, ["z.pdf", "with blank.pdf", "d/e.pdf", "a.pdf"]);
        assert!(matches!(problems.as_slice(), [Problem { error: SourceError::NotFound, .. }]), "{problems:?}");
    }

    #[test]
    fn a_folder_without_documents_is_a_problem() {
        let folder = folder(&["a.json", "deep/.hidden"]);
        let (found, problems) = found_in(&folder, &[folder.path().to_owned()], "");
        assert!(found.is_empty());
        assert!(matches!(problems.as_slice(), [Problem { error: SourceError::NoDocuments, .. }]), "{problems:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_when_named() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["in/a.pdf", "out/b.pdf", ".dot/c.pdf"]);
        let at = |name: &str| folder.path().join(name);
        symlink(at("out/b.pdf"), at("in/link.pdf")).unwrap();
        symlink(at("in"), at("in/loop")).unwrap();
        let (found, problems) = found_in(&folder, &[at("in")], "");
        assert_eq!(found, ["in/a.pdf"]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems.iter().all(|p| matches!(p.error, SourceError::SymbolicLink)), "{problems:?}");
        assert_eq!(found_in(&folder, &[at("in/link.pdf"), at("out/b.pdf")], "").0, ["in/link.pdf"]);
        assert_eq!(found_in(&folder, &[at("in/loop")], "").0, ["in/loop/a.pdf"]);
        assert_eq!(found_in(&folder, &[at(".dot")], "").0, [".dot/c.pdf"], "a hidden folder that is named is walked");
    }
}
