//! Text into cells.
//!
//! A span goes to the cell that holds its middle. Where it crosses a border it is cut only at a place where one text ended and
//! another began; a number that is wider than its column stays whole.

use super::lattice::{Block, Lattice};
use super::line::{Line, WIDE_GAP};
use super::sheet::{Cell, Grid, GridKind};
use super::spans::Span;
use super::text::{group_by_baseline, line_of};
use crate::diagnostic::Diagnostic;
use crate::grammar::is_amount_like;
use crate::page::{Page, Turn};
use crate::place::Place;
use smallvec::SmallVec;

/// Text may stick out of its cell by this much (points) without crossing the border.
const OVERHANG: f32 = 1.0;
/// At a border, a gap wider than this (em) between two drawing operations separates two texts.
const SEPARATE_STEP: f32 = 0.02;
/// At a border, a gap wider than this (em) inside one drawing operation separates two texts.
const SEPARATE_GAP: f32 = 0.25;
/// How far (em) from a border the place is looked for where one text ends and the next begins.
const NEAR_BORDER: f32 = 1.5;
/// Leading of wrapped lines, in em, at most.
const WRAP_LEADING: f32 = 1.7;

/// A line that the page edge cut stands at most this far (points) outside of the grid.
const CUT_LINE: f32 = 14.0;

/// A gap at a border this many times as wide as any other place where a number could end leaves no doubt.
const CLEARLY_WIDER: f32 = 2.0;

/// A span in a cell.
#[derive(Clone, Copy)]
struct Put {
    block: usize,
    span: Span,
    /// It was cut from its neighbour where it could have been cut elsewhere.
    in_doubt: bool,
}

/// Fills all lattices and returns the grids with text, and the spans that stand in none.
pub(super) fn spans_to_cells(
    page: &Page,
    lattices: Vec<Lattice>,
    spans: &[Span],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Grid>, Vec<Span>) {
    let mut filled: Vec<Vec<Put>> = vec![Vec::new(); lattices.len()];
    let mut rest = Vec::new();
    for span in spans {
        let (x, y) = ((span.x0 + span.x1) / 2.0, span.middle());
        // Lattices come smallest first, so the innermost one takes the text.
        let inside = lattices.iter().position(|l| l.rect().grow(OVERHANG).contains(x, y));
        match inside.or_else(|| lattices.iter().position(|l| is_cut_by_page(page, l, span))) {
            Some(index) => put(page, &lattices[index], *span, &mut filled[index]),
            None => rest.push(*span),
        }
    }
    let mut grids = Vec::new();
    for (lattice, mut puts) in lattices.into_iter().zip(filled) {
        gather_wrapped(&lattice, &mut puts);
        let divided = !holds_rows(page, &lattice, &puts) && !holds_columns(page, &lattice, &puts);
        if divided && !is_chart(page, &lattice, &puts) && is_table(&lattice, &puts) {
            grids.push(grid(page, &lattice, &puts));
            for put in puts.iter().filter(|p| p.in_doubt) {
                let message = "two numbers meet at a ruling and could part at another digit too";
                let rect = lattice.block_rect(&lattice.blocks[put.block]);
                diagnostics.push(Diagnostic::warning("layout.two_readings", message).at(Place::on(page.number, rect)));
            }
        } else {
            rest.extend(puts.iter().map(|p| p.span));
        }
    }
    (grids, rest)
}

/// Whether the span is a line of a cell that the page edge cut: right above or below a block that no ruling closes there.
fn is_cut_by_page(page: &Page, lattice: &Lattice, span: &Span) -> bool {
    let (r, y) = (lattice.rect(), span.middle());
    let above = y < r.y0 && y > r.y0 - CUT_LINE;
    let below = y > r.y1 && y < r.y1 + CUT_LINE;
    if !above && !below || matches!(page.glyphs[span.first as usize].ch, '注' | '备' | '说') {
        return false;
    }
    let Some(index) = block_near(lattice, (span.x0 + span.x1) / 2.0, y) else { return false };
    let block = &lattice.blocks[index];
    let rect = lattice.block_rect(block);
    (if above { block.open_above } else { block.open_below }) && span.x0 > rect.x0 && span.x1 < rect.x1
}

/// Number of texts in each block.
fn texts_by_block(lattice: &Lattice, puts: &[Put]) -> Vec<usize> {
    let mut texts = vec![0; lattice.blocks.len()];
    puts.iter().for_each(|p| texts[p.block] += 1);
    texts
}

/// Boxes with text in at most one cell are frames and flow charts, not tables, unless they look like an empty form.
fn is_table(lattice: &Lattice, puts: &[Put]) -> bool {
    let filled = texts_by_block(lattice, puts).into_iter().filter(|n| *n > 0).count();
    // A single column may be the last column of a table that was too wide for its sheet; the outline decides.
    filled >= 2 || lattice.blocks.len() >= 4 && (lattice.cols() >= 3 || lattice.cols() == 1)
}

/// A bar chart: numbers along an axis in one box, numbers over bars, and no word inside (西安: rules across the plot).
fn is_chart(page: &Page, lattice: &Lattice, puts: &[Put]) -> bool {
    texts_by_block(lattice, puts).iter().any(|n| *n >= STACKED)
        && !puts.iter().any(|p| page.glyphs[p.span.first as usize..p.span.end as usize].iter().any(|g| g.ch.is_alphabetic()))
}

/// Amounts below each other in one cell that make it several rows.
const STACKED: usize = 4;

/// Whether rulings divide the columns but not the rows: a cell holds amounts below each other, and a cell beside it as many lines
/// at their heights. Alignment finds the rows of such a table.
fn holds_rows(page: &Page, lattice: &Lattice, puts: &[Put]) -> bool {
    let texts = texts_by_block(lattice, puts);
    if texts.iter().filter(|n| **n >= STACKED).take(2).count() < 2 {
        return false;
    }
    let mut amounts: Vec<Vec<f32>> = vec![Vec::new(); lattice.blocks.len()];
    let mut lines: Vec<Vec<f32>> = vec![Vec::new(); lattice.blocks.len()];
    for put in puts.iter().filter(|p| texts[p.block] >= STACKED) {
        let add = |heights: &mut Vec<f32>| {
            if heights.last().is_none_or(|y| (put.span.y - y).abs() >= 0.5 * put.span.size) {
                heights.push(put.span.y);
            }
        };
        add(&mut lines[put.block]);
        if is_amount(page, &put.span) {
            add(&mut amounts[put.block]);
        }
    }
    let beside = |a: usize, b: usize| a != b && lattice.blocks[a].row == lattice.blocks[b].row;
    let level = |a: &[f32], b: &[f32]| a.iter().all(|y| b.iter().any(|other| (y - other).abs() < 1.0));
    let mut stacked = (0..amounts.len()).filter(|b| amounts[*b].len() >= STACKED);
    stacked.any(|a| (0..lines.len()).any(|b| beside(a, b) && (amounts[b].len() >= STACKED || level(&amounts[a], &lines[b]))))
}

/// Rows of words with an amount far to the right, in one cell each, that make the cells several columns.
const SPREAD: usize = 3;

/// A cell of more texts than these is no row.
const MOST_IN_ROW: usize = 40;

/// Whether rulings divide the rows but not the columns: most amounts stand in one cell with words far to their left.
fn holds_columns(page: &Page, lattice: &Lattice, puts: &[Put]) -> bool {
    let mut by_block: Vec<Vec<Span>> = vec![Vec::new(); lattice.blocks.len()];
    puts.iter().for_each(|p| by_block[p.block].push(p.span));
    let mut spread = 0;
    let mut alone = 0;
    for texts in by_block.iter().filter(|texts| texts.len() <= MOST_IN_ROW) {
        for amount in texts.iter().filter(|span| is_amount(page, span)) {
            let before = |t: &&Span| (t.y - amount.y).abs() < 0.3 * amount.size && t.x1 <= amount.x0;
            match texts.iter().filter(before).map(|t| t.x1).reduce(f32::max) {
                Some(end) if amount.x0 - end > WIDE_GAP * amount.size => spread += 1,
                _ => alone += 1,
            }
        }
    }
    spread >= SPREAD && spread > alone
}

fn is_amount(page: &Page, span: &Span) -> bool {
    let text: String = page.glyphs[span.first as usize..span.end as usize].iter().map(|g| g.ch).collect();
    is_amount_like(&text)
}

/// Puts one span, cut at borders where it must be.
fn put(page: &Page, lattice: &Lattice, span: Span, puts: &mut Vec<Put>) {
    let Some(home) = block_near(lattice, (span.x0 + span.x1) / 2.0, span.middle()) else { return };
    if span.turn != Turn::Upright {
        return puts.push(Put { block: home, span, in_doubt: false });
    }
    let rect = lattice.block_rect(&lattice.blocks[home]);
    let crosses_left = span.x0 < rect.x0 - OVERHANG;
    let crosses_right = span.x1 > rect.x1 + OVERHANG;
    if !crosses_left && !crosses_right {
        return puts.push(Put { block: home, span, in_doubt: false });
    }
    for border in [crosses_left.then_some(rect.x0), crosses_right.then_some(rect.x1)].into_iter().flatten() {
        if let Some((at, in_doubt)) = separation(page, &span, border) {
            let first = puts.len();
            put(page, lattice, Span::of(page, span.first as usize, at), puts);
            put(page, lattice, Span::of(page, at, span.end as usize), puts);
            puts.iter_mut().skip(first).for_each(|p| p.in_doubt |= in_doubt);
            return;
        }
    }
    let block = overflow_home(page, lattice, &span, home);
    puts.push(Put { block, span, in_doubt: false });
}

/// The block at a point, or at the nearest point inside the lattice.
fn block_near(lattice: &Lattice, x: f32, y: f32) -> Option<usize> {
    let r = lattice.rect();
    lattice.block_at(x.clamp(r.x0 + 0.01, r.x1 - 0.01), y.clamp(r.y0 + 0.01, r.y1 - 0.01))
}

/// Index of the glyph that begins another text near `border`, if there is one, and whether it could be another as well.
///
/// A number is one token: where digits meet, only places that leave a whole number on both sides count, and of them the widest gap.
fn separation(page: &Page, span: &Span, border: f32) -> Option<(usize, bool)> {
    let mut places: SmallVec<[(f32, f32, usize); 4]> = SmallVec::new();
    for index in span.first as usize + 1..span.end as usize {
        let (last, next) = (&page.glyphs[index - 1], &page.glyphs[index]);
        let size = next.size.max(last.size);
        let gap = next.x - last.end();
        let separate = if next.run == last.run {
            gap.abs() > SEPARATE_GAP * size || next.after_space
        } else {
            gap.abs() > SEPARATE_STEP * size
        };
        let distance = ((next.x + last.end()) / 2.0 - border).abs();
        if separate && distance < NEAR_BORDER * size {
            places.push((distance, gap, index));
        }
    }
    let nearest = *places.iter().reduce(|a, b| if b.0 < a.0 { b } else { a })?;
    let digit = |i: usize| page.glyphs[i].ch.is_ascii_digit();
    if places.len() < 2 || !digit(nearest.2) || !digit(nearest.2 - 1) {
        return Some((nearest.2, false));
    }
    let number = |from: usize, to: usize| is_amount_like(&page.glyphs[from..to].iter().map(|g| g.ch).collect::<String>());
    places.retain(|(_, _, at)| number(span.first as usize, *at) && number(*at, span.end as usize));
    let Some(widest) = places.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a }) else {
        return Some((nearest.2, true));
    };
    let clear = places.iter().all(|p| p.2 == widest.2 || p.1 * CLEARLY_WIDER < widest.1);
    Some(if clear { (widest.2, false) } else { (nearest.2, true) })
}

/// Where a text belongs that is wider than its cell: words start in their cell and run over to the right; numbers and centred
/// words keep their middle in it.
fn overflow_home(page: &Page, lattice: &Lattice, span: &Span, home: usize) -> usize {
    let glyphs = &page.glyphs[span.first as usize..span.end as usize];
    if glyphs.iter().all(|g| g.ch.is_ascii_digit() || matches!(g.ch, ',' | '.' | '-')) {
        return home;
    }
    let Some(start) = block_near(lattice, span.x0 + 0.3 * span.size, span.middle()) else { return home };
    let rect = lattice.block_rect(&lattice.blocks[start]);
    let hugs_left = span.x0 - rect.x0 < span.size && span.x0 >= rect.x0 - OVERHANG;
    if hugs_left { start } else { home }
}

/// Wrapped text that is higher than its row runs over the rows above and below. Lines drawn one after the other in one column,
/// each right below the last, are one text when a border runs through one of them; it belongs where its middle is.
fn gather_wrapped(lattice: &Lattice, puts: &mut [Put]) {
    let mut first = 0;
    for index in 1..=puts.len() {
        let goes_on = index < puts.len() && is_next_line(lattice, &puts[index - 1], &puts[index]);
        if goes_on {
            continue;
        }
        let text = &mut puts[first..index];
        if text.len() > 1 && text.iter().any(|p| p.block != text[0].block) && text.iter().any(|p| border_through(lattice, p)) {
            let middle = (text[0].span.middle() + text[text.len() - 1].span.middle()) / 2.0;
            let x = (text[0].span.x0 + text[0].span.x1) / 2.0;
            if let Some(block) = block_near(lattice, x, middle) {
                text.iter_mut().for_each(|p| p.block = block);
            }
        }
        first = index;
    }
}

fn is_next_line(lattice: &Lattice, above: &Put, below: &Put) -> bool {
    let column = |p: &Put| (lattice.blocks[p.block].col, lattice.blocks[p.block].cols);
    let step = below.span.y - above.span.y;
    column(above) == column(below)
        && step > 0.5 * above.span.size
        && step < WRAP_LEADING * above.span.size
        && (below.span.size - above.span.size).abs() < 0.1 * above.span.size
}

/// Whether a border of the cell cuts visibly through the glyphs.
fn border_through(lattice: &Lattice, put: &Put) -> bool {
    let rect = lattice.block_rect(&lattice.blocks[put.block]);
    let (top, bottom) = (put.span.y - 0.70 * put.span.size, put.span.y);
    top < rect.y0 - 0.5 || bottom > rect.y1 + 0.5
}

fn grid(page: &Page, lattice: &Lattice, puts: &[Put]) -> Grid {
    let mut spans: Vec<Vec<Span>> = vec![Vec::new(); lattice.blocks.len()];
    for put in puts {
        spans[put.block].push(put.span);
    }
    let cells = lattice
        .blocks
        .iter()
        .zip(spans)
        // What no ruling closes and no text fills is outside of the table.
        .filter(|(block, spans)| block.closed || !spans.is_empty())
        .map(|(block, spans)| cell(page, lattice, block, &spans))
        .collect();
    Grid {
        kind: GridKind::Ruled,
        page: page.number,
        rect: lattice.rect(),
        xs: lattice.xs.clone(),
        ys: lattice.ys.clone(),
        cells,
        open_below: !lattice.closed_below,
        open_columns: 0,
    }
}

/// The lines of one cell.
pub(super) fn cell_text(page: &Page, spans: &[Span]) -> Vec<Line> {
    match spans {
        [] => Vec::new(),
        [one] => vec![line_of(page, &[*one])],
        many => group_by_baseline(many).iter().map(|line| line_of(page, line)).collect(),
    }
}

fn cell(page: &Page, lattice: &Lattice, block: &Block, spans: &[Span]) -> Cell {
    let lines = cell_text(page, spans);
    let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Cell {
        row: small(block.row),
        col: small(block.col),
        rows: small(block.rows),
        cols: small(block.cols),
        rect: lattice.block_rect(block),
        lines,
        open_above: block.open_above,
        open_below: block.open_below,
    }
}
