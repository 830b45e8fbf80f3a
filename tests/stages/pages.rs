//! Pages to lines and grids, on PDF files of a few lines that each hold one trap. Helvetica only: no character matters here.

use gongkai::layout::{Grid, Sheet, lay_out};
use gongkai::page::pdf::{self, PdfError};
use std::fmt::Write;

/// A PDF of one page (300 by 200 points) with the given content stream and page entries.
fn pdf_of(content: &str, page_entries: &str) -> Vec<u8> {
    let image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8/Length 3>>\nstream\n\u{7f}\u{7f}\u{7f}\nendstream";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>{page_entries}>>"
        ),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        image.to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let xref = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(file, "{offset:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

fn sheet_of(content: &str, page_entries: &str) -> Sheet {
    let read = pdf::read(pdf_of(content, page_entries)).expect("a PDF");
    lay_out(&read.pages[0]).0
}

/// Text at a place, 10 points high.
fn text(x: f32, y: f32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// Strokes along the given columns and rows.
fn ruled(xs: &[f32], ys: &[f32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (bottom, top) = (ys[0], ys[ys.len() - 1]);
    let mut out = String::from("0.5 w 0 G\n");
    xs.iter().for_each(|x| writeln!(out, "{x} {bottom} m {x} {top} l S").expect("writes to memory"));
    ys.iter().for_each(|y| writeln!(out, "{left} {y} m {right} {y} l S").expect("writes to memory"));
    out
}

/// The cells of a grid, by row.
fn cells(grid: &Grid) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new(); grid.row_count()];
    for cell in &grid.cells {
        rows[usize::from(cell.row)].push(cell.text().into_owned());
    }
    rows
}

fn only_grid(sheet: &Sheet) -> Vec<Vec<String>> {
    assert_eq!(sheet.grids.len(), 1, "{:?}", sheet.lines);
    cells(&sheet.grids[0])
}

#[test]
fn white_rules_are_no_borders() {
    // Beijing: thin white rectangles form a second grid around title and unit.
    let table = ruled(&[100.0, 180.0, 260.0], &[40.0, 60.0, 80.0]);
    let white = "1 g 20 35 260 0.7 re f 20 120 260 0.7 re f 20 35 0.7 85 re f 280 35 0.7 85 re f 0 g\n";
    let content = table
        + white
        + &text(110.0, 105.0, "Title")
        + &text(105.0, 65.0, "a")
        + &text(190.0, 65.0, "1.00")
        + &text(105.0, 45.0, "b");
    let sheet = sheet_of(&content, "");
    assert_eq!(only_grid(&sheet), [["a", "1.00"], ["b", ""]]);
    assert_eq!(sheet.lines[0].text, "Title");
}

#[test]
fn text_under_a_picture_does_not_show() {
    // Yantai: the old title of a form under an opaque picture, the new one drawn after it.
    let content = text(50.0, 100.0, "old title") + "q 200 0 0 40 40 90 cm /I Do Q\n" + &text(50.0, 100.0, "new");
    let sheet = sheet_of(&content, "");
    assert_eq!(sheet.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["new"]);
}

#[test]
fn a_number_wider_than_its_column_stays_whole() {
    // Shanghai: right-aligned amounts run over the border to the left, and nearly touch the amount there.
    let content = ruled(&[20.0, 80.0, 110.0, 140.0], &[40.0, 60.0, 80.0])
        + &text(25.0, 65.0, "name")
        + &text(66.0, 65.0, "12,345.67")
        + &text(111.0, 65.0, "98.76")
        + &text(25.0, 45.0, "b");
    assert_eq!(only_grid(&sheet_of(&content, ""))[0], ["name", "12,345.67", "98.76"]);
}

#[test]
fn decimals_in_a_run_of_their_own_belong_to_their_number() {
    // Chongqing (Founder): `154,023` and `.82` are drawn one after the other.
    let content = ruled(&[20.0, 80.0, 180.0], &[40.0, 60.0, 80.0])
        + &text(25.0, 65.0, "a")
        + "BT /F 10 Tf 100 65 Td (154,023) Tj (.82) Tj ET\n"
        + &text(25.0, 45.0, "b");
    assert_eq!(only_grid(&sheet_of(&content, ""))[0], ["a", "154,023.82"]);
}

#[test]
fn a_number_wrapped_at_any_digit_is_one_number_and_two_numbers_are_two() {
    let grid = |upper: &str, lower: &str| {
        let content = ruled(&[20.0, 80.0, 130.0], &[20.0, 60.0, 80.0]) + &text(25.0, 65.0, "a") + &text(25.0, 40.0, "b");
        only_grid(&sheet_of(&(content + &text(83.0, 45.0, upper) + &text(83.0, 30.0, lower)), ""))[1][1].clone()
    };
    assert_eq!(grid("138,907.2", "4"), "138,907.24");
    assert_eq!(grid("138,907.", "24"), "138,907.24");
    assert_eq!(grid("12.00", "13.00"), "12.00\n13.00");
    // Counts below each other fill a narrow cell just as a cut number does.
    assert_eq!(grid("100000", "50"), "100000\n50");
    assert_eq!(grid("2,012.5", "3"), "2,012.53");
}

#[test]
fn text_drawn_twice_or_off_the_page_counts_once() {
    let content = text(50.0, 100.0, "1,234.00") + &text(50.3, 100.0, "1,234.00") + &text(50.0, 260.0, "99.00");
    let sheet = sheet_of(&content, "");
    assert_eq!(sheet.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["1,234.00"]);
}

#[test]
fn a_turned_page_reads_as_displayed() {
    // Text drawn upwards in user space on a page with /Rotate 90 is upright as displayed; without /Rotate it is turned upright.
    let sideways = "BT /F 10 Tf 0 1 -1 0 60 50 Tm (upright) Tj ET\n";
    for entries in ["/Rotate 90", ""] {
        let sheet = sheet_of(sideways, entries);
        assert_eq!(sheet.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["upright"], "{entries}");
        assert_eq!((sheet.width.round(), sheet.height.round()), (200.0, 300.0), "{entries}");
    }
}

#[test]
fn merged_cells_without_rules_of_their_own_are_columns() {
    // Beijing: a project's cells fill the page, so only the indicator columns to their right are ruled.
    let mut content = ruled(&[150.0, 200.0, 250.0, 280.0], &[20.0, 50.0, 80.0, 110.0]);
    for (row, y) in [95.0, 65.0, 35.0].into_iter().enumerate() {
        content += &text(155.0, y, &format!("i{row}"));
        content += &text(205.0, y, "ok");
        content += &text(255.0, y, "9");
    }
    for line in 0..7 {
        content += &text(100.0, 100.0 - 12.0 * line as f32, "goal");
    }
    content += &text(20.0, 65.0, "project");
    let sheet = sheet_of(&content, "");
    let rows = only_grid(&sheet);
    assert_eq!(rows[0][0], "project");
    assert_eq!(&rows[0][2..], ["i0", "ok", "9"]);
    assert_eq!(rows[1], ["i1", "ok", "9"]);
    assert!(sheet.lines.is_empty(), "{:?}", sheet.lines);
}

#[test]
fn a_bar_chart_is_no_table() {
    // Xi'an: rules across the plot, numbers along the axis to its left and over the bars.
    let mut content =
        ruled(&[60.0, 260.0], &[60.0, 80.0, 100.0, 120.0, 140.0]) + "50 60 m 50 140 l S 50 60 m 60 60 l S 50 140 m 60 140 l S\n";
    content += "20 60 m 20 140 l S 20 60 m 60 60 l S 20 140 m 60 140 l S\n";
    for tick in 0..5 {
        content += &text(24.0, 62.0 + 16.0 * tick as f32, &format!("{}", tick * 2000));
    }
    content += &(text(100.0, 65.0, "458.2") + &text(180.0, 125.0, "8,102.52"));
    let sheet = sheet_of(&content, "");
    assert!(sheet.grids.is_empty(), "{:?}", sheet.grids);
    assert!(sheet.lines.iter().any(|l| l.text.contains("8,102.52")));
}

#[test]
fn a_file_that_breaks_off_says_so() {
    let whole = pdf_of(&text(50.0, 100.0, "text"), "");
    assert!(!pdf::read(whole.clone()).expect("a PDF").truncated);
    // Without its end the objects are still there, and so is the text.
    let cut = whole[..whole.len() - 60].to_vec();
    let end = cut.windows(9).rposition(|w| w == b"startxref").unwrap_or(cut.len());
    let read = pdf::read(cut[..end].to_vec()).expect("what is left of a PDF");
    assert!(read.truncated && !read.pages.is_empty());
    assert!(matches!(pdf::read(whole[..40].to_vec()), Err(PdfError::Truncated)));
}

#[test]
fn characters_that_no_disclosure_prints_are_told() {
    // A subset font without a map to Unicode: its bare codes read as accents and marks.
    let codes: String = "\\242\\243\\244\\245\\246".repeat(6);
    let read = pdf::read(pdf_of(&text(20.0, 100.0, &codes), "")).expect("a PDF");
    let (_, diagnostics) = lay_out(&read.pages[0]);
    assert!(diagnostics.iter().any(|d| d.code == "page.garbled"), "{:?}", read.pages[0].glyphs);
}
