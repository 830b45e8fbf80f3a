//! Tables: a printed table understood, and which official one it is.
//!
//! | file | does |
//! |---|---|
//! | `header` | parts the header from the body, one path of headings a column |
//! | `columns`, `roles`, `sides` | what is a column, what it holds, on which side of the table it stands |
//! | `rows`, `levels` | what a row is, and how deep in the hierarchy |
//! | `read` | all of it for one table |
//! | `identity`, `parts`, `completeness` | which official table it is, whose, and which are missing |
//! | `unread` | what looks like a table and has no cells |

pub(crate) mod columns;
mod completeness;
pub(crate) mod header;
mod identity;
mod levels;
mod parts;
mod read;
mod roles;
pub(crate) mod rows;
mod sides;
pub(crate) mod types;
mod unread;

pub(super) use completeness::missing;
pub(super) use identity::{identify, stand_in_for_basic};
pub(crate) use levels::{fills_codes, of_length};
pub(super) use parts::split;
pub(super) use read::read;
pub use types::{Cell, Column, Direction, Identity, Part, Role, Row, RowKind, Table};
pub(super) use unread::{sentences_in_cells, without_cells};
