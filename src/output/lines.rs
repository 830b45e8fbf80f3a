//! The records and findings of a finished document as lines of NDJSON, each with the document it came from.
//!
//! Taken out of the document as they stand there, not written a second time: one truth, whatever run it came from.

use super::finding::FindingView;
use super::gate::Gate;
use crate::check::Finding;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use std::fmt;
use std::io::{self, Read, Write};

#[derive(Deserialize)]
struct Source {
    name: String,
    sha256: String,
}

#[derive(Default, Deserialize)]
struct Disclosure {
    kind: Option<String>,
    fiscal_year: Option<u16>,
    #[serde(default)]
    department: Body,
    #[serde(default)]
    division: Division,
}

#[derive(Default, Deserialize)]
struct Body {
    name: Option<String>,
    code: Option<String>,
}

#[derive(Default, Deserialize)]
struct Division {
    code: Option<String>,
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
    fn of(source: &'d Source, disclosure: &'d Disclosure) -> Self {
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

    /// The line as far as the fields of the object.
    fn text(&self) -> serde_json::Result<String> {
        Ok(open_ended(serde_json::to_string(self)?))
    }

    /// The same for an object that says itself whose it is.
    fn without_department(&self) -> serde_json::Result<String> {
        let mut fields = serde_json::to_value(self)?;
        if let Some(fields) = fields.as_object_mut() {
            fields.retain(|name, _| !name.starts_with(DEPARTMENT));
        }
        Ok(open_ended(fields.to_string()))
    }
}

/// The text of an object as far as its fields.
fn open_ended(mut object: String) -> String {
    object.truncate(object.trim_end_matches('}').len());
    object
}

/// The field of an object, its first, that says whose it is, and what the names of such fields begin with.
const DEPARTMENT: &str = "department";

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
        let mut lines = Self { records: Vec::with_capacity(document.len()), findings: Vec::new() };
        let to = Sorter { records: Some(&mut lines.records), findings: &mut lines.findings };
        to.deserialize(&mut serde_json::Deserializer::from_slice(document))?;
        Ok(lines)
    }

    /// The lines of its findings alone.
    ///
    /// # Errors
    /// When the bytes are no such document.
    pub fn findings_of(document: &[u8]) -> io::Result<Vec<u8>> {
        let mut findings = Vec::new();
        let to = Sorter { records: None, findings: &mut findings };
        to.deserialize(&mut serde_json::Deserializer::from_slice(document))?;
        Ok(findings)
    }

    /// Writes the lines of a document that is too long to be held: slower, and of no size.
    ///
    /// # Errors
    /// When it is no such document, or a writer takes no more.
    pub fn pass(document: impl Read, records: &mut dyn Write, findings: &mut dyn Write) -> io::Result<()> {
        let to = Sorter { records: Some(records), findings };
        to.deserialize(&mut serde_json::Deserializer::from_reader(document))?;
        Ok(())
    }
}

/// The fields of a document that lines are made of.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Source,
    Disclosure,
    Records,
    Findings,
    #[serde(other)]
    Other,
}

/// Goes through a document once; what it is stands before what is in it.
struct Sorter<'w> {
    /// Where nobody asks for records, none are made.
    records: Option<&'w mut dyn Write>,
    findings: &'w mut dyn Write,
}

impl<'de> DeserializeSeed<'de> for Sorter<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Sorter<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document of gongkai")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let mut source: Option<Source> = None;
        let mut disclosure = Disclosure::default();
        let mut lists = 0;
        while let Some(key) = fields.next_key()? {
            let to = match key {
                Key::Source => {
                    source = Some(fields.next_value()?);
                    continue;
                }
                Key::Disclosure => {
                    disclosure = fields.next_value::<Option<_>>()?.unwrap_or_default();
                    continue;
                }
                Key::Other => {
                    fields.next_value::<IgnoredAny>()?;
                    continue;
                }
                Key::Records => match &mut self.records {
                    Some(records) => &mut **records,
                    None => {
                        fields.next_value::<IgnoredAny>()?;
                        lists += 1;
                        continue;
                    }
                },
                Key::Findings => &mut *self.findings,
            };
            let source = source.as_ref().ok_or_else(|| A::Error::missing_field("source"))?;
            let head = Head::of(source, &disclosure);
            let (whole, bare) = (head.text().map_err(A::Error::custom)?, head.without_department().map_err(A::Error::custom)?);
            fields.next_value_seed(Objects { head: &whole, bare: &bare, to })?;
            lists += 1;
        }
        if lists == 2 { Ok(()) } else { Err(A::Error::missing_field("records or findings")) }
    }
}

/// A list whose objects become lines.
struct Objects<'w> {
    head: &'w str,
    /// The head without whose the document is.
    bare: &'w str,
    to: &'w mut dyn Write,
}

impl<'de> DeserializeSeed<'de> for Objects<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Objects<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut objects: A) -> Result<(), A::Error> {
        while let Some(object) = objects.next_element::<Box<RawValue>>()? {
            let own =
                object.get().get(1..).and_then(|fields| fields.strip_prefix('"')).is_some_and(|f| f.starts_with(DEPARTMENT));
            line(if own { self.bare } else { self.head }, object.get(), self.to).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

/// Findings between documents: they belong to none of them, so what a line says of its document is null.
///
/// # Errors
/// Only if serialisation itself fails.
pub fn finding_lines(findings: &[Finding], keep_contacts: bool) -> io::Result<Vec<u8>> {
    let gate = Gate::new(keep_contacts);
    let head = Head::default().text()?;
    let mut lines = Vec::new();
    for finding in findings {
        let mut object = Vec::new();
        gate.write(&FindingView::of(finding), &mut object)?;
        line(&head, std::str::from_utf8(&object).map_err(io::Error::other)?, &mut lines)?;
    }
    Ok(lines)
}

fn line(head: &str, object: &str, to: &mut dyn Write) -> io::Result<()> {
    // `{` of the object makes way for the head; no object is empty.
    let fields = object.strip_prefix('{').ok_or(io::ErrorKind::InvalidData)?;
    for part in [head, ",", fields, "\n"] {
        to.write_all(part.as_bytes())?;
    }
    Ok(())
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
        let (mut records, mut findings) = (Vec::new(), Vec::new());
        Lines::pass(document.as_bytes(), &mut records, &mut findings).unwrap();
        assert_eq!((records, findings), (Lines::of(document.as_bytes()).unwrap().records, Vec::new()));
        let document = document.replace(r#""findings":[]"#, r#""findings":[{"b":2}]"#);
        assert_eq!(Lines::findings_of(document.as_bytes()).unwrap(), Lines::of(document.as_bytes()).unwrap().findings);
        assert!(Lines::of(b"{}").is_err());
    }

    #[test]
    fn a_record_that_says_whose_it_is_takes_no_department_from_its_document() {
        let document = r#"{"source":{"name":"甲.pdf","sha256":"0123456789abcdef"},"disclosure":{"kind":"budget","fiscal_year":2026},
            "records":[{"department":"乙局","a":1}],"findings":[]}"#;
        let line: serde_json::Value = serde_json::from_slice(&Lines::of(document.as_bytes()).unwrap().records).unwrap();
        assert_eq!((&line["department"], &line["document_year"]), (&"乙局".into(), &2026.into()));
        assert_eq!(line.to_string().matches("department").count(), 1, "{line}");
    }
}
