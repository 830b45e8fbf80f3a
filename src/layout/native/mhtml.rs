//! A web page saved with its pictures (MHTML), as Word also writes it under `.doc`: the page among its parts.

use super::html;
use crate::limits::{MAX_MIME_DEPTH, MAX_MIME_PARTS};
use crate::source::Encoding;
use mailparse::ParsedMail;

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
            let body = part.get_body_raw().map_err(|error| format!("its page is damaged: {error}"))?;
            return Ok(decoded(part, &body));
        }
        parts.extend(part.subparts.iter().rev());
    }
    Err("no page among its parts".to_owned())
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
        let none = format!("{head}Content-Type: image/png\r\n\r\n?\r\n--x--\r\n");
        assert_eq!(page(none.as_bytes()), Err("no page among its parts".to_owned()));
        let deep = "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n".repeat(1000);
        assert!(page(deep.as_bytes()).is_err());
    }
}
