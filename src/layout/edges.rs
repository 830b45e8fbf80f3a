//! Rulings to edges: what is drawn twice or in pieces is one line.
//!
//! Method: pdfplumber's (edges, intersections, cells; after Anssi Nurminen's thesis, 2013), but by sorting and sweeping, so that a
//! page of 50,000 rules costs milliseconds where all pairs cost minutes.

use crate::page::Rule;

/// A merged straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// The fixed coordinate.
    pub at: f32,
    /// Start along the other axis.
    pub from: f32,
    /// End along the other axis.
    pub to: f32,
}

/// Rulings nearer to each other than this (points) are one: borders of neighbouring cells are drawn twice, side by side.
const SNAP: f32 = 2.0;
/// Gaps up to this (points) along a line are bridged: dotted borders, and borders drawn cell by cell.
const JOIN: f32 = 3.0;
/// Lines that miss each other by up to this (points) meet.
pub(super) const MEET: f32 = 3.0;
/// Merged edges shorter than this (points) are marks (dots, ticks, the strokes of drawn characters), no borders.
const SHORTEST: f32 = 5.0;

/// Snaps rulings to common positions and joins what touches.
pub(super) fn merge<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = rules.map(|r| Edge { at: r.at, from: r.from, to: r.to }).collect();
    edges.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged = Vec::new();
    let mut start = 0;
    for index in 1..=edges.len() {
        if index == edges.len() || edges[index].at - edges[start].at > SNAP {
            join(&mut edges[start..index], &mut merged);
            start = index;
        }
    }
    merged
}

/// Joins the overlapping or nearly touching edges of one position.
fn join(edges: &mut [Edge], merged: &mut Vec<Edge>) {
    let length: f32 = edges.iter().map(|e| e.to - e.from).sum();
    let at = edges.iter().map(|e| e.at * (e.to - e.from)).sum::<f32>() / length.max(f32::MIN_POSITIVE);
    edges.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Edge> = None;
    let mut close = |edge: Option<Edge>| merged.extend(edge.filter(|e| e.to - e.from >= SHORTEST));
    for edge in edges {
        match &mut open {
            Some(last) if edge.from <= last.to + JOIN => last.to = last.to.max(edge.to),
            _ => close(open.replace(Edge { at, ..*edge })),
        }
    }
    close(open);
}

/// Disjoint sets of numbers.
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub(super) fn new(len: usize) -> Self {
        Self((0..len as u32).collect())
    }

    pub(super) fn find(&mut self, mut index: usize) -> usize {
        while self.0[index] as usize != index {
            let above = self.0[index] as usize;
            self.0[index] = self.0[above];
            index = above;
        }
        index
    }

    /// The smaller root stays, so that results do not depend on order.
    pub(super) fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b) as u32;
    }
}
