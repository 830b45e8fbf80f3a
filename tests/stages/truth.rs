//! Is it right? Every table of the corpus against its truth, which the generator wrote from its model and no reader has seen.

use crate::common;

use gongkai::content::{Content, Form, Fund, Horizon, Indicator, Role, RowKind, Table};
use gongkai::extraction::extract;
use gongkai::grammar::{amount, clean, squeeze};
use gongkai::source;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What is not read right yet: a document and what the complaint says. What comes right must leave the list, so that it cannot
/// fall back unseen; whatever else is wrong fails the test.
const EXPECTED_LATER: [(&str, &str); 0] = [];

#[test]
fn every_table_is_read_right() {
    let mut wrong = Vec::new();
    let mut met = [false; EXPECTED_LATER.len()];
    for document in common::corpus() {
        let stem = common::stem_of(&document);
        for complaint in compare(&document) {
            match EXPECTED_LATER.iter().position(|(s, part)| *s == stem && complaint.contains(part)) {
                Some(later) => met[later] = true,
                None => wrong.push(format!("{stem}: {complaint}")),
            }
        }
    }
    for ((stem, part), _) in EXPECTED_LATER.iter().zip(met).filter(|(_, met)| !met) {
        wrong.push(format!("{stem} is right now: take (\"{stem}\", \"{part}\") off EXPECTED_LATER"));
    }
    let shown: Vec<&str> = wrong.iter().take(40).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), shown.join("\n"));
}

/// `….pdf` has its truth in `….truth.json`.
fn truth_of(document: &Path) -> PathBuf {
    document.with_extension("truth.json")
}

/// What differs from the truth.
fn compare(document: &Path) -> Vec<String> {
    let truth = common::json(&truth_of(document));
    let content = extract(source::read(document).expect("a document")).content;
    let mut wrong = forms(&truth, &content);
    for table in array(&truth["tables"]) {
        let name = format!("{} (page {})", text(&table["title"]), table["page_from"]);
        match counterpart(table, &content) {
            Some(found) => wrong.extend(differences(table, found).into_iter().map(|w| format!("{name}: {w}"))),
            None => wrong.push(format!("{name}: no table with this title there")),
        }
    }
    wrong
}

/// What differs in the performance forms; copies that the document prints again are read once.
fn forms(truth: &Value, content: &Content) -> Vec<String> {
    let mut wrong = Vec::new();
    let read: Vec<&Form> = content.forms.iter().filter(|f| f.duplicate_of.is_none()).collect();
    for form in array(&truth["forms"]) {
        let project = text(&form["project_name"]);
        let there = |f: &&&Form| {
            let page = f.pages.first().is_some_and(|p| form["page"].as_u64() == Some(u64::from(*p)));
            page && f.project_name.as_ref().is_some_and(|p| plain(&p.text) == plain(project))
        };
        match read.iter().find(there) {
            Some(found) => wrong.extend(form_differences(form, found).into_iter().map(|w| format!("form {project}: {w}"))),
            None => wrong.push(format!("form {project} (page {}): no form of this project there", form["page"])),
        }
    }
    wrong
}

fn form_differences(truth: &Value, found: &Form) -> Vec<String> {
    let mut wrong = Vec::new();
    let department = found.department.as_ref().map_or("", |d| d.text.as_str());
    // The code of the department may be printed in front of its name.
    if found.department.is_some() && !plain(department).ends_with(&plain(text(&truth["department"]))) {
        wrong.push(format!("department `{}` is read as `{department}`", text(&truth["department"])));
    }
    differ(&mut wrong, "unit", text(&truth["unit"]), found.unit.as_deref().unwrap_or(""));
    for fund in array(&truth["funds"]) {
        let label = text(&fund["source"]);
        let value = amount::amount(text(&fund["amount"])).map(|a| a.value);
        let same = |f: &&Fund| plain(&f.label).trim_end_matches(':').ends_with(&plain(label)) && f.horizon == Horizon::Annual;
        match found.funds.iter().find(same) {
            Some(fund) if fund.value == value => {}
            other => wrong.push(format!("{label} `{value:?}` is read as `{:?}`", other.map(|f| f.value))),
        }
    }
    let goals: Vec<String> = found.goals.iter().map(|g| plain(&g.text)).collect();
    let expected: Vec<String> = array(&truth["goals"]).iter().map(|g| plain(text(g))).collect();
    if goals != expected {
        wrong.push(format!("goals {expected:?} are read as {goals:?}"));
    }
    let annual: Vec<&Indicator> = found.indicators.iter().filter(|i| i.horizon == Horizon::Annual).collect();
    let indicators = array(&truth["indicators"]);
    if annual.len() != indicators.len() {
        wrong.push(format!("{} indicators, read as {}", indicators.len(), annual.len()));
    }
    for (indicator, read) in indicators.iter().zip(annual) {
        let expected = ["level1", "level2", "level3", "comparator", "value", "unit"].map(|key| plain(text(&indicator[key])));
        let shown = shown(read);
        let [.., value, _] = &expected;
        let number = amount::amount(value).map(|a| a.value.to_string());
        let expected = [&expected[0], &expected[1], &expected[2], &expected[3], number.as_ref().unwrap_or(value), &expected[5]];
        if expected.iter().zip(&shown).any(|(a, b)| *a != b) {
            wrong.push(format!("indicator {expected:?} is read as {shown:?}"));
        }
    }
    wrong
}

/// An indicator as the truth writes it; a name that the second half cuts off counts whole.
fn shown(read: &Indicator) -> [String; 6] {
    let text = |t: &Option<String>| plain(t.as_deref().unwrap_or(""));
    let number = read.target.value.map(|v| v.to_string());
    [
        text(&read.level1),
        text(&read.level2),
        text(if read.cut_from.is_some() { &read.cut_from } else { &read.level3 }),
        read.target.comparator.map_or("", |c| c.printed()).to_owned(),
        number.unwrap_or_else(|| text(&read.target.text)),
        text(&read.target.unit),
    ]
}

/// The table that begins on the page and has the title, its number in front or not.
fn counterpart<'c>(truth: &Value, content: &'c Content) -> Option<&'c Table> {
    let page = truth["page_from"].as_u64()?;
    let title = plain(text(&truth["title"]));
    let mut there = content.tables.iter().filter(|t| t.pages.first().is_some_and(|p| u64::from(*p) == page));
    there.find(|t| {
        let found = plain(t.title.as_deref().unwrap_or(""));
        title == found || title == plain(t.number.as_deref().unwrap_or("")) + &found
    })
}

fn differences(truth: &Value, found: &Table) -> Vec<String> {
    let mut wrong = Vec::new();
    let pages = (found.pages.first().copied(), found.pages.last().copied());
    let expected = (truth["page_from"].as_u64(), truth["page_to"].as_u64());
    if (pages.0.map(u64::from), pages.1.map(u64::from)) != expected {
        wrong.push(format!("stands on pages {expected:?}, read on {:?}", found.pages));
    }
    differ(&mut wrong, "title", text(&truth["title"]), found.title.as_deref().unwrap_or(""));
    if truth["number"].is_string() {
        differ(&mut wrong, "number", text(&truth["number"]), found.number.as_deref().unwrap_or(""));
    }
    differ(&mut wrong, "unit", text(&truth["unit"]), found.unit.as_deref().unwrap_or(""));
    let columns: Vec<&str> = array(&truth["columns"]).iter().map(text).collect();
    let paths: Vec<String> = found.columns.iter().map(|c| c.path.join("/")).collect();
    if columns.len() != paths.len() {
        wrong.push(format!("{} columns, read as {}", columns.len(), paths.len()));
        return wrong;
    }
    for (column, path) in columns.iter().zip(&paths) {
        differ(&mut wrong, "column", column, path);
    }
    let rows: Vec<&Value> = array(&truth["rows"]).iter().filter(|r| array(r).iter().any(|c| !text(c).is_empty())).collect();
    let read: Vec<_> = found.rows.iter().filter(|r| r.kind != RowKind::Blank).collect();
    if rows.len() != read.len() {
        wrong.push(format!("{} rows, read as {}", rows.len(), read.len()));
        return wrong;
    }
    for (number, (row, read)) in rows.iter().zip(read).enumerate() {
        for ((cell, found), column) in array(row).iter().zip(&read.cells).zip(&found.columns) {
            let printed = found.as_ref().map_or("", |c| c.printed.as_str());
            if !equal(text(cell), printed, column.role) {
                let path = column.path.join("/");
                wrong.push(format!("row {}, {path}: `{}` is read as `{printed}`", number + 1, text(cell)));
            }
        }
    }
    wrong
}

/// Amounts by value, all else by letter.
fn equal(truth: &str, printed: &str, role: Role) -> bool {
    if plain(truth) == plain(printed) {
        return true;
    }
    let value = |t: &str| amount::amount(t).map(|a| a.value);
    role == Role::Amount && value(truth).is_some() && value(truth) == value(printed)
}

fn differ(wrong: &mut Vec<String>, what: &str, truth: &str, found: &str) {
    if plain(truth) != plain(found) {
        wrong.push(format!("{what} `{truth}` is read as `{found}`"));
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
