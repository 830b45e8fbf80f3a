//! A block to a grid, if it is a table.

use super::block::{Block, Row, extent};
use super::body::{self, Band, band};
use super::columns::{self, Column};
use super::head_cell::HeadCell;
use super::header;
use super::header::Header;
use super::piece::{Kind, Piece};
use super::rules::Rules;
use super::words;
use crate::grammar::is_total_label;
use crate::layout::sheet::{Cell, Grid, GridKind};
use crate::layout::spans::Span;
use crate::layout::text::{group_by_baseline, line_of};
use crate::limits::MAX_GRID_CELLS;
use crate::page::Page;
use crate::place::Rect;

/// White between text and border (em).
const PAD: f32 = 0.4;
/// Rows with amounts that make a table by themselves.
const ENOUGH_ROWS: usize = 3;
/// Between the title and the header stand no more lines than number, department and unit.
const CAPTION_LINES: usize = 4;
/// Rows with totals, or with several amounts each, that do.
const FEW_ROWS: usize = 2;
/// Words that make an unmistakable header.
const ENOUGH_WORDS: usize = 3;

/// The grid of a block; `None` when the block is no table.
pub(super) fn grid(page: &Page, rows: &[Row], block: &Block, rules: &Rules) -> Option<Grid> {
    let (head, lines) = (&rows[block.header.clone()], &rows[block.body.clone()]);
    let all = &rows[block.header.start.min(block.body.start)..block.body.end];
    let (x0, x1) = extent(all);
    let (first, last) = (all.first()?, all.last()?);
    let near = 3.0 * first.size.max(last.size);
    let ruled = rules.extent(first.y - near, last.y + near, x0, x1);
    let closed = || {
        let above = rules.wide_between(first.y - near, first.y - 0.5 * first.size, x0, x1).next().is_some();
        above && rules.wide_between(last.y, last.y + near, x0, x1).next().is_some()
    };
    let mut dividers = rules.dividers(lines.first().map_or(first.y, |l| l.y), last.y);
    dividers.extend(columns::seams(lines));
    dividers.sort_by(f32::total_cmp);
    let between: Vec<f32> = rules.wide_between(first.y, last.y, x0, x1).collect();
    let mut columns = columns::of_body(lines, &dividers);
    let header = header::read(head, &mut columns, rules);
    if columns.len() < 2
        || columns.len() > columns::MOST_COLUMNS
        || !is_table(&body::printed(lines, &between), block.header_words.max(header.words()), &columns, || {
            closed() || has_title(rows, block.header.start)
        })
    {
        return None;
    }
    let xs = borders(&columns, &header, first.size, ruled, &dividers);
    let top = lines.first().map_or(last.y, |l| l.y - 0.8 * l.size);
    let wide = body_rules(rules, (head.last().map_or(top - near, |l| l.y), last.y), (x0, x1), last.size, lines.is_empty());
    let bands = body::rows(lines, &columns, &xs, &wide);
    let count = header.rows + bands.len();
    if count == 0 || count * columns.len() > MAX_GRID_CELLS {
        return None;
    }
    let table = Table { page, lines, columns: &columns, xs, header: &header, bands: &bands };
    Some(table.grid(first.y - 0.8 * first.size, last.y + 0.3 * last.size))
}

/// Heights of the rules in and around the body, down to the last one that follows without a gap.
fn body_rules(rules: &Rules, (y0, y1): (f32, f32), (x0, x1): (f32, f32), size: f32, empty: bool) -> Vec<f32> {
    let reach = if empty { 40.0 } else { 4.0 } * size;
    let mut wide: Vec<f32> = Vec::new();
    for at in rules.wide_between(y0, y1 + reach, x0, x1) {
        if at > y1 && wide.last().is_some_and(|last| at - last.max(y1) > 4.0 * size) {
            break;
        }
        wide.push(at);
    }
    // Below the last line only the rule that closes it counts, unless the table has blank rows.
    let closing = wide.partition_point(|at| *at < y1);
    if !empty {
        wide.truncate(closing + 1);
    }
    wide
}

/// Whether the title of a table stands directly above a header.
fn has_title(rows: &[Row], header: usize) -> bool {
    let above = &rows[header.saturating_sub(CAPTION_LINES)..header];
    above.iter().any(|row| matches!(row.pieces.as_slice(), [piece] if words::is_title(&piece.text)))
}

/// Whether a block is a table: amounts in columns below each other, or a header that is no accident.
fn is_table(rows: &[&[Row]], header_words: usize, columns: &[Column], framed: impl Fn() -> bool) -> bool {
    let data: Vec<&&[Row]> = rows.iter().filter(|row| row.iter().any(Row::has_amount)).collect();
    let sure_header = header_words >= ENOUGH_WORDS && columns.len() >= 3;
    if data.is_empty() {
        return sure_header && rows.len() <= 2 && framed();
    }
    let filled = data.iter().filter(|row| row.iter().map(|line| line.pieces.len()).sum::<usize>() >= 2).count();
    if sure_header && (filled >= 1) {
        return true;
    }
    let most = rows.iter().filter(|row| row.iter().any(Row::is_body)).count() * 2 >= rows.len() || header_words >= 2;
    // What is left of a table for its last page may be no more than its totals, or two rows of several amounts.
    let totals = data.iter().filter(|row| row.iter().flat_map(|line| &line.pieces).any(|p| is_total_label(&p.text))).count();
    let amounts = |row: &[Row]| row.iter().flat_map(|line| &line.pieces).filter(|p| p.kind == Kind::Amount).count();
    let all_wide = rows.iter().all(|row| amounts(row) > 1 && row.iter().any(|line| line.pieces[0].kind != Kind::Amount));
    let enough = if totals >= FEW_ROWS || all_wide { FEW_ROWS } else { ENOUGH_ROWS };
    filled >= enough && most && columns.iter().any(|c| c.amounts >= enough && c.amounts * 2 >= c.pieces && is_aligned(c, rows))
}

/// The amounts of a column end, begin or are centred at one place; the labels of a chart are not.
fn is_aligned(column: &Column, rows: &[&[Row]]) -> bool {
    let inside = |p: &&Piece| p.kind == Kind::Amount && p.x0 >= column.x0 - 0.1 && p.x1 <= column.x1 + 0.1;
    let pieces: Vec<&Piece> = rows.iter().copied().flatten().flat_map(|r| &r.pieces).filter(inside).collect();
    let agree = |at: fn(&Piece) -> f32| {
        let mut places: Vec<f32> = pieces.iter().map(|p| at(p)).collect();
        places.sort_by(f32::total_cmp);
        let Some(middle) = places.get(places.len() / 2).copied() else { return false };
        let size = pieces[0].size;
        places.iter().filter(|x| (*x - middle).abs() < 0.35 * size).count() * 5 >= places.len() * 4
    };
    agree(|p| p.x1) || agree(|p| p.x0) || agree(Piece::centre)
}

/// Column borders: drawn ones, else beside numbers that hang at their right, beside words that begin at their left, else in the middle.
fn borders(columns: &[Column], header: &Header<'_>, size: f32, ruled: Option<(f32, f32)>, dividers: &[f32]) -> Vec<f32> {
    let mut wide: Vec<(f32, f32)> = columns.iter().map(|c| (c.x0, c.x1)).collect();
    for cell in header.cells.iter().filter(|c| c.to == c.from + 1) {
        // A heading may reach over its neighbours' text, but not into it.
        let (left, right) = (cell.from.checked_sub(1), cell.from + 1);
        let least = left.map_or(f32::MIN, |l| columns[l].x1);
        let most = columns.get(right).map_or(f32::MAX, |c| c.x0);
        let own = &mut wide[cell.from];
        own.0 = own.0.min(cell.x0.max(least));
        own.1 = own.1.max(cell.x1.min(most));
    }
    let pad = PAD * size;
    let mut xs = Vec::with_capacity(columns.len() + 1);
    xs.push(ruled.map_or(f32::MAX, |r| r.0 - 1.0).min(wide[0].0 - pad));
    for (index, pair) in wide.windows(2).enumerate() {
        let (left, right) = (pair[0].1, pair[1].0);
        let half = (right - left) / 2.0;
        let (here, next) = (columns[index].centre(), columns[index + 1].centre());
        if let Some(divider) = dividers.iter().find(|d| (here..next).contains(*d)) {
            xs.push(*divider);
            continue;
        }
        let hangs = columns[index].pieces > 0 && columns[index].is_numeric() && columns[index].x1 >= left;
        let begins = columns[index + 1].words > 0 && !columns[index + 1].is_numeric() && columns[index + 1].x0 <= right;
        xs.push(match (hangs, begins) {
            (true, false) => left + half.min(pad),
            (false, true) => right - half.min(pad),
            _ => left + half,
        });
    }
    let end = wide[wide.len() - 1].1 + pad;
    xs.push(ruled.map_or(f32::MIN, |r| r.1 + 1.0).max(end));
    for index in 1..xs.len() {
        xs[index] = xs[index].max(xs[index - 1] + 0.1);
    }
    xs
}

/// Everything a grid is made of.
struct Table<'t> {
    page: &'t Page,
    lines: &'t [Row],
    columns: &'t [Column],
    xs: Vec<f32>,
    header: &'t Header<'t>,
    bands: &'t [Band],
}

impl Table<'_> {
    fn grid(self, top: f32, bottom: f32) -> Grid {
        let ys = self.heights(top, bottom);
        let cols = self.columns.len();
        let mut taken = vec![false; cols * (ys.len() - 1)];
        let mut cells = Vec::new();
        let mut add = |taken: &mut [bool], (row, col, rows, wide): (usize, usize, usize, usize), spans: Vec<Span>| {
            for r in row..row + rows {
                taken[r * cols + col..r * cols + col + wide].fill(true);
            }
            cells.push(self.cell(&ys, (row, col, rows, wide), &spans));
        };
        for head in &self.header.cells {
            let spans = head.pieces.iter().flat_map(|p| p.spans.iter().copied()).collect();
            add(&mut taken, (head.level, head.from, head.rows, head.to - head.from), spans);
        }
        for (index, band) in self.bands.iter().enumerate() {
            for (col, wide, spans) in self.body_cells(&self.lines[band.first..band.end]) {
                add(&mut taken, (self.header.rows + index, col, 1, wide), spans);
            }
        }
        // Blank cells are cells, too: they show where the borders are.
        for position in (0..taken.len()).filter(|p| !taken[*p]).collect::<Vec<_>>() {
            add(&mut taken, (position / cols, position % cols, 1, 1), Vec::new());
        }
        cells.sort_by_key(|c| (c.row, c.col));
        let rect = Rect::new(self.xs[0], ys[0], self.xs[cols], ys[ys.len() - 1]);
        Grid { kind: GridKind::Aligned, page: self.page.number, rect, xs: self.xs, ys, cells, open_below: false, open_columns: 0 }
    }

    /// Row borders: the rules where there are some, else halfway between the rows.
    fn heights(&self, top: f32, bottom: f32) -> Vec<f32> {
        let mut ends: Vec<(f32, f32)> = Vec::new();
        for level in 0..self.header.rows {
            let own = || self.header.cells.iter().filter(|c| c.level == level);
            ends.push((own().map(|c| c.top).fold(f32::MAX, f32::min), own().map(|c| c.bottom).fold(f32::MIN, f32::max)));
        }
        for band in self.bands {
            let lines = &self.lines[band.first..band.end];
            let above = lines.iter().map(|l| l.y - 0.8 * l.size).fold(f32::MAX, f32::min);
            let below = lines.iter().map(|l| l.y + 0.15 * l.size).fold(f32::MIN, f32::max);
            ends.push((band.above.unwrap_or(above), band.below.unwrap_or(below)));
        }
        let mut ys = vec![top.min(ends.first().map_or(top, |e| e.0))];
        for pair in ends.windows(2) {
            let middle = (pair[0].1 + pair[1].0) / 2.0;
            let last = ys[ys.len() - 1];
            ys.push(middle.max(last + 0.1));
        }
        let last = ys[ys.len() - 1];
        ys.push(ends.last().map_or(bottom, |e| e.1.max(bottom)).max(last + 0.1));
        ys
    }

    fn cell(&self, ys: &[f32], (row, col, rows, cols): (usize, usize, usize, usize), spans: &[Span]) -> Cell {
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Cell {
            open_above: false,
            open_below: false,
            row: small(row),
            col: small(col),
            rows: small(rows),
            cols: small(cols),
            rect: Rect::new(self.xs[col], ys[row], self.xs[col + cols], ys[row + rows]),
            lines: group_by_baseline(spans).iter().map(|line| line_of(self.page, line)).collect(),
        }
    }

    /// The cells of one row that hold text: first column, number of columns, spans.
    fn body_cells(&self, lines: &[Row]) -> Vec<(usize, usize, Vec<Span>)> {
        let mut texts: Vec<Vec<Span>> = vec![Vec::new(); self.columns.len()];
        let mut wide = vec![1usize; self.columns.len()];
        for line in lines {
            for piece in &line.pieces {
                let (col, cols) = self.place(piece, line);
                wide[col] = wide[col].max(cols);
                texts[col].extend(piece.spans.iter().copied());
            }
        }
        let filled: Vec<usize> = (0..texts.len()).filter(|c| !texts[*c].is_empty()).collect();
        let mut cells = Vec::with_capacity(filled.len());
        for (index, col) in filled.iter().copied().enumerate() {
            let next = filled.get(index + 1).copied().unwrap_or(self.columns.len());
            cells.push((col, wide[col].min(next - col), std::mem::take(&mut texts[col])));
        }
        cells
    }

    /// The column of a column number: it is centred as its heading is.
    fn under_heading(&self, piece: &Piece) -> usize {
        let away = |c: &&HeadCell<'_>| (c.centre() - piece.centre()).abs();
        let single = self.header.cells.iter().filter(|c| c.to == c.from + 1);
        let nearest = single.min_by(|a, b| away(a).total_cmp(&away(b))).filter(|c| away(c) < 2.0 * piece.size);
        nearest.map_or_else(|| band(&self.xs, piece.hook()), |c| c.from)
    }

    /// Where a piece of the body stands: first column and number of columns.
    fn place(&self, piece: &Piece, line: &Row) -> (usize, usize) {
        if piece.kind == Kind::Integer && line.is_ordinals() && !line.has_amount() {
            return (self.under_heading(piece), 1);
        }
        let own = band(&self.xs, piece.hook());
        if piece.kind != Kind::Text || !is_total_label(&piece.text) || line.pieces.first() != Some(piece) {
            return (own, 1);
        }
        // A total centred over several columns of labels at the left, which are all empty beside it.
        let labels = self.columns.iter().take_while(|c| !c.is_numeric() || c.amounts == 0 && c.pieces > 0).count();
        let middle = |to: usize| (self.xs[0] + self.xs[to]) / 2.0;
        let away = |x: f32| (piece.centre() - x).abs();
        let single = (self.xs[own] + self.xs[own + 1]) / 2.0;
        let at_left = piece.x0 - self.columns[own].x0 < 0.6 * piece.size;
        let merged = labels > 1 && own < labels && away(middle(labels)) < away(single) && !(at_left && own > 0);
        if merged { (0, labels) } else { (own, 1) }
    }
}
