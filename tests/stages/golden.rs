//! Has anything moved? For every document of `corpus/` each stage is kept as a file to read beside the page.
//!
//! `GOLDEN=write cargo test --test stages golden` writes them anew; `git diff golden` then shows at which stage a document changed.
//! Whether the results are right is not asked here but in `truth.rs`.

use crate::common;

use gongkai::explain::{self, Scope};
use gongkai::extraction::{Opened, Pages, open, understand};
use gongkai::outline;
use gongkai::privacy::unmarked;
use gongkai::record::{Origin, Record};
use gongkai::source::{self, Source};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages of which the layout is kept: later pages of a document are laid out like the first ones.
const LAYOUT_PAGES: usize = 8;
/// Bytes that all golden files may take together.
const MOST_BYTES: usize = 3 << 20;

#[test]
fn every_stage_is_as_it_was() {
    let write = writing();
    let mut changed = Vec::new();
    for document in common::corpus() {
        let folder = folder_of(&document);
        let stages = stages(source::read(&document).expect("a document of the corpus"));
        if write {
            rewrite(&folder, &stages);
        } else {
            changed.extend(differences(&folder, &stages));
        }
    }
    assert!(changed.is_empty(), "{}\nIf this is right: GOLDEN=write cargo test --test stages golden", changed.join("\n"));
}

#[test]
fn every_golden_file_has_its_document() {
    if writing() {
        // The files are just being replaced by the other test.
        return;
    }
    let known: Vec<String> = common::corpus().iter().map(|d| common::stem_of(d)).collect();
    let files = common::tree(&golden());
    for name in files.keys() {
        assert!(known.iter().any(|k| name.starts_with(&format!("{k}/"))), "golden/{name} belongs to no document");
    }
    let bytes: usize = files.values().map(Vec::len).sum();
    assert!(bytes < MOST_BYTES, "golden/ holds {bytes} bytes");
}

/// A run that writes its own expectations cannot fail, so it must not happen where nobody looks at the difference.
#[test]
fn nothing_is_rewritten_in_ci() {
    let set = |name: &str| std::env::var_os(name).is_some();
    assert!(!(set("CI") && set("GOLDEN")), "GOLDEN is set in CI");
}

fn writing() -> bool {
    std::env::var("GOLDEN").is_ok_and(|v| v == "write")
}

fn golden() -> PathBuf {
    common::root().join("golden")
}

fn folder_of(document: &Path) -> PathBuf {
    golden().join(common::stem_of(document))
}

/// The golden files of a document, by name.
fn stages(source: Source) -> BTreeMap<&'static str, String> {
    let opened = match open(source, Pages::Kept) {
        Ok(opened) => opened,
        Err(ended) => return BTreeMap::from([("1-page.txt", explain::ended(&ended))]),
    };
    let all = Scope::default();
    let mut stages = BTreeMap::from([("1-page.txt", pages(&opened)), ("2-layout.txt", layout(&opened))]);
    stages.insert("3-outline.txt", explain::outline(&outline::outline(opened.sheets.clone()).0, all));
    let extraction = understand(opened);
    stages.insert("4-content.txt", explain::content(&extraction.content, all));
    stages.insert("5-records.csv", records(&extraction.records));
    stages
}

/// Sizes and counts; all the glyphs only as a hash.
fn pages(opened: &Opened) -> String {
    let mut out = format!("{}\n", opened.outcome.name());
    for page in &opened.pages {
        let hash: String = Sha256::digest(explain::page(page)).iter().take(8).map(|b| format!("{b:02x}")).collect();
        let _ = writeln!(out, "{}  {hash}", explain::page_counts(page).trim_end());
    }
    for diagnostic in &opened.diagnostics {
        let page = diagnostic.place.map_or_else(String::new, |p| format!(" on page {}", p.page));
        let _ = writeln!(out, "{}{page}: {}", diagnostic.code, unmarked(&diagnostic.message));
    }
    out
}

fn layout(opened: &Opened) -> String {
    let shown = &opened.sheets[..opened.sheets.len().min(LAYOUT_PAGES)];
    let mut out = explain::sheets(shown, Scope::default());
    if shown.len() < opened.sheets.len() {
        let _ = writeln!(out, "{} more pages", opened.sheets.len() - shown.len());
    }
    out
}

/// One fact a line.
fn records(records: &[Record]) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let header = [
        "table",
        "row",
        "year",
        "phase",
        "body",
        "project",
        "function",
        "economic",
        "government",
        "name",
        "label",
        "measure",
        "item",
        "fund",
        "source_year",
        "kind",
        "direction",
        "yuan",
        "printed",
        "unit",
        "total",
        "page",
    ];
    csv.write_record(header).expect("a row in memory");
    for record in records {
        let (_, name) = record.coded();
        let text = |t: Option<&str>| t.map(|t| unmarked(t).into_owned()).unwrap_or_default();
        let word = |t: Option<&str>| t.unwrap_or_default().to_owned();
        let table = match record.origin {
            Origin::Table => record.table.map_or_else(|| format!("#{}", record.table_index + 1), str::to_owned),
            Origin::Form => format!("form {}", record.table_index + 1),
            Origin::Statement => format!("statement {}", record.table_index + 1),
        };
        let kind =
            record.expenditure_kind.map(|kind| record.basic_kind.map_or(kind.to_owned(), |part| format!("{kind} {part:?}")));
        let row = [
            table,
            record.row.to_string(),
            record.fiscal_year.map(|y| y.to_string()).unwrap_or_default(),
            record.phase.map(|p| format!("{p:?}").to_lowercase()).unwrap_or_default(),
            text(record.body.as_deref()),
            text(record.project.as_deref()),
            text(record.function_code.as_deref()),
            text(record.economic_code.as_deref()),
            text(record.gov_economic_code.as_deref()),
            name.map(|n| unmarked(n).into_owned()).unwrap_or_default(),
            text(record.label.as_deref()),
            record.measure.to_string(),
            word(record.item),
            word(record.fund_source),
            record.source_year.map(|y| format!("{y:?}").to_lowercase()).unwrap_or_default(),
            kind.unwrap_or_default().to_lowercase(),
            record.direction.map(|d| format!("{d:?}").to_lowercase()).unwrap_or_default(),
            record.amount_yuan.map(|a| a.to_string()).unwrap_or_default(),
            record.printed.to_string(),
            word(record.unit),
            record.is_total.to_string(),
            record.place.page.to_string(),
        ];
        csv.write_record(row).expect("a row in memory");
    }
    String::from_utf8(csv.into_inner().expect("rows in memory")).expect("text")
}

fn rewrite(folder: &Path, stages: &BTreeMap<&'static str, String>) {
    // Removed first: a stage that a document no longer reaches leaves no file behind.
    if folder.is_dir() {
        fs::remove_dir_all(folder).expect("a folder to remove");
    }
    fs::create_dir_all(folder).expect("a folder");
    for (name, text) in stages {
        fs::write(folder.join(name), text).expect("a golden file");
    }
}

/// One sentence for each stage that changed.
fn differences(folder: &Path, stages: &BTreeMap<&'static str, String>) -> Vec<String> {
    let stem = folder.file_name().unwrap_or_default().to_string_lossy();
    let stored: BTreeMap<String, String> = match folder.is_dir() {
        true => common::tree(folder).into_iter().map(|(n, b)| (n, String::from_utf8_lossy(&b).into_owned())).collect(),
        false => BTreeMap::new(),
    };
    let mut found = Vec::new();
    for name in stored.keys().filter(|n| !stages.contains_key(n.as_str())) {
        found.push(format!("{stem}/{name}: the document no longer gets this far"));
    }
    for (name, now) in stages {
        match stored.get(*name) {
            None => found.push(format!("{stem}/{name}: not stored")),
            Some(then) if then != now => found.push(format!("{stem}/{name}: {}", first_difference(then, now))),
            Some(_) => {}
        }
    }
    found
}

fn first_difference(then: &str, now: &str) -> String {
    let line = then.lines().zip(now.lines()).take_while(|(a, b)| a == b).count();
    let at = |text: &str| text.lines().nth(line).unwrap_or("(end of file)").to_owned();
    format!("first difference in line {}\n  then: {}\n  now:  {}", line + 1, at(then), at(now))
}
