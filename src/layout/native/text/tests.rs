use super::*;
use std::path::{Path, PathBuf};

/// The grid in rows: `text+n` spans n columns, `text/n` n rows; `.` is an empty cell.
fn drawn(grid: &Grid) -> Vec<String> {
    (0..grid.row_count())
        .map(|row| {
            let cells = grid.cells.iter().filter(|c| usize::from(c.row) == row).map(|c| {
                let mut text = if c.is_empty() { ".".to_owned() } else { c.text().into_owned() };
                if c.cols > 1 {
                    text += &format!("+{}", c.cols);
                }
                if c.rows > 1 {
                    text += &format!("/{}", c.rows);
                }
                text
            });
            cells.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn one_sheet(text: &str) -> (Sheet, Vec<String>) {
    let (mut sheets, diagnostics) = lay_out_text(&text.replace('→', "\t"));
    assert_eq!(sheets.len(), 1);
    (sheets.remove(0), diagnostics.iter().map(|d| d.code.to_owned()).collect())
}

#[test]
fn header_fields_get_their_spans() {
    for (what, text, want) in [
        (
            "two sides, three rows",
            "收入→→支出→→→\n项目→金额→项目→金额→→\n→→→小计→一般公共预算→基金\n一、拨款→833.90→一、服务→620.54→620.54→",
            vec![
                "收入+2 支出+4",
                "项目/2 金额/2 项目/2 金额+3",
                "小计 一般公共预算 基金",
                "一、拨款 833.90 一、服务 620.54 620.54 .",
            ],
        ),
        (
            "the last column from above, trailing tabs vary",
            "项目→→本年收入→→上年结转\n编码→名称→合计→拨款→\n合计→→8.90→8.90\n201→服务→8.90→8.90→→→",
            vec!["项目+2 本年收入+2 上年结转/2", "编码 名称 合计 拨款", "合计 . 8.90 8.90 .", "201 服务 8.90 8.90 ."],
        ),
        (
            "no amount in the first rows",
            "项目→2023年预算数→→\n→合计→拨款→基金\n因公出国（境）费→→→\n公务接待费→→→\n公车→2.00→2.00→",
            vec!["项目/2 2023年预算数+3", "合计 拨款 基金", "因公出国（境）费 . . .", "公务接待费 . . .", "公车 2.00 2.00 ."],
        ),
        ("one row of header", "编码→名称→合计\n合计→→\n", vec!["编码 名称 合计", "合计 . ."]),
        ("no header", "301→工资→5.00\n30101→基本工资→4.00", vec!["301 工资 5.00", "30101 基本工资 4.00"]),
        (
            "only a header and its numbers",
            "项目名称→合计→拨款→\n→→一般→基金\n1→2→3→4",
            vec!["项目名称/2 合计/2 拨款+2", "一般 基金", "1 2 3 4"],
        ),
        (
            "a form",
            "项目名称→→办公费用→→→\n主管部门→→县政府办→→实施单位→县政府办\n其他资金→→→→其他资金→",
            vec!["项目名称+2 办公费用+4", "主管部门 . 县政府办 . 实施单位 县政府办", "其他资金 . . . 其他资金 ."],
        ),
    ] {
        let (sheet, _) = one_sheet(text);
        assert_eq!(sheet.grids.len(), 1, "{what}");
        assert_eq!(drawn(&sheet.grids[0]), want, "{what}");
        assert!(sheet.lines.is_empty(), "{what}");
    }
}

#[test]
fn what_is_a_table_and_where_it_ends() {
    let table = "编码→名称→合计\n合计→→5.00\n";
    let body = "201→服务→5.00\n";
    for (what, text, grids, lines) in [
        ("a blank line inside", format!("{table}\n{body}"), 1, 0),
        ("the number of a page inside", format!("{table}\n- 11 -\n\n{body}"), 1, 0),
        ("a header printed again", format!("{table}{body}\n编码→名称→合计\n{body}"), 1, 0),
        ("a title between", format!("{table}\n2023年预算支出总表\n\n单位：万元\n\n{table}"), 2, 2),
        ("a title between, no blank line", format!("{table}2023年预算支出总表→→\n部门名称：办公室→→单位：万元\n{table}"), 2, 2),
        ("another header behind a blank line", format!("{table}{body}\n单位→人数→金额（万元）\n甲局→3→5.00\n"), 2, 0),
        ("many more fields behind a blank line", format!("{table}\na→b→c→d→e→f→g→1.00\nh→i→j→k→l→m→n→2.00\n"), 2, 0),
        ("a note below", format!("{table}注：本表无数据→→\n"), 1, 1),
        ("a label without tabs", format!("{table}基本支出\n{body}"), 1, 0),
        ("contents", "第一部分 概况→1\n一、职责.....→1\n收支总表→2\n\n二、其他→3\n".to_owned(), 0, 4),
        ("two columns of small numbers", "车辆→3\n房屋→12\n".to_owned(), 1, 0),
        ("a numbered list", "1.→贯彻执行国家法律。\n2.→组织实施。\n（三）→其他\n".to_owned(), 0, 3),
        ("indented text", "→为做好工作，现将预算公开如下。\n→本部门共有人员十名。\n".to_owned(), 0, 2),
        ("one line with a tab", "部门：甲局→单位：万元\n\n说明\n".to_owned(), 0, 2),
    ] {
        let (sheet, diagnostics) = one_sheet(&text);
        assert_eq!((sheet.grids.len(), sheet.lines.len()), (grids, lines), "{what}: {:?} {diagnostics:?}", sheet.lines);
    }
}

#[test]
fn a_blank_line_in_a_table_below_labels_of_a_crawler_jumps_over_nothing() {
    let table = "编码→名称→合计\n合计→→5.00\n\n201→服务→3.00\n203→国防→1.00\n204→安全→1.00\n";
    let labels = "标题: 甲县水务局2026年部门预算\n发布时间: 2026-02-01\n文号: \n栏目: 部门预算\n====\n";
    let (sheet, _) = one_sheet(&format!("{labels}{table}\n2026年收入总表\n\n单位：万元\n\n{table}"));
    assert_eq!(sheet.grids.iter().map(Grid::row_count).collect::<Vec<_>>(), [5, 5]);
    assert!(sheet.lines.iter().any(|line| line.text == "2026年收入总表"));
}

#[test]
fn what_is_dropped_or_odd_is_told() {
    let rows = "201→服务→5.00\n203→国防→6.00\n204→安全→7.00\n";
    for (what, text, want) in [
        ("a drawn line", format!("编码→名称→合计\n{rows}------→----→--\n"), vec!["text.separator_row"]),
        ("a header again", format!("编码→名称→合计\n{rows}\n编码→名称→合计\n{rows}"), vec!["text.repeated_header"]),
        ("an amount among names", format!("编码→名称→合计\n{rows}20501→5.00→\n"), vec!["text.shifted_row"]),
        ("a name among amounts", format!("编码→名称→合计\n{rows}205→→教育→8.00\n"), vec!["text.shifted_row"]),
        ("a label alone", format!("编码→名称→合计\n{rows}基本支出\n{rows}"), vec!["text.row_without_tab"]),
        (
            "labels of a form",
            "项目名称→→办公\n项目资金→→总额→1,000\n→→省级财政资金→0\n→→单位自筹→0\n其他资金→→→\n".to_owned(),
            vec!["text.shifted_row"],
        ),
        (
            "indicators of a form",
            "项目名称→→办公\n绩效指标→一级指标→二级指标→值\n→产出指标→数量指标→1个\n质量指标→好→→\n满意度指标→服务对象满意度→高→\n".to_owned(),
            vec!["text.shifted_row"; 2],
        ),
        ("all well", format!("编码→名称→合计\n{rows}\n合计→→18.00\n"), vec![]),
    ] {
        assert_eq!(one_sheet(&text).1, want, "{what}");
    }
}

#[test]
fn a_place_is_a_column_and_a_line() {
    let (sheet, _) = one_sheet("  标题\r\n\r\n编码→ 名称→合计\r\n201→服务→5.00\r\n");
    assert_eq!(sheet.lines[0].rect, Rect::new(2.0, 0.0, 4.0, 1.0));
    let grid = &sheet.grids[0];
    assert_eq!((grid.xs.clone(), grid.ys.clone()), (vec![0.0, 1.0, 2.0, 3.0], vec![2.0, 3.0, 4.0]));
    assert_eq!(grid.cells[1].rect, Rect::new(4.0, 2.0, 6.0, 3.0));
    assert_eq!(grid.cells[5].rect, Rect::new(7.0, 3.0, 11.0, 4.0));
    assert_eq!(grid.cells[5].lines[0].size, 1.0);
}

#[test]
fn pages_end_at_form_feeds() {
    let (sheets, diagnostics) = lay_out_text("一\u{c}二\n三\u{c}");
    let texts: Vec<Vec<&str>> = sheets.iter().map(|s| s.lines.iter().map(|l| l.text.as_str()).collect()).collect();
    assert_eq!(texts, [vec!["一"], vec!["二", "三"]]);
    assert_eq!((sheets[1].page, diagnostics.len()), (2, 0));
    assert_eq!(lay_out_text("").0.len(), 1);
    let (sheets, diagnostics) = lay_out_text(&"页\u{c}".repeat(MAX_PAGES + 2));
    assert_eq!((sheets.len(), diagnostics[0].code), (MAX_PAGES, "page.too_many"));
}

#[test]
fn a_table_over_form_feeds_is_one_table() {
    let text = "2023年支出总表\n单位：万元\n编码\t名称\t合计\n201\t服务\t5.00\n\u{c}公务接待费\t\t6.00\n204\t安全\t7.00\n";
    let (outline, _) = crate::outline::outline(lay_out_text(text).0);
    assert_eq!(outline.tables.len(), 1);
    assert_eq!((outline.tables[0].pages.clone(), outline.tables[0].rows.len()), (vec![1, 2], 4));
}

/// The texts of the invented corpus, whole tables against their truth: header paths and every cell.
#[test]
fn the_invented_texts_read_as_their_truth() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut texts: Vec<PathBuf> = std::fs::read_dir(corpus).unwrap().map(|f| f.unwrap().path()).collect();
    texts.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    assert_eq!(texts.len(), 2);
    for path in texts {
        let truth: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path.with_extension("truth.json")).unwrap()).unwrap();
        let (text, _) = crate::source::decode(&std::fs::read(&path).unwrap());
        let (sheets, _) = lay_out_text(&text);
        let tables = truth["tables"].as_array().unwrap();
        assert!(sheets[0].grids.len() >= tables.len());
        for (table, grid) in tables.iter().zip(&sheets[0].grids) {
            let title = table["title"].as_str().unwrap();
            let list = |value: &serde_json::Value| -> Vec<String> {
                value.as_array().unwrap().iter().map(|v| v.as_str().unwrap_or_default().to_owned()).collect()
            };
            let rows: Vec<Vec<String>> = table["rows"].as_array().unwrap().iter().map(list).collect();
            let height = grid.row_count() - rows.len() - usize::from(!table["ordinal_row"].is_null());
            assert_eq!(paths(grid, height), list(&table["columns"]), "{title}");
            let first = grid.row_count() - rows.len();
            let found: Vec<Vec<String>> = (first..grid.row_count())
                .map(|row| grid.cells.iter().filter(|c| usize::from(c.row) == row).map(|c| c.text().into_owned()).collect())
                .collect();
            assert_eq!(found, rows, "{title}");
        }
    }
}

/// The headings above each column, joined by `/`.
fn paths(grid: &Grid, height: usize) -> Vec<String> {
    let owners = grid.owners();
    let path = |col: usize| {
        let mut cells: Vec<usize> = (0..height).filter_map(|row| owners[row * grid.col_count() + col]).collect();
        cells.dedup();
        let texts = cells.iter().map(|c| crate::grammar::squeeze(&grid.cells[*c].text()));
        texts.filter(|t| !t.is_empty()).collect::<Vec<_>>().join("/")
    };
    (0..grid.col_count()).map(path).collect()
}

#[test]
fn targets_in_words_go_on_behind_the_number_of_a_page() {
    let text = "项目名称\t三级指标\t指标值\t单位\n旧桥维修\t委托次数\t3.00\t次\n旧桥维修\t完成率\t98.00\t%\n\n16\n\n旧桥维修\t发挥作用期限\t长期\t\n";
    let sheets = lay_out_text(text).0;
    assert_eq!(sheets[0].grids.len(), 1);
    assert_eq!(sheets[0].grids[0].row_count(), 4);
}
