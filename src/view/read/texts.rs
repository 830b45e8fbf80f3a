//! A text looked for in the paragraphs of a run: what documents say in words, sentences with figures among them.

use super::search::{TIME, as_written};
use crate::output::{DocumentFile, OutputFolder};
use memchr::memmem::Finder;
use serde::Deserialize;
use std::io;
use std::time::Instant;

/// Passages at most, of all documents and of one.
const MOST: (usize, usize) = (60, 8);
/// Characters before and behind what was looked for.
const AROUND: usize = 40;

/// A piece of a paragraph that holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Passage {
    pub document: String,
    pub page: u32,
    pub section: Option<String>,
    /// What stands before it, itself, and what stands behind it.
    pub pieces: [String; 3],
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The passages.
    pub passages: Vec<Passage>,
    /// There may be more.
    pub cut: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Document {
    texts: Vec<Text>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Text {
    section: Option<String>,
    paragraphs: Vec<Paragraph>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paragraph {
    page: u32,
    text: String,
}

/// Looks for a text in documents. Most do not hold it, which their bytes say before they are parsed.
pub(super) fn paragraphs<'a>(
    folder: &OutputFolder,
    documents: impl Iterator<Item = &'a DocumentFile>,
    text: &str,
) -> io::Result<Found> {
    let mut found = Found::default();
    let until = Instant::now() + TIME;
    let written = as_written(text)?;
    let finder = Finder::new(written.as_bytes());
    for file in documents {
        if found.passages.len() >= MOST.0 || Instant::now() > until {
            found.cut = true;
            break;
        }
        let bytes = folder.read(file)?;
        if finder.find(&bytes).is_some() {
            let document: Document = serde_json::from_slice(&bytes)?;
            let all = passages(file.id(), &document, text);
            found.cut |= all.len() > MOST.1;
            found.passages.extend(all.into_iter().take(MOST.1));
        }
    }
    Ok(found)
}

fn passages(id: &str, document: &Document, text: &str) -> Vec<Passage> {
    let mut found = Vec::new();
    for section in &document.texts {
        for paragraph in &section.paragraphs {
            let Some(at) = paragraph.text.find(text) else { continue };
            let (before, rest) = paragraph.text.split_at(at);
            let (own, behind) = rest.split_at(text.len());
            let skip = before.chars().count().saturating_sub(AROUND);
            let before = before.chars().skip(skip).collect();
            let behind = behind.chars().take(AROUND).collect();
            let pieces = [before, own.to_owned(), behind];
            found.push(Passage { document: id.to_owned(), page: paragraph.page, section: section.section.clone(), pieces });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_where_it_stands_with_what_is_around_it() {
        let paragraph =
            Paragraph { page: 26, text: format!("{}较上年减少24.5万元，主要是压减。", "甲".repeat(50)) };
        let text = Text { section: Some("三公经费".to_owned()), paragraphs: vec![Paragraph::default(), paragraph] };
        let found = passages("d", &Document { texts: vec![text] }, "减少24.5万元");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].page, found[0].section.as_deref()), (26, Some("三公经费")));
        assert_eq!(
            found[0].pieces,
            [format!("{}较上年", "甲".repeat(37)), "减少24.5万元".to_owned(), "，主要是压减。".to_owned()]
        );
    }
}
