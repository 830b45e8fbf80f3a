//! Where documents are read.

use super::terminal::say;
use crate::run::{Isolation, Program};

/// Worker processes are this program once more.
pub(super) fn isolation(wanted: bool) -> Isolation {
    let program = std::env::current_exe().ok().filter(|_| wanted && cfg!(unix));
    if wanted && program.is_none() {
        say("documents are read in this process: worker processes are for Unix only");
    }
    program.map_or(Isolation::InProcess, |path| Isolation::Workers(Program::new(path)))
}
