//! Contacts as pages print them (all invented), and figures and words that must stay.

use super::text::{text, written};
use super::*;
use crate::layout::{Cell, Grid, GridKind, Line, Sheet};
use crate::limits::Stop;
use crate::place::Rect;
use proptest::prelude::*;
use std::borrow::Cow;

/// Cases as `text => what is left of it`, `#` for a contact.
fn check(cases: &[(&str, &str)]) {
    for (printed, want) in cases {
        let want = want.replace('#', REDACTED);
        assert_eq!(text(printed).0, want, "{printed}");
        assert_eq!(text(&want).1, 0, "twice: {want}");
    }
}

#[test]
fn mobile_numbers() {
    check(&[
        ("手机138—1234—5678。", "手机#。"),
        ("13812345678", "#"),
        ("电话138 1234 5678", "电话#"),
        ("138\u{a0}1234\u{2009}5678", "#"),
        ("138\u{200b}1234\u{feff}5678", "#"),
        ("１３８１２３４５６７８", "#"),
        ("138.1234.5678", "#"),
        ("138·1234·5678", "#"),
        ("（138）12345678", "#"),
        ("1 3 8 1 2 3 4 5 6 7 8", "#"),
        ("+8613812345678", "#"),
        ("+86 138-1234-5678", "#"),
        ("0086-13812345678", "#"),
        ("8613812345678", "#"),
    ]);
    check(&[("13812345678,13912345678", "#,#"), ("电话：13812345678转801", "电话：#"), ("1381234\n5678。", "#。")]);
}

#[test]
fn landlines_and_service_numbers() {
    check(&[
        ("联系方式:023-89116146", "联系方式:#"),
        ("0351－1234567", "#"),
        ("(0351)1234567", "#"),
        ("0351 123 4567", "#"),
        ("03511234567", "#"),
        ("010—12345678-801", "#"),
        ("0351-1234567转801", "#"),
        ("0351-1234567 分机801", "#"),
        ("0351-1234567/7654321", "#/#"),
        ("+86 351 1234567", "#"),
        ("400-123-4567", "#"),
        ("热线：4001234567", "热线：#"),
        ("电话12345678", "电话#"),
        ("电话：1234567、7654321", "电话：#、#"),
        ("传真：1234 5678", "传真：#"),
        ("短号：661234", "短号：#"),
        ("电话\t1234567", "电话\t#"),
        ("手机：6000090\n8", "手机：#"),
    ]);
}

#[test]
fn identities_accounts_and_addresses() {
    check(&[
        ("110101199003070000", "#"),
        ("11010119900307001X", "#"),
        ("110101 19900307 0000", "#"),
        ("身份证号：110101900307001", "身份证号：#"),
        ("110101900307001", "#"),
        ("账号：6222 0200 0000 0000 000", "账号：#"),
        ("开户账号 6222020000000000000", "开户账号 #"),
        ("账号：622202000000\n0000000", "账号：#"),
        ("（银行账号：6222020000000000000）\n2024年部门预算", "（银行账号：#）\n2024年部门预算"),
        ("（银行账号：6222020000000000000）\n9999999999999999.99年", "（银行账号：#）\n9999999999999999.99年"),
        ("账号：6222020000000000000\n2024年部门预算", "账号：#\n2024年部门预算"),
        ("邮箱：lisi@example.com；", "邮箱：#；"),
        ("ｌｉｓｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "#"),
        ("lisi(at)example.com", "#"),
        ("lisi @ example.com", "#"),
        ("12345@qq.com", "#"),
        ("QQ：12345678", "QQ：#"),
        ("QQ群 12345678", "QQ群 #"),
        ("ＱＱ：12345678", "ＱＱ：#"),
        ("微信号：some_name", "微信号：#"),
        ("mailto:lisi@example.com?x=1", "mailto:#?x=1"),
        ("tel:13812345678", "tel:#"),
        ("http://a.cn/?phone=13812345678&b=1", "http://a.cn/?phone=#&b=1"),
        ("http://a.cn/?phone=1234567", "http://a.cn/?phone=#"),
        ("http://a.cn/?u=%2B8613812345678", "http://a.cn/?u=%2B#"),
        ("http://a.cn/?m=lisi%40example.com", "http://a.cn/?m=#"),
    ]);
}

#[test]
fn names_go_by_their_label() {
    check(&[
        ("联系人：甲某　　联系方式：13800000000", "联系人：#　　联系方式：#"),
        ("联系人：甲某联系电话：13800000000", "联系人：#联系电话：#"),
        ("经办人: 联系电话: ", "经办人: 联系电话: "),
        ("项目负责人：", "项目负责人："),
        ("联系人：市财政局部门预算科", "联系人：市财政局部门预算科"),
        ("联系人：市财政局王某某", "联系人：市财政局#"),
        ("填报人（签字）：王某某", "填报人（签字）：#"),
        ("审核：王某某 制表：李某", "审核：# 制表：#"),
        ("复核人\t王某某", "复核人\t#"),
        ("联络员 王某某", "联络员 #"),
        ("法定代表人：欧阳某某", "法定代表人：#"),
        ("会计：王某 出纳：李某", "会计：# 出纳：#"),
        ("联系人王某某，电话12345678", "联系人#，电话#"),
        ("联系人：甲某、乙某", "联系人：#、#"),
        ("联系人：买某提·艾某江", "联系人：#"),
        ("联系人：阿不都热合曼", "联系人：#"),
        ("联系人：王　某", "联系人：#"),
        ("联系人：\n王某某\n电话：\n13812345678", "联系人：\n#\n电话：\n#"),
        ("联系人\t\t王某某", "联系人\t\t#"),
        ("联系人及电话：王某某 1234567", "联系人及电话：# #"),
        ("联系人：王主任", "联系人：#"),
        ("王某某 13812345678", "# #"),
        ("经办人:\t乙经办", "经办人:\t#"),
        ("联 系 人：王某", "联 系 人：#"),
        ("联系人：Zhang San", "联系人：#"),
        ("主要是王某某13812345678提出", "主要是##提出"),
        ("指联系人王某某（电话12345678）", "指联系人#（电话#）"),
    ]);
}

#[test]
fn figures_and_words_that_stay() {
    for printed in [
        "",
        "13800138000.00",
        "13,800,138,000",
        "13800138000元",
        "金额13812345678万元",
        "2138001380001",
        "监督索引号53092200773301000",
        "统一社会信用代码91310000132200000X",
        "2010301 行政运行 12029501.84",
        "收入合计：12,029,501.84",
        "2025-2026年",
        "12345678",
        "3,286,618,082.20",
        "@三公",
        "2026-01-05",
        "0.13800138000",
        "财预〔2023〕138号",
        "联系电话\n2010301",
        "电话费 123456元",
        "200\n180\n160\n140\n120\n100\n80\n60\n40\n20\n0",
        "2\n0\n0\n1\n8\n0\n1\n6\n0\n1\n4\n0\n1\n2",
        "1030.55\n31.6\n0\n3029.16\n25.35",
        "0\n2\n0\n4\n0\n6\n0\n8\n0\n1\n0\n0",
        "与相邻地块地下连通联系，为群众提供人行通道",
        "会计人员管理服\n务答复时间",
        "各经办人员从一\n个入口登录",
        "被审计单位领导\n任职期间",
        "成果编制，支撑全市工作",
        "对各区进行成本审核，对具异议情况",
        "单位负责人对本单位内部控制负责",
        "审核 程序",
        "会计 核算",
        "项目负责人制度",
        "500106202410000012345",
        "— 18 —",
        "姓名\t职务\t单位",
    ] {
        assert_eq!(text(printed), (Cow::Borrowed(printed), 0), "{printed}");
    }
}

/// A grid of one line a cell.
fn grid(rows: &[&[&str]]) -> Grid {
    let cols = rows.iter().map(|r| r.len()).max().unwrap_or(0);
    let cell = |row: usize, col: usize, text: &str| {
        let line = Line { text: text.to_owned(), rect: Rect::default(), size: 1.0 };
        Cell {
            row: row as u16,
            col: col as u16,
            rows: 1,
            cols: 1,
            rect: Rect::default(),
            lines: if text.is_empty() {
                Vec::new()
            } else {
                text.split('\n').map(|t| Line { text: t.to_owned(), ..line.clone() }).collect()
            },
            open_above: false,
            open_below: false,
        }
    };
    Grid {
        kind: GridKind::Ruled,
        page: 1,
        rect: Rect::default(),
        xs: vec![0.0; cols + 1],
        ys: vec![0.0; rows.len() + 1],
        cells: rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(move |(c, t)| cell(r, c, t))).collect(),
        open_below: false,
        open_columns: 0,
    }
}

/// The cells of grids on pages of their own without contacts, `#` for one.
fn without(grids: &[&[&[&str]]]) -> Vec<String> {
    let mut sheets: Vec<Sheet> = grids.iter().map(|rows| Sheet { grids: vec![grid(rows)], ..Sheet::default() }).collect();
    take_out(&mut sheets, &Stop::default());
    let rows = sheets.iter().flat_map(|s| &s.grids).flat_map(|g| g.cells.chunk_by(|a, b| a.row == b.row));
    let text = |cell: &Cell| cell.lines.iter().map(|l| unmarked(&l.text).replace(REDACTED, "#")).collect::<Vec<_>>().join("/");
    rows.map(|row| row.iter().map(text).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn labels_beside_and_above() {
    assert_eq!(
        without(&[&[
            &["科目", "合计", "基本支出", "项目支出"],
            &["2010801", "20.00", "13,800,138,000.00", ""],
            &["填报人：", "王某某", "联系电话", "13812345678"],
            &["联系人", "", "", "王某某"],
            &["联系电话", "", "1234567", ""],
            &["电话", "138", "1234", "5678"],
            &["电话", "1381234\n5678", "", ""],
        ]]),
        [
            "科目|合计|基本支出|项目支出",
            "2010801|20.00|13,800,138,000.00|",
            "填报人：|#|联系电话|#",
            "联系人|||#",
            "联系电话||#|",
            "电话|#|#|#",
            "电话|#/#||",
        ]
    );
    // The table goes on on the next page without its headings.
    let page: &[&[&str]] = &[&["单位", "联系人", "联系电话"], &["财政局", "王某某", "12345678"]];
    let next: &[&[&str]] = &[&["审计局", "李某", "87654321"]];
    assert_eq!(without(&[page, next]), ["单位|联系人|联系电话", "财政局|#|#", "审计局|#|#"]);
}

#[test]
fn a_label_that_is_answered_or_followed_by_another_heading_announces_nothing_below() {
    let rows = without(&[&[&["填报人", "王某某", "联系电话", "12345678"], &["收入", "财政拨款", "968.1918", "100%"]]]);
    assert_eq!(rows, ["填报人|#|联系电话|#", "收入|财政拨款|968.1918|100%"]);
    let rows = without(&[&[&["单位", "联系电话"], &["财政局", "12345678"], &["项目", "当年金额"], &["合计", "7242318"]]]);
    assert_eq!(rows, ["单位|联系电话", "财政局|#", "项目|当年金额", "合计|7242318"]);
}

#[test]
fn a_label_alone_in_its_row_is_answered_in_the_next() {
    let rows = without(&[&[
        &["合计", "20.00", "10.00"],
        &["QQ：", "", ""],
        &["", "6626617198", ""],
        &["联系人", "", ""],
        &["", "", "王某某"],
    ]]);
    assert_eq!(rows, ["合计|20.00|10.00", "QQ：||", "|#|", "联系人||", "||#"]);
    let rows = without(&[&[&["开户行账号：", ""], &["", "6222020000000000"]]]);
    assert_eq!(rows, ["开户行账号：|", "|#"]);
    // One of several headings is no such label.
    let rows = without(&[&[&["账号", "金额", ""], &["", "6626617198", ""]]]);
    assert_eq!(rows, ["账号|金额|", "|6626617198|"]);
}

#[test]
fn labels_in_radicals_and_given_names_that_end_like_a_bank_are_known() {
    let rows = without(&[&[&["经办⼈", "王景行", "联系电话", "12345678"], &["复核⼈：郑戊丁"], &["经办人", "赵支行"]]]);
    assert_eq!(rows, ["经办⼈|#|联系电话|#", "复核⼈：#", "经办人|赵支行"]);
}

#[test]
fn a_name_that_a_label_announced_is_known_everywhere() {
    assert_eq!(
        without(&[&[&["由王某某负责"], &["联系人：王某某"]], &[&["王某某提出，联系人"]]]),
        ["由#负责", "联系人：#", "#提出，联系人"]
    );
    // Two characters may be a part of any word.
    assert_eq!(without(&[&[&["王某乡"], &["联系人：王某"]]]), ["王某乡", "联系人：#"]);
}

#[test]
fn a_figure_among_figures_is_no_number_to_reach_anyone_by() {
    assert_eq!(without(&[&[&["合计", "13800138000"], &["其中", "1200345"]]]), ["合计|13800138000", "其中|1200345"]);
    assert_eq!(without(&[&[&["合计", "13800138000"], &["其中", "1200.45"]]]), ["合计|#", "其中|1200.45"]);
    assert_eq!(without(&[&[&["+86", "13800138000"], &["其中", "1200345"]]])[0], "+86|#");
}

#[test]
fn two_contacts_are_told_apart_inside_the_chain_only() {
    let mut sheets = vec![Sheet {
        grids: vec![grid(&[&["电话：13812345678", "电话：138 1234 5678", "电话：13912345678"]])],
        ..Sheet::default()
    }];
    assert_eq!(take_out(&mut sheets, &Stop::default()), 3);
    let texts: Vec<&str> = sheets[0].grids[0].cells.iter().map(|c| c.lines[0].text.as_str()).collect();
    assert!(texts[0] == texts[1] && texts[1] != texts[2], "{texts:?}");
    assert!(texts.iter().all(|t| written(t) == "电话：[redacted]"), "{texts:?}");
}

proptest! {
    #[test]
    fn a_mobile_number_never_survives(
        before in "[一-龥 ：]{0,6}", second in 3u8..10, tail in "[0-9]{9}", dash in "[-—－ .·\u{a0}\u{200b}]?", after in "[一-龥 。]{0,6}"
    ) {
        prop_assume!(!after.trim_start().starts_with(['元', '万', '亿', '千', '圆']) && !before.ends_with(['元', '.']));
        let printed = format!("{before}1{second}{}{dash}{}{dash}{}{after}", &tail[..1], &tail[1..5], &tail[5..]);
        prop_assert!(!text(&printed).0.contains(&tail[5..]), "{printed}");
    }

    #[test]
    fn any_text_is_read(printed in "[0-9@a.\\-, 电话：+X联系人（）\t\n]{0,60}") {
        let (once, _) = text(&printed);
        prop_assert_eq!(text(&once).1, 0, "{} -> {}", printed, once);
    }
}
