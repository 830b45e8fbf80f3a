//! What forms print that fits no plain reading: labels cut by a page or a cell, unknown, or in one cell with their values; figures that
//! contradict each other. Shapes are real ones; wording and figures are invented.

use super::ruled::{funds, grid, indicators, one, wide_titled};
use super::*;
use crate::content::form;
use crate::diagnostic::Diagnostic;

fn with_diagnostics(title: &str, drawn: &str) -> (Form, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut forms = form::read(&grid(title, drawn), &mut diagnostics);
    assert_eq!(forms.len(), 1);
    (forms.remove(0), diagnostics)
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|d| d.code).collect()
}

/// 西安: the vertical name of the first level is cut between two pages.
#[test]
fn a_level_cut_by_the_page() {
    let form = one(
        "部门预算专项业务经费绩效目标表",
        "|项目名称|<|信息服务|<|<|
         |主管部门|<|石碾市工信局|<|<|
         |年度绩效指标|一级指标|二级指标|指标内容|指标值|
         |^|产出指标|数量指标|指标1：发布信息|60期|
         |^|效|经济效益指标|指标1：服务能力|提升|
---
         ||益指标|·|指标2：满意程度|提升|
         ||^|社会效益指标|指标1：影响力|提高|",
    );
    assert_eq!(
        indicators(&form),
        [
            "产出指标/数量指标/指标1：发布信息=60期",
            "效益指标/经济效益指标/指标1：服务能力=提升",
            "效益指标/经济效益指标/指标2：满意程度=提升",
            "效益指标/社会效益指标/指标1：影响力=提高",
        ]
    );
    assert_eq!(form.indicators[2].class, Some("economic"));
}

/// 西安: a cell narrower than its text shows the middle of the label, a heading loses the end of its bracket.
#[test]
fn labels_cut_by_their_cells() {
    let (form, diagnostics) = with_diagnostics(
        "部门专项业务经费绩效目标表",
        "|项目名称|<|服装|<|<|<|
         |主管部门|<|石碾市司法局|<|<|<|
         |资金金额（万元）|<|期资金总|55.72|<|<|
         |^|<|财政拨款|55.72|<|<|
         |年度绩效指标|一级指标|二级指标|三级指标|指标值|分值权重（90分|
         |^|产出指标|数量指标|套数|≥9|15|",
    );
    assert_eq!(funds(&form), [(Some("total"), "55.72"), (Some("fiscal"), "55.72")]);
    assert_eq!(form.indicators[0].weight, Some(Decimal::from(15)));
    assert_eq!(codes(&diagnostics), ["form.cut_label"]);
}

/// Labels that are known of no form keep what stands beside them, and are said.
#[test]
fn unknown_labels_are_kept_and_said() {
    let (form, diagnostics) = with_diagnostics(
        "项目支出绩效目标表",
        "|项目名称|<|堤防加固|<|
         |主管部门|<|石碾市水利局|<|
         |项目资金（万元）|资金总额|<|12.00|
         |^|彩票公益金|<|2.00|
         |征求意见情况|<|已经征求。|<|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标|数量指标|长度|≥3公里|",
    );
    assert_eq!(funds(&form), [(Some("total"), "12.00"), (None, "2.00")]);
    let field = form.fields.iter().find(|f| f.label == "征求意见情况").unwrap();
    assert_eq!((field.name, field.value.as_deref()), (None, Some("已经征求。")));
    assert_eq!(codes(&diagnostics), ["form.unknown_label", "form.unknown_label"]);
}

/// The foot of a form prints its labels and values in one cell; 烟台 heads the indicators so. The name of a person stays one.
#[test]
fn labels_in_one_cell_with_their_values() {
    let (form, diagnostics) = with_diagnostics(
        "专项资金绩效目标表",
        "|项目名称|<|测绘服务|<|
         |年度预算资金（万元）|<|140|<|
         |主要政策任务1：测绘保障|<|<|<|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标|数量指标|套数|1套|
         |填表人：甲某 联系电话： 填报日期：2026年1月5日|<|<|<|",
    );
    let field = |name| form.fields.iter().find(|f| f.name == Some(name)).map(|f| (f.value.as_deref(), f.person)).unwrap();
    assert_eq!(field("task"), (Some("测绘保障"), false));
    assert_eq!((field("handler"), field("phone")), ((Some("甲某"), true), (None, true)));
    assert_eq!(form.date.unwrap().to_string(), "2026-01-05");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

/// One fund with two figures: both are kept, and it is said where.
#[test]
fn contradicting_figures_are_said() {
    let (form, diagnostics) = with_diagnostics(
        "项目支出绩效目标表",
        "|项目名称|<|堤防加固|<|
         |主管部门|<|石碾市水利局|<|
         |项目资金（万元）|资金总额|<|12.00|
         |^|财政拨款|<|12.00|
         |^|财政拨款|<|21.00|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标|数量指标|长度|≥3公里|",
    );
    assert_eq!(funds(&form), [(Some("total"), "12.00"), (Some("fiscal"), "12.00"), (Some("fiscal"), "21.00")]);
    let [said] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert_eq!((said.code, said.place), ("form.conflict", Some(form.funds[2].place)));
    assert!(said.message.contains("12.00") && said.message.contains("21.00"));
}

/// 长沙 scores each indicator by a standard and says what kind of value it is.
#[test]
fn standard_kind_and_remark_of_an_indicator() {
    let form = one(
        "项目支出绩效目标表",
        "|项目名称|<|堤防加固|<|<|<|<|
         |主管部门|<|石碾市水利局|<|<|<|<|
         |一级指标|二级指标|三级指标|指标值|评（扣）分标准|指标值类型|备注|
         |产出指标|数量指标|长度|≥3公里|每少1公里扣2分|定量|含支堤|
         |效益指标|社会效益指标|安全|提升|未提升不得分|定性||",
    );
    let [first, second] = &form.indicators[..] else { panic!("two indicators") };
    assert_eq!((first.standard.as_deref(), first.value_type.as_deref()), (Some("每少1公里扣2分"), Some("定量")));
    assert_eq!((first.remark.as_deref(), second.remark.as_deref()), (Some("含支堤"), None));
}

/// 广州: rows of headings over the money hold no fields.
#[test]
fn headings_over_money_are_no_fields() {
    let form = one(
        "部门整体预算绩效目标申报表",
        "|部门名称|石碾市数据局|<|<|<|
         |预算整体情况|部门预算支出|预算金额（万元）|收入来源|预算金额（万元）|
         |^|基本支出|12,634.14|财政拨款|98,880.78|
         |总体绩效目标|用好数据。|<|<|<|
         |绩效指标|一级指标|三级指标|实施周期指标值|年度指标值|
         |^|产出指标|类数|≥20|≥10|",
    );
    assert_eq!(funds(&form), [(Some("basic"), "12,634.14"), (Some("fiscal"), "98,880.78")]);
    assert_eq!(form.fields.len(), 1);
    let values: Vec<_> = form.indicators.iter().map(|i| (i.horizon, i.printed.as_str())).collect();
    assert_eq!(values, [(Horizon::Period, "≥20"), (Horizon::Annual, "≥10")]);
}

/// 重庆: the goal stands under 当年绩效目标, the title gives the year, the heading of the money its source.
#[test]
fn a_table_of_projects_of_one_year() {
    let forms = wide_titled(
        "2026年市级一般性项目绩效目标表（一级项目）",
        "|序号|项目名称|当年财政拨款预算金额|当年绩效目标|指标名称|指标性质|指标值|计量单位|指标权重(%)|
         |1|水利业务|14,299.16|加快执行。|检验数量|≥|3060|个次|10|
         |^|^|^|^|执行率|=|100|%|10|",
    );
    let [form] = &forms[..] else { panic!("{} forms", forms.len()) };
    assert_eq!((form.fiscal_year, form.goals[0].text.as_str()), (Some(2026), "加快执行。"));
    assert_eq!(funds(form), [(Some("fiscal"), "14,299.16")]);
    assert_eq!(form.indicators.iter().map(|i| i.weight.unwrap()).sum::<Decimal>(), Decimal::from(20));
}

/// 广州 lists all indicators of a project in one text, each for the period and for the year.
#[test]
fn indicators_in_one_running_text() {
    let forms = wide_titled(
        "项目支出绩效目标表（含转移支付项目）",
        "|项目名称（资金使用单位）|总计|财政拨款|绩效目标|绩效指标|
         |合计|30.11|30.11|||
         |石碾市数据局|30.11|30.11|||
         |平台运营|30.11|30.11|运营平台。|1、1-产出指标；11-数量指标；场景数；实施周期指标值:≥10；年度指标值:≥5。2、3-满意度指标；31-服务对象满意度；满意率；实施周期指标值:≥95%；年度指标值:≥90%。|",
    );
    let [form] = &forms[..] else { panic!("{} forms", forms.len()) };
    assert_eq!(form.implementing_unit.as_ref().unwrap().text, "石碾市数据局");
    let read: Vec<_> = form.indicators.iter().map(|i| (i.horizon, i.class, i.printed.as_str())).collect();
    let (period, annual) = (Horizon::Period, Horizon::Annual);
    assert_eq!(
        read,
        [
            (period, Some("quantity"), "≥10"),
            (annual, Some("quantity"), "≥5"),
            (period, Some("satisfaction"), "≥95%"),
            (annual, Some("satisfaction"), "≥90%"),
        ]
    );
}

/// 佛山 lists the scores that projects gave themselves, and nothing else of them.
#[test]
fn scores_of_projects() {
    let forms = wide_titled(
        "项目支出绩效自评情况",
        "|项目名称|自评分数|
         |抽检管理|100|
         |专家聘请|96.53|",
    );
    let scores: Vec<_> = forms
        .iter()
        .map(|f| (f.phase, f.project_name.as_ref().unwrap().text.as_str(), f.fields[0].name, f.fields[0].value.as_deref()))
        .collect();
    let evaluated = Phase::SelfEvaluation;
    assert_eq!(
        scores,
        [(evaluated, "抽检管理", Some("total_score"), Some("100")), (evaluated, "专家聘请", Some("total_score"), Some("96.53")),]
    );
}

/// 福州 prints a heading above the form and the title inside its grid, which is the better one.
#[test]
fn a_title_inside_the_grid() {
    let mut printed = grid(
        "（二）绩效目标表及说明1.项目支出绩效目标表",
        "|项目名称|能力提升|<|<|
         |主管部门|石碾市医保局|实施单位|石碾市医保局|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标|数量指标|次数|≥18次|",
    );
    let read = |printed: &_| form::read(printed, &mut Vec::new()).remove(0);
    printed.caption.beside.push("能力提升项目绩效目标表".to_owned());
    assert_eq!(read(&printed).title.as_deref(), Some("能力提升项目绩效目标表"));
    // The year in the name of a project is not that of the form.
    printed.rows[0].cells[1].text = "2021年能力提升".to_owned();
    printed.caption.beside[0] = "2021年能力提升项目绩效目标表".to_owned();
    assert_eq!(read(&printed).fiscal_year, None);
    printed.caption.beside.push("（2026年度）".to_owned());
    assert_eq!(read(&printed).fiscal_year, Some(2026));
}

/// 河南: the label of a part in front of the first of its figures; 湖南: label and figure in one cell.
#[test]
fn parts_and_figures_in_the_cells_of_labels() {
    let form = one(
        "部门整体绩效目标表",
        "|部门名称|<|石碾市财政局|<|
         |年度履职目标|<|管好资金。|<|
         |预算情况|部门预算总额（万元）|<|120.5|
         |^|1、资金来源：（1）政府预算资金|<|100.5|
         |^|（2）单位资金|<|20|
         |^|2、资金结构：（1）基本支出|<|80|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标|数量指标|次数|≥3次|",
    );
    assert_eq!(funds(&form), [(Some("total"), "120.5"), (Some("fiscal"), "100.5"), (Some("own"), "20"), (Some("basic"), "80")]);
    assert_eq!(form.goals[0].text, "管好资金。");
    let form = one(
        "部门整体支出绩效目标表",
        "|单位名称|石碾市财政局|<|<|
         |年度预算申请（万元）|资金总额：120.5|<|<|
         |^|按收入性质分：|<|按支出性质分：|
         |^|其中：一般公共预算：100.5|<|其中：基本支出：80|
         |部门职能职责概述|管理财政。|<|<|
         |一级指标|二级指标|三级指标|指标值|
         |产出指标|数量指标|次数|≥3次|",
    );
    assert_eq!(funds(&form), [(Some("total"), "120.5"), (Some("general_public_budget"), "100.5"), (Some("basic"), "80")]);
    assert_eq!(form.funds[0].amount_yuan, Some(Decimal::from(1_205_000)));
    assert!(form.fields.iter().all(|f| f.name.is_some()), "{:?}", form.fields);
}

/// 云南: a table of targets without the money of the projects.
#[test]
fn projects_without_money() {
    let forms = wide_titled(
        "项目支出绩效目标表",
        "|单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容|
         |水土保持|治理水土。|产出指标|数量指标|面积|>=|30|公顷|定量指标|治理面积|
         |^|^|满意度指标|服务对象满意度|群众满意度|>=|90|%|定量指标|问卷|
         |防汛|安全度汛。|产出指标|时效指标|及时率|=|100|%|定量指标|响应|",
    );
    let shown: Vec<_> = forms
        .iter()
        .map(|f| (f.project_name.as_ref().unwrap().text.as_str(), f.goals[0].text.as_str(), f.indicators.len()))
        .collect();
    assert_eq!(shown, [("水土保持", "治理水土。", 2), ("防汛", "安全度汛。", 1)]);
    assert_eq!(forms[0].indicators[0].value_type.as_deref(), Some("定量指标"));
    assert_eq!(forms[0].indicators[0].target, crate::grammar::indicator("≥30公顷").unwrap());
}

/// 四川: the unit stands in a label over the money, the goals below 年初目标; behind the indicators come their sum, labels over the whole
/// width, and persons in one cell with their labels.
#[test]
fn what_stands_around_the_indicators_of_a_self_evaluation() {
    let (form, diagnostics) = with_diagnostics(
        "部门预算项目支出绩效自评表",
        "|项目名称|<|<|河道整治|<|<|<|
         |主管部门|<|<|石碾市水利局|<|<|<|
         |预算安排与执行（万元）|年度|调整后预算数(A)|预算执行数(B)|预算执行率(B/A)|权重|得分|
         |^|总额|98.00|97.02|99.00%|10|9.9|
         |^|其中：财政资金|98.00|97.02|99.00%|/|/|
         |总体目标完成情况|年初目标|<|<|实际完成情况|<|<|
         |^|整治河道。|<|<|已经验收。|<|<|
         |一级指标|二级指标|三级指标|指标值|完成值|权重|得分|
         |产出指标|数量指标|长度|≥12公里|12公里|90|90|
         |合计|<|<|<|<|100|99.9|
         |评价结论|按期完成。|<|<|<|<|<|
         |项目负责人：甲某|<|<|<|财务负责人：乙某|<|<|",
    );
    assert_eq!(form.unit.as_deref(), Some("万元"));
    let executed = form.funds.iter().find(|f| f.measure == FundMeasure::Executed).unwrap();
    assert_eq!(executed.amount_yuan, Some(Decimal::from(970_200)));
    let goals: Vec<_> = form.goals.iter().map(|g| (g.text.as_str(), g.result.as_deref())).collect();
    assert_eq!(goals, [("整治河道。", Some("已经验收。"))]);
    assert_eq!(indicators(&form), ["产出指标/数量指标/长度=≥12公里"]);
    let field = |name| form.fields.iter().find(|f| f.name == Some(name)).and_then(|f| f.value.as_deref());
    assert_eq!((field("total_score"), field("conclusion")), (Some("99.9"), Some("按期完成。")));
    assert_eq!(form.fields.iter().filter(|f| f.person).count(), 2);
    assert!(diagnostics.iter().all(|d| d.code == "form.unknown_label"), "{diagnostics:?}");
}

/// Budget and execution side by side, each with its parts below it.
#[test]
fn budget_and_execution_in_two_halves() {
    let (form, diagnostics) = with_diagnostics(
        "部门整体支出绩效自评表",
        "|部门名称|石碾市教育局|<|<|<|
         |预算执行情况（万元）|预算数|500.00|执行数|480.00|
         |^|其中-财政拨款|450.00|其中-财政拨款|430.00|
         |^|其他资金|50.00|其他资金|50.00|
         |一级指标|二级指标|三级指标|指标值|实际完成值|
         |产出指标|数量指标|学校数|20所|20所|",
    );
    let shown: Vec<_> = form.funds.iter().map(|f| (f.source.unwrap(), f.measure, f.printed.as_str())).collect();
    let (budget, executed) = (FundMeasure::Budget, FundMeasure::Executed);
    assert_eq!(
        shown,
        [
            ("total", budget, "500.00"),
            ("total", executed, "480.00"),
            ("fiscal", budget, "450.00"),
            ("fiscal", executed, "430.00"),
            ("other", budget, "50.00"),
            ("other", executed, "50.00"),
        ]
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

/// A form without indicators and without merged cells in its head.
#[test]
fn a_form_of_labels_alone() {
    let form = one(
        "项目支出绩效目标申报表",
        "|项目名称|公路养护|项目编码|150-001|
         |项目类别|特定目标类|项目负责人及联系电话|甲某13800000000|
         |申请理由|养护公路。|<|<|
         |项目资金申请（万元）|资金总额|300.5|<|
         |^|财政拨款|300.5|<|
         |项目绩效目标|长期目标|年度目标|<|
         |^|三年养护。|完成三十公里。|<|",
    );
    assert_eq!(funds(&form), [(Some("total"), "300.5"), (Some("fiscal"), "300.5")]);
    let goals: Vec<_> = form.goals.iter().map(|g| (g.horizon, g.text.as_str())).collect();
    assert_eq!(goals, [(Horizon::Period, "三年养护。"), (Horizon::Annual, "完成三十公里。")]);
    assert_eq!(form.fields.iter().filter(|f| f.person).count(), 1);
}

/// 湖北: figures that are no money, goals that are counted, the values of indicators parted by year.
#[test]
fn years_under_the_heading_of_values() {
    let (form, _) = with_diagnostics(
        "项目支出绩效目标表",
        "|项目名称|<|校舍维修|<|邮政编码|400000|
         |项目执行单位|<|石碾市一中|<|起始年度|2024|
         |项目资金来源|来源项目|<|<|金额（万元）|<|
         |^|合计|<|<|88.00|<|
         |^|彩票公益金|<|<|3.00|<|
         |项目绩效总目标|名称|目标说明|<|<|<|
         |^|长期绩效目标1|三年完成维修。|<|<|<|
         |年度绩效目标1|<|<|<|<|<|
         |一级指标|二级指标|三级指标|指标值|<|指标值确定依据|
         |^|^|^|上年|预计当年实现|^|
         |产出指标|数量指标|维修面积|1000平方米|1200平方米|计划|
         |^|^|指标2：||||",
    );
    assert_eq!(funds(&form), [(Some("total"), "88.00"), (None, "3.00")]);
    assert_eq!(form.goals.iter().map(|g| g.text.as_str()).collect::<Vec<_>>(), ["三年完成维修。"]);
    let [area, template] = &form.indicators[..] else { panic!("{:?}", indicators(&form)) };
    assert_eq!((area.printed.as_str(), area.standard.as_deref()), ("1200平方米", Some("计划")));
    assert!(template.target.placeholder && !area.target.placeholder);
    let field = |label| form.fields.iter().find(|f| f.label == label).and_then(|f| f.value.as_deref());
    assert_eq!((field("邮政编码"), field("起始年度")), (Some("400000"), Some("2024")));
}

/// Scores beside the money of projects are no money, though the table has a unit.
#[test]
fn scores_beside_money() {
    let forms = wide_titled(
        "项目支出绩效自评结果汇总表",
        "|序号|项目名称|年初预算数|全年执行数|自评得分|自评等级|
         |1|公路养护|100.00|98.00|98.50|优|
         |2|校舍维修|50.00|50.00|99.00|优|",
    );
    let shown: Vec<_> = forms[0].funds.iter().map(|f| (f.source.unwrap(), f.measure, f.printed.as_str())).collect();
    assert_eq!(shown, [("total", FundMeasure::InitialBudget, "100.00"), ("total", FundMeasure::Executed, "98.00")]);
    assert_eq!((forms.len(), forms[1].fields[0].value.as_deref()), (2, Some("99.00")));
}
