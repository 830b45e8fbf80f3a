//! Made outlines, all of places that do not exist.

use super::*;
use crate::layout::{GridKind, Line};
use crate::outline::{Caption, ContentsEntry, Paragraph, PrintedCell, PrintedRow, PrintedTable, Section};
use crate::place::Rect;

fn line(text: &str, size: f32) -> Line {
    Line { text: text.to_owned(), size, ..Line::default() }
}

fn cover(lines: &[&str]) -> Outline {
    Outline { cover: lines.iter().map(|text| line(text, 22.0)).collect(), ..Outline::default() }
}

fn table(title: &str, department: Option<&str>) -> PrintedTable {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    PrintedTable {
        heading: None,
        is_headed: false,
        open_columns: 0,
        kind: GridKind::Ruled,
        caption: Caption { title: some(title), department: department.map(str::to_owned), ..Caption::default() },
        pages: vec![5],
        xs: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        rect: Rect::default(),
        further: Vec::new(),
    }
}

fn row(texts: &[&str]) -> PrintedRow {
    let cell = |(col, text): (usize, &&str)| PrintedCell {
        indent: 0.0,
        margin: 0.0,
        col,
        cols: 1,
        rows: 1,
        text: (*text).to_owned(),
        page: 1,
        rect: Rect::default(),
        full: false,
        packed: false,
    };
    PrintedRow { page: 5, cells: texts.iter().enumerate().map(cell).collect() }
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph { text: text.to_owned(), place: Place::page(3), section: None, breaks: Vec::new() }
}

fn section(number: &str, title: &str, level: u8) -> Section {
    Section { number: Some(number.to_owned()), title: title.to_owned(), level, page: 3 }
}

fn facts(outline: &Outline) -> (Kind, Option<Scope>, Option<u16>, Option<String>) {
    let (found, _) = read(outline, &page::Metadata::default());
    (found.kind, found.scope, found.fiscal_year, found.department.name)
}

fn some(name: &str) -> Option<String> {
    Some(name.to_owned())
}

#[test]
fn nothing_printed_is_no_disclosure() {
    let (found, diagnostics) = read(&Outline::default(), &page::Metadata::default());
    assert_eq!((found.kind, found.scope, found.fiscal_year, found.department.name), (Kind::Other, None, None, None));
    assert!(diagnostics.is_empty());
}

#[test]
fn titles_on_covers() {
    use {Kind::*, Scope::*};
    for (lines, kind, scope, year, name) in [
        (&["2026年柳岸县水利局", "部门预算"][..], Budget, Department, 2026, "柳岸县水利局"),
        (&["柳岸县水利局部门预", "算", "2026年2月"], Budget, Department, 0, "柳岸县水利局"),
        (&["2026 年 度", "柳岸县疾病预防", "控制中心", "单 位 预 算"], Budget, Unit, 2026, "柳岸县疾病预防控制中心"),
        (&["附件2", "中共柳岸县委统战部2024年度", "部门决算公开"], FinalAccounts, Department, 2024, "中共柳岸县委统战部"),
        (
            &["柳岸县实验学校筹建办关于2015年部门决算说明", "以及2016年部门预算说明"],
            FinalAccounts,
            Department,
            2015,
            "柳岸县实验学校筹建办",
        ),
        (&["首页", "柳岸县林业局2015年“三公”经费预算公开"], Budget, Department, 2015, "柳岸县林业局"),
        (&["柳岸县河口乡2015年部门预算"], Budget, Department, 2015, "柳岸县河口乡"),
        (&["附件1：柳岸县第一中学2025年单位决算"], FinalAccounts, Unit, 2025, "柳岸县第一中学"),
        (&["2026年长河市公安局2025年部门预算"], Budget, Department, 2025, "长河市公安局"),
        (&["柳岸县检察院2014年部门决算批复"], FinalAccounts, Department, 2014, "柳岸县检察院"),
        (&["柳岸县检察院2015年部门预算批复明细表"], Budget, Department, 2015, "柳岸县检察院"),
        (&["柳岸县教育局（汇总）二〇二六年部门综合预算公开说明"], Budget, Department, 2026, "柳岸县教育局（汇总）"),
        (&["2026年部门预算公开（柳岸县司法局）"], Budget, Department, 2026, "柳岸县司法局"),
        (&["关于柳岸县审计局2026年部门预算公开的说明"], Budget, Department, 2026, "柳岸县审计局"),
        (&["柳岸县2026年县级单位预算", "预算单位：柳岸县畜牧兽医站", "2026年1月"], Budget, Unit, 2026, "柳岸县畜牧兽医站"),
        (&["柳岸县2026年县级部门预算", "预算主管部门：柳岸县民政局"], Budget, Department, 2026, "柳岸县民政局"),
        (&["2026年单位预算", "单位名称：柳岸县图书馆", "主管部门：柳岸县文化局"], Budget, Unit, 2026, "柳岸县图书馆"),
    ] {
        let year = Some(year).filter(|&year| year > 0);
        assert_eq!(facts(&cover(lines)), (kind, Some(scope), year, some(name)), "{lines:?}");
    }
}

#[test]
fn documents_about_disclosures_are_none() {
    for lines in [
        &["关于做好2026年部门预算公开工作的通知"][..],
        &["柳岸县部门决算公开管理办法"],
        &["关于批复柳岸县水利局2014年部门决算的函"],
        &["柳岸县水利局2025年政府信息公开年度报告"],
        &["二类疫苗价格表", "单位：元"],
    ] {
        assert_eq!(facts(&cover(lines)).0, Kind::Other, "{lines:?}");
    }
    let mut list = cover(&["柳岸县2026年中药饮片目录"]);
    list.tables = vec![table("中药饮片价格表", Some("柳岸县医疗保障局"))];
    assert_eq!(facts(&list), (Kind::Other, None, None, None));
}

#[test]
fn tables_alone_say_enough() {
    let titles = ["收支预算总表", "收入预算总表", "2018年政府采购预算表"];
    let tables = titles.iter().map(|title| table(title, Some("341-柳岸县政协办公室"))).collect();
    let outline = Outline { tables, ..Outline::default() };
    let (found, _) = read(&outline, &page::Metadata::default());
    assert_eq!((found.kind, found.scope, found.fiscal_year), (Kind::Budget, Some(Scope::Department), Some(2018)));
    assert_eq!(found.department, Body { name: some("柳岸县政协办公室"), code: some("341") });
}

#[test]
fn a_form_names_the_department_and_the_year() {
    let mut form = table("部门整体支出绩效目标表", None);
    form.caption.beside = vec!["（2027年度）".to_owned()];
    form.rows = vec![row(&["部门名称", "柳岸县气象局"])];
    let mut outline = Outline { tables: vec![form.clone()], ..Outline::default() };
    let name = some("柳岸县气象局");
    assert_eq!(facts(&outline), (Kind::Performance, Some(Scope::Department), Some(2027), name.clone()));
    outline.tables = vec![table("收支总表", None), table("收入总表", None), form];
    assert_eq!(facts(&outline), (Kind::Budget, Some(Scope::Department), Some(2027), name));
}

#[test]
fn text_without_a_title() {
    let outline = Outline {
        sections: vec![
            section("第一部分", "2026年度部门预算情况说明", 1),
            section("二、", "收入预算情况说明", 2),
            section("三、", "支出预算情况说明", 2),
        ],
        paragraphs: vec![
            paragraph("柳岸县气象局属于公益性事业单位，职责是制定规划。"),
            paragraph("2026年度收入预算30.65万元，比2025年年初预算数43.84万元减少13.19万元。"),
            paragraph("2025年执行情况良好，2025年末，2025年底。"),
        ],
        ..Outline::default()
    };
    assert_eq!(facts(&outline), (Kind::Budget, Some(Scope::Department), Some(2026), some("柳岸县气象局")));
}

#[test]
fn contradictions_are_said() {
    let mut outline = cover(&["柳岸县财政局2024年度部门决算"]);
    outline.tables = vec![table("2023年收入支出决算总表", Some("长河市交通局")), table("2023年收入决算表", Some("长河市交通局"))];
    outline.sections = vec![section("第二部分", "柳岸县XX局2024年度部门决算表", 1)];
    let (found, diagnostics) = read(&outline, &page::Metadata::default());
    assert_eq!((found.fiscal_year, found.department.name), (Some(2024), some("柳岸县财政局")));
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert!(codes.contains(&"disclosure.year_contradiction"), "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == "disclosure.department_contradiction").count(), 2, "{codes:?}");
    assert!(found.evidence.iter().any(|e| e.what == "fiscal_year" && e.source == "cover title"));
}

#[test]
fn templates_and_stale_titles_are_said() {
    let metadata = page::Metadata { title: some("柳岸县XX局2020年部门预算"), ..page::Metadata::default() };
    let (found, diagnostics) = read(&cover(&["柳岸县XX局2024年度部门决算"]), &metadata);
    assert_eq!(found.department.name, some("柳岸县XX局"));
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["disclosure.placeholder", "disclosure.metadata_title"]);
}

#[test]
fn names_are_told_from_other_text() {
    for (text, name, code) in [
        ("920柳岸县河口镇财政所", "柳岸县河口镇财政所", "920"),
        ("[109001]柳岸县司法局", "柳岸县司法局", "109001"),
        ("柳岸县公安局（本级）", "柳岸县公安局（本级）", ""),
        ("12345热线服务中心", "12345热线服务中心", ""),
        ("柳 岸 县 妇 联", "柳岸县妇联", ""),
        ("柳岸县河口乡", "柳岸县河口乡", ""),
    ] {
        let found = name::body(text).map(|n| (n.name, n.code.unwrap_or_default()));
        assert_eq!(found, Some((name.to_owned(), code.to_owned())), "{text}");
    }
    let none = ["合计", "长河市柳岸区", "本部门", "负责监督全县的局", "一般公共服务支出", "2026年部", "局", "河口乡", "城市乡镇"];
    for text in none {
        assert_eq!(name::body(text), None, "{text}");
    }
    assert!(name::related("省检察院", "东澜省人民检察院") && !name::related("柳岸县XX局", "柳岸县财政局"));
}

#[test]
fn the_contract_is_kept() {
    let mut outline = cover(&["2026年烟台市柳岸局部门预算"]);
    outline.contents = vec![ContentsEntry { title: "第一部分部门概况".to_owned(), page: None }];
    let (found, _) = read(&outline, &page::Metadata::default());
    let json = serde_json::to_value(&found).expect("json");
    assert_eq!((&json["kind"], &json["scope"]), (&"budget".into(), &"department".into()));
    assert_eq!((&json["fiscal_year"], &json["department"]["name"]), (&2026.into(), &"烟台市柳岸局".into()));
    assert_eq!((&json["division"]["code"], &json["division"]["prefecture"]), (&"370600".into(), &"烟台市".into()));
}

#[test]
fn a_collection_of_departments_is_nobody_s() {
    let part = |name: &str| Part { department: Some(name.to_owned()), tables: vec![0] };
    let found = || {
        let mut outline = cover(&["云溪县2026年部门预算公开"]);
        outline.tables = vec![table("部门收支总表", Some("云溪县水务局")), table("部门收入总表", Some("云溪县水务局"))];
        read(&outline, &page::Metadata::default()).0
    };
    let mut collection = found();
    assert_eq!(collection.department.name, some("云溪县水务局"));
    assert!(take_parts(&mut collection, &[part("云溪县水务局"), part("301-云溪县民政局")]).is_some());
    assert_eq!(collection.department.name, None);
    // The units of a department have parts of their own, and the department keeps its name.
    let mut department = found();
    let parts = [part("云溪县水务局"), part("云溪县水务局机关"), part("云溪县水土保持站")];
    assert!(take_parts(&mut department, &parts).is_none());
    assert_eq!(department.department.name, some("云溪县水务局"));
}

#[test]
fn a_file_of_one_official_table_is_a_disclosure() {
    let of = |title: &str, above: &[&str]| {
        let mut outline = cover(above);
        outline.tables = vec![table(title, Some("柳岸县水利局"))];
        let (kind, _, year, name) = facts(&outline);
        (kind, year, name)
    };
    assert_eq!(of("收入支出决算总表", &[]), (Kind::FinalAccounts, None, some("柳岸县水利局")));
    assert_eq!(of("2026年部门支出预算总表", &[]), (Kind::Budget, Some(2026), some("柳岸县水利局")));
    assert_eq!(of("收入支出决算总表", &["柳岸县水利局2018年度收入支出决算总表"]).1, Some(2018));
    assert_eq!(of("2026年灌渠清淤工程预算表", &[]).0, Kind::Other);
    // The spending of a month is no disclosure of a year; its title says of which year and whose it is.
    let month = of("柳岸县水利局2026年1月“三公”经费使用情况公示", &[]);
    assert_eq!(month, (Kind::Other, Some(2026), some("柳岸县水利局")));
}

#[test]
fn the_only_unit_of_a_budget_is_its_body() {
    let text = "2.从预算单位构成看，纳入本部门2026年部门预算编制范围的预算单位共计1家，即省水利厅本级。";
    let outline = Outline {
        sections: vec![section("第二部分", "2026年度部门预算表", 1), section("第三部分", "2026年度部门预算情况说明", 1)],
        tables: vec![table("收支预算总表", None)],
        paragraphs: vec![paragraph(text)],
        ..Outline::default()
    };
    assert_eq!(facts(&outline).3, some("省水利厅"));
}

#[test]
fn a_form_may_set_its_year_before_the_brackets() {
    let mut form = table("部门整体支出绩效目标表", Some("柳岸县水利局"));
    form.caption.beside.push("2026（年度）".to_owned());
    let outline = Outline { tables: vec![table("收支总表", None), form], ..Outline::default() };
    assert_eq!(facts(&outline).2, Some(2026));
}
