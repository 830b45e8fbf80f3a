//! Tables too wide for the sheet: Excel prints the columns that do not fit on pages of their own, after the pages they belong to.

use super::heads;
use super::table::{PrintedRow, PrintedTable, rows_of};
use crate::grammar::squeeze;
use crate::layout::Grid;

/// Rows of two pages that differ by less than this (points) are the same row.
const SAME_ROW: f32 = 2.0;

/// Joins `grid` to the right of the part of `table` whose rows stand at the same heights, if there is one that has not been
/// extended yet. Returns whether it did. `titled` says that the title of the table stands above it again: then it may have as many
/// columns as the table, but must have a head of its own, or it is the next page of the same columns.
pub(super) fn extend(table: &mut PrintedTable, grid: &Grid, titled: bool) -> bool {
    // After the last page of the table, a third sheet of columns begins at its first page.
    let again = table.extended_pages > 0 && table.extended_pages == table.pages.len();
    let done = if again { 0 } else { table.extended_pages };
    let Some(page) = table.pages.get(done).copied() else { return false };
    let Some((head, targets)) = same_rows(table, page, grid) else { return false };
    let mut rows = rows_of(grid);
    // What goes on with the columns of the page before it is no narrower than they.
    let second = !again && table.extended_from.is_some();
    let narrower = grid.col_count() + 1 < table.xs.len();
    if !second && (titled || !narrower) && !heads::differ(&rows, heads::repeated(&table.rows, &rows, usize::MAX)) {
        return false;
    }
    // The head that was printed again over those rows is no longer among them.
    let is_again = |(own, new): (&PrintedRow, &PrintedRow)| new.filled().all(|c| own.filled().any(|o| o.text == c.text));
    if !table.rows.iter().zip(&rows[..head]).all(is_again) {
        return false;
    }
    rows.drain(..head);
    let titles = titles(table, &targets, &rows);
    let repeated = match table.extended_from.filter(|_| second) {
        Some(from) => (from + grid.xs.len()).saturating_sub(table.xs.len()),
        None => titles,
    };
    if titles < repeated {
        return false;
    }
    let offset = match table.extended_from.filter(|_| !again) {
        Some(from) => from,
        None => {
            let (from, edge) = (table.xs.len() - 1, table.xs[table.xs.len() - 1]);
            table.xs.extend(grid.xs[repeated + 1..].iter().map(|x| edge + x - grid.xs[repeated]));
            table.extended_from = Some(from);
            from
        }
    };
    if table.xs.len() + repeated != offset + grid.xs.len() {
        return false;
    }
    for (target, new) in targets.into_iter().zip(rows) {
        let beyond = new.cells.into_iter().filter(|c| c.col + c.cols > repeated);
        table.rows[target].cells.extend(beyond.map(|mut c| {
            let inside = repeated.saturating_sub(c.col);
            (c.col, c.cols) = (c.col + inside - repeated + offset, c.cols - inside);
            c
        }));
    }
    table.extended_pages = done + 1;
    true
}

/// Number of leading columns in which every row of the grid says what the table says there: Excel's repeated title columns.
fn titles(table: &PrintedTable, targets: &[usize], rows: &[PrintedRow]) -> usize {
    let text = |row: &PrintedRow, col: usize| row.cells.iter().find(|c| c.col == col).map(|c| squeeze(&c.text));
    let last = rows.iter().flat_map(|r| &r.cells).map(|c| c.col).max().unwrap_or(0);
    let same = |col: &usize| targets.iter().zip(rows).all(|(t, row)| text(row, *col) == text(&table.rows[*t], *col));
    (0..last).take_while(same).count()
}

/// The number of rows that repeat the head of the sheet before, and for each other row of the grid the row of the table on `page` at
/// the same height; `None` unless all are there.
///
/// The table may have more rows: a header is divided further above some columns than above others.
fn same_rows(table: &PrintedTable, page: u32, grid: &Grid) -> Option<(usize, Vec<usize>)> {
    let top = |row: &PrintedRow| row.cells.first().map(|c| c.rect.y0);
    let near = |a: f32, b: f32| (a - b).abs() < SAME_ROW;
    let old: Vec<(usize, f32)> =
        table.rows.iter().enumerate().filter(|(_, r)| r.page == page).filter_map(|(i, r)| Some((i, top(r)?))).collect();
    let bottom = table.rows[old.last()?.0].cells.first()?.rect.y1;
    let head = grid.ys[..grid.row_count()].iter().take_while(|y| **y < old[0].1 - SAME_ROW).count();
    let count = grid.row_count() - head;
    // Rows enough that equal heights are no accident.
    let fits = grid.row_count() >= 3 && count > 0 && count <= old.len();
    if !fits || !near(bottom, grid.rect.y1) || !near(old[0].1, grid.ys[head]) {
        return None;
    }
    let at = |y: &f32| old.iter().find(|(_, top)| near(*top, *y)).map(|(i, _)| *i);
    Some((head, grid.ys[head..grid.row_count()].iter().map(at).collect::<Option<_>>()?))
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

    #[test]
    fn the_next_page_of_the_same_columns_is_none() {
        let mut table =
            piece_of(&grid(1, &[&HEAD, &["201", "一般公共服务支出", "5.00", "2.00"], &["208", "社会保障支出", "1.00", ""]]));
        let next = grid(2, &[&HEAD, &["210", "卫生健康支出", "5.00", "2.00"], &["213", "农林水支出", "1.00", ""]]);
        assert!(!extend(&mut table, &next, true) && !extend(&mut table, &next, false));
    }
}
