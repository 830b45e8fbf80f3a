use super::*;

#[test]
fn what_is_no_workbook_says_so() {
    for container in [Container::Xlsx, Container::Xls, Container::Ods, Container::Xml] {
        for bytes in [&b"PK\x03\x04"[..], b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0"] {
            let laid_out = lay_out(container, bytes);
            assert_eq!(laid_out.nothing, Some(Nothing::Damaged), "{container:?}");
            assert_eq!(laid_out.diagnostics[0].code, "workbook.not_read");
        }
    }
}
