//! Files that are there whole or not at all.

use super::disk;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the folder for unfinished files inside the output folder.
const FOLDER: &str = ".unfinished";
/// The same for files derived from a finished run, so that neither takes the other's.
const EXPORT_FOLDER: &str = ".unfinished-export";

/// An output folder with a place for unfinished files, which is emptied at the start and removed at the end.
///
/// A file is written there, brought to the disk and then renamed, so whatever moment a run is killed at, every file outside
/// is whole, and the next run clears what was left.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    folders: &'static [&'static str],
}

impl Staging {
    /// Opens `out` with its `folders`, creating what is missing.
    ///
    /// # Errors
    /// When the folder cannot be created or written.
    pub fn open(out: &Path, folders: &'static [&'static str]) -> io::Result<Self> {
        Self::open_in(out, folders, FOLDER)
    }

    /// Opens the finished folder `out` for what is derived from it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn for_export(out: &Path) -> io::Result<Self> {
        Self::open_in(out, &[], EXPORT_FOLDER)
    }

    fn open_in(out: &Path, folders: &'static [&'static str], folder: &str) -> io::Result<Self> {
        let folder = out.join(folder);
        disk::check()?;
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::create_dir_all(&folder)?;
        for folder in folders {
            fs::create_dir_all(out.join(folder))?;
        }
        Ok(Self { out: out.to_owned(), folder, folders })
    }

    /// Path of an unfinished file.
    pub fn part(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a whole file to `target`, a path below the output folder.
    ///
    /// # Errors
    /// Whatever the file system says; then `target` is as it was before.
    pub fn put(&self, target: &str, bytes: &[u8]) -> io::Result<()> {
        let part = self.part(&target.replace('/', "-"));
        disk::check()?;
        let mut file = File::create(&part)?;
        disk::check()?;
        file.write_all(bytes)?;
        self.publish(&file, &part, target)
    }

    /// Makes an unfinished file, written through `file`, the file `target` below the output folder.
    ///
    /// # Errors
    /// Whatever the file system says; then `target` is as it was before.
    pub fn publish(&self, file: &File, part: &Path, target: &str) -> io::Result<()> {
        sync(file)?;
        self.name(part, target)
    }

    /// Gives an unfinished file that is on the disk its name below the output folder.
    ///
    /// # Errors
    /// Whatever the file system says; then `target` is as it was before.
    pub fn name(&self, part: &Path, target: &str) -> io::Result<()> {
        disk::check()?;
        fs::rename(part, self.out.join(target))
    }

    /// Makes the unfinished file or folder `target` the one of that name below the output folder, in one step: what is read is
    /// the old or the new, never a mixture.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn publish_part(&self, target: &str) -> io::Result<()> {
        let (part, target) = (self.part(target), self.out.join(target));
        disk::check()?;
        sync_tree(&part)?;
        disk::check()?;
        if target.is_dir() {
            // A folder that is not empty cannot be renamed over.
            fs::rename(&target, self.folder.join("replaced"))?;
        }
        disk::check()?;
        fs::rename(part, target)?;
        match fs::remove_dir_all(self.folder.join("replaced")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the place for unfinished files and brings the names of the finished ones to the disk.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn close(self) -> io::Result<()> {
        disk::check()?;
        fs::remove_dir_all(&self.folder)?;
        for folder in self.folders {
            sync_folder(&self.out.join(folder))?;
        }
        sync_folder(&self.out)
    }
}

/// Brings a file to the disk. Without this a power cut may leave its new name on an empty file.
///
/// # Errors
/// Whatever the file system says.
pub fn sync(file: &File) -> io::Result<()> {
    disk::check()?;
    file.sync_all()
}

/// Brings a file, or a folder with all that is in it, to the disk.
fn sync_tree(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        return File::open(path)?.sync_all();
    }
    for entry in fs::read_dir(path)? {
        sync_tree(&entry?.path())?;
    }
    sync_folder(path)
}

/// Renames are on the disk only when their folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows cannot open a folder as a file, and needs no such thing.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
