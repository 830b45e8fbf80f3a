//! Text, forms and tables of one small disclosure held against each other: right as it stands, and one figure or word altered at a
//! time. The document is of an invented county.

use gongkai::check::{Finding, Status};
use gongkai::diagnostic::Severity;
use gongkai::extraction::extract;
use gongkai::source::Source;
use std::path::Path;

const DISCLOSURE: &str = include_str!("../made/disclosure.txt");

fn findings(text: &str) -> Vec<Finding> {
    extract(Source::new(Path::new("柳岸.txt"), text.as_bytes().to_vec())).findings
}

/// Findings that a person must see.
fn serious(text: &str) -> Vec<(&'static str, String)> {
    let told = findings(text).into_iter().filter(|f| f.severity >= Severity::Warning && !f.rule.starts_with("DOC-01"));
    told.map(|f| (f.rule, f.message)).collect()
}

#[test]
fn what_is_right_raises_nothing() {
    assert_eq!(serious(DISCLOSURE), []);
}

#[test]
fn one_slip_at_a_time_is_found_by_its_rule() {
    for (right, wrong, rule) in [
        ("收入总计200.00万元，比", "收入总计201.00万元，比", "NAR-01"),
        ("增长25.00%", "增长26.00%", "NAR-02"),
        ("增加40.00万元，增长", "减少40.00万元，增长", "NAR-02"),
        ("占60.00%", "占62.00%", "NAR-03"),
        ("1.馆藏档案数字化加工费60万元", "1.馆藏档案数字化加工费66万元", "NAR-04"),
        ("2.乡镇档案站牌匾制作费", "2.乡村档案站牌匾制作费", "NAR-05"),
        ("机关运行经费为34.83万元", "机关运行经费为34.84万元", "NAR-07"),
        ("减少2.26万元", "减少2.62万元", "NAR-08"),
        ("公务接待费0.50万元；", "公务接待费0.70万元；", "NAR-08"),
        ("减少2.26万元", "增加2.26万元", "NAR-09"),
        ("服务预算20.00万元", "服务预算23.00万元", "NAR-10"),
    ] {
        assert_eq!(DISCLOSURE.matches(right).count(), 1, "{right}");
        let told = serious(&DISCLOSURE.replace(right, wrong));
        assert!(told.iter().any(|(r, _)| *r == rule), "{wrong}: {told:?}");
    }
}

#[test]
fn a_figure_cut_to_fewer_digits_is_no_slip() {
    for (exact, coarse) in [("档案库房空调维护费7.38万元", "档案库房空调维护费7.4万元"), ("支出预算200万元", "支出预算0.02亿元")]
    {
        let told = serious(&DISCLOSURE.replace(exact, coarse));
        assert_eq!(told, [], "{coarse}");
    }
}

#[test]
fn the_largest_part_is_not_the_whole_of_the_others() {
    let shares = "\n六、支出结构情况\n\n一般公共服务支出91.20万元，占91.2%；社会保障和就业支出6.90万元，占6.9%；卫生健康支出0.50万元，占0.5%。\n";
    let told = serious(&format!("{DISCLOSURE}{shares}"));
    assert!(told.iter().all(|(rule, _)| *rule != "NAR-03"), "{told:?}");
}

const FORM: &str = include_str!("../made/form.txt");

#[test]
fn forms_are_held_against_themselves_and_the_table() {
    let whole = format!("{DISCLOSURE}\n六、绩效目标情况\n\n我单位绩效目标情况详见附表。\n{FORM}");
    assert_eq!(serious(&whole), []);
    for (right, wrong, rule) in [
        ("年度资金总额:\t\t600,000", "年度资金总额:\t\t660,000", "FRM-01"),
        (
            "市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t600,000",
            "市县(区)财政资金\t\t600,000\t市县(区)财政资金\t\t500,000",
            "FRM-02",
        ),
        ("实施期资金总额:\t\t600,000", "实施期资金总额:\t\t60,000", "FRM-03"),
        ("项目期\t\t1年", "项目期\t\t3年", "FRM-04"),
        ("项目名称\t\t馆藏档案数字化加工费", "项目名称\t\t馆藏档案数据化加工费", "FRM-07"),
        ("成本指标\t单位加工成本\t2000元/卷\n", "成本指标\t单位加工成本\t2500元/卷\n", "FRM-08"),
        ("2025年12月底\t时效指标\t完成时间\t2025年12月底", "2025年12月底\t时效指标\t完成时间\t2025年XX月XX日", "FRM-09"),
    ] {
        assert!(whole.matches(right).count() >= 1, "{right}");
        let told = serious(&whole.replace(right, wrong));
        assert!(told.iter().any(|(r, _)| *r == rule), "{wrong}: {told:?}");
    }
}

#[test]
fn no_finding_names_a_person_or_a_number() {
    let second = FORM
        .replace("馆藏档案数字化加工费", "档案库房空调维护费")
        .replace("600,000", "73,800")
        .replace("13800000000", "13800000001");
    let whole = format!("{DISCLOSURE}\n六、绩效目标情况\n\n我单位绩效目标情况详见附表。\n{FORM}\n{second}");
    let told = findings(&whole);
    assert!(told.iter().any(|f| f.rule == "FRM-12"), "the same person has two numbers");
    for finding in &told {
        let shown = format!("{finding:?}");
        assert!(!shown.contains("1380000") && !shown.contains("甲经办"), "{shown}");
    }
}

/// What a text lost of its tables may be the one that is not there.
#[test]
fn a_table_whose_cells_are_lost_is_not_called_missing() {
    let titles = ["收支总表", "收入总表", "支出总表", "财政拨款收支总表", "一般公共预算支出表", "一般公共预算基本支出表"];
    let table = |title: &&str| format!("2026年部门{title}\n单位：万元\n项目\t预算数\n合计\t5.00\n\n");
    let printed: String = titles.iter().map(table).collect();
    let lost = "项目 上年 本年 增减\n合计 5.00 4.00 1.00\n公务接待费 3.00 2.00 1.00\n公务用车 2.00 2.00 0.00 0.00\n";
    let status = |text: &str| {
        let found = extract(Source::new(Path::new("柳岸.txt"), format!("柳岸县水利局2026年部门预算\n\n{text}").into_bytes()));
        found.checks.iter().find(|check| check.rule == "DOC-01").map(|check| check.status)
    };
    assert_eq!(status(&printed), Some(Status::Fail));
    assert_eq!(status(&format!("{printed}表7\n{lost}")), Some(Status::Refused));
}
