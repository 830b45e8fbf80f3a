//! Tables that go on: below a header that is printed again, as on the next page of what was pasted, or in a table of their own.

use super::cells::{Held, Loose};
use super::look;
use crate::diagnostic::Diagnostic;
use crate::grammar::{is_note, is_total_label};
use crate::place::{Place, Rect};

/// No header is higher.
const HEADER: usize = 6;
/// Columns of a table that is known by its header, at least.
const COLUMNS: usize = 2;

/// The texts of a row, each with its column.
type Texts = Vec<(usize, String)>;

/// A table as far as what continues it must know.
#[derive(Debug)]
pub(super) struct Known {
    columns: usize,
    header: Vec<Texts>,
    /// It has a total, and its last row is one.
    total: bool,
    ended: bool,
}

impl Known {
    /// What is known of a table; `None` where it has no header, or holds more than one.
    pub fn of(table: &Loose) -> Option<Self> {
        let rows = texts(table);
        let first = rows.iter().position(|row| row.len() > 1 && !is_caption(row))?;
        let header = header(&rows, first)?;
        let body = &rows[first + header.len()..];
        let totals: Vec<bool> = body.iter().map(is_total).collect();
        let plain = body.iter().all(|row| !is_caption(row) && !is_aside(row));
        let ended = totals.len() > 1 && totals.last() == Some(&true);
        plain.then(|| Self { columns: table.xs.len(), header, total: totals.contains(&true), ended })
    }

    /// Whether the rows of a table are further rows of this one: it has as many columns, and the same header or none.
    pub fn goes_on_with(&self, below: &Loose) -> bool {
        if self.ended || self.columns < COLUMNS || self.columns != below.xs.len() {
            return false;
        }
        let rows = texts(below);
        let again = rows.len() > self.header.len() && rows.iter().zip(&self.header).all(|(row, head)| row == head);
        let body = if again { &rows[self.header.len()..] } else { &rows[..] };
        let first = body.iter().find(|row| !row.is_empty());
        first.is_some_and(|row| is_data(row) && row.len() > 1 && !(self.total && is_total(row)))
            && body.iter().all(|row| !is_caption(row) && !is_aside(row))
    }

    /// Notes the rows of a table that was added.
    pub fn add(&mut self, below: &Loose) {
        let rows = texts(below);
        self.total |= rows.iter().any(is_total);
        self.ended = rows.last().is_some_and(is_total);
    }
}

/// A table without the rows in which its header is printed again.
pub(super) fn without_repeats(table: Loose, page: u32, diagnostics: &mut Vec<Diagnostic>) -> Loose {
    let rows = texts(&table);
    let Some(first) = rows.iter().position(|row| row.len() > 1 && !is_caption(row)) else { return table };
    let Some(header) = header(&rows, first) else { return table };
    let mut dropped = vec![false; rows.len()];
    let mut at = first + header.len();
    let mut total = false;
    while let Some(row) = rows.get(at).filter(|row| !is_caption(row) && !is_aside(row)) {
        let end = at + header.len();
        let next = rows.get(end).filter(|row| is_data(row));
        let again = rows.get(at..end).is_some_and(|rows| rows == header);
        if again && next.is_some_and(|next| !(total && is_total(next))) && !is_total(&rows[at - 1]) {
            dropped[at..end].fill(true);
            at = end;
        } else {
            total |= is_total(row);
            at += 1;
        }
    }
    if !dropped.contains(&true) || table.cells.iter().any(|cell| crosses(cell, &dropped)) {
        return table;
    }
    for (at, _) in dropped.iter().enumerate().filter(|(_, dropped)| **dropped) {
        let y = table.ys[at] as f32;
        let place = Place::on(page, Rect::new(0.0, y, table.xs.last().map_or(0.0, |x| (x + 1) as f32), y + 1.0));
        diagnostics.push(Diagnostic::info("table.repeated_header", "a row repeats the header and was dropped").at(place));
    }
    let kept: Vec<usize> = dropped
        .iter()
        .scan(0, |sum, dropped| {
            let before = *sum;
            *sum += usize::from(!dropped);
            Some(before)
        })
        .collect();
    let ys = table.ys.iter().zip(&dropped).filter(|(_, dropped)| !**dropped).map(|(y, _)| *y).collect();
    let cells = table.cells.into_iter().filter(|cell| !dropped[cell.row]).map(|cell| Held { row: kept[cell.row], ..cell });
    Loose { xs: table.xs, ys, cells: cells.collect(), endless: table.endless }
}

/// Whether a cell spans rows of which some are dropped and some are not.
fn crosses(cell: &Held, dropped: &[bool]) -> bool {
    let end = (cell.row + cell.rows).min(dropped.len());
    dropped[cell.row..end].iter().any(|own| *own != dropped[cell.row])
}

/// The rows of headings from the first on, where a row of the body follows them.
fn header(rows: &[Texts], first: usize) -> Option<Vec<Texts>> {
    let heads =
        rows[first..].iter().take(HEADER + 1).take_while(|row| row.len() > 1 && !is_data(row) && !is_caption(row)).count();
    let body = rows.get(first + heads).is_some_and(is_data);
    (heads > 0 && heads <= HEADER && body).then(|| rows[first..first + heads].to_vec())
}

fn texts(table: &Loose) -> Vec<Texts> {
    let mut rows = vec![Texts::new(); table.ys.len()];
    for cell in table.cells.iter().filter(|cell| !cell.lines.is_empty()) {
        if let Some(row) = rows.get_mut(cell.row) {
            row.push((cell.col, cell.lines.concat()));
        }
    }
    rows
}

fn is_data(row: &Texts) -> bool {
    let texts: Vec<(usize, &str)> = row.iter().map(|(col, text)| (*col, text.as_str())).collect();
    look::is_data(&texts)
}

fn is_total(row: &Texts) -> bool {
    row.first().is_some_and(|(_, text)| is_total_label(text))
}

/// A title or a unit line in the grid.
fn is_caption(row: &Texts) -> bool {
    !row.is_empty() && row.iter().all(|(_, text)| look::is_label_line(text) || look::is_title(text))
}

/// A note, a signature, or a line alone.
fn is_aside(row: &Texts) -> bool {
    matches!(row.as_slice(), [(_, only)] if is_note(only) || look::is_sentence(only))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A table of rows, the fields of which are parted by `|`.
    fn table(rows: &[&str]) -> Loose {
        let fields: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
        let wide = fields.iter().map(Vec::len).max().unwrap_or(0);
        let held =
            |row: usize, col: usize, text: &str| Held { row, col, rows: 1, cols: 1, lines: vec![text.to_owned()], indent: 0 };
        let cells = fields.iter().enumerate().flat_map(|(row, fields)| {
            fields.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(move |(col, text)| held(row, col, text))
        });
        let count = |n: usize| (0..u32::try_from(n).unwrap_or(0)).collect();
        Loose { xs: count(wide), ys: count(rows.len()), cells: cells.collect(), endless: false }
    }

    #[test]
    fn a_table_goes_on_below_its_header_or_without_one() {
        let known = |rows: &[&str]| Known::of(&table(rows));
        let above = known(&["编码|名称|金额", "合计||5.00", "201|服务|3.00"]).unwrap();
        for (rows, want) in [
            (&["202|国防|2.00"][..], true),
            (&["编码|名称|金额", "202|国防|2.00"], true),
            (&["编码|名称|人数", "202|国防|2.00"], false),
            (&["编码|名称|金额", "合计||2.00"], false),
            (&["202|国防"], false),
            (&["支出总表||", "202|国防|2.00"], false),
            (&["202|国防|2.00", "注：本表无数据||"], false),
        ] {
            assert_eq!(above.goes_on_with(&table(rows)), want, "{rows:?}");
        }
        let ended = known(&["编码|名称|金额", "201|服务|3.00", "合计||3.00"]).unwrap();
        assert!(!ended.goes_on_with(&table(&["202|国防|2.00"])));
        assert!(known(&["201|服务|3.00"]).is_none());
    }

    #[test]
    fn a_header_that_comes_again_is_no_row() {
        let drop = |rows: &[&str]| {
            let mut told = Vec::new();
            let made = without_repeats(table(rows), 1, &mut told);
            let rows = texts(&made).len();
            (made.ys, rows, told.len())
        };
        assert_eq!(drop(&["编码|金额", "201|3.00", "编码|金额", "202|2.00"]), (vec![0, 1, 3], 3, 1));
        for rows in [
            &["编码|金额", "201|3.00", "合计|3.00", "编码|金额", "202|2.00"][..],
            &["编码|金额", "合计|3.00", "201|3.00", "编码|金额", "合计|2.00"],
            &["编码|金额", "201|3.00", "收入总表|", "编码|金额", "202|2.00"],
            &["编码|金额", "201|3.00", "编码|金额"],
        ] {
            assert_eq!((drop(rows).1, drop(rows).2), (rows.len(), 0), "{rows:?}");
        }
    }
}
