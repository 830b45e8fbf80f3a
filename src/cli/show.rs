//! `gongkai explain`: one document, one stage, as text on standard output.

use super::args::{Explain, Stage};
use super::exit::Exit;
use super::stack::with_stack;
use super::terminal::say;
use crate::explain::{self, Scope};
use crate::extraction::{Outcome, Pages, open, understand};
use crate::outline;
use crate::source::{self, Source, SourceError};
use std::io::{self, Write};

/// Prints a stage.
pub(super) fn explain(args: Explain) -> Exit {
    let source = match source::read(&args.file) {
        Ok(source) => source,
        Err(error) => {
            say(&format!("{}: {error}", args.file.display()));
            return if matches!(error, SourceError::NotFound) { Exit::Missing } else { Exit::Failed };
        }
    };
    let (text, outcome) = match with_stack(|| print(source, &args)) {
        Ok(Ok(printed)) => printed,
        Ok(Err(_)) => {
            say(&format!("{}: the reader failed on this document; please report it", args.file.display()));
            return Exit::Failed;
        }
        Err(error) => {
            say(&format!("cannot start a thread: {error}"));
            return Exit::Output;
        }
    };
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("cannot write: {error}"));
            Exit::Output
        }
        // Whoever closed the pipe has seen enough.
        _ if outcome.is_failure() => Exit::Failed,
        _ => Exit::Success,
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
