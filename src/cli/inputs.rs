//! Inputs as given: paths, and lists of paths on standard input.

use super::exit::Exit;
use super::terminal::say;
use crate::run::listing::{self, ListError, Listed};
use crate::source::path_of_bytes;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Replaces `-` by the paths listed on standard input, one a line (or apart by NUL, as `find -print0` writes them).
pub(super) fn expand(given: Vec<PathBuf>, mut stdin: impl Read) -> io::Result<Vec<PathBuf>> {
    let mut inputs = Vec::with_capacity(given.len());
    for path in given {
        if path == Path::new("-") {
            let mut list = Vec::new();
            stdin.read_to_end(&mut list)?;
            let separator = if list.contains(&0) { 0 } else { b'\n' };
            let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&list);
            let lines = list.split(|b| *b == separator).map(|l| l.strip_suffix(b"\r").unwrap_or(l)).filter(|l| !l.is_empty());
            inputs.extend(lines.map(path_of_bytes));
        } else {
            inputs.push(path);
        }
    }
    Ok(inputs)
}

/// A scraper's list.
pub(super) fn listed(path: &Path) -> Result<Vec<Listed>, Exit> {
    listing::read(path).map_err(|error| {
        say(&format!("{}: {error}", path.display()));
        match error {
            ListError::NotReadable(_) => Exit::Missing,
            ListError::Line { .. } => Exit::Usage,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_a_list() {
        let given = vec![PathBuf::from("x"), PathBuf::from("-")];
        let list = expand(given.clone(), "a b.pdf\r\n\nc.pdf\n".as_bytes()).expect("a list");
        assert_eq!(list, ["x", "a b.pdf", "c.pdf"].map(PathBuf::from));
        let list = expand(given, "a\nb.pdf\0c.pdf\0".as_bytes()).expect("a list");
        assert_eq!(list, ["x", "a\nb.pdf", "c.pdf"].map(PathBuf::from));
    }
}
