//! The pictures of pages that are scans, as grey canvases of the whole page: strips, turned and mirrored pictures lie where the page
//! shows them.

use super::device::Cut;
use super::error::PdfError;
use super::guard;
use crate::limits::{self, Stop};
use crate::page::scan::{Grey, Picture, luma};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, LumaData, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Point, Rect};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Pixels to a point at most: 300 to the inch.
const FINEST: f64 = 300.0 / 72.0;
/// Pixels to a point at least: what is coarser was made coarse, and more pixels do no harm.
const COARSEST: f64 = 100.0 / 72.0;
/// A sample of a mask that shows.
const SHOWS: u8 = 128;

/// Draws the pages with these numbers, one after the other, and hands each over.
///
/// # Errors
/// When the bytes are no PDF.
pub fn pictures(
    bytes: Vec<u8>,
    numbers: &[u32],
    stop: &Stop,
    mut take: impl FnMut(Result<Picture, String>, u32),
) -> Result<(), PdfError> {
    guard::check(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(|_| PdfError::Damaged)?;
    for number in numbers {
        if stop.is_set() {
            break;
        }
        // A cache would keep the pictures of all pages.
        let cache = InterpreterCache::new();
        let Some(page) = usize::try_from(*number).ok().and_then(|n| pdf.pages().get(n.checked_sub(1)?)) else { continue };
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let mut canvas =
            Canvas { width: area.width(), height: area.height(), scale: 0.0, grey: None, refused: None, drawings: 0 };
        let mut context = Context::new(transform, area, &cache, pdf.xref(), InterpreterSettings::default());
        let ended = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut canvas)));
        if let Err(reason) = ended
            && !reason.is::<Cut>()
        {
            resume_unwind(reason);
        }
        let Canvas { scale, grey, refused, .. } = canvas;
        let drawn = match (grey, refused) {
            (_, Some(reason)) => Err(reason),
            (Some(grey), None) => Ok(Picture { number: *number, grey, scale: scale as f32 }),
            (None, None) => Err("its picture cannot be decoded".to_owned()),
        };
        take(drawn, *number);
    }
    Ok(())
}

/// The page as its pictures show it.
struct Canvas {
    width: f64,
    height: f64,
    scale: f64,
    grey: Option<Grey>,
    refused: Option<String>,
    drawings: u64,
}

impl Canvas {
    fn count(&mut self) {
        self.drawings += 1;
        if self.drawings > limits::MAX_DRAWINGS_PER_PAGE {
            resume_unwind(Box::new(Cut::TooMany));
        }
    }

    /// Whether a picture of so many pixels is unpacked at all.
    fn affords(&mut self, width: u32, height: u32) -> bool {
        let fits = u64::from(width) * u64::from(height) <= limits::MAX_PICTURE_PIXELS;
        if !fits {
            self.refused = Some(format!("its picture has {width} by {height} pixels, more than are read"));
        }
        fits && width > 0 && height > 0
    }

    /// Lays a picture over the canvas; `sample` gives the value of a pixel, or nothing where it does not show.
    fn lay(&mut self, size: (u32, u32), transform: Affine, sample: impl Fn(usize, usize) -> Option<u8>) {
        let bounds = transform.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(size.0), f64::from(size.1)));
        let [a, b, c, d, _, _] = transform.as_coeffs();
        if (a * d - b * c).abs() < 1e-9 {
            return;
        }
        if self.grey.is_none() {
            let fine = 1.0 / a.hypot(b).min(c.hypot(d));
            let most = (limits::MAX_PICTURE_PIXELS as f64 / (self.width * self.height).max(1.0)).sqrt();
            self.scale = fine.clamp(COARSEST, FINEST).min(most);
            let side = |points: f64, scale: f64| ((points * scale).round() as usize).max(1);
            self.grey = Some(Grey::filled(side(self.width, self.scale), side(self.height, self.scale), 255));
        }
        let scale = self.scale;
        let Some(grey) = &mut self.grey else { return };
        let back = transform.inverse() * Affine::scale(1.0 / scale);
        let [ba, bb, bc, bd, _, _] = back.as_coeffs();
        let fine = ba.hypot(bb).max(bc.hypot(bd));
        let steps = if fine > 1.2 { (fine.ceil() as usize).clamp(2, 8) } else { 1 };
        let span = |from: f64, to: f64, most: usize| {
            (from * scale).floor().clamp(0.0, most as f64) as usize..(to * scale).ceil().clamp(0.0, most as f64) as usize
        };
        let value = |p: Point| {
            let inside = p.x >= 0.0 && p.y >= 0.0 && p.x < f64::from(size.0) && p.y < f64::from(size.1);
            if inside { sample(p.x as usize, p.y as usize) } else { None }
        };
        for y in span(bounds.y0, bounds.y1, grey.height) {
            for x in span(bounds.x0, bounds.x1, grey.width) {
                let (mut sum, mut count) = (0u32, 0u32);
                for j in 0..steps {
                    for i in 0..steps {
                        let part = |n: usize| (n as f64 + 0.5) / steps as f64;
                        let place = back * Point::new(x as f64 + part(i), y as f64 + part(j));
                        if let Some(v) = value(place) {
                            sum += u32::from(v);
                            count += 1;
                        }
                    }
                }
                if let Some(mean) = sum.checked_div(count) {
                    grey.data[y * grey.width + x] = mean as u8;
                }
            }
        }
    }
}

fn lay_colours(canvas: &mut Canvas, colours: &ImageData, alpha: Option<&LumaData>, transform: Affine) {
    let (sx, sy) = colours.scale_factors();
    let transform = transform * Affine::scale_non_uniform(f64::from(sx), f64::from(sy));
    let (width, height) = (colours.width(), colours.height());
    let shows = |x: usize, y: usize| {
        alpha.is_none_or(|mask| {
            let (across, down) = (mask.width as usize, mask.height as usize);
            let at = (y * down / height.max(1) as usize) * across + x * across / width.max(1) as usize;
            mask.data.get(at).is_none_or(|v| *v >= SHOWS)
        })
    };
    match colours {
        ImageData::Rgb(rgb) => canvas.lay((width, height), transform, |x, y| {
            let at = (y * width as usize + x) * 3;
            let pixel = rgb.data.get(at..at + 3).filter(|_| shows(x, y))?;
            Some(luma(pixel[0], pixel[1], pixel[2]))
        }),
        ImageData::Luma(grey) => {
            canvas.lay((width, height), transform, |x, y| grey.data.get(y * width as usize + x).copied().filter(|_| shows(x, y)))
        }
    }
}

impl<'a> Device<'a> for Canvas {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.count();
    }

    fn pop_clip(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        if !self.affords(image.width(), image.height()) {
            return;
        }
        match image {
            Image::Raster(raster) => {
                raster.with_rgba(|colours, alpha| lay_colours(self, &colours, alpha.as_ref(), props.transform), None);
            }
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    let (sx, sy) = mask.scale_factors;
                    let transform = props.transform * Affine::scale_non_uniform(f64::from(sx), f64::from(sy));
                    let width = mask.width as usize;
                    self.lay((mask.width, mask.height), transform, |x, y| mask.data.get(y * width + x).map(|v| 255 - v));
                },
                None,
            ),
        }
    }
}
