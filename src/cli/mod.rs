//! The command line: arguments to calls, results to exit codes. Only data goes to standard output.

mod about;
mod args;
mod check;
mod codes;
mod derive;
mod doctor;
mod extract;
mod progress;
mod runs;
mod serve;
mod show;
mod signals;

use crate::output::manifest::Totals;
use crate::record::second::Tally;
use crate::run::STACK_BYTES;
use args::{Cli, Command};
use clap::Parser;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

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
    /// The program itself failed.
    Internal = 70,
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
    // document in it. Of one that is not, the place tells enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = place.unwrap_or_default();
    }));
    signals::survive_full_files();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that goes into a closed pipe is no error.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Success }.into();
        }
    };
    // Whatever happens, the command says how it ended.
    let exit = catch_unwind(AssertUnwindSafe(|| run_command(cli.command))).unwrap_or_else(|_| {
        let place = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone();
        say(&format!("this program failed, which is its own fault and no document's; please report it ({place})"));
        say("what was read until then is kept: the same command goes on from here");
        Exit::Internal
    });
    exit.into()
}

/// Where the last panic was.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

fn run_command(command: Command) -> Exit {
    match command {
        Command::Extract(args) => extract::extract(*args),
        Command::Status(args) => runs::status(&args),
        Command::Merge(args) => runs::merge(args),
        Command::Diff(args) => runs::diff(&args),
        Command::Check(args) => check::check(args),
        Command::Explain(args) => show::explain(args),
        Command::Worker(args) => serve::worker(&args),
        Command::SecondReader(args) => serve::second_reader(&args),
        Command::Codes(args) => codes::codes(&args),
        Command::Export(args) => derive::export(&args),
        Command::Schema(args) => about::schema(&args),
        Command::Doctor(args) => doctor::doctor(&args),
        Command::Completions(args) => about::completions(&args),
        Command::Man(args) => about::man(&args),
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

/// What a run comes to, in one line.
fn totals_line(totals: &Totals, more: &str, out: &Path) -> String {
    let outcomes: Vec<String> = totals.outcomes.present().map(|(o, count)| format!("{count} {}", o.name())).collect();
    let outcomes = if outcomes.is_empty() { String::new() } else { format!(": {}", outcomes.join(", ")) };
    let counts = &totals.counts;
    let second = counts.second_reader.map_or_else(String::new, |t| {
        let Tally { both, ours, theirs, unread } = t;
        format!("; second reader: {both} amounts of tables seen by both, {ours} only here, {theirs} only there, {unread} on pages that it cannot read")
    });
    format!(
        "{} inputs{more}{outcomes}; {} documents, {} tables, {} records in {}{second}",
        totals.inputs,
        totals.documents,
        counts.tables,
        counts.records,
        out.display()
    )
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

/// The same for a text of several lines.
fn printable_lines(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| line.strip_suffix('\n').map_or_else(|| printable(line), |l| printable(l) + "\n"))
        .collect()
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
