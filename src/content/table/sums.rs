//! Which rows of a side make its total: together, each amount once.
//!
//! A row that others stand below counts itself where they are only some of it (其中, withheld items); where they make up the whole
//! of it, they count. What stands below a row is told by the levels; where these do not make the printed total, by arithmetic: a
//! row that is the sum of those that follow it.

use super::types::{Cell, Column, Entry, Role, Row, RowKind};
use crate::decimal::Decimal;
use crate::grammar::{figure, squeeze};

/// A row is looked at as the sum of no more rows than this.
const MOST_PARTS: usize = 400;

/// The amounts of one row in the columns of money of its side.
type Figures = Vec<Option<Decimal>>;

/// Sets for each row of a side whether it counts to the total, and finds a first row without a label that is the total.
pub(super) fn set(entries: &mut [Entry], rows: &[Row], columns: &[Column], side: u8) {
    let own: Vec<usize> = (0..columns.len()).filter(|index| columns[*index].side == side).collect();
    let money: Vec<usize> =
        own.iter().copied().filter(|index| columns[*index].role == Role::Amount && !columns[*index].counts).collect();
    let list = Figured::read(rows, &money);
    if let Some(first) = unlabelled(entries, rows, columns, &own) {
        let rest: Vec<usize> = (first + 1..rows.len()).filter(|row| entries[*row].kind == RowKind::Item).collect();
        let total = &list.figures[first];
        if !rest.is_empty() && list.make(&list.counting(entries, &rest, Some(total)).rows, total) {
            entries[first].kind = RowKind::Total;
            entries[first].level = None;
        }
    }
    let items: Vec<usize> = (0..rows.len()).filter(|row| entries[*row].kind == RowKind::Item && list.has_any(*row)).collect();
    let total = total(entries, rows, &own).map(|row| list.figures[row].clone());
    let unknown = items.iter().all(|row| entries[*row].level.is_none());
    let Counting { rows, spans } = list.counting(entries, &items, total.as_ref());
    for row in rows {
        entries[row].counts = true;
    }
    if unknown && let Some(spans) = spans {
        for (level, row) in depths(&spans).into_iter().zip(&items) {
            entries[*row].level = Some(level);
        }
    }
}

/// The first row with amounts, where it has no label and others have.
fn unlabelled(entries: &[Entry], rows: &[Row], columns: &[Column], own: &[usize]) -> Option<usize> {
    let is_label = |index: &usize| matches!(columns[*index].role, Role::Name | Role::Code | Role::Text);
    let labelled = |row: &Row| own.iter().filter(|index| is_label(index)).any(|index| row.cells[*index].is_some());
    let first = entries.iter().position(|entry| entry.kind != RowKind::Blank)?;
    let bare = entries[first].kind == RowKind::Item && !labelled(&rows[first]);
    (bare && rows[first + 1..].iter().any(labelled)).then_some(first)
}

/// The widest total that is printed: 总计 before 合计, else the first.
fn total(entries: &[Entry], rows: &[Row], own: &[usize]) -> Option<usize> {
    let totals = || (0..rows.len()).filter(|row| entries[*row].kind == RowKind::Total);
    let says = |row: &usize, word: &str| {
        let cells = own.iter().filter_map(|index| rows[*row].cells[*index].as_ref());
        cells.map(|cell: &Cell| squeeze(&cell.printed)).any(|text| text.contains(word))
    };
    totals().filter(|row| says(row, "总计")).last().or_else(|| totals().next())
}

/// The rows that count.
struct Counting {
    rows: Vec<usize>,
    /// How many rows make up each, where arithmetic told.
    spans: Option<Vec<usize>>,
}

/// How deep each row stands, given how many rows stand below each.
fn depths(spans: &[usize]) -> Vec<u8> {
    let mut ends: Vec<usize> = Vec::new();
    let depth = |(at, span): (usize, &usize)| {
        ends.retain(|end| at <= *end);
        let depth = u8::try_from(ends.len() + 1).unwrap_or(u8::MAX);
        if *span > 0 {
            ends.push(at + span);
        }
        depth
    };
    spans.iter().enumerate().map(depth).collect()
}

/// The rows of a side by their figures.
struct Figured {
    figures: Vec<Figures>,
    /// Decimals printed, at most: what a figure may be off by rounding.
    decimals: u32,
}

impl Figured {
    fn read(rows: &[Row], money: &[usize]) -> Self {
        let mut decimals = 0;
        let mut read = |cell: &Option<Cell>| {
            let (amount, _) = figure(&cell.as_ref()?.printed)?;
            decimals = decimals.max(amount.decimals);
            Some(amount.value)
        };
        let figures = rows.iter().map(|row| money.iter().map(|index| read(&row.cells[*index])).collect()).collect();
        Self { figures, decimals }
    }

    fn has_any(&self, row: usize) -> bool {
        self.figures[row].iter().any(Option::is_some)
    }

    /// Whether rows make up the figures of another in every column.
    fn make(&self, parts: &[usize], whole: &Figures) -> bool {
        let sum = |column: usize| parts.iter().filter_map(|row| self.figures[*row][column]).sum();
        let sums: Vec<Decimal> = (0..whole.len()).map(sum).collect();
        self.equal(&sums, whole, parts.len())
    }

    /// Whether sums of so many parts are the figures of a row, within what rounding allows.
    fn equal(&self, sums: &[Decimal], whole: &Figures, parts: usize) -> bool {
        let most = i64::try_from(parts).unwrap_or(i64::MAX).saturating_add(1);
        let bound = Decimal::new(most, self.decimals).half();
        sums.iter().zip(whole).all(|(sum, whole)| (*sum - whole.unwrap_or(Decimal::ZERO)).abs() <= bound)
    }

    /// The rows that count: by levels, or where these do not make the total and arithmetic does, by that.
    fn counting(&self, entries: &[Entry], items: &[usize], total: Option<&Figures>) -> Counting {
        let spans: Vec<usize> = (0..items.len()).map(|at| below(entries, items, at)).collect();
        let by_level = Counting { rows: self.tops(items, &spans), spans: None };
        let Some(total) = total.filter(|total| !self.make(&by_level.rows, total)) else { return by_level };
        for least in [2, 1] {
            let spans = self.summed(items, least);
            let rows = self.tops(items, &spans);
            if self.make(&rows, total) {
                return Counting { rows, spans: Some(spans) };
            }
        }
        by_level
    }

    /// The counting rows of a list, given how many rows stand below each.
    fn tops(&self, items: &[usize], spans: &[usize]) -> Vec<usize> {
        let mut counting = Vec::new();
        let mut open = vec![0..items.len()];
        while let Some(range) = open.pop() {
            let mut at = range.start;
            while at < range.end {
                let end = (at + spans[at]).min(range.end - 1);
                let mut parts = Vec::new();
                let mut next = at + 1;
                while next <= end {
                    parts.push(items[next]);
                    next += 1 + spans[next];
                }
                if parts.is_empty() || !self.make(&parts, &self.figures[items[at]]) {
                    counting.push(items[at]);
                } else {
                    open.push(at + 1..end + 1);
                }
                at = end + 1;
            }
        }
        counting
    }

    /// For each row how many of those behind it make it up, groups within groups; `least` parts are asked, for of two rows with the
    /// same figures either may be the sum of the other, or none.
    fn summed(&self, items: &[usize], least: usize) -> Vec<usize> {
        let mut spans = vec![0; items.len()];
        // The rows behind that stand below no other, nearest last.
        let mut behind: Vec<usize> = Vec::new();
        for at in (0..items.len()).rev() {
            let whole = &self.figures[items[at]];
            if whole.iter().flatten().any(|value| !value.is_zero()) {
                let parts = self.parts(items, &behind, whole, least);
                spans[at] = behind.iter().rev().take(parts).map(|part| 1 + spans[*part]).sum();
                behind.truncate(behind.len() - parts);
            }
            behind.push(at);
        }
        spans
    }

    /// How many of the rows behind, from the nearest, make up the figures of one.
    fn parts(&self, items: &[usize], behind: &[usize], whole: &Figures, least: usize) -> usize {
        let mut sums = vec![Decimal::ZERO; whole.len()];
        for (count, at) in (1..=MOST_PARTS).zip(behind.iter().rev()) {
            for (sum, figure) in sums.iter_mut().zip(&self.figures[items[*at]]) {
                *sum = *sum + figure.unwrap_or(Decimal::ZERO);
            }
            if count >= least && self.equal(&sums, whole, count) {
                return count;
            }
        }
        0
    }
}

/// How many rows behind one stand below it: those of deeper levels, and parts of it of no level.
fn below(entries: &[Entry], items: &[usize], at: usize) -> usize {
    let level = |at: usize| entries[items[at]].level;
    let own = level(at);
    let is_below = |next: &usize| match (own, level(*next)) {
        (Some(own), Some(next)) => next > own,
        (None, None) => entries[items[*next]].of_which && !entries[items[at]].of_which,
        (Some(_), None) => entries[items[*next]].of_which,
        (None, Some(_)) => false,
    };
    (at + 1..items.len()).take_while(is_below).count()
}
