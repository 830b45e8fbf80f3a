//! The formats of pages: a new one is a variant here, the media it is told by, and its reader.

use super::drawn::{Facts, Page};
#[cfg(feature = "ocr")]
use super::image::{self, ImageError};
use super::pdf::{self, PdfError};
use crate::limits::Stop;
use crate::source::Media;

/// A format of fixed layout: what it shows is pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixed {
    /// PDF.
    Pdf,
    /// A picture: JPEG, PNG, TIFF.
    #[cfg(feature = "ocr")]
    Picture,
}

/// What kept a file from giving any page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It needs a password, or a scheme that is not known.
    Locked,
    /// It breaks off before its first page.
    Cut,
    /// It would expand beyond a limit.
    TooLarge,
    /// It is of a kind that is not read.
    Unknown,
    /// No pages can be found in it.
    Damaged,
}

/// A file that gave no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NoPages {
    /// What kept it from it.
    pub cause: Cause,
    /// The code of its diagnostic.
    pub code: &'static str,
    /// What a person can do, in one sentence.
    pub message: String,
}

impl Fixed {
    /// The format of what the bytes of a file are; `None` where they show no pages.
    pub const fn of(media: Media) -> Option<Self> {
        match media {
            Media::Pdf => Some(Self::Pdf),
            #[cfg(feature = "ocr")]
            Media::Image => Some(Self::Picture),
            _ => None,
        }
    }

    /// Reads page after page and hands each over; see [`pdf::read_each`].
    ///
    /// # Errors
    /// [`NoPages`] when there is none; everything less is a diagnostic.
    pub fn read_each(self, bytes: Vec<u8>, stop: &Stop, take: impl FnMut(Page)) -> Result<Facts, NoPages> {
        match self {
            Self::Pdf => pdf::read_each(bytes, stop, take).map_err(NoPages::from),
            #[cfg(feature = "ocr")]
            Self::Picture => image::read_each(&bytes, take).map_err(NoPages::from),
        }
    }
}

#[cfg(feature = "ocr")]
impl From<ImageError> for NoPages {
    fn from(error: ImageError) -> Self {
        let cause = match error {
            ImageError::Format => Cause::Unknown,
            ImageError::TooLarge(..) => Cause::TooLarge,
            ImageError::Damaged => Cause::Damaged,
        };
        Self { cause, code: "source.picture", message: error.to_string() }
    }
}

impl From<PdfError> for NoPages {
    fn from(error: PdfError) -> Self {
        let cause = match error {
            PdfError::Encrypted | PdfError::UnknownEncryption => Cause::Locked,
            PdfError::Truncated => Cause::Cut,
            PdfError::Bomb { .. } => Cause::TooLarge,
            PdfError::Damaged => Cause::Damaged,
        };
        Self { cause, code: "source.pdf", message: error.to_string() }
    }
}
