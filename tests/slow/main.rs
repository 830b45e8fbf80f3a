//! What takes long: damaged and hostile files, killed runs, altered figures. `cargo test --test stages --test command` leaves these out.

#[path = "../common/mod.rs"]
mod common;

mod hostile;
mod isolation;
mod mutation;
mod resume;
