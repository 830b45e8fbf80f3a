//! The lines of a cell to its text.

use super::line::Line;
use crate::codes::{List, nearest};
use crate::grammar::{amount, goes_on};
use crate::place::Rect;
use std::borrow::Cow;

/// Joins the lines of a cell. A line that was wrapped joins without a gap, unless Latin words meet; a line that ended by itself
/// (the writer pressed return) keeps its break.
pub(super) fn join_lines(lines: &[Line], cell: Rect) -> Cow<'_, str> {
    match lines {
        [] => Cow::Borrowed(""),
        [one] if !one.text.contains('\t') => Cow::Borrowed(one.text.as_str()),
        _ => {
            let mut joined = String::new();
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    joined.push_str(joint(&lines[index - 1], line, cell));
                }
                joined.extend(line.text.chars().map(|c| if c == '\t' { ' ' } else { c }));
            }
            Cow::Owned(joined)
        }
    }
}

/// What stands between two lines of a cell.
fn joint(above: &Line, below: &Line, cell: Rect) -> &'static str {
    let (Some(last), Some(first)) = (above.text.chars().last(), below.text.chars().next()) else { return "" };
    if goes_on(&above.text, &below.text) || breaks_at_mark(&above.text, &below.text) || wrapped_number(above, below, cell) {
        return "";
    }
    if is_whole_number(&above.text) && is_whole_number(&below.text) {
        return "\n";
    }
    // A line that stops short of the cell's width by more than two characters did not wrap.
    let stops_short = cell.x1 - above.rect.x1 > 2.5 * above.size && above.rect.x0 - cell.x0 < 2.5 * above.size;
    if stops_short && (matches!(last, '。' | '；' | ';' | '：' | '！') || starts_item(&below.text)) {
        return "\n";
    }
    if last.is_ascii_alphanumeric() && first.is_ascii_alphabetic() || last.is_ascii_alphabetic() && first.is_ascii_alphanumeric()
    {
        return " ";
    }
    ""
}

/// `1.`, `（1）`, `一、`: an item of an enumeration begins.
fn starts_item(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('0'..='9'), Some('.' | '．' | '、')) => true,
        (Some('（' | '('), Some(c)) => c.is_ascii_digit() || "一二三四五六七八九十".contains(c),
        (Some(c), Some('、')) => "一二三四五六七八九十".contains(c),
        (Some('①'..='⑳'), _) => true,
        _ => false,
    }
}

fn numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '，' | '．' | '-' | '－' | '%')
}

/// The first line holds digits only and breaks off where a number cannot end: at a comma, at or before a point.
fn breaks_at_mark(above: &str, below: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.chars().all(numeric);
    digits(above) && digits(below) && (above.ends_with([',', '.', '，', '．']) || below.starts_with([',', '.', '，', '．']))
}

/// A number too wide for its column goes on in the next line at any digit (深圳: `138,907.2` / `4`): the first line fills the cell,
/// and only both together are a number as printed elsewhere.
fn wrapped_number(above: &Line, below: &Line, cell: Rect) -> bool {
    let digits = |s: &str| !s.is_empty() && s.chars().all(numeric);
    // No room for one more digit between Word's paddings of 5.4 points.
    let fills = cell.width() - above.rect.width() < 11.5 + 0.6 * above.size;
    if !fills || !digits(&above.text) || !digits(&below.text) {
        return false;
    }
    let joined = format!("{}{}", above.text, below.text);
    if joined.bytes().all(|b| b.is_ascii_digit()) {
        // Two counts below each other look like one number cut in two; only a code that the lists know is certainly one.
        return List::of_code(&joined).is_some_and(|list| nearest(list, &joined, None).is_some());
    }
    // Amounts are printed with two decimals, in Beijing with six; `12.5` above `3` are two numbers.
    amount(&joined).is_some_and(|a| matches!(a.decimals, 2 | 6))
}

/// Complete by itself: digits with exactly one point that is followed by at least one digit, or none.
fn is_whole_number(text: &str) -> bool {
    text.chars().all(numeric) && text.chars().any(|c| c.is_ascii_digit()) && !text.ends_with([',', '.'])
}
