//! What a file links to and does not hold.

use schemars::JsonSchema;
use serde::Serialize;

/// Something that a page attaches. It is never fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attachment {
    /// What it is.
    pub kind: Attached,
    /// Its address, as the page has it: often relative to the address of the page.
    pub url: String,
    /// The text of the link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Attached {
    /// A file that may be a disclosure of its own.
    File,
    /// A picture in the article, which may be a table that was scanned.
    Picture,
}
