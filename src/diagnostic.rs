//! What the reader could not read with certainty, as data beside the result (never as a log line).

use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// How bad a diagnostic is for someone who uses the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Info,
    /// Something may be missing or misplaced here.
    Warning,
    /// Something is missing or cannot be trusted here.
    Error,
}

/// One thing that was not read with certainty, and where.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code, such as `page.off_page_text`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What happened, in one sentence.
    pub message: String,
    /// Where, if it has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A diagnostic of severity [`Severity::Info`].
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Info, message: message.into(), place: None }
    }

    /// A diagnostic of severity [`Severity::Warning`].
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Warning, message: message.into(), place: None }
    }

    /// A diagnostic of severity [`Severity::Error`].
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), place: None }
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}
