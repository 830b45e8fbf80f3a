//! Edges that meet to lattices of cells: the positions of all borders, and which borders are there.

use super::edges::{Edge, MEET, Sets, merge};
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_GRID_CELLS;
use crate::page::Page;
use crate::place::{Place, Rect};

/// Borders nearer than this (points) are one border: double rules, and rulings that miss each other. No text is so small.
const SAME_BORDER: f32 = 4.0;
/// Share of a cell's side that a ruling must cover to be its border.
const COVERED: f32 = 0.6;

/// A rectangle of lattice positions that no border divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub row: usize,
    pub col: usize,
    pub rows: usize,
    pub cols: usize,
    /// A ruling runs along all four sides.
    pub closed: bool,
    /// No ruling runs along the top.
    pub open_above: bool,
    /// No ruling runs along the bottom.
    pub open_below: bool,
}

/// Cells as rulings draw them, before any text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    /// Column borders.
    pub xs: Vec<f32>,
    /// Row borders.
    pub ys: Vec<f32>,
    /// The cells.
    pub blocks: Vec<Block>,
    /// For each position (row-major) its block.
    pub owner: Vec<u32>,
    /// Whether a ruling closes the bottom.
    pub closed_below: bool,
}

impl Lattice {
    /// The area of all cells.
    pub fn rect(&self) -> Rect {
        Rect::new(self.xs[0], self.ys[0], self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1])
    }

    /// Number of columns.
    pub fn cols(&self) -> usize {
        self.xs.len() - 1
    }

    /// The block at a point, if it lies inside.
    pub fn block_at(&self, x: f32, y: f32) -> Option<usize> {
        let col = band(&self.xs, x)?;
        let row = band(&self.ys, y)?;
        Some(self.owner[row * self.cols() + col] as usize)
    }

    /// The area of a block.
    pub fn block_rect(&self, block: &Block) -> Rect {
        Rect::new(self.xs[block.col], self.ys[block.row], self.xs[block.col + block.cols], self.ys[block.row + block.rows])
    }
}

/// The interval of sorted borders that holds `v`.
pub(super) fn band(borders: &[f32], v: f32) -> Option<usize> {
    let index = borders.partition_point(|b| *b <= v);
    (index > 0 && index < borders.len()).then(|| index - 1)
}

/// Whether connected edges enclose more cells than a grid may have: what they are is not read as a table.
fn is_beyond_limit(horizontal: &[Edge], vertical: &[Edge]) -> bool {
    let between = |borders: Vec<f32>| borders.len().saturating_sub(1);
    // No border is made of nothing, so few edges need no second look.
    let most = (horizontal.len() + 2) * (vertical.len() + 2);
    most > MAX_GRID_CELLS && between(borders(vertical, horizontal)) * between(borders(horizontal, vertical)) > MAX_GRID_CELLS
}

/// Builds the lattice of connected edges; `None` when they enclose nothing that could hold a table.
pub(super) fn edges_to_lattice(horizontal: &[Edge], vertical: &[Edge]) -> Option<Lattice> {
    let xs = borders(vertical, horizontal);
    let ys = borders(horizontal, vertical);
    let (cols, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    // One cell is a frame around a page or a paragraph.
    if cols * rows < 2 || cols * rows > MAX_GRID_CELLS {
        return None;
    }
    let above = covered(horizontal, &ys, &xs);
    let left = covered(vertical, &xs, &ys);
    let blocks = blocks(rows, cols, &above, &left);
    if blocks.len() < 2 {
        return None;
    }
    let mut owner = vec![0u32; rows * cols];
    for (index, block) in blocks.iter().enumerate() {
        for row in block.row..block.row + block.rows {
            owner[row * cols + block.col..row * cols + block.col + block.cols].fill(index as u32);
        }
    }
    let closed_below = (0..cols).filter(|c| above[rows * cols + c]).count() * 2 > cols;
    Some(Lattice { xs, ys, blocks, owner, closed_below })
}

/// Distinct positions of `edges`, and the far ends of `crossing` edges where a table has no outer border.
fn borders(edges: &[Edge], crossing: &[Edge]) -> Vec<f32> {
    let mut positions: Vec<f32> = edges.iter().map(|e| e.at).collect();
    positions.sort_by(f32::total_cmp);
    let mut borders: Vec<f32> = Vec::new();
    let mut start = f32::MIN;
    for position in positions {
        if position - start > SAME_BORDER {
            borders.push(position);
            start = position;
        }
    }
    let first = crossing.iter().map(|e| e.from).fold(f32::MAX, f32::min);
    let last = crossing.iter().map(|e| e.to).fold(f32::MIN, f32::max);
    if borders.first().is_some_and(|b| first < b - 2.0 * MEET) {
        borders.insert(0, first);
    }
    if borders.last().is_some_and(|b| last > b + 2.0 * MEET) {
        borders.push(last);
    }
    borders
}

/// For each border line and each interval along it (row-major) whether a ruling covers the interval.
fn covered(edges: &[Edge], lines: &[f32], along: &[f32]) -> Vec<bool> {
    let parts = along.len() - 1;
    let mut covered = vec![false; lines.len() * parts];
    for edge in edges {
        // The border an edge was snapped to is the last one at or before it.
        let line = lines.partition_point(|l| *l <= edge.at).saturating_sub(1);
        let first = along.partition_point(|a| *a < edge.from - SAME_BORDER).saturating_sub(1);
        for part in first..parts {
            let (from, to) = (along[part], along[part + 1]);
            if from > edge.to {
                break;
            }
            if edge.to.min(to) - edge.from.max(from) >= COVERED * (to - from) {
                covered[line * parts + part] = true;
            }
        }
    }
    covered
}

/// Unites positions that no border divides, and cuts what is no rectangle into rectangles.
fn blocks(rows: usize, cols: usize, above: &[bool], left: &[bool]) -> Vec<Block> {
    let mut sets = Sets::new(rows * cols);
    for row in 0..rows {
        for col in 0..cols {
            if col > 0 && !left[col * rows + row] {
                sets.union(row * cols + col, row * cols + col - 1);
            }
            if row > 0 && !above[row * cols + col] {
                sets.union(row * cols + col, (row - 1) * cols + col);
            }
        }
    }
    let roots: Vec<usize> = (0..rows * cols).map(|i| sets.find(i)).collect();
    let mut taken = vec![false; rows * cols];
    let mut blocks = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if taken[row * cols + col] {
                continue;
            }
            let root = roots[row * cols + col];
            let same = |r: usize, c: usize, taken: &[bool]| roots[r * cols + c] == root && !taken[r * cols + c];
            let mut wide = 1;
            while col + wide < cols && same(row, col + wide, &taken) {
                wide += 1;
            }
            let mut high = 1;
            while row + high < rows && (col..col + wide).all(|c| same(row + high, c, &taken)) {
                high += 1;
            }
            for r in row..row + high {
                taken[r * cols + col..r * cols + col + wide].fill(true);
            }
            blocks.push(block(row..row + high, col..col + wide, rows, cols, above, left));
        }
    }
    blocks
}

/// A block of lattice positions, with what is ruled of its sides.
fn block(
    in_rows: std::ops::Range<usize>,
    in_cols: std::ops::Range<usize>,
    rows: usize,
    cols: usize,
    above: &[bool],
    left: &[bool],
) -> Block {
    let ruled = |line: usize| in_cols.clone().all(|c| above[line * cols + c]);
    let sides = in_rows.clone().all(|r| left[in_cols.start * rows + r] && left[in_cols.end * rows + r]);
    let (top, bottom) = (ruled(in_rows.start), ruled(in_rows.end));
    Block {
        row: in_rows.start,
        col: in_cols.start,
        rows: in_rows.len(),
        cols: in_cols.len(),
        closed: top && bottom && sides,
        open_above: !top,
        open_below: !bottom,
    }
}

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
    let loose: Vec<Edge> = groups.iter().filter(|(h, _)| h.is_empty()).flat_map(|(_, v)| v.iter().copied()).collect();
    groups.retain(|(h, v)| !h.is_empty() && !v.is_empty());
    groups.iter_mut().for_each(|(hs, vs)| take_in_strips(hs, vs, &loose));
    groups
}

/// Borders between the columns of a table beside which a strip without rulings across may stand, at least.
const FEWEST_BORDERS: usize = 3;
/// Ends of the rulings along a strip lie so near (points) to those of the table.
const SAME_END: f32 = 6.0;

/// Takes in the rulings that run beside a table over its whole height and meet none across: the strip between is a column of cells
/// merged over more rows than the page shows (北京).
fn take_in_strips(horizontal: &[Edge], vertical: &mut Vec<Edge>, loose: &[Edge]) {
    if horizontal.len() < 2 || vertical.len() < FEWEST_BORDERS || loose.is_empty() {
        return;
    }
    let beside = |edge: &Edge, outer: &Edge| (edge.from - outer.from).abs() < SAME_END && (edge.to - outer.to).abs() < SAME_END;
    let first = vertical.iter().copied().min_by(|a, b| a.at.total_cmp(&b.at));
    let last = vertical.iter().copied().max_by(|a, b| a.at.total_cmp(&b.at));
    let left = |edge: &&Edge| first.is_some_and(|first| edge.at < first.at && beside(edge, &first));
    let right = |edge: &&Edge| last.is_some_and(|last| edge.at > last.at && beside(edge, &last));
    vertical.extend(loose.iter().filter(|edge| left(edge) || right(edge)).copied().collect::<Vec<_>>());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(at: f32, from: f32, to: f32) -> Edge {
        Edge { at, from, to }
    }

    #[test]
    fn a_merged_header_spans_its_columns() {
        // Two columns under one header: the middle border starts below the first row.
        let hs = [edge(0.0, 0.0, 100.0), edge(20.0, 0.0, 100.0), edge(40.0, 0.0, 100.0)];
        let vs = [edge(0.0, 0.0, 40.0), edge(50.0, 20.0, 40.0), edge(100.0, 0.0, 40.0)];
        let lattice = edges_to_lattice(&hs, &vs).expect("a lattice");
        let spans: Vec<_> = lattice.blocks.iter().map(|b| (b.row, b.col, b.rows, b.cols, b.closed)).collect();
        assert_eq!(spans, [(0, 0, 1, 2, true), (1, 0, 1, 1, true), (1, 1, 1, 1, true)]);
    }

    #[test]
    fn missing_outer_borders_are_supplied() {
        let hs = [edge(0.0, 0.0, 100.0), edge(20.0, 0.0, 100.0)];
        let vs = [edge(50.0, 0.0, 20.0)];
        let lattice = edges_to_lattice(&hs, &vs).expect("a lattice");
        assert_eq!(lattice.xs, [0.0, 50.0, 100.0]);
        assert!(lattice.blocks.iter().all(|b| !b.closed));
    }

    #[test]
    fn a_strip_that_no_ruling_crosses_is_a_column() {
        let rules = |ys: &[f32]| ys.iter().map(|y| edge(*y, 50.0, 150.0)).collect::<Vec<_>>();
        let hs = rules(&[10.0, 30.0, 50.0, 70.0]);
        let table = [edge(50.0, 10.0, 70.0), edge(100.0, 10.0, 70.0), edge(150.0, 10.0, 70.0)];
        let beside = |loose: &[Edge]| {
            let vs: Vec<Edge> = table.iter().chain(loose).copied().collect();
            let (hs, vs) = components(&hs, &vs).remove(0);
            edges_to_lattice(&hs, &vs).expect("a lattice")
        };
        let lattice = beside(&[edge(0.0, 10.0, 70.0), edge(200.0, 10.0, 70.0)]);
        assert_eq!(lattice.xs, [0.0, 50.0, 100.0, 150.0, 200.0]);
        let strip = lattice.blocks.iter().find(|b| b.col == 0).expect("the strip");
        assert_eq!((strip.rows, strip.open_above, strip.open_below), (3, true, true));
        // A line of its own is none.
        assert_eq!(beside(&[edge(0.0, 10.0, 50.0)]).xs, [50.0, 100.0, 150.0]);
    }

    #[test]
    fn one_frame_is_no_lattice() {
        let hs = [edge(0.0, 0.0, 100.0), edge(20.0, 0.0, 100.0)];
        let vs = [edge(0.0, 0.0, 20.0), edge(100.0, 0.0, 20.0)];
        assert_eq!(edges_to_lattice(&hs, &vs), None);
    }
}
