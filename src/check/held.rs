//! Identities that hold, for those who want to know what proves a figure.

use super::figure::{Agreement, Comparison};
use crate::decimal::Decimal;

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Index of the table in the document.
    pub table: usize,
    /// Index of the row.
    pub row: usize,
    /// Index of the column.
    pub column: usize,
}

/// A total and its parts, or a figure and its repetition, that a rule found equal.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// One side.
    pub left: Vec<Spot>,
    /// The other.
    pub right: Vec<Spot>,
    /// What rounding may make of a difference, in yuan; zero where both sides are exactly equal.
    pub slack: Decimal,
}

impl Held {
    /// What of a comparison holds.
    pub(super) fn of(compared: &Comparison, left: Vec<Spot>, right: Vec<Spot>) -> Option<Self> {
        let slack = match compared.agreement {
            Agreement::Exact => Decimal::ZERO,
            Agreement::Rounding => compared.tolerance,
            Agreement::Differ => return None,
        };
        Some(Self { left, right, slack })
    }
}
