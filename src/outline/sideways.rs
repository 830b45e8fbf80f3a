//! Tables too wide for the sheet: Excel prints the columns that do not fit on pages of their own, after the pages they belong to.

use super::table::{PrintedRow, PrintedTable, Strip, rows_of};
use super::{caption_rows, heads};
use crate::codes::headers::meaning;
use crate::grammar::{amount, squeeze};
use crate::layout::Grid;

/// Rows of two pages that differ by less than this (points) are the same row.
const SAME_ROW: f32 = 2.0;
/// Borders that differ by less than this (points) are those of the same column.
const SAME_COLUMN: f32 = 6.0;

/// Rows that the head of one sheet may have more than that of another.
const DIVIDED: usize = 2;
/// Rows of a head at most, beside those that are printed again.
const HEAD: usize = 4;

/// Joins `grid` to the right of the part of `table` whose rows stand in the same way, if it is the next one to be extended: over, then
/// down, or down, then over. Returns whether it did. `titled` says that the title of the table stands above it again: then it may have
/// as many columns as the table, but must have a head of its own, or it is the next page of the same columns.
pub(super) fn extend(table: &mut PrintedTable, grid: &Grid, titled: bool) -> bool {
    let known = table.further.iter().position(|strip| strip.pages.len() < table.pages.len());
    let done = known.map_or(0, |strip| table.further[strip].pages.len());
    let Some(page) = table.pages.get(done).copied() else { return false };
    let Some(Same { head, mut targets, moved }) = same_rows(table, page, grid, known) else { return false };
    let mut rows = rows_of(grid);
    let captions = caption_rows::count(&rows, grid.col_count()).saturating_sub(head);
    rows.drain(head..head + captions);
    targets.drain(..captions);
    // What goes on with the columns of the page before it is no narrower than they.
    let narrower = grid.col_count() + 1 < table.xs.len();
    let own_head = || heads::differ(&rows, heads::repeated(&table.rows, &rows, usize::MAX));
    if known.is_none() && (titled || moved || !narrower) && !own_head() {
        return false;
    }
    // The head that was printed again over those rows is no longer among them.
    // It may be divided less often than that of the table.
    let own: Vec<&str> = table.rows.iter().take(head + HEAD).flat_map(PrintedRow::filled).map(|c| c.text.as_str()).collect();
    if !rows[..head].iter().flat_map(PrintedRow::filled).all(|c| own.contains(&c.text.as_str())) {
        return false;
    }
    rows.drain(..head);
    if !rows.iter().zip(&targets).all(|(row, target)| target.is_some() || !heads::is_data(row)) {
        return false;
    }
    let titles = titles(table, &targets, &rows);
    if titles == 0 && (moved && rows.iter().any(begins_with_words) || rows_of_its_own(table, &targets, &rows)) {
        return false;
    }
    // The columns that are repeated: all that fill more than the strip is wide.
    let repeated = match known {
        Some(strip) => grid.col_count().checked_sub(width(table, strip)),
        None => Some(titles),
    };
    let Some(repeated) = repeated.filter(|repeated| *repeated <= titles) else { return false };
    if known.is_some_and(|strip| !same_columns(table, strip, grid, repeated)) {
        return false;
    }
    // With rows of its own and their total it is a table of its own: 本年收入合计 on one page, 本年支出合计 on the next.
    if known.is_none() && repeated > 0 && rows.first().is_some_and(|head| begins_with_total(head, repeated)) {
        return false;
    }
    let strip = known.unwrap_or_else(|| begin(table, grid, repeated));
    let begins = known.is_none();
    let offset = table.further[strip].from;
    for (target, new) in divided(table, &targets).into_iter().zip(rows) {
        let beyond = new.cells.into_iter().filter(|c| c.col + c.cols > repeated);
        table.rows[target].cells.extend(beyond.map(|mut c| {
            let inside = repeated.saturating_sub(c.col);
            (c.col, c.cols) = (c.col + inside - repeated + offset, c.cols - inside);
            c
        }));
    }
    table.further[strip].pages.push(grid.page);
    if begins {
        join_groups(table, offset);
    }
    true
}

/// Joins the two parts of a group of columns that the edge of the sheet cuts: its name is printed in one of them.
fn join_groups(table: &mut PrintedTable, edge: usize) {
    let head = table.rows.iter().position(heads::is_data).unwrap_or(0);
    for at in 0..head {
        let cells = &table.rows[at].cells;
        let left = cells.iter().position(|c| c.col < edge && c.col + c.cols == edge);
        let right = cells.iter().position(|c| c.col == edge);
        let Some((left, right)) = left.zip(right) else { continue };
        let blank = match (cells[left].text.is_empty(), cells[right].text.is_empty()) {
            (true, false) => &cells[left],
            (false, true) => &cells[right],
            _ => continue,
        };
        // What it is the group of stands below.
        let columns = blank.col..blank.col + blank.cols;
        let parted = |row: &PrintedRow| row.filled().any(|c| columns.contains(&c.col));
        if blank.rows > 1 || !table.rows[at + 1..head].iter().any(parted) {
            continue;
        }
        let cells = &mut table.rows[at].cells;
        let other = cells.remove(right.max(left));
        let whole = &mut cells[right.min(left)];
        (whole.col, whole.cols) = (whole.col.min(other.col), whole.cols + other.cols);
        if whole.text.is_empty() {
            (whole.text, whole.page, whole.rect) = (other.text, other.page, other.rect);
        }
    }
}

/// Puts the columns of a grid behind those of the table, without the first `repeated`.
fn begin(table: &mut PrintedTable, grid: &Grid, repeated: usize) -> usize {
    let (from, edge) = (table.xs.len() - 1, table.xs[table.xs.len() - 1]);
    table.xs.extend(grid.xs[repeated + 1..].iter().map(|x| edge + x - grid.xs[repeated]));
    table.further.push(Strip { from, pages: Vec::new() });
    table.further.len() - 1
}

/// Whether the columns of a grid behind the first `repeated` are as wide as those of the strip.
fn same_columns(table: &PrintedTable, strip: usize, grid: &Grid, repeated: usize) -> bool {
    let from = table.further[strip].from;
    let (own, new) = (&table.xs[from..], &grid.xs[repeated..]);
    new.iter().zip(own).all(|(n, o)| ((n - new[0]) - (o - own[0])).abs() < SAME_COLUMN)
}

/// The rows of the table for each of the grid; those of its head that the table does not divide are put in.
fn divided(table: &mut PrintedTable, targets: &[Option<usize>]) -> Vec<usize> {
    let mut found = Vec::with_capacity(targets.len());
    for (at, target) in targets.iter().enumerate() {
        let put_in = targets[..at].iter().filter(|t| t.is_none()).count();
        let next = target.or_else(|| targets[at..].iter().copied().flatten().next()).unwrap_or_default() + put_in;
        if target.is_none() {
            let page = table.rows[next].page;
            table.rows.insert(next, PrintedRow { page, cells: Vec::new() });
        }
        found.push(next);
    }
    found
}

/// Number of columns of a strip.
fn width(table: &PrintedTable, strip: usize) -> usize {
    let end = table.further.get(strip + 1).map_or(table.xs.len() - 1, |next| next.from);
    end - table.further[strip].from
}

/// Whether most rows begin as those of the table, and one does not: both have their own, and one name is printed in two ways.
fn rows_of_its_own(table: &PrintedTable, targets: &[Option<usize>], rows: &[PrintedRow]) -> bool {
    let first = |row: &PrintedRow| row.filled().next().map(|c| squeeze(&c.text)).filter(|text| !amount::is_amount_like(text));
    let pairs = || targets.iter().zip(rows).filter_map(|(target, row)| Some((first(&table.rows[(*target)?]), first(row)?)));
    let same = pairs().filter(|(own, new)| own.as_ref() == Some(new)).count();
    same >= 3 && same * 3 > pairs().count() * 2
}

/// Whether the first heading behind the repeated columns is that of a total.
fn begins_with_total(head: &PrintedRow, repeated: usize) -> bool {
    let first = head.filled().find(|cell| cell.col >= repeated);
    first.is_some_and(|cell| meaning(&[squeeze(&cell.text)]).is_some_and(|meaning| meaning.name == "total"))
}

/// Whether the first text of a row is no amount: the page has rows of its own.
fn begins_with_words(row: &PrintedRow) -> bool {
    heads::is_data(row) && row.filled().next().is_some_and(|cell| !amount::is_amount_like(&cell.text))
}

/// Number of leading columns in which every row of the grid says what the table says there: Excel's repeated title columns.
fn titles(table: &PrintedTable, targets: &[Option<usize>], rows: &[PrintedRow]) -> usize {
    let text = |row: &PrintedRow, col: usize| row.cells.iter().find(|c| c.col == col).map(|c| squeeze(&c.text));
    let last = rows.iter().flat_map(|r| &r.cells).map(|c| c.col).max().unwrap_or(0);
    let own = |target: usize, col: usize| text(&table.rows[target], col);
    let same = |col: &usize| targets.iter().zip(rows).all(|(t, row)| text(row, *col) == t.and_then(|t| own(t, *col)));
    (0..last).take_while(same).count()
}

/// The rows of a grid beside those of a page.
struct Same {
    /// The number of rows that repeat the head of the sheet before.
    head: usize,
    /// For each other row of the grid that of the table; `None` for one of its head that the table does not divide.
    targets: Vec<Option<usize>>,
    /// The grid is set higher or lower than the page: it lacks the title.
    moved: bool,
}

/// Finds the rows of the table on `page` that stand as those of the grid; `None` unless all are there.
///
/// Either may have more rows in its head: it is divided further above some columns than above others.
fn same_rows(table: &PrintedTable, page: u32, grid: &Grid, known: Option<usize>) -> Option<Same> {
    let top = |row: &PrintedRow| row.cells.first().map(|c| c.rect.y0);
    let near = |a: f32, b: f32| (a - b).abs() < SAME_ROW;
    let old: Vec<(usize, f32)> =
        table.rows.iter().enumerate().filter(|(_, r)| r.page == page).filter_map(|(i, r)| Some((i, top(r)?))).collect();
    let bottom = table.rows[old.last()?.0].cells.first()?.rect.y1;
    let shift = if near(bottom, grid.rect.y1) { 0.0 } else { bottom - grid.rect.y1 };
    let ys: Vec<f32> = grid.ys[..grid.row_count()].iter().map(|y| y + shift).collect();
    let head = ys.iter().take_while(|y| **y < old[0].1 - SAME_ROW).count();
    let count = ys.len() - head;
    // Rows enough that equal heights are no accident, unless the columns are known.
    let fits = (ys.len() >= 3 || known.is_some()) && count > 0 && count <= old.len() + DIVIDED;
    if !fits || !near(old[0].1, ys[head]) {
        return None;
    }
    let at = |y: &f32| old.iter().find(|(_, top)| near(*top, *y)).map(|(i, _)| *i);
    let targets: Vec<Option<usize>> = ys[head..].iter().map(at).collect();
    let rows = targets.iter().flatten().count();
    // Only a head of the first page is divided.
    let divided = targets.iter().rposition(Option::is_none).is_none_or(|last| last <= 1 + DIVIDED && known.is_none());
    if !divided || rows + DIVIDED < targets.len() || targets.last().is_none_or(Option::is_none) {
        return None;
    }
    Some(Same { head, targets, moved: shift != 0.0 })
}

#[cfg(test)]
mod tests {
    use super::super::stitch::piece_of;
    use super::*;
    use crate::layout::{Cell, GridKind, Line};
    use crate::place::Rect;

    /// A grid of 100 by 20 points a cell.
    fn grid(page: u32, rows: &[&[&str]]) -> Grid {
        let area = |row: usize, col: usize| {
            let (x, y) = (col as f32 * 100.0, row as f32 * 20.0);
            Rect::new(x, y, x + 100.0, y + 20.0)
        };
        let cell = |row: usize, col: usize, text: &str| {
            let line = Line { text: text.to_owned(), rect: area(row, col), size: 10.0 };
            let lines = if text.is_empty() { Vec::new() } else { vec![line] };
            let (open_above, open_below) = (false, false);
            Cell { row: row as u16, col: col as u16, rows: 1, cols: 1, rect: area(row, col), lines, open_above, open_below }
        };
        let cols = rows[0].len();
        Grid {
            kind: GridKind::Ruled,
            page,
            rect: Rect::new(0.0, 0.0, cols as f32 * 100.0, rows.len() as f32 * 20.0),
            xs: (0..=cols).map(|x| x as f32 * 100.0).collect(),
            ys: (0..=rows.len()).map(|y| y as f32 * 20.0).collect(),
            cells: rows
                .iter()
                .enumerate()
                .flat_map(|(r, texts)| texts.iter().enumerate().map(move |(c, t)| cell(r, c, t)))
                .collect(),
            open_below: false,
            open_columns: 0,
        }
    }

    fn texts(table: &PrintedTable) -> Vec<String> {
        table.rows.iter().map(|r| r.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|")).collect()
    }

    const HEAD: [&str; 4] = ["科目编码", "科目名称", "合计", "一般公共预算"];

    #[test]
    fn title_columns_are_joined_once() {
        let mut table =
            piece_of(&grid(1, &[&HEAD, &["201", "一般公共服务支出", "5.00", "2.00"], &["208", "社会保障支出", "1.00", ""]]));
        let right = grid(
            2,
            &[
                &["科目编码", "科目名称", "事业收入", "其他收入"],
                &["201", "一般公共服务支出", "3.00", ""],
                &["208", "社会保障支出", "", "1.00"],
            ],
        );
        assert!(extend(&mut table, &right, true));
        assert_eq!(table.xs.len(), 7);
        assert_eq!(
            texts(&table),
            [
                "科目编码|科目名称|合计|一般公共预算|事业收入|其他收入",
                "201|一般公共服务支出|5.00|2.00|3.00|",
                "208|社会保障支出|1.00|||1.00"
            ]
        );
        let third = grid(3, &[&["上年结转"], &["0.50"], &[""]]);
        assert!(extend(&mut table, &third, false));
        assert_eq!(texts(&table)[1], "201|一般公共服务支出|5.00|2.00|3.00||0.50");
    }

    /// The same grid, set higher on its sheet.
    fn raised(mut grid: Grid, by: f32) -> Grid {
        grid.rect = Rect::new(grid.rect.x0, grid.rect.y0 - by, grid.rect.x1, grid.rect.y1 - by);
        grid.ys.iter_mut().for_each(|y| *y -= by);
        for cell in &mut grid.cells {
            cell.rect = Rect::new(cell.rect.x0, cell.rect.y0 - by, cell.rect.x1, cell.rect.y1 - by);
        }
        grid
    }

    const ROWS: [[&str; 4]; 2] = [["201", "一般公共服务支出", "5.00", "2.00"], ["208", "社会保障支出", "1.00", ""]];

    #[test]
    fn a_sheet_without_the_title_is_set_higher() {
        let mut table = piece_of(&grid(1, &[&HEAD, &ROWS[0], &ROWS[1]]));
        let right = |rows: &[&[&str]]| raised(grid(2, rows), 30.0);
        // Rows of its own are another table.
        let words: [&[&str]; 3] = [&["事业收入", "其他收入", "经营收入"], &["甲单位", "1.00", ""], &["乙单位", "2.00", ""]];
        assert!(!extend(&mut table, &right(&words), false));
        let sheet: [&[&str]; 3] = [&["事业收入", "其他收入", "经营收入"], &["3.00", "", ""], &["", "1.00", ""]];
        assert!(extend(&mut table, &right(&sheet), false));
        assert_eq!(texts(&table)[2], "208|社会保障支出|1.00|||1.00|");
        assert_eq!((table.all_pages(), table.rows[2].cells[5].page), (vec![1, 2], 2));
    }

    #[test]
    fn rows_with_a_total_of_their_own_are_another_table() {
        let mut table = piece_of(&grid(1, &[&["科目编码", "科目名称", "本年收入合计", "财政拨款收入"], &ROWS[0], &ROWS[1]]));
        let spent = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"];
        let rows: [&[&str]; 2] = [&["201", "一般公共服务支出", "5.00", "2.00", ""], &["208", "社会保障支出", "1.00", "", ""]];
        assert!(!extend(&mut table, &grid(2, &[&spent, rows[0], rows[1]]), false));
    }

    #[test]
    fn the_name_of_a_group_that_the_sheet_cuts_is_that_of_both_parts() {
        let left: [&[&str]; 3] = [&["科目名称", "合计", ""], &["", "", "小计"], &["公共安全支出", "9.00", "7.00"]];
        let mut table = piece_of(&grid(1, &left));
        let right: [&[&str]; 3] = [&["基本支出", "项目支出", "备注"], &["人员经费", "", ""], &["7.00", "2.00", ""]];
        assert!(extend(&mut table, &grid(2, &right), false));
        let group = table.rows[0].cells.iter().find(|c| c.text == "基本支出").map(|c| (c.col, c.cols, c.page));
        assert_eq!(group, Some((2, 2, 2)));
    }

    #[test]
    fn the_next_page_of_the_same_columns_is_none() {
        let mut table =
            piece_of(&grid(1, &[&HEAD, &["201", "一般公共服务支出", "5.00", "2.00"], &["208", "社会保障支出", "1.00", ""]]));
        let next = grid(2, &[&HEAD, &["210", "卫生健康支出", "5.00", "2.00"], &["213", "农林水支出", "1.00", ""]]);
        assert!(!extend(&mut table, &next, true) && !extend(&mut table, &next, false));
    }
}
