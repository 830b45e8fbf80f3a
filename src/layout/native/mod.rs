//! Flow formats to sheets: text and cells as the file holds them, without pages that were drawn.
//!
//! [`Flow`] is the door: a new format is a variant there, the media it is told by, and a module that makes [`Sheet`]s of its bytes.

mod text;

pub use text::lay_out_text;

use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;
use crate::source::{self, Media};

/// A format that has no fixed layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Plain text, its columns parted by tabs.
    Text,
}

/// A file as sheets.
#[derive(Debug, Default)]
pub struct LaidOut {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Something of it could not be read.
    pub partial: bool,
    /// What a reader must know.
    pub diagnostics: Vec<Diagnostic>,
}

impl Flow {
    /// The format of what the bytes of a file are; `None` where they are of another kind.
    pub const fn of(media: Media) -> Option<Self> {
        match media {
            Media::Text => Some(Self::Text),
            _ => None,
        }
    }

    /// Lays out the bytes of a file. It always opens; what could not be read is said.
    pub fn lay_out(self, bytes: &[u8]) -> LaidOut {
        match self {
            Self::Text => decoded(bytes),
        }
    }
}

/// Text in whatever encoding it is.
fn decoded(bytes: &[u8]) -> LaidOut {
    let (text, encoding) = source::decode(bytes);
    let mut diagnostics = Vec::new();
    if encoding.replaced > 0 {
        let message = format!("{} characters are not readable as {}", encoding.replaced, encoding.name);
        diagnostics.push(Diagnostic::error("text.unreadable_character", message));
    }
    if encoding.name != "UTF-8" && !encoding.bom {
        let message = format!("read as {}, which the file does not say", encoding.name);
        diagnostics.push(Diagnostic::info("text.encoding", message));
    }
    let (sheets, found) = lay_out_text(&text);
    diagnostics.extend(found);
    LaidOut { sheets, partial: encoding.replaced > 0, diagnostics }
}
