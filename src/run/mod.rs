//! Many documents: in parallel, each contained, results in the order of their content.

use crate::diagnostic::Diagnostic;
use crate::extraction::{Extraction, Outcome, extract};
use crate::output::document::{SourceFacts, to_json};
use crate::output::write_atomically;
use crate::source;
use rayon::prelude::*;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Extracts all inputs into `out`.
///
/// # Errors
/// When the output folder cannot be written.
pub fn run(inputs: &[PathBuf], out: &Path) -> io::Result<usize> {
    std::fs::create_dir_all(out.join("documents"))?;
    let (files, _) = source::discover(inputs, io::stdin().lock());
    let results: Vec<io::Result<()>> = files.par_iter().map(|found| one(&found.path, out)).collect();
    let count = results.len();
    results.into_iter().collect::<io::Result<Vec<()>>>()?;
    Ok(count)
}

fn one(path: &Path, out: &Path) -> io::Result<()> {
    let source = source::read(path).map_err(io::Error::other)?;
    let facts = SourceFacts {
        name: source.name.clone(),
        sha256: source.sha256.clone(),
        media: source.media.label(),
        bytes: source.bytes.len(),
    };
    let extraction = catch_unwind(AssertUnwindSafe(|| extract(source))).unwrap_or_else(|_| {
        Extraction::failed(Outcome::Crash, Diagnostic::error("run.crash", "the reader failed on this document"))
    });
    let json = to_json(&facts, &extraction, false).map_err(io::Error::other)?;
    write_atomically(&out.join("documents").join(format!("{}.json", &facts.sha256[..12])), &json)
}
