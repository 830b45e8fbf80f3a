//! Slips of the pen: one digit, two digits swapped, the unit, the sign.

use super::figures::{Figure, Origin, Spot};
use gongkai::content::Measure;
use gongkai::decimal::Decimal;
use gongkai::grammar::{Amount, amount, amounts_in, render};
use gongkai::outline::Outline;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Digit,
    Swap,
    Unit,
    Sign,
}

pub const KINDS: [Kind; 4] = [Kind::Digit, Kind::Swap, Kind::Unit, Kind::Sign];

/// Units that are mixed up.
const UNITS: [(&str, &str); 3] = [("亿元", "万元"), ("万元", "元"), ("元", "万元")];
/// Words for a change and their opposites.
const WAYS: [(&str, &str); 8] = [
    ("增加", "减少"),
    ("减少", "增加"),
    ("增长", "下降"),
    ("下降", "增长"),
    ("上升", "下降"),
    ("降低", "提高"),
    ("上涨", "下降"),
    ("提高", "降低"),
];
/// A word for a change stands so near before its figure.
const NEAR: usize = 30;

/// What is printed instead.
pub struct Slip {
    /// The figure as printed then, with its unit.
    pub printed: String,
    /// The bytes of the text that are replaced, and with what.
    range: Range<usize>,
    by: String,
}

/// A figure with an error in it; `None` when the kind of error cannot be made of it.
pub fn slip(figure: &Figure, kind: Kind, seed: usize) -> Option<Slip> {
    let at = figure.at.clone();
    let printed = figure.text.get(at.clone())?;
    let (number, read) = amounts_in(printed).into_iter().next()?;
    let digits = printed.get(number.clone())?;
    let tail = printed.get(number.end..)?;
    let front = &printed[..number.start];
    let whole = |new: String| Slip { printed: format!("{front}{new}"), range: at.clone(), by: String::new() };
    let finish = |slip: Slip| Slip { by: slip.printed.clone(), ..slip };
    match kind {
        Kind::Digit => altered(digits, one_digit(digits, seed)?).map(|new| finish(whole(format!("{new}{tail}")))),
        Kind::Swap => altered(digits, swapped(digits, seed)?).map(|new| finish(whole(format!("{new}{tail}")))),
        Kind::Unit if tail.is_empty() => {
            let value = read.value * Decimal::from(10_000);
            let new = render(&Amount { value, decimals: read.decimals }, digits.contains(','));
            Some(finish(whole(new)))
        }
        Kind::Unit => {
            let (unit, other) = UNITS.iter().find(|(unit, _)| tail.starts_with(unit))?;
            Some(finish(whole(format!("{digits}{other}{}", &tail[unit.len()..]))))
        }
        Kind::Sign if matches!(figure.measure, Some(Measure::Change | Measure::PercentChange)) => {
            let before = figure.text.get(..at.start + number.start)?;
            let near = before.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
            let ways = WAYS.iter().filter_map(|(word, other)| Some((near + before[near..].rfind(word)?, word, other)));
            let (start, word, other) = ways.max_by_key(|(start, ..)| *start)?;
            let end = start + word.len();
            // Where the word is a part of what is printed, it changes there too.
            let printed = if start >= at.start { printed.replacen(word, other, 1) } else { printed.to_owned() };
            Some(Slip { printed, range: start..end, by: (*other).to_owned() })
        }
        Kind::Sign => {
            let slip = finish(whole(format!("-{digits}{tail}")));
            // A dash between two words of a sentence is punctuation (`支出-62.63万元`): only behind some words is it a minus.
            let mut text = figure.text.clone();
            text.replace_range(slip.range.clone(), &slip.by);
            let negative =
                amounts_in(&text).into_iter().any(|(r, a)| r.start == at.start + number.start && a.value.is_sign_negative());
            negative.then_some(slip)
        }
    }
}

/// Puts a slip into the outline.
pub fn set(outline: &mut Outline, figure: &Figure, slip: &Slip) {
    let text = match figure.spot {
        Spot::Cell { table, row, cell } => &mut outline.tables[table].rows[row].cells[cell].text,
        Spot::Text { paragraph } => &mut outline.paragraphs[paragraph].text,
    };
    assert_eq!(*text, figure.text, "{:?}", figure.origin);
    text.replace_range(slip.range.clone(), &slip.by);
    debug_assert!(figure.origin != Origin::Table || amount(text).is_some());
}

fn one_digit(printed: &str, seed: usize) -> Option<String> {
    let mut text: Vec<char> = printed.chars().collect();
    let digits: Vec<usize> = (0..text.len()).filter(|i| text[*i].is_ascii_digit()).collect();
    let at = *digits.get(seed.checked_rem(digits.len())?)?;
    let old = text[at].to_digit(10)?;
    let new = (old + 1 + (seed as u32 / 7) % 9) % 10;
    text[at] = char::from_digit(new, 10)?;
    Some(text.into_iter().collect())
}

fn swapped(printed: &str, seed: usize) -> Option<String> {
    let mut text: Vec<char> = printed.chars().collect();
    let digits: Vec<usize> = (0..text.len()).filter(|i| text[*i].is_ascii_digit()).collect();
    let pairs: Vec<(usize, usize)> = digits.windows(2).map(|w| (w[0], w[1])).filter(|(a, b)| text[*a] != text[*b]).collect();
    let (a, b) = *pairs.get(seed.checked_rem(pairs.len())?)?;
    text.swap(a, b);
    Some(text.into_iter().collect())
}

/// A swap or a digit at the front may leave a leading zero, which nobody prints.
fn altered(before: &str, after: String) -> Option<String> {
    let (old, new) = (amount(before)?, amount(&after)?);
    (old.value != new.value).then_some(after)
}
