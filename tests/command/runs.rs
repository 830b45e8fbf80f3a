//! Runs over archives, lists and shares, and what can be asked of their folders afterwards.

use crate::common;

use crate::common::{code, gongkai, run, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TABLE: &str = "公开03表\t单位：元\n支出总表\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t120.00\n合计\t\t120.00\n";

fn extract(folder: &Path, arguments: &[&str]) -> Output {
    run(gongkai().current_dir(folder).arg("extract").args(arguments).args(["--out", "out"]))
}

fn manifest(folder: &Path) -> Value {
    common::json(&folder.join("out/manifest.json"))
}

fn names(folder: &Path) -> Vec<String> {
    let manifest = manifest(folder);
    let inputs = manifest["inputs"].as_array().expect("inputs");
    inputs.iter().map(|i| format!("{} {}", i["name"].as_str().unwrap_or("?"), i["outcome"].as_str().unwrap_or("?"))).collect()
}

fn zip(path: &Path, members: &[(&str, &[u8])]) {
    let mut writer = ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("a member");
    }
    writer.finish().expect("an archive");
}

#[test]
fn members_of_an_archive_are_inputs_under_its_name() {
    let folder = common::temporary();
    let pdf = fs::read(common::document("c00003")).expect("a document");
    zip(&folder.path().join("a.zip"), &[("x/b.pdf", &pdf), ("../c.txt", b"x"), ("d.txt", TABLE.as_bytes())]);
    fs::write(folder.path().join("same.pdf"), &pdf).expect("a copy");
    for isolate in ["true", "false"] {
        let output = extract(folder.path(), &["a.zip", "same.pdf", "--force", "--isolate", isolate]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let expected = ["a.zip/../c.txt unsupported", "a.zip/d.txt ok", "a.zip/x/b.pdf ok", "same.pdf ok"];
        assert_eq!(names(folder.path()), expected);
        let manifest = manifest(folder.path());
        assert_eq!(manifest["totals"]["inputs"], 4);
        assert_eq!(manifest["inputs"][2]["document"], manifest["inputs"][3]["document"]);
        let document = folder.path().join("out").join(manifest["inputs"][2]["document"].as_str().expect("a document"));
        assert_eq!(common::json(&document)["source"]["name"], "a.zip/x/b.pdf");
    }
    // The second time neither archive nor members are read.
    let output = extract(folder.path(), &["a.zip", "same.pdf"]);
    assert!(stderr(&output).contains("2 of them by an earlier run"), "{}", stderr(&output));
}

#[test]
fn what_a_scraper_notes_goes_into_the_outputs() {
    let folder = common::temporary();
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/a.txt"), TABLE).expect("a file");
    fs::write(folder.path().join("in/b.txt"), TABLE.replace("120", "130")).expect("a file");
    let list = "url,retrieved_at,sha256,path\nhttps://例.cn/a,2026-11-24T08:00:00Z,,in/a.txt\nhttps://例.cn/b,2026-11-20,00ff,in/b.txt\n,,,in/none.txt\n";
    fs::write(folder.path().join("list.csv"), list).expect("a list");
    let output = extract(folder.path(), &["--manifest", "list.csv"]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert_eq!(names(folder.path()), ["in/a.txt ok", "in/b.txt ok", "in/none.txt unreadable"]);
    let manifest = manifest(folder.path());
    assert_eq!(manifest["inputs"][0]["url"], "https://例.cn/a");
    let document = |index: usize| {
        common::json(&folder.path().join("out").join(manifest["inputs"][index]["document"].as_str().expect("a document")))
    };
    assert_eq!(document(0)["source"]["url"], "https://例.cn/a");
    assert_eq!(document(0)["source"]["retrieved_at"], "2026-11-24T08:00:00Z");
    let codes = |d: &Value| d["diagnostics"].as_array().expect("diagnostics").iter().any(|d| d["code"] == "source.sha256");
    assert!(!codes(&document(0)) && codes(&document(1)));

    let output = extract(folder.path(), &["--manifest", "list.csv", "--since", "2026-11-23"]);
    assert_eq!(names(folder.path())[0], "in/a.txt ok");
    assert!(!names(folder.path()).contains(&"in/b.txt ok".to_owned()));
    assert!(stderr(&output).contains("1 files are not selected"), "{}", stderr(&output));
    fs::write(folder.path().join("list.csv"), "url\nx\n").expect("a list");
    assert_eq!(code(&extract(folder.path(), &["--manifest", "list.csv"])), 1);
    assert_eq!(code(&extract(folder.path(), &["--manifest", "none.csv"])), 2);
}

#[test]
fn patterns_choose_among_the_files_of_folders() {
    let folder = common::temporary();
    for name in ["in/a.txt", "in/b.dat", "in/old/c.txt"] {
        fs::create_dir_all(folder.path().join(name).parent().expect("a folder")).expect("a folder");
        fs::write(folder.path().join(name), format!("{TABLE}{name}")).expect("a file");
    }
    let output = extract(folder.path(), &["in", "--include", "*.txt", "--exclude", "old/**"]);
    assert_eq!(names(folder.path()), ["in/a.txt ok"]);
    assert!(stderr(&output).contains("2 files are not selected"), "{}", stderr(&output));
    assert_eq!(code(&extract(folder.path(), &["in", "--include", "["])), 1);
}

#[test]
fn shares_put_together_are_the_run_over_all() {
    let folder = common::temporary();
    let corpus = common::root().join("corpus");
    let mut seen = 0;
    for share in ["0", "1", "2"] {
        let output = run(gongkai()
            .arg("extract")
            .arg(&corpus)
            .args(["--shard", &format!("{share}/3"), "--out"])
            .arg(folder.path().join(share)));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        seen += common::json(&folder.path().join(share).join("manifest.json"))["totals"]["inputs"].as_u64().expect("a number");
    }
    assert_eq!(seen, common::corpus().len() as u64);
    let parts = ["0", "1", "2"].map(|share| folder.path().join(share));
    let output = run(gongkai().arg("merge").args(&parts).arg("--out").arg(folder.path().join("merged")));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = run(gongkai().arg("extract").arg(&corpus).arg("--out").arg(folder.path().join("whole")));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(common::tree(&folder.path().join("merged")) == common::tree(&folder.path().join("whole")));
    // What was merged is known to the next run.
    let output = run(gongkai().arg("extract").arg(&corpus).arg("--out").arg(folder.path().join("merged")));
    assert!(stderr(&output).contains("by an earlier run"), "{}", stderr(&output));
    let output = run(gongkai().args(["merge", "none", "--out"]).arg(folder.path().join("m2")));
    assert_eq!(code(&output), 2, "{}", stderr(&output));
}

#[test]
fn a_changed_figure_is_told_with_what_it_was() {
    let folder = common::temporary();
    let at = |name: &str| folder.path().join(name);
    for (run_of, amount, other) in [("old", "120.00", "gone.txt"), ("new", "125.50", "new.txt")] {
        fs::create_dir(at(run_of)).expect("a folder");
        fs::write(at(run_of).join("a.txt"), TABLE.replace("120.00", amount)).expect("a file");
        fs::write(at(run_of).join("same.txt"), TABLE.replace("120.00", "7.00")).expect("a file");
        fs::write(at(run_of).join(other), TABLE.replace("120.00", "8.00")).expect("a file");
        let output = run(gongkai().current_dir(at(run_of)).args(["extract", ".", "--out"]).arg(at(&format!("{run_of}.out"))));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    }
    let diff = |format: &str| {
        let output = run(gongkai().current_dir(folder.path()).args(["diff", "old.out", "new.out", "--format", format]));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let text = diff("text");
    assert!(text.contains("120 -> 125.5 (+5.5)"), "{text}");
    assert!(text.ends_with("1 new, 1 gone, 1 changed, 1 unchanged\n"), "{text}");
    let json: Value = serde_json::from_str(&diff("json")).expect("JSON");
    assert_eq!(json["new"][0]["name"], "new.txt");
    assert_eq!(json["gone"][0]["name"], "gone.txt");
    assert_eq!(json["changed"][0]["amounts"].as_array().expect("amounts").len(), 2);
    assert_eq!(code(&run(gongkai().args(["diff", "none", "none"]))), 2);
}

#[test]
fn a_folder_says_what_it_holds() {
    let folder = common::temporary();
    fs::write(folder.path().join("a.txt"), TABLE).expect("a file");
    extract(folder.path(), &["a.txt"]);
    let status = |format: &str| run(gongkai().current_dir(folder.path()).args(["status", "out", "--format", format]));
    assert!(stdout(&status("text")).contains("the last run is finished"), "{}", stdout(&status("text")));
    let json: Value = serde_json::from_slice(&status("json").stdout).expect("JSON");
    assert_eq!((&json["documents"], &json["outcomes"]["ok"], &json["finished"]), (&1.into(), &1.into(), &true.into()));
    assert_eq!(code(&run(gongkai().args(["status", "none"]))), 2);
}

#[test]
fn findings_progress_and_logs_are_for_jobs() {
    let folder = common::temporary();
    let corpus = common::root().join("corpus").to_string_lossy().into_owned();
    let output =
        extract(folder.path(), &[&corpus, "--fail-on", "info", "--progress", "json", "--log", "info", "--log-format", "json"]);
    assert_eq!(stdout(&output), "");
    let messages = stderr(&output);
    let lines: Vec<Value> =
        messages.lines().filter(|l| l.starts_with('{')).map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let last = lines.iter().rfind(|l| l["progress"].is_object()).expect("a line of progress");
    let inputs = common::corpus().len();
    assert_eq!((&last["progress"]["inputs"], &last["progress"]["done"]), (&inputs.into(), &inputs.into()));
    let totals = manifest(folder.path())["totals"].clone();
    let lines = fs::read_to_string(folder.path().join("out/findings.ndjson")).expect("findings").lines().count() as u64;
    let count = |severity: &str| totals["findings"][severity].as_u64().expect("a number");
    assert_eq!(count("error") + count("warning") + count("info"), lines);
    assert_eq!(code(&output), if lines > 0 { 4 } else { 0 }, "{messages}");
}
