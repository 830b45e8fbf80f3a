//! A finished run as pages that a person reads: the original page with what was read marked on it, findings, departments.
//!
//! `read` takes the run back from its folder, `draw` has pages of the originals drawn by worker processes, `html` makes pages of both,
//! `site` says what stands at which address, `report` writes all of it as files, and `serve`
//! answers a browser on this machine.

pub mod draw;
pub mod html;
mod kept;
pub mod read;
pub mod report;
mod serve;
mod site;

pub use serve::serve;
pub use site::{Site, Target};
