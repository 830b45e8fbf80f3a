//! The command line: arguments to calls, results to exit codes. Only data goes to standard output.

mod about;
mod args;
mod check;
mod codes;
mod derive;
mod doctor;
mod show;

use crate::extraction::Outcome;
use crate::limits::Stop;
use crate::output::sinks;
use crate::run::{self, Isolation, Limits, Options, STACK_BYTES, Summary};
use args::{Cli, Command, Extract};
use clap::Parser;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How the command ended. Stable: scripts rely on the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Exit {
    /// Nothing went wrong.
    Success = 0,
    /// The command line makes no sense.
    Usage = 1,
    /// An input is not there.
    Missing = 2,
    /// A document failed.
    Failed = 3,
    /// A finding is as severe as `--fail-on` asks for.
    Findings = 4,
    /// The output cannot be written.
    Output = 5,
    /// Told to stop; the same command goes on.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the command.
pub fn main() -> ExitCode {
    // A panic is one document's outcome and stands in the manifest; the default message would only repeat it, with text of the
    // document in it.
    std::panic::set_hook(Box::new(|_| {}));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that goes into a closed pipe is no error.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Success }.into();
        }
    };
    let exit = match cli.command {
        Command::Extract(args) => extract(args),
        Command::Check(args) => check::check(args),
        Command::Explain(args) => show::explain(args),
        Command::Worker(args) => worker(&args),
        Command::Codes(args) => codes::codes(&args),
        Command::Export(args) => derive::export(&args),
        Command::Schema(args) => about::schema(&args),
        Command::Doctor(args) => doctor::doctor(&args),
        Command::Completions(args) => about::completions(&args),
        Command::Man(args) => about::man(&args),
    };
    exit.into()
}

fn extract(args: Extract) -> Exit {
    if args.keep_contacts {
        say("warning: --keep-contacts leaves names and numbers of persons in the outputs; keep and pass them on accordingly");
    }
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
        keep_contacts: args.keep_contacts,
        isolation: isolation(args.isolate),
        limits: Limits { soft: args.soft_timeout, hard: args.timeout, memory: args.memory << 20 },
        force: args.force,
        interrupted: signals(),
    };
    match run::run(&inputs, &options) {
        Ok(summary) => {
            let derived = derive::derive(&options.out, &args.to, sinks::Options { excel: args.excel });
            worse(report(&summary, &options.out), derived)
        }
        Err(error) => {
            say(&error.to_string());
            Exit::Output
        }
    }
}

/// Set by Ctrl-C, or when a system that shuts down asks the process to end.
fn signals() -> Stop {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // The second time it is meant: the process ends at once, and the next run goes on from there all the same.
        let registered = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&flag))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&flag)));
        if let Err(error) = registered {
            say(&format!("cannot listen to signals: {error}"));
        }
    }
    flag.into()
}

/// Worker processes are this program once more.
fn isolation(wanted: bool) -> Isolation {
    let program = std::env::current_exe().ok().filter(|_| wanted && cfg!(unix));
    if wanted && program.is_none() {
        say("documents are read in this process: worker processes are for Unix only");
    }
    program.map_or(Isolation::InProcess, Isolation::Workers)
}

fn worker(args: &args::Worker) -> Exit {
    match with_stack(|| run::serve(args.soft_timeout, args.memory)) {
        Ok(Ok(Ok(()))) => Exit::Success,
        // Whoever listens sees that the pipe is closed.
        _ => Exit::Failed,
    }
}

/// Replaces `-` by the paths listed on standard input, one a line (or apart by NUL, as `find -print0` writes them).
fn expand(given: Vec<PathBuf>, mut stdin: impl Read) -> io::Result<Vec<PathBuf>> {
    let mut inputs = Vec::with_capacity(given.len());
    for path in given {
        if path == Path::new("-") {
            let mut list = Vec::new();
            stdin.read_to_end(&mut list)?;
            let separator = if list.contains(&0) { 0 } else { b'\n' };
            let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&list);
            let lines = list.split(|b| *b == separator).map(|l| l.strip_suffix(b"\r").unwrap_or(l)).filter(|l| !l.is_empty());
            inputs.extend(lines.map(path_of));
        } else {
            inputs.push(path);
        }
    }
    Ok(inputs)
}

/// On Unix a path is bytes: old harvests hold names in GBK.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The summary on standard error, and the exit code it comes to.
fn report(summary: &Summary, out: &Path) -> Exit {
    for path in &summary.missing {
        say(&format!("{}: there is no such file or folder", path.display()));
    }
    for problem in &summary.passed_over {
        say(&format!("{}: {}", problem.path.display(), problem.error));
    }
    let totals = &summary.totals;
    let outcomes: Vec<String> = totals.outcomes.present().map(|(o, count)| format!("{count} {}", o.name())).collect();
    let outcomes = if outcomes.is_empty() { String::new() } else { format!(": {}", outcomes.join(", ")) };
    let earlier = if summary.kept == 0 { String::new() } else { format!(" ({} of them by an earlier run)", summary.kept) };
    say(&format!(
        "{} inputs{earlier}{outcomes}; {} documents, {} tables, {} records in {}",
        totals.inputs,
        totals.documents,
        totals.counts.tables,
        totals.counts.records,
        out.display()
    ));
    if summary.left > 0 {
        say(&format!("interrupted with {} inputs left: the same command goes on from here", summary.left));
        Exit::Interrupted
    } else if !summary.missing.is_empty() {
        Exit::Missing
    } else if Outcome::ALL.iter().any(|o| o.is_failure() && totals.outcomes.of(*o) > 0) {
        Exit::Failed
    } else {
        Exit::Success
    }
}

/// Of two ends of one command the one to tell: that the output is not complete before that some input is not.
fn worse(run: Exit, derived: Exit) -> Exit {
    if derived == Exit::Success { run } else { derived }
}

/// Data to standard output; whoever closed the pipe has seen enough.
fn print(bytes: &[u8]) -> Exit {
    match io::stdout().write_all(bytes).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("cannot write: {error}"));
            Exit::Output
        }
        _ => Exit::Success,
    }
}

/// A line on standard error; a closed one is nobody's problem.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "gongkai: {}", printable(message));
}

/// A message may hold a file name, and a file name may hold anything: control characters and bidi overrides are shown as
/// escapes.
fn printable(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if odd(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// Runs `work` on a thread with a stack for documents, as `extract` does.
fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<std::thread::Result<T>> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work)?;
        Ok(thread.join())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_a_list() {
        let given = vec![PathBuf::from("x"), PathBuf::from("-")];
        let list = expand(given.clone(), "a b.pdf\r\n\nc.pdf\n".as_bytes()).expect("a list");
        assert_eq!(list, ["x", "a b.pdf", "c.pdf"].map(PathBuf::from));
        let list = expand(given, "a\nb.pdf\0c.pdf\0".as_bytes()).expect("a list");
        assert_eq!(list, ["x", "a\nb.pdf", "c.pdf"].map(PathBuf::from));
    }

    #[test]
    fn messages_cannot_drive_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}b"), "a\\u{1b}[31m\\u{202e}b");
    }
}
