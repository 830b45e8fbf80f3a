//! What rows, columns and amounts mean, on small tables written as tab-separated text of invented places.

use gongkai::content::{Direction, RowKind, Table};
use gongkai::decimal::Decimal;
use gongkai::extraction::{Extraction, extract};
use gongkai::record::Record;
use gongkai::source::Source;
use std::path::Path;

/// Reads a text as `gongkai extract` would.
fn read(text: &str) -> Extraction {
    extract(Source::new(Path::new("invented.txt"), text.as_bytes().to_vec()))
}

/// A disclosure of one body with the given tables below its title.
fn disclosure(tables: &str) -> Extraction {
    read(&format!("青崖县财政局2024年部门预算公开\n\n第一部分 概况\n\n第二部分 2024年部门预算表\n\n{tables}\n"))
}

fn table<'e>(extraction: &'e Extraction, id: &str) -> &'e Table {
    extraction.content.tables.iter().find(|t| t.id == Some(id)).unwrap_or_else(|| panic!("no table {id}"))
}

fn record<'e>(extraction: &'e Extraction, table: &str, printed: &str) -> &'e Record {
    let found = extraction.records.iter().find(|r| r.table == Some(table) && r.printed == printed);
    found.unwrap_or_else(|| panic!("no {printed} in {table}"))
}

const BALANCE: &str = "2024年收支总表\n\n部门：青崖县财政局\n\n单位：万元\n\n\
收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
一、一般公共预算拨款收入\t120.50\t一、一般公共服务支出\t100.50\n\
二、事业收入\t\t二、社会保障和就业支出\t20.00\n\
收入总计\t120.50\t支出总计\t120.50\n";

#[test]
fn each_side_of_a_balance_keeps_its_own_amounts() {
    let read = disclosure(BALANCE);
    let balance = table(&read, "B01");
    assert_eq!(balance.columns.iter().map(|c| c.side).collect::<Vec<_>>(), [0, 0, 1, 1]);
    let service = record(&read, "B01", "100.50");
    assert_eq!(service.direction, Some(Direction::Expenditure));
    assert_eq!(service.function_name.as_deref(), Some("一、一般公共服务支出"));
    assert_eq!(service.amount_yuan, Some(Decimal::from(1_005_000)));
    let income = read.records.iter().find(|r| r.printed == "120.50" && !r.is_total).expect("the income");
    assert_eq!((income.direction, income.function_code.as_deref()), (Some(Direction::Income), None));
}

#[test]
fn a_class_is_known_by_its_name_whatever_number_stands_before_it() {
    let read = disclosure(BALANCE);
    let pension = record(&read, "B01", "20.00");
    // 二、 is 外交 in the full list of classes; here it is the second class with an amount.
    assert_eq!((pension.function_code.as_deref(), pension.code_by_name), (Some("208"), true));
}

#[test]
fn an_ambiguous_name_keeps_its_candidates() {
    let read = disclosure(
        "2024年一般公共预算基本支出表\n\n单位：元\n\n经济分类科目名称\t合计\t人员经费\t公用经费\n\
         合计\t3,000.00\t2,000.00\t1,000.00\n办公设备购置\t1,000.00\t\t1,000.00\n基本工资\t2,000.00\t2,000.00\t\n",
    );
    let desks = record(&read, "B06", "1,000.00");
    let office = read.records.iter().find(|r| r.label.as_deref() == Some("办公设备购置")).expect("the row");
    assert_eq!((office.economic_code.as_deref(), &office.code_candidates[..]), (None, &["30902", "31002"][..]));
    let pay = read.records.iter().find(|r| r.economic_name.as_deref() == Some("基本工资")).expect("the row");
    assert_eq!((pay.economic_code.as_deref(), pay.amount_yuan), (Some("30101"), Some(Decimal::from(2_000))));
    assert!(desks.is_total);
}

#[test]
fn counts_borrow_no_unit_of_money() {
    let read = disclosure(
        "2024年政府采购预算表\n\n单位：万元\n\n采购项目\t数量\t预算金额\n合计\t3\t4.50\n打印机\t2\t1.50\n车辆（辆）\t1\t3.00\n",
    );
    let count = read.records.iter().find(|r| &*r.measure == "数量" && r.printed == "2").expect("the number of printers");
    assert_eq!((count.amount_yuan, count.unit), (None, None));
    let price = read.records.iter().find(|r| r.printed == "1.50").expect("their price");
    assert_eq!(price.amount_yuan, Some(Decimal::from(15_000)));
}

#[test]
fn rows_say_their_depth_and_what_they_are_part_of() {
    let read = disclosure(
        "2024年一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t5.00\t4.00\n\
         201\t一般公共服务支出\t9.00\t5.00\t4.00\n20103\t政府办公厅（室）及相关机构事务\t9.00\t5.00\t4.00\n\
         2010301\t行政运行\t5.00\t5.00\t\n2010302\t一般行政管理事务\t4.00\t\t4.00\n",
    );
    let rows = &table(&read, "B05").rows;
    let seen: Vec<_> = rows.iter().map(|r| (r.kind, r.level)).collect();
    let item = |level| (RowKind::Item, Some(level));
    assert_eq!(seen, [(RowKind::Total, None), item(1), item(2), item(3), item(3)]);
    let part = disclosure(
        "2024年“三公”经费支出表\n\n单位：万元\n\n项目\t预算数\n公务用车购置及运行费\t2.00\n其中：公务用车购置费\t0.00\n公务用车运行费\t2.00\n",
    );
    assert_eq!(table(&part, "B07").rows.iter().map(|r| r.of_which).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn units_that_cannot_both_be_right_are_told() {
    let total = |unit: &str, amount: &str| {
        format!(
            "单位：{unit}\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n201\t一般公共服务支出\t{amount}\t{amount}\t\n合计\t\t{amount}\t{amount}\t\n"
        )
    };
    let wrong = disclosure(&format!("{BALANCE}\n2024年支出总表\n\n{}", total("万元", "1,205,000.00")));
    assert!(wrong.diagnostics.iter().any(|d| d.code == "record.unit_contradiction"));
    let right = disclosure(&format!("{BALANCE}\n2024年支出总表\n\n{}", total("元", "1,205,000.00")));
    assert!(right.diagnostics.iter().all(|d| d.code != "record.unit_contradiction"));
}

#[test]
fn a_listed_table_that_is_not_there_is_missed() {
    let contents =
        "目 录\n\n第一部分 概况\t1\n第二部分 2024年部门预算表\t2\n收支总表.....\t2\n支出总表.....\t3\n第三部分 名词解释\t9\n\n";
    let text = format!("青崖县财政局2024年部门预算公开\n\n{contents}第一部分 概况\n\n第二部分 2024年部门预算表\n\n{BALANCE}");
    let missing: Vec<String> =
        read(&text).diagnostics.into_iter().filter(|d| d.code == "content.listed_missing").map(|d| d.message).collect();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].contains("支出总表"), "{missing:?}");
}

/// 表三 and 表五 have the same headings, so nothing but the contents can tell them apart.
#[test]
fn tables_that_have_only_numbers_are_what_the_contents_call_them() {
    let rows =
        "单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n201\t一般公共服务支出\t9.00\t9.00\t\n合计\t\t9.00\t9.00\t\n";
    let body = format!("第二部分 2024年部门预算表\n\n{BALANCE}\n表三\n{rows}\n表五\n{rows}");
    let ids = |contents: &str| -> Vec<Option<&'static str>> {
        let text = format!("青崖县财政局2024年部门预算公开\n\n{contents}第一部分 概况\n\n{body}");
        read(&text).content.tables.iter().map(|table| table.id).collect()
    };
    let listed = "目 录\n\n第一部分 概况\t1\n表三部门支出总表.....\t3\n表五一般公共预算支出表.....\t4\n第三部分 名词解释\t9\n\n";
    assert_eq!(ids(listed)[1..], [Some("B03"), Some("B05")]);
    assert_eq!(ids("")[1..], [None, None]);
}

#[test]
fn an_empty_table_is_declared_or_not() {
    let rows = "单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t\t\t\n";
    let declared = disclosure(&format!("{BALANCE}\n2024年政府性基金预算支出表\n\n{rows}\n注：本表无数据\n"));
    let fund = table(&declared, "B08");
    assert!(fund.empty && fund.declared_empty);
    let silent = disclosure(&format!("{BALANCE}\n2024年政府性基金预算支出表\n\n{rows}"));
    let fund = table(&silent, "B08");
    assert!(fund.empty && !fund.declared_empty);
}

#[test]
fn a_note_tells_a_table_that_has_no_title() {
    let told = |note: &str| {
        let text = format!(
            "2024年度柳岸县财政局部门决算\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t6.00\t3.00\n\
             201\t一般公共服务支出\t9.00\t6.00\t3.00\n{note}\n"
        );
        let read = read(&text);
        let table = &read.content.tables[0];
        (table.title.clone(), table.id, table.identity.as_ref().map(|i| i.confidence))
    };
    let shown = "注：本表反映部门本年度一般公共预算财政拨款支出情况。";
    assert_eq!(told(shown), (None, Some("F05"), Some("medium")));
    assert_eq!(told("注：本表反映部门本年度各项支出情况。").1, Some("F03"));
    assert_ne!(told("注：本表金额转换成万元时，因四舍五入可能存在尾差。").2, Some("medium"));
}
