//! Which rows of a side make its total: together, each amount once.
//!
//! A row that others stand below counts itself where they are only some of it (其中, withheld items); where they make up the whole
//! of it, they count. What stands below a row is told by the levels; where these do not make the printed total, by arithmetic: a
//! row that is the sum of those that follow it.

use super::forest::forest;
use super::rows::{counts_things, says_change};
use super::types::{Cell, Column, Entry, Role, Row, RowKind};
use crate::decimal::Decimal;
use crate::grammar::{figure, squeeze};
use std::ops::Range;

/// A row is looked at as the sum of no more rows than this.
const MOST_PARTS: usize = 400;

/// The amounts of one row in the columns of money of its side.
type Figures = Vec<Option<Decimal>>;

/// Sets for each row of a side whether it counts to the total, and finds a first or last row without a label that is the total.
pub(super) fn set(entries: &mut [Entry], rows: &[Row], columns: &[Column], side: u8) {
    let own: Vec<usize> = (0..columns.len()).filter(|index| columns[*index].side == side).collect();
    let money: Vec<usize> =
        own.iter().copied().filter(|index| columns[*index].role == Role::Amount && !columns[*index].counts).collect();
    let labels: Vec<usize> = own.iter().copied().filter(|index| columns[*index].role != Role::Amount).collect();
    let list = Figured::read(rows, &money, &labels);
    for bare in unlabelled(entries, rows, columns, &own) {
        let total = &list.figures[bare];
        let rest: Vec<usize> = (0..rows.len()).filter(|row| *row != bare && entries[*row].kind == RowKind::Item).collect();
        let makes = || !rest.is_empty() && list.make(&list.counting(entries, &rest, Some(total)).rows, total);
        let again = (0..rows.len()).any(|row| entries[row].kind == RowKind::Total && list.rounds_to(total, &list.figures[row]));
        if again || makes() {
            entries[bare].kind = RowKind::Total;
            entries[bare].level = None;
            break;
        }
    }
    let years: Vec<usize> = own.iter().copied().filter(|index| columns[*index].meaning == Some("year")).collect();
    let year = |row: usize| years.iter().find_map(|at| rows[row].cells[*at].as_ref()).map(|cell| squeeze(&cell.printed));
    let names: Vec<usize> = own.iter().copied().filter(|index| columns[*index].role == Role::Name).collect();
    let name = |row: usize| names.iter().find_map(|index| rows[row].cells[*index].as_ref());
    // The name stands before the first of its years.
    for row in 1..rows.len() {
        if name(row).is_none() && year(row).is_some() && year(row - 1).is_some() {
            (entries[row].kind, entries[row].level) = (entries[row - 1].kind, entries[row - 1].level);
        }
    }
    let change = |row: usize| year(row).is_some_and(|text| says_change(&text));
    let things = |row: usize| name(row).is_some_and(|cell| counts_things(&cell.printed));
    let is_money = |row: &usize| list.has_any(*row) && !change(*row) && !things(*row);
    let (mut years, mut items): (Vec<Option<String>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for row in (0..rows.len()).filter(|row| entries[*row].kind == RowKind::Item && is_money(row)) {
        let at = years.iter().position(|known| *known == year(row)).unwrap_or(years.len());
        if at == years.len() {
            years.push(year(row));
            items.push(Vec::new());
        }
        items[at].push(row);
    }
    // A table that prints its total and nothing of it.
    let is_something = |row: usize| list.figures[row].iter().flatten().any(|figure| !figure.is_zero());
    let totals = || (0..rows.len()).filter(|row| entries[*row].kind == RowKind::Total && is_money(row) && is_something(*row));
    if items.is_empty()
        && let (Some(alone), None) = (totals().next(), totals().nth(1))
        && entries.iter().all(|entry| entry.kind != RowKind::Subtotal)
    {
        entries[alone].counts = true;
    }
    for (of, items) in years.iter().zip(&items) {
        let is_asked = |row: usize| year(row) == *of || years.len() == 1 && year(row).is_none();
        let total = total(entries, rows, &own, is_asked).map(|row| list.figures[row].clone());
        of_year(entries, &list, items, total.as_ref());
    }
}

/// The same of the rows of one year, or of all where no column says of which they are.
fn of_year(entries: &mut [Entry], list: &Figured, items: &[usize], total: Option<&Figures>) {
    let unknown = items.iter().all(|row| entries[*row].level.is_none());
    let Counting { rows, spans, in_steps } = list.counting(entries, items, total);
    for row in &rows {
        entries[*row].counts = true;
    }
    head(entries, &rows, list, items);
    if (unknown || in_steps)
        && let Some(spans) = spans
    {
        for (level, row) in depths(&spans).into_iter().zip(items) {
            entries[*row].level = Some(level);
        }
    }
}

/// Where the headings of a side are those of the one before it, the list goes on there (公用经费 over two sides): what stands below a
/// row that counts at the end of the one does not count on the other.
pub(super) fn go_on(rows: &mut [Row], columns: &[Column], side: u8) {
    let headings = |of: u8| columns.iter().filter(|column| column.side == of).map(|column| &column.path).collect::<Vec<_>>();
    let Some(before) = side.checked_sub(1).filter(|before| headings(*before) == headings(side)) else { return };
    let places = |entry: &Entry| (entry.kind == RowKind::Item).then_some(entry.level).flatten();
    // The rows that are still open at the end, the outermost first.
    let mut open: Vec<(u8, bool)> = Vec::new();
    for row in rows.iter() {
        let entry = row.on(before);
        let Some(level) = places(&entry) else { continue };
        open.retain(|(above, _)| *above < level);
        open.push((level, entry.counts));
    }
    for row in rows.iter_mut() {
        let Some(entry) = row.entries.get_mut(usize::from(side)) else { continue };
        let Some(level) = places(entry) else { continue };
        open.retain(|(above, _)| *above < level);
        entry.counts &= !open.iter().any(|(_, counts)| *counts);
    }
}

/// A first row that all the others make up stands above them: a department over its units. It does not count, and they are one deeper.
fn head(entries: &mut [Entry], counting: &[usize], list: &Figured, items: &[usize]) {
    let (Some(first), Some(next)) = (items.first().copied(), items.get(1).copied()) else { return };
    let rest: Vec<usize> = counting.iter().copied().filter(|row| *row != first).collect();
    let whole = &list.figures[first];
    let nothing = whole.iter().flatten().all(|figure| figure.is_zero());
    if rest.len() < 2 || nothing || entries[first].level != entries[next].level || !list.make(&rest, whole) {
        return;
    }
    entries[first].counts = false;
    for row in items.iter().filter(|row| **row != first) {
        entries[*row].level = entries[*row].level.map(|level| level.saturating_add(1));
    }
}

/// The first and the last row with amounts, where they have no label and others have.
fn unlabelled(entries: &[Entry], rows: &[Row], columns: &[Column], own: &[usize]) -> Vec<usize> {
    let is_label = |index: &usize| matches!(columns[*index].role, Role::Name | Role::Code | Role::Text);
    let labelled = |row: &Row| own.iter().filter(|index| is_label(index)).any(|index| row.cells[*index].is_some());
    let is_filled = |entry: &Entry| entry.kind != RowKind::Blank;
    let ends = [entries.iter().position(is_filled), entries.iter().rposition(is_filled)];
    let bare = |row: &usize| {
        let others = || rows.iter().enumerate().any(|(other, cells)| other != *row && labelled(cells));
        entries[*row].kind == RowKind::Item && !labelled(&rows[*row]) && others()
    };
    ends.into_iter().flatten().filter(bare).collect()
}

/// The widest total that is printed among the rows that are asked: 总计 before 合计, else the first.
fn total(entries: &[Entry], rows: &[Row], own: &[usize], is_asked: impl Fn(usize) -> bool) -> Option<usize> {
    let totals = || (0..rows.len()).filter(|row| entries[*row].kind == RowKind::Total && is_asked(*row));
    let says = |row: &usize, word: &str| {
        let cells = own.iter().filter_map(|index| rows[*row].cells[*index].as_ref());
        cells.map(|cell: &Cell| squeeze(&cell.printed)).any(|text| text.contains(word))
    };
    totals().rfind(|row| says(row, "总计")).or_else(|| totals().next())
}

/// The rows that count.
struct Counting {
    rows: Vec<usize>,
    /// How many rows make up each, where arithmetic told.
    spans: Option<Vec<usize>>,
    /// It was the columns of labels that told.
    in_steps: bool,
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
    /// Which columns of labels each fills.
    shapes: Vec<Vec<bool>>,
    /// Decimals printed, at most: what a figure may be off by rounding.
    decimals: u32,
}

impl Figured {
    fn read(rows: &[Row], money: &[usize], labels: &[usize]) -> Self {
        let mut decimals = 0;
        let mut read = |cell: &Option<Cell>| {
            let (amount, _) = figure(&cell.as_ref()?.printed)?;
            decimals = decimals.max(amount.decimals);
            Some(amount.value)
        };
        let figures = rows.iter().map(|row| money.iter().map(|index| read(&row.cells[*index])).collect()).collect();
        let filled = |row: &Row| labels.iter().map(|index| row.cells[*index].is_some()).collect();
        Self { figures, shapes: rows.iter().map(filled).collect(), decimals }
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

    /// Whether some figures are those of a total, which may be rounded to whole units.
    fn rounds_to(&self, figures: &Figures, total: &Figures) -> bool {
        let same = |(own, total): (&Option<Decimal>, &Option<Decimal>)| match (own, total) {
            (Some(own), Some(total)) => {
                own == total || *total == total.round_dp(0) && (*own - *total).abs() <= Decimal::from(1).half()
            }
            (own, total) => own.or(*total).is_none(),
        };
        let nothing = figures.iter().flatten().all(|figure| figure.is_zero());
        !nothing && figures.iter().zip(total).all(same)
    }

    /// Whether rows make up the figures of another, but for one column of several: what is not printed of a row is missing in its
    /// total and in its kind, one figure that is misprinted or not shown in one column.
    fn make_but_one(&self, parts: &[usize], whole: &Figures) -> bool {
        let sum = |column: usize| parts.iter().filter_map(|row| self.figures[*row][column]).sum::<Decimal>();
        let figures: Vec<(Decimal, Decimal)> =
            whole.iter().enumerate().map(|(column, whole)| (sum(column), whole.unwrap_or(Decimal::ZERO))).collect();
        let asked = figures.iter().filter(|(sum, whole)| !sum.is_zero() || !whole.is_zero()).count();
        let wrong = figures.iter().filter(|(sum, whole)| !self.equal(&[*sum], &[Some(*whole)], parts.len())).count();
        wrong == 0 || wrong == 1 && asked > 2
    }

    /// Whether sums of so many parts are the figures of a row, within what rounding allows.
    fn equal(&self, sums: &[Decimal], whole: &[Option<Decimal>], parts: usize) -> bool {
        let most = i64::try_from(parts).unwrap_or(i64::MAX).saturating_add(1);
        let bound = Decimal::new(most, self.decimals).half();
        sums.iter().zip(whole).all(|(sum, whole)| (*sum - whole.unwrap_or(Decimal::ZERO)).abs() <= bound)
    }

    /// The rows that count: by levels, or where these do not make the total and arithmetic does, by that.
    fn counting(&self, entries: &[Entry], items: &[usize], total: Option<&Figures>) -> Counting {
        let spans: Vec<usize> = (0..items.len()).map(|at| below(entries, items, at)).collect();
        let by_level = Counting { rows: self.tops(items, &spans), spans: None, in_steps: false };
        let Some(total) = total.filter(|total| !self.make(&by_level.rows, total)) else { return by_level };
        for way in [
            Way { shapes: true, chains: false },
            Way::default(),
            Way { shapes: true, chains: true },
            Way { shapes: false, chains: true },
        ] {
            let spans = self.summed(items, total, way);
            let rows = self.tops(items, &spans);
            if self.make(&rows, total) {
                return Counting { rows, spans: Some(spans), in_steps: false };
            }
        }
        if let Some(spans) = self.steps(items) {
            let rows = self.tops(items, &spans);
            if self.make(&rows, total) {
                return Counting { rows, spans: Some(spans), in_steps: true };
            }
        }
        if items.iter().all(|row| entries[*row].level.is_none())
            && let Some(spans) = self.forest(items, total)
        {
            let rows = self.tops(items, &spans);
            if self.make(&rows, total) {
                return Counting { rows, spans: Some(spans), in_steps: false };
            }
        }
        by_level
    }

    /// How many rows stand below each where the columns of labels go down in steps, and each row fills those of one step alone
    /// (采购品目大类, below it 专项名称 with 经济科目, below that 采购物品名称).
    fn steps(&self, items: &[usize]) -> Option<Vec<usize>> {
        let filled = |row: usize| self.shapes[row].iter().enumerate().filter(|(_, is_filled)| **is_filled).map(|(at, _)| at);
        let mut step: Vec<usize> = (0..self.shapes.first()?.len()).collect();
        for row in items {
            let together: Vec<usize> = filled(*row).map(|column| step[column]).collect();
            let first = together.iter().copied().min()?;
            for own in step.iter_mut().filter(|own| together.contains(*own)) {
                *own = first;
            }
        }
        let ranks: Vec<usize> = items.iter().filter_map(|row| filled(*row).next()).map(|column| step[column]).collect();
        let below = |(at, rank): (usize, &usize)| ranks[at + 1..].iter().take_while(|other| *other > rank).count();
        ranks.iter().any(|rank| *rank != ranks[0]).then(|| ranks.iter().enumerate().map(below).collect())
    }

    /// How many rows stand below each by the figures of the column with the largest total.
    fn forest(&self, items: &[usize], total: &Figures) -> Option<Vec<usize>> {
        let column = (0..total.len()).max_by_key(|column| total[*column])?;
        let whole = |value: Decimal| value.with_decimals(self.decimals).mantissa();
        let figures: Vec<i128> = items.iter().map(|row| self.figures[*row][column].map_or(0, whole)).collect();
        forest(&figures, whole(total[column]?))
    }

    /// The counting rows of a list, given how many rows stand below each.
    fn tops(&self, items: &[usize], spans: &[usize]) -> Vec<usize> {
        let mut counting = Vec::new();
        let mut open: Vec<Range<usize>> = Vec::new();
        open.push(0..items.len());
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
                if parts.is_empty() || !self.make_but_one(&parts, &self.figures[items[at]]) {
                    counting.push(items[at]);
                } else {
                    open.push(at + 1..end + 1);
                }
                at = end + 1;
            }
        }
        counting
    }

    /// For each row how many of those behind it make it up, groups within groups, up to the total.
    fn summed(&self, items: &[usize], total: &Figures, way: Way) -> Vec<usize> {
        let mut spans = vec![0; items.len()];
        let mut behind: Vec<Node> = Vec::new();
        for at in (0..items.len()).rev() {
            let whole = &self.figures[items[at]];
            let mut twin = false;
            // A row that fills the columns of the one behind it is of its kind, and no sum of it.
            let kin =
                behind.last().is_some_and(|node| spans[node.at] == 0 && self.shapes[items[node.at]] == self.shapes[items[at]]);
            if whole.iter().flatten().any(|value| !value.is_zero()) && !(way.shapes && kin) {
                self.gather(items, &mut behind, whole, 2, &mut spans, at);
                // The sum of one row: its group where that is a group itself, else perhaps the same sum by chance.
                let next = behind.last().filter(|_| spans[at] == 0).map(|node| node.at);
                if let Some(next) = next.filter(|next| self.make(&[items[*next]], whole)) {
                    twin = spans[next] == 0 && !way.chains && !way.shapes;
                    if !twin {
                        spans[at] = 1 + spans[next];
                        behind.pop();
                    }
                }
            }
            behind.push(Node { at, twin });
        }
        let all = behind.len();
        self.close(items, &mut behind, all, total, &mut spans);
        spans
    }

    /// Puts the rows behind below a row, from the nearest, where so many of them or more make it up.
    fn gather(&self, items: &[usize], behind: &mut Vec<Node>, whole: &Figures, least: usize, spans: &mut [usize], at: usize) {
        for twins in [false, true] {
            let Some(parts) = self.parts(items, behind, whole, least, twins) else { continue };
            if twins {
                take_twins(behind, parts, spans);
            }
            let from = behind.iter().position(|node| node.at <= parts).unwrap_or(behind.len());
            spans[at] = behind.drain(from..).map(|node| 1 + spans[node.at]).sum();
            return;
        }
    }

    /// The last of the rows behind, from the nearest, that together make up the figures of one; with `twins` a row is left out that
    /// may stand below the one before it.
    fn parts(&self, items: &[usize], behind: &[Node], whole: &Figures, least: usize, twins: bool) -> Option<usize> {
        let mut sums = vec![Decimal::ZERO; whole.len()];
        let mut below = false;
        let mut left_out = false;
        for (count, node) in (1..=MOST_PARTS).zip(behind.iter().rev()) {
            if !(twins && below) {
                for (sum, figure) in sums.iter_mut().zip(&self.figures[items[node.at]]) {
                    *sum = *sum + figure.unwrap_or(Decimal::ZERO);
                }
            }
            left_out |= twins && below;
            below = node.twin && !below;
            if count >= least && !(twins && below) && (left_out || !twins) && self.equal(&sums, whole, count) {
                return Some(node.at);
            }
        }
        None
    }

    /// Puts twins below each other at the outermost level where the total asks for it.
    fn close(&self, items: &[usize], behind: &mut Vec<Node>, all: usize, total: &Figures, spans: &mut [usize]) {
        let Some(last) = behind.first().map(|node| node.at) else { return };
        let plain: Vec<usize> = behind.iter().map(|node| items[node.at]).collect();
        if !self.make(&plain, total) && self.parts(items, behind, total, all, true) == Some(last) {
            take_twins(behind, last, spans);
        }
    }
}

/// How arithmetic tells what is below a row.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    /// A row and its parts fill different columns.
    shapes: bool,
    /// A row stands below the one before it wherever both have the same figures.
    chains: bool,
}

/// A row that stands below no other yet.
struct Node {
    /// Its place in the list.
    at: usize,
    /// The row behind it has the same figures: it may be its only part.
    twin: bool,
}

/// Puts each row that may stand below the one before it there, down to the row at `last`.
fn take_twins(behind: &mut Vec<Node>, last: usize, spans: &mut [usize]) {
    let mut kept: Vec<Node> = Vec::new();
    let mut below: Option<usize> = None;
    let mut open = true;
    for node in std::mem::take(behind).into_iter().rev() {
        match below.take().filter(|_| open) {
            Some(upper) => spans[upper] = 1 + spans[node.at],
            None => {
                below = Some(node.at).filter(|_| node.twin && open);
                open &= node.at != last;
                kept.push(node);
                continue;
            }
        }
        open &= node.at != last;
    }
    kept.reverse();
    *behind = kept;
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
