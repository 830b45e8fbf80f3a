use super::cases::{NO_OFFICIAL_TABLE, TITLES_OF_BUDGETS, TITLES_OF_FINAL_ACCOUNTS};
use super::*;

fn of(title: &str, kind: Option<Kind>) -> Option<Identified<'static>> {
    identify(&TitleEvidence { title: Some(title), kind, ..TitleEvidence::default() })
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn by_header(words: &[&str], kind: Option<Kind>) -> Option<&'static str> {
    identify(&TitleEvidence { header: &texts(words), kind, ..TitleEvidence::default() }).map(|found| found.id)
}

#[test]
fn titles_of_budgets() {
    for (title, id) in TITLES_OF_BUDGETS {
        assert_eq!(of(title, Some(Kind::Budget)).map(|found| found.id), Some(*id), "{title}");
        assert_eq!(of(title, None).map(|found| found.id), Some(*id), "{title}");
    }
}

#[test]
fn titles_of_final_accounts() {
    for (title, id) in TITLES_OF_FINAL_ACCOUNTS {
        assert_eq!(of(title, Some(Kind::FinalAccounts)).map(|found| found.id), Some(*id), "{title}");
        if title.contains("决算") {
            assert_eq!(of(title, None).map(|found| (found.id, found.kind)), Some((*id, Kind::FinalAccounts)), "{title}");
        }
    }
}

#[test]
fn other_titles_are_none_even_with_headers() {
    let header = texts(&["科目编码", "科目名称", "合计", "基本支出", "项目支出", "上缴上级支出"]);
    for title in NO_OFFICIAL_TABLE {
        for kind in [None, Some(Kind::Budget), Some(Kind::FinalAccounts)] {
            assert_eq!(of(title, kind), None, "{title}");
        }
    }
    let evidence = TitleEvidence { title: Some("机构设置表"), header: &header, ..TitleEvidence::default() };
    assert_eq!(identify(&evidence), None);
    // A title that says nothing leaves the word to the headers.
    let evidence = TitleEvidence { title: Some("2026年部门预算表"), ..evidence };
    assert_eq!(identify(&evidence).map(|found| (found.id, found.confidence)), Some(("B03", Confidence::Low)));
}

#[test]
fn kind_decides_between_budget_and_final_accounts() {
    for (title, budget, accounts) in [
        ("收入支出总表", "B01", "F01"),
        ("财政拨款收支总表", "B04", "F04"),
        ("一般公共预算财政拨款支出表", "B05", "F05"),
        ("“三公”经费支出情况表", "B07", "F09"),
        ("国有资产占用情况表", "B24", "F12"),
        // The title says it, whatever the document is.
        ("财政拨款收支预算总表", "B04", "B04"),
        ("支出决算表", "F03", "F03"),
    ] {
        assert_eq!(of(title, Some(Kind::Budget)).map(|found| found.id), Some(budget), "{title}");
        assert_eq!(of(title, Some(Kind::FinalAccounts)).map(|found| found.id), Some(accounts), "{title}");
    }
    // Headers that only final accounts have.
    let header = texts(&["项目", "行次", "决算数"]);
    let evidence = TitleEvidence { title: Some("收入支出总表"), header: &header, ..TitleEvidence::default() };
    assert_eq!(identify(&evidence).map(|found| found.id), Some("F01"));
    // A table of a budget in final accounts.
    let found = of("新增项目支出绩效目标表", Some(Kind::FinalAccounts)).expect("forms are in both");
    assert_eq!((found.id, found.kind), ("B14", Kind::FinalAccounts));
    let found = of("部门项目中期规划表", Some(Kind::FinalAccounts)).expect("a budget's table");
    assert_eq!((found.id, found.confidence), ("B25", Confidence::Medium));
}

#[test]
fn confidence_and_evidence() {
    let sure = of("2026年部门支出总体情况表", Some(Kind::Budget)).expect("known");
    assert_eq!((sure.confidence, sure.name, sure.title), (Confidence::High, "expenditure_by_function", "支出总表"));
    assert_eq!(sure.evidence, ["title says 支出总表"]);
    assert_eq!(of("2026年部门收支表", None).map(|found| found.confidence), Some(Confidence::Medium));
}

#[test]
fn department_names_are_no_titles() {
    let title = "2026年江澄市政府采购中心支出预算总表";
    let evidence =
        TitleEvidence { title: Some(title), department: Some("江澄市政府采购中心"), ..TitleEvidence::default() };
    assert_eq!(identify(&evidence).map(|found| found.id), Some("B03"));
}

#[test]
fn a_table_of_economic_classes_with_projects_is_not_of_basic_expenditure() {
    let header = |last| {
        let words = ["部门经济科目编码", "部门经济科目名称", "合计", "人员经费支出", "公用经费支出", last];
        texts(&words)
    };
    for (title, last, id) in [
        ("部门综合预算一般公共预算支出明细表", "专项业务经费支出", "B18"),
        ("部门综合预算一般公共预算支出明细表", "项目支出", "B18"),
        ("部门综合预算一般公共预算基本支出明细表", "备注", "B06"),
    ] {
        let header = header(last);
        let evidence = TitleEvidence { title: Some(title), header: &header, ..TitleEvidence::default() };
        assert_eq!(identify(&evidence).map(|found| found.id), Some(id), "{title} {last}");
    }
}

#[test]
fn headers_settle_an_ambiguous_title() {
    let title = Some("一般公共预算项目支出预算表");
    for (header, id) in [(vec!["项目名称", "合计"], "B10"), (vec!["科目编码", "科目名称", "预算数"], "B18")] {
        let header = texts(&header);
        let evidence = TitleEvidence { title, header: &header, ..TitleEvidence::default() };
        assert_eq!(identify(&evidence).map(|found| found.id), Some(id), "{header:?}");
    }
}

#[test]
fn tables_without_a_title() {
    use Kind::{Budget, FinalAccounts};
    for (header, kind, id) in [
        (&["收入", "项目", "预算数", "支出"][..], Budget, "B01"),
        (&["本年收入", "项目", "预算数", "本年支出", "合计", "基本支出", "人员经费", "公用经费", "项目支出"], Budget, "B01"),
        (&["科目编码", "科目名称", "本年收入", "合计", "一般公共预算", "政府性基金", "单位资金", "上年结转"], Budget, "B02"),
        (&["科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出"], Budget, "B03"),
        (&["财政拨款收入", "财政拨款支出", "项目", "合计", "一般公共预算", "政府性基金预算"], Budget, "B04"),
        (&["收入", "项目", "预算数", "支出", "合计", "一般公共预算", "政府性基金预算"], Budget, "B04"),
        (&["科目编码", "一般公共预算支出", "合计", "基本支出", "项目支出"], Budget, "B05"),
        (&["部门预算支出经济分类科目", "科目编码", "2026年基本支出", "合计", "人员经费", "公用经费"], Budget, "B06"),
        (&["“三公”经费合计", "因公出国（境）费", "公务接待费", "小计"], Budget, "B07"),
        (&["“三公”经费预算数", "因公出国(境)费", "公务接待费", "机关运行经费预算数"], Budget, "B20"),
        (&["“三公”经费", "因公出国（境）费", "公务接待费", "会议费", "培训费"], Budget, "B21"),
        (&["科目编码", "科目名称", "本年政府性基金预算支出", "合计", "基本支出", "项目支出"], Budget, "B08"),
        (&["科目编码", "科目名称", "国有资本经营预算支出", "合计", "基本支出", "项目支出"], Budget, "B09"),
        (&["单位名称", "项目名称", "总计", "财政拨款收入", "一般公共预算", "单位资金"], Budget, "B10"),
        (&["项目名称", "合计", "2023年财政拨款", "一般公共预算", "单位资金"], Budget, "B10"),
        (&["支出项目类别", "总计", "财政拨款", "其他收入", "上年结余、结转"], Budget, "B10"),
        (&["采购品目大类", "专项名称", "经济科目", "采购组织形式", "总计"], Budget, "B12"),
        (&["指导性目录", "一级", "预算金额"], Budget, "B13"),
        (&["项目名称", "绩效目标", "一级指标", "三级指标", "指标值"], Budget, "B14"),
        (&["项目", "行次", "金额", "收入", "支出"], FinalAccounts, "F01"),
        (&["科目编码", "本年收入合计", "财政拨款收入", "事业收入"], FinalAccounts, "F02"),
        (&["科目编码", "本年支出合计", "基本支出", "项目支出", "上缴上级支出"], FinalAccounts, "F03"),
        (&["收入", "支出", "一般公共预算财政拨款", "政府性基金预算财政拨款"], FinalAccounts, "F04"),
        (&["科目编码", "科目名称", "小计", "基本支出", "项目支出"], FinalAccounts, "F05"),
        (&["人员经费", "公用经费", "科目代码", "科目名称", "决算数"], FinalAccounts, "F06"),
        (&["年初结转和结余", "本年收入", "本年支出", "基本支出", "年末结转和结余"], FinalAccounts, "F07"),
        (&["预算数", "决算数", "因公出国（境）费", "公务接待费"], FinalAccounts, "F09"),
        (&["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"], FinalAccounts, "F13"),
    ] {
        assert_eq!(by_header(header, Some(kind)), Some(id), "{header:?}");
    }
    assert_eq!(by_header(&["序号", "单位名称", "备注"], None), None);
    assert_eq!(by_header(&[], None), None);
}

#[test]
fn labels_codes_and_numbers_help() {
    let (header, labels) = (texts(&["项目", "预算数"]), texts(&["合计", "1、因公出国（境）费用", "2、公务接待费"]));
    let evidence = TitleEvidence { header: &header, labels: &labels, ..TitleEvidence::default() };
    assert_eq!(identify(&evidence).map(|found| found.id), Some("B07"));
    // The same headers stand over all the money and over 财政拨款 alone.
    let header = texts(&["收入", "项目", "预算数", "支出", "项目", "预算数"]);
    for (last, id) in [("三、国有资本经营预算", "B04"), ("三、事业收入", "B01")] {
        let labels = texts(&["一、一般公共预算", "二、政府性基金预算", last]);
        let evidence = TitleEvidence { header: &header, labels: &labels, ..TitleEvidence::default() };
        assert_eq!(identify(&evidence).map(|found| found.id), Some(id), "{last}");
    }
    let header = texts(&["科目编码", "科目名称", "合计", "基本支出", "项目支出"]);
    let evidence = TitleEvidence { header: &header, codes: Some(Codes::Functional), ..TitleEvidence::default() };
    assert_eq!(identify(&evidence).map(|found| found.id), Some("B03"));
    for (title, number) in [(None, Some("公开02表")), (Some("公开02表"), None)] {
        let evidence = TitleEvidence { title, number, kind: Some(Kind::FinalAccounts), ..TitleEvidence::default() };
        assert_eq!(identify(&evidence).map(|found| (found.id, found.confidence)), Some(("F02", Confidence::Low)));
        let header = texts(&["本年收入合计"]);
        let both = TitleEvidence { header: &header, ..evidence };
        assert_eq!(identify(&both).map(|found| (found.id, found.confidence)), Some(("F02", Confidence::Medium)));
    }
}

#[test]
fn every_id_of_the_official_sets_is_there() {
    let known: Vec<&str> = ids().map(|(id, _)| id).collect();
    let budget = (1..=27).map(|n| format!("B{n:02}"));
    for id in budget.chain((1..=20).map(|n| format!("F{n:02}"))).chain(["B08a", "B10c"].map(String::from)) {
        assert!(known.contains(&id.as_str()), "{id}");
    }
}

#[test]
fn a_new_family_of_layouts_is_data() {
    let more = r#"
        [fold]
        replace = [["收支全表", "收支总表"]]
        [[table]]
        id = "B40"
        name = "village_subsidies"
        title = "村级补助表"
        kind = "budget"
        priority = 75
        patterns = [{ all = ["村级补助"], none = ["绩效"] }]
    "#;
    let titles = Titles::with(more).expect("it fits the embedded data");
    let id = |title| titles.identify(&TitleEvidence { title: Some(title), ..TitleEvidence::default() }).map(|found| found.id);
    assert_eq!(id("2026年村级补助支出表"), Some("B40"));
    assert_eq!(id("2026年部门收支全表"), Some("B01"));
    assert_eq!(id("支出总表"), Some("B03"));
    let alone = Titles::parse(more).expect("it is whole by itself");
    let evidence = TitleEvidence { title: Some("村级补助表"), ..TitleEvidence::default() };
    assert_eq!(alone.identify(&evidence).map(|found| found.name), Some("village_subsidies"));
}

#[test]
fn loader_refuses() {
    let table = |id: &str, name: &str, rest: &str| {
        format!("[[table]]\nid = {id:?}\nname = {name:?}\ntitle = \"表\"\nkind = \"budget\"\npriority = 1\n{rest}\n")
    };
    let good = table("B50", "one", "patterns = [{ all = [\"甲\"] }]");
    assert!(Titles::parse(&good).is_ok());
    let error = |text: String| Titles::parse(&text).expect_err("bad data");
    let again = good.clone() + &table("B50", "two", "patterns = [{ all = [\"甲\"] }]");
    assert_eq!(error(again), TitlesError::DuplicateId("B50".to_owned()));
    let named = good.clone() + &table("B51", "one", "patterns = [{ all = [\"甲\"] }]");
    assert_eq!(error(named), TitlesError::DuplicateName("one".to_owned()));
    for empty in [
        "patterns = [{}]",
        "patterns = [{ none = [\"甲\"] }]",
        "patterns = [{ all = [\"\"] }]",
        "headers = [{ none = [\"甲\"] }]",
    ] {
        assert_eq!(error(table("B50", "one", empty)), TitlesError::EmptyPattern("B50".to_owned()), "{empty}");
    }
    assert_eq!(error(table("B50", "one", "")), TitlesError::NoPattern("B50".to_owned()));
    for id in ["X01", "B1", "B01aa", "b01", ""] {
        assert_eq!(error(table(id, "one", "patterns = [{ all = [\"甲\"] }]")), TitlesError::BadId(id.to_owned()));
    }
    assert!(matches!(error(table("B50", "One", "patterns = [{ all = [\"甲\"] }]")), TitlesError::BadName { .. }));
    for unknown in ["patterns = [{ al = [\"甲\"] }]", "colour = 1"] {
        assert!(matches!(error(table("B50", "one", unknown)), TitlesError::Toml(_)), "{unknown}");
    }
    assert!(matches!(Titles::with(&table("B01", "again", "patterns = [{ all = [\"甲\"] }]")), Err(TitlesError::DuplicateId(_))));
}
