//! Same inputs, same version: the same bytes, whatever the number of threads and the order of inputs.

use crate::common;

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The output of `extract` with these arguments.
fn extract(inputs: &[PathBuf], jobs: &str) -> BTreeMap<String, Vec<u8>> {
    let out = common::temporary();
    let output = common::run(common::gongkai().arg("extract").args(inputs).args(["--jobs", jobs, "--out"]).arg(out.path()));
    assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
    common::tree(out.path())
}

#[test]
fn neither_threads_nor_order_change_a_byte() {
    let sorted: Vec<PathBuf> =
        common::corpus().iter().map(|p| p.strip_prefix(common::root()).expect("below the root").to_owned()).collect();
    let expected = extract(&sorted, "1");
    assert!(expected.len() > 10, "{:?}", expected.keys());
    same(&expected, &extract(&sorted, "2"), "two threads");

    let mut shuffled = sorted.clone();
    shuffled.reverse();
    shuffled.rotate_left(5);
    same(&expected, &extract(&shuffled, "2"), "another order");
    // The folder and one of its files by another way: each is one input still.
    same(&expected, &extract(&["corpus".into(), sorted[3].clone()], "2"), "the folder");
}

/// A run over the remains of a killed one, or of a finished one, ends in the same files.
#[test]
fn a_second_run_changes_nothing() {
    let out = common::temporary();
    let extract = || {
        let output = common::run(common::gongkai().args(["extract", "corpus", "--out"]).arg(out.path()));
        assert_eq!(common::code(&output), 0, "{}", common::stderr(&output));
        common::tree(out.path())
    };
    let first = extract();
    let remains = out.path().join(".unfinished");
    std::fs::create_dir_all(&remains).expect("a folder");
    std::fs::write(remains.join("records"), "half a li").expect("a file");
    std::fs::remove_file(out.path().join("manifest.json")).expect("a manifest");
    same(&first, &extract(), "a second run");
}

fn same(expected: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>, what: &str) {
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{what}: other files");
    for (name, bytes) in expected {
        assert!(found[name] == *bytes, "{what}: {name} has other bytes");
    }
}
