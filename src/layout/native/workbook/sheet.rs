//! A sheet of a workbook, as every format of workbooks gives it, to lines and grids.
//!
//! A place is a cell: columns and rows counted from 0 are the coordinates, so the box `[2, 6, 3, 7]` is the cell C7.

use super::super::cells::{self, Held, Loose, Part};
use super::super::look;
use crate::diagnostic::Diagnostic;
use crate::layout::line::Line;
use crate::layout::sheet::Sheet;
use crate::place::{Place, Rect};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    /// Row and column, 0-based.
    pub row: u32,
    pub col: u32,
    /// What it shows.
    pub text: String,
}

/// Cells that are one: the first and the last row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

/// A sheet as its file holds it.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub name: String,
    /// The workbook does not show it.
    pub hidden: bool,
    /// Cells with text, in any order.
    pub cells: Vec<Filled>,
    pub merges: Vec<Merge>,
    /// Rows and columns that it does not show.
    pub hidden_rows: Vec<RangeInclusive<u32>>,
    pub hidden_cols: Vec<RangeInclusive<u32>>,
    /// Cells whose format hides digits of their number.
    pub rounded: usize,
    /// Cells whose format was not understood, or is not known.
    pub unformatted: usize,
    /// Cells that hold an error of a formula.
    pub errors: usize,
    /// Bytes of text in its cells.
    pub bytes: usize,
    /// Cells beyond a limit.
    pub dropped: usize,
}

impl Raw {
    fn hides(&self, cell: &Filled) -> bool {
        let within = |ranges: &[RangeInclusive<u32>], at: u32| ranges.iter().any(|range| range.contains(&at));
        within(&self.hidden_rows, cell.row) || within(&self.hidden_cols, cell.col)
    }
}

/// Lays out a sheet as a page of its number.
pub(super) fn lay_out(raw: Raw, page: u32, diagnostics: &mut Vec<Diagnostic>) -> Sheet {
    tell(&raw, page, diagnostics);
    let mut sheet = Sheet { page, ..Sheet::default() };
    if raw.hidden {
        return sheet;
    }
    let Some(loose) = loose(&raw) else { return sheet };
    let parts = cells::part(page, &loose, diagnostics);
    let titled = parts.iter().any(|part| matches!(part, Part::Line(line) if look::is_title(&line.text)));
    if look::is_title(&raw.name) && !titled {
        // Its tab is the only place that says what it is.
        let y = loose.ys.first().map_or(-1.0, |y| *y as f32 - 1.0);
        sheet.lines.push(Line { text: raw.name.clone(), rect: Rect::new(0.0, y, 1.0, y + 1.0), size: cells::SIZE });
        let message = format!("no title is printed on the sheet; its tab says {}", raw.name);
        diagnostics.push(Diagnostic::info("workbook.titled_by_tab", message).at(Place::page(page)));
    }
    for part in parts {
        match part {
            Part::Line(line) => sheet.lines.push(line),
            Part::Grid(grid) => sheet.grids.push(grid),
        }
    }
    sheet.width = loose.xs.last().map_or(0.0, |x| (x + 1) as f32);
    sheet.height = loose.ys.last().map_or(0.0, |y| (y + 1) as f32);
    sheet
}

/// Says what of the sheet is not read as it stands there.
fn tell(raw: &Raw, page: u32, diagnostics: &mut Vec<Diagnostic>) {
    let mut say = |diagnostic: Diagnostic| diagnostics.push(diagnostic.at(Place::page(page)));
    let name = &raw.name;
    if raw.hidden && !raw.cells.is_empty() {
        let message = format!("the sheet {name} is hidden; its {} cells were set aside", raw.cells.len());
        say(Diagnostic::info("workbook.hidden_sheet", message));
        return;
    }
    let hidden = raw.cells.iter().filter(|cell| raw.hides(cell)).count();
    if hidden > 0 {
        let message =
            format!("{hidden} cells of hidden rows and columns of the sheet {name} were set aside: it does not show them");
        say(Diagnostic::warning("workbook.hidden_cells", message));
    }
    if raw.rounded > 0 {
        let message =
            format!("{} cells of the sheet {name} show fewer digits than they hold; what they show is read", raw.rounded);
        say(Diagnostic::info("workbook.rounded", message));
    }
    if raw.unformatted > 0 {
        let message = format!(
            "how {} numbers of the sheet {name} are shown is not known; they are read as they are stored",
            raw.unformatted
        );
        say(Diagnostic::info("workbook.unformatted", message));
    }
    if raw.errors > 0 {
        let message = format!("{} cells of the sheet {name} hold an error of their formula", raw.errors);
        say(Diagnostic::warning("workbook.formula_error", message));
    }
    if raw.dropped > 0 {
        let message = format!("{} cells of the sheet {name} beyond the limit were dropped", raw.dropped);
        say(Diagnostic::error("page.over_limit", message));
    }
}

/// The cells that are shown, on rows and columns that hold some. Of blank rows between them one stays.
fn loose(raw: &Raw) -> Option<Loose> {
    let shown: Vec<&Filled> = raw.cells.iter().filter(|cell| !raw.hides(cell)).collect();
    let merges: BTreeMap<(u32, u32), (u32, u32)> = raw.merges.iter().map(|merge| (merge.first, merge.last)).collect();
    let mut rows: BTreeSet<u32> = shown.iter().map(|cell| cell.row).collect();
    let cols: BTreeSet<u32> = shown.iter().map(|cell| cell.col).collect();
    let gaps: Vec<u32> = rows.iter().zip(rows.iter().skip(1)).filter(|(a, b)| **b - **a > 1).map(|(a, _)| a + 1).collect();
    rows.extend(gaps.into_iter().filter(|row| !raw.hidden_rows.iter().any(|range| range.contains(row))));
    let (ys, xs): (Vec<u32>, Vec<u32>) = (rows.into_iter().collect(), cols.into_iter().collect());
    let index = |axis: &[u32], at: u32| axis.partition_point(|own| *own < at);
    let mut held: Vec<Held> = Vec::with_capacity(shown.len());
    for cell in shown {
        let last = merges.get(&(cell.row, cell.col)).copied().unwrap_or((cell.row, cell.col));
        let (row, col) = (index(&ys, cell.row), index(&xs, cell.col));
        let (rows, cols) = (index(&ys, last.0.saturating_add(1)) - row, index(&xs, last.1.saturating_add(1)) - col);
        let indent = cell.text.chars().take_while(|c| c.is_whitespace()).map(|c| 1 + usize::from(c == '\u{3000}')).sum();
        let lines = cell.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        held.push(Held { row, col, rows: rows.max(1), cols: cols.max(1), lines, indent });
    }
    held.sort_by_key(|cell| (cell.row, cell.col));
    held.dedup_by_key(|cell| (cell.row, cell.col));
    without_overlaps(&mut held, xs.len());
    (!held.is_empty()).then_some(Loose { xs, ys, cells: held, endless: true })
}

/// Cuts merged cells where another cell stands: what a merge covers holds nothing, unless the file is damaged.
fn without_overlaps(held: &mut [Held], width: usize) {
    // For each column the row in which it is free again.
    let mut free = vec![0usize; width];
    for at in 0..held.len() {
        let next = held.get(at + 1).filter(|next| next.row == held[at].row).map_or(width, |next| next.col);
        let cell = &mut held[at];
        let room = (cell.col..next.min(cell.col + cell.cols)).take_while(|col| free[*col] <= cell.row).count();
        if room == 0 {
            // A cell under another one: the one above ends before it.
            cell.cols = 1;
            cell.rows = 1;
        } else {
            cell.cols = room;
        }
        let end = cell.row + cell.rows;
        free[cell.col..cell.col + cell.cols].fill(end);
    }
    // The same downwards: a cell that begins inside a taller one ends it.
    let mut below: Vec<usize> = vec![usize::MAX; width];
    for cell in held.iter_mut().rev() {
        let first = below[cell.col..cell.col + cell.cols].iter().min().copied().unwrap_or(usize::MAX);
        cell.rows = cell.rows.min(first.saturating_sub(cell.row)).max(1);
        below[cell.col..cell.col + cell.cols].fill(cell.row);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn raw(cells: &[(u32, u32, &str)]) -> Raw {
        let cell = |&(row, col, text): &(u32, u32, &str)| Filled { row, col, text: text.to_owned() };
        Raw { name: "Sheet1".to_owned(), cells: cells.iter().map(cell).collect(), ..Raw::default() }
    }

    fn rows(sheet: &Sheet) -> Vec<String> {
        let grid = &sheet.grids[0];
        let row = |row: usize| {
            let cells = grid.cells.iter().filter(|c| usize::from(c.row) == row);
            cells.map(|c| format!("{}{}", c.text(), ">".repeat(usize::from(c.cols) - 1))).collect::<Vec<_>>().join("|")
        };
        (0..grid.row_count()).map(row).collect()
    }

    const TABLE: [(u32, u32, &str); 11] = [
        (0, 0, "部门收支总表"),
        (1, 3, "单位：万元"),
        (4, 0, "收入"),
        (4, 2, "支出"),
        (5, 0, "项目"),
        (5, 1, "金额"),
        (5, 2, "项目"),
        (5, 3, "金额"),
        (6, 0, "合计"),
        (6, 1, "5.00"),
        (6, 3, "5.00"),
    ];

    #[test]
    fn a_place_is_a_cell() {
        let merges = vec![Merge { first: (4, 0), last: (4, 1) }, Merge { first: (4, 2), last: (4, 3) }];
        let sheet = lay_out(Raw { merges, ..raw(&TABLE) }, 3, &mut Vec::new());
        assert_eq!(sheet.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["部门收支总表", "单位：万元"]);
        assert_eq!(rows(&sheet), ["收入>|支出>", "项目|金额|项目|金额", "合计|5.00||5.00"]);
        let amount = sheet.grids[0].cells.iter().rfind(|c| c.text() == "5.00").unwrap();
        assert_eq!((amount.rect, sheet.page), (Rect::new(3.0, 6.0, 4.0, 7.0), 3));
    }

    #[test]
    fn what_is_hidden_is_set_aside_and_told() {
        let mut diagnostics = Vec::new();
        let hidden = Raw { hidden_rows: vec![6..=6], hidden_cols: vec![2..=3], ..raw(&TABLE) };
        let sheet = lay_out(hidden, 1, &mut diagnostics);
        assert_eq!(rows(&sheet), ["收入|", "项目|金额"]);
        assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["workbook.hidden_cells"]);
        diagnostics.clear();
        assert!(lay_out(Raw { hidden: true, ..raw(&TABLE) }, 1, &mut diagnostics).grids.is_empty());
        assert_eq!(diagnostics[0].code, "workbook.hidden_sheet");
    }

    #[test]
    fn far_rows_and_damaged_merges_cost_nothing() {
        let merges = vec![
            Merge { first: (0, 0), last: (u32::MAX, u32::MAX) },
            Merge { first: (4, 0), last: (1_048_575, 16_383) },
            Merge { first: (5, 1), last: (6, 3) },
        ];
        let mut cells = TABLE.to_vec();
        cells.push((1_048_575, 16_383, "end"));
        let sheet = lay_out(Raw { merges, ..raw(&cells) }, 1, &mut Vec::new());
        assert!(sheet.grids.iter().all(|grid| grid.row_count() < 12 && grid.col_count() < 12));
        let texts = sheet.grids.iter().flat_map(|g| &g.cells).filter(|c| !c.is_empty()).count();
        let lines: usize = sheet.lines.iter().map(|l| l.text.split('\t').count()).sum();
        assert_eq!(texts + lines, cells.len());
    }
}
