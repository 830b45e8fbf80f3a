//! Numbers of identity cards and of bank accounts.

use super::run::{Between, Run, goes_on, is_inside};

/// First two figures of the numbers of provinces.
const PROVINCES: [u8; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    71, 81, 82,
];

/// The end of the identity number that begins at `start`: `digit{17} (digit | "X")` or `digit{15}`, with the province in front and
/// a date of birth in the middle; set whole or in groups. A credit code of a body and the code of a project have none.
pub fn identity(text: &[char], start: usize) -> Option<usize> {
    if is_inside(text, start) {
        return None;
    }
    let run = Run::at(text, start);
    let end_of = |figures: usize| {
        let groups = run.groups_of(figures)?;
        let (marks, lengths) = (run.marks(groups), run.lengths(groups));
        // In one, in two lines, or as people set it: by its parts, in fours, in boxes.
        let set = match lengths.as_slice() {
            [_] | [_, _] => !marks.cell,
            [6, ..] => groups <= 5 && !marks.cell && !marks.line,
            [rest @ .., _] => (rest.iter().all(|l| *l == 4) || lengths.iter().all(|l| *l == 1)) && !marks.line,
            [] => false,
        };
        (set && !marks.point).then(|| run.groups[groups - 1].end)
    };
    let free = |end: &usize| !goes_on(text, *end);
    if !run.figures.get(..2).is_some_and(|p| PROVINCES.contains(&(p[0] * 10 + p[1]))) {
        return None;
    }
    if born(&run.figures, 8) {
        let whole = end_of(18).filter(free);
        let check = || {
            let end = end_of(17)?;
            let x = end + text.iter().skip(end).take(3).take_while(|c| matches!(c, ' ' | '-' | '\n')).count();
            matches!(text.get(x), Some('X' | 'x' | '×')).then_some(x + 1).filter(free)
        };
        if let Some(end) = whole.or_else(check) {
            return Some(end);
        }
    }
    born(&run.figures, 6).then(|| end_of(15)).flatten().filter(free)
}

/// Whether a date of birth stands behind the six figures of the place, its year in four figures or in two.
fn born(figures: &[u8], length: usize) -> bool {
    let Some(date) = figures.get(6..6 + length) else { return false };
    let number = |part: &[u8]| part.iter().fold(0u32, |sum, figure| sum * 10 + u32::from(*figure));
    let (year, day) = date.split_at(length - 4);
    let years = if year.len() == 4 { (1900..=2015).contains(&number(year)) } else { true };
    years && (1..=12).contains(&number(&day[..2])) && (1..=31).contains(&number(&day[2..]))
}

/// The end of the number behind the label of an account or a card: eight to thirty figures, set whole or in groups. What is too long
/// for one number ended where a line, a cell or a bracket did.
pub fn account(text: &[char], start: usize) -> Option<usize> {
    let run = Run::at(text, start);
    let ends = |groups: usize| {
        let group = run.groups.get(groups.checked_sub(1)?)?;
        let end = group.end + text.iter().skip(group.end).take(1).take_while(|c| matches!(c, 'X' | 'x')).count();
        ((8..=30).contains(&run.length(groups)) && !goes_on(text, end)).then_some(end)
    };
    let mut groups = 0;
    let mut whole = None;
    while let Some(group) = run.groups.get(groups) {
        groups += 1;
        let Between { point, cell, line, closed, .. } = group.between;
        if cell || line || closed {
            whole = ends(groups).or(whole);
        }
        let next = run.groups.get(groups).map_or(group.end, |next| next.end);
        let other = line && text.get(next).is_some_and(|c| c.is_alphabetic());
        if point || whole.is_some() && (cell || closed || other) {
            break;
        }
    }
    ends(groups).or(whole)
}
