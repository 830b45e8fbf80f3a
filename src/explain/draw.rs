//! Draws rows of cells as aligned text; ideographs count as two columns wide.

use crate::privacy::unmarked;
use unicode_width::UnicodeWidthStr;

/// Cells wider than this are cut with `…`.
const WIDEST: usize = 40;

/// Width on a terminal; what may be narrow or wide is wide beside ideographs.
fn width(text: &str) -> usize {
    text.width_cjk()
}

/// The text cut to `widest` columns.
pub(super) fn cut(text: &str, widest: usize) -> String {
    if width(text) <= widest {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += width(c.encode_utf8(&mut [0; 4]));
        if used + 1 > widest {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// The rows with `|` between aligned columns; a line break in a cell is drawn as `⏎`.
pub(super) fn table(rows: Vec<Vec<String>>) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let draw = |row: Vec<String>| -> Vec<String> { row.iter().map(|c| cut(&unmarked(c).replace('\n', "⏎"), WIDEST)).collect() };
    let cells: Vec<Vec<String>> = rows.into_iter().map(draw).collect();
    let widths: Vec<usize> =
        (0..columns).map(|c| cells.iter().filter_map(|r| r.get(c)).map(|t| width(t)).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in &cells {
        out.push_str("    |");
        for (text, wide) in row.iter().zip(&widths) {
            out.push_str(text);
            out.extend(std::iter::repeat_n(' ', wide - width(text)));
            out.push('|');
        }
        out.push('\n');
    }
    out
}
