//! Departments end to end: put together, put together again, merged, and what is no more.

use crate::common::{code, gongkai, json, root, run, stderr, stdout, temporary};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn extract(arguments: &[&str], out: &Path) {
    let output = run(gongkai().args(arguments).arg("--out").arg(out));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
}

fn departments(out: &Path) -> Vec<Value> {
    let manifest = json(&out.join("manifest.json"));
    let listed = manifest["departments"].as_array().expect("departments").iter();
    listed.map(|d| json(&out.join(d["file"].as_str().expect("a file")))).collect()
}

#[test]
fn narrative_and_tables_of_one_body_are_one_year() {
    let out = temporary();
    extract(&["extract", "corpus"], out.path());
    let all = departments(out.path());
    assert_eq!(all.len(), fs::read_dir(out.path().join("departments")).expect("a folder").count());
    let pair: Vec<&Value> = all.iter().filter(|d| d["documents"].as_array().is_some_and(|d| d.len() == 2)).collect();
    assert!(!pair.is_empty());
    for department in pair {
        let years = department["years"].as_array().expect("years");
        assert_eq!(years.len(), 1, "{years:?}");
        assert!(years[0]["fiscal_year"].is_u64() && years[0]["tables_from"] != years[0]["narrative_from"], "{years:?}");
    }
    // Nobody is in two files, and every disclosure that names a body is in one.
    let manifest = json(&out.path().join("manifest.json"));
    for entry in manifest["inputs"].as_array().expect("inputs") {
        let named = entry["department"].is_string() && entry["kind"] != "other";
        assert!(!named || entry["department_id"].is_string(), "{entry}");
    }
    let sum =
        |rows: &Value, field: &str| -> f64 { rows.as_array().expect("rows").iter().filter_map(|r| r[field].as_f64()).sum() };
    let total = |d: &Value| {
        d["figures"].as_array().expect("figures").iter().find(|f| f["figure"] == "expenditure").map(|f| f["amount_yuan"].as_f64())
    };
    let added = all.iter().filter(|d| d["years"].as_array().is_some_and(|y| y.len() == 1)).filter_map(|d| Some((d, total(d)??)));
    let mut compared = 0;
    for (department, total) in added.filter(|(d, _)| d["spending_by_function"][0]["covers"] == "all_funds") {
        let own = sum(&department["spending_by_function"], "amount_yuan");
        // A body with a planted error in its sums is not asked.
        if department["findings"].as_array().is_some_and(Vec::is_empty) {
            compared += 1;
            assert!((own - total).abs() < 500.0, "{}: {own} {total}", department["name"]);
        }
    }
    assert!(compared > 3, "{compared}");
}

/// 广州 prints the basic expenditure and the projects by economic class in two tables; neither is all of it.
#[test]
fn projects_by_economic_class_are_not_all_expenditure() {
    let (folder, out) = (temporary(), temporary());
    let table = |title: &str, code: &str, amount: &str| {
        format!("{title}\n单位：万元\n科目编码\t科目名称\t合计\n{code}\t\t{amount}\n合计\t\t{amount}\n\n")
    };
    let basic = table("一般公共预算基本支出情况表（按经济分类科目）", "30101", "5.00");
    let projects = table("一般公共预算项目支出情况表（按经济分类科目）", "30226", "3.00");
    fs::write(folder.path().join("a.txt"), format!("柳岸县财政局2026年部门预算\n\n{basic}{projects}")).expect("a file");
    extract(&["extract", &folder.path().to_string_lossy()], out.path());
    let all = departments(out.path());
    let rows: Vec<(&str, &str)> = all[0]["spending_by_economic_class"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|r| (r["covers"].as_str().expect("a text"), r["economic_code"].as_str().expect("a code")))
        .collect();
    assert_eq!(rows, [("general_public_budget_basic", "30101"), ("general_public_budget_project", "30226")]);
}

/// The department of one text.
fn department_of(text: &str) -> Value {
    let (folder, out) = (temporary(), temporary());
    fs::write(folder.path().join("a.txt"), text).expect("a file");
    extract(&["extract", &folder.path().to_string_lossy()], out.path());
    departments(out.path()).remove(0)
}

fn figure(department: &Value, name: &str) -> Value {
    let figures = department["figures"].as_array().expect("figures");
    figures.iter().find(|f| f["figure"] == name).expect("a figure")["amount_yuan"].clone()
}

/// A part of the rows is withheld: the view says how much, and still makes the total.
#[test]
fn what_is_withheld_is_a_row_of_its_own() {
    let department = department_of(
        "柳岸县公安局2026年部门预算\n\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         2040201\t行政运行\t5.00\t5.00\t\n2040202\t一般行政管理事务\t1.50\t\t1.50\n合计\t\t9.00\t5.00\t4.00\n",
    );
    let rows = department["spending_by_function"].as_array().expect("rows");
    let seen: Vec<_> =
        rows.iter().map(|r| (r["amount_yuan"].as_i64(), r["project_yuan"].as_i64(), r["remainder"] == true)).collect();
    assert_eq!(seen, [(Some(50_000), None, false), (Some(15_000), Some(15_000), false), (Some(25_000), Some(25_000), true)]);
    assert_eq!(figure(&department, "expenditure"), 90_000);
}

/// 北京 prints 支出总表 by function and economic class at once: each function is one row of the view, and so is each class.
#[test]
fn a_function_that_is_printed_by_class_is_one_row() {
    let department = department_of(
        "柳岸县公安局2026年部门预算\n\n支出总表\n单位：万元\n支出功能分类科目\t部门支出经济分类科目\t合计\t基本支出\t项目支出\n\
         2040201-行政运行\t30101-基本工资\t5.00\t5.00\t\n2040201-行政运行\t30201-办公费\t2.00\t2.00\t\n\
         2040202-一般行政管理事务\t30201-办公费\t1.50\t\t1.50\n合计\t\t8.50\t7.00\t1.50\n",
    );
    let rows = department["spending_by_function"].as_array().expect("rows");
    let seen: Vec<_> =
        rows.iter().map(|r| ["function_code", "amount_yuan", "basic_yuan", "project_yuan", "rows"].map(|f| &r[f])).collect();
    let expected = serde_json::json!([["2040201", 70_000, 70_000, null, 2], ["2040202", 15_000, null, 15_000, 1]]);
    assert_eq!(serde_json::json!(seen), expected);
}

/// 深圳 prints all general public expenditure by economic class, with columns for basic expenditure and projects, and no other table
/// of basic expenditure.
#[test]
fn a_table_with_projects_is_not_one_of_basic_expenditure() {
    let department = department_of(
        "柳岸县公安局2026年部门预算\n\n一般公共预算支出表（按经济分类）\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         30101\t基本工资\t5.00\t5.00\t\n30201\t办公费\t4.00\t1.00\t3.00\n合计\t\t9.00\t6.00\t3.00\n",
    );
    assert_eq!(figure(&department, "general_public_budget_basic"), 60_000);
    let covers: Vec<_> =
        department["spending_by_economic_class"].as_array().expect("rows").iter().map(|r| r["covers"].clone()).collect();
    assert_eq!(covers, ["general_public_budget", "general_public_budget"]);
    let kinds: Vec<_> = department["basic_by_kind"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|r| (r["basic_kind"].clone(), r["amount_yuan"].clone()))
        .collect();
    assert_eq!(kinds, [("personnel".into(), 50_000.into()), ("public".into(), 10_000.into())]);
}

/// 人员经费 and 公用经费 beside each other, each with a total of its own and none over both.
#[test]
fn two_halves_without_one_total_are_added_up() {
    for heading in ["", "人员经费\t\t\t公用经费\t\t\n"] {
        let department = department_of(&format!(
            "柳岸县公安局2024年部门决算\n\n一般公共预算财政拨款基本支出决算表\n单位：万元\n{heading}\
             科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n301\t工资福利支出\t5.00\t302\t商品和服务支出\t2.00\n\
             30101\t基本工资\t5.00\t30201\t办公费\t2.00\n人员经费合计\t\t5.00\t公用经费合计\t\t2.00\n"
        ));
        assert_eq!(figure(&department, "general_public_budget_basic"), 70_000);
    }
}

/// 杭州 prints personnel and public funds of basic expenditure without their total.
#[test]
fn basic_expenditure_is_the_sum_of_its_columns() {
    let department = department_of(
        "柳岸县公安局2026年部门预算\n\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t\t项目支出\n\
         \t\t\t人员支出\t日常公用支出\t\n2040201\t行政运行\t5.00\t4.00\t1.00\t\n\
         2040202\t一般行政管理事务\t1.50\t\t\t1.50\n合计\t\t6.50\t4.00\t1.00\t1.50\n",
    );
    assert_eq!(figure(&department, "basic_expenditure"), 50_000);
}

#[test]
fn what_is_no_more_goes_and_shares_make_the_whole() {
    let (whole, one, two, all) = (temporary(), temporary(), temporary(), temporary());
    extract(&["extract", "corpus"], whole.path());
    extract(&["extract", "corpus", "--shard", "0/2"], one.path());
    extract(&["extract", "corpus", "--shard", "1/2"], two.path());
    let merged = run(gongkai().arg("merge").arg(one.path()).arg(two.path()).arg("--out").arg(all.path()));
    assert_eq!(code(&merged), 0, "{}", stderr(&merged));
    let files = |out: &Path| -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(out.join("departments")).expect("a folder").flatten();
        let mut files: Vec<_> =
            entries.map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read(e.path()).expect("a file"))).collect();
        files.sort();
        files
    };
    assert_eq!(files(whole.path()), files(all.path()));
    let first = files(whole.path())[0].0.clone();
    fs::write(whole.path().join("departments/unknown-0123456789ab.json"), "{}").expect("a file");
    fs::remove_file(whole.path().join("departments").join(first)).expect("a file");
    extract(&["extract", "corpus"], whole.path());
    assert_eq!(files(whole.path()), files(all.path()));
}

#[test]
fn one_document_goes_to_standard_output() {
    let file = root().join("corpus");
    let output = run(gongkai().arg("extract").arg(crate::common::document("c00018")).args(["--year", "2019"]));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!((&document["disclosure"]["fiscal_year"], &document["source"]["told_by"]), (&2019.into(), &"option".into()));
    assert_eq!(code(&run(gongkai().arg("extract").arg(file))), 1);
    assert_eq!(code(&run(gongkai().args(["extract", "corpus", "--out", "/nowhere", "--place", "某地"]))), 1);
}

#[test]
fn who_has_not_published_is_told() {
    let (out, folder) = (temporary(), temporary());
    extract(&["extract", "corpus"], out.path());
    let list = folder.path().join("list.txt");
    fs::write(&list, "北苔县财政局\n北苔县教育局\n").expect("a list");
    let output = run(gongkai().arg("coverage").arg(out.path()).args(["--format", "json", "--expected"]).arg(&list));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let found: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let missing: Vec<&str> =
        found["not_published"].as_array().expect("a list").iter().filter_map(|m| m["department"].as_str()).collect();
    assert!(missing.contains(&"北苔县教育局"), "{missing:?}");
    assert!(found["rows"].as_array().is_some_and(|rows| rows.len() > 10));
    let text = stdout(&run(gongkai().arg("coverage").arg(out.path())));
    assert!(text.contains("2026 budget") && text.contains("not read"), "{text}");
}

/// Units are named by the tables of their department; its own office is the department itself.
#[test]
fn units_that_a_table_prints_are_named() {
    let department = department_of(
        "柳岸县公安局2026年部门预算\n\n收入总表\n单位：万元\n单位编码\t单位名称\t合计\t一般公共预算\n\t合计\t9.00\t9.00\n\
         101001\t柳岸县公安局（本级）\t5.00\t5.00\n101002\t柳岸县看守所\t3.00\t3.00\n101003\t柳岸县拘留所\t1.00\t1.00\n",
    );
    assert_eq!(department["printed_units"], serde_json::json!(["柳岸县看守所", "柳岸县拘留所"]));
    let sources = department["income_by_source"].as_array().expect("rows");
    assert_eq!(sources.iter().filter_map(|s| s["amount_yuan"].as_i64()).sum::<i64>(), 90_000);
    let department = department_of(
        "柳岸县公安局2026年部门预算\n\n一、部门预算单位构成\n\n序号\t单位名称\n1\t柳岸县公安局部门本级（机关）\n2\t柳岸县看守所\n3\t柳岸县拘留所\n\n\
         支出总表\n单位：万元\n科目编码\t科目名称\t合计\n2040201\t行政运行\t5.00\n合计\t\t5.00\n",
    );
    assert_eq!(department["printed_units"], serde_json::json!(["柳岸县看守所", "柳岸县拘留所"]));
}

/// Tables that every budget holds and this one does not; one that stands for another is not missing.
#[test]
fn missing_tables_are_named_and_bodies_of_the_centre_have_a_place() {
    let (folder, out) = (temporary(), temporary());
    let text = "国家信访局2026年部门预算\n\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
                2010308\t信访事务\t5.00\t5.00\t\n合计\t\t5.00\t5.00\t\n\n\
                一般公共预算基本支出表（按功能分类）\n单位：万元\n科目编码\t科目名称\t合计\n2010308\t信访事务\t5.00\n合计\t\t5.00\n";
    fs::write(folder.path().join("a.txt"), text).expect("a file");
    extract(&["extract", &folder.path().to_string_lossy()], out.path());
    let year = &departments(out.path())[0]["years"][0];
    assert_eq!(year["table_ids"], serde_json::json!(["B03", "B06f"]));
    assert_eq!(year["missing_table_ids"], serde_json::json!(["B01", "B02", "B04", "B05", "B07"]));
    let list = folder.path().join("list.txt");
    fs::write(&list, "国家信访局\n国家电影局\n").expect("a list");
    let covered = |more: &[&str]| {
        let output = run(gongkai().arg("coverage").arg(out.path()).arg("--expected").arg(&list).args(more));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let found: Value = serde_json::from_str(&covered(&["--format", "json"])).expect("JSON");
    let row = &found["rows"][0];
    assert_eq!((&row["place"], &row["division_code"]), (&"中央".into(), &"000000".into()));
    assert_eq!(row["missing_table_ids"], year["missing_table_ids"]);
    let missing = found["not_published"].as_array().expect("a list");
    assert_eq!(missing.iter().map(|m| m["department"].clone()).collect::<Vec<_>>(), ["国家电影局"]);
    let text = covered(&[]);
    assert!(text.contains("000000 中央") && text.contains("without B01 B02 B04 B05 B07"), "{text}");
}

#[test]
fn a_table_is_printed_to_paste() {
    let document = crate::common::document("c00018");
    let list = stdout(&run(gongkai().arg("table").arg(&document)));
    assert!(list.lines().any(|l| l.starts_with("B05")), "{list}");
    let markdown = stdout(&run(gongkai().arg("table").arg(&document).arg("b05")));
    assert!(markdown.lines().any(|l| l.starts_with("| --- |")), "{markdown}");
    assert_eq!(code(&run(gongkai().arg("table").arg(&document).arg("F09"))), 2);
}

#[test]
fn a_figure_is_looked_up_by_its_name() {
    for query in ["three_public", "“三公”经费"] {
        let text = stdout(&run(gongkai().args(["codes", query])));
        assert!(text.lines().any(|l| l.starts_with("three_public  ")) && text.contains("B07"), "{text}");
    }
    let found: Value = serde_json::from_str(&stdout(&run(gongkai().args(["codes", "staff", "--format", "json"])))).expect("JSON");
    assert_eq!((&found["figures"][0]["name"], &found["figures"][0]["is_number"]), (&"staff".into(), &true.into()));
}

/// A department's own figures are compared, and who came and went.
#[test]
fn two_runs_are_compared_by_department() {
    let run_of = |texts: &[(&str, &str)]| {
        let (folder, out) = (temporary(), temporary());
        for (name, amount) in texts {
            let text = format!(
                "{name}2026年部门预算\n\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
                 2040201\t行政运行\t{amount}\t{amount}\t\n合计\t\t{amount}\t{amount}\t\n"
            );
            fs::write(folder.path().join(format!("{name}.txt")), text).expect("a file");
        }
        extract(&["extract", &folder.path().to_string_lossy()], out.path());
        out
    };
    let old = run_of(&[("柳岸县公安局", "5.00"), ("柳岸县水利局", "3.00"), ("柳岸县教育局", "7.00")]);
    let new = run_of(&[("柳岸县公安局", "6.00"), ("柳岸县水利局", "3.00"), ("柳岸县民政局", "7.00")]);
    let text = stdout(&run(gongkai().args(["diff", "--format", "json"]).arg(old.path()).arg(new.path())));
    let found: Value = serde_json::from_str(&text).expect("JSON");
    let departments = found["departments"].as_array().expect("departments");
    let mut seen: Vec<_> = departments.iter().filter_map(|d| Some((d["department"].as_str()?, d["change"].as_str()?))).collect();
    seen.sort_unstable();
    assert_eq!(seen, [("柳岸县公安局", "changed"), ("柳岸县教育局", "gone"), ("柳岸县民政局", "new")]);
    let changed = departments.iter().find(|d| d["change"] == "changed").expect("one");
    let figure = changed["figures"].as_array().expect("figures").iter().find(|f| f["figure"] == "expenditure").expect("one");
    assert_eq!((&figure["old"], &figure["new"], &figure["difference"]), (&50_000.into(), &60_000.into(), &10_000.into()));
}
