//! Stage 8, extractions to files. Every file is written whole or not at all.

mod atomic;
pub mod document;

pub use atomic::write_atomically;
