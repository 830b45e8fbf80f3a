//! Boxes to rows, and the rows that each box stands beside.
//!
//! Cells are centred from top to bottom, so the boxes of one row have one middle, however many lines they hold, and that of a merged
//! cell lies in the middle of its rows: on one of them, or between two.

use super::boxes::TextBox;
use crate::codes::form_labels::{Kind, Label};
use crate::layout::edges::Edge;
use std::ops::Range;

/// Middles nearer than this (em) are one.
const SAME: f32 = 0.3;
/// Middles of two rows are further apart than this (em).
const PITCH: f32 = 1.4;
/// The middle of a merged cell is that of its rows up to this (em).
const CENTRED: f32 = 0.55;
/// So many rules over its height part the rows of a form.
const RULES: usize = 5;

/// The rows of a form.
#[derive(Debug)]
pub(super) struct Bands {
    /// Borders of the rows from top to bottom, one more than there are rows.
    pub ys: Vec<f32>,
    /// For each box the rows that its cell covers.
    pub rows: Vec<Range<usize>>,
    /// Rules part the rows.
    pub ruled: bool,
}

impl Bands {
    /// The rows of some boxes; `None` where there are fewer than two.
    pub fn of(boxes: &[TextBox], rules: &[Edge]) -> Option<Self> {
        let heights = heights(rules);
        let clusters = clusters(boxes);
        if heights.len() >= RULES && heights.len() * 2 > clusters.len() {
            return Some(between_rules(boxes, rules, heights));
        }
        let rows = rows(boxes, &clusters);
        if rows.len() < 2 {
            return None;
        }
        let ys = row_borders(boxes, &rows, &heights);
        let extents = extents(boxes, &rows, &ys);
        Some(Self { ys, rows: extents, ruled: false })
    }
}

/// Distinct heights of rules.
fn heights(rules: &[Edge]) -> Vec<f32> {
    let mut heights: Vec<f32> = Vec::new();
    for rule in rules {
        if heights.last().is_none_or(|last| rule.at - last > 3.0) {
            heights.push(rule.at);
        }
    }
    heights
}

/// Each box from the rule above it to that below.
fn between_rules(boxes: &[TextBox], rules: &[Edge], ys: Vec<f32>) -> Bands {
    let index = |y: f32| (0..ys.len()).min_by(|a, b| (ys[*a] - y).abs().total_cmp(&(ys[*b] - y).abs())).unwrap_or(0);
    let rows = boxes.iter().map(|b| {
        let across = |r: &&Edge| r.from <= b.centre() && b.centre() <= r.to;
        let above = rules.iter().rev().filter(across).find(|r| r.at < b.middle()).map_or(0, |r| index(r.at));
        let below = rules.iter().filter(across).find(|r| r.at > b.middle()).map_or(ys.len() - 1, |r| index(r.at));
        above.min(ys.len() - 2)..below.max(above + 1)
    });
    let rows = rows.collect();
    Bands { ys, rows, ruled: true }
}

/// Boxes of one middle, from top to bottom.
fn clusters(boxes: &[TextBox]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|a, b| boxes[*a].middle().total_cmp(&boxes[*b].middle()));
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for index in order {
        let near = |c: &Vec<usize>| boxes[index].middle() - boxes[c[0]].middle() < SAME * boxes[index].size;
        match clusters.last_mut() {
            Some(last) if near(last) => last.push(index),
            _ => clusters.push(vec![index]),
        }
    }
    clusters
}

fn has(boxed: &TextBox, of: impl Fn(&Label) -> bool) -> bool {
    boxed.labels().into_iter().any(of)
}

fn is_head(boxed: &TextBox) -> bool {
    has(boxed, |l| l.kind() == Kind::Column && matches!(l.name(), "level1" | "level2" | "level3" | "value" | "value_or_standard"))
}

/// The left and right ends of the columns in which each row of indicators has text, and the middle of their headings.
fn body_columns(boxes: &[TextBox], clusters: &[Vec<usize>]) -> Option<(f32, Vec<(f32, f32)>)> {
    let heads = clusters.iter().find(|c| c.iter().filter(|i| is_head(&boxes[**i])).count() >= 2)?;
    let mut sorted = heads.clone();
    sorted.sort_by(|a, b| boxes[*a].x0.total_cmp(&boxes[*b].x0));
    let named = |l: &Label| l.kind() == Kind::Column && matches!(l.name(), "level3" | "value" | "value_or_standard");
    let strip = |at: usize| {
        let half = |a: &TextBox, b: &TextBox| (a.x1 + b.x0) / 2.0;
        let own = &boxes[sorted[at]];
        let from = at.checked_sub(1).map_or(f32::MIN, |i| half(&boxes[sorted[i]], own));
        let to = sorted.get(at + 1).map_or(f32::MAX, |i| half(own, &boxes[*i]));
        (from, to)
    };
    let strips = (0..sorted.len()).filter(|at| has(&boxes[sorted[*at]], named)).map(strip).collect();
    Some((boxes[heads[0]].middle(), strips))
}

/// The clusters that are rows: none of boxes that stand beside several rows, none nearer to another than text can stand.
fn rows(boxes: &[TextBox], clusters: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let body = body_columns(boxes, clusters);
    let middle = |c: &Vec<usize>| boxes[c[0]].middle();
    let may_be = |index: usize| {
        let cluster = &clusters[index];
        let below = body.as_ref().filter(|(head, _)| middle(cluster) > head + boxes[cluster[0]].size);
        let in_body = |(from, to): &(f32, f32)| cluster.iter().any(|i| boxes[*i].x0 < *to && *from < boxes[*i].x1);
        // 总分 stands below, with nothing but figures.
        if let Some((_, strips)) = below.filter(|_| cluster.len() < 2 || cluster.iter().any(|i| !boxes[*i].labels().is_empty())) {
            return strips.iter().any(in_body) || cluster.iter().any(|i| has(&boxes[*i], |l| l.name() == "total_score"));
        }
        let over = |l: &Label| matches!(l.kind(), Kind::Class | Kind::Section);
        let label = |b: &TextBox| has(b, over) && !has(b, |l| matches!(l.kind(), Kind::Field | Kind::Fund | Kind::Column));
        let alone = cluster.len() == 1 && has(&boxes[cluster[0]], |l| l.kind() == Kind::Goal);
        let spans = |b: &TextBox| {
            let covers = |c: &Vec<usize>| c.len() >= 2 && b.top < middle(c) && middle(c) < b.bottom;
            clusters.iter().enumerate().any(|(other, c)| other != index && covers(c))
        };
        !alone && !cluster.iter().all(|i| label(&boxes[*i]) || spans(&boxes[*i]))
    };
    let kept: Vec<&Vec<usize>> = (0..clusters.len()).filter(|i| may_be(*i)).map(|i| &clusters[i]).collect();
    // The heaviest choice of which no two are too near: each cluster alone, or added to the best choice that ends far above it.
    let mut best: Vec<(usize, Option<usize>, bool)> = Vec::new();
    for (index, cluster) in kept.iter().enumerate() {
        let far = |above: &usize| middle(cluster) - middle(kept[*above]) >= PITCH * boxes[cluster[0]].size;
        let before = (0..index).rev().find(far);
        let with = cluster.len() + before.map_or(0, |b| best[b].0);
        let without = index.checked_sub(1).map_or(0, |i| best[i].0);
        best.push(if with > without { (with, before, true) } else { (without, index.checked_sub(1), false) });
    }
    let mut chosen = Vec::new();
    let mut at = kept.len().checked_sub(1);
    while let Some(index) = at {
        if best[index].2 {
            chosen.push(kept[index].clone());
        }
        at = best[index].1;
    }
    chosen.reverse();
    chosen
}

/// Borders between rows, in the middle between their texts; at the ends those of rules where they are.
fn row_borders(boxes: &[TextBox], rows: &[Vec<usize>], heights: &[f32]) -> Vec<f32> {
    let middle = |row: &[usize]| boxes[row[0]].middle();
    let size = |row: &[usize]| boxes[row[0]].size;
    let within = |row: usize, index: &&usize| {
        let boxed = &boxes[**index];
        let above = row == 0 || boxed.top > middle(&rows[row - 1]);
        above && rows.get(row + 1).is_none_or(|next| boxed.bottom < middle(next))
    };
    let top = |row: usize| {
        let tops = rows[row].iter().filter(|i| within(row, i)).map(|i| boxes[*i].top);
        tops.fold(middle(&rows[row]) - 0.5 * size(&rows[row]), f32::min)
    };
    let bottom = |row: usize| {
        let bottoms = rows[row].iter().filter(|i| within(row, i)).map(|i| boxes[*i].bottom);
        bottoms.fold(middle(&rows[row]) + 0.5 * size(&rows[row]), f32::max)
    };
    let last = rows.len() - 1;
    let mut ys = vec![top(0) - 0.5 * size(&rows[0])];
    ys.extend((1..rows.len()).map(|row| (bottom(row - 1) + top(row)) / 2.0));
    ys.push(bottom(last) + 0.5 * size(&rows[last]));
    let near = |y: f32| heights.iter().copied().find(|h| (h - y).abs() < size(&rows[0]));
    ys[0] = near(ys[0]).unwrap_or(ys[0]);
    ys[last + 1] = near(ys[last + 1]).unwrap_or(ys[last + 1]);
    ys
}

/// The rows of each box: its own, or those in whose middle it stands.
fn extents(boxes: &[TextBox], rows: &[Vec<usize>], ys: &[f32]) -> Vec<Range<usize>> {
    let mut own: Vec<Option<usize>> = vec![None; boxes.len()];
    for (row, members) in rows.iter().enumerate() {
        members.iter().for_each(|i| own[*i] = Some(row));
    }
    let nearest = |y: f32| ys.partition_point(|b| *b <= y).clamp(1, rows.len()) - 1;
    let mut found: Vec<Range<usize>> =
        boxes.iter().zip(&own).map(|(b, row)| row.unwrap_or(nearest(b.middle()))).map(|r| r..r + 1).collect();
    let single = found.clone();
    let is_name = |i: &usize| has(&boxes[*i], |l| l.kind() == Kind::Class);
    let may_be_merged = |i: usize| own[i].is_none() || has(&boxes[i], |l| matches!(l.kind(), Kind::Class | Kind::Section));
    for start in (0..boxes.len()).filter(|i| may_be_merged(*i)) {
        // All that stands in the column of this cell, from top to bottom.
        let column = |b: &TextBox| b.x0 < boxes[start].x1 && boxes[start].x0 < b.x1;
        let mut stack: Vec<usize> = (0..boxes.len()).filter(|i| column(&boxes[*i])).collect();
        stack.sort_by(|a, b| boxes[*a].middle().total_cmp(&boxes[*b].middle()));
        let tiled = tiled(boxes, &stack, &single, ys, may_be_merged);
        // Names that stand in the first of their rows, blank cells below them, do not fill the column to its end.
        let names = || tiled.iter().filter(|(i, _)| is_name(i));
        let merged = names().any(|(i, _)| own[*i].is_none());
        let fills = tiled.last().is_some_and(|(_, rows)| rows.end + 1 >= found_end(&single));
        let contiguous = names().zip(names().skip(1)).all(|((_, a), (_, b))| a.end == b.start);
        if !is_name(&start) || merged || fills && contiguous {
            found[start] = tiled.into_iter().find(|(i, _)| *i == start).map_or(single[start].clone(), |(_, rows)| rows);
        }
    }
    found
}

/// The row behind the last one with text.
fn found_end(rows: &[Range<usize>]) -> usize {
    rows.iter().map(|r| r.end).max().unwrap_or(0)
}

/// The cells of a column, one under the other; merged ones have their text in the middle.
fn tiled(
    boxes: &[TextBox],
    stack: &[usize],
    single: &[Range<usize>],
    ys: &[f32],
    may_be_merged: impl Fn(usize) -> bool,
) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, &index) in stack.iter().enumerate() {
        let boxed = &boxes[index];
        let below = stack.get(at + 1).map_or(f32::MAX, |after| boxes[*after].middle());
        let off = |end: usize| ((ys[next] + ys[end]) / 2.0 - boxed.middle()).abs();
        let ends = (next + 1..ys.len()).take_while(|end| ys[*end] < below);
        let end = ends.min_by(|a, b| off(*a).total_cmp(&off(*b))).filter(|_| may_be_merged(index));
        let rows = match end {
            Some(end) if next <= single[index].start && off(end) < slack(boxed) => next..end,
            _ => single[index].clone(),
        };
        next = rows.end;
        found.push((index, rows));
    }
    found
}

/// A text of several lines may make its rows higher than their own text does, so that less is known of their borders.
fn slack(boxed: &TextBox) -> f32 {
    let size = boxed.size.max(1.0);
    if boxed.bottom - boxed.top > 2.0 * size { 2.0 * CENTRED * size } else { CENTRED * size }
}
