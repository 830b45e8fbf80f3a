//! A printed table understood: columns with paths and roles, rows with kinds, title, number and unit.

use super::columns::{self, Span, column_of};
use super::completeness;
use super::header::{self, Header};
use super::sides;
use super::types::{Cell, Column, Entry, Role, Row, RowKind, Table};
use super::{levels, lines, roles, rows, side_heads, sums};
use crate::codes::headers;
use crate::diagnostic::Diagnostic;
use crate::grammar::{Unit, amount, figure, squeeze, unit_line, unit_of, unit_of_tables};
use crate::outline::{PrintedCell, PrintedRow, PrintedTable};
use crate::place::Place;
use arcstr::ArcStr;

/// Reads one printed table. `whole` is the unit that a sentence or the cover gives for all tables, and which of them.
pub(in crate::content) fn read(
    printed: &PrintedTable,
    whole: Option<(Unit, &'static str)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Table {
    let lattice = printed.xs.len().saturating_sub(1);
    let header = header::split(&printed.rows);
    let spans = columns::printed(&header, lattice);
    let mut paths: Vec<Vec<String>> = spans.iter().map(|s| header.path(s.from, s.to)).collect();
    let heads = side_heads::take(&header, &spans, &mut paths);
    let mut roles = roles::of(&header, &spans, &paths);
    heads.into_iter().for_each(|column| roles[column] = Role::Text);
    let mut rows: Vec<Row> = header.body.iter().map(|r| row(r, &spans, &roles, diagnostics)).collect();
    let caption = &printed.caption;
    let elsewhere = || whole.map(|(unit, from)| (unit.printed().to_owned(), from));
    let in_header = || unit_in_header(&header).map(|unit| (unit, "header"));
    let below = || unit_in_notes(&printed.notes).map(|unit| (unit, "notes"));
    let unit = caption.unit.clone().map(|unit| (unit, "caption")).or_else(in_header).or_else(below).or_else(elsewhere);
    let (unit, unit_from) = unit.unzip();
    let mut columns: Vec<Column> = paths.into_iter().zip(&roles).map(|(path, role)| column(path, *role)).collect();
    sides::number(&mut columns);
    places(&mut rows, &header.body, &spans, &columns);
    let heading = printed.heading.as_ref().filter(|_| printed.is_headed);
    let empty = !rows
        .iter()
        .any(|row| row.cells.iter().zip(&roles).any(|(cell, role)| cell.as_ref().is_some_and(|c| is_filled(c, *role))));
    let table = Table {
        id: None,
        name: None,
        identity: None,
        title: caption.title.as_ref().or(heading).cloned(),
        titled_by_heading: caption.title.is_none() && heading.is_some(),
        other: None,
        variant: None,
        number: caption.number.clone(),
        department: caption.department.clone(),
        unit,
        unit_from,
        pages: printed.all_pages(),
        empty,
        declared_empty: empty && completeness::is_declared_empty(&printed.notes),
        notes: printed.notes.clone(),
        columns,
        rows,
        rect: printed.rect,
    };
    report(&table, diagnostics);
    table
}

/// Whether a cell holds an amount: one that looks like money wherever it stands, or under the heading of an amount a figure that
/// is not zero, or what nobody can read (`####`).
fn is_filled(cell: &Cell, role: Role) -> bool {
    let text = cell.printed.as_str();
    let filled = || figure(text).map_or_else(|| is_unreadable(text), |(amount, _)| !amount.value.is_zero());
    amount::is_amount_like(text) || role == Role::Amount && filled()
}

/// Figures that a spreadsheet could not show (`####`), or several in one cell.
fn is_unreadable(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || matches!(c, '#' | '＃')) && !text.contains(char::is_alphabetic)
}

fn column(path: Vec<String>, role: Role) -> Column {
    let meaning = headers::meaning(&path);
    // 本级 and 上级转移支付 under 一般公共预算: what is not listed is of what stands above it.
    let above = || (1..path.len()).rev().find_map(|end| headers::meaning(&path[..end]));
    let (year, context) = match &meaning {
        Some(own) => (own.year, own.context.clone()),
        None => above().map_or_else(Default::default, |m| (m.year, m.context.iter().copied().chain([m.name]).collect())),
    };
    let printed_unit = path.iter().rev().find_map(|label| unit_of(label).filter(|_| label.contains(['（', '('])));
    let no_money = is_no_money(&path);
    let rate = no_money && path.iter().any(|l| l.contains(['%', '％']));
    let unit = printed_unit.or(rate.then_some(Unit::Percent));
    let counts = no_money || unit.is_some_and(|u| !u.is_money());
    Column {
        role,
        meaning: meaning.as_ref().map(|m| m.name),
        axis: meaning.as_ref().and_then(|m| m.axis),
        year,
        context,
        unit,
        side: 0,
        direction: None,
        counts,
        path,
    }
}

/// Meanings that say which figure it is, and not of what.
const OF_ANYTHING: [&str; 6] = ["total", "year_figure", "this_year", "prior_year", "budget_figure", "final_figure"];

/// Whether the headings say that the figures count things or are rates: the lowest, or one above where it does not say of what
/// (`编制人数/小计`).
fn is_no_money(path: &[String]) -> bool {
    let Some(meaning) = headers::meaning(path) else { return path.len() > 1 && is_no_money(&path[..path.len() - 1]) };
    if OF_ANYTHING.contains(&meaning.name) && path.len() > 1 {
        return is_no_money(&path[..path.len() - 1]);
    }
    meaning.role == Role::Amount && !meaning.money
}

/// Says of every row what it is on each side: how deep it stands and whether it counts to the total. Of the row as a whole the first
/// side speaks on which anything stands.
fn places(rows: &mut [Row], printed: &[PrintedRow], spans: &[Span], columns: &[Column]) {
    let last = columns.iter().map(|column| column.side).max().unwrap_or(0);
    for side in 0..=last {
        let mut lines = lines::of_side(rows, printed, spans, columns, side);
        let mut entries = levels::of_side(&mut lines, columns, side);
        sums::set(&mut entries, rows, columns, side);
        for (row, entry) in rows.iter_mut().zip(entries) {
            row.entries.push(entry);
        }
        sums::go_on(rows, columns, side);
    }
    for row in rows.iter_mut() {
        let said = |entry: &&Entry| entry.kind != RowKind::Blank;
        let Some(entry) = row.entries.iter().find(said).copied() else { continue };
        (row.level, row.of_which, row.counts) = (entry.level, entry.of_which, entry.counts);
        if last == 0 {
            row.kind = entry.kind;
        }
    }
    if last == 0 {
        rows.iter_mut().for_each(|row| row.entries.clear());
    }
}

/// The cells of a row, one per printed column.
fn row(printed: &PrintedRow, spans: &[Span], roles: &[Role], diagnostics: &mut Vec<Diagnostic>) -> Row {
    let mut cells: Vec<Option<Cell>> = vec![None; spans.len()];
    for cell in printed.filled() {
        let Some(index) = column_of(spans, cell.col) else { continue };
        let index = of_amount(cell, index, spans, roles).unwrap_or(index);
        match &mut cells[index] {
            Some(there) => {
                // Never merged silently: both texts stay, a line apart.
                let message = format!("two cells fall into one column: `{}` and `{}`", there.printed, cell.text);
                let place = Place::on(cell.page, there.rect.union(&cell.rect));
                diagnostics.push(Diagnostic::warning("content.two_cells", message).at(place));
                there.printed = arcstr::format!("{}\n{}", there.printed, cell.text);
                there.rect = there.rect.union(&cell.rect);
            }
            empty => *empty = Some(Cell { printed: printed_text(&cell.text, roles[index]), page: cell.page, rect: cell.rect }),
        }
    }
    let kind = rows::kind(&cells, roles);
    Row { kind, level: None, of_which: false, entries: Vec::new(), counts: false, page: printed.page, cells }
}

/// The one column of amounts that an amount stands in whose cell begins in a column of labels: it needed more room than its own.
fn of_amount(cell: &PrintedCell, index: usize, spans: &[Span], roles: &[Role]) -> Option<usize> {
    let is_label = matches!(roles[index], Role::Name | Role::Text);
    if cell.cols < 2 || !is_label || !amount::is_amount_like(&cell.text) {
        return None;
    }
    let last = column_of(spans, cell.col + cell.cols - 1)?;
    let mut amounts = (index + 1..=last).filter(|column| roles[*column] == Role::Amount);
    amounts.next().filter(|_| amounts.next().is_none())
}

/// The text of a cell. A cell of codes holds one code, so one that was wrapped is put together (西安: `2620` / `01`).
fn printed_text(text: &str, role: Role) -> ArcStr {
    let wrapped = role == Role::Code && text.chars().all(|c| c.is_ascii_digit() || c == '\n');
    if wrapped { text.replace('\n', "").into() } else { text.into() }
}

/// A unit printed in the header: `项目预算数（单位：万元）`, `金额（万元）`.
fn unit_in_header(header: &Header) -> Option<String> {
    let texts = header.rows.iter().flat_map(|r| r.filled()).map(|c| squeeze(&c.text));
    for text in texts {
        if let Some(printed) = unit_line(&text).and_then(|l| l.printed_unit) {
            return Some(squeeze(&printed));
        }
        if text.contains(['（', '('])
            && let Some(unit) = unit_of(&text).filter(|u| u.is_money())
        {
            return Some(unit.printed().to_owned());
        }
    }
    None
}

/// A unit below the table: alone in its line, or in a note (`注：本表以“万元”为金额单位`).
fn unit_in_notes(notes: &[String]) -> Option<String> {
    let said = |note: &String| unit_of_tables(note).map(|unit| unit.printed().to_owned());
    notes.iter().find_map(|note| unit_line(note).and_then(|line| line.printed_unit).or_else(|| said(note)))
}

/// So many amounts below each other are no text.
const STACKED: usize = 3;

/// Says what a reader must know before using the table.
fn report(table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    let place = Place::on(table.pages.first().copied().unwrap_or(1), table.rect);
    let title = table.title.as_deref().unwrap_or("a table without a title");
    if table.unit.is_none() && !table.empty {
        let message = format!("no unit is printed for {title}: its amounts have no value in yuan");
        diagnostics.push(Diagnostic::warning("content.no_unit", message).at(place));
    }
    for row in &table.rows {
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let Some(cell) = cell else { continue };
            // Rulings that do not divide the rows: amounts of several rows in one cell, whatever the column is taken for.
            let stacked = cell.printed.split('\n').filter(|line| amount::is_amount_like(line)).count();
            if column.role == Role::Amount && cell.printed.contains('\n') || stacked >= STACKED {
                let message = format!("several numbers in one cell: `{}`", cell.printed.replace('\n', " / "));
                diagnostics.push(Diagnostic::warning("content.several_numbers", message).at(cell.place()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_no_money;

    #[test]
    fn a_count_above_counts_what_does_not_say_of_what() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        for yes in ["编制人数", "编制人数/小计", "年末实有人数/在职", "人数/2023年", "增减%"] {
            assert!(is_no_money(&path(yes)), "{yes}");
        }
        for no in ["合计", "编制人数/经费", "学生数/定额补助", "某某", "增减%/金额", "公务接待/费用"] {
            assert!(!is_no_money(&path(no)), "{no}");
        }
    }
}
