//! Which part of a picture is opaque. Pictures are unpacked for nothing else, and only where text lies under them.

use hayro_interpret::hayro_syntax::object::Stream;
use hayro_interpret::{Image, Paint};
use kurbo::{Affine, Point};

/// Samples looked at along each side of a picture.
const SAMPLES: usize = 128;
/// A sample is opaque from this value (of 255) on.
const OPAQUE: u8 = 230;
/// Masks of more samples than this are not unpacked.
const MOST_SAMPLES: u64 = 1 << 24;

/// The part of a picture that hides what lies under it.
#[derive(Debug)]
pub(super) enum Opaque {
    /// Nothing of it, or nothing that matters.
    Nothing,
    /// All of it.
    All,
    /// Where the raster says so.
    Part(Raster),
}

/// A coarse raster over a picture.
#[derive(Debug)]
pub(super) struct Raster {
    /// From page coordinates to the unit square of the picture, y down.
    to_unit: Affine,
    width: usize,
    /// By row, then column.
    opaque: Vec<bool>,
}

impl Raster {
    /// Whether the picture is opaque at a point of the page.
    pub(super) fn hides(&self, p: Point) -> bool {
        let unit = self.to_unit * p;
        let height = self.opaque.len() / self.width.max(1);
        let index = |v: f64, n: usize| ((v * n as f64).floor().max(0.0) as usize).min(n.saturating_sub(1));
        self.opaque.get(index(unit.y, height) * self.width + index(unit.x, self.width)).copied().unwrap_or(false)
    }
}

/// What of a picture is opaque; `transform` leads from its samples to the page.
///
/// A picture without mask is (a seal has one). A mask is unpacked when `over_text` says that it matters.
pub(super) fn opaque_part(image: &Image<'_, '_>, transform: Affine, over_text: impl FnOnce() -> bool) -> Opaque {
    let to_unit =
        Affine::scale_non_uniform(1.0 / f64::from(image.width()), 1.0 / f64::from(image.height())) * transform.inverse();
    let sampled = |bytes: &[u8], width: usize, height: usize| {
        let (across, down) = (width.min(SAMPLES), height.min(SAMPLES));
        let at = |row: usize, column: usize| bytes.get(row * height / down * width + column * width / across);
        let opaque: Option<Vec<bool>> =
            (0..down).flat_map(|r| (0..across).map(move |c| (r, c))).map(|(r, c)| at(r, c).map(|v| *v >= OPAQUE)).collect();
        match opaque {
            Some(opaque) if opaque.contains(&true) => Opaque::Part(Raster { to_unit, width: across, opaque }),
            _ => Opaque::Nothing,
        }
    };
    let fits = |width: u32, height: u32| u64::from(width) * u64::from(height) <= MOST_SAMPLES;
    match image {
        Image::Raster(raster) => {
            let dict = raster.stream().dict();
            if dict.contains_key("Mask") || dict.contains_key("SMaskInData") {
                return Opaque::Nothing;
            }
            let Some(mask) = dict.get::<Stream<'_>>("SMask") else {
                return if dict.contains_key("SMask") { Opaque::Nothing } else { Opaque::All };
            };
            let size = |key: &str| mask.dict().get::<u32>(key).unwrap_or(0);
            let (width, height) = (size("Width"), size("Height"));
            let plain = size("BitsPerComponent") == 8 && !mask.dict().contains_key("Decode");
            if !plain || !fits(width, height) || !over_text() {
                return Opaque::Nothing;
            }
            match mask.decoded_data() {
                Ok(bytes) => sampled(&bytes, width as usize, height as usize),
                Err(_) => Opaque::Nothing,
            }
        }
        Image::Stencil(stencil) => {
            if !fits(stencil.width(), stencil.height()) || !over_text() {
                return Opaque::Nothing;
            }
            let mut part = Opaque::Nothing;
            stencil.with_stencil(
                |luma, paint| {
                    let solid = matches!(paint, Paint::Color(c) if c.to_rgba().to_rgba8()[3] >= OPAQUE);
                    if solid {
                        part = sampled(&luma.data, luma.width as usize, luma.height as usize);
                    }
                },
                None,
            );
            part
        }
    }
}
