//! Whether the end of a PDF is there. hayro rebuilds the cross-reference table of a cut file and says nothing.

use memchr::memmem;

/// How a file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// A `startxref` follows the last object.
    Present,
    /// Objects follow the last `startxref`, or there is none: the file was cut.
    Missing,
}

/// Looks for the end of the file.
///
/// A linearised file has a `startxref` near its beginning too, so one alone proves nothing: no object may end after it.
/// Junk after the end (portals append HTML comments) does not count as a cut.
pub(super) fn tail(bytes: &[u8]) -> Tail {
    let Some(last) = memmem::rfind(bytes, b"startxref") else { return Tail::Missing };
    if memmem::find(&bytes[last..], b"endobj").is_some() || memmem::find(&bytes[last..], b" obj").is_some() {
        Tail::Missing
    } else {
        Tail::Present
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_linearised_file_is_missing_its_tail() {
        assert_eq!(tail(b"%PDF-1.4 1 0 obj endobj startxref 0 %%EOF 2 0 obj <<"), Tail::Missing);
        assert_eq!(tail(b"%PDF-1.4 1 0 obj endobj xref startxref 9 %%EOF"), Tail::Present);
        assert_eq!(tail(b"%PDF-1.4 1 0 obj endobj xref startxref 9 %%EOF\n<!-- portal -->"), Tail::Present);
        assert_eq!(tail(b"%PDF-1.4 1 0 obj"), Tail::Missing);
    }
}
