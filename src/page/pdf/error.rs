//! Why a PDF could not be opened.

#[cfg(doc)]
use crate::limits;

/// Why a file with a PDF's magic bytes could not be opened at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// A password is needed; the empty one was tried.
    #[error("the PDF is encrypted and the empty password does not open it: ask the publisher for an open copy")]
    Encrypted,
    /// Encrypted in a way that the library does not know.
    #[error("the PDF is encrypted with a scheme that is not supported")]
    UnknownEncryption,
    /// No page tree could be found, even by searching the whole file.
    #[error("no pages can be found in this PDF: it is damaged, download it again")]
    Damaged,
    /// The end of the file is missing and no page is left.
    #[error("the PDF breaks off before its first page: the download was cut, fetch it again")]
    Truncated,
    /// A stream would expand beyond [`limits::MAX_STREAM_BYTES`].
    #[error("a stream of {packed} bytes expands beyond {limit} bytes: a decompression bomb, not read")]
    Bomb {
        /// Bytes as stored.
        packed: usize,
        /// The limit in force.
        limit: usize,
    },
}
