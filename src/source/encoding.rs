//! Bytes to text: which encoding they are in, and what could not be read.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How bytes were read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// The name of the encoding: `UTF-8`, `gb18030`, `UTF-16LE` (as in the WHATWG standard).
    pub name: &'static str,
    /// A byte order mark or a declaration said so; otherwise it was concluded from the bytes.
    pub bom: bool,
    /// Replacement characters in the text: sequences that are not of the encoding, and those that already stood in the file.
    pub replaced: usize,
}

/// Bytes that are looked at for the signs of UTF-16.
const HEAD: usize = 64 << 10;
/// Of so many characters one may be broken before the encoding is held to be another: files get cut and glued.
const ONE_BROKEN_IN: usize = 20;

/// Reads bytes as text. Nothing is refused: what is not of the encoding becomes U+FFFD and is counted.
///
/// A byte order mark decides. Then UTF-16 shows in its zero bytes, UTF-8 in its validity. What is left is GB18030 (which holds GBK
/// and GB 2312) as long as it reads well, since this is what Chinese portals
/// serve, and never Big5; otherwise what the statistics of chardetng say.
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..], true);
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return decode_as(encoding, bytes, false);
    }
    let utf8 = decode_as(UTF_8, bytes, false);
    if reads_well(&utf8) {
        return utf8;
    }
    let chinese = decode_as(GB18030, bytes, false);
    if reads_well(&chinese) {
        return chinese;
    }
    // Whatever reads with the fewest losses; in doubt what the statistics say, then Chinese.
    let mut best = decode_as(guess(bytes), bytes, false);
    for other in [chinese, utf8] {
        if other.1.replaced < best.1.replaced {
            best = other;
        }
    }
    best
}

/// Reads bytes in the encoding that they declare, by its name; `None` where they are of another, or declare none that is known. A
/// byte order mark is stronger than any declaration, and what is valid UTF-8 with more than ASCII in it is UTF-8.
pub fn decode_declared(bytes: &[u8], label: &str) -> Option<(String, Encoding)> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    // Whatever else a page declares, such as the encoding of Western Europe, was set by a program and not by who wrote the text.
    if ![UTF_8, GBK, GB18030, BIG5].contains(&encoding)
        || encoding_rs::Encoding::for_bom(bytes).is_some()
        || encoding != UTF_8 && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
    {
        return None;
    }
    let read = decode_as(encoding, bytes, false);
    let stated = Encoding { bom: true, ..read.1 };
    reads_well(&read).then_some((read.0, stated))
}

fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

fn decode_as(encoding: &'static encoding_rs::Encoding, bytes: &[u8], bom: bool) -> (String, Encoding) {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    (text.into_owned(), Encoding { name: encoding.name(), bom, replaced })
}

/// Few enough characters are broken.
fn reads_well((text, encoding): &(String, Encoding)) -> bool {
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count() - encoding.replaced;
    encoding.replaced == 0 || encoding.replaced * ONE_BROKEN_IN <= beyond_ascii
}

/// UTF-16 without a byte order mark: every line break, digit and tab has a zero byte, always on the same side, and no other
/// encoding of text has any.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let units = head.len() / 2;
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let encoding = if second * 50 >= units && first * 20 <= second {
        UTF_16LE
    } else if first * 50 >= units && second * 20 <= first {
        UTF_16BE
    } else {
        return None;
    };
    // A binary file may look the same; but text has hardly a control character or a lone surrogate.
    let (text, _) = encoding.decode_without_bom_handling(head);
    let odd = text.chars().filter(|c| *c == '\u{fffd}' || is_odd_control(*c)).count();
    (units > 1 && odd * 100 <= units).then_some(encoding)
}

/// A control character that no text holds.
fn is_odd_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{1a}')
}

/// Whether bytes read as text in some encoding: hardly a control character, hardly a loss.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let (text, encoding) = decode(&bytes[..bytes.len().min(HEAD)]);
    let chars = text.chars().count();
    let controls = text.chars().filter(|c| is_odd_control(*c)).count();
    controls * 200 <= chars && encoding.replaced * 10 <= chars
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = "兴县人民政府办公室\r\n2023年度部门预算公开\r\n项目\t合计\r\n合计\t833.90\r\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (what, bytes, name, bom) in [
            ("UTF-8", TEXT.as_bytes().to_vec(), "UTF-8", false),
            ("UTF-8 with a mark", with(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec()), "UTF-8", true),
            ("GB18030", gb.clone(), "gb18030", false),
            ("GB18030 with its mark of four bytes", gb, "gb18030", false),
            ("UTF-16LE", utf16(TEXT, false), "UTF-16LE", false),
            ("UTF-16BE", utf16(TEXT, true), "UTF-16BE", false),
            ("UTF-16LE with a mark", with(b"\xff\xfe", utf16(TEXT, false)), "UTF-16LE", true),
            ("UTF-16BE with a mark", with(b"\xfe\xff", utf16(TEXT, true)), "UTF-16BE", true),
            ("ASCII", b"total\t833.90\n".to_vec(), "UTF-8", false),
            ("nothing", Vec::new(), "UTF-8", false),
        ] {
            let (text, encoding) = decode(&bytes);
            assert_eq!((encoding.name, encoding.bom, encoding.replaced), (name, bom, 0), "{what}: {text}");
            assert!(!text.starts_with('\u{feff}'), "{what}");
        }
        assert_eq!(decode(&GB18030.encode(TEXT).0).0, TEXT);
        assert_eq!(decode(&utf16(TEXT, true)).0, TEXT);
    }

    #[test]
    fn a_character_of_four_bytes_is_gb18030() {
        // 㙍 is in GB18030 only.
        let text = "（三）㙍镇文化站一处。";
        let (read, encoding) = decode(&GB18030.encode(text).0);
        assert_eq!((read.as_str(), encoding.name), (text, "gb18030"));
    }

    #[test]
    fn a_cut_or_damaged_file_keeps_its_encoding() {
        let cut = &TEXT.repeat(4).into_bytes()[1..];
        let (text, encoding) = decode(cut);
        assert_eq!((encoding.name, encoding.replaced), ("UTF-8", 1 + 1), "two bytes of 兴 are left");
        assert!(text.contains("833.90"));
        let mut gb = GB18030.encode(&TEXT.repeat(4)).0.into_owned();
        gb.push(0xd3);
        assert_eq!((decode(&gb).1.name, decode(&gb).1.replaced), ("gb18030", 1));
    }

    #[test]
    fn binary_is_no_text() {
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(!is_text(&noise));
        assert!(!is_text(&[0, 1, 2, 3, 0, 0, 0, 9, 1, 2, 0, 4]));
        assert!(is_text(TEXT.as_bytes()) && is_text(&GB18030.encode(TEXT).0) && is_text(&utf16(TEXT, false)));
    }
}
