//! One thing printed in the ways of several places: self-evaluations, funds, comparators, codes. Wording and figures are invented.

use super::ruled::grid;
use super::*;
use crate::content::form;

/// What a form says, a line each: project, department, unit, funds in yuan, goals, indicators.
pub(super) fn told(form: &Form) -> Vec<String> {
    let mut lines = Vec::new();
    for (what, printed) in [("项目", &form.project_name), ("部门", &form.department), ("单位", &form.implementing_unit)] {
        lines.extend(printed.as_ref().map(|p| format!("{what} {}", p.text)));
    }
    lines.extend(form.funds.iter().map(|f| {
        let number = f.amount_yuan.or(f.value).map_or("-".to_owned(), |a| a.normalize().to_string());
        let item = f.item.as_deref().map(|i| format!(" {i}")).unwrap_or_default();
        format!("{} {:?} {:?} {number}{item}", f.source.unwrap_or("?"), f.horizon, f.measure)
    }));
    lines.extend(form.goals.iter().map(|g| match &g.result {
        Some(result) => format!("目标 {:?} {} -> {result}", g.horizon, g.text),
        None => format!("目标 {:?} {}", g.horizon, g.text),
    }));
    lines.extend(form.indicators.iter().map(|i| {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let t = &i.target;
        let number = |n: Option<Decimal>| n.map(|n| n.to_string()).unwrap_or_default();
        let sign = t.comparator.map(crate::grammar::Comparator::printed).unwrap_or_default();
        let upper = t.upper.map_or(String::new(), |u| format!("~{u}"));
        let mut line = format!("{}/{}/{}", text(&i.level1), text(&i.level2), text(&i.level3));
        let value = format!("{sign}{}{upper}{}", number(t.value), text(&t.unit));
        if !value.is_empty() {
            line += &format!(" {value}");
        }
        for (mark, more) in
            [("text", &t.text), ("actual", &i.actual), ("std", &i.standard), ("dev", &i.deviation), ("type", &i.value_type)]
        {
            if let Some(more) = more {
                line += &format!(" {mark}:{more}");
            }
        }
        for (mark, more) in [("w", i.weight), ("s", i.score), ("w1", i.level_weights[0])] {
            if let Some(more) = more {
                line += &format!(" {mark}:{}", more.normalize());
            }
        }
        line
    }));
    lines.into_iter().map(|l| l.replace('\n', "⏎")).collect()
}

/// Whether a form says just these lines; `⏎` breaks the line within a cell.
#[track_caller]
pub(super) fn reads(title: &str, drawn: &str, want: &[&str]) {
    let mut printed = grid(title, drawn);
    printed.rows.iter_mut().flat_map(|r| &mut r.cells).for_each(|c| c.text = c.text.replace('⏎', "\n"));
    assert!(form::is_form(&printed), "{title} is taken for no form");
    let said: Vec<String> = form::read(&printed, &mut Vec::new()).iter().flat_map(told).collect();
    assert_eq!(said, want, "{title}");
}

/// Budget and execution beside each other, below each other, and in columns per fund: both are kept where they are equal.
#[test]
fn evaluations_tell_budget_from_execution() {
    reads(
        "项目支出绩效自评表",
        "|项目名称|甲项目|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|实施单位|石碾市乙站|<|
         |项目资金（万元）|·|年初预算数|全年预算数|全年执行数|执行率|得分|
         |^|年度资金总额|100.00|110.00|110.00|100%|10|
         |^|其中：当年财政拨款|100.00|100.00|100.00|100%|—|
         |^|上年结转资金|0.00|10.00|10.00|100%|—|
         |自评得分|98.50|<|<|<|<|<|",
        &[
            "项目 甲项目",
            "部门 石碾市甲局",
            "单位 石碾市乙站",
            "total Annual InitialBudget 1000000",
            "total Annual AdjustedBudget 1100000",
            "total Annual Executed 1100000",
            "total Annual ExecutionRate 100",
            "total Annual Score 10",
            "fiscal Annual InitialBudget 1000000",
            "fiscal Annual AdjustedBudget 1000000",
            "fiscal Annual Executed 1000000",
            "fiscal Annual ExecutionRate 100",
            "fiscal Annual Score -",
            "carryover Annual InitialBudget 0",
            "carryover Annual AdjustedBudget 100000",
            "carryover Annual Executed 100000",
            "carryover Annual ExecutionRate 100",
            "carryover Annual Score -",
        ],
    );
    reads(
        "项目支出绩效自评表",
        "|项目名称|甲项目|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|
         |项目资金（万元）|全年预算数（A）|<|全年执行数（B）|<|执行率（B/A）|
         |^|总额|财政拨款|总额|财政拨款|^|
         |^|110.00|100.00|110.00|100.00|100%|",
        &[
            "项目 甲项目",
            "部门 石碾市甲局",
            "total Annual AdjustedBudget 1100000",
            "fiscal Annual AdjustedBudget 1000000",
            "total Annual Executed 1100000",
            "fiscal Annual Executed 1000000",
            "total Annual ExecutionRate 100",
        ],
    );
    reads(
        "项目支出绩效自评表",
        "|项目名称|甲项目|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|
         |年度总体目标|修渠。|<|<|<|<|<|
         |预算执行情况（万元）|预算数：|110.00|<|执行数：|110.00|<|
         |^|其中：财政拨款|100.00|<|其中：财政拨款|100.00|<|
         |^|其他资金|10.00|<|其他资金|10.00|<|",
        &[
            "项目 甲项目",
            "部门 石碾市甲局",
            "total Annual Budget 1100000",
            "total Annual Executed 1100000",
            "fiscal Annual Budget 1000000",
            "fiscal Annual Executed 1000000",
            "other Annual Budget 100000",
            "other Annual Executed 100000",
            "目标 Annual 修渠。",
        ],
    );
    reads(
        "项目支出绩效自评表",
        "|项目名称|甲项目|<|<|<|
         |主管部门|石碾市甲局|<|<|<|
         |年度总体目标|修渠。|<|<|<|
         |预算执行情况（10分）（单位：万元）|<|年初预算数|全年预算数（A）|全年执行数（B）|
         |^|<|100.00|110.00|110.00|
         |其中：财政拨款|<|100.00|100.00|100.00|",
        &[
            "项目 甲项目",
            "部门 石碾市甲局",
            "total Annual InitialBudget 1000000",
            "total Annual AdjustedBudget 1100000",
            "total Annual Executed 1100000",
            "fiscal Annual InitialBudget 1000000",
            "fiscal Annual AdjustedBudget 1000000",
            "fiscal Annual Executed 1000000",
            "目标 Annual 修渠。",
        ],
    );
}

/// Scores and reasons of deviation beside each indicator.
#[test]
fn evaluations_score_their_indicators() {
    reads(
        "项目支出绩效自评表",
        "|项目名称|甲项目|<|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|<|
         |年度总体目标|预期目标|<|<|实际完成情况|<|<|<|
         |^|修渠。|<|<|修好。|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|
         |^|产出指标（50分）|数量指标|渠长|≥12公里|12公里|20|20|
         |^|^|时效指标|完工时间|2022.12|2022.12|12.5|12.5|
         |^|效益指标（30分）|社会效益指标|受益人口|≥1.2万人|1.3万人|30|30|
         |总分|<|<|<|<|<|100|98.5|",
        &[
            "项目 甲项目",
            "部门 石碾市甲局",
            "目标 Annual 修渠。 -> 修好。",
            "产出指标（50分）/数量指标/渠长 ≥12公里 actual:12公里 w:20 s:20 w1:50",
            "产出指标（50分）/时效指标/完工时间 text:2022.12 actual:2022.12 w:12.5 s:12.5 w1:50",
            "效益指标（30分）/社会效益指标/受益人口 ≥1.2万人 actual:1.3万人 w:30 s:30 w1:30",
        ],
    );
    reads(
        "项目支出绩效自评表",
        "|项目名称|甲项目|<|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|指标值|全年完成值|得分|偏差原因分析及改进措施|
         |^|产出指标|数量指标|渠长|12公里|10公里|16.7|雨天停工，明年补上。|
         |^|满意度指标|服务对象满意度指标|村民满意度|≥95%|96%|10||",
        &[
            "项目 甲项目",
            "部门 石碾市甲局",
            "产出指标/数量指标/渠长 12公里 actual:10公里 dev:雨天停工，明年补上。 s:16.7",
            "满意度指标/服务对象满意度指标/村民满意度 ≥95% actual:96% s:10",
        ],
    );
}

/// The sign, the number, the unit, the content of a target in columns of their own, under the names that places give them.
#[test]
fn targets_in_columns_of_their_own() {
    reads(
        "项目支出绩效目标表",
        "|项目支出名称|修渠|<|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|指标值类型|指标值|度量单位|备注|
         |^|产出指标|数量指标|渠长|≥|12|公里||
         |^|^|时效指标|完工时间|定性|2023年底前|||",
        &[
            "项目 修渠",
            "部门 石碾市甲局",
            "产出指标/数量指标/渠长 ≥12公里",
            "产出指标/时效指标/完工时间 text:2023年底前 type:定性",
        ],
    );
    reads(
        "项目绩效目标表",
        "|项目名称|修渠|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|计算符号|指标值|计量单位|
         |^|产出指标|数量指标|渠长|＝|12|公里|
         |^|成本指标|经济成本指标|每公里造价|≤|15|万元/公里|",
        &["项目 修渠", "部门 石碾市甲局", "产出指标/数量指标/渠长 =12公里", "成本指标/经济成本指标/每公里造价 ≤15万元/公里"],
    );
    reads(
        "项目绩效目标表",
        "|项目名称|修渠|<|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|<|
         |一级指标|二级指标|三级指标|指标方向|指标值|单位|指标值类型|评（扣）分标准|
         |产出指标|数量指标|渠长|大于等于|12|公里|定量|每少1公里扣5分|
         |效益指标|社会效益指标|用水便利|·|明显提高|·|定性|酌情扣分|",
        &[
            "项目 修渠",
            "部门 石碾市甲局",
            "产出指标/数量指标/渠长 ≥12公里 std:每少1公里扣5分 type:定量",
            "效益指标/社会效益指标/用水便利 text:明显提高 std:酌情扣分 type:定性",
        ],
    );
    reads(
        "项目支出绩效目标表",
        "|项目名称|修渠|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|指标值及单位|绩效标准|评（扣）分标准|
         |^|产出指标（50分）|数量指标|渠长（20分）|12公里|计划标准|每少1公里扣5分|",
        &["项目 修渠", "部门 石碾市甲局", "产出指标（50分）/数量指标/渠长（20分） 12公里 std:计划标准⏎每少1公里扣5分 w:20 w1:50"],
    );
}

/// What an indicator means, and the number of its unit, in columns of their own (云南).
#[test]
fn contents_beside_names() {
    reads(
        "项目支出绩效目标表",
        "|项目名称|修渠|<|<|<|<|<|<|<|
         |主管部门|石碾市甲局|<|<|<|<|<|<|<|
         |一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|绩效指标设定依据|指标内容|
         |产出指标|数量指标|渠长|＝|12|公里|定量指标|图纸|按图量|",
        &["项目 修渠", "部门 石碾市甲局", "产出指标/数量指标/渠长 =12公里 std:按图量 type:定量指标"],
    );
}

/// Three levels in one cell, with and without marks between them; choices that are ticked; months.
#[test]
fn levels_in_one_cell_choices_and_months() {
    reads(
        "项目支出绩效目标表",
        "|项目名称|修渠|<|<|
         |主管部门|石碾市甲局|<|<|
         |绩效指标|<|指标值|单位|
         |产出指标数量指标渠长|<|≥12|公里|
         |产出指标-时效指标-完工时间|<|2023.12||
         |满意度指标/服务对象满意度指标/村民满意度|<|≥95|%|",
        &[
            "项目 修渠",
            "部门 石碾市甲局",
            "产出指标/数量指标/渠长 ≥12公里",
            "产出指标/时效指标/完工时间 text:2023.12",
            "满意度指标/服务对象满意度指标/村民满意度 ≥95%",
        ],
    );
    reads(
        "项目支出绩效目标表",
        "|项目名称|修渠|<|<|<|
         |主管部门|石碾市甲局|<|<|<|
         |项目属性|□新增性项目 √延续性项目|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|指标值|
         |^|产出指标|质量指标|验收|☑合格 □不合格|
         |^|^|时效指标|施工期|2023.07-2024.01|
         |^|成本指标|经济成本指标|造价|15000元/平方米(万元/台等)|",
        &[
            "项目 修渠",
            "部门 石碾市甲局",
            "产出指标/质量指标/验收 text:☑合格 □不合格",
            "产出指标/时效指标/施工期 text:2023.07-2024.01",
            "成本指标/经济成本指标/造价 15000元/平方米 text:(万元/台等)",
        ],
    );
}

/// A project under any label, its money in a column or a cell of its own.
#[test]
fn projects_and_their_money_under_other_labels() {
    reads(
        "专项资金绩效目标表",
        "|专项（项目）名称|修渠专项|<|<|
         |资金总额（万元）|总额120，其中：财政拨款100，其他资金20|<|<|
         |绩效指标|一级指标|三级指标|指标值|
         |^|产出指标|渠长|≥12公里|",
        &[
            "项目 修渠专项",
            "total Annual Budget 1200000",
            "fiscal Annual Budget 1000000",
            "other Annual Budget 200000",
            "产出指标//渠长 ≥12公里",
        ],
    );
    reads(
        "转移支付绩效目标表",
        "|转移支付名称|修渠补助|<|<|
         |年度本级预算金额（万元）|120|<|<|
         |绩效指标|一级指标|三级指标|指标值|
         |^|产出指标|渠长|≥12公里|",
        &["项目 修渠补助", "own_level Annual Budget 1200000", "产出指标//渠长 ≥12公里"],
    );
    reads(
        "项目支出绩效目标表",
        "|项目支出名称|修渠|项目总预算（万元）|120|
         |资金情况（万元）|年度资金总额：100⏎其中：财政拨款：80⏎其他资金：20|<|<|
         |绩效指标|一级指标|三级指标|指标值|
         |^|产出指标|渠长|≥12公里|",
        &[
            "项目 修渠",
            "total Period Budget 1200000",
            "total Annual Budget 1000000",
            "fiscal Annual Budget 800000",
            "other Annual Budget 200000",
            "产出指标//渠长 ≥12公里",
        ],
    );
}

/// Codes, rates, counts and years among the money.
#[test]
fn what_stands_among_the_money_and_is_none() {
    for (label, value) in [
        ("支出功能分类科目", "2130305"),
        ("财政资金科目代码", "21305"),
        ("功能分类科目编码", "2130305"),
        ("预算执行率（%）", "95.5"),
        ("资金到位率", "100%"),
        ("项目起始年份", "2024"),
        ("年度预算执行率", "100%"),
        ("支出科目", "30201"),
        ("自评得分", "98.5"),
        ("受益人数", "1200"),
        ("政府经济分类", "50502"),
        ("项目立项年度", "2023"),
    ] {
        reads(
            "项目支出绩效自评表",
            &format!(
                "|项目名称|修渠|<|<|
                 |主管部门|石碾市水利局|实施单位|石碾市水利局|
                 |项目资金（万元）|<|年度资金总额|300.00|
                 |^|<|其中：财政拨款|300.00|
                 |^|<|{label}|{value}|
                 |绩效指标|一级指标|三级指标|指标值|
                 |^|产出指标|渠长|≥12公里|"
            ),
            &[
                "项目 修渠",
                "部门 石碾市水利局",
                "单位 石碾市水利局",
                "total Annual Budget 3000000",
                "fiscal Annual Budget 3000000",
                "产出指标//渠长 ≥12公里",
            ],
        );
    }
}

/// Two forms of one title without a gap between them.
#[test]
fn forms_that_follow_each_other() {
    reads(
        "项目支出绩效目标表",
        "|项目名称|修渠|<|<|<|
         |主管部门|石碾市水利局|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|指标值|
         |^|产出指标|数量指标|渠长|≥12公里|
         |项目名称|巡查|<|<|<|
         |主管部门|石碾市水利局|<|<|<|
         |绩效指标|一级指标|二级指标|三级指标|指标值|
         |^|产出指标|数量指标|次数|≥12次|",
        &[
            "项目 修渠",
            "部门 石碾市水利局",
            "产出指标/数量指标/渠长 ≥12公里",
            "项目 巡查",
            "部门 石碾市水利局",
            "产出指标/数量指标/次数 ≥12次",
        ],
    );
}

/// A unit over its projects, in one column with them.
#[test]
fn units_over_their_projects() {
    let forms = super::ruled::wide_titled(
        "部门预算项目绩效目标表",
        "|单位（项目）名称|金额|绩效目标|
         |石碾市水利局|150.00||
         |修渠|100.00|修渠12公里。|
         |巡查|50.00||
         |防汛|0.00|保安全。|",
    );
    let said: Vec<_> = forms
        .iter()
        .map(|f| (f.project_name.as_ref().map(|p| p.text.as_str()), f.implementing_unit.as_ref().map(|p| p.text.as_str())))
        .collect();
    let unit = Some("石碾市水利局");
    assert!(said.contains(&(Some("修渠"), unit)) && said.contains(&(Some("防汛"), unit)), "{said:?}");
}
