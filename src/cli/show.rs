//! `gongkai explain`: one document, one stage, as text on standard output.

use super::args::Explain;
use super::choices::Stage;
use super::exit::Exit;
use super::stack::with_stack;
use super::terminal::{self, say};
use crate::explain::{self, Scope};
use crate::extraction::{Outcome, Pages, open, understand};
use crate::outline;
use crate::source::{self, Source, SourceError};
use std::path::Path;

/// Reads one file, and with a stack for documents makes something of it.
pub(super) fn read<T: Send>(file: &Path, make: impl FnOnce(Source) -> T + Send) -> Result<T, Exit> {
    let source = source::read(file).map_err(|error| {
        say(&format!("{}: {error}", file.display()));
        if matches!(error, SourceError::NotFound) { Exit::Missing } else { Exit::Failed }
    })?;
    match with_stack(|| make(source)) {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(_)) => {
            say(&format!("{}: the reader failed on this document; please report it", file.display()));
            Err(Exit::Failed)
        }
        Err(error) => {
            say(&format!("cannot start a thread: {error}"));
            Err(Exit::Output)
        }
    }
}

/// Prints a stage.
pub(super) fn explain(args: Explain) -> Exit {
    let (text, outcome) = match read(&args.file, |source| print(source, &args)) {
        Ok(printed) => printed,
        Err(exit) => return exit,
    };
    match terminal::text(&text) {
        Exit::Success if outcome.is_failure() => Exit::Failed,
        exit => exit,
    }
}

fn print(source: Source, args: &Explain) -> (String, Outcome) {
    let opened = match open(source, Pages::Kept) {
        Ok(opened) => opened,
        Err(ended) => return (explain::ended(&ended), ended.outcome),
    };
    let outcome = opened.outcome;
    let scope = Scope { page: args.page };
    let text = match args.stage {
        Stage::Page => explain::pages(&opened.pages, scope),
        Stage::Layout => explain::sheets(&opened.sheets, scope),
        Stage::Outline => explain::outline(&outline::outline(opened.sheets).0, scope),
        Stage::Content => explain::content(&understand(opened).content, scope),
    };
    (text, outcome)
}
