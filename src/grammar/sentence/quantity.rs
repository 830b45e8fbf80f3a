//! Numbers with what they are counted in: `2,466.43 万元`, `8.12％`, `2台（套）`, `90元/月`.

use crate::codes::words::{NotCounted, WORDS, meanings};
use std::ops::Range;
use std::sync::LazyLock;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::satisfy;
use nom::combinator::{opt, recognize};
use nom::multi::many1;
use nom::sequence::preceded;

use super::compound::{Compound, compound};
use super::doubt::{begun, behind, goes_on, joins, spans};
use super::piece::{Measured, Quantity};
use crate::grammar::amount::Amount;
use crate::grammar::amount::sentence::numbers_in;
use crate::grammar::lexical::{Parsed, gap, is_close, is_digit, is_gap, is_open, one_word, refuse};
use crate::grammar::unit::{Unit, unit_of};

/// Characters of a bracket between a number and its unit, at most.
const LONGEST_BRACKET: usize = 40;

/// What is counted.
static COUNTERS: LazyLock<Vec<(&str, ())>> = LazyLock::new(|| meanings(&[(&WORDS.count.counters, ())]));
/// Other currencies and bare multiples, whose value in yuan nobody printed.
static FOREIGN: LazyLock<Vec<(&str, ())>> = LazyLock::new(|| meanings(&[(&WORDS.count.currencies, ())]));

/// Money; the mark says that 元 must not begin another word (元旦).
const MONEY: &[(&str, bool)] = &[
    ("百万元", false),
    ("千万元", false),
    ("万元", false),
    ("萬元", false),
    ("亿元", false),
    ("千元", false),
    ("百元", false),
    ("元", true),
];

/// A run of figures, and the number it is.
type Number = (Range<usize>, Option<Amount>);
/// A number of a sentence: read, or seen and refused.
pub(super) type Found = (Range<usize>, Option<Quantity>);

/// The quantities of a sentence with the bytes they cover, unit and all; `None` for one that may not be the number that was meant.
///
/// Years, dates, codes, list numbers and thresholds (`单价100万元以上设备`) are none. A number without a unit counts only if it
/// is certainly an amount (decimals or thousands comma); it takes the unit of the number that it is listed with (`1.5、2.5万元`).
pub(super) fn quantities(sentence: &str) -> Vec<Found> {
    let numbers = numbers_in(sentence);
    let mut found: Vec<Found> = Vec::with_capacity(numbers.len());
    for (index, (range, amount)) in numbers.iter().enumerate() {
        if found.last().is_some_and(|(before, _)| range.start < before.end) {
            continue;
        }
        let before = &sentence[..range.start];
        let seen = match *amount {
            Some(amount) => read(sentence, range, amount, &numbers[index..]),
            None => unread(sentence, range, before.ends_with(|c: char| c.is_ascii_alphabetic())),
        };
        let Some((whole, quantity)) = seen else { continue };
        let start = begins(sentence, &numbers[..index], range, quantity.as_ref())
            .or_else(|| opens(sentence, found.last(), &whole, quantity.as_ref()));
        match start {
            None => found.push((whole, quantity)),
            Some(start) => {
                found.truncate(found.partition_point(|(before, _)| before.end <= start));
                found.push((start..whole.end, None));
            }
        }
    }
    found
}

/// A number with its unit, or without one where it is certainly an amount.
fn read(sentence: &str, range: &Range<usize>, amount: Amount, numbers: &[Number]) -> Option<Found> {
    let (before, after) = (&sentence[..range.start], &sentence[range.end..]);
    if is_scale(before, after) {
        return None;
    }
    if let Some((amount, unit)) = compound_at(sentence, range, amount) {
        let end = unit.end;
        let measured = money(&sentence[unit.clone()]).map_or(Measured::Other, |(_, measured)| measured);
        return Some((
            range.start..end,
            amount.filter(|a| is_spent(a, measured)).map(|amount| Quantity { amount, measured, unit }),
        ));
    }
    if let Some((measured, unit)) = unit_after(after) {
        let bound =
            is_threshold(before, &after[unit.end..], measured) || is_grade(before, &after[unit.clone()], &after[unit.end..]);
        let unit = range.end + unit.start..range.end + unit.end;
        let quantity = || is_spent(&amount, measured).then(|| Quantity { amount, measured, unit: unit.clone() });
        return (!bound && !is_ordinal(before)).then(|| (range.start..unit.end, quantity()));
    }
    if let Some((measured, unit)) = unit_behind_bracket(sentence, range).filter(|_| !is_ordinal(before)) {
        return Some((range.clone(), is_spent(&amount, measured).then_some(Quantity { amount, measured, unit })));
    }
    if is_bare_amount(sentence, range, &amount) && !is_numbered_code(sentence, range) {
        let (measured, unit) = listed_unit(sentence, numbers).unwrap_or((Measured::None, range.end..range.end));
        return Some((range.clone(), Some(Quantity { amount, measured, unit })));
    }
    behind(after).map(|end| (range.start..range.end + end, None))
}

/// Whether an amount is no more than a nation can spend.
fn is_spent(amount: &Amount, measured: Measured) -> bool {
    let Measured::Money(unit) = measured else { return true };
    unit.factor().is_none_or(|factor| amount.value.in_yuan(factor).is_some())
}

/// A run of figures that is no number, where it should be one: with a unit behind it, or too long. `A4`, `3.1.2` are names.
fn unread(sentence: &str, range: &Range<usize>, named: bool) -> Option<Found> {
    let (printed, after) = (&sentence[range.clone()], &sentence[range.end..]);
    let long = printed.chars().filter(|&c| is_digit(c)).count() > 10 && printed.matches(['.', '．']).count() < 2;
    let measured = unit_after(after);
    let counts = match measured {
        Some((Measured::Money(_), _)) => true,
        Some((Measured::Percent, _)) => !named,
        Some(_) => !named && long,
        None => !named && long && printed.contains(['.', ',', '，', '．']) || !named && behind(after).is_some(),
    };
    let end = measured.map(|(_, unit)| unit.end).or_else(|| behind(after)).unwrap_or(0);
    counts.then(|| (range.start..range.end + end, None))
}

/// Where a quantity really begins, if what stands before its number may be part of it; `before` are the numbers before that one.
fn begins(sentence: &str, before: &[Number], range: &Range<usize>, quantity: Option<&Quantity>) -> Option<usize> {
    let exact = quantity.is_none_or(|q| matches!(q.measured, Measured::Money(_) | Measured::Percent));
    let measured = quantity.is_none_or(|q| q.measured != Measured::None);
    let mut start = None;
    let mut next = range;
    for (last, _) in before.iter().rev() {
        let between = &sentence[last.end..next.start];
        let one = goes_on(&sentence[last.clone()], between, &sentence[next.clone()], measured);
        if !(one && (joins(between) || exact && between == "点")) {
            break;
        }
        start = Some(last.start);
        next = last;
    }
    let from = before.last().map_or(0, |(last, _)| last.end);
    start.or_else(|| begun(&sentence[..range.start]).filter(|at| exact && *at >= from))
}

/// Where a range begins of which this quantity is the other end.
fn opens(sentence: &str, last: Option<&Found>, whole: &Range<usize>, quantity: Option<&Quantity>) -> Option<usize> {
    let (range, first) = last?;
    let kind = |q: &Quantity| std::mem::discriminant(&q.measured);
    let alike = first.as_ref().map(kind) == quantity.map(kind);
    (alike && range.end <= whole.start && spans(&sentence[range.end..whole.start])).then_some(range.start)
}

/// An amount of several numbers that begins with this one (`3亿5千万元`), and its unit; no amount where that is in doubt.
fn compound_at(sentence: &str, range: &Range<usize>, first: Amount) -> Option<(Option<Amount>, Range<usize>)> {
    let after = sentence[range.end..].trim_start_matches(is_gap);
    if !after.starts_with(['十', '百', '千', '万', '亿', '拾', '佰', '仟', '萬', '億']) {
        return None;
    }
    let start = sentence[range.clone()].find(is_digit).map_or(range.start, |at| range.start + at);
    match compound(&sentence[start..])? {
        Compound::Read(amount, unit) => {
            let amount = if first.value.is_sign_negative() { Amount { value: -amount.value, ..amount } } else { amount };
            Some((Some(amount), start + unit.start..start + unit.end))
        }
        Compound::Doubt(end) => Some((None, start + end..start + end)),
    }
}

/// The unit at the front of what follows a number, and the bytes it covers there.
fn unit_after(after: &str) -> Option<(Measured, Range<usize>)> {
    let start = after.len() - after.trim_start_matches(is_gap).len();
    let (rest, measured) = unit(&after[start..]).ok()?;
    Some((measured, start..after.len() - rest.len()))
}

/// `unit := percent | money rate? | scale? (foreign | counter) | scale`
fn unit(input: &str) -> Parsed<'_, Measured> {
    alt((percent, money, foreign, counted, bare_scale)).parse(input)
}

fn percent(input: &str) -> Parsed<'_, Measured> {
    satisfy(|c| matches!(c, '%' | '％' | '﹪' | '‰'))
        .map(|c| if c == '‰' { Measured::Other } else { Measured::Percent })
        .parse(input)
}

/// `money := word ("/" (letter | "·")+)?`; a rate such as `元/人·年` is no amount of money.
fn money(input: &str) -> Parsed<'_, Measured> {
    let (rest, plain) = one_word(MONEY).parse(input)?;
    if plain && rest.starts_with(['旦', '月', '件', '素', '器', '宇']) {
        return refuse(input);
    }
    if let Ok((rest, _)) = rate(rest) {
        return Ok((rest, Measured::Other));
    }
    let word = &input[..input.len() - rest.len()];
    let unit = unit_of(&word.replace(is_gap, "")).unwrap_or(Unit::Yuan);
    Ok((rest, Measured::Money(unit)))
}

/// `rate := "/" letter`: one word follows the stroke; what comes after it is the sentence going on.
fn rate(input: &str) -> Parsed<'_, char> {
    preceded(satisfy(|c| matches!(c, '/' | '／')), satisfy(char::is_alphabetic)).parse(input)
}

/// `scale := ("十" | "百" | "千" | "万" | "亿")+`
fn scale(input: &str) -> Parsed<'_, &str> {
    recognize(many1(satisfy(|c| matches!(c, '百' | '千' | '万' | '亿')))).parse(input)
}

fn foreign(input: &str) -> Parsed<'_, Measured> {
    preceded((opt(scale), gap), one_word(&FOREIGN)).map(|()| Measured::Other).parse(input)
}

/// `counted := scale? "余"? gap counter`
fn counted(input: &str) -> Parsed<'_, Measured> {
    let (rest, _) = (opt(scale), opt(satisfy(|c| matches!(c, '余' | '多')))).parse(input)?;
    let at = rest.trim_start_matches(is_gap);
    let Some(first) = at.chars().next() else { return refuse(input) };
    let (after, ()) = one_word(&COUNTERS).parse(at)?;
    let one = at.len() - after.len() == first.len_utf8();
    let other = |not: &NotCounted| not.counter == first && not.before.iter().any(|word| after.starts_with(word));
    if one && WORDS.count.not.iter().any(other) {
        return refuse(input);
    }
    // `1000吨/日` says how much each time, and counts nothing.
    Ok(rate(after).map_or((after, Measured::Count), |(rest, _)| (rest, Measured::Other)))
}

/// A bare 万 or 亿: `30万粉丝` counts what follows; `1720.00万`: nobody printed of what.
fn bare_scale(input: &str) -> Parsed<'_, Measured> {
    let (rest, _) = satisfy(|c| matches!(c, '万' | '亿')).parse(input)?;
    let thing = rest.starts_with(|c: char| c.is_alphabetic() && !"元资预经左以的余多，".contains(c));
    Ok((rest, if thing { Measured::Count } else { Measured::Other }))
}

/// `单价100万元（含）以上设备`: the number says which things are counted, and is not counted itself.
fn is_threshold(before: &str, after: &str, measured: Measured) -> bool {
    if measured == Measured::Percent {
        return names_kind(before, after);
    }
    if !matches!(measured, Measured::Money(_)) {
        return false;
    }
    let after = after.trim_start_matches(is_gap);
    let bound = |text: &str| text.starts_with("以上") || text.starts_with("以下") || text.starts_with("及以上");
    let bound = bound(after) || ["（含）", "(含)"].iter().any(|word| after.strip_prefix(word).is_some_and(bound));
    let before = before.trim_end_matches(is_gap);
    // `无购置100万元以上设备计划` and `单价…50万元以上` alike: the thing follows.
    let thing = || after.chars().take(14).collect::<String>().contains("设备");
    // `投资5000万元及以上的项目`
    let of = || after.find("以上").or_else(|| after.find("以下")).is_some_and(|at| after[at..].chars().nth(2) == Some('的'));
    bound && (WORDS.number.threshold.iter().any(|word| before.ends_with(word)) || thing() || of())
}

/// `负债率超过68%的某类企业`, `执行率80%以上的项目`: the bound says of which the sentence speaks, and nobody has just that rate.
fn names_kind(before: &str, after: &str) -> bool {
    let over = WORDS.number.over.iter().any(|word| before.trim_end_matches(is_gap).ends_with(word));
    let after = after.trim_start_matches(is_gap);
    let after = ["（含）", "(含)"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    let bound = ["及以上", "以上", "及以下", "以下"].iter().find_map(|word| after.strip_prefix(word));
    let Some(kind) = bound.unwrap_or(after).strip_prefix('的').filter(|_| over || bound.is_some()) else { return false };
    let kind: String = kind.chars().take_while(|c| c.is_alphabetic()).take(8).collect();
    WORDS.number.rated.iter().any(|word| kind.contains(word))
}

/// `得分在80-90分`, `90分以上的10个`: the bounds of a grade, which nobody got.
fn is_grade(before: &str, unit: &str, after: &str) -> bool {
    let low = before.trim_end_matches(is_gap).strip_suffix(['-', '－', '—', '~', '～']);
    let after = ["（含）", "(含)", "及"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    let bound = after.starts_with("以上") || after.starts_with("以下");
    unit == "分" && (bound || low.is_some_and(|low| low.ends_with(|c: char| c.is_ascii_digit() || is_close(c))))
}

/// `1.2010301行政运行`: the number of a list item and the code behind it.
fn is_numbered_code(sentence: &str, range: &Range<usize>) -> bool {
    let Some((number, code)) = sentence[range.clone()].split_once(['.', '．']) else { return false };
    let item = sentence[..range.start].chars().all(is_gap) && number.len() <= 2;
    let shaped = matches!(code.len(), 3 | 5 | 7) && code.starts_with(['1', '2', '3', '5']);
    let behind = sentence[range.end..].trim_start_matches(|c| is_gap(c) || matches!(c, '-' | '－' | '—' | '–'));
    // `1.2023年救助工程项目`
    let year = code.len() == 4 && code.starts_with("20") && behind.starts_with('年');
    item && (year || shaped && behind.starts_with(char::is_alphabetic))
}

/// `1:5万地质灾害调查`: the scale of a map.
fn is_scale(before: &str, after: &str) -> bool {
    let one = before.trim_end_matches(is_gap).strip_suffix([':', '：', '∶']).map(|rest| rest.trim_end_matches(is_gap));
    let first = one.and_then(|one| one.strip_suffix('1')).is_some_and(|rest| !rest.ends_with(|c: char| is_digit(c) || c == '.'));
    let after = after.trim_start_matches(is_gap);
    let money = ["元", "万元", "亿元", "%", "％"].iter().any(|unit| after.starts_with(unit));
    first && !money
}

/// `第3个`, `前100名`: a place in an order.
fn is_ordinal(before: &str) -> bool {
    before.trim_end_matches(is_gap).ends_with(['第', '前'])
}

/// A number without a unit that is certainly an amount, not a version, a chapter or a date.
fn is_bare_amount(sentence: &str, range: &Range<usize>, amount: &Amount) -> bool {
    let printed = &sentence[range.clone()];
    let shaped = amount.decimals > 0 || printed.contains(',');
    let before = sentence[..range.start].trim_end_matches(is_gap);
    let after = sentence[range.end..].trim_start_matches(is_gap);
    let labelled = ["表", "图", "附件", "第", "版本", "章", "节"].iter().any(|word| before.ends_with(word));
    // `政府性基金支出预算为0；`
    let zero = printed == "0" && before.ends_with('为') && after.chars().next().is_none_or(|c| "，。；、,;）)".contains(c));
    if zero {
        return true;
    }
    shaped && !labelled && !after.starts_with(['版', '章', '节', '条', '年', '月', '日', '号', '.', '．'])
}

/// The unit of money behind a bracket that stands between the number and it: `预算10.00（2025年12.00）万元`, for both numbers.
fn unit_behind_bracket(sentence: &str, range: &Range<usize>) -> Option<(Measured, Range<usize>)> {
    let after = sentence[range.end..].trim_start_matches(is_gap);
    let from = match after.chars().next()? {
        open if is_open(open) => {
            let end = after.char_indices().take(LONGEST_BRACKET).find(|(_, c)| is_close(*c))?.0;
            sentence.len() - after.len() + end
        }
        close if is_close(close) => {
            // The bracket stands right behind a number of its own.
            let open = sentence[..range.start].char_indices().rev().take(LONGEST_BRACKET).find(|(_, c)| is_open(*c))?.0;
            sentence[..open].trim_end_matches(is_gap).ends_with(is_digit).then(|| sentence.len() - after.len())?
        }
        _ => return None,
    };
    let from = from + sentence[from..].chars().next().map_or(0, char::len_utf8);
    let (measured, unit) = unit_after(&sentence[from..])?;
    matches!(measured, Measured::Money(_)).then(|| (measured, from + unit.start..from + unit.end))
}

/// The unit of the number with which this one is listed: `1.5、2.5万元`.
fn listed_unit(sentence: &str, numbers: &[Number]) -> Option<(Measured, Range<usize>)> {
    for pair in numbers.windows(2) {
        let between = sentence[pair[0].0.end..pair[1].0.start].trim_matches(is_gap);
        if !matches!(between, "、" | "和" | "及") {
            return None;
        }
        if let Some((measured, unit)) = unit_after(&sentence[pair[1].0.end..]) {
            let from = pair[1].0.end;
            return Some((measured, from + unit.start..from + unit.end));
        }
    }
    None
}
