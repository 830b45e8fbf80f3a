//! The command as its users see it: streams, exit codes, files.

#[path = "../common/mod.rs"]
mod common;

mod across;
mod check_command;
mod cli;
mod departments;
mod determinism;
mod full_disk;
#[cfg(feature = "ocr")]
mod ocr;
mod pack;
mod privacy;
mod readme;
mod runs;
mod sinks;
mod view;
