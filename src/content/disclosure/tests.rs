use super::*;
use crate::layout::Line;

#[test]
fn nothing_printed_is_no_disclosure() {
    let (found, diagnostics) = read(&Outline::default(), &page::Metadata::default());
    assert_eq!((found.kind, found.scope, found.fiscal_year, found.department.name), (Kind::Other, None, None, None));
    assert!(diagnostics.is_empty());
}

#[allow(dead_code)]
fn line(text: &str, size: f32) -> Line {
    Line { text: text.to_owned(), size, ..Line::default() }
}
