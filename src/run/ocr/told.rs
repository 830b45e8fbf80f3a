//! What a reader of pictures says, a line of JSON at a time.

use crate::page::scan::SeenPage;
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Told {
    /// The picture of this page is read now.
    Begin(u32),
    /// What was seen on it.
    Page(Box<SeenPage>),
    /// All pictures are read.
    Done,
}
