//! Stage 8, extractions to files. Every file is written whole or not at all, and holds no contacts of persons unless asked.

mod atomic;
pub mod disk;
pub mod document;
mod document_file;
mod each;
pub mod finding;
mod folder;
mod form;
pub mod gate;
mod lines;
pub mod manifest;
mod narrative;
#[cfg(feature = "parquet")]
pub mod pack;
mod record;
pub mod review;
pub mod schema;
pub mod sinks;
mod statement;

pub use atomic::{Staging, sync};
pub use document_file::DocumentFile;
pub use folder::OutputFolder;
pub use lines::{Lines, finding_lines};
