//! Documents of one body against each other, end to end: two years of budgets, a budget and its final accounts, two final accounts,
//! a department and its units.

use crate::common::{code, gongkai, run, stdout, temporary};
use std::fs;

/// Findings on the run: rule and message.
fn across(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let folder = temporary();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let output = run(gongkai().args(["check", "--format", "json"]).arg(folder.path()));
    assert_eq!(code(&output), 0);
    let value: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let told = value["run"]["findings"].as_array().expect("findings").iter();
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    told.map(|f| (text(&f["rule"]), text(&f["message"]))).collect()
}

pub fn budget(year: u16, income: &str, prior: &str) -> String {
    format!(
        "柳岸县档案馆{year}年度部门预算公开\n\n第二部分 {year}年部门预算报表\n\n{year}年预算收支总表\n\n部门名称：柳岸县档案馆\n\n单位：万元\n\n\
         收入\t\t支出\t\n项目\t{year}年\t项目\t{year}年\n一、一般公共预算\t{income}\t一、一般公共服务支出\t{income}\n\
         二、政府性基金预算\t\t二、外交支出\t\n三、国有资本经营预算\t\t三、国防支出\t\n本年收入合计\t{income}\t本年支出合计\t{income}\n\
         收入总计\t{income}\t支出总计\t{income}\n\n{year}年一般公共预算“三公”经费支出预算表\n\n部门名称：柳岸县档案馆\n\n单位：万元\n\n\
         项目\t{year}年预算数\n因公出国（境）费\t\n公务接待费\t0.50\n公务用车购置及运行费\t2.00\n①公务用车购置费\t\n\
         ②公务用车运行维护费\t2.00\n合计\t2.50\n\n第三部分 {year}年度部门预算情况说明\n\n一、收入预算情况说明\n\n\
         {year}年度预算收入总计{income}万元，上年预算为{prior}万元。\n"
    )
}

fn accounts(year: u16, planned: &str, opening: &str, closing: &str) -> String {
    format!(
        "柳岸县档案馆{year}年度部门决算公开\n\n第二部分 {year}年度部门决算表\n\n收入支出决算总表\n\n公开01表\n\n部门：柳岸县档案馆\n\n单位：万元\n\n\
         收入\t\t支出\t\n项目\t金额\t项目\t金额\n一、一般公共预算财政拨款收入\t200.00\t一、一般公共服务支出\t200.00\n\
         二、政府性基金预算财政拨款收入\t\t二、外交支出\t\n三、国有资本经营预算财政拨款收入\t\t三、国防支出\t\n\
         本年收入合计\t200.00\t本年支出合计\t200.00\n使用非财政拨款结余\t\t结余分配\t\n年初结转和结余\t{opening}\t年末结转和结余\t{closing}\n\
         总计\t200.00\t总计\t200.00\n\n财政拨款“三公”经费支出决算表\n\n公开09表\n\n部门：柳岸县档案馆\n\n单位：万元\n\n\
         预算数\t\t\t决算数\t\t\n合计\t因公出国（境）费\t公务接待费\t合计\t因公出国（境）费\t公务接待费\n\
         {planned}\t\t{planned}\t2.00\t\t2.00\n"
    )
}

#[test]
fn last_years_budget_is_what_it_was() {
    let last = budget(2024, "160.00", "150.00");
    assert_eq!(across(&[("a.txt", &last), ("b.txt", &budget(2025, "200.00", "160.00"))]), []);
    let told = across(&[("a.txt", &last), ("b.txt", &budget(2025, "200.00", "161.00"))]);
    assert!(
        matches!(&told[..], [(rule, message)] if rule == "XD-02" && message.contains("1,610,000 yuan") && message.contains("1,600,000 yuan")),
        "{told:?}"
    );
}

#[test]
fn accounts_repeat_the_budget_and_begin_where_the_last_ended() {
    let plan = budget(2024, "160.00", "150.00");
    let first = accounts(2024, "2.50", "10.00", "12.00");
    assert_eq!(across(&[("a.txt", &plan), ("b.txt", &first), ("c.txt", &accounts(2025, "2.60", "12.00", "9.00"))]), []);
    let told = across(&[("a.txt", &plan), ("b.txt", &accounts(2024, "2.80", "10.00", "12.00"))]);
    assert!(matches!(&told[..], [(rule, _)] if rule == "XD-03"), "{told:?}");
    let told = across(&[("b.txt", &first), ("c.txt", &accounts(2025, "2.60", "13.00", "9.00"))]);
    assert!(matches!(&told[..], [(rule, _)] if rule == "BAL-12"), "{told:?}");
}
