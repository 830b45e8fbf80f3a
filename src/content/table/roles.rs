//! What each column holds: from its heading, and from what stands in it.

use super::columns::{Span, column_of};
use super::header::Header;
use super::types::Role;
use crate::codes::{List, headers, nearest};
use crate::grammar::{amount, code_fragment, figure, squeeze, subject_code, written_code};

/// So many codes of the official lists, and nothing else, are codes under any heading.
const LISTED: usize = 4;

/// So many cells that count on from one another number their rows.
const COUNTED: usize = 5;

/// What the cells of one column look like.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    filled: usize,
    amounts: usize,
    sure_amounts: usize,
    codes: usize,
    listed: usize,
    written: usize,
    /// Codes of one level alone (`05`), and among them those that are surely no count.
    fragments: usize,
    sure_fragments: usize,
    small: usize,
    /// Cells that are one more than the cell above, and the last such number.
    counted: usize,
    last: usize,
    digits: usize,
    long: usize,
}

/// The role of each column.
pub(in crate::content) fn of(header: &Header, columns: &[Span], paths: &[Vec<String>]) -> Vec<Role> {
    let mut tallies = vec![Tally::default(); columns.len()];
    for cell in header.body.iter().flat_map(|r| r.filled()) {
        let Some(index) = column_of(columns, cell.col) else { continue };
        let tally = &mut tallies[index];
        let text = squeeze(&cell.text);
        // 合计 stands in whatever column comes first, and says nothing about it.
        if matches!(text.as_str(), "合计" | "总计" | "小计") {
            continue;
        }
        let number: Option<usize> = text.parse().ok().filter(|_| !text.starts_with('0'));
        tally.counted += usize::from(number.is_some_and(|n| tally.filled == 0 || tally.last.checked_add(1) == Some(n)));
        tally.last = number.unwrap_or(tally.last);
        tally.filled += 1;
        tally.sure_amounts += usize::from(amount::is_amount_like(&text) || amount::is_beyond_amounts(&text));
        // Under the heading of an amount a cell without a letter is a figure, whether it can be read or not (`####`, `588.02*`).
        tally.amounts += usize::from(figure(&text).is_some() || !text.contains(char::is_alphabetic));
        tally.codes += usize::from(subject_code(&text).is_some() || code_fragment(&text).is_some());
        tally.listed += usize::from(subject_code(&text).is_some_and(is_listed));
        let listed = subject_code(&text).is_some_and(is_listed);
        let fragment = code_fragment(&text).is_some();
        tally.fragments += usize::from(listed || fragment);
        tally.sure_fragments += usize::from(listed || fragment && text.starts_with('0'));
        tally.written += usize::from(written_code(&text).is_some());
        tally.small += usize::from(text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()));
        tally.digits += usize::from(text.bytes().all(|b| b.is_ascii_digit()));
        tally.long += usize::from(text.chars().count() > 40);
    }
    tallies.iter().zip(paths).map(|(tally, path)| role(*tally, path)).collect()
}

/// Whether a code is in an official list.
fn is_listed(code: &str) -> bool {
    List::of_code(code).is_some_and(|list| nearest(list, code, None).is_some())
}

/// The role by heading and content: the heading says what is meant, what stands there must not contradict it.
fn role(tally: Tally, path: &[String]) -> Role {
    let hint = headers::role(path);
    if tally.filled == 0 {
        return hint.unwrap_or(Role::Amount);
    }
    // 1, 2, 3 … 11 below whatever heading: the numbers of the rows (行次), beside which the heading was read.
    if tally.counted == tally.filled && tally.filled >= COUNTED && hint != Some(Role::Code) {
        return Role::Ordinal;
    }
    // What a project scored is a figure and never money, whatever unit the table has.
    if headers::meaning(path).is_some_and(|m| matches!(m.name, "score" | "indicator_weight" | "indicator_actual")) {
        return Role::Text;
    }
    let most = |n: usize| n * 10 >= tally.filled * 6;
    // Under a heading that is drawn over it: codes of the list, each of them, are no amounts.
    if tally.listed == tally.filled && tally.filled >= LISTED {
        return Role::Code;
    }
    match hint {
        Some(Role::Ordinal) => return Role::Ordinal,
        Some(Role::Code) if most(tally.digits) || tally.codes > 0 || most(tally.written) => return Role::Code,
        Some(Role::Amount) if most(tally.amounts) || tally.sure_amounts > 0 => return Role::Amount,
        _ => {}
    }
    if tally.sure_amounts * 2 >= tally.filled {
        return Role::Amount;
    }
    if most(tally.codes) && tally.codes > tally.small {
        return Role::Code;
    }
    // Below no heading 208, 05, 01: what follows a class counts within it.
    let relative = tally.fragments == tally.filled && tally.filled >= LISTED && tally.sure_fragments * 2 >= tally.filled;
    if hint.is_none() && relative {
        return Role::Code;
    }
    match hint {
        Some(Role::Text) => Role::Text,
        _ if tally.long * 3 > tally.filled => Role::Text,
        _ => Role::Name,
    }
}
