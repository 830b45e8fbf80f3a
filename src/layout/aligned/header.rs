//! Header cells from header lines: wrapped lines joined, every leaf over its column, every group over its columns.

use super::block::Row;
use super::columns::Column;
use super::head_cell::HeadCell;
use super::leaves;
use super::piece::Piece;
use super::rules::Rules;
use super::words;

/// Lines of one header cell are nearer to each other than this (em).
const WRAP_LEADING: f32 = 1.45;

/// A header over its columns.
#[derive(Debug, Default)]
pub(super) struct Header<'r> {
    /// Its cells.
    pub cells: Vec<HeadCell<'r>>,
    /// Number of rows.
    pub rows: usize,
}

impl Header<'_> {
    /// How many of its cells hold words of headers, their lines put together.
    pub fn words(&self) -> usize {
        let text = |cell: &HeadCell<'_>| cell.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        self.cells.iter().filter(|cell| words::is_header_word(&text(cell))).count()
    }
}

/// Reads the header lines. Columns that hold nothing are added to `columns`.
pub(super) fn read<'r>(rows: &'r [Row], columns: &mut Vec<Column>, rules: &Rules) -> Header<'r> {
    let mut cells = stack(rows, rules);
    if cells.is_empty() {
        return Header::default();
    }
    let mut leaf = find_leaves(&cells, columns, rules);
    let body = columns.clone();
    leaves::over_columns(&mut cells, &leaf, columns);
    let mistaken = false_leaves(&cells, &leaf, columns);
    if !mistaken.is_empty() {
        mistaken.into_iter().for_each(|index| leaf[index] = false);
        cells.iter_mut().for_each(|c| (c.from, c.to) = (0, 0));
        *columns = body;
        leaves::over_columns(&mut cells, &leaf, columns);
    }
    groups_over_columns(&mut cells, &leaf, columns, rules);
    let depth = levels(&mut cells, columns.len());
    Header { cells, rows: depth }
}

/// Joins the lines of wrapped cells.
fn stack<'r>(rows: &'r [Row], rules: &Rules) -> Vec<HeadCell<'r>> {
    let mut cells: Vec<HeadCell<'r>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        for piece in &row.pieces {
            let siblings = |above: &Piece| row.pieces.iter().filter(|p| p.x0 < above.x1 && above.x0 < p.x1).count();
            let wraps = |cell: &&mut HeadCell<'r>| {
                let Some(last) = cell.pieces.last() else { return false };
                is_next_line(last, piece)
                    && siblings(last) == 1
                    && rules.first_across(piece.centre(), last.y, piece.top() + 0.3 * piece.size).is_none()
            };
            let divides = words::is_division(&piece.text) && divides_group(rows, index, piece);
            // One line under two cells is their common child or a mistake, never the second line of one of them.
            let parents = rows[..index].iter().rev().take(2).flat_map(|r| &r.pieces);
            let parents = parents.filter(|a| is_next_line(a, piece)).count();
            match cells.iter_mut().rev().find(wraps).filter(|_| parents == 1 && !divides) {
                Some(cell) => {
                    cell.x0 = cell.x0.min(piece.x0);
                    cell.x1 = cell.x1.max(piece.x1);
                    cell.bottom = piece.y;
                    cell.pieces.push(piece);
                }
                None => cells.push(HeadCell::of(piece)),
            }
        }
    }
    cells
}

/// Whether a known heading stands in a line of headings without anything above most of them: that line divides a group.
fn divides_group(rows: &[Row], index: usize, piece: &Piece) -> bool {
    let above = || rows[..index].iter().rev().take(2).flat_map(|r| &r.pieces);
    let others = rows[index].pieces.iter().filter(|p| *p != piece);
    others.filter(|p| words::is_header_word(&p.text) && !above().any(|a| is_next_line(a, p))).count() >= 2
}

fn is_next_line(above: &Piece, below: &Piece) -> bool {
    let step = below.y - above.y;
    let shared = above.x1.min(below.x1) - above.x0.max(below.x0);
    step > 0.5 * above.size
        && step < WRAP_LEADING * above.size
        && (above.size - below.size).abs() < 0.15 * above.size
        && shared > 0.5 * (above.x1 - above.x0).min(below.x1 - below.x0)
}

/// Which cells stand directly over the body: nothing of the header is below them, and they are not higher than the middle. Where
/// that leaves columns without headings, the texts are not centred in their cells, and height says nothing.
fn find_leaves(cells: &[HeadCell<'_>], columns: &[Column], rules: &Rules) -> Vec<bool> {
    let top = cells.iter().map(|c| c.top).fold(f32::MAX, f32::min);
    let bottom = cells.iter().map(|c| c.bottom).fold(f32::MIN, f32::max);
    let below = |cell: &HeadCell<'_>, other: &HeadCell<'_>| other.top > cell.bottom - 0.2 * cell.size();
    let lowest = |cell: &HeadCell<'_>| !cells.iter().any(|o| below(cell, o) && o.overlaps(cell));
    if is_ruled_inside(cells, bottom, rules) {
        let closed = |c: &HeadCell<'_>| rules.first_across(c.centre(), c.bottom, bottom - 0.5 * c.size()).is_none();
        return cells.iter().map(|c| lowest(c) && closed(c)).collect();
    }
    let low = |c: &HeadCell<'_>| c.height() > (top + bottom) / 2.0 - 0.25 * c.size() || !cells.iter().any(|o| below(c, o));
    let centred: Vec<bool> = cells.iter().map(|c| lowest(c) && low(c)).collect();
    let over = |cell: &HeadCell<'_>, column: &Column| cell.x0 < column.x1 && column.x0 < cell.x1;
    let bare = |column: &Column| !cells.iter().zip(&centred).any(|(c, leaf)| *leaf && over(c, column));
    let at_top = cells.iter().filter(|c| c.top - top < 0.3 * c.size() && lowest(c));
    let orphans = at_top.filter(|c| columns.iter().any(|column| over(c, column) && bare(column))).count();
    if orphans < 2 { centred } else { cells.iter().map(lowest).collect() }
}

/// Leaves over nothing, or over what belongs to an empty leaf beside them, that stand higher than the leaves on both sides and exactly
/// in the middle over these: groups of a header of three rows, whose middle row is as high as a cell over all rows.
fn false_leaves(cells: &[HeadCell<'_>], leaf: &[bool], columns: &[Column]) -> Vec<usize> {
    let borders = leaves::drawn_borders(cells, columns);
    let owner = |column: usize| cells.iter().zip(leaf).find(|(c, l)| **l && c.from <= column && column < c.to).map(|(c, _)| c);
    let is_false = |index: &usize| {
        let cell = &cells[*index];
        if !leaf[*index] || cell.from == 0 || cell.to >= columns.len() {
            return false;
        }
        let (Some(left), Some(right)) = (owner(cell.from - 1), owner(cell.to)) else { return false };
        let lower = |o: &HeadCell<'_>| o.top > cell.bottom - 0.2 * cell.size();
        let taken = columns[cell.from].pieces > 0;
        let beside = || [cell.from - 1, cell.to].iter().any(|column| columns[*column].pieces == 0);
        let middle =
            if taken { (left.centre() + right.centre()) / 2.0 } else { (borders[cell.from - 1] + borders[cell.to + 1]) / 2.0 };
        lower(left) && lower(right) && (!taken || beside()) && (middle - cell.centre()).abs() < 0.5 * cell.size()
    };
    (0..cells.len()).filter(is_false).collect()
}

/// Gives every group its columns, the lowest groups first.
fn groups_over_columns(cells: &mut [HeadCell<'_>], leaf: &[bool], columns: &[Column], rules: &Rules) {
    // For every column the height up to which it is taken so far.
    let mut roofs = vec![f32::MAX; columns.len()];
    let roof = roof_finder(cells, leaf, rules);
    for cell in cells.iter().filter(|c| c.to > c.from) {
        roofs[cell.from..cell.to].fill(roof(cell));
    }
    let mut groups: Vec<usize> = (0..cells.len()).filter(|i| !leaf[*i]).collect();
    groups.sort_by(|a, b| cells[*b].bottom.total_cmp(&cells[*a].bottom));
    let borders = leaves::drawn_borders(cells, columns);
    while let Some(lowest) = groups.first().copied() {
        let base = &cells[lowest];
        // Cells of one row end at one line, or are centred on it where they have more lines than others.
        let beside = |cell: &HeadCell<'_>| {
            let near = |a: f32, b: f32| (a - b).abs() < 0.6 * base.size();
            near(cell.bottom, base.bottom) || near(cell.height(), base.height())
        };
        let (mut level, above): (Vec<usize>, Vec<usize>) = groups.into_iter().partition(|i| beside(&cells[*i]));
        level.sort_by(|a, b| cells[*a].x0.total_cmp(&cells[*b].x0));
        one_level(cells, &level, (columns, &borders), &mut roofs, rules);
        groups = above;
    }
}

/// Divides the free columns among the groups of one level.
fn one_level(
    cells: &mut [HeadCell<'_>],
    level: &[usize],
    (columns, borders): (&[Column], &[f32]),
    roofs: &mut [f32],
    rules: &Rules,
) {
    let line = cells[level[0]].height();
    let mut free: Vec<bool> = roofs.iter().map(|roof| *roof > line).collect();
    let mut open = Vec::new();
    for &index in level {
        let alone = |from: f32, to: f32| level.iter().filter(|i| (from..to).contains(&cells[**i].centre())).count() == 1;
        match underlined(&cells[index], columns, rules, alone) {
            Some((from, to)) if free[from..to].iter().all(|f| *f) => {
                free[from..to].fill(false);
                (cells[index].from, cells[index].to) = (from, to);
            }
            _ => open.push(index),
        }
    }
    let mut from = 0;
    while from < free.len() {
        if !free[from] {
            from += 1;
            continue;
        }
        let to = (from..free.len()).find(|c| !free[*c]).unwrap_or(free.len());
        let left = if from == 0 { f32::MIN } else { columns[from - 1].centre() };
        let right = if to == columns.len() { f32::MAX } else { columns[to].centre() };
        let here: Vec<usize> = open.iter().copied().filter(|i| (left..right).contains(&cells[*i].centre())).collect();
        leaves::share(cells, &here, borders, from..to);
        from = to;
    }
    for &index in level {
        let cell = &mut cells[index];
        if cell.to <= cell.from {
            // Nothing is left for it: it keeps its text over the nearest column.
            let centre = cell.centre();
            let distance = |c: &usize| (columns[*c].centre() - centre).abs();
            cell.from = (0..columns.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0);
            cell.to = (cell.from + 1).min(columns.len());
        }
        roofs[cell.from..cell.to].fill(cell.top);
    }
}

/// How high the cell of a leaf reaches: to the rule above it, or as far above its text as the bottom of the header is below it.
fn roof_finder<'h>(cells: &[HeadCell<'_>], leaf: &[bool], rules: &'h Rules) -> impl Fn(&HeadCell<'_>) -> f32 + use<'h> {
    let top = cells.iter().map(|c| c.top).fold(f32::MAX, f32::min);
    let bottom = cells.iter().map(|c| c.bottom).fold(f32::MIN, f32::max);
    let ruled = is_ruled_inside(cells, bottom, rules);
    let leaves = || cells.iter().zip(leaf).filter(|(_, l)| **l).map(|(c, _)| c);
    let agree = |at: fn(&HeadCell<'_>) -> f32| {
        let mut places: Vec<f32> = leaves().map(at).collect();
        places.sort_by(f32::total_cmp);
        let middle = places.get(places.len() / 2).copied().unwrap_or(0.0);
        places.iter().filter(|p| (*p - middle).abs() < 2.0).count()
    };
    let top_aligned = agree(|c| c.top) > agree(|c| c.height());
    move |cell| {
        if ruled {
            rules.last_across(cell.centre(), top, cell.top + 0.2 * cell.size()).map_or(f32::MIN, |e| e.at)
        } else if top_aligned {
            cell.top
        } else {
            2.0 * cell.height() - bottom
        }
    }
}

/// Whether rules divide the header into rows.
fn is_ruled_inside(cells: &[HeadCell<'_>], bottom: f32, rules: &Rules) -> bool {
    cells.iter().any(|c| rules.first_across(c.centre(), c.bottom, bottom - 0.7 * c.size()).is_some())
}

/// The columns over a rule that underlines one group only.
fn underlined(
    cell: &HeadCell<'_>,
    columns: &[Column],
    rules: &Rules,
    alone: impl Fn(f32, f32) -> bool,
) -> Option<(usize, usize)> {
    let rule = rules.first_across(cell.centre(), cell.bottom, cell.bottom + 1.6 * cell.size())?;
    let from = columns.iter().position(|c| c.centre() > rule.from)?;
    let to = columns.iter().rposition(|c| c.centre() < rule.to)? + 1;
    let partial = to > from && to - from < columns.len();
    (partial && alone(rule.from, rule.to)).then_some((from, to))
}

/// Puts every cell into a header row: below all cells above it, and down to the next one below it. Returns the number of rows.
fn levels(cells: &mut [HeadCell<'_>], columns: usize) -> usize {
    cells.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.x0.total_cmp(&b.x0)));
    let mut next = vec![0usize; columns];
    for cell in cells.iter_mut() {
        cell.level = next[cell.from..cell.to].iter().copied().max().unwrap_or(0);
        next[cell.from..cell.to].fill(cell.level + 1);
    }
    let depth = next.iter().copied().max().unwrap_or(0);
    let mut below = vec![depth; columns];
    for cell in cells.iter_mut().rev() {
        let end = below[cell.from..cell.to].iter().copied().min().unwrap_or(depth);
        cell.rows = end.saturating_sub(cell.level).max(1);
        below[cell.from..cell.to].fill(cell.level);
    }
    depth
}
