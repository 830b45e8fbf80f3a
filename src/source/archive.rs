//! Zip archives: what is in them, and the bytes of a member. Nothing is ever written: a member's name becomes a text in the
//! outputs and no path, and its bytes stay in memory.
//!
//! A portal offers a year's disclosures as one archive; anybody can also offer a bomb. So members are counted, measured as
//! they expand, and refused one by one with a reason.

use super::{Media, SourceError, decode, discover::NOT_DOCUMENTS, hex};
use crate::limits::{MAX_ARCHIVE_BYTES, MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_MEMBERS, MAX_INPUT_BYTES, MAX_RATIO, RATIO_COUNTS_FROM};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::read::ZipFile;

/// A member of an archive, or of an archive in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name in the archive; behind the name of the inner archive where it is in one.
    pub name: String,
    /// Its number in the archive; after the number of the inner archive where it is in one.
    pub way: Vec<usize>,
    /// SHA-256 and size of its content, or why it is not read.
    pub content: Result<(String, u64), Refusal>,
}

/// Why a member is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It needs a password.
    #[error("is protected by a password in its archive: ask for an open copy")]
    Encrypted,
    /// It expands too far, or there is too much of it.
    #[error("{0}: not read")]
    TooLarge(String),
    /// Its name or its kind is that of no document.
    #[error("{0}: not read")]
    NotADocument(String),
    /// It cannot be unpacked.
    #[error("cannot be unpacked: {0}")]
    Damaged(String),
}

/// The members of the archive at `path` that can be documents, in the order of the archive; `None` when it is no archive, but
/// a document in a zip's clothes (docx, xlsx) or something else.
///
/// # Errors
/// When there is no reading the archive at all.
pub fn members(path: &Path) -> Result<Option<Vec<Member>>, SourceError> {
    let source = super::read(path)?;
    if source.media != Media::Zip {
        return Ok(None);
    }
    let mut listing = Listing::default();
    listing.archive(source.bytes, &Above::default())?;
    Ok(Some(listing.members))
}

/// Bytes of an archive in an archive that is kept open: beside a document there must be room for it.
const MOST_KEPT: usize = 64 << 20;

/// The archives that were opened last. Members of one archive are asked for one after the other, and to open it for each would
/// be to read its directory as often as it has members, and to unpack an archive in it as often as that has.
#[derive(Default)]
pub struct Archives {
    outer: Option<(PathBuf, ZipArchive<File>)>,
    inner: Option<Inner>,
}

/// An archive in an archive, unpacked.
struct Inner {
    path: PathBuf,
    way: Vec<usize>,
    archive: ZipArchive<Cursor<Vec<u8>>>,
}

impl Archives {
    /// The bytes of the member that `way` leads to in the archive at `path`.
    ///
    /// # Errors
    /// When archive or member cannot be read any more.
    pub fn member(&mut self, path: &Path, way: &[usize]) -> Result<Vec<u8>, SourceError> {
        let Some((last, above)) = way.split_last() else { return Err(damaged("no member")) };
        let Some((first, deeper)) = above.split_first() else { return content(self.outer(path)?, *last) };
        if let Some(kept) = self.inner.as_mut().filter(|kept| kept.path == path && kept.way == above) {
            return content(&mut kept.archive, *last);
        }
        self.inner = None;
        let mut bytes = content(self.outer(path)?, *first)?;
        for index in deeper {
            bytes = content(&mut ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?, *index)?;
        }
        let is_small = bytes.len() <= MOST_KEPT;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let bytes = content(&mut archive, *last);
        if is_small {
            self.inner = Some(Inner { path: path.to_owned(), way: above.to_vec(), archive });
        }
        bytes
    }

    fn outer(&mut self, path: &Path) -> Result<&mut ZipArchive<File>, SourceError> {
        let archive = match self.outer.take().filter(|(kept, _)| kept == path) {
            Some((_, archive)) => archive,
            None => ZipArchive::new(File::open(path)?).map_err(damaged)?,
        };
        Ok(&mut self.outer.insert((path.to_owned(), archive)).1)
    }
}

/// The archive that a member is in.
#[derive(Default)]
struct Above {
    name: String,
    way: Vec<usize>,
}

impl Above {
    fn member(&self, index: usize, name: &str) -> (String, Vec<usize>) {
        let name = if self.name.is_empty() { name.to_owned() } else { format!("{}/{name}", self.name) };
        (name, self.way.iter().copied().chain([index]).collect())
    }
}

/// What was found so far, in this archive and those in it.
#[derive(Default)]
struct Listing {
    members: Vec<Member>,
    expanded: u64,
}

impl Listing {
    fn archive(&mut self, bytes: Vec<u8>, above: &Above) -> Result<(), SourceError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.has_overlapping_files().map_err(damaged)? {
            return Err(SourceError::Refused(Refusal::TooLarge("members that share their bytes, as in a bomb".to_owned())));
        }
        for index in 0..archive.len() {
            if self.members.len() >= MAX_ARCHIVE_MEMBERS {
                let rest = format!("more than {MAX_ARCHIVE_MEMBERS} members");
                return Err(SourceError::Refused(Refusal::TooLarge(rest)));
            }
            let (name, passed_over) = match archive.by_index_raw(index) {
                Ok(file) => (readable(file.name_raw()), file.is_dir()),
                // What is wrong with it stands in its refusal.
                Err(_) => (format!("member {}", index + 1), false),
            };
            if passed_over || is_passed_over(&name) {
                continue;
            }
            let (full, way) = above.member(index, &name);
            match self.content(&mut archive, index, &name) {
                Ok(bytes) if Media::of(&bytes) == Media::Zip => self.inner(bytes, full, way),
                Ok(bytes) => {
                    let content = Ok((hex(&Sha256::digest(&bytes)), bytes.len() as u64));
                    self.members.push(Member { name: full, way, content });
                }
                Err(refusal) => self.members.push(Member { name: full, way, content: Err(refusal) }),
            }
        }
        Ok(())
    }

    /// An archive in an archive. What is wrong with it is its own outcome.
    fn inner(&mut self, bytes: Vec<u8>, name: String, way: Vec<usize>) {
        let refused = if way.len() >= MAX_ARCHIVE_DEPTH {
            Some(Refusal::TooLarge(format!("archives in archives, more than {MAX_ARCHIVE_DEPTH} deep")))
        } else {
            let before = self.members.len();
            match self.archive(bytes, &Above { name: name.clone(), way: way.clone() }) {
                Ok(()) => None,
                Err(error) => {
                    self.members.truncate(before);
                    Some(match error {
                        SourceError::Refused(refusal) => refusal,
                        error => Refusal::Damaged(error.to_string()),
                    })
                }
            }
        };
        if let Some(refusal) = refused {
            self.members.push(Member { name, way, content: Err(refusal) });
        }
    }

    fn content<R: Read + Seek>(&mut self, archive: &mut ZipArchive<R>, index: usize, name: &str) -> Result<Vec<u8>, Refusal> {
        if let Some(reason) = no_document(name) {
            return Err(Refusal::NotADocument(reason.to_owned()));
        }
        let raw = archive.by_index_raw(index).map_err(|e| Refusal::Damaged(e.to_string()))?;
        if raw.is_symlink() {
            return Err(Refusal::NotADocument("a link".to_owned()));
        }
        if raw.encrypted() {
            return Err(Refusal::Encrypted);
        }
        drop(raw);
        let file = archive.by_index(index).map_err(|e| Refusal::Damaged(e.to_string()))?;
        let bytes = expand(file, MAX_ARCHIVE_BYTES - self.expanded)?;
        self.expanded += bytes.len() as u64;
        Ok(bytes)
    }
}

/// Expands a member, as far as it may.
fn expand<R: Read>(mut file: ZipFile<'_, R>, left: u64) -> Result<Vec<u8>, Refusal> {
    let by_ratio = file.compressed_size().saturating_mul(MAX_RATIO).max(RATIO_COUNTS_FROM);
    let most = by_ratio.min(MAX_INPUT_BYTES).min(left);
    // What the archive says of the size is not relied on.
    let mut bytes = Vec::new();
    let read = (&mut file).take(most + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        return Err(Refusal::TooLarge(format!("expands beyond {most} bytes, as a decompression bomb does")));
    }
    read.map(|_| bytes).map_err(|error| Refusal::Damaged(error.to_string()))
}

fn content<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize) -> Result<Vec<u8>, SourceError> {
    let file = archive.by_index(index).map_err(damaged)?;
    expand(file, MAX_ARCHIVE_BYTES).map_err(SourceError::Refused)
}

fn damaged(error: impl ToString) -> SourceError {
    SourceError::Refused(Refusal::Damaged(error.to_string()))
}

/// Names are UTF-8, or GB18030 without a word in old Chinese archives.
fn readable(name: &[u8]) -> String {
    decode(name).0.replace('\\', "/")
}

/// What is passed over without a word, as in folders.
fn is_passed_over(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX");
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    hidden || extension.is_some_and(|e| NOT_DOCUMENTS.iter().any(|n| n.eq_ignore_ascii_case(e)))
}

/// Names that want to be more than names. Nothing is written by them, but whoever made them made no archive of documents.
fn no_document(name: &str) -> Option<&'static str> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || drive {
        Some("a name that is an absolute path")
    } else if name.split('/').any(|part| part == "..") {
        Some("a name that climbs out of the archive")
    } else if name.contains('\0') || name.is_empty() {
        Some("a name that is none")
    } else {
        None
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn listed(bytes: &[u8]) -> Result<Option<Vec<Member>>, SourceError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let listed = members(file.path());
        let mut archives = Archives::default();
        for member in listed.as_ref().ok().into_iter().flatten().flatten() {
            if let Ok((sha256, size)) = &member.content {
                let bytes = archives.member(file.path(), &member.way).unwrap();
                assert_eq!((hex(&Sha256::digest(&bytes)), bytes.len() as u64), (sha256.clone(), *size));
            }
        }
        listed
    }

    #[test]
    fn members_are_listed_through_two_archives_and_no_further() {
        let innermost = zip(&[("d.txt", b"d")]);
        let inner = zip(&[("c.txt", b"c"), ("deep.zip", &innermost)]);
        let outer = zip(&[("b/a.txt", b"a"), ("in.zip", &inner), ("notes.md", b"x"), ("__MACOSX/a.txt", b"x"), (".h.txt", b"x")]);
        let members = listed(&outer).unwrap().unwrap();
        let names: Vec<(&str, bool)> = members.iter().map(|m| (m.name.as_str(), m.content.is_ok())).collect();
        assert_eq!(names, [("b/a.txt", true), ("in.zip/c.txt", true), ("in.zip/deep.zip", false)]);
    }

    #[test]
    fn names_that_are_paths_and_bombs_are_refused_alone() {
        let bomb = vec![0; usize::try_from(RATIO_COUNTS_FROM).unwrap() * 2];
        let members =
            listed(&zip(&[("../a.txt", b"a"), ("/b.txt", b"b"), ("c:\\d.txt", b"c"), ("bomb.txt", &bomb), ("e.txt", b"e")]));
        let members = members.unwrap().unwrap();
        let read: Vec<&str> = members.iter().filter(|m| m.content.is_ok()).map(|m| m.name.as_str()).collect();
        assert_eq!((members.len(), read), (5, vec!["e.txt"]));
        assert!(matches!(members[3].content, Err(Refusal::TooLarge(_))), "{:?}", members[3]);
    }

    #[test]
    fn what_is_no_archive_is_none_and_a_cut_one_is_an_error() {
        assert_eq!(listed(b"a text").unwrap(), None);
        let whole = zip(&[("a.txt", b"a")]);
        assert!(listed(&whole[..whole.len() / 2]).is_err());
    }

    #[test]
    fn old_names_are_chinese() {
        let (name, _, _) = encoding_rs::GB18030.encode("部门预算公开");
        assert_eq!(readable(&name), "部门预算公开");
    }
}
