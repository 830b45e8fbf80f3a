//! Whole pages: what becomes a grid, and what stays text.

use super::made::{Sketch, drawn};
use crate::layout::{GridKind, Sheet, lay_out};

fn sheet(sketch: &Sketch) -> Sheet {
    lay_out(&sketch.page).0
}

fn lines(sheet: &Sheet) -> Vec<&str> {
    sheet.lines.iter().map(|l| l.text.as_str()).collect()
}

/// Title, unit line, and rows of code, name and two amounts under a header of two rows.
fn classes(with_caption: bool) -> Sketch {
    let mut page = Sketch::new();
    if with_caption {
        page.centre(300.0, 60.0, "部门支出总表");
        page.text(50.0, 80.0, "部门：青崖市信访局");
        page.right(550.0, 80.0, "单位：万元");
        page.centre(175.0, 100.0, "项目");
        page.centre(450.0, 100.0, "2026年预算数");
        page.centre(85.0, 120.0, "科目编码");
        page.centre(235.0, 120.0, "科目名称");
        page.centre(400.0, 120.0, "合计");
        page.centre(500.0, 120.0, "基本支出");
    }
    page.centre(175.0, 140.0, "合  计");
    page.right(447.0, 140.0, "989.10");
    page.right(547.0, 140.0, "901.05");
    let rows = [
        ("201", "一般公共服务支出", "749.21", "661.16"),
        ("20140", "信访事务", "749.21", ""),
        ("2014001", "行政运行", "1,661.16", "661.16"),
    ];
    for (index, (code, name, total, basic)) in rows.into_iter().enumerate() {
        let y = 160.0 + 20.0 * index as f32;
        page.centre(85.0, y, code);
        page.text(123.0, y, name);
        page.right(447.0, y, total);
        page.right(547.0, y, basic);
    }
    page
}

const CLASS_ROWS: [&str; 4] =
    ["合计|<|989.10|901.05", "201|一般公共服务支出|749.21|661.16", "20140|信访事务|749.21|", "2014001|行政运行|1,661.16|661.16"];

#[test]
fn headings_stand_over_their_columns() {
    let sheet = sheet(&classes(true));
    assert_eq!(lines(&sheet), ["部门支出总表", "部门：青崖市信访局\t单位：万元"]);
    assert_eq!(sheet.grids.len(), 1);
    assert_eq!(sheet.grids[0].kind, GridKind::Aligned);
    let rows = drawn(&sheet.grids[0]);
    assert_eq!(rows[..2], ["项目|<|2026年预算数|<", "科目编码|科目名称|合计|基本支出"]);
    assert_eq!(rows[2].replace("合 计", "合计"), CLASS_ROWS[0].replace("合 计", "合计"));
    assert_eq!(rows[3..], CLASS_ROWS[1..]);
}

#[test]
fn a_page_may_go_on_without_a_header() {
    let rows = drawn(&sheet(&classes(false)).grids[0]);
    assert_eq!(rows[1..], CLASS_ROWS[1..]);
}

#[test]
fn notes_and_text_around_a_table_stay_lines() {
    let mut page = classes(true);
    page.text(50.0, 230.0, "注：本表反映部门本年度的支出。");
    page.text(50.0, 270.0, "二、机关运行经费");
    page.text(70.0, 290.0, "2026年机关运行经费预算84.44万元。");
    page.centre(300.0, 820.0, "- 4 -");
    let sheet = sheet(&page);
    assert_eq!(
        lines(&sheet)[2..],
        ["注：本表反映部门本年度的支出。", "二、机关运行经费", "2026年机关运行经费预算84.44万元。", "- 4 -"]
    );
    assert_eq!(drawn(&sheet.grids[0])[3..], CLASS_ROWS[1..]);
}

#[test]
fn a_wrapped_name_joins_its_row() {
    let mut page = classes(true);
    page.centre(85.0, 227.0, "2080505");
    page.text(123.0, 221.0, "机关事业单位基本养老保险缴费支");
    page.text(123.0, 233.0, "出");
    page.right(447.0, 227.0, "77.91");
    page.centre(85.0, 251.0, "2080506");
    page.text(123.0, 251.0, "机关事业单位职业年金");
    page.right(447.0, 251.0, "39.06");
    let rows = drawn(&sheet(&page).grids[0]);
    assert_eq!(rows[6..], ["2080505|机关事业单位基本养老保险缴费支出|77.91|", "2080506|机关事业单位职业年金|39.06|"]);
}

#[test]
fn a_code_close_before_names_of_two_lines_is_a_cell_of_its_own() {
    let mut page = Sketch::new();
    page.rule(90.0, 50.0, 450.0);
    for (row, amount) in ["12.00", "3.00", "9.00", "4.50"].iter().enumerate() {
        let y = 105.0 + 40.0 * row as f32;
        page.text(123.0, y, "青崖市海洋战略");
        page.text(123.0, y + 12.0, "与预警中心");
        page.right(121.5, y + 6.0, "441001");
        page.right(300.0, y + 6.0, amount);
        page.rule(y + 25.0, 50.0, 450.0);
    }
    let sheet = sheet(&page);
    let want = ["12.00", "3.00", "9.00", "4.50"].map(|amount| format!("441001|青崖市海洋战略与预警中心|{amount}"));
    assert_eq!(drawn(&sheet.grids[0]), want);
}

#[test]
fn amounts_in_whole_yuan_without_commas_are_amounts_by_their_column() {
    let mut page = Sketch::new();
    for (x, head) in [(60.0, "科目编码"), (170.0, "科目名称"), (300.0, "合计"), (400.0, "人员经费")] {
        page.centre(x, 100.0, head);
    }
    let rows = [
        ("301", "工资福利支出", "1373300"),
        ("30101", "基本工资", "457400"),
        ("30107", "奖金", "403700"),
        ("302", "办公费", "61300"),
    ];
    for (row, (code, name, amount)) in rows.iter().enumerate() {
        let y = 120.0 + 15.0 * row as f32;
        page.text(45.0, y, code);
        page.text(130.0, y, name);
        page.right(320.0, y, amount);
        page.right(420.0, y, amount);
    }
    let sheet = sheet(&page);
    let want = rows.map(|(code, name, amount)| format!("{code}|{name}|{amount}|{amount}"));
    assert_eq!(drawn(&sheet.grids[0])[1..], want);
    // The pages of the contents are none.
    let mut contents = Sketch::new();
    for (row, (title, at)) in [("部门概况", "3"), ("收支总表", "8"), ("收入总表", "12"), ("支出总表", "104")].iter().enumerate()
    {
        contents.text(60.0, 100.0 + 15.0 * row as f32, title);
        contents.right(420.0, 100.0 + 15.0 * row as f32, at);
    }
    assert!(super::super::lay_out(&contents.page).0.grids.is_empty());
}

/// Rules between the rows, names of two lines, amounts centred beside them, and no header: the page before has it.
#[test]
fn rules_show_the_rows_of_a_page_without_a_header() {
    let mut page = Sketch::new();
    page.rule(90.0, 50.0, 450.0);
    for (row, amount) in ["12.00", "3.00", "9.00", "4.50"].iter().enumerate() {
        let y = 105.0 + 40.0 * row as f32;
        page.text(123.0, y, "海洋战略规划与预");
        page.text(123.0, y + 12.0, "警监测");
        page.text(60.0, y + 6.0, "28");
        page.right(300.0, y + 6.0, amount);
        page.rule(y + 25.0, 50.0, 450.0);
    }
    let sheet = sheet(&page);
    let want = ["12.00", "3.00", "9.00", "4.50"].map(|amount| format!("28|海洋战略规划与预警监测|{amount}"));
    assert_eq!(drawn(&sheet.grids[0]), want);
}

/// `1,298.` over `60`, beside cells of one line that are centred between them. That `1,231.1` goes on with `8` is not certain from the
/// cell alone, but both stand in it, so nobody takes them for two amounts.
#[test]
fn a_number_broken_in_two_is_one() {
    let mut page = classes(true);
    page.right(447.0, 221.0, "1,298.");
    page.right(547.0, 221.0, "1,231.1");
    page.centre(85.0, 226.0, "210");
    page.text(123.0, 226.0, "卫生健康支出");
    page.right(447.0, 232.0, "60");
    page.right(547.0, 232.0, "8");
    page.centre(85.0, 251.0, "221");
    page.text(123.0, 251.0, "住房保障支出");
    page.right(447.0, 251.0, "3.00");
    let rows = drawn(&sheet(&page).grids[0]);
    assert_eq!(rows[6..], ["210|卫生健康支出|1,298.60|1,231.1/8", "221|住房保障支出|3.00|"]);
}

/// A column that is too narrow for its numbers breaks them off at any digit; the label stands beside their last line, their first, or
/// between both. `0` needs one line.
#[test]
fn numbers_broken_anywhere_are_one_wherever_the_label_stands() {
    for label in [0.0, 5.5, 11.0] {
        let mut page = classes(true);
        page.right(447.0, 221.0, "22,927,6");
        page.right(447.0, 232.0, "59.71");
        page.right(547.0, 221.0, "2,911");
        page.right(547.0, 232.0, ".49");
        page.centre(85.0, 221.0 + label, "210");
        page.text(123.0, 221.0 + label, "卫生健康支出");
        page.right(447.0, 262.0, "7,642,50");
        page.right(447.0, 273.0, "0.00");
        page.centre(85.0, 262.0 + label, "221");
        page.text(123.0, 262.0 + label, "住房保障支出");
        page.right(547.0, 262.0 + label, "0");
        let rows = drawn(&sheet(&page).grids[0]);
        assert_eq!(rows[6..], ["210|卫生健康支出|22,927,659.71|2,911.49", "221|住房保障支出|7,642,500.00|0"], "{label}");
    }
}

#[test]
fn empty_columns_come_from_their_headings() {
    let mut page = Sketch::new();
    let heads = [(90.0, "项目"), (200.0, "合计"), (290.0, "一般公共预算"), (380.0, "政府性基金"), (470.0, "其他资金")];
    heads.iter().for_each(|(x, text)| page.centre(*x, 100.0, text));
    for (index, name) in ["基本支出", "项目支出", "其中：培训"].into_iter().enumerate() {
        let y = 120.0 + 20.0 * index as f32;
        page.text(50.0, y, name);
        page.right(240.0, y, "12.00");
        page.right(510.0, y, "2.00");
    }
    let rows = drawn(&sheet(&page).grids[0]);
    assert_eq!(rows[..2], ["项目|合计|一般公共预算|政府性基金|其他资金", "基本支出|12.00|||2.00"]);
}

#[test]
fn a_rule_under_a_group_gives_its_columns() {
    // 三公: one row of amounts; the group is underlined, cells over both header rows are not.
    let mut page = Sketch::new();
    page.rule(100.0, 40.0, 540.0);
    page.centre(90.0, 125.0, "合计");
    page.centre(190.0, 125.0, "因公出国费");
    page.centre(340.0, 115.0, "公务用车购置及运行费");
    page.rule(120.0, 242.0, 438.0);
    page.centre(290.0, 135.0, "购置费");
    page.centre(390.0, 135.0, "运行费");
    page.centre(490.0, 125.0, "公务接待费");
    page.rule(140.0, 40.0, 540.0);
    for (x, amount) in [(137.0, "5.25"), (437.0, "4.60"), (537.0, "0.65")] {
        page.right(x, 155.0, amount);
    }
    page.rule(160.0, 40.0, 540.0);
    let rows = drawn(&sheet(&page).grids[0]);
    assert_eq!(rows, ["合计|因公出国费|公务用车购置及运行费|<|公务接待费", "^|^|购置费|运行费|^", "5.25|||4.60|0.65"]);
}

#[test]
fn an_empty_table_between_rules_keeps_its_rows() {
    let mut page = Sketch::new();
    for (x, text) in [(90.0, "科目编码"), (220.0, "科目名称"), (340.0, "合计"), (430.0, "基本支出"), (510.0, "项目支出")]
    {
        page.centre(x, 115.0, text);
    }
    [100.0, 120.0, 140.0, 160.0].iter().for_each(|y| page.rule(*y, 40.0, 550.0));
    let rows = drawn(&sheet(&page).grids[0]);
    assert_eq!(rows, ["科目编码|科目名称|合计|基本支出|项目支出", "||||", "||||"]);
}

#[test]
fn what_is_no_table_stays_text() {
    let page = |draw: fn(&mut Sketch)| {
        let mut page = Sketch::new();
        draw(&mut page);
        page
    };
    let cases: [(&str, Sketch); 6] = [
        ("contents", page(|p| (0..6).for_each(|i| p.text(70.0, 100.0 + 20.0 * i as f32, "一、收支预算总表............ 1.0")))),
        (
            "sentences with amounts",
            page(|p| {
                (0..6).for_each(|i| {
                    p.text(70.0, 100.0 + 20.0 * i as f32, "收入 1,234.56 万元，比上年增加 12.30 万元，增长 1.01%。")
                })
            }),
        ),
        ("the axis of a chart", page(|p| (0..6).for_each(|i| p.right(80.0, 100.0 + 20.0 * i as f32, "1,200.00")))),
        (
            "scattered labels of a chart",
            page(|p| {
                for (i, x) in [100.0, 260.0, 180.0, 320.0, 140.0].into_iter().enumerate() {
                    p.text(x, 100.0 + 17.0 * i as f32, "12.30");
                    p.text(x + 83.0, 100.0 + 17.0 * i as f32, "7.10");
                }
            }),
        ),
        (
            "a signature block",
            page(|p| {
                p.text(70.0, 700.0, "负责人：甲某");
                p.text(300.0, 700.0, "联系电话：0000");
                p.text(70.0, 720.0, "编制单位：某局");
                p.text(300.0, 720.0, "单位：万元");
            }),
        ),
        (
            "header words without rules",
            page(|p| {
                for (x, word) in [(100.0, "工资福利支出"), (250.0, "商品和服务支出"), (400.0, "资本性支出")] {
                    p.text(x, 400.0, word);
                }
            }),
        ),
    ];
    for (name, page) in &cases {
        assert_eq!(sheet(page).grids.len(), 0, "{name}");
    }
}

#[test]
fn no_glyph_is_lost_or_doubled() {
    let page = classes(true);
    let sheet = sheet(&page);
    let cells = sheet.grids.iter().flat_map(|g| &g.cells).flat_map(|c| &c.lines);
    let count: usize = cells.chain(&sheet.lines).map(|l| l.text.chars().filter(|c| !c.is_whitespace()).count()).sum();
    assert_eq!(count, page.page.glyphs.len());
}

#[test]
fn a_page_full_of_numbers_loses_none() {
    let mut page = Sketch::new();
    for index in 0..50_000u32 {
        // A fixed scatter.
        let (x, y) = (index.wrapping_mul(2_654_435_761) % 3_000, index.wrapping_mul(40_503) % 3_001);
        page.text(x as f32, y as f32, "1.00");
    }
    let sheet = sheet(&page);
    let cells = sheet.grids.iter().flat_map(|g| &g.cells).flat_map(|c| &c.lines);
    let ones: usize = sheet.lines.iter().chain(cells).map(|l| l.text.matches('1').count()).sum();
    assert_eq!(ones, 50_000);
}

/// A table of two sides, with rules between all of its rows or around them only, and the given ones between its columns.
fn two_sides(rows_ruled: bool, verticals: &[f32]) -> Sketch {
    let mut page = Sketch::new();
    page.centre(300.0, 60.0, "部门收支总表");
    page.right(550.0, 80.0, "单位：万元");
    let rows = [
        ("项目", "预算数", "项目", "预算数"),
        ("一、财政拨款收入", "989.10", "一、教育支出", "749.21"),
        ("二、事业收入", "12.00", "二、卫生健康支出", "661.16"),
        ("三、经营收入", "5.50", "三、农林水支出", "161.16"),
        ("四、其他收入", "7.25", "四、住房保障支出", "66.10"),
        ("收入总计", "1,013.85", "支出总计", "1,637.63"),
    ];
    for (index, (income, received, purpose, spent)) in rows.into_iter().enumerate() {
        let y = 110.0 + 20.0 * index as f32;
        page.text(55.0, y, income);
        page.right(295.0, y, received);
        page.text(305.0, y, purpose);
        page.right(545.0, y, spent);
    }
    let heights = (0..=6).map(|i| 95.0 + 20.0 * i as f32).filter(|y| rows_ruled || *y < 120.0 || *y > 210.0);
    heights.for_each(|y| page.rule(y, 50.0, 550.0));
    page.page.rules.extend(verticals.iter().map(|x| crate::page::Rule { vertical: true, at: *x, from: 95.0, to: 215.0 }));
    page
}

#[test]
fn rulings_that_divide_only_one_way_leave_the_rest_to_alignment() {
    for page in [two_sides(true, &[50.0, 300.0, 550.0]), two_sides(false, &[50.0, 200.0, 300.0, 450.0, 550.0])] {
        let sheet = sheet(&page);
        assert_eq!(sheet.grids.len(), 1);
        let rows = drawn(&sheet.grids[0]);
        assert_eq!(rows.len(), 6, "{rows:?}");
        assert_eq!(rows[1], "一、财政拨款收入|989.10|一、教育支出|749.21");
        assert_eq!(rows[5], "收入总计|1,013.85|支出总计|1,637.63");
    }
}

/// The blank that parts thousands is no border of a column.
#[test]
fn a_blank_within_a_number_parts_no_columns() {
    let mut page = classes(true);
    page.text(123.0, 220.0, "其他支出");
    page.right(447.0, 220.0, "1 387.17");
    page.right(547.0, 220.0, "1 158.01");
    let sheet = sheet(&page);
    assert_eq!(drawn(&sheet.grids[0]).last().map(String::as_str), Some("|其他支出|1 387.17|1 158.01"));
}

/// Two sides whose amounts end where the names of the other side begin.
#[test]
fn columns_that_touch_are_two() {
    let mut page = Sketch::new();
    for (x, label) in [(100.0, "项目"), (260.0, "预算数"), (350.0, "项目"), (500.0, "预算数")] {
        page.centre(x, 100.0, label);
    }
    let rows = [
        ("一、一般公共预算", "4188.20", "一、一般公共服务支出", ""),
        ("二、政府性基金", "", "二、外交支出", ""),
        ("三、事业收入", "800.07", "七、文化旅游体育与传媒支出", "5750.35"),
        ("四、其他收入", "29.25", "十、卫生健康支出", "20.58"),
    ];
    for (line, (name, income, class, expenditure)) in rows.iter().enumerate() {
        let y = 120.0 + 20.0 * line as f32;
        page.text(20.0, y, name);
        page.right(293.0, y, income);
        page.text(293.3, y, class);
        page.right(540.0, y, expenditure);
    }
    let want = rows.map(|(name, income, class, expenditure)| [name, income, class, expenditure].join("|"));
    assert_eq!(drawn(&sheet(&page).grids[0])[1..], want);
}

/// 行次 on both sides, and hardly any amounts: no column numbers and no header.
#[test]
fn numbers_of_lines_number_no_columns() {
    let mut page = Sketch::new();
    for (x, label) in [(80.0, "项目"), (150.0, "行次"), (200.0, "金额"), (320.0, "项目"), (430.0, "行次"), (500.0, "决算数")]
    {
        page.centre(x, 100.0, label);
    }
    let rows = [
        ("15", "十五、金融支出", "51", ""),
        ("16", "十六、商业服务业等支出", "52", ""),
        ("17", "十七、住房保障支出", "53", "447.48"),
    ];
    for (line, (number, name, other, amount)) in rows.iter().enumerate() {
        let y = 120.0 + 20.0 * line as f32;
        page.centre(150.0, y, number);
        page.text(260.0, y, name);
        page.centre(430.0, y, other);
        page.right(520.0, y, amount);
    }
    let want = rows.map(|(number, name, other, amount)| format!("|{number}||{name}|{other}|{amount}"));
    assert_eq!(drawn(&sheet(&page).grids[0])[1..], want);
}

/// The last page of a table: its totals, or two rows of several amounts. Two lines of one amount may be anything.
#[test]
fn few_rows_are_a_table_where_they_can_be_nothing_else() {
    let totals: &[&[(f32, &str)]] = &[
        &[(50.0, "本年收入合计"), (200.0, "5812.50"), (300.0, "本年支出合计"), (450.0, "5812.50")],
        &[(50.0, "收入总计"), (200.0, "5812.50"), (300.0, "支出总计"), (450.0, "5812.50")],
    ];
    let wide: &[&[(f32, &str)]] = &[
        &[(50.0, "02"), (100.0, "住房改革支出"), (300.0, "13.18"), (450.0, "13.18")],
        &[(70.0, "01"), (110.0, "住房公积金"), (300.0, "13.18"), (450.0, "13.18")],
    ];
    let plain: &[&[(f32, &str)]] = &[&[(50.0, "会议费"), (300.0, "13.18")], &[(50.0, "培训费"), (300.0, "3.18")]];
    for (rows, grids) in [(totals, 1), (wide, 1), (plain, 0)] {
        let mut page = Sketch::new();
        for (line, row) in rows.iter().enumerate() {
            row.iter().for_each(|(x, text)| page.text(*x, 100.0 + 20.0 * line as f32, text));
        }
        assert_eq!(sheet(&page).grids.len(), grids, "{rows:?}");
    }
}

/// The unit needs three lines where the function beside its second line needs one.
#[test]
fn a_row_begins_with_the_name_of_most_lines() {
    let mut page = Sketch::new();
    for (x, label) in [(75.0, "预算单位"), (150.0, "科目编码"), (230.0, "科目名称"), (400.0, "合计")] {
        page.centre(x, 100.0, label);
    }
    page.rule(85.0, 40.0, 430.0);
    page.rule(110.0, 40.0, 430.0);
    let codes = ["2150501", "2150502", "2150505", "2150507", "2150508", "2150517"];
    let rows = codes.map(|code| (code, "73.50"));
    for (line, (code, amount)) in rows.iter().enumerate() {
        let y = 135.0 + 36.0 * line as f32;
        page.text(50.0, y - 11.0, "柳鹭县工业");
        page.text(50.0, y, "和信息化局");
        page.text(50.0, y + 11.0, "（本级）");
        page.centre(150.0, y, code);
        page.text(210.0, y, "行政运行");
        page.right(420.0, y, amount);
    }
    let want = rows.map(|(code, amount)| format!("柳鹭县工业和信息化局（本级）|{code}|行政运行|{amount}"));
    assert_eq!(drawn(&sheet(&page).grids[0])[1..], want);
}

/// Cells that a spreadsheet holds as text: amounts begin at the left border, headings are centred.
#[test]
fn numbers_set_left_stand_left_of_their_heading() {
    let mut page = Sketch::new();
    for (x, label) in [(100.0, "项目"), (250.0, "一般公共预算"), (350.0, "政府性基金"), (450.0, "合计")] {
        page.centre(x, 100.0, label);
    }
    let rows = [("一、一般公共服务支出", "2296.64"), ("八、社会保障和就业支出", "426.03"), ("十、卫生健康支出", "7.66")];
    for (line, (name, amount)) in rows.iter().enumerate() {
        let y = 120.0 + 20.0 * line as f32;
        page.text(20.0, y, name);
        page.text(202.0, y, amount);
        page.text(402.0, y, amount);
    }
    assert_eq!(drawn(&sheet(&page).grids[0])[1..], rows.map(|(name, amount)| format!("{name}|{amount}||{amount}")));
}

#[test]
fn whose_a_table_is_may_stand_above_its_header_and_who_made_it_below() {
    let mut page = Sketch::new();
    for line in 0..7 {
        page.rule(85.0 + 20.0 * line as f32, 40.0, 560.0);
    }
    page.text(50.0, 100.0, "294-某县组织部");
    for (x, label) in [(150.0, "项目"), (450.0, "本年预算（万元）")] {
        page.centre(x, 120.0, label);
    }
    for (line, name) in ["一、一般公共服务支出", "二、教育支出", "三、住房保障支出"].iter().enumerate() {
        let y = 140.0 + 20.0 * line as f32;
        page.text(50.0, y, name);
        page.right(540.0, y, "12.50");
    }
    page.text(50.0, 230.0, "复核人：某某");
    page.text(250.0, 230.0, "联系方式：某处");
    let sheet = sheet(&page);
    assert_eq!(lines(&sheet), ["294-某县组织部", "复核人：某某\t联系方式：某处"]);
    assert_eq!(drawn(&sheet.grids[0])[..2], ["项目|本年预算（万元）", "一、一般公共服务支出|12.50"]);
}
