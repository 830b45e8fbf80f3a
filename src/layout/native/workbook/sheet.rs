//! A sheet of a workbook, as every format of workbooks gives it, to lines and grids.
//!
//! A place is a cell: columns and rows counted from 0 are the coordinates, so the box `[2, 6, 3, 7]` is the cell C7.

use super::super::cells::{self, Held, Loose, Part};
use super::super::{continued, look};
use crate::diagnostic::Diagnostic;
use crate::grammar::squeeze;
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
    /// Rows and columns of cells whose format was not understood, or is not known.
    pub unformatted: Vec<(u32, u32)>,
    /// Rows and columns of cells that hold a negative number and show it without a sign.
    pub unsigned: Vec<(u32, u32)>,
    /// It shows no zeros.
    pub hides_zeros: bool,
    /// Cells that hold an error of a formula.
    pub errors: usize,
    /// Bytes of text in its cells.
    pub bytes: usize,
    /// Cells beyond a limit.
    pub dropped: usize,
}

impl Raw {
    fn hides(&self, cell: &Filled) -> bool {
        self.hides_place(cell.row, cell.col)
    }

    fn hides_place(&self, row: u32, col: u32) -> bool {
        let within = |ranges: &[RangeInclusive<u32>], at: u32| ranges.iter().any(|range| range.contains(&at));
        within(&self.hidden_rows, row) || within(&self.hidden_cols, col)
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
    let loose = continued::without_repeats(loose, page, diagnostics);
    let listed = is_contents(&raw, &loose);
    let parts = if listed { cells::as_lines(&loose) } else { cells::part(page, &loose, diagnostics) };
    if listed && !parts.iter().any(|part| matches!(part, Part::Line(line) if is_contents_word(&line.text))) {
        sheet.lines.push(above(&loose, &raw.name));
    }
    if let Some(place) = beside(&loose).filter(|_| !listed) {
        let message = "tables stand side by side here; they are read as one, whose columns have no common title";
        diagnostics.push(Diagnostic::warning("workbook.side_by_side", message).at(Place::on(page, place)));
    }
    let titled = listed || parts.iter().any(|part| matches!(part, Part::Line(line) if look::is_title(&line.text)));
    if look::is_title(&raw.name) && !titled {
        // Its tab is the only place that says what it is.
        sheet.lines.push(above(&loose, &raw.name));
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

/// Where titles of tables stand side by side.
fn beside(loose: &Loose) -> Option<Rect> {
    let mut titles = loose.cells.iter().filter(|cell| look::is_title(&cell.lines.concat()));
    let mut last = titles.next()?;
    for title in titles {
        if title.row == last.row {
            let at = |axis: &[u32], index: usize| axis.get(index).copied().unwrap_or_default() as f32;
            let (x0, x1, y) = (at(&loose.xs, last.col), at(&loose.xs, title.col), at(&loose.ys, title.row));
            return Some(Rect::new(x0, y, x1 + 1.0, y + 1.0));
        }
        last = title;
    }
    None
}

/// What the tab of a sheet says, as a line above its cells.
fn above(loose: &Loose, name: &str) -> Line {
    let y = loose.ys.first().map_or(-1.0, |y| *y as f32 - 1.0);
    Line { text: name.to_owned(), rect: Rect::new(0.0, y, 1.0, y + 1.0), size: cells::SIZE }
}

fn is_contents_word(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "目录" | "目次" | "目錄")
}

/// Whether a sheet lists the tables of the workbook: its tab or one of its first cells says so, and it holds no amount.
fn is_contents(raw: &Raw, loose: &Loose) -> bool {
    /// Cells in which the word stands.
    const WITHIN: usize = 3;
    let said = is_contents_word(&raw.name) || loose.cells.iter().take(WITHIN).any(|cell| is_contents_word(&cell.lines.concat()));
    said && !loose.cells.iter().flat_map(|cell| &cell.lines).any(|line| line.contains(['.', ',']) && look::is_number(line))
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
    if raw.errors > 0 {
        let message = format!("{} cells of the sheet {name} hold an error of their formula", raw.errors);
        say(Diagnostic::warning("workbook.formula_error", message));
    }
    if raw.dropped > 0 {
        let message = format!("{} cells of the sheet {name} beyond the limit were dropped", raw.dropped);
        say(Diagnostic::error("page.over_limit", message));
    }
    for (cells, code, what) in [
        (
            &raw.unformatted,
            "workbook.unformatted",
            "how the sheet shows the numbers here is not known; they are read as they are stored",
        ),
        (&raw.unsigned, "workbook.sign_not_shown", "the numbers here are negative, and the sheet shows them without a sign"),
    ] {
        let areas = areas(cells.iter().filter(|(row, col)| !raw.hides_place(*row, *col)).copied().collect());
        diagnostics.extend(areas.into_iter().map(|area| Diagnostic::warning(code, what).at(Place::on(page, area))));
    }
}

/// Areas told of a sheet one by one, at most; of more, one around them all is told.
const AREAS: usize = 200;

/// Cells as areas: those one below the other are one.
fn areas(mut cells: Vec<(u32, u32)>) -> Vec<Rect> {
    cells.sort_unstable_by_key(|(row, col)| (*col, *row));
    cells.dedup();
    let mut areas: Vec<Rect> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for (row, col) in cells {
        let area = Rect::new(col as f32, row as f32, col as f32 + 1.0, row as f32 + 1.0);
        match areas.last_mut().filter(|_| last.is_some_and(|last| last.1 == col && last.0.checked_add(1) == Some(row))) {
            Some(run) => run.y1 = area.y1,
            None => areas.push(area),
        }
        last = Some((row, col));
    }
    if areas.len() > AREAS { areas.iter().copied().reduce(|all, area| all.union(&area)).into_iter().collect() } else { areas }
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
    fn numbers_whose_look_or_sign_is_not_known_are_told_at_their_place() {
        let mut diagnostics = Vec::new();
        let doubtful = Raw { unformatted: vec![(6, 3), (6, 1), (7, 1)], unsigned: vec![(6, 1)], ..raw(&TABLE) };
        lay_out(doubtful, 2, &mut diagnostics);
        let told: Vec<_> = diagnostics.iter().map(|d| (d.code, d.place.and_then(|p| p.rect))).collect();
        let (left, right) = (Rect::new(1.0, 6.0, 2.0, 8.0), Rect::new(3.0, 6.0, 4.0, 7.0));
        let sign = Rect::new(1.0, 6.0, 2.0, 7.0);
        assert_eq!(
            told,
            [
                ("workbook.unformatted", Some(left)),
                ("workbook.unformatted", Some(right)),
                ("workbook.sign_not_shown", Some(sign)),
            ]
        );
    }

    #[test]
    fn a_sheet_of_contents_holds_no_table() {
        let cells = [
            (0, 0, "目 录"),
            (1, 0, "序号"),
            (1, 1, "表名"),
            (2, 0, "1"),
            (2, 1, "部门收支总表"),
            (3, 0, "2"),
            (3, 1, "部门收入总表"),
        ];
        let sheet = lay_out(raw(&cells), 1, &mut Vec::new());
        assert!(sheet.grids.is_empty());
        assert_eq!(
            sheet.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(),
            ["目 录", "序号\t表名", "1\t部门收支总表", "2\t部门收入总表"]
        );
        let named = Raw { name: "目录".to_owned(), ..raw(&cells[1..]) };
        assert_eq!(lay_out(named, 1, &mut Vec::new()).lines[0].text, "目录");
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
