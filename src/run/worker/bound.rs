//! What a worker may take of the machine.

#[cfg(unix)]
use crate::limits::MAX_ANSWER_BYTES;
use std::io;

/// Bounds the memory of this process, and ends it when the run that it works for ends.
#[cfg(unix)]
pub(crate) fn bound(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    lower(Resource::As, memory)?;
    // What it says on standard error, or of an archive, goes to a file of the run.
    lower(Resource::Fsize, MAX_ANSWER_BYTES)?;
    // An abort is an answer here, not a reason to fill a disk with memory images.
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    Ok(())
}

/// Lowers a limit; one that is lower already, by whoever started the run, stays.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, most: u64) -> io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(resource);
    let least = |limit: Option<u64>| Some(limit.map_or(most, |limit| limit.min(most)));
    Ok(setrlimit(resource, Rlimit { current: least(current), maximum: least(maximum) })?)
}

#[cfg(not(unix))]
pub(crate) fn bound(_memory: u64) -> io::Result<()> {
    Ok(())
}
