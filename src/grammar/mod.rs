//! Nom grammars: one printed string in, one typed value out.
//!
//! In: a `&str` as it stood on the page (a cell, a line, a sentence). Out: an amount, a code, a heading, a unit line and so on.
//! Not done here: what a value means in its table, which official code list it belongs to, and any repair of the text. All
//! nom is in this folder and no nom type leaves it: a function answers `Option`, or [`Expected`] where somebody wants to know
//! why a text is refused.
//!
//! Every production accepts the digits and punctuation of both widths, because portals mix them within one line.

pub mod amount;
pub mod code;
mod column_number;
pub mod contact;
pub mod date;
mod expected;
mod fold;
pub mod form;
pub mod heading;
pub mod indicator;
mod lexical;
pub mod numeral;
mod radical;
mod row;
pub mod running;
pub mod sentence;
pub mod table_number;
mod torn;
pub mod unit;

pub use amount::sentence::amounts_in;
pub use amount::{
    Amount, amount, figure, has_too_many_digits, is_amount_like, is_beyond_amounts, is_nil_mark, parse_amount, percent, render,
};
pub use code::{
    CodeStyle, CodedName, bracketed_code, code_and_name, code_fragment, join_code, project_name, subject_code, unfilled_code,
    written_code,
};
pub use column_number::column_number;
pub use date::{Date, date, fiscal_year, years_in};
pub use expected::Expected;
pub use fold::{clean, squeeze};
pub use form::{
    CellKind, FormItem, FormLabel, IndicatorHalf, IndicatorKind, form_label, form_row, indicator_halves, label_points,
};
pub use heading::contents::{ContentsLine, Leader, contents_line};
pub use heading::{Heading, HeadingStyle, ends_as_title, heading, is_list_number};
pub use indicator::{About, Comparator, IndicatorValue, comparator, indicator, indicator_from_parts, unit_of_name};
#[cfg(feature = "view")]
pub(crate) use lexical::digit_value;
pub use numeral::{Enclosure, chinese_number, enclosed_number, ordinal, to_chinese};
pub use radical::{as_ideograph, plain_ideograph, plain_ideographs};
pub use row::{is_note, is_total_label};
pub use running::{RunningIndicator, running_indicators};
pub use table_number::{TableNumber, table_number};
pub use torn::{goes_on, is_torn};
pub use unit::line::{UnitLine, unit_line, unit_of_tables};
pub use unit::{Unit, unit_of};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_error_says_where_and_what() {
        let error = parse_amount("1,23,4.5").expect_err("the commas do not group thousands");
        assert_eq!((error.offset, error.expected, error.rest.as_str()), (1, "amount", ",23,4.5"));
        assert_eq!(error.to_string(), "expected amount at byte 1, found \",23,4.5\"");
    }

    proptest! {
        #[test]
        fn no_grammar_panics(text in "[\\PC0-9０-９一二十百年月日表第部分单位：:（）()\\[\\]，,.．\\-≥% 　\n]{0,30}") {
            let _ = (heading(&text), contents_line(&text), unit_line(&text), unit_of(&text), table_number(&text));
            let _ = (indicator(&text), date(&text), fiscal_year(&text), code_and_name(&text));
            let _ = (amount(&text), amounts_in(&text), chinese_number(&text), bracketed_code(&text));
        }
    }
}
