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

/// CRC-32, as the lines of a ledger carry it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg())))
}

/// A finished run over two documents, and the names of its document files.
fn finished(folder: &Path) -> (std::path::PathBuf, Vec<String>) {
    fs::create_dir_all(folder.join("in")).expect("a folder");
    for (name, amount) in [("a.txt", "120.00"), ("b.txt", "130.00")] {
        fs::write(folder.join("in").join(name), TABLE.replace("120.00", amount)).expect("a file");
    }
    let output = extract(folder, &["in"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let documents = common::tree(&folder.join("out")).into_keys().filter(|name| name.starts_with("documents/")).collect();
    (folder.join("out"), documents)
}

/// The same text everywhere in manifest and ledger, with checksums that fit.
fn forged(out: &Path, from: &str, to: &str) {
    let manifest = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
    fs::write(out.join("manifest.json"), manifest.replace(from, to)).expect("a manifest");
    let ledger = fs::read_to_string(out.join(".gongkai/ledger.ndjson")).expect("a ledger");
    let mut lines = String::new();
    for line in ledger.lines() {
        let inner =
            line.split_once("\"line\":").and_then(|(_, inner)| inner.strip_suffix('}')).expect("a line").replace(from, to);
        lines.push_str(&format!("{{\"crc\":\"{:08x}\",\"line\":{inner}}}\n", crc(inner.as_bytes())));
    }
    fs::write(out.join(".gongkai/ledger.ndjson"), lines).expect("a ledger");
}

/// The files below a folder; links, which may lead anywhere, are none.
fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder").flatten() {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path().strip_prefix(folder).expect("a part").to_string_lossy().into_owned());
            }
        }
    }
    files
}

/// Everything that reads a folder of a run, over a folder that somebody made up: each ends with a message, none with a crash, and
/// nothing comes to be outside.
fn all_refuse(folder: &Path, out: &Path, what: &str) {
    let before = files(folder);
    let (out, merged) = (out.display().to_string(), folder.join("merged").display().to_string());
    let commands: [&[&str]; 4] =
        [&["merge", &out, "--out", &merged], &["export", &out, "--to", "csv,sqlite"], &["diff", &out, &out], &["status", &out]];
    for arguments in commands {
        let output = run(gongkai().current_dir(folder).args(arguments));
        assert!(matches!(code(&output), 0 | 2 | 3), "{what}: {arguments:?}: {} {}", code(&output), stderr(&output));
        assert!(!stdout(&output).contains("secret") && !stderr(&output).contains("secret"), "{what}: {arguments:?}");
    }
    let after = files(folder);
    let ours = |name: &&String| name.starts_with("merged/") || name.starts_with("out/csv/") || *name == "out/gongkai.sqlite";
    let strange: Vec<&String> = after.iter().filter(|name| !before.contains(name) && !ours(name)).collect();
    assert!(strange.is_empty(), "{what}: {strange:?}");
    for name in after.iter().filter(ours) {
        let bytes = fs::read(folder.join(name)).expect("a file");
        assert!(!bytes.windows(6).any(|w| w == b"secret"), "{what}: {name}");
    }
    // The next case begins anew.
    let _ = fs::remove_dir_all(folder.join("merged"));
}

#[test]
fn a_name_in_a_share_leads_nowhere() {
    for name in
        ["../victim.json", "../../../../../../../etc/passwd", "documents/../../victim.json", "/etc/passwd", "manifest.json"]
    {
        let folder = common::temporary();
        fs::write(folder.path().join("victim.json"), "secret").expect("a file");
        let (out, documents) = finished(folder.path());
        forged(&out, &documents[0], name);
        all_refuse(folder.path(), &out, name);
        assert_eq!(fs::read(folder.path().join("victim.json")).expect("a file"), b"secret");
        let output = run(gongkai().current_dir(folder.path()).args(["merge", "out", "--out", "merged"]));
        assert_eq!(code(&output), 2, "{name}: {}", stderr(&output));
    }
    // The document of another hash.
    let folder = common::temporary();
    let (out, documents) = finished(folder.path());
    forged(&out, &documents[0], &documents[1]);
    let output = run(gongkai().current_dir(folder.path()).args(["merge", "out", "--out", "merged"]));
    assert_eq!(code(&output), 2, "{}", stderr(&output));
}

/// A ledger that was tampered with makes the next run read again, and nothing else.
#[test]
fn a_name_in_the_ledger_of_the_output_leads_nowhere() {
    let folder = common::temporary();
    fs::write(folder.path().join("victim.json"), "secret").expect("a file");
    let (out, documents) = finished(folder.path());
    let expected = common::tree(&out);
    forged(&out, &documents[0], "../victim.json");
    let output = extract(folder.path(), &["in"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(common::tree(&out) == expected);
    assert_eq!(fs::read(folder.path().join("victim.json")).expect("a file"), b"secret");
}

#[cfg(unix)]
#[test]
fn links_devices_and_pipes_in_a_share_are_not_read() {
    use std::os::unix::fs::symlink;
    let forge = |what: &str| {
        let folder = common::temporary();
        let (out, documents) = finished(folder.path());
        fs::create_dir(folder.path().join("elsewhere")).expect("a folder");
        fs::write(folder.path().join("elsewhere/secret.json"), "{\"secret\":1}").expect("a file");
        let (document, lock) = (out.join(&documents[0]), out.join(".gongkai/lock"));
        let aim = match what {
            "a link to a file" => (document, folder.path().join("elsewhere/secret.json")),
            "a link to a device" => (document, "/dev/zero".into()),
            "a manifest without end" => (out.join("manifest.json"), "/dev/zero".into()),
            "findings without end" => (out.join("findings.ndjson"), "/dev/zero".into()),
            "a ledger without end" => (out.join(".gongkai/ledger.ndjson"), "/dev/zero".into()),
            _ => (lock, "/dev/zero".into()),
        };
        let _ = fs::remove_file(&aim.0);
        if what == "a pipe" {
            run(std::process::Command::new("mkfifo").arg(&aim.0));
        } else {
            symlink(&aim.1, &aim.0).expect("a link");
        }
        all_refuse(folder.path(), &out, what);
    };
    for what in [
        "a link to a file",
        "a link to a device",
        "a manifest without end",
        "findings without end",
        "a ledger without end",
        "a pipe",
    ] {
        forge(what);
    }
    // A folder of documents that stands elsewhere.
    let folder = common::temporary();
    let (out, _) = finished(folder.path());
    fs::rename(out.join("documents"), folder.path().join("elsewhere")).expect("a move");
    symlink(folder.path().join("elsewhere"), out.join("documents")).expect("a link");
    let output = run(gongkai().current_dir(folder.path()).args(["export", "out", "--to", "csv"]));
    assert!(code(&output) == 2 && stderr(&output).contains("leads out"), "{}", stderr(&output));
}

#[test]
fn what_a_share_says_may_be_anything() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for (file, text) in [
        ("manifest.json", "[]".to_owned()),
        ("manifest.json", deep.clone()),
        ("manifest.json", "{\"keep_contacts\":1,\"inputs\":\"x\"}".to_owned()),
        ("manifest.json", "{\"keep_contacts\":false,\"inputs\":[{\"name\":7}]}".to_owned()),
        ("manifest.json", String::new()),
        ("findings.ndjson", deep.clone()),
        ("findings.ndjson", "x".repeat(70 << 20)),
        ("findings.ndjson", "\u{0}\n\u{0}".to_owned()),
        (".gongkai/ledger.ndjson", deep.clone()),
        (".gongkai/ledger.ndjson", "\n".repeat(100_000)),
        ("", deep),
        ("", "{}".to_owned()),
        ("", "{\"source\":7,\"records\":{},\"findings\":[]}".to_owned()),
        ("", "\u{feff}null".to_owned()),
    ] {
        let folder = common::temporary();
        let (out, documents) = finished(folder.path());
        let file = if file.is_empty() { &documents[0] } else { file };
        fs::write(out.join(file), &text).expect("a file");
        all_refuse(folder.path(), &out, &format!("{file}: {}", text.chars().take(20).collect::<String>()));
    }
    // Numbers that add up to more than there is.
    let folder = common::temporary();
    let (out, _) = finished(folder.path());
    forged(&out, "\"records\": 1", "\"records\": 18446744073709551615");
    forged(&out, "\"records\":1", "\"records\":18446744073709551615");
    all_refuse(folder.path(), &out, "counts");
}

#[test]
fn an_input_that_is_gone_never_empties_a_finished_output() {
    let folder = common::temporary();
    let at = |name: &str| folder.path().join(name);
    for (name, amount) in [("one/a.txt", "120.00"), ("two/b.txt", "130.00")] {
        fs::create_dir_all(at(name).parent().expect("a folder")).expect("a folder");
        fs::write(at(name), TABLE.replace("120.00", amount)).expect("a file");
    }
    fs::create_dir(at("empty")).expect("a folder");
    fs::write(at("none.csv"), "path\n").expect("a list");
    assert_eq!(code(&extract(folder.path(), &["one", "two"])), 0);
    let expected = common::tree(&at("out"));
    let refused = |arguments: &[&str], message: &str| {
        let output = extract(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(message) && stderr(&output).contains("--allow-empty"), "{}", stderr(&output));
        assert!(common::tree(&at("out")) == expected, "{arguments:?}");
    };
    refused(&["empty"], "empty");
    refused(&["nowhere"], "nowhere");
    refused(&["--manifest", "none.csv"], "no input");
    refused(&["one", "two", "--include", "*.pdf"], "no input is selected");
    // One disk of two is not mounted: its folder is empty, or is not there.
    fs::rename(at("two"), at("elsewhere")).expect("a move");
    refused(&["one", "two"], "two holds no documents, and 1 of the last run");
    fs::create_dir(at("two")).expect("a folder");
    refused(&["one", "two"], "two holds no documents, and 1 of the last run");
    fs::write(at("two/.hidden"), "x").expect("a file");
    refused(&["one", "two"], "two holds no documents, and 1 of the last run");
    // A document that is taken away is no unmounted disk.
    fs::write(at("two/c.txt"), TABLE.replace("120.00", "140.00")).expect("a file");
    assert_eq!(code(&extract(folder.path(), &["one", "two"])), 0);
    assert_eq!(names(folder.path()), ["one/a.txt ok", "two/c.txt ok"]);
    // Whoever wants it empty says so.
    assert_eq!(code(&extract(folder.path(), &["empty", "--allow-empty"])), 0);
    assert_eq!(manifest(folder.path())["totals"]["inputs"], 0);
    // And nothing may become of nothing.
    assert_eq!(code(&extract(folder.path(), &["empty"])), 0);
}

#[cfg(unix)]
#[test]
fn an_output_inside_an_input_is_refused_before_anything_is_written() {
    let folder = common::temporary();
    let (out, _) = finished(folder.path());
    std::os::unix::fs::symlink(folder.path().join("in"), folder.path().join("alias")).expect("a link");
    let before = common::tree(folder.path());
    for (input, output) in [(".", "out"), ("in", "in"), ("in", "in/deep/out"), ("in", "alias/out"), ("alias", "./in/../in/out")] {
        let ended = run(gongkai().current_dir(folder.path()).args(["extract", input, "--out", output]));
        assert!(code(&ended) == 1 && stderr(&ended).contains("in the input folder"), "{input} {output}: {}", stderr(&ended));
    }
    let out = out.display().to_string();
    for output in [out.clone(), format!("{out}/merged"), format!("{out}/../out")] {
        let ended = run(gongkai().current_dir(folder.path()).args(["merge", &out, "--out", &output]));
        assert!(code(&ended) == 1 && stderr(&ended).contains("in the input folder"), "{output}: {}", stderr(&ended));
    }
    assert!(common::tree(folder.path()) == before);
}

#[test]
fn members_of_one_name_are_inputs_each_also_in_shares() {
    let folder = common::temporary();
    zip(&folder.path().join("a.zip"), &[("a.txt", TABLE.as_bytes()), ("b.txt", TABLE.as_bytes()), ("A.TXT", b"x")]);
    let mut bytes = fs::read(folder.path().join("a.zip")).expect("an archive");
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"b.txt" {
            bytes[at] = b'a';
        }
    }
    // It opens itself, too.
    let program = [b"MZ\x90\0\x03\0\0\0".to_vec(), vec![7; 3000]].concat();
    fs::write(folder.path().join("a.zip"), [program, bytes].concat()).expect("an archive");
    for isolate in ["true", "false"] {
        assert_eq!(code(&extract(folder.path(), &["a.zip", "--force", "--isolate", isolate])), 0);
        assert_eq!(names(folder.path()), ["a.zip/A.TXT ok", "a.zip/a.txt ok", "a.zip/a.txt ok"]);
    }
    let output = run(gongkai().current_dir(folder.path()).args(["merge", "out", "--out", "merged"]));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(common::tree(&folder.path().join("merged")) == common::tree(&folder.path().join("out")));
}

/// A table that is beyond the limit is not read as one, and the document does not look as if it were whole.
#[test]
fn a_table_that_is_too_large_makes_a_document_partial() {
    let folder = common::temporary();
    let row = format!("201{}\n", "\t1".repeat(65_540));
    fs::write(folder.path().join("a.txt"), format!("公开03表\t单位：元\n支出总表\n{}", row.repeat(2))).expect("a file");
    // A test build on a loaded machine takes its time.
    let output = extract(folder.path(), &["a.txt", "--soft-timeout", "200", "--timeout", "300"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(names(folder.path()), ["a.txt partial"]);
    assert!(manifest(folder.path())["inputs"][0]["message"].as_str().expect("a message").contains("beyond the limit"));
}
