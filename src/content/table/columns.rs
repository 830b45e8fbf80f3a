//! Lattice columns to printed columns.
//!
//! A lattice has a border wherever any row has one; a header drawn slightly off its body gives it borders that divide no text. A
//! printed column is one that the body divides.

use super::header::Header;
use crate::grammar::squeeze;
use crate::outline::PrintedRow;

/// A border that at least this share of the body's rows has is a column border.
const SHARE: f32 = 0.25;

/// A printed column as lattice columns `from..to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) struct Span {
    pub from: usize,
    pub to: usize,
}

/// The printed columns of a table with `lattice` columns.
pub(in crate::content) fn printed(header: &Header, lattice: usize) -> Vec<Span> {
    let mut used = vec![0usize; lattice + 1];
    let mut divides = vec![false; lattice + 1];
    // Blank rows count too: they have the borders of the body, and an empty table has no other rows.
    let stand_in = header.ordinals.as_ref().or(header.rows.last()).filter(|_| header.body.is_empty());
    let body = || header.body.iter().chain(stand_in);
    for row in body() {
        count(row, &mut used, &mut divides);
    }
    let rows = body().count();
    // Where the body is one merged 合计 and nothing else, only the header tells code from name (福建's empty tables).
    if !header.body.iter().any(is_item) {
        count(&bottom(header), &mut used, &mut divides);
    }
    // Between two headings a few rows are enough: the others may lack the last, empty cells.
    let mut headed = vec![false; lattice + 1];
    count(&bottom(header), &mut vec![0; lattice + 1], &mut headed);
    let often = |b: usize| used[b] as f32 >= SHARE * rows as f32 || headed[b];
    let mut borders = vec![0];
    borders.extend((1..lattice).filter(|b| divides[*b] || used[*b] > 0 && often(*b)));
    borders.push(lattice);
    let spans = borders.windows(2).map(|w| Span { from: w[0], to: w[1] });
    spans.filter(|s| !is_spacer(header, *s)).collect()
}

/// The header cells that touch the body: the last row, and cells merged down to it.
fn bottom(header: &Header) -> PrintedRow {
    let height = header.rows.len();
    let touches =
        |(index, row): (usize, &PrintedRow)| row.cells.iter().filter(|c| index + c.rows >= height).cloned().collect::<Vec<_>>();
    let mut cells: Vec<_> = header.rows.iter().enumerate().flat_map(touches).collect();
    cells.sort_by_key(|c| c.col);
    PrintedRow { page: 0, cells }
}

/// A row that is neither blank nor a total.
fn is_item(row: &PrintedRow) -> bool {
    row.filled().next().is_some_and(|c| !squeeze(&c.text).ends_with('计'))
}

fn count(row: &PrintedRow, used: &mut [usize], divides: &mut [bool]) {
    let mut last_filled_end = None;
    for cell in &row.cells {
        // A cell merged over several rows has its borders in each of them (北京: one project over 15 indicator rows).
        used[cell.col] += cell.rows;
        if !cell.text.is_empty() {
            if last_filled_end == Some(cell.col) {
                divides[cell.col] = true;
            }
            last_filled_end = Some(cell.col + cell.cols);
        }
    }
}

/// A column with neither heading nor text is a gap between borders.
fn is_spacer(header: &Header, span: Span) -> bool {
    let empty = |row: &PrintedRow| !row.filled().any(|c| c.col >= span.from && c.col < span.to);
    header.path(span.from, span.to).is_empty() && header.body.iter().all(empty)
}

/// Index of the printed column in which a cell begins: the one that holds its first lattice column, or the next one.
pub(in crate::content) fn column_of(columns: &[Span], col: usize) -> Option<usize> {
    columns.iter().position(|s| col < s.to)
}
