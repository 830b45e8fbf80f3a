//! Turns the budgets and final accounts that Chinese departments publish (部门预算公开, 部门决算公开) into data.
//!
//! See `docs/architecture.md` for the chain of stages.

pub mod check;
pub mod cli;
pub mod codes;
pub mod content;
pub mod decimal;
pub mod department;
pub mod diagnostic;
pub mod exact;
pub mod explain;
pub mod extraction;
pub mod grammar;
pub mod layout;
pub mod limits;
pub mod outline;
pub mod output;
pub mod page;
pub mod place;
pub mod privacy;
pub mod proof;
pub mod record;
pub mod run;
pub mod source;
#[cfg(feature = "view")]
pub mod view;
