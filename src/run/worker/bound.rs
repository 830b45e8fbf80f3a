//! What a worker may take of the machine.

#[cfg(unix)]
use crate::limits::MAX_ANSWER_BYTES;
use std::io;

/// Bounds the memory of this process, and ends it when the run that it works for ends.
#[cfg(unix)]
pub(super) fn bound(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    setrlimit(Resource::As, Rlimit { current: Some(memory), maximum: Some(memory) })?;
    // What it says on standard error, or of an archive, goes to a file of the run.
    setrlimit(Resource::Fsize, Rlimit { current: Some(MAX_ANSWER_BYTES), maximum: Some(MAX_ANSWER_BYTES) })?;
    // An abort is an answer here, not a reason to fill a disk with memory images.
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn bound(_memory: u64) -> io::Result<()> {
    Ok(())
}
