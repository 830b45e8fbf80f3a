//! Scans: where the model is, and `gongkai ocr`.

use super::exit::Exit;
use super::inputs::expand;
use super::isolation::isolation;
use super::serve::seconds;
use super::signals;
use super::terminal::say;
use crate::run::{self, Isolation, Ocr, Options, RunError};
use crate::source;
use clap::Args;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file of the model, where `scripts/model` puts it.
const MODEL: &str = "PP-OCRv6_rec_small.onnx";
/// What names it from outside.
const VARIABLE: &str = "GONGKAI_OCR_MODEL";
/// Of the way of reading pictures: what was seen in another way is seen again.
const WAY: &str = "4";
/// Bytes of address space of a process that reads pictures.
const MEMORY: u64 = 2 << 30;

/// How pictures are read.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// The model that reads pictures [default: $GONGKAI_OCR_MODEL, or where scripts/model puts it]
    #[arg(long, value_name = "FILE")]
    pub ocr_model: Option<PathBuf>,
    /// Time that the picture of one page may take (seconds)
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    pub ocr_timeout: Duration,
}

/// Arguments of `ocr`.
#[derive(Debug, Args)]
pub(super) struct OcrArgs {
    /// Files, folders (with all folders in them), or `-` for a list of paths on standard input, one a line
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Folder to keep what is seen in, below `ocr`; `extract --ocr` into the same folder uses it
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
    /// Documents read at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Where the model is, if it is anywhere.
pub(super) fn model(given: Option<&Path>) -> Option<PathBuf> {
    if let Some(given) = given {
        return Some(given.to_owned());
    }
    let told = env::var_os(VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from);
    told.or_else(|| data_folder().map(|folder| folder.join(MODEL))).filter(|path| path.is_file())
}

/// The folder of this program's data in the user's home.
fn data_folder() -> Option<PathBuf> {
    let of = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || of("HOME").map(|home| home.join(".local/share"));
    Some(of("XDG_DATA_HOME").or_else(home).or_else(|| of("APPDATA"))?.join("gongkai"))
}

/// How a run reads pictures.
///
/// # Errors
/// With an exit code, when it cannot; why is said.
pub(super) fn ocr(reading: &Reading, no_records: bool) -> Result<Ocr, Exit> {
    if !cfg!(feature = "ocr") {
        say("this program was built without the feature ocr");
        return Err(Exit::Usage);
    }
    let Some(model) = model(reading.ocr_model.as_deref()) else {
        say(&format!(
            "there is no model to read pictures with: scripts/model brings it, or name one with --ocr-model or ${VARIABLE}"
        ));
        return Err(Exit::Missing);
    };
    let (sha256, _) = source::hash(&model).map_err(|error| {
        say(&format!("{}: {error}", model.display()));
        Exit::Missing
    })?;
    let reader = format!("{}/{WAY}", sha256.get(..16).unwrap_or(&sha256));
    Ok(Ocr { model, reader, page: reading.ocr_timeout, memory: MEMORY, no_records })
}

/// Reads the pictures of documents.
pub(super) fn run(args: OcrArgs) -> Exit {
    let ocr = match ocr(&args.reading, false) {
        Ok(ocr) => ocr,
        Err(exit) => return exit,
    };
    let inputs = match expand(args.inputs, io::stdin().lock()) {
        Ok(inputs) => inputs,
        Err(error) => {
            say(&format!("cannot read the list on standard input: {error}"));
            return Exit::Missing;
        }
    };
    let options = Options {
        out: args.out,
        jobs: args.jobs.map(usize::from),
        ocr: Some(ocr),
        isolation: isolation(true),
        interrupted: signals::interrupted(),
        ..Options::default()
    };
    if options.isolation == Isolation::InProcess {
        say("pictures are read by processes of this program, which are for Unix only");
        return Exit::Usage;
    }
    match run::ocr(&inputs, &options) {
        Ok((whole, all)) => {
            say(&format!(
                "the pictures of {whole} of {all} documents are read and kept below {}",
                options.out.join("ocr").display()
            ));
            match whole == all {
                true => Exit::Success,
                false if options.interrupted.is_set() => Exit::Interrupted,
                false => Exit::Failed,
            }
        }
        Err(error @ RunError::Inside { .. }) => {
            say(&error.to_string());
            Exit::Usage
        }
        Err(error) => {
            say(&format!("{error}; what was read until then is kept: the same command goes on from here"));
            Exit::Output
        }
    }
}
