use super::*;

const TITLES_OF_BUDGETS: &[(&str, &str)] = &[
    // 收支总表
    ("收支总表", "B01"),
    ("预算01表 收支总表", "B01"),
    ("收支总表（预算表1）", "B01"),
    ("2026年收支预算总表", "B01"),
    ("公开01表：收支预算总表", "B01"),
    ("收支总体情况表", "B01"),
    ("2026年部门收支总体情况表", "B01"),
    ("2026年单位收支总体情况表", "B01"),
    ("表1.2026年市级部门收支预算总表", "B01"),
    ("表1：2026年市级部门收支预算总表", "B01"),
    ("表1 部门综合预算收支总表", "B01"),
    ("2026年预算单位财务收支预算总表", "B01"),
    ("部门财务收支预算总表", "B01"),
    ("预算公开表1 2023年预算收支总表", "B01"),
    ("一、2018年度江苏省高级人民法院收支预算总表", "B01"),
    ("2022年部门综合预算收支总表", "B01"),
    ("部门收支总表（续）", "B01"),
    ("收入支出总表", "B01"),
    ("部门收支预算汇总表", "B01"),
    ("２０２６年度收支预算总表", "B01"),
    ("收 支 总 表", "B01"),
    ("附表1-1 部门预算收支总表", "B01"),
    ("2026年部门收支表", "B01"),
    // 收入总表
    ("收入总表", "B02"),
    ("预算02表 收入总表", "B02"),
    ("2026年部门收入总体情况表", "B02"),
    ("2.2026年预算单位收入预算总表", "B02"),
    ("26年预算单位收入预算总表", "B02"),
    ("表2：2026年市级部门收入预算总表", "B02"),
    ("2023年预算收入总表", "B02"),
    ("部门收入预算表", "B02"),
    ("（二）收入总表", "B02"),
    ("二、收入总体情况表", "B02"),
    // 支出总表
    ("支出总表", "B03"),
    ("部门支出总表", "B03"),
    ("预算03表 支出总表", "B03"),
    ("2026年部门支出总体情况表", "B03"),
    ("本年支出总体情况表", "B03"),
    ("3.2025年部门支出预算总表", "B03"),
    ("表3.2026年市级部门支出预算总表", "B03"),
    ("三、2018年度江苏省高级人民法院支出预算总表", "B03"),
    ("部门支出预算表", "B03"),
    ("部门支出总表（按功能分类）", "B03"),
    ("2023年预算支出总表", "B03"),
    // 财政拨款收支总表
    ("财政拨款收支总表", "B04"),
    ("2023年财政拨款收支总表", "B04"),
    ("预算04表财政拨款收支总表", "B04"),
    ("财政拨款收支总体情况表", "B04"),
    ("4.2026年预算单位财政拨款收支预算总表", "B04"),
    ("部门综合预算财政拨款收支总表", "B04"),
    ("四、2018年度江苏省高级人民法院财政拨款收支预算总表", "B04"),
    ("财政拨款收入支出预算总表", "B04"),
    // 一般公共预算支出表
    ("一般公共预算支出表", "B05"),
    ("一般公共预算支出表（按功能分类）", "B05"),
    ("2023年一般公共预算支出预算表（不含上年结转）", "B05"),
    ("2026年度一般公共预算拨款支出预算表", "B05"),
    ("2026年预算单位一般公共预算支出功能分类预算表", "B05"),
    ("一般公共预算支出情况表（按功能分类科目）", "B05"),
    ("一般公共预算支出预算表（功能科目）", "B05"),
    ("2022年部门综合预算一般公共预算支出明细表（按支出功能分类科目）", "B05"),
    ("2022年部门综合预算一般公共预算支出明细表(按功能科目分)", "B05"),
    ("表5：2026年市级部门一般公共预算支出预算表", "B05"),
    ("预算 05表 一般公共预算支出表", "B05"),
    ("公共财政预算支出表", "B05"),
    ("一般公共预算财政拨款支出预算表", "B05"),
    // 一般公共预算基本支出表
    ("一般公共预算基本支出表", "B06"),
    ("2023年一般公共预算安排基本支出分经济科目表（不含上年结转）", "B06"),
    ("2026年预算单位一般公共预算基本支出部门预算经济分类预算表", "B06"),
    ("2026年度一般公共预算基本支出经济分类情况表", "B06"),
    ("一般公共预算基本支出情况表（按经济分类科目）", "B06"),
    ("一般公共预算基本支出预算表（经济科目）", "B06"),
    ("2022年部门综合预算一般公共预算基本支出明细表（按支出经济分类科目-不含上年结转）", "B06"),
    ("一般公共预算财政拨款基本支出预算表", "B06"),
    ("2022年部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）", "B06f"),
    ("2022年部门综合预算一般公共预算基本支出明细表(按功能科目分)", "B06f"),
    // 三公 and 机关运行
    ("一般公共预算“三公”经费支出表", "B07"),
    ("2023年一般公共预算“三公”经费支出预算表", "B07"),
    ("预算 09表 财政拨款“三公 ”经费支出表", "B07"),
    ("一般公共预算\"三公\"经费预算表", "B07"),
    ("财政拨款安排的行政经费及“三公”经费预算表", "B07"),
    ("八、财政拨款安排的行政经费及“三公”经费预算表", "B07"),
    ("表7.2026年市级部门一般公共预算“三公”经费预算表", "B07"),
    ("2026年财政拨款‘三公’经费支出情况表", "B07"),
    ("2026年单位“三公”经费和机关运行经费预算表", "B20"),
    ("9.2023年部门“三公”经费和机关运行经费预算表", "B20"),
    ("“三公”经费、会议费、培训费支出预算表", "B21"),
    ("“三公”经费、会议费、培训费支出预算表（一般公共预算）", "B21"),
    ("2022年部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表", "B21"),
    ("一般公共预算“三公”经费、会议费、培训费支出表", "B21"),
    ("2023年机关运行经费预算财政拨款情况统计表", "B11"),
    ("一般公共预算机关运行经费支出预算表", "B11"),
    ("机关运行经费表", "B11"),
    // funds
    ("政府性基金预算支出表", "B08"),
    ("2023年政府性基金预算支出表（不含上年结转）", "B08"),
    ("财政拨款政府性基金支出预算表", "B08"),
    ("政府性基金预算财政拨款支出预算表", "B08"),
    ("2026年部门综合预算政府性基金收支表（不含上年结转）", "B08"),
    ("2026年预算单位政府性基金预算支出功能分类预算表", "B08"),
    ("2026年度政府性基金预算拨款支出预算表", "B08"),
    ("政府性基金预算表", "B08"),
    ("2023年政府性基金预算收入表（不含上年结转）", "B08a"),
    ("国有资本经营预算支出表", "B09"),
    ("2023年国有资本经营预算收支预算表（不含上年结转）", "B09"),
    ("2026年度国有资本经营预算拨款支出预算表", "B09"),
    ("2025年部门国有资本经营预算支出功能分类预算表", "B09"),
    ("国有资本经营预算表", "B09"),
    ("国有资本经营预算收入表", "B09a"),
    ("财政专户管理资金预算支出表", "B26"),
    // projects
    ("项目支出总表", "B10"),
    ("2023年项目支出预算表（本年预算）", "B10"),
    ("十一、项目支出预算情况表", "B10"),
    ("部门预算项目支出及其他支出预算表", "B10"),
    ("部门综合预算专项业务经费支出表", "B10"),
    ("表10：2026年市级部门项目支出预算表", "B10"),
    ("2023年项目支出预算表（上年结转）", "B10c"),
    ("2022年部门综合预算财政拨款上年结转资金支出表", "B10c"),
    ("2022部门综合预算财政拨款结转资金支出表", "B10c"),
    ("10.2026年预算单位财政拨款项目支出预算表", "B10d"),
    // procurement, services, assets, transfers
    ("政府采购支出表", "B12"),
    ("2017年政府采购预算表", "B12"),
    ("2026年政府采购预算明细表", "B12"),
    ("预算10表 政府采购预算明细表", "B12"),
    ("2022年部门综合预算政府采购（资产配置、购买服务）预算表（不含上年结转）", "B12"),
    ("财政拨款政府购买服务明细表", "B13"),
    ("预算11表 财政拨款政府购买服务明细表", "B13"),
    ("部门政府购买服务预算表", "B13"),
    ("上级转移支付补助项目支出预算表", "B22"),
    ("市对下转移支付预算表", "B22"),
    ("新增资产配置表", "B23"),
    ("国有资产占用情况表", "B24"),
    ("国有资产占有使用情况表", "B24"),
    ("部门项目中期规划预算表", "B25"),
    ("关于空表的说明", "B30"),
    // forms
    ("预算表12 项目支出绩效目标表", "B14"),
    ("兴县县（区）级预算部门（单位）项目支出绩效目标申报表", "B14"),
    ("政策和项目预算绩效目标表", "B14"),
    ("政策和项目预算绩效目标表(2026年度)", "B14"),
    ("城市交通设施项目绩效目标表", "B14"),
    ("单警装备、公务用车采购等项目建设项目绩效目标表", "B14"),
    ("表11：2026年市级部门项目支出绩效表", "B14"),
    ("财政项目支出绩效目标填报表", "B14"),
    ("项目支出绩效目标表（含转移支付项目）", "B14"),
    ("2026年市级重点专项资金绩效目标表（一级项目）", "B14"),
    ("专项资金总体绩效目标表", "B14"),
    ("部门专项业务经费绩效目标表", "B14"),
    ("效目标表", "B14"),
    ("十四、专项或共同事权转移支付绩效目标表", "B14a"),
    ("市对下转移支付绩效目标表", "B14a"),
    ("预算13表 部门整体支出绩效目标表", "B15"),
    ("部门整体预算绩效目标申报表", "B15"),
    ("2026年部门整体绩效目标表", "B15"),
    // 财政拨款 by function and basic
    ("财政拨款支出表（功能科目）", "B16"),
    ("财政拨款支出预算表", "B16"),
    ("五、2018年度江苏省高级人民法院财政拨款支出预算表", "B16"),
    ("财政拨款支出预算表（经济分类）", "B16e"),
    ("财政拨款基本支出表（经济科目）", "B17"),
    ("财政拨款基本支出预算表", "B17"),
    // by economic class; basic of all sources
    ("一般公共预算支出表（按经济分类）", "B18"),
    ("2026年度一般公共预算支出经济分类情况表", "B18"),
    ("一般公共预算项目支出情况表（按经济分类科目）", "B18"),
    ("2022年部门综合预算一般公共预算支出明细表(按经济分类科目分)", "B18"),
    ("基本支出总表", "B19"),
    ("十、基本支出预算情况表", "B19"),
    ("部门预算基本支出预算表", "B19"),
    ("支出总表（按部门预算经济分类）", "B27"),
    ("支出分类汇总表（按政府预算经济分类）", "B27"),
];

const TITLES_OF_FINAL_ACCOUNTS: &[(&str, &str)] = &[
    ("收入支出决算总表", "F01"),
    ("公开01表 收入支出决算总表", "F01"),
    ("2019年度佛山市轨道交通局收入支出决算总表", "F01"),
    ("收入支出决算表", "F01"),
    ("收入决算表", "F02"),
    ("收入决算表（分单位）", "F02"),
    ("收入决算表(分科目)", "F02"),
    ("二、收入决算表", "F02"),
    ("支出决算表", "F03"),
    ("公开03表 支出决算表", "F03"),
    ("支出决算总表", "F03"),
    ("财政拨款收入支出决算总表", "F04"),
    ("财政拨款收入支出决算表", "F04"),
    ("一般公共预算财政拨款支出决算表", "F05"),
    ("一般公共预算财政拨款收入支出决算表", "F05"),
    ("一般公共预算支出决算表（功能科目）", "F05"),
    ("一般公共预算财政拨款基本支出决算表", "F06"),
    ("一般公共预算财政拨款基本支出决算明细表", "F06"),
    ("一般公共预算基本支出决算表", "F06"),
    ("政府性基金预算财政拨款收入支出决算表", "F07"),
    ("政府性基金预算支出决算表", "F07"),
    ("国有资本经营预算财政拨款支出决算表", "F08"),
    ("国有资本经营预算财政拨款收入支出决算表", "F08"),
    ("财政拨款“三公”经费支出决算表", "F09"),
    ("一般公共预算财政拨款“三公”经费支出决算表", "F09"),
    ("财政拨款支出决算明细表", "F10"),
    ("一般公共预算财政拨款支出决算明细表", "F10"),
    ("一般公共预算财政拨款项目支出决算表", "F11"),
    ("项目收入支出决算表", "F11"),
    ("国有资产使用情况表", "F12"),
    ("信访干部培训专项项目绩效自评表", "F13"),
    ("项目支出绩效自评表", "F13"),
    ("部门整体支出绩效自评表", "F13a"),
    ("部门“三公”经费、行政参公单位机关运行经费情况表", "F14"),
    ("机关运行经费支出决算表", "F15"),
    ("机构运行信息决算表", "F16"),
    ("机关运行经费支出、国有资产占用情况及政府采购情况信息表", "F16"),
    ("政府采购支出决算表", "F17"),
    ("一般公共预算“三公”经费、会议费、培训费支出决算表", "F18"),
    ("财政拨款支出决算表（功能科目）", "F19"),
    ("财政拨款基本支出决算表（经济科目）", "F20"),
];

const NO_OFFICIAL_TABLE: &[&str] = &[
    "会议费明细表",
    "培训费明细表",
    "机构设置表",
    "福州市2026年执行最高付费标准中药饮片目录",
    "收费项目一览表",
    "表1：项目年度绩效指标表",
    "表2：综合评价得分情况表",
    "6.珠海市初中毕业生升学体育考试缓考登记表",
    "政府网站工作年度报表",
    "济南市审计局政府信息公开申请表",
    "2026年部门预算报表",
    "四、2026年杭州市气象局预算公开表",
    "第二部分 国家信访局2024年度部门决算表",
    "出预算表",
    "检记录表",
    "会议费支出表",
    "人员支出情况表",
];

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
        (&["单位名称", "项目名称", "总计", "财政拨款收入", "一般公共预算", "单位资金"], Budget, "B02"),
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
        if id == "B02" && header.contains(&"项目名称") {
            // A list of projects whose headers name sources only: nothing decides.
            assert_eq!(by_header(header, Some(kind)), None, "{header:?}");
            continue;
        }
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
