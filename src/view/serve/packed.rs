//! What is sent, packed for a browser that takes it so.

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Bytes below which packing saves nothing.
const LEAST: usize = 1_000;

/// Whether a browser takes gzip (`Accept-Encoding`): it names it, and not with a weight of nothing.
pub(super) fn takes_gzip(header: &str) -> bool {
    header.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let nothing = |p: &str| p.strip_prefix("q=").is_some_and(|q| q.bytes().all(|b| matches!(b, b'0' | b'.')));
        named && !parts.any(nothing)
    })
}

/// A text as gzip; as it is where that saves nothing.
pub(super) fn gzip(text: String) -> Result<Bytes, String> {
    if text.len() < LEAST {
        return Err(text);
    }
    let mut packed = GzEncoder::new(Vec::with_capacity(text.len() / 4), Compression::default());
    let written = packed.write_all(text.as_bytes()).and_then(|()| packed.finish());
    written.map(Bytes::from).map_err(|_| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_browser_says_whether_it_takes_gzip() {
        for (header, want) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("deflate", false),
            ("", false),
        ] {
            assert_eq!(takes_gzip(header), want, "{header}");
        }
    }

    #[test]
    fn what_is_packed_is_the_same_and_smaller() {
        let text = "<use href=\"#g1\"/>".repeat(500);
        let packed = gzip(text.clone()).unwrap();
        let mut back = String::new();
        flate2::read::GzDecoder::new(packed.as_ref()).read_to_string(&mut back).unwrap();
        assert!(back == text && packed.len() * 10 < text.len());
        assert_eq!(gzip("short".to_owned()), Err("short".to_owned()));
    }
}
