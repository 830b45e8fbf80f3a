//! Rows of boxes to the rulings between their cells.

use super::bands::Bands;
use super::boxes::TextBox;
use crate::layout::edges::Edge;

/// Space between a text and the end of the form, em.
const PADDING: f32 = 0.3;

/// The horizontal and the vertical rulings that the page leaves out.
pub(super) fn edges(boxes: &[TextBox], bands: &Bands, rules: &[Edge]) -> (Vec<Edge>, Vec<Edge>) {
    let ends = ends(boxes, rules);
    let rows: Vec<Vec<usize>> = (0..bands.ys.len() - 1).map(|row| members(boxes, bands, row)).collect();
    let places = stabs(boxes, &rows);
    let mut down: Vec<Edge> = Vec::new();
    for (row, members) in rows.iter().enumerate() {
        let mut side = |at: f32| down.push(Edge { at, from: bands.ys[row], to: bands.ys[row + 1] });
        side(ends.0);
        chosen(boxes, members, &places, ends).into_iter().for_each(&mut side);
        side(ends.1);
    }
    let across = if bands.ruled { rules.to_vec() } else { between_rows(boxes, bands, &places, ends) };
    (across, joined(down))
}

/// The left and the right end of the form.
fn ends(boxes: &[TextBox], rules: &[Edge]) -> (f32, f32) {
    let padding = |b: &TextBox| PADDING * b.size;
    let left = boxes.iter().map(|b| b.x0 - padding(b)).chain(rules.iter().map(|r| r.from)).fold(f32::MAX, f32::min);
    let right = boxes.iter().map(|b| b.x1 + padding(b)).chain(rules.iter().map(|r| r.to)).fold(f32::MIN, f32::max);
    (left, right)
}

/// The boxes that stand in or beside a row, from left to right; none over another.
fn members(boxes: &[TextBox], bands: &Bands, row: usize) -> Vec<usize> {
    let mut members: Vec<usize> = (0..boxes.len()).filter(|i| bands.rows[*i].contains(&row)).collect();
    // Where two stand over each other, the one that belongs to fewer rows is the one of this row.
    members.sort_by_key(|i| bands.rows[*i].len());
    let mut kept: Vec<usize> = Vec::new();
    for index in members {
        if kept.iter().all(|k| boxes[*k].x1 <= boxes[index].x0 || boxes[index].x1 <= boxes[*k].x0) {
            kept.push(index);
        }
    }
    kept.sort_by(|a, b| boxes[*a].x0.total_cmp(&boxes[*b].x0));
    kept
}

/// As few places as there may be such that one lies in each gap between neighbours, in the middle of the gaps that share it.
fn stabs(boxes: &[TextBox], rows: &[Vec<usize>]) -> Vec<f32> {
    let mut gaps: Vec<(f32, f32)> =
        rows.iter().flat_map(|row| row.windows(2)).map(|w| (boxes[w[0]].x1, boxes[w[1]].x0)).filter(|g| g.0 < g.1).collect();
    gaps.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut found: Vec<(f32, f32)> = Vec::new();
    for (from, to) in gaps {
        match found.last_mut() {
            Some(last) if from < last.1 => last.0 = last.0.max(from),
            _ => found.push((from, to)),
        }
    }
    found.into_iter().map(|(from, to)| (from + to) / 2.0).collect()
}

/// One place between each two neighbours of a row: where both stand best in their cells.
fn chosen(boxes: &[TextBox], members: &[usize], places: &[f32], (left, right): (f32, f32)) -> Vec<f32> {
    let mut borders = Vec::new();
    let mut from = left;
    for (at, pair) in members.windows(2).enumerate() {
        let (own, next) = (&boxes[pair[0]], &boxes[pair[1]]);
        let between = |a: f32, b: f32| places.iter().copied().filter(move |p| a < *p && *p < b);
        let ends: Vec<f32> = match members.get(at + 2) {
            Some(after) => between(next.x1, boxes[*after].x0).collect(),
            None => vec![right],
        };
        let in_cell = |b: &TextBox, from: f32, to: f32| {
            let centred = ((from + to) / 2.0 - b.centre()).abs();
            centred.min(b.x0 - from).min(to - b.x1)
        };
        let worth = |p: f32| {
            let behind = ends.iter().map(|end| in_cell(next, p, *end)).fold(f32::MAX, f32::min);
            in_cell(own, from, p) + behind
        };
        let best = between(own.x1, next.x0).min_by(|a, b| worth(*a).total_cmp(&worth(*b)));
        borders.extend(best);
        from = best.unwrap_or(from);
    }
    borders
}

/// A ruling under each row, but not through a cell that goes on below.
fn between_rows(boxes: &[TextBox], bands: &Bands, places: &[f32], (left, right): (f32, f32)) -> Vec<Edge> {
    let xs: Vec<f32> = [left].into_iter().chain(places.iter().copied()).chain([right]).collect();
    let mut edges = Vec::new();
    for (row, &at) in bands.ys.iter().enumerate() {
        for strip in xs.windows(2) {
            let (from, to) = (strip[0], strip[1]);
            let goes_on = |i: usize| {
                let (rows, b) = (&bands.rows[i], &boxes[i]);
                rows.start < row && row < rows.end && from < b.centre() && b.centre() < to
            };
            if !(0..boxes.len()).any(goes_on) {
                edges.push(Edge { at, from, to });
            }
        }
    }
    edges
}

/// Rulings one below the other are one.
fn joined(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Edge> = Vec::new();
    for edge in edges {
        match joined.last_mut() {
            Some(last) if (last.at - edge.at).abs() < 0.01 && edge.from <= last.to + 0.01 => last.to = last.to.max(edge.to),
            _ => joined.push(edge),
        }
    }
    joined
}
