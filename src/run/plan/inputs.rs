//! What there is to read: inputs as given to files with names, in an order that does not depend on how they were given.

use super::input::Input;
use super::names::{name_from, name_of};
use super::{archives, identify};
use crate::output::Staging;
use crate::privacy;
use crate::run::contents::Contents;
use crate::run::ledger::{Archive, Ledger, Line};
use crate::run::options::{Options, OutputError};
use crate::source::{self, SourceError};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

/// What is to be done.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Every input by name.
    pub inputs: Vec<Input>,
    /// For each input the first one with the same bytes: itself, unless it is a copy.
    pub originals: Vec<usize>,
    /// What was given and holds no document: an empty folder, or what is not there.
    pub barren: Vec<PathBuf>,
    /// What was passed over, and why: no inputs, but worth saying.
    pub passed_over: Vec<source::Problem>,
    /// Number of files that the selection leaves out.
    pub not_selected: usize,
}

/// The inputs by name, each file once.
pub(crate) fn plan(given: &[PathBuf], options: &Options, staging: &Staging, ledger: &Ledger) -> Result<Plan, OutputError> {
    let mut not_selected = 0;
    let mut keep = |wanted: bool| {
        not_selected += usize::from(!wanted);
        wanted
    };
    let Found { mut inputs, barren, passed_over } = found(given, options, &mut keep);
    let listed =
        options.listed.iter().map(|l| Input::of(name_of(&l.name), l.path.clone()).fetched(l.origin.clone(), l.sha256.clone()));
    inputs.extend(listed);
    if let Some(since) = options.selection.since {
        inputs.retain(|input| keep(input.is_since(since)));
    }
    let mut inputs = opened(inputs, options, staging, ledger)?;
    sort(&mut inputs);
    if options.redact_names {
        redact_names(&mut inputs);
        sort(&mut inputs);
    }
    let seen = identify::identify(&mut inputs, ledger, options.selection.shard.is_some());
    ledger.add(&seen).map_err(OutputError::at("the ledger"))?;
    if let Some(shard) = options.selection.shard {
        inputs.retain(|input| keep(shard.holds(input.sha256.as_deref())));
    }
    let originals = identify::originals(&inputs);
    Ok(Plan { inputs, originals, barren, passed_over, not_selected })
}

fn sort(inputs: &mut [Input]) {
    inputs.sort_by(|a, b| (&a.name, &a.path, &a.way).cmp(&(&b.name, &b.path, &b.way)));
}

/// Takes contacts out of the names of inputs; those that have one name then are numbered.
fn redact_names(inputs: &mut [Input]) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for input in inputs {
        let (name, count) = privacy::text(&input.name);
        if count == 0 {
            continue;
        }
        let number = taken.entry(name.to_string()).or_default();
        *number += 1;
        let name = if *number == 1 { name.into_owned() } else { format!("{name} ({number})") };
        if let Some(ended) = &mut input.ended {
            ended.name.clone_from(&name);
        }
        input.name = name;
    }
}

/// What is given, as inputs.
struct Found {
    inputs: Vec<Input>,
    barren: Vec<PathBuf>,
    passed_over: Vec<source::Problem>,
}

/// The files that are given or are in given folders, and what is no input.
fn found(given: &[PathBuf], options: &Options, keep: &mut impl FnMut(bool) -> bool) -> Found {
    // Of two ways to one file the first counts, so what is first must not depend on the order on the command line.
    let given: BTreeSet<PathBuf> = given.iter().cloned().collect();
    let folders: Vec<PathBuf> = given.iter().filter(|g| g.is_dir()).cloned().collect();
    let sorted: Vec<PathBuf> = given.iter().cloned().collect();
    let (found, problems) = source::discover(&sorted, io::empty());
    let mut inputs = Vec::with_capacity(found.len());
    for file in found {
        let (name, is_given) = (name_from(&folders, &file.path), given.contains(&file.path));
        if is_given || keep(options.selection.wants(&name)) {
            inputs.push(Input::of(name, file.path));
        }
    }
    let (mut barren, mut passed_over) = (Vec::new(), Vec::new());
    for problem in problems {
        if given.contains(&problem.path) && !matches!(problem.error, SourceError::NotAFile | SourceError::PassedOver { .. }) {
            barren.push(problem.path.clone());
        }
        if matches!(problem.error, SourceError::SymbolicLink | SourceError::NoDocuments | SourceError::PassedOver { .. }) {
            passed_over.push(problem);
        } else {
            inputs.push(Input::without_bytes(name_from(&folders, &problem.path), problem.path, &problem.error));
        }
    }
    Found { inputs, barren, passed_over }
}

/// The inputs with archives replaced by what is in them.
fn opened(inputs: Vec<Input>, options: &Options, staging: &Staging, ledger: &Ledger) -> Result<Vec<Input>, OutputError> {
    let mut opened = Vec::with_capacity(inputs.len());
    for mut input in inputs {
        identify::recall(&mut input, ledger);
        let is_document = input.sha256.as_deref().is_some_and(|sha256| ledger.known().document(sha256).is_some());
        if input.ended.is_some() || is_document || !source::may_be_archive(&input.path) {
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
                // Names of members are written down nowhere where names are to be spared.
                if !matches!(contents, Contents::Closed(..)) && !options.redact_names {
                    let archive = Line::Archive(Archive::new(sha256, contents.clone()));
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
