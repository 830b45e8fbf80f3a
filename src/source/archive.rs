//! Zip archives: what is in them, and the bytes of a member. Nothing is ever written: a member's name becomes a text in the
//! outputs and no path, and its bytes stay in memory.
//!
//! A portal offers a year's disclosures as one archive; anybody can also offer a bomb. So members are counted, measured as
//! they expand, and refused one by one with a reason.

use super::discover::{NOT_DOCUMENTS, has_ending};
use super::encoding::decode;
use super::error::{Refusal, SourceError};
use super::media::Media;
use super::read::{self, hex};
use super::zip::{Zip, is_zip};
use crate::limits::{
    MAX_ARCHIVE_BYTES, MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_MEMBERS, MAX_INPUT_BYTES, MAX_MEMBER_NAME, MAX_RATIO, RATIO_COUNTS_FROM,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

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

/// The members of the archive at `path` that can be documents, in the order of the archive; `None` when it is no archive, but
/// a document in a zip's clothes (docx, xlsx) or something else.
///
/// # Errors
/// When there is no reading the archive at all.
pub fn members(path: &Path) -> Result<Option<Vec<Member>>, SourceError> {
    let source = read::read(path)?;
    if source.media != Media::Zip {
        return Ok(None);
    }
    let mut listing = Listing { members: Vec::new(), left: MAX_ARCHIVE_BYTES };
    listing.archive(source.bytes, &Above::default())?;
    Ok(Some(listing.members))
}

/// Whether a file may be an archive, at first sight: it begins as one, or ends as one does that opens itself. docx and xlsx do so
/// too; [`members`] tells.
pub fn may_be_archive(path: &Path) -> bool {
    let Ok((mut file, _)) = read::open(path) else { return false };
    let mut head = [0; 5];
    let read = file.read(&mut head).unwrap_or(0);
    head.starts_with(b"PK") || read == head.len() && head != *b"%PDF-" && is_zip(file)
}

/// Bytes of an archive in an archive that is kept open: beside a document there must be room for it.
const MOST_KEPT: usize = 64 << 20;

/// The archives that were opened last. Members of one archive are asked for one after the other, and to open it for each would
/// be to read its directory as often as it has members, and to unpack an archive in it as often as that has.
#[derive(Default)]
pub struct Archives {
    outer: Option<(PathBuf, Zip<File>)>,
    inner: Option<Inner>,
}

/// An archive in an archive, unpacked.
struct Inner {
    path: PathBuf,
    way: Vec<usize>,
    archive: Zip<Cursor<Vec<u8>>>,
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
            bytes = content(&mut Zip::open(Cursor::new(bytes))?, *index)?;
        }
        let is_small = bytes.len() <= MOST_KEPT;
        let mut archive = Zip::open(Cursor::new(bytes))?;
        let bytes = content(&mut archive, *last);
        if is_small {
            self.inner = Some(Inner { path: path.to_owned(), way: above.to_vec(), archive });
        }
        bytes
    }

    fn outer(&mut self, path: &Path) -> Result<&mut Zip<File>, SourceError> {
        let archive = match self.outer.take().filter(|(kept, _)| kept == path) {
            Some((_, archive)) => archive,
            None => Zip::open(File::open(path)?)?,
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
struct Listing {
    members: Vec<Member>,
    /// Bytes that the members may still expand to.
    left: u64,
}

impl Listing {
    fn archive(&mut self, bytes: Vec<u8>, above: &Above) -> Result<(), SourceError> {
        let mut archive = Zip::open(Cursor::new(bytes))?;
        if archive.shares_bytes() {
            return Err(SourceError::Refused(Refusal::TooLarge("members that share their bytes, as in a bomb".to_owned())));
        }
        for index in 0..archive.len() {
            if self.members.len() >= MAX_ARCHIVE_MEMBERS {
                let rest = format!("more than {MAX_ARCHIVE_MEMBERS} members");
                return Err(SourceError::Refused(Refusal::TooLarge(rest)));
            }
            let Some(entry) = archive.entry(index) else { break };
            let name = readable(entry.name_raw());
            if entry.is_dir() || is_passed_over(&name) {
                continue;
            }
            let (full, way) = above.member(index, shown(&name));
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

    fn content<R: Read + Seek>(&mut self, archive: &mut Zip<R>, index: usize, name: &str) -> Result<Vec<u8>, Refusal> {
        if let Some(reason) = no_document(name) {
            return Err(Refusal::NotADocument(reason.to_owned()));
        }
        let entry = archive.entry(index);
        if entry.is_some_and(|entry| entry.is_symlink()) {
            return Err(Refusal::NotADocument("a link".to_owned()));
        }
        if entry.is_some_and(|entry| entry.encrypted()) {
            return Err(Refusal::Encrypted);
        }
        let room = Room::of(entry.map_or(0, |entry| entry.compressed_size()), self.left);
        let bytes = expand(archive, index, room);
        // What was refused for its size has cost as much as if it had been read.
        let cost = bytes.as_ref().map_or(room.most, |bytes| bytes.len() as u64);
        self.left = self.left.saturating_sub(cost);
        bytes
    }
}

/// How far a member may expand, and what is said of it beyond.
#[derive(Debug, Clone, Copy)]
struct Room {
    most: u64,
    left: u64,
}

impl Room {
    /// Of a member of so many packed bytes, where so many may still be expanded.
    fn of(packed: u64, left: u64) -> Self {
        let by_ratio = packed.saturating_mul(MAX_RATIO).max(RATIO_COUNTS_FROM);
        Self { most: by_ratio.min(MAX_INPUT_BYTES).min(left), left }
    }

    /// Each limit is told as what it is: only what expands out of all proportion looks like a bomb.
    fn exceeded(self) -> Refusal {
        Refusal::TooLarge(if self.most == self.left {
            format!("the archive expands to more than {MAX_ARCHIVE_BYTES} bytes, and the members before this one took them")
        } else if self.most == MAX_INPUT_BYTES {
            format!("is larger than {MAX_INPUT_BYTES} bytes, the most that one document may have")
        } else {
            format!("expands beyond {} bytes, as a decompression bomb does", self.most)
        })
    }
}

/// Expands a member, as far as it may.
fn expand<R: Read + Seek>(archive: &mut Zip<R>, index: usize, room: Room) -> Result<Vec<u8>, Refusal> {
    let mut file = archive.member(index).map_err(Refusal::Damaged)?;
    // What the archive says of the size is not relied on.
    let mut bytes = Vec::new();
    let read = (&mut file).take(room.most + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > room.most {
        return Err(room.exceeded());
    }
    read.map(|_| bytes).map_err(|error| Refusal::Damaged(error.to_string()))
}

fn content<R: Read + Seek>(archive: &mut Zip<R>, index: usize) -> Result<Vec<u8>, SourceError> {
    let packed = archive.entry(index).map_or(0, |entry| entry.compressed_size());
    expand(archive, index, Room::of(packed, MAX_ARCHIVE_BYTES)).map_err(SourceError::Refused)
}

fn damaged(error: impl ToString) -> SourceError {
    SourceError::Refused(Refusal::Damaged(error.to_string()))
}

/// Names are UTF-8, or GB18030 without a word in old Chinese archives.
fn readable(name: &[u8]) -> String {
    decode(name).0.replace('\\', "/")
}

/// A name that can be shown: a longer one is cut.
fn shown(name: &str) -> &str {
    &name[..name.floor_char_boundary(MAX_MEMBER_NAME)]
}

/// What is passed over, as in folders; but what may be a table is read, since nobody can give a member by name.
fn is_passed_over(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX");
    let path = Path::new(name);
    hidden || has_ending(path, &NOT_DOCUMENTS) && !has_ending(path, &["csv"])
}

/// Names that want to be more than names. Nothing is written by them, but whoever made them made no archive of documents.
fn no_document(name: &str) -> Option<&'static str> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || drive {
        Some("a name that is an absolute path")
    } else if name.split('/').any(|part| part == "..") {
        Some("a name that climbs out of the archive")
    } else if name.contains('\0') || name.is_empty() || name.len() > MAX_MEMBER_NAME {
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
        let outer = zip(&[
            ("b/a.txt", b"a"),
            ("in.zip", &inner),
            ("notes.md", b"x"),
            ("t.csv", b"t"),
            ("__MACOSX/a.txt", b"x"),
            (".h.txt", b"x"),
        ]);
        let members = listed(&outer).unwrap().unwrap();
        let names: Vec<(&str, bool)> = members.iter().map(|m| (m.name.as_str(), m.content.is_ok())).collect();
        assert_eq!(names, [("b/a.txt", true), ("in.zip/c.txt", true), ("in.zip/deep.zip", false), ("t.csv", true)]);
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

    /// `zip` writes no two members of one name: the second is renamed in place, in both headers.
    fn renamed(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        for at in 0..bytes.len() - from.len() {
            if &bytes[at..at + from.len()] == from {
                bytes[at..at + from.len()].copy_from_slice(to);
            }
        }
        bytes
    }

    #[test]
    fn two_members_of_one_name_are_two() {
        let bytes = renamed(zip(&[("a.txt", b"first"), ("b.txt", b"second"), ("A.TXT", b"third")]), b"b.txt", b"a.txt");
        let members = listed(&bytes).unwrap().unwrap();
        let names: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "a.txt", "A.TXT"]);
        let sizes: Vec<u64> = members.iter().map(|m| m.content.as_ref().unwrap().1).collect();
        assert_eq!(sizes, [5, 6, 5]);
    }

    #[test]
    fn an_archive_that_opens_itself_is_one() {
        let stub = [b"MZ\x90\0".to_vec(), (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()].concat();
        let own = [stub.clone(), zip(&[("a.txt", b"first"), ("b.txt", b"second")])].concat();
        let names: Vec<String> = listed(&own).unwrap().unwrap().into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
        assert_eq!(Media::of(&own), Media::Zip);
        assert_eq!(listed(&stub).unwrap(), None);
        let file = tempfile::NamedTempFile::new().unwrap();
        for (bytes, may) in [(own.as_slice(), true), (&stub, false), (b"%PDF-1.4", false), (b"a text", false), (b"", false)] {
            std::fs::write(file.path(), bytes).unwrap();
            assert_eq!(may_be_archive(file.path()), may);
        }
    }

    #[test]
    fn members_that_share_their_bytes_are_a_bomb_under_one_name_too() {
        let mut bytes = zip(&[("a.txt", b"first"), ("b.txt", b"second")]);
        let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        let second = directory + 4 + bytes[directory + 4..].windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        // Both headers of the directory lead to the first member.
        bytes[second + 42..second + 46].fill(0);
        let error = listed(&renamed(bytes, b"b.txt", b"a.txt")).unwrap_err();
        assert!(error.to_string().contains("share their bytes"), "{error}");
    }

    #[test]
    fn a_spent_budget_is_no_accusation() {
        let archive = zip(&[("a.txt", &[b'a'; 600]), ("b.txt", &[b'b'; 600]), ("c.txt", b"c")]);
        let mut listing = Listing { members: Vec::new(), left: 1_000 };
        listing.archive(archive, &Above::default()).unwrap();
        let refused = |at: usize| listing.members[at].content.as_ref().unwrap_err().to_string();
        assert!(listing.members[0].content.is_ok());
        assert!(refused(1).contains("members before this one") && !refused(1).contains("bomb"), "{}", refused(1));
        assert!(refused(2).contains("members before this one"), "{}", refused(2));
        assert!(Room::of(1 << 40, u64::MAX).exceeded().to_string().contains("one document"));
        assert!(Room::of(1, u64::MAX).exceeded().to_string().contains("bomb"));
    }

    #[test]
    fn a_name_without_an_end_is_cut_and_refused() {
        let name = "公".repeat(5_000);
        let members = listed(&zip(&[(&name, b"a"), ("b.txt", b"b")])).unwrap().unwrap();
        assert!(members[0].content.is_err() && members[0].name.len() <= MAX_MEMBER_NAME && members[1].content.is_ok());
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
