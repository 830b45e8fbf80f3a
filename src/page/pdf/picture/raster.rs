//! Pictures on a page as addresses of data: a JPEG as it is, anything else as PNG, no finer than a screen shows it, and without
//! what must not be seen.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Array, Name};
use hayro_interpret::{ImageData, LumaData, Paint, RasterImage, StencilImage};
use kurbo::{Affine, Rect};
use std::io::Write;

/// Pixels to a point that are kept: 216 to the inch.
const FINEST: f64 = 3.0;
/// Pixels of a picture at most; one with more is left out.
const MOST_PIXELS: u64 = 1 << 26;
/// Bytes of a JPEG that goes out as it is.
const MOST_JPEG: usize = 4 << 20;

/// A picture in bytes, and where its pixels go on the page.
pub(super) struct Encoded {
    /// `data:image/…`.
    pub address: String,
    /// Pixels across and down.
    pub size: (u32, u32),
    /// From its pixels to the page.
    pub transform: Affine,
}

/// Pixels of four bytes each.
struct Pixels {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

/// A picture of colours; `veiled` are areas of the page whose pixels are taken out.
pub(super) fn raster(image: &RasterImage<'_>, transform: Affine, veiled: &[Rect]) -> Option<Encoded> {
    if too_large(image.width(), image.height()) {
        return None;
    }
    let size = (image.width(), image.height());
    let touched = touches(size, transform, veiled);
    if !touched && let Some(jpeg) = as_it_is(image) {
        return Some(Encoded { address: address("jpeg", &jpeg), size, transform });
    }
    let mut encoded = None;
    image.with_rgba(
        |colours, alpha| {
            let (sx, sy) = colours.scale_factors();
            let base = (f64::from(colours.width()), f64::from(colours.height()));
            encoded = pixels(colours, alpha).map(|pixels| {
                let finer = (base.0 / f64::from(pixels.width.max(1)), base.1 / f64::from(pixels.height.max(1)));
                let scale = Affine::scale_non_uniform(f64::from(sx) * finer.0, f64::from(sy) * finer.1);
                finish(pixels, transform * scale, veiled)
            });
        },
        None,
    );
    encoded
}

/// A picture of one colour, in the shape of a mask.
pub(super) fn stencil(image: &StencilImage<'_, '_>, transform: Affine, veiled: &[Rect]) -> Option<Encoded> {
    if too_large(image.width(), image.height()) {
        return None;
    }
    let mut encoded = None;
    image.with_stencil(
        |luma, paint| {
            let colour = if let Paint::Color(colour) = paint { colour.to_rgba().to_rgba8() } else { [128, 128, 128, 255] };
            let (sx, sy) = luma.scale_factors;
            let transform = transform * Affine::scale_non_uniform(f64::from(sx), f64::from(sy));
            let rgba = luma.data.iter().flat_map(|d| if *d == 255 { colour } else { [0; 4] }).collect();
            encoded = Some(finish(Pixels { width: luma.width, height: luma.height, rgba }, transform, veiled));
        },
        None,
    );
    encoded
}

/// A texture that was painted already.
pub(super) fn texture(width: u32, height: u32, rgba: Vec<u8>, transform: Affine) -> Encoded {
    finish(Pixels { width, height, rgba }, transform, &[])
}

fn too_large(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) > MOST_PIXELS
}

fn touches(size: (u32, u32), transform: Affine, veiled: &[Rect]) -> bool {
    let area = transform.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(size.0), f64::from(size.1)));
    veiled.iter().any(|v| v.overlaps(area))
}

/// The bytes of a JPEG that a browser shows as a reader of PDF does: grey or red, green and blue, with nothing done to them.
fn as_it_is(image: &RasterImage<'_>) -> Option<Vec<u8>> {
    let stream = image.stream();
    let dict = stream.dict();
    if ["SMask", "Mask", "Decode", "SMaskInData"].into_iter().any(|key| dict.contains_key(key)) {
        return None;
    }
    if stream.filters().as_slice() != [Filter::DctDecode] {
        return None;
    }
    let space = dict.get::<Name<'_>>("ColorSpace").or_else(|| dict.get::<Array<'_>>("ColorSpace")?.iter::<Name<'_>>().next())?;
    if !matches!(space.as_ref(), b"DeviceRGB" | b"DeviceGray" | b"CalRGB" | b"CalGray") {
        return None;
    }
    let bytes = stream.raw_data();
    (bytes.starts_with(&[0xff, 0xd8]) && bytes.len() <= MOST_JPEG).then(|| bytes.into_owned())
}

/// The pixels of a picture with its mask, as fine as the finer of the two: letters are often a mask over a picture of one pixel.
fn pixels(colours: ImageData, alpha: Option<LumaData>) -> Option<Pixels> {
    let (width, height) = (colours.width(), colours.height());
    let count = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
    let mut rgba = Vec::with_capacity(count * 4);
    match colours {
        ImageData::Rgb(rgb) => rgb.data.chunks_exact(3).for_each(|c| rgba.extend([c[0], c[1], c[2], 255])),
        ImageData::Luma(luma) => luma.data.iter().for_each(|g| rgba.extend([*g, *g, *g, 255])),
    }
    let base = (rgba.len() == count * 4 && count > 0).then_some(Pixels { width, height, rgba })?;
    Some(alpha.and_then(|alpha| masked(&base, &alpha)).unwrap_or(base))
}

/// Colours with how much each shows; `None` for a mask without pixels.
fn masked(base: &Pixels, alpha: &LumaData) -> Option<Pixels> {
    let (across, down) = (alpha.width as usize, alpha.height as usize);
    if across == 0 || down == 0 {
        return None;
    }
    let finest = (base.width.max(alpha.width), base.height.max(alpha.height));
    let (width, height) = if too_large(finest.0, finest.1) { (base.width, base.height) } else { finest };
    let (wide, high) = (width as usize, height as usize);
    let (own_wide, own_high) = (base.width as usize, base.height as usize);
    let mut rgba = Vec::with_capacity(wide * high * 4);
    for y in 0..high {
        for x in 0..wide {
            let own = ((y * own_high / high) * own_wide + x * own_wide / wide) * 4;
            let shows = alpha.data.get((y * down / high) * across + x * across / wide).copied().unwrap_or(255);
            rgba.extend_from_slice(&base.rgba[own..own + 3]);
            rgba.push(shows);
        }
    }
    Some(Pixels { width, height, rgba })
}

fn finish(pixels: Pixels, transform: Affine, veiled: &[Rect]) -> Encoded {
    let mut pixels = pixels;
    blank(&mut pixels, transform, veiled);
    let (pixels, transform) = coarser(pixels, transform);
    Encoded { address: address("png", &png(&pixels)), size: (pixels.width, pixels.height), transform }
}

/// Whitens the pixels that fall into areas of the page, with one pixel around them: what was there leaves no trace.
fn blank(pixels: &mut Pixels, transform: Affine, veiled: &[Rect]) {
    let back = transform.inverse();
    for area in veiled {
        let r = back.transform_rect_bbox(*area).inflate(1.0, 1.0);
        let index = |v: f64, most: u32| v.clamp(0.0, f64::from(most)) as usize;
        let (x0, x1) = (index(r.x0.floor(), pixels.width), index(r.x1.ceil(), pixels.width));
        for y in index(r.y0.floor(), pixels.height)..index(r.y1.ceil(), pixels.height) {
            let row = y * pixels.width as usize;
            pixels.rgba[(row + x0) * 4..(row + x1) * 4].fill(255);
        }
    }
}

/// Averages pixels that are finer than a screen shows.
fn coarser(pixels: Pixels, transform: Affine) -> (Pixels, Affine) {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    let step = |across: f64, along: f64| {
        let side = across.hypot(along);
        if side > 0.0 { (1.0 / (side * FINEST)).floor().clamp(1.0, 64.0) as usize } else { 1 }
    };
    let (sx, sy) = (step(a, b), step(c, d));
    if sx == 1 && sy == 1 {
        return (pixels, transform);
    }
    let (width, height) = ((pixels.width as usize).div_ceil(sx), (pixels.height as usize).div_ceil(sy));
    let mut rgba = Vec::with_capacity(width * height * 4);
    for y in 0..height {
        for x in 0..width {
            rgba.extend(mean(&pixels, x * sx..((x + 1) * sx), y * sy..((y + 1) * sy)));
        }
    }
    let small = Pixels { width: width as u32, height: height as u32, rgba };
    (small, transform * Affine::scale_non_uniform(sx as f64, sy as f64))
}

fn mean(pixels: &Pixels, xs: std::ops::Range<usize>, ys: std::ops::Range<usize>) -> [u8; 4] {
    let (mut sum, mut count) = ([0u64; 4], 0);
    for y in ys.start..ys.end.min(pixels.height as usize) {
        for x in xs.start..xs.end.min(pixels.width as usize) {
            let at = (y * pixels.width as usize + x) * 4;
            let pixel = &pixels.rgba[at..at + 4];
            // What does not show has no colour.
            let weight = u64::from(pixel[3]);
            (0..3).for_each(|i| sum[i] += u64::from(pixel[i]) * weight);
            sum[3] += weight;
            count += 1;
        }
    }
    let opaque = sum[3].max(1);
    let colour = |i: usize| u8::try_from((sum[i] / opaque).min(255)).unwrap_or(255);
    [colour(0), colour(1), colour(2), u8::try_from(sum[3] / count.max(1)).unwrap_or(255)]
}

/// A PNG of colours, or of greys where there is nothing else.
fn png(pixels: &Pixels) -> Vec<u8> {
    let opaque = pixels.rgba.chunks_exact(4).all(|p| p[3] == 255);
    let grey = pixels.rgba.chunks_exact(4).all(|p| p[0] == p[1] && p[1] == p[2]);
    let channels: &[usize] = match (grey, opaque) {
        (true, true) => &[0],
        (true, false) => &[0, 3],
        (false, true) => &[0, 1, 2],
        (false, false) => &[0, 1, 2, 3],
    };
    let kind = u8::from(!grey) * 2 + u8::from(!opaque) * 4;
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::default());
    let bytes = channels.len();
    let mut above = vec![0; pixels.width as usize * bytes];
    let mut line = Vec::with_capacity(above.len() + 1);
    for row in pixels.rgba.chunks_exact((pixels.width as usize * 4).max(4)) {
        let now: Vec<u8> = row.chunks_exact(4).flat_map(|p| channels.iter().map(|c| p[*c])).collect();
        line.clear();
        line.push(2);
        line.extend(now.iter().zip(&above).map(|(now, above)| now.wrapping_sub(*above)));
        // To memory, which takes everything.
        let _ = rows.write_all(&line);
        above = now;
    }
    let mut head = Vec::new();
    head.extend(pixels.width.to_be_bytes());
    head.extend(pixels.height.to_be_bytes());
    head.extend([8, kind, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (tag, body) in [(b"IHDR", head), (b"IDAT", rows.finish().unwrap_or_default()), (b"IEND", Vec::new())] {
        let mut crc = Crc::new();
        crc.update(tag);
        crc.update(&body);
        file.extend((body.len() as u32).to_be_bytes());
        file.extend_from_slice(tag);
        file.extend(body);
        file.extend(crc.sum().to_be_bytes());
    }
    file
}

fn address(kind: &str, bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = format!("data:image/{kind};base64,");
    out.reserve(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, b| word << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * at) & 63) as usize];
            out.push(if at > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Point;

    #[test]
    fn bytes_are_written_as_others_write_them() {
        for (bytes, want) in [("", ""), ("M", "TQ=="), ("Ma", "TWE="), ("Man", "TWFu"), ("Many", "TWFueQ==")] {
            assert_eq!(address("png", bytes.as_bytes()), format!("data:image/png;base64,{want}"));
        }
    }

    /// One black pixel with a mask of four by two: a letter.
    #[test]
    fn a_mask_finer_than_its_picture_keeps_its_shape() {
        let base = Pixels { width: 1, height: 1, rgba: vec![1, 2, 3, 255] };
        let alpha = LumaData {
            data: vec![0, 255, 255, 0, 255, 0, 0, 9],
            width: 4,
            height: 2,
            interpolate: false,
            scale_factors: (1.0, 1.0),
        };
        let drawn = masked(&base, &alpha).unwrap();
        assert_eq!((drawn.width, drawn.height), (4, 2));
        assert_eq!(drawn.rgba.chunks_exact(4).map(|p| p[3]).collect::<Vec<_>>(), alpha.data);
        assert!(drawn.rgba.chunks_exact(4).all(|p| p[..3] == [1, 2, 3]));
        let coarse = LumaData { data: vec![7], width: 1, height: 1, interpolate: false, scale_factors: (1.0, 1.0) };
        let kept = masked(&drawn, &coarse).unwrap();
        assert_eq!((kept.width, kept.height, kept.rgba[3]), (4, 2, 7));
    }

    #[test]
    fn pixels_under_a_veil_are_white() {
        let mut pixels = Pixels { width: 10, height: 10, rgba: vec![7; 400] };
        blank(&mut pixels, Affine::scale(2.0), &[Rect::new(8.0, 8.0, 10.0, 10.0)]);
        let at = |x: usize, y: usize| pixels.rgba[(y * 10 + x) * 4];
        assert_eq!((at(4, 4), at(3, 3), at(5, 5), at(2, 4), at(6, 4), at(4, 7)), (255, 255, 255, 7, 7, 7));
    }

    #[test]
    fn a_fine_picture_becomes_a_coarse_one_over_the_same_area() {
        let pixels = Pixels { width: 100, height: 50, rgba: vec![40; 100 * 50 * 4] };
        let (small, transform) = coarser(pixels, Affine::scale(0.1));
        assert_eq!((small.width, small.height), (34, 17));
        assert!((transform * Point::new(34.0, 0.0)).x >= 10.0);
        assert_eq!(small.rgba[..3], [40, 40, 40]);
    }
}
