//! Stage 1, bytes to pages: glyphs, rulings and pictures in page coordinates, as displayed.
//!
//! [`Fixed`] is the door: a new format of pages enters there. Nothing here knows what a table is. [`pdf`] is the only place in the project that knows the PDF library.

mod drawn;
mod format;
mod hidden;
#[cfg(feature = "ocr")]
pub mod image;
pub mod pdf;
mod pitch;
pub mod scan;
mod turn;

pub use drawn::{ASCENT, DESCENT, Facts, Glyph, Hidden, Metadata, Page, Rule, SetAside, Turn, Unseen};
pub use format::{Cause, Fixed, NoPages};
