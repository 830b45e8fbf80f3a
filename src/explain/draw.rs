//! Draws rows of cells as aligned text; ideographs count as two columns wide.

/// Cells wider than this are cut with `…`.
const WIDEST: usize = 40;

/// Width on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|c| if (c as u32) < 0x1100 { 1 } else { 2 }).sum()
}

fn cut(text: &str) -> String {
    if width(text) <= WIDEST {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept) + 3 > WIDEST {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// The rows with `|` between aligned columns.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| cut(c)).collect()).collect();
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
