//! The official lists as tables: one row a code, whether or not it is listed, so that every printed code refers to one.

use super::table::{Column, Kind, Table};
use super::value::Value;
use crate::codes::divisions::{self, DivisionKind, DivisionLevel};
use crate::codes::{Entry, Level, List, cofog, entries, nearest, titles};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a list.
pub(super) type Row = Vec<Value<'static>>;

/// The tables of the lists.
pub(super) fn tables() -> Vec<Table> {
    let code = || Column::new("code", Kind::Text, "Code as printed");
    let listed =
        || Column::new("listed", Kind::Boolean, "Whether the code is in the list; others are only printed in a document");
    let name = || Column::new("name", Kind::Text, "Name in the latest year in which the code existed");
    let level = || Column::new("level", Kind::Text, "class (类), section (款) or item (项)");
    let parent = || Column::new("parent", Kind::Text, "Code one level up");
    let year = |which: &str| Column::new(&format!("valid_{which}"), Kind::Integer, "Fiscal year; empty where the row is open");
    let table = |name: &str, keys: usize, description: &str, columns: Vec<Column>| Table {
        name: name.to_owned(),
        description: description.to_owned(),
        keys,
        columns,
    };
    let cofog = Column::new("cofog", Kind::Text, "COFOG 1999 functions, the likeliest first, with | between them");
    let classification = Column::new("classification", Kind::Text, "department (3xx) or government (5xx)");
    let place = |name: &str| Column::new(name, Kind::Text, "Name of the division above it, or its own");
    vec![
        table("functional", 1, "支出功能分类", vec![code(), name(), level(), parent(), cofog, listed()]),
        table("economic", 1, "支出经济分类", vec![code(), name(), level(), parent(), classification, listed()]),
        table("revenue", 1, "收入分类", vec![code(), name(), level(), parent(), listed()]),
        table(
            "divisions",
            1,
            "行政区划, the latest row of each code",
            vec![
                Column::new("code", Kind::Text, "Six digits of GB/T 2260"),
                name(),
                Column::new("level", Kind::Text, "province, prefecture or county"),
                place("province"),
                place("prefecture"),
                place("county"),
                year("from"),
                year("to"),
                listed(),
            ],
        ),
        table(
            "official_tables",
            1,
            "The official tables of budgets (B) and final accounts (F)",
            vec![
                Column::new("id", Kind::Text, "Id"),
                Column::new("name", Kind::Text, "Canonical name"),
                listed(),
                Column::new("title", Kind::Text, "Canonical Chinese title"),
            ],
        ),
        table(
            "code_names",
            3,
            "Every name that a code of a classification has carried, by year",
            vec![
                Column::new("list", Kind::Text, "functional, economic or revenue"),
                code(),
                Column::new("number", Kind::Integer, "Position among the names of the code, oldest first"),
                Column::new("name", Kind::Text, "Name"),
                year("from"),
                year("to"),
            ],
        ),
    ]
}

/// The rows of all lists; `used` are the codes that occur, by table.
pub(super) fn rows(used: &BTreeMap<&'static str, BTreeSet<String>>) -> Vec<(&'static str, Vec<Row>)> {
    let none = BTreeSet::new();
    let used = |table: &str| used.get(table).unwrap_or(&none);
    vec![
        ("functional", functional(used("functional"))),
        ("economic", economic(used("economic"))),
        ("revenue", revenue(used("revenue"))),
        ("divisions", divisions(used("divisions"))),
        ("official_tables", official_tables(used("official_tables"))),
        ("code_names", code_names()),
    ]
}

fn text(text: impl Into<Cow<'static, str>>) -> Value<'static> {
    Value::Text(text.into())
}

fn maybe(text: Option<&'static str>) -> Value<'static> {
    text.map_or(Value::Null, |t| Value::Text(Cow::Borrowed(t)))
}

fn year(year: Option<u16>) -> Value<'static> {
    year.map_or(Value::Null, |y| Value::Integer(i64::from(y)))
}

fn level(entry: &Entry) -> Value<'static> {
    text(match entry.level {
        Level::Class => "class",
        Level::Section => "section",
        Level::Item => "item",
    })
}

/// The codes of lists in order, and what is printed beside them.
fn all<'u>(lists: &[List], used: &'u BTreeSet<String>) -> BTreeMap<Cow<'u, str>, Option<&'static Entry>> {
    let mut codes: BTreeMap<Cow<'u, str>, Option<&'static Entry>> =
        used.iter().map(|code| (Cow::Borrowed(code.as_str()), None)).collect();
    for list in lists {
        for entry in entries(*list) {
            codes.insert(Cow::Borrowed(entry.code), nearest(*list, entry.code, None));
        }
    }
    codes
}

fn functional(used: &BTreeSet<String>) -> Vec<Row> {
    let row = |(code, entry): (Cow<'_, str>, Option<&'static Entry>)| {
        let functions = cofog::cofog(&code).map(|c| c.codes.join("|")).filter(|c| !c.is_empty());
        vec![
            text(code.into_owned()),
            maybe(entry.map(|e| e.name)),
            entry.map_or(Value::Null, level),
            maybe(entry.and_then(Entry::parent)),
            functions.map_or(Value::Null, text),
            Value::Boolean(entry.is_some()),
        ]
    };
    all(&[List::Functional], used).into_iter().map(row).collect()
}

fn economic(used: &BTreeSet<String>) -> Vec<Row> {
    let row = |(code, entry): (Cow<'_, str>, Option<&'static Entry>)| {
        let classification = match List::of_code(&code) {
            Some(List::EconomicDepartment) => Some("department"),
            Some(List::EconomicGovernment) => Some("government"),
            _ => None,
        };
        vec![
            text(code.into_owned()),
            maybe(entry.map(|e| e.name)),
            entry.map_or(Value::Null, level),
            maybe(entry.and_then(Entry::parent)),
            maybe(classification),
            Value::Boolean(entry.is_some()),
        ]
    };
    all(&[List::EconomicDepartment, List::EconomicGovernment], used).into_iter().map(row).collect()
}

fn revenue(used: &BTreeSet<String>) -> Vec<Row> {
    let row = |(code, entry): (Cow<'_, str>, Option<&'static Entry>)| {
        vec![
            text(code.into_owned()),
            maybe(entry.map(|e| e.name)),
            entry.map_or(Value::Null, level),
            maybe(entry.and_then(Entry::parent)),
            Value::Boolean(entry.is_some()),
        ]
    };
    all(&[List::Revenue], used).into_iter().map(row).collect()
}

fn divisions(used: &BTreeSet<String>) -> Vec<Row> {
    let mut codes: BTreeSet<&str> = divisions::divisions().iter().map(|d| d.code).collect();
    codes.extend(used.iter().map(String::as_str));
    let row = |code: &str| {
        let division = divisions::division(code, None).filter(|d| d.kind != DivisionKind::Virtual || used.contains(code))?;
        let level = match division.level() {
            DivisionLevel::Province => "province",
            DivisionLevel::Prefecture => "prefecture",
            DivisionLevel::County => "county",
        };
        Some(vec![
            text(code.to_owned()),
            text(division.name),
            text(level),
            maybe(division.province()),
            maybe(division.prefecture()),
            maybe(division.county()),
            year(division.years.first),
            year(division.years.last),
            Value::Boolean(true),
        ])
    };
    let unlisted = |code: &str| {
        let mut row = vec![Value::Null; 9];
        row[0] = text(code.to_owned());
        row[8] = Value::Boolean(false);
        row
    };
    codes.into_iter().filter_map(|code| row(code).or_else(|| used.contains(code).then(|| unlisted(code)))).collect()
}

fn official_tables(used: &BTreeSet<String>) -> Vec<Row> {
    let mut ids: BTreeMap<&str, Option<titles::Official>> = used.iter().map(|id| (id.as_str(), None)).collect();
    ids.extend(titles::official().into_iter().map(|table| (table.id, Some(table))));
    let row = |(id, table): (&str, Option<titles::Official>)| {
        let (name, title) = (table.map(|t| t.name), table.map(|t| t.title));
        vec![text(id.to_owned()), maybe(name), Value::Boolean(table.is_some()), maybe(title)]
    };
    ids.into_iter().map(row).collect()
}

fn code_names() -> Vec<Row> {
    let lists = [
        ("economic", List::EconomicDepartment),
        ("economic", List::EconomicGovernment),
        ("functional", List::Functional),
        ("revenue", List::Revenue),
    ];
    let mut rows = Vec::new();
    for (name, list) in lists {
        let mut number = 0;
        let mut last = "";
        for entry in entries(list) {
            number = if entry.code == last { number + 1 } else { 0 };
            last = entry.code;
            let years = (year(entry.years.first), year(entry.years.last));
            rows.push(vec![text(name), text(entry.code), Value::Integer(number), text(entry.name), years.0, years.1]);
        }
    }
    rows
}
