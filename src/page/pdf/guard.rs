//! Refuses decompression bombs before the PDF library, which has no limit of its own, expands them.
//!
//! A raw scan over the file: each `stream` whose dictionary names FlateDecode and is no picture (pictures are never decoded)
//! is expanded into nothing, up to the limit. Streams too small to reach it by any deflate ratio are passed over, so real
//! files cost one search. Encrypted streams do not inflate and are left to the process's memory limit.

use super::error::PdfError;
use crate::limits::MAX_STREAM_BYTES;
use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

/// Deflate cannot expand by more than this.
const MAX_DEFLATE_RATIO: usize = 1032;
/// How far before `stream` its dictionary is looked for.
const DICTIONARY_BYTES: usize = 1024;

/// Checks every stream of the file.
pub(super) fn check(bytes: &[u8]) -> Result<(), PdfError> {
    let mut scratch = Vec::new();
    let mut from = 0;
    while let Some(at) = memmem::find(&bytes[from..], b"stream") {
        let start = from + at;
        from = start + 6;
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary_before(bytes, start);
        let flates = memmem::find_iter(dictionary, b"FlateDecode").count() + memmem::find_iter(dictionary, b"/Fl ").count();
        if flates == 0 || memmem::find(dictionary, b"/Image").is_some() {
            continue;
        }
        let body = body_after(bytes, start + 6);
        from += body.len();
        if body.len().saturating_mul(MAX_DEFLATE_RATIO) <= MAX_STREAM_BYTES && flates == 1 {
            continue;
        }
        if !fits(body, flates, &mut scratch) {
            return Err(PdfError::Bomb { packed: body.len(), limit: MAX_STREAM_BYTES });
        }
    }
    Ok(())
}

fn dictionary_before(bytes: &[u8], stream: usize) -> &[u8] {
    let window = &bytes[stream.saturating_sub(DICTIONARY_BYTES)..stream];
    // The dictionary begins after the object's header; an earlier object's dictionary must not be taken for it.
    let from = memmem::rfind(window, b" obj").unwrap_or(0);
    &window[from..]
}

fn body_after(bytes: &[u8], at: usize) -> &[u8] {
    let rest = &bytes[at..];
    let skip = rest.iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let rest = &rest[skip..];
    &rest[..memmem::find(rest, b"endstream").unwrap_or(rest.len())]
}

/// Whether the body, inflated `times` times, stays within the limit. What does not inflate fits: the library will refuse it.
fn fits(body: &[u8], times: usize, scratch: &mut Vec<u8>) -> bool {
    let Some(len) = inflate(body, if times > 1 { Some(scratch) } else { None }) else { return false };
    if times < 2 || len == 0 {
        return true;
    }
    let inner = std::mem::take(scratch);
    fits(&inner, times - 1, scratch)
}

/// Inflated length, or `None` beyond the limit; the data itself only when `keep` is given.
fn inflate(body: &[u8], mut keep: Option<&mut Vec<u8>>) -> Option<usize> {
    let mut inflater = Decompress::new(true);
    let mut buffer = vec![0u8; 64 << 10];
    if let Some(kept) = keep.as_deref_mut() {
        kept.clear();
    }
    loop {
        let (before_in, before_out) = (inflater.total_in(), inflater.total_out());
        let input = &body[usize::try_from(before_in).ok()?.min(body.len())..];
        let status = inflater.decompress(input, &mut buffer, FlushDecompress::None);
        let total = usize::try_from(inflater.total_out()).ok()?;
        if total > MAX_STREAM_BYTES {
            return None;
        }
        if let Some(kept) = keep.as_deref_mut() {
            let new = usize::try_from(inflater.total_out() - before_out).ok()?;
            kept.extend_from_slice(&buffer[..new]);
        }
        let stuck = inflater.total_in() == before_in && inflater.total_out() == before_out;
        match status {
            Ok(Status::Ok | Status::BufError) if !stuck => {}
            _ => return Some(total),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("writes to memory");
        encoder.finish().expect("writes to memory")
    }

    fn object(dictionary: &str, body: &[u8]) -> Vec<u8> {
        let mut file = format!("%PDF-1.5\n1 0 obj\n<<{dictionary}>>\nstream\n").into_bytes();
        file.extend_from_slice(body);
        file.extend_from_slice(b"\nendstream\nendobj\n");
        file
    }

    #[test]
    fn a_bomb_is_refused_and_a_stream_of_normal_size_is_not() {
        let big = packed(&vec![b' '; MAX_STREAM_BYTES + 1]);
        assert!(matches!(check(&object("/Filter /FlateDecode", &big)), Err(PdfError::Bomb { .. })));
        assert_eq!(check(&object("/Filter /FlateDecode", &packed(&vec![b' '; 1 << 20]))), Ok(()));
    }

    #[test]
    fn a_bomb_packed_twice_is_refused() {
        let twice = packed(&packed(&vec![b' '; MAX_STREAM_BYTES + 1]));
        assert!(matches!(check(&object("/Filter [/FlateDecode /FlateDecode]", &twice)), Err(PdfError::Bomb { .. })));
    }

    #[test]
    fn a_picture_is_not_expanded() {
        let big = packed(&vec![b' '; MAX_STREAM_BYTES + 1]);
        assert_eq!(check(&object("/Subtype /Image /Filter /FlateDecode", &big)), Ok(()));
    }
}
