//! The encoding of a page: what a byte order mark says, else what the page declares if it reads so, else a guess.

use crate::source::{self, Encoding};
use memchr::memmem;

/// Bytes at the beginning in which the declaration stands.
const HEAD: usize = 4 << 10;

/// Reads the bytes of a page as text.
pub(in crate::layout::native) fn decode(bytes: &[u8]) -> (String, Encoding) {
    declared(bytes).and_then(|label| source::decode_declared(bytes, label)).unwrap_or_else(|| source::decode(bytes))
}

/// The value behind the first `charset=` of the page's head.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let lower = head.to_ascii_lowercase();
    let at = memmem::find(&lower, b"charset=")? + "charset=".len();
    let value = head[at..].trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))).unwrap_or(value.len());
    std::str::from_utf8(&value[..end]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    #[test]
    fn a_declaration_counts_where_it_is_true() {
        let page = |charset: &str| format!("<meta http-equiv=Content-Type content=\"text/html; charset={charset}\">合计五元");
        let gb = GB18030.encode(&page("gb2312")).0.into_owned();
        assert_eq!((decode(&gb).0, decode(&gb).1.name), (page("gb2312"), "GBK"));
        let utf8 = page("utf-8").into_bytes();
        assert_eq!((decode(&utf8).0, decode(&utf8).1.name), (page("utf-8"), "UTF-8"));
        // Saved anew in another encoding, the declaration left as it was.
        let stale = page("gb2312").into_bytes();
        assert_eq!(decode(&stale).0, page("gb2312"));
        assert_eq!(declared(b"<meta charset='GBK'>"), Some("GBK"));
        assert_eq!(declared(b"<p>"), None);
    }
}
