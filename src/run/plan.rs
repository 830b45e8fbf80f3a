//! What there is to read: inputs as given to files with names, in an order that does not depend on how they were given.

use super::archives::{self, Contents};
use super::identify::{self, Stamp};
use super::ledger::{Archive, Ledger, Line, Seen};
use super::names::{name_from, name_of};
use super::one::{self, Task};
use super::select::Moment;
use super::{Options, OutputError};
use crate::extraction::Outcome;
use crate::output::Staging;
use crate::output::document::Origin;
use crate::output::manifest::Entry;
use crate::source::{self, Member, SourceError};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// One input.
#[derive(Debug, Clone)]
pub(super) struct Input {
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
    fn of(name: String, path: PathBuf) -> Self {
        match fs::metadata(&path) {
            Ok(metadata) => {
                let stamp = identify::stamp(&metadata);
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

    fn without_bytes(name: String, path: PathBuf, error: &SourceError) -> Self {
        let ended = Some(Box::new(one::ended(&name, &Origin::default(), error)));
        Self { ended, missing: matches!(error, SourceError::NotFound), ..Self::unknown(name, path) }
    }

    fn fetched(mut self, origin: Origin, expected: Option<String>) -> Self {
        if let Some(ended) = &mut self.ended {
            ended.origin = origin.clone();
        }
        Self { origin, expected, ..self }
    }

    /// What a reader needs to know.
    pub(super) fn task(&self, options: &Options) -> Task {
        Task {
            name: self.name.clone(),
            path: self.path.clone(),
            way: self.way.clone(),
            known: self.sha256.clone().map(|sha256| (sha256, self.bytes)),
            origin: self.origin.clone(),
            expected: self.expected.clone(),
            keep_contacts: options.keep_contacts,
            second_reader: options.second_reader.then_some(options.limits.memory),
        }
    }

    /// For the ledger: this file, as it was when the run began, has this content.
    pub(super) fn seen(&self, sha256: &str) -> Option<Seen> {
        let stamp = self.stamp?;
        Some(Seen { path: identify::path_key(&self.path), stamp, sha256: sha256.to_owned() })
    }

    /// A member of this archive.
    fn member(&self, member: Member) -> Self {
        let name = format!("{}/{}", self.name, member.name);
        // The list's hash is that of the archive.
        let inside = Self { way: member.way, origin: self.origin.clone(), ..Self::unknown(name, self.path.clone()) };
        match member.content {
            Ok((sha256, bytes)) => Self { sha256: Some(sha256), bytes, ..inside },
            Err(refusal) => {
                let entry = one::ended(&inside.name, &inside.origin, &SourceError::Refused(refusal));
                Self { ended: Some(Box::new(entry)), ..inside }
            }
        }
    }

    /// This archive, which cannot be opened.
    fn closed(mut self, outcome: Outcome, message: String) -> Self {
        let sha256 = self.sha256.clone();
        self.ended = Some(Box::new(Entry {
            sha256,
            bytes: Some(self.bytes),
            ..one::not_read(&self.name, &self.origin, outcome, message)
        }));
        self
    }

    /// Whether it was fetched, or else changed, at this time or later.
    fn is_since(&self, since: Moment) -> bool {
        let fetched = self.origin.retrieved_at.as_deref().and_then(|t| t.parse::<Moment>().ok());
        let changed = || fs::metadata(&self.path).and_then(|m| m.modified()).ok().map(Moment);
        fetched.or_else(changed).is_none_or(|at| at >= since)
    }
}

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// Every input by name.
    pub inputs: Vec<Input>,
    /// For each input the first one with the same bytes: itself, unless it is a copy.
    pub originals: Vec<usize>,
    /// What was passed over, and why: no inputs, but worth saying.
    pub passed_over: Vec<source::Problem>,
    /// Number of files that the selection leaves out.
    pub not_selected: usize,
}

/// The inputs by name, each file once.
pub(super) fn plan(given: &[PathBuf], options: &Options, staging: &Staging, ledger: &Ledger) -> Result<Plan, OutputError> {
    let mut not_selected = 0;
    let mut keep = |wanted: bool| {
        not_selected += usize::from(!wanted);
        wanted
    };
    let (mut inputs, passed_over) = found(given, options, &mut keep);
    let listed =
        options.listed.iter().map(|l| Input::of(name_of(&l.name), l.path.clone()).fetched(l.origin.clone(), l.sha256.clone()));
    inputs.extend(listed);
    if let Some(since) = options.selection.since {
        inputs.retain(|input| keep(input.is_since(since)));
    }
    let mut inputs = opened(inputs, options, staging, ledger)?;
    inputs.sort_by(|a, b| (&a.name, &a.path, &a.way).cmp(&(&b.name, &b.path, &b.way)));
    let seen = identify::identify(&mut inputs, ledger, options.selection.shard.is_some());
    ledger.add(&seen).map_err(OutputError::at("the ledger"))?;
    if let Some(shard) = options.selection.shard {
        inputs.retain(|input| keep(shard.holds(input.sha256.as_deref())));
    }
    let originals = identify::originals(&inputs);
    Ok(Plan { inputs, originals, passed_over, not_selected })
}

/// The files that are given or are in given folders, and what is no input.
fn found(given: &[PathBuf], options: &Options, keep: &mut impl FnMut(bool) -> bool) -> (Vec<Input>, Vec<source::Problem>) {
    // Of two ways to one file the first counts, so what is first must not depend on the order on the command line.
    let given: BTreeSet<PathBuf> = given.iter().cloned().collect();
    let folders: Vec<PathBuf> = given.iter().filter(|g| g.is_dir()).cloned().collect();
    let sorted: Vec<PathBuf> = given.iter().cloned().collect();
    let (found, problems) = source::discover(&sorted, io::empty());
    let out = fs::canonicalize(&options.out).ok();
    // The results of an earlier run are no inputs of the next.
    let out = out.filter(|out| folders.iter().any(|f| fs::canonicalize(f).is_ok_and(|f| out.starts_with(f))));
    let is_ours = |path: &Path| out.as_ref().is_some_and(|out| fs::canonicalize(path).is_ok_and(|p| p.starts_with(out)));
    let mut inputs = Vec::with_capacity(found.len());
    for file in found {
        let (name, is_given) = (name_from(&folders, &file.path), given.contains(&file.path));
        if is_given || !is_ours(&file.path) && keep(options.selection.wants(&name)) {
            inputs.push(Input::of(name, file.path));
        }
    }
    let mut passed_over = Vec::new();
    for problem in problems {
        if matches!(problem.error, SourceError::SymbolicLink | SourceError::NoDocuments) {
            passed_over.push(problem);
        } else {
            inputs.push(Input::without_bytes(name_from(&folders, &problem.path), problem.path, &problem.error));
        }
    }
    (inputs, passed_over)
}

/// The inputs with archives replaced by what is in them.
fn opened(inputs: Vec<Input>, options: &Options, staging: &Staging, ledger: &Ledger) -> Result<Vec<Input>, OutputError> {
    let mut opened = Vec::with_capacity(inputs.len());
    for mut input in inputs {
        identify::recall(&mut input, ledger);
        let is_document = input.sha256.as_deref().is_some_and(|sha256| ledger.known().document(sha256).is_some());
        if input.ended.is_some() || is_document || !begins_as_archive(&input.path) {
            opened.push(input);
            continue;
        }
        let lines = identify::hash(&mut input);
        let Some(sha256) = input.sha256.clone() else {
            opened.push(input);
            continue;
        };
        let contents = match ledger.known().archive(&sha256) {
            Some(contents) => contents.clone(),
            None => {
                let contents = archives::look(&input.path, options, staging)?;
                // What could not be opened may be next time, with more time or memory.
                if !matches!(contents, Contents::Closed(..)) {
                    let archive = Line::Archive(Archive { sha256, contents: contents.clone() });
                    ledger.add(&[archive]).map_err(OutputError::at("the ledger"))?;
                }
                contents
            }
        };
        ledger.add(&lines).map_err(OutputError::at("the ledger"))?;
        match contents {
            Contents::Document => opened.push(input),
            Contents::Closed(outcome, message) => opened.push(input.closed(outcome, message)),
            Contents::Members(members) => opened.extend(members.into_iter().map(|m| input.member(m))),
        }
    }
    Ok(opened)
}

/// Whether a file begins as zip archives do; docx and xlsx do so too.
fn begins_as_archive(path: &Path) -> bool {
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}
