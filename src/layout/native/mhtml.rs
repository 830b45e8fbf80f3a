//! A web page saved with its pictures (MHTML), as Word also writes it under `.doc`: the page among its parts.

use super::html;
use crate::limits::{MAX_MIME_DEPTH, MAX_MIME_PARTS};
use crate::source::Encoding;
use mailparse::ParsedMail;
use mailparse::body::Body;

/// The text of the page.
///
/// # Errors
/// Says why there is none.
pub(super) fn page(bytes: &[u8]) -> Result<(String, Encoding), String> {
    // Nested parts are parsed by recursion: what names more borders than any page has parts is not parsed at all.
    let borders = memchr::memmem::find_iter(bytes, b"boundary=").take(MAX_MIME_DEPTH + 1).count();
    if borders > MAX_MIME_DEPTH {
        return Err(format!("more than {MAX_MIME_DEPTH} parts in each other"));
    }
    let mail = mailparse::parse_mail(bytes).map_err(|error| format!("not readable as MHTML: {error}"))?;
    let mut parts = vec![&mail];
    let mut seen = 0;
    while let Some(part) = parts.pop() {
        seen += 1;
        if seen > MAX_MIME_PARTS {
            break;
        }
        if part.ctype.mimetype.eq_ignore_ascii_case("text/html") {
            let body = match part.get_body_encoded() {
                Body::QuotedPrintable(body) => unquoted(body.get_raw()),
                _ => part.get_body_raw().map_err(|error| format!("its page is damaged: {error}"))?,
            };
            return Ok(decoded(part, &body));
        }
        parts.extend(part.subparts.iter().rev());
    }
    Err("no page among its parts".to_owned())
}

/// The bytes of a quoted-printable text (RFC 2045). Bytes that stand there as they are, which some writers leave so, stay.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let digit = |at: usize| body.get(at).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        // A soft break: the blanks that a mail server may add, and the end of the line.
        let soft = || body[at + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        if *byte != b'=' {
            bytes.push(*byte);
            at += 1;
        } else if let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2)) {
            bytes.push(16 * high + low);
            at += 3;
        } else if let Some(b'\n') = body.get(at + 1 + soft()) {
            at += 2 + soft();
        } else {
            bytes.push(b'=');
            at += 1;
        }
    }
    bytes
}

/// The encoding that the part declares counts where the page itself declares none.
fn decoded(part: &ParsedMail<'_>, body: &[u8]) -> (String, Encoding) {
    let own = part.ctype.params.get("charset").and_then(|label| crate::source::decode_declared(body, label));
    own.unwrap_or_else(|| html::decode(body))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_and_decoded() {
        let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n";
        let part = "Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
        let bytes =
            format!("{head}{part}<p class=3Da>=E5=85=83=\r\n</p>\r\n--x\r\nContent-Type: image/png\r\n\r\n?\r\n--x--\r\n");
        assert_eq!(page(bytes.as_bytes()).unwrap().0.trim(), "<p class=a>元</p>");
        let raw = format!("{head}{part}<p class=3Da>甲县=\r\n=E5=85=83</p>\r\n--x--\r\n");
        assert_eq!(page(raw.as_bytes()).unwrap().0.trim(), "<p class=a>甲县元</p>");
        let none = format!("{head}Content-Type: image/png\r\n\r\n?\r\n--x--\r\n");
        assert_eq!(page(none.as_bytes()), Err("no page among its parts".to_owned()));
        let deep = "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n".repeat(1000);
        assert!(page(deep.as_bytes()).is_err());
    }
}
