//! The JSON document, `gongkai.document/1`.

use super::finding::{CheckView, FindingView};
use super::form::FormView;
use super::narrative::{PassageView, TermView};
use super::privacy::Redactor;
use super::record::RecordView;
use super::statement::StatementView;
use crate::content::disclosure::Disclosure;
use crate::content::{Column, Direction, Identity, Part, Table};
use crate::diagnostic::{Diagnostic, Severity};
use crate::extraction::Extraction;
use crate::outline::{ContentsEntry, Section};
use crate::place::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    sections: Vec<SectionView<'e>>,
    contents: Vec<ContentsView<'e>>,
    tables: Vec<TableView<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartView<'e>>,
    forms: Vec<FormView<'e>>,
    statements: Vec<StatementView<'e>>,
    texts: Vec<PassageView<'e>>,
    glossary: Vec<TermView<'e>>,
    records: Vec<RecordView<'e>>,
    checks: Vec<CheckView<'e>>,
    findings: Vec<FindingView<'e>>,
    diagnostics: Vec<DiagnosticView<'e>>,
    privacy: Privacy,
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
struct Privacy {
    redacted: usize,
}

/// The document as JSON, with a line break at the end.
///
/// # Errors
/// Only if serialisation itself fails, which no document has made it do.
pub fn to_json(facts: &SourceFacts, extraction: &Extraction, keep_contacts: bool) -> serde_json::Result<Vec<u8>> {
    let redactor = Redactor::new(keep_contacts);
    // What repeats a text of the outline or of a table counts no contact twice.
    let copies = redactor.uncounted();
    let sections = &extraction.outline.sections;
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
        sections: extraction.outline.sections.iter().map(|s| section_view(s, &redactor)).collect(),
        contents: extraction.outline.contents.iter().map(|c| contents_view(c, &redactor)).collect(),
        tables: extraction.content.tables.iter().map(|t| table_view(t, &redactor)).collect(),
        parts: extraction.content.parts.iter().map(|p| part_view(p, &copies)).collect(),
        forms: extraction.content.forms.iter().map(|f| FormView::of(f, &redactor)).collect(),
        statements: extraction.content.statements.iter().map(|s| StatementView::of(s, sections, &redactor)).collect(),
        texts: extraction.content.narrative.passages.iter().map(|p| PassageView::of(p, sections, &redactor)).collect(),
        glossary: extraction.content.narrative.glossary.iter().map(|t| TermView::of(t, &redactor)).collect(),
        records: extraction.records.iter().map(|r| RecordView::of(r, &copies)).collect(),
        checks: extraction.checks.iter().map(|c| CheckView::of(c, &copies)).collect(),
        findings: extraction.findings.iter().map(|f| FindingView::of(f, &copies)).collect(),
        diagnostics: extraction.diagnostics.iter().map(|d| diagnostic_view(d, &copies)).collect(),
        // Written last, so it counts what the fields above took out.
        privacy: Privacy { redacted: redactor.count() },
    };
    let mut json = serde_json::to_vec(&document)?;
    json.push(b'\n');
    Ok(json)
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
