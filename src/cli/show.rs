//! `gongkai explain`: one document, one stage, as text on standard output.

use super::args::{Explain, Stage};
use super::exit::Exit;
use super::stack::with_stack;
use super::terminal::{self, say};
use crate::explain::{self, Scope};
use crate::extraction::{Outcome, Pages, open, understand};
use crate::outline;
use crate::source::{self, Source, SourceError};

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
