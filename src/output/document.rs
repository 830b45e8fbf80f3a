//! The JSON document, `gongkai.document/1`.
//!
//! It is written as it is made, view by view: a document of two thousand pages is some hundred megabytes of JSON.

use super::each::Each;
use super::finding::{CheckView, FindingView};
use super::form::FormView;
use super::gate::Gate;
use super::narrative::{PassageView, TermView};
use super::record::RecordView;
use super::statement::StatementView;
use crate::check::{Check, Finding};
use crate::content::disclosure::{Disclosure, Told};
use crate::content::{Column, Direction, Form, Identity, Part, Passage, Statement, Table, Term};
use crate::diagnostic::{Diagnostic, Severity};
use crate::extraction::Extraction;
use crate::layout::native::Attachment;
use crate::outline::{ContentsEntry, Section};
use crate::place::Place;
use crate::record::{self, Record};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
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
    /// What was told of it.
    #[serde(flatten)]
    pub told: Told,
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
    /// Name and version of this format: `gongkai.document/1`. Fields may be added under one version; none changes its
    /// meaning.
    schema: &'static str,
    /// The input: its name, its bytes, where it came from.
    source: SourceView<'e>,
    /// How reading it ended: `ok`, `partial`, or why it was not read.
    outcome: &'static str,
    /// What it is: kind, scope, year, department; null when it could not be opened.
    disclosure: Option<&'e Disclosure>,
    /// Headings of the text, in reading order.
    sections: Each<'e, Section, SectionView<'e>>,
    /// Entries of the printed table of contents.
    contents: Each<'e, ContentsEntry, ContentsView<'e>>,
    /// Tables, in reading order, each with the parts that stand on several pages put together.
    tables: Each<'e, Table, TableView<'e>>,
    /// The units of a document that holds the tables of several.
    #[serde(skip_serializing_if = "Each::is_empty")]
    parts: Each<'e, Part, PartView<'e>>,
    /// Performance forms (绩效目标申报表, 自评表), in reading order.
    forms: Each<'e, Form, FormView<'e>>,
    /// Numbers in the sentences of the text, each with what it is about.
    statements: Each<'e, Statement, StatementView<'e>>,
    /// The running text by heading: duties, organisation, explanations.
    texts: Each<'e, Passage, PassageView<'e>>,
    /// Terms explained at the end (名词解释).
    glossary: Each<'e, Term, TermView<'e>>,
    /// One for each printed amount of tables, forms and statements.
    records: Each<'e, Record, RecordView<'e>>,
    /// Each rule that was asked, and how it came out: a rule that was not asked never looks like one that holds.
    checks: Each<'e, Check, CheckView<'e>>,
    /// What does not add up.
    findings: Each<'e, Finding, FindingView<'e>>,
    /// What was not read with certainty, with its place.
    diagnostics: Each<'e, Diagnostic, DiagnosticView<'e>>,
    /// What was left out to spare persons.
    privacy: Privacy,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
struct SourceView<'e> {
    #[serde(flatten)]
    facts: &'e SourceFacts,
    /// Number of pages; null where there are none.
    pages: Option<usize>,
    /// The program that wrote the file, as it says itself.
    producer: Option<&'e str>,
    /// Names of the sheets of a workbook, those that it hides among them: the first is page 1.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    sheets: &'e [String],
    /// Files and pictures that a web page links to and does not hold. None is fetched.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    attachments: &'e [Attachment],
    /// The program that read it, with its version, and its PDF library.
    engine: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Section")]
struct SectionView<'e> {
    /// The printed number (`第一部分`, `一、`), without the title.
    number: Option<&'e str>,
    /// The title.
    title: &'e str,
    /// 1 for 第一部分 (or 一、 where there are no parts), deeper levels count up.
    level: u8,
    /// Page of the heading, 1-based.
    page: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Contents")]
struct ContentsView<'e> {
    /// The title with its number, as printed.
    title: &'e str,
    /// The page number printed beside it.
    page: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct DiagnosticView<'e> {
    /// Stable code, such as `page.invisible`.
    code: &'static str,
    /// How bad it is for someone who uses the numbers.
    severity: Severity,
    /// What happened, in one sentence.
    message: &'e str,
    /// Where, if it has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Table")]
struct TableView<'e> {
    /// Canonical id of the official table (B01…F15); null when it is none.
    id: Option<&'static str>,
    /// Canonical name of the official table.
    name: Option<&'static str>,
    /// The canonical id of the variant, where the table is one (B20 三公与机关运行经费 is a B07).
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'static str>,
    /// Why it got its id.
    identity: Option<&'e Identity>,
    /// Title as printed; where none is printed, the heading of the text under which the table stands.
    title: Option<&'e str>,
    /// The title is a heading of the text, not one of the table's own.
    titled_by_heading: bool,
    /// Number as printed (公开03表).
    number: Option<&'e str>,
    /// Whose table it is, as printed.
    department: Option<&'e str>,
    /// Unit as printed (万元), null when none is printed.
    unit: Option<&'e str>,
    /// Where the unit is printed: in the `caption`, in the `header` or on the `cover`.
    unit_from: Option<&'static str>,
    /// Pages it stands on, 1-based.
    pages: &'e [u32],
    /// No amount is printed in it.
    empty: bool,
    /// A note says that it is empty on purpose.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    declared_empty: bool,
    /// Notes printed under it.
    notes: Vec<&'e str>,
    /// Columns, those of all sides in printed order.
    columns: Vec<ColumnView<'e>>,
    /// Rows, in printed order.
    rows: Vec<RowView<'e>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Part")]
struct PartView<'e> {
    /// Whose tables they are, as printed above them.
    department: Option<&'e str>,
    /// Indexes of its tables in the document.
    tables: &'e [usize],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Column")]
struct ColumnView<'e> {
    /// Headings above it, outermost first.
    path: Vec<&'e str>,
    /// What it holds.
    role: crate::content::Role,
    /// What it means, in a canonical name (`basic`, `government_fund`), where its headings say.
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    /// What its amounts are, in a canonical name that means the same in every place, year and layout (`total`, `basic`, `public`,
    /// `reception_last_year`), and that no other column of its side has; left out where no such name is sure.
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<String>,
    /// The year that its headings name.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    /// The unit that its own heading names (人, 辆, 平方米, %), which rules over the table's.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    /// The side of the table it belongs to, 0 first: a row of a two-sided table holds one item on each.
    side: u8,
    /// Whether its side is income or expenditure, where the headings say.
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Row")]
struct RowView<'e> {
    /// What it is: an item, a total, a heading …
    kind: crate::content::RowKind,
    /// Depth in the hierarchy of the table, 1 outermost: from the code, else the numbering, else the indent of the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// The row is a part of the one above it (其中：…).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    of_which: bool,
    /// The page it stands on, 1-based.
    page: u32,
    /// One for each printed column; null where nothing is printed.
    cells: Vec<Option<&'e str>>,
}

#[derive(Serialize, JsonSchema)]
struct Privacy {
    /// How many names, phone numbers and addresses of persons were replaced.
    redacted: usize,
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
    let Extraction { outline, content, .. } = extraction;
    let document = Document {
        schema: "gongkai.document/1",
        source: SourceView {
            facts,
            pages: extraction.pages,
            producer: extraction.metadata.producer.as_deref(),
            sheets: &extraction.sheets,
            attachments: &extraction.attachments,
            engine: concat!("gongkai ", env!("CARGO_PKG_VERSION"), " hayro"),
        },
        outcome: extraction.outcome.name(),
        disclosure: extraction.disclosure.as_ref(),
        sections: Each::new(&outline.sections, section_view),
        contents: Each::new(&outline.contents, contents_view),
        tables: Each::new(&content.tables, |table| table_view(table, extraction.disclosure.as_ref())),
        parts: Each::new(&content.parts, part_view),
        forms: Each::new(&content.forms, FormView::of),
        statements: Each::new(&content.statements, |s| StatementView::of(s, &outline.sections)),
        texts: Each::new(&content.narrative.passages, |p| PassageView::of(p, &outline.sections)),
        glossary: Each::new(&content.narrative.glossary, TermView::of),
        records: Each::new(&extraction.records, |r| RecordView::of(r, &extraction.sheets)),
        checks: Each::new(&extraction.checks, CheckView::of),
        findings: Each::new(&extraction.findings, FindingView::of),
        diagnostics: Each::new(&extraction.diagnostics, diagnostic_view),
        privacy: Privacy { redacted: extraction.redacted },
    };
    Gate::new(keep_contacts).write(&document, &mut *to)?;
    to.write_all(b"\n").map_err(serde_json::Error::io)
}

fn section_view<'e>(section: &'e Section) -> SectionView<'e> {
    SectionView { number: section.number.as_deref(), title: &section.title, level: section.level, page: section.page }
}

fn contents_view<'e>(entry: &'e ContentsEntry) -> ContentsView<'e> {
    ContentsView { title: &entry.title, page: entry.page }
}

fn diagnostic_view<'e>(diagnostic: &'e Diagnostic) -> DiagnosticView<'e> {
    DiagnosticView { code: diagnostic.code, severity: diagnostic.severity, message: &diagnostic.message, place: diagnostic.place }
}

fn part_view<'e>(part: &'e Part) -> PartView<'e> {
    PartView { department: part.department.as_deref(), tables: &part.tables }
}

fn column_view<'e>((column, figure): (&'e Column, Option<String>)) -> ColumnView<'e> {
    ColumnView {
        figure,
        path: column.path.iter().map(String::as_str).collect(),
        role: column.role,
        meaning: column.meaning,
        year: column.year,
        unit: column.unit.map(|u| u.printed()),
        side: column.side,
        direction: column.direction,
    }
}

fn table_view<'e>(table: &'e Table, disclosure: Option<&Disclosure>) -> TableView<'e> {
    let figures = disclosure.map_or_else(|| vec![None; table.columns.len()], |d| record::figures(table, d));
    let rows = table.rows.iter().map(|r| RowView {
        kind: r.kind,
        level: r.level,
        of_which: r.of_which,
        page: r.page,
        cells: r.cells.iter().map(|c| c.as_ref().map(|c| c.printed.as_str())).collect(),
    });
    TableView {
        id: table.id,
        name: table.name,
        variant: table.variant,
        identity: table.identity.as_ref(),
        title: table.title.as_deref(),
        titled_by_heading: table.titled_by_heading,
        number: table.number.as_deref(),
        department: table.department.as_deref(),
        unit: table.unit.as_deref(),
        unit_from: table.unit_from,
        pages: &table.pages,
        empty: table.empty,
        declared_empty: table.declared_empty,
        notes: table.notes.iter().map(String::as_str).collect(),
        columns: table.columns.iter().zip(figures).map(column_view).collect(),
        rows: rows.collect(),
    }
}
