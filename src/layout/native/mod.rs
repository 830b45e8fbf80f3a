//! Flow formats to sheets: text and cells as the file holds them, without pages that were drawn.
//!
//! [`Flow`] is the door: a new format is a variant there, the media it is told by, and a module that makes sheets of its bytes.

mod cells;
mod continued;
mod html;
mod laid_out;
mod linked;
mod look;
mod mhtml;
mod text;
mod workbook;

pub use laid_out::{LaidOut, Nothing};
pub use linked::{Attached, Attachment};
pub use text::lay_out_text;
pub use workbook::Container;

use crate::diagnostic::Diagnostic;
use crate::source::{self, Encoding, Media};

/// A format that has no fixed layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Plain text, its columns parted by tabs.
    Text,
    /// A web page.
    Html,
    /// A web page with its pictures in one file.
    Mhtml,
    /// A workbook.
    Workbook(Container),
}

impl Flow {
    /// The format of what the bytes of a file are; `None` where they are of another kind.
    pub const fn of(media: Media) -> Option<Self> {
        match media {
            Media::Text => Some(Self::Text),
            Media::Html => Some(Self::Html),
            Media::Mhtml => Some(Self::Mhtml),
            Media::Xlsx => Some(Self::Workbook(Container::Xlsx)),
            Media::Xls => Some(Self::Workbook(Container::Xls)),
            Media::Ods => Some(Self::Workbook(Container::Ods)),
            Media::XmlWorkbook => Some(Self::Workbook(Container::Xml)),
            _ => None,
        }
    }

    /// Lays out the bytes of a file. It always opens; what could not be read is said.
    pub fn lay_out(self, bytes: &[u8]) -> LaidOut {
        match self {
            Self::Text => decoded(source::decode(bytes), |text| {
                let (sheets, diagnostics) = lay_out_text(text);
                LaidOut { sheets, diagnostics, ..LaidOut::default() }
            }),
            Self::Html => decoded(html::decode(bytes), html::lay_out),
            Self::Workbook(container) => workbook::lay_out(container, bytes),
            Self::Mhtml => match mhtml::page(bytes) {
                Ok(page) => decoded(page, html::lay_out),
                Err(message) => LaidOut {
                    nothing: Some(Nothing::Damaged),
                    diagnostics: vec![Diagnostic::error("mhtml.damaged", message)],
                    ..LaidOut::default()
                },
            },
        }
    }
}

/// Text in whatever encoding it was.
fn decoded((text, encoding): (String, Encoding), lay_out: impl Fn(&str) -> LaidOut) -> LaidOut {
    let mut laid_out = lay_out(&text);
    let mut diagnostics = Vec::new();
    if encoding.replaced > 0 {
        let message = format!("{} characters are not readable as {}", encoding.replaced, encoding.name);
        diagnostics.push(Diagnostic::error("text.unreadable_character", message));
        laid_out.partial = true;
    }
    if encoding.name != "UTF-8" && !encoding.bom {
        let message = format!("read as {}, which the file does not say", encoding.name);
        diagnostics.push(Diagnostic::info("text.encoding", message));
    }
    diagnostics.append(&mut laid_out.diagnostics);
    LaidOut { diagnostics, ..laid_out }
}
