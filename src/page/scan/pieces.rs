//! Where text stands in a picture: pieces of lines, parted by rulings and by wide gaps.

use super::grey::Grey;
use super::marks::{Area, Ink, Mark, Sets};
use super::rulings::Rulings;

/// Gaps of up to so many characters are inside one piece: a point of a narrow font, taken for a speck, leaves a whole one (`7. 40`).
const GAP: f32 = 1.2;
/// The same between two upright rulings: what they enclose is one cell far more often than two columns without a ruling, and a figure
/// that is cut is worse than two that are read as one, for those are no number.
const ENCLOSED_GAP: f32 = 2.0;
/// A stretch without any ink from this breadth on (characters) is told: no two digits of one figure stand so far apart.
const WIDE: f32 = 0.75;
/// A mark no larger than this (characters) either way is a dot or a speck: it begins and ends no piece.
const TINY: f32 = 0.16;
/// A mark higher than this (characters) is a drawing.
const HUGE: f32 = 5.0;
/// A piece higher than this (characters) may be several lines.
const TALL: f32 = 1.7;
/// Em squares of a page: digits are this much of one high.
const DIGIT: f32 = 0.72;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Around its ink.
    pub area: Area,
    /// Stretches of its columns that hold no ink at all, not even a dot: from, to before.
    pub gaps: Vec<(usize, usize)>,
}

impl Piece {
    /// The parts that its gaps and these seams (columns) leave, each as wide as its ink.
    pub fn parts(&self, seams: &[usize], ink: &Ink) -> Vec<Self> {
        let mut cuts: Vec<usize> =
            self.gaps.iter().map(|gap| usize::midpoint(gap.0, gap.1)).chain(seams.iter().copied()).collect();
        cuts.retain(|x| self.area.x0 < *x && *x < self.area.x1);
        cuts.push(self.area.x1);
        cuts.sort_unstable();
        let mut from = self.area.x0;
        let part = |to: usize| {
            let area = Area { x0: from, x1: to, ..self.area };
            from = to;
            Self { area: shrunk(ink, area), gaps: Vec::new() }
        };
        cuts.into_iter().map(part).filter(|part| part.area.width() > 0).collect()
    }
}

/// An area without the columns at its ends that hold no ink.
fn shrunk(ink: &Ink, area: Area) -> Area {
    let inked = |x: &usize| (area.y0..area.y1).any(|y| ink.data[y * ink.width + x]);
    let x0 = (area.x0..area.x1).find(inked).unwrap_or(area.x0);
    let x1 = (area.x0..area.x1).rev().find(inked).map_or(area.x1, |x| x + 1);
    Area { x0, x1, ..area }
}

/// The ink of a page without its rulings.
pub fn ink_of(grey: &Grey, threshold: u8, rulings: &Rulings) -> Ink {
    let data = grey.data.iter().map(|v| *v < threshold).collect();
    let mut ink = Ink { width: grey.width, height: grey.height, data };
    each_ruled(grey.width, grey.height, rulings, |at| ink.data[at] = false);
    ink
}

/// The picture without its rulings.
pub fn without_rulings(grey: &Grey, rulings: &Rulings) -> Grey {
    let mut clean = grey.clone();
    each_ruled(grey.width, grey.height, rulings, |at| clean.data[at] = 255);
    clean
}

fn each_ruled(width: usize, height: usize, rulings: &Rulings, mut each: impl FnMut(usize)) {
    let span = |from: f32, to: f32, most: usize| from.max(0.0) as usize..(to.ceil().max(0.0) as usize).min(most);
    let across =
        |at: f32, thick: f32, most: usize| span((at - thick / 2.0 - 1.0).round(), (at + thick / 2.0 + 1.0).round(), most);
    for r in &rulings.level {
        for y in across(r.at, r.thick, height) {
            span(r.from, r.to, width).for_each(|x| each(y * width + x));
        }
    }
    for r in &rulings.upright {
        for y in span(r.from, r.to, height) {
            across(r.at, r.thick, width).for_each(|x| each(y * width + x));
        }
    }
}

/// The size of most characters in pixels, by the heights of marks; `None` where hardly anything is a character.
pub fn em(grey: &Grey, threshold: u8) -> Option<f32> {
    let data = grey.data.iter().map(|v| *v < threshold).collect();
    let mut ink = Ink { width: grey.width, height: grey.height, data };
    let marks = ink.marks(|_| true);
    let is_character = |m: &&Mark| {
        let (w, h) = (m.area.width(), m.area.height());
        (7..=120).contains(&h) && w <= 2 * h && 5 * w >= h && m.count * 12 >= w * h
    };
    let mut heights: Vec<usize> = marks.iter().filter(is_character).map(|m| m.area.height()).collect();
    if heights.len() < 12 {
        return None;
    }
    heights.sort_unstable();
    Some(heights[heights.len() * 6 / 10] as f32 / DIGIT / 1.1)
}

/// The pieces of text of a page.
pub fn pieces(ink: &mut Ink, rulings: &Rulings, em: f32) -> Vec<Piece> {
    let tiny = (TINY * em).max(2.0) as usize;
    let huge = HUGE * em;
    let with_dots = ink.clone();
    ink.marks(|mark| {
        let (w, h) = (mark.area.width(), mark.area.height());
        (w > tiny || h > tiny) && (h as f32) < huge && (w as f32) < 2.0 * huge
    });
    let barriers = barriers(ink.width, ink.height, rulings);
    let mut smeared = smeared(ink, &barriers, em);
    let marks = smeared.marks(|_| true);
    let areas: Vec<Area> = marks.iter().map(|mark| mark.area).collect();
    let areas = gathered(areas, em, &barriers, ink.width);
    let lines = areas.into_iter().flat_map(|area| lines(ink, area, em));
    let mut pieces: Vec<Piece> = lines
        .filter(|a| a.width() > tiny && (a.height() as f32 > 0.4 * em || a.width() as f32 > 0.22 * em))
        .map(|area| Piece { area, gaps: gaps(&with_dots, area, (WIDE * em) as usize) })
        .collect();
    pieces.sort_by_key(|p| (p.area.y0, p.area.x0));
    pieces
}

/// Where upright rulings part what stands beside them.
fn barriers(width: usize, height: usize, rulings: &Rulings) -> Ink {
    let mut barriers = Ink { width, height, data: vec![false; width * height] };
    for r in &rulings.upright {
        let x = (r.at as usize).min(width.saturating_sub(1));
        for y in r.from.max(0.0) as usize..(r.to.ceil() as usize).min(height) {
            barriers.data[y * width + x] = true;
        }
    }
    barriers
}

/// Stretches of at least so many columns of an area without ink.
fn gaps(ink: &Ink, area: Area, least: usize) -> Vec<(usize, usize)> {
    let inked = |x: usize| (area.y0..area.y1).any(|y| ink.data[y * ink.width + x]);
    let mut gaps = Vec::new();
    let mut last = area.x0;
    for x in (area.x0..area.x1).filter(|x| inked(*x)) {
        if x - last > least {
            gaps.push((last + 1, x));
        }
        last = x;
    }
    gaps
}

/// Ink with its gaps filled along each row.
fn smeared(ink: &Ink, barriers: &Ink, em: f32) -> Ink {
    let mut out = ink.clone();
    for y in 0..ink.height {
        let row = y * ink.width..(y + 1) * ink.width;
        let (from, bars) = (&ink.data[row.clone()], &barriers.data[row.clone()]);
        let to = &mut out.data[row];
        let (first, end) = (bars.iter().position(|bar| *bar), bars.iter().rposition(|bar| *bar));
        let is_enclosed = |x: usize| first.is_some_and(|first| first < x) && end.is_some_and(|end| x < end);
        let mut last: Option<usize> = None;
        for x in 0..ink.width {
            if bars[x] {
                last = None;
            }
            if from[x] {
                let gap = (em * if is_enclosed(x) { ENCLOSED_GAP } else { GAP }) as usize;
                if let Some(before) = last.filter(|before| x - before <= gap) {
                    to[before..x].fill(true);
                }
                last = Some(x);
            }
        }
    }
    out
}

/// Puts together what is one line: parts of characters above each other, and characters beside each other that share no row.
fn gathered(mut areas: Vec<Area>, em: f32, barriers: &Ink, width: usize) -> Vec<Area> {
    loop {
        areas.sort_by_key(|a| (a.y0, a.x0));
        let mut sets = Sets::new(areas.len());
        let mut any = false;
        for (index, own) in areas.iter().enumerate() {
            let near = |other: &Area| other.y0 as f32 <= own.y1 as f32 + 0.35 * em;
            for (other_index, other) in areas.iter().enumerate().skip(index + 1).take_while(|(_, other)| near(other)) {
                let belong = belong(own, other, GAP, em)
                    || belong(own, other, ENCLOSED_GAP, em) && are_enclosed(own, other, barriers, width);
                if belong && !is_parted(own, other, barriers, width) {
                    any |= sets.find(index) != sets.find(other_index);
                    sets.union(index, other_index);
                }
            }
        }
        if !any {
            return areas;
        }
        let mut merged: Vec<Option<Area>> = vec![None; areas.len()];
        for (index, area) in areas.iter().enumerate() {
            let root = sets.find(index);
            merged[root] = Some(merged[root].map_or(*area, |so_far| so_far.union(area)));
        }
        areas = merged.into_iter().flatten().collect();
    }
}

fn belong(a: &Area, b: &Area, gap: f32, em: f32) -> bool {
    let overlap = |from: usize, to: usize| to as f32 - from as f32;
    let down = overlap(a.y0.max(b.y0), a.y1.min(b.y1));
    let across = overlap(a.x0.max(b.x0), a.x1.min(b.x1));
    let both = a.union(b);
    let low = a.height().min(b.height()) as f32;
    let narrow = a.width().min(b.width()) as f32;
    // Beside each other on one line.
    if down >= 0.5 * low && across >= -gap * em {
        let tallest = a.height().max(b.height()) as f32;
        return both.height() as f32 <= (tallest + 0.35 * em).max(1.3 * em);
    }
    // Above each other in one character.
    across >= 0.5 * narrow && down >= -0.3 * em && both.height() as f32 <= 1.25 * em && low <= 0.75 * em
}

/// Whether two areas stand on one line with an upright ruling on either side.
fn are_enclosed(a: &Area, b: &Area, barriers: &Ink, width: usize) -> bool {
    let y = (a.y0.max(b.y0) + a.y1.min(b.y1)) / 2;
    let Some(row) = barriers.data.get(y * width..(y + 1) * width) else { return false };
    row[..a.x0.min(b.x0)].contains(&true) && row[a.x1.max(b.x1).min(width)..].contains(&true)
}

/// Whether an upright ruling stands between two areas.
fn is_parted(a: &Area, b: &Area, barriers: &Ink, width: usize) -> bool {
    let (left, right) = if a.x0 <= b.x0 { (a, b) } else { (b, a) };
    if right.x0 <= left.x1 {
        return false;
    }
    let y = (a.y0.max(b.y0) + a.y1.min(b.y1)) / 2;
    barriers.data.get(y * width + left.x1 - 1..=y * width + right.x0).is_some_and(|row| row.contains(&true))
}

/// The lines of an area, which are several where rows without ink part it; each as wide as its ink.
fn lines(ink: &Ink, area: Area, em: f32) -> Vec<Area> {
    if (area.height() as f32) <= TALL * em {
        return vec![area];
    }
    let row = |y: usize| &ink.data[y * ink.width + area.x0..y * ink.width + area.x1];
    let counts: Vec<usize> = (area.y0..area.y1).map(|y| row(y).iter().filter(|i| **i).count()).collect();
    let most = counts.iter().max().copied().unwrap_or(0);
    let quiet = most * 6 / 100;
    let mut lines = Vec::new();
    let mut start: Option<usize> = None;
    for (offset, count) in counts.iter().copied().chain([0]).enumerate() {
        match start {
            None if count > quiet => start = Some(offset),
            Some(from) if count <= quiet => {
                lines.push((area.y0 + from, area.y0 + offset));
                start = None;
            }
            _ => {}
        }
    }
    lines.retain(|(from, to)| (to - from) as f32 >= 0.3 * em);
    if lines.len() < 2 {
        return vec![area];
    }
    lines.into_iter().map(|(y0, y1)| shrunk(ink, Area { y0, y1, ..area })).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rulings::Ruling;
    use super::*;

    /// Blots of 10 by 15 pixels that begin at these columns: digits of a size of 20.
    fn line(at: &[usize]) -> Ink {
        let mut ink = Ink { width: 300, height: 60, data: vec![false; 300 * 60] };
        for x in at {
            (20..35).for_each(|y| ink.data[y * 300 + x..y * 300 + x + 10].fill(true));
        }
        ink
    }

    fn breadths(at: &[usize], upright: &[f32]) -> Vec<(usize, usize)> {
        let upright = upright.iter().map(|x| Ruling { at: *x, from: 0.0, to: 60.0, thick: 1.0 }).collect();
        let found = pieces(&mut line(at), &Rulings { level: Vec::new(), upright }, 20.0);
        found.iter().map(|piece| (piece.area.x0, piece.area.x1)).collect()
    }

    #[test]
    fn what_rulings_enclose_is_one_piece() {
        assert_eq!(breadths(&[100, 112, 154], &[20.0, 280.0]), [(100, 164)]);
        assert_eq!(breadths(&[100, 112, 154], &[20.0]), [(100, 122), (154, 164)]);
        assert_eq!(breadths(&[100, 112, 130], &[20.0, 126.0, 280.0]), [(100, 122), (130, 140)]);
        assert_eq!(breadths(&[100, 112, 200], &[20.0, 280.0]), [(100, 122), (200, 210)]);
    }

    #[test]
    fn gaps_part_a_piece_where_nothing_stands() {
        let area = Area { x0: 100, y0: 20, x1: 164, y1: 35 };
        let ink = line(&[100, 112, 154]);
        let piece = Piece { area, gaps: gaps(&ink, area, 15) };
        assert_eq!(piece.gaps, [(122, 154)]);
        let parts: Vec<_> = piece.parts(&[], &ink).iter().map(|part| (part.area.x0, part.area.x1)).collect();
        assert_eq!(parts, [(100, 122), (154, 164)]);
        assert_eq!(piece.parts(&[111], &ink).len(), 3);
    }
}
