//! Scans through the command. Reading needs the model that `scripts/model` brings; without it these say that they were skipped.

use crate::common::{self, code, gongkai, run, stderr};
use serde_json::Value;
use std::path::Path;

/// Whether the model is where the command looks for it.
fn has_model() -> bool {
    let doctor = run(gongkai().args(["doctor", "--json"]));
    let report: Value = serde_json::from_slice(&doctor.stdout).unwrap_or_default();
    let there = report["model"]["built_in"] == true && report["model"]["file"].is_string();
    if !there {
        println!("skipped: no model");
    }
    there
}

fn documents(out: &Path) -> Vec<Value> {
    let manifest = common::json(&out.join("manifest.json"));
    let inputs = manifest["inputs"].as_array().cloned().unwrap_or_default();
    inputs.iter().map(|input| common::json(&out.join(input["document"].as_str().expect("a document")))).collect()
}

/// Amounts of tables as printed, sorted.
fn printed(document: &Value, page: Option<u64>) -> Vec<String> {
    let records = document["records"].as_array().expect("records").iter();
    let here = records.filter(|r| r["origin"] == "table" && page.is_none_or(|page| r["place"]["page"] == page));
    let mut printed: Vec<String> = here.map(|r| r["printed"].as_str().unwrap_or_default().to_owned()).collect();
    printed.sort();
    printed
}

/// A page of a made disclosure as a scanner leaves it in black and white, a little askew.
#[test]
fn a_scan_of_a_table_says_what_its_original_says() {
    if !has_model() {
        return;
    }
    let folder = common::temporary();
    let out = folder.path().join("out");
    let scan = common::root().join("tests/made/scan/table.pdf");
    let read = run(gongkai().arg("extract").args([&scan, &common::document("c00001")]).arg("--out").arg(&out).arg("--ocr"));
    assert_eq!(code(&read), 0, "{}", stderr(&read));
    let documents = documents(&out);
    let of = |name: &str| documents.iter().find(|d| d["source"]["name"] == name).expect("a document");
    let scan = of("table.pdf");
    let original = documents.iter().find(|d| d["source"]["name"] != "table.pdf").expect("the original");
    assert_eq!(scan["outcome"], "ok");
    assert_eq!(printed(scan, None), printed(original, Some(6)));
    let records = scan["records"].as_array().expect("records");
    assert!(records.iter().all(|r| r["reading"] == "ocr" && r["legible"].is_u64()), "{records:?}");
    assert!(records.iter().filter(|r| r["proofs"].is_null()).all(|r| r["confidence"] == "low"));
    assert!(records.iter().any(|r| r["proofs"].is_array()), "no sum of the table proves anything");
    assert!(original["records"].as_array().expect("records").iter().all(|r| r["reading"].is_null()));

    // What was seen is kept: without any reader of pictures the same comes out again.
    let id = scan["source"]["sha256"].as_str().expect("a hash").get(..12).expect("a hash").to_owned();
    let kept = out.join("ocr").join(format!("{id}.json"));
    let before = std::fs::metadata(&kept).and_then(|m| m.modified()).expect("what was seen");
    let again = run(gongkai()
        .arg("extract")
        .arg(common::root().join("tests/made/scan/table.pdf"))
        .arg("--out")
        .arg(&out)
        .args(["--ocr", "--force", "--no-ocr-records"]));
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(std::fs::metadata(&kept).and_then(|m| m.modified()).expect("what was seen"), before);
    let bare = common::json(&out.join(format!("documents/{id}.json")));
    assert!(printed(&bare, None).is_empty() && bare["tables"] == scan["tables"]);
}

/// The corpus has a coarse scan, 96 dots to the inch.
#[test]
fn a_coarse_scan_is_read_too() {
    if !has_model() {
        return;
    }
    let folder = common::temporary();
    let out = folder.path().join("out");
    let seen = run(gongkai().arg("ocr").arg(common::document("c00014")).arg("--out").arg(&out));
    assert_eq!(code(&seen), 0, "{}", stderr(&seen));
    let read = run(gongkai().arg("extract").arg(common::document("c00014")).arg("--out").arg(&out).arg("--ocr"));
    assert_eq!(code(&read), 0, "{}", stderr(&read));
    let document = &documents(&out)[0];
    assert_eq!(document["outcome"], "ok");
    let whole = document.to_string();
    let truth = common::json(&common::document("c00014").with_extension("truth.json"));
    for fact in ["department", "income_total", "basic_expenditure"] {
        let fact = truth["facts"][fact].as_str().expect("a fact");
        assert!(whole.contains(fact), "{fact}");
    }
}

#[test]
fn without_a_model_the_command_says_what_to_type() {
    let folder = common::temporary();
    let read = run(gongkai()
        .env_remove("GONGKAI_OCR_MODEL")
        .env("XDG_DATA_HOME", folder.path())
        .args(["extract", "tests/made/scan/table.pdf", "--ocr", "--out"])
        .arg(folder.path().join("out")));
    assert_eq!(code(&read), 2);
    assert!(stderr(&read).contains("scripts/model"), "{}", stderr(&read));
}
