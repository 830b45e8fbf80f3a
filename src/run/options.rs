//! How a run is made, and what it comes to.

use super::listing::Listed;
use super::select::Selection;
use crate::content::disclosure::Told;
use crate::limits::Stop;
use crate::output::manifest::Totals;
use crate::source::Problem;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// Stack of a thread that reads documents: fonts and forms nest deeper than the default of 2 MiB bears.
pub const STACK_BYTES: usize = 64 << 20;
/// Folder inside the output folder for what the next run needs to know.
pub(super) const STATE: &str = ".gongkai";

/// How to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The output folder.
    pub out: PathBuf,
    /// Documents read at a time; `None` for one per processor.
    pub jobs: Option<usize>,
    /// Leave contacts of persons in the outputs.
    pub keep_contacts: bool,
    /// Take contacts of persons out of the names of files too.
    pub redact_names: bool,
    /// Have each PDF read by another library as well, in a process of this program called with `second-reader`, which must lead to
    /// [`answer`](super::answer).
    pub second_reader: bool,
    /// Have pictures of pages read, by processes of this program called with `ocr-reader`, which must lead to
    /// `answer_pictures`.
    pub ocr: Option<Ocr>,
    /// Where documents are read.
    pub isolation: Isolation,
    /// What a document may take.
    pub limits: Limits,
    /// Read again what was read before.
    pub force: bool,
    /// Which of the inputs the run is for.
    pub selection: Selection,
    /// What is told of all inputs.
    pub told: Told,
    /// Inputs of a scraper's list, beside those that are given.
    pub listed: Vec<Listed>,
    /// Put nothing in the place of a finished output when there is no input.
    pub allow_empty: bool,
    /// Set when the run is to end before it is done.
    pub interrupted: Stop,
    /// Who wants to know how it goes.
    pub watch: Option<Arc<dyn Watch>>,
}

/// Who wants to know how a run goes.
pub trait Watch: fmt::Debug + Send + Sync {
    /// There are so many inputs, of which so many need not be read.
    fn planned(&self, inputs: usize, known: usize);
    /// One more was read.
    fn read(&self, outcome: crate::extraction::Outcome);
}

/// Where documents are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isolation {
    /// On threads of this process: a panic is contained, running out of memory or stack ends the run, and only the soft
    /// deadline counts.
    InProcess,
    /// In processes of a program, called with the argument `worker`.
    Workers(Program),
}

/// A program that becomes a worker when it is called with these arguments, `worker`, and those of a worker behind them: it must lead
/// to [`serve`](super::serve), or with `--archive` to [`list`](super::list). With `drawer` in place of `worker` it draws pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// What stands before the arguments of a worker.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// A program that needs no arguments of its own.
    pub const fn new(path: PathBuf) -> Self {
        Self { path, arguments: Vec::new() }
    }

    /// The command that starts a worker, as far as the arguments of a worker.
    pub(super) fn command(&self) -> Command {
        self.with("worker")
    }

    /// The command that starts a process that draws pages, as far as its arguments.
    #[cfg(feature = "view")]
    pub(crate) fn drawer(&self) -> Command {
        self.with("drawer")
    }

    fn with(&self, trade: &str) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).arg(trade);
        command
    }
}

/// How pictures of pages are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ocr {
    /// The file of the model.
    pub model: PathBuf,
    /// What tells what this model sees from what another saw.
    pub reader: String,
    /// Time that one page may take.
    pub page: Duration,
    /// Bytes of address space that its process may take.
    pub memory: u64,
    /// Leave the amounts that were read from pictures out of the records.
    pub no_records: bool,
}

/// What one document may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time after which reading stops at the next page and what was read is kept.
    pub soft: Duration,
    /// Time after which its worker is killed.
    pub hard: Duration,
    /// Bytes of address space of a worker.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { soft: Duration::from_secs(20), hard: Duration::from_secs(30), memory: 1 << 30 }
    }
}

impl Default for Options {
    /// Everything that is found, read in this process.
    fn default() -> Self {
        Self {
            out: PathBuf::new(),
            jobs: None,
            keep_contacts: false,
            redact_names: false,
            second_reader: false,
            ocr: None,
            isolation: Isolation::InProcess,
            limits: Limits::default(),
            force: false,
            selection: Selection::default(),
            told: Told::default(),
            listed: Vec::new(),
            allow_empty: false,
            interrupted: Stop::default(),
            watch: None,
        }
    }
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
    /// Files that the selection leaves out.
    pub not_selected: usize,
    /// Inputs that an earlier run had read.
    pub kept: usize,
    /// Inputs that are not read, since the run was interrupted; the next run reads them.
    pub left: usize,
}

/// Why there was no run, or none to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The output folder is an input folder, or in one.
    #[error("{} is in the input folder {}: give an output folder outside of it", out.display(), input.display())]
    Inside {
        /// The output folder.
        out: PathBuf,
        /// The input folder.
        input: PathBuf,
    },
    /// There is nothing to put in the place of what an earlier run left.
    #[error("{why}; {} is left as it is (--allow-empty empties it)", out.display())]
    Emptied {
        /// The output folder.
        out: PathBuf,
        /// What is not there.
        why: String,
    },
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
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
    pub(super) fn at(file: &str) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |error| Self { file, error }
    }
}
