//! Stage 8, extractions to files. Every file is written whole or not at all, and holds no contacts of persons unless asked.

mod atomic;
pub mod disk;
pub mod document;
mod each;
pub mod finding;
mod form;
pub mod gate;
mod lines;
pub mod manifest;
mod narrative;
mod record;
pub mod schema;
pub mod sinks;
mod statement;

pub use atomic::{Staging, sync};
pub use lines::{Lines, finding_lines};
