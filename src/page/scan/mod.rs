//! Pictures of pages to what is seen on them: shade, orientation, skew, rulings, pieces of lines, and the characters of each.
//!
//! No detector looks for text, since one takes two cells for a line: rulings and gaps part it, and each piece is read alone. What is
//! seen is kept as [`Seen`]; only that is made a [`Page`](super::Page) of, with glyphs and rulings as those of any other format, and
//! nothing behind it knows how they came to be. Reading needs the feature `ocr` and a model from outside; to use what was seen needs
//! neither.
//!
//! | file | holds |
//! |---|---|
//! | `grey` | a picture in grey under even light |
//! | `fills` | light text on dark areas |
//! | `skew` | by how much it lies askew |
//! | `marks` | what hangs together |
//! | `rulings` | thin lines, hairlines too |
//! | `pieces` | where text stands |
//! | `dashes` | minus signs that are paler than ink |
//! | `recognise` | a piece to characters, by the model |
//! | `read` | all of it for one page |
//! | `seen` | what was seen, to glyphs |
//! | `figure` | the grammar of numbers as judge of what was read |
//! | `reading` | what the pieces around it say of a figure |
//! | `breadth` | how broad a figure of so many digits is |

mod breadth;
#[cfg(feature = "ocr")]
mod dashes;
mod figure;
#[cfg(feature = "ocr")]
mod fills;
#[cfg(feature = "ocr")]
mod grey;
#[cfg(feature = "ocr")]
mod marks;
#[cfg(feature = "ocr")]
mod pieces;
#[cfg(feature = "ocr")]
mod read;
mod reading;
#[cfg(feature = "ocr")]
mod recognise;
#[cfg(feature = "ocr")]
mod rulings;
mod seen;
#[cfg(feature = "ocr")]
mod skew;

#[cfg(feature = "ocr")]
pub use grey::{Grey, luma};
#[cfg(feature = "ocr")]
pub use read::{Picture, read};
pub use reading::Reading;
#[cfg(feature = "ocr")]
pub use recognise::{ModelError, Recogniser};
pub use seen::{Seen, SeenPage, Text};
