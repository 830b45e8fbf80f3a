//! What real files are by their bytes, and what a county's text is laid out as. Skipped without the shared corpus.

use crate::common::root;
use gongkai::layout::Grid;
use gongkai::layout::native::lay_out_text;
use gongkai::source::{Media, decode};

/// Every file of a corpus folder with a name that `holds` is `media`.
fn all_are(folder: &str, holds: &str, media: Media) {
    let folder = root().join("../shared/corpus").join(folder);
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no shared corpus");
        return;
    };
    for file in files.map(|f| f.expect("a file").path()).filter(|p| p.to_string_lossy().contains(holds)) {
        assert_eq!(Media::of(&std::fs::read(&file).expect("a file")), media, "{}", file.display());
    }
}

#[test]
fn pages_under_pdf_names_are_found_out() {
    all_are("not-disclosures", "004_", Media::Html);
    all_are("not-disclosures", "057_", Media::Pdf);
    all_are("福州", ".pdf", Media::Pdf);
    all_are("山西兴县", ".txt", Media::Text);
}

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

fn shared_text(part: &str) -> Option<String> {
    let folder = root().join("../shared/corpus").join(part);
    let Ok(mut files) = std::fs::read_dir(folder) else {
        println!("skipped: no shared corpus");
        return None;
    };
    files.next().map(|file| decode(&std::fs::read(file.expect("a file").path()).expect("a file")).0)
}

#[test]
fn the_thirteen_tables_of_the_county() {
    let Some(text) = shared_text("山西兴县") else { return };
    let (sheets, diagnostics) = lay_out_text(&text);
    let sizes: Vec<(usize, usize)> = sheets[0].grids.iter().map(|g| (g.row_count(), g.col_count())).collect();
    assert_eq!(
        sizes[..13],
        [(35, 6), (25, 8), (25, 5), (39, 7), (25, 5), (25, 5), (3, 3), (2, 5), (26, 8), (8, 5), (4, 5), (25, 7), (3, 5)]
    );
    assert_eq!(sizes.len(), 13 + 23, "and 23 forms");
    let header = |index: usize, rows: usize| drawn(&sheets[0].grids[index])[..rows].to_vec();
    assert_eq!(header(0, 2)[0], "收入+2 支出+4");
    assert_eq!(header(1, 2)[0], "项目+2 本年收入+5 上年结转/2");
    assert_eq!(header(3, 3)[1..], ["项目/2 金额/2 项目/2 金额+4", "小计 一般公共预算 政府性基金预算 国有资本经营预算"]);
    assert_eq!(header(5, 1)[0], "部门预算支出经济科目名称/2 政府预算支出经济科目名称/2 2023年预算数+3");
    assert_eq!(header(6, 2), ["项目+2 政府性基金收入预算/2", "收入科目编码 科目名称"]);
    assert_eq!(
        header(8, 3),
        [
            "国有资本经营预算收入+3 国有资本经营预算支出+5",
            "项目+2 国有资本经营收入 预算/2 科目编码/2 科目名称/2 合计/2 基本支出/2 项目支出/2",
            "收入科目编码 科目名称"
        ]
    );
    assert_eq!(header(12, 1)[0], "项目名称/2 合计/2 2023年财政拨款+3");
    let shifted = diagnostics.iter().filter(|d| d.code == "text.shifted_row").count();
    assert!(shifted > 40, "{shifted}");
    assert!(diagnostics.iter().all(|d| d.code == "text.shifted_row" || d.code == "text.separator_row"));
}
