//! Takes contacts out of sheets: of the lines of a page in reading order, of the rows of a grid, and of its columns, where a label
//! stands above.

use super::find::{FEWEST_FIGURES, find};
use super::finds::Found;
use super::known::Known;
use super::mark::{is_mark, mark, marked};
use super::name::{Shape, name};
use super::text::{may_hold, replaced};
use crate::codes::contacts::{Announced, label_at, may_hold_label};
use crate::grammar::contact::{Folded, account, announced_phone, handle, identity, short_number};
use crate::layout::{Cell, Grid, Line, Sheet};
use crate::limits::Stop;
use std::ops::Range;

/// Characters of a label over a column at most.
const LONGEST_LABEL: usize = 16;

/// What of a line is taken out, each range by its first byte and the byte where its last character begins, and what stands there
/// instead.
type Parts = Vec<(Range<usize>, String)>;

/// Takes every contact out of the sheets of a document; says how many there were. When the time is up the sheets that were not
/// looked at are emptied: what is read late is not read.
pub fn take_out(sheets: &mut [Sheet], stop: &Stop) -> usize {
    let mut work = Work::default();
    let mut count = 0;
    let mut over = Columns::default();
    for sheet in sheets.iter_mut() {
        if stop.is_set() {
            (sheet.lines, sheet.grids) = (Vec::new(), Vec::new());
            continue;
        }
        count += in_lines(&mut sheet.lines, &mut work);
        for grid in &mut sheet.grids {
            count += in_grid(grid, &mut work, &mut over);
        }
    }
    count + work.known.take_out(sheets)
}

/// What goes over from one line and row to the next.
#[derive(Debug, Default)]
struct Work {
    /// The characters that are looked at.
    folded: Folded,
    /// The names that labels announced.
    known: Known,
}

fn in_lines(lines: &mut [Line], work: &mut Work) -> usize {
    let Work { folded, known } = work;
    folded.clear();
    lines.iter().for_each(|line| folded.push(&line.text, '\n'));
    let found = find(folded.chars());
    let mut parts: Vec<Parts> = vec![Vec::new(); if found.is_empty() { 0 } else { lines.len() }];
    for contact in &found {
        if contact.name {
            known.add(&folded.chars()[contact.range.clone()]);
        }
        let instead = marked(mark(&folded.chars()[contact.range.clone()]));
        for (piece, bytes) in folded.parts(contact.range.clone()) {
            parts[piece].push((bytes, instead.clone()));
        }
    }
    lines.iter_mut().zip(parts).for_each(|(line, parts)| take(line, &parts));
    found.len()
}

fn take(line: &mut Line, parts: &Parts) {
    if !parts.is_empty() {
        line.text = replaced(&line.text, parts.iter().cloned()).into_owned();
    }
}

/// What labels over the columns of a grid announce, for the page where its table goes on.
#[derive(Debug, Default)]
struct Columns {
    /// How many columns there are.
    count: usize,
    announced: Vec<Option<Announced>>,
}

fn in_grid(grid: &mut Grid, work: &mut Work, over: &mut Columns) -> usize {
    let mut count = 0;
    let mut start = 0;
    // Cells stand by row, then column.
    let rows: Vec<Range<usize>> = grid
        .cells
        .chunk_by(|a, b| a.row == b.row)
        .map(|row| {
            let range = start..start + row.len();
            start = range.end;
            range
        })
        .collect();
    if over.count != grid.col_count() {
        *over = Columns { count: grid.col_count(), announced: vec![None; grid.col_count()] };
    }
    let integers = columns_of_integers(grid);
    for (at, row) in rows.iter().enumerate() {
        let row = row.clone();
        // A label that is alone in its row is answered in the next, wherever there.
        let next = rows.get(at + 1).filter(|_| is_lone_label(&grid.cells[row.clone()], &mut work.folded));
        let read = row.start..next.map_or(row.end, |next| next.end);
        count += in_row(grid, read, work, &integers);
        count += in_columns(grid, row, work, over);
    }
    count
}

/// Whether a row holds a label and nothing else.
fn is_lone_label(row: &[Cell], folded: &mut Folded) -> bool {
    let mut lines = row.iter().flat_map(|cell| &cell.lines).filter(|line| !line.text.trim().is_empty());
    let (Some(line), None) = (lines.next(), lines.next()) else { return false };
    folded.clear();
    folded.push(&line.text, '\n');
    may_hold_label(&line.text) && heading(folded.chars()).is_some()
}

/// The columns that hold whole figures, in which a number of eleven is one of them.
fn columns_of_integers(grid: &Grid) -> Vec<bool> {
    let mut integers = vec![false; grid.col_count()];
    for cell in &grid.cells {
        if let ([line], Some(column)) = (cell.lines.as_slice(), integers.get_mut(usize::from(cell.col))) {
            let text = line.text.trim();
            *column |= !matches!(text.len(), 0 | 11) && text.bytes().all(|b| b.is_ascii_digit());
        }
    }
    integers
}

/// Takes contacts out of one row, whose labels and values may stand in cells of their own.
fn in_row(grid: &mut Grid, row: Range<usize>, work: &mut Work, integers: &[bool]) -> usize {
    if !grid.cells[row.clone()].iter().any(may_hold_one) {
        return 0;
    }
    let Work { folded, known } = work;
    folded.clear();
    let mut pieces = Vec::new();
    for index in row {
        for (number, line) in grid.cells[index].lines.iter().enumerate() {
            folded.push(&line.text, if number == 0 { '\t' } else { '\n' });
            pieces.push((index, number));
        }
    }
    let mut count = 0;
    let mut parts: Vec<Parts> = Vec::new();
    for contact in find(folded.chars()) {
        let Found { range, bare, name } = contact;
        if name {
            known.add(&folded.chars()[range.clone()]);
        }
        let figure = |piece: usize| integers.get(usize::from(grid.cells[pieces[piece].0].col)).copied().unwrap_or(false);
        if bare && folded.parts(range.clone()).all(|(piece, _)| figure(piece)) {
            continue;
        }
        count += 1;
        parts.resize(pieces.len(), Vec::new());
        let instead = marked(mark(&folded.chars()[range.clone()]));
        for (piece, bytes) in folded.parts(range) {
            parts[piece].push((bytes, instead.clone()));
        }
    }
    for ((cell, number), parts) in pieces.into_iter().zip(parts) {
        take(&mut grid.cells[cell].lines[number], &parts);
    }
    count
}

/// A cheap look, also at a number over several lines.
fn may_hold_one(cell: &Cell) -> bool {
    let figures = |line: &Line| line.text.bytes().filter(u8::is_ascii_digit).count();
    let over_lines = cell.lines.len() > 1 && cell.lines.iter().map(figures).sum::<usize>() >= FEWEST_FIGURES;
    over_lines || cell.lines.iter().any(|line| may_hold(&line.text) || may_hold_label(&line.text))
}

/// Takes the cells of a row for what the labels over their columns announce, and notes the labels that stand in the row itself.
fn in_columns(grid: &mut Grid, row: Range<usize>, work: &mut Work, over: &mut Columns) -> usize {
    let mut count = 0;
    for index in row.clone() {
        // What a label announces stands to its right, or else below it.
        let answered = row.contains(&(index + 1)) && grid.cells[index + 1].lines.iter().any(|l| l.text.contains(is_mark));
        let cell = &mut grid.cells[index];
        let Some(announced) = over.announced.get_mut(usize::from(cell.col)) else { continue };
        let wanted = |line: &Line| announced.is_some() || may_hold_label(&line.text) || line.text.is_ascii();
        if !cell.lines.iter().any(wanted) {
            continue;
        }
        let Work { folded, known } = work;
        folded.clear();
        cell.lines.iter().for_each(|line| folded.push(&line.text, '\n'));
        let text = folded.chars();
        if let Some(label) = heading(text) {
            *announced = (!answered).then_some(label);
        } else if is_words(text) && announced.is_some_and(|label| !label.is_person()) {
            // Another heading, and what stands below it is its own.
            *announced = None;
        } else if let Some(label) = *announced
            && let Some(range) = value(text, label)
        {
            if label.is_person() {
                known.add(&text[range.clone()]);
            }
            let instead = marked(mark(&text[range.clone()]));
            for (piece, bytes) in folded.parts(range) {
                take(&mut cell.lines[piece], &vec![(bytes, instead.clone())]);
            }
            count += 1;
        }
    }
    count
}

/// Whether a cell holds words where a number is announced; `无` is an answer.
fn is_words(text: &[char]) -> bool {
    text.iter().filter(|c| c.is_alphabetic() && !c.is_ascii()).count() >= 2 && !text.iter().any(char::is_ascii_digit)
}

/// What a cell announces that is nothing but a label.
fn heading(text: &[char]) -> Option<Announced> {
    let end = text.iter().rposition(|c| !matches!(c, ' ' | ':' | '*' | '\n')).map_or(0, |last| last + 1);
    if !(2..=LONGEST_LABEL).contains(&end) {
        return None;
    }
    let asks = text[end..].contains(&':');
    // `部门联系人` is one as well, and with a colon `开户行账号：`.
    (0..end)
        .find_map(|at| {
            label_at(&text[at..end]).filter(|(length, announced)| {
                at + length == end
                    && (at == 0 || asks || !matches!(announced, Announced::Signature | Announced::Account | Announced::Handle))
            })
        })
        .map(|(_, announced)| announced)
}

/// What of a cell is a contact, below a label.
fn value(text: &[char], announced: Announced) -> Option<Range<usize>> {
    let start = text.iter().position(|c| *c != ' ')?;
    let end = match announced {
        Announced::Person | Announced::Signature | Announced::Reach => {
            let person = name(text, start, Shape::Likely);
            if let Some(range) = person {
                return text.get(range.end).is_none_or(|c| matches!(c, ' ' | '(' | '\n' | '、')).then_some(range);
            }
            (announced == Announced::Reach).then(|| announced_phone(text, start)).flatten()
        }
        Announced::Phone => announced_phone(text, start),
        Announced::Short => short_number(text, start),
        Announced::Identity => identity(text, start).or_else(|| account(text, start)),
        Announced::Account => account(text, start),
        Announced::Handle => handle(text, start),
        Announced::Mail => None,
    }?;
    (text[end..].iter().all(|c| matches!(c, ' ' | '\n' | ')'))).then_some(start..end)
}
