//! Amounts of money that are printed in a way that is not read: `50余万元`, `壹佰贰拾万元`, `1 000万元`, `1234·56万元`.

use crate::grammar::lexical::is_gap;
use std::ops::Range;

/// Figures in words.
const WORDS: &str = "壹贰叁肆伍陆柒捌玖拾佰仟零";
/// Marks that stand for a point and are none.
const DOTS: [char; 3] = ['·', '・', '•'];

/// Where such amounts stand in a text.
///
/// ```
/// let text = "支出50余万元，其中一项1 000万元。";
/// let found: Vec<&str> = gongkai::grammar::sentence::unread_money(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["50余万元", "1 000万元"]);
/// ```
pub fn unread_money(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, yuan) in text.match_indices('元') {
        let before = text[..at].trim_end_matches(|c| is_gap(c) || matches!(c, '万' | '亿' | '千' | '百'));
        let approximate = before.strip_suffix(['余', '多', '几']).map(|rest| rest.trim_end_matches(is_gap));
        let start = match approximate {
            Some(rest) => Some(figures(rest)).filter(|&start| start < rest.len()),
            None if before.ends_with(|c| WORDS.contains(c)) => {
                let words = |c: char| WORDS.contains(c) || matches!(c, '万' | '亿');
                Some(before.trim_end_matches(words).len()).filter(|start| before[*start..].chars().nth(1).is_some())
            }
            None => torn(before),
        };
        found.extend(start.map(|start| start..at + yuan.len()));
    }
    found
}

/// Where the figures at the end of a text begin.
fn figures(text: &str) -> usize {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len()
}

/// Where a number begins whose last figures stand apart from its first: three behind a blank, or any behind a dot.
pub(super) fn torn(text: &str) -> Option<usize> {
    let last = figures(text);
    let printed = &text[last..];
    let rest = &text[..last];
    let dotted = rest.trim_end_matches(is_gap).strip_suffix(DOTS).map(|rest| rest.trim_end_matches(is_gap));
    let spaced =
        || rest.strip_suffix([' ', '\u{a0}', '\u{2009}']).filter(|_| printed.split('.').next().is_some_and(|p| p.len() == 3));
    let digits = |rest: &str| rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = |rest: &str| rest.len() - digits(rest);
    let dotted = dotted.filter(|rest| digits(rest) > 0 && !printed.contains('.'));
    let first = dotted.or_else(|| spaced().filter(|rest| (1..=3).contains(&digits(rest))))?;
    (!printed.is_empty() && !first[..start(first)].ends_with(['.', ','])).then(|| start(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_that_is_not_read_is_found() {
        for (text, want) in [
            ("经费50余万元，培训费壹佰贰拾万元。", &["50余万元", "壹佰贰拾万元"][..]),
            ("会议费1 000万元，差旅费1234·56万元。", &["1 000万元", "1234·56万元"]),
            ("支出1,000.50万元，2026 年300万元，其余万元以下不计，5元。", &[]),
            ("其中：1. 500万元；零元。", &[]),
        ] {
            let found: Vec<&str> = unread_money(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
