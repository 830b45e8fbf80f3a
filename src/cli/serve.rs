//! The commands that this program calls itself with: not for people.

use super::exit::Exit;
use super::stack::with_stack;
use crate::run;
use clap::Args;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Arguments of `worker`.
#[derive(Debug, Args)]
pub(super) struct Worker {
    /// Seconds after which a document is cut
    #[arg(long, value_parser = seconds)]
    pub soft_timeout: Duration,
    /// Bytes of memory at most
    #[arg(long)]
    pub memory: u64,
    /// Only list the members of this archive
    #[arg(long)]
    pub archive: Option<PathBuf>,
}

/// Arguments of `second-reader`.
#[derive(Debug, Args)]
pub(super) struct SecondReader {
    /// Bytes of memory at most
    #[arg(long)]
    pub memory: u64,
}

/// Arguments of `ocr-reader`.
#[cfg(feature = "ocr")]
#[derive(Debug, Args)]
pub(super) struct OcrReader {
    /// The model
    #[arg(long)]
    pub model: PathBuf,
    /// Bytes of memory at most
    #[arg(long)]
    pub memory: u64,
    /// Pages that are read already
    #[arg(long, value_delimiter = ',')]
    pub done: Vec<u32>,
    /// The way to the file inside an archive
    #[arg(long, value_delimiter = ',')]
    pub way: Vec<usize>,
    /// The file
    pub file: PathBuf,
}

/// Reads documents for a run.
pub(super) fn worker(args: &Worker) -> Exit {
    serve(|| match &args.archive {
        Some(archive) => run::list(archive, args.memory),
        None => run::serve(args.soft_timeout, args.memory),
    })
}

/// Reads one PDF with the other library.
pub(super) fn second_reader(args: &SecondReader) -> Exit {
    serve(|| run::answer(args.memory))
}

/// Reads the pictures of one document.
#[cfg(feature = "ocr")]
pub(super) fn ocr_reader(args: &OcrReader) -> Exit {
    serve(|| run::answer_pictures(&args.model, args.memory, &args.file, &args.way, &args.done))
}

fn serve(work: impl FnOnce() -> io::Result<()> + Send) -> Exit {
    match with_stack(work) {
        Ok(Ok(Ok(()))) => Exit::Success,
        // Whoever listens sees that the pipe is closed.
        _ => Exit::Failed,
    }
}

/// A time in seconds, with decimals.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| "not a time".to_owned())?;
    if time.is_zero() { Err("no time at all".to_owned()) } else { Ok(time) }
}
