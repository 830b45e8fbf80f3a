//! A page that a test writes itself: text in a font that the file does not hold, text in one that everybody has, a picture, a border.

use super::{Picture, Veil, with};
use crate::place::Rect;
use std::fmt::Write;

/// A PDF of one page, 200 by 100 points.
pub(crate) fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 7 0 R>>/XObject<</I 8 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/ASCIIHexDecode/Length 25>>\nstream\n\
         102030102030102030102030>\nendstream"
            .to_owned(),
    ];
    let mut file = "%PDF-1.5\n".to_owned();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for at in offsets {
        let _ = writeln!(file, "{at:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<</Root 1 0 R/Size {}>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// Chinese at (10, 20) from the top.
pub(crate) fn written(text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("BT /F1 10 Tf 10 80 Td <{codes}> Tj ET")
}

fn drawn(content: &str, veils: &[Veil]) -> Picture {
    with(pdf(content), |drawer| drawer.page(1, 0, veils)).expect("a PDF").expect("a page")
}

#[test]
fn text_of_a_font_that_is_not_there_is_written_as_text() {
    let picture = drawn(&written("部门<1>"), &[]);
    assert_eq!((picture.width, picture.height), (200.0, 100.0));
    let text =
        "<text class=\"f4\" lang=\"zh-CN\" fill=\"#000000\" font-size=\"10\" x=\"10 20 30 40 50 \" y=\"20\">部门&lt;1&gt;</text>";
    assert!(picture.svg.contains(text), "{}", picture.svg);
    assert!(picture.svg.contains(".f4{font-family:'SimSun','宋体',"), "{}", picture.svg);
    assert!(!picture.svg.contains("<use"), "no outline of a font that is not there");
}

/// `2 Tr` fills and outlines: the outline is as thick as the file says, in thousandths of an em of 10 points.
#[test]
fn bold_by_an_outline_is_as_thick_as_the_file_says() {
    let picture = drawn("BT 2 Tr 0.5 w /F2 10 Tf 10 80 Td (1) Tj ET", &[]);
    assert!(picture.svg.contains(" stroke-width=\"50.0\" transform"), "{}", picture.svg);
    assert!(!picture.svg.contains("vector-effect"), "it is not inherited");
}

#[test]
fn outlines_stand_in_it_once() {
    let picture = drawn("BT /F2 10 Tf 10 80 Td (aba) Tj ET", &[]);
    assert_eq!((picture.svg.matches("<path id=\"g").count(), picture.svg.matches("<use").count()), (2, 3));
    assert!(!picture.svg.contains("<text"));
}

#[test]
fn borders_of_one_kind_become_one_path_and_thin_ones_show() {
    let picture = drawn("0 g 10 10 50 0.1 re f 10 30 50 0.1 re f 10 50 50 0.1 re f", &[]);
    assert_eq!(picture.svg.matches("<path").count(), 2, "the paper and the borders: {}", picture.svg);
    assert!(picture.svg.contains("v0.5"), "{}", picture.svg);
}

#[test]
fn nothing_of_what_is_veiled_is_in_the_bytes() {
    let content = format!("{} BT /F2 10 Tf 10 60 Td (8088) Tj ET q 20 0 0 20 100 70 cm /I Do Q", written("经办人张三"));
    let open = drawn(&content, &[]);
    assert!(open.svg.contains("张三") && open.svg.matches("<use").count() == 4 && open.svg.contains("<image"));
    let veil = |x0, y0, x1, y1| Veil { area: Rect::new(x0, y0, x1, y1), text: String::new() };
    let name = drawn(&content, &[Veil { text: "经办人[redacted]".to_owned(), ..veil(10.0, 10.0, 60.0, 22.0) }]);
    assert!(!name.svg.contains('张') && !name.svg.contains('三') && name.svg.contains("经办人[redacted]"), "{}", name.svg);
    assert_eq!(name.svg.matches("<use").count(), 4);
    let number = drawn(&content, &[veil(9.0, 30.0, 40.0, 42.0)]);
    assert_eq!((number.svg.matches("<use").count(), number.svg.matches("<path id=\"g").count()), (0, 0), "{}", number.svg);
    // The pixels are another picture, all white.
    let picture = drawn(&content, &[veil(100.0, 10.0, 120.0, 30.0)]);
    let data =
        |svg: &str| svg.split("data:image/png;base64,").nth(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let white = drawn(&content, &[veil(90.0, 0.0, 130.0, 40.0)]);
    assert!(data(&picture.svg).is_some() && data(&picture.svg) != data(&open.svg) && data(&picture.svg) == data(&white.svg));
}

#[test]
fn an_outline_of_a_text_under_a_veil_is_not_drawn_and_a_border_around_it_is() {
    let content = "0 g 10 70 m 14 80 l 18 70 l h f 0 0 1 RG 5 60 100 30 re S";
    let veil = Veil { area: Rect::new(8.0, 18.0, 60.0, 32.0), text: String::new() };
    let picture = drawn(content, &[veil]);
    assert!(!picture.svg.contains("M10 30L14 20"), "{}", picture.svg);
    assert!(picture.svg.contains("stroke=\"#0000ff\""), "{}", picture.svg);
}

#[test]
fn a_page_that_is_turned_is_drawn_upright() {
    let picture = with(pdf("0 g 0 0 10 5 re f"), |drawer| drawer.page(1, 1, &[])).unwrap().unwrap();
    assert_eq!((picture.width, picture.height), (100.0, 200.0));
    assert!(picture.svg.contains("<g transform=\"matrix(0 1 -1 0 100 0)\">"), "{}", picture.svg);
}

#[test]
fn a_page_that_is_not_there_is_none() {
    assert!(with(pdf(""), |drawer| (drawer.page(0, 0, &[]), drawer.page(2, 0, &[]))).is_ok_and(|pages| pages == (None, None)));
    assert!(with(b"no".to_vec(), |_| ()).is_err());
}
