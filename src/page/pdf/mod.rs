//! PDF bytes to [`Page`]s, with hayro. No other module of the project names a PDF type.
//!
//! hayro parses, decrypts and interprets; added here, from what real files showed: a guard against
//! decompression bombs, an integrity check (hayro opens a truncated file without a word), recovery of missing Unicode,
//! removal of characters drawn twice, and what lies outside page or clip set aside.

mod contradiction;
mod device;
mod error;
mod fields;
mod glyphs;
mod guard;
mod ink;
mod integrity;
mod pale;
#[cfg(feature = "view")]
pub mod picture;
mod raster;
mod rulings;
#[cfg(feature = "ocr")]
pub mod scan;
pub mod second;
mod text;
mod twice;
mod unicode;
mod widths;

pub use error::PdfError;

use super::drawn::{Facts, Metadata, Page};
use super::{pitch, turn};
use crate::diagnostic::Diagnostic;
use crate::limits::{self, Stop};
use crate::place::Place;
use device::{Cut, PageDevice};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, Rect};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use text::text_of_bytes;

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
    let mut reader = PageReader { pdf, cache: InterpreterCache::new(), fonts: unicode::FontTexts::new(pdf), stop };
    let mut widths = widths::Widths::default();
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
        if !widths.can_afford(source) {
            let message = "a font of this page declares widths for more characters than a font can have; the page is left empty";
            diagnostics.push(Diagnostic::error("page.over_limit", message).at(Place::page(number)));
            take(Page { number, width, height, ..Page::default() });
            continue;
        }
        let mut page = reader.read(number, source, diagnostics);
        twice::remove(&mut page);
        turn::set_upright(&mut page);
        pitch::learn(&mut page);
        take(page);
    }
    for contradiction in reader.fonts.contradictions() {
        diagnostics.extend(contradiction.pages.iter().map(|page| contradicted(&contradiction, *page)));
    }
    damaged
}

fn contradicted(contradiction: &contradiction::Contradiction, page: u32) -> Diagnostic {
    let said = contradiction.said;
    let message = match contradiction.drawn {
        Some(drawn) => format!(
            "the file says \u{201C}{said}\u{201D} where its font draws \u{201C}{drawn}\u{201D}: what is read here is not what is seen"
        ),
        None => format!(
            "the file says \u{201C}{said}\u{201D} of two different glyphs of one font: what is read here may not be what is seen"
        ),
    };
    Diagnostic::error("page.contradicted", message).at(Place::page(page))
}

/// Reads the pages of one document.
struct PageReader<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
    fonts: unicode::FontTexts<'p>,
    stop: &'p Stop,
}

impl<'p> PageReader<'p> {
    /// What a page draws, then its annotations, then the fields that only have a value.
    fn read(&mut self, number: u32, source: &'p hayro_syntax::page::Page<'p>, diagnostics: &mut Vec<Diagnostic>) -> Page {
        let (width, height) = source.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = Affine::new(source.initial_transform(true).as_coeffs());
        let mut device = PageDevice::new(number, width, height, &mut self.fonts, self.stop);
        let draw = |content: RenderContent, device: &mut PageDevice<'_, 'p>| {
            let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
            let mut context = Context::new(transform, area, &self.cache, self.pdf.xref(), settings);
            catch_unwind(AssertUnwindSafe(|| interpret_page(source, &mut context, device)))
        };
        let mut ended = draw(RenderContent::PAGE, &mut device);
        if ended.is_ok() && source.raw().contains_key("Annots") {
            let drawn = device.drawn();
            ended = draw(RenderContent::ANNOTATIONS, &mut device);
            let written = fields::write(source, transform, drawn, &mut device);
            if written > 0 {
                let message =
                    format!("{written} form fields or notes without a picture of their text were read from their values");
                diagnostics.push(Diagnostic::info("page.field", message).at(Place::page(number)));
            }
        }
        if let Err(reason) = ended {
            let message = match reason.downcast_ref::<Cut>() {
                Some(Cut::TooMany) => "the page draws more than any page does (forms in forms); what follows is not read",
                Some(Cut::Time) => "the time was up in the midst of this page; the rest of it is not read",
                // A fault of the library itself is for whoever contains it.
                None => resume_unwind(reason),
            };
            diagnostics.push(Diagnostic::error("page.over_limit", message).at(Place::page(number)));
        }
        device.finish()
    }
}

fn metadata(pdf: &Pdf) -> Metadata {
    let data = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_of_bytes).filter(|s| !s.trim().is_empty());
    Metadata { producer: text(&data.producer).or_else(|| text(&data.creator)), title: text(&data.title) }
}
