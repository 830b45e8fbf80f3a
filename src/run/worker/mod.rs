//! What runs inside a worker process: one document after another, each contained as far as one process can.

mod alarm;
mod bound;
mod fault;
mod list;
mod one;
mod second;
mod serve;

pub(super) use alarm::Alarm;
#[cfg(any(feature = "view", feature = "ocr"))]
pub(crate) use bound::bound;
pub(super) use list::contents;
pub use list::list;
pub(super) use one::{Reading, facts_of_file, lost, open};
pub use second::answer;
pub use serve::serve;
