//! Signals: those that ask a run to end do so in order, and one that would kill it without a word does not.

use super::terminal::say;
use crate::limits::Stop;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Set by Ctrl-C, when a system that shuts down asks the process to end, or when its terminal is gone.
#[cfg(unix)]
pub(super) fn interrupted() -> Stop {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let flag = Arc::new(AtomicBool::new(false));
    // `nohup` has the end of the terminal ignored, and means it.
    let ending = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| *signal != SIGHUP || !is_ignored(*signal));
    for signal in ending {
        // The second time it is meant: the process ends at once, and the next run goes on from there all the same.
        let registered = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&flag))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&flag)));
        if let Err(error) = registered {
            say(&format!("cannot listen to signals: {error}"));
        }
    }
    flag.into()
}

#[cfg(not(unix))]
pub(super) fn interrupted() -> Stop {
    Stop::default()
}

/// A file that may not grow any more (`ulimit -f`) is an error of the write that wants it to, not the silent end of the process.
pub(super) fn survive_full_files() {
    #[cfg(unix)]
    if let Err(error) = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))) {
        say(&format!("cannot listen to signals: {error}"));
    }
}

/// Whether whoever started the process wants the signal ignored; where the system does not tell, it is not.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
