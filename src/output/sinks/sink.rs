//! The seam through which a format enters: something that takes rows.

use super::value::Value;
use std::io;

/// Something that takes rows: all rows of a document before the next, in the order of its tables.
///
/// No value of a document is an error here. What a format cannot hold as it is becomes null, or is cut, and is told as a
/// [`Loss`]; an error is about the disk or the library.
pub(super) trait Sink {
    /// Takes a row of a table of the model.
    fn row(&mut self, table: usize, row: &[Value<'_>], losses: &mut Vec<Loss>) -> Result<(), SinkError>;

    /// Whether it does anything with rows of a table. Rows of which no sink does are not made.
    fn wants(&self, _table: usize) -> bool {
        true
    }

    /// All rows of a document were given.
    fn end_of_document(&mut self) -> Result<(), SinkError> {
        Ok(())
    }

    /// Finishes the files; they are still unfinished files of the staging.
    fn finish(self: Box<Self>, losses: &mut Vec<Loss>) -> Result<(), SinkError>;
}

/// How to write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// CSV for spreadsheets: with a byte order mark, and texts that a spreadsheet would take for formulas guarded by a `'`.
    pub excel: bool,
}

/// A value that a format cannot hold as it is. The JSON has it whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Table and column.
    pub column: String,
    /// The value, or its beginning.
    pub value: String,
    /// What the format cannot hold, and what stands there instead.
    pub why: &'static str,
}

impl Loss {
    /// Characters of a value that are told.
    const SHOWN: usize = 60;

    pub(super) fn new(table: &str, column: &str, value: &str, why: &'static str) -> Self {
        let shown = match value.char_indices().nth(Self::SHOWN) {
            Some((end, _)) => format!("{}…", &value[..end]),
            None => value.to_owned(),
        };
        Self { column: format!("{table}.{column}"), value: shown, why }
    }

    /// In one sentence.
    pub fn message(&self) -> String {
        format!("{} is {}: {}; the JSON has it whole", self.column, self.value, self.why)
    }
}

/// Why a format was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// The folder is no finished output folder of this version.
    #[error("{file} {error}")]
    Input {
        /// The file, below the output folder.
        file: String,
        /// What is wrong with it.
        error: String,
    },
    /// The build has no such format.
    #[error("this build has no {0}; it was built without that feature")]
    NotBuiltIn(&'static str),
    /// The output cannot be written.
    #[error("cannot write {file}: {error}")]
    Output {
        /// The file, below the output folder.
        file: String,
        /// What the file system or the library says.
        error: String,
    },
}

impl SinkError {
    pub(super) fn output(file: &str) -> impl Fn(io::Error) -> Self {
        move |error| Self::Output { file: file.to_owned(), error: error.to_string() }
    }

    pub(super) fn input(file: &str, error: &dyn std::fmt::Display) -> Self {
        Self::Input { file: file.to_owned(), error: error.to_string() }
    }
}

/// Programs that read texts as C does end them at a NUL; it becomes the character for what cannot be shown. `None` without one.
pub(super) fn without_nul(text: &str) -> Option<String> {
    text.contains('\0').then(|| text.replace('\0', "\u{fffd}"))
}

/// What is said of such a text.
pub(super) const NUL: &str = "a text with a NUL, which stands there as U+FFFD";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_told_by_its_beginning() {
        let loss = Loss::new("texts", "text", &"公".repeat(100), "too long");
        assert_eq!(loss.value.chars().count(), Loss::SHOWN + 1);
        assert!(loss.message().starts_with("texts.text is 公公"), "{}", loss.message());
    }
}
