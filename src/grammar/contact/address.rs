//! Addresses of e-mail and names in networks.

use super::folded::is_break;
use std::ops::Range;

/// Characters of either part of an address at most.
const LONGEST: usize = 64;
/// What ends an address that goes on in the next line no further.
const ENDINGS: [&str; 7] = ["com", "cn", "net", "org", "gov", "edu", "cc"];

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
}

/// The length of what stands for an at sign: `@`, `(at)`, `%40`.
fn at_sign(text: &[char], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let bracketed =
        |word: &[char]| word.len() == 4 && matches!(word, ['(' | '[' | '{' | '<', 'a' | 'A', 't' | 'T', ')' | ']' | '}' | '>']);
    match rest {
        ['@', ..] => Some(1),
        ['%', '4', '0', ..] => Some(3),
        [_, _, _, _, ..] if bracketed(&rest[..4]) => Some(4),
        ['(', '@', ')', ..] | ['#', '@', '#', ..] => Some(3),
        _ => None,
    }
}

/// The address around the at sign at `sign`, not reaching back before `from`: `atom "@" atom ("." atom)+`. With `announced`, a
/// label stands before it, and it needs no full stop.
pub fn email(text: &[char], from: usize, sign: usize, announced: bool) -> Option<Range<usize>> {
    let width = at_sign(text, sign)?;
    let blanks = |slice: &mut dyn Iterator<Item = &char>| slice.take(2).take_while(|c| matches!(c, ' ' | '\n')).count();
    let before = sign - blanks(&mut text[from..sign].iter().rev());
    let name = text[from..before].iter().rev().take(LONGEST).take_while(|c| is_atom(**c)).count();
    // The first part may have begun in the line before.
    let over = before - name;
    let broken = name > 0 && over > from + 1 && text[over - 1] == '\n';
    let above = if broken { text[from..over - 1].iter().rev().take(LONGEST).take_while(|c| is_atom(**c)).count() } else { 0 };
    let start = if above > 0 { over - 1 - above } else { over };
    let behind = sign + width;
    let domain = behind + blanks(&mut text[behind..].iter());
    let mut end = domain + atoms(text, domain);
    // The address may go on in the next line.
    let broken = text.get(end) == Some(&'\n') && !ENDINGS.iter().any(|e| ends_with(&text[domain..end], e));
    if broken && text.get(end + 1).is_some_and(|c| is_atom(*c)) {
        end += 1 + atoms(text, end + 1);
    }
    while end > domain && matches!(text[end - 1], '.' | '-' | '_' | '\n') {
        end -= 1;
    }
    let host = &text[domain.min(end)..end];
    let dotted = host.iter().skip(1).any(|c| *c == '.') && host.iter().any(|c| c.is_ascii_alphabetic()) && host.len() >= 4;
    (name > 0 && (dotted || announced && host.len() >= 2)).then_some(start..end)
}

fn atoms(text: &[char], start: usize) -> usize {
    text.iter().skip(start).take(LONGEST).take_while(|c| is_atom(**c)).count()
}

fn ends_with(text: &[char], ending: &str) -> bool {
    let mut tail = text.iter().rev();
    ending.chars().rev().all(|c| tail.next().is_some_and(|t| t.eq_ignore_ascii_case(&c)))
}

/// The end of the name in a network behind its label (`QQ：12345678`, `微信：some_name`): five to thirty letters, figures and lines.
pub fn handle(text: &[char], start: usize) -> Option<usize> {
    let length = text.iter().skip(start).take(31).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).count();
    let end = start + length;
    let free = text.get(end).is_none_or(|c| is_break(*c) || !matches!(c, '元' | '万' | '%' | '.'));
    ((5..=30).contains(&length) && free).then_some(end)
}
