//! What a page of a PDF shows, as SVG.
//!
//! Outlines of glyphs stand in it once each, borders are merged, pictures are no finer than a screen. Where the file names a font and
//! does not hold it, as Chinese ones often do, its text is written as text at its places (`layer`), so that no font is needed where
//! this runs. What lies in a veiled area is not drawn: no glyph, text or pixel of it is in the bytes.

mod blank;
mod device;
mod drawing;
mod layer;
mod raster;
mod svg;
#[cfg(test)]
pub(crate) mod tests;

use super::error::PdfError;
use super::guard;
use crate::limits;
use crate::place;
use drawing::{Cut, Drawing};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::Pdf;
use kurbo::{Affine, Rect};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// An area of a page whose content must not be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Veil {
    /// The area, on the page set upright.
    pub area: place::Rect,
    /// What is written there instead.
    pub text: String,
}

/// A page as it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Points across, set upright.
    pub width: f32,
    /// Points down.
    pub height: f32,
    /// A document of its own.
    pub svg: String,
}

/// A PDF whose pages can be drawn, one by one.
pub struct Drawer<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
}

/// Opens a PDF for whoever draws its pages.
///
/// # Errors
/// When the bytes are none, as for [`read`](super::read).
pub fn with<R>(bytes: Vec<u8>, work: impl FnOnce(&Drawer<'_>) -> R) -> Result<R, PdfError> {
    guard::check(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(|_| PdfError::Damaged)?;
    Ok(work(&Drawer { pdf: &pdf, cache: InterpreterCache::new() }))
}

impl Drawer<'_> {
    /// Draws a page, which is turned by so many quarters clockwise to stand upright; `None` where there is none, or its size makes
    /// no sense.
    pub fn page(&self, number: u32, quarters: u8, veils: &[Veil]) -> Option<Picture> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let page = self.pdf.pages().get(index)?;
        let (width, height) = page.render_dimensions();
        if !(width > 0.0 && height > 0.0 && width < limits::MAX_PAGE_SIDE && height < limits::MAX_PAGE_SIDE) {
            return None;
        }
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let upright = upright(area, quarters);
        let back = upright.inverse();
        let veiled = veils.iter().map(|veil| back.transform_rect_bbox(rect(&veil.area))).collect();
        let mut drawing = Drawing::new(area, veiled);
        let settings = InterpreterSettings { font_resolver: Arc::new(blank::resolve), ..InterpreterSettings::default() };
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context = Context::new(transform, area, &self.cache, self.pdf.xref(), settings);
        let ended = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut drawing)));
        if let Err(reason) = ended
            && !reason.is::<Cut>()
        {
            resume_unwind(reason);
        }
        let turned = upright.transform_rect_bbox(area);
        let svg = document(turned, upright, &drawing.finish(), veils);
        Some(Picture { width: turned.width() as f32, height: turned.height() as f32, svg })
    }
}

/// From the page as displayed to the page set upright.
fn upright(area: Rect, quarters: u8) -> Affine {
    (0..quarters % 4).fold(Affine::IDENTITY, |so_far, _| {
        let height = so_far.transform_rect_bbox(area).height();
        Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]) * so_far
    })
}

fn rect(r: &place::Rect) -> Rect {
    Rect::new(f64::from(r.x0), f64::from(r.y0), f64::from(r.x1), f64::from(r.y1))
}

fn document(area: Rect, upright: Affine, drawn: &str, veils: &[Veil]) -> String {
    let mut out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ".to_owned();
    svg::number(&mut out, area.width());
    out.push(' ');
    svg::number(&mut out, area.height());
    for (name, value) in [("\" width=\"", area.width()), ("\" height=\"", area.height())] {
        out.push_str(name);
        svg::number(&mut out, value);
    }
    out.push_str("\"><path fill=\"#fff\" d=\"");
    svg::rectangle(&mut out, area);
    out.push_str("\"/>");
    if upright == Affine::IDENTITY {
        out.push_str(drawn);
    } else {
        out.push_str("<g transform=\"");
        svg::matrix(&mut out, upright);
        let _ = write!(out, "\">{drawn}</g>");
    }
    let mut text = layer::Text::default();
    let mut instead = String::new();
    for veil in veils.iter().filter(|veil| !veil.text.is_empty()) {
        text.fill(&mut instead, &veil.text, rect(&veil.area));
    }
    out + &text.styles() + &instead + "</svg>"
}
