//! What the command says of itself: schemas of its outputs, completions, man pages.

use super::args::{Cli, Completions, Man, Schema};
use super::exit::Exit;
use super::terminal::{data, say};
use clap::CommandFactory;
use std::fs;

/// Prints a JSON Schema.
pub(super) fn schema(args: &Schema) -> Exit {
    data(args.of.to_json().as_bytes())
}

/// Prints the completions of a shell.
pub(super) fn completions(args: &Completions) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "gongkai", &mut script);
    data(&script)
}

/// Writes the man pages of all commands.
pub(super) fn man(args: &Man) -> Exit {
    let written = fs::create_dir_all(&args.dir).and_then(|()| clap_mangen::generate_to(Cli::command(), &args.dir));
    match written {
        Ok(()) => Exit::Success,
        Err(error) => {
            say(&format!("cannot write {}: {error}", args.dir.display()));
            Exit::Output
        }
    }
}
