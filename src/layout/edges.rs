//! Rulings to edges to connected lattices.
//!
//! Method: pdfplumber's (edges, intersections, cells; after Anssi Nurminen's thesis, 2013), but by sorting and sweeping, so that a
//! page of 50,000 rules costs milliseconds where all pairs cost minutes.

use super::lattice::{Lattice, edges_to_lattice, is_beyond_limit};
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_GRID_CELLS;
use crate::page::{Page, Rule};
use crate::place::Place;

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
/// More merged edges than this are a drawing.
const MOST_EDGES: usize = 20_000;

/// All lattices of a page, largest area last, so that text goes to the innermost one.
pub(super) fn rules_to_lattices(page: &Page, diagnostics: &mut Vec<Diagnostic>) -> Vec<Lattice> {
    let horizontal = merge(page.rules.iter().filter(|r| !r.vertical));
    let vertical = merge(page.rules.iter().filter(|r| r.vertical));
    if horizontal.len() + vertical.len() > MOST_EDGES {
        let message = format!("{} rulings are a drawing, no table; its text is read as lines", horizontal.len() + vertical.len());
        diagnostics.push(Diagnostic::warning("layout.drawing", message).at(Place::page(page.number)));
        return Vec::new();
    }
    let components = components(&horizontal, &vertical);
    if components.iter().any(|(hs, vs)| is_beyond_limit(hs, vs)) {
        let message = format!("a table of more than {MAX_GRID_CELLS} cells is beyond the limit; its text is read as lines");
        diagnostics.push(Diagnostic::error("page.over_limit", message).at(Place::page(page.number)));
    }
    let mut lattices: Vec<Lattice> = components.into_iter().filter_map(|(hs, vs)| edges_to_lattice(&hs, &vs)).collect();
    lattices.sort_by(|a, b| (a.rect().width() * a.rect().height()).total_cmp(&(b.rect().width() * b.rect().height())));
    lattices
}

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

/// Groups of edges that meet, directly or through others.
fn components(horizontal: &[Edge], vertical: &[Edge]) -> Vec<(Vec<Edge>, Vec<Edge>)> {
    let mut sets = Sets::new(horizontal.len() + vertical.len());
    for (v, edge) in vertical.iter().enumerate() {
        // `horizontal` is sorted by position, so only those between the ends of this edge are looked at.
        let low = horizontal.partition_point(|h| h.at < edge.from - MEET);
        for (h, other) in horizontal.iter().enumerate().skip(low).take_while(|(_, h)| h.at <= edge.to + MEET) {
            if other.from - MEET <= edge.at && edge.at <= other.to + MEET {
                sets.union(h, horizontal.len() + v);
            }
        }
    }
    let mut groups: Vec<(Vec<Edge>, Vec<Edge>)> = Vec::new();
    let mut group_of = vec![usize::MAX; horizontal.len() + vertical.len()];
    for index in 0..horizontal.len() + vertical.len() {
        let root = sets.find(index);
        if group_of[root] == usize::MAX {
            group_of[root] = groups.len();
            groups.push(Default::default());
        }
        let group = &mut groups[group_of[root]];
        match index.checked_sub(horizontal.len()) {
            None => group.0.push(horizontal[index]),
            Some(v) => group.1.push(vertical[v]),
        }
    }
    groups.retain(|(h, v)| !h.is_empty() && !v.is_empty());
    groups
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
