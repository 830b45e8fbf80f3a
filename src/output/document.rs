//! The JSON document, `gongkai.document/1`.

use crate::content::{Cell, Form, Measure, Statement, SubjectSource, Table};
use crate::diagnostic::Diagnostic;
use crate::extraction::Extraction;
use crate::grammar::{redact, squeeze};
use crate::outline::{ContentsEntry, Section};
use crate::place::Place;
use crate::record::Record;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::cell::Cell as Counter;

/// What is known of the input beside its content.
#[derive(Debug, Clone, Serialize)]
pub struct SourceFacts {
    /// File name as given.
    pub name: String,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// Media type by content.
    pub media: &'static str,
    /// Number of bytes.
    pub bytes: usize,
}

/// The document as it is written.
#[derive(Serialize)]
struct Document<'e> {
    schema: &'static str,
    source: SourceView<'e>,
    outcome: &'static str,
    sections: &'e [Section],
    contents: &'e [ContentsEntry],
    tables: Vec<TableView<'e>>,
    forms: Vec<FormView<'e>>,
    statements: Vec<StatementView<'e>>,
    records: Vec<RecordView<'e>>,
    checks: [(); 0],
    findings: [(); 0],
    diagnostics: &'e [Diagnostic],
    privacy: Privacy,
}

#[derive(Serialize)]
struct SourceView<'e> {
    #[serde(flatten)]
    facts: &'e SourceFacts,
    pages: Option<usize>,
    producer: Option<&'e str>,
    engine: &'static str,
}

#[derive(Serialize)]
struct TableView<'e> {
    id: Option<&'static str>,
    name: Option<&'static str>,
    title: Option<&'e str>,
    number: Option<&'e str>,
    department: Option<&'e str>,
    unit: Option<&'e str>,
    pages: &'e [u32],
    empty: bool,
    notes: Vec<String>,
    columns: Vec<ColumnView<'e>>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct ColumnView<'e> {
    path: &'e [String],
    role: crate::content::Role,
}

#[derive(Serialize)]
struct RowView {
    kind: crate::content::RowKind,
    page: u32,
    cells: Vec<Option<String>>,
}

#[derive(Serialize)]
struct FormView<'e> {
    page: Option<u32>,
    pages: &'e [u32],
    title: Option<&'e str>,
    project_name: Option<String>,
    department: Option<String>,
    unit: Option<&'e str>,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct RecordView<'e> {
    table: Option<&'static str>,
    table_index: usize,
    row: usize,
    function_code: Option<&'e str>,
    function_name: Option<&'e str>,
    economic_code: Option<&'e str>,
    economic_name: Option<&'e str>,
    gov_economic_code: Option<&'e str>,
    label: Option<String>,
    measure: &'e str,
    amount_yuan: Option<Exact>,
    printed: &'e str,
    unit: Option<&'e str>,
    is_total: bool,
    place: Place,
}

#[derive(Serialize)]
struct StatementView<'e> {
    page: u32,
    section: Option<&'e str>,
    quote: String,
    subject: Option<&'e str>,
    subject_source: Option<SubjectSource>,
    subject_printed: Option<String>,
    code: Option<&'e str>,
    measure: Measure,
    value: Option<Exact>,
    printed: &'e str,
    unit: Option<&'e str>,
    amount_yuan: Option<Exact>,
    direction: Option<&'static str>,
    base: Option<&'e str>,
    reason: Option<String>,
    place: Place,
}

#[derive(Serialize)]
struct Privacy {
    redacted: usize,
}

/// A decimal written digit for digit as a JSON number, never through binary floating point.
struct Exact(Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// Takes phone numbers and other contacts out of printed texts, and counts them.
struct Redactor {
    keep: bool,
    count: Counter<usize>,
}

/// The cell after one of these labels names a contact person.
const PERSON_LABELS: [&str; 6] = ["经办人", "联系人", "填报人", "填表人", "项目联系人", "经办人姓名"];

impl Redactor {
    fn text(&self, text: &str) -> String {
        // Every contact has at least five digits in a row or an @; most texts have neither.
        if self.keep || !may_hold_contact(text) {
            return text.to_owned();
        }
        let (redacted, count) = redact(text);
        self.count.set(self.count.get() + count);
        redacted.into_owned()
    }

    fn cell(&self, cell: &Cell, role: crate::content::Role) -> String {
        if role == crate::content::Role::Amount { cell.printed.clone() } else { self.text(&cell.printed) }
    }

    fn form_row(&self, row: &[String]) -> Vec<String> {
        let mut person = false;
        row.iter()
            .map(|text| {
                let label = squeeze(text);
                let label = label.trim_end_matches(['：', ':']);
                let is_name = std::mem::replace(&mut person, PERSON_LABELS.contains(&label));
                if is_name && !self.keep && !label.ends_with("电话") {
                    self.count.set(self.count.get() + 1);
                    return "[redacted]".to_owned();
                }
                self.text(text)
            })
            .collect()
    }
}

fn may_hold_contact(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7 || text.contains('@') || text.contains('＠')
}

/// The document as JSON, with a line break at the end.
///
/// # Errors
/// Only if serialisation itself fails, which no document has made it do.
pub fn to_json(facts: &SourceFacts, extraction: &Extraction, keep_contacts: bool) -> serde_json::Result<Vec<u8>> {
    let redactor = Redactor { keep: keep_contacts, count: Counter::new(0) };
    let tables = extraction.content.tables.iter().map(|t| table_view(t, &redactor)).collect();
    let forms = extraction.content.forms.iter().map(|f| form_view(f, &redactor)).collect();
    let statements = extraction.content.statements.iter().map(|s| statement_view(s, &extraction.outline.sections, &redactor)).collect();
    let records = extraction.records.iter().map(|r| record_view(r, &redactor)).collect();
    let document = Document {
        schema: "gongkai.document/1",
        source: SourceView {
            facts,
            pages: extraction.pages,
            producer: extraction.metadata.producer.as_deref(),
            engine: concat!("gongkai ", env!("CARGO_PKG_VERSION"), " hayro"),
        },
        outcome: extraction.outcome.name(),
        sections: &extraction.outline.sections,
        contents: &extraction.outline.contents,
        tables,
        forms,
        statements,
        records,
        checks: [],
        findings: [],
        diagnostics: &extraction.diagnostics,
        privacy: Privacy { redacted: redactor.count.get() },
    };
    let mut json = serde_json::to_vec(&document)?;
    json.push(b'\n');
    Ok(json)
}

fn table_view<'e>(table: &'e Table, redactor: &Redactor) -> TableView<'e> {
    TableView {
        id: table.id,
        name: table.name,
        title: table.title.as_deref(),
        number: table.number.as_deref(),
        department: table.department.as_deref(),
        unit: table.unit.as_deref(),
        pages: &table.pages,
        empty: table.empty,
        notes: table.notes.iter().map(|n| redactor.text(n)).collect(),
        columns: table.columns.iter().map(|c| ColumnView { path: &c.path, role: c.role }).collect(),
        rows: table
            .rows
            .iter()
            .map(|r| RowView {
                kind: r.kind,
                page: r.page,
                cells: r
                    .cells
                    .iter()
                    .zip(&table.columns)
                    .map(|(cell, column)| cell.as_ref().map(|c| redactor.cell(c, column.role)))
                    .collect(),
            })
            .collect(),
    }
}

fn form_view<'e>(form: &'e Form, redactor: &Redactor) -> FormView<'e> {
    FormView {
        page: form.pages.first().copied(),
        pages: &form.pages,
        title: form.title.as_deref(),
        project_name: form.project_name.as_deref().map(|t| redactor.text(t)),
        department: form.department.as_deref().map(|t| redactor.text(t)),
        unit: form.unit.as_deref(),
        rows: form.rows.iter().map(|r| redactor.form_row(r)).collect(),
    }
}

fn statement_view<'e>(statement: &'e Statement, sections: &'e [Section], redactor: &Redactor) -> StatementView<'e> {
    let subject = statement.subject.as_ref();
    StatementView {
        page: statement.place.page,
        section: statement.section.and_then(|at| sections.get(at)).map(|s| s.title.as_str()),
        quote: redactor.text(&statement.quote),
        subject: subject.map(|s| s.name.as_str()),
        subject_source: subject.map(|s| s.source),
        subject_printed: statement.subject_printed.as_deref().map(|t| redactor.text(t)),
        code: subject.and_then(|s| s.code.as_deref()),
        measure: statement.measure,
        value: statement.value.map(Exact),
        printed: &statement.printed,
        unit: statement.unit.as_deref(),
        amount_yuan: statement.amount_yuan.map(Exact),
        direction: statement.direction.map(crate::grammar::sentence::Direction::name),
        base: statement.base.as_deref(),
        reason: statement.reason.as_deref().map(|t| redactor.text(t)),
        place: statement.place,
    }
}

fn record_view<'e>(record: &'e Record, redactor: &Redactor) -> RecordView<'e> {
    RecordView {
        table: record.table,
        table_index: record.table_index,
        row: record.row,
        function_code: record.function_code.as_deref(),
        function_name: record.function_name.as_deref(),
        economic_code: record.economic_code.as_deref(),
        economic_name: record.economic_name.as_deref(),
        gov_economic_code: record.gov_economic_code.as_deref(),
        label: record.label.as_deref().map(|t| redactor.text(t)),
        measure: &record.measure,
        amount_yuan: record.amount_yuan.map(Exact),
        printed: &record.printed,
        unit: record.unit.as_deref(),
        is_total: record.is_total,
        place: record.place,
    }
}
