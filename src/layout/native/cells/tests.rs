use super::*;

/// A table of rows whose cells are parted by `|`; `>` goes on from the left, `^` from above.
fn loose(rows: &[&str], endless: bool) -> Loose {
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let width = texts.iter().map(Vec::len).max().unwrap();
    let mut cells = Vec::new();
    for (row, line) in texts.iter().enumerate() {
        for (col, text) in line.iter().enumerate().filter(|(_, text)| !matches!(**text, ">" | "^")) {
            let cols = 1 + line[col + 1..].iter().take_while(|t| **t == ">").count();
            let rows = 1 + texts[row + 1..].iter().take_while(|l| l.get(col) == Some(&"^")).count();
            let lines = if text.is_empty() { vec![] } else { vec![(*text).to_owned()] };
            cells.push(Held { row, col, rows, cols, lines, indent: 0 });
        }
    }
    let axis = |count: usize| (0..u32::try_from(count).unwrap()).collect();
    Loose { xs: axis(width), ys: axis(texts.len()), cells, endless }
}

/// Each part: a line, or the rows of a grid.
fn parted(rows: &[&str], endless: bool) -> Vec<String> {
    let shown = |part: Part| match part {
        Part::Line(line) => line.text.replace('\t', "→"),
        Part::Grid(grid) => {
            let row = |row: usize| {
                let cells = grid.cells.iter().filter(|c| usize::from(c.row) == row);
                cells.map(|c| format!("{}{}", c.text(), ">".repeat(usize::from(c.cols) - 1))).collect::<Vec<_>>().join("|")
            };
            format!("[{}]", (0..grid.row_count()).map(row).collect::<Vec<_>>().join(" / "))
        }
    };
    part(1, &loose(rows, endless), &mut Vec::new()).into_iter().map(shown).collect()
}

#[test]
fn title_unit_and_notes_leave_the_grid() {
    let rows = [
        "甲乡2026年1月“三公”经费使用情况公示|>|>",
        "单位名称：||单位：元",
        "项目名称|金额|备注",
        "合计|0|",
        "其中：购置费|0|",
        "||",
        "公示时间：2026年2月1日至2月7日|>|>",
        "来信来访时间：正常工作时间||",
    ];
    let want = [
        "甲乡2026年1月“三公”经费使用情况公示",
        "单位名称：→单位：元",
        "[项目名称|金额|备注 / 合计|0| / 其中：购置费|0|]",
        "公示时间：2026年2月1日至2月7日",
        "来信来访时间：正常工作时间",
    ];
    assert_eq!(parted(&rows, false), want);
}

#[test]
fn columns_in_which_nothing_begins_are_no_columns() {
    let rows = ["科目|>|支出|>", "编码|名称|合计|", "201|一般公共服务支出|5.00|"];
    assert_eq!(parted(&rows, false), ["[科目>|支出 / 编码|名称|合计 / 201|一般公共服务支出|5.00]"]);
}

#[test]
fn tables_in_one_grid_are_parted_at_their_titles() {
    let rows = ["部门收入总表|>", "|单位：元", "项目|金额", "合计|5.00", "部门支出总表|>", "项目|金额", "合计|4.00"];
    let want = ["部门收入总表", "单位：元", "[项目|金额 / 合计|5.00]", "部门支出总表", "[项目|金额 / 合计|4.00]"];
    assert_eq!(parted(&rows, false), want);
    let apart = ["部门收入总表|", "项目|金额", "合计|5.00", "|", "甲县某局2026年收支说明如下|", "项目|金额", "合计|4.00"];
    let want = ["部门收入总表", "[项目|金额 / 合计|5.00]", "甲县某局2026年收支说明如下", "[项目|金额 / 合计|4.00]"];
    assert_eq!(parted(&apart, true), want);
}

#[test]
fn a_band_within_the_table_is_one_of_its_rows() {
    let rows = ["项目|金额", "一、本年支出合计其中基本支出部分|>", "工资|5.00", "|"];
    assert_eq!(parted(&rows, false), ["[项目|金额 / 一、本年支出合计其中基本支出部分> / 工资|5.00 / |]"]);
}

#[test]
fn what_stands_below_a_table_on_its_sheet_is_text() {
    let table = ["2026年部门支出总表|>|>", "项目|金额|备注", "合计|5.00|"];
    let below = ["||", "第三部分|>|>", "情况说明|>|>", "2026年支出5.00万元，与上年持平。|>|>"];
    let want = [table[0].trim_end_matches(['|', '>']), "[项目|金额|备注 / 合计|5.00|]", "第三部分", "情况说明"];
    let found = parted(&[&table[..], &below[..]].concat(), true);
    assert_eq!(found[..4], want);
    let signed = ["单位负责人：||制表人："];
    assert_eq!(parted(&[&table[..], &signed[..]].concat(), true)[2], "单位负责人：→制表人：");
}

#[test]
fn a_title_and_a_unit_line_in_one_cell_are_two_lines() {
    let mut table = loose(&["2026年部门支出总表|>", "项目|金额", "合计|5.00"], false);
    table.cells[0].lines.push("部门：甲县水务局 单位：万元".to_owned());
    let parts = part(1, &table, &mut Vec::new());
    let lines: Vec<&str> =
        parts.iter().filter_map(|p| if let Part::Line(l) = p { Some(l.text.as_str()) } else { None }).collect();
    assert_eq!(lines, ["2026年部门支出总表", "部门：甲县水务局 单位：万元"]);
}

#[test]
fn a_heading_that_nobody_merged_reaches_over_those_below_it() {
    let rows = ["科目||预算数||", "编码|名称|合计|基本|项目", "201|服务|5.00|4.00|1.00"];
    assert_eq!(parted(&rows, true), ["[科目>|预算数>> / 编码|名称|合计|基本|项目 / 201|服务|5.00|4.00|1.00]"]);
    let flat = ["项目|金额|备注", "说明|||", "合计|5.00|"];
    assert_eq!(parted(&flat, true), ["[项目|金额|备注 / 说明|| / 合计|5.00|]"]);
}
