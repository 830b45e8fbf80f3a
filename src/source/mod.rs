//! Stage 0, inputs to sources: which files there are, what each really is, and its bytes.
//!
//! A file's name never decides what it is: of the real files under `.pdf` names, 189 are web pages. [`Media::of`] looks at the
//! bytes alone. Zip archives are looked into, in memory. Nothing is fetched here.

mod archive;
mod discover;
mod encoding;
mod error;
mod media;
mod read;
mod zip;

pub use archive::{Archives, Member, may_be_archive, members};
pub(crate) use discover::path_of_bytes;
pub use discover::{Found, NOT_DOCUMENTS, Problem, discover};
pub use encoding::{Encoding, decode, decode_declared};
pub use error::{Refusal, SourceError};
pub use media::Media;
pub use read::{Source, hash, hex, read};
