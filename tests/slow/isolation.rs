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
