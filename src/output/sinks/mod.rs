//! What analysts load, derived from a finished output folder: CSV with a data package, Parquet, SQLite, a workbook.
//!
//! In: `documents/*.json`, `findings.ndjson` and `manifest.json`, one document in memory at a time. Out: one file or folder a
//! format, there whole or not at all. Every sink has the same tables and columns, which follow from the JSON Schema (`model`).

mod codes;
mod csv;
mod datapackage;
mod facts;
mod folder;
mod model;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "xlsx")]
mod pivot;
mod raw;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "xlsx")]
mod xlsx;

use super::Staging;
use model::Model;
use raw::Value;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// A format to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Format {
    /// The files of the output contract, which are always written.
    Json,
    /// One file a table in `csv/`.
    Csv,
    /// The same with `datapackage.json`: schemas of the tables, and code lists.
    Datapackage,
    /// One folder a table in `parquet/`, facts by year and kind.
    Parquet,
    /// `gongkai.sqlite`.
    Sqlite,
    /// `gongkai.xlsx`.
    Xlsx,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Json, Self::Csv, Self::Datapackage, Self::Parquet, Self::Sqlite, Self::Xlsx];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Datapackage => "datapackage",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether this build can write it.
    pub const fn is_built_in(self) -> bool {
        match self {
            Self::Json | Self::Csv | Self::Datapackage => true,
            Self::Parquet => cfg!(feature = "parquet"),
            Self::Sqlite => cfg!(feature = "sqlite"),
            Self::Xlsx => cfg!(feature = "xlsx"),
        }
    }

    /// The file or folder it writes, below the output folder.
    pub const fn target(self) -> &'static str {
        match self {
            Self::Json => "manifest.json",
            Self::Csv => "csv",
            Self::Datapackage => "csv/datapackage.json",
            Self::Parquet => "parquet",
            Self::Sqlite => "gongkai.sqlite",
            Self::Xlsx => "gongkai.xlsx",
        }
    }
}

/// How to write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// CSV for spreadsheets: with a byte order mark, and texts that a spreadsheet would take for formulas guarded by a `'`.
    pub excel: bool,
}

/// Why a format was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// The folder is no finished output folder of this version.
    #[error("{file} {error}")]
    Input {
        /// The file, below the output folder.
        file: String,
        /// What is wrong with it.
        error: String,
    },
    /// A number has more digits than the format can hold exactly.
    #[error("{document}: {column} is {value}, which does not fit {format} exactly")]
    Amount {
        /// Id of the document.
        document: String,
        /// Table and column.
        column: String,
        /// The number.
        value: String,
        /// The format.
        format: &'static str,
    },
    /// The build has no such format.
    #[error("this build has no {0}; it was built without that feature")]
    NotBuiltIn(&'static str),
    /// The output cannot be written.
    #[error("cannot write {file}: {error}")]
    Output {
        /// The file, below the output folder.
        file: String,
        /// What the file system or the library says.
        error: String,
    },
}

impl SinkError {
    fn output(file: &str) -> impl Fn(io::Error) -> Self {
        move |error| Self::Output { file: file.to_owned(), error: error.to_string() }
    }
}

/// Something that takes rows: all rows of a document before the next, in the order of its tables.
trait Sink {
    /// Takes a row of a table of the model.
    fn row(&mut self, table: usize, row: &[Value<'_>]) -> Result<(), SinkError>;

    /// All rows of a document were given.
    fn end_of_document(&mut self) -> Result<(), SinkError> {
        Ok(())
    }

    /// Finishes the files; they are still unfinished files of the staging.
    fn finish(self: Box<Self>) -> Result<(), SinkError>;
}

/// Writes the formats from the finished output folder `out`; gives what was written, below it.
///
/// # Errors
/// When the folder is not finished or of another version, when a number does not fit a format, or when it cannot be written.
pub fn write(out: &Path, formats: &[Format], options: Options) -> Result<Vec<PathBuf>, SinkError> {
    let mut formats: BTreeSet<Format> = formats.iter().copied().collect();
    formats.remove(&Format::Json);
    if formats.contains(&Format::Datapackage) {
        formats.insert(Format::Csv);
    }
    if let Some(missing) = formats.iter().find(|f| !f.is_built_in()) {
        return Err(SinkError::NotBuiltIn(missing.name()));
    }
    if formats.is_empty() {
        return Ok(Vec::new());
    }
    if !out.join("manifest.json").is_file() {
        let error = "is not there: the folder holds no finished run".to_owned();
        return Err(SinkError::Input { file: "manifest.json".to_owned(), error });
    }
    let failed = SinkError::output("the output folder");
    let staging = Staging::for_export(out).map_err(&failed)?;
    match derive(out, &formats, options, &staging) {
        Ok(()) => staging.close().map_err(failed)?,
        Err(error) => {
            // What cannot be removed now is removed by the next run.
            let _ = staging.close();
            return Err(error);
        }
    }
    let files = formats.iter().filter(|f| **f != Format::Datapackage);
    Ok(files.map(|f| PathBuf::from(f.target())).collect())
}

/// Derives the formats and publishes them when all are finished.
fn derive(out: &Path, formats: &BTreeSet<Format>, options: Options, staging: &Staging) -> Result<(), SinkError> {
    let model = Model::new();
    let mut sinks: Vec<Box<dyn Sink + '_>> = Vec::new();
    for format in formats {
        match format {
            Format::Json => {}
            Format::Csv => sinks.push(Box::new(csv::Csv::create(&model, staging, options)?)),
            Format::Datapackage => sinks.push(Box::new(datapackage::Package::new(&model, staging, options))),
            #[cfg(feature = "parquet")]
            Format::Parquet => sinks.push(Box::new(parquet::Parquet::create(&model, staging)?)),
            #[cfg(feature = "sqlite")]
            Format::Sqlite => sinks.push(Box::new(sqlite::Sqlite::create(&model, staging)?)),
            #[cfg(feature = "xlsx")]
            Format::Xlsx => sinks.push(Box::new(xlsx::Xlsx::create(&model, staging)?)),
            #[cfg(not(all(feature = "parquet", feature = "sqlite", feature = "xlsx")))]
            _ => {}
        }
    }
    folder::read(out, &model, &mut sinks)?;
    sinks.into_iter().try_for_each(|sink| sink.finish())?;
    for format in formats.iter().filter(|f| **f != Format::Datapackage) {
        staging.publish_part(format.target()).map_err(SinkError::output(format.target()))?;
    }
    Ok(())
}

/// The formats in the folder that are older than the run whose results it holds.
pub fn stale(out: &Path) -> Vec<Format> {
    let time = |target: &str| out.join(target).metadata().and_then(|m| m.modified()).ok();
    let Some(run) = time(Format::Json.target()) else { return Vec::new() };
    let derived = Format::ALL.into_iter().filter(|f| !matches!(f, Format::Json | Format::Datapackage));
    derived.filter(|f| time(f.target()).is_some_and(|t| t < run)).collect()
}
