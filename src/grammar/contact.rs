//! Personal contacts: finding them, and taking them out.
//!
//! In: any text. Out: where mobile numbers, landlines, e-mail addresses, identity numbers and labelled bank accounts stand, or
//! the text with `[redacted]` in their place. Not done: names of persons. In doubt a run of digits is taken for a contact, but
//! never where a decimal point or thousands comma shows an amount.

use std::borrow::Cow;
use std::ops::Range;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::satisfy;
use nom::combinator::{opt, recognize, verify};
use nom::sequence::{delimited, preceded};

use super::lexical::{Parsed, digit_value, fold, gap, is_dash, is_digit, is_gap, number};

/// What kind of contact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContactKind {
    /// `13800138000`
    Mobile,
    /// `0351-1234567`, or seven and eight digits behind a label
    Landline,
    /// `name@example.cn`
    Email,
    /// 18 digits with a date of birth
    Identity,
    /// A number behind `账号：`
    Account,
}

/// One contact in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The bytes it covers.
    pub range: Range<usize>,
    /// What it is.
    pub kind: ContactKind,
}

/// What stands in place of a contact.
const REDACTED: &str = "[redacted]";

/// Replaces every contact by `[redacted]` and counts them; a text without any is borrowed as it is.
///
/// ```
/// let (text, count) = gongkai::grammar::redact("经办人：张某 13800138000");
/// assert_eq!((text.as_ref(), count), ("经办人：张某 [redacted]", 1));
/// ```
pub fn redact(text: &str) -> (Cow<'_, str>, usize) {
    let contacts = contacts_in(text);
    if contacts.is_empty() {
        return (Cow::Borrowed(text), 0);
    }
    let mut redacted = String::with_capacity(text.len());
    let mut at = 0;
    for contact in &contacts {
        redacted.push_str(&text[at..contact.range.start]);
        redacted.push_str(REDACTED);
        at = contact.range.end;
    }
    redacted.push_str(&text[at..]);
    (Cow::Owned(redacted), contacts.len())
}

/// Finds the contacts of a text, in order and apart from each other:
/// `mobile := ("+"? "86")? "1" [3-9] digit{9}`, `landline := "0" digit{2,3} (dash | blank | ")")  digit{7,8}`,
/// `email := atom "@" domain`, `identity := digit{17} (digit | "X")`.
///
/// ```
/// let found = gongkai::grammar::contacts_in("联系方式:023-89116146，a@b.gov.cn");
/// assert_eq!(found.len(), 2);
/// ```
pub fn contacts_in(text: &str) -> Vec<Contact> {
    if !may_hold(text) {
        return Vec::new();
    }
    let mut found: Vec<Contact> = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find(|c| is_digit(c) || matches!(c, '@' | '＠')) {
        let start = at + step;
        let next = match text[start..].starts_with(['@', '＠']) {
            true => email(text, found.last().map_or(0, |last| last.range.end), start),
            false => numbered(text, start),
        };
        at = match next {
            Some(contact) => {
                let end = contact.range.end;
                found.push(contact);
                end
            }
            None if text[start..].starts_with(is_digit) => start + run_length(&text[start..]),
            None => start + text[start..].chars().next().map_or(1, char::len_utf8),
        };
    }
    found
}

/// A cheap look: without an at sign, and without seven digits hardly interrupted, there is nothing to find.
fn may_hold(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '@' | '＠' => return true,
            _ if is_digit(c) => digits += 1,
            '-' | ' ' | '－' => {}
            _ => digits = 0,
        }
        if digits >= 7 {
            return true;
        }
    }
    false
}

/// The length in bytes of the run of digits at the front.
fn run_length(text: &str) -> usize {
    text.find(|c| !is_digit(c)).unwrap_or(text.len())
}

/// The contact that begins with the digit at `start`, which begins its run.
fn numbered(text: &str, start: usize) -> Option<Contact> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '_')) {
        // An address may begin with digits; the at sign finds it.
        return None;
    }
    let (rest, kind) = number_kind(&text[start..], &text[..start]).ok()?;
    let end = text.len() - rest.len();
    let mut after = rest.chars();
    let follows_on = match after.next() {
        Some('.' | '．' | ',') => after.next().is_some_and(is_digit) && kind != ContactKind::Landline,
        Some(c) => is_digit(c) || matches!(c, '@' | '＠' | '_') || c.is_ascii_alphabetic(),
        None => false,
    };
    (!follows_on || rest.starts_with(',') && !is_group(&rest[1..])).then(|| {
        // The opening bracket of `（0351）1234567` and a plus go with the number.
        let from = text[..start].trim_end_matches(['+', '＋']).len();
        Contact { range: from..end, kind }
    })
}

/// Whether three digits and no more stand here, as behind a thousands comma.
fn is_group(text: &str) -> bool {
    run_length(text) == 3
}

fn number_kind<'a>(input: &'a str, before: &str) -> Parsed<'a, ContactKind> {
    let labelled = label_kind(before);
    alt((
        identity.map(|_| ContactKind::Identity),
        mobile.map(|_| ContactKind::Mobile),
        landline.map(|_| ContactKind::Landline),
        move |i| behind_label(i, labelled),
    ))
    .parse(input)
}

/// `mobile := "86"? gap? "1" [3-9] digit{9}`, also set as 3-4-4 with blanks or dashes.
fn mobile(input: &str) -> Parsed<'_, &str> {
    let country = || opt((take_while_m_n(2, 2, is_digit), opt(satisfy(|c| is_gap(c) || is_dash(c)))));
    let figures = |least, most| take_while_m_n(least, most, is_digit);
    let mark = || satisfy(|c| c == ' ' || is_dash(c));
    let whole = |i| verify(figures(11, 11), is_mobile).parse(i);
    let split = |i| {
        let set = recognize((figures(3, 3), mark(), figures(4, 4), mark(), figures(4, 4)));
        verify(set, is_mobile).parse(i)
    };
    if input.starts_with("86") { preceded(country(), alt((whole, split))).parse(input) } else { alt((whole, split)).parse(input) }
}

/// Whether the figures begin as mobile numbers do: 13 to 19.
fn is_mobile(figures: &str) -> bool {
    let mut values = figures.chars().filter_map(digit_value);
    values.next() == Some(1) && values.next().is_some_and(|second| second >= 3)
}

/// `landline := area (dash | blank | "）") digit{7,8} (dash digit{1,4})?`
fn landline(input: &str) -> Parsed<'_, &str> {
    let area = verify(take_while_m_n(3, 4, is_digit), |area: &str| area.starts_with(['0', '０']));
    let mark = delimited(gap, opt(satisfy(|c| is_dash(c) || matches!(c, ')' | '）'))), gap);
    let local = verify(take_while1(is_digit), |local: &str| matches!(local.chars().count(), 7 | 8));
    let extension = opt((satisfy(is_dash), take_while_m_n(1, 4, is_digit)));
    recognize((area, mark, local, extension)).parse(input)
}

/// `identity := digit{17} (digit | "X" | "x")`, with a date of birth in the middle; a credit code of a body has none.
fn identity(input: &str) -> Parsed<'_, &str> {
    let last = satisfy(|c| is_digit(c) || matches!(fold(c), 'X' | 'x'));
    verify(recognize((take_while_m_n(17, 17, is_digit), last)), has_birthday).parse(input)
}

fn has_birthday(figures: &str) -> bool {
    let folded: String = figures.chars().map(fold).collect();
    let part = |range: Range<usize>| folded.get(range).and_then(number).unwrap_or(0);
    let born = (1900..2100).contains(&part(6..10)) && (1..=12).contains(&part(10..12)) && (1..=31).contains(&part(12..14));
    born && !folded.starts_with(['0', '9'])
}

/// What a label directly before a number says it is: `电话：`, `账号：`.
fn label_kind(before: &str) -> Option<ContactKind> {
    let before = before.trim_end_matches(is_gap);
    let label = before.strip_suffix([':', '：'])?.trim_end_matches(is_gap);
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    if ends(&["电话", "联系方式", "手机", "传真", "号码", "热线"]) {
        Some(ContactKind::Landline)
    } else if ends(&["账号", "帐号", "账户", "卡号"]) {
        Some(ContactKind::Account)
    } else {
        None
    }
}

/// `labelled := digit{7,8}` behind the label of a telephone, `digit{8,30}` behind the label of an account.
fn behind_label(input: &str, label: Option<ContactKind>) -> Parsed<'_, ContactKind> {
    let (rest, run) = take_while1(is_digit).parse(input)?;
    let length = run.chars().count();
    match label {
        Some(ContactKind::Landline) if matches!(length, 7 | 8) => Ok((rest, ContactKind::Landline)),
        Some(ContactKind::Account) if (8..=30).contains(&length) => Ok((rest, ContactKind::Account)),
        _ => super::lexical::refuse(input),
    }
}

/// The address around the at sign at `at_sign`, not reaching back before `from`.
fn email(text: &str, from: usize, at_sign: usize) -> Option<Contact> {
    let atom = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '.' | '_' | '-' | '+' | '%')
            || matches!(c, 'ａ'..='ｚ' | 'Ａ'..='Ｚ' | '０'..='９')
    };
    let name = text[..at_sign].trim_end_matches(atom).len();
    let behind = at_sign + text[at_sign..].chars().next().map_or(0, char::len_utf8);
    let length = text[behind..].find(|c| !atom(c)).unwrap_or(text.len() - behind);
    let domain = text[behind..behind + length].trim_end_matches(['.', '-', '_']);
    let start = name.max(from);
    let shaped = start < at_sign && domain.trim_start_matches('.').contains(['.', '．']) && domain.len() >= 4;
    shaped.then(|| Contact { range: start..behind + domain.len(), kind: ContactKind::Email })
}

#[cfg(test)]
mod tests;
