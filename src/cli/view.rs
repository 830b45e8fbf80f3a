//! `gongkai view` and `gongkai report`: what was read, beside the page, for people.

use super::exit::Exit;
use super::isolation::isolation;
use super::signals;
use super::stack::with_stack;
use super::terminal::say;
use crate::diagnostic::Severity;
use crate::run::{self, Options, Program};
use crate::view::draw::{self, Drawers};
use crate::view::read::{Files, Run};
use crate::view::report::{self, Written};
use crate::view::{self, Site};
use clap::Args;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Processes that draw.
const DRAWERS: usize = 2;
/// Bytes of memory that each may take.
const MEMORY: u64 = 1 << 30;
/// Time that a page may take, with reading its document in.
const PATIENCE: Duration = Duration::from_secs(40);

/// Arguments of `view`.
#[derive(Debug, Args)]
pub(super) struct View {
    /// The output folder of a finished run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Where the original files are (several times) [default: the current folder, and the one that OUT is in]
    #[arg(long, value_name = "PATH")]
    pub files: Vec<PathBuf>,
    /// The port to listen on; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// Who marks findings, as it is written beside each mark
    #[arg(long, value_name = "NAME")]
    pub reviewer: Option<String>,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// The output folder of a finished run, or a document
    #[arg(value_name = "OUT|FILE")]
    pub input: PathBuf,
    /// Folder to write to; must be empty or not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Where the original files are (several times) [default: the current folder, and the one that OUT is in]
    #[arg(long, value_name = "PATH")]
    pub files: Vec<PathBuf>,
    /// Only documents whose name holds this, or whose id begins with it (several times) [default: those with errors or warnings]
    #[arg(long, value_name = "NAME|ID")]
    pub only: Vec<String>,
    /// All documents
    #[arg(long, conflicts_with = "only")]
    pub all: bool,
    /// Each document as one file that needs nothing beside it, once in Chinese and once in English
    #[arg(long)]
    pub single: bool,
}

/// Arguments of `drawer`.
#[derive(Debug, Args)]
pub(super) struct Drawer {
    /// Bytes of memory at most
    #[arg(long)]
    pub memory: u64,
}

/// Draws pages for the other two.
pub(super) fn drawer(args: &Drawer) -> Exit {
    match with_stack(|| draw::serve(args.memory)) {
        Ok(Ok(Ok(()))) => Exit::Success,
        // Whoever listens sees that the pipe is closed.
        _ => Exit::Failed,
    }
}

/// Where originals are looked for.
fn files(given: &[PathBuf], out: &Path) -> Files {
    if !given.is_empty() {
        return Files::new(given.to_vec());
    }
    let beside = out.canonicalize().ok().and_then(|out| out.parent().map(Path::to_owned));
    Files::new([Some(PathBuf::from(".")), beside].into_iter().flatten().collect())
}

fn drawers() -> Result<Drawers, Exit> {
    match std::env::current_exe() {
        Ok(program) => Ok(Drawers::new(Program::new(program), DRAWERS, MEMORY, PATIENCE)),
        Err(error) => {
            say(&format!("this program does not find itself: {error}"));
            Err(Exit::Internal)
        }
    }
}

fn opened(out: &Path, files: Files) -> Result<Run, Exit> {
    Run::open(out, files).map_err(|error| {
        say(&format!("{}: {error}; give the output folder of a finished run", out.display()));
        Exit::Missing
    })
}

/// Shows a run until it is told to stop.
pub(super) fn view(args: &View) -> Exit {
    let site = opened(&args.out, files(&args.files, &args.out)).and_then(|run| Ok(Site::new(run, drawers()?, None, true)));
    let site = match site {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let ready = |address: &str| say(&format!("open {address} in a browser on this machine; Ctrl-C ends it"));
    match view::serve(site, args.port, args.reviewer.clone(), ready) {
        Ok(()) => Exit::Success,
        Err(error) => {
            say(&format!("cannot listen on port {}: {error}", args.port));
            Exit::Output
        }
    }
}

/// Writes a report.
pub(super) fn report(args: &Report) -> Exit {
    if args.input.is_dir() {
        return write(args, &args.input, files(&args.files, &args.input)).unwrap_or_else(|exit| exit);
    }
    // A document: read as `extract` reads it, into a folder that is thrown away.
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => {
            say(&format!("no folder for a while: {error}"));
            return Exit::Output;
        }
    };
    let out = folder.path().join("out");
    let options =
        Options { out: out.clone(), isolation: isolation(true), interrupted: signals::interrupted(), ..Options::default() };
    match run::run(std::slice::from_ref(&args.input), &options) {
        Ok(summary) if summary.missing.is_empty() && summary.left == 0 => {
            write(args, &out, Files::new(vec![args.input.clone()])).unwrap_or_else(|exit| exit)
        }
        Ok(_) => {
            say(&format!("{}: there is no such file or folder", args.input.display()));
            Exit::Missing
        }
        Err(error) => {
            say(&error.to_string());
            Exit::Output
        }
    }
}

fn write(args: &Report, out: &Path, files: Files) -> Result<Exit, Exit> {
    let run = opened(out, files)?;
    let ids = chosen(args, &run);
    if ids.is_empty() {
        say("no document is chosen: --all takes those without findings too");
    }
    let site = Site::new(run, drawers()?, Some(ids.clone()), false);
    let writer = if args.single { report::write_single } else { report::write };
    let written = writer(&site, &ids, &args.out).map_err(|error| {
        say(&format!("{}: {error}", args.out.display()));
        Exit::Output
    })?;
    let Written { documents, pages, without_picture } = written;
    let to = if args.single { args.out.clone() } else { args.out.join("index.html") };
    say(&format!("wrote {documents} documents with {pages} pages: {}", to.display()));
    if without_picture > 0 {
        say(&format!("{without_picture} pages are without a picture: the original was not found (--files), or cannot be drawn"));
    }
    Ok(Exit::Success)
}

/// The documents that a report is of.
fn chosen(args: &Report, run: &Run) -> BTreeSet<String> {
    let single = !args.input.is_dir();
    let found = |id: &str| run.entry(id).is_some_and(|e| e.counts.findings.at_least(Severity::Warning) > 0);
    let named = |id: &str| {
        args.only.iter().any(|o| id.starts_with(o.as_str()) || run.entry(id).is_some_and(|e| e.name.contains(o.as_str())))
    };
    let wanted = |id: &&str| single || args.all || if args.only.is_empty() { found(id) } else { named(id) };
    run.ids().filter(wanted).map(str::to_owned).collect()
}
