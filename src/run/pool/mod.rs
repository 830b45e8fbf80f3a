//! What runs outside of the worker processes: who reads what, what is listened to, and what is killed.

mod cause;
mod child;
mod queue;
mod reader;
mod readers;
mod watchdog;

pub(super) use cause::{Cause, apart, cause_of};
pub(super) use queue::{Finished, Pool};
pub use readers::{Answered, Bytes, Given, Readers};
