//! The command line: arguments to calls, results to exit codes. Only data goes to standard output.

mod about;
mod args;
mod check;
mod choices;
mod codes;
mod coverage;
mod derive;
mod doctor;
mod examples;
mod exit;
mod extract;
mod inputs;
mod isolation;
mod merge;
mod ocr;
#[cfg(feature = "parquet")]
mod pack;
mod progress;
mod report;
mod runs;
mod serve;
mod show;
mod signals;
mod stack;
mod table;
mod terminal;
#[cfg(feature = "view")]
mod view;

pub use codes::codes_json;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use exit::Exit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use terminal::say;

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
            if error.use_stderr() {
                // It says again what was typed.
                terminal::say_lines(&error.render().to_string());
                return Exit::Usage.into();
            }
            // Help that goes into a closed pipe is no error.
            let _ = error.print();
            return Exit::Success.into();
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
        #[cfg(feature = "parquet")]
        Command::Pack(args) => pack::pack(args),
        Command::Status(args) => runs::status(&args),
        Command::Merge(args) => merge::merge(args),
        Command::Diff(args) => runs::diff(&args),
        Command::Check(args) => check::check(args),
        Command::Explain(args) => show::explain(args),
        #[cfg(feature = "view")]
        Command::View(args) => view::view(&args),
        #[cfg(feature = "view")]
        Command::Report(args) => view::report(&args),
        #[cfg(feature = "view")]
        Command::Drawer(args) => view::drawer(&args),
        Command::Worker(args) => serve::worker(&args),
        Command::Ocr(args) => ocr::run(args),
        #[cfg(feature = "ocr")]
        Command::OcrReader(args) => serve::ocr_reader(&args),
        Command::SecondReader(args) => serve::second_reader(&args),
        Command::Codes(args) => codes::codes(&args),
        Command::Table(args) => table::table(&args),
        Command::Coverage(args) => coverage::coverage(&args),
        Command::Export(args) => derive::export(&args),
        Command::Schema(args) => about::schema(&args),
        Command::Doctor(args) => doctor::doctor(&args),
        Command::Completions(args) => about::completions(&args, Cli::command()),
        Command::Man(args) => about::man(&args, Cli::command()),
    }
}
