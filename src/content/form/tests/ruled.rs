//! Ruled forms of the families that real disclosures print, drawn as `explain --stage layout` draws them; wording and figures are
//! invented.

use super::super::*;
use crate::content::{form, table};
use crate::decimal::Decimal;
use crate::layout::GridKind;
use crate::outline::{Caption, PrintedCell, PrintedRow, PrintedTable};
use crate::place::{Place, Rect};

/// A printed table: cells between `|`, `<` belongs to the cell at its left, `^` to the one above, `·` to none; `---` begins a page.
pub(super) fn grid(title: &str, drawn: &str) -> PrintedTable {
    fn cells(line: &str) -> Vec<&str> {
        let inner = line.trim();
        let inner = inner.strip_prefix('|').and_then(|i| i.strip_suffix('|')).unwrap_or(inner);
        inner.split('|').map(str::trim).collect()
    }
    let pages: Vec<Vec<Vec<&str>>> = drawn.split("---\n").map(|page| page.lines().map(cells).collect()).collect();
    let mut rows = Vec::new();
    for (number, page) in (5..).zip(&pages) {
        for (y, row) in page.iter().enumerate() {
            let starts = row.iter().enumerate().filter(|(_, text)| !matches!(**text, "<" | "^" | "·"));
            let cells = starts.map(|(col, text)| PrintedCell {
                col,
                cols: 1 + row[col + 1..].iter().take_while(|t| **t == "<").count(),
                rows: 1 + page[y + 1..].iter().take_while(|r| r[col] == "^").count(),
                text: (*text).to_owned(),
                page: 1,
                rect: Rect::new(col as f32, y as f32, col as f32 + 1.0, y as f32 + 1.0),
                indent: 0.0,
                margin: 0.0,
                full: false,
                packed: false,
            });
            rows.push(PrintedRow { page: number, cells: cells.collect() });
        }
    }
    let width = pages[0][0].len();
    PrintedTable {
        kind: GridKind::Ruled,
        caption: Caption { title: Some(title.to_owned()), place: Some(Place::page(5)), ..Caption::default() },
        heading: None,
        is_headed: false,
        pages: (5..5 + pages.len() as u32).collect(),
        xs: (0..=width).map(|x| x as f32).collect(),
        rows,
        notes: Vec::new(),
        rect: Rect::default(),
        open_columns: 0,
        further: Vec::new(),
    }
}

pub(super) fn one(title: &str, drawn: &str) -> Form {
    let printed = grid(title, drawn);
    assert!(form::is_form(&printed), "{title} is taken for no form");
    let mut forms = form::read(&printed, &mut Vec::new());
    assert_eq!(forms.len(), 1);
    forms.remove(0)
}

pub(super) fn funds(form: &Form) -> Vec<(Option<&str>, &str)> {
    form.funds.iter().map(|f| (f.source, f.printed.as_str())).collect()
}

/// `一级/二级/三级=指标值`.
pub(super) fn indicators(form: &Form) -> Vec<String> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    form.indicators.iter().map(|i| format!("{}/{}/{}={}", text(&i.level1), text(&i.level2), text(&i.level3), i.printed)).collect()
}

/// 烟台 prints 绩效指标 again beside every group; 福州 merges it.
#[test]
fn one_project_with_repeated_or_merged_part_labels() {
    let form = one(
        "政策和项目预算绩效目标表",
        "|项目名称|<|<|应急广播维护|<|<|
         |主管部门及代码|<|<|313_石碾市应急局|实施单位|石碾市应急中心|
         |项目资金（万元）|<|<|年度预算资金总额：|292.00|<|
         |^|^|^|其中：财政拨款|290.30|<|
         |^|^|^|其他资金|1.70|<|
         |总体目标|保障广播。|<|<|<|<|
         ||一级指标|二级指标|三级指标|指标值|<|
         |绩效指标|成本指标|经济成本|总成本控制数|≤292万元|<|
         |绩效指标|产出指标|数量指标|检修次数|≥24次|<|
         |^|^|^|覆盖乡镇|≥4个|<|
         |绩效指标|产出指标|质量指标|完成时间|12月底|<|",
    );
    assert_eq!(form.project_name.as_ref().unwrap().text, "应急广播维护");
    assert_eq!(form.unit.as_deref(), Some("万元"));
    assert_eq!(funds(&form), [(Some("total"), "292.00"), (Some("fiscal"), "290.30"), (Some("other"), "1.70")]);
    assert_eq!(form.funds[1].amount_yuan, Some(Decimal::from(2_903_000)));
    assert_eq!(
        indicators(&form),
        [
            "成本指标/经济成本/总成本控制数=≤292万元",
            "产出指标/数量指标/检修次数=≥24次",
            "产出指标/数量指标/覆盖乡镇=≥4个",
            // Worded like a label of the form, but in the column of names.
            "产出指标/质量指标/完成时间=12月底",
        ]
    );
}

/// 泉州 names the project in the title alone, and prints one goal, for the whole period.
#[test]
fn a_project_named_in_the_title() {
    let form = one(
        "巡逻装备采购项目绩效目标表",
        "|专项资金情况（万元）|资金总额：|866.40|<|<|
         |^|财政拨款：|866.40|<|<|
         |项目实施期目标|保障巡逻。|<|<|<|
         |绩效目标指标|一级指标|二级指标|三级指标|目标值|
         |^|产出指标|时效指标|完成率|≥100%|",
    );
    assert_eq!(form.project_name.as_ref().unwrap().text, "巡逻装备采购");
    assert_eq!((form.goals[0].horizon, form.indicators[0].horizon), (Horizon::Period, Horizon::Period));
}

/// 重庆: no levels, but nature, unit, weight and core in columns of their own; the goal below its label.
#[test]
fn indicators_without_levels() {
    let form = one(
        "2026年市级重点专项资金绩效目标表（一级项目）",
        "|项目名称|水库扶持|<|主管部门|石碾市水利局|<|<|
         |当年预算|12,700.00|<|市级支出||<|<|
         |^|^|<|补助区县|12,700.00|<|<|
         |当年绩效目标|<|<|<|<|<|<|
         |完成扶持。|<|<|<|<|<|<|
         |绩效指标|指标名称|指标性质|指标值|计量单位|指标权重(%)|是否核心|
         |^|验收率|≥|90|%|20|是|
         |^|执行率|=|100|%|10|否|",
    );
    assert_eq!(funds(&form), [(Some("total"), "12,700.00"), (Some("own_level"), ""), (Some("transfer"), "12,700.00")]);
    assert_eq!(form.goals[0].text, "完成扶持。");
    let read = &form.indicators[0];
    assert_eq!((read.weight, read.core), (Some(Decimal::from(20)), Some(true)));
    assert_eq!(read.target, crate::grammar::indicator("≥90%").unwrap());
}

/// A self-evaluation: figures under what they measure, goal and what was reached side by side, levels carried over the page break.
#[test]
fn a_self_evaluation() {
    let form = one(
        "培训专项项目绩效自评表",
        "|项目名称|<|培训专项|<|<|<|<|<|
         |项目资金（万元）|<||年初预算数|全年预算数|全年执行数|执行率|得分|
         |^|^|年度资金总额：|180.61|180.03|170.00|94.43%|9|
         |^|^|其他资金|0.00|0.00|0.00|--|--|
         |年度总体目标|<|预期目标|<|<|实际完成情况|<|<|
         |^|<|培训百人。|<|<|培训九十人。|<|<|
         |绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|
         |^|产出指标|数量指标|人数|≥100人|90人|10|8|
---
         ||||班次|≥4次|4次|10|10|
         |总分|<|<|<|<|<|100|98|",
    );
    assert_eq!(form.phase, Phase::SelfEvaluation);
    let executed = form.funds.iter().find(|f| f.measure == FundMeasure::Executed).unwrap();
    assert_eq!(executed.amount_yuan, Some(Decimal::from(1_700_000)));
    let rate = form.funds.iter().find(|f| f.measure == FundMeasure::ExecutionRate).unwrap();
    assert_eq!((rate.value, rate.amount_yuan), (Some(Decimal::new(9443, 2)), None));
    assert_eq!(form.goals[0].result.as_deref(), Some("培训九十人。"));
    assert_eq!(indicators(&form), ["产出指标/数量指标/人数=≥100人", "产出指标/数量指标/班次=≥4次"]);
    assert_eq!((form.indicators[0].actual.as_deref(), form.indicators[0].score), (Some("90人"), Some(Decimal::from(8))));
    let score = form.fields.iter().find(|f| f.name == Some("total_score")).unwrap();
    assert_eq!(score.value.as_deref(), Some("98"));
}

/// 西安: tasks of a department with their money by source, and the sum of all below them.
#[test]
fn tasks_of_a_department() {
    let form = one(
        "部门整体支出绩效目标表",
        "|部门（单位）名称|<|石碾市司法局|<|<|<|
         |年度主要任务|任务名称|主要内容|预算金额（万元）|<|<|
         |^|^|^|总额|财政拨款|其他资金|
         |^|普法|开展普法宣传|360.77|360.77||
         |^|金额合计|<|13650.79|13650.79||
         |年度总体目标|依法办事。|<|<|<|<|
         |年度绩效指标|一级指标|二级指标|指标内容|指标值|分值权重（90分）|
         |^|产出指标|数量指标|场次|≥7|2|",
    );
    assert_eq!(form.subject, Subject::Department);
    assert_eq!((form.tasks[0].name.as_str(), form.tasks[0].content.as_deref()), ("普法", Some("开展普法宣传")));
    let shown: Vec<_> = form.funds.iter().map(|f| (f.item.as_deref(), f.source, f.printed.as_str())).collect();
    assert_eq!(
        shown,
        [
            (Some("普法"), Some("total"), "360.77"),
            (Some("普法"), Some("fiscal"), "360.77"),
            (None, Some("total"), "13650.79"),
            (None, Some("fiscal"), "13650.79"),
        ]
    );
    assert_eq!(form.total(Horizon::Annual).unwrap().amount_yuan, Some(Decimal::from(136_507_900)));
}

/// 北京: money under two rows of headings; the levels of an indicator printed in front of its name, by activity.
#[test]
fn headed_money_and_indicators_by_activity() {
    let form = one(
        "部门整体支出绩效目标表",
        "|部门名称|<|石碾市数据局|<|<|<|
         |总体资金情况（万元）|<|预算支出总额|财政拨款||其他资金|
         |^|^|^|合计|项目支出|合计|
         |^|^|101.50|100.00|60.00|1.50|
         |整体绩效目标|整体绩效目标|用好数据。|<|<|<|
         |^|其他说明||<|<|<|
         ||活动|绩效指标|指标性质|指标值|度量单位|
         |整体绩效目标|数据管理|产出指标数量指标接入类数|≥|150|类|
         |^|数据管理|满意度指标服务对象满意度指标使用者满意度|≥|90|%|",
    );
    let shown: Vec<_> = form.funds.iter().map(|f| (f.source, f.item.as_deref(), f.printed.as_str())).collect();
    assert_eq!(
        shown,
        [
            (Some("total"), None, "101.50"),
            (Some("fiscal"), None, "100.00"),
            (Some("fiscal"), Some("项目支出"), "60.00"),
            (Some("other"), None, "1.50"),
        ]
    );
    assert_eq!(indicators(&form), ["产出指标/数量指标/接入类数=150", "满意度指标/服务对象满意度指标/使用者满意度=90"]);
    assert_eq!(form.indicators[0].item.as_deref(), Some("数据管理"));
    assert_eq!(form.goals[0].text, "用好数据。");
}

/// 上海: the second half has a row of its own (上年结转), its first total does not say for what time it is; 西安 prints the unit with
/// the figure.
#[test]
fn two_halves_of_unequal_rows() {
    let form = one(
        "财政项目支出绩效目标填报表",
        "|项目名称|<|社区服务|<|<|
         |项目资金（元）|项目资金总额|900.00|年度资金申请总额|300.00|
         |^|其中：财政资金|900.00|其中：当年财政拨款|200.00|
         |^|^|^|上年结转资金|100.00|
         |^|其他资金|0.00|其他资金|0.5万元|
         |项目绩效目标|项目总目标|<|年度总体目标|<|
         |^|建成使用。|<|开工。|<|",
    );
    let shown: Vec<_> = form.funds.iter().map(|f| (f.horizon, f.source.unwrap(), f.amount_yuan.unwrap().to_string())).collect();
    let (period, annual) = (Horizon::Period, Horizon::Annual);
    let expected = [
        (period, "total", "900"),
        (annual, "total", "300"),
        (period, "fiscal", "900"),
        (annual, "fiscal", "200"),
        (annual, "carryover", "100"),
        (period, "other", "0"),
        (annual, "other", "5000"),
    ];
    assert_eq!(shown, expected.map(|(horizon, source, yuan)| (horizon, source, yuan.to_owned())));
    let goals: Vec<_> = form.goals.iter().map(|g| (g.horizon, g.text.as_str())).collect();
    assert_eq!(goals, [(period, "建成使用。"), (annual, "开工。")]);
}

fn wide(drawn: &str) -> Vec<Form> {
    wide_titled("项目支出绩效目标表", drawn)
}

pub(super) fn wide_titled(title: &str, drawn: &str) -> Vec<Form> {
    let mut printed = grid(title, drawn);
    printed.caption.unit = Some("万元".to_owned());
    let table = table::read(&printed, None, &mut Vec::new());
    form::read_wide(&printed, &table, 3, &mut Vec::new())
}

const WIDE_HEADER: &str =
    "|项目名称|项目总额|其中：|<|绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|绩效度量单位|
    |^|^|财政资金|其他资金|^|^|^|^|^|^|^|\n";

/// 北京: a project's cells are merged over its indicators. At a page break its target is cut in two, or its name and amount stand on
/// the next page, where no rule closes the cells.
#[test]
fn projects_of_a_wide_table() {
    let forms = wide(&format!(
        "{WIDE_HEADER}|001-平台|45.25|45.25||建成平台。|产出指标|数量指标|报告数|＝|1|份|
         |^|^|^|^|^|产出指标|时效指标|签约时间|定性|9月底前||
         |·|·|·|·|购置设备，|成本指标|经济成本指标|设备成本|≤|30|万元|
---
         |002-设备|30.00|30.00||保障运行。|产出指标|数量指标|设备数|≥|5|台|
         |^|^|^|^|^|产出指标|数量指标|终端数|≥|9|台|
         |003-培训|9.00|9.00||培训人员。|产出指标|数量指标|人次|≥|121|人|"
    ));
    let shown: Vec<_> = forms
        .iter()
        .map(|f| (f.project_name.as_ref().unwrap().text.as_str(), f.goals[0].text.as_str(), f.indicators.len()))
        .collect();
    assert_eq!(shown, [("001-平台", "建成平台。", 2), ("002-设备", "购置设备，保障运行。", 3), ("003-培训", "培训人员。", 1)]);
    assert_eq!((forms[1].pages.as_slice(), forms[1].table), (&[5, 6][..], Some(3)));
    assert_eq!(funds(&forms[1]), [(Some("total"), "30.00"), (Some("fiscal"), "30.00")]);
    // Their amounts count in the table.
    assert!(forms.iter().all(|f| !f.counts()));
}

/// The next page prints the cells of the project that the break cut again: no other project.
#[test]
fn a_project_printed_again_on_the_next_page_is_one() {
    let forms = wide(&format!(
        "{WIDE_HEADER}|001-平台|45.25|45.25||建成平台。|产出指标|数量指标|报告数|＝|1|份|
         |^|^|^|^|^|^|^|终端数|≥|9|台|
---
         |001-平台|45.25|45.25||建成平台。||时效指标|签约时间|定性|9月底前||
         |002-设备|30.00|30.00||保障运行。|产出指标|数量指标|设备数|≥|5|台|"
    ));
    let shown: Vec<_> = forms.iter().map(|f| (f.indicators.len(), f.funds.len(), f.pages.len())).collect();
    assert_eq!(shown, [(3, 2, 2), (1, 2, 1)]);
    assert_eq!(forms[0].indicators[2].level1.as_deref(), Some("产出指标"));
}

/// One name over several amounts, each with a target of its own, printed on the page on which the cell's middle falls.
#[test]
fn one_name_over_several_amounts() {
    let forms = wide(&format!(
        "{WIDE_HEADER}|001-平台|45.25|45.25||建成平台。|产出指标|数量指标|报告数|＝|1|份|
         |·|32.00|32.00||一队办案。|产出指标|数量指标|案件|≥|5|件|
---
         |002-办案|15.00|15.00||二队办案。|产出指标|数量指标|案件|≥|6|件|
         |^|9.00|9.00||三队办案。|产出指标|数量指标|案件|≥|7|件|"
    ));
    let shown: Vec<_> =
        forms.iter().map(|f| (f.project_name.as_ref().unwrap().text.as_str(), f.funds[0].printed.as_str())).collect();
    assert_eq!(shown, [("001-平台", "45.25"), ("002-办案", "32.00"), ("002-办案", "15.00"), ("002-办案", "9.00")]);
}

/// 深圳 and 广州: the target is one text; a unit is printed once, or as a row of its own without a target.
#[test]
fn targets_as_one_text() {
    let forms = wide(
        "|二级预算单位名称|一级项目名称|预算数（万元）|绩效目标|
         |石碾市公安局|建设|853.45|修缮营区。|
         ||信息化|1,272.00|运行平台。|",
    );
    let units: Vec<_> = forms.iter().map(|f| f.implementing_unit.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(units, ["石碾市公安局", "石碾市公安局"]);
    assert_eq!(forms[1].total(Horizon::Annual).unwrap().amount_yuan, Some(Decimal::from(12_720_000)));
}

#[test]
fn funds_by_level_of_government_and_funds_in_one_cell() {
    let form = one(
        "项目支出绩效目标申报表",
        "| 项目名称 | < | 堤防加固 | < | < |\n\
         | 项目资金（万元） | 资金来源 | 合计 | 中央 | 县级 |\n\
         | ^ | 年度资金总额 | 8.00 | 5.00 | 3.00 |\n\
         | ^ | 其中：财政拨款 | 6.00 | 5.00 | 1.00 |\n\
         | ^ | 其他资金 | 2.00 | | 2.00 |\n\
         | 年度目标 | < | 完成加固。 | < | < |\n\
         | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n\
         | ^ | 产出指标 | 数量指标 | 加固长度 | ≥3公里 |\n",
    );
    let found: Vec<_> = form.funds.iter().map(|f| (f.source, f.item.as_deref(), f.printed.as_str())).collect();
    assert_eq!(
        found,
        [
            (Some("total"), None, "8.00"),
            (Some("total"), Some("中央"), "5.00"),
            (Some("total"), Some("县级"), "3.00"),
            (Some("fiscal"), None, "6.00"),
            (Some("fiscal"), Some("中央"), "5.00"),
            (Some("fiscal"), Some("县级"), "1.00"),
            (Some("other"), None, "2.00"),
            (Some("other"), Some("县级"), "2.00"),
        ]
    );
    let form = one(
        "项目支出绩效目标表",
        "| 项目名称 | 堤防加固 | < | < |\n\
         | 资金情况（万元） | 年度资金总额：8.15万元；其中：财政拨款6万元；其他资金2.15万元 | < | < |\n\
         | 年度目标 | 完成加固。 | < | < |\n\
         | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n\
         | 产出指标 | 数量指标 | 加固长度 | ≥3公里 |\n",
    );
    assert_eq!(funds(&form), [(Some("total"), "8.15万元"), (Some("fiscal"), "6万元"), (Some("other"), "2.15万元")]);
    assert_eq!(form.funds[1].amount_yuan, Some(Decimal::from(60_000)));
}

#[test]
fn each_half_of_the_indicators_has_the_time_of_the_goal_above_it() {
    let form = one(
        "项目支出绩效目标申报表",
        "| 项目名称 | < | 堤防加固 | < | < | < | < | < |\n\
         | 总体目标 | 中期目标（2026年—2028年） | < | < | < | 年度目标 | < | < |\n\
         | ^ | 加固九公里。 | < | < | < | 加固三公里。 | < | < |\n\
         | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值 |\n\
         | ^ | 产出指标 | 数量指标 | 加固长度 | ≥9公里 | 数量指标 | 加固长度 | ≥3公里 |\n\
         | ^ | ^ | 质量指标 | 合格率 | ≥98% | 质量指标 | 达标率 | ≥97% |\n",
    );
    let found: Vec<_> =
        form.indicators.iter().map(|i| (i.horizon, i.level2.as_deref(), i.level3.as_deref(), i.printed.as_str())).collect();
    assert_eq!(
        found,
        [
            (Horizon::Period, Some("数量指标"), Some("加固长度"), "≥9公里"),
            (Horizon::Annual, Some("数量指标"), Some("加固长度"), "≥3公里"),
            (Horizon::Period, Some("质量指标"), Some("合格率"), "≥98%"),
            (Horizon::Annual, Some("质量指标"), Some("达标率"), "≥97%"),
        ]
    );
}

/// 云南: goals by year and what was reached, then tasks with their money by source and what was spent, under numbered headings.
#[test]
fn goals_of_a_year_and_tasks_with_what_was_spent() {
    let form = one(
        "2026年度部门整体支出绩效自评情况",
        "| 部门名称 | < | 甲县某局 | < | < | < | < |\n\
         | 一、部门年度目标 | < | < | < | < | < | < |\n\
         | 财政年度 | 目标 | < | < | 实际完成情况 | < | < |\n\
         | 2026 | 不发生事故 | < | < | 未发生事故 | < | < |\n\
         | 二、部门年度重点工作任务 | < | < | < | < | < | < |\n\
         | 任务名称 | 主要内容 | 批复金额（万元） | 财政拨款 | 其他资金 | 实际支出金额（万元） | 预算执行率 |\n\
         | 森林防火 | 防火宣传 | 8.00 | 6.00 | 2.00 | 8.00 | 100.00% |\n",
    );
    assert_eq!(form.phase, Phase::SelfEvaluation);
    let goals: Vec<_> = form.goals.iter().map(|g| (g.text.as_str(), g.result.as_deref())).collect();
    assert_eq!(goals, [("不发生事故", Some("未发生事故"))]);
    assert_eq!(form.tasks.len(), 1);
    let found: Vec<_> = form.funds.iter().map(|f| (f.source, f.item.as_deref(), f.measure, f.printed.as_str())).collect();
    let task = Some("森林防火");
    assert_eq!(
        found,
        [
            (Some("total"), task, FundMeasure::Budget, "8.00"),
            (Some("fiscal"), task, FundMeasure::Budget, "6.00"),
            (Some("other"), task, FundMeasure::Budget, "2.00"),
            (Some("total"), task, FundMeasure::Executed, "8.00"),
            (Some("total"), task, FundMeasure::ExecutionRate, "100.00%"),
        ]
    );
    assert_eq!(form.funds[3].amount_yuan, Some(Decimal::from(80_000)));
    assert_eq!(form.funds[4].amount_yuan, None);
    // 四川
    let form = one(
        "2026年部门预算项目绩效自评表",
        "| 项目名称 | < | 学生资助 | < |\n\
         | 项目基本情况 | 1.项目年度目标完成情况 | 项目年度目标 | 年度目标完成情况 |\n\
         | ^ | ^ | 资助八百人 | 实际资助九百人 |\n\
         | 绩效指标 | 一级指标 | 三级指标 | 指标值 |\n\
         | ^ | 产出指标 | 资助人数 | ≥800人 |\n",
    );
    let goals: Vec<_> = form.goals.iter().map(|g| (g.text.as_str(), g.result.as_deref())).collect();
    assert_eq!(goals, [("资助八百人", Some("实际资助九百人"))]);
}

/// 北京, 西安: the name of a level stands on the next page, in a cell of which this page shows a blank part.
#[test]
fn a_blank_cell_merged_over_rows_ends_the_level_above() {
    let form = one(
        "项目支出绩效目标表",
        "| 项目名称 | 信息化运维 | < | < | < |
         | 年度目标 | 完成运维。 | < | < | < |
         | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
         | ^ | 产出指标 | 数量指标 | 系统数量 | ≥3个 |
         | ^ | ^ | ^ | 巡检次数 | ≥12次 |
         | ^ |  | 社会效益指标 | 保障程度 | 提升 |
         | ^ | ^ |  | 业务覆盖率 | ≥95% |
         | ^ | ^ | ^ | 故障率 | ≤1% |",
    );
    let levels: Vec<_> = form.indicators.iter().map(|i| (i.level1.as_deref(), i.level2.as_deref())).collect();
    let output = (Some("产出指标"), Some("数量指标"));
    assert_eq!(levels, [output, output, (None, Some("社会效益指标")), (None, None), (None, None)]);
}

/// 西安: a merged cell of a level that the page break cuts prints its name in one of its parts only.
#[test]
fn the_name_of_a_cut_level_may_stand_on_either_page() {
    let mut table = grid(
        "项目绩效目标表",
        "|项目名称|<|系统运维|<|
         |一级指标|二级指标|三级指标|指标值|
         ||数量指标|次数|≥4次|
         ||^|个数|≥2个|
         |||费用|≤5万元|
         |产出指标|成本指标|单价|≤1万元|
         |^|^|年限|≥3年|
         ||社会效益指标|覆盖率|≥90%|
         |效益指标||知晓率|≥80%|",
    );
    for (row, page) in table.rows.iter_mut().zip([5, 5, 5, 5, 5, 6, 6, 6, 7]) {
        row.page = page;
    }
    table.pages = vec![5, 6, 7];
    let forms = crate::content::form::read(&table, &mut Vec::new());
    assert_eq!(
        indicators(&forms[0]),
        [
            "产出指标/数量指标/次数=≥4次",
            "产出指标/数量指标/个数=≥2个",
            "产出指标/成本指标/费用=≤5万元",
            "产出指标/成本指标/单价=≤1万元",
            "产出指标/成本指标/年限=≥3年",
            "效益指标/社会效益指标/覆盖率=≥90%",
            "效益指标/社会效益指标/知晓率=≥80%",
        ]
    );
}
