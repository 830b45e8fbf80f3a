//! One run at a time writes to an output folder.

use crate::output::disk;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Takes the lock in the folder `state`, which is made if need be. Held as long as the file is open: a run that was killed
/// leaves no lock behind, since the system takes it back.
pub(super) fn take(state: &Path) -> io::Result<File> {
    disk::check()?;
    fs::create_dir_all(state)?;
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(state.join("lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Whoever it is, it is not us.
            let _ = file.read_to_string(&mut holder);
            return Err(io::Error::other(format!("another run (process {}) is writing to it", holder.trim())));
        }
        Err(TryLockError::Error(error)) => return Err(error),
    }
    disk::check()?;
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())?;
    Ok(file)
}

/// The process that holds the lock.
pub(super) fn holder(state: &Path) -> io::Result<Option<u32>> {
    let mut file = match File::open(state.join("lock")) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            file.read_to_string(&mut holder)?;
            Ok(Some(holder.trim().parse().unwrap_or_default()))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_until_its_holder_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let first = take(folder.path()).unwrap();
        let second = take(folder.path()).unwrap_err();
        assert!(second.to_string().contains(&std::process::id().to_string()), "{second}");
        assert_eq!(holder(folder.path()).unwrap(), Some(std::process::id()));
        drop(first);
        assert_eq!(holder(folder.path()).unwrap(), None);
        take(folder.path()).unwrap();
    }
}
