//! Tables of text, read: what each row is and whether it counts.

use super::read;
use super::types::{Direction, Role, RowKind, Table};
use crate::layout::native::{Flow, lay_out_text};

/// The first table under a title, from fields with a blank between them; `_` is an empty field.
fn table(rows: &str) -> Table {
    let rows: String = rows.trim().lines().map(|row| row.trim().replace(' ', "\t").replace('_', "") + "\n").collect();
    let text = format!("甲县某局2026年部门预算\n\n部门支出总表\n单位：万元\n{rows}");
    let (outline, _) = crate::outline::outline(lay_out_text(&text).0);
    read(&outline.tables[0], None, &mut Vec::new())
}

/// The rows of a side as `level`, `>` for a part, `*` for one that counts; `T` and `S` for totals.
fn side(table: &Table, side: u8) -> Vec<String> {
    let row = |row: &super::Row| {
        let entry = row.on(side);
        match entry.kind {
            RowKind::Total => return "T".to_owned(),
            RowKind::Subtotal => return "S".to_owned(),
            RowKind::Blank => return String::new(),
            RowKind::Item | RowKind::Heading => {}
        }
        let level = entry.level.map_or("-".to_owned(), |level| level.to_string());
        format!("{level}{}{}", if entry.of_which { ">" } else { "" }, if entry.counts { "*" } else { "" })
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn what_counts_makes_the_total_once() {
    for (what, rows, want) in [
        (
            "a class and its items",
            "科目编码 科目名称 合计 基本支出 项目支出
             201 一般公共服务支出 9.00 5.00 4.00
             20103 政府办公厅 9.00 5.00 4.00
             2010301 行政运行 5.00 5.00 _
             2010302 一般行政管理事务 4.00 _ 4.00
             合计 _ 9.00 5.00 4.00",
            &["1", "2", "3*", "3*", "T"][..],
        ),
        (
            "an item is withheld",
            "科目编码 科目名称 合计 基本支出 项目支出
             204 公共安全支出 9.00 5.00 4.00
             20402 公安 9.00 5.00 4.00
             2040201 行政运行 5.00 5.00 _
             合计 _ 9.00 5.00 4.00",
            &["1", "2*", "3", "T"],
        ),
        (
            "one figure is not shown",
            "科目编码 科目名称 合计 基本支出 项目支出
             204 公共安全支出 9.00 5.00 4.00
             2040201 行政运行 5.00 _ _
             2040202 一般行政管理事务 4.00 _ 4.00
             合计 _ 9.00 5.00 4.00",
            &["1", "3*", "3*", "T"],
        ),
        (
            "a chain of groups",
            "项目名称 合计 一般公共预算 政府性基金
             合计 9.00 9.00 _
             甲县水文站 9.00 9.00 _
             专用项目 4.00 4.00 _
             档案整理 4.00 4.00 _
             通用项目 5.00 5.00 _
             系统运维 5.00 5.00 _",
            &["T", "1", "2", "3*", "2", "3*"],
        ),
        (
            "a class without items among items",
            "科目编码 科目名称 合计 基本支出 项目支出
             2120601 建设市场管理与监督 5.00 5.00 _
             21298 超长期特别国债安排的支出 4.00 _ 4.00
             2130301 行政运行 3.00 3.00 _
             2130399 其他水利支出 1.00 _ 1.00
             合计 _ 20.00 15.00 5.00",
            &["3*", "3*", "3*", "3*", "T"],
        ),
        (
            "a first row without a label",
            "科目编码 科目名称 合计 基本支出 项目支出
             _ _ 9.00 5.00 4.00
             2010301 行政运行 5.00 5.00 _
             2010302 一般行政管理事务 4.00 _ 4.00",
            &["T", "3*", "3*"],
        ),
        (
            "a last row without a label",
            "单位编码 合计 一般公共预算资金 上年结转
             015 9.00 8.50 0.50
             015001 8.00 7.60 0.40
             015002 1.00 0.90 0.10
             _ 9.00 8.50 0.50",
            &["1", "2*", "2*", "T"],
        ),
        (
            "groups without codes",
            "项目名称 合计 一般公共预算 政府性基金
             合计 9.00 9.00 _
             其他运转类 4.00 4.00 _
             档案整理 1.00 1.00 _
             系统运维 3.00 3.00 _
             特定目标类 5.00 5.00 _
             堤防加固 5.00 5.00 _",
            &["T", "1", "2*", "2*", "1", "2*"],
        ),
        (
            "groups of one project beside projects of one figure",
            "单位（项目）名称 项目金额 项目简介
             合计 100.00 _
             全额 100.00 _
             甲县河道管理所 70.00 _
             通用项目 29.00 _
             维修改造 20.00 _
             堤防加固 10.00 _
             闸门更换 10.00 _
             大型活动 9.00 _
             节水宣传 9.00 _
             专用项目 41.00 _
             其他履职尽责专项业务费 41.00 _
             水量调度 20.00 _
             水质监测 21.00 _
             甲县水文站 30.00 _
             通用项目 30.00 _
             委托咨询业务 5.00 _
             法律顾问 5.00 _
             专项购置 25.00 _
             办公设备购置 5.00 _
             测量设备购置 20.00 _",
            &["T", "1", "2", "3", "4", "5*", "5*", "4", "5*", "3", "4", "5*", "5*", "2", "3", "4", "5*", "4", "5*", "5*"],
        ),
        (
            "two items of one figure are no group",
            "项目名称 合计 一般公共预算 政府性基金
             合计 9.00 9.00 _
             档案整理 3.00 3.00 _
             系统运维 3.00 3.00 _
             堤防加固 3.00 3.00 _",
            &["T", "-*", "-*", "-*"],
        ),
        (
            "units above their functions",
            "科目编码 科目名称 合计 基本支出 项目支出
             337001 甲县河道管理所 9.00 5.00 4.00
             2010301 行政运行 5.00 5.00 _
             2010302 一般行政管理事务 4.00 _ 4.00
             337002 甲县水文站 2.00 2.00 _
             2010350 事业运行 2.00 2.00 _
             合计 _ 11.00 7.00 4.00",
            &["1", "4*", "4*", "1", "4*", "T"],
        ),
        (
            "a unit column before the codes",
            "单位名称 科目编码 科目名称 合计 基本支出 项目支出
             甲县水文站 201 一般公共服务支出 5.00 5.00 _
             甲县水文站 2010301 行政运行 5.00 5.00 _
             合计 _ _ 5.00 5.00 _",
            &["1", "3*", "T"],
        ),
        (
            "relative codes",
            "科目编码 科目名称 合计 基本支出 项目支出
             208 社会保障和就业支出 5.00 5.00 _
             05 行政事业单位养老支出 5.00 5.00 _
             01 行政单位离退休 2.00 2.00 _
             05 机关事业单位基本养老保险缴费支出 3.00 3.00 _
             合计 _ 5.00 5.00 _",
            &["1", "2", "3*", "3*", "T"],
        ),
        (
            "names by the list",
            "功能分类科目名称 合计 基本支出 项目支出
             合计 5.00 5.00 _
             社会保障和就业支出 5.00 5.00 _
             行政事业单位养老支出 5.00 5.00 _
             行政单位离退休 2.00 2.00 _
             事业单位离退休 3.00 3.00 _",
            &["T", "1", "2", "3*", "3*"],
        ),
        (
            "column numbers are no amounts",
            "科目编码 科目名称 合计 基本支出 项目支出
             ** ** 1 2 3
             2010301 行政运行 5.00 5.00 _
             合计 _ 5.00 5.00 _",
            &["3*", "T"],
        ),
    ] {
        assert_eq!(side(&table(rows), 0), want, "{what}");
    }
}

#[test]
fn each_side_has_levels_of_its_own() {
    let table = table(
        "收入 _ 支出 _
         项目 预算数 项目 预算数
         一、一般公共预算拨款 9.00 一、一般公共服务支出 9.00
         其中：专项收入 2.00 二、外交支出 0.50
         二、政府性基金 1.00 三、国防支出 0.50
         本年收入 10.00 本年支出 10.00
         上年结转 3.00 结转下年 3.00
         一、一般公共预算拨款 2.00 _ _
         二、政府性基金 1.00 _ _
         收入总计 13.00 支出总计 13.00",
    );
    assert_eq!(side(&table, 0), ["1*", "2>", "1*", "S", "1", "2*", "2*", "T"]);
    assert_eq!(side(&table, 1), ["1*", "1*", "1*", "S", "1*", "", "", "T"]);
}

#[test]
fn what_is_numbered_anew_below_a_first_number_stands_below_it() {
    let rows = |withheld: &str| {
        table(&format!(
            "项目 预算数 项目 预算数
             一、本年收入 9.00 一、本年支出 9.00
             （一）一般公共预算拨款 9.00 一、一般公共服务支出 3.00
             （二）政府性基金预算拨款 _ 二、国防支出 {withheld}
             _ _ 三、教育支出 4.00
             二、上年结转 1.00 二、年终结转结余 1.00
             收入总计 10.00 支出总计 10.00"
        ))
    };
    assert_eq!(side(&rows("2.00"), 1), ["1", "2*", "2*", "2*", "1*", "T"]);
    // A class is withheld.
    assert_eq!(side(&rows("_"), 1), ["1*", "2", "2", "2", "1*", "T"]);
}

#[test]
fn headings_over_one_heading_are_headings() {
    let table = table(
        "预算数 _ _ _ 决算数 _ _ _
         合计 公务接待费 公务用车购置及运行维护费 _ 合计 公务接待费 公务用车购置及运行维护费 _
         _ _ 小计 公务用车运行维护费 _ _ 小计 公务用车运行维护费
         栏次 2 3 4 5 6 7 8
         4.90 1.00 3.90 3.90 4.80 1.00 3.80 3.80",
    );
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.columns[2].path, ["预算数", "公务用车购置及运行维护费", "小计"]);
}

#[test]
fn items_of_income_and_expenditure_stand_on_sides_of_their_own() {
    let table = table(
        "收入项目 预算金额 支出项目 预算金额
         一、一般公共预算拨款收入 9.00 一、一般公共服务支出 6.00
         二、政府性基金预算拨款收入 _ 二、卫生健康支出 3.00
         收入合计 9.00 支出合计 9.00",
    );
    assert_eq!(table.columns.iter().map(|column| column.side).collect::<Vec<_>>(), [0, 0, 1, 1]);
    assert_eq!(table.columns[1].direction, Some(Direction::Income));
    assert_eq!((table.columns[3].direction, table.columns[2].meaning), (Some(Direction::Expenditure), Some("name")));
}

#[test]
fn expenditure_by_purpose_is_a_side() {
    let table = table(
        "收入 _ 支出 _ _ _
         项目 预算数 支出用途 预算数 支出功能分类 预算数
         一、财政拨款收入 9.00 一、基本支出 6.00 一、一般公共服务支出 9.00
         二、单位资金 _ 二、项目支出 3.00 _ _
         收入总计 9.00 支出总计 9.00 支出总计 9.00",
    );
    assert_eq!(table.columns.iter().map(|column| column.side).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 2]);
}

#[test]
fn income_and_expenditure_may_be_written_down_a_cell_beside_their_rows() {
    let page = "<html><body><p>甲县某局2026年部门预算</p><p>部门收支总表</p><p>单位：万元</p><table>\
        <tr><td></td><td>项目</td><td>金额</td><td></td><td>项目</td><td>金额</td></tr>\
        <tr><td rowspan=3>收<br>入</td><td>一、一般公共预算拨款收入</td><td>9.00</td>\
        <td rowspan=3>支<br>出</td><td>一、一般公共服务支出</td><td>6.00</td></tr>\
        <tr><td>二、单位资金收入</td><td>1.00</td><td>二、卫生健康支出</td><td>4.00</td></tr>\
        <tr><td>收入总计</td><td>10.00</td><td>支出总计</td><td>10.00</td></tr></table></body></html>";
    let (outline, _) = crate::outline::outline(Flow::Html.lay_out(page.as_bytes()).sheets);
    let table = read(&outline.tables[0], None, &mut Vec::new());
    assert_eq!((table.columns[2].path.join("/"), table.columns[5].path.join("/")), ("收入/金额".into(), "支出/金额".into()));
    assert_eq!(table.columns.iter().map(|column| column.side).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1]);
    assert_eq!(table.columns[0].role, Role::Text);
}

#[test]
fn codes_of_classes_may_head_columns() {
    let table = table(
        "科目编码 科目名称 合计 301工资福利支出 _ 302商品和服务支出 _
         _ _ _ 30101 30102 30201 30202
         _ _ _ 基本工资 津贴补贴 办公费 印刷费
         2010301 行政运行 9.00 3.00 2.00 3.00 1.00",
    );
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.columns[3].path, ["301工资福利支出", "30101", "基本工资"]);
}

#[test]
fn numbers_of_columns_may_say_what_they_are_made_of() {
    for numbers in ["栏次 _ 1=2+3 2 3 4=2/1×100%", "1 2 3=4+5 4 5 6=（4-5）/3", "** ** 1=2+…+8 2 3 4"] {
        let rows = format!("科目编码 科目名称 合计 基本支出 项目支出 完成率\n{numbers}\n2010301 行政运行 5.00 3.00 2.00 _");
        assert_eq!(table(&rows).rows.len(), 1, "{numbers}");
    }
}

#[test]
fn a_line_without_a_number_heads_the_numbered_ones_below_its_which() {
    let table = table(
        "项目 预算数
         行政经费 9.00
         “三公”经费 26.11
         其中：（一）因公出国（境）费 _
         （二）公务用车购置及运行维护费 24.80
         1.公务用车购置费 4.80
         2.公务用车运行维护费 20.00
         （三）公务接待费 1.31",
    );
    assert_eq!(side(&table, 0), ["1*", "1", "2>", "2", "3*", "3*", "2*"]);
}

#[test]
fn an_amount_that_needs_the_room_of_a_label_stands_in_the_column_of_amounts() {
    let row = |name: &str, amounts: [&str; 3]| {
        let [total, basic, project] = amounts;
        format!("<tr><td>{name}</td><td>30201-办公费</td><td>{total}</td><td>{basic}</td><td>{project}</td></tr>")
    };
    let html = format!(
        "<p>甲县某局2026年部门预算</p><p>部门支出总表</p><p>单位：万元</p><table>\
         <tr><td>功能分类科目</td><td>部门支出经济分类科目</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>{}{}\
         <tr><td>合计</td><td colspan=2>1,000,009.00</td><td>5.00</td><td>1,000,004.00</td></tr></table>",
        row("2130301-行政运行", ["5.00", "5.00", ""]),
        row("2130311-水资源节约管理与保护", ["1,000,004.00", "", "1,000,004.00"]),
    );
    let (outline, _) = crate::outline::outline(Flow::Html.lay_out(html.as_bytes()).sheets);
    let table = read(&outline.tables[0], None, &mut Vec::new());
    let cells = &table.rows[2].cells;
    let printed: Vec<Option<&str>> = cells.iter().map(|cell| cell.as_ref().map(|c| c.printed.as_str())).collect();
    assert_eq!(printed, [Some("合计"), None, Some("1,000,009.00"), Some("5.00"), Some("1,000,004.00")]);
    assert_eq!(side(&table, 0), ["3*", "3*", "T"]);
}

/// 江苏 prints procurement in steps: each row fills the columns of one step, and what is bought may cost what stands above it.
#[test]
fn columns_of_labels_that_go_down_in_steps_are_levels() {
    let row = |cells: [&str; 6]| cells.map(|cell| format!("<td>{cell}</td>")).concat();
    let rows = [
        ["合计", "", "", "", "", "45.00"],
        ["一、货物A", "", "", "", "", "18.00"],
        ["", "设备购置费", "办公设备购置", "", "", "9.00"],
        ["", "", "", "家具用具", "分散自行组织", "9.00"],
        ["", "审判专项业务费", "印刷费", "", "", "9.00"],
        ["", "", "", "印刷品", "分散自行组织", "9.00"],
        ["二、服务C", "", "", "", "", "27.00"],
        ["", "案件审判经费", "维修（护）费", "", "", "9.00"],
        ["", "", "", "运行维护服务", "分散自行组织", "9.00"],
        ["", "", "物业管理费", "", "", "18.00"],
        ["", "", "", "物业管理服务", "分散自行组织", "6.00"],
        ["", "", "", "", "部门集中采购", "12.00"],
    ];
    let rows: String = rows.map(|cells| format!("<tr>{}</tr>", row(cells))).concat();
    let html = format!(
        "<p>甲县法院2026年部门预算</p><p>政府采购支出预算表</p><p>单位：万元</p><table><tr>{}</tr>{rows}</table>",
        row(["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"]),
    );
    let (outline, _) = crate::outline::outline(Flow::Html.lay_out(html.as_bytes()).sheets);
    let table = read(&outline.tables[0], None, &mut Vec::new());
    assert_eq!(side(&table, 0), ["T", "1", "2", "3*", "2", "3*", "1", "2", "3*", "2", "3*", "3*"]);
}

/// A draft prints its total above the rows, without a word, in full; at the foot it is rounded.
#[test]
fn a_row_without_a_label_that_rounds_to_the_total_is_the_total() {
    let table = table("项目 预算数\n_ 30.46\n一、公共安全支出 10\n二、教育支出 20\n支出总计 30");
    assert_eq!(side(&table, 0), ["T", "1*", "1*", "T"]);
}
