//! Stage 2½, contacts of persons are taken out of sheets before anything is read from them.
//!
//! Budgets name the clerk who filled in a form and how to reach them. That is no budget data, so no later stage sees it, unless
//! `--keep-contacts` asks for it: what is never read cannot leave. Numbers and addresses are told by their form, names and the rest
//! by the label before, beside or above them. What does not come out of a sheet (names of files, addresses, messages) goes
//! through the same [`text`] where it is written (`output::gate`).

mod behind;
mod find;
mod finds;
mod known;
mod mark;
mod name;
mod page;
mod sheet;
mod text;

pub use mark::{REDACTED, hidden, is_mark, unmarked};
pub use page::hidden_glyphs;
pub use sheet::take_out;
pub use text::{text, written};

/// Whether contacts of persons stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contacts {
    /// They are taken out.
    #[default]
    TakenOut,
    /// They are left as they are.
    Kept,
}

#[cfg(test)]
mod tests;
