//! Contacts as forms print them (all numbers here are made up), and figures that must stay.

use proptest::prelude::*;

use super::ContactKind::*;
use super::*;

#[test]
fn contacts() {
    for (text, want, kind) in [
        ("13800138000", "13800138000", Mobile),
        ("经办人：张某 13800138000。", "13800138000", Mobile),
        ("电话138 0013 8000", "138 0013 8000", Mobile),
        ("138-0013-8000", "138-0013-8000", Mobile),
        ("+8613800138000", "+8613800138000", Mobile),
        ("１３８００１３８０００", "１３８００１３８０００", Mobile),
        ("联系方式:023-89110000", "023-89110000", Landline),
        ("0351－1234567", "0351－1234567", Landline),
        ("010—12345678-801", "010—12345678-801", Landline),
        ("（0351）1234567", "0351）1234567", Landline),
        ("联系电话：89110000", "89110000", Landline),
        ("邮箱：zhang.san_1@example.gov.cn；", "zhang.san_1@example.gov.cn", Email),
        ("12345@qq.com", "12345@qq.com", Email),
        ("证号110101199003070000", "110101199003070000", Identity),
        ("11010119900307001X", "11010119900307001X", Identity),
        ("账号：6222020000000000000", "6222020000000000000", Account),
    ] {
        let found = contacts_in(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((&text[found[0].range.clone()], found[0].kind), (want, kind), "{text}");
    }
}

#[test]
fn figures_that_stay() {
    for text in [
        "",
        "13800138000.00",
        "13,800,138,000",
        "2138001380001",
        "监督索引号53092200773301000",
        "统一社会信用代码91310000132200000X",
        "2010301 行政运行 12029501.84",
        "2025-2026年",
        "12345678",
        "3,286,618,082.20",
        "@三公",
        "2026-01-05",
        "0.13800138000",
    ] {
        assert_eq!(contacts_in(text), [], "{text}");
        assert!(matches!(redact(text), (Cow::Borrowed(_), 0)), "{text}");
    }
}

#[test]
fn two_in_one_line() {
    let (text, count) = redact("负责人 13800138000,13900139000 座机0351-1234567");
    assert_eq!((text.as_ref(), count), ("负责人 [redacted],[redacted] 座机[redacted]", 3));
}

proptest! {
    #[test]
    fn a_mobile_number_never_survives(before in "[一-龥 ：]{0,6}", second in 3u8..10, tail in "[0-9]{9}", after in "[一-龥 。]{0,6}") {
        let number = format!("1{second}{tail}");
        let text = format!("{before}{number}{after}");
        let (redacted, count) = redact(&text);
        prop_assert_eq!(count, 1);
        prop_assert!(!redacted.contains(&number));
    }

    #[test]
    fn redaction_is_done_once(text in "[0-9@a.\\-, 电话：+X]{0,40}") {
        let (redacted, _) = redact(&text);
        prop_assert_eq!(redact(&redacted).1, 0, "{} -> {}", text, redacted);
    }
}
