//! Documents in Parquet files.
#![cfg(all(unix, feature = "parquet"))]

use crate::common::{self, code, gongkai, root, run, stderr};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

/// What is packed, by name: id, place, year, bytes.
type Rows = BTreeMap<String, (String, Option<String>, Option<i32>, Vec<u8>)>;

fn packed(folder: &Path) -> (usize, Rows) {
    let files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    let mut rows = Rows::new();
    for file in &files {
        let reader = SerializedFileReader::new(File::open(file).expect("a file")).expect("Parquet");
        for row in reader.get_row_iter(None).expect("rows") {
            let row = row.expect("a row");
            let text = |at: usize| row.get_string(at).expect("a text").clone();
            let year = row.get_int(4).ok();
            let bytes = row.get_bytes(7).expect("bytes").data().to_vec();
            rows.insert(text(1), (text(0), row.get_string(2).ok().cloned(), year, bytes));
        }
    }
    (files.len(), rows)
}

#[test]
fn documents_come_out_as_they_went_in() {
    let out = common::temporary();
    let target = out.path().join("packed");
    // More than a file holds.
    let more = out.path().join("a.txt");
    fs::write(&more, "公开".repeat(200_000)).expect("a file");
    let output = run(gongkai().current_dir(root()).args(["pack", "corpus", "--shard-mb", "1", "--out"]).args([&target, &more]));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let (files, rows) = packed(&target);
    assert!(files > 1, "{files}");
    assert_eq!(rows.len(), common::corpus().len() + 1);
    for path in common::corpus() {
        let name = format!("corpus/{}", path.file_name().expect("a name").to_string_lossy());
        let (id, _, _, bytes) = &rows[&name];
        let original = fs::read(&path).expect("a document");
        assert_eq!((bytes, id), (&original, &gongkai::source::hash(&path).expect("a hash").0));
    }
    // What is packed already is not packed over.
    let again = run(gongkai().current_dir(root()).args(["pack", "corpus", "--out"]).arg(&target));
    assert_eq!(code(&again), 5, "{}", stderr(&again));
}

#[test]
fn a_list_says_where_and_when_and_what_is_not_there_is_told() {
    let folder = common::temporary();
    fs::write(folder.path().join("a.txt"), "a").expect("a file");
    fs::write(folder.path().join("list.csv"), "path,place,year\na.txt,610100,2025\nb.txt,,\n").expect("a list");
    let output = run(gongkai().current_dir(folder.path()).args(["pack", "--manifest", "list.csv", "--out", "packed"]));
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("b.txt"), "{}", stderr(&output));
    let (_, rows) = packed(&folder.path().join("packed"));
    let (_, place, year, bytes) = &rows["a.txt"];
    assert_eq!((rows.len(), place.as_deref(), *year, bytes.as_slice()), (1, Some("610100"), Some(2025), &b"a"[..]));
}
