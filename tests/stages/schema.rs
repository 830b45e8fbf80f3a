//! The schemas in `docs/schema/` are those of this version, and what the command writes fits them.
//!
//! `SCHEMA=write cargo test --test stages schema` writes them anew.

use crate::common;

use gongkai::output::schema::Subject;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn file(subject: Subject) -> PathBuf {
    common::root().join("docs/schema").join(format!("{}.json", subject.name()))
}

#[test]
fn the_published_schemas_are_those_of_this_version() {
    let write = std::env::var("SCHEMA").is_ok_and(|v| v == "write");
    assert!(!(write && std::env::var_os("CI").is_some()), "SCHEMA is set in CI");
    for subject in Subject::ALL {
        let path = file(subject);
        if write {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, subject.to_json()).expect("a schema");
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == subject.to_json(), "{} has drifted: SCHEMA=write cargo test --test stages schema", path.display());
    }
}

#[test]
fn the_command_prints_the_published_schemas() {
    if std::env::var_os("SCHEMA").is_some() {
        // The files are just being written by the other test.
        return;
    }
    for subject in Subject::ALL {
        let output = common::run(common::gongkai().args(["schema", subject.name()]));
        assert_eq!(common::code(&output), 0);
        assert_eq!(common::stdout(&output), fs::read_to_string(file(subject)).expect("a schema"));
    }
}

#[test]
fn what_is_written_fits_the_schemas() {
    let out = common::temporary();
    let output = common::run(common::gongkai().args(["extract", "corpus", "--out"]).arg(out.path()));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    let lines = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(out.path().join(name)).expect("lines");
        text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
    };
    let documents: Vec<Value> = common::tree(&out.path().join("documents"))
        .into_values()
        .map(|bytes| serde_json::from_slice(&bytes).expect("JSON"))
        .collect();
    let records = lines("records.ndjson");
    assert!(documents.len() > 10 && records.len() > 1000, "{} documents, {} records", documents.len(), records.len());
    fits(Subject::Document, &documents);
    fits(Subject::Record, &records);
    fits(Subject::Finding, &lines("findings.ndjson"));
    let departments = common::tree(&out.path().join("departments")).into_values();
    let departments: Vec<Value> = departments.map(|bytes| serde_json::from_slice(&bytes).expect("JSON")).collect();
    assert!(departments.len() > 10, "{} departments", departments.len());
    fits(Subject::Department, &departments);
    fits(Subject::Manifest, &[common::json(&out.path().join("manifest.json"))]);
}

/// Fails with the first thing that does not fit. Objects are closed for this: a field that the schema does not name is a drift.
fn fits(subject: Subject, values: &[Value]) {
    let mut schema = subject.schema();
    close(&mut schema);
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for value in values {
        if let Some(error) = validator.iter_errors(value).next() {
            panic!("{}: {error} at {}", subject.name(), error.instance_path());
        }
    }
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.contains_key("properties") && !fields.contains_key("allOf") {
                fields.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn a_wrong_output_does_not_fit() {
    let validator = jsonschema::validator_for(&Subject::Record.schema()).expect("a schema");
    assert!(validator.iter_errors(&serde_json::json!({ "document": 1 })).next().is_some());
}

/// Whoever loads a field should not have to guess what it says.
#[test]
fn every_field_says_what_it_is() {
    for subject in Subject::ALL {
        let mut silent = Vec::new();
        without_description(&subject.schema(), subject.name(), &mut silent);
        assert!(silent.is_empty(), "fields without a description:\n{}", silent.join("\n"));
    }
}

fn without_description(schema: &Value, path: &str, silent: &mut Vec<String>) {
    let fields = schema.as_object().into_iter().flatten();
    for (name, value) in fields {
        let at = format!("{path}.{name}");
        if name == "properties" {
            for (field, value) in value.as_object().into_iter().flatten() {
                if value["description"].as_str().is_none_or(|text| text.trim().len() < 4) {
                    silent.push(format!("{path}.{field}"));
                }
            }
        }
        without_description(value, &at, silent);
    }
    for (index, value) in schema.as_array().into_iter().flatten().enumerate() {
        without_description(value, &format!("{path}[{index}]"), silent);
    }
}
