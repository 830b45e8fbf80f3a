//! What must hold for every document, whatever is in it: cells lie in their grid, records on their page, amounts print back.

use crate::common;

use gongkai::extraction::{Extraction, Pages, open, understand};
use gongkai::grammar::{Amount, amount, clean, render, squeeze};
use gongkai::layout::{Grid, Sheet};
use gongkai::place::Rect;
use gongkai::record::{Origin, Record};
use gongkai::source;
use std::path::{Path, PathBuf};

/// Points by which rounding may carry a border over another.
const SLACK: f32 = 1.0;

#[test]
fn invariants_hold_in_the_corpus() {
    hold(&common::corpus());
}

#[test]
fn invariants_hold_in_the_shared_corpus() {
    hold(&common::shared_corpus());
}

fn hold(documents: &[PathBuf]) {
    let mut broken = Vec::new();
    for path in documents {
        broken.extend(check(path).into_iter().map(|b| format!("{}: {b}", common::stem_of(path))));
    }
    let shown: Vec<&str> = broken.iter().take(20).map(String::as_str).collect();
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), shown.join("\n"));
}

/// What does not hold in one document.
fn check(path: &Path) -> Vec<String> {
    let Ok(opened) = open(source::read(path).expect("a document"), Pages::Dropped) else { return Vec::new() };
    let mut broken = Vec::new();
    for sheet in &opened.sheets {
        for grid in &sheet.grids {
            broken.extend(grid_lies_in(grid, sheet));
        }
    }
    let sizes: Vec<(f32, f32)> = opened.sheets.iter().map(|s| (s.width, s.height)).collect();
    let extraction = understand(opened);
    for record in &extraction.records {
        broken.extend(prints_back(record));
        broken.extend(lies_on_page(record, &sizes));
    }
    broken.extend(rows_are_as_wide_as_their_table(&extraction));
    broken
}

/// Every cell lies in its grid, the grid on its page; no position of the lattice belongs to two cells.
fn grid_lies_in(grid: &Grid, sheet: &Sheet) -> Vec<String> {
    let mut broken = Vec::new();
    let page = Rect::new(0.0, 0.0, sheet.width, sheet.height);
    if !inside(&grid.rect, &page) {
        broken.push(format!("page {}: the grid at {:?} leaves the page", sheet.page, grid.rect));
    }
    let (rows, cols) = (grid.row_count(), grid.col_count());
    let mut taken = vec![false; rows * cols];
    for cell in &grid.cells {
        let place = format!("page {}: the cell in row {}, column {}", sheet.page, cell.row, cell.col);
        let (row, col) = (usize::from(cell.row), usize::from(cell.col));
        let (below, behind) = (row + usize::from(cell.rows), col + usize::from(cell.cols));
        if cell.rows == 0 || cell.cols == 0 || below > rows || behind > cols {
            broken.push(format!("{place} leaves the lattice of {rows} x {cols}"));
            continue;
        }
        if !inside(&cell.rect, &grid.rect) {
            broken.push(format!("{place} at {:?} leaves the grid at {:?}", cell.rect, grid.rect));
        }
        for r in row..below {
            for c in col..behind {
                if std::mem::replace(&mut taken[r * cols + c], true) {
                    broken.push(format!("{place} lies over another one"));
                }
            }
        }
    }
    broken
}

fn inside(inner: &Rect, outer: &Rect) -> bool {
    let outer = outer.grow(SLACK);
    outer.contains(inner.x0, inner.y0) && outer.contains(inner.x1, inner.y1)
}

/// An amount rendered again is what was printed, but for commas, blanks and the form of the sign.
///
/// The figures of sentences carry their unit, and `零` is a figure there: `tests/stages/records.rs` asks those.
fn prints_back(record: &Record) -> Option<String> {
    if record.origin != Origin::Table {
        return None;
    }
    let place = format!("page {}: `{}`", record.place.page, record.printed);
    let Some(amount) = amount::amount(&record.printed) else { return Some(format!("{place} is no amount")) };
    let rendered = render(&amount, false);
    if rendered != plain(&record.printed) {
        return Some(format!("{place} is read as {rendered}"));
    }
    let yuan = record.amount_yuan?;
    let again = Amount { value: yuan, decimals: yuan.scale() };
    let digits = |t: &str| t.chars().filter(|c| c.is_ascii_digit()).collect::<String>().trim_matches('0').to_owned();
    // A unit only moves the point: the digits of the value in yuan are those printed.
    (digits(&render(&again, false)) != digits(&rendered)).then(|| format!("{place} became {yuan} yuan"))
}

/// The printed text without commas and blanks, with a plain sign.
fn plain(printed: &str) -> String {
    let text = squeeze(&clean(printed)).replace([',', '，', '+'], "").replace(['−', '–', '—', '－'], "-");
    let text = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(bracketed) => format!("-{bracketed}"),
        None => text,
    };
    if text.starts_with('.') { format!("0{text}") } else { text }
}

fn lies_on_page(record: &Record, sizes: &[(f32, f32)]) -> Option<String> {
    let page = record.place.page;
    let Some((width, height)) = usize::try_from(page).ok().and_then(|p| sizes.get(p.checked_sub(1)?)) else {
        return Some(format!("`{}` stands on page {page} of {}", record.printed, sizes.len()));
    };
    let rect = record.place.rect?;
    let whole = Rect::new(0.0, 0.0, *width, *height);
    (!inside(&rect, &whole)).then(|| format!("page {page}: `{}` at {rect:?} lies outside", record.printed))
}

fn rows_are_as_wide_as_their_table(extraction: &Extraction) -> Vec<String> {
    let mut broken = Vec::new();
    for (index, table) in extraction.content.tables.iter().enumerate() {
        for row in table.rows.iter().filter(|r| r.cells.len() != table.columns.len()) {
            broken.push(format!(
                "table {}, page {}: a row of {} cells under {} columns",
                index + 1,
                row.page,
                row.cells.len(),
                table.columns.len()
            ));
        }
    }
    broken
}
