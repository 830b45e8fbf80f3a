//! Twenty small documents of invented counties (`scripts/counties`, written to `tests/made/counties` by `scripts/counties/made.py`) against their
//! truth: ids, rows and amounts of tables, money and indicators of forms, amounts of sentences.
//!
//! What is right today is a floor (`floor.tsv`), what is wrong is written out (`faults.txt`). Neither may get worse; what gets better
//! is written down with `COUNTIES=write cargo test --test stages counties`.

use crate::common;

use gongkai::content::{RowKind, Table};
use gongkai::decimal::Decimal;
use gongkai::extraction::{Extraction, extract};
use gongkai::grammar::{amount, clean, squeeze, unit_of};
use gongkai::record::{Origin, Record};
use gongkai::source;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Faults of one measure in one document that are written out; of the others only how many there are.
const SHOWN: usize = 8;

#[test]
fn counties_are_read_at_least_as_well_as_before() {
    let folder = common::root().join("tests/made/counties");
    let scores: Vec<Score> = documents(&folder).iter().map(|document| score(document)).collect();
    assert!(scores.len() >= 20, "only {} documents in {}", scores.len(), folder.display());
    let today: String = scores.iter().flat_map(Score::lines).collect();
    let faults: String = scores.iter().map(Score::faults).collect();
    if std::env::var_os("COUNTIES").is_some_and(|v| v == "write") {
        fs::write(folder.join("floor.tsv"), format!("document\tmeasure\tright\tasked\n{today}")).expect("floor.tsv is written");
        fs::write(folder.join("faults.txt"), &faults).expect("faults.txt is written");
        return;
    }
    let floor = fs::read_to_string(folder.join("floor.tsv")).expect("floor.tsv");
    let floor: BTreeMap<(&str, &str), usize> = floor.lines().skip(1).filter_map(entry).collect();
    let (mut worse, mut better) = (Vec::new(), Vec::new());
    for score in &scores {
        for (measure, found) in &score.measures {
            let key = (score.name.as_str(), *measure);
            let before = floor.get(&key).copied().unwrap_or_else(|| panic!("no floor for {key:?}"));
            let line = format!("{} {measure}: {} of {} are right, {before} were", score.name, found.right, found.asked);
            match found.right.cmp(&before) {
                std::cmp::Ordering::Less => worse.push(format!("{line}\n  {}", found.faults.join("\n  "))),
                std::cmp::Ordering::Greater => better.push(line),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
    assert!(better.is_empty(), "better than before: write it down with COUNTIES=write\n{}", better.join("\n"));
    let known = fs::read_to_string(folder.join("faults.txt")).expect("faults.txt");
    let new: Vec<&str> = faults.lines().filter(|line| !known.lines().any(|k| k == *line)).collect();
    assert!(new.is_empty(), "other faults than in faults.txt: look at them, then COUNTIES=write\n{}", new.join("\n"));
}

/// A line of the floor: the document and the measure, and how much is right.
fn entry(line: &str) -> Option<((&str, &str), usize)> {
    let mut fields = line.split('\t');
    Some(((fields.next()?, fields.next()?), fields.next()?.parse().ok()?))
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("tests/made/counties").flatten().map(|e| e.path());
    let mut found: Vec<PathBuf> = entries
        .filter(|p| p.extension().is_some_and(|e| e == "pdf" || (e == "txt" && p.with_extension("truth.json").exists())))
        .collect();
    found.sort();
    found
}

/// How much of one measure is right in a document.
#[derive(Default)]
struct Count {
    right: usize,
    asked: usize,
    faults: Vec<String>,
}

impl Count {
    fn check(&mut self, right: bool, fault: impl FnOnce() -> String) {
        self.asked += 1;
        if right {
            self.right += 1;
        } else {
            self.faults.push(fault());
        }
    }
}

/// The counts of a document by measure.
struct Score {
    name: String,
    measures: BTreeMap<&'static str, Count>,
}

impl Score {
    fn lines(&self) -> Vec<String> {
        self.measures.iter().map(|(m, c)| format!("{}\t{m}\t{}\t{}\n", self.name, c.right, c.asked)).collect()
    }

    /// What is wrong, for a reader.
    fn faults(&self) -> String {
        let mut text = String::new();
        for (measure, count) in self.measures.iter().filter(|(_, c)| !c.faults.is_empty()) {
            for fault in count.faults.iter().take(SHOWN) {
                text += &format!("{} {measure}: {fault}\n", self.name);
            }
            if count.faults.len() > SHOWN {
                text += &format!("{} {measure}: and {} more\n", self.name, count.faults.len() - SHOWN);
            }
        }
        text
    }
}

fn score(document: &Path) -> Score {
    let truth = common::json(&document.with_extension("truth.json"));
    let read = extract(source::read(document).expect("a document"));
    let mut measures: BTreeMap<&'static str, Count> =
        ["amounts", "funds", "ids", "indicators", "rows", "statements"].into_iter().map(|m| (m, Count::default())).collect();
    let mut taken = Vec::new();
    for table in array(&truth["tables"]) {
        let found = counterpart(table, &read, &taken);
        taken.extend(found);
        ids(measures.entry("ids").or_default(), table, found.map(|i| &read.content.tables[i]));
        rows(measures.entry("rows").or_default(), table, found.map(|i| &read.content.tables[i]));
        amounts(measures.entry("amounts").or_default(), table, found, &read);
    }
    funds(measures.entry("funds").or_default(), &truth, &read);
    indicators(measures.entry("indicators").or_default(), &truth, &read);
    statements(measures.entry("statements").or_default(), &truth, &read);
    Score { name: common::stem_of(document), measures }
}

/// The table on one of its pages that prints most of its figures.
fn counterpart(truth: &Value, read: &Extraction, taken: &[usize]) -> Option<usize> {
    let on = |table: &Table| array(&truth["pages"]).iter().any(|p| table.pages.iter().any(|q| p.as_u64() == Some(u64::from(*q))));
    let wanted: Vec<String> =
        array(&truth["rows"]).iter().flat_map(|r| array(&r["cells"])).map(|c| plain(text(c))).filter(|c| !c.is_empty()).collect();
    let shared = |table: &Table| {
        let cells: Vec<String> = table.rows.iter().flat_map(|r| r.cells.iter().flatten()).map(|c| plain(&c.printed)).collect();
        wanted.iter().filter(|w| cells.contains(w)).count()
    };
    let title = plain(text(&truth["title"]));
    let rank = |table: &Table| (shared(table), table.title.as_deref().is_some_and(|t| plain(t).ends_with(&title)));
    let there = read.content.tables.iter().enumerate().filter(|(i, t)| !taken.contains(i) && on(t));
    there.filter(|(_, t)| rank(t) != (0, false)).max_by_key(|(i, t)| (rank(t), usize::MAX - i)).map(|(i, _)| i)
}

fn ids(count: &mut Count, truth: &Value, found: Option<&Table>) {
    if truth["marks"]["id"].is_string() {
        return;
    }
    let expected = [text(&truth["id"]), text(&truth["variant"])];
    let told = found.and_then(|t| t.id);
    count.check(told.is_some_and(|id| expected.contains(&id)), || {
        format!("{} (page {}) is {}, told {}", text(&truth["title"]), truth["pages"][0], expected[0], told.unwrap_or("nothing"))
    });
}

/// Rows that are certain, in order: the texts of their filled cells, from left to right.
fn rows(count: &mut Count, truth: &Value, found: Option<&Table>) {
    let printed: Vec<Vec<String>> = found
        .map(|t| {
            t.rows
                .iter()
                .filter(|r| r.kind != RowKind::Blank)
                .map(|r| r.cells.iter().flatten().map(|c| plain(&c.printed)).filter(|c| !c.is_empty()).collect())
                .collect()
        })
        .unwrap_or_default();
    let mut next = 0;
    for row in array(&truth["rows"]) {
        let cells: Vec<String> = array(&row["cells"]).iter().map(|c| plain(text(c))).filter(|c| !c.is_empty()).collect();
        if cells.is_empty() || row["cell_marks"].as_object().is_some_and(|m| !m.is_empty()) {
            continue;
        }
        let at = printed.iter().skip(next).position(|p| *p == cells);
        count
            .check(at.is_some(), || format!("{} (page {}) has no row {}", text(&truth["title"]), row["page"], cells.join(" | ")));
        next += at.map_or(0, |at| at + 1);
    }
}

/// Amounts that are certain, in yuan, as the records of the table have them.
fn amounts(count: &mut Count, truth: &Value, found: Option<usize>, read: &Extraction) {
    let unit = text(&truth["unit"]);
    if truth["marks"]["unit"].is_string() {
        return;
    }
    let mut told: Vec<Decimal> = read
        .records
        .iter()
        .filter(|r| r.origin == Origin::Table && Some(r.table_index) == found)
        .filter_map(|r: &Record| r.amount_yuan)
        .collect();
    let Some(factor) = unit_of(unit).and_then(|u| u.factor()) else { return };
    // Rows and columns with a unit of their own (辆, %) are no money.
    let money = |of: &Value| of["record"].get("unit").is_none();
    for row in array(&truth["rows"]).iter().filter(|r| money(r)) {
        for (at, (cell, column)) in array(&row["cells"]).iter().zip(array(&truth["columns"])).enumerate() {
            let certain = row["cell_marks"][at.to_string()].is_null();
            let Some(value) = amount::amount(text(cell)).map(|a| a.value) else { continue };
            if column["role"] == "amount" && money(column) && certain {
                let place = told.iter().position(|t| *t == value * factor);
                count.check(place.is_some(), || {
                    format!(
                        "{} (page {}): {} of {} is no amount",
                        text(&truth["title"]),
                        row["page"],
                        text(cell),
                        text(&row["name"])
                    )
                });
                if let Some(at) = place {
                    told.swap_remove(at);
                }
            }
        }
    }
}

/// Money of forms that is certain, in yuan.
fn funds(count: &mut Count, truth: &Value, read: &Extraction) {
    let mut told: Vec<Decimal> = read.records.iter().filter(|r| r.origin == Origin::Form).filter_map(|r| r.amount_yuan).collect();
    for form in array(&truth["forms"]) {
        for fund in array(&form["funds"]).iter().filter(|f| f["mark"].as_str().is_none_or(|m| m == "certain")) {
            let Some(yuan) = amount::amount(text(&fund["amount_yuan"])).map(|a| a.value) else { continue };
            let place = told.iter().position(|t| *t == yuan);
            count.check(place.is_some(), || {
                format!(
                    "page {}: {} {} of {} is no fund",
                    fund["page"],
                    text(&fund["label"]),
                    text(&fund["printed"]),
                    text(&form["project_name"])
                )
            });
            if let Some(at) = place {
                told.swap_remove(at);
            }
        }
    }
}

/// Indicators of forms, by their names.
fn indicators(count: &mut Count, truth: &Value, read: &Extraction) {
    let mut told: Vec<String> =
        read.content.forms.iter().flat_map(|f| &f.indicators).filter_map(|i| i.level3.as_deref()).map(plain).collect();
    for form in array(&truth["forms"]) {
        for indicator in array(&form["indicators"]) {
            let place = told.iter().position(|t| *t == plain(text(&indicator["level3"])));
            count.check(place.is_some(), || {
                format!(
                    "page {}: {} of {} is no indicator",
                    indicator["page"],
                    text(&indicator["level3"]),
                    text(&form["project_name"])
                )
            });
            if let Some(at) = place {
                told.swap_remove(at);
            }
        }
    }
}

/// Amounts of sentences that are certain.
fn statements(count: &mut Count, truth: &Value, read: &Extraction) {
    let mut told: Vec<Decimal> = read.content.statements.iter().filter_map(|s| s.amount_yuan).collect();
    for statement in array(&truth["statements"]).iter().filter(|s| s["mark"] == "certain") {
        let Some(yuan) = amount::amount(statement["amount_yuan"].as_str().unwrap_or_default()).map(|a| a.value) else { continue };
        let place = told.iter().position(|t| *t == yuan);
        count.check(place.is_some(), || {
            format!("page {}: {} is not told of `{}`", statement["page"], text(&statement["printed"]), text(&statement["quote"]))
        });
        if let Some(at) = place {
            told.swap_remove(at);
        }
    }
}

/// A text without blanks and in one width.
fn plain(text: &str) -> String {
    squeeze(&clean(text))
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}
