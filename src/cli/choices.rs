//! What may be chosen on the command line, by name.

use crate::diagnostic::Severity;
use clap::ValueEnum;

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProgressForm {
    /// A bar, where standard error is a terminal
    Auto,
    /// A line of JSON every few seconds
    Json,
    /// Not at all
    None,
}

/// What is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogLevel {
    /// Nothing: what matters is in the outputs
    Off,
    /// What went wrong
    Warn,
    /// What was done, too
    Info,
    /// Everything
    Debug,
}

/// How it is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For a person
    Text,
    /// One JSON object a line
    Json,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For a person: by document and rule, the worst first
    Text,
    /// Findings and all checks, as one JSON object
    Json,
}

/// What to do with findings that are real and trivial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Minor {
    /// Print them with the others
    Show,
    /// Leave them out
    Hide,
    /// Print nothing else
    Only,
}

/// The language of what is printed for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Chinese
    Zh,
    /// English
    En,
    /// Chinese, then English
    Both,
}

/// How severe a finding must be to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Threshold {
    /// Certainly wrong
    Error,
    /// Wrong or misleading, to be looked at
    Warning,
    /// Worth knowing
    Info,
}

impl Threshold {
    /// The severity that it stands for.
    pub(super) const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// Cells as printed, apart by commas
    Csv,
    /// Markdown, with title and unit
    Md,
    /// Title, unit, pages, headings and rows
    Json,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For machines
    Json,
}

/// A stage of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// Characters and rulings
    Page,
    /// Lines and grids
    Layout,
    /// Sections, paragraphs and tables as printed
    Outline,
    /// Tables with headings, roles and kinds of rows
    Content,
}
