//! The JSON document, `gongkai.document/1`.
//!
//! It is written as it is made, view by view: a document of two thousand pages is some hundred megabytes of JSON.

use super::each::Each;
use super::finding::{CheckView, FindingView};
use super::form::FormView;
use super::narrative::{PassageView, TermView};
use super::privacy::Redactor;
use super::record::RecordView;
use super::statement::StatementView;
use crate::check::{Check, Finding};
use crate::content::disclosure::Disclosure;
use crate::content::{Column, Direction, Form, Identity, Part, Passage, Statement, Table, Term};
use crate::diagnostic::{Diagnostic, Severity};
use crate::extraction::Extraction;
use crate::outline::{ContentsEntry, Section};
use crate::place::Place;
use crate::record::Record;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::io::Write;

/// What is known of the input beside its content.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SourceFacts {
    /// File name as given.
    pub name: String,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// Media type by content.
    pub media: Cow<'static, str>,
    /// Number of bytes.
    pub bytes: usize,
    /// Where and when it was fetched, where a scraper's list says so.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Where an input came from, as the scraper that fetched it wrote it down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The address it was fetched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was fetched, as the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved_at: Option<String>,
}

impl SourceFacts {
    /// The document's id: the first twelve digits of its hash.
    pub fn id(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }
}

/// One document: a file of `documents/`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gongkai document")]
pub(super) struct Document<'e> {
    schema: &'static str,
    source: SourceView<'e>,
    outcome: &'static str,
    disclosure: Option<Cow<'e, Disclosure>>,
    sections: Each<'e, Section, SectionView<'e>>,
    contents: Each<'e, ContentsEntry, ContentsView<'e>>,
    tables: Each<'e, Table, TableView<'e>>,
    #[serde(skip_serializing_if = "Each::is_empty")]
    parts: Each<'e, Part, PartView<'e>>,
    forms: Each<'e, Form, FormView<'e>>,
    statements: Each<'e, Statement, StatementView<'e>>,
    texts: Each<'e, Passage, PassageView<'e>>,
    glossary: Each<'e, Term, TermView<'e>>,
    records: Each<'e, Record, RecordView<'e>>,
    checks: Each<'e, Check, CheckView<'e>>,
    findings: Each<'e, Finding, FindingView<'e>>,
    diagnostics: Each<'e, Diagnostic, DiagnosticView<'e>>,
    privacy: Privacy<'e>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
struct SourceView<'e> {
    #[serde(flatten)]
    facts: &'e SourceFacts,
    pages: Option<usize>,
    producer: Option<&'e str>,
    engine: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Section")]
struct SectionView<'e> {
    number: Option<&'e str>,
    title: Cow<'e, str>,
    level: u8,
    page: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Contents")]
struct ContentsView<'e> {
    title: Cow<'e, str>,
    page: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct DiagnosticView<'e> {
    code: &'static str,
    severity: Severity,
    message: Cow<'e, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Table")]
struct TableView<'e> {
    id: Option<&'static str>,
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'static str>,
    identity: Option<&'e Identity>,
    title: Option<Cow<'e, str>>,
    titled_by_heading: bool,
    number: Option<&'e str>,
    department: Option<Cow<'e, str>>,
    unit: Option<&'e str>,
    unit_from: Option<&'static str>,
    pages: &'e [u32],
    empty: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    declared_empty: bool,
    notes: Vec<Cow<'e, str>>,
    columns: Vec<ColumnView<'e>>,
    rows: Vec<RowView<'e>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Part")]
struct PartView<'e> {
    department: Option<Cow<'e, str>>,
    tables: &'e [usize],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Column")]
struct ColumnView<'e> {
    path: Vec<Cow<'e, str>>,
    role: crate::content::Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    side: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Row")]
struct RowView<'e> {
    kind: crate::content::RowKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    of_which: bool,
    page: u32,
    cells: Vec<Option<Cow<'e, str>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Privacy")]
struct Privacy<'e> {
    #[serde(serialize_with = "count")]
    #[schemars(with = "usize")]
    redacted: &'e Redactor,
}

/// Written last, so it counts what the fields before it took out.
fn count<S: Serializer>(redactor: &Redactor, serializer: S) -> Result<S::Ok, S::Error> {
    redactor.count().serialize(serializer)
}

/// The document as JSON, with a line break at the end.
///
/// # Errors
/// Only if serialisation itself fails, which no document has made it do.
pub fn to_json(facts: &SourceFacts, extraction: &Extraction, keep_contacts: bool) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::new();
    write_json(facts, extraction, keep_contacts, &mut json)?;
    Ok(json)
}

/// Writes the document as JSON, with a line break at the end, in many small pieces.
///
/// # Errors
/// When `to` takes no more.
pub fn write_json(
    facts: &SourceFacts,
    extraction: &Extraction,
    keep_contacts: bool,
    to: &mut impl Write,
) -> serde_json::Result<()> {
    let redactor = &Redactor::new(keep_contacts);
    // What repeats a text of the outline or of a table counts no contact twice.
    let copies = &redactor.uncounted();
    let Extraction { outline, content, .. } = extraction;
    let document = Document {
        schema: "gongkai.document/1",
        source: SourceView {
            facts,
            pages: extraction.pages,
            producer: extraction.metadata.producer.as_deref(),
            engine: concat!("gongkai ", env!("CARGO_PKG_VERSION"), " hayro"),
        },
        outcome: extraction.outcome.name(),
        disclosure: extraction.disclosure.as_ref().map(|d| copies.disclosure(d)),
        sections: Each::new(&outline.sections, |s| section_view(s, redactor)),
        contents: Each::new(&outline.contents, |c| contents_view(c, redactor)),
        tables: Each::new(&content.tables, |t| table_view(t, redactor)),
        parts: Each::new(&content.parts, |p| part_view(p, copies)),
        forms: Each::new(&content.forms, |f| FormView::of(f, redactor)),
        statements: Each::new(&content.statements, |s| StatementView::of(s, &outline.sections, redactor)),
        texts: Each::new(&content.narrative.passages, |p| PassageView::of(p, &outline.sections, redactor)),
        glossary: Each::new(&content.narrative.glossary, |t| TermView::of(t, redactor)),
        records: Each::new(&extraction.records, |r| RecordView::of(r, copies)),
        checks: Each::new(&extraction.checks, |c| CheckView::of(c, copies)),
        findings: Each::new(&extraction.findings, |f| FindingView::of(f, copies)),
        diagnostics: Each::new(&extraction.diagnostics, |d| diagnostic_view(d, copies)),
        privacy: Privacy { redacted: redactor },
    };
    serde_json::to_writer(&mut *to, &document)?;
    to.write_all(b"\n").map_err(serde_json::Error::io)
}

fn section_view<'e>(section: &'e Section, redactor: &Redactor) -> SectionView<'e> {
    SectionView {
        number: section.number.as_deref(),
        title: redactor.text(&section.title),
        level: section.level,
        page: section.page,
    }
}

fn contents_view<'e>(entry: &'e ContentsEntry, redactor: &Redactor) -> ContentsView<'e> {
    ContentsView { title: redactor.text(&entry.title), page: entry.page }
}

fn diagnostic_view<'e>(diagnostic: &'e Diagnostic, redactor: &Redactor) -> DiagnosticView<'e> {
    DiagnosticView {
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: redactor.text(&diagnostic.message),
        place: diagnostic.place,
    }
}

fn part_view<'e>(part: &'e Part, redactor: &Redactor) -> PartView<'e> {
    PartView { department: part.department.as_deref().map(|t| redactor.text(t)), tables: &part.tables }
}

fn column_view<'e>(column: &'e Column, redactor: &Redactor) -> ColumnView<'e> {
    ColumnView {
        path: column.path.iter().map(|label| redactor.text(label)).collect(),
        role: column.role,
        meaning: column.meaning,
        year: column.year,
        unit: column.unit.map(|u| u.printed()),
        side: column.side,
        direction: column.direction,
    }
}

fn table_view<'e>(table: &'e Table, redactor: &Redactor) -> TableView<'e> {
    let rows = table.rows.iter().map(|r| RowView {
        kind: r.kind,
        level: r.level,
        of_which: r.of_which,
        page: r.page,
        cells: redactor.cells(r, &table.columns),
    });
    TableView {
        id: table.id,
        name: table.name,
        variant: table.variant,
        identity: table.identity.as_ref(),
        title: table.title.as_deref().map(|t| redactor.text(t)),
        titled_by_heading: table.titled_by_heading,
        number: table.number.as_deref(),
        department: table.department.as_deref().map(|t| redactor.text(t)),
        unit: table.unit.as_deref(),
        unit_from: table.unit_from,
        pages: &table.pages,
        empty: table.empty,
        declared_empty: table.declared_empty,
        notes: table.notes.iter().map(|n| redactor.text(n)).collect(),
        columns: table.columns.iter().map(|c| column_view(c, redactor)).collect(),
        rows: rows.collect(),
    }
}
