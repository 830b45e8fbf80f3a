//! Pages as pictures, drawn by worker processes with limits, as reading is: whatever a page does to its drawer kills that alone.

mod figures;
mod native;
mod order;
mod pool;
mod veils;
mod worker;

pub use order::{Drawn, Figure, Grid, Order, Sheet};
pub use pool::{DrawError, Drawers};
pub use worker::serve;
