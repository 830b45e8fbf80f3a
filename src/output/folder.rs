//! An output folder read back. It may come from anywhere: what a share, an export or a comparison is told to read is looked at
//! as a stranger's, so nothing outside of it is read, nothing that is no file, and nothing without an end.

use super::manifest::ReadBack;
use crate::limits::{MAX_LINE_BYTES, MAX_OUTPUT_BYTES};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A folder that a run left, or that is said to be one.
#[derive(Debug)]
pub struct OutputFolder {
    /// Without links and dots.
    root: PathBuf,
}

impl OutputFolder {
    /// The folder at `path`.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(path: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(path)?;
        if root.is_dir() { Ok(Self { root }) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Opens a file of the folder, and tells its size.
    ///
    /// # Errors
    /// When it is not there or cannot be read, when it is a link that leads out of the folder, a device or a pipe, or larger
    /// than any run leaves.
    pub fn file(&self, name: &str) -> io::Result<(File, u64)> {
        let path = fs::canonicalize(self.root.join(name))?;
        if !path.starts_with(&self.root) {
            return Err(io::Error::other("leads out of its folder and is not read"));
        }
        // Asked before opening, because opening a pipe would wait for a writer.
        let metadata = fs::metadata(&path)?;
        if !metadata.is_file() {
            return Err(io::Error::other("is no regular file and is not read"));
        }
        if metadata.len() > MAX_OUTPUT_BYTES {
            return Err(io::Error::other(format!("is larger than {MAX_OUTPUT_BYTES} bytes, as no run leaves it")));
        }
        Ok((File::open(path)?, metadata.len()))
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// As for [`OutputFolder::file`].
    pub fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let (file, size) = self.file(name)?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        // It may have grown since.
        file.take(MAX_OUTPUT_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The lines of a file, without their ends.
    ///
    /// # Errors
    /// As for [`OutputFolder::file`]; a line is an error that is longer than any run writes.
    pub fn lines(&self, name: &str) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>>> {
        Ok(Lines { file: BufReader::new(self.file(name)?.0), most: MAX_LINE_BYTES })
    }

    /// The manifest.
    ///
    /// # Errors
    /// As for [`OutputFolder::file`], and when it is none.
    pub fn manifest(&self) -> io::Result<ReadBack> {
        let manifest: ReadBack = serde_json::from_slice(&self.read("manifest.json")?)?;
        match manifest.inputs.iter().find(|entry| !entry.is_sound()) {
            Some(entry) => Err(io::Error::other(format!("{}: the document is not named by its hash", entry.name))),
            None => Ok(manifest),
        }
    }
}

/// Lines that have an end.
struct Lines<R> {
    file: R,
    most: usize,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        match (&mut self.file).take(self.most as u64 + 1).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) if line.len() > self.most => {
                // What follows would begin in the middle.
                self.most = 0;
                Some(Err(io::Error::other("has a line that is longer than any run writes")))
            }
            Ok(_) => {
                line.pop_if(|last| *last == b'\n');
                Some(Ok(line))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn nothing_outside_is_read_and_nothing_that_is_no_file() {
        use std::os::unix::fs::symlink;
        let all = tempfile::tempdir().unwrap();
        let (inside, outside) = (all.path().join("in"), all.path().join("secret"));
        fs::create_dir_all(inside.join("documents")).unwrap();
        fs::write(&outside, "secret").unwrap();
        fs::write(inside.join("a"), "a").unwrap();
        symlink(&outside, inside.join("link")).unwrap();
        symlink(all.path(), inside.join("up")).unwrap();
        symlink(inside.join("a"), inside.join("own")).unwrap();
        symlink("/dev/zero", inside.join("endless")).unwrap();
        File::create(inside.join("huge")).unwrap().set_len(MAX_OUTPUT_BYTES + 1).unwrap();
        let folder = OutputFolder::open(&inside).unwrap();
        assert_eq!((folder.read("a").unwrap(), folder.read("own").unwrap()), (b"a".to_vec(), b"a".to_vec()));
        for name in ["link", "up/secret", "../secret", "endless", "documents", "huge", "none"] {
            assert!(folder.read(name).is_err(), "{name}");
        }
        assert!(folder.read(outside.to_str().unwrap()).is_err());
        // The folder itself may be reached through a link: the user named it.
        symlink(&inside, all.path().join("alias")).unwrap();
        assert_eq!(OutputFolder::open(&all.path().join("alias")).unwrap().read("a").unwrap(), b"a");
        assert!(OutputFolder::open(&outside).is_err());
    }

    #[test]
    fn a_line_without_an_end_is_an_error() {
        let lines = |text: &'static str| Lines { file: text.as_bytes(), most: 4 }.map(Result::ok).collect::<Vec<_>>();
        assert_eq!(lines("ab\ncd\n\nef"), ["ab", "cd", "", "ef"].map(|l| Some(l.into())));
        assert_eq!(lines("ab\nabcdefgh\nc")[..2], [Some(b"ab".to_vec()), None]);
    }
}
