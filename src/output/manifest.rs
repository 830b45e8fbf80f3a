//! The list of what went in and what became of it, `gongkai.manifest/1`.

use super::document::Origin;
use super::document_file::DocumentFile;
use super::finding::FindingView;
use super::gate::Gate;
use crate::check::{Check, Finding, Report, Status};
use crate::content::disclosure::{Kind, Scope};
use crate::department::DepartmentId;
use crate::diagnostic::Severity;
use crate::extraction::{Extraction, Outcome};
use crate::record::second::Tally;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Name as given, never an absolute path.
    pub name: String,
    /// Where it was fetched from, where a scraper's list says so.
    #[serde(flatten)]
    pub origin: Origin,
    /// SHA-256 of the bytes, hex; `None` when the input could not be read.
    pub sha256: Option<String>,
    /// Number of bytes.
    pub bytes: Option<u64>,
    /// Media type by content.
    pub media: Option<Cow<'static, str>>,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Why, when it is not `ok`.
    pub message: Option<String>,
    /// The document's file below the output folder.
    #[schemars(with = "Option<String>")]
    pub document: Option<DocumentFile>,
    /// What the document is: `budget`, `final_accounts`, `performance`, `other`.
    pub kind: Option<Kind>,
    /// Whether it is a department's or a unit's.
    pub scope: Option<Scope>,
    /// The year that it is of.
    pub fiscal_year: Option<u16>,
    /// Whose it is.
    pub department: Option<String>,
    /// Documents of the same run of the same body, year and kind: narrative and tables are often published apart (北京).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// Id of the department among whose documents it is; left out for what is nobody's, or of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub department_id: Option<DepartmentId>,
    /// What is in the document.
    #[serde(flatten)]
    pub counts: Counts,
}

/// A department that the run put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DepartmentEntry {
    /// Its id.
    #[schemars(with = "String")]
    pub id: DepartmentId,
    /// Its file below the output folder.
    pub file: String,
    /// Its name.
    pub name: Option<String>,
    /// Its division, six digits.
    pub division_code: Option<String>,
    /// Ids of its documents.
    pub documents: Vec<String>,
}

impl Entry {
    /// Whether the document is called as its hash has it. Of what was read back, only this is believed.
    pub fn is_sound(&self) -> bool {
        let own = self.sha256.as_deref().and_then(DocumentFile::of);
        self.document.as_ref().is_none_or(|document| own.as_ref() == Some(document))
    }

    /// The entry as it stands in the manifest, in one line.
    ///
    /// # Errors
    /// Only if serialisation itself fails.
    pub fn to_json(&self, keep_contacts: bool) -> serde_json::Result<String> {
        /// Where the gate knows a name for that of a file.
        #[derive(Serialize)]
        struct Inputs<'e> {
            inputs: [&'e Entry; 1],
        }
        #[derive(Deserialize)]
        struct Written<'j> {
            #[serde(borrow)]
            inputs: [&'j RawValue; 1],
        }
        let mut json = Vec::new();
        Gate::new(keep_contacts).write(&Inputs { inputs: [self] }, &mut json)?;
        let Written { inputs: [entry] } = serde_json::from_slice(&json)?;
        Ok(entry.get().to_owned())
    }
}

/// What documents that belong together have in common.
type Body = (String, Option<Scope>, u16, Kind);

/// Documents that belong together: a body publishes its budget in a few files. More of them have only their words in common, as
/// copies do, and naming each in each would take the square of their number.
const MOST_RELATED: usize = 32;

/// Links the documents that belong together: same body, scope, year and kind.
pub fn link(entries: &mut [Entry]) {
    let mut groups: BTreeMap<Body, BTreeSet<String>> = BTreeMap::new();
    let key = |e: &Entry| Some((e.department.clone()?, e.scope, e.fiscal_year?, e.kind.filter(|k| *k != Kind::Other)?));
    for entry in entries.iter() {
        if let (Some(key), Some(document)) = (key(entry), &entry.document) {
            groups.entry(key).or_default().insert(document.to_string());
        }
    }
    for entry in entries {
        entry.related.clear();
        entry.department_id = None;
        let group = key(entry).and_then(|k| groups.get(&k)).filter(|g| g.len() <= MOST_RELATED);
        let Some(group) = group else { continue };
        entry.related = group.iter().filter(|d| Some(d.as_str()) != entry.document.as_deref()).cloned().collect();
    }
}

/// What is in a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Tables.
    pub tables: usize,
    /// Performance forms.
    pub forms: usize,
    /// Records.
    pub records: usize,
    /// Diagnostics.
    pub diagnostics: usize,
    /// Checks by how they came out.
    pub checks: Checks,
    /// Findings by severity.
    pub findings: Findings,
    /// How the amounts of tables fared before a second reader, where one was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_reader: Option<Tally>,
}

impl Counts {
    /// What is in an extraction.
    pub fn of(extraction: &Extraction) -> Self {
        let mut counts = Self {
            tables: extraction.content.tables.len(),
            forms: extraction.content.forms.len(),
            records: extraction.records.len(),
            diagnostics: extraction.diagnostics.len(),
            checks: Checks::default(),
            findings: Findings::default(),
            second_reader: extraction.second_reader,
        };
        counts.add_checks(&extraction.checks, &extraction.findings);
        counts
    }

    /// Adds what came of comparing documents with each other.
    pub fn add_report(&mut self, across: &Report) {
        self.add_checks(&across.checks, &across.findings);
    }

    fn add_checks(&mut self, checks: &[Check], findings: &[Finding]) {
        checks.iter().for_each(|c| self.checks.add(c.status));
        self.findings.add(findings);
    }

    /// Whether anything of the document stands in the files over all documents.
    pub const fn has_lines(&self) -> bool {
        self.records > 0 || self.findings.at_least(Severity::Info) > 0
    }

    /// Adds what is in another document.
    pub fn add(&mut self, other: &Self) {
        // What was read back from a folder may say anything.
        let add = |sum: &mut usize, more: usize| *sum = sum.saturating_add(more);
        add(&mut self.tables, other.tables);
        add(&mut self.forms, other.forms);
        add(&mut self.records, other.records);
        add(&mut self.diagnostics, other.diagnostics);
        add(&mut self.checks.pass, other.checks.pass);
        add(&mut self.checks.rounding, other.checks.rounding);
        add(&mut self.checks.fail, other.checks.fail);
        add(&mut self.checks.not_applicable, other.checks.not_applicable);
        add(&mut self.checks.insufficient_data, other.checks.insufficient_data);
        add(&mut self.checks.refused, other.checks.refused);
        add(&mut self.findings.error, other.findings.error);
        add(&mut self.findings.warning, other.findings.warning);
        add(&mut self.findings.info, other.findings.info);
        if let Some(tally) = &other.second_reader {
            self.second_reader.get_or_insert_default().add(tally);
        }
    }
}

/// Number of checks by how they came out: a rule that did not run never looks like a pass.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checks {
    /// Held exactly.
    pub pass: usize,
    /// Held within rounding.
    pub rounding: usize,
    /// Did not hold.
    pub fail: usize,
    /// Had nothing to speak about.
    pub not_applicable: usize,
    /// Lacked a figure.
    pub insufficient_data: usize,
    /// Lacked a figure that was read with certainty.
    pub refused: usize,
}

impl Checks {
    fn add(&mut self, status: Status) {
        let count = match status {
            Status::Pass => &mut self.pass,
            Status::Rounding => &mut self.rounding,
            Status::Fail => &mut self.fail,
            Status::NotApplicable => &mut self.not_applicable,
            Status::InsufficientData => &mut self.insufficient_data,
            Status::Refused => &mut self.refused,
        };
        *count = count.saturating_add(1);
    }
}

/// Number of findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// Certainly wrong.
    pub error: usize,
    /// Probably wrong.
    pub warning: usize,
    /// Worth knowing.
    pub info: usize,
}

impl Findings {
    fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            let count = match finding.severity {
                Severity::Error => &mut self.error,
                Severity::Warning => &mut self.warning,
                Severity::Info => &mut self.info,
            };
            *count = count.saturating_add(1);
        }
    }

    /// Number of those at least as bad.
    pub const fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.error.saturating_add(self.warning),
            Severity::Info => self.error.saturating_add(self.warning).saturating_add(self.info),
        }
    }
}

/// The sums over all inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Totals {
    /// Number of inputs: the sum of `outcomes`.
    pub inputs: usize,
    /// Number of different documents; one under two names counts once, here and in what follows.
    pub documents: usize,
    /// Inputs by outcome.
    pub outcomes: Outcomes,
    /// What is in the documents.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Number of inputs of each outcome; all outcomes are written, so the shape never changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes([usize; Outcome::ALL.len()]);

impl Outcomes {
    /// Number of inputs with this outcome.
    pub fn of(&self, outcome: Outcome) -> usize {
        Outcome::ALL.iter().zip(self.0).find(|(o, _)| **o == outcome).map_or(0, |(_, count)| count)
    }

    /// The outcomes that occur, with their numbers.
    pub fn present(&self) -> impl Iterator<Item = (Outcome, usize)> {
        Outcome::ALL.into_iter().zip(self.0).filter(|(_, count)| *count > 0)
    }

    /// Counts one more.
    pub fn add(&mut self, outcome: Outcome) {
        for (known, count) in Outcome::ALL.iter().zip(&mut self.0) {
            *count += usize::from(*known == outcome);
        }
    }
}

impl Serialize for Outcomes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (outcome, count) in Outcome::ALL.iter().zip(self.0) {
            map.serialize_entry(outcome.name(), &count)?;
        }
        map.end()
    }
}

impl JsonSchema for Outcomes {
    fn schema_name() -> Cow<'static, str> {
        "Outcomes".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let count = |outcome: &Outcome| {
            let mut count = generator.subschema_for::<usize>();
            count.insert("description".to_owned(), format!("Inputs that ended `{}`.", outcome.name()).into());
            (outcome.name().to_owned(), count.to_value())
        };
        let properties: serde_json::Map<String, serde_json::Value> = Outcome::ALL.iter().map(count).collect();
        let required: Vec<&str> = Outcome::ALL.iter().map(|o| o.name()).collect();
        schemars::json_schema!({ "type": "object", "properties": properties, "required": required })
    }
}

impl Totals {
    /// Sums up the entries; one whose document came before counts as an input only.
    pub fn of(entries: &[Entry]) -> Self {
        let mut totals = Self { inputs: entries.len(), ..Self::default() };
        let mut seen = BTreeSet::new();
        for entry in entries {
            totals.outcomes.add(entry.outcome);
            if entry.document.as_deref().is_some_and(|d| seen.insert(d)) {
                totals.documents += 1;
                totals.counts.add(&entry.counts);
            }
        }
        totals
    }
}

/// What went into a run and what became of it: `manifest.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gongkai manifest")]
pub(super) struct Manifest<'e> {
    /// Name and version of this format: `gongkai.manifest/1`.
    schema: &'static str,
    /// The program that wrote it.
    tool: &'static str,
    /// Its version.
    version: &'static str,
    /// Names, phone numbers and addresses of persons were left in the outputs.
    keep_contacts: bool,
    /// Sums over all inputs.
    totals: &'e Totals,
    /// What documents say against each other.
    across: Vec<FindingView<'e>>,
    /// The departments that the documents were put together to, by id.
    departments: &'e [DepartmentEntry],
    /// Every input and what became of it, by name.
    inputs: &'e [Entry],
}

/// A manifest as it is read back.
#[derive(Debug, Deserialize)]
pub struct ReadBack {
    /// Whether contacts of persons are in the outputs.
    pub keep_contacts: bool,
    /// The departments.
    #[serde(default)]
    pub departments: Vec<DepartmentEntry>,
    /// Every input.
    pub inputs: Vec<Entry>,
}

/// The manifest as JSON for people too: indented, with a line break at the end.
///
/// # Errors
/// Only if serialisation itself fails.
pub fn to_json(
    entries: &[Entry],
    departments: &[DepartmentEntry],
    across: &Report,
    totals: &Totals,
    keep_contacts: bool,
) -> serde_json::Result<Vec<u8>> {
    let manifest = Manifest {
        schema: "gongkai.manifest/1",
        tool: "gongkai",
        version: env!("CARGO_PKG_VERSION"),
        keep_contacts,
        totals,
        across: across.findings.iter().map(FindingView::of).collect(),
        departments,
        inputs: entries,
    };
    let mut json = Vec::new();
    Gate::new(keep_contacts).write_pretty(&manifest, &mut json)?;
    json.push(b'\n');
    Ok(json)
}
