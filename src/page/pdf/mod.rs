//! PDF bytes to [`Page`]s, with hayro. No other module of the project names a PDF type.
//!
//! hayro parses, decrypts and interprets; added here, from what real files showed: a guard against decompression bombs, an integrity check (hayro opens a truncated file without a word), recovery of missing Unicode,
//! removal of characters drawn twice, and what lies outside page or clip set aside.

mod device;
mod error;
mod guard;
mod integrity;
mod twice;
mod unicode;

pub use error::PdfError;

use super::drawn::{Facts, Metadata, Page};
use super::turn;
use crate::diagnostic::Diagnostic;
use crate::limits::{self, Stop};
use crate::place::Place;
use device::PageDevice;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, Rect};

/// A PDF read into pages.
#[derive(Debug)]
pub struct PdfPages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The end of the file is missing; what is in `pages` is what was left.
    pub truncated: bool,
    /// What could not be read with certainty.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all pages.
///
/// # Errors
/// [`PdfError`] when the bytes are no PDF that can be opened; everything less is a diagnostic.
pub fn read(bytes: Vec<u8>) -> Result<PdfPages, PdfError> {
    let mut pages = Vec::new();
    let Facts { metadata, truncated, diagnostics } = read_each(bytes, &Stop::default(), |page| pages.push(page))?;
    Ok(PdfPages { pages, metadata, truncated, diagnostics })
}

/// Reads page after page and hands each over, so that only one needs to be in memory: a page of a table takes 200 KiB.
/// When `stop` is set, what follows is left out, and a diagnostic `page.timeout` says so.
///
/// # Errors
/// [`PdfError`] when the bytes are no PDF that can be opened; everything less is a diagnostic.
pub fn read_each(bytes: Vec<u8>, stop: &Stop, mut take: impl FnMut(Page)) -> Result<Facts, PdfError> {
    guard::check(&bytes)?;
    let tail = integrity::tail(&bytes);
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Encrypted,
        LoadPdfError::Decryption(_) => PdfError::UnknownEncryption,
        LoadPdfError::Invalid if tail == integrity::Tail::Missing => PdfError::Truncated,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    let mut diagnostics = Vec::new();
    let damaged = read_pages(&pdf, stop, &mut take, &mut diagnostics);
    if pdf.pages().is_empty() {
        return Err(if tail == integrity::Tail::Missing { PdfError::Truncated } else { PdfError::Damaged });
    }
    let truncated = tail == integrity::Tail::Missing;
    if truncated {
        diagnostics.push(Diagnostic::error(
            "page.truncated",
            "the end of the file is missing (no startxref after the last object): what follows the cut is lost, fetch it again",
        ));
    }
    for number in damaged {
        let message = "the content of this page cannot be decoded; it is left empty";
        diagnostics.push(Diagnostic::error("page.damaged", message).at(Place::page(number)));
    }
    Ok(Facts { metadata: metadata(&pdf), truncated, diagnostics })
}

/// Hands over every page; returns the numbers of those whose content cannot be decoded.
fn read_pages(pdf: &Pdf, stop: &Stop, take: &mut impl FnMut(Page), diagnostics: &mut Vec<Diagnostic>) -> Vec<u32> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut fonts = unicode::FontTexts::new(pdf);
    let mut damaged = Vec::new();
    if pdf.pages().len() > limits::MAX_PAGES {
        let message = format!("{} pages, of which the first {} are read", pdf.pages().len(), limits::MAX_PAGES);
        diagnostics.push(Diagnostic::error("page.too_many", message));
    }
    for (index, source) in pdf.pages().iter().take(limits::MAX_PAGES).enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        if stop.is_set() {
            let message =
                format!("the time was up before page {number} of {}; it and what follows are not read", pdf.pages().len());
            diagnostics.push(Diagnostic::error("page.timeout", message));
            break;
        }
        let (width, height) = source.render_dimensions();
        if !(width > 0.0 && height > 0.0 && width < limits::MAX_PAGE_SIDE && height < limits::MAX_PAGE_SIDE) {
            let message = format!("the page box ({width} by {height} points) makes no sense; the page is left empty");
            diagnostics.push(Diagnostic::error("page.box", message).at(Place::page(number)));
            take(Page { number, ..Page::default() });
            continue;
        }
        if source.raw().contains_key("Contents") && source.page_stream().is_none() {
            damaged.push(number);
        }
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = Affine::new(source.initial_transform(true).as_coeffs());
        let mut context = Context::new(transform, area, &cache, pdf.xref(), settings.clone());
        let mut device = PageDevice::new(number, width, height, &mut fonts);
        interpret_page(source, &mut context, &mut device);
        let mut page = device.finish();
        twice::remove(&mut page);
        turn::set_upright(&mut page);
        take(page);
    }
    damaged
}

fn metadata(pdf: &Pdf) -> Metadata {
    let data = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(pdf_text).filter(|s| !s.trim().is_empty());
    Metadata { producer: text(&data.producer).or_else(|| text(&data.creator)), title: text(&data.title) }
}

/// A PDF text string: UTF-16 with a byte order mark, UTF-8 with one, or else PDFDocEncoding, read as Windows-1252 (or GBK,
/// which Chinese producers write against the specification).
fn pdf_text(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let (text, _, bad) = encoding_rs::GB18030.decode(bytes);
    if bad { encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned() } else { text.into_owned() }
}
