//! Many documents: each contained, written as they are done, remembered; results in an order that depends on nothing but
//! names and bytes.
//!
//! In: paths. Out: the files of the output contract and a [`Summary`]. Documents are read by worker processes (`worker`), so
//! that nothing a document does to its reader touches another; what was read stands in a ledger, so that a run that was
//! killed goes on where it was. Memory is that of the documents being read and of one line of the manifest for each.

mod collect;
mod contents;
pub mod coverage;
mod departments;
pub mod diff;
mod entry;
mod extract;
mod finish;
pub(crate) mod frame;
mod guard;
mod ledger;
pub mod listing;
mod lock;
mod merge;
mod ocr;
mod options;
#[cfg(feature = "parquet")]
mod pack;
mod plan;
mod pool;
mod recipe;
mod select;
mod sights;
mod status;
mod task;
mod worker;

pub use collect::collect;
pub use extract::run;
pub use listing::Listed;
pub use merge::{MergeError, merge};
#[cfg(feature = "ocr")]
pub use ocr::answer_pictures;
pub use ocr::ocr;
pub use options::{Isolation, Limits, Ocr, Options, OutputError, Program, RunError, STACK_BYTES, Summary, Watch};
#[cfg(feature = "parquet")]
pub use pack::{PackSummary, pack};
pub use pool::{Answered, Bytes, Given, Readers};
pub use select::{Globs, Moment, Selection, Shard};
pub use status::{Status, status};
#[cfg(any(feature = "view", feature = "ocr"))]
pub(crate) use worker::bound;
pub use worker::{answer, list, serve};
