//! What is checked.

use crate::content::Content;
use crate::content::disclosure::Disclosure;
use crate::diagnostic::Diagnostic;
use crate::outline::Outline;
use crate::record::Record;

/// One document as the checks see it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    /// Sections, paragraphs, contents.
    pub outline: &'d Outline,
    /// What the document is.
    pub disclosure: &'d Disclosure,
    /// Tables, forms and statements.
    pub content: &'d Content,
    /// One per amount.
    pub records: &'d [Record],
    /// What was not read with certainty so far.
    pub diagnostics: &'d [Diagnostic],
}
