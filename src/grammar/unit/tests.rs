//! Department and unit lines as printed.

use super::line::unit_line;
use super::*;

#[test]
fn units_in_labels() {
    for (phrase, unit) in [
        ("单位：万元", Unit::WanYuan),
        ("金额单位：元", Unit::Yuan),
        ("单位:万元", Unit::WanYuan),
        ("（单位：万元）", Unit::WanYuan),
        ("项目预算数（单位：万元）", Unit::WanYuan),
        ("资金金额\n(万元)", Unit::WanYuan),
        ("总体资金情况（ 万元）", Unit::WanYuan),
        ("预算数\n（万\n元）", Unit::WanYuan),
        ("万元", Unit::WanYuan),
        ("单 位 ： 人民币千元", Unit::QianYuan),
        ("金额/万元", Unit::WanYuan),
        ("单位：万元、个、人", Unit::WanYuan),
        ("单位：亿元", Unit::YiYuan),
        ("公务接待人次（人次）", Unit::PersonTimes),
        ("车辆数（辆）", Unit::Vehicles),
        ("车辆数（辆/台）", Unit::Vehicles),
        ("单位：台（套）", Unit::Sets),
        ("面积（平方米）", Unit::SquareMetres),
        ("权重(%)", Unit::Percent),
        ("单位：无锡市教育局（本级）  单位：万元", Unit::WanYuan),
    ] {
        assert_eq!(unit_of(phrase), Some(unit), "{phrase}");
    }
}

#[test]
fn no_unit() {
    for phrase in [
        "",
        "人员经费",
        "单位：无锡市教育局（本级）",
        "元/人",
        "（元/人）",
        "单位",
        "100万元以上设备",
        "（人大）",
        "个人所得税",
        "注：元",
    ] {
        assert_eq!(unit_of(phrase), None, "{phrase}");
    }
}

#[test]
fn factors() {
    assert_eq!(Unit::WanYuan.factor(), Some(Decimal::from(10_000)));
    assert_eq!(Unit::Persons.factor(), None);
    for (word, unit) in WORDS {
        assert_eq!(unit_word(word).map(|(_, unit)| unit).ok(), Some(unit), "{word}");
        assert_eq!(unit_of(unit.printed()), Some(unit), "{word}");
    }
}

fn read(line: &str) -> Option<(String, String, String)> {
    let line = unit_line(line)?;
    assert_eq!(line.unit, line.printed_unit.as_deref().and_then(unit_of));
    Some((line.department.unwrap_or_default(), line.printed_unit.unwrap_or_default(), line.rest))
}

#[test]
fn unit_lines() {
    for (line, department, unit, rest) in [
        ("部门名称：深圳市建筑工务署        单位：万元", "深圳市建筑工务署", "万元", ""),
        ("单位名称:重庆市气象局    单位:万元", "重庆市气象局", "万元", ""),
        ("部门：江苏省政协办公厅 单位：万元", "江苏省政协办公厅", "万元", ""),
        ("部门：江苏省政协办公厅单位：万元", "江苏省政协办公厅", "万元", ""),
        ("部门： 佛山市轨道交通局       单位：万元", "佛山市轨道交通局", "万元", ""),
        ("单位：无锡市教育局（本级）  单位：万元", "无锡市教育局（本级）", "万元", ""),
        ("部门（单位）：烟台市应急管理局      单位：万元", "烟台市应急管理局", "万元", ""),
        ("编制单位：上海市海洋监测预报中心   单位：元", "上海市海洋监测预报中心", "元", ""),
        ("编制部门：上海市普陀区司法局", "上海市普陀区司法局", "", ""),
        ("预算单位：西安市工业和信息化局    金额单位：元", "西安市工业和信息化局", "元", ""),
        ("部门：国家信访局   公开01表   金额单位：万元", "国家信访局", "万元", "公开01表"),
        ("部门：国家信访局 公开 01 表", "国家信访局", "", "公开 01 表"),
        ("预算公开表1          单位：万元", "", "万元", "预算公开表1"),
        ("单位：万元     部门：苏州市审计局", "苏州市审计局", "万元", ""),
        ("341-湖州市财政局       单位：万元", "", "万元", "341-湖州市财政局"),
        ("（单位：万元）", "", "万元", ""),
        ("单位：万元", "", "万元", ""),
        ("万元", "", "万元", ""),
        ("（万元）", "", "万元", ""),
        ("（单位：条）", "", "条", ""),
        ("部门名称：        单位：万元", "", "万元", ""),
        ("一般公共预算支出表（单位：元）", "", "元", "一般公共预算支出表"),
        ("单位；万元", "", "万元", ""),
        ("单位万元", "", "万元", ""),
        ("单位：（元）", "", "元", ""),
        ("单位：【元】", "", "元", ""),
        ("单位：RMB万元", "", "RMB万元", ""),
        ("单位：万元（四舍五入）", "", "万元", ""),
        ("部门名称：云溪县水务局    金额单位：元（保留两位小数）", "云溪县水务局", "元", ""),
        ("金额:元", "", "元", ""),
        ("本套表金额单位：千元", "", "千元", "本套表"),
    ] {
        assert_eq!(read(line), Some((department.into(), unit.into(), rest.into())), "{line}");
    }
}

#[test]
fn no_unit_lines() {
    for line in [
        "",
        "部门：",
        "一、部门职责",
        "预算单位 科目编码 科目名称 支出总计",
        "三、部门预算单位构成情况",
        "人",
        "单位人",
        "金额：500",
        "其中：因公出国（境）费主要安排机关及下属预算单位人员的国际合作交流",
        "部门职责：负责全市审计工作",
        "责任单位：市教育局；配合单位：市财政局",
    ] {
        assert_eq!(unit_line(line), None, "{line}");
    }
}
