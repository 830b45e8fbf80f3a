//! Amounts inside running text, where a full stop, a list number or a year may stand beside a figure.

use crate::codes::words::WORDS;
use std::ops::Range;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::char;
use nom::combinator::opt;

use super::{Amount, Figures, comma, group, grouped, is_minus, plain};
use crate::grammar::lexical::{Parsed, digits, gap, is_digit, is_gap, is_open, point};

/// Finds every number inside a sentence, with the bytes it covers.
///
/// `text := (other | minus? (grouped | plain) fraction?)*`. Years, codes and counts are numbers too: the caller looks at what
/// follows (`万元`, `%`, `年`). White space is crossed only beside a comma or the point, so `2025 年` and `12 34` stay apart,
/// and so does the list number in `2. 2026 年部门预算`. Runs that are not numbers (`1,23,4.5`, `2026.01.05`, `5G`) are passed
/// over as a whole. Brackets do not mean a minus here.
///
/// ```
/// let found = gongkai::grammar::amounts_in("支出预算 154,023\n.82 万元，比 2025 年增加 3.1%");
/// let values: Vec<String> = found.iter().map(|(_, amount)| amount.value.to_string()).collect();
/// assert_eq!(values, ["154023.82", "2025", "3.1"]);
/// ```
pub fn amounts_in(text: &str) -> Vec<(Range<usize>, Amount)> {
    numbers_in(text).into_iter().filter_map(|(range, amount)| Some((range, amount?))).collect()
}

/// As [`amounts_in`], with the runs that are no numbers.
pub(in crate::grammar) fn numbers_in(text: &str) -> Vec<(Range<usize>, Option<Amount>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find(is_digit) {
        let start = at + step;
        match read_at(text, start) {
            Some((end, amount)) => {
                let signed = sign_before(&text[..start]);
                let from = signed.unwrap_or(start);
                found.push((from..end, Some(if signed.is_some() { amount.negative() } else { amount })));
                at = end;
            }
            None => {
                at = start + run_length(&text[start..]);
                found.push((start..at, None));
            }
        }
    }
    found
}

/// The number that begins at `start`, if what stands around it lets it be one; with the offset behind it.
fn read_at(text: &str, start: usize) -> Option<(usize, Amount)> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '.' | '．')) {
        return None;
    }
    let listed = begins_item(&text[..start]);
    let (rest, figures) = number_in_text(&text[start..], listed).ok()?;
    if goes_on(rest, figures) {
        return None;
    }
    Some((text.len() - rest.len(), figures.into_amount()?))
}

/// `number := (grouped | plain) fraction?`
fn number_in_text(input: &str, listed: bool) -> Parsed<'_, Figures> {
    // A wide comma is punctuation in running text, unless a decimal point shows that the groups are one number.
    let wide = |i| grouped(i, comma, group).ok().filter(|(rest, _)| rest.starts_with(['.', '．']));
    let (rest, whole) = match wide(input) {
        Some(read) => read,
        None => alt((|i| grouped(i, |i| char(',').parse(i), group), plain)).parse(input)?,
    };
    let (rest, fraction) = opt(|i| fraction(i, listed && whole.count <= 2)).parse(rest)?;
    Ok((rest, whole.with_decimals(fraction)))
}

/// `fraction := gap point gap digits`; the second gap only where a line broke or a unit proves it.
fn fraction(input: &str, after_list_number: bool) -> Parsed<'_, &str> {
    let (after_point, _) = (gap, point).parse(input)?;
    let (at_digits, blanks) = gap(after_point)?;
    let (rest, run) = digits(at_digits)?;
    let follows = rest.trim_start_matches(is_gap);
    let dated = follows.starts_with(['年', '月', '日']);
    if blanks.is_empty() {
        // `2.2026年部门预算` is item 2, not 2.2026 years.
        let year = dated && after_list_number && run.len() == 4 && run.starts_with("20");
        return if year { super::refuse(input) } else { Ok((rest, run)) };
    }
    let unit = follows.starts_with(['元', '万', '亿', '千', '%', '％']);
    let broken = blanks.contains('\n') && !after_list_number;
    if !dated && (unit || broken) { Ok((rest, run)) } else { super::refuse(input) }
}

/// Whether the run does not end where the number ended (`3.1.2`, `2024,2025`, `5G`), so that it was none.
fn goes_on(rest: &str, figures: Figures) -> bool {
    let mut next = rest.chars();
    match next.next() {
        Some(c) if is_digit(c) || c.is_ascii_alphabetic() => true,
        Some('.' | '．') => next.next().is_some_and(is_digit),
        // After decimals a comma is punctuation: `1.5,2.5` are two numbers.
        Some(',') => figures.decimals == 0 && next.next().is_some_and(is_digit),
        // `100，200` may be one number or two: refuse both.
        Some('，') => figures.decimals == 0 && figures.count <= 3 && leading_digits(next.as_str()) == 3,
        _ => false,
    }
}

/// How many digits stand at the front, counted up to four.
fn leading_digits(text: &str) -> usize {
    text.chars().take(4).take_while(|&c| is_digit(c)).count()
}

/// The length in bytes of the run of figures, points and commas at the front.
fn run_length(text: &str) -> usize {
    let inside = |c: char| is_digit(c) || matches!(c, '.' | '．' | ',' | '，');
    text.find(|c| !inside(c)).unwrap_or(text.len())
}

/// Whether a number that begins after `before` may be the number of a list item.
fn begins_item(before: &str) -> bool {
    before.trim_end_matches(is_gap).chars().next_back().is_none_or(|c| matches!(c, '。' | '；' | ';' | '：' | ':'))
        || before.trim_end_matches([' ', '\u{3000}']).ends_with('\n')
}

/// Where the minus stands that belongs to a number beginning after `before`; a dash between two words is none.
fn sign_before(before: &str) -> Option<usize> {
    let mut back = before.char_indices().rev();
    let (at, _) = back.next().filter(|&(_, c)| is_minus(c))?;
    let free = |c: char| is_gap(c) || is_open(c) || "为是额率数减增降达约计：:，,、；;。".contains(c);
    let stands_free = back.next().is_none_or(|(_, c)| free(c));
    // `增加-199.75万元`, `变动-3人`, `较上年-120.5万元`: what fills in a template prints the sign behind the verb.
    (stands_free || WORDS.number.signed.iter().any(|word| before[..at].ends_with(word))).then_some(at)
}
