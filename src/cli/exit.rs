//! How the command ended.

use std::process::ExitCode;

/// How the command ended. Stable: scripts rely on the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Exit {
    /// Nothing went wrong.
    Success = 0,
    /// The command line makes no sense.
    Usage = 1,
    /// An input is not there.
    Missing = 2,
    /// A document failed.
    Failed = 3,
    /// A finding is as severe as `--fail-on` asks for.
    Findings = 4,
    /// The output cannot be written.
    Output = 5,
    /// The program itself failed.
    Internal = 70,
    /// Told to stop; the same command goes on.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
