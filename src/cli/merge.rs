//! `gongkai merge`: the outputs of several runs in one folder.

use super::exit::Exit;
use super::terminal::{say, totals_line};
use crate::run::{self, MergeError, Options, RunError};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `merge`.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// Output folders of finished runs
    #[arg(required = true, value_name = "DIR")]
    pub parts: Vec<PathBuf>,
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Puts folders together.
pub(super) fn merge(args: Merge) -> Exit {
    let options = Options { out: args.out, ..Options::default() };
    match run::merge(&args.parts, &options) {
        Ok(totals) => {
            say(&totals_line(&totals, "", &options.out));
            Exit::Success
        }
        Err(MergeError::Run(error)) => {
            say(&error.to_string());
            if matches!(error, RunError::Inside { .. }) { Exit::Usage } else { Exit::Output }
        }
        Err(error) => {
            say(&error.to_string());
            Exit::Missing
        }
    }
}
