//! How reading a document ended.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How reading a document ended. Every input ends in one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Read whole.
    Ok,
    /// Read, but some pages are pictures or damaged.
    Partial,
    /// All pages are pictures without text, or their fonts do not say what the text is.
    NoText,
    /// Not a format that is read yet.
    Unsupported,
    /// Encrypted, and the empty password does not open it.
    Encrypted,
    /// Damaged beyond reading.
    Unreadable,
    /// The end of the file is missing.
    Truncated,
    /// Beyond a limit.
    TooLarge,
    /// Took too long.
    Timeout,
    /// Took too much memory.
    OutOfMemory,
    /// The reader itself failed.
    Crash,
}

impl Outcome {
    /// Every outcome, from good to bad.
    pub const ALL: [Self; 11] = [
        Self::Ok,
        Self::Partial,
        Self::NoText,
        Self::Unsupported,
        Self::Encrypted,
        Self::Unreadable,
        Self::Truncated,
        Self::TooLarge,
        Self::Timeout,
        Self::OutOfMemory,
        Self::Crash,
    ];

    /// Whether something went wrong that a person should see to. A scan and a format that is not read yet are not read, but
    /// nothing about them is broken.
    pub const fn is_failure(self) -> bool {
        !matches!(self, Self::Ok | Self::Partial | Self::NoText | Self::Unsupported)
    }

    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::NoText => "no_text",
            Self::Unsupported => "unsupported",
            Self::Encrypted => "encrypted",
            Self::Unreadable => "unreadable",
            Self::Truncated => "truncated",
            Self::TooLarge => "too_large",
            Self::Timeout => "timeout",
            Self::OutOfMemory => "out_of_memory",
            Self::Crash => "crash",
        }
    }
}
