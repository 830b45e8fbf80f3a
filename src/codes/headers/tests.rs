use super::Role::{Amount, Code, Name, Ordinal, Text};
use super::*;

fn path(text: &str) -> Vec<String> {
    text.split('/').map(str::to_owned).collect()
}

#[rustfmt::skip]
const PATHS: &[(&str, &str, Role)] = &[
    ("项目/功能分类科目编码/类", "code.class", Code),
    ("项目/功能分类科目编码/款", "code.subclass", Code),
    ("项目/功能分类科目编码/项", "code.item", Code),
    ("项目/功能分类科目名称", "name", Name),
    ("项目/支出功能分类/科目编码", "code", Code),
    ("项目/科目代码/栏次", "code", Code),
    ("科目/科目编码", "code", Code),
    ("项目/功能分类科目编码/合计", "code", Code),
    ("项目/科目名称/合计", "name", Name),
    ("功能科目代码", "code", Code),
    ("收入科目编码", "code", Code),
    ("政府预算支出经济分类科目编码/类", "code.class", Code),
    ("部门经济科目编码", "code", Code),
    ("单位编码", "unit_code", Code),
    ("项目编号", "project_code", Code),
    ("收入/项目", "name", Name),
    ("支出/项目/栏次", "name", Name),
    ("项目", "name", Name),
    ("支出/支出用途/项目名称", "name", Name),
    ("支出/支出功能分类科目（按大类）", "name", Name),
    ("支出功能分类科目", "name", Name),
    ("部门预算支出经济科目名称", "name", Name),
    ("经济科目", "name", Name),
    ("单位名称/**", "unit_column", Name),
    ("预算单位", "unit_column", Name),
    ("二级预算单位名称", "unit_column", Name),
    ("单位（项目）名称", "unit_column", Name),
    ("项目名称", "project_column", Name),
    ("支出项目类别（资金使用单位）", "project_column", Name),
    ("专项名称", "project_column", Name),
    ("项目类别", "project_category", Text),
    ("资金性质", "fund_nature", Text),
    ("收入/行次", "row_number", Ordinal),
    ("序号", "row_number", Ordinal),
    ("栏次", "column_number", Ordinal),
    ("支出预算/合计", "total", Amount),
    ("本年收入合计/1", "total", Amount),
    ("2023年合计", "total", Amount),
    ("基本支出/小计", "total", Amount),
    ("收入总计", "total", Amount),
    ("支出预算/基本支出", "basic", Amount),
    ("其中：/基本支出", "basic", Amount),
    ("一般公共预算支出/其中：基本支出", "basic", Amount),
    ("本年支出/项目支出/5", "project", Amount),
    ("专项业务经费支出", "project", Amount),
    ("2026年基本支出/人员经费", "personnel", Amount),
    ("基本支出/人员支出", "personnel", Amount),
    ("基本支出/日常公用支出", "operating", Amount),
    ("公用经费支出", "operating", Amount),
    ("上缴上级支出", "remittance_to_superior", Amount),
    ("对附属单位补助支出", "subsidy_to_affiliated", Amount),
    ("事业单位经营支出", "operating_expenditure", Amount),
    ("财政拨款收入/一般公共预算/2", "general_public_budget", Amount),
    ("支出/一般公共预算财政拨款", "general_public_budget", Amount),
    ("2026年预算/财政拨款/一般公共预算拨款", "general_public_budget", Amount),
    ("政府性基金预算拨款收入", "government_fund", Amount),
    ("本年收入/国有资本经营预算资金", "state_capital", Amount),
    ("国有资\n本经营\n预算", "state_capital", Amount),
    ("财政专户管理资金收入", "special_account", Amount),
    ("财政专户拨款收入/教育收费", "special_account", Amount),
    ("事业收入（不含教育收费）", "business_income", Amount),
    ("单位资金/事业单位经营收入", "operating_income", Amount),
    ("经营收入/5", "operating_income", Amount),
    ("上级补助收入", "superior_subsidy", Amount),
    ("附属单位上缴收入", "affiliated_remittance", Amount),
    ("部门预算/对附属单位上缴收入", "affiliated_remittance", Amount),
    ("其他资金", "other_income", Amount),
    ("单位资金", "unit_funds", Amount),
    ("上年结余、结转", "carryover", Amount),
    ("年初结转和结余", "carryover", Amount),
    ("上年结转安排", "carryover", Amount),
    ("年末结转和结余/6", "carryover_out", Amount),
    ("结转下年", "carryover_out", Amount),
    ("使用非财政拨款结余", "non_fiscal_balance", Amount),
    ("其中：/财政资金", "fiscal_appropriation", Amount),
    ("收入预算/财政拨款收入", "fiscal_appropriation", Amount),
    ("当年预算安排", "this_year", Amount),
    ("上年预算数", "prior_year", Amount),
    ("增减变化情况", "change", Amount),
    ("增减变化/金额", "change", Amount),
    ("增减变化/比例", "change_percent", Amount),
    ("增减（%）", "change_percent", Amount),
    ("增长率", "change_percent", Amount),
    ("收入/2026年预算数", "budget_figure", Amount),
    ("2026年预算", "budget_figure", Amount),
    ("项目预算数（单位：万元）", "budget_figure", Amount),
    ("2023预算数", "budget_figure", Amount),
    ("收入/决算数/1", "final_figure", Amount),
    ("全年预算数", "adjusted_budget", Amount),
    ("全年执行数", "execution", Amount),
    ("“三公”经费/公务用车购置及运行费/小计", "vehicles_total", Amount),
    ("公务用车购置及运行维护费", "vehicles_total", Amount),
    ("公务用车购置及运行费/购置费", "vehicle_purchase", Amount),
    ("公务用车购置及运行维护费/公务用车购置费", "vehicle_purchase", Amount),
    ("公务用车购置及运行费/运行费", "vehicle_running", Amount),
    ("决算数/公务用车购置及运行维护费/公务用车运行维护费", "vehicle_running", Amount),
    ("“三公”经费预算数/合计", "three_public_total", Amount),
    ("“三公”经费财政拨款预算总额", "three_public_total", Amount),
    ("2025年预算数/因公出国（境）经费", "overseas_travel", Amount),
    ("公务接待费", "reception", Amount),
    ("上年/会议费", "meeting", Amount),
    ("培训费", "training", Amount),
    ("2023年机关运行经费预算数", "operating_costs", Amount),
    ("金额（万元）", "amount", Amount),
    ("收入/金额/1", "amount", Amount),
    ("采购类别", "procurement_item", Name),
    ("采购组织形式", "procurement_method", Text),
    ("指导性目录/二级", "catalogue_level", Text),
    ("货物", "goods", Amount),
    ("工程", "works", Amount),
    ("服务", "services", Amount),
    ("规格型号", "specification", Text),
    ("数量", "quantity", Amount),
    ("绩效目标", "goal", Text),
    ("三级指标", "indicator_3", Text),
    ("绩效指标性质", "indicator_comparator", Text),
    ("本年绩效指标值", "indicator_value", Text),
    ("指标权重(%)", "indicator_weight", Text),
    ("备注", "remark", Text),
    ("是否空表", "text", Text),
    ("2023年", "year_figure", Amount),
];

#[test]
fn paths_have_their_meaning() {
    for (text, name, role) in PATHS {
        let found = meaning(&path(text)).map(|meaning| (meaning.name, meaning.role));
        assert_eq!(found, Some((*name, *role)), "{text}");
    }
    assert_eq!(meaning(&[]), None);
    assert_eq!(meaning(&path("")), None);
    assert_eq!(meaning(&path("杭州市气象局")), None);
}

#[test]
fn context_says_what_stands_above() {
    let found = meaning(&path("2025年预算数/公务用车购置及运行维护费/小计")).expect("known");
    assert_eq!((found.name, found.year), ("vehicles_total", Some(2025)));
    assert_eq!(found.context, ["budget_figure", "vehicles_total"]);
    let found = meaning(&path("上年结转结余/一般公共预算/13")).expect("known");
    assert_eq!((found.name, found.context.as_slice()), ("general_public_budget", ["carryover"].as_slice()));
    let found = meaning(&path("2025年预算/合计")).expect("known");
    assert_eq!((found.name, found.year, found.context.as_slice()), ("total", Some(2025), ["budget_figure"].as_slice()));
}

#[test]
fn axis_of_codes_and_names() {
    for (text, axis) in [
        ("项目/功能分类科目编码/类", Some(Axis::Function)),
        ("项目/经济分类科目编码/款", Some(Axis::Economic)),
        ("政府预算支出经济分类科目编码/款", Some(Axis::GovEconomic)),
        ("政府支出经济分类科目", Some(Axis::GovEconomic)),
        ("部门支出经济分类科目", Some(Axis::Economic)),
        ("人员经费/科目代码", Some(Axis::Economic)),
        ("科目编码/类", None),
        ("支出/合计", None),
    ] {
        assert_eq!(meaning(&path(text)).and_then(|meaning| meaning.axis), axis, "{text}");
    }
}

#[test]
fn figures_that_are_no_money() {
    for (text, money) in [
        ("执行率", false),
        ("数量", false),
        ("增减率", false),
        ("合计", true),
        ("科目编码", false),
        ("完成年初预算的%", false),
        ("完成预算%", false),
        ("决算数为预算数的%", false),
        ("为上年决算%", false),
        ("同比", false),
        ("同比增长%", false),
        ("比上年增减（±%）", false),
        ("%", false),
        ("比上年增减/金额", true),
        ("决算数（占5%的部分）", true),
        ("编制人数", false),
        ("离退休人数", false),
        ("年末实有人数", false),
        ("车辆数", false),
        ("公务用车保有量", false),
        ("团组数", false),
        ("户数", false),
        ("公务接待/批次", false),
        ("公务接待费", true),
        ("决算数", true),
    ] {
        assert_eq!(meaning(&path(text)).map(|meaning| meaning.money), Some(money), "{text}");
    }
}

#[test]
fn every_column_of_an_empty_table_has_a_role() {
    for (text, expected) in [
        ("支出/（万元）", Amount),
        ("支出/支出用途", Amount),
        ("财政拨款/某市专项", Amount),
        ("科目编码/一类", Code),
        ("绩效目标/某某", Text),
    ] {
        assert_eq!(role(&path(text)), Some(expected), "{text}");
    }
    assert_eq!(role(&path("某某")), None);
}

#[test]
fn header_words_are_sure() {
    for yes in
        ["项目", "科目编码", "类", "款", "项", "科 目 名 称", "2026年预算数", "行次", "栏次", "单位名称", "收入", "金额（万元）"]
    {
        assert!(is_header_word(yes), "{yes}");
    }
    for no in ["合计", "总计", "小计", "基本支出", "行政运行", "一般公共预算", "公务接待费", "201", "12.00", "本年收入", ""]
    {
        assert!(!is_header_word(no), "{no}");
    }
}

#[test]
fn loader_refuses() {
    let label = |name: &str, role: &str, rest: &str| format!("[[label]]\nname = {name:?}\nrole = {role:?}\n{rest}\n");
    let error = |text: String| Headers::parse(&text).expect_err("bad data");
    let good = label("one", "amount", "exact = [\"甲\"]");
    assert!(Headers::parse(&good).is_ok());
    assert_eq!(error(good.clone() + &label("two", "amount", "exact = [\"甲\"]")), HeadersError::DuplicateWord("甲".to_owned()));
    assert_eq!(error(good.clone() + &label("one", "text", "exact = [\"乙\"]")), HeadersError::TwoRoles("one".to_owned()));
    for empty in ["", "exact = [\"\"]", "contains = [\" \"]", "under = [\"甲\"]"] {
        assert_eq!(error(label("one", "text", empty)), HeadersError::Empty("one".to_owned()), "{empty}");
    }
    assert_eq!(error(label("one", "text", "exact = [\"甲 乙\"]")), HeadersError::NotFolded("甲 乙".to_owned()));
    for unknown in ["exakt = [\"甲\"]", "colour = 1"] {
        assert!(matches!(error(label("one", "text", unknown)), HeadersError::Toml(_)), "{unknown}");
    }
    assert!(matches!(error(label("one", "colour", "exact = [\"甲\"]")), HeadersError::Toml(_)));
    let more = Headers::parse(&label("village", "amount", "contains = [\"村级\"]")).expect("a list of its own");
    assert_eq!(more.meaning(&path("村级补助")).map(|meaning| meaning.name), Some("village"));
}
