//! Lines of real disclosures, and lines that only look like headings.

use super::HeadingStyle::*;
use super::contents::{ContentsLine, Leader, contents_line};
use super::*;

#[test]
fn headings() {
    for (line, style, number, title, printed) in [
        ("第一部分 概况", Part, 1, "概况", "第一部分"),
        ("第一部分：部门概况", Part, 1, "部门概况", "第一部分"),
        ("第一部分", Part, 1, "", "第一部分"),
        ("第一部分单位概况", Part, 1, "单位概况", "第一部分"),
        ("第 二 部 分      省检察院 2017 年度部门预算表", Part, 2, "省检察院 2017 年度部门预算表", "第 二 部 分"),
        ("第3部分、名词解释", Part, 3, "名词解释", "第3部分"),
        ("一、部门职责", Han, 1, "部门职责", "一、"),
        ("十二、“三公”经费", Han, 12, "“三公”经费", "十二、"),
        ("三、三公经费情况", Han, 3, "三公经费情况", "三、"),
        ("二 、收入预算情况", Han, 2, "收入预算情况", "二 、"),
        ("（一）主要职能", HanBracketed, 1, "主要职能", "（一）"),
        ("(十五)对个人和家庭的补助", HanBracketed, 15, "对个人和家庭的补助", "(十五)"),
        ("（九)社会保险基金支出", HanBracketed, 9, "社会保险基金支出", "（九)"),
        ("㈠ 概况", HanBracketed, 1, "概况", "㈠"),
        ("3.公务接待情况", Arabic, 3, "公务接待情况", "3."),
        ("2、机构设置", Arabic, 2, "机构设置", "2、"),
        ("14．推进汽车产业发展", Arabic, 14, "推进汽车产业发展", "14．"),
        ("7．2025年部门国有资本经营预算支出功能分类预算表", Arabic, 7, "2025年部门国有资本经营预算支出功能分类预算表", "7．"),
        ("3. 2026年预算单位支出预算总表", Arabic, 3, "2026年预算单位支出预算总表", "3."),
        ("（2）公务用车运行费", ArabicBracketed, 2, "公务用车运行费", "（2）"),
        ("⑴ 行政运行", ArabicBracketed, 1, "行政运行", "⑴"),
        ("①100 米游泳", Circled, 1, "100 米游泳", "①"),
    ] {
        let want = Heading { level: style.level(), number, style, title, printed };
        assert_eq!(heading(line), Some(want), "{line}");
    }
}

#[test]
fn no_headings() {
    for line in [
        "",
        "1.25万元",
        "1. 25万元",
        "159.40   159.40         0.00",
        "7.01%，主要原因：车辆达到报废年限",
        "2026.1",
        "2026年1月5日",
        "12.31前完成",
        "2025）》的相关要求",
        "12）的要求",
        "（2026）12号",
        "一、一般公共预算拨款收入          6053.42   一、一般公共服务支出",
        "一、国防支出 6,053.42",
        "三、国防支出 12",
        "2、公务接待费                         4.12",
        "1、一般公共预算\t136,507,899.71",
        "一、二级项目",
        "一、二、三产业",
        "二〇二六、",
        "第二条 上海市普陀区财政局是主管全区财政工作的区政府工作部门",
        "一、收入支出决算总体情况说明...... 15",
        "1.",
        "（1）",
        "-12、三",
        "01、概况",
    ] {
        assert_eq!(heading(line), None, "{line}");
    }
}

#[test]
fn titles_and_list_items() {
    let shape = |line| heading(line).map(|heading| heading.looks_like_title());
    assert_eq!(shape("一、部门职责"), Some(true));
    assert_eq!(shape("（一）公务接待费28.50万元，与2024年预算持平。"), Some(false));
    assert_eq!(shape("10.上年结转结余 12846.2 万元。"), Some(false));
}

#[test]
fn contents_lines() {
    use Leader::*;
    for (line, title, page, leader) in [
        ("一、本部门职责.....\t1", "一、本部门职责", Some(1), Dots),
        (
            "第三部分 国家信访局 2024 年度部门决算情况说明 ......14",
            "第三部分 国家信访局 2024 年度部门决算情况说明",
            Some(14),
            Dots,
        ),
        ("一、部门主要职能 ………………………………", "一、部门主要职能", None, Dots),
        ("四、部门预算编制说明………… 5", "四、部门预算编制说明", Some(5), Dots),
        ("二、机构设置········· - 3 -", "二、机构设置", Some(3), Dots),
        ("二、机构设置．．．．．（3）", "二、机构设置", Some(3), Dots),
        ("三、预算表－－－－－ 7", "三、预算表", Some(7), Dots),
        ("三、预算表. . . . . . 7", "三、预算表", Some(7), Dots),
        ("一、收支总表\t6", "一、收支总表", Some(6), Tab),
        ("第二部分 部门预算表    12", "第二部分 部门预算表", Some(12), Gap),
        ("三、出决算表 PAGEREF _Toc25831 h 3", "三、出决算表", Some(3), Field),
        ("HYPERLINK \\l \"_Toc1\" 一、概况 PAGEREF _Toc1 \\h 12", "一、概况", Some(12), Field),
    ] {
        assert_eq!(contents_line(line), Some(ContentsLine { title, page, leader }), "{line}");
    }
}

#[test]
fn no_contents_lines() {
    for line in [
        "",
        "一、部门职责",
        "工作有待加强……",
        "第二部分 2026",
        "....... 5",
        "- 17 -",
        "国防支出  579.00  12",
        "12.50",
        "收入  2026",
        "总数      308",
    ] {
        assert_eq!(contents_line(line), None, "{line}");
    }
}
