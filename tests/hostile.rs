//! Files that want to break a reader: each ends in its outcome, and the good ones among them are read.
#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::process::Command;

#[test]
fn every_hostile_file_ends_in_its_named_outcome() {
    let folder = common::temporary();
    let inputs = folder.path().join("hostile");
    let made = Command::new("python3").arg(common::root().join("scripts/hostile")).arg(&inputs).output();
    let Ok(made) = made else {
        println!("skipped: no python3");
        return;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let out = folder.path().join("out");
    let output = common::run(common::gongkai().arg("extract").arg(&inputs).args(["--jobs", "2", "--out"]).arg(&out));
    assert_eq!(common::code(&output), 3, "{}", common::stderr(&output));
    let manifest = common::json(&out.join("manifest.json"));
    let inputs_read = manifest["inputs"].as_array().expect("inputs");
    let name = |input: &serde_json::Value| input["name"].as_str().unwrap_or_default().trim_start_matches("hostile/").to_owned();
    let found: BTreeMap<String, String> =
        inputs_read.iter().map(|i| (name(i), i["outcome"].as_str().unwrap_or_default().to_owned())).collect();
    let expected = common::json(&inputs.join("expected.json"));
    let expected: BTreeMap<String, Vec<String>> = serde_json::from_value(expected).expect("names with outcomes");
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let wrong: Vec<String> = expected
        .iter()
        .filter(|(name, outcomes)| !outcomes.contains(&found[*name]))
        .map(|(name, outcomes)| format!("{name}: {} instead of {}", found[name], outcomes.join(" or ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Nothing was written anywhere but into the output folder.
    assert!(!folder.path().join("slip.txt").exists());
}
