//! Tables: a printed table understood, and which official one it is.
//!
//! | file | does |
//! |---|---|
//! | `header` | parts the header from the body, one path of headings a column |
//! | `columns`, `roles`, `sides` | what is a column, what it holds, on which side of the table it stands |
//! | `rows`, `codes` | what a row is; how its codes are written |
//! | `lines`, `levels`, `sums`, `forest` | what a row says on each side: how deep it stands, whether it counts to the total |
//! | `read` | all of it for one table |
//! | `identity`, `parts`, `completeness` | which official table it is, whose, and which are missing |
//! | `unread` | what looks like a table and has no cells |

mod codes;
pub(crate) mod columns;
mod completeness;
mod forest;
pub(crate) mod header;
mod identity;
mod levels;
mod lines;
mod parts;
mod read;
mod roles;
pub(crate) mod rows;
mod side_heads;
mod sides;
mod sums;
pub(crate) mod types;
mod unread;

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests;

pub(crate) use codes::{fills_up, is_relative};
pub(super) use completeness::{missing, take_listed_title};
pub(super) use identity::{identify, part_untitled, stand_in_for_basic};
pub(super) use parts::split;
pub(super) use read::read;
pub(crate) use rows::{counts_things, says_change};
pub use types::{Cell, Column, Direction, Entry, Identity, Other, Part, Role, Row, RowKind, Table};
pub(super) use unread::{sentences_in_cells, without_cells};
