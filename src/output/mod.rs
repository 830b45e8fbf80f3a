//! Stage 8, extractions to files. Every file is written whole or not at all, and holds no contacts of persons unless asked.

mod atomic;
pub mod document;
mod finding;
mod form;
pub mod manifest;
pub mod privacy;
mod record;
mod statement;

pub use atomic::Staging;
pub use record::to_lines;
