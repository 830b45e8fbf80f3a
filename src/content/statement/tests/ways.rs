//! One kind of sentence in the ways of several places; wording and figures are invented.

use super::read_all;
use crate::content::statement::Statement;

/// `printed | subject | Measure | direction | base | year`, without what is empty.
fn line(s: &Statement) -> String {
    let subject = s.subject.as_ref().map_or("-", |s| s.name.as_str());
    let mut fields = vec![s.printed.clone(), subject.to_owned(), format!("{:?}", s.measure)];
    fields.extend(s.direction.map(|d| d.name().to_owned()));
    fields.extend(s.base.clone());
    fields.extend(s.disclosed.map(|d| format!("{}{}", d.year, d.executed.map_or("", |e| if e { "A" } else { "B" }))));
    fields.join(" | ")
}

#[track_caller]
fn says(title: &str, texts: &[&str], want: &[&str]) {
    let (statements, _) = read_all(title, texts);
    let found: Vec<String> = statements.iter().map(line).collect();
    assert_eq!(found, want, "{texts:?}");
}

/// A year in a comparison rules its own figure.
#[test]
fn years_of_comparisons() {
    says(
        "2026年收支预算总体情况",
        &["2026年收入预算120.00万元，比2025年年初预算数100.00万元增加20.00万元，增长20.00%。"],
        &[
            "120.00万元 | 收入合计 | Amount",
            "100.00万元 | 收入合计 | PriorAmount | 上年年初预算",
            "20.00万元 | 收入合计 | Change | increase | 上年年初预算",
            "20.00% | 收入合计 | PercentChange | increase | 上年年初预算",
        ],
    );
    says(
        "2026年“三公”经费预算情况",
        &["“三公”经费预算3.00万元，2025年预算为4.00万元，同比减少1.00万元。"],
        &[
            "3.00万元 | “三公”经费 | Amount | 2026B",
            "4.00万元 | “三公”经费 | PriorAmount | 上年预算 | 2026B",
            "1.00万元 | “三公”经费 | Change | decrease | 上年 | 2026B",
        ],
    );
}

/// A change verb with an object is a change of it.
#[test]
fn verbs_of_change_with_objects() {
    says(
        "收支预算总体情况",
        &[
            "2026年支出预算120.00万元，比上年增加20.00万元，主要原因是增加了培训费0.20万元，调减会议费0.10万元，增加部门预算19.90万元。",
        ],
        &[
            "120.00万元 | 支出合计 | Amount",
            "20.00万元 | 支出合计 | Change | increase | 上年",
            "0.20万元 | 培训费 | Change | increase | 上年",
            "0.10万元 | 会议费 | Change | decrease | 上年",
            "19.90万元 | 支出合计 | Change | increase | 上年",
        ],
    );
}

/// What stands behind a bracket, a bracket behind last year's figure, and no change in other words.
#[test]
fn brackets_and_no_change() {
    says(
        "“三公”经费",
        &["公务接待费2.00万元（国内接待20批次200人次。），比上年减少0.50万元。"],
        &[
            "2.00万元 | 公务接待费 | Amount",
            "20批次 | 国内公务接待 | Count",
            "200人次 | 国内公务接待 | Count",
            "0.50万元 | 公务接待费 | Change | decrease | 上年",
        ],
    );
    says(
        "“三公”经费",
        &["公务用车运行维护费4.00万元，没有发生增减变化；公务接待费1.00万元，与上年基本持平。"],
        &[
            "4.00万元 | 公务用车运行维护费 | Amount",
            "没有发生增减变化 | 公务用车运行维护费 | Change | flat",
            "1.00万元 | 公务接待费 | Amount",
            "与上年基本持平 | 公务接待费 | Change | flat | 上年",
        ],
    );
}

/// Purchase and stock of vehicles are not mixed.
#[test]
fn purchase_and_stock() {
    says(
        "国有资产占用情况",
        &[
            "截至2025年12月31日，共有车辆12辆，其中：执法执勤用车8辆、其他用车4辆。2026年拟购置车辆2辆，其中：执法执勤用车1辆、特种专业技术用车1辆。",
        ],
        &[
            "12辆 | 车辆 | Count | 2025",
            "8辆 | 执法执勤用车 | Count | 2025",
            "4辆 | 其他用车 | Count | 2025",
            "2辆 | 购置车辆 | Count",
            "1辆 | 购置执法执勤用车 | Count",
            "1辆 | 购置特种专业技术用车 | Count",
        ],
    );
}

/// Blanks that justified lines leave within words and numbers.
#[test]
fn justified_words_and_parted_numbers() {
    says(
        "支出决算情况",
        &["2024年度支 出 决 算 为 434.14 万元，完 成 年 初 预 算 的 98.5%。"],
        &["434.14 万元 | - | Amount", "98.5% | - | Completion | 年初预算"],
    );
    let (found, diagnostics) = read_all("支出预算情况", &["2026年支出预算为4 34.14万元，比上年增加1 2.00万元。"]);
    let values: Vec<_> = found.iter().map(|s| s.value.map(|v| v.to_string())).collect();
    assert!(!values.iter().flatten().any(|v| v == "34.14" || v == "2.00"), "{values:?}");
    assert!(!values.is_empty() || !diagnostics.is_empty());
}

/// Tasks have units and bounds that make no subject; a self-evaluation has one.
#[test]
fn tasks_and_evaluations() {
    says(
        "绩效情况说明",
        &["1.“村道养护”项目绩效自评综述：项目自评得分为98.5分。全年预算数为100.00万元，执行数为95.00万元，完成预算的95.0%。"],
        &[
            "98.5分 | 绩效自评得分 | Count",
            "100.00万元 | 村道养护 | PriorAmount | 全年预算",
            "95.00万元 | 村道养护 | Amount",
            "95.0% | 村道养护 | Completion | 预算",
        ],
    );
    says(
        "2026年重点工作任务",
        &["完成集装箱吞吐量120万标箱，新开航线2-3条，完成1:5万地质调查，群众满意度不低于95%，完成投资不低于5.00亿元。"],
        &["120万标箱 | 完成集装箱吞吐量 | Count", "95% | 群众满意度 | Bound", "5.00亿元 | 完成投资 | Bound"],
    );
}
