//! Which columns a header cell stands over, where no ruling says so: found as the cheapest assignment in order.

use super::columns::{Column, MOST_COLUMNS};
use super::head_cell::HeadCell;
use std::ops::Range;

/// A header cell without a column is the heading of an empty column. Costs in em.
const NEW_COLUMN: f32 = 1.0;
/// A column that has text has a heading, too, nearly always.
const NO_HEADING: f32 = 12.0;
/// A group rather covers a column than leaves it out (share of the column's width).
const LEFT_OUT: f32 = 0.2;
/// White between text and a drawn border (points), as spreadsheets leave it.
const HANG: f32 = 3.0;

/// A heading nearer to the middle of its column than this (em) is centred.
const CENTRED: f32 = 0.4;
/// A heading is apart from a column further away than this (em).
const APART: f32 = 1.5;

/// Matches leaves and columns in order from left to right, and adds columns for leaves that have none.
pub(super) fn over_columns(cells: &mut [HeadCell<'_>], leaf: &[bool], columns: &mut Vec<Column>) {
    let mut order: Vec<usize> = (0..cells.len()).filter(|i| leaf[*i]).collect();
    order.sort_by(|a, b| cells[*a].centre().total_cmp(&cells[*b].centre()));
    if order.len() > MOST_COLUMNS {
        order.truncate(MOST_COLUMNS);
    }
    let matched = cheapest(cells, &order, columns);
    let mut merged: Vec<Column> = Vec::with_capacity(columns.len() + order.len());
    let (mut leaf_at, mut column_at) = (0, 0);
    let mut without: Vec<usize> = Vec::new();
    while leaf_at < order.len() || column_at < columns.len() {
        let cell = order.get(leaf_at).copied();
        let column = columns.get(column_at).copied();
        let own = cell.and_then(|_| matched[leaf_at]);
        match (cell, column) {
            (Some(cell), Some(column)) if own == Some(column_at) => {
                set(&mut cells[cell], merged.len());
                merged.push(column);
                (leaf_at, column_at) = (leaf_at + 1, column_at + 1);
            }
            (Some(cell), column)
                if own.is_none()
                    && column.is_none_or(|c| cells[cell].centre() < c.centre() || !unmatched_before(&matched, column_at)) =>
            {
                set(&mut cells[cell], merged.len());
                merged.push(Column { x0: cells[cell].x0, x1: cells[cell].x1, ..Column::default() });
                leaf_at += 1;
            }
            (_, Some(column)) => {
                without.push(merged.len());
                merged.push(column);
                column_at += 1;
            }
            (Some(_), None) | (None, None) => leaf_at += 1,
        }
    }
    *columns = merged;
    without.into_iter().for_each(|column| widen(cells, &order, columns, column));
}

/// Whether the column has no leaf of its own.
fn unmatched_before(matched: &[Option<usize>], column: usize) -> bool {
    !matched.contains(&Some(column))
}

fn set(cell: &mut HeadCell<'_>, column: usize) {
    (cell.from, cell.to) = (column, column + 1);
}

/// A column without a heading belongs to the neighbouring leaf that is nearer: one heading over code and name. One that stands far
/// from this one, and centred over a column of its own or over amounts, says nothing of names (项, 合计, beside names without a heading).
fn widen(cells: &mut [HeadCell<'_>], order: &[usize], columns: &[Column], column: usize) {
    let distance = |cell: &HeadCell<'_>| (cell.x0 - columns[column].x1).max(columns[column].x0 - cell.x1).max(0.0);
    let of_another = |cell: &HeadCell<'_>| {
        let own = &columns[cell.from];
        let centred = || (cell.centre() - own.centre()).abs() < CENTRED * cell.size();
        let other_kind = || own.amounts > 0 && columns[column].words > 0;
        cell.to == cell.from + 1 && own.pieces > 0 && distance(cell) > APART * cell.size() && (centred() || other_kind())
    };
    let beside = order.iter().copied().filter(|i| cells[*i].to == column || cells[*i].from == column + 1);
    let beside = beside.filter(|i| !of_another(&cells[*i]));
    if let Some(index) = beside.min_by(|a, b| distance(&cells[*a]).total_cmp(&distance(&cells[*b]))) {
        cells[index].from = cells[index].from.min(column);
        cells[index].to = cells[index].to.max(column + 1);
    }
}

/// For every leaf its column, by dynamic programming over both orders.
fn cheapest(cells: &[HeadCell<'_>], order: &[usize], columns: &[Column]) -> Vec<Option<usize>> {
    let wide = columns.len() + 1;
    let size = order.first().map_or(10.0, |i| cells[*i].pieces[0].size);
    let mut cost = vec![0.0f32; (order.len() + 1) * wide];
    for l in 0..=order.len() {
        for c in 0..wide {
            if l == 0 && c == 0 {
                continue;
            }
            cost[l * wide + c] = steps(cells, order, columns, &cost, (l, c), size).into_iter().fold(f32::MAX, f32::min);
        }
    }
    let mut matched = vec![None; order.len()];
    let (mut l, mut c) = (order.len(), columns.len());
    while l > 0 || c > 0 {
        let [both, new, none] = steps(cells, order, columns, &cost, (l, c), size);
        if both <= new && both <= none {
            (l, c) = (l - 1, c - 1);
            matched[l] = Some(c);
        } else if new <= none {
            l -= 1;
        } else {
            c -= 1;
        }
    }
    matched
}

/// Costs of the three ways to get here: leaf and column belong together, the leaf has no column, the column has no leaf.
fn steps(
    cells: &[HeadCell<'_>],
    order: &[usize],
    columns: &[Column],
    cost: &[f32],
    (l, c): (usize, usize),
    size: f32,
) -> [f32; 3] {
    let wide = columns.len() + 1;
    let before = |dl: usize, dc: usize| cost[(l - dl) * wide + c - dc];
    let both = if l > 0 && c > 0 { before(1, 1) + distance(&cells[order[l - 1]], &columns[c - 1], size) } else { f32::MAX };
    let new = if l > 0 { before(1, 0) + NEW_COLUMN } else { f32::MAX };
    let none = if c > 0 { before(0, 1) + NO_HEADING } else { f32::MAX };
    [both, new, none]
}

/// How far (em) a heading is from the text of a column. Amounts hang at the right of their column, so their heading is rather
/// to their left, or at its left, and then it is to their right; among headings over the column the more central one is nearer.
fn distance(cell: &HeadCell<'_>, column: &Column, size: f32) -> f32 {
    let gap = if cell.x1 < column.x0 {
        let away = column.x0 - cell.x1;
        if column.left { 2.0 * away } else { away }
    } else if cell.x0 > column.x1 {
        let away = cell.x0 - column.x1;
        if column.is_numeric() && !column.left { 2.0 * away } else { away }
    } else {
        0.0
    };
    (gap + 0.02 * (cell.centre() - column.centre()).abs()) / size.max(1.0)
}

/// Where the borders of the columns would be drawn, one more than there are columns. A heading is centred in its cell, so one side of
/// a cell gives the other: numbers hang at the right side, words begin at the left one.
pub(super) fn drawn_borders(cells: &[HeadCell<'_>], columns: &[Column]) -> Vec<f32> {
    let count = columns.len();
    let mut centres: Vec<Option<f32>> = vec![None; count];
    let mut text: Vec<(f32, f32)> = columns.iter().map(|c| (c.x0, c.x1)).collect();
    for cell in cells.iter().filter(|c| c.to == c.from + 1) {
        centres[cell.from] = Some(cell.centre());
        text[cell.from] = (text[cell.from].0.min(cell.x0), text[cell.from].1.max(cell.x1));
    }
    let mut known: Vec<Option<f32>> = vec![None; count + 1];
    for (index, column) in columns.iter().enumerate().filter(|(_, c)| c.pieces > 0) {
        let centred = centres[index].is_some_and(|c| (c - column.centre()).abs() < 1.0);
        match column.is_numeric() {
            _ if centred => {}
            true if !column.left => known[index + 1] = known[index + 1].or(Some(column.x1 + HANG)),
            _ => known[index] = Some(column.x0 - HANG),
        }
    }
    let mirrored = |border: Option<f32>, centre: Option<f32>| border.zip(centre).map(|(b, c)| 2.0 * c - b);
    for index in (0..count).rev() {
        known[index] = known[index].or(mirrored(known[index + 1], centres[index]).filter(|x| *x < text[index].0 + 0.1));
    }
    for index in 0..count {
        known[index + 1] = known[index + 1].or(mirrored(known[index], centres[index]).filter(|x| *x > text[index].1 - 0.1));
    }
    let middle = |index: usize| match index {
        0 => text[0].0,
        _ if index == count => text[count - 1].1,
        _ => (text[index - 1].1 + text[index].0) / 2.0,
    };
    (0..=count).map(|index| known[index].unwrap_or_else(|| middle(index))).collect()
}

/// Shares `range` among groups in order, so that each is centred over its columns as well as possible.
pub(super) fn share(cells: &mut [HeadCell<'_>], groups: &[usize], borders: &[f32], range: Range<usize>) {
    let (n, wide) = (groups.len(), range.len() + 1);
    if n == 0 || range.is_empty() || n > range.len() {
        return;
    }
    let width = |c: usize| (borders[range.start + c + 1] - borders[range.start + c]).max(0.0);
    let fit = |g: usize, from: usize, to: usize| {
        let middle = (borders[range.start + from] + borders[range.start + to]) / 2.0;
        (middle - cells[groups[g]].centre()).abs() + if to - from == 1 { 0.3 * cells[groups[g]].pieces[0].size } else { 0.0 }
    };
    let cut = best_cut(n, wide, width, fit);
    let (mut g, mut c) = (n, wide - 1);
    while g > 0 && c > 0 {
        match cut[g * wide + c] {
            None => c -= 1,
            Some(from) => {
                let cell = &mut cells[groups[g - 1]];
                (cell.from, cell.to) = (range.start + from, range.start + c);
                (g, c) = (g - 1, from);
            }
        }
    }
}

/// For the first `g` groups over the first `c` columns (row-major) where the last group begins, or that the last column is left out.
fn best_cut(n: usize, wide: usize, width: impl Fn(usize) -> f32, fit: impl Fn(usize, usize, usize) -> f32) -> Vec<Option<usize>> {
    let mut best = vec![(f32::MAX, None); (n + 1) * wide];
    best[0].0 = 0.0;
    for g in 0..=n {
        for c in 1..wide {
            let mut found = (best[g * wide + c - 1].0 + LEFT_OUT * width(c - 1), None);
            for from in 0..if g > 0 { c } else { 0 } {
                let cost = best[(g - 1) * wide + from].0 + fit(g - 1, from, c);
                if cost < found.0 {
                    found = (cost, Some(from));
                }
            }
            best[g * wide + c] = found;
        }
    }
    best.into_iter().map(|b| b.1).collect()
}
