//! A second reader: what numbers another PDF library, pdf-extract, sees on each page.
//!
//! It shares no code with the first and keeps its own rules of where words end, so a number that both see is read right. It is no
//! reader to rely on: it panics on one real disclosure in twelve, loses text without a word, and overflows its stack on a form
//! that draws itself. So it belongs in a process of its own, and says nothing where it fails.

use crate::grammar::clean;

/// Numbers kept of one page.
const MOST_NUMBERS: usize = 50_000;

/// Why the second reader saw nothing at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecondReaderError {
    /// It cannot open the file.
    #[error("it cannot open the file")]
    Open,
    /// This program was built without it.
    #[error("this program was built without the feature second-reader")]
    NotBuilt,
}

/// Hands over the numbers of each page in turn; `None` for one on which the second reader fails. A panic is contained; a full stack
/// or memory is not.
///
/// # Errors
/// [`SecondReaderError`] when it cannot read the file at all.
#[cfg(feature = "second-reader")]
pub fn numbers_by_page(bytes: &[u8], mut take: impl FnMut(u32, Option<Vec<String>>)) -> Result<(), SecondReaderError> {
    use pdf_extract::{Document, PlainTextOutput, output_doc_page};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    let open = || {
        let mut document = Document::load_mem(bytes).ok()?;
        let open = !document.is_encrypted() || document.decrypt("").is_ok();
        open.then_some(document)
    };
    let document = catch_unwind(open).ok().flatten().ok_or(SecondReaderError::Open)?;
    for number in document.get_pages().into_keys().take(crate::limits::MAX_PAGES) {
        let mut text = String::new();
        let read = catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut PlainTextOutput::new(&mut text), number)));
        take(number, matches!(read, Ok(Ok(()))).then(|| numbers_in(&text)));
    }
    Ok(())
}

/// The same where the second reader was left out.
///
/// # Errors
/// Always [`SecondReaderError::NotBuilt`].
#[cfg(not(feature = "second-reader"))]
pub fn numbers_by_page(_: &[u8], _: impl FnMut(u32, Option<Vec<String>>)) -> Result<(), SecondReaderError> {
    Err(SecondReaderError::NotBuilt)
}

/// The numbers of a text, each as far as digits and their marks go on, without the commas of thousands.
pub fn numbers_in(text: &str) -> Vec<String> {
    let text = clean(text);
    let words = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '-'));
    let bare = |word: &str| word.trim_end_matches(['.', ',', '-']).trim_start_matches(['.', ',']).replace(',', "");
    words.filter(|w| w.bytes().any(|b| b.is_ascii_digit())).map(bare).take(MOST_NUMBERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_their_marks_end() {
        assert_eq!(numbers_in("合计 1,234.50万元，增长12%；－3.00 2026-2027."), ["1234.50", "12", "-3.00", "2026-2027"]);
    }
}
