//! Takes contacts of persons out of printed texts: phone numbers, e-mail and identity numbers by their form, names by the
//! label in front of them.
//!
//! Budgets name the clerk who filled in a form and how to reach them. That is no budget data, so it leaves no output unless
//! `--keep-contacts` asks for it.

use crate::content::disclosure::Disclosure;
use crate::content::{Column, Role, Row};
use crate::grammar::{contacts_in, squeeze};
use std::borrow::Cow;
use std::cell::Cell as Counter;
use std::ops::Range;

/// What follows one of these labels names a person.
const PERSON_LABELS: [&str; 15] = [
    "经办人姓名",
    "项目联系人",
    "经办人",
    "联系人",
    "填报人",
    "填表人",
    "制表人",
    "审核人",
    "负责人",
    "姓名",
    "联系方式",
    "联系人及电话",
    "联系人电话",
    "负责人及电话",
    "联系人及联系方式",
];
/// A name is cut where one of these begins: `联系人：甲某联系电话：…` may be printed without a gap.
const AFTER_NAME: [&str; 8] = ["联系", "电话", "手机", "填报", "日期", "传真", "邮箱", "经办"];
/// Han characters of a name at most; longer is a sentence or an office.
const LONGEST_NAME: usize = 4;
/// What stands in place of a name; the same as for numbers.
const REDACTED: &str = "[redacted]";

/// Redacts texts and counts what it took out.
#[derive(Debug, Default)]
pub struct Redactor {
    keep: bool,
    count: Counter<usize>,
}

impl Redactor {
    /// A redactor; with `keep` it leaves every text as it is.
    pub fn new(keep: bool) -> Self {
        Self { keep, count: Counter::new(0) }
    }

    /// A redactor like this one for texts that repeat others: what it takes out counts nowhere.
    pub fn uncounted(&self) -> Self {
        Self::new(self.keep)
    }

    /// Contacts taken out so far.
    pub fn count(&self) -> usize {
        self.count.get()
    }

    /// A text without contacts.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.keep {
            return Cow::Borrowed(text);
        }
        let ranges = contacts_of(text);
        if ranges.is_empty() {
            return Cow::Borrowed(text);
        }
        self.count.set(self.count.get() + ranges.len());
        let mut out = String::with_capacity(text.len());
        let mut kept = 0;
        for range in ranges {
            out.push_str(&text[kept..range.start]);
            out.push_str(REDACTED);
            kept = range.end;
        }
        out.push_str(&text[kept..]);
        Cow::Owned(out)
    }

    /// The cells of a row of a table. Amounts are figures, never contacts; a name may stand under a heading 联系人 or beside it.
    pub fn cells<'t>(&self, row: &'t Row, columns: &[Column]) -> Vec<Option<Cow<'t, str>>> {
        let mut announced = false;
        let cells = row.cells.iter().zip(columns);
        cells
            .map(|(cell, column)| {
                let text = cell.as_ref()?.printed.as_str();
                if column.role == Role::Amount {
                    return Some(Cow::Borrowed(text));
                }
                let headed = column.path.last().is_some_and(|h| is_person_label(h));
                let announced = std::mem::replace(&mut announced, is_person_label(text));
                Some(if announced || headed { self.name(text) } else { self.text(text) })
            })
            .collect()
    }

    /// The filled cells of a row, in which a label and the name it announces may stand in two cells.
    pub fn row<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Vec<Cow<'t, str>> {
        let mut announced = false;
        texts
            .into_iter()
            .map(|text| {
                let announced = std::mem::replace(&mut announced, is_person_label(text));
                if announced { self.name(text) } else { self.text(text) }
            })
            .collect()
    }

    /// The value of a label that names a person or how to reach one, whatever it looks like.
    pub fn person<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.keep || text.trim().is_empty() {
            return Cow::Borrowed(text);
        }
        self.count.set(self.count.get() + 1);
        Cow::Borrowed(REDACTED)
    }

    /// A text where a name is expected, with a number behind it or not.
    fn name<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.keep {
            return Cow::Borrowed(text);
        }
        let end = text.find(|c| !(is_han(c) || c == '·' || c == ' ')).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        // `甲某 13800000000`: what is left behind the name is no word.
        if !is_name(name) || rest.chars().any(is_han) {
            return self.text(text);
        }
        self.count.set(self.count.get() + 1);
        if rest.is_empty() { Cow::Borrowed(REDACTED) } else { Cow::Owned(format!("{REDACTED} {}", self.text(rest))) }
    }

    /// What a document is, without contacts: its evidence is made of printed sentences.
    pub fn disclosure<'d>(&self, disclosure: &'d Disclosure) -> Cow<'d, Disclosure> {
        let printed = disclosure.title.iter().chain(&disclosure.department.name);
        let clean = |text: &String| self.keep || contacts_of(text).is_empty();
        if printed.chain(disclosure.evidence.iter().map(|e| &e.text)).all(clean) {
            return Cow::Borrowed(disclosure);
        }
        let mut disclosure = disclosure.clone();
        let redact = |text: &mut String| *text = self.text(text).into_owned();
        disclosure.title.iter_mut().for_each(redact);
        disclosure.department.name.iter_mut().for_each(redact);
        disclosure.evidence.iter_mut().for_each(|e| redact(&mut e.text));
        Cow::Owned(disclosure)
    }
}

/// Where names and numbers of persons stand in a text, in order and apart from each other.
pub fn contacts_of(text: &str) -> Vec<Range<usize>> {
    let mut ranges = names(text);
    // Every numbered contact has at least seven digits or an @; most texts have neither.
    if may_hold_contact(text) {
        ranges.extend(contacts_in(text).into_iter().map(|c| c.range));
        ranges.sort_by_key(|r| r.start);
        ranges.dedup_by(|later, first| later.start < first.end);
    }
    ranges
}

/// Names behind a label and a colon.
fn names(text: &str) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for (colon, _) in text.match_indices(['：', ':']) {
        let from = names.last().map_or(0, |n| n.end);
        if colon >= from && is_person_label(&text[from..colon]) {
            names.extend(name_after(text, colon));
        }
    }
    names
}

/// Whether a text ends with a label that announces a person.
fn is_person_label(text: &str) -> bool {
    let text = squeeze(text);
    let text = text.trim_end_matches(['：', ':']);
    PERSON_LABELS.iter().any(|l| text.ends_with(l))
}

/// Whether a cell of its own can be a name: a few Han characters that are no label themselves.
fn is_name(text: &str) -> bool {
    let text = squeeze(text);
    let han = text.chars().all(|c| is_han(c) || c == '·');
    han && (1..=LONGEST_NAME).contains(&text.chars().count()) && !AFTER_NAME.iter().any(|l| text.starts_with(l))
}

/// The bytes of the name behind the colon at `colon`.
fn name_after(text: &str, colon: usize) -> Option<Range<usize>> {
    let behind = colon + text[colon..].chars().next().map_or(1, char::len_utf8);
    let start = behind + text[behind..].find(|c: char| !c.is_whitespace())?;
    let run = text[start..].find(|c| !(is_han(c) || c == '·')).unwrap_or(text.len() - start);
    let cut = AFTER_NAME.iter().filter_map(|l| text[start..start + run].find(l)).min();
    let end = start + cut.unwrap_or(run);
    let name = &text[start..end];
    // `经办人：联系电话：` leaves the name blank.
    let is_label = cut.is_none() && text[end..].trim_start().starts_with(['：', ':']);
    (!is_label && is_name(name)).then_some(start..end)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

fn may_hold_contact(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '０'..='９')).take(7).count();
    digits >= 7 || text.contains(['@', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_by_their_label() {
        for (text, want) in [
            ("部门预算公开联系人：甲某　　联系方式：13800000000", "部门预算公开联系人：[redacted]　　联系方式：[redacted]"),
            ("联系人：甲某联系电话：13800000000", "联系人：[redacted]联系电话：[redacted]"),
            ("经办人: 联系电话: ", "经办人: 联系电话: "),
            ("项目负责人：", "项目负责人："),
            ("联系人：市财政局部门预算科", "联系人：市财政局部门预算科"),
            ("收入合计：12,029,501.84", "收入合计：12,029,501.84"),
        ] {
            assert_eq!(Redactor::new(false).text(text), want, "{text}");
            assert_eq!(Redactor::new(true).text(text), text);
        }
    }

    #[test]
    fn a_name_may_have_its_number_behind_it() {
        let redactor = Redactor::new(false);
        let row = redactor.row(["联系人及电话", "甲某 13800000000", "项目负责人", "市财政局预算科 甲某"]);
        assert_eq!(row, ["联系人及电话", "[redacted] [redacted]", "项目负责人", "市财政局预算科 甲某"]);
        assert_eq!((redactor.count(), redactor.uncounted().count()), (2, 0));
    }

    #[test]
    fn a_label_announces_the_next_cell() {
        let redactor = Redactor::new(false);
        let row = redactor.row(["负责人:", "经办人:", "乙经办", "联系电话:", "13800000000"]);
        assert_eq!(row, ["负责人:", "经办人:", "[redacted]", "联系电话:", "[redacted]"]);
        assert_eq!(redactor.count(), 2);
    }
}
