//! Phrases as printed, and what they name.

use super::list::File;
use super::*;
use crate::codes::embedded::embedded_list;

#[test]
fn the_list_is_sound() {
    let subjects = &*SUBJECTS;
    let file: File = embedded_list!("subjects");
    assert!(subjects.words.subject.len() > 90);
    let mut seen = std::collections::BTreeMap::new();
    for entry in &subjects.words.subject {
        assert!(entry.names.is_empty() != entry.list.is_none(), "{}", entry.term);
        assert!(entry.list.as_ref().is_none_or(|list| file.lists.contains_key(list)), "{}", entry.term);
        for name in entry.wordings(&file.lists) {
            let before = seen.insert((fold(name), entry.needs.clone()), &entry.term);
            assert!(before.is_none(), "{name} stands under {before:?} and {}", entry.term);
        }
    }
}

#[test]
fn phrases_name_terms() {
    for (phrase, want) in [
        ("2026年副中心工程办机关运行经费财政拨款预算", Some("机关运行经费")),
        ("“三公”经费财政拨款支出年初预算为", Some("“三公”经费")),
        ("2026年财政拨款安排的“三公”经费预算", Some("“三公”经费")),
        ("公务用车购置及运行维护费", Some("公务用车购置及运行维护费")),
        ("其中公务用车运行费", Some("公务用车运行维护费")),
        ("苏州市某局2026年度收入、支出预算总计", Some("收支总计")),
        ("与上年相比收、支预算总计各", Some("收支总计")),
        ("一般公共预算财政拨款基本支出", Some("一般公共预算基本支出")),
        ("项目支出预算", Some("项目支出")),
        ("本部门共有车辆", Some("车辆")),
        ("安排购置车辆", Some("购置车辆")),
        ("外出考察费", None),
        ("事业收入支出", None),
        ("其他固定资产", None),
        ("非财政拨款收入", None),
        ("预留给小型和微型企业的政府采购项目预算为", Some("面向小微企业预留采购")),
    ] {
        assert_eq!(term(&fold(phrase), Within::default()).map(|(name, _)| name), want, "{phrase}");
    }
}

#[test]
fn the_step_and_the_reach_of_performance_money_are_those_named_last() {
    for (sentence, want) in [
        ("拟对2个项目实施绩效目标管理,涉及资金", "绩效目标项目资金"),
        ("本部门绩效目标管理全覆盖,涉及资金", "绩效目标管理资金"),
        ("本单位整体支出纳入绩效目标管理,涉及资金", "整体支出绩效目标资金"),
        ("编报整体绩效目标1个,项目绩效目标2个,涉及资金", "绩效目标项目资金"),
        ("组织单位整体支出绩效自评,涉及资金", "整体支出绩效自评资金"),
        ("组织开展绩效自评,涉及资金", "绩效自评资金"),
        ("对3个项目开展绩效自评,又对2个项目开展绩效评价,涉及资金", "绩效评价项目资金"),
        ("绩效跟踪评价的项目4个,涉及资金", "绩效跟踪项目资金"),
    ] {
        let found = term("涉及资金", Within::sentence(sentence)).map(|(name, _)| name);
        assert_eq!(found, Some(want), "{sentence}");
    }
}

#[test]
fn words_that_name_nothing_are_cut_off() {
    for (phrase, want) in [
        ("2026年预算安排", ""),
        ("年初预算为", ""),
        ("支出决算为", ""),
        ("其中：网站维护费", "网站维护费"),
        ("截至2025年12月31日，本部门自用房产", "自用房产"),
        ("2023年当年预算执行数为", ""),
        ("主要包括土地出让业务", "土地出让业务"),
    ] {
        assert_eq!(core(&fold(phrase)), want, "{phrase}");
    }
}
