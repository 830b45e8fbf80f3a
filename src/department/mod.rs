//! Documents to departments: all that a run knows of one public body, put together.
//!
//! In: the digests of a run, by which it is told which documents are of one body ([`groups`]), and then its documents as they were
//! written, read back for one body at a time ([`Document`]). Out: a [`Department`]. Pure: the same documents give the same department,
//! in whatever order they come. A unit is a body of its own, linked to the one above it; the own office of a department (本级) and the
//! whole of it (汇总) are one body with two scopes.
//!
//! Nothing is chosen silently: every figure names its places, figures that places give differently are null and listed, and a document
//! that another one replaces says which.

mod amounts;
mod assemble;
mod core;
mod counting;
mod document;
mod group;
mod id;
mod name;
mod projects;
mod series;
mod table;
mod tables;
mod types;
mod versions;
mod view;
mod views;

pub use self::core::{CoreFigureName, core_figures_in, core_figures_named};
pub use assemble::{assemble, required};
pub use document::Document;
pub use group::{Group, JoinedBy, Member, groups};
pub use id::DepartmentId;
pub use name::same_name;
pub use types::Department;
