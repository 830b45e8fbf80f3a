//! One disclosure in every format (`tests/made/flow`, written by `scripts/make_corpus`): what is read does not depend on the format.

use crate::common;
use gongkai::extraction::{self, Extraction, Outcome};
use gongkai::output::document::{self, Origin, SourceFacts};
use serde_json::Value;
use std::borrow::Cow;
use std::path::PathBuf;

/// The formats that keep cells.
const FORMATS: [&str; 6] = ["clean.html", "word.html", "excel.html", "department.xlsx", "department.xls", "department.ods"];

fn path(name: &str) -> PathBuf {
    common::root().join("tests/made/flow").join(name)
}

fn read(name: &str) -> (Extraction, Value) {
    let source = gongkai::source::read(&path(name)).expect("a made file");
    let facts = SourceFacts {
        name: source.name.clone(),
        sha256: source.sha256.clone(),
        media: Cow::Borrowed(source.media.label()),
        bytes: source.bytes.len(),
        origin: Origin::default(),
    };
    let extraction = extraction::extract(source);
    let json = document::to_json(&facts, &extraction, false).expect("JSON");
    (extraction, serde_json::from_slice(&json).expect("JSON"))
}

/// The list `name` of a document without `left_out` in its members.
fn list(document: &Value, name: &str, left_out: &[&str]) -> Vec<Value> {
    let mut members = document[name].as_array().expect("a list").clone();
    for member in &mut members {
        let member = member.as_object_mut().expect("an object");
        left_out.iter().for_each(|field| drop(member.remove(*field)));
    }
    members
}

fn same(name: &str, what: &str, left: &[Value], right: &[Value]) {
    for (at, (left, right)) in left.iter().zip(right).enumerate() {
        assert_eq!(left, right, "{name}: {what} {at}");
    }
    assert_eq!(left.len(), right.len(), "{name}: {what}");
}

#[test]
fn records_are_those_of_the_pdf_up_to_their_place() {
    let (pdf, expected) = read("department.pdf");
    assert!(pdf.records.len() > 200, "{}", pdf.records.len());
    for name in FORMATS {
        let (extraction, document) = read(name);
        assert_eq!(extraction.outcome, Outcome::Ok, "{name}: {:?}", extraction.diagnostics);
        for (what, left_out) in [
            ("records", &["place", "cell"][..]),
            ("statements", &["page", "place"]),
            ("sections", &["page"]),
            ("findings", &["evidence"]),
        ] {
            same(name, what, &list(&document, what, left_out), &list(&expected, what, left_out));
        }
        for field in ["kind", "scope", "fiscal_year", "department"] {
            assert_eq!(document["disclosure"][field], expected["disclosure"][field], "{name}: {field}");
        }
        let tables = |document: &Value| -> Vec<Value> {
            let pick = |table: &Value| {
                let cells: Vec<&Value> = table["rows"].as_array().expect("rows").iter().map(|row| &row["cells"]).collect();
                let fields = ["id", "title", "number", "department", "unit", "columns", "notes"].map(|field| &table[field]);
                serde_json::json!([fields, cells])
            };
            document["tables"].as_array().expect("tables").iter().map(pick).collect()
        };
        same(name, "tables", &tables(&document), &tables(&expected));
    }
}

#[test]
fn a_place_in_a_workbook_is_a_cell() {
    for name in ["department.xlsx", "department.xls", "department.ods"] {
        let (_, document) = read(name);
        assert_eq!(document["source"]["sheets"][1], "表1", "{name}");
        let records = document["records"].as_array().expect("records");
        let first = records.iter().find(|record| record["origin"] == "table").expect("a record");
        assert_eq!((&first["cell"], &first["printed"]), (&"表1!B6".into(), &"1,102.07".into()), "{name}");
    }
}

/// A page as a crawler keeps it has lost its cells; its sentences are those of the document.
#[test]
fn the_text_of_a_page_holds_the_same_sentences() {
    let (_, expected) = read("department.pdf");
    let (extraction, document) = read("page.txt");
    assert!(document["tables"].as_array().expect("tables").is_empty());
    assert!(extraction.diagnostics.iter().any(|d| d.code == "text.cells_lost"));
    let left_out = ["page", "place", "section"];
    same("page.txt", "statements", &list(&document, "statements", &left_out), &list(&expected, "statements", &left_out));
    for field in ["kind", "scope", "fiscal_year", "department"] {
        assert_eq!(document["disclosure"][field], expected["disclosure"][field], "{field}");
    }
}

#[test]
fn the_shell_of_a_page_is_not_read() {
    for name in ["clean.html", "word.html", "excel.html"] {
        let (_, document) = read(name);
        let text = document.to_string();
        assert!(!text.contains("2025年部门决算") && !text.contains("相关链接") && !text.contains("主办单位"), "{name}");
    }
}

/// A page as content systems print it: headings without numbers in bold letters, the unit below the table.
#[test]
fn bold_lines_head_sections_and_a_unit_may_stand_below_its_table() {
    let row = |cells: [&str; 4]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let rows = [
        ["收入", "预算数", "支出", "预算数"],
        ["财政拨款收入", "326.10", "一般公共服务支出", "326.10"],
        ["收入总计", "326.10", "支出总计", "326.10"],
    ];
    let rows: String = rows.map(row).concat();
    let said = "<p>柳岸县档案局2018年收入总计326.10万元，支出总计326.10万元，与上年持平。</p>";
    let body = format!(
        "<p align=center><b>柳岸县档案局2018年部门预算</b></p><p><b>部门概况</b></p><p>柳岸县档案局是主管档案工作的部门。</p>\
         <p align=center><b>部门收支总表</b></p><table>{rows}</table><p align=right>（单位：万元）</p><p><b>预算情况说明</b></p>{said}"
    );
    let page = format!("<html><head><meta charset=utf-8></head><body><div id=zoom>{body}</div></body></html>");
    let found = extraction::extract(gongkai::source::Source::new(std::path::Path::new("柳岸.html"), page.into_bytes()));
    let sections: Vec<&str> = found.outline.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(sections, ["部门概况", "预算情况说明"]);
    let table = &found.content.tables[0];
    assert_eq!((table.title.as_deref(), table.unit.is_some()), (Some("部门收支总表"), true));
    assert!(found.records.iter().filter(|record| record.table.is_some()).all(|record| record.amount_yuan.is_some()));
}
