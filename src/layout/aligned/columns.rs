//! Columns of a body, from the white gaps that run through its lines.

use super::block::Row;
use super::piece::{Kind, Piece};
use crate::grammar::is_total_label;

/// Words nearer to each other than this (em) are in one column, unless numbers tell them apart.
const TEXT_GAP: f32 = 0.3;
/// So many words begin where amounts or codes end.
const SEAM: usize = 3;
/// More columns than this are no table.
pub(super) const MOST_COLUMNS: usize = 64;

/// A column: where its text stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Column {
    /// Left end of its text.
    pub x0: f32,
    /// Right end of its text.
    pub x1: f32,
    /// Number of amounts in it.
    pub amounts: usize,
    /// Number of all pieces in it.
    pub pieces: usize,
    /// Number of words in it.
    pub words: usize,
    /// Its numbers begin at one place and end where they may: cells that a spreadsheet holds as text.
    pub left: bool,
}

impl Column {
    /// Whether it holds amounts; a column without anything may.
    pub fn is_numeric(&self) -> bool {
        self.words * 2 < self.pieces.max(1)
    }

    /// Middle of its text.
    pub fn centre(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }
}

/// A piece and its line.
#[derive(Clone, Copy)]
struct Placed<'r> {
    line: usize,
    piece: &'r Piece,
}

/// Where amounts end and words begin without a gap between them, and other words begin as well: the borders of columns that touch.
pub(super) fn seams(rows: &[Row]) -> Vec<f32> {
    let touches = |w: &&[Piece]| w[0].kind == Kind::Amount && w[1].kind == Kind::Text && w[1].x0 - w[0].x1 < TEXT_GAP * w[1].size;
    let joints = rows.iter().flat_map(|row| row.pieces.windows(2)).filter(touches);
    let mut joints: Vec<(f32, f32)> = joints.map(|w| (w[1].x0, w[1].size)).collect();
    joints.sort_by(|a, b| a.0.total_cmp(&b.0));
    let begun = |at: f32, size: f32| {
        let words = rows.iter().flat_map(|row| &row.pieces).filter(|p| p.kind == Kind::Text);
        words.filter(|p| (p.x0 - at).abs() < TEXT_GAP * size).count()
    };
    let groups = joints.chunk_by(|a, b| b.0 - a.0 < TEXT_GAP * b.1).map(|group| group[0]);
    groups
        .filter(|(at, size)| begun(*at, *size) >= SEAM)
        .filter(|(at, size)| !is_crossed(rows, *at, *size))
        .map(|(at, _)| at - 0.1)
        .collect()
}

/// Whether a text goes on over a place.
fn is_crossed(rows: &[Row], at: f32, size: f32) -> bool {
    let reach = TEXT_GAP * size;
    rows.iter().flat_map(|row| &row.pieces).any(|p| p.x0 < at - reach && p.x1 > at + reach)
}

/// The columns of the body, from left to right. No column crosses one of the `dividers`. Too many columns are no table, and come
/// back as none.
pub(super) fn of_body(rows: &[Row], dividers: &[f32]) -> Vec<Column> {
    let size = rows.iter().map(|r| r.size).fold(0.0, f32::max);
    let mut strips: Vec<Vec<Placed<'_>>> = vec![Vec::new(); dividers.len() + 1];
    // Column numbers are centred where amounts hang at the right: they would pass for columns of their own.
    for (line, row) in rows.iter().enumerate().filter(|(_, row)| row.has_amount() || !row.is_ordinals()) {
        for piece in row.pieces.iter().filter(|p| !is_centred_total(row, p)) {
            strips[dividers.partition_point(|d| *d < piece.hook())].push(Placed { line, piece });
        }
    }
    let columns: Vec<Column> = strips.into_iter().flat_map(|strip| of_strip(strip, rows.len(), size)).collect();
    if columns.len() > MOST_COLUMNS { Vec::new() } else { columns }
}

fn of_strip(placed: Vec<Placed<'_>>, lines: usize, size: f32) -> Vec<Column> {
    let mut columns: Vec<Vec<Placed<'_>>> = Vec::new();
    for group in divide(placed, TEXT_GAP * size, 0, false) {
        match conflicts(&group) {
            0 => columns.extend(codes_beside_words(group)),
            _ => columns.extend(refine(group, lines, size)),
        }
    }
    unite_staggered(columns, size).iter().map(|group| column(group)).collect()
}

/// Parts codes from the words close behind them. Where the names wrap, a code stands between the lines of its name, on a line of its
/// own, so that no line shows that they are two cells.
fn codes_beside_words(group: Vec<Placed<'_>>) -> Vec<Vec<Placed<'_>>> {
    let (codes, words): (Vec<_>, Vec<_>) = group.iter().copied().partition(|p| p.piece.is_numeric());
    let end = codes.iter().map(|p| p.piece.x1).fold(f32::MIN, f32::max);
    let begin = words.iter().map(|p| p.piece.x0).fold(f32::MAX, f32::min);
    if codes.len() >= SEAM && words.len() >= SEAM && end < begin { vec![codes, words] } else { vec![group] }
}

/// A total may stand centred over the code and the name column and would close the gap between them.
fn is_centred_total(row: &Row, piece: &Piece) -> bool {
    is_total_label(&piece.text) && row.pieces.first() == Some(piece) && row.pieces.len() > 1
}

fn column(group: &[Placed<'_>]) -> Column {
    let count = |kind: Kind| group.iter().filter(|p| p.piece.kind == kind).count();
    Column {
        x0: group.iter().map(|p| p.piece.x0).fold(f32::MAX, f32::min),
        x1: group.iter().map(|p| p.piece.x1).fold(f32::MIN, f32::max),
        amounts: count(Kind::Amount),
        pieces: group.len(),
        words: count(Kind::Text),
        left: begins_at_one_place(group),
    }
}

fn begins_at_one_place(group: &[Placed<'_>]) -> bool {
    let spread = |at: fn(&Piece) -> f32| {
        let places = || group.iter().filter(|p| p.piece.kind == Kind::Amount).map(|p| at(p.piece));
        places().fold(f32::MIN, f32::max) - places().fold(f32::MAX, f32::min)
    };
    let size = group.first().map_or(1.0, |p| p.piece.size);
    spread(|p| p.x0) < 0.1 * size && spread(|p| p.x1) > 0.4 * size
}

/// Divides pieces at the gaps that at most `tolerance` of them cross. `halved` looks at the half by which a piece hangs in its
/// column only: wide numbers reach out to the left, long names to the right.
fn divide<'r>(mut placed: Vec<Placed<'r>>, gap: f32, tolerance: usize, halved: bool) -> Vec<Vec<Placed<'r>>> {
    let ends = |p: &Piece| match (halved, p.kind) {
        (false, _) => (p.x0, p.x1),
        (true, Kind::Text) => (p.x0, (p.x0 + p.x1) / 2.0),
        (true, _) => ((p.x0 + p.x1) / 2.0, p.x1),
    };
    placed.sort_by(|a, b| ends(a.piece).0.total_cmp(&ends(b.piece).0));
    // Right ends of the pieces that cover the current position, the furthest `tolerance` of them left out.
    let mut furthest: Vec<f32> = Vec::new();
    let mut groups: Vec<Vec<Placed<'r>>> = Vec::new();
    for item in placed {
        let (x0, x1) = ends(item.piece);
        let reach = furthest.get(tolerance).copied().unwrap_or(f32::MIN);
        let numbers = item.piece.is_numeric() && groups.last().and_then(|g| g.last()).is_some_and(|l| l.piece.is_numeric());
        let needed = if numbers { 0.3 * gap } else { gap };
        match groups.last_mut() {
            Some(group) if x0 - reach < needed || furthest.len() <= tolerance && !group.is_empty() => group.push(item),
            _ => {
                groups.push(vec![item]);
                furthest.clear();
            }
        }
        let at = furthest.partition_point(|f| *f > x1);
        if at <= tolerance {
            furthest.insert(at, x1);
            furthest.truncate(tolerance + 1);
        }
    }
    groups
}

/// Lines of which two pieces fall into one column though they are two cells: two numbers, or a number and a word, or two words
/// far apart.
fn conflicts(group: &[Placed<'_>]) -> usize {
    let mut sorted: Vec<&Placed<'_>> = group.iter().collect();
    sorted.sort_by(|a, b| a.line.cmp(&b.line).then(a.piece.x0.total_cmp(&b.piece.x0)));
    let apart = |a: &Piece, b: &Piece| a.is_numeric() || b.is_numeric() || b.x0 - a.x1 > 1.5 * a.size;
    sorted.windows(2).filter(|w| w[0].line == w[1].line && apart(w[0].piece, w[1].piece)).count()
}

/// Finds the gaps in a group that few pieces cross.
fn refine<'r>(group: Vec<Placed<'r>>, lines: usize, size: f32) -> Vec<Vec<Placed<'r>>> {
    let before = conflicts(&group);
    let mut best: Option<(usize, Vec<Vec<Placed<'r>>>)> = None;
    let mut tolerance = 0;
    while tolerance <= lines / 6 + 1 {
        for halved in [true, false] {
            let parts = divide(group.clone(), TEXT_GAP * size, tolerance, halved);
            let left: usize = parts.iter().map(|p| conflicts(p)).sum();
            let few = parts.iter().any(|p| p.len() == 1 && lines > 6);
            if parts.len() > 1 && !few && left < best.as_ref().map_or(before, |b| b.0) {
                best = Some((left, parts));
            }
        }
        if best.as_ref().is_some_and(|b| b.0 == 0) {
            break;
        }
        tolerance = tolerance * 2 + 1;
    }
    best.map_or_else(|| vec![group], |(_, parts)| parts)
}

/// Unites neighbouring columns of words that never stand in one line: they are the levels of an indented list.
fn unite_staggered<'r>(columns: Vec<Vec<Placed<'r>>>, size: f32) -> Vec<Vec<Placed<'r>>> {
    let mut united: Vec<Vec<Placed<'r>>> = Vec::with_capacity(columns.len());
    for group in columns {
        match united.last_mut() {
            Some(last) if is_staggered(last, &group, size) => last.extend(group),
            _ => united.push(group),
        }
    }
    united
}

fn is_staggered(left: &[Placed<'_>], right: &[Placed<'_>], size: f32) -> bool {
    let words = |g: &[Placed<'_>]| g.iter().all(|p| p.piece.kind == Kind::Text);
    let near = || column(right).x0 - column(left).x1 < 3.0 * size;
    if !words(left) || !words(right) || !near() {
        return false;
    }
    let mut lines: Vec<usize> = left.iter().map(|p| p.line).collect();
    lines.sort_unstable();
    !right.iter().any(|p| lines.binary_search(&p.line).is_ok())
}
