//! What analysts load, derived from a finished output folder: CSV with a data package, Parquet, SQLite, a workbook.
//!
//! In: `documents/*.json`, `findings.ndjson` and `manifest.json`, one document in memory at a time. Out: one file or folder a
//! format, there whole or not at all. Every sink has the same tables and columns, which follow from the JSON Schema (`model`).
//! A format enters through `sink::Sink` and [`Format`]. None stops another: each fails or is finished alone.

mod codes;
mod columns;
mod csv;
mod datapackage;
#[cfg(feature = "sqlite")]
mod datasette;
mod facts;
mod feed;
mod format;
mod model;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "xlsx")]
mod pivot;
mod raw;
mod rows;
mod sink;
#[cfg(feature = "sqlite")]
mod sqlite;
mod table;
mod value;
mod writing;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use columns::{Columns, Filled};
pub use format::Format;
pub use rows::{Batch, Tables};
pub use sink::{Loss, Options, SinkError};
pub use writing::Losses;

use super::{OutputFolder, Staging};
use model::Model;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use writing::Writing;

/// What became of the formats.
#[derive(Debug)]
pub struct Written {
    /// Files and folders that were written, below the output folder.
    pub targets: Vec<PathBuf>,
    /// Formats that could not be written, and why; what was there of them before is still there.
    pub failed: Vec<(Format, SinkError)>,
    /// What formats could not hold as it is.
    pub losses: Vec<(Format, Losses)>,
}

/// Writes the formats from the finished output folder `out`.
///
/// # Errors
/// When the folder is not finished or of another version, or when there is no place to write.
pub fn write(out: &Path, formats: &[Format], options: Options) -> Result<Written, SinkError> {
    let formats: BTreeSet<Format> =
        formats.iter().flat_map(|f| [Some(*f), f.beside()]).flatten().filter(|f| *f != Format::Json).collect();
    if let Some(missing) = formats.iter().find(|f| !f.is_built_in()) {
        return Err(SinkError::NotBuiltIn(missing.name()));
    }
    if formats.is_empty() {
        return Ok(Written { targets: Vec::new(), failed: Vec::new(), losses: Vec::new() });
    }
    if !out.join("manifest.json").is_file() {
        return Err(SinkError::input("manifest.json", &"is not there: the folder holds no finished run"));
    }
    let failed = SinkError::output("the output folder");
    let folder = OutputFolder::open(out).map_err(&failed)?;
    let staging = Staging::for_export(out).map_err(&failed)?;
    match derive(&folder, &formats, options, &staging) {
        Ok(written) => {
            staging.close().map_err(failed)?;
            Ok(written)
        }
        Err(error) => {
            // What cannot be removed now is removed by the next run.
            let _ = staging.close();
            Err(error)
        }
    }
}

/// Derives the formats and publishes those that are finished.
fn derive(folder: &OutputFolder, formats: &BTreeSet<Format>, options: Options, staging: &Staging) -> Result<Written, SinkError> {
    let model = Model::new();
    let mut all: Vec<Writing<'_>> = formats.iter().map(|f| Writing::begin(*f, &model, staging, options)).collect();
    feed::read(folder, &model, &mut all)?;
    let mut written = Written { targets: Vec::new(), failed: Vec::new(), losses: Vec::new() };
    let ended: Vec<_> = all.into_iter().map(Writing::finish).collect();
    for (format, losses, result) in ended {
        let publish = || staging.publish_part(format.target()).map_err(SinkError::output(format.target()));
        // What stands in the folder of another is published with it.
        match result.and_then(|()| if format.is_within() { Ok(()) } else { publish() }) {
            Ok(()) if !format.is_within() => written.targets.push(PathBuf::from(format.target())),
            Ok(()) => {}
            Err(error) => written.failed.push((format, error)),
        }
        if losses.count > 0 {
            written.losses.push((format, losses));
        }
    }
    Ok(written)
}

/// The formats in the folder that are older than the run whose results it holds.
pub fn stale(out: &Path) -> Vec<Format> {
    let time = |target: &str| out.join(target).metadata().and_then(|m| m.modified()).ok();
    let Some(run) = time(Format::Json.target()) else { return Vec::new() };
    let derived = Format::ALL.into_iter().filter(|f| *f != Format::Json && !f.is_within());
    derived.filter(|f| time(f.target()).is_some_and(|t| t < run)).collect()
}
