//! The records and findings of a finished document as lines of NDJSON, each with the document it came from.
//!
//! Taken out of the document as they stand there, not written a second time: one truth, whatever run it came from.

use super::finding::FindingView;
use super::privacy::Redactor;
use crate::check::Finding;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::{self, Write};

/// What of a document becomes lines.
#[derive(Deserialize)]
struct Document<'d> {
    #[serde(borrow)]
    source: Source<'d>,
    #[serde(borrow)]
    disclosure: Option<Disclosure<'d>>,
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

#[derive(Default, Deserialize)]
struct Disclosure<'d> {
    #[serde(borrow)]
    kind: Option<Cow<'d, str>>,
    fiscal_year: Option<u16>,
    #[serde(borrow, default)]
    department: Body<'d>,
    #[serde(borrow, default)]
    division: Division<'d>,
}

#[derive(Default, Deserialize)]
struct Body<'d> {
    #[serde(borrow)]
    name: Option<Cow<'d, str>>,
    #[serde(borrow)]
    code: Option<Cow<'d, str>>,
}

#[derive(Default, Deserialize)]
struct Division<'d> {
    #[serde(borrow)]
    code: Option<Cow<'d, str>>,
}

/// What every line begins with: it stands alone, so it says what its document is.
#[derive(Default, Serialize)]
struct Head<'d> {
    document: Option<&'d str>,
    source: Option<&'d str>,
    division_code: Option<&'d str>,
    department: Option<&'d str>,
    department_code: Option<&'d str>,
    document_kind: Option<&'d str>,
    document_year: Option<u16>,
}

impl<'d> Head<'d> {
    fn of(source: &'d Source<'d>, disclosure: &'d Disclosure<'d>) -> Self {
        Self {
            document: Some(source.sha256.get(..12).unwrap_or(&source.sha256)),
            source: Some(&source.name),
            division_code: disclosure.division.code.as_deref(),
            department: disclosure.department.name.as_deref(),
            department_code: disclosure.department.code.as_deref(),
            document_kind: disclosure.kind.as_deref(),
            document_year: disclosure.fiscal_year,
        }
    }
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
        let disclosure = document.disclosure.unwrap_or_default();
        let head = serde_json::to_string(&Head::of(&document.source, &disclosure))?;
        let head = head.trim_end_matches('}');
        Ok(Self { records: lines(head, &document.records)?, findings: lines(head, &document.findings)? })
    }
}

/// Findings between documents: they belong to none of them, so what a line says of its document is null.
///
/// # Errors
/// Only if serialisation itself fails.
pub fn finding_lines(findings: &[Finding], keep_contacts: bool) -> io::Result<Vec<u8>> {
    let redactor = Redactor::new(keep_contacts);
    let views: Result<Vec<Box<RawValue>>, _> =
        findings.iter().map(|f| serde_json::value::to_raw_value(&FindingView::of(f, &redactor))).collect();
    let head = serde_json::to_string(&Head::default())?;
    let views = views?;
    lines(head.trim_end_matches('}'), &views.iter().map(AsRef::as_ref).collect::<Vec<_>>())
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
    fn lines_are_the_objects_of_the_document_with_what_it_is() {
        let document = r#"{"source":{"name":"甲\"乙.pdf","sha256":"0123456789abcdef"},"disclosure":{"kind":"budget","fiscal_year":2026,
            "department":{"name":"甲局","code":null}},"records":[{"a":1.50},{"a":{"b":[]}}],"findings":[]}"#;
        let lines = Lines::of(document.as_bytes()).unwrap();
        let head = concat!(
            r#"{"document":"0123456789ab","source":"甲\"乙.pdf","division_code":null,"department":"甲局","department_code":null,"#,
            r#""document_kind":"budget","document_year":2026"#
        );
        assert_eq!(String::from_utf8(lines.records).unwrap(), format!("{head},\"a\":1.50}}\n{head},\"a\":{{\"b\":[]}}}}\n"));
        assert!(lines.findings.is_empty());
        assert!(Lines::of(b"{}").is_err());
    }
}
