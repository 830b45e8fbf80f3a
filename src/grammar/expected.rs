//! Why a text is refused, and the gate through which no nom type passes.

use nom::Parser;
use std::fmt;

/// Why a text is not what it was read as: where, what should have stood there, and what did.
///
/// Example: reading `1,23,4.5` as an amount gives offset 1, expected `amount`, rest `,23,4.5`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Byte offset into the text that was given.
    pub offset: usize,
    /// The production that was tried, in plain words.
    pub expected: &'static str,
    /// The text from the offset on, at most [`Expected::REST_CHARS`] characters of it.
    pub rest: String,
}

impl Expected {
    /// How much of the offending text an error keeps, so that errors on long texts stay small.
    pub const REST_CHARS: usize = 40;

    fn at(text: &str, offset: usize, expected: &'static str) -> Self {
        let rest = text.get(offset..).unwrap_or_default().chars().take(Self::REST_CHARS).collect();
        Self { offset, expected, rest }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at byte {}, found {:?}", self.expected, self.offset, self.rest)
    }
}

impl std::error::Error for Expected {}

/// Runs a production over the whole of `text`; the gate through which no nom type passes.
pub(super) fn run<'a, T>(
    text: &'a str,
    expected: &'static str,
    mut production: impl Parser<&'a str, Output = T, Error = nom::error::Error<&'a str>>,
) -> Result<T, Expected> {
    match production.parse(text) {
        Ok(("", value)) => Ok(value),
        Ok((rest, _)) => Err(Expected::at(text, text.len() - rest.len(), expected)),
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => {
            Err(Expected::at(text, text.len() - error.input.len(), expected))
        }
        // Only streaming parsers ask for more, and there are none here.
        Err(nom::Err::Incomplete(_)) => Err(Expected::at(text, text.len(), expected)),
    }
}
