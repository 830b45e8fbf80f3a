//! What tells whether a file is still the same, without reading it.

use crate::source::hex;
use sha2::{Digest, Sha256};
use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Size, time of modification and time of change, in nanoseconds.
pub(super) type Stamp = (u64, i64, i64);

/// A file that was changed this short a time before it was looked at may be changed again without its times showing it.
const UNSETTLED: Duration = Duration::from_secs(2);

/// What tells whether a file is still the same.
pub(super) fn stamp(metadata: &Metadata) -> Option<Stamp> {
    let modified = metadata.modified().ok()?;
    let (modified, changed) = (nanoseconds(modified)?, changed(metadata).or(nanoseconds(modified))?);
    let settled = nanoseconds(SystemTime::now().checked_sub(UNSETTLED)?)?;
    (modified < settled && changed < settled).then_some((metadata.len(), modified, changed))
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// The time of the last change of content, name or owner, which no program can set.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().checked_mul(1_000_000_000)?.checked_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_metadata: &Metadata) -> Option<i64> {
    None
}

/// Stands for a path in the ledger, which tells nobody where the machine keeps its files.
pub(super) fn path_key(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    hex(&Sha256::digest(absolute.as_os_str().as_encoded_bytes()))[..24].to_owned()
}
