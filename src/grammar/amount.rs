//! Amounts as printed, and how to print them again.
//!
//! In: a whole cell, or a sentence. Out: an exact decimal that remembers how many decimals were printed. Not done: units,
//! meaning, repair. A text that may be two numbers is refused rather than merged; white space is crossed only directly beside
//! a comma or a decimal point, where Founder typesetting breaks numbers (重庆: `154,023` / `.82`).

use crate::decimal::Decimal;
use crate::limits::{MAX_DECIMALS, MAX_DIGITS};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::satisfy;
use nom::combinator::{map_opt, opt, value};
use nom::multi::fold_many1;
use nom::sequence::{delimited, pair, preceded};

use super::expected::{Expected, run};
use super::lexical::{Parsed, digit_value, digits, gap, is_dash, is_digit, is_gap, point, refuse, trim};
use super::unit::{Unit, money_word};

pub mod sentence;

/// An amount as printed: `12,029,501.84` is the value 12029501.84 with 2 decimals.
///
/// The sign of a printed `-0.00` is kept, so that the text can be printed again; the value still equals zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The number itself, exact.
    pub value: Decimal,
    /// How many decimals were printed: the precision that tolerances are built on.
    pub decimals: u32,
}

/// Reads a whole cell: `amount := number | sign number | "(" number ")"`.
///
/// `number := (digit{1,3} (comma digit{3})+ | digit+) (point digit+)?` without leading zeros, so that codes such as `01` stay
/// codes. Blanks may stand beside a comma or the point; within a group of three only a line break may stand, since
/// `136,507,89⏎9.71` cannot be two numbers.
///
/// ```
/// let amount = gongkai::grammar::amount("154,023\n.82").unwrap();
/// assert_eq!((amount.value.to_string().as_str(), amount.decimals), ("154023.82", 2));
/// assert_eq!(gongkai::grammar::amount("1,23,4.5"), None);
/// ```
pub fn amount(cell: &str) -> Option<Amount> {
    if !may_begin(cell) {
        return None;
    }
    whole_cell(trim(cell)).ok().filter(|(rest, _)| rest.is_empty()).map(|(_, amount)| amount)
}

/// Reads a cell that may print its unit beside the figure: `588.02万元`, `¥588.02`; the unit where it does.
///
/// ```
/// use gongkai::grammar::{Unit, figure};
/// assert_eq!(figure("588.02万元").map(|(_, unit)| unit), Some(Some(Unit::WanYuan)));
/// ```
pub fn figure(cell: &str) -> Option<(Amount, Option<Unit>)> {
    if let Some(amount) = amount(cell) {
        return Some((amount, None));
    }
    let text = trim(cell);
    let bare = ["¥", "￥", "RMB", "人民币"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    if let Some(amount) = loosely_grouped(bare) {
        return Some((amount, None));
    }
    let end = bare.rfind(is_digit).and_then(|at| at.checked_add(bare[at..].chars().next()?.len_utf8()))?;
    let (figures, unit) = bare.split_at(end);
    let unit = match trim(unit) {
        "" => None,
        word => Some(money_word(word)?),
    };
    Some((amount(figures)?, unit))
}

/// Numbers of a cell that are grouped otherwise than by threes and commas, where no other reading is left: `41 221 427` (more than one
/// blank), `214210,890.32` (the last comma alone).
fn loosely_grouped(cell: &str) -> Option<Amount> {
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (comma, blanks) = (whole.matches(',').count(), whole.matches(' ').count());
    let groups: Vec<&str> = whole.split([',', ' ']).collect();
    let (head, rest) = groups.split_first()?;
    let threes = rest.iter().all(|group| group.len() == 3 && digits(group));
    let sound = digits(head) && digits(fraction) && !head.starts_with('0') && !head.is_empty() && threes;
    let once = comma == 1 && blanks == 0 && head.len() > 3;
    let spaced = comma == 0 && blanks > 1 && head.len() <= 3;
    let plain = || cell.replace([',', ' '], "");
    (sound && (once || spaced)).then(plain).and_then(|text| amount(&text))
}

/// As [`amount`], but says where and why a cell is refused; for `explain`, not for the hot path.
///
/// ```
/// assert_eq!(gongkai::grammar::parse_amount("12 34").unwrap_err().offset, 2);
/// ```
pub fn parse_amount(cell: &str) -> Result<Amount, Expected> {
    run(cell.trim_end_matches(is_gap), "amount", preceded(gap, whole_cell))
}

/// Reads a whole cell as a percentage: `percent := sign? number gap ("%" | "％")`, in percent points.
///
/// ```
/// assert_eq!(gongkai::grammar::percent("93.62%").unwrap().value.to_string(), "93.62");
/// ```
pub fn percent(cell: &str) -> Option<Amount> {
    let figures = trim(cell).strip_suffix(['%', '％', '﹪'])?;
    amount(figures)
}

/// Whether the cell is certainly money, not a code or an ordinal: an amount with a decimal point or a thousands comma.
///
/// ```
/// assert!(gongkai::grammar::is_amount_like("6053.42") && !gongkai::grammar::is_amount_like("2010301"));
/// ```
pub fn is_amount_like(cell: &str) -> bool {
    may_begin(cell) && cell.contains(['.', '．', ',', '，']) && amount(cell).is_some()
}

/// Whether the cell is written like an amount with a decimal point or thousands commas, but has more digits than one can have.
///
/// ```
/// use gongkai::grammar::is_beyond_amounts;
/// assert!(is_beyond_amounts("99999999999999999.99") && !is_beyond_amounts("330100202600012345"));
/// ```
pub fn is_beyond_amounts(cell: &str) -> bool {
    let written = |c: char| is_in_number(c) || is_gap(c) || is_minus(c) || matches!(c, '(' | ')' | '（' | '）');
    may_begin(cell) && cell.contains(['.', '．', ',', '，']) && cell.chars().all(written) && has_too_many_digits(cell)
}

/// Whether somewhere in a text a number has more digits than one is read with.
///
/// ```
/// use gongkai::grammar::has_too_many_digits;
/// assert!(has_too_many_digits("≥9999999999999999卷") && !has_too_many_digits("≥300卷"));
/// ```
pub fn has_too_many_digits(text: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|c| is_digit(*c)).count();
    let long = |text: &str, most: u32| u32::try_from(digits(text)).is_ok_and(|n| n > most);
    text.split(|c| !is_in_number(c)).any(|number| {
        let (whole, fraction) = number.split_once(['.', '．']).unwrap_or((number, ""));
        long(whole, MAX_DIGITS) || long(fraction, MAX_DECIMALS)
    })
}

/// A digit, or a mark that stands between digits.
pub(super) fn is_in_number(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | '．' | ',' | '，')
}

/// Whether the cell says "nothing" rather than a number: empty, or only dashes or slashes (`-`, `--`, `—`, `/`).
///
/// ```
/// assert!(gongkai::grammar::is_nil_mark("--") && !gongkai::grammar::is_nil_mark("0.00"));
/// ```
pub fn is_nil_mark(cell: &str) -> bool {
    cell.chars().all(|c| is_gap(c) || is_dash(c) || matches!(c, '/' | '／' | '_'))
}

/// Prints an amount again with its decimals: the printed text up to commas, blanks, width and the way a minus is marked.
///
/// ```
/// let amount = gongkai::grammar::amount("（1 ,234.50）").unwrap();
/// assert_eq!(gongkai::grammar::render(&amount, true), "-1,234.50");
/// ```
pub fn render(amount: &Amount, with_commas: bool) -> String {
    // A caller may build an amount whose value holds another scale than it says; the printed precision wins.
    let decimal = amount.value.with_decimals(amount.decimals);
    let figures = decimal.mantissa().unsigned_abs().to_string();
    let scale = decimal.scale() as usize;
    let padded = format!("{figures:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    let mut text = String::with_capacity(padded.len() * 4 / 3 + 2);
    if amount.value.is_sign_negative() {
        text.push('-');
    }
    for (n, c) in whole.chars().enumerate() {
        if with_commas && n > 0 && (whole.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    if scale > 0 {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// `leading := sign? number` at the front of a longer text, without blanks inside; what follows is left to the caller.
pub(super) fn leading_amount(input: &str) -> Parsed<'_, Amount> {
    let (rest, minus) = opt(sign).parse(input)?;
    let whole = alt((|i| grouped(i, comma, group), plain));
    let fraction = opt(preceded(point, digits));
    let joined = map_opt(pair(whole, fraction), |(figures, fraction)| figures.with_decimals(fraction).into_amount());
    joined.map(|amount| if minus == Some(true) { amount.negative() } else { amount }).parse(rest)
}

/// A cheap look at the first bytes: most cells are names and end here.
fn may_begin(cell: &str) -> bool {
    // Digits, signs and brackets, blanks, and the lead bytes of their wide forms: nbsp, `−▲△`, U+3000, full width.
    matches!(cell.as_bytes().first(), Some(b'0'..=b'9' | b'-' | b'+' | b'(' | b' ' | b'\t'..=b'\r' | 0xc2 | 0xe2 | 0xe3 | 0xef))
}

/// The digits read so far.
#[derive(Clone, Copy, Default)]
struct Figures {
    mantissa: u128,
    count: u32,
    decimals: u32,
}

impl Figures {
    /// Adds one digit on the right. Beyond the limit it only counts, so nothing overflows.
    fn push(mut self, c: char) -> Self {
        self.count = self.count.saturating_add(1);
        if self.count <= MAX_DIGITS + MAX_DECIMALS {
            self.mantissa = self.mantissa * 10 + u128::from(digit_value(c).unwrap_or(0));
        }
        self
    }

    /// Adds all digits of `run`, passing over the line breaks inside it.
    fn join(self, run: &str) -> Self {
        run.chars().filter(|&c| is_digit(c)).fold(self, Self::push)
    }

    fn with_decimals(self, run: Option<&str>) -> Self {
        let Some(run) = run else { return self };
        let joined = self.join(run);
        Self { decimals: joined.count - self.count, ..joined }
    }

    fn into_amount(self) -> Option<Amount> {
        if self.decimals > MAX_DECIMALS || self.count - self.decimals > MAX_DIGITS {
            return None;
        }
        let value = Decimal::scaled(i128::try_from(self.mantissa).ok()?, self.decimals)?;
        Some(Amount { value, decimals: self.decimals })
    }
}

impl Amount {
    fn negative(mut self) -> Self {
        self.value = self.value.negative();
        self
    }
}

/// `cell := sign? number | "(" gap number gap ")"`
fn whole_cell(input: &str) -> Parsed<'_, Amount> {
    if input.starts_with(['(', '（']) {
        let close = satisfy(|c| matches!(c, ')' | '）'));
        let open = satisfy(|c| matches!(c, '(' | '（'));
        return delimited(pair(open, gap), number, pair(gap, close)).map(Amount::negative).parse(input);
    }
    let (rest, minus) = opt(sign).parse(input)?;
    let (rest, amount) = number(rest)?;
    Ok((rest, if minus == Some(true) { amount.negative() } else { amount }))
}

/// `sign := "-" | "－" | "−" | "–" | "▲" | "△" | "+"`; true for a minus. No blank may follow: `- 12.34` may be two cells.
fn sign(input: &str) -> Parsed<'_, bool> {
    alt((value(true, satisfy(is_minus)), value(false, satisfy(|c| matches!(c, '+' | '＋'))))).parse(input)
}

/// The marks of a negative amount. The em dash is not one: it means "nothing".
fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '–' | '‐' | '‑' | '﹣' | '▲' | '△')
}

/// `number := spaced | (grouped | plain) (gap point gap digits)?`
fn number(input: &str) -> Parsed<'_, Amount> {
    if let Ok(found) = spaced(input) {
        return Ok(found);
    }
    let fraction = opt(preceded((gap, point, gap), digits));
    let whole = alt((|i| grouped(i, comma, wrapped_group), plain));
    map_opt(pair(whole, fraction), |(figures, fraction)| figures.with_decimals(fraction).into_amount()).parse(input)
}

/// `spaced := nonzero digit{0,2} (blank digit{3})+ point digits`: `8 658.28`. Without decimals it may be two numbers.
fn spaced(input: &str) -> Parsed<'_, Amount> {
    let (rest, head) = take_while_m_n(1, 3, is_digit).parse(input)?;
    if head.starts_with(['0', '０']) {
        return refuse(input);
    }
    let begin = Figures::default().join(head);
    let blank = satisfy(|c| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'));
    let whole = fold_many1(preceded(blank, group), || begin, Figures::join);
    let mut joined =
        map_opt(pair(whole, preceded(point, digits)), |(figures, fraction)| figures.with_decimals(Some(fraction)).into_amount());
    joined.parse(rest)
}

/// `comma := "," | "，"`
fn comma(input: &str) -> Parsed<'_, char> {
    satisfy(|c| matches!(c, ',' | '，')).parse(input)
}

/// `plain := "0" | nonzero digit*`
fn plain(input: &str) -> Parsed<'_, Figures> {
    let (rest, run) = take_while1(is_digit).parse(input)?;
    if has_leading_zero(run) { refuse(input) } else { Ok((rest, Figures::default().join(run))) }
}

/// `01` and `0,123` are no way to print an amount.
fn has_leading_zero(run: &str) -> bool {
    run.starts_with(['0', '０']) && run.chars().nth(1).is_some()
}

/// `grouped := nonzero digit{0,2} (gap comma gap group)+`, not followed by a further digit.
fn grouped<'a>(
    input: &'a str,
    comma: impl Fn(&'a str) -> Parsed<'a, char>,
    group: impl Fn(&'a str) -> Parsed<'a, &'a str>,
) -> Parsed<'a, Figures> {
    let (rest, head) = take_while_m_n(1, 3, is_digit).parse(input)?;
    if head.starts_with(['0', '０']) {
        return refuse(input);
    }
    let begin = Figures::default().join(head);
    let (rest, figures) = fold_many1(preceded((gap, comma, gap), group), || begin, Figures::join).parse(rest)?;
    if rest.starts_with(is_digit) { refuse(input) } else { Ok((rest, figures)) }
}

/// `group := digit{3}`
fn group(input: &str) -> Parsed<'_, &str> {
    take_while_m_n(3, 3, is_digit).parse(input)
}

/// `wrapped := digit{3}`, perhaps with one line break inside: a narrow column wraps at any character.
fn wrapped_group(input: &str) -> Parsed<'_, &str> {
    let mut figures = 0;
    let mut broken = false;
    for (at, c) in input.char_indices() {
        if figures == 3 {
            return Ok((&input[at..], &input[..at]));
        }
        if is_digit(c) {
            figures += 1;
        } else if figures > 0 && is_gap(c) {
            broken |= matches!(c, '\n' | '\r');
            // Blanks without a line break separate numbers.
            let continues = broken || input[at..].trim_start_matches([' ', '\u{3000}', '\u{a0}']).starts_with(['\n', '\r']);
            if !continues {
                return refuse(input);
            }
        } else {
            return refuse(input);
        }
    }
    if figures == 3 { Ok(("", input)) } else { refuse(input) }
}

#[cfg(test)]
mod tests;
