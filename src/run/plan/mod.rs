//! What there is to read, and which of it.

mod archives;
mod identify;
mod input;
mod inputs;
mod names;
mod stamp;

pub(super) use input::Input;
pub(super) use inputs::{Plan, plan};
pub(super) use names::name_of;
