//! Rulings of a picture: thin lines that are darker than what lies on both sides of them, over a long stretch.
//!
//! A hairline may be hardly darker than the noise of its paper; over the breadth of a few characters it still is, on average and at
//! most of its pixels, which strokes of characters are not. So both are asked of a window that slides along each line of pixels.

use super::grey::Grey;
use super::marks::Ink;

/// A ruling in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruling {
    /// The fixed coordinate: y of a level one, x of an upright one.
    pub at: f32,
    /// Where it starts along the other axis.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
    /// How thick it is.
    pub thick: f32,
}

/// Rulings both ways.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rulings {
    /// From left to right.
    pub level: Vec<Ruling>,
    /// From top to bottom.
    pub upright: Vec<Ruling>,
}

/// A pixel counts for at most this much darker than its sides: one blot makes no line.
const MOST: i32 = 48;
/// Least mean darkness over a window.
const LEAST: i32 = 7;
/// What is darker than both sides by no more than this is paper: compression leaves such halos.
const FAINT: i32 = 2;
/// Share of the pixels of a window that are darker than both sides, per cent.
const SHARE: usize = 76;
/// Parts of a window, and the share of the pixels of each.
const PARTS: usize = 4;
const PART_SHARE: usize = 60;
/// Windows, lengths and gaps in characters.
const WINDOW: f32 = 1.5;
const SHORTEST_LEVEL: f32 = 2.2;
const SHORTEST_UPRIGHT: f32 = 1.15;
/// What touches no other ruling is one from this length on.
const ALONE: f32 = 6.0;
const GAP: f32 = 0.7;
/// A line longer than this (characters) lies in no character.
const LONG: f32 = 14.0;
/// How far from a line (characters) the ink is looked for that makes it a stroke, and how much (share) that is.
const BESIDE: f32 = 0.4;
const INKED: f32 = 0.07;
/// How near a ruling ends to the one that it meets.
const MEET: f32 = 0.6;
const SNUG: f32 = 0.15;
/// An upright line longer than this (characters) is no stroke; it may end at one side in the open.
const TALL: f32 = 3.0;
/// A ruling is traced in steps of this length (characters); how dark a step is beside the rulings as it was found (share), or at least;
/// and how many steps of a stretch are, per cent.
const STEP: f32 = 0.75;
/// So many rulings that end at one place make it the border of a table.
const COMMON: usize = 4;
const TRACE: f32 = 0.35;
const TRACE_LEAST: f32 = 2.0;
const TRACED: usize = 70;
/// Steps (characters) in which a line is looked at for whether it is but strokes; how much darker than its sides one is at least; and how
/// many of the steps are pale then, per cent.
const CHAIN_STEP: f32 = 0.18;
const STROKE: f32 = 40.0;
const PALE: usize = 20;

/// Finds the rulings of a level page; `em` is the size of its characters in pixels.
pub fn rulings(grey: &Grey, threshold: u8, em: f32) -> Rulings {
    let mut level = lines(grey, threshold, em, SHORTEST_LEVEL);
    let mut upright = lines(&grey.transposed(), threshold, em, SHORTEST_UPRIGHT);
    // What meets nothing is the stroke of a character, unless it is long.
    for _ in 0..2 {
        let kept: Vec<Ruling> = upright.iter().filter(|r| stands(r, &level, em)).copied().collect();
        upright = kept;
        let lies = |r: &&Ruling| r.to - r.from >= ALONE * em || upright.iter().any(|other| meets(r, other, em));
        let kept: Vec<Ruling> = level.iter().filter(lies).copied().collect();
        level = kept;
    }
    let turned = grey.transposed();
    let over = Ways::of(grey, &level, &upright, em);
    let unbroken = level.iter().filter(|r| !is_chain(r, &over, em)).map(|r| grow(*r, &over, em)).collect();
    level = united(unbroken, em);
    let spanning = level.iter().filter(|r| spans(r, &over, em)).copied().collect();
    level = spanning;
    let across = Ways::of(&turned, &upright, &level, em);
    let unbroken = upright.iter().filter(|r| !is_chain(r, &across, em)).map(|r| grow(*r, &across, em)).collect();
    upright = united(unbroken, em);
    let (mut longer_level, mut longer_upright) = (level.clone(), upright.clone());
    longer_level.iter_mut().for_each(|r| extend(r, &upright, em));
    longer_upright.iter_mut().for_each(|r| extend(r, &level, em));
    Rulings { level: longer_level, upright: longer_upright }
}

/// Whether an upright line is a border: one of a cell or two reaches from one level ruling to another.
fn stands(own: &Ruling, level: &[Ruling], em: f32) -> bool {
    let length = own.to - own.from;
    if length >= ALONE * em {
        return true;
    }
    let near = snug(em);
    let ends = |y: f32| level.iter().any(|r| (r.at - y).abs() <= near && r.from - near <= own.at && own.at <= r.to + near);
    match (ends(own.from), ends(own.to)) {
        (true, true) => true,
        (one, other) => length >= TALL * em && (one || other),
    }
}

/// Whether a short level line reaches from one upright ruling to another: what ends in the open, or where the ink of a cell ends, is the
/// feet or the heads of digits.
fn spans(own: &Ruling, ways: &Ways<'_>, em: f32) -> bool {
    // It may be seen a little beyond the one that it ends at.
    let (near, beyond) = (snug(em), MEET * em);
    let borders: Vec<f32> = ways.met(own, near).chain(ways.ends.iter().copied()).collect();
    let starts = borders.iter().any(|x| (x - beyond..=x + near).contains(&own.from));
    let ends = borders.iter().any(|x| (x - near..=x + beyond).contains(&own.to));
    own.to - own.from >= ALONE * em || starts && ends
}

/// Whether a dark line is one only where rows of text cross it: strokes of digits above each other.
fn is_chain(own: &Ruling, ways: &Ways<'_>, em: f32) -> bool {
    if own.to - own.from >= LONG * em {
        return false;
    }
    let side = side(em);
    let step = (CHAIN_STEP * em).max(3.0);
    let crosses = |from: f32, to: f32| ways.met(own, 0.0).any(|at| from - 1.5 <= at && at <= to + 1.5);
    let parts = steps(own.from, own.to, step).into_iter().filter(|(from, to)| !crosses(*from, *to));
    let mut dark: Vec<f32> = parts.map(|(from, to)| ways.darkness(own.at, from, to, side).min(MOST as f32)).collect();
    dark.sort_by(f32::total_cmp);
    let Some(strength) = dark.get(dark.len() * 3 / 4).copied().filter(|strength| *strength >= STROKE) else { return false };
    let pale = dark.iter().filter(|d| **d < strength * TRACE).count();
    pale * 100 > dark.len() * PALE
}

fn snug(em: f32) -> f32 {
    (SNUG * em).max(4.0)
}

/// How far from a line it is held against what lies beside it, in pixels.
fn side(em: f32) -> usize {
    ((em * 0.2).round() as usize).clamp(3, 9)
}

/// Whether two rulings of different directions touch, or nearly.
fn meets(own: &Ruling, other: &Ruling, em: f32) -> bool {
    let near = MEET * em;
    own.from - near <= other.at && other.at <= own.to + near && other.from - near <= own.at && own.at <= other.to + near
}

/// Where rulings may go on to, in the picture in which they are level.
struct Ways<'g> {
    grey: &'g Grey,
    /// Those across them.
    across: &'g [Ruling],
    /// Where several of them begin or end.
    ends: Vec<f32>,
}

impl<'g> Ways<'g> {
    fn of(grey: &'g Grey, own: &[Ruling], across: &'g [Ruling], em: f32) -> Self {
        let mut all: Vec<f32> = own.iter().flat_map(|r| [r.from, r.to]).collect();
        all.sort_by(f32::total_cmp);
        let groups = all.chunk_by(|a, b| b - a <= SNUG * em);
        let ends = groups.filter(|group| group.len() >= COMMON).map(|group| group[group.len() / 2]).collect();
        Self { grey, across, ends }
    }

    /// Where a ruling is crossed, or nearly.
    fn met(&self, own: &Ruling, near: f32) -> impl Iterator<Item = f32> {
        let at = own.at;
        self.across.iter().filter(move |r| r.from - near <= at && at <= r.to + near).map(|r| r.at)
    }

    /// How much darker a line is than both sides of it, on average from one column to another: of it and its neighbours the darkest.
    fn darkness(&self, at: f32, from: f32, to: f32, side: usize) -> f32 {
        let (width, height) = (self.grey.width, self.grey.height);
        let (from, to) = (from.max(0.0) as usize, (to.max(0.0) as usize).min(width));
        let y = at.max(0.0) as usize;
        if to <= from || y <= side || y + side + 1 >= height {
            return 0.0;
        }
        let mean = |y: usize| {
            let row = &self.grey.data[y * width + from..y * width + to];
            row.iter().map(|v| f32::from(*v)).sum::<f32>() / (to - from) as f32
        };
        let of = |y: usize| mean(y - side).min(mean(y + side)) - mean(y);
        [y - 1, y, y + 1].into_iter().map(of).fold(f32::MIN, f32::max)
    }
}

/// Lets a ruling go on to those across it, one after the other, as long as it can be traced that far: a watermark or a fold breaks it,
/// and a hairline is lost here and there.
fn grow(own: Ruling, ways: &Ways<'_>, em: f32) -> Ruling {
    let side = side(em);
    let step = (STEP * em).max(8.0);
    let strength = {
        let parts = steps(own.from, own.to, step);
        let count = parts.len().max(1) as f32;
        parts.into_iter().map(|(from, to)| ways.darkness(own.at, from, to, side).min(MOST as f32)).sum::<f32>() / count
    };
    let least = (strength * TRACE).max(TRACE_LEAST);
    let is_traced = |from: f32, to: f32| {
        let parts = steps(from, to, step);
        let seen = parts.iter().filter(|(from, to)| ways.darkness(own.at, *from, *to, side) >= least).count();
        seen * 100 >= parts.len() * TRACED
    };
    // A short one must be seen to reach what it meets.
    let near = if own.to - own.from >= ALONE * em { MEET * em } else { snug(em) };
    let mut meeting: Vec<f32> = ways.met(&own, MEET * em).collect();
    meeting.extend(&ways.ends);
    meeting.sort_by(f32::total_cmp);
    let mut grown = own;
    for x in meeting.iter().filter(|x| **x > own.to + near) {
        if !is_traced(grown.to, *x) {
            break;
        }
        grown.to = *x;
    }
    for x in meeting.iter().rev().filter(|x| **x < own.from - near) {
        if !is_traced(*x, grown.from) {
            break;
        }
        grown.from = *x;
    }
    grown
}

/// A stretch in steps of about this length.
fn steps(from: f32, to: f32, step: f32) -> Vec<(f32, f32)> {
    let count = ((to - from) / step).round().max(1.0) as usize;
    let each = (to - from) / count as f32;
    (0..count).map(|n| (from + each * n as f32, from + each * (n + 1) as f32)).collect()
}

/// Rulings that grew over each other are one.
fn united(mut rulings: Vec<Ruling>, em: f32) -> Vec<Ruling> {
    rulings.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut united: Vec<Ruling> = Vec::new();
    for part in rulings {
        let same = |r: &&mut Ruling| (r.at - part.at).abs() <= (em * 0.12).max(2.0) && part.from <= r.to;
        if let Some(line) = united.iter_mut().rev().find(same) {
            line.to = line.to.max(part.to);
            line.thick = line.thick.max(part.thick);
        } else {
            united.push(part);
        }
    }
    united
}

/// Lets a ruling end at one across that it nearly reaches.
fn extend(own: &mut Ruling, across: &[Ruling], em: f32) {
    let touching = across.iter().filter(|other| meets(own, other, em));
    let (from, to) = touching.fold((own.from, own.to), |(from, to), other| (from.min(other.at), to.max(other.at)));
    (own.from, own.to) = (from, to);
}

/// The level lines of a picture.
fn lines(grey: &Grey, threshold: u8, em: f32, shortest: f32) -> Vec<Ruling> {
    let (width, height) = (grey.width, grey.height);
    let side = side(em);
    let window = ((em * WINDOW) as usize).max(12).min(width.max(1));
    let mut ink = Ink { width, height, data: vec![false; width * height] };
    let mut darker = vec![0i32; width];
    for y in side..height.saturating_sub(side) {
        let row = |y: usize| &grey.data[y * width..(y + 1) * width];
        let (above, own, below) = (row(y - side), row(y), row(y + side));
        for x in 0..width {
            darker[x] = (i32::from(above[x].min(below[x])) - i32::from(own[x])).clamp(-MOST, MOST);
        }
        let to = &mut ink.data[y * width..(y + 1) * width];
        mark_row(&darker, window, to);
    }
    let marks = ink.marks(|mark| mark.area.width() as f32 >= em * 0.8 && mark.area.height() as f32 <= em * 0.6);
    let found = marks.iter().map(|mark| Ruling {
        at: mark.rows as f32 / mark.count as f32 + 0.5,
        from: mark.area.x0 as f32,
        to: mark.area.x1 as f32,
        thick: mark.count as f32 / mark.area.width() as f32,
    });
    let is_line = |r: &Ruling| !is_stroke(grey, threshold, r, em);
    let mut joined = join(found.filter(is_line).collect(), em);
    joined.retain(|r| r.to - r.from >= shortest * em);
    joined
}

/// Whether a line lies in characters: there is ink on both sides of it, all along.
fn is_stroke(grey: &Grey, threshold: u8, r: &Ruling, em: f32) -> bool {
    if r.to - r.from > LONG * em {
        return false;
    }
    let (from, to) = (r.from as usize, (r.to as usize).min(grey.width));
    let near = (r.thick / 2.0 + 2.0).round();
    let far = (BESIDE * em).max(near + 3.0);
    let share = |y0: f32, y1: f32| {
        let (y0, y1) = (y0.max(0.0) as usize, (y1.max(0.0) as usize).min(grey.height));
        let ink =
            (y0..y1).map(|y| grey.data[y * grey.width + from..y * grey.width + to].iter().filter(|v| **v < threshold).count());
        ink.sum::<usize>() as f32 / ((y1.saturating_sub(y0) * (to - from)).max(1)) as f32
    };
    share(r.at - far, r.at - near) > INKED && share(r.at + near, r.at + far) > INKED
}

/// Marks the pixels of a row that lie on a line: each part of a window is dark, so a stroke with paper at its ends is none.
fn mark_row(darker: &[i32], window: usize, to: &mut [bool]) {
    let width = darker.len();
    let (mut sums, mut counts) = (Vec::with_capacity(width + 1), Vec::with_capacity(width + 1));
    let (mut sum, mut count) = (0i32, 0usize);
    sums.push(0);
    counts.push(0);
    for value in darker {
        sum += value;
        count += usize::from(*value > FAINT);
        sums.push(sum);
        counts.push(count);
    }
    let part = (window / PARTS).max(3);
    let dark = |from: usize, len: usize, share: usize| {
        let to = from + len;
        (counts[to] - counts[from]) * 100 >= len * share && sums[to] - sums[from] >= LEAST * len as i32
    };
    let window = part * PARTS;
    let mut from = 0;
    while from + window <= width {
        let holds = dark(from, window, SHARE) && (0..PARTS).all(|n| dark(from + n * part, part, PART_SHARE));
        if !holds {
            from += 1;
            continue;
        }
        // All of it but what is not dark at its ends.
        let solid = |x: usize| darker[x..(x + 4).min(width)].iter().filter(|d| **d > 1).count() >= 3;
        let ends = |x: usize| darker[x.saturating_sub(3)..=x].iter().filter(|d| **d > 1).count() >= 3;
        let end = from + window - 1;
        let first = if from > 0 && to[from - 1] { from } else { (from..=end).find(|x| solid(*x)).unwrap_or(end) };
        let last = (first..=end).rev().find(|x| ends(*x)).unwrap_or(first);
        to[first..=last].fill(true);
        from += 1;
    }
}

/// Joins the parts of broken lines.
fn join(mut parts: Vec<Ruling>, em: f32) -> Vec<Ruling> {
    parts.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut joined: Vec<Ruling> = Vec::new();
    for part in parts {
        let goes_on = |r: &&mut Ruling| (r.at - part.at).abs() <= (em * 0.12).max(2.0) && part.from <= r.to + GAP * em;
        if let Some(line) = joined.iter_mut().rev().find(goes_on) {
            let (own, other) = (line.to - line.from, part.to - part.from);
            line.at = (line.at * own + part.at * other) / (own + other).max(1.0);
            line.to = line.to.max(part.to);
            line.thick = line.thick.max(part.thick);
        } else {
            joined.push(part);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pseudo-random walk that is the same each time.
    fn noise(index: usize) -> i32 {
        let mixed = (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((mixed >> 40) % 17) as i32 - 8
    }

    fn table(darkness: u8) -> Grey {
        let mut grey = Grey::filled(600, 400, 240);
        for y in 0..400 {
            for x in 0..600 {
                let line = (50..=350).contains(&y) && (100..=500).contains(&x) && ((y - 50) % 60 == 0 || (x - 100) % 100 == 0);
                let value = if line { 240 - i32::from(darkness) } else { 240 } + noise(y * 600 + x);
                grey.data[y * 600 + x] = value.clamp(0, 255) as u8;
            }
        }
        grey
    }

    #[test]
    fn hairlines_hardly_darker_than_noise_are_rulings() {
        for darkness in [20, 60, 200] {
            let found = rulings(&table(darkness), 150, 28.0);
            assert_eq!((found.level.len(), found.upright.len()), (6, 5), "{darkness}: {found:?}");
            assert!(found.level.iter().all(|r| (r.from - 100.5).abs() < 6.0 && (r.to - 500.5).abs() < 6.0), "{found:?}");
        }
    }

    /// A table whose line at 110 is seen here and there only from one column to another, and whose line at 230 is not drawn there.
    fn broken() -> Grey {
        let mut grey = table(40);
        for x in 202..298 {
            if x % 30 >= 18 {
                grey.data[110 * 600 + x] = (240 + noise(x)).clamp(0, 255) as u8;
            }
            grey.data[230 * 600 + x] = (240 + noise(x)).clamp(0, 255) as u8;
        }
        grey
    }

    #[test]
    fn a_line_is_traced_where_it_is_seen_here_and_there_and_ends_where_it_is_not() {
        let found = rulings(&broken(), 150, 28.0);
        let at = |y: f32| found.level.iter().filter(|r| (r.at - y).abs() < 3.0).map(|r| (r.from, r.to)).collect::<Vec<_>>();
        assert!(matches!(at(110.5)[..], [(from, to)] if from < 104.0 && to > 496.0), "{:?}", at(110.5));
        assert_eq!(at(230.5).len(), 2, "{:?}", at(230.5));
    }

    #[test]
    fn feet_of_digits_are_no_ruling() {
        let mut grey = table(200);
        for x in 216..288 {
            let (foot, stem) = (x % 12 < 11, (4..7).contains(&(x % 12)));
            for y in 80..97 {
                if foot && y >= 95 || stem {
                    grey.data[y * 600 + x] = 40;
                }
            }
        }
        let found = rulings(&grey, 150, 28.0);
        assert_eq!((found.level.len(), found.upright.len()), (6, 5), "{found:?}");
    }

    #[test]
    fn strokes_of_rows_above_each_other_are_no_ruling() {
        let mut grey = table(200);
        for row in 0..12 {
            let top = 57 + row * 20;
            for y in 0..12 {
                let at = (top + y) * 600 + 150;
                grey.data[at..at + 2].fill(40);
            }
            // The level rulings that part them.
            grey.data[(top + 15) * 600 + 100..(top + 15) * 600 + 501].fill(40);
        }
        let found = rulings(&grey, 150, 16.0);
        assert_eq!(found.upright.len(), 5, "{:?}", found.upright);
    }

    #[test]
    fn paper_has_none() {
        assert_eq!(rulings(&table(0), 150, 28.0), Rulings::default());
    }
}
