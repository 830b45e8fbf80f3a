//! One input.

use super::stamp::{Stamp, path_key, stamp};
use crate::content::disclosure::Told;
use crate::extraction::Outcome;
use crate::output::document::Origin;
use crate::output::manifest::Entry;
use crate::run::entry;
use crate::run::ledger::Seen;
use crate::run::options::Options;
use crate::run::select::Moment;
use crate::run::task::{Sights, Task};
use crate::source::{Member, SourceError};
use std::fs;
use std::path::PathBuf;

/// One input.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// Name in the outputs, without anything of the machine's folders.
    pub name: String,
    /// Where it is, or the archive that it is in.
    pub path: PathBuf,
    /// The way to it inside the archive.
    pub way: Vec<usize>,
    /// Where it was fetched from.
    pub origin: Origin,
    /// The hash that a scraper's list gives for it.
    pub expected: Option<String>,
    /// Number of bytes.
    pub bytes: u64,
    /// What became of it, where that is known without reading it.
    pub ended: Option<Box<Entry>>,
    /// There is no such file.
    pub missing: bool,
    /// SHA-256 of the content, where it had to be known before the reading.
    pub sha256: Option<String>,
    /// What tells whether the file is still the same, where that can be relied on.
    pub stamp: Option<Stamp>,
}

impl Input {
    pub(super) fn of(name: String, path: PathBuf) -> Self {
        match fs::metadata(&path) {
            Ok(metadata) => {
                let stamp = stamp(&metadata);
                Self { bytes: metadata.len(), stamp, ..Self::unknown(name, path) }
            }
            Err(error) => Self::without_bytes(name, path, &error.into()),
        }
    }

    fn unknown(name: String, path: PathBuf) -> Self {
        let origin = Origin::default();
        Self {
            name,
            path,
            way: Vec::new(),
            origin,
            expected: None,
            bytes: 0,
            ended: None,
            missing: false,
            sha256: None,
            stamp: None,
        }
    }

    pub(super) fn without_bytes(name: String, path: PathBuf, error: &SourceError) -> Self {
        let ended = Some(Box::new(entry::ended(&name, &Origin::default(), error)));
        Self { ended, missing: matches!(error, SourceError::NotFound), ..Self::unknown(name, path) }
    }

    pub(super) fn fetched(mut self, origin: Origin, expected: Option<String>) -> Self {
        if let Some(ended) = &mut self.ended {
            ended.origin = origin.clone();
        }
        Self { origin, expected, ..self }
    }

    /// Takes up what is told of all inputs.
    pub(crate) fn tell(&mut self, told: &Told) {
        let origins = self.ended.iter_mut().map(|entry| &mut entry.origin).chain([&mut self.origin]);
        origins.for_each(|origin| origin.told = std::mem::take(&mut origin.told).under(told));
    }

    /// What a reader needs to know.
    pub(crate) fn task(&self, options: &Options) -> Task {
        Task {
            name: self.name.clone(),
            path: self.path.clone(),
            way: self.way.clone(),
            known: self.sha256.clone().map(|sha256| (sha256, self.bytes)),
            origin: self.origin.clone(),
            expected: self.expected.clone(),
            keep_contacts: options.keep_contacts,
            ocr: options.ocr.as_ref().map(|ocr| Sights {
                out: options.out.clone(),
                reader: ocr.reader.clone(),
                no_records: ocr.no_records,
            }),
            second_reader: options.second_reader.then_some(options.limits.memory),
        }
    }

    /// For the ledger: this file, as it was when the run began, has this content.
    pub(crate) fn seen(&self, sha256: &str) -> Option<Seen> {
        let stamp = self.stamp?;
        Some(Seen { path: path_key(&self.path), stamp, sha256: sha256.to_owned() })
    }

    /// A member of this archive.
    pub(super) fn member(&self, member: Member) -> Self {
        let name = format!("{}/{}", self.name, member.name);
        // The list's hash is that of the archive.
        let inside = Self { way: member.way, origin: self.origin.clone(), ..Self::unknown(name, self.path.clone()) };
        match member.content {
            Ok((sha256, bytes)) => Self { sha256: Some(sha256), bytes, ..inside },
            Err(refusal) => {
                let entry = entry::ended(&inside.name, &inside.origin, &SourceError::Refused(refusal));
                Self { ended: Some(Box::new(entry)), ..inside }
            }
        }
    }

    /// This archive, which cannot be opened.
    pub(super) fn closed(mut self, outcome: Outcome, message: String) -> Self {
        let sha256 = self.sha256.clone();
        self.ended = Some(Box::new(Entry {
            sha256,
            bytes: Some(self.bytes),
            ..entry::not_read(&self.name, &self.origin, outcome, message)
        }));
        self
    }

    /// Whether it was fetched, or else changed, at this time or later.
    pub(super) fn is_since(&self, since: Moment) -> bool {
        let fetched = self.origin.retrieved_at.as_deref().and_then(|t| t.parse::<Moment>().ok());
        let changed = || fs::metadata(&self.path).and_then(|m| m.modified()).ok().map(Moment);
        fetched.or_else(changed).is_none_or(|at| at >= since)
    }
}
