//! What kills the reader of one document is that document's outcome, and nobody else's.
#![cfg(unix)]

use crate::common;

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

/// Extracts three documents, of which `b` fails as asked.
fn extract(folder: &Path, fault: &str, more: &[&str]) -> (Output, Vec<(String, String)>) {
    for (name, stem) in [("a.pdf", "c00001"), ("b.pdf", "c00002"), ("c.pdf", "c00003")] {
        fs::copy(common::document(stem), folder.join(name)).expect("a copy");
    }
    let bytes = fs::read(folder.join("b.pdf")).expect("a document");
    let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    let mut command = common::gongkai();
    command.current_dir(folder).args(["extract", "a.pdf", "b.pdf", "c.pdf", "--out", "out"]).args(more);
    // What a worker dies of is told whatever it is asked to say besides.
    command.env("RUST_BACKTRACE", "full").env("GONGKAI_TEST_FAULT", format!("{}:{fault}", &hash[..12]));
    let output = common::run(&mut command);
    let manifest = common::json(&folder.join("out/manifest.json"));
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (output, inputs.iter().map(|i| (text(&i["outcome"]), text(&i["message"]))).collect())
}

#[test]
fn whatever_a_worker_dies_of_is_its_documents_outcome() {
    for (fault, outcome, message) in [
        ("panic", "crash", "its process died"),
        ("abort", "crash", "its process died"),
        ("exit", "crash", "its process died"),
        ("stack", "crash", "its stack was full"),
        ("memory", "out_of_memory", "more memory than allowed"),
    ] {
        for jobs in ["1", "3"] {
            let folder = common::temporary();
            let (output, outcomes) = extract(folder.path(), fault, &["--jobs", jobs, "--memory", "512"]);
            assert_eq!(common::code(&output), 3, "{fault}: {}", common::stderr(&output));
            let names: Vec<&str> = outcomes.iter().map(|(o, _)| o.as_str()).collect();
            assert_eq!(names, ["ok", outcome, "ok"], "{fault}");
            assert!(outcomes[1].1.contains(message), "{fault}: {}", outcomes[1].1);
            // The document says the same.
            let manifest = common::json(&folder.path().join("out/manifest.json"));
            let document = manifest["inputs"][1]["document"].as_str().expect("a document");
            assert_eq!(common::json(&folder.path().join("out").join(document))["outcome"], outcome);
        }
    }
}

#[test]
fn a_document_that_hangs_is_killed_at_its_deadline_and_one_that_is_slow_keeps_what_was_read() {
    let folder = common::temporary();
    let started = Instant::now();
    let (output, outcomes) = extract(folder.path(), "loop", &["--soft-timeout", "0.5", "--timeout", "2"]);
    assert_eq!(common::code(&output), 3, "{}", common::stderr(&output));
    assert_eq!(outcomes[1].0, "timeout", "{outcomes:?}");
    assert!(outcomes[1].1.contains("longer than allowed"), "{outcomes:?}");
    // A run that waits for the worker would wait for ever; how long exactly is the machine's business.
    assert!(started.elapsed().as_secs() < 60);

    let (output, outcomes) = extract(folder.path(), "slow", &["--soft-timeout", "0.5", "--timeout", "60"]);
    assert_eq!(common::code(&output), 3, "{}", common::stderr(&output));
    assert_eq!(outcomes[1].0, "timeout", "{outcomes:?}");
    assert!(outcomes[1].1.contains("the time was up before page 1"), "{outcomes:?}");

    // With other limits it is tried again, with the same ones it is not.
    let (output, _) = extract(folder.path(), "none", &["--soft-timeout", "0.5", "--timeout", "60"]);
    assert!(common::stderr(&output).contains("3 of them by an earlier run"), "{}", common::stderr(&output));
    let (output, outcomes) = extract(folder.path(), "none", &[]);
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    assert_eq!(outcomes[1].0, "ok");
}

/// Nothing comes of waiting for a worker that does nothing: it has a third of the time.
#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_stands_still_is_killed_before_its_deadline() {
    let folder = common::temporary();
    let (output, outcomes) = extract(folder.path(), "hang", &["--soft-timeout", "1", "--timeout", "15"]);
    assert_eq!(common::code(&output), 3, "{}", common::stderr(&output));
    assert_eq!(outcomes[1].0, "timeout", "{outcomes:?}");
    assert!(outcomes[1].1.contains("stood still"), "{outcomes:?}");
    assert_eq!((outcomes[0].0.as_str(), outcomes[2].0.as_str()), ("ok", "ok"));
}

/// A system that shuts down signals every process: the documents being read are not to blame, and the next run reads them.
#[test]
fn a_worker_that_is_told_to_end_with_its_run_is_no_outcome() {
    let folder = common::temporary();
    for (name, stem) in [("a.pdf", "c00001"), ("b.pdf", "c00002")] {
        fs::copy(common::document(stem), folder.path().join(name)).expect("a copy");
    }
    let hash: String =
        Sha256::digest(fs::read(folder.path().join("a.pdf")).expect("a document")).iter().map(|b| format!("{b:02x}")).collect();
    let mut command = common::gongkai();
    command.current_dir(folder.path()).args(["extract", "a.pdf", "b.pdf", "--jobs", "1", "--out", "out", "--soft-timeout", "60"]);
    command.env("GONGKAI_TEST_FAULT", format!("{}:slow", &hash[..12])).stderr(Stdio::piped());
    if Command::new("pgrep").arg("--version").output().is_err() {
        println!("skipped: no pgrep");
        return;
    }
    let run = command.spawn().expect("the command");
    let children = || common::run(Command::new("pgrep").args(["-P", &run.id().to_string()]));
    let a_moment = || std::thread::sleep(std::time::Duration::from_millis(5));
    let seen = (0..6_000).find_map(|_| {
        common::stdout(&children()).trim().parse::<u32>().ok().or_else(|| {
            a_moment();
            None
        })
    });
    let worker = seen.expect("a worker process");
    for process in [run.id(), worker] {
        common::run(Command::new("kill").args(["-TERM", &process.to_string()]));
    }
    let output = run.wait_with_output().expect("an end");
    assert_eq!(common::code(&output), 130, "{}", common::stderr(&output));
    assert!(common::stderr(&output).contains("interrupted with 2 inputs left"), "{}", common::stderr(&output));
    let mut command = common::gongkai();
    let output = common::run(command.current_dir(folder.path()).args(["extract", "a.pdf", "b.pdf", "--out", "out"]));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
}

/// Without isolation the same documents give the same bytes; only what kills a process differs.
#[test]
fn isolation_changes_no_byte() {
    let folder = common::temporary();
    let extract = |isolate: &str| {
        let out = folder.path().join(isolate);
        let output = common::run(common::gongkai().args(["extract", "corpus", "--isolate", isolate, "--out"]).arg(&out));
        assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
        common::tree(&out)
    };
    assert!(extract("true") == extract("false"));
}

/// A PDF of one page with a number, and with a form that draws itself if asked: that overflows the stack of the second reader.
fn page_with_form(draws_itself: bool) -> String {
    let draw = if draws_itself { "/X Do" } else { "" };
    let content = format!("BT /F 10 Tf 50 50 Td (1,234.56) Tj ET {draw}");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream"
            .to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = String::new();
    for (index, object) in objects.iter().enumerate() {
        offsets += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    file + &format!("xref\n0 7\n0000000000 65535 f \n{offsets}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
}

#[test]
fn a_second_reader_proves_digits_and_its_death_costs_nothing() {
    for isolate in ["--isolate=true", "--isolate=false"] {
        let folder = common::temporary();
        fs::copy(common::document("c00001"), folder.path().join("a.pdf")).expect("a copy");
        fs::write(folder.path().join("b.pdf"), page_with_form(false)).expect("a file");
        fs::write(folder.path().join("c.pdf"), page_with_form(true)).expect("a file");
        let extract = |out: &str, more: &[&str]| {
            let mut command = common::gongkai();
            command.current_dir(folder.path()).args(["extract", "a.pdf", "b.pdf", "c.pdf", "--out", out, isolate]).args(more);
            let output = common::run(&mut command);
            assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
            (common::json(&folder.path().join(out).join("manifest.json")), common::stderr(&output))
        };
        let (with, said) = extract("with", &["--second-reader"]);
        let (without, _) = extract("without", &[]);
        let tally = &with["inputs"][0]["second_reader"];
        let count = |name: &str| tally[name].as_u64().expect("a count");
        assert!(count("both") > 100 && count("both") > 20 * count("ours"), "{tally}");
        assert!(said.contains("seen by both"), "{said}");
        let document = |manifest: &serde_json::Value, out: &str, input: usize| {
            common::json(&folder.path().join(out).join(manifest["inputs"][input]["document"].as_str().expect("a document")))
        };
        let failed = |input: usize| {
            let document = document(&with, "with", input);
            document["diagnostics"].as_array().expect("diagnostics").iter().any(|d| d["code"] == "second_reader.failed")
        };
        assert_eq!((failed(0), failed(1), failed(2)), (false, false, true), "{isolate}");
        // Beside what it saw, and what that proves or puts in doubt, nothing is another for it.
        let alike = |mut document: serde_json::Value| {
            let mut records = document["records"].take();
            for record in records.as_array_mut().expect("records") {
                let record = record.as_object_mut().expect("a record");
                ["second_reader", "proofs", "doubt", "confidence"].iter().for_each(|field| drop(record.remove(*field)));
            }
            records
        };
        assert_eq!(alike(document(&with, "with", 0)), alike(document(&without, "without", 0)));
        assert_eq!(document(&with, "with", 2)["outcome"], "ok");
    }
}
