//! JSON Schemas (2020-12) of what is written, generated from the types that are written.

use super::document::Document;
use super::finding::FindingView;
use super::manifest::Manifest;
use super::record::RecordView;
use crate::content::disclosure::Kind;
use crate::department::Department;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// What every line begins with: it stands alone, so it says what its document is.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used: a line is put together from the text of its document")]
struct Head {
    /// Id of its document.
    document: String,
    /// Name of its document.
    source: String,
    /// Administrative division of the body, six digits.
    division_code: Option<String>,
    /// The body whose document it is.
    department: Option<String>,
    /// The code printed with its name.
    department_code: Option<String>,
    /// What kind of document it is.
    document_kind: Option<Kind>,
    /// The fiscal year of the document.
    document_year: Option<u16>,
}

/// A record on its own, with what its document says of all of them: a line of `records.ndjson`.
#[derive(JsonSchema)]
#[schemars(title = "gongkai record")]
#[expect(dead_code, reason = "only its schema is used")]
struct RecordLine<'e> {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    record: RecordView<'e>,
}

/// A finding on its own, with what its document is: a line of `findings.ndjson`.
#[derive(JsonSchema)]
#[schemars(title = "gongkai finding")]
#[expect(dead_code, reason = "only its schema is used")]
struct FindingLine<'e> {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    finding: FindingView<'e>,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Subject {
    /// A file of `documents/`.
    Document,
    /// A line of `records.ndjson`.
    Record,
    /// A line of `findings.ndjson`.
    Finding,
    /// `manifest.json`.
    Manifest,
    /// A file of `departments/`.
    Department,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Document, Self::Record, Self::Finding, Self::Manifest, Self::Department];

    /// The name in commands and of the file in `docs/schema/`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Record => "record",
            Self::Finding => "finding",
            Self::Manifest => "manifest",
            Self::Department => "department",
        }
    }

    fn generate(self, settings: SchemaSettings) -> Schema {
        fn of<T: JsonSchema>(settings: SchemaSettings) -> Schema {
            settings.into_generator().into_root_schema_for::<T>()
        }
        match self {
            Self::Document => of::<Document<'_>>(settings),
            Self::Record => of::<RecordLine<'_>>(settings),
            Self::Finding => of::<FindingLine<'_>>(settings),
            Self::Manifest => of::<Manifest<'_>>(settings),
            Self::Department => of::<Department>(settings),
        }
    }

    /// The schema, with definitions shared.
    pub fn schema(self) -> Value {
        self.generate(SchemaSettings::draft2020_12().for_serialize()).to_value()
    }

    /// The same without references: every type where it is used.
    pub(super) fn inlined(self) -> Value {
        let settings = SchemaSettings::draft2020_12().for_serialize().with(|s| s.inline_subschemas = true);
        self.generate(settings).to_value()
    }

    /// The schema as text, with a line break at the end.
    pub fn to_json(self) -> String {
        // Formatting a value that is in memory already cannot fail: `{:#}` of a Value is its indented JSON.
        format!("{:#}\n", self.schema())
    }
}
