//! The command as its users see it: exit codes, streams, outcomes, files.

use crate::common;

use crate::common::{code, gongkai, run, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

/// What stands in the corpus for contacts of persons.
const CONTACTS: [&str; 3] = ["13800000000", "甲某", "乙经办"];

/// A folder with inputs and the result of extracting them.
struct Run {
    folder: tempfile::TempDir,
    output: Output,
}

impl Run {
    /// Extracts `inputs`, paths in a folder that `prepare` fills.
    fn of(inputs: &[&str], prepare: impl FnOnce(&Path)) -> Self {
        let folder = common::temporary();
        prepare(folder.path());
        let output = run(gongkai().current_dir(folder.path()).arg("extract").args(inputs).args(["--out", "out"]));
        Self { folder, output }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn manifest(&self) -> Value {
        common::json(&self.out().join("manifest.json"))
    }

    /// Name and outcome of each input.
    fn outcomes(&self) -> Vec<(String, String)> {
        let manifest = self.manifest();
        let inputs = manifest["inputs"].as_array().expect("inputs");
        inputs.iter().map(|i| (text(&i["name"]), text(&i["outcome"]))).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn copy(stem: &str, to: PathBuf) {
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    fs::copy(common::document(stem), to).expect("a copy");
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn a_read_document_is_success_and_stdout_stays_empty() {
    let run = Run::of(&["a.pdf"], |f| copy("c00001", f.join("a.pdf")));
    assert_eq!(code(&run.output), 0);
    assert_eq!(stdout(&run.output), "");
    assert!(stderr(&run.output).starts_with("gongkai: 1 input"), "{}", stderr(&run.output));
    let manifest = run.manifest();
    let document = common::json(&run.out().join(manifest["inputs"][0]["document"].as_str().expect("a document")));
    assert_eq!(document["schema"], "gongkai.document/1");
    assert_eq!(document["source"]["name"], "a.pdf");
    let id = &document["source"]["sha256"].as_str().expect("a hash")[..12];
    let lines = fs::read_to_string(run.out().join("records.ndjson")).expect("records");
    let records = document["records"].as_array().expect("records");
    assert_eq!(lines.lines().count(), records.len());
    assert!(!records.is_empty());
    for (line, record) in lines.lines().zip(records) {
        let mut line: Value = serde_json::from_str(line).expect("a line of JSON");
        let fields = line.as_object_mut().expect("an object");
        assert_eq!(fields.remove("document").expect("an id"), id);
        assert_eq!(fields.remove("source").expect("a name"), "a.pdf");
        // A line stands alone: it says what its document is.
        let what = &document["disclosure"];
        for (field, expected) in [
            ("division_code", &what["division"]["code"]),
            ("department", &what["department"]["name"]),
            ("department_code", &what["department"]["code"]),
            ("document_kind", &what["kind"]),
            ("document_year", &what["fiscal_year"]),
        ] {
            assert_eq!(&fields.remove(field).expect(field), expected, "{field}");
        }
        assert_eq!(&line, record);
    }
    assert!(run.out().join("findings.ndjson").is_file());
    assert!(!run.out().join(".unfinished").exists());
}

#[test]
fn usage_is_one() {
    for arguments in
        [&["extract"][..], &["extract", "a.pdf", "b.pdf"], &["nonsense"], &[], &["extract", "a", "--out", "o", "--jobs", "0"]]
    {
        let output = run(gongkai().args(arguments));
        assert_eq!(code(&output), 1, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_success() {
    for arguments in [&["--help"][..], &["extract", "--help"], &["explain", "--help"], &["--version"]] {
        let output = run(gongkai().args(arguments));
        assert_eq!(code(&output), 0, "{arguments:?}");
        assert!(stdout(&output).contains("gongkai"), "{arguments:?}");
    }
    let help = stdout(&run(gongkai().args(["extract", "--help"])));
    for part in ["Examples:", "Exit codes:", "--jobs", "--keep-contacts"] {
        assert!(help.contains(part), "{part} is not in the help");
    }
}

#[test]
fn a_missing_input_is_two_and_the_others_are_done() {
    let run = Run::of(&["none.pdf", "a.pdf"], |f| copy("c00001", f.join("a.pdf")));
    assert_eq!(code(&run.output), 2);
    assert!(stderr(&run.output).contains("none.pdf"), "{}", stderr(&run.output));
    assert_eq!(run.outcomes(), pairs(&[("a.pdf", "ok"), ("none.pdf", "unreadable")]));
    let output = common::run(gongkai().args(["explain", "none.pdf"]));
    assert_eq!(code(&output), 2);
}

#[test]
fn an_output_that_cannot_be_written_is_five() {
    let run = Run::of(&["a.pdf"], |f| {
        copy("c00001", f.join("a.pdf"));
        fs::write(f.join("out"), "a file, no folder").expect("a file");
    });
    assert_eq!(code(&run.output), 5);
    assert!(stderr(&run.output).contains("cannot write"), "{}", stderr(&run.output));
}

#[test]
fn a_list_on_standard_input_is_read() {
    let folder = common::temporary();
    copy("c00001", folder.path().join("a b.pdf"));
    copy("c00003", folder.path().join("c.pdf"));
    let mut child = gongkai()
        .current_dir(folder.path())
        .args(["extract", "-", "--out", "out"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    child.stdin.take().expect("a pipe").write_all(b"a b.pdf\n./c.pdf\n").expect("a list");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let manifest = common::json(&folder.path().join("out/manifest.json"));
    assert_eq!(manifest["totals"]["inputs"], 2);
    assert_eq!(manifest["inputs"][0]["name"], "a b.pdf");
    assert_eq!(manifest["inputs"][1]["name"], "c.pdf");
}

/// The bytes say what a file is, not its name; and what is no text ends in an outcome of its own.
#[test]
fn every_kind_of_input_ends_in_its_outcome() {
    let run = Run::of(&["in"], |f| {
        copy("c00014", f.join("in/scan.pdf"));
        copy("c00016", f.join("in/web.pdf"));
        copy("c00017", f.join("in/deep/er/pdf.html"));
        let whole = fs::read(common::document("c00001")).expect("a document");
        fs::write(f.join("in/cut.pdf"), &whole[..whole.len() / 2]).expect("half a document");
        fs::write(f.join("in/empty.pdf"), "").expect("an empty file");
        fs::write(f.join("in/garbage.pdf"), b"%PDF-1.7\n\x00\x01\x02\n%%EOF\n").expect("a file");
    });
    assert_eq!(code(&run.output), 3, "{}", stderr(&run.output));
    let expected = [
        ("in/cut.pdf", "truncated"),
        ("in/deep/er/pdf.html", "ok"),
        ("in/empty.pdf", "unreadable"),
        ("in/garbage.pdf", "unreadable"),
        ("in/scan.pdf", "no_text"),
        ("in/web.pdf", "unsupported"),
    ];
    let outcomes = run.outcomes();
    // `garbage.pdf` may be called truncated as well: nobody can tell.
    let outcomes: Vec<_> =
        outcomes.into_iter().map(|(n, o)| if n == "in/garbage.pdf" { (n, "unreadable".to_owned()) } else { (n, o) }).collect();
    assert_eq!(outcomes, pairs(&expected));
    let manifest = run.manifest();
    for input in manifest["inputs"].as_array().expect("inputs") {
        assert_eq!(input["message"].is_null(), input["outcome"] == "ok", "{input}");
        assert!(run.out().join(text(&input["document"])).is_file(), "{input}");
    }
}

#[test]
fn the_counts_add_up() {
    let run = Run::of(&["in"], |f| {
        copy("c00001", f.join("in/a.pdf"));
        copy("c00001", f.join("in/b.pdf"));
        copy("c00014", f.join("in/c.pdf"));
        copy("c00010", f.join("in/d.pdf"));
    });
    let manifest = run.manifest();
    let totals = &manifest["totals"];
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let outcomes = totals["outcomes"].as_object().expect("outcomes").values().filter_map(Value::as_u64).sum::<u64>();
    assert_eq!(totals["inputs"], inputs.len());
    assert_eq!(outcomes, inputs.len() as u64);
    assert_eq!(totals["documents"], 3);
    let lines = fs::read_to_string(run.out().join("records.ndjson")).expect("records").lines().count();
    assert_eq!(totals["records"], lines);
    assert!(stderr(&run.output).contains("4 inputs: 3 ok, 1 no_text; 3 documents"), "{}", stderr(&run.output));
}

#[test]
fn the_same_bytes_under_two_names_are_read_once_and_listed_twice() {
    let run = Run::of(&["z.pdf", "a.pdf"], |f| {
        copy("c00001", f.join("z.pdf"));
        copy("c00001", f.join("a.pdf"));
    });
    assert_eq!(run.outcomes(), pairs(&[("a.pdf", "ok"), ("z.pdf", "ok")]));
    let manifest = run.manifest();
    assert_eq!(manifest["inputs"][0]["document"], manifest["inputs"][1]["document"]);
    assert_eq!(fs::read_dir(run.out().join("documents")).expect("documents").count(), 1);
    let records = fs::read_to_string(run.out().join("records.ndjson")).expect("records");
    assert!(records.lines().all(|l| l.contains("\"source\":\"a.pdf\"")));
}

#[test]
fn outputs_do_not_say_where_the_machine_keeps_its_files() {
    let folder = common::temporary();
    copy("c00001", folder.path().join("in/a.pdf"));
    copy("c00016", folder.path().join("in/b.pdf"));
    let out = folder.path().join("out");
    for _ in 0..2 {
        let output = run(gongkai().arg("extract").arg(folder.path().join("in")).arg("--out").arg(&out));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    }
    let place = folder.path().to_string_lossy().into_owned();
    for (name, bytes) in common::tree(&out) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&place), "{name} names {place}");
    }
    let manifest = common::json(&out.join("manifest.json"));
    assert_eq!(manifest["totals"]["inputs"], 2);
    assert_eq!(manifest["inputs"][0]["name"], "in/a.pdf");
}

#[test]
fn contacts_of_persons_are_in_no_output_unless_kept() {
    let out = common::temporary();
    let extract = |more: &[&str]| {
        let output = run(gongkai().args(["extract", "corpus", "--out"]).arg(out.path()).args(more));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let files = common::tree(out.path());
        files.into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect::<Vec<_>>()
    };
    for (name, text) in extract(&[]) {
        for contact in CONTACTS {
            assert!(!text.contains(contact), "{contact} is in {name}");
        }
    }
    assert!(extract(&["--keep-contacts"]).iter().any(|(_, text)| text.contains("13800000000")), "--keep-contacts keeps none");
}

#[test]
fn explain_prints_every_stage_without_contacts() {
    for document in common::corpus() {
        for stage in ["page", "layout", "outline", "content"] {
            let output = run(gongkai().arg("explain").arg(&document).args(["--stage", stage]));
            assert_eq!(code(&output), 0, "{}: {}", document.display(), stderr(&output));
            let printed = stdout(&output);
            assert!(!printed.is_empty(), "{} {stage}", document.display());
            for contact in CONTACTS {
                assert!(!printed.contains(contact), "{contact} in {stage} of {}", document.display());
            }
        }
    }
}

#[test]
fn codes_are_looked_up() {
    let output = run(gongkai().args(["codes", "2080505", "--format", "json"]));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let json: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let found = &json["classifications"][0];
    assert_eq!((found["list"].as_str(), found["path"][1]["code"].as_str()), (Some("functional"), Some("20805")));
    let text = stdout(&run(gongkai().args(["codes", "30101"])));
    assert!(text.starts_with("30101  基本工资\n") && text.contains("50101"), "{text}");
    let unknown = run(gongkai().args(["codes", "没有这个科目"]));
    assert_eq!((code(&unknown), stdout(&unknown).as_str()), (2, ""));
    assert_eq!(code(&run(gongkai().args(["codes", "501", "--year", "2017"]))), 2, "501 came in 2018");
    assert_eq!(code(&run(gongkai().args(["codes", "501", "--year", "17"]))), 1);
}

#[test]
fn explain_keeps_to_a_page() {
    let document = common::document("c00001");
    let output = run(gongkai().arg("explain").arg(&document).args(["--stage", "layout", "--page", "5"]));
    let pages: Vec<String> = stdout(&output).lines().filter(|l| l.starts_with("page ")).map(str::to_owned).collect();
    assert!(pages.len() == 1 && pages[0].starts_with("page 5:"), "{pages:?}");
    let all = stdout(&run(gongkai().arg("explain").arg(&document)));
    let one = stdout(&run(gongkai().arg("explain").arg(&document).args(["--page", "5"])));
    assert!(one.contains("table 1:") && one.len() < all.len());
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = gongkai()
        .arg("explain")
        .arg(common::document("c00010"))
        .args(["--stage", "page"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}
