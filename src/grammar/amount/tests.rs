//! Printed forms of 19 places, and what must stay apart.

use proptest::prelude::*;

use super::sentence::amounts_in;
use super::*;
use crate::grammar::{clean, squeeze};

fn shown(cell: &str) -> Option<String> {
    amount(cell).map(|amount| render(&amount, false))
}

#[test]
fn whole_cells() {
    for (cell, want) in [
        ("32,852.053832", "32852.053832"),
        ("121,224,000", "121224000"),
        ("62,109,297.20", "62109297.20"),
        (" 6053.42\n", "6053.42"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("-12.34", "-12.34"),
        ("－12.34", "-12.34"),
        ("−0.55", "-0.55"),
        ("（3.20）", "-3.20"),
        ("( 1,003.20 )", "-1003.20"),
        ("▲5.1", "-5.1"),
        ("△5.1", "-5.1"),
        ("-0.00", "-0.00"),
        ("+7", "7"),
        ("1,234,\n567.89", "1234567.89"),
        ("154,023\n.82", "154023.82"),
        ("154,023.\n 82", "154023.82"),
        ("136,507,89\n9.71", "136507899.71"),
        ("１，２３４．５０", "1234.50"),
        ("1，234.50", "1234.50"),
        ("123456789012345.1234567890", "123456789012345.1234567890"),
    ] {
        assert_eq!(shown(cell).as_deref(), Some(want), "{cell:?}");
    }
}

#[test]
fn not_amounts() {
    for cell in [
        "",
        "-",
        "--",
        "—",
        "1,23,4.5",
        "12 34",
        "12\n34",
        "1,234 567",
        "1,234 56 7",
        "1,2345",
        "1234,567",
        "93.62%",
        ".82",
        "5.",
        "01",
        "007.5",
        "0,123",
        "3.1.2",
        "2026-01-05",
        "2026年",
        "1.25万元",
        "- 12.34",
        "(3.20",
        "3.20)",
        "合计",
        "1e5",
        "—12.34",
        "1234567890123456",
        "1,234,567,890,123,456.00",
        "12345678901234567890123456789",
        "0.12345678901",
        "0.1234567890123456789012345678",
        "1,234,56 7.89",
    ] {
        assert_eq!(shown(cell), None, "{cell:?}");
    }
}

#[test]
fn percents_marks_and_likeness() {
    assert_eq!(percent(" 93.62 ％").map(|p| render(&p, false)).as_deref(), Some("93.62"));
    assert_eq!(percent("-5.3%").map(|p| render(&p, false)).as_deref(), Some("-5.3"));
    assert_eq!(percent("93.62"), None);
    assert!(["", " ", "-", "--", "—", "——", "－", "/"].iter().all(|cell| is_nil_mark(cell)));
    assert!(["0", "无", "-1", "0.00"].iter().all(|cell| !is_nil_mark(cell)));
    assert!(["0.00", "1,234", "１，２３４"].iter().all(|cell| is_amount_like(cell)));
    assert!(["2010301", "12", "0", "1.2.3", "2026年"].iter().all(|cell| !is_amount_like(cell)));
}

#[test]
fn in_sentences() {
    for (text, want) in [
        ("公务接待费28.50万元，与2024年预算持平", "28.50 2024"),
        ("2025 年支出 12 34 项", "2025 12 34"),
        ("共 154,023\n    .82 万元", "154023.82"),
        ("共 1,234,\n567.89 万元", "1234567.89"),
        ("增减-12.34万元，2025-2026年", "-12.34 2025 2026"),
        ("2. 2026 年部门预算", "2 2026"),
        ("2.2026年部门预算", ""),
        ("合计 12. 34 万元", "12.34"),
        ("支出100.\n25 万元", "100.25"),
        ("坏数 1,23,4.5 与 3.1.2、2026.01.05", ""),
        ("5G 基站 A4 纸 10kV", ""),
        ("为1234.56，2025年为1，234.50元", "1234.56 2025 1234.50"),
        ("100，200万元", ""),
        ("（2026）12号文", "2026 12"),
        ("行政运行（2150501）1457.68 万元", "2150501 1457.68"),
        ("其中:1.5,2.5", "1.5 2.5"),
        ("长达 93.62%。", "93.62"),
    ] {
        let found: Vec<String> = amounts_in(text).iter().map(|(_, amount)| render(amount, false)).collect();
        assert_eq!(found.join(" "), want, "{text:?}");
    }
}

/// A cell that should read back: sign, digits, decimals, commas, blanks beside commas and the point, either width.
fn printed() -> impl Strategy<Value = String> {
    let blank = prop::sample::select(vec!["", "", "", "\n", " ", "　"]);
    (any::<bool>(), 0_u64..1_000_000_000_000_000, 0_u32..7, any::<bool>(), blank, any::<bool>()).prop_map(
        |(minus, units, decimals, commas, blank, wide)| {
            let value = Decimal::scaled(i128::from(units), decimals).expect("a small scale");
            let value = if minus { value.negative() } else { value };
            let text = render(&Amount { value, decimals }, commas).replace(',', &format!("{blank},{blank}"));
            let text = text.replace('.', &format!("{blank}.{blank}"));
            if !wide {
                return text;
            }
            text.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }).collect()
        },
    )
}

proptest! {
    #[test]
    fn renders_to_the_printed_text(cell in printed()) {
        let amount = amount(&cell);
        prop_assert!(amount.is_some(), "{:?}", cell);
        let plain = squeeze(&clean(&cell));
        let with_commas = plain.contains(',');
        prop_assert_eq!(amount.map(|a| render(&a, with_commas)), Some(plain));
    }

    #[test]
    fn whatever_is_read_renders_back(cell in "[-+(（]?[0-9０-９,，. \n]{1,24}[)）]?") {
        if let Some(amount) = amount(&cell) {
            let figures: String = squeeze(&clean(&cell)).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            let text = render(&amount, false);
            prop_assert_eq!(text.trim_start_matches('-'), figures);
        }
    }

    #[test]
    fn found_ranges_are_cells(text in "[0-9０-９,，.\\- \n%万元年。1234567890]{0,60}") {
        let mut last = 0;
        for (range, found) in amounts_in(&text) {
            prop_assert!(range.start >= last);
            last = range.end;
            prop_assert_eq!(amount(&text[range]), Some(found));
        }
    }
}

#[test]
fn a_cell_may_print_its_unit() {
    let shown = |cell: &str| figure(cell).map(|(amount, unit)| (render(&amount, false), unit));
    for (cell, want, unit) in [
        ("588.02万元", "588.02", Some(Unit::WanYuan)),
        ("1,003.20 元", "1003.20", Some(Unit::Yuan)),
        ("¥588.02", "588.02", None),
        ("￥1,588.02", "1588.02", None),
        ("RMB588.02万元", "588.02", Some(Unit::WanYuan)),
        ("588.02", "588.02", None),
    ] {
        assert_eq!(shown(cell), Some((want.to_owned(), unit)), "{cell}");
    }
    for cell in ["5辆", "588.02*", "588.02万", "####", "万元", "3人", "2万元 3万元", "", "¥"] {
        assert_eq!(shown(cell), None, "{cell}");
    }
}

#[test]
fn numbers_may_be_grouped_by_blanks_or_once() {
    let read = |cell: &str| figure(cell).map(|(amount, _)| render(&amount, false));
    for (cell, want) in [
        ("8 658.28", "8658.28"),
        ("1 312 908.50", "1312908.50"),
        ("41 221 427", "41221427"),
        ("214210,890.32", "214210890.32"),
        ("120258,600", "120258600"),
    ] {
        assert_eq!(read(cell).as_deref(), Some(want), "{cell}");
    }
    // Two numbers, or none.
    for cell in ["12 345", "8 658 28", "1234 567.89", "0 123.45", "2010301,30", "12,34,567"] {
        assert_eq!(read(cell), None, "{cell}");
    }
}
