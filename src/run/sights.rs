//! What was seen on pictures, in `DIR/ocr`: a file for each document by its hash, and one that grows page by page until it is whole.

use crate::limits::MAX_LINE_BYTES;
use crate::output::{DocumentFile, OutputFolder, Staging, disk};
use crate::page::scan::{Seen, SeenPage};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// Folder inside the output folder for what was seen on pictures.
pub(super) const FOLDER: &str = "ocr";

/// What one document's file is called below the output folder; `None` for what is no hash.
fn name_of(sha256: &str) -> Option<String> {
    Some(format!("{FOLDER}/{}.json", DocumentFile::of(sha256)?.id()))
}

/// What was seen of a document by this reader, where all of it is kept in the folder `out`.
pub(super) fn load(out: &Path, sha256: &str, reader: &str) -> Option<Seen> {
    let bytes = OutputFolder::open(out).ok()?.read(&name_of(sha256)?).ok()?;
    let seen: Seen = serde_json::from_slice(&bytes).ok()?;
    (seen.reader == reader && seen.is_sound()).then_some(seen)
}

/// The pages of a document as they are seen.
pub(super) struct Growing {
    path: PathBuf,
    target: String,
    file: File,
    seen: Seen,
}

impl Growing {
    /// Goes on with what an earlier run has left.
    pub(super) fn open(out: &Path, sha256: &str, reader: &str) -> io::Result<Self> {
        let target = name_of(sha256).ok_or(io::ErrorKind::InvalidInput)?;
        let path = out.join(&target).with_extension("part");
        disk::check()?;
        let pages = fs::File::open(&path).map(|file| pages(file, reader)).unwrap_or_default();
        let mut file = File::create(&path)?;
        writeln!(file, "{}", serde_json::to_string(reader)?)?;
        let mut growing = Self { path, target, file, seen: Seen { reader: reader.to_owned(), pages: Vec::new() } };
        for page in pages {
            growing.add(page)?;
        }
        Ok(growing)
    }

    /// Numbers of the pages that were seen.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.seen.pages.iter().map(|page| page.number).collect()
    }

    /// Keeps a page.
    pub(super) fn add(&mut self, page: SeenPage) -> io::Result<()> {
        disk::check()?;
        writeln!(self.file, "{}", serde_json::to_string(&page)?)?;
        self.seen.pages.push(page);
        Ok(())
    }

    /// All pages are seen.
    pub(super) fn finish(mut self, staging: &Staging) -> io::Result<()> {
        self.seen.pages.sort_by_key(|page| page.number);
        staging.put(&self.target, &serde_json::to_vec(&self.seen)?)?;
        fs::remove_file(self.path)
    }
}

/// The pages in a file that was not finished; its last line may be cut.
fn pages(file: File, reader: &str) -> Vec<SeenPage> {
    let mut lines = BufReader::new(file.take(16 * MAX_LINE_BYTES as u64)).lines().map_while(Result::ok);
    let same = lines.next().and_then(|line| serde_json::from_str::<String>(&line).ok()).is_some_and(|by| by == reader);
    let pages = lines.map_while(|line| serde_json::from_str::<SeenPage>(&line).ok());
    let pages: Vec<SeenPage> = if same { pages.collect() } else { Vec::new() };
    let sound = Seen { reader: String::new(), pages };
    if sound.is_sound() { sound.pages } else { Vec::new() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_document_goes_on_where_it_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        let staging = Staging::open(out, &[FOLDER]).unwrap();
        let hash = "ab".repeat(32);
        let page = |number| SeenPage { number, width: 10.0, height: 10.0, size: 9.0, ..SeenPage::default() };
        let mut growing = Growing::open(out, &hash, "m/1").unwrap();
        growing.add(page(2)).unwrap();
        write!(growing.file, "{{\"number\":3,\"wid").unwrap();
        drop(growing);
        assert!(load(out, &hash, "m/1").is_none());
        let mut growing = Growing::open(out, &hash, "m/1").unwrap();
        assert_eq!(growing.numbers(), [2]);
        growing.add(page(1)).unwrap();
        growing.finish(&staging).unwrap();
        let seen = load(out, &hash, "m/1").unwrap();
        assert_eq!(seen.pages.iter().map(|p| p.number).collect::<Vec<_>>(), [1, 2]);
        assert!(load(out, &hash, "m/2").is_none(), "another model");
        assert!(Growing::open(out, &hash, "m/2").unwrap().numbers().is_empty());
    }
}
