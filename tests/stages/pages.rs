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

/// The same with more objects, from number 7 on, and entries of the resources.
fn pdf_with(content: &str, page_entries: &str, resources: &str, more: &[&str]) -> Vec<u8> {
    let mut file = String::from_utf8(pdf_of(content, page_entries)).expect("ASCII");
    file = file.replace("/Font<</F 5 0 R>>", &format!("/Font<</F 5 0 R/G 7 0 R>>{resources}"));
    file = file.replace("/I 6 0 R", "/I 6 0 R/X 7 0 R");
    let end = file.find("xref\n0 ").expect("a table of objects");
    file.truncate(end);
    for (index, object) in more.iter().enumerate() {
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 7);
    }
    // Without a table of objects the file is searched for them.
    file.push_str("trailer\n<</Size 30/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    file.into_bytes()
}

/// What a page shows, line by line, and what is said of it.
fn shown(file: Vec<u8>) -> (Vec<String>, Vec<(&'static str, Option<gongkai::place::Rect>)>) {
    let read = pdf::read(file).expect("a PDF");
    let (sheet, mut diagnostics) = lay_out(&read.pages[0]);
    diagnostics.extend(read.diagnostics);
    let said = diagnostics.iter().map(|d| (d.code, d.place.and_then(|p| p.rect))).collect();
    (sheet.lines.into_iter().map(|l| l.text).collect(), said)
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
fn white_rules_on_a_shade_are_borders() {
    // Grey cells parted by white lines, as word processors offer them; on bare paper the same lines do not show.
    let white = ruled(&[100.0, 180.0, 260.0], &[40.0, 60.0, 80.0]).replace("0 G", "1 G");
    let texts = text(105.0, 65.0, "a") + &text(190.0, 65.0, "1.00") + &text(105.0, 45.0, "b");
    let shade = "0.95 g 100 40 160 40 re f 0 g\n";
    assert_eq!(only_grid(&sheet_of(&(shade.to_owned() + &white + &texts), "")), [["a", "1.00"], ["b", ""]]);
    assert!(sheet_of(&(white + &texts), "").grids.is_empty());
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

/// A graphics state `T` that is nearly transparent, `M` that multiplies, `H` half transparent.
const STATES: &str = "/ExtGState<</T<</ca 0.02>>/M<</BM/Multiply>>/H<</ca 0.4>>>>";

#[test]
fn what_the_page_does_not_show_is_set_aside_with_its_place() {
    let amount = text(100.0, 100.0, "3,491.94");
    let title = text(20.0, 180.0, "title");
    let cover = "96 96 60 14 re f";
    for (kind, content, code) in [
        ("white on white", format!("1 g {amount} 0 g"), "page.blended"),
        ("nearly white", format!("0.97 g {amount} 0 g"), "page.blended"),
        ("white in CMYK", format!("0 0 0 0 k {amount} 0 g"), "page.blended"),
        ("black on black", format!("0 g {cover} {amount}"), "page.blended"),
        ("white again on a dark area", format!("0 g {cover} 1 g {cover} {amount} 0 g"), "page.blended"),
        ("transparent", format!("q /T gs {amount} Q"), "page.blended"),
        ("under white", format!("{amount} 1 g {cover} 0 g"), "page.covered"),
        ("under red", format!("{amount} 1 0 0 rg {cover} 0 g"), "page.covered"),
        ("under a picture", format!("{amount} q 60 0 0 14 96 96 cm /I Do Q"), "page.covered"),
        ("under a thick line", format!("{amount} q 14 w 96 103 m 156 103 l S Q"), "page.covered"),
        ("under two areas", format!("{amount} 1 g 96 96 30 14 re f 126 96 30 14 re f 0 g"), "page.covered"),
        ("under a curve", format!("{amount} 1 g 80 80 m 80 140 170 140 170 100 c 170 70 80 70 80 80 c f 0 g"), "page.covered"),
        ("tiny", "BT /F 0.5 Tf 100 100 Td (3,491.94) Tj ET\n".to_owned(), "page.tiny"),
        ("squashed", "BT /F 10 Tf 1 Tz 100 100 Td (3,491.94) Tj ET\n".to_owned(), "page.tiny"),
        ("clipped", format!("q 10 10 20 20 re W n {amount} Q"), "page.outside"),
        (
            "clipped by an outline",
            format!("q 90 90 m 160 90 l 160 95 l 95 95 l 95 120 l 90 120 l h W n {amount} Q"),
            "page.outside",
        ),
        ("invisible", format!("BT 3 Tr ET {amount} BT 0 Tr ET"), "page.invisible"),
    ] {
        let (lines, said) = shown(pdf_with(&(title.clone() + &content), "", STATES, &[]));
        assert_eq!(lines, ["title"], "{kind}");
        let place = said.iter().find(|(c, _)| *c == code).unwrap_or_else(|| panic!("{kind}: {said:?}")).1.expect("a place");
        assert!(place.x0 > 95.0 && place.x0 < 105.0 && place.y1 > 95.0 && place.y0 < 105.0, "{kind}: {place:?}");
    }
}

#[test]
fn what_the_page_shows_is_no_false_alarm() {
    let amount = text(100.0, 100.0, "3,491.94");
    let cover = "96 96 60 14 re f";
    for (kind, content) in [
        ("white on a dark area", format!("0 0 0.5 rg {cover} 1 g {amount} 0 g")),
        ("white on a dark outline of many boxes", {
            let boxes: String = (0..8).map(|i| format!("{} 96 10 14 re ", 90 + 10 * i)).collect();
            format!("0 0 0.5 rg {boxes} f 1 g {amount} 0 g")
        }),
        ("white on a picture", format!("q 60 0 0 14 96 96 cm /I Do Q 1 g {amount} 0 g")),
        ("on shading", format!("0.9 g {cover} 0 g {amount}")),
        ("on a white area drawn before", format!("1 g {cover} 0 g {amount}")),
        ("marked", format!("{amount} q /M gs 1 1 0 rg {cover} Q")),
        ("under half transparent shading", format!("{amount} q /H gs 0.5 g {cover} Q")),
        ("underlined and struck out", format!("{amount} 96 98 60 1 re f 96 103 60 1.8 re f")),
        ("framed", format!("{amount} 96 96 60 14 re 98 98 56 10 re f*")),
        ("light grey", format!("0.8 g {amount} 0 g")),
        ("white, and drawn again", format!("1 g {amount} 0 g {amount}")),
        ("covered, and drawn again", format!("{amount} 1 g {cover} 0 g {amount}")),
        ("white with a black outline", format!("BT 2 Tr 1 g 0 G ET {amount} BT 0 Tr ET")),
        ("under a cover that is clipped away", format!("{amount} q 0 0 50 50 re W n {cover} Q")),
        ("partly clipped", format!("q 100 90 20 30 re W n {amount} Q")),
    ] {
        let (lines, said) = shown(pdf_with(&content, "", STATES, &[]));
        assert_eq!(lines, ["3,491.94"], "{kind}: {said:?}");
        assert!(said.is_empty(), "{kind}: {said:?}");
    }
}

#[test]
fn text_over_covered_text_stands_alone_in_its_cell() {
    let grid = ruled(&[20.0, 80.0, 180.0], &[40.0, 60.0, 80.0]) + &text(25.0, 65.0, "a") + &text(25.0, 45.0, "b");
    let content = grid + &text(100.0, 65.0, "3,491.94") + "1 g 82 61 90 18 re f 0 g\n" + &text(102.0, 65.0, "77.00");
    assert_eq!(only_grid(&sheet_of(&content, ""))[0], ["a", "77.00"]);
}

#[test]
fn fields_and_notes_are_text_of_their_place() {
    let grid = ruled(&[20.0, 80.0, 180.0], &[40.0, 60.0, 80.0]) + &text(25.0, 65.0, "a") + &text(25.0, 45.0, "b");
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 80 18]/Resources<</Font<</F 5 0 R>>>>/Length 40>>stream\nBT /F 10 Tf 10 5 Td (77,777.77) Tj ET    \nendstream";
    let field = |entries: &str| format!("<</Type/Annot/Rect[90 61 170 79]{entries}>>");
    for (kind, annotation, cell) in [
        ("appearance", field("/Subtype/Widget/FT/Tx/V(77,777.77)/AP<</N 8 0 R>>"), "77,777.77"),
        ("value", field("/Subtype/Widget/FT/Tx/V(77,777.77)/DA(/F 9 Tf 0 g)"), "77,777.77"),
        ("value in UTF-16", field("/Subtype/Widget/FT/Tx/V<FEFF0037002E00310030>"), "7.10"),
        ("choice", field("/Subtype/Widget/FT/Ch/V(88.00)/Q 2"), "88.00"),
        ("inherited", field("/Subtype/Widget/Parent 9 0 R"), "66.00"),
        ("note", field("/Subtype/FreeText/Contents(55.00)"), "55.00"),
        ("stamp", field("/Subtype/Stamp/AP<</N 8 0 R>>"), "77,777.77"),
        ("hidden", field("/Subtype/Widget/FT/Tx/V(1.00)/F 2"), ""),
        ("password", field("/Subtype/Widget/FT/Tx/V(1.00)/Ff 8192"), ""),
        ("note that only opens", field("/Subtype/Text/Contents(1.00)"), ""),
    ] {
        let parent = "<</FT/Tx/V(66.00)>>";
        let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
        let file = pdf_with(&grid, "/Annots[10 0 R]", "", &[font, form, parent, &annotation]);
        let read = pdf::read(file).expect("a PDF");
        assert_eq!(only_grid(&lay_out(&read.pages[0]).0)[0], ["a", cell], "{kind}");
    }
}

#[test]
fn a_page_that_would_cost_too_much_is_told_and_costs_nothing() {
    let started = std::time::Instant::now();
    let font = |entries: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4>>{entries}>>]>>"
        )
    };
    let simple =
        "<</Type/Font/Subtype/TrueType/BaseFont/SimSun/FirstChar 4294967295/LastChar 4294967295/Widths[500]>>".to_owned();
    for (kind, font) in [
        ("a range", font("/W[0 4294967295 1000]")),
        ("many ranges", font(&format!("/W[{}]", "0 65535 500 ".repeat(1000)))),
        ("vertical", font("/W2[0 4294967295 1000 0 0]")),
        ("first character", simple),
    ] {
        let (lines, said) = shown(pdf_with("BT /G 10 Tf 50 50 Td <0031> Tj ET", "", "", &[&font]));
        assert!(lines.is_empty() && said.iter().any(|(code, _)| *code == "page.over_limit"), "{kind}: {said:?}");
    }
    let (lines, _) = shown(pdf_with(&text(20.0, 20.0, "1.00"), "", "", &[&font("/W[0 65535 1000]")]));
    assert_eq!(lines, ["1.00"], "what fonts do have is no fault");
    let calls = "/X Do ".repeat(10);
    let form = |next: usize| {
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X {next} 0 R>>>>/Length 60>>stream\n{calls}\nendstream"
        )
    };
    let forms: Vec<String> = (0..10).map(|i| form(if i == 9 { 7 } else { 8 + i })).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let (_, said) = shown(pdf_with("/X Do", "", "", &forms));
    assert!(said.iter().any(|(code, _)| *code == "page.over_limit"), "{said:?}");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn turned_text_reads_as_a_person_turns_the_page() {
    let grid = ruled(&[20.0, 60.0, 100.0, 140.0], &[20.0, 40.0, 60.0, 120.0])
        + &text(22.0, 45.0, "aaa")
        + &text(62.0, 45.0, "1.00")
        + &text(102.0, 45.0, "2.00")
        + &text(22.0, 25.0, "bbb")
        + &text(62.0, 25.0, "3.00")
        + &text(102.0, 25.0, "4.00");
    let up = "BT /F 10 Tf 0 1 -1 0 80 70 Tm (upwards) Tj ET BT /F 10 Tf 0 1 -1 0 92 70 Tm (2) Tj ET\n";
    let down = "BT /F 10 Tf 0 -1 1 0 118 110 Tm (down) Tj ET BT /F 10 Tf 0 -1 1 0 106 110 Tm (2) Tj ET\n";
    assert_eq!(only_grid(&sheet_of(&(grid + up + down), ""))[0], ["", "upwards2", "down2"]);
}

#[test]
fn numbers_that_nearly_touch_at_a_ruling_keep_their_digits() {
    // Chongqing (Founder): each glyph a text object of its own, the font declares twice the width that is printed.
    let digits = |x: f32, y: f32, number: &str| -> String {
        number.chars().enumerate().map(|(i, c)| format!("BT /G 10 Tf {} {y} Td ({c}) Tj ET\n", x + 4.7 * i as f32)).collect()
    };
    let font = "<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/FirstChar 32/LastChar 63/Widths[1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000]>>";
    let mut content = ruled(&[20.0, 60.0, 110.0, 160.0], &[40.0, 60.0, 80.0]) + &text(22.0, 65.0, "a") + &text(22.0, 45.0, "b");
    for (y, left, right) in [(65.0, "13,486.02", "18,308.57"), (45.0, "12,063.96", "11,476.19")] {
        content += &digits(109.6 - 9.0 * 4.7, y, left);
        content += &digits(110.2, y, right);
    }
    let read = pdf::read(pdf_with(&content, "", "", &[font])).expect("a PDF");
    let (sheet, diagnostics) = lay_out(&read.pages[0]);
    assert_eq!(only_grid(&sheet), [["a", "13,486.02", "18,308.57"], ["b", "12,063.96", "11,476.19"]]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn a_glyph_that_is_radical_and_ideograph_is_one_character() {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <41> <2F546C34> <42> <2ED4> <43> <00660069> endbfchar endcmap end end";
    let map = format!("<</Length {}>>stream\n{map}\nendstream", map.len());
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 8 0 R>>";
    let (lines, _) = shown(pdf_with("BT /G 10 Tf 50 50 Td (ABC) Tj ET", "", "", &[font, &map]));
    // One ideograph; a radical by itself stays as printed and is compared as the ideograph; a ligature is its letters.
    assert_eq!(lines, ["水⻔fi"]);
    assert_eq!(gongkai::grammar::squeeze("部⻔"), gongkai::grammar::squeeze("部门"));
}

#[test]
fn the_shared_cases_come_out_as_they_should() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases");
    if !cases.is_dir() {
        eprintln!("skipped: no shared cases");
        return;
    }
    for (file, page, code) in [
        ("shows/white_only.pdf", 4, "page.blended"),
        ("shows/cover_only.pdf", 4, "page.covered"),
        ("shows/tounicode.pdf", 4, "page.contradicted"),
        ("crash/fanout.pdf", 1, "page.over_limit"),
        ("crash/oom_cid_widths.pdf", 1, "page.over_limit"),
        ("pdf/b07_no_tounicode.pdf", 2, "page.unknown_character"),
        ("pdf/b13_white.pdf", 2, "page.blended"),
    ] {
        let read = pdf::read(std::fs::read(cases.join(file)).expect("a case")).expect("a PDF");
        let laid_out = read.pages.iter().flat_map(|p| lay_out(p).1);
        let said: Vec<_> = read.diagnostics.into_iter().chain(laid_out).collect();
        assert!(said.iter().any(|d| d.code == code && d.place.is_some_and(|p| p.page == page)), "{file}: {said:?}");
    }
}
