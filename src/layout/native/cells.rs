//! Cells as a file holds them to lines and grids: what stands around a table leaves its grid, tables in one grid are parted.
//!
//! Writers put titles, units and notes into cells of the table, and several tables one below the other. Columns and rows have
//! coordinates of their own (those of a workbook's sheet, or counted), so that a place can be found again.

use super::look;
use crate::diagnostic::Diagnostic;
use crate::grammar::is_note;
use crate::layout::line::Line;
use crate::layout::sheet::{Cell, Grid, GridKind};
use crate::limits::{MAX_GRID_CELLS, MAX_TABLE_COLUMNS};
use crate::place::{Place, Rect};

/// Height of a line and of a row.
pub(super) const SIZE: f32 = 1.0;
/// Height of a line outside of grids.
const LINE_HEIGHT: f32 = 0.4;
/// A blank before the text of a cell sets it in by so many points, as half a character would.
const INDENT: f32 = 6.0;
/// A first row of one cell is a title from so many characters; below it may be the heading of all columns: `收入`.
const TITLE: usize = 8;

/// So many merged rows head what follows them, at most.
const MOST_MERGED: usize = 6;
/// No header is higher.
const MOST_HEADER: usize = 6;

/// A cell with text, or one that spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub row: usize,
    pub col: usize,
    pub rows: usize,
    pub cols: usize,
    /// Its lines; none when it is empty.
    pub lines: Vec<String>,
    /// Blanks before its text.
    pub indent: usize,
}

impl Held {
    /// Its text, the lines joined.
    fn text(&self) -> String {
        self.lines.concat()
    }
}

/// A table as its file holds it.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// The coordinate of each column, ascending.
    pub xs: Vec<u32>,
    /// The coordinate of each row, ascending.
    pub ys: Vec<u32>,
    /// Its cells, by row, then column; no two cover one place.
    pub cells: Vec<Held>,
    /// Blank rows between tables part them, and none is a row: those of a workbook's sheet.
    pub endless: bool,
}

impl Loose {
    /// Whether it holds nothing but the header of a table: a few rows of headings.
    pub fn is_header(&self, rows: usize) -> bool {
        let read = Rows::of(self);
        let heads = |row: usize| {
            let texts: Vec<(usize, String)> = read.filled(row).map(|cell| (cell.col, cell.text())).collect();
            let texts: Vec<(usize, &str)> = texts.iter().map(|(col, text)| (*col, text.as_str())).collect();
            texts.len() > 1 && read.look(row) == Look::Body && !look::is_data(&texts)
        };
        (1..=rows).contains(&self.ys.len()) && (0..self.ys.len()).all(heads)
    }

    /// Whether its first row is none of the table but a title, a number or a unit line.
    pub fn leads(&self) -> bool {
        !self.ys.is_empty() && matches!(Rows::of(self).look(0), Look::Caption | Look::Alone)
    }

    /// Whether this is the header of a table below it, which has as many columns and no header of its own.
    pub fn heads(&self, below: &Self) -> bool {
        let read = Rows::of(below);
        let first: Vec<(usize, String)> = (0..below.ys.len())
            .map(|row| read.filled(row).map(|cell| (cell.col, cell.text())).collect::<Vec<_>>())
            .find(|texts| !texts.is_empty())
            .unwrap_or_default();
        let first: Vec<(usize, &str)> = first.iter().map(|(col, text)| (*col, text.as_str())).collect();
        self.xs.len() == below.xs.len() && first.len() >= 2 && look::is_data(&first)
    }

    /// This header with the rows of a table below it.
    pub fn above(self, below: Self) -> Self {
        let (high, last) = (self.ys.len(), self.ys.last().map_or(0, |y| y + 1));
        let start = below.ys.first().copied().unwrap_or(0);
        let mut joined = self;
        joined.ys.extend(below.ys.iter().map(|y| y - start + last));
        joined.cells.extend(below.cells.into_iter().map(|cell| Held { row: cell.row + high, ..cell }));
        joined
    }
}

/// What a table falls into, top to bottom.
#[derive(Debug)]
pub(super) enum Part {
    Line(Line),
    Grid(Grid),
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Blank,
    /// A title, a number, a unit line.
    Caption,
    Note,
    /// One cell alone over most of the width, long enough for a title.
    Alone,
    Body,
}

/// Parts a table.
pub(super) fn part(page: u32, table: &Loose, diagnostics: &mut Vec<Diagnostic>) -> Vec<Part> {
    let rows = Rows::of(table);
    let looks: Vec<Look> = (0..table.ys.len()).map(|row| rows.look(row)).collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < looks.len() {
        // What leads: lines up to the first row of the table.
        while at < looks.len() && looks[at] != Look::Body && !rows.heads_columns(&looks, at) {
            parts.extend(rows.line(at).into_iter().map(Part::Line));
            at += 1;
        }
        let end = end_of(&rows, &looks, at);
        let last = last_of(&rows, &looks, at, end);
        if at < last {
            match rows.grid(page, at, last, diagnostics) {
                Some(grid) => parts.push(Part::Grid(grid)),
                None => parts.extend((at..last).flat_map(|row| rows.line(row)).map(Part::Line)),
            }
        }
        parts.extend((last.max(at)..end).flat_map(|row| rows.line(row)).map(Part::Line));
        at = end.max(at + usize::from(end == at));
    }
    parts
}

/// All rows as lines: those of a sheet that holds no table.
pub(super) fn as_lines(table: &Loose) -> Vec<Part> {
    let rows = Rows::of(table);
    (0..table.ys.len()).flat_map(|row| rows.line(row)).map(Part::Line).collect()
}

/// Index of the row behind the table that begins at `start` and what stands below it: the caption of the next one, or the end.
fn end_of(rows: &Rows<'_>, looks: &[Look], start: usize) -> usize {
    let mut at = start + 1;
    let mut blank = false;
    while at < looks.len() {
        let caption = match looks[at] {
            Look::Caption => true,
            // Behind a blank row of a sheet a line alone heads what follows.
            Look::Alone => blank && rows.table.endless,
            _ => false,
        };
        if caption && looks[at..].contains(&Look::Body) {
            return at;
        }
        blank = looks[at] == Look::Blank;
        at += 1;
    }
    looks.len()
}

/// Index behind the last row of the table: notes and signatures below it are none, nor are blank rows above those.
fn last_of(rows: &Rows<'_>, looks: &[Look], start: usize, end: usize) -> usize {
    let mut last = end;
    let mut at = end;
    while at > start {
        let look = looks[at - 1];
        let below =
            matches!(look, Look::Note | Look::Caption) || rows.signs(at - 1) || look == Look::Alone && rows.is_wide(at - 1);
        if look != Look::Blank && !below {
            break;
        }
        at -= 1;
        if below || rows.table.endless {
            last = at;
        }
    }
    // Blank rows directly above what was taken.
    while last < end && last > start && looks[last - 1] == Look::Blank {
        last -= 1;
    }
    last
}

/// The cells of a table by row.
struct Rows<'t> {
    table: &'t Loose,
    /// For each row the index of its first cell.
    firsts: Vec<usize>,
}

impl<'t> Rows<'t> {
    fn of(table: &'t Loose) -> Self {
        let mut firsts = vec![0; table.ys.len() + 1];
        for cell in &table.cells {
            if let Some(first) = firsts.get_mut(cell.row + 1) {
                *first += 1;
            }
        }
        for row in 1..firsts.len() {
            firsts[row] += firsts[row - 1];
        }
        Self { table, firsts }
    }

    fn cells(&self, row: usize) -> &'t [Held] {
        self.table.cells.get(self.firsts[row]..self.firsts[row + 1]).unwrap_or_default()
    }

    fn filled(&self, row: usize) -> impl Iterator<Item = &'t Held> {
        self.cells(row).iter().filter(|cell| !cell.lines.is_empty())
    }

    fn look(&self, row: usize) -> Look {
        let texts: Vec<String> = self.filled(row).map(Held::text).collect();
        let caption = |text: &String| look::is_label_line(text) || look::is_title(text);
        let beside = |text: &String| caption(text) || look::is_year_remark(text) || look::is_open_label(text);
        match texts.as_slice() {
            [] => Look::Blank,
            [only] if caption(only) || self.is_headed(row) => Look::Caption,
            [only] if is_note(only) => Look::Note,
            [only] if look::is_sentence(only) => Look::Alone,
            // Over all columns behind a blank row of a sheet: `第三部分`.
            [_] if self.table.endless && self.begins_anew(row) => Look::Alone,
            [only] if only.chars().count() >= TITLE && !look::is_number(only) => Look::Alone,
            [_] => Look::Body,
            several if several.iter().any(|text| look::is_label_line(text)) && several.iter().all(beside) => Look::Caption,
            _ => Look::Body,
        }
    }

    /// Whether the only cell of a row is merged over most of the width, and what stands directly above it is blank or such a cell.
    fn begins_anew(&self, row: usize) -> bool {
        let merged =
            |row: usize| self.is_wide(row) && self.filled(row).all(|cell| cell.cols > 1) && self.filled(row).count() == 1;
        let above = (row.saturating_sub(MOST_MERGED)..row).rev().find(|above| !merged(*above));
        merged(row) && above.is_some_and(|above| self.filled(above).next().is_none())
    }

    /// Whether a line alone is the first row of the table after all: one cell above the columns, where nothing wider follows.
    fn heads_columns(&self, looks: &[Look], row: usize) -> bool {
        looks[row] == Look::Alone
            && !self.is_wide(row)
            && self.filled(row).next().is_some_and(|cell| cell.col > 0)
            && looks.get(row + 1) == Some(&Look::Body)
    }

    /// Whether the only text of a row stands in one cell over most of the width.
    fn is_wide(&self, row: usize) -> bool {
        self.filled(row).next().is_some_and(|cell| cell.cols * 10 >= self.table.xs.len() * 6)
    }

    /// Whether the texts of a row sign or date the table.
    fn signs(&self, row: usize) -> bool {
        // `单位负责人：| |财务负责人：`: some write them in one cell, some each in one of its own.
        self.filled(row).next().is_some_and(|cell| cell.col == 0) && self.filled(row).all(|cell| look::is_signature(&cell.text()))
    }

    /// Whether the only cell of a row holds a title and a unit line on lines of their own.
    fn is_headed(&self, row: usize) -> bool {
        self.filled(row).next().is_some_and(|cell| match cell.lines.as_slice() {
            [title, rest @ ..] => look::is_title(title) && !rest.is_empty() && rest.iter().all(|line| look::is_label_line(line)),
            [] => false,
        })
    }

    /// A row outside of grids: its texts parted by tabs; a title and a unit line in one cell are lines.
    fn line(&self, row: usize) -> Vec<Line> {
        let (Some(first), Some(last)) = (self.filled(row).next(), self.filled(row).last()) else { return Vec::new() };
        let texts = if self.is_headed(row) {
            first.lines.clone()
        } else {
            vec![self.filled(row).map(Held::text).collect::<Vec<_>>().join("\t")]
        };
        // Less than a row high, so that the next row is no wrapped part of this one.
        let (count, y) = (texts.len() as f32, self.table.ys[row] as f32);
        let rect = |at: usize| {
            let y = y + at as f32 / count;
            Rect::new(self.left(first.col), y, self.right(last.col + last.cols), y + LINE_HEIGHT / count)
        };
        texts.into_iter().enumerate().map(|(at, text)| Line { text, rect: rect(at), size: SIZE }).collect()
    }

    fn left(&self, col: usize) -> f32 {
        self.table.xs.get(col).copied().unwrap_or_default() as f32
    }

    /// The right border of the column before `end`.
    fn right(&self, end: usize) -> f32 {
        end.checked_sub(1).and_then(|last| self.table.xs.get(last)).map_or(0.0, |x| (x + 1) as f32)
    }

    /// The lower border of the row before `end`.
    fn bottom(&self, end: usize) -> f32 {
        end.checked_sub(1).and_then(|last| self.table.ys.get(last)).map_or(0.0, |y| (y + 1) as f32)
    }

    /// The grid of the rows `from..to`, without columns in which nothing begins; `None` when it is beyond the limits.
    fn grid(&self, page: u32, from: usize, to: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Grid> {
        let reached = self.reached(from, to);
        let cells = reached.as_deref().unwrap_or(&self.table.cells[self.firsts[from]..self.firsts[to]]);
        let mut begins = vec![false; self.table.xs.len()];
        cells.iter().filter(|cell| !cell.lines.is_empty()).for_each(|cell| begins[cell.col] = true);
        // `kept[col]`: how many columns before it stay.
        let kept: Vec<usize> = std::iter::once(0)
            .chain(begins.iter().scan(0, |sum, begins| {
                *sum += usize::from(*begins);
                Some(*sum)
            }))
            .collect();
        let columns: Vec<usize> = (0..begins.len()).filter(|col| begins[*col]).collect();
        let (left, right) = (self.left(*columns.first()?), self.right(columns.last()? + 1));
        let rect = Rect::new(left, self.table.ys[from] as f32, right, self.bottom(to));
        let most = usize::from(u16::MAX);
        if columns.len() * (to - from) > MAX_GRID_CELLS || columns.len() > MAX_TABLE_COLUMNS || to - from > most {
            let message =
                format!("a table of {} rows and {} columns is beyond the limit; it is read as lines", to - from, columns.len());
            diagnostics.push(Diagnostic::error("page.over_limit", message).at(Place::on(page, rect)));
            return None;
        }
        let mut xs: Vec<f32> = columns.iter().map(|col| self.left(*col)).collect();
        xs.push(right);
        let mut ys: Vec<f32> = self.table.ys[from..to].iter().map(|y| *y as f32).collect();
        ys.push(self.bottom(to));
        let cells = with_blanks(cells, from, to, &begins, &kept, |held| self.cell(held, from, to, &kept));
        Some(Grid { kind: GridKind::Native, page, rect, xs, ys, cells, open_below: false, open_columns: 0 })
    }

    /// The cells of the rows `from..to` of a sheet in whose header nobody merged cells: there a heading reaches over the empty places at
    /// its right below which headings stand. `None` where there is no such heading.
    fn reached(&self, from: usize, to: usize) -> Option<Vec<Held>> {
        if !self.table.endless {
            return None;
        }
        let heads = |row: usize| {
            let texts: Vec<(usize, String)> = self.filled(row).map(|cell| (cell.col, cell.text())).collect();
            let texts: Vec<(usize, &str)> = texts.iter().map(|(col, text)| (*col, text.as_str())).collect();
            texts.len() > 1 && !look::is_data(&texts)
        };
        let header = (from..to.min(from + MOST_HEADER)).take_while(|row| heads(*row)).count();
        let merged =
            self.table.cells[self.firsts[from]..self.firsts[from + header]].iter().any(|cell| cell.cols > 1 || cell.rows > 1);
        if header < 2 || merged {
            return None;
        }
        let mut cells = self.table.cells[self.firsts[from]..self.firsts[to]].to_vec();
        let mut wide = false;
        for row in from..from + header - 1 {
            let below: Vec<usize> = self.filled(row + 1).map(|cell| cell.col).collect();
            let own: Vec<usize> = self.filled(row).map(|cell| cell.col).collect();
            for cell in cells.iter_mut().filter(|cell| cell.row == row && !cell.lines.is_empty()) {
                let next = own.iter().find(|col| **col > cell.col).copied().unwrap_or(self.table.xs.len());
                let under: Vec<usize> = below.iter().filter(|col| (cell.col..next).contains(*col)).copied().collect();
                if let ([first, _, ..], Some(last)) = (under.as_slice(), under.last())
                    && *first == cell.col
                {
                    cell.cols = last + 1 - cell.col;
                    wide = true;
                }
            }
        }
        // Empty cells that a heading reaches over now.
        let spans: Vec<(usize, usize, usize)> =
            cells.iter().filter(|c| c.cols > 1).map(|c| (c.row, c.col, c.col + c.cols)).collect();
        let covered = |cell: &Held| spans.iter().any(|(row, col, end)| cell.row == *row && cell.col > *col && cell.col < *end);
        cells.retain(|cell| !covered(cell));
        wide.then_some(cells)
    }

    /// A cell in the grid of the rows `from..to`; `None` when it spans only columns that are left out.
    fn cell(&self, held: &Held, from: usize, to: usize, kept: &[usize]) -> Option<Cell> {
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let (end_col, end_row) = ((held.col + held.cols).min(self.table.xs.len()), (held.row + held.rows).min(to));
        let (col, cols) = (kept[held.col], kept[end_col] - kept[held.col]);
        let rect = Rect::new(self.left(held.col), self.table.ys[held.row] as f32, self.right(end_col), self.bottom(end_row));
        let count = held.lines.len() as f32;
        let line = |(at, text): (usize, &String)| {
            let y = rect.y0 + rect.height() * at as f32 / count;
            let x = rect.x0 + if at == 0 { held.indent as f32 * INDENT } else { 0.0 };
            // Set small, so that no line of a cell fills it.
            Line { text: text.clone(), rect: Rect::new(x, y, x, y + rect.height() / count), size: 0.1 * SIZE }
        };
        (cols > 0 && end_row > held.row).then(|| Cell {
            row: small(held.row - from),
            col: small(col),
            rows: small(end_row - held.row),
            cols: small(cols),
            rect,
            lines: held.lines.iter().enumerate().map(line).collect(),
            open_above: false,
            open_below: false,
        })
    }
}

/// The cells of the rows `from..to`, with an empty one at each place that none covers.
fn with_blanks(
    held: &[Held],
    from: usize,
    to: usize,
    begins: &[bool],
    kept: &[usize],
    cell: impl Fn(&Held) -> Option<Cell>,
) -> Vec<Cell> {
    let columns: Vec<usize> = (0..begins.len()).filter(|col| begins[*col]).collect();
    let mut covered = vec![false; columns.len() * (to - from)];
    let mut cells: Vec<Cell> = Vec::with_capacity(covered.len());
    for made in held.iter().filter_map(&cell) {
        for row in made.row..made.row + made.rows {
            let start = usize::from(row) * columns.len() + usize::from(made.col);
            covered[start..start + usize::from(made.cols)].fill(true);
        }
        cells.push(made);
    }
    let blank = |at: usize| Held {
        row: from + at / columns.len(),
        col: columns[at % columns.len()],
        rows: 1,
        cols: 1,
        lines: Vec::new(),
        indent: 0,
    };
    debug_assert!(kept.len() == begins.len() + 1);
    cells.extend((0..covered.len()).filter(|at| !covered[*at]).filter_map(|at| cell(&blank(at))));
    cells.sort_by_key(|cell| (cell.row, cell.col));
    cells
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
