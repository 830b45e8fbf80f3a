//! What proofs and doubts rest on.

use crate::check::{Check, Held};
use crate::content::Content;
use crate::content::disclosure::Disclosure;
use crate::diagnostic::Diagnostic;

/// What proofs and doubts rest on.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'d> {
    /// Tables, forms and statements.
    pub content: &'d Content,
    /// What the document is.
    pub disclosure: Option<&'d Disclosure>,
    /// How the rules came out.
    pub checks: &'d [Check],
    /// Identities of tables that hold.
    pub held: &'d [Held],
    /// What was not read with certainty.
    pub diagnostics: &'d [Diagnostic],
}
