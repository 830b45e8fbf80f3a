//! JSON Schemas (2020-12) of what is written, generated from the types that are written.

use super::document::Document;
use super::finding::Line as FindingLine;
use super::manifest::Manifest;
use super::record::Line as RecordLine;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

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
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Document, Self::Record, Self::Finding, Self::Manifest];

    /// The name in commands and of the file in `docs/schema/`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Record => "record",
            Self::Finding => "finding",
            Self::Manifest => "manifest",
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
