//! What a reader of documents is told, and what it says of each.

use crate::check::Digest;
use crate::output::DocumentFile;
use crate::output::document::{Origin, SourceFacts};
use crate::output::manifest::Entry;
use crate::privacy::Contacts;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One document to read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Task {
    /// Name in the outputs.
    pub name: String,
    /// Where it is; sent to a worker in a frame of its own, since a path need not be Unicode.
    #[serde(skip)]
    pub path: PathBuf,
    /// The way to it inside the archive that the path leads to; empty when it is no archive.
    pub way: Vec<usize>,
    /// Hash and size, where the run knows them already.
    #[serde(skip)]
    pub known: Option<(String, u64)>,
    /// Where it was fetched from.
    pub origin: Origin,
    /// The hash that a scraper's list gives for it.
    pub expected: Option<String>,
    /// Leave contacts of persons in the outputs.
    pub keep_contacts: bool,
    /// Where to look for what was seen on pictures of its pages.
    pub ocr: Option<Sights>,
    /// Have a second reader look at it, which may take so many bytes of memory.
    pub second_reader: Option<u64>,
}

/// What was seen on pictures, as a worker is told of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sights {
    /// The output folder.
    pub out: PathBuf,
    /// Whose sights count.
    pub reader: String,
    /// Leave their amounts out of the records.
    pub no_records: bool,
}

impl Task {
    /// Whether contacts of persons are left in the document.
    pub(super) const fn contacts(&self) -> Contacts {
        if self.keep_contacts { Contacts::Kept } else { Contacts::TakenOut }
    }

    /// What a worker says of the document that it was given, as far as it is believed: whose the answer is and where it goes is
    /// known here. `None` for nonsense.
    pub(super) fn checked(&self, done: Done) -> Option<Done> {
        let Done { entry, mut digest, last } = done;
        let entry =
            Entry { name: self.name.clone(), origin: self.origin.clone(), related: Vec::new(), department_id: None, ..entry };
        if let Some(digest) = &mut digest {
            digest.id = entry.document.as_ref()?.id().to_owned();
            digest.name.clone_from(&self.name);
        }
        entry.is_sound().then_some(Done { entry, digest, last })
    }

    /// The same for what it says before it reads.
    pub(super) fn checked_facts(&self, facts: SourceFacts) -> Option<SourceFacts> {
        DocumentFile::of(&facts.sha256)?;
        Some(SourceFacts { name: self.name.clone(), origin: self.origin.clone(), ..facts })
    }
}

/// The last frame of an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Done {
    /// The line of the manifest.
    pub entry: Entry,
    /// What the document is compared with others by.
    pub digest: Option<Digest>,
    /// The worker ends now and must be replaced.
    pub last: bool,
}

#[cfg(test)]
impl Task {
    /// One of a file of that name and nothing else, for tests.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            path: name.into(),
            way: Vec::new(),
            known: None,
            origin: Origin::default(),
            expected: None,
            keep_contacts: false,
            ocr: None,
            second_reader: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::Outcome;
    use crate::run::entry::not_read;

    fn done(sha256: &str, document: &str) -> Option<Done> {
        let entry = not_read("../../b.pdf", &Origin::default(), Outcome::Ok, String::new());
        let mut json = serde_json::to_value(Done { entry, digest: None, last: false }).unwrap();
        json["entry"]["sha256"] = sha256.into();
        json["entry"]["document"] = document.into();
        serde_json::from_value(json).ok()
    }

    /// A worker that was taken over by its document writes where the run says, or nowhere.
    #[test]
    fn a_worker_does_not_say_where_its_document_goes() {
        let hash = "ab".repeat(32);
        let answer = Task::named("a.pdf").checked(done(&hash, "documents/abababababab.json").unwrap()).unwrap();
        assert_eq!(
            (answer.entry.name.as_str(), answer.entry.document.as_deref()),
            ("a.pdf", Some("documents/abababababab.json"))
        );
        assert!(
            Task::named("a.pdf").checked(done(&hash, "documents/cdcdcdcdcdcd.json").unwrap()).is_none(),
            "another's document"
        );
        assert!(Task::named("a.pdf").checked(done("../../x", "documents/abababababab.json").unwrap()).is_none());
        assert!(done(&hash, "../../../etc/passwd").is_none());
        let facts = |sha256: &str| SourceFacts {
            sha256: sha256.to_owned(),
            name: "x".to_owned(),
            media: "".into(),
            bytes: 1,
            origin: Origin::default(),
        };
        assert_eq!(Task::named("a.pdf").checked_facts(facts(&hash)).unwrap().name, "a.pdf");
        assert!(Task::named("a.pdf").checked_facts(facts("../x")).is_none());
    }
}
