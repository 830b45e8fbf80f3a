//! Ways to reach a person, by their form alone: telephone numbers, identity numbers, addresses of e-mail.
//!
//! In: characters as [`Folded`] has them. Out: how far a contact reaches that begins at a place. Not done: what a label announces
//! and names of persons (`privacy`). In doubt a run of digits is taken for a contact, but never where a decimal point, a thousands
//! comma or a unit of money shows an amount.
//!
//! Every function looks at a bounded number of characters, so that reading a text is linear in its length.

mod address;
mod folded;
mod identity;
mod phone;
mod run;

pub use address::{email, handle};
pub use folded::{Folded, is_break, is_letter};
pub use identity::{account, identity};
pub use phone::{announced_phone, extension, further_phone, phone, short_number};
