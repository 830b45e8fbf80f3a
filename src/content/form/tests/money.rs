//! What is money in a form, and what is not: codes, rates, shares, years, targets; labels that places print in their own way.

use super::*;
use crate::content::form;

fn funds(form: &Form) -> Vec<(Option<&'static str>, Horizon, Option<String>)> {
    form.funds.iter().map(|f| (f.source, f.horizon, f.amount_yuan.map(|a| a.to_string()))).collect()
}

fn field<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.fields.iter().find(|f| f.name == Some(name)).and_then(|f| f.value.as_deref())
}

/// 湖南: 绩效标准 beside the value is no second target, 实施期 in months no number, funds of the own level and from above.
#[test]
fn a_standard_beside_the_value_is_no_target() {
    let (content, _) = read(
        "2023年项目支出绩效目标申报表\n填报单位：河湾市养护中心→→单位：万元\n
项目支出名称→→道路养护服务→→预算部门→河湾市养护中心
年度本级预算金额→→250→→该项目支出上级资金→0
项目支出实施期→→2023.07-2024.01→→→
实施期绩效目标→→完成养护。→→→
本年度绩效目标→→完成养护。→→→
本年度绩效指标→一级指标→二级指标→三级指标→指标值及单位→绩效标准
→产出指标→数量指标→养护里程→10公里→计划标准
→→时效指标→服务周期→2023.07-2024.01→计划标准
→满意度指标→服务对象满意度指标→市民满意度→≥90%→历史标准
财政部门审核意见→→→→→
",
    );
    let [form] = &content.forms[..] else { panic!("{} forms", content.forms.len()) };
    assert_eq!(form.project_name.as_ref().unwrap().text, "道路养护服务");
    let some = |yuan: &str| Some(yuan.to_owned());
    assert_eq!(
        funds(form),
        [(Some("own_level"), Horizon::Annual, some("2500000")), (Some("higher_level"), Horizon::Annual, some("0"))]
    );
    let printed: Vec<_> = form.indicators.iter().map(|i| (i.printed.as_str(), i.standard.as_deref())).collect();
    assert_eq!(printed, [("10公里", Some("计划标准")), ("2023.07-2024.01", Some("计划标准")), ("≥90%", Some("历史标准"))]);
    assert_eq!(form.indicators[1].target.value, None);
}

/// Alone, 绩效标准 is the target.
#[test]
fn a_standard_without_a_value_is_the_target() {
    let (content, _) = read(
        "项目支出绩效目标表\n
项目名称→→安全巡查→
主管部门→→河湾县应急管理局→
绩效指标→一级指标→三级指标→绩效标准
→产出指标→巡查次数→≥12次
→效益指标→事故发生数→≤1起
",
    );
    let printed: Vec<_> = content.forms[0].indicators.iter().map(|i| i.printed.as_str()).collect();
    assert_eq!(printed, ["≥12次", "≤1起"]);
}

/// 重庆: codes, rates and points stand in the rows of the funds.
#[test]
fn codes_and_rates_among_the_funds_are_no_money() {
    let (content, _) = read(
        "2023年配套设施项目支出绩效目标审批表\n（2023年度）\n金额单位：万元\n
项目名称→2023年配套设施项目→→项目分类→房屋类→
建设周期→2023年4月-2024年2月→→业务主管部门→河湾县民宗委→
年度主要目标和成果→新建晾晒房一座，占地300平方米；新建厕所1个。→→→→
项目资金预算执行10分→项目总预算→65→财政资金预算分类→一般公共预算→
→当年年度预算→65→→→
→其中：财政资金→65→财政资金科目代码→21305→
→其中：其它资金→0→项目起始年份→2023→
→年度预算执行率→100%→分值→10分→
→资金到位率→95.5→→→
年度绩效目标（90分）→一级指标→二级指标→三级指标→指标值→分值
→成本指标（0-20）分→经济成本指标→建设成本→≤65万元→10
→产出指标（40-50）分→数量指标→新建晾晒房→≥300平方米→20
",
    );
    let [form] = &content.forms[..] else { panic!("{} forms", content.forms.len()) };
    let some = |yuan: &str| Some(yuan.to_owned());
    let (period, annual) = (Horizon::Period, Horizon::Annual);
    assert_eq!(
        funds(form),
        [
            (Some("total"), period, some("650000")),
            (Some("total"), annual, some("650000")),
            (Some("fiscal"), annual, some("650000")),
            (Some("other"), annual, some("0")),
        ]
    );
    assert_eq!(field(form, "function_code"), Some("21305"));
    assert_eq!(field(form, "budget_category"), Some("一般公共预算"));
    assert_eq!(field(form, "execution_rate"), Some("100%"));
    assert_eq!(field(form, "rate_received"), Some("95.5"));
    assert_eq!(form.department.as_ref().unwrap().text, "河湾县民宗委");
    assert_eq!(form.indicators.len(), 2);
    assert_eq!(form.indicators[0].level1.as_deref(), Some("成本指标（0-20）分"));
}

/// Contacts below the indicators fill the columns of names and values.
#[test]
fn contacts_are_no_indicators() {
    let (content, _) = read(
        "项目支出绩效目标表\n
项目名称→→安全巡查→→
主管部门→→河湾县应急管理局→→
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→巡查次数→≥12次
经办人→→甲经办→联系电话→13800000000
",
    );
    let [form] = &content.forms[..] else { panic!("{} forms", content.forms.len()) };
    assert_eq!(form.indicators.len(), 1);
    let persons: Vec<_> = form.fields.iter().filter(|f| f.person).map(|f| f.name).collect();
    assert_eq!(persons, [Some("handler"), Some("phone")]);
}

/// 河南: indicators of each first level side by side make a table of projects, not a form.
#[test]
fn indicators_side_by_side_belong_to_their_first_level() {
    let (content, _) = read(
        "项目支出绩效目标表\n
单位编码（项目编码）→项目单位（项目名称）→项目金额（万元）→→绩效目标→→→→→
→→资金总额→政府预算资金→成本指标→→产出指标→→满意度指标→
→→→→三级指标→指标值→三级指标→指标值→三级指标→指标值
410000230000000000001→路灯运行→33.03→33.03→项目总成本→≤33.03万元→保障人员→≥190人→群众满意度→≥90%
→→→→→→完成时间→2026年12月31日前→→
410000230000000000002→桥梁检测→20.00→20.00→项目总成本→≤20万元→检测次数→≥2次→群众满意度→≥95%
",
    );
    let names: Vec<_> = content.forms.iter().map(|f| f.project_name.as_ref().unwrap().text.as_str()).collect();
    assert_eq!(names, ["路灯运行", "桥梁检测"]);
    let first: Vec<_> =
        content.forms[0].indicators.iter().map(|i| (i.level1.as_deref().unwrap(), i.level3.as_deref().unwrap())).collect();
    assert_eq!(
        first,
        [("成本指标", "项目总成本"), ("产出指标", "保障人员"), ("满意度指标", "群众满意度"), ("产出指标", "完成时间")]
    );
    assert_eq!(content.forms[0].funds.len(), 2);
}

/// Name, amount and goal of a project printed again beside each of its indicators make no new project.
#[test]
fn a_project_repeated_in_each_row_is_one() {
    let (content, _) = read(
        "项目支出绩效目标表\n单位：万元\n
项目名称→预算数→年度目标→一级指标→二级指标→三级指标→指标值
路灯运行→27.90→保障照明。→产出指标→数量指标→维修次数→≥3次
路灯运行→27.90→保障照明。→→质量指标→完好率→≥98%
桥梁检测→2.05→检测桥梁。→产出指标→数量指标→检测座数→≥4座
桥梁检测→2.05→检测桥梁。→→→报告份数→≥1份
",
    );
    let shown: Vec<_> = content
        .forms
        .iter()
        .map(|f| (f.project_name.as_ref().unwrap().text.as_str(), f.funds.len(), f.indicators.len()))
        .collect();
    assert_eq!(shown, [("路灯运行", 1, 2), ("桥梁检测", 1, 2)]);
}

/// A table of whole bodies names a department where others name a project.
#[test]
fn a_table_of_whole_bodies_names_departments() {
    let (content, _) = read(
        "部门整体支出绩效目标表\n单位：万元\n
单位名称→资金总额→年度目标→一级指标→二级指标→三级指标→指标值
河湾县民政局→9036.38→履行职责。→产出指标→数量指标→检查次数→≥3次
",
    );
    let [form] = &content.forms[..] else { panic!("{} forms", content.forms.len()) };
    assert_eq!((form.subject, form.project_name.is_none()), (Subject::Department, true));
    assert_eq!(form.department.as_ref().unwrap().text, "河湾县民政局");
}

/// One cell of funds, parted by blanks.
#[test]
fn funds_of_one_cell_are_parted_by_blanks() {
    let (content, _) = read(
        "项目支出绩效目标表\n
项目名称→→安全巡查→→
项目资金（万元）→→年度资金总额：4.5813 财政拨款：0.0000 其他资金：4.5813→→
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→巡查次数→≥12次
",
    );
    let sources: Vec<_> = content.forms[0].funds.iter().map(|f| (f.source.unwrap(), f.printed.as_str())).collect();
    assert_eq!(sources, [("total", "4.5813"), ("fiscal", "0.0000"), ("other", "4.5813")]);
}

/// 西安: 全年预算数 and 全年执行数 that each stand over the sources are budget and executed, also where they are equal.
#[test]
fn sources_under_measures_are_budget_and_executed() {
    let table = ruled::grid(
        "河湾市卫生局部门整体支出绩效自评表",
        "| 部门（单位）名称 | < | 河湾市卫生局 | < | < | < | < | < |
         | 年度主要任务完成情况 | 任务名称 | 主要内容 | 完成情况 | 全年预算数（万元） | < | 全年执行数（万元） | < |
         | ^ | ^ | ^ | ^ | 总额 | 财政拨款 | 总额 | 财政拨款 |
         | ^ | 学前教育 | 办园。 | 基本完成 | 1292.55 | 1182.59 | 1263.33 | 1182.59 |
         | ^ | 金额合计 | < | < | 1292.55 | 1182.59 | 1263.33 | 1182.59 |
         | 年度目标 | 保障健康。 | < | < | < | < | < | < |
         | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | 实际完成值 | < |
         | ^ | 产出指标 | 数量指标 | 园所数 | ≥1所 | < | 1所 | < |",
    );
    let form = &form::read(&table, &mut Vec::new())[0];
    let shown: Vec<_> = form.funds.iter().map(|f| (f.item.as_deref(), f.measure, f.source, f.printed.as_str())).collect();
    let (budget, executed) = (FundMeasure::AdjustedBudget, FundMeasure::Executed);
    let both = |item| {
        [
            (item, budget, Some("total"), "1292.55"),
            (item, budget, Some("fiscal"), "1182.59"),
            (item, executed, Some("total"), "1263.33"),
            (item, executed, Some("fiscal"), "1182.59"),
        ]
    };
    assert_eq!(shown, [both(Some("学前教育")), both(None)].concat());
    assert_eq!(form.tasks[0].result.as_deref(), Some("基本完成"));
}

/// 湖北, as text: 前年, 上年 and 预计当年实现 below 指标值, whose span the text does not say.
#[test]
fn years_before_are_no_targets() {
    let (content, _) = read(
        "2021年部门项目申报表\n
项目名称→执法服务→→→项目编码→1484→→
主管部门→河湾县委宣传部→→→执行单位→河湾县委宣传部→→
年度绩效指标→一级指标→二级指标→三级指标→指标值→→→指标值确定依据
→→→→前年→上年→预计当年实现→
→产出指标→数量指标→购置设备数量→13台→13台→≥14台→计划标准
→→质量指标→验收合格率→→→=100%→历史标准
",
    );
    let printed: Vec<_> = content.forms[0].indicators.iter().map(|i| (i.printed.as_str(), i.standard.as_deref())).collect();
    assert_eq!(printed, [("≥14台", Some("计划标准")), ("=100%", Some("历史标准"))]);
}

/// 西安: indicators whose headings are not printed, and a name in the cell of its label.
#[test]
fn indicators_without_headings_are_read() {
    let table = ruled::grid(
        "专项资金整体绩效目标表",
        "| 专项（项目）名称 伯乐奖 | < | < | < | < |
         | 主管部门 | < | < | 河湾市人社局 | < |
         | 资金金额（万元） | < | < | 实施期资金总额： | 3000 |
         | ^ | ^ | ^ | 其中：财政拨款 | 3000 |
         | 总体目标 | 完成审核。 | < | < | < |
         | 绩效指标 | 产出指标 | 数量指标 | 指标：申报人数 | 7375人 |
         | ^ | ^ | 质量指标 | 指标：发放到位率 | 100% |
         | ^ | 效益指标 | 经济效益指标 | / | / |
         | ^ | 满意度指标 | 服务对象满意度指标 | 指标：学生满意率 | ≧95% |",
    );
    let form = &form::read(&table, &mut Vec::new())[0];
    assert_eq!(form.project_name.as_ref().unwrap().text, "伯乐奖");
    let shown: Vec<_> = form.indicators.iter().map(|i| (i.level2.as_deref().unwrap(), i.printed.as_str())).collect();
    let want = [("数量指标", "7375人"), ("质量指标", "100%"), ("服务对象满意度指标", "≧95%")];
    assert_eq!(shown, want);
}

/// Lines of one cell that were joined without anything between them.
#[test]
fn funds_of_one_cell_part_behind_each_figure() {
    let form = super::ruled::one(
        "项目支出绩效目标表",
        "| 项目名称 | 热线平台 | < | < |\n\
         | 资金情况（万元） | 年度资金总额：14.23财政拨款：11.47其他资金：2.76 | < | < |\n\
         | 年度目标 | 完成建设。 | < | < |\n\
         | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n\
         | 产出指标 | 数量指标 | 平台数量 | ≥1个 |\n",
    );
    let yuan = |text: &str| Some(text.to_owned());
    let annual = Horizon::Annual;
    let expected = [
        (Some("total"), annual, yuan("142300")),
        (Some("fiscal"), annual, yuan("114700")),
        (Some("other"), annual, yuan("27600")),
    ];
    assert_eq!(funds(&form), expected);
}

#[test]
fn labels_with_values_below_the_indicators_are_no_indicator() {
    let form = super::ruled::one(
        "禁毒服务项目绩效目标表",
        "| 项目名称 | < | 禁毒服务 | < | < |\n\
         | 项目资金（元） | < | 年度资金总额 | 155.00 | < |\n\
         | 年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 目标值 |\n\
         | ^ | 产出指标 | 时效指标 | 完成时间 | 12月31日前 |\n\
         | 项目属性 | < | 经常性项目 | 实施期限 | 1年 |\n",
    );
    assert_eq!(form.indicators.len(), 1);
    assert_eq!((field(&form, "project_nature"), field(&form, "period")), (Some("经常性项目"), Some("1年")));
}
