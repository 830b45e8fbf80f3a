//! A disk that is full, a folder that may not be written, a file where a folder should be: the run says so with exit code 5,
//! what stands in the output folder is whole, and the same command completes it.
#![cfg(unix)]

use crate::common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// Everything that writes: documents, the files over all, each format.
const FORMATS: &str = "csv,datapackage,parquet,sqlite,xlsx";

fn command(inputs: &Path, out: &Path) -> Command {
    let mut command = common::gongkai();
    command.arg("extract").arg(inputs).args(["--jobs", "1", "--out"]).arg(out);
    if cfg!(all(feature = "parquet", feature = "sqlite", feature = "xlsx")) {
        command.args(["--to", FORMATS]);
    }
    command
}

fn inputs(folder: &Path) -> std::path::PathBuf {
    let inputs = folder.join("in");
    fs::create_dir(&inputs).expect("a folder");
    for stem in ["c00009", "c00003"] {
        fs::copy(common::document(stem), inputs.join(stem)).expect("a copy");
    }
    inputs
}

fn undisturbed(inputs: &Path, out: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = common::run(&mut command(inputs, out));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    common::tree(out)
}

/// What a failed run left is whole, and the next run makes of it what an undisturbed one makes.
fn left_whole_and_completed(inputs: &Path, out: &Path, expected: &BTreeMap<String, Vec<u8>>, failed: &Output, what: &str) {
    assert_eq!(common::code(failed), 5, "{what}: {}", common::stderr(failed));
    assert!(common::stderr(failed).contains("cannot write"), "{what}: {}", common::stderr(failed));
    if out.is_dir() {
        for (name, bytes) in common::tree(out).iter().filter(|(name, _)| !name.starts_with(".unfinished")) {
            assert!(expected.get(name) == Some(bytes), "{what}: {name} is not what it should be");
        }
    }
    let again = common::run(&mut command(inputs, out));
    assert_eq!(common::code(&again), 0, "{what}: {}", common::stderr(&again));
    let found = common::tree(out);
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{what}");
    assert!(found == *expected, "{what}: other bytes");
}

/// Each call that writes fails in turn, every second one for good, until a run gets by without it.
#[test]
fn whichever_write_fails_the_output_is_whole_and_the_next_run_completes_it() {
    let folder = common::temporary();
    let inputs = inputs(folder.path());
    let expected = undisturbed(&inputs, &folder.path().join("undisturbed"));
    let out = folder.path().join("out");
    for call in 1..1_000 {
        let more = if call % 2 == 0 { "+" } else { "" };
        let failed = common::run(command(&inputs, &out).env("GONGKAI_TEST_DISK", format!("{call}{more}")));
        if common::code(&failed) == 0 {
            assert!(common::tree(&out) == expected);
            assert!((30..999).contains(&call), "{call} calls");
            return;
        }
        left_whole_and_completed(&inputs, &out, &expected, &failed, &format!("call {call}{more}"));
        fs::remove_dir_all(&out).expect("a folder to remove");
    }
    panic!("no run got by");
}

/// The system's own limit: without care it ends the process without a word.
#[test]
fn a_file_that_may_not_grow_is_an_error_and_not_the_end() {
    let folder = common::temporary();
    let inputs = inputs(folder.path());
    let expected = undisturbed(&inputs, &folder.path().join("undisturbed"));
    let largest = expected.values().map(Vec::len).max().unwrap_or_default();
    let mut failures = 0;
    // In blocks of 512 bytes, or of 1024 where the shell thinks so.
    for blocks in [1, 8, 40, 200, largest / 1024 - 1] {
        let out = folder.path().join(format!("out-{blocks}"));
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("ulimit -f {blocks} && exec \"$@\""), "sh"]).current_dir(common::root());
        let whole = command(&inputs, &out);
        limited.arg(whole.get_program()).args(whole.get_args());
        let failed = common::run(&mut limited);
        if common::code(&failed) == 0 {
            continue;
        }
        failures += 1;
        left_whole_and_completed(&inputs, &out, &expected, &failed, &format!("{blocks} blocks"));
    }
    assert!(failures >= 3, "{failures}");
}

#[test]
fn what_is_in_the_way_is_said() {
    let folder = common::temporary();
    let inputs = inputs(folder.path());
    let expected = undisturbed(&inputs, &folder.path().join("undisturbed"));
    for (name, is_folder) in [
        ("", false),
        ("documents", false),
        (".gongkai", false),
        (".gongkai/ledger.ndjson", true),
        ("manifest.json", true),
        ("records.ndjson", true),
        (".unfinished", false),
    ] {
        let out = folder.path().join("out");
        let path = if name.is_empty() { out.clone() } else { out.join(name) };
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        if is_folder {
            fs::create_dir_all(path.join("full")).expect("a folder");
        } else {
            fs::write(&path, "in the way").expect("a file");
        }
        let failed = common::run(&mut command(&inputs, &out));
        assert_eq!(common::code(&failed), 5, "{name}: {}", common::stderr(&failed));
        assert!(common::stderr(&failed).contains("cannot write"), "{name}: {}", common::stderr(&failed));
        if is_folder {
            fs::remove_dir_all(&path).expect("a folder to remove");
        } else {
            assert_eq!(fs::read_to_string(&path).expect("a file"), "in the way");
            fs::remove_file(&path).expect("a file to remove");
        }
        let again = common::run(&mut command(&inputs, &out));
        assert_eq!(common::code(&again), 0, "{name}: {}", common::stderr(&again));
        assert!(common::tree(&out) == expected, "{name}");
        fs::remove_dir_all(&out).expect("a folder to remove");
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_said() {
    let folder = common::temporary();
    let inputs = inputs(folder.path());
    let expected = undisturbed(&inputs, &folder.path().join("undisturbed"));
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("permissions");
    if fs::create_dir(out.join("documents")).is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let failed = common::run(&mut command(&inputs, &out));
    assert_eq!(common::code(&failed), 5, "{}", common::stderr(&failed));
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).expect("permissions");
    left_whole_and_completed(&inputs, &out, &expected, &failed, "closed");
}
