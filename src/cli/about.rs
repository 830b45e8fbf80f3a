//! What the command says of itself: schemas of its outputs, completions, man pages.

use super::exit::Exit;
use super::terminal::{data, say};
use crate::output::schema::Subject;
use clap::{Args, Command};
use std::fs;
use std::path::PathBuf;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Of what
    #[arg(value_enum)]
    pub of: Subject,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// Folder to write to; created if it is not there
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// Prints a JSON Schema.
pub(super) fn schema(args: &Schema) -> Exit {
    data(args.of.to_json().as_bytes())
}

/// Prints the completions of a shell.
pub(super) fn completions(args: &Completions, mut command: Command) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "gongkai", &mut script);
    data(&script)
}

/// Writes the man pages of all commands.
pub(super) fn man(args: &Man, command: Command) -> Exit {
    let written = fs::create_dir_all(&args.dir).and_then(|()| clap_mangen::generate_to(command, &args.dir));
    match written {
        Ok(()) => Exit::Success,
        Err(error) => {
            say(&format!("cannot write {}: {error}", args.dir.display()));
            Exit::Output
        }
    }
}
