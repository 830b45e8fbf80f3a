//! Numbers of columns (栏次), alone or with what their column is made of.

use super::lexical::{is_close, is_dash, is_digit, is_gap, is_open, number as value_of};

/// The most digits of a column's number.
const MOST_DIGITS: usize = 2;

/// The number of a column: `number := open? digit{1,2} close? (("=" | "+" | dash) formula)?`, as in `3`, `（3）`, `3=4+15`,
/// `5=2/1×100%`, `1=2+…+8`.
///
/// ```
/// # use gongkai::grammar::column_number;
/// assert_eq!(column_number("3=4+…+15"), Some(3));
/// assert_eq!(column_number("301"), None);
/// ```
pub fn column_number(text: &str) -> Option<u32> {
    let inner = text.trim_matches(|c| is_gap(c) || is_open(c) || is_close(c));
    let end = inner.find(|c| !is_digit(c)).unwrap_or(inner.len());
    let (number, formula) = inner.split_at(end);
    if number.is_empty() || number.chars().count() > MOST_DIGITS {
        return None;
    }
    let formula = formula.trim_start_matches(|c| is_gap(c) || is_close(c));
    let begins = |c: char| matches!(c, '=' | '＝' | '+' | '＋') || is_dash(c);
    let goes_on = |c: char| {
        is_digit(c)
            || is_gap(c)
            || is_open(c)
            || is_close(c)
            || begins(c)
            || matches!(c, '*' | '×' | '/' | '÷' | '%' | '％' | '…' | '.' | '～' | '~')
    };
    let is_formula = formula.is_empty() || formula.starts_with(begins) && formula.chars().all(goes_on);
    is_formula.then(|| value_of(number)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_numbered_alone_or_with_its_formula() {
        for (text, number) in
            [("1", 1), ("（12）", 12), ("3=4+15", 3), ("1=2+…+8", 1), ("5=2/1×100", 5), ("6=（4-5）/5×100%", 6), ("9＝1＋2", 9)]
        {
            assert_eq!(column_number(text), Some(number), "{text}");
        }
        for text in ["", "301", "12.5", "3.", "2026年", "5%", "1月", "3、办公费", "-3", "="] {
            assert_eq!(column_number(text), None, "{text}");
        }
    }
}
