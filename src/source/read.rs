//! Files to their bytes.

use super::error::SourceError;
use super::media::Media;
use crate::limits::MAX_INPUT_BYTES;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// One input file: its bytes, and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name without its folders. A name that is not Unicode has its odd bytes replaced.
    pub name: String,
    /// The path as given.
    pub path: PathBuf,
    /// The whole content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// What the bytes are.
    pub media: Media,
}

impl Source {
    /// A source from bytes that are already here; `path` is only remembered.
    pub fn new(path: &Path, bytes: Vec<u8>) -> Self {
        let sha256 = hex(&Sha256::digest(&bytes));
        let media = Media::of(&bytes);
        Self { name: name_of(path), path: path.to_owned(), bytes, sha256, media }
    }
}

/// Reads one file. A symbolic link is followed, since the path was asked for by name.
///
/// # Errors
/// See [`SourceError`].
pub fn read(path: &Path) -> Result<Source, SourceError> {
    let (file, size) = open(path)?;
    Ok(Source::new(path, whole(file, size)?))
}

/// All bytes of a file that had `size` bytes when it was looked at; it may have grown since.
fn whole(file: impl Read, size: u64) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // One byte more than allowed shows that there is more.
    file.take(MAX_INPUT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_INPUT_BYTES {
        return Err(SourceError::TooLarge { bytes: bytes.len() as u64 });
    }
    Ok(bytes)
}

/// The SHA-256 of a file, in hex, and its size, without keeping its bytes.
///
/// # Errors
/// See [`SourceError`].
pub fn hash(path: &Path) -> Result<(String, u64), SourceError> {
    let (file, _) = open(path)?;
    let mut hasher = Sha256::new();
    let bytes = io::copy(&mut file.take(MAX_INPUT_BYTES + 1), &mut hasher)?;
    if bytes > MAX_INPUT_BYTES {
        return Err(SourceError::TooLarge { bytes });
    }
    Ok((hex(&hasher.finalize()), bytes))
}

/// Opens a file that can be an input, and tells its size.
pub(super) fn open(path: &Path) -> Result<(File, u64), SourceError> {
    // Asked before opening, because opening a pipe would wait for a writer.
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(SourceError::Folder);
    }
    if !metadata.is_file() {
        return Err(SourceError::NotAFile);
    }
    if metadata.len() > MAX_INPUT_BYTES {
        return Err(SourceError::TooLarge { bytes: metadata.len() });
    }
    Ok((File::open(path)?, metadata.len()))
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The file name of a path; the path itself where it has none (`..`).
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_with_its_hash_and_media() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2026年部门预算.pdf");
        std::fs::write(&path, "abc").unwrap();
        let source = read(&path).unwrap();
        assert_eq!(source.name, "2026年部门预算.pdf");
        assert_eq!(source.path, path);
        assert_eq!(source.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(source.media, Media::Text);
    }

    #[test]
    fn what_is_no_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path()), Err(SourceError::Folder)));
        assert!(matches!(read(&folder.path().join("none.pdf")), Err(SourceError::NotFound)));
    }

    /// A disk that fails in the middle: half a document is none.
    #[test]
    fn an_error_in_the_middle_of_a_file_is_an_error() {
        struct Failing(usize);
        impl Read for Failing {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let length = buffer.len().min(self.0);
                self.0 -= length;
                buffer[..length].fill(b'1');
                if length == 0 { Err(io::Error::other("a bad sector")) } else { Ok(length) }
            }
        }
        assert!(matches!(whole(Failing(10_000), 20_000), Err(SourceError::NotReadable(_))));
        assert_eq!(whole(&b"more than it was"[..], 4).unwrap(), b"more than it was");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused_before_it_is_opened() {
        assert!(matches!(read(Path::new("/dev/zero")), Err(SourceError::NotAFile)));
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_by_its_size() {
        let file = tempfile::NamedTempFile::new().unwrap();
        // Sparse: takes no room on the disk.
        file.as_file().set_len(MAX_INPUT_BYTES + 1).unwrap();
        let error = read(file.path()).unwrap_err();
        assert!(matches!(error, SourceError::TooLarge { bytes } if bytes == MAX_INPUT_BYTES + 1), "{error}");
    }
}
