//! Visual lines to rows: wrapped names join their row, rules divide rows where they are there.

use super::block::{Row, WRAP_LEADING, pitch};
use super::columns::Column;
use super::piece::{Kind, Piece};
use super::words;
use crate::grammar::{goes_on, is_total_label};

/// So much nearer (share of the other distance) a line is told to be.
const NEARER: f32 = 0.95;
/// A number that is broken in two has no more digits than this behind the break.
const TAIL: usize = 6;
/// A wrapped line ends nearer to the end of its column than this (em).
const FULL: f32 = 2.2;

/// A row of the body: its visual lines, and where it begins and ends if rules say so.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Band {
    /// Index of the first line.
    pub first: usize,
    /// Index after the last line; equal to `first` in a blank row between rules.
    pub end: usize,
    /// Rule above.
    pub above: Option<f32>,
    /// Rule below.
    pub below: Option<f32>,
}

/// The rows of a body. `wide` are the heights of the rules over the table's width.
pub(super) fn rows(rows: &[Row], columns: &[Column], borders: &[f32], wide: &[f32]) -> Vec<Band> {
    let bands = between_rules(rows, wide);
    let divides = divide(&bands, rows);
    let mut found = Vec::new();
    for band in bands {
        let lines = &rows[band.first..band.end];
        if divides && !has_two_rows(lines, borders) {
            found.push(band);
        } else {
            found.extend(by_leading(lines, columns, borders).into_iter().map(|(first, end)| Band {
                first: band.first + first,
                end: band.first + end,
                above: None,
                below: None,
            }));
        }
    }
    found
}

/// The lines of each row as far as rules show it, before anything is known of columns: where no rules divide the rows, every line.
pub(super) fn printed<'r>(rows: &'r [Row], wide: &[f32]) -> Vec<&'r [Row]> {
    let bands = between_rules(rows, wide);
    if !divide(&bands, rows) {
        return rows.chunks(1).collect();
    }
    bands.iter().map(|band| &rows[band.first..band.end]).filter(|lines| !lines.is_empty()).collect()
}

/// Whether the rules divide the rows: those only above and below parts of the table do not.
fn divide(bands: &[Band], rows: &[Row]) -> bool {
    let data = rows.iter().filter(|r| r.has_amount()).count();
    bands.len() > 1 && bands.len() * 2 > data && bands.len() * 4 > rows.len()
}

/// Lines between one rule and the next. Blank bands are kept between lines and at the end: rows of an empty form.
fn between_rules(rows: &[Row], wide: &[f32]) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut line = 0;
    let mut above = None;
    for below in wide.iter().copied().map(Some).chain([None]) {
        let first = line;
        while line < rows.len() && below.is_none_or(|y| rows[line].y - 0.3 * rows[line].size < y) {
            line += 1;
        }
        let blank = line == first;
        if !blank || above.is_some() && below.is_some() {
            bands.push(Band { first, end: line, above, below });
        }
        above = below;
    }
    bands
}

/// Whether one column holds numbers of several lines.
fn has_two_rows(lines: &[Row], borders: &[f32]) -> bool {
    let mut seen = vec![false; borders.len()];
    let own = |at: &usize| !is_tail(&lines[..*at], &lines[*at], borders);
    (0..lines.len()).filter(own).any(|at| {
        let cols: Vec<usize> = lines[at].pieces.iter().filter(|p| p.is_numeric()).map(|p| band(borders, p.hook())).collect();
        let again = cols.iter().any(|c| seen[*c]);
        cols.into_iter().for_each(|c| seen[c] = true);
        again
    })
}

/// Whether the numbers of a line are the last digits of those that the lines above it begin: `1,298.` and `60`, `22,927,6` and `59.71`.
/// A label may stand beside them where the line above is no number without them. Where nothing but tails stands in the line, they
/// may also be told by fewer decimals than those beside them have.
fn is_tail(above: &[Row], line: &Row, borders: &[f32]) -> bool {
    let numbers: Vec<&Piece> = line.pieces.iter().filter(|p| p.text.chars().all(is_of_number)).collect();
    let over = |tail: &Piece| {
        let column = band(borders, tail.x1);
        above.iter().rev().flat_map(|r| &r.pieces).find(|p| band(borders, p.x1) == column && p.text.ends_with(is_of_number))
    };
    let begun: Vec<(&Piece, &Piece)> = numbers.iter().filter_map(|p| Some((over(p)?, *p))).collect();
    if begun.is_empty() {
        return false;
    }
    let is_torn = |(over, tail): &(&Piece, &Piece)| goes_on(&over.text, &tail.text);
    let alone = |row: &Row| row.pieces.iter().all(|p| p.text.chars().all(is_of_number));
    if begun.iter().all(is_torn) && (alone(line) || above.iter().all(alone)) {
        return true;
    }
    let is_part = |p: &Piece| p.kind == Kind::Integer && p.text.len() <= TAIL;
    if begun.len() < line.pieces.len() || !begun.iter().all(|b| is_part(b.1)) {
        return false;
    }
    // `1,298.` alone is no number; `1,003.8` is one, but not of as many decimals as its neighbours.
    let decimals = |text: &str| text.rsplit_once('.').map(|(_, behind)| behind.len());
    let usual = above.iter().flat_map(|r| &r.pieces).filter_map(|p| decimals(&p.text)).max().unwrap_or(0);
    let ends_in_mark = |(over, _): &(&Piece, &Piece)| over.text.ends_with(['.', ',']);
    let is_short = |(over, tail): &(&Piece, &Piece)| decimals(&over.text).is_some_and(|d| d + tail.text.len() == usual && d > 0);
    begun.iter().any(ends_in_mark) && begun.iter().all(|b| b.0.text.contains(['.', ','])) || begun.iter().all(is_short)
}

/// What a number is written with.
fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

/// The column that holds `x`; the outer ones reach on without end.
pub(super) fn band(borders: &[f32], x: f32) -> usize {
    borders.partition_point(|b| *b <= x).clamp(1, borders.len().max(2) - 1) - 1
}

/// Joins lines to rows by their distance and by what stands in them.
fn by_leading(lines: &[Row], columns: &[Column], borders: &[f32]) -> Vec<(usize, usize)> {
    if lines.is_empty() {
        return Vec::new();
    }
    let pitch = pitch(lines);
    let coded = is_coded(lines, borders);
    let mut found: Vec<(usize, usize)> = vec![(0, 1)];
    for index in 1..lines.len() {
        let Some(last) = found.last_mut() else { break };
        let joins = wraps(lines, *last, index, columns, borders, pitch, coded);
        if joins { last.1 = index + 1 } else { found.push((index, index + 1)) }
    }
    found
}

/// Most rows begin with a code, so a line without one is no row of its own.
fn is_coded(lines: &[Row], borders: &[f32]) -> bool {
    let code =
        |r: &&Row| r.pieces.first().is_some_and(|p| p.kind == Kind::Integer && p.text.len() >= 3 && band(borders, p.hook()) == 0);
    let data = lines.iter().filter(|r| r.has_amount()).count();
    let coded = lines.iter().filter(code).count();
    coded >= 3 && coded * 10 >= data * 7
}

/// Whether line `index` belongs to the row of the lines above it.
fn wraps(lines: &[Row], row: (usize, usize), index: usize, columns: &[Column], borders: &[f32], pitch: f32, coded: bool) -> bool {
    let (above, line) = (&lines[row.1 - 1], &lines[index]);
    let step = line.y - above.y;
    if step <= WRAP_LEADING * line.size.max(above.size) && is_tail(&lines[row.0..row.1], line, borders) {
        return true;
    }
    if step > WRAP_LEADING * line.size.max(above.size) || has_two_rows(&lines[row.0..=index], borders) {
        return false;
    }
    let fresh = line.pieces.first().is_some_and(|p| words::begins_row(&p.text) || is_total_label(&p.text));
    let codes = |r: &Row| r.pieces.iter().any(|p| p.kind == Kind::Integer && p.text.len() >= 3);
    let two_codes = lines[row.0..row.1].iter().any(codes) && codes(line);
    // A code centred beside its wrapped name stands between the name's lines.
    let between = step < 0.8 * line.size;
    if two_codes || fresh && !between {
        return false;
    }
    let near = step < 0.85 * pitch;
    let anchors = |r: &Row| r.has_amount() || codes(r);
    let has_anchor = lines[row.0..row.1].iter().any(anchors);
    let is_anchor = anchors(line);
    if between {
        // Parts of one row on different baselines never stand in the same column, unless as lines of a wrapped text.
        return is_near_part(above, line, borders) || !is_anchor || !has_anchor;
    }
    // A line that stands nearer to the codes and amounts below it begins their row.
    let below = || lines.get(index + 1).is_some_and(|next| anchors(next) && next.y - line.y < NEARER * step);
    if has_anchor && !is_anchor && below() {
        return false;
    }
    let tight = coded && has_anchor && !is_anchor;
    let begins = is_anchor && !has_anchor;
    (near || tight) && is_full(&lines[row.0..row.1], line, begins, columns, borders)
}

fn is_near_part(above: &Row, line: &Row, borders: &[f32]) -> bool {
    let column = |r: &Row| r.pieces.iter().map(|p| band(borders, p.hook())).collect::<Vec<_>>();
    let taken = column(above);
    !column(line).iter().any(|c| taken.contains(c))
}

/// Every word of the line goes on below a text that fills its column. Where a row `begins` with the name that needs most lines, the
/// others begin further down.
fn is_full(above: &[Row], line: &Row, begins: bool, columns: &[Column], borders: &[f32]) -> bool {
    let texts = || line.pieces.iter().filter(|p| p.kind == Kind::Text);
    let over = |p: &Piece| {
        let col = band(borders, p.hook());
        let same = |q: &&Piece| q.kind == Kind::Text && band(borders, q.hook()) == col;
        above.iter().rev().flat_map(|r| &r.pieces).find(same).map(|q| (q, col))
    };
    let fills = |(q, col): (&Piece, usize)| columns.get(col).is_some_and(|c| c.x1 - q.x1 < FULL * q.size);
    texts().any(|p| over(p).is_some()) && texts().all(|p| over(p).map_or(begins, fills))
}
