//! What hangs together in a picture of ink and paper.

/// Ink, pixel by pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ink {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// By row, then column.
    pub data: Vec<bool>,
}

/// An area of pixels: from `x0`, `y0` to before `x1`, `y1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left.
    pub x0: usize,
    /// Top.
    pub y0: usize,
    /// Right, not in it.
    pub x1: usize,
    /// Bottom, not in it.
    pub y1: usize,
}

impl Area {
    /// Pixels across.
    pub const fn width(&self) -> usize {
        self.x1.saturating_sub(self.x0)
    }

    /// Pixels down.
    pub const fn height(&self) -> usize {
        self.y1.saturating_sub(self.y0)
    }

    /// The smallest area around both.
    pub fn union(&self, other: &Self) -> Self {
        let (x0, y0) = (self.x0.min(other.x0), self.y0.min(other.y0));
        Self { x0, y0, x1: self.x1.max(other.x1), y1: self.y1.max(other.y1) }
    }
}

/// Pixels that hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Around them.
    pub area: Area,
    /// How many.
    pub count: usize,
    /// The sum of their rows, for the middle.
    pub rows: usize,
}

/// Pixels of one row from `x0` to before `x1`.
#[derive(Debug, Clone, Copy)]
struct Run {
    y: usize,
    x0: usize,
    x1: usize,
}

impl Ink {
    /// All marks, corners joined; `keep` marks alone stay in the ink.
    pub fn marks(&mut self, keep: impl Fn(&Mark) -> bool) -> Vec<Mark> {
        let runs = self.runs();
        let mut sets = Sets::new(runs.len());
        let (mut above, mut next) = (0, 0);
        for index in 0..runs.len() {
            let run = runs[index];
            if index == 0 || runs[index - 1].y != run.y {
                // `above` walks over the row before, to before `next`.
                (above, next) = (next, index);
                if index > 0 && runs[index - 1].y + 1 != run.y {
                    above = index;
                }
            }
            while above < next && runs[above].x1 < run.x0 {
                above += 1;
            }
            (above..next).take_while(|other| runs[*other].x0 <= run.x1).for_each(|other| sets.union(other, index));
        }
        let mut marks: Vec<Option<Mark>> = vec![None; runs.len()];
        for (index, run) in runs.iter().enumerate() {
            let own = Mark {
                area: Area { x0: run.x0, y0: run.y, x1: run.x1, y1: run.y + 1 },
                count: run.x1 - run.x0,
                rows: run.y * (run.x1 - run.x0),
            };
            let root = sets.find(index);
            marks[root] = Some(marks[root].map_or(own, |mark| Mark {
                area: mark.area.union(&own.area),
                count: mark.count + own.count,
                rows: mark.rows + own.rows,
            }));
        }
        for (index, run) in runs.iter().enumerate() {
            if !marks[sets.find(index)].as_ref().is_some_and(&keep) {
                self.data[run.y * self.width + run.x0..run.y * self.width + run.x1].fill(false);
            }
        }
        marks.into_iter().flatten().filter(|mark| keep(mark)).collect()
    }

    fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for (y, row) in self.data.chunks_exact(self.width.max(1)).enumerate() {
            let mut x = 0;
            while let Some(from) = row[x..].iter().position(|ink| *ink) {
                let x0 = x + from;
                let x1 = row[x0..].iter().position(|ink| !*ink).map_or(row.len(), |len| x0 + len);
                runs.push(Run { y, x0, x1 });
                x = x1;
            }
        }
        runs
    }
}

/// Disjoint sets of numbers.
#[derive(Debug)]
pub struct Sets(Vec<usize>);

impl Sets {
    /// Each number alone.
    pub fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    /// The number that stands for a set.
    pub fn find(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    /// Makes two sets one; the smaller number stands for it.
    pub fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(rows: &[&str]) -> Ink {
        let data = rows.iter().flat_map(|row| row.bytes().map(|b| b == b'#')).collect();
        Ink { width: rows[0].len(), height: rows.len(), data }
    }

    #[test]
    fn marks_hang_together_over_corners() {
        let mut drawn = ink(&["#..##", ".#..#", "#....", "..###", "..#.#"]);
        let marks = drawn.marks(|mark| mark.count > 3);
        assert_eq!(marks.len(), 1);
        assert_eq!((marks[0].count, marks[0].area), (5, Area { x0: 2, y0: 3, x1: 5, y1: 5 }));
        assert_eq!(drawn.data.iter().filter(|ink| **ink).count(), 5);
        assert_eq!(ink(&["#..##", ".#..#", "#....", "..###", "..#.#"]).marks(|_| true).len(), 3);
        assert_eq!(ink(&["##.##.##", "#.###..#", "########"]).marks(|_| true).len(), 1);
    }
}
