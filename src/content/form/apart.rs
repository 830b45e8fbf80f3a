//! Indicators that stand apart from the head of their form: on a page of their own, under headings of their own or under none.
//!
//! Printed tables are put together before they are read, so that what the head says of time and of levels holds for the rest. What
//! no form comes of is told.

use super::recognise::{heads_indicators, is_form};
use crate::codes::form_labels::{Kind, labels};
use crate::diagnostic::Diagnostic;
use crate::grammar::squeeze;
use crate::layout::GridKind;
use crate::outline::{PrintedCell, PrintedRow, PrintedTable};
use crate::place::Place;

/// Names of levels by which rows without headings are told to be indicators, at least.
const LEAST_NAMES: usize = 2;

/// Gives indicators that stand apart back to the form on the page before; those of no form stay tables of their own.
pub(in crate::content) fn rejoin(tables: Vec<PrintedTable>) -> Vec<PrintedTable> {
    let mut whole: Vec<PrintedTable> = Vec::new();
    for table in tables {
        let head = whole.last_mut().filter(|head| is_indicators(&table) && goes_on(head, &table));
        match head.and_then(|head| Some((rows_on(head, &table)?, head))) {
            Some((rows, head)) => join(head, table, rows),
            None => whole.push(table),
        }
    }
    whole
}

/// The rows of indicators, in the columns of the form they go on with where no headings of their own say what those hold; nothing where
/// two cells of a row would stand in one column.
fn rows_on(head: &PrintedTable, rest: &PrintedTable) -> Option<Vec<PrintedRow>> {
    let headed = rest.rows.iter().find(|r| !r.is_blank()).is_some_and(names_indicators);
    if headed || head.kind == GridKind::Native {
        return Some(rest.rows.clone());
    }
    let tail = rest.rows.len() - rest.rows.iter().rev().take_while(|r| !r.filled().any(|c| is(c, &[Kind::Class]))).count();
    let row = |(at, r): (usize, &PrintedRow)| {
        let moved = row_on(head, r);
        // Below the indicators the order of the cells says enough (经办人 | … | 填报日期 | …).
        if at < tail { moved } else { moved.or_else(|| Some(r.clone())) }
    };
    rest.rows.iter().enumerate().map(row).collect()
}

/// The filled cells of a row, each in the column of the form in which the middle of its text stands.
fn row_on(head: &PrintedTable, row: &PrintedRow) -> Option<PrintedRow> {
    let mut cells: Vec<PrintedCell> = Vec::new();
    for cell in row.filled() {
        let text = (cell.rect.x0 + cell.indent, cell.rect.x1 - cell.margin);
        let (x0, x1) = if text.0 < text.1 { text } else { (cell.rect.x0, cell.rect.x1) };
        let col = head.xs.partition_point(|x| *x <= (x0 + x1) / 2.0).checked_sub(1).filter(|col| col + 1 < head.xs.len())?;
        if cells.last().is_some_and(|before| before.col >= col) {
            return None;
        }
        cells.push(PrintedCell { col, cols: 1, ..cell.clone() });
    }
    Some(PrintedRow { page: row.page, cells })
}

fn join(head: &mut PrintedTable, rest: PrintedTable, rows: Vec<PrintedRow>) {
    head.pages.extend(rest.pages);
    head.pages.dedup();
    head.rows.extend(rows);
    head.notes.extend(rest.notes);
    head.open_columns = rest.open_columns;
}

/// Whether indicators may belong to a form before them: nothing stands between the two, and no title of another form above them.
fn goes_on(head: &PrintedTable, rest: &PrintedTable) -> bool {
    let last = head.rows.last().map(|r| r.page);
    let first = rest.rows.first().map(|r| r.page);
    let next = last.zip(first).is_some_and(|(last, first)| first == last || first == last + 1);
    let title = |table: &PrintedTable| table.caption.title.as_deref().map(|t| squeeze(t).replace("（续）", ""));
    let titled = title(rest).is_some_and(|t| title(head).as_ref() != Some(&t));
    let begun = head.rows.iter().any(heads_indicators);
    // A further table of a number of its own, behind a form that has its indicators, is another one.
    let numbered = begun && rest.caption.number.is_some() && rest.caption.number != head.caption.number;
    head.kind == rest.kind && next && !titled && !numbered && is_form(head)
}

/// Whether a printed table is nothing but indicators: headings of theirs and of nothing else on top, or the names of levels in front.
pub(in crate::content) fn is_indicators(printed: &PrintedTable) -> bool {
    let rows = || printed.rows.iter().filter(|r| !r.is_blank());
    let Some(first) = rows().next() else { return false };
    if names_indicators(first) {
        return first.filled().all(|c| is(c, &[Kind::Column, Kind::Section])) && rows().count() > 1;
    }
    let labelled =
        |r: &PrintedRow| r.filled().any(|c| is(c, &[Kind::Field, Kind::Fund, Kind::Measure]) && !is(c, &[Kind::Class]));
    let begins = first.filled().find(|c| !is(c, &[Kind::Section])).is_some_and(|c| is(c, &[Kind::Class]));
    let last = rows().filter(|r| r.filled().any(|c| is(c, &[Kind::Class]))).count();
    begins && names(printed) >= LEAST_NAMES && !rows().take(last).any(labelled)
}

/// Whether a row heads indicators and says so: 一级, 二级 and 三级 alone head other lists as well (指导性目录).
fn names_indicators(row: &PrintedRow) -> bool {
    heads_indicators(row) && row.filled().any(|c| squeeze(&c.text).contains("指标"))
}

fn is(cell: &PrintedCell, kinds: &[Kind]) -> bool {
    labels(&cell.text).iter().any(|l| kinds.contains(&l.kind()))
}

/// How many cells name a level of indicators whole (数量指标, no 数量).
fn names(printed: &PrintedTable) -> usize {
    let named = |c: &&PrintedCell| squeeze(&c.text).ends_with("指标") && is(c, &[Kind::Class]);
    printed.rows.iter().flat_map(PrintedRow::filled).filter(named).count()
}

/// A printed table that looks like indicators and that no form came of.
pub(in crate::content) fn unread(printed: &PrintedTable) -> Option<Diagnostic> {
    let looks = printed.rows.iter().any(names_indicators) || names(printed) >= LEAST_NAMES;
    let page = printed.rows.first().map_or(1, |r| r.page);
    let message = "indicators of a performance form stand here in a shape that is not read: they are kept as a table only";
    looks.then(|| Diagnostic::warning("content.indicators_unread", message).at(Place::on(page, printed.rect)))
}

/// Indicators read as a form of their own, as no form stands before them.
pub(in crate::content) fn without_head(printed: &PrintedTable) -> Diagnostic {
    let page = printed.rows.first().map_or(1, |r| r.page);
    let message = "indicators stand here without the head of their form: whose they are is not known";
    Diagnostic::warning("form.no_head", message).at(Place::on(page, printed.rect))
}
