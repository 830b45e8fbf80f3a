//! Many documents: in parallel, each contained, written as they are done; results in an order that depends on nothing but
//! names and bytes.
//!
//! In: paths. Out: the files of the output contract and a [`Summary`]. Memory is that of the documents being read at the
//! moment: records wait in files and are put together at the end.

mod one;
mod plan;

use crate::output::Staging;
use crate::output::manifest::{self, Entry, Totals};
use crate::source::{Problem, SourceError};
use plan::{Input, Plan};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

/// Stack of a thread that reads documents: fonts and forms nest deeper than the default of 2 MiB bears.
pub const STACK_BYTES: usize = 64 << 20;

/// How to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The output folder.
    pub out: PathBuf,
    /// Documents read at a time; `None` for one per processor.
    pub jobs: Option<usize>,
    /// Leave contacts of persons in the outputs.
    pub keep_contacts: bool,
}

/// What became of the inputs.
#[derive(Debug)]
pub struct Summary {
    /// Sums over all inputs.
    pub totals: Totals,
    /// Inputs that are not there, as given.
    pub missing: Vec<PathBuf>,
    /// What was found and is no input: links, folders without documents.
    pub passed_over: Vec<Problem>,
}

/// The output cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {file}: {error}")]
pub struct OutputError {
    /// The file, below the output folder.
    pub file: String,
    /// What the file system says.
    #[source]
    pub error: io::Error,
}

impl OutputError {
    fn at(file: &str) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |error| Self { file, error }
    }
}

/// Extracts all inputs.
///
/// # Errors
/// Only when the output cannot be written. Inputs that cannot be read are entries of the manifest.
pub fn run(given: &[PathBuf], options: &Options) -> Result<Summary, OutputError> {
    let staging = Staging::open(&options.out, &["documents"]).map_err(OutputError::at("the output folder"))?;
    let Plan { inputs, passed_over } = plan::plan(given, &options.out);
    let originals = plan::originals(&inputs);
    let mut entries = read_all(&inputs, &originals, options, &staging)?;
    let missing = inputs.iter().filter(|i| matches!(i.bytes, Err(SourceError::NotFound))).map(|i| i.path.clone()).collect();

    let order = in_order(&entries);
    join_lines(&order, &originals, &staging, "records").map_err(OutputError::at("records.ndjson"))?;
    // No rule of arithmetic is checked yet; the file is part of the contract all the same.
    staging.put("findings.ndjson", b"").map_err(OutputError::at("findings.ndjson"))?;
    entries.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
    manifest::link(&mut entries);
    let totals = Totals::of(&entries);
    let json = manifest::to_json(&entries, &totals, options.keep_contacts).map_err(io::Error::other);
    json.and_then(|json| staging.put("manifest.json", &json)).map_err(OutputError::at("manifest.json"))?;
    staging.close().map_err(OutputError::at("the output folder"))?;
    Ok(Summary { totals, missing, passed_over })
}

/// One entry per input, in the order of the inputs. A copy is not read again.
fn read_all(inputs: &[Input], originals: &[usize], options: &Options, staging: &Staging) -> Result<Vec<Entry>, OutputError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs.unwrap_or(0))
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| OutputError { file: "anything: no threads".to_owned(), error: io::Error::other(error) })?;
    let read: Vec<Option<Entry>> = pool.install(|| {
        let work = inputs.par_iter().enumerate().with_max_len(1);
        work.map(|(index, input)| {
            let is_original = originals[index] == index;
            is_original.then(|| one::read(input, &lines_of(index), options, staging)).transpose()
        })
        .collect::<Result<_, OutputError>>()
    })?;
    let copies = inputs.iter().zip(originals).map(|(input, original)| {
        let entry = read[*original].clone();
        entry.map(|entry| Entry { name: input.name.clone(), ..entry })
    });
    Ok(copies.flatten().collect())
}

/// Name of the unfinished file that holds the records of an input.
fn lines_of(index: usize) -> String {
    format!("{index}.ndjson")
}

/// The indexes of the entries by name, then hash.
fn in_order(entries: &[Entry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|a, b| (&entries[*a].name, &entries[*a].sha256).cmp(&(&entries[*b].name, &entries[*b].sha256)));
    order
}

/// Puts the lines of all documents together, in order, through a buffer of fixed size.
fn join_lines(order: &[usize], originals: &[usize], staging: &Staging, kind: &str) -> io::Result<()> {
    let part = staging.part(kind);
    let mut file = File::create(&part)?;
    for index in order.iter().filter(|i| originals[**i] == **i) {
        match File::open(staging.part(&lines_of(*index))) {
            Ok(mut lines) => io::copy(&mut lines, &mut file).map(drop)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    file.flush()?;
    staging.publish(&file, &part, &format!("{kind}.ndjson"))
}
