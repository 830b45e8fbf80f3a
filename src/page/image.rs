//! Files that are pictures: JPEG, PNG, TIFF with several pages. What they show is pages of one picture each.

use super::drawn::{Facts, Metadata, Page};
use crate::limits::{self, Stop};
use crate::page::scan::{Grey, Picture};
use crate::place::Rect;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Points across a picture that does not say how large it was: a sheet of A4, upright or on its side.
const NARROW: f32 = 595.0;
const WIDE: f32 = 842.0;

/// Why a picture gives no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// Another format of pictures.
    #[error("a picture that is no JPEG, PNG or TIFF: save it as one of these")]
    Format,
    /// More pixels than are read.
    #[error("a picture of {0} by {1} pixels, more than are read")]
    TooLarge(u32, u32),
    /// It cannot be decoded.
    #[error("the picture is damaged: download it again")]
    Damaged,
}

/// One page for the picture, blank but for it.
///
/// # Errors
/// [`ImageError`] when it cannot be told how large it is, or it is too large.
pub fn read_each(bytes: &[u8], mut take: impl FnMut(Page)) -> Result<Facts, ImageError> {
    let (width, height) = size(bytes)?;
    let scale = scale(width, height);
    let (width, height) = (width as f32 / scale, height as f32 / scale);
    let pictures = vec![Rect::new(0.0, 0.0, width, height)];
    take(Page { number: 1, width, height, pictures, ..Page::default() });
    Ok(Facts { metadata: Metadata::default(), truncated: false, diagnostics: Vec::new() })
}

/// The picture, decoded.
///
/// # Errors
/// [`ImageError`] when it cannot be.
pub fn pictures(bytes: &[u8], stop: &Stop, mut take: impl FnMut(Picture)) -> Result<(), ImageError> {
    let (width, height) = size(bytes)?;
    if stop.is_set() {
        return Ok(());
    }
    let mut reader = reader(bytes)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(limits::MAX_PICTURE_PIXELS * 8);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|_| ImageError::Damaged)?;
    take(Picture { number: 1, grey: grey(decoded), scale: scale(width, height) });
    Ok(())
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, ImageError> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| ImageError::Format)?;
    match reader.format() {
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Tiff) => Ok(reader),
        _ => Err(ImageError::Format),
    }
}

/// Pixels across and down, before any is decoded.
fn size(bytes: &[u8]) -> Result<(u32, u32), ImageError> {
    let (width, height) = reader(bytes)?.into_dimensions().map_err(|_| ImageError::Damaged)?;
    if u64::from(width) * u64::from(height) > limits::MAX_PICTURE_PIXELS {
        return Err(ImageError::TooLarge(width, height));
    }
    if width == 0 || height == 0 {
        return Err(ImageError::Damaged);
    }
    Ok((width, height))
}

/// Pixels to a point: the picture is as broad as a sheet, and no side is longer than a page may be.
fn scale(width: u32, height: u32) -> f32 {
    let across = if width > height { WIDE } else { NARROW };
    (width as f32 / across).max(width.max(height) as f32 / (limits::MAX_PAGE_SIDE * 0.9))
}

/// What shows of it on paper.
fn grey(decoded: DynamicImage) -> Grey {
    if decoded.color().has_alpha() {
        let rgba = decoded.to_rgba8();
        let (width, height) = (rgba.width() as usize, rgba.height() as usize);
        let over = |c: u8, a: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255) as u8;
        let rgb: Vec<u8> =
            rgba.pixels().flat_map(|p| [over(p.0[0], p.0[3]), over(p.0[1], p.0[3]), over(p.0[2], p.0[3])]).collect();
        return Grey::of_rgb(width, height, &rgb);
    }
    let rgb = decoded.into_rgb8();
    Grey::of_rgb(rgb.width() as usize, rgb.height() as usize, rgb.as_raw())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::GrayImage::from_pixel(width, height, image::Luma([200]))
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_one_page_as_broad_as_a_sheet() {
        let mut pages = Vec::new();
        read_each(&png(100, 200), |page| pages.push(page)).unwrap();
        assert_eq!((pages[0].width, pages[0].height, pages[0].is_scan()), (595.0, 1190.0, true));
    }

    #[test]
    fn broken_pictures_are_named() {
        assert_eq!(size(b"GIF89a\x01\x00\x01\x00"), Err(ImageError::Format));
        assert_eq!(size(&png(10, 10)[..20]), Err(ImageError::Damaged));
        let mut large = png(10, 10);
        // The size in the header, and the checksum after it.
        large[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let mut crc = flate2::Crc::new();
        crc.update(&large[12..29]);
        large[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        assert_eq!(size(&large), Err(ImageError::TooLarge(65536, 65536)));
        let mut cut = png(300, 300);
        cut.truncate(cut.len() / 2);
        assert_eq!(pictures(&cut, &Stop::default(), |_| ()), Err(ImageError::Damaged));
    }
}
