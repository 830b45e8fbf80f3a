//! Text strings of a PDF's objects: titles, values of fields.

/// A PDF text string: UTF-16 with a byte order mark, UTF-8 with one, or else PDFDocEncoding, read as Windows-1252 (or GBK,
/// which Chinese producers write against the specification).
pub(super) fn text_of_bytes(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let (text, _, bad) = encoding_rs::GB18030.decode(bytes);
    if bad { encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned() } else { text.into_owned() }
}
