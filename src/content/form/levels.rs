//! The levels of indicators: names that a merged cell prints once hold for all rows beside it, also where a page break cuts the cell.

use super::columns::{Columns, Part};
use super::sheet::{Line, Piece};
use super::types::Indicator;
use crate::codes::form_labels::{self, Label};
use crate::grammar::squeeze;

/// An indicator, and whether its column said what time it is for.
pub(super) struct Found {
    pub indicator: Indicator,
    pub said: bool,
}

/// The levels above the next row.
#[derive(Debug, Default)]
pub(super) struct Levels {
    pub item: Option<String>,
    pub level1: Option<Level>,
    pub level2: Option<Level>,
    /// That of the second half of a form that prints every indicator twice.
    pub second: Option<Level>,
    /// The page of the last row.
    page: u32,
    /// The cells of the first and the second level.
    strips: [Strip; 2],
}

/// The cells of one level, one below the other. A cell that a page break cuts prints its name in one of its parts.
#[derive(Debug, Default)]
struct Strip {
    /// So many rows of its page the last cell still covers.
    covered: usize,
    /// The last cell is one row high, and its name holds for the rows without one below it.
    carries: bool,
    /// No name stands in the cell of the last row.
    blank: bool,
    /// The first indicator beside a cell without a name that began on the page at work, or reached its end on the one before.
    unnamed: Option<usize>,
}

/// What a strip says at a row.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// No other cell.
    Same,
    /// A cell without a name begins: no name above reaches any further.
    Blank,
    /// A name at the head of a page is that of the cell without one at the foot of the page before, from this indicator on.
    Names(usize),
}

impl Strip {
    /// Takes up the cell of the next row: one with a name, one without, or none that begins there.
    fn step(&mut self, cell: Option<&Piece>, begins_page: bool, at: usize) -> Step {
        if begins_page {
            self.covered = 0;
        }
        let rows = cell.map_or(0, |cell| cell.rows);
        match cell.map(|cell| !cell.is_empty()) {
            Some(true) => {
                let named = self.unnamed.take().filter(|_| begins_page);
                (self.covered, self.carries, self.blank) = (rows.saturating_sub(1), rows <= 1, false);
                return named.map_or(Step::Same, Step::Names);
            }
            Some(false) if rows > 1 => self.covered = rows - 1,
            _ if self.covered > 0 => {
                self.covered -= 1;
                return Step::Same;
            }
            _ if self.blank || self.carries && !begins_page => return Step::Same,
            _ => {}
        }
        self.blank = true;
        if begins_page {
            return Step::Same;
        }
        self.unnamed = Some(at);
        Step::Blank
    }
}

/// The name of a level.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub text: String,
    pub class: Option<&'static str>,
}

impl Level {
    pub fn of(piece: &Piece, level: u8) -> Self {
        let class = piece.class(level).map(Label::name);
        Self { text: piece.text.clone(), class }
    }
}

impl Levels {
    /// Joins the name of a level that a page break cut (西安: `效` at the foot of the page, `益指标` at the head of the next), also in
    /// the indicators already read under its first part.
    pub fn join_cut(&mut self, piece: &Piece, depth: u8, found: &mut [Found]) -> bool {
        let level = if depth == 1 { &mut self.level1 } else { &mut self.level2 };
        let Some(above) = level.as_mut().filter(|l| l.class.is_none() && piece.class(depth).is_none()) else { return false };
        let whole = format!("{}{}", above.text, piece.text);
        let Some(class) = form_labels::labels(&whole).into_iter().find(|l| l.level() == Some(depth)).map(Label::name) else {
            return false;
        };
        for cut in found.iter_mut().rev().map(|f| &mut f.indicator) {
            let printed = if depth == 1 { &mut cut.level1 } else { &mut cut.level2 };
            if printed.as_deref() != Some(above.text.as_str()) {
                break;
            }
            *printed = Some(whole.clone());
            cut.class = cut.class.or(Some(class));
        }
        *above = Level { text: whole, class: Some(class) };
        true
    }

    /// Takes up where the cells of the levels begin and end in a row.
    pub fn part(&mut self, line: &Line, columns: &Columns, found: &mut [Found]) {
        let before = std::mem::replace(&mut self.page, line.page);
        let begins_page = before != 0 && before != line.page;
        for (depth, part) in [(1, Part::Level1), (2, Part::Level2)] {
            let mut cells = line.pieces.iter().filter(|p| columns.at(p).is_some_and(|c| c.part == part));
            let cell = cells.next();
            match self.strips[depth - 1].step(cell, begins_page, found.len()) {
                Step::Same => {}
                Step::Blank if depth == 1 => (self.level1, self.level2, self.second) = (None, None, None),
                Step::Blank => self.level2 = None,
                Step::Names(first) => {
                    let Some(level) = cell.map(|cell| Level::of(cell, depth as u8)) else { continue };
                    for indicator in found.iter_mut().skip(first).map(|f| &mut f.indicator) {
                        let printed = if depth == 1 { &mut indicator.level1 } else { &mut indicator.level2 };
                        if printed.is_none() {
                            *printed = Some(level.text.clone());
                            indicator.class = indicator.class.or(level.class);
                        }
                    }
                    // The cells of the second level stand beside that of the first, whose name comes late.
                    if depth == 1 {
                        self.level1 = Some(level);
                    }
                }
            }
        }
    }

    /// The name of a second level that stands under another first one than that above (社会效益 and 产出): beside a cell without a name
    /// another has begun, which has none either.
    pub fn set_second(&mut self, piece: &Piece, at: usize) {
        let under = piece.class(2).and_then(Label::under);
        let above = self.level1.as_ref().and_then(|level| level.class).filter(|class| ["output", "benefit"].contains(class));
        if self.strips[0].blank && under.is_some_and(|under| above.is_some_and(|above| above != under)) {
            self.level1 = None;
            self.strips[0].unnamed = Some(at);
        }
        self.level2 = Some(Level::of(piece, 2));
    }

    /// Another indicator of the first level: the second begins anew.
    pub fn set_first(&mut self, piece: &Piece) {
        // The continuation of a merged cell over a page break may print its text again.
        if self.level1.as_ref().is_none_or(|l| squeeze(&l.text) != squeeze(&piece.text)) {
            self.level2 = None;
            self.second = None;
        }
        self.level1 = Some(Level::of(piece, 1));
    }

    pub fn class(&self) -> Option<&'static str> {
        self.level2.as_ref().and_then(|l| l.class).or(self.level1.as_ref().and_then(|l| l.class))
    }
}
