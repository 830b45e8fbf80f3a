//! Tables in which a sum that fails is no breach: what is read of them may not be all that stands on the page.

use super::index::{LineKind, Sheet, Side, Slot};
use super::torn::has_amounts_among_words;
use crate::check::document::Document;
use crate::codes::class_of_name;
use crate::content::{Cell, RowKind, Table};
use crate::grammar::heading;
use crate::place::Rect;
use std::collections::BTreeSet;

/// Diagnostics of text that is painted and cannot be seen: a reader of the page may see it after all. What is drawn invisibly (a layer
/// of recognised text) is never seen.
const HIDDEN: [&str; 3] = ["page.covered", "page.blended", "page.tiny"];

/// Tells of each table why its sums may fail, if there is a reason.
pub(super) fn mark(document: &Document<'_>, sheets: &mut [Sheet<'_>]) {
    let tables = &document.content.tables;
    for index in 0..sheets.len() {
        if tables.get(index + 1).is_some_and(|next| goes_on(tables, &tables[index], next)) {
            let reason = "a table without a title of its own follows, which may be the rest of it";
            sheets[index].loose = Some(reason);
            if let Some(next) = sheets.get_mut(index + 1) {
                next.loose = Some("the table before, which has its title, may be the beginning of it");
            }
        }
    }
    for sheet in sheets.iter_mut().filter(|s| s.loose.is_none() && is_continued(s.table)) {
        sheet.loose = Some("its title says that it goes on with a table before");
    }
    for sheet in sheets.iter_mut().filter(|s| s.loose.is_none() && shifts(s.table)) {
        sheet.loose = Some("its columns stand in other places on one of its pages");
    }
    for sheet in sheets.iter_mut().filter(|s| s.loose.is_none() && has_amounts_among_words(s.table)) {
        sheet.loose = Some("amounts stand among its words");
    }
    for sheet in sheets.iter_mut().filter(|s| s.loose.is_none()) {
        if sheet.sides.iter().any(|side| is_broken(sheet, side)) {
            sheet.loose = Some("its rows were broken in two, so that labels and amounts stand apart");
        }
    }
    for diagnostic in document.diagnostics.iter().filter(|d| HIDDEN.contains(&d.code)) {
        let Some((page, rect)) = diagnostic.place.and_then(|p| Some((p.page, p.rect?))) else { continue };
        for sheet in sheets.iter_mut().filter(|s| s.table.pages.contains(&page) && is_in(s.table, page, rect)) {
            sheet.loose = Some("its page holds text among its rows that does not show");
            let beside = |cell: &Cell| cell.rect.y0 < rect.y1 && rect.y0 < cell.rect.y1;
            let rows = sheet.table.rows.iter().enumerate().filter(|(_, r)| r.page == page);
            sheet.obscured.extend(rows.filter(|(_, r)| r.cells.iter().flatten().any(beside)).map(|(row, _)| row));
        }
    }
}

/// Labels that are broken off from their amounts this often are no lines of their own.
const BROKEN: usize = 2;

/// Whether numbered lines have no amount and the lines that follow them have no number: the rest of their label, with their amount.
fn is_broken(sheet: &Sheet<'_>, side: &Side<'_>) -> bool {
    let blank = |row: usize| side.columns.iter().all(|c| sheet.slot(row, *c) == Slot::Blank);
    let is_rest =
        |label: &str| !label.is_empty() && heading(label).is_none() && class_of_name(label).is_none() && !label.starts_with('其');
    let apart = |pair: &&[super::index::Line<'_>]| {
        let [first, second] = pair else { return false };
        let begins = heading(&first.label).is_some() && blank(first.row) && class_of_name(&first.label).is_none();
        begins && second.kind == LineKind::Item && is_rest(&second.label) && second.code.is_none() && !blank(second.row)
    };
    side.lines.windows(2).filter(apart).count() >= BROKEN
}

/// Whether a title says that the table is the rest of another: `支出总表（续表）`.
fn is_continued(table: &Table) -> bool {
    table.title.as_deref().map(crate::grammar::squeeze).is_some_and(|t| ["（续", "(续", "续表"].iter().any(|w| t.contains(w)))
}

/// Of each table whether it is likely to be one piece of several.
pub(in crate::check) fn pieces(document: &Document<'_>) -> Vec<bool> {
    let tables = &document.content.tables;
    let mut pieces = vec![false; tables.len()];
    for index in 1..tables.len() {
        if goes_on(tables, &tables[index - 1], &tables[index]) {
            pieces[index - 1] = true;
            pieces[index] = true;
        }
    }
    for (piece, table) in pieces.iter_mut().zip(tables) {
        *piece |= is_continued(table);
    }
    pieces
}

/// Whether a table is likely to go on with the next: as wide, on the same page or the one after, and without a title of its own; or the
/// next says so in its title, or prints the same title again where one of the two lacks the total.
fn goes_on(tables: &[Table], table: &Table, next: &Table) -> bool {
    let follows = match (table.pages.last(), next.pages.first()) {
        (Some(last), Some(first)) => *first == *last || *first == *last + 1,
        _ => false,
    };
    if !follows || table.id.is_none() || next.rows.is_empty() {
        return false;
    }
    let totalled = |t: &Table| t.rows.iter().any(|r| r.kind == RowKind::Total);
    // The title of a table may be printed again above its rest, which has no total of its own, or has the one of both.
    let again =
        next.title.is_some() && next.title == table.title && next.number == table.number && totalled(next) != totalled(table);
    if again || is_continued(next) {
        return true;
    }
    // A running head that stands above several tables names none of them.
    let shared = || tables.iter().filter(|t| t.id.is_none() && t.title == next.title).count() > 1;
    let untitled = next.title.is_none() || next.titled_by_heading || next.id.is_none() && shared();
    let bare = next.title == table.title && !totalled(next);
    // What its headings alone say that it is may be said of the rest of another table.
    let alike = next.id.is_none() || next.id == table.id || next.titled_by_heading && next.is_told_by_headings();
    let (wide, narrow) = (table.columns.len().max(next.columns.len()), table.columns.len().min(next.columns.len()));
    (untitled || bare) && alike && next.number.is_none() && narrow * 2 >= wide
}

/// Whether two columns beside each other never have amounts on the same page: then one is the other, read apart.
fn shifts(table: &Table) -> bool {
    let pages = |column: usize| -> BTreeSet<u32> {
        let is_amount =
            |row: &&crate::content::Row| row.cells.get(column).and_then(Option::as_ref).is_some_and(|c| is_money(&c.printed));
        table.rows.iter().filter(is_amount).map(|r| r.page).collect()
    };
    let columns: Vec<BTreeSet<u32>> = (0..table.columns.len()).map(pages).collect();
    table.pages.len() > 1 && columns.windows(2).any(|w| !w[0].is_empty() && !w[1].is_empty() && w[0].is_disjoint(&w[1]))
}

/// An amount with decimals; a bare number may be of a row or a column.
fn is_money(printed: &str) -> bool {
    printed.contains('.') && crate::grammar::figure(printed).is_some()
}

/// Whether a place lies among the rows of a table.
fn is_in(table: &Table, page: u32, rect: Rect) -> bool {
    let cells = table.rows.iter().filter(|r| r.page == page).flat_map(|r| r.cells.iter().flatten()).map(|c| c.rect);
    let area = cells.reduce(|a, b| Rect { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) });
    area.is_some_and(|a| a.overlaps(&rect))
}
