//! Numbers that a narrow column breaks over two lines.

use super::amount::{amount, is_in_number};
use super::lexical::is_digit;

/// The fewest digits of a number with a comma.
const LEAST_DIGITS: usize = 4;

/// Whether a text is the beginning of an amount and none by itself: its last group of thousands is cut (`22,927,6`), or it ends in
/// its point or comma (`57,826.`).
///
/// ```
/// use gongkai::grammar::is_torn;
/// assert!(is_torn("22,927,6") && is_torn("81,355.") && !is_torn("22,927.60") && !is_torn("3."));
/// ```
pub fn is_torn(text: &str) -> bool {
    is_of_number(text)
        && text.contains([',', '，'])
        && text.chars().filter(|c| is_digit(*c)).count() >= LEAST_DIGITS
        && amount(text).is_none()
}

/// Whether a number goes on in the line below it: one of the two is no number by itself, and both together are an amount.
///
/// ```
/// use gongkai::grammar::goes_on;
/// assert!(goes_on("22,927,6", "59.71") && goes_on("2,911", ".49") && goes_on("1,298.", "60"));
/// assert!(!goes_on("12.50", "3") && !goes_on("22,927", "659.71"));
/// ```
pub fn goes_on(above: &str, below: &str) -> bool {
    const MARKS: [char; 4] = ['.', '．', ',', '，'];
    let cut = is_torn(above) || above.ends_with(MARKS) || below.starts_with(MARKS);
    is_of_number(above) && is_of_number(below) && cut && amount(&format!("{above}{below}")).is_some()
}

/// Digits, commas and points, and at least one digit.
fn is_of_number(text: &str) -> bool {
    text.chars().all(is_in_number) && text.contains(is_digit)
}
