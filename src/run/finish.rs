//! The outputs over all documents: lines of records and findings, and the manifest.

use super::departments;
use super::ledger::{self, Ledger, Line};
use super::options::{Options, OutputError};
use super::recipe;
use crate::check::{self, Digest, Report};
use crate::output::manifest::{self, Counts, Entry, Totals};
use crate::output::{self, Lines, Staging, disk, finding_lines};
use crate::source::hex;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Documents whose lines are in memory at a time, at most, and their bytes.
const AT_A_TIME: usize = 16;
const BYTES_AT_A_TIME: u64 = 16 << 20;
/// The files over all documents. The manifest comes last: where it is, the others are.
const FILES: [&str; 3] = ["records.ndjson", "findings.ndjson", "manifest.json"];

/// Writes the files over all documents, unless they are there already.
pub(super) fn finish(
    entries: &mut [Entry],
    digests: &[Digest],
    options: &Options,
    staging: &Staging,
    ledger: &Ledger,
) -> Result<Totals, OutputError> {
    entries.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
    let mut totals = Totals::of(entries);
    let inputs = fingerprint(entries, options).map_err(OutputError::at("manifest.json"))?;
    if let Some(last) = ledger.known().finished().filter(|f| f.inputs == inputs && f.files == stamps(&options.out)) {
        tracing::info!("all outputs are up to date");
        totals.counts.add(&last.across);
        return Ok(totals);
    }
    manifest::link(entries);
    let across = check::across(digests);
    let mut between = Counts::default();
    between.add_report(&across);
    totals.counts.add(&between);
    let [records, findings, manifest] = FILES;
    let (mut records, mut findings) = (Joined::create(staging, records)?, Joined::create(staging, findings)?);
    join(entries, &across, options, &mut records, &mut findings)?;
    let departments = departments::write(entries, digests, &across, options, staging)?;
    let json = manifest::to_json(entries, &departments, &across, &totals, options.keep_contacts).map_err(io::Error::other);
    let json = json.map_err(OutputError::at(manifest))?;
    let mut manifest = Joined::create(staging, manifest)?;
    manifest.write(&json)?;
    publish([records, findings, manifest], staging)?;
    let finished = ledger::Finished { inputs, across: between, files: stamps(&options.out) };
    ledger.add(&[Line::Finished(finished)]).map_err(OutputError::at("the ledger"))?;
    Ok(totals)
}

/// A hash of all that the outputs over all documents are made from: the same program made each document from the same bytes.
fn fingerprint(entries: &[Entry], options: &Options) -> io::Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(recipe::of(options));
    let mut line = Vec::new();
    for entry in entries {
        line.clear();
        serde_json::to_writer(&mut line, entry)?;
        hasher.update(&line);
    }
    Ok(hex(&hasher.finalize()))
}

/// Name, size and time of modification of each file.
fn stamps(out: &Path) -> Vec<(String, u64, i64)> {
    let stamp = |name: &str| {
        let metadata = fs::metadata(out.join(name)).ok()?;
        let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some((name.to_owned(), metadata.len(), i64::try_from(since.as_nanos()).ok()?))
    };
    let departments = departments::files(out).into_iter().map(|id| id.file());
    FILES.into_iter().map(str::to_owned).chain(departments).filter_map(|name| stamp(&name)).collect()
}

/// Puts the lines of all documents together, in the order of the entries; what documents say against each other comes last.
fn join(
    entries: &[Entry],
    across: &Report,
    options: &Options,
    records: &mut Joined,
    findings: &mut Joined,
) -> Result<(), OutputError> {
    let mut seen = BTreeSet::new();
    let documents: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.document.as_deref().filter(|d| seen.insert(*d)).map(|d| (entry, d)))
        .filter(|(entry, _)| entry.counts.has_lines())
        .map(|(_, document)| document)
        .collect();
    let lines = |document: &&str| {
        let lines = fs::read(options.out.join(document)).and_then(|bytes| Lines::of(&bytes));
        lines.map_err(OutputError::at(document))
    };
    let jobs = options.jobs.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(io::Error::other);
    let pool = pool.map_err(OutputError::at("anything: no threads"))?;
    let mut rest = documents.as_slice();
    while let [first, ..] = rest {
        let (batch, later) = rest.split_at(fitting(rest, &options.out));
        if batch.is_empty() {
            let long = File::open(options.out.join(first)).map(|file| BufReader::with_capacity(64 << 10, file));
            let passed = long.and_then(|long| Lines::pass(long, &mut records.file, &mut findings.file));
            passed.map_err(OutputError::at(first))?;
            rest = &rest[1..];
            continue;
        }
        let all: Vec<Lines> = pool.install(|| batch.par_iter().map(lines).collect::<Result<_, _>>())?;
        for lines in all {
            records.write(&lines.records)?;
            findings.write(&lines.findings)?;
        }
        rest = later;
    }
    let between = finding_lines(&across.findings, options.keep_contacts).map_err(OutputError::at("findings.ndjson"))?;
    findings.write(&between)
}

/// Brings the files to the disk, all at once since each waits for little but the disk, and then gives them their names in order.
fn publish(files: [Joined; 3], staging: &Staging) -> Result<(), OutputError> {
    let names: Vec<&str> = files.into_par_iter().map(Joined::sync).collect::<Result<_, _>>()?;
    names.into_iter().try_for_each(|name| staging.name(&staging.part(name), name).map_err(OutputError::at(name)))
}

/// How many of the next documents may be in memory at once; none when the first alone is too long.
fn fitting(documents: &[&str], out: &Path) -> usize {
    let mut bytes = 0;
    let fits = |document: &&&str| {
        bytes += fs::metadata(out.join(document)).map_or(0, |m| m.len());
        bytes <= BYTES_AT_A_TIME
    };
    documents.iter().take(AT_A_TIME).take_while(fits).count()
}

/// A file that grows document by document.
struct Joined {
    name: &'static str,
    file: BufWriter<File>,
}

impl Joined {
    fn create(staging: &Staging, name: &'static str) -> Result<Self, OutputError> {
        let file = disk::check().and_then(|()| File::create(staging.part(name))).map_err(OutputError::at(name))?;
        Ok(Self { name, file: BufWriter::with_capacity(64 << 10, file) })
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), OutputError> {
        disk::check().and_then(|()| self.file.write_all(lines)).map_err(OutputError::at(self.name))
    }

    fn sync(self) -> Result<&'static str, OutputError> {
        let whole = self.file.into_inner().map_err(io::IntoInnerError::into_error);
        whole.and_then(|file| output::sync(&file)).map_err(OutputError::at(self.name))?;
        Ok(self.name)
    }
}
