//! The records and findings of a finished document as lines of NDJSON, each with the document it came from.
//!
//! Taken out of the document as they stand there, not written a second time: one truth, whatever run it came from.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::{self, Write};

/// What of a document becomes lines.
#[derive(Deserialize)]
struct Document<'d> {
    #[serde(borrow)]
    source: Source<'d>,
    #[serde(borrow)]
    records: Vec<&'d RawValue>,
    #[serde(borrow)]
    findings: Vec<&'d RawValue>,
}

#[derive(Deserialize)]
struct Source<'d> {
    #[serde(borrow)]
    name: Cow<'d, str>,
    #[serde(borrow)]
    sha256: Cow<'d, str>,
}

/// The lines of one document.
#[derive(Debug, Default)]
pub struct Lines {
    /// One for each amount.
    pub records: Vec<u8>,
    /// One for each thing that does not add up.
    pub findings: Vec<u8>,
}

impl Lines {
    /// The lines of a document as [`super::document::to_json`] writes it.
    ///
    /// # Errors
    /// When the bytes are no such document.
    pub fn of(document: &[u8]) -> io::Result<Self> {
        let document: Document<'_> = serde_json::from_slice(document)?;
        let id = document.source.sha256.get(..12).unwrap_or(&document.source.sha256);
        let head =
            format!("{{\"document\":{},\"source\":{}", serde_json::to_string(id)?, serde_json::to_string(&document.source.name)?);
        Ok(Self { records: lines(&head, &document.records)?, findings: lines(&head, &document.findings)? })
    }
}

fn lines(head: &str, objects: &[&RawValue]) -> io::Result<Vec<u8>> {
    let size = objects.iter().map(|o| o.get().len() + head.len() + 2).sum();
    let mut lines = Vec::with_capacity(size);
    for object in objects {
        // `{` of the object makes way for the head; no object is empty.
        let fields = object.get().strip_prefix('{').ok_or(io::ErrorKind::InvalidData)?;
        writeln!(lines, "{head},{fields}")?;
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_objects_of_the_document_with_its_id_and_name() {
        let document = r#"{"schema":"x","source":{"name":"甲\"乙.pdf","sha256":"0123456789abcdef"},"records":[{"a":1.50},{"a":{"b":[]}}],"findings":[]}"#;
        let lines = Lines::of(document.as_bytes()).unwrap();
        let head = r#"{"document":"0123456789ab","source":"甲\"乙.pdf""#;
        assert_eq!(String::from_utf8(lines.records).unwrap(), format!("{head},\"a\":1.50}}\n{head},\"a\":{{\"b\":[]}}}}\n"));
        assert!(lines.findings.is_empty());
        assert!(Lines::of(b"{}").is_err());
    }
}
