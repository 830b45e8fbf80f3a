//! The list of what went in and what became of it, `gongkai.manifest/1`.

use crate::content::disclosure::{Kind, Scope};
use crate::extraction::Outcome;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// Name as given, never an absolute path.
    pub name: String,
    /// SHA-256 of the bytes, hex; `None` when the input could not be read.
    pub sha256: Option<String>,
    /// Number of bytes.
    pub bytes: Option<u64>,
    /// Media type by content.
    pub media: Option<&'static str>,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Why, when it is not `ok`.
    pub message: Option<String>,
    /// The document's file below the output folder.
    pub document: Option<String>,
    /// What the document is: `budget`, `final_accounts`, `performance`, `other`.
    pub kind: Option<Kind>,
    /// Whether it is a department's or a unit's.
    pub scope: Option<Scope>,
    /// The year that it is of.
    pub fiscal_year: Option<u16>,
    /// Whose it is.
    pub department: Option<String>,
    /// Documents of the same run of the same body, year and kind: narrative and tables are often published apart (北京).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// What is in the document.
    #[serde(flatten)]
    pub counts: Counts,
}

/// What documents that belong together have in common.
type Body = (String, Option<Scope>, u16, Kind);

/// Links the documents that belong together: same body, scope, year and kind.
pub fn link(entries: &mut [Entry]) {
    let mut groups: BTreeMap<Body, BTreeSet<String>> = BTreeMap::new();
    let key = |e: &Entry| Some((e.department.clone()?, e.scope, e.fiscal_year?, e.kind.filter(|k| *k != Kind::Other)?));
    for entry in entries.iter() {
        if let (Some(key), Some(document)) = (key(entry), &entry.document) {
            groups.entry(key).or_default().insert(document.clone());
        }
    }
    for entry in entries {
        let Some(group) = key(entry).and_then(|k| groups.get(&k)) else { continue };
        entry.related = group.iter().filter(|d| Some(*d) != entry.document.as_ref()).cloned().collect();
    }
}

/// What is in a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Tables.
    pub tables: usize,
    /// Performance forms.
    pub forms: usize,
    /// Records.
    pub records: usize,
    /// Diagnostics.
    pub diagnostics: usize,
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

    fn add(&mut self, outcome: Outcome) {
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
        let count = generator.subschema_for::<usize>();
        let properties: serde_json::Map<String, serde_json::Value> =
            Outcome::ALL.iter().map(|o| (o.name().to_owned(), count.clone().to_value())).collect();
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
                totals.counts.tables += entry.counts.tables;
                totals.counts.forms += entry.counts.forms;
                totals.counts.records += entry.counts.records;
                totals.counts.diagnostics += entry.counts.diagnostics;
            }
        }
        totals
    }
}

/// What went into a run and what became of it: `manifest.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gongkai manifest")]
pub(super) struct Manifest<'e> {
    schema: &'static str,
    tool: &'static str,
    version: &'static str,
    keep_contacts: bool,
    totals: &'e Totals,
    inputs: &'e [Entry],
}

/// The manifest as JSON for people too: indented, with a line break at the end.
///
/// # Errors
/// Only if serialisation itself fails.
pub fn to_json(entries: &[Entry], totals: &Totals, keep_contacts: bool) -> serde_json::Result<Vec<u8>> {
    let manifest = Manifest {
        schema: "gongkai.manifest/1",
        tool: "gongkai",
        version: env!("CARGO_PKG_VERSION"),
        keep_contacts,
        totals,
        inputs: entries,
    };
    let mut json = serde_json::to_vec_pretty(&manifest)?;
    json.push(b'\n');
    Ok(json)
}
