//! The rules of a page outside its ruled grids: they bound tables and divide rows and columns where they are there.

use crate::layout::edges::{Edge, merge};
use crate::layout::sheet::Grid;
use crate::page::Page;
use crate::place::Rect;

/// More rules than this are a drawing.
const MOST: usize = 20_000;
/// A rule as wide as this share of a table is a rule of the table; shorter ones belong to single cells.
const WIDE: f32 = 0.6;

/// All merged horizontal rules at one height.
#[derive(Debug, Clone, Copy)]
struct Height {
    at: f32,
    from: f32,
    to: f32,
    covered: f32,
}

/// Rules, sorted by position.
#[derive(Debug, Default)]
pub(super) struct Rules {
    edges: Vec<Edge>,
    heights: Vec<Height>,
    verticals: Vec<Edge>,
}

impl Rules {
    /// The rules of `page` that belong to no ruled grid.
    pub fn of(page: &Page, ruled: &[Grid]) -> Self {
        let mut edges = merge(page.rules.iter().filter(|r| !r.vertical));
        edges.retain(|e| !ruled.iter().any(|g| within(g, e)));
        let mut verticals = merge(page.rules.iter().filter(|r| r.vertical));
        verticals.retain(|e| !ruled.iter().any(|g| g.rect.grow(3.0).contains(e.at, (e.from + e.to) / 2.0)));
        if edges.len() + verticals.len() > MOST {
            return Self::default();
        }
        let mut heights: Vec<Height> = Vec::new();
        for edge in &edges {
            match heights.last_mut() {
                Some(last) if edge.at - last.at < 1.0 => {
                    last.from = last.from.min(edge.from);
                    last.to = last.to.max(edge.to);
                    last.covered += edge.to - edge.from;
                }
                _ => heights.push(Height { at: edge.at, from: edge.from, to: edge.to, covered: edge.to - edge.from }),
            }
        }
        Self { edges, heights, verticals }
    }

    /// Heights of the rules over most of `x0..x1` that lie between `y0` and `y1`, from the top.
    pub fn wide_between(&self, y0: f32, y1: f32, x0: f32, x1: f32) -> impl Iterator<Item = f32> {
        let first = self.heights.partition_point(|h| h.at <= y0);
        let needed = WIDE * (x1 - x0);
        let overlap = move |h: &&Height| h.covered >= needed && h.to.min(x1) - h.from.max(x0) >= needed;
        self.heights[first..].iter().take_while(move |h| h.at < y1).filter(overlap).map(|h| h.at)
    }

    /// The ends of the rules over most of `x0..x1` between `y0` and `y1`, where there are any.
    pub fn extent(&self, y0: f32, y1: f32, x0: f32, x1: f32) -> Option<(f32, f32)> {
        let needed = WIDE * (x1 - x0);
        let first = self.heights.partition_point(|h| h.at < y0);
        let wide = self.heights[first..].iter().take_while(|h| h.at <= y1).filter(|h| h.covered >= needed);
        wide.fold(None, |ends, h| Some(ends.map_or((h.from, h.to), |(a, b): (f32, f32)| (a.min(h.from), b.max(h.to)))))
    }

    /// Where vertical rules run along most of `y0..y1`, from the left.
    pub fn dividers(&self, y0: f32, y1: f32) -> Vec<f32> {
        let inside = |e: &&Edge| e.to.min(y1) > e.from.max(y0);
        let mut found: Vec<(f32, f32)> = Vec::new();
        for edge in self.verticals.iter().filter(inside) {
            let covered = edge.to.min(y1) - edge.from.max(y0);
            match found.last_mut() {
                Some((at, sum)) if edge.at - *at < 1.0 => *sum += covered,
                _ => found.push((edge.at, covered)),
            }
        }
        found.into_iter().filter(|(_, sum)| *sum > WIDE * (y1 - y0)).map(|(at, _)| at).collect()
    }

    /// The horizontal rules in an area, from the top.
    pub fn in_area(&self, area: Rect) -> Vec<Edge> {
        let over = |e: &&Edge| area.y0 < e.at && e.at < area.y1 && e.from < area.x1 && area.x0 < e.to;
        self.edges.iter().filter(over).copied().collect()
    }

    /// The first rule below `y0` and above `y1` that crosses `x`.
    pub fn first_across(&self, x: f32, y0: f32, y1: f32) -> Option<Edge> {
        let first = self.edges.partition_point(|e| e.at <= y0);
        self.edges[first..].iter().take_while(|e| e.at < y1).find(|e| e.from <= x && x <= e.to).copied()
    }

    /// The last rule below `y0` and above `y1` that crosses `x`.
    pub fn last_across(&self, x: f32, y0: f32, y1: f32) -> Option<Edge> {
        let end = self.edges.partition_point(|e| e.at < y1);
        self.edges[..end].iter().rev().take_while(|e| e.at > y0).find(|e| e.from <= x && x <= e.to).copied()
    }
}

fn within(grid: &Grid, edge: &Edge) -> bool {
    let rect = grid.rect.grow(3.0);
    edge.at > rect.y0 && edge.at < rect.y1 && edge.from < rect.x1 && edge.to > rect.x0
}
