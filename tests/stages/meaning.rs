//! Do records say what their amounts mean? One small disclosure for each kind of table in which readers found that they did not.

use crate::common;

use gongkai::extraction::Extraction;
use gongkai::record::{Doubt, Phase, Record};

/// The records of the tables of a budget for 2026.
fn tables(text: &str) -> Extraction {
    common::disclosure("柳岸县财政局2026年部门预算", text)
}

/// The record of a row and a column, by its label (or code) and the end of its column path.
fn at<'e>(extraction: &'e Extraction, label: &str, measure: &str) -> &'e Record {
    let (code, name) = (|r: &Record| r.coded().0.map(str::to_owned), |r: &Record| r.coded().1.map(str::to_owned));
    let is = |r: &&Record| {
        let named = r.label.as_deref() == Some(label) || code(r).as_deref() == Some(label) || name(r).as_deref() == Some(label);
        named && r.measure.ends_with(measure)
    };
    extraction.records.iter().find(is).unwrap_or_else(|| panic!("no {label} / {measure} in {:#?}", extraction.records))
}

/// 广州 prints the projects of the general public budget by economic class under a title like that of all its expenditure.
#[test]
fn projects_by_economic_class_are_projects() {
    let of = |title: &str| {
        let text = format!(
            "{title}\n单位：万元\n科目编码\t科目名称\t合计\n302\t商品和服务支出\t3.00\n30201\t办公费\t3.00\n合计\t\t3.00\n"
        );
        at(&tables(&text), "办公费", "合计").expenditure_kind
    };
    assert_eq!(of("一般公共预算项目支出情况表（按经济分类科目）"), Some("project"));
    assert_eq!(of("一般公共预算支出情况表（按经济分类科目）"), None);
}

const BY_YEAR: &str = "财政拨款“三公”经费支出表\n单位：万元\n\
    预算单位\t年度\t总计\t\t因公出国（境）费\t\t公务用车购置及运行维护费\t\t\t\n\
    \t\t一般公共预算\t政府性基金预算\t一般公共预算\t政府性基金预算\t小计\t\t公务用车购置费\t\n\
    \t\t\t\t\t\t一般公共预算\t政府性基金预算\t一般公共预算\t政府性基金预算\n\
    柳岸县财政局\t2025年\t9.00\t0.00\t4.00\t0.00\t5.00\t0.00\t5.00\t0.00\n\
    \t2026年\t12.00\t0.00\t6.00\t0.00\t6.00\t0.00\t6.00\t0.00\n\
    \t增减变化金额\t3.00\t0.00\t2.00\t0.00\t1.00\t0.00\t1.00\t0.00\n";

/// 深圳 prints a row of changes below those of the two years.
#[test]
fn a_row_of_changes_below_years_is_no_money_of_a_year() {
    let extraction = tables(BY_YEAR);
    let of = |row: usize| extraction.records.iter().filter(move |r| r.row == row);
    assert!(of(2).all(|r| r.phase.is_none() && !r.counts && r.label.as_deref() == Some("增减变化金额")), "{:#?}", of(2).next());
    assert!(of(2).all(|r| r.figure.as_deref().is_none_or(|figure| figure.starts_with("change_"))));
    assert!(of(1).all(|r| r.phase == Some(Phase::Approved) && r.fiscal_year == Some(2026)));
    assert!(of(0).all(|r| r.fiscal_year == Some(2025)));
}

/// An item of 三公 by funds is a part of the same fund of what holds the item.
#[test]
fn items_by_fund_are_parts_of_the_same_fund() {
    let extraction = tables(BY_YEAR);
    let part_of = |column: usize| extraction.records.iter().find(|r| r.row == 1 && r.column == column).and_then(|r| r.part_of);
    assert_eq!([2, 4, 6, 8].map(part_of), [None, Some(2), Some(2), Some(6)]);
    assert_eq!([3, 5, 7, 9].map(part_of), [None, Some(3), Some(3), Some(7)]);
}

/// 合计 over 三公, meetings and training holds them all, in each year.
#[test]
fn a_total_over_three_public_and_meetings_holds_both() {
    let extraction = tables(
        "一般公共预算拨款“三公”经费及会议费、培训费支出预算表\n单位：万元\n\
         单位编码\t单位名称\t2025年\t\t\t\t2026年\t\t\t\n\
         \t\t合计\t“三公”经费预算\t\t会议费\t合计\t“三公”经费预算\t\t会议费\n\
         \t\t\t小计\t公务接待费\t\t\t小计\t公务接待费\t\n\
         001\t柳岸县财政局\t7.00\t4.00\t4.00\t3.00\t9.00\t5.00\t5.00\t4.00\n",
    );
    let part_of = |column: usize| extraction.records.iter().find(|r| r.column == column).and_then(|r| r.part_of);
    assert_eq!([2, 3, 4, 5].map(part_of), [None, Some(2), Some(3), Some(2)]);
    assert_eq!([6, 7, 8, 9].map(part_of), [None, Some(6), Some(7), Some(6)]);
}

/// The column 合计 of a table of 三公 is called after the item of the row.
#[test]
fn a_row_of_an_item_is_not_called_the_total() {
    let extraction = tables(
        "一般公共预算“三公”经费支出表\n单位：万元\n项目\t合计\n合计\t6.00\n1.因公出国（境）费\t2.00\n2.公务接待费\t4.00\n",
    );
    assert_eq!(at(&extraction, "合计", "合计").figure.as_deref(), Some("three_public_total"));
    assert_eq!(at(&extraction, "2.公务接待费", "合计").figure.as_deref(), Some("reception"));
}

/// 北京 names what is bought in three columns of a directory.
#[test]
fn the_directory_of_things_bought_names_them() {
    let extraction = tables(
        "政府购买服务预算财政拨款明细表\n单位：万元\n指导性目录\t\t\t预算金额\n一级\t二级\t三级\t\n\
         02-政府履职辅助性服务\t0208-咨询服务\t咨询服务\t132.93\n02-政府履职辅助性服务\t0201-法律服务\t法律顾问服务\t5.00\n",
    );
    let record = at(&extraction, "咨询服务", "预算金额");
    assert_eq!((record.table, record.function_code.as_deref()), (Some("B13"), None));
}

/// Units over their basic expenditure head its rows.
#[test]
fn units_head_their_basic_expenditure() {
    let extraction = tables(
        "部门预算基本支出预算表\n单位：万元\n支出项目类别（资金使用单位）\t合计\n柳岸县财政局\t3.00\n工资福利支出\t2.00\n商品和服务支出\t1.00\n\
         柳岸县国库支付中心\t5.00\n工资福利支出\t5.00\n",
    );
    let bodies: Vec<Option<&str>> = extraction.records.iter().map(|r| r.body.as_deref()).collect();
    let (own, other) = (Some("柳岸县财政局"), Some("柳岸县国库支付中心"));
    assert_eq!(bodies, [own, own, own, other, other]);
}

/// 西安 prints the codes of carried-over projects behind their amounts.
#[test]
fn codes_behind_the_amounts_are_theirs() {
    let extraction = tables(
        "财政拨款上年结转资金支出表\n单位：万元\n\
         预算单位\t预算项目名称\t金额\t功能分类科目代码\t功能分类科目名称\t政府经济分类科目代码\t政府经济分类科目名称\n\
         柳岸县财政局\t票据平台升级\t7.00\t2010607\t信息化建设\t50201\t办公经费\n",
    );
    let record = &extraction.records[0];
    assert_eq!(record.function_code.as_deref(), Some("2010607"));
    assert_eq!(record.gov_economic_code.as_deref(), Some("50201"));
    assert_eq!((record.body.as_deref(), record.project.as_deref()), (Some("柳岸县财政局"), Some("票据平台升级")));
}

/// 财政拨款收入 over the side, the fund in the row.
#[test]
fn the_fund_of_a_row_is_narrower_than_that_of_its_side() {
    let extraction = tables(
        "财政拨款收支预算总表\n单位：万元\n财政拨款收入\t\t财政拨款支出\t\n项目\t预算数\t项目\t预算数\n\
         一、一般公共预算\t9.00\t一、一般公共服务支出\t12.00\n二、政府性基金预算\t3.00\t\t\n收入总计\t12.00\t支出总计\t12.00\n",
    );
    let fund = |label: &str| extraction.records.iter().find(|r| r.label.as_deref() == Some(label)).and_then(|r| r.fund_source);
    assert_eq!(fund("一、一般公共预算"), Some("general_public_budget"));
    assert_eq!(fund("二、政府性基金预算"), Some("government_fund"));
}

/// A unit that is called like a subject (2012604 档案馆) stands without a code where all subjects have one.
#[test]
fn a_unit_called_like_a_subject_is_a_unit_where_subjects_have_codes() {
    let rows = "[201]一般公共服务支出\t3.00\n[20126]档案事务\t3.00\n[2012601]行政运行\t3.00\n";
    let text = format!("部门支出总表\n单位：万元\n科目名称\t合计\n技术推广站\t3.00\n{rows}档案馆\t3.00\n{rows}合计\t6.00\n");
    let extraction = tables(&text);
    let bodies: Vec<Option<&str>> = extraction.records.iter().map(|r| r.body.as_deref()).collect();
    assert_eq!(bodies[..8], [[Some("技术推广站"); 4], [Some("档案馆"); 4]].concat());
}

/// A row of which nothing is printed but amounts is in doubt, unless arithmetic makes it the total.
#[test]
fn a_row_without_any_label_is_in_doubt() {
    let of = |total: &str| {
        let rows = "201\t一般公共服务支出\t3.00\n204\t公共安全支出\t4.00\n";
        let extraction = tables(&format!("部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n\t\t{total}\n{rows}"));
        (extraction.records[0].is_total, extraction.records[0].trust.doubt.contains(&Doubt::Total))
    };
    assert_eq!(of("7.00"), (true, false));
    assert_eq!(of("9.00"), (false, true));
}

/// The records of the tables and sentences of final accounts for 2025.
fn accounts(text: &str) -> Extraction {
    common::disclosure("柳岸县财政局2025年部门决算", text)
}

const SPENT: &str = "“三公”经费、会议费、培训费支出决算表\n单位：万元\n\
    项目\t“三公”经费\t\t\t会议费\n\
    \t小计\t公务接待费\t公务用车运行维护费\t\n\
    预算数\t12.00\t5.00\t7.00\t3.00\n\
    决算数\t10.00\t4.00\t6.00\t2.00\n";

/// 西安 prints the budget and the outturn of 三公 below each other.
#[test]
fn the_phase_of_a_row_is_that_of_its_label() {
    let extraction = accounts(SPENT);
    let (planned, spent) = (at(&extraction, "预算数", "公务接待费"), at(&extraction, "决算数", "公务接待费"));
    assert_eq!((planned.phase, spent.phase), (Some(Phase::Approved), Some(Phase::Executed)));
    assert_eq!((planned.figure.as_deref(), spent.figure.as_deref()), (Some("reception_budget"), Some("reception")));
}

/// Where each item of 三公 prints its budget and its outturn, both are parts of those of the total.
#[test]
fn items_over_phases_are_parts_of_the_total_over_phases() {
    let text = "财政拨款“三公”经费支出决算表\n单位：万元\n\
        合计\t\t因公出国（境）费\t\t公务接待费\t\n\
        预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n\
        12.00\t10.00\t5.00\t4.00\t7.00\t6.00\n";
    let extraction = accounts(text);
    let part_of = |column: usize| extraction.records.iter().find(|r| r.column == column).and_then(|r| r.part_of);
    assert_eq!([0, 1, 2, 3, 4, 5].map(part_of), [None, None, Some(0), Some(1), Some(0), Some(1)]);
}

/// In final accounts a budget stays one where no outcome stands beside it.
#[test]
fn what_was_planned_is_not_executed() {
    let text = "一、支出情况\n某局财政拨款支出年初预算为9.00万元，支出决算为7.00万元。\n\
        一、绩效评价情况\n开展绩效自评，涉及预算金额8.00万元。\n某项目全年预算数为5.00万元。\n某项目支出3.00万元。\n";
    let extraction = accounts(text);
    let phase = |printed: &str| extraction.records.iter().find(|r| r.printed.as_str() == printed).map(|r| r.phase);
    assert_eq!(phase("8.00万元"), Some(Some(Phase::Approved)));
    assert_eq!(phase("5.00万元"), Some(Some(Phase::Adjusted)));
    assert_eq!(phase("3.00万元"), Some(Some(Phase::Executed)));
    assert_eq!((phase("9.00万元"), phase("7.00万元")), (Some(Some(Phase::Approved)), Some(Some(Phase::Executed))));
}

/// What is left at the end of the year is no expenditure on projects, and what is spent out of both years is of neither.
#[test]
fn what_is_left_of_projects_is_carried_over() {
    let text = "政府性基金预算财政拨款收入支出决算表\n单位：万元\n\
        科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\t\n\
        \t\t\t\t小计\t基本支出\t项目支出\t小计\t项目支出结转和结余\n\
        2120803\t城市建设支出\t3.00\t9.00\t8.00\t0.00\t8.00\t4.00\t4.00\n";
    let extraction = accounts(text);
    let last = at(&extraction, "2120803", "项目支出结转和结余");
    assert_eq!(last.expenditure_kind, Some("carryover_out"));
    assert_eq!(at(&extraction, "2120803", "本年支出/小计").source_year, None);
}

/// Below units, with codes of their own in the column, a code of two digits goes on from its class.
#[test]
fn relative_codes_go_on_below_units() {
    let text = "部门收入决算表\n单位：万元\n\
        科目名称\t科目编码\t合计\t财政拨款收入\n\
        合计\t\t9.00\t9.00\n\
        柳岸县财政局\t106\t9.00\t9.00\n\
        柳岸县财政局本级\t106001\t9.00\t9.00\n\
        社会保障和就业支出\t208\t5.00\t5.00\n\
        行政事业单位养老支出\t05\t5.00\t5.00\n\
        行政单位离退休\t01\t5.00\t5.00\n\
        卫生健康支出\t210\t4.00\t4.00\n\
        行政事业单位医疗\t11\t4.00\t4.00\n\
        行政单位医疗\t01\t4.00\t4.00\n";
    let extraction = accounts(text);
    let code =
        |row: usize| extraction.records.iter().find(|r| r.row == row).and_then(|r| r.function_code.as_deref().map(str::to_owned));
    let want = [(3, "208"), (4, "20805"), (5, "2080501"), (6, "210"), (7, "21011"), (8, "2101101")];
    for (row, code_of) in want {
        assert_eq!(code(row).as_deref(), Some(code_of), "{row}");
    }
}

/// A code behind the name of a project says what the money is spent on; the name stays that of a project.
#[test]
fn a_project_before_a_code_is_a_project() {
    let text = "项目支出预算表\n单位：万元\n\
        预算项目名称\t合计\t一般公共预算\t功能科目编码\n\
        合计\t9.00\t9.00\t\n\
        军休服务\t5.00\t5.00\t2080902\n\
        烈士纪念设施维护\t4.00\t4.00\t2080808\n";
    let extraction = tables(text);
    let of =
        |row: usize| extraction.records.iter().find(|r| r.row == row).map(|r| (r.project.as_deref(), r.function_code.as_deref()));
    assert_eq!(of(1), Some((Some("军休服务"), Some("2080902"))));
    assert_eq!(of(2), Some((Some("烈士纪念设施维护"), Some("2080808"))));
}

/// 西安 numbers the classes without 支出 in a column of functions: 教育 is 205, not the 款 of that name below 援助其他地区支出.
#[test]
fn a_numbered_class_without_its_end_is_the_class() {
    let extraction = tables(
        "部门综合预算收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t支出功能分类\t预算数\n\
         1、财政拨款\t9.00\t1、一般公共服务\t2.00\n2、事业收入\t3.00\t2、教育\t4.00\n\t\t3、社会保障和就业\t6.00\n\
         本年收入合计\t12.00\t本年支出合计\t12.00\n",
    );
    let codes: Vec<&str> = extraction.records.iter().filter_map(|r| r.function_code.as_deref()).collect();
    assert_eq!(codes, ["201", "205", "208"]);
}

/// Of the units above their projects only the department's own office is called after the place; 其他项目 is nobody's.
#[test]
fn units_above_their_projects_need_not_be_called_after_the_place() {
    let text = "项目支出预算表\n单位：万元\n项目名称\t合计\t一般公共预算\n合计\t14.00\t14.00\n柳岸县财政局\t5.00\t5.00\n  档案整理\t5.00\t5.00\n\
        信息中心\t7.00\t7.00\n  系统运维\t3.00\t3.00\n  设备购置\t4.00\t4.00\n其他项目\t2.00\t2.00\n";
    let extraction = tables(text);
    let whose = |label: &str| {
        let record = at(&extraction, label, "合计");
        (record.body.clone().unwrap_or_default().to_string(), record.project.clone().unwrap_or_default().to_string())
    };
    assert_eq!(whose("系统运维"), ("信息中心".into(), "系统运维".into()));
    assert_eq!(whose("信息中心"), ("信息中心".into(), String::new()));
    assert_eq!(whose("其他项目").1, "其他项目");
    assert_ne!(whose("其他项目").0, "信息中心");
}
