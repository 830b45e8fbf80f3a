//! A run that is killed at any moment goes on where it was, and ends as if nothing had happened.
#![cfg(unix)]

use crate::common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Kills in CI; `GONGKAI_KILLS` asks for more, `GONGKAI_KILL_INPUT` for other documents.
const KILLS: u64 = 20;

fn extract(inputs: &Path, out: &Path) -> Command {
    let mut command = common::gongkai();
    command.arg("extract").arg(inputs).args(["--jobs", "2", "--out"]).arg(out);
    command
}

fn finish(inputs: &Path, out: &Path) -> String {
    let output = common::run(&mut extract(inputs, out));
    assert!(matches!(common::code(&output), 0 | 3), "{}", common::stderr(&output));
    common::stderr(&output)
}

/// Random enough to kill at all sorts of moments, and the same each time.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn same(expected: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>, what: &str) {
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{what}: other files");
    for (name, bytes) in expected {
        assert!(found[name] == *bytes, "{what}: {name} has other bytes");
    }
}

#[test]
fn killed_at_any_moment_a_rerun_ends_with_the_same_bytes() {
    let inputs = std::env::var("GONGKAI_KILL_INPUT").unwrap_or_else(|_| common::root().join("corpus").display().to_string());
    let inputs = Path::new(&inputs);
    let kills = std::env::var("GONGKAI_KILLS").ok().and_then(|k| k.parse().ok()).unwrap_or(KILLS);
    let undisturbed = common::temporary();
    let started = Instant::now();
    finish(inputs, undisturbed.path());
    let expected = common::tree(undisturbed.path());
    let longest = u64::try_from(started.elapsed().as_micros()).expect("a short time");
    let mut state = 2026;
    let mut out = common::temporary();
    for kill in 0..kills {
        let mut child = extract(inputs, out.path()).stderr(Stdio::null()).spawn().expect("the command");
        thread::sleep(Duration::from_micros(random(&mut state) % longest));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        // Every third time the killed run is killed again instead of being finished.
        if kill % 3 == 2 {
            continue;
        }
        finish(inputs, out.path());
        same(&expected, &common::tree(out.path()), &format!("kill {kill}"));
        out = common::temporary();
    }
}

#[test]
fn a_finished_run_is_not_done_again_unless_forced() {
    let folder = common::temporary();
    let (inputs, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&inputs).expect("a folder");
    for stem in ["c00001", "c00003"] {
        fs::copy(common::document(stem), inputs.join(stem)).expect("a copy");
    }
    assert!(finish(&inputs, &out).contains("2 inputs"));
    let document = fs::read_dir(out.join("documents")).expect("documents").flatten().next().expect("a document").path();
    let written = || fs::metadata(&document).and_then(|m| m.modified()).expect("a time");
    let before = written();
    let expected = common::tree(&out);
    assert!(finish(&inputs, &out).contains("2 of them by an earlier run"));
    assert_eq!(before, written());
    let forced = common::run(extract(&inputs, &out).arg("--force"));
    assert!(!common::stderr(&forced).contains("earlier run"), "{}", common::stderr(&forced));
    assert!(written() > before);
    same(&expected, &common::tree(&out), "forced");

    // What is missing, cut, or read with other options is read again.
    fs::remove_file(&document).expect("a document");
    assert!(finish(&inputs, &out).contains("1 of them by an earlier run"));
    fs::write(&document, "{}").expect("a document");
    fs::remove_file(out.join("records.ndjson")).expect("records");
    finish(&inputs, &out);
    same(&expected, &common::tree(&out), "mended");
    let other = common::run(extract(&inputs, &out).arg("--keep-contacts"));
    assert!(!common::stderr(&other).contains("earlier run"), "{}", common::stderr(&other));
}

/// Without a document's file, its records are not there either; with another name, it says so.
#[test]
fn a_changed_renamed_or_removed_input_leaves_no_trace_of_what_it_was() {
    let folder = common::temporary();
    let (inputs, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&inputs).expect("a folder");
    fs::copy(common::document("c00001"), inputs.join("a.pdf")).expect("a copy");
    fs::copy(common::document("c00002"), inputs.join("b.pdf")).expect("a copy");
    finish(&inputs, &out);
    fs::rename(inputs.join("a.pdf"), inputs.join("z.pdf")).expect("a new name");
    fs::copy(common::document("c00003"), inputs.join("b.pdf")).expect("other bytes");
    finish(&inputs, &out);
    let fresh = folder.path().join("fresh");
    finish(&inputs, &fresh);
    let (found, expected) = (common::tree(&out), common::tree(&fresh));
    // The document of the bytes that are gone stays; nothing else tells of it.
    for (name, bytes) in &expected {
        assert!(found[name] == *bytes, "{name}");
    }
    assert_eq!(found.len(), expected.len() + 1);
}

#[test]
fn a_torn_line_of_the_ledger_does_not_count() {
    let folder = common::temporary();
    let out = folder.path().join("out");
    let inputs = common::root().join("corpus");
    finish(&inputs, &out);
    let expected = common::tree(&out);
    let ledger = out.join(".gongkai/ledger.ndjson");
    let whole = fs::read(&ledger).expect("a ledger");
    for cut in [whole.len() - 1, whole.len() / 2, whole.len() / 3, 5] {
        fs::write(&ledger, &whole[..cut]).expect("a torn ledger");
        finish(&inputs, &out);
        same(&expected, &common::tree(&out), "torn");
    }
    let mut flipped = whole;
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(&ledger, &flipped).expect("a damaged ledger");
    finish(&inputs, &out);
    same(&expected, &common::tree(&out), "damaged");
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let folder = common::temporary();
    let state = folder.path().join("out/.gongkai");
    fs::create_dir_all(&state).expect("a folder");
    let lock = fs::File::create(state.join("lock")).expect("a lock");
    lock.lock().expect("the lock");
    let output = common::run(&mut extract(&common::document("c00001"), &folder.path().join("out")));
    assert_eq!(common::code(&output), 5);
    assert!(common::stderr(&output).contains("another run"), "{}", common::stderr(&output));
    drop(lock);
    finish(&common::document("c00001"), &folder.path().join("out"));
}

/// Ctrl-C ends a run in order, and the next one goes on.
#[test]
fn an_interrupted_run_says_so_and_is_resumed() {
    let folder = common::temporary();
    let out = folder.path().join("out");
    let inputs = common::root().join("corpus");
    let mut child = extract(&inputs, &out).stderr(Stdio::null()).spawn().expect("the command");
    let started = Instant::now();
    // As soon as there is a document, there are more to come.
    while fs::read_dir(out.join("documents")).map_or(0, Iterator::count) == 0 && started.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(1));
    }
    let pid = child.id().to_string();
    common::run(Command::new("kill").args(["-INT", &pid]));
    let status = child.wait().expect("an end");
    assert_eq!(status.code(), Some(130));
    assert!(finish(&inputs, &out).contains("by an earlier run"));
    let undisturbed = folder.path().join("undisturbed");
    finish(&inputs, &undisturbed);
    same(&common::tree(&undisturbed), &common::tree(&out), "interrupted");
}
