//! Where the header of a table ends, and which path of headings stands above each column.

use crate::codes::headers::{is_header_word, meaning};
use crate::grammar::{amount, bracketed_code, column_number, heading, is_nil_mark, is_total_label, squeeze, subject_code};
use crate::outline::{PrintedCell, PrintedRow};

/// A header is never higher than this many rows.
const MOST_ROWS: usize = 10;

/// So many codes beside each other are those of columns; 类, 款 and 项 of one row are three.
const LEAST_CODES: usize = 4;

/// Labels of code columns, which may share their grid row with the first row of data (上海普陀: `类|款|项` beside `合计`).
const CODE_PARTS: [&str; 4] = ["类", "款", "项", "目"];

/// The header of a table, and its body.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::content) struct Header {
    /// Rows of the header.
    pub rows: Vec<PrintedRow>,
    /// The row of column numbers (栏次 1 2 3), if there is one; it is no data.
    pub ordinals: Option<PrintedRow>,
    /// The rows below.
    pub body: Vec<PrintedRow>,
}

/// Splits the rows of a table.
pub(in crate::content) fn split(rows: &[PrintedRow]) -> Header {
    let named =
        |row: &usize| is_codes_of_columns(&rows[*row]) && rows.get(row + 1).is_some_and(|below| names(&rows[*row], below));
    let structure = (0..rows.len().min(MOST_ROWS)).find(named).map_or(0, |codes| codes + 2).max(structural_end(rows));
    let of_head = |row: usize| heads_amounts(&rows[row..]) || row < structure && is_codes_of_columns(&rows[row]);
    let first_data = (0..rows.len().min(MOST_ROWS)).find(|row| is_data(&rows[*row]) && !of_head(*row));
    let end = match first_data {
        Some(0) => 0,
        Some(data) if data < structure => data,
        _ => structure.min(rows.len()),
    };
    let mut header: Vec<PrintedRow> = rows[..end].to_vec();
    let mut body: Vec<PrintedRow> = rows[end..].to_vec();
    // Rows of labels below the spans: the header's borders were not drawn as one.
    while let Some(row) = body.first()
        && header.len() < MOST_ROWS
        && is_label_row(row)
        && body.iter().skip(1).take(3).any(|r| is_data(r) || is_ordinal_row(r))
    {
        header.push(body.remove(0));
    }
    if let Some(row) = body.first()
        && header.len() < MOST_ROWS
        && let Some((labels, data)) = split_mixed(row)
    {
        header.push(labels);
        body[0] = data;
    }
    for row in header.iter_mut().filter(|row| is_ordinal_row(row)) {
        clear_numbers(row);
    }
    // A head that is repeated leaves them among the rows.
    let numbered =
        |row: &PrintedRow| row.filled().next().is_some_and(|c| matches!(squeeze(&c.text).as_str(), "栏次" | "**" | "行次"));
    let mut first = true;
    body.retain(|row| std::mem::take(&mut first) || !(numbered(row) && is_ordinal_row(row)));
    let ordinals = if body.first().is_some_and(is_ordinal_row) && !header.is_empty() { Some(body.remove(0)) } else { None };
    Header { rows: header, ordinals, body }
}

/// The end of the header by its merged cells: a cell over several rows or columns belongs to the header with all that stands
/// beside and directly below it.
fn structural_end(rows: &[PrintedRow]) -> usize {
    let Some(first) = rows.iter().position(|r| !r.is_blank()) else { return 0 };
    let mut end = first + 1;
    let mut row = first;
    while row < end && row < rows.len() && row < MOST_ROWS {
        for cell in &rows[row].cells {
            end = end.max(row + cell.rows);
            let below = row + cell.rows;
            let divided = cell.cols > 1
                && !cell.text.is_empty()
                && rows.get(below).is_some_and(|r| {
                    let mut inner = r.filled().filter(|c| c.col >= cell.col && c.col + c.cols <= cell.col + cell.cols);
                    // Two headings under it, or one that is as wide in a row of nothing but headings.
                    let wide = |first: &PrintedCell| {
                        first.cols == cell.cols && r.filled().all(|c| meaning(&[squeeze(&c.text)]).is_some())
                    };
                    !is_data(r) && inner.next().is_some_and(|first| wide(first) || inner.next().is_some())
                });
            if divided {
                end = end.max(below + 1);
            }
        }
        row += 1;
    }
    end.min(rows.len())
}

/// Whether the first row is nothing but 合计 over the amounts below it: the heading of a table that names no other column.
fn heads_amounts(rows: &[PrintedRow]) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    let mut filled = first.filled();
    let (Some(cell), None) = (filled.next(), filled.next()) else { return false };
    let amount = |row: &&PrintedRow| row.filled().any(|c| c.col == cell.col && amount::amount(&squeeze(&c.text)).is_some());
    cell.col > 0 && squeeze(&cell.text).ends_with('计') && below.iter().take(3).filter(amount).count() > 0
}

/// Whether a row holds nothing but codes, beside each other: those of the classes that its columns stand for (30101 over 基本工资).
fn is_codes_of_columns(row: &PrintedRow) -> bool {
    let codes = row.filled().filter(|c| subject_code(&squeeze(&c.text)).is_some()).count();
    codes >= LEAST_CODES && codes == row.filled().count()
}

/// Whether each code of a row has a name below it, and nothing else stands there.
fn names(codes: &PrintedRow, below: &PrintedRow) -> bool {
    let columns = |row: &PrintedRow| row.filled().map(|c| c.col).collect::<Vec<_>>();
    columns(codes) == columns(below) && !is_data(below) && below.filled().all(|c| amount::amount(&squeeze(&c.text)).is_none())
}

/// Whether a row holds data: an amount, a code, a total or a numbered item.
pub(in crate::content) fn is_data(row: &PrintedRow) -> bool {
    let mut filled = 0;
    let mut words = 0;
    let mut first: Option<String> = None;
    for cell in row.filled() {
        let text = squeeze(&cell.text);
        if amount::is_amount_like(&text) && amount::amount(&text).is_some() {
            return true;
        }
        filled += 1;
        words += usize::from(amount::amount(&text).is_none() && !is_nil_mark(&text));
        if cell.col == 0 || first.is_none() {
            if is_code(&text) {
                return true;
            }
            first.get_or_insert(text);
        }
    }
    let Some(first) = first else { return false };
    let is_total = is_total_label(&first);
    if is_total && words == 1 {
        return filled > 1 || row.filled().all(|c| c.cols < row.cells.len().max(2));
    }
    heading(&first).is_some_and(|h| !h.title.is_empty() && h.level <= 3) && words <= 4
}

fn is_code(text: &str) -> bool {
    subject_code(text).is_some()
        || bracketed_code(text).is_some()
        || crate::grammar::code_and_name(text).is_some_and(|c| subject_code(c.code).is_some())
}

/// A row of labels only: no digits, every cell short.
fn is_label_row(row: &PrintedRow) -> bool {
    let mut cells = 0;
    for cell in row.filled() {
        let text = squeeze(&cell.text);
        if text.chars().count() > 16 || text.chars().any(|c| c.is_ascii_digit()) || heading(&text).is_some() {
            return false;
        }
        cells += usize::from(is_header_word(&text));
    }
    cells >= 2 && cells * 2 > row.filled().count()
}

/// `栏次 1 2 3`, `** 1 2`, `甲 乙 1 2`, `1 2 3=4+5`.
pub(in crate::content) fn is_ordinal_row(row: &PrintedRow) -> bool {
    let mut numbers = 0;
    let mut last = 0;
    let mut starred = false;
    for cell in row.filled() {
        let text = squeeze(&cell.text);
        starred |= matches!(text.as_str(), "**" | "栏次");
        if matches!(
            text.as_str(),
            "栏次" | "**" | "*" | "行次" | "甲" | "乙" | "丙" | "丁" | "—" | "-" | "——" | "类" | "款" | "项" | "栏次栏次"
        ) {
            continue;
        }
        let Some(value) = column_number(&text) else { return false };
        // On each side they may begin anew.
        if value <= last && !(starred && value == 1) {
            return false;
        }
        last = value;
        numbers += 1;
    }
    // `** 1` over a table of one column (杭州), `** | **`: nobody calls a row `**`.
    numbers >= 2 && last >= 2 || starred && (numbers == 0 || numbers == 1 && last == 1)
}

/// Takes the numbers of columns out of a row of the header that has labels too: `类 | 款 | 项 | 栏次 | 1 | 2`.
fn clear_numbers(row: &mut PrintedRow) {
    for cell in row.cells.iter_mut().filter(|cell| !CODE_PARTS.contains(&squeeze(&cell.text).as_str())) {
        cell.text.clear();
    }
}

/// A grid row whose code columns still belong to the header while the rest is the first data row.
fn split_mixed(row: &PrintedRow) -> Option<(PrintedRow, PrintedRow)> {
    let is_label = |c: &PrintedCell| CODE_PARTS.contains(&squeeze(&c.text).as_str());
    let labels: Vec<PrintedCell> = row.cells.iter().filter(|c| is_label(c)).cloned().collect();
    let has_amount = row.filled().any(|c| amount::is_amount_like(&squeeze(&c.text)));
    if labels.len() < 2 || !has_amount {
        return None;
    }
    let mut data = row.clone();
    for cell in data.cells.iter_mut().filter(|c| is_label(c)) {
        cell.text.clear();
    }
    Some((PrintedRow { page: row.page, cells: labels }, data))
}

impl Header {
    /// The headings above the lattice columns `from..to`, outermost first, each once.
    pub fn path(&self, from: usize, to: usize) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        for row in &self.rows {
            // The cell that shares most of the column stands above it.
            let shared = |c: &PrintedCell| (c.col + c.cols).min(to).saturating_sub(c.col.max(from));
            let Some(cell) = row.cells.iter().filter(|c| shared(c) > 0).max_by_key(|c| (shared(c), usize::MAX - c.col)) else {
                continue;
            };
            let text = squeeze(&cell.text);
            if !text.is_empty() && path.last() != Some(&text) {
                path.push(text);
            }
        }
        path
    }
}
