//! Kinds of sentences that fresh eyes found read with another meaning in narratives read whole.

use super::{lines, read_all};
use crate::content::statement::Measure;

#[test]
fn money_behind_a_score_is_of_what_is_assessed() {
    let text = "根据年度设定的绩效目标，部门整体支出自评得分99.5，全年预算数2,495.55万元，执行数2074.01万元，完成预算的83.16%。";
    let found = lines("部门整体支出绩效自评结果", &[text]);
    assert_eq!(
        found[found.len() - 3..],
        [
            "2,495.55万元 | 整体支出 | PriorAmount | 全年预算",
            "2074.01万元 | 整体支出 | Amount",
            "83.16% | 整体支出 | Completion | 预算"
        ]
    );
}

#[test]
fn bounds_are_no_amounts() {
    let texts = [
        "2026年争取中省投资总额不少于10.4亿元，其中：投资处不少于5亿元，农经处不少于2000万元。",
        "重点项目投资超过4000亿元，完成投资3000亿元以上，项目支出500.00万元。",
    ];
    assert_eq!(
        lines("其他情况", &texts),
        [
            "10.4亿元 | 中省投资总额 | Bound",
            "5亿元 | 中省投资总额 | Bound",
            "2000万元 | 中省投资总额 | Bound",
            "4000亿元 | 重点项目投资 | Bound",
            "3000亿元 | 完成投资 | Bound",
            "500.00万元 | 项目支出 | Amount",
        ]
    );
}

/// The years and phases that sentences of a text of 2026 have of their own.
#[test]
fn the_time_before_a_comma_rules_its_sentence() {
    let texts = [
        "2025年，补贴资金支出总额为5.00万元。2026年补贴资金8.00万元，2026年公用经费1.00万元。",
        "截至2026年1月31日，固定资产金额3.00万元。2026年支出2.00万元。",
    ];
    let (statements, _) = read_all("其他情况", &texts);
    let found: Vec<_> =
        statements.iter().map(|s| (s.printed.as_str(), s.measure, s.disclosed.map(|d| (d.year, d.executed)))).collect();
    let amount = Measure::Amount;
    assert_eq!(
        found,
        [
            ("5.00万元", amount, Some((2025, None))),
            ("8.00万元", amount, None),
            ("1.00万元", amount, None),
            ("3.00万元", amount, Some((2026, None))),
            ("2.00万元", amount, None),
        ]
    );
    let (tasks, _) = read_all("2026年重点工作任务", &["完成投资5.00万元，2026年支出2.00万元。"]);
    assert_eq!(tasks[0].disclosed.map(|d| (d.year, d.executed)), Some((2026, None)));
}

#[test]
fn nothing_added_to_nothing_is_of_the_item() {
    let text = "“三公”经费26.11万元，比上年减少25.05万元，下降49%，主要原因是减少购置。其中：因公出国（境）费0万元，比上年增加0万元，增长0%，主要原因是与上年持平；公务接待费1.31万元，比上年增加0.2万元。";
    let found = lines("三公经费", &[text]);
    assert_eq!(
        found[4..6],
        ["0万元 | 因公出国（境）费 | Change | flat | 上年", "0% | 因公出国（境）费 | PercentChange | flat | 上年"]
    );
}

#[test]
fn appropriation_under_a_heading_of_expenditure_is_expenditure() {
    let text = "2026年政府性基金预算当年拨款221.92万元，比上年执行数增加188.40万元。";
    assert_eq!(
        lines("政府性基金预算支出情况说明", &[text]),
        ["221.92万元 | 政府性基金预算拨款支出 | Amount", "188.40万元 | 政府性基金预算拨款支出 | Change | increase | 上年执行数"]
    );
    assert_eq!(lines("收支情况", &[text])[0], "221.92万元 | 政府性基金预算拨款收入 | Amount");
    let text = "2026年一般公共预算当年财政拨款164.82万元，比2025年执行数减少20.60万元，扣除中央基建后比2025年执行数增加2.60万元，增幅2.26%。";
    assert_eq!(
        lines("一般公共预算支出情况", &[text])[1..],
        [
            "20.60万元 | 财政拨款支出 | Change | decrease | 上年执行数",
            "2.60万元 | 财政拨款支出（扣除中央基建后） | Change | increase | 上年执行数",
            "2.26% | 财政拨款支出（扣除中央基建后） | PercentChange | increase | 上年执行数",
        ]
    );
}

#[test]
fn what_money_is_taken_from_and_the_project_of_a_section() {
    let text = "会议费预算支出1305.25万元，本年数小于上年预算数403.75万元，原因是从会议费预算中调减403.75万元用于培训费开支。";
    assert_eq!(lines("支出情况", &[text])[2], "403.75万元 | 会议费 | Change | decrease | 上年预算");
    let text = "2026年拟安排该项目一般公共预算2,134.87万元（含上年结转750.00万元）。";
    assert_eq!(
        lines("信息化运行维护项目", &[text]),
        ["2,134.87万元 | 信息化运行维护项目 | Amount", "750.00万元 | 信息化运行维护项目上年结转 | Amount"]
    );
}

#[test]
fn a_cause_is_no_outcome_and_an_amount_rises_from_its_own_name() {
    let text = "“三公”经费支出预算15.00万元，比上年预算减少6.00万元，变动原因根据实际支出，缩减公务接待费用预算。";
    assert_eq!(lines("三公经费", &[text])[0], "15.00万元 | “三公”经费 | Amount");
    let text = "会议费预算30.00万元。局机关养老服务项目由2025年177.00万元增加至237.00万元，项目收支增加。";
    assert_eq!(
        lines("支出情况", &[text])[1..],
        ["177.00万元 | 局机关养老服务项目 | PriorAmount | 2025年", "237.00万元 | 局机关养老服务项目 | Amount"]
    );
}

#[test]
fn a_long_name_of_a_project_is_a_subject() {
    let name = "老旧小区二次供水设施改造及智慧水务平台建设运行维护和管网漏损治理补助资金项目";
    let text = format!("2.{name}绩效自评综述：全年预算数100.00万元，执行数90.00万元，完成预算的90%。");
    let found = lines("项目绩效自评结果", &[&text]);
    assert_eq!(found[0], format!("100.00万元 | {name} | PriorAmount | 全年预算"));
    assert_eq!(found[1], format!("90.00万元 | {name} | Amount"));
}

#[test]
fn causes_end_where_they_end() {
    let reasons = |texts: &[&str]| {
        let (statements, _) = read_all("三公经费", texts);
        statements.iter().map(|s| s.reason.as_deref().map(str::to_owned)).collect::<Vec<_>>()
    };
    let texts = [
        "“三公”经费预算共24.62万元，比上年减少2.70万元，下降9.88%。主要原因是",
        "其 中 ： 1.",
        "因公出国（境）费5.00万元，与上年基本持平。",
    ];
    assert_eq!(reasons(&texts), [None, None, None, None, None]);
    let text = "项目支出9.00万元，比上年增加5.00万元，主要原因是年初预留部分机动经费，主要用于年度中增人增支。";
    assert_eq!(reasons(&[text])[1].as_deref(), Some("年初预留部分机动经费，主要用于年度中增人增支"));
}

#[test]
fn a_change_that_only_its_cause_names_is_told_once() {
    let text = "“三公”经费支出决算87.55万元，完成预算的99%，决算数较上年增加的主要原因是今年购置了车辆。";
    assert_eq!(lines("三公经费", &[text])[2..], ["较上年增加 | “三公”经费 | Change | increase | 上年"]);
    let text = "公务接待费5.00万元，比上年增加1.00万元。公务接待费比上年增加的主要原因是任务增加。";
    assert_eq!(lines("三公经费", &[text])[1..], ["1.00万元 | 公务接待费 | Change | increase | 上年"]);
}
