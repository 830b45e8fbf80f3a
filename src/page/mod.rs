//! Stage 1, bytes to pages: glyphs, rulings and pictures in page coordinates, as displayed.
//!
//! Nothing here knows what a table is. [`pdf`] is the only place in the project that knows the PDF library.

mod drawn;
pub mod pdf;
mod turn;

pub use drawn::{ASCENT, DESCENT, Glyph, Metadata, Page, Rule, SetAside, Turn};
