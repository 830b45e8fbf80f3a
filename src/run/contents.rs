//! What there is in a file that may be an archive.

use crate::extraction::Outcome;
use crate::source::Member;
use serde::{Deserialize, Serialize};

/// What there is in a file that may be an archive.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contents {
    /// It is no archive.
    Document,
    /// Members.
    Members(Vec<Member>),
    /// It cannot be opened: its outcome, and why.
    Closed(Outcome, String),
}
