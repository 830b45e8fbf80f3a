//! Is each money counted once? Tables of invented places that print it in several ways.

use crate::common;

use gongkai::decimal::Decimal;
use gongkai::extraction::Extraction;
use gongkai::record::{Phase, Record};

fn disclosure(text: &str) -> Extraction {
    common::disclosure("柳岸县财政局2024年部门预算", text)
}

/// What the records make that count and are no part of another column, of one side and year, in yuan.
fn sum(extraction: &Extraction, is_asked: impl Fn(&&Record) -> bool) -> Decimal {
    let counting = extraction.records.iter().filter(|r| r.counts && r.part_of.is_none() && !r.is_total).filter(is_asked);
    counting.filter_map(|r| r.amount_yuan).sum()
}

#[test]
fn a_second_list_of_the_same_expenditure_does_not_count() {
    // Both lists are closed by one total.
    let text = "2024年收支预算总表\n单位：万元\n收入\t\t支出\t\t\t\n项目名称\t金额\t功能分类\t\t支出用途\t\n\
        \t\t功能科目名称\t金额\t项目名称\t金额\n\
        一、财政拨款\t30.00\t一、一般公共服务支出\t18.00\t一、基本支出\t20.00\n\
        二、其他资金\t\t二、住房保障支出\t12.00\t二、项目支出\t10.00\n当年收入小计\t30.00\t当年支出小计\t\t\t30.00\n";
    let extraction = disclosure(text);
    let spent = |r: &&Record| r.direction == Some(gongkai::content::Direction::Expenditure);
    assert_eq!(sum(&extraction, spent), Decimal::from(300_000));
}

#[test]
fn a_department_over_its_units_does_not_count_in_any_year() {
    let text = "2024年“三公”经费支出表\n单位：万元\n单位名称\t年度\t合计\t公务接待费\t公务用车运行费\n\
        柳岸县财政局\t2023年\t5.00\t2.00\t3.00\n\t2024年\t7.00\t3.00\t4.00\n\t增减变化金额\t2.00\t1.00\t1.00\n\
        柳岸县财政局（本级）\t2023年\t4.00\t1.00\t3.00\n\t2024年\t5.00\t2.00\t3.00\n\t增减变化金额\t1.00\t1.00\t0.00\n\
        柳岸县会计服务中心\t2023年\t1.00\t1.00\t0.00\n\t2024年\t2.00\t1.00\t1.00\n\t增减变化金额\t1.00\t0.00\t1.00\n";
    let extraction = disclosure(text);
    let counts: Vec<bool> = extraction.content.tables[0].rows.iter().map(|row| row.counts).collect();
    assert_eq!(counts, [false, false, false, true, true, false, true, true, false]);
}

#[test]
fn what_is_left_without_one_thing_is_a_part_of_the_whole() {
    let text = "2024年一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t2024年预算数\t\t\t\n\
        \t\t小计\t基本支出\t项目支出\t扣除中央基建投资后预算数\n\
        201\t一般公共服务支出\t9.00\t5.00\t4.00\t8.00\n205\t教育支出\t3.00\t1.00\t2.00\t3.00\n";
    let extraction = disclosure(text);
    let whole = extraction.content.tables[0].columns.iter().position(|c| c.path.last().is_some_and(|l| l == "小计"));
    let rest = extraction.records.iter().find(|r| r.printed == "8.00").expect("the rest");
    assert_eq!((rest.part_of, rest.counts), (whole, true));
}

#[test]
fn a_note_says_that_the_budget_was_adjusted() {
    let table = |note: &str| {
        format!(
            "第二部分 2023年度部门决算表\n\n财政拨款“三公”经费支出决算表\n单位：万元\n预算数\t\t决算数\t\n合计\t公务接待费\t合计\t公务接待费\n\
             8.00\t8.00\t6.00\t6.00\n注：{note}\n"
        )
    };
    for (note, phase) in [
        ("预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。", Phase::Adjusted),
        ("预算数为年初预算数，决算数包括当年财政拨款预算和以前年度结转资金安排的实际支出。", Phase::Approved),
    ] {
        let extraction = common::disclosure("柳岸县财政局2023年度部门决算", &table(note));
        let budget = extraction.records.iter().find(|r| r.printed == "8.00").expect("the budget");
        assert_eq!(budget.phase, Some(phase), "{note}");
        let spent = extraction.records.iter().find(|r| r.printed == "6.00").expect("the outturn");
        assert_eq!(spent.phase, Some(Phase::Executed));
    }
}

#[test]
fn a_list_of_targets_names_the_project_of_its_amounts() {
    let text = "项目支出绩效目标表\n单位：万元\n项目名称\t项目总额\t财政资金\t绩效目标\t一级指标\t二级指标\t三级指标\t绩效指标性质\t本年绩效指标值\t绩效度量单位\n\
        城区道路巡查\t12.00\t12.00\t道路平整\t产出指标\t数量指标\t巡查次数\t≥\t48\t次\n\
        \t\t\t\t效益指标\t社会效益指标\t投诉次数\t≤\t5\t次\n";
    let extraction = disclosure(text);
    let amount = extraction.records.iter().find(|r| r.printed == "12.00").expect("the amount");
    assert_eq!(amount.project.as_deref(), Some("城区道路巡查"));
}
