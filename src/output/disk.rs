//! Where a test makes the disk fail.
//!
//! Every call of a run that changes the output folder asks here first. `GONGKAI_TEST_DISK=7` makes the seventh fail as a full
//! disk does, `7+` all from the seventh on; nothing fails when it is not set.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which calls fail: the first, and whether all that follow.
static FAILING: OnceLock<Option<(u64, bool)>> = OnceLock::new();
static CALLS: AtomicU64 = AtomicU64::new(0);

/// Says whether the disk can be written now.
///
/// # Errors
/// When a test asked for it.
pub fn check() -> io::Result<()> {
    let Some((first, and_on)) = *FAILING.get_or_init(|| asked_for(&std::env::var("GONGKAI_TEST_DISK").ok()?)) else {
        return Ok(());
    };
    let call = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
    if call == first || and_on && call > first { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
}

fn asked_for(text: &str) -> Option<(u64, bool)> {
    let number = text.strip_suffix('+').unwrap_or(text).parse().ok()?;
    Some((number, text.ends_with('+')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_fails_unless_asked_for() {
        assert!(check().is_ok());
        assert_eq!(asked_for("7"), Some((7, false)));
        assert_eq!(asked_for("7+"), Some((7, true)));
        assert_eq!(asked_for("x"), None);
    }
}
