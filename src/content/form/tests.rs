//! Forms as text, in the shapes that real ones have; wording and figures are invented.

mod apart;
mod broken;
mod money;
mod places;
mod ruled;
mod ways;

use super::*;
use crate::content::{Content, disclosure};
use crate::decimal::Decimal;
use crate::layout::native::lay_out_text;
use crate::outline::outline;
use crate::page::Metadata;

fn read(text: &str) -> (Content, Vec<crate::diagnostic::Diagnostic>) {
    let (sheets, _) = lay_out_text(&text.replace('→', "\t"));
    let (mut outline, _) = outline(sheets);
    let (disclosure, _) = disclosure::read(&outline, &Metadata::default());
    crate::content::read(&mut outline, &disclosure)
}

/// A county's form: two halves, a label cut in two rows, the last label of the funds and some levels a field too far left, names
/// of the second half cut off, a value printed twice.
const COUNTY: &str = "石碾县县(区)级预算部门(单位)项目支出绩效目标申报表

(2023年度)

项目名称→→机房改造费→→→→→
主管部门及代码→→014-石碾县人民政府办公室→→实施单位→→石碾县人民政府办公室→
项目属性→→一次性项目(1年结束)→→项目期→→1年→
项目资金 (元)→→实施期资金总额:→→750,000→年度资金总额:→→250,000
→→其中:中央财政资金→→0→其中:中央财政资金→→0
→市县(区)财政资→750,000→→市县(区)财政资金→250,000→→
→金→→→金→→→
其他资金→→→其他资金→→→→
项目概况→→改造机房,保障安全。→→→→→
实施期目标→→→→年度目标→→→
总体目标→→完成全部改造。→→→→完成本年改造。→
绩效 指标→一级指标→二级指标→三级指标→指标值→二级指标→三级指标→指标值
→产出指标→数量指标→修缮设备规模→≥20万元→数量指标→修缮设备规→≥20万元
→→时效指标→完成时间→2023年底XX月XX日前→时效指标→完成时间→2023年底XX月XX日前
→→成本指标→单位修缮成本→≤0.15万元/平方米→成本指标→单位修缮成本→≤0.15万元/平方米
→效益指标→经济效益指标→→→经济效益指标→→
→→社会效益指标→保障程度→提升提升→社会效益指标→保障程度→提升提升
可持续影响指标→→使用年限→≥6年→可持续影响指标→使用年限→≥6年→
满意度指标→服务对象满意度→群众满意度→≥90%→服务对象满意度指→群众满意度→≥90%→
→→工作人员满意度→≥90%→→→工作人员满意度→≥90%→
负责人:→→经办人:→甲经办→联系电话:→13800000000→填报日期:→20230316205650
";

#[test]
fn the_county_form_is_read_whole() {
    let (content, diagnostics) = read(COUNTY);
    let [form] = &content.forms[..] else { panic!("{} forms", content.forms.len()) };
    assert_eq!(form.project_name.as_ref().unwrap().text, "机房改造费");
    assert_eq!(form.department.as_ref().unwrap().text, "014-石碾县人民政府办公室");
    assert_eq!(form.implementing_unit.as_ref().unwrap().text, "石碾县人民政府办公室");
    assert_eq!((form.fiscal_year, form.unit.as_deref()), (Some(2023), Some("元")));
    assert_eq!(form.date.unwrap().to_string(), "2023-03-16T20:56:50");

    let funds: Vec<_> = form.funds.iter().map(|f| (f.horizon, f.source.unwrap(), f.value.map(|v| v.to_string()))).collect();
    let (period, annual) = (Horizon::Period, Horizon::Annual);
    let some = |figure: &str| Some(figure.to_owned());
    assert_eq!(
        funds,
        [
            (period, "total", some("750000")),
            (annual, "total", some("250000")),
            (period, "central", some("0")),
            (annual, "central", some("0")),
            (period, "local", some("750000")),
            (annual, "local", some("250000")),
            (period, "other", None),
            (annual, "other", None),
        ]
    );
    assert_eq!(form.total(annual).unwrap().amount_yuan, Some(Decimal::from(250_000)));
    assert!(diagnostics.iter().any(|d| d.code == "form.cut_label"));

    let goals: Vec<_> = form.goals.iter().map(|g| (g.horizon, g.text.as_str())).collect();
    assert_eq!(goals, [(period, "完成全部改造。"), (annual, "完成本年改造。")]);

    let of = |horizon| form.indicators.iter().filter(move |i| i.horizon == horizon);
    assert_eq!((of(period).count(), of(annual).count()), (7, 7));
    let names = |i: &Indicator| [&i.level1, &i.level2, &i.level3].map(|t| t.clone().unwrap_or_default()).join("/");
    assert_eq!(names(of(period).nth(4).unwrap()), "效益指标/可持续影响指标/使用年限");
    assert_eq!(names(of(period).nth(6).unwrap()), "满意度指标/服务对象满意度/工作人员满意度");
    let cost = of(annual).nth(2).unwrap();
    assert_eq!((cost.class, cost.target.unit.as_deref()), (Some("cost"), Some("万元/平方米")));
    assert_eq!(cost.target.value, Some(Decimal::new(15, 2)));
    assert_eq!(of(annual).next().unwrap().cut_from.as_deref(), Some("修缮设备规模"));
    assert!(of(annual).nth(1).unwrap().target.placeholder && of(annual).nth(3).unwrap().doubled);
}

#[test]
fn persons_are_told_from_other_labels() {
    let (content, _) = read(COUNTY);
    let persons: Vec<_> = content.forms[0].fields.iter().filter(|f| f.person).map(|f| (f.name, f.value.is_some())).collect();
    assert_eq!(persons, [(Some("leader"), false), (Some("handler"), true), (Some("phone"), true)]);
}

/// A county printed one form broken off, then again from the middle: the whole one is kept, the rest listed as its copies.
#[test]
fn a_form_printed_again_is_kept_once() {
    let broken: String = COUNTY.lines().take(9).map(|l| format!("{l}\n")).collect();
    let (content, diagnostics) = read(&format!("{broken}\n{COUNTY}"));
    let copies: Vec<_> = content.forms.iter().map(|f| f.duplicate_of).collect();
    assert_eq!(copies, [Some(1), None]);
    assert_eq!(diagnostics.iter().filter(|d| d.code == "form.duplicate").count(), 1);
    // Another figure is another project.
    let other = COUNTY.replace("250,000", "260,000");
    let (content, _) = read(&format!("{COUNTY}\n{other}"));
    assert!(content.forms.iter().all(|f| f.duplicate_of.is_none()));
}
