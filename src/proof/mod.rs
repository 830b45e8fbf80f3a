//! After the check: what proves each amount and what is in doubt about it.
//!
//! In: one document, read and checked. Out: the [`Trust`](crate::record::Trust) of its records. Nothing else of a record changes. It stands
//! behind `check`, for what the rules found equal is what proves figures; what a finding rests on is told by diagnostics before.
//!
//! | file | holds |
//! |---|---|
//! | [`Grounds`] | what they rest on |
//! | `cells` | the records of tables by their place |
//! | `identities` | sums and repetitions that rules found equal, in tables, text and forms |
//! | `arithmetic` | sums of any table: rows that count, rows below a row, columns |
//! | `copies` | the same cell in another table |
//! | `doubts` | what diagnostics and arithmetic put in doubt |

mod arithmetic;
mod cells;
mod copies;
mod doubts;
mod grounds;
mod identities;

pub use grounds::Grounds;

use self::cells::Cells;
use crate::record::Record;

/// Adds to each record what proves it and what is in doubt about it.
pub fn attach(records: &mut [Record], grounds: &Grounds<'_>) {
    let cells = Cells::of(records);
    identities::of_tables(records, &cells, grounds.held);
    identities::of_text(records, grounds.checks);
    identities::of_forms(records);
    arithmetic::attach(records, &cells, &grounds.content.tables);
    copies::attach(records);
    doubts::attach(records, grounds);
    for record in records {
        record.trust.sort();
    }
}
