//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the command.
pub fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let out = PathBuf::from(&args[args.iter().position(|a| a == "--out").unwrap_or(1) + 1]);
    match crate::run::run(&[PathBuf::from(&args[2])], &out) {
        Ok(n) => {
            eprintln!("{n} documents");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
