//! Amounts put together from several numbers and scales: `3亿5千万元`, `1亿零500万元`, `2万3千元`, `3.5万亿元`.
//!
//! In: a sentence from a number on. Out: the whole in its last unit, where the words leave no doubt: scales go down, a place that is
//! left out is marked by 零 or jumped over by numbers that name their own scale. Anything else (`3亿5元`, `3万5千人`) is a doubt.

use std::ops::Range;

use crate::decimal::Decimal;
use crate::grammar::amount::{Amount, amount};
use crate::grammar::lexical::{is_digit, is_gap};
use crate::grammar::numeral::figure;

/// What stands at the front of a text.
pub(super) enum Compound {
    /// Several numbers that are one, with their unit: 万元, 亿元, 元, or 万 and 亿 alone.
    Read(Amount, Range<usize>),
    /// Several that may be one, up to this offset.
    Doubt(usize),
}

/// A number and what it is multiplied by: `5千万` is 5, 10³, 10⁴.
struct Term {
    number: Amount,
    /// 零 stands before it: places are left out.
    skips: bool,
    /// 十, 百, 千 as a power of ten.
    small: u32,
    /// 万, 亿, 万亿 as a power of ten.
    big: u32,
    /// Offsets before its last scale and behind it.
    scale: usize,
    end: usize,
}

/// Reads the numbers at the front as one amount; `None` where a single number stands there, with a usual unit.
pub(super) fn compound(text: &str) -> Option<Compound> {
    let (terms, end) = terms(text)?;
    let last = terms.last()?;
    let yuan = text[end..].trim_start_matches(is_gap).strip_prefix('元').map(|rest| text.len() - rest.len());
    let usual = matches!((last.small, last.big), (0, 4 | 8) | (2 | 3, 0 | 4));
    if terms.len() == 1 && (usual || yuan.is_none()) {
        return None;
    }
    // `3万5千人`, `3千5百`: nobody says that it is money.
    let other = text[end..].starts_with(|c: char| c.is_alphabetic() && !"资预经以".contains(c));
    let money = yuan.is_some() || last.big > 0 && !other;
    let read = || {
        let value = value(&terms)?;
        // In the unit that stands last; its own decimals stay.
        let (unit, from) = if last.big == 0 { (0, end) } else { (last.big.min(8), last.scale) };
        let decimals = if last.small == 0 && last.big < 9 { last.number.decimals } else { 0 };
        let value = (value * Decimal::new(1, unit)).normalize();
        let value = if value.scale() < decimals { value.with_decimals(decimals) } else { value };
        Some(Compound::Read(Amount { value, decimals: value.scale() }, from..yuan.unwrap_or(end)))
    };
    let read = if money { read() } else { None };
    Some(read.unwrap_or(Compound::Doubt(yuan.unwrap_or(end))))
}

/// The numbers at the front that follow each other with nothing but scales and 零 between; `None` without any scale.
fn terms(text: &str) -> Option<(Vec<Term>, usize)> {
    let mut terms: Vec<Term> = Vec::new();
    let mut end = 0;
    while let Some(term) = term(text, end, terms.is_empty()) {
        // Behind a number without scale nothing goes on.
        let last = term.small == 0 && term.big == 0;
        end = term.end;
        terms.push(term);
        if last {
            break;
        }
    }
    let scaled = terms.first().is_some_and(|t| t.small + t.big > 0);
    scaled.then_some((terms, end))
}

/// `term := "零"? (number | figure) scale*`; a figure in words needs a scale or 元 behind it.
fn term(text: &str, from: usize, first: bool) -> Option<Term> {
    let blank = |at: usize| at + (text[at..].len() - text[at..].trim_start_matches(is_gap).len());
    let mut at = if first { from } else { blank(from) };
    let skips = !first && text[at..].starts_with(['零', '〇']);
    if skips {
        at = blank(at + '零'.len_utf8());
    }
    let rest = &text[at..];
    let c = rest.chars().next()?;
    let worded = (!first).then(|| figure(c)).flatten();
    let (number, behind) = match worded {
        Some(figure) => (Amount { value: Decimal::from(figure), decimals: 0 }, at + c.len_utf8()),
        None => {
            let length = rest.find(|c| !(is_digit(c) || matches!(c, '.' | '．' | ','))).unwrap_or(rest.len());
            (amount(&rest[..length])?, at + length)
        }
    };
    let (mut small, mut big, mut scale, mut end) = (0, 0, behind, behind);
    loop {
        let next = blank(end);
        let Some(c) = text[next..].chars().next() else { break };
        match c {
            '十' | '拾' if small + big == 0 => small = 1,
            '百' | '佰' if small + big == 0 => small = 2,
            '千' | '仟' if small + big == 0 => small = 3,
            '万' | '萬' if big == 0 => big = 4,
            '亿' | '億' if big == 0 || big == 4 => big += 8,
            _ => break,
        }
        (scale, end) = (next, next + c.len_utf8());
    }
    let stands = worded.is_none() || end > behind || text[blank(end)..].starts_with('元');
    stands.then_some(Term { number, skips, small, big, scale, end })
}

/// The value of all terms, if there is but one way to read them.
fn value(terms: &[Term]) -> Option<Decimal> {
    let ten = |power: u32| Decimal::from(10_u64.pow(power));
    let (mut total, mut section) = (Decimal::ZERO, Decimal::ZERO);
    // The places that are still free: below the last big scale, and below the last small one within its group.
    let (mut above, mut free) = (16, 4);
    for (index, term) in terms.iter().enumerate() {
        let (first, last) = (index == 0, index + 1 == terms.len());
        let number = term.number.value;
        let whole = term.number.decimals == 0 || last && (term.small == 0 || first);
        let fits = first || number * ten(term.small) < ten(free);
        let single = first || term.small == 0 || number < ten(1);
        // `3千5百`, `3千零5`, `3千500`, but not `3千5`: the next place, or one that is named.
        let alone = term.small == 0 && term.big == 0;
        let digits = (0..=4).find(|power| number < ten(*power)).unwrap_or(free);
        let next = first || term.skips || term.big > 0 || if alone { digits > 1 } else { term.small + 1 == free };
        // `3亿5千元`: what became of the ten thousands?
        let group = first || term.big > 0 || term.skips || above < 8 || terms[index..].iter().any(|t| t.big > 0);
        if !(whole && fits && single && next && group) {
            return None;
        }
        section = section + number * ten(term.small);
        free = term.small;
        if term.big > 0 {
            if term.big >= above {
                return None;
            }
            total = total + section * ten(term.big);
            (above, free, section) = (term.big, 4, Decimal::ZERO);
        }
    }
    Some(total + section)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value and the unit, `?` for a doubt, nothing for a single number.
    fn read(text: &str) -> String {
        match compound(text) {
            Some(Compound::Read(amount, unit)) => format!("{} {}", amount.value, &text[unit]),
            Some(Compound::Doubt(end)) => format!("? {}", &text[..end]),
            None => String::new(),
        }
    }

    #[test]
    fn numbers_that_are_one() {
        for (text, want) in [
            ("3亿5千万元", "35000 万元"),
            ("1亿零500万元，", "10500 万元"),
            ("1亿500万元", "10500 万元"),
            ("1亿2345.67万元", "12345.67 万元"),
            ("1亿零5万元", "10005 万元"),
            ("12亿3千4百5十6万元", "123456 万元"),
            ("3 亿 5千 万元", "35000 万元"),
            ("3亿五千万元", "35000 万元"),
            ("3千5百万元", "3500 万元"),
            ("2万3千元", "23000 元"),
            ("2万3千4百元", "23400 元"),
            ("2万零30元", "20030 元"),
            ("1亿2千万零500元", "120000500 元"),
            ("3.5万亿元", "35000 亿元"),
            ("5百亿元", "500 亿元"),
            ("3亿5千万，比", "35000 万"),
            ("12万3456.78元", "123456.78 元"),
            ("5十万元", "50 万元"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn numbers_that_may_be_several() {
        for text in
            ["3亿5元", "3亿5千元", "3万5千人", "5千万3亿元", "3千5元", "3.5亿5千万元", "3万40000元", "3亿5.5千万元", "2万3百元"]
        {
            assert!(read(text).starts_with('?'), "{text}: {}", read(text));
        }
        for text in ["3亿元", "5千万元", "5百万元", "12万元", "5千元", "3元", "3万人", "30万粉丝", "3万", "3亿，5千万元", "5百人"]
        {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
