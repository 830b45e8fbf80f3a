//! The zip library, as far as it is needed: entries in the order of the directory, two of one name among them, and their bytes.

use super::error::{Refusal, SourceError};
use crate::limits::MAX_ARCHIVE_MEMBERS;
use std::io::{Read, Seek};
use zip::ZipReadOptions;
use zip::read::{Config, OwnedZipFileEntry, ZipFile};
use zip::unstable::read::ZipIterable;

/// Bytes of a local header without name and extra field.
const HEADER: u64 = 30;

/// An open archive.
pub(super) struct Zip<R> {
    archive: ZipIterable<R>,
    entries: Vec<OwnedZipFileEntry>,
}

impl<R: Read + Seek> Zip<R> {
    /// Reads the directory.
    ///
    /// # Errors
    /// When there is none, or one with more entries than are read.
    pub(super) fn open(reader: R) -> Result<Self, SourceError> {
        let damaged = |error: zip::result::ZipError| SourceError::Refused(Refusal::Damaged(error.to_string()));
        let mut archive = ZipIterable::try_new(reader, Config::default()).map_err(damaged)?;
        // Folders are entries and no members.
        if archive.len() > 2 * MAX_ARCHIVE_MEMBERS {
            return Err(SourceError::Refused(Refusal::TooLarge(format!("more than {MAX_ARCHIVE_MEMBERS} members"))));
        }
        let entries = archive.files().map_err(damaged)?.map(|entry| entry.map(OwnedZipFileEntry::from));
        let entries = entries.collect::<Result<_, _>>().map_err(damaged)?;
        Ok(Self { archive, entries })
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What the directory says of an entry.
    pub(super) fn entry(&self, index: usize) -> Option<&OwnedZipFileEntry> {
        self.entries.get(index)
    }

    /// The bytes of an entry, to be read.
    pub(super) fn member(&mut self, index: usize) -> Result<ZipFile<'_, R>, String> {
        let entry = self.entries.get(index).ok_or("no such member")?;
        let reader = self.archive.files().map_err(|error| error.to_string())?.reader_mut();
        entry.as_ref().with_reader(reader, ZipReadOptions::new()).map_err(|error| error.to_string())
    }

    /// Whether two entries share bytes, as in a bomb of few bytes and many members.
    pub(super) fn shares_bytes(&self) -> bool {
        let packed = self.entries.iter().filter(|entry| entry.compressed_size() > 0);
        let mut places: Vec<(u64, u64)> = packed
            .map(|entry| {
                (entry.header_start(), entry.header_start().saturating_add(HEADER).saturating_add(entry.compressed_size()))
            })
            .collect();
        places.sort_unstable();
        places.windows(2).any(|pair| pair[1].0 < pair[0].1)
    }
}

/// Whether the bytes end with the directory of an archive that has members, whatever they begin with: an archive that opens itself
/// begins as a program.
pub(super) fn is_zip(reader: impl Read + Seek) -> bool {
    ZipIterable::try_new(reader, Config::default()).is_ok_and(|mut archive| {
        !archive.is_empty() && archive.files().is_ok_and(|files| files.next().is_some_and(|entry| entry.is_ok()))
    })
}
