//! Are the records right? Against the truth of the corpus, and against what must hold for every record.

use crate::common;

use gongkai::content::{Direction, Role, Table};
use gongkai::decimal::Decimal;
use gongkai::extraction::{Extraction, extract};
use gongkai::grammar::{amount, clean, squeeze, unit_of};
use gongkai::record::{Backing, BasicKind, Certainty, Doubt, Origin, Phase, Proof, Record, SourceYear};
use gongkai::source;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A disclosure of one text.
fn disclosure(text: &str) -> Extraction {
    common::disclosure("柳岸县财政局2024年部门预算", text)
}

fn find<'e>(extraction: &'e Extraction, label: &str, measure: &str) -> &'e Record {
    let named = |r: &&Record| r.label.as_deref() == Some(label) || r.coded().1 == Some(label);
    let found = extraction.records.iter().find(|r| named(r) && r.measure.ends_with(measure));
    found.unwrap_or_else(|| panic!("no {label} / {measure} in {:#?}", extraction.records))
}

/// The sum of each table's records is the sum of its printed figures times its unit, as the truth has them.
#[test]
fn records_add_up_to_the_truth() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for document in common::corpus() {
        let truth = common::json(&document.with_extension("truth.json"));
        let extraction = extract(source::read(&document).expect("a document"));
        for table in truth["tables"].as_array().expect("tables") {
            let title = table["title"].as_str().unwrap_or_default();
            let Some(index) = extraction.content.tables.iter().position(|t| is_of(t, table)) else { continue };
            let Some(unit) = table["unit"].as_str().and_then(unit_of).filter(|u| u.is_money()) else { continue };
            let found = &extraction.content.tables[index];
            // Columns with a unit of their own (数量, %) are no money.
            let money = |at: &usize| {
                let column = &found.columns[*at];
                column.role == Role::Amount && !column.counts && column.unit.is_none()
            };
            let columns: Vec<usize> = (0..found.columns.len()).filter(money).collect();
            let cells = table["rows"].as_array().expect("rows").iter().flat_map(|row| columns.iter().map(move |c| &row[*c]));
            let printed: Decimal =
                cells.filter_map(|cell| amount::amount(cell.as_str().unwrap_or_default())).map(|amount| amount.value).sum();
            let ours = extraction.records.iter().filter(|r| r.origin == Origin::Table && r.table_index == index);
            let in_yuan: Decimal = ours.filter(|r| columns.contains(&r.column)).filter_map(|r| r.amount_yuan).sum();
            let expected = printed * unit.factor().expect("money");
            compared += 1;
            if in_yuan != expected {
                wrong.push(format!("{} {title}: {in_yuan} yuan, the truth adds up to {expected}", common::stem_of(&document)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared >= 60, "only {compared} tables were compared");
}

/// The table of a truth: the same first page and title, the number before it or not.
fn is_of(table: &Table, truth: &Value) -> bool {
    let plain = |text: &str| squeeze(&clean(text));
    let (title, found) = (plain(truth["title"].as_str().unwrap_or_default()), plain(table.title.as_deref().unwrap_or_default()));
    let page = table.pages.first().map(|p| u64::from(*p));
    page == truth["page_from"].as_u64() && (title == found || title == plain(table.number.as_deref().unwrap_or("")) + &found)
}

#[test]
fn invariants_hold_in_the_corpus() {
    hold(&common::corpus());
}

#[test]
fn invariants_hold_in_the_shared_corpus() {
    hold(&common::shared_corpus());
}

/// What must hold for every record of every document.
fn hold(documents: &[PathBuf]) {
    let mut broken = Vec::new();
    for path in documents {
        let extraction = extract(source::read(path).expect("a document"));
        let mut seen = BTreeSet::new();
        for record in &extraction.records {
            let mut say = |what: &str| broken.push(format!("{}: {what}: {record:?}", common::stem_of(path)));
            let place = (record.origin as u8, record.table_index, record.row, record.column);
            if !seen.insert(place) {
                say("two records of one figure");
            }
            match record.origin {
                Origin::Table => {
                    let table = &extraction.content.tables[record.table_index];
                    let cell = table.rows[record.row].cells[record.column].as_ref();
                    if cell.map(|c| c.printed.as_str()) != Some(record.printed.as_str()) {
                        say("the printed text is not that of its cell");
                    }
                    // 收入 beside 支出: a record belongs to the side of its column.
                    let column = &table.columns[record.column];
                    let both = table.columns.iter().any(|c| c.side != column.side);
                    if both && column.direction.is_some() && record.direction != column.direction {
                        say("the direction is not that of its side");
                    }
                }
                Origin::Form => {
                    let fund = &extraction.content.forms[record.table_index].funds[record.row];
                    if fund.printed != record.printed {
                        say("the printed text is not that of its fund");
                    }
                }
                Origin::Statement => {
                    if extraction.content.statements[record.table_index].amount_yuan != record.amount_yuan {
                        say("the amount is not that of its statement");
                    }
                }
            }
            let begins = |code: Option<&str>, with: char| code.is_none_or(|c| c.starts_with(with));
            if !begins(record.function_code.as_deref(), '2')
                || !begins(record.economic_code.as_deref(), '3')
                || !begins(record.gov_economic_code.as_deref(), '5')
            {
                say("a code of another classification");
            }
            if record.basic_kind.is_some() && record.expenditure_kind.is_none() {
                say("a part of basic expenditure of no kind");
            }
            if record.amount_yuan.is_some() && record.unit.is_none() {
                say("an amount without a unit");
            }
        }
    }
    let shown: Vec<&str> = broken.iter().take(10).map(String::as_str).collect();
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), shown.join("\n"));
}

#[test]
fn a_column_of_last_year_is_of_last_year() {
    let read = disclosure(
        "2024年一般公共预算“三公”经费支出表\n\n单位：万元\n\n项目\t2023年预算数\t2024年预算数\t增减额\n\
         合计\t3.00\t2.00\t-1.00\n公务接待费\t3.00\t2.00\t-1.00\n",
    );
    let last = find(&read, "公务接待费", "2023年预算数");
    assert_eq!((last.fiscal_year, last.phase, last.item), (Some(2023), Some(Phase::Approved), Some("reception")));
    let this = find(&read, "公务接待费", "2024年预算数");
    assert_eq!((this.fiscal_year, this.fund_source), (Some(2024), Some("general_public_budget")));
    let change = find(&read, "公务接待费", "增减额");
    assert_eq!((change.phase, change.meaning), (None, Some("change")));
    assert!([last, this, change].iter().all(|r| r.direction == Some(Direction::Expenditure)));
}

#[test]
fn each_side_has_its_own_labels_money_and_level() {
    let read = disclosure(
        "2024年部门收支总表\n\n单位：万元\n\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n\
         一、一般公共预算拨款收入\t80.00\t一、一般公共服务支出\t60.00\n\
         二、财政专户管理资金收入\t5.00\t二、教育支出\t25.00\n\
         本年收入合计\t85.00\t本年支出合计\t85.00\n上年结转\t10.00\t结转下年\t10.00\n收入总计\t95.00\t支出总计\t95.00\n",
    );
    let grant = find(&read, "一、一般公共预算拨款收入", "收入/预算数");
    assert_eq!((grant.direction, grant.fund_source), (Some(Direction::Income), Some("general_public_budget")));
    let account = find(&read, "二、财政专户管理资金收入", "收入/预算数");
    assert_eq!((account.fund_source, account.level), (Some("fiscal_account"), Some(1)));
    let school = find(&read, "二、教育支出", "支出/预算数");
    assert_eq!(
        (school.direction, school.function_code.as_deref(), school.level),
        (Some(Direction::Expenditure), Some("205"), Some(1))
    );
    assert_eq!((school.cofog.and_then(|c| c.codes.first().copied()), school.fund_source), (Some("09"), None));
    assert_eq!(find(&read, "上年结转", "预算数").source_year, Some(SourceYear::Carryover));
    assert_eq!(find(&read, "结转下年", "预算数").expenditure_kind, Some("carryover_out"));
}

#[test]
fn kinds_of_expenditure_come_from_the_columns() {
    let read = disclosure(
        "2024年一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t\t项目支出\n\
         \t\t\t人员经费\t公用经费\t\n合计\t\t9.00\t5.00\t1.00\t3.00\n2010601\t行政运行\t6.00\t5.00\t1.00\t\n2010699\t其他财政事务支出\t3.00\t\t\t3.00\n",
    );
    let staff = find(&read, "行政运行", "人员经费");
    assert_eq!((staff.expenditure_kind, staff.basic_kind), (Some("basic"), Some(BasicKind::Personnel)));
    assert_eq!(find(&read, "其他财政事务支出", "项目支出").expenditure_kind, Some("project"));
    let all = find(&read, "行政运行", "合计");
    assert_eq!((all.expenditure_kind, all.fund_source), (None, Some("general_public_budget")));
}

#[test]
fn of_all_expenditure_by_economic_class_only_the_basic_is_basic_expenditure() {
    let read = disclosure(
        "2024年一般公共预算支出表（按经济分类）\n\n单位：万元\n\n经济科目编码\t经济科目名称\t合计\t基本支出\t项目支出\n\
         合计\t\t9.00\t6.00\t3.00\n301\t工资福利支出\t6.00\t6.00\t\n302\t商品和服务支出\t3.00\t\t3.00\n",
    );
    let of = |label: &str, measure: &str| {
        let record = find(&read, label, measure);
        (record.table, record.variant)
    };
    assert_eq!(of("工资福利支出", "基本支出"), (Some("B06"), Some("B18")));
    assert_eq!(of("工资福利支出", "合计"), (Some("B18"), None));
    assert_eq!(of("商品和服务支出", "项目支出"), (Some("B18"), None));
}

#[test]
fn money_printed_in_two_units_counts_once() {
    let read = disclosure(
        "2024年项目支出表\n\n单位：万元\n\n项目名称\t预算金额（元）\t预算金额（万元）\n合计\t90,050.00\t9.01\n\
         系统运维\t30,000.00\t3.00\n旧桥维修\t60,050.00\t6.01\n",
    );
    assert_eq!(find(&read, "旧桥维修", "预算金额（元）").part_of, None);
    assert_eq!(find(&read, "旧桥维修", "预算金额（万元）").part_of, Some(1));
    assert_eq!(
        find(&read, "旧桥维修", "预算金额（万元）").amount_yuan,
        find(&read, "旧桥维修", "预算金额（元）").amount_yuan.map(|_| "60100".parse().unwrap())
    );
}

#[test]
fn classes_over_the_columns_are_those_of_their_amounts() {
    let read = disclosure(
        "2024年支出分类汇总表\n\n单位：万元\n\n科目编码\t科目名称\t总计\t工资福利支出\t商品和服务支出\t对个人和家庭的补助\n\
         合计\t\t9.00\t5.00\t3.00\t1.00\n2010601\t行政运行\t9.00\t5.00\t3.00\t1.00\n",
    );
    let of = |measure: &str| {
        let record = find(&read, "行政运行", measure);
        (record.function_code.as_deref(), record.economic_code.as_deref(), record.gov_economic_code.as_deref(), record.part_of)
    };
    assert_eq!(of("工资福利支出"), (Some("2010601"), Some("301"), None, Some(2)));
    // Alone it is a class of either list; beside the others it is theirs.
    assert_eq!(of("对个人和家庭的补助"), (Some("2010601"), Some("303"), None, Some(2)));
    assert_eq!(of("总计"), (Some("2010601"), None, None, None));
}

#[test]
fn what_no_list_knows_is_of_what_stands_above_it() {
    let read = disclosure(
        "2024年项目支出表\n\n单位：万元\n\n一级项目\t二级项目\t总计\t2023年一般公共预算\t\n\
         \t\t\t本级\t上级转移支付\n合计\t\t9.00\t6.00\t3.00\n城市建设类\t旧桥维修\t9.00\t6.00\t3.00\n",
    );
    let own = find(&read, "旧桥维修", "2023年一般公共预算/本级");
    assert_eq!(
        (own.fund_source, own.fiscal_year, own.project.as_deref()),
        (Some("general_public_budget"), Some(2023), Some("旧桥维修"))
    );
}

#[test]
fn a_unit_code_ends_the_codes_of_the_row_before() {
    let read = disclosure(
        "2024年部门支出总表\n\n单位：万元\n\n科目编码\t\t\t单位代码\t单位名称（科目）\t合计\n类\t款\t项\t\t\t\n\
         \t\t\t\t合计\t9.00\n\t\t\t205001\t柳岸县教育局机关\t6.00\n221\t02\t01\t205001\t住房公积金\t6.00\n\
         \t\t\t205002\t柳岸县第一中学\t3.00\n221\t02\t01\t205002\t住房公积金\t3.00\n",
    );
    let unit = find(&read, "柳岸县第一中学", "合计");
    assert_eq!((unit.function_code.as_deref(), unit.body.as_deref()), (None, Some("柳岸县第一中学")));
}

#[test]
fn a_total_of_which_nothing_is_printed_counts_itself() {
    let read = disclosure("2024年政府性基金预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\n合计\t\t5.00\n");
    assert!(find(&read, "合计", "合计").counts);
}

#[test]
fn names_are_compared_with_the_list() {
    use gongkai::record::NameMatch::{Differs, Equal, KnownVariant, LocalCode, UnknownCode};
    let read = disclosure(
        "2024年一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\n210\t医疗卫生与计划生育支出\t1.00\n\
         2010601\t事业运行\t1.00\n2010699\t其他财政事务支出\t1.00\n201069901\t柳岸县财政事务\t1.00\n2019998\t柳岸县杂项\t1.00\n",
    );
    for (name, expected) in [
        ("医疗卫生与计划生育支出", KnownVariant),
        ("事业运行", Differs),
        ("其他财政事务支出", Equal),
        ("柳岸县财政事务", LocalCode),
        ("柳岸县杂项", UnknownCode),
    ] {
        assert_eq!(find(&read, name, "合计").name_match, Some(expected), "{name}");
    }
    assert_eq!(find(&read, "事业运行", "合计").official_name, Some("行政运行"));
    let said: Vec<&str> = read.diagnostics.iter().map(|d| d.code).filter(|c| c.starts_with("record.")).collect();
    assert_eq!(said, ["record.name_differs", "record.unknown_code"]);
}

#[test]
fn units_head_their_projects() {
    let read = disclosure(
        "2024年项目支出表\n\n单位：万元\n\n单位（项目）名称\t合计\t一般公共预算\n合计\t3.00\t3.00\n\
         柳岸县财政局\t1.00\t1.00\n旧桥车站\t1.00\t1.00\n柳岸县财政局国库支付中心\t2.00\t2.00\n系统运维\t2.00\t2.00\n",
    );
    let station = find(&read, "旧桥车站", "一般公共预算");
    let own = Some("柳岸县财政局");
    assert_eq!((station.project.as_deref(), station.body.as_deref()), (Some("旧桥车站"), own), "a project may end like a body");
    let system = find(&read, "系统运维", "一般公共预算");
    assert_eq!((system.project.as_deref(), system.body.as_deref()), (Some("系统运维"), Some("柳岸县财政局国库支付中心")));
    assert_eq!((system.expenditure_kind, system.fund_source), (Some("project"), Some("general_public_budget")));
    assert_eq!(find(&read, "柳岸县财政局国库支付中心", "合计").project, None);
}

#[test]
fn a_unit_heads_its_functions_and_is_named_like_every_other() {
    let extraction = disclosure(
        "支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\n337\t柳岸县财政局本级\t5.00\t5.00\n\
         2010601\t行政运行\t5.00\t5.00\n338\t柳岸县会计站\t2.00\t2.00\n2010650\t事业运行\t2.00\t2.00\n合计\t\t7.00\t7.00\n",
    );
    let body = |label: &str| find(&extraction, label, "合计").body.clone();
    assert_eq!(body("行政运行").as_deref(), Some("柳岸县财政局本级"));
    assert_eq!(body("事业运行").as_deref(), Some("柳岸县会计站"));
    assert!(extraction.records.iter().all(|r| r.coded().0.is_none_or(|code| code.len() == 7)), "a unit has no code of a class");
}

/// A spreadsheet drops the nought of `02`: the name tells the code, and where it does not there is none.
#[test]
fn a_code_that_lost_its_nought_is_told_by_its_name() {
    let extraction = disclosure(
        "一般公共预算基本支出表\n单位：万元\n类\t款\t科目名称\t合计\n301\t\t工资福利支出\t5.00\n301\t01\t基本工资\t2.00\n\
         301\t2\t津贴补贴\t2.00\n301\t4\t某某补助\t1.00\n合计\t\t\t5.00\n",
    );
    let allowance = find(&extraction, "津贴补贴", "合计");
    assert_eq!((allowance.economic_code.as_deref(), allowance.code_by_name, allowance.level), (Some("30102"), true, Some(2)));
    assert_eq!(find(&extraction, "某某补助", "合计").economic_code, None);
}

/// What counts, of columns that are part of none, is the printed total.
#[test]
fn what_counts_adds_up_to_the_total_by_a_plain_query() {
    let extraction = disclosure(
        "支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t\n\
         201\t一般公共服务支出\t9.00\t5.00\t3.00\t2.00\t4.00\n2010601\t行政运行\t5.00\t5.00\t3.00\t2.00\t\n\
         2010602\t一般行政管理事务\t4.00\t\t\t\t4.00\n合计\t\t9.00\t5.00\t3.00\t2.00\t4.00\n",
    );
    let counted = extraction.records.iter().filter(|r| r.counts && r.part_of.is_none());
    let sum: Decimal = counted.filter_map(|r| r.amount_yuan).sum();
    assert_eq!(sum, Decimal::new(90_000, 0));
    let part_of = |measure: &str| find(&extraction, "行政运行", measure).part_of;
    assert_eq!(["合计", "小计", "人员经费", "公用经费"].map(part_of), [None, Some(2), Some(3), Some(3)]);
    assert_eq!(find(&extraction, "一般行政管理事务", "项目支出").part_of, Some(2));
}

#[test]
fn the_name_of_a_project_says_nothing_of_its_kind() {
    let extraction = disclosure(
        "项目支出表\n单位：万元\n项目名称\t合计\t一般公共预算\n外聘人员经费\t5.00\t5.00\n上年结转清理专项\t2.00\t2.00\n合计\t7.00\t7.00\n",
    );
    let record = |project: &str| {
        let found = extraction.records.iter().find(|r| r.project.as_deref() == Some(project) && r.measure == "合计");
        found.unwrap_or_else(|| panic!("no {project} in {:#?}", extraction.records))
    };
    let staff = record("外聘人员经费");
    assert_eq!((staff.expenditure_kind, staff.basic_kind), (Some("project"), None));
    assert_eq!(record("上年结转清理专项").source_year, None);
}

#[test]
fn codes_of_units_are_no_codes_of_the_classification() {
    let read = disclosure(
        "2024年收入总表\n\n单位：万元\n\n单位编码\t单位名称\t合计\n262001\t柳岸县工业局\t1.00\n262003\t柳岸县节能监察支队\t2.00\n",
    );
    let office = find(&read, "柳岸县工业局", "合计");
    assert_eq!((office.function_code.as_deref(), office.name_match, office.direction), (None, None, Some(Direction::Income)));
}

#[test]
fn statements_and_tables_are_told_apart() {
    let read = disclosure(
        "一、收支情况\n\n2024年收入预算80.00万元，比上年增加5.00万元。\n\n2024年收入总表\n\n单位：万元\n\n科目名称\t合计\n合计\t80.00\n",
    );
    let of = |origin| read.records.iter().filter(move |r| r.origin == origin).collect::<Vec<_>>();
    assert_eq!(of(Origin::Table).len(), 1);
    let said: Vec<(&str, Option<Decimal>)> = of(Origin::Statement).iter().map(|r| (&*r.measure, r.amount_yuan)).collect();
    assert_eq!(said, [("amount", Some(Decimal::from(800_000))), ("increase", Some(Decimal::from(50_000)))]);
}

/// Revenue codes have fields of their own; a number that begins with 1 beside no income is none.
#[test]
fn revenue_codes_are_told_from_other_numbers() {
    let text = "柳岸县财政局2025年度部门预算公开\n\n2025年预算收入总表\n\n部门名称：柳岸县财政局\n\n单位：万元\n\n\
                科目编码\t科目名称\t合计\n合计\t\t30.00\n103\t非税收入\t20.00\n10304\t行政事业性收费收入\t20.00\n101\t柳岸县国库中心\t10.00\n";
    let source = gongkai::source::Source::new(std::path::Path::new("a.txt"), text.as_bytes().to_vec());
    let document = gongkai::extraction::extract(source);
    let codes: Vec<_> = document.records.iter().map(|r| (r.revenue_code.as_deref(), r.revenue_name.as_deref())).collect();
    assert_eq!(codes, [(None, None), (Some("103"), Some("非税收入")), (Some("10304"), Some("行政事业性收费收入")), (None, None)]);
}

/// A sentence that names its subject says which side its amount is on.
#[test]
fn statements_have_the_direction_of_their_subject() {
    let text = "柳岸县财政局2025年度部门预算公开\n\n一、收支总体情况\n\n2025年收入预算200.00万元，支出预算180.00万元，其中：基本支出100.00万元。\
                2025年收支总预算200.00万元。机关运行经费30.00万元。\n";
    let source = gongkai::source::Source::new(std::path::Path::new("a.txt"), text.as_bytes().to_vec());
    let document = gongkai::extraction::extract(source);
    let told: Vec<_> = document.records.iter().map(|r| (r.printed.as_str(), r.direction)).collect();
    use gongkai::content::Direction::{Expenditure, Income};
    assert_eq!(
        told,
        [
            ("200.00万元", Some(Income)),
            ("180.00万元", Some(Expenditure)),
            ("100.00万元", Some(Expenditure)),
            ("200.00万元", None),
            ("30.00万元", Some(Expenditure)),
        ]
    );
}

/// The budget that accounts set what was done against is of their own year; what is of another time says so.
#[test]
fn statements_of_accounts_have_the_year_they_speak_of() {
    let text = "柳岸县财政局2022年度部门决算公开\n\n一、支出决算情况说明\n\n甲项目绩效自评综述：全年预算数5.00万元，执行数4.00万元。\n\
                购置公务用车1辆，预算18.00万元，支出决算17.00万元。2021年，高龄补贴资金支出总额为3.00万元。\n";
    let source = gongkai::source::Source::new(std::path::Path::new("a.txt"), text.as_bytes().to_vec());
    let document = gongkai::extraction::extract(source);
    let told: Vec<_> = document.records.iter().map(|r| (r.printed.as_str(), r.fiscal_year, r.phase)).collect();
    use gongkai::record::Phase::{Adjusted, Approved, Executed};
    assert_eq!(
        told,
        [
            ("5.00万元", Some(2022), Some(Adjusted)),
            ("4.00万元", Some(2022), Some(Executed)),
            ("18.00万元", Some(2022), Some(Approved)),
            ("17.00万元", Some(2022), Some(Executed)),
            ("3.00万元", Some(2021), None),
        ]
    );
}

#[test]
fn counts_and_rates_are_no_money() {
    let read = disclosure(
        "2024年一般公共预算支出表\n\n单位：万元\n\n科目编码\t科目名称\t合计\t完成年初预算的%\t编制人数\n\
         合计\t\t9.00\t97.4\t12\n2010601\t行政运行\t9.00\t97.4\t12\n",
    );
    let of = |measure| find(&read, "行政运行", measure);
    assert_eq!(of("合计").amount_yuan, Some(Decimal::from(90_000)));
    assert_eq!((of("完成年初预算的%").amount_yuan, of("完成年初预算的%").unit), (None, Some("%")));
    assert_eq!((of("编制人数").amount_yuan, of("编制人数").unit), (None, None));
    let rows = disclosure("2024年“三公”经费支出表\n\n单位：万元\n\n项目\t2024年预算数\n公务接待费\t2.00\n公务用车保有量\t3.00\n");
    assert_eq!(find(&rows, "公务用车保有量", "预算数").amount_yuan, None, "the label of a row counts as well");
    assert_eq!(find(&rows, "公务接待费", "预算数").amount_yuan, Some(Decimal::from(20_000)));
}

#[test]
fn a_cell_may_print_its_unit_or_nothing_that_can_be_read() {
    let read = disclosure(
        "2024年一般公共预算支出表\n\n单位：元\n\n科目编码\t科目名称\t合计\t基本支出\n\
         合计\t\t9.00万元\t####\n2010601\t行政运行\t9.00万元\t####\n",
    );
    let first = find(&read, "行政运行", "合计");
    assert_eq!((first.amount_yuan, first.unit, first.printed.as_str()), (Some(Decimal::from(90_000)), Some("万元"), "9.00万元"));
    let unread = read.diagnostics.iter().filter(|d| d.code == "record.no_amount").count();
    assert_eq!((unread, read.content.tables[0].empty), (2, false), "{:?}", read.diagnostics);
}

#[test]
fn a_table_of_whole_yuan_is_not_empty() {
    let table = |total: &str| {
        let text = format!(
            "2024年政府性基金预算支出表\n\n单位：元\n\n科目编码\t科目名称\t合计\n合计\t\t{total}\n2010601\t行政运行\t{total}\n"
        );
        disclosure(&text).content.tables[0].empty
    };
    assert!(!table("90000"));
    assert!(table("0"));
}

const EXPENDITURE: &str = "部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
    201\t一般公共服务支出\t80.00\t60.00\t20.00\n20106\t财政事务\t80.00\t60.00\t20.00\n\
    2010601\t行政运行\t60.00\t60.00\t\n2010602\t一般行政管理事务\t20.00\t\t20.00\n\
    208\t社会保障和就业支出\t8.60\t8.60\t\n20805\t行政事业单位养老支出\t8.60\t8.60\t\n\
    2080505\t机关事业单位基本养老保险缴费支出\t8.60\t8.60\t\n\t合计\t88.60\t68.60\t20.00\n";

#[test]
fn what_holds_proves_a_figure() {
    let extraction = disclosure(EXPENDITURE);
    let item = find(&extraction, "行政运行", "合计");
    assert!(item.trust.proofs.contains(&Proof::Rows), "{:?}", item.trust);
    assert_eq!(item.trust.backing, [Backing::TitleAndHeader, Backing::Code]);
    assert_eq!((item.trust.doubt.len(), item.trust.certainty()), (0, Certainty::High));
    // 80 = 60 + 20 over rows and columns; its one part proves nothing.
    assert!(find(&extraction, "财政事务", "合计").trust.proofs.contains(&Proof::Columns));
    // The project expenditure of one row alone: its sum has one part.
    assert!(find(&extraction, "一般行政管理事务", "项目支出").trust.proofs.is_empty());
}

#[test]
fn what_makes_no_total_is_in_doubt() {
    let extraction = disclosure(&EXPENDITURE.replace("合计\t88.60", "合计\t98.60"));
    let item = find(&extraction, "行政运行", "合计");
    assert_eq!((&item.trust.doubt[..], item.trust.certainty()), (&[Doubt::Total][..], Certainty::Low));
    assert!(find(&extraction, "行政运行", "基本支出").trust.doubt.is_empty());
}

#[test]
fn a_sentence_gives_the_unit_of_the_tables_behind_it() {
    let text = format!("第二部分 部门预算表\n\n以下各表金额单位均为万元。\n\n{}", EXPENDITURE.replace("单位：万元\n", ""));
    let extraction = disclosure(&text);
    assert_eq!(find(&extraction, "行政运行", "合计").amount_yuan, Some(Decimal::from(600_000)));
    assert_eq!(extraction.content.tables[0].unit_from, Some("sentence"));
}

#[test]
fn the_unit_may_stand_below_its_table() {
    for below in ["单位：万元", "注：本表以“万元”为金额单位。", "注：1.本表按部门经济分类编制。2.本表金额单位：万元。"]
    {
        let text = format!("{}\n{below}\n", EXPENDITURE.replace("单位：万元\n", "").trim_end());
        let extraction = disclosure(&text);
        assert_eq!(extraction.content.tables[0].unit_from, Some("notes"), "{below}");
        assert_eq!(find(&extraction, "行政运行", "合计").amount_yuan, Some(Decimal::from(600_000)), "{below}");
    }
    // Above the title of the next table it is nobody's but where the first has none.
    let second = EXPENDITURE.replace("单位：万元\n", "").replace("支出总表", "一般公共预算支出表");
    let extraction = disclosure(&format!("{}\n单位：元\n{second}", EXPENDITURE.trim_end()));
    let units: Vec<_> = extraction.content.tables.iter().map(|table| table.unit.as_deref()).collect();
    assert_eq!(units, [Some("万元"), Some("元")]);
}

#[test]
fn a_name_of_units_and_subjects_names_the_subject_where_a_code_stands() {
    let text = "3 部门支出总表\n单位：万元\n科目编码\t单位代码\t单位名称（科目）\t合计\n\t\t合计\t8.60\n\
        \t322001\t柳岸县会计服务中心\t8.60\n2010601\t322001\t行政运行\t6.00\n2010602\t322001\t一般行政管理事务\t2.60\n";
    let extraction = disclosure(text);
    let item = find(&extraction, "行政运行", "合计");
    assert_eq!(item.body.as_deref(), Some("柳岸县会计服务中心"));
}

#[test]
fn a_department_over_its_units_does_not_count_beside_them() {
    let text = "部门收入总表\n单位：万元\n单位名称\t合计\t财政拨款收入\t其他收入\n柳岸县财政局\t88.60\t80.00\t8.60\n\
        柳岸县财政局（本级）\t60.00\t60.00\t\n柳岸县会计服务中心\t28.60\t20.00\t8.60\n";
    let extraction = disclosure(text);
    let counts: Vec<bool> = extraction.content.tables[0].rows.iter().map(|row| row.counts).collect();
    assert_eq!(counts, [false, true, true]);
}
