//! Rows that number the columns, as forms print them below their headings and again on each page.

use crate::content::Row;

/// A number above this is none of a column.
const MOST_COLUMNS: u32 = 30;

/// Whether a row numbers the columns, as forms print it again on each page (1, 2, 3).
pub(super) fn numbers_columns(row: &Row) -> bool {
    let printed = || row.cells.iter().flatten().flat_map(|c| c.printed.split_whitespace());
    let is_mark = |text: &&str| matches!(*text, "**" | "*" | "栏次" | "类" | "款" | "项" | "类款" | "类款项");
    let numbers: Option<Vec<u32>> = printed().filter(|t| !is_mark(t)).map(|t| t.parse().ok()).collect();
    let (alone, starred) = (printed().count() == 1, printed().any(|t| is_mark(&t)));
    numbers.is_some_and(|n| {
        let next = n.first().is_some_and(|first| *first <= MOST_COLUMNS) && n.windows(2).all(|w| w[1] == w[0] + 1);
        // Columns that are repeated for another phase go on with 7 8 9 10 11 12.
        let many = n.len() > 3 || n.len() > 1 && n[0] <= 2;
        many && next || n == [1] && alone || n.len() == 1 && n[0] <= MOST_COLUMNS && starred
    })
}
