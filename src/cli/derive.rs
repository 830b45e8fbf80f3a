//! `gongkai export` and `--to`: other formats from a finished output folder.

use super::args::Export;
use super::exit::Exit;
use super::terminal::say;
use crate::output::sinks::{self, Format, Losses, Options, SinkError, Written};
use std::path::Path;

/// Writes the formats from a folder of an earlier run.
pub(super) fn export(args: &Export) -> Exit {
    if !args.out.is_dir() {
        say(&format!("{}: there is no such folder", args.out.display()));
        return Exit::Missing;
    }
    derive(&args.out, &args.to, Options { excel: args.excel })
}

/// Writes the formats from a finished folder, and says where they are.
pub(super) fn derive(out: &Path, formats: &[Format], options: Options) -> Exit {
    match sinks::write(out, formats, options) {
        Ok(Written { targets, failed, losses }) => {
            for target in &targets {
                say(&format!("wrote {}", out.join(target).display()));
            }
            for (format, Losses { count, first }) in &losses {
                let first = first.as_ref().map(|(of, loss)| format!(", first in {of}: {}", loss.message())).unwrap_or_default();
                say(&format!("{}: {count} values do not fit and are null or cut there{first}", format.name()));
            }
            for (format, error) in &failed {
                say(&format!("{} is not written: {error}", format.name()));
            }
            for stale in sinks::stale(out) {
                let (target, name, out) = (out.join(stale.target()), stale.name(), out.display());
                say(&format!("{} is of an earlier run; `gongkai export {out} --to {name}` renews it", target.display()));
            }
            if failed.is_empty() { Exit::Success } else { Exit::Output }
        }
        Err(error) => {
            say(&error.to_string());
            match error {
                SinkError::NotBuiltIn(_) => Exit::Usage,
                SinkError::Input { .. } => Exit::Missing,
                _ => Exit::Output,
            }
        }
    }
}
