//! Groups within groups in a list without levels, told by arithmetic: every way in which rows make up a row above them is followed.
//!
//! Rows of equal figures beside each other may be a group and its only part, or two parts; which it is, only the total says. So
//! for each row all the places are kept where what it stands for may end, from the last row to the first. That a row is the sum of
//! several behind it is seldom chance: that it stands alone nonetheless is only thought of where no other way makes the total.

use rustc_hash::FxHashSet;

/// So many partial sums are looked at, at most; a list that asks for more stays unknown.
const MOST_SUMS: usize = 400_000;

/// For each row how many of those behind it stand below it, where the outermost make up the total; nothing where no way does.
pub(super) fn forest(figures: &[i128], total: i128) -> Option<Vec<usize>> {
    if figures.iter().any(|figure| *figure < 0) {
        return None;
    }
    [false, true].into_iter().find_map(|chance| found(figures, total, chance))
}

fn found(figures: &[i128], total: i128, chance: bool) -> Option<Vec<usize>> {
    let mut search = Search { figures, chance, ends: vec![Vec::new(); figures.len()], left: MOST_SUMS };
    for at in (0..figures.len()).rev().filter(|at| figures[*at] > 0) {
        search.ends[at] = search.ends_of(at)?;
    }
    let mut spans = vec![0; figures.len()];
    // Each row whose parts are still to be told, with the place behind its last one.
    let mut open = vec![(0, figures.len(), total)];
    while let Some((from, to, whole)) = open.pop() {
        for (at, end) in search.parts(from, to, whole)? {
            spans[at] = end - at;
            if end > at {
                open.push((at + 1, end + 1, figures[at]));
            }
        }
    }
    Some(spans)
}

struct Search<'f> {
    figures: &'f [i128],
    /// A row that is the sum of several may be none of them.
    chance: bool,
    /// For each row the last rows of what may stand below it, the nearest first.
    ends: Vec<Vec<usize>>,
    left: usize,
}

impl Search<'_> {
    /// Where what stands below a row may end, the row itself last where it may be alone.
    fn choices(&self, row: usize) -> impl Iterator<Item = usize> {
        let below = &self.ends[row];
        let twin = self.figures.get(row + 1) == self.figures.get(row);
        let alone = (self.chance || twin || below.is_empty()).then_some(row);
        below.iter().copied().chain(alone)
    }

    /// The last rows of all that may make up a row; nothing where the sums are too many.
    fn ends_of(&mut self, at: usize) -> Option<Vec<usize>> {
        let whole = self.figures[at];
        let mut ends = Vec::new();
        let mut seen = FxHashSet::default();
        let mut open = vec![(at + 1, 0)];
        while let Some((next, sum)) = open.pop() {
            if sum == whole && next > at + 1 {
                ends.push(next - 1);
            }
            let Some(figure) = self.figures.get(next) else { continue };
            let sum = sum + figure;
            let ways: Vec<usize> = self.choices(next).filter(|_| sum <= whole).collect();
            self.left = self.left.checked_sub(ways.len())?;
            open.extend(ways.into_iter().map(|end| (end + 1, sum)).filter(|way| seen.insert(*way)));
        }
        ends.sort_unstable();
        ends.dedup();
        Some(ends)
    }

    /// Rows of a stretch, each with the last one below it, that make up a whole. A row has parts before it has none.
    fn parts(&mut self, from: usize, to: usize, whole: i128) -> Option<Vec<(usize, usize)>> {
        let mut dead = FxHashSet::default();
        let mut way: Vec<(usize, usize)> = Vec::new();
        let mut sums = vec![0_i128];
        // Of each row on the way, which of its ends is tried next.
        let mut tried = vec![0_usize];
        while let (Some(sum), Some(choice)) = (sums.last().copied(), tried.last_mut()) {
            let next = way.last().map_or(from, |(_, end)| end + 1);
            if next == to && sum == whole {
                return Some(way);
            }
            let is_open = next < to && sum <= whole && !dead.contains(&(next, sum));
            let end = if is_open { self.choices(next).nth(*choice) } else { None };
            *choice += 1;
            match end {
                Some(end) if end < to => {
                    self.left = self.left.checked_sub(1)?;
                    way.push((next, end));
                    sums.push(sum + self.figures[next]);
                    tried.push(0);
                }
                Some(_) => {}
                None => {
                    dead.insert((next, sum));
                    way.pop();
                    sums.pop();
                    tried.pop();
                }
            }
        }
        None
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_where_the_sums_say() {
        for (figures, total, want) in [
            // A list of rows.
            (&[3, 4, 5][..], 12, Some(vec![0, 0, 0])),
            // All, units, classes, groups, projects; a group of one project beside projects of one figure.
            (
                &[100, 70, 30, 20, 10, 10, 10, 10, 40, 40, 20, 20, 30, 30, 5, 5, 25, 5, 20],
                100,
                Some(vec![18, 10, 5, 2, 0, 0, 1, 0, 3, 2, 0, 0, 6, 5, 1, 0, 2, 0, 0]),
            ),
            (&[3, 4, 5][..], 13, None),
        ] {
            assert_eq!(forest(figures, total), want, "{figures:?}");
        }
    }

    #[test]
    fn a_list_of_too_many_sums_stays_unknown() {
        let figures: Vec<i128> = (0..400).map(|n| 1 << (n % 60)).collect();
        assert_eq!(forest(&figures, 1 << 70), None);
    }
}
