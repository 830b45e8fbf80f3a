//! What a flow format is laid out as.

use super::linked::Attachment;
use crate::diagnostic::Diagnostic;
use crate::layout::sheet::Sheet;
use crate::page::Metadata;

/// A file as sheets.
#[derive(Debug, Default)]
pub struct LaidOut {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Something of it could not be read.
    pub partial: bool,
    /// Why nothing of it can be read, where nothing can.
    pub nothing: Option<Nothing>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// What it links to and does not hold.
    pub attachments: Vec<Attachment>,
    /// Names of its sheets, where they have some: those of a workbook's tabs.
    pub names: Vec<String>,
    /// What a reader must know.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a file that opens holds nothing to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// A server's answer in place of a page.
    ErrorPage,
    /// Pictures without text.
    Pictures,
    /// A title at most.
    Blank,
    /// The file is damaged.
    Damaged,
    /// The file asks for a password.
    Locked,
    /// The file is beyond a limit.
    TooLarge,
}
