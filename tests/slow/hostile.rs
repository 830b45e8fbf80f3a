//! Files that want to break a reader: each ends in the one outcome that `hostile.tsv` names, and says why; the good ones among
//! them are read as if they were alone.
#![cfg(unix)]

use crate::common;

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const TABLE: &str = "公开03表\t单位：元\n支出总表\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t120.00\n合计\t\t120.00\n";

/// The inputs of a run by name, without the folder that they were found in.
fn inputs_of(out: &Path) -> BTreeMap<String, Value> {
    let manifest = common::json(&out.join("manifest.json"));
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let name = |input: &Value| input["name"].as_str().unwrap_or_default().trim_start_matches("hostile/").to_owned();
    let named: BTreeMap<String, Value> = inputs.iter().map(|i| (name(i), i.clone())).collect();
    assert_eq!(named.len() as u64, manifest["totals"]["inputs"], "two inputs of one name");
    let sum: u64 = manifest["totals"]["outcomes"].as_object().expect("outcomes").values().filter_map(Value::as_u64).sum();
    assert_eq!(sum, manifest["totals"]["inputs"]);
    named
}

/// What an input, or its document, says first of why it ended as it did.
fn says(out: &Path, input: &Value) -> String {
    let own = input["message"].as_str().map(str::to_owned);
    let document = || common::json(&out.join(input["document"].as_str().expect("a document")));
    own.or_else(|| Some(document()["diagnostics"][0]["message"].as_str()?.to_owned())).unwrap_or_default()
}

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
    // A link inside a folder is no input, and that is said.
    assert!(common::stderr(&output).contains("link.pdf: is a symbolic link"), "{}", common::stderr(&output));
    let found = inputs_of(&out);
    let table = fs::read_to_string(common::root().join("tests/slow/hostile.tsv")).expect("a table");
    let expected: BTreeMap<&str, (&str, &str)> = table.lines().skip(1).map(row).collect();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for (name, (outcome, reason)) in &expected {
        let (ended, said) = (found[*name]["outcome"].as_str().unwrap_or_default(), says(&out, &found[*name]));
        if ended != *outcome || !said.contains(reason) || (reason.is_empty() && !said.is_empty()) {
            wrong.push(format!("{name}: {ended} ({said}) instead of {outcome} ({reason})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Nothing was written anywhere but into the output folder.
    assert!(!folder.path().join("slip.txt").exists());

    // The good ones are as they are alone.
    let alone = folder.path().join("alone");
    let good: Vec<PathBuf> = ["good.pdf", "injection.txt", "amounts.txt"].map(|name| PathBuf::from("hostile").join(name)).into();
    let mut command = common::gongkai();
    command.current_dir(folder.path()).arg("extract").args(&good).arg("--out").arg(&alone);
    assert_eq!(common::code(&common::run(&mut command)), 0);
    for (name, input) in inputs_of(&alone) {
        assert_eq!(input, found[&name], "{name}");
        let document = input["document"].as_str().expect("a document");
        assert!(fs::read(alone.join(document)).expect("a file") == fs::read(out.join(document)).expect("a file"), "{name}");
    }
}

fn row(line: &str) -> (&str, (&str, &str)) {
    let mut columns = line.split('\t');
    let mut next = || columns.next().unwrap_or_default();
    (next(), (next(), next()))
}

/// Files change while a run goes on: a scraper is at work, a disk is emptied.
#[test]
fn what_vanishes_or_grows_after_it_was_listed_is_its_own_outcome() {
    let folder = common::temporary();
    let at = |name: &str| folder.path().join(name);
    fs::copy(common::document("c00001"), at("a.pdf")).expect("a copy");
    for (name, amount) in
        [("b.txt", "110.00"), ("c.txt", "130.00"), ("d.txt", "130.00"), ("e.txt", "150.00"), ("f.txt", "150.00")]
    {
        fs::write(at(name), TABLE.replace("120.00", amount)).expect("a file");
    }
    let hash = |name: &str| -> String {
        Sha256::digest(fs::read(at(name)).expect("a file")).iter().map(|b| format!("{b:02x}")).collect()
    };
    let was = [hash("c.txt"), hash("e.txt")];
    // The first document takes its time, so that there is time to do something to the others.
    let mut command = common::gongkai();
    command.current_dir(folder.path()).args(["extract", "a.pdf", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "--out", "out"]);
    command.args(["--jobs", "1", "--soft-timeout", "4", "--timeout", "60"]);
    let mut run = command
        .env("GONGKAI_TEST_FAULT", format!("{}:slow", &hash("a.pdf")[..12]))
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    while fs::read_dir(at("out/.unfinished")).map_or(0, Iterator::count) == 0 {
        assert!(run.try_wait().expect("a state").is_none(), "the run ended early");
        thread::sleep(Duration::from_millis(1));
    }
    fs::remove_file(at("b.txt")).expect("a file to remove");
    fs::write(at("c.txt"), TABLE.replace("120.00", "130.00") + "附注\t说明\n").expect("a file to grow");
    fs::remove_file(at("e.txt")).expect("a file to remove");
    assert_eq!(run.wait().expect("an end").code(), Some(3));
    let found = inputs_of(&at("out"));
    let outcome = |name: &str| found[name]["outcome"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        ["a.pdf", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"].map(outcome),
        ["timeout", "unreadable", "ok", "ok", "unreadable", "ok"]
    );
    assert!(found["b.txt"]["message"].as_str().is_some_and(|m| m.contains("no such file")));
    // Each says of what bytes it is: what grew, of those that were read; what was its copy, of its own.
    assert_eq!(found["c.txt"]["sha256"], hash("c.txt"));
    assert_eq!((found["d.txt"]["sha256"].as_str(), found["f.txt"]["sha256"].as_str()), (Some(&*was[0]), Some(&*was[1])));
    for name in ["c.txt", "d.txt", "f.txt"] {
        let document = common::json(&at("out").join(found[name]["document"].as_str().expect("a document")));
        assert_eq!(document["source"]["sha256"], found[name]["sha256"], "{name}");
    }
}

#[test]
fn what_may_not_or_cannot_be_read_is_its_own_outcome() {
    let folder = common::temporary();
    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).expect("a folder");
    let (closed, good) = (inputs.join("closed.pdf"), inputs.join("good.pdf"));
    fs::copy(common::document("c00001"), &closed).expect("a copy");
    fs::copy(common::document("c00003"), &good).expect("a copy");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("permissions");
    let may_all = fs::File::open(&closed).is_ok();
    if may_all {
        println!("skipped: closed.pdf, since this user may read everything");
        fs::remove_file(&closed).expect("a file to remove");
    }
    let out = folder.path().join("out");
    // A regular file, as the system says, that cannot be read at its beginning.
    let broken = Path::new("/proc/self/mem");
    let mut command = common::gongkai();
    command.arg("extract").arg(&inputs).arg("--out").arg(&out);
    if broken.exists() {
        command.arg(broken);
    } else {
        println!("skipped: no file that fails when it is read");
    }
    let output = common::run(&mut command);
    let found: Vec<(String, Value)> = inputs_of(&out).into_iter().collect();
    assert_eq!(common::code(&output), if may_all && !broken.exists() { 0 } else { 3 }, "{}", common::stderr(&output));
    for (name, input) in found {
        let expected = if name.ends_with("good.pdf") { "ok" } else { "unreadable" };
        assert_eq!(input["outcome"], expected, "{name}");
        if expected == "unreadable" {
            assert!(input["message"].as_str().is_some_and(|m| m.contains("cannot be read")), "{name}: {}", input["message"]);
        }
    }
}
