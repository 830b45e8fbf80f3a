//! One run at a time writes to an output folder.

use super::options::STATE;
use crate::output::{OutputFolder, disk};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Characters of the number of a process, at most.
const NUMBER: u64 = 32;

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
            let _ = file.take(NUMBER).read_to_string(&mut holder);
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

/// The process that holds the lock of an output folder.
pub(super) fn holder(out: &OutputFolder) -> io::Result<Option<u32>> {
    let file = match out.file(&format!("{STATE}/lock")) {
        Ok((file, _)) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            file.take(NUMBER).read_to_string(&mut holder)?;
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
        let state = folder.path().join(STATE);
        let first = take(&state).unwrap();
        let second = take(&state).unwrap_err();
        let out = OutputFolder::open(folder.path()).unwrap();
        assert!(second.to_string().contains(&std::process::id().to_string()), "{second}");
        assert_eq!(holder(&out).unwrap(), Some(std::process::id()));
        drop(first);
        assert_eq!(holder(&out).unwrap(), None);
        take(&state).unwrap();
    }
}
