//! Why an input gave no source, or a member of an archive no bytes.

use crate::limits::MAX_INPUT_BYTES;
use serde::{Deserialize, Serialize};
use std::io;
use thiserror::Error;

/// Why an input gave no source. The texts say what to do where something can be done.
#[derive(Debug, Error)]
pub enum SourceError {
    /// There is no such file or folder.
    #[error("there is no such file or folder")]
    NotFound,
    /// The file is there but may not or cannot be read.
    #[error("cannot be read: {0}")]
    NotReadable(#[source] io::Error),
    /// A device, a pipe, a socket.
    #[error("is neither a regular file nor a folder")]
    NotAFile,
    /// A folder where a file was wanted.
    #[error("is a folder")]
    Folder,
    /// A symbolic link inside a folder; links are followed only when they are given as inputs.
    #[error("is a symbolic link inside a folder and was not followed: give what it points to as an input")]
    SymbolicLink,
    /// Larger than [`MAX_INPUT_BYTES`].
    #[error("is too large: {bytes} bytes, and the limit is {MAX_INPUT_BYTES}")]
    TooLarge {
        /// The size of the file.
        bytes: u64,
    },
    /// A member of an archive, or an archive, that is not read.
    #[error("{0}")]
    Refused(#[source] Refusal),
    /// The reader of its archive failed on it.
    #[error("the reader failed on the archive that it is in; please report it")]
    Failed,
    /// Files of a folder that may be tables, by their extension, and were not read.
    #[error("{files} files in it that end with .csv, .tsv or .md were passed over: give them by name if they are documents")]
    PassedOver {
        /// How many there are.
        files: usize,
    },
    /// The folder holds nothing that can be a document.
    #[error("holds no documents: only hidden files, or files with extensions that no document has")]
    NoDocuments,
}

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            _ => Self::NotReadable(error),
        }
    }
}

/// Why a member is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It needs a password.
    #[error("is protected by a password in its archive: ask for an open copy")]
    Encrypted,
    /// It expands too far, or there is too much of it.
    #[error("{0}: not read")]
    TooLarge(String),
    /// Its name or its kind is that of no document.
    #[error("{0}: not read")]
    NotADocument(String),
    /// It cannot be unpacked.
    #[error("cannot be unpacked: {0}")]
    Damaged(String),
}
