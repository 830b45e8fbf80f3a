//! Stage 5, the outline to what it means: still as printed.

pub mod disclosure;
