//! Figures that may have lost digits or gained a sign: those that ran over into the label beside them; those that a page break may have
//! cut, which have fewer decimals than all others of their column (`3297.1` of `3297.1043`); those whose last digits were read as a row
//! of their own below (`2744.3`, `7`); and those that took the mark for nothing of the cell before for their sign.

use crate::content::{Role, Row, Table};
use crate::grammar::{figure, is_nil_mark};

/// Whether a label begins with an amount that ran over from the cell beside it: `3,705.22本年支出合计`, `13.8922.98`.
pub(in crate::check) fn runs_over(label: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let end = label.find(|c: char| !is_number(c)).unwrap_or(label.len());
    let (number, rest) = label.split_at(end);
    let amount = number.rsplit_once('.').is_some_and(|(whole, behind)| !whole.is_empty() && behind.len() >= 2);
    amount && !rest.trim_start().starts_with(['、', '年', '月', '-', '/', '%'])
}

/// Figures of a column from which its decimals are told.
const ENOUGH: usize = 5;

/// The cells, by row and column, whose figures may have been cut at the end of a page or of their cell, or have a sign that is none.
pub(in crate::check) fn torn(table: &Table) -> Vec<(usize, usize)> {
    let mut torn = unfit(table);
    torn.extend(broken(table));
    torn
}

/// Those of which the page shows nothing that a text could repeat.
pub(in crate::check) fn unfit(table: &Table) -> Vec<(usize, usize)> {
    let mut unfit = cut(table);
    unfit.extend(signed_by_neighbour(table));
    unfit
}

/// Rows without a label that hold the last digits of the figures above them: both were one.
fn broken(table: &Table) -> Vec<(usize, usize)> {
    let is_amount = |column: usize| table.columns.get(column).is_some_and(|c| c.role == Role::Amount);
    let printed = |row: usize, column: usize| Some(table.rows.get(row)?.cells.get(column)?.as_ref()?.printed.as_str());
    let is_rest = |text: &str| {
        let digits = text.trim().strip_prefix('.').unwrap_or(text.trim());
        (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut broken = Vec::new();
    for (row, above) in (1..table.rows.len()).zip(0..) {
        let filled: Vec<usize> = (0..table.columns.len()).filter(|c| printed(row, *c).is_some_and(|t| !t.is_empty())).collect();
        if filled.is_empty() || !filled.iter().all(|c| is_amount(*c) && printed(row, *c).is_some_and(is_rest)) {
            continue;
        }
        let of_above = |column: &usize| {
            let decimals = decimals_of(&table.rows[above], *column)?;
            let most = table.rows.iter().enumerate().filter(|(r, _)| *r != above && *r != row);
            most.filter_map(|(_, r)| decimals_of(r, *column)).max().filter(|most| decimals < *most)
        };
        if filled.iter().all(|c| of_above(c).is_some()) {
            broken.extend(filled.iter().flat_map(|c| [(above, *c), (row, *c)]));
        }
    }
    broken
}

/// Negative figures behind a blank cell, in a table whose nothing is a dash (`- | 10.72`), or in a row that has the same figure without a
/// sign.
fn signed_by_neighbour(table: &Table) -> Vec<(usize, usize)> {
    let dashes = ['-', '－', '—', '–', '−'];
    let cells = || {
        let rows = table.rows.iter().enumerate();
        rows.flat_map(|(row, r)| {
            r.cells.iter().enumerate().filter_map(move |(c, cell)| Some((row, c, cell.as_ref()?.printed.trim())))
        })
    };
    let is_nothing = |text: &str| is_nil_mark(text) && text.starts_with(dashes);
    let dashed = cells().any(|(_, _, text)| is_nothing(text));
    let is_blank = |row: usize, column: usize| {
        let amount = table.columns[column].role == Role::Amount;
        amount && table.rows[row].cells[column].as_ref().is_none_or(|c| c.printed.trim().is_empty())
    };
    let value = |text: &str| figure(text).map(|(f, _)| f.value).filter(|v| !v.is_zero());
    let bare = |text: &str| text.trim_start_matches(dashes).trim_start().to_owned();
    let repeated = |row: usize, text: &str| {
        let own = bare(text);
        table.rows[row].cells.iter().flatten().any(|c| c.printed.trim() == own)
    };
    let taken = cells().filter(|(row, column, text)| {
        let signed = text.starts_with(dashes) && value(text).is_some();
        signed && column.checked_sub(1).is_some_and(|before| is_blank(*row, before)) && (dashed || repeated(*row, text))
    });
    taken.map(|(row, column, _)| (row, column)).collect()
}

/// Whether amounts stand among the words of a table, each in a cell of names or descriptions: then rows or columns of it ran together.
/// What has its unit behind it belongs to the words.
pub(super) fn has_amounts_among_words(table: &Table) -> bool {
    let words = table.columns.iter().enumerate().filter(|(_, c)| matches!(c.role, Role::Name | Role::Text)).map(|(at, _)| at);
    let holds = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column)?.as_ref());
        cells.filter(|c| holds_amount(&c.printed)).take(2).count() > 1
    };
    words.into_iter().any(holds)
}

/// Whether words hold an amount with two decimals and no unit.
fn holds_amount(text: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !is_number(c)).unwrap_or(from.len());
        let (number, behind) = from.split_at(end);
        let amount = number
            .rsplit_once('.')
            .is_some_and(|(whole, cents)| cents.len() == 2 && whole.bytes().all(|b| b.is_ascii_digit() || b == b','));
        let bare =
            !behind.trim_start().starts_with(['万', '元', '亿', '千', '%', '％', '分', '个', '公', '平', '米', '吨', '人']);
        if amount && bare && !before.ends_with(['≥', '≤', '=', '＝', '<', '>', '第', 'V', 'v']) {
            return true;
        }
        rest = behind;
    }
    false
}

fn cut(table: &Table) -> Vec<(usize, usize)> {
    if table.pages.len() < 2 {
        return Vec::new();
    }
    let page = |row: usize| table.rows.get(row).map(|r| r.page);
    let is_edge = |row: &usize| {
        let turns = |other: Option<usize>| other.and_then(page).is_some_and(|p| Some(p) != page(*row));
        turns(row.checked_sub(1)) || turns(row.checked_add(1))
    };
    let edges: Vec<usize> = (0..table.rows.len()).filter(is_edge).collect();
    let mut torn = Vec::new();
    for column in 0..table.columns.len() {
        let inner = table.rows.iter().enumerate().filter(|(row, _)| !edges.contains(row));
        let mut decimals: Vec<u32> = inner.filter_map(|(_, row)| decimals(row, column)).collect();
        decimals.sort_unstable();
        // All but one in ten have so many.
        let Some(usual) = decimals.get(decimals.len() / 10).copied().filter(|_| decimals.len() >= ENOUGH) else { continue };
        let short = |row: &usize| table.rows.get(*row).and_then(|r| decimals_of(r, column)).is_some_and(|d| d < usual);
        torn.extend(edges.iter().copied().filter(short).map(|row| (row, column)));
    }
    torn
}

fn decimals(row: &Row, column: usize) -> Option<u32> {
    decimals_of(row, column).filter(|d| *d > 0)
}

/// The decimals of a figure; nought says nothing of them.
fn decimals_of(row: &Row, column: usize) -> Option<u32> {
    let cell = row.cells.get(column)?.as_ref()?;
    let (read, _) = figure(&cell.printed)?;
    (!read.value.is_zero()).then_some(read.decimals)
}
