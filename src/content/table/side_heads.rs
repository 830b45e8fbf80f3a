//! Headings of sides that stand beside their rows: 收入 and 支出, written down a cell that is merged over all of them.

use super::columns::{Span, column_of};
use super::header::Header;
use crate::grammar::squeeze;
use crate::outline::PrintedCell;

/// What heads a side.
const HEADS: [&str; 2] = ["收入", "支出"];

/// Puts the heading of each side on top of the paths of its columns. Returns the columns that hold nothing but such a heading; they
/// name no row.
pub(super) fn take(header: &Header, spans: &[Span], paths: &mut [Vec<String>]) -> Vec<usize> {
    let heads: Vec<(usize, &str)> = (0..spans.len())
        .filter(|column| paths[*column].is_empty())
        .filter_map(|column| Some((column, head(header, spans, column)?)))
        .collect();
    for (index, (column, head)) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(spans.len(), |(next, _)| *next);
        for path in &mut paths[column + 1..end] {
            path.insert(0, (*head).to_owned());
        }
    }
    heads.into_iter().map(|(column, _)| column).collect()
}

/// The one word that a column without a heading holds, in a cell over several rows.
fn head(header: &Header, spans: &[Span], column: usize) -> Option<&'static str> {
    let rows = header.body.iter();
    let cells: Vec<&PrintedCell> =
        rows.flat_map(|row| row.filled()).filter(|c| column_of(spans, c.col) == Some(column)).collect();
    let [cell] = cells.as_slice() else { return None };
    HEADS.into_iter().find(|head| cell.rows > 1 && squeeze(&cell.text) == *head)
}
