//! Telephone numbers: mobile ones, landlines with their area, service lines, numbers inside a house.

use super::folded::is_break;
use super::run::{Between, Run, goes_on, is_inside, is_money};

/// Figures that stand below the number they belong to, at most.
const WRAPPED: usize = 3;

/// How sure it is, from what stands before a number, that it is one to reach a person by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Nothing announces it: only its form tells.
    Form,
    /// A label announces it.
    Label,
}

/// The end of the telephone number that begins with the figure, plus or bracket at `start`, by its form:
/// `mobile := country? "1" [3-9] digit{9}`, set whole or in groups; `landline := country? "(" area ")" digit{7,8}`;
/// `service := ("400" | "800") digit{7}`; each with an extension or not.
pub fn phone(text: &[char], start: usize) -> Option<usize> {
    let end = by_form(text, start, Trust::Form)?;
    Some(extension(text, end).unwrap_or(end))
}

/// The end of the number behind the label of a telephone: as [`phone`], and any six to twelve figures that are no amount.
pub fn announced_phone(text: &[char], start: usize) -> Option<usize> {
    let end = by_form(text, start, Trust::Label).or_else(|| local(text, start))?;
    Some(extension(text, end).unwrap_or(end))
}

fn by_form(text: &[char], start: usize, trust: Trust) -> Option<usize> {
    let opening = text.iter().skip(start).take(3).take_while(|c| matches!(c, '+' | '(' | ' ')).count();
    let first = start + opening;
    if !text.get(first)?.is_ascii_digit() || opening == 0 && is_inside(text, start) {
        return None;
    }
    let run = Run::at(text, first);
    let country = country(&run, text.get(start..first).is_some_and(|o| o.contains(&'+')));
    let number = country.and_then(|skip| mobile(&run, skip, trust).or_else(|| landline(&run, skip, true, trust)));
    let groups =
        number.or_else(|| mobile(&run, 0, trust)).or_else(|| landline(&run, 0, false, trust)).or_else(|| service(&run, trust))?;
    let end = run.groups.get(groups - 1)?.end;
    (!goes_on(text, end)).then_some(end)
}

/// How many figures of the code of the country stand in front.
fn country(run: &Run, plus: bool) -> Option<usize> {
    match run.figures.as_slice() {
        [0, 0, 8, 6, ..] => Some(4),
        [8, 6, ..] if plus || run.figures.get(2) == Some(&1) || run.groups.first().is_some_and(|g| g.len() == 2) => Some(2),
        _ => None,
    }
}

/// Groups that make a mobile number behind `skip` figures.
fn mobile(run: &Run, skip: usize, trust: Trust) -> Option<usize> {
    let [1, 3..=9, ..] = run.figures.get(skip..)? else { return None };
    let groups = run.groups_of(skip + 11)?;
    let marks = run.marks(groups);
    let lengths = run.lengths(groups);
    let set = match lengths.as_slice() {
        [11] | [2 | 4, 11] | [13 | 15] => true,
        [3, 4, 4] | [2 | 4, 3, 4, 4] | [3, 8] | [7, 4] | [2 | 4, 3, 8] | [2 | 4, 7, 4] => true,
        // The digits of a form stand apart.
        lengths if lengths.iter().all(|l| *l == 1) => !marks.line,
        // Three figures each are thousands.
        lengths => trust == Trust::Label || marks.mark && lengths.len() <= 5 && !lengths[1..].iter().all(|l| *l == 3),
    };
    // Cells of a row hold figures of their own unless a label says otherwise.
    let whole = trust == Trust::Label || !marks.cell;
    (set && whole).then_some(groups)
}

/// Groups that make a landline: the code of its area and seven or eight figures.
fn landline(run: &Run, skip: usize, abroad: bool, trust: Trust) -> Option<usize> {
    let figures = run.figures.get(skip..)?;
    let area = match figures {
        [0, 1, 0, ..] | [0, 2, 0..=9, ..] => 3,
        [0, 3..=9, _, _, ..] => 4,
        [1, 0, ..] | [2, 0..=9, ..] if abroad => 2,
        [3..=9, _, _, ..] if abroad => 3,
        _ => return None,
    };
    [8, 7].into_iter().find_map(|local| {
        let groups = run.groups_of(skip + area + local)?;
        let (marks, lengths) = (run.marks(groups), run.lengths(groups));
        // The code of the area is a group of its own, unless all is one or every figure stands apart.
        let apart = lengths.iter().all(|l| *l == 1) && !marks.line;
        let begins = lengths.len() == 1
            || matches!(lengths[0].checked_sub(skip), Some(l) if l == area)
            || lengths[0] == area
            || lengths[0] == skip;
        // Figures of a chart stand below each other.
        let together = trust == Trust::Label || !(marks.line && !marks.mark || marks.point && (marks.line || marks.blank));
        ((apart || groups <= 5 && begins) && together && !marks.cell).then_some(groups)
    })
}

/// Groups that make the number of a service line.
fn service(run: &Run, trust: Trust) -> Option<usize> {
    let [4 | 8, 0, 0, ..] = run.figures.as_slice() else { return None };
    let groups = run.groups_of(10)?;
    let marks = run.marks(groups);
    let dashed = marks.mark && marks.in_one_piece() && run.groups.first().is_some_and(|g| matches!(g.len(), 3 | 4 | 6));
    (trust == Trust::Label || dashed).then_some(groups)
}

/// Figures behind a label that have no form of their own.
fn local(text: &[char], start: usize) -> Option<usize> {
    let start = start + text.iter().skip(start).take(2).take_while(|c| **c == '(').count();
    let run = Run::at(text, start);
    // As many groups as make a number: one that has its seven figures goes on only in the same breath.
    let mut groups = 0;
    while let Some(group) = run.groups.get(groups) {
        groups += 1;
        let between = group.between;
        let apart = between.cell || between.line || between.blank && !between.mark || between.point;
        let enough = run.length(groups) >= 7;
        if enough && (apart || run.length(groups) >= 12) && !is_wrapped(text, &run, groups) {
            break;
        }
    }
    let is_amount = run.marks(groups).point && run.groups.get(groups.wrapping_sub(1)).is_some_and(|g| g.len() <= 2);
    let end = run.groups.get(groups.checked_sub(1)?)?.end;
    ((6..=16).contains(&run.length(groups)) && !is_amount && !goes_on(text, end)).then_some(end)
}

/// Whether the last figures of a number stand alone in the line below its first `groups`: a narrow cell wraps it (`6000090` / `8`).
fn is_wrapped(text: &[char], run: &Run, groups: usize) -> bool {
    let [last, next, ..] = run.groups.get(groups.saturating_sub(1)..).unwrap_or_default() else { return false };
    let Between { mark, point, cell, line, blank, .. } = last.between;
    let alone = text.get(next.end).is_none_or(|c| is_break(*c));
    line && !(mark || point || cell || blank) && alone && next.len() <= WRAPPED && run.length(groups + 1) <= 12
}

/// The end of the extension behind a number: `-801`, `转801`, `分机801`, `(801)`, `ext. 801`.
pub fn extension(text: &[char], end: usize) -> Option<usize> {
    let skip =
        |at: usize, most: usize, marks: &[char]| at + text.iter().skip(at).take(most).take_while(|c| marks.contains(c)).count();
    let at = skip(end, 3, &[' ', '(', ',']);
    let words: [&[char]; 7] = [&['转'], &['分', '机'], &['内', '线'], &['短', '号'], &['e', 'x', 't'], &['E', 'x', 't'], &['-']];
    let word = words.into_iter().find(|word| text[at.min(text.len())..].starts_with(word));
    let figures = match word {
        Some(word) => skip(at + word.len(), 4, &['分', '机', '号', ':', '.', ' ', '-']),
        None if text.get(end) == Some(&'(') => end + 1,
        None => return None,
    };
    let length = text.iter().skip(figures).take(7).take_while(|c| c.is_ascii_digit()).count();
    let behind = figures + length;
    let alone = (1..=6).contains(&length) && !goes_on(text, behind);
    alone.then(|| skip(behind, 1, if word.is_none() || text.get(at.wrapping_sub(1)) == Some(&'(') { &[')'] } else { &[] }))
}

/// The range of a second number behind one that ends at `end`: `1234567、7654321`, `1234567/8`.
pub fn further_phone(text: &[char], end: usize) -> Option<(usize, usize)> {
    let gap = text
        .iter()
        .skip(end)
        .take(5)
        .take_while(|c| matches!(c, '/' | '、' | ',' | ';' | '或' | '和' | '及' | ' ' | '\n'))
        .count();
    let start = end + gap;
    if gap == 0 || !matches!(text.get(start)?, '0'..='9' | '(' | '+') {
        return None;
    }
    if let Some(end) = by_form(text, start, Trust::Label) {
        return Some((start, extension(text, end).unwrap_or(end)));
    }
    let length = text.iter().skip(start).take(9).take_while(|c| c.is_ascii_digit()).count();
    let behind = start + length;
    let slash = text[end..start].contains(&'/') && (1..=4).contains(&length);
    ((slash || matches!(length, 7 | 8)) && !goes_on(text, behind)).then_some((start, behind))
}

/// The end of a number inside a house, behind its label.
pub fn short_number(text: &[char], start: usize) -> Option<usize> {
    let length = text.iter().skip(start).take(9).take_while(|c| c.is_ascii_digit()).count();
    let end = start + length;
    ((3..=8).contains(&length) && !goes_on(text, end) && !is_money(text, end)).then_some(end)
}
