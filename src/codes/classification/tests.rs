//! Real codes and names, by year.

use super::*;
use NameMatch::{Differs, Equal, KnownVariant, UnknownCode};

/// Distinct codes of one level.
fn count(list: List, level: Level) -> usize {
    let mut codes: Vec<_> = entries(list).iter().filter(|e| e.level == level).map(|e| e.code).collect();
    codes.dedup();
    codes.len()
}

#[test]
fn counts() {
    for (list, expected) in [
        (List::Functional, [30, 267, 1298]),
        (List::EconomicDepartment, [10, 104, 0]),
        (List::EconomicGovernment, [15, 70, 0]),
        (List::Revenue, [5, 53, 4]),
    ] {
        assert_eq!([Level::Class, Level::Section, Level::Item].map(|level| count(list, level)), expected, "{list:?}");
    }
}

#[test]
fn every_parent_exists() {
    for list in [List::Functional, List::EconomicDepartment, List::EconomicGovernment, List::Revenue] {
        for entry in entries(list) {
            assert_eq!(List::of_code(entry.code), Some(list), "{}", entry.code);
            if let Some(parent) = entry.parent() {
                assert!(nearest(list, parent, None).is_some(), "{} has no parent", entry.code);
            }
        }
    }
}

#[test]
fn names_by_year() {
    let f = List::Functional;
    for (list, code, name, year, expected) in [
        (f, "207", "文化体育与传媒支出", Some(2018), Equal),
        (f, "207", "文化体育与传媒支出", Some(2019), KnownVariant),
        (f, "207", "文化旅游体育与传媒支出", Some(2019), Equal),
        (f, "210", "医疗卫生与计划生育支出", Some(2018), Equal),
        (f, "210", "卫生健康支出（类）", Some(2023), Equal),
        (f, "220", "国土海洋气象等支出", Some(2020), KnownVariant),
        (f, "215", "资源勘探信息等支出", Some(2020), Equal),
        (f, "215", "资源勘探工业信息等支出", Some(2021), Equal),
        (f, "20805", "行政事业单位离退休", Some(2019), Equal),
        (f, "20805", "行政事业单位养老支出", Some(2022), Equal),
        (f, "201", "一般公共服务（类）", Some(2023), KnownVariant),
        (f, "2010301", "行政 运行（项）", Some(2023), Equal),
        (f, "2080505", "机关事业单位基本养老保险缴费", Some(2026), KnownVariant),
        (f, "2100410", "突发公共卫生事件应急处理", Some(2022), Equal),
        (f, "2010301", "事业运行", Some(2023), Differs { official: "行政运行" }),
        (f, "2019998", "行政运行", Some(2023), UnknownCode),
        (List::EconomicDepartment, "30311", "住房公积金", Some(2017), Equal),
        (List::EconomicDepartment, "30311", "代缴社会保险费", Some(2022), Equal),
        (List::EconomicDepartment, "30213", "维修(护)费", Some(2023), Equal),
        (List::EconomicGovernment, "503", "机关资本性支出（一）", Some(2019), Equal),
        (List::EconomicGovernment, "50601", "资本性支出（一）", Some(2026), KnownVariant),
    ] {
        assert_eq!(names_match(list, code, name, year), expected, "{code} {name} {year:?}");
    }
}

#[test]
fn looks_up_by_year() {
    let name = |code, year| lookup(List::Functional, code, year).map(|entry| entry.name);
    assert_eq!(name("207", None), Some("文化旅游体育与传媒支出"));
    assert_eq!(name("207", Some(2017)), Some("文化体育与传媒支出"));
    assert_eq!(name("20140", Some(2024)), Some("信访事务"));
    assert_eq!(name("20140", Some(2020)), None);
    assert_eq!(name("224", Some(2017)), None);
    assert_eq!(name("2089901", Some(2019)), Some("其他社会保障和就业支出"));
    let entry = lookup(List::Functional, "2010301", Some(2023)).expect("listed");
    assert_eq!((entry.level, entry.basis, entry.parent()), (Level::Item, Basis::Observed, Some("20103")));
    assert_eq!(nearest(List::Functional, "224", Some(2017)).map(|e| e.name), Some("灾害防治及应急管理支出"));
}

#[test]
fn names_are_ambiguous() {
    let codes = |list, name, year, within| by_name(list, name, year, within).iter().map(|e| e.code).collect::<Vec<_>>();
    let (d, g, f) = (List::EconomicDepartment, List::EconomicGovernment, List::Functional);
    assert_eq!(codes(d, "住房公积金", Some(2023), None), ["30113"]);
    assert_eq!(codes(d, "住房公积金", Some(2017), None), ["30311"]);
    assert_eq!(codes(d, "住房公积金", None, None), ["30113", "30311"]);
    assert_eq!(codes(g, "住房公积金", None, None), ["50103"]);
    assert_eq!(codes(f, "住房公积金", Some(2023), None), ["2210201"]);
    assert_eq!(codes(d, "其他工资福利支出", None, None), ["30199"]);
    assert_eq!(codes(g, "其他工资福利支出", None, None), ["50199"]);
    assert_eq!(codes(f, "行政运行", Some(2023), Some("20103")), ["2010301"]);
    assert!(codes(f, "行政运行", Some(2023), None).len() > 50);
    assert_eq!(codes(d, "办公设备购置", None, Some("310")), ["31002"]);
    assert!(codes(f, "信访局", None, None).is_empty());
}

#[test]
fn class_rows() {
    for (printed, code) in [
        ("一、一般公共服务支出", Some("201")),
        ("二十三、预备费", Some("227")),
        ("卫生健康支出", Some("210")),
        ("九、医疗卫生与计划生育支出", Some("210")),
        ("三十、抗疫特别国债安排的支出", Some("234")),
        ("五、教育", Some("205")),
        ("教育", None),
        ("十八、国土海洋气象等支出", Some("220")),
        ("二十九、其他支出", Some("229")),
        ("行政运行", None),
        ("本年支出合计", None),
    ] {
        assert_eq!(class_of_name(printed).map(|entry| entry.code), code, "{printed}");
        assert_eq!(is_class_name(printed), code.is_some(), "{printed}");
    }
}

#[test]
fn loader_refuses() {
    let read = |text| Table::read(text).map(|_| ());
    let head = "code,level,name,variants,valid_from,valid_to,basis\n";
    for (row, duplicate) in [
        ("201,class,甲,,,,observed\n201,class,乙,,2019,,observed\n", true),
        ("20101,class,甲,,,,observed\n", false),
        ("201,class,,,,,observed\n", false),
        ("201,kind,甲,,,,observed\n", false),
        ("201,class,甲,,,,guessed\n", false),
        ("2x1,class,甲,,,,observed\n", false),
        ("201,class,甲,,20019,,observed\n", false),
        ("201,class,甲,,,observed\n", false),
    ] {
        let text: &'static str = Box::leak(format!("{head}{row}").into_boxed_str());
        let error = read(text).expect_err(row);
        assert_eq!(matches!(error, ListError::Duplicate { .. }), duplicate, "{row}: {error}");
    }
    assert_eq!(
        read("code,level,name,variants,valid_from,valid_to,basis\n201,class,甲,,,2018,observed\n201,class,乙,,2019,,observed\n"),
        Ok(())
    );
}
