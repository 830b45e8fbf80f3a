//! A table of a page to cells, each where its spans leave it room.

use super::super::cells::{Held, Loose};
use super::seen::Seen;
use super::style::Declared;
use super::text::Running;
use super::tree::{BLOCKS, Id, Node, Tree, holds_rows};
use crate::diagnostic::Diagnostic;
use crate::grammar::{squeeze, years_in};
use crate::limits::{MAX_COLUMN_SPAN, MAX_GRID_CELLS, MAX_ROW_SPAN};
use crate::place::{Place, Rect};

/// A table, and what else stands in it.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub loose: Loose,
    /// It frames text or other tables; its cells, in order.
    pub frame: Option<Vec<Id>>,
    /// Its caption, and what stands between its rows.
    pub strays: Vec<Id>,
}

/// A cell of the source.
struct Source {
    id: Id,
    cols: usize,
    rows: usize,
}

/// Reads the table whose rows begin at line `y` of the page.
pub(super) fn read(tree: &Tree, seen: &Seen, id: Id, y: u32, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let mut read = Read::default();
    let rows = rows(tree, seen, id, &mut read.strays);
    if is_frame(seen, &rows) {
        if is_filled(seen, &rows) {
            let message = "a table stands in a cell of a table; the outer one is read as text";
            diagnostics.push(Diagnostic::warning("table.nested", message).at(Place::page(1)));
        }
        read.frame = Some(rows.iter().flatten().map(|cell| cell.id).collect());
        return read;
    }
    if lays_out(tree, seen, &rows) {
        let around: Vec<Id> = rows.iter().flat_map(|row| around(tree, seen, row)).collect();
        let cells = rows.iter().flatten().map(|cell| cell.id);
        read.frame = Some(cells.filter(|id| !around.contains(id)).collect());
        let text: usize = around.iter().map(|id| seen.text[*id]).sum();
        if text > 0 {
            let message = format!("{text} characters beside the article, in the table that lays out the page, were left out");
            diagnostics.push(Diagnostic::info("html.shell", message).at(Place::page(1)));
        }
        return read;
    }
    read.loose = placed(tree, seen, &rows, y, diagnostics);
    read
}

/// The cells of each row.
fn rows(tree: &Tree, seen: &Seen, id: Id, strays: &mut Vec<Id>) -> Vec<Vec<Source>> {
    let mut rows: Vec<Vec<Source>> = Vec::new();
    let mut open = false;
    let mut next: Vec<Id> = tree.nodes[id].children.iter().rev().copied().collect();
    // A foot may stand above the body and is shown below it.
    let mut feet: Vec<Id> = Vec::new();
    while let Some(child) = next.pop().or_else(|| {
        next.extend(feet.drain(..).rev());
        next.pop()
    }) {
        let node = &tree.nodes[child];
        match node.name.as_str() {
            _ if seen.left_out[child] => {}
            "tfoot" => {
                open = false;
                feet.extend(&node.children);
            }
            name if holds_rows(name) => {
                open = false;
                next.extend(node.children.iter().rev());
            }
            "tr" => {
                let cells = node.children.iter().filter(|cell| tree.nodes[**cell].is(&["td", "th"]) && !seen.left_out[**cell]);
                rows.push(cells.map(|cell| source(tree, *cell)).collect());
                strays.extend(node.children.iter().filter(|cell| !tree.nodes[**cell].is(&["td", "th"])));
                open = false;
            }
            "td" | "th" => {
                if !open {
                    rows.push(Vec::new());
                    open = true;
                }
                if let Some(row) = rows.last_mut() {
                    row.push(source(tree, child));
                }
            }
            "colgroup" | "col" => {}
            // `<table><form><tr>`: what must not stand there and holds rows.
            _ if node.children.iter().any(|inner| tree.nodes[*inner].is(&["tr", "td", "th"])) => {
                next.extend(node.children.iter().rev());
            }
            _ => strays.push(child),
        }
    }
    rows
}

fn source(tree: &Tree, id: Id) -> Source {
    let span = |name: &str, most: usize| {
        let value = tree.nodes[id].attribute(name).unwrap_or("1").trim();
        let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
        // Zero means to the end; more than anyone has columns means all of them.
        digits.parse::<usize>().unwrap_or(if digits.is_empty() { 1 } else { most }).clamp(1, most)
    };
    Source { id, cols: span("colspan", MAX_COLUMN_SPAN), rows: span("rowspan", MAX_ROW_SPAN) }
}

/// Whether a table is no table but a frame: one column, or other tables in its cells.
fn is_frame(seen: &Seen, rows: &[Vec<Source>]) -> bool {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    widest <= 1 || rows.iter().flatten().any(|cell| seen.wide_row[cell.id])
}

/// Whether a table lays out a page: few cells, and in one of them paragraphs with sentences, most of its text.
fn lays_out(tree: &Tree, seen: &Seen, rows: &[Vec<Source>]) -> bool {
    /// Rows and filled cells of a page that is laid out, at most: a menu, an article, what stands above and below.
    const ROWS: usize = 6;
    const CELLS: usize = 8;
    /// Paragraphs of an article, at least.
    const PARAGRAPHS: usize = 3;
    let filled = || rows.iter().flatten().filter(|cell| seen.text[cell.id] > 0);
    if rows.len() > ROWS || filled().nth(CELLS).is_some() {
        return false;
    }
    let all: usize = filled().map(|cell| seen.text[cell.id]).sum();
    let paragraphs = |id: Id| tree.below(id).skip(1).filter(|(own, node)| node.is(&BLOCKS) && seen.text[*own] > 0).count();
    filled().any(|cell| seen.text[cell.id] * 2 > all && paragraphs(cell.id) >= PARAGRAPHS && tree.text(cell.id).contains('。'))
}

/// Cells of a row that stand around the article of a page: menus, and what stands over the whole width without a year or a paragraph,
/// the name of the portal and who keeps it.
fn around(tree: &Tree, seen: &Seen, row: &[Source]) -> Vec<Id> {
    let alone = row.iter().filter(|cell| seen.text[cell.id] > 0).count() == 1;
    let is_around = |id: Id| {
        let prose = tree.below(id).skip(1).any(|(own, node)| node.is(&BLOCKS) && seen.text[own] > 0);
        let menu = seen.linked[id] == seen.text[id];
        !prose && seen.text[id] > 0 && (menu || alone && years_in(&squeeze(&tree.text(id))).is_empty())
    };
    row.iter().map(|cell| cell.id).filter(|id| is_around(*id)).collect()
}

/// Whether a frame has rows of several cells with text of their own.
fn is_filled(seen: &Seen, rows: &[Vec<Source>]) -> bool {
    rows.iter().any(|row| row.iter().filter(|cell| seen.text[cell.id] > 0).count() > 1)
}

/// Gives each cell its place: the next one in its row that no cell from above covers. A span that meets such a cell ends there.
fn placed(tree: &Tree, seen: &Seen, rows: &[Vec<Source>], y: u32, diagnostics: &mut Vec<Diagnostic>) -> Loose {
    let mut cells: Vec<Held> = Vec::new();
    // For each column the row in which it is free again.
    let mut free: Vec<usize> = Vec::new();
    let (mut cut, mut beyond, mut raised) = (0usize, 0usize, 0usize);
    let most = MAX_GRID_CELLS / rows.len().max(1);
    for (row, sources) in rows.iter().enumerate() {
        let mut col = 0;
        for source in sources {
            while free.get(col).is_some_and(|until| *until > row) {
                col += 1;
            }
            if col >= most {
                beyond += 1;
                continue;
            }
            let room = (col..col + source.cols).take_while(|at| free.get(*at).is_none_or(|until| *until <= row)).count();
            let cols = room.min(most - col).max(1);
            cut += usize::from(room < source.cols);
            let height = source.rows.min(rows.len() - row);
            if free.len() < col + cols {
                free.resize(col + cols, 0);
            }
            free[col..col + cols].fill(row + height);
            let (lines, indent) = cell(tree, seen, source.id, &mut raised);
            cells.push(Held { row, col, rows: height, cols, lines, indent });
            col += cols;
        }
    }
    let height = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let width = u32::try_from(free.len()).unwrap_or(u32::MAX);
    let place = || Place::on(1, Rect::new(0.0, y as f32, width as f32, (y + height) as f32));
    if cut > 0 {
        let message = format!("{cut} cells span places that other cells hold; they were cut there");
        diagnostics.push(Diagnostic::warning("table.span", message).at(place()));
    }
    if raised > 0 {
        diagnostics.push(marks(raised).at(place()));
    }
    if beyond > 0 {
        let message = format!("{beyond} cells beyond the limit of a grid were dropped");
        diagnostics.push(Diagnostic::error("page.over_limit", message).at(place()));
    }
    Loose { xs: (0..width).collect(), ys: (y..y + height).collect(), cells, endless: false }
}

/// The lines of a cell, and the blanks before them. A table in it of one column is text.
fn cell(tree: &Tree, seen: &Seen, id: Id, marks: &mut usize) -> (Vec<String>, usize) {
    let mut running = Running::default();
    fill(tree, seen, id, &mut running);
    running.end_line();
    *marks += running.marks();
    running.finish()
}

/// Says that marks of notes stood against numbers.
pub(super) fn marks(count: usize) -> Diagnostic {
    Diagnostic::info("html.note_mark", format!("{count} raised marks of notes beside numbers were left out: they are no digits"))
}

/// Whether a field of a form holds text that shows.
fn is_field(node: &Node) -> bool {
    let kind = node.attribute("type").unwrap_or("text").trim().to_ascii_lowercase();
    let style = Declared::of(node.attribute("style").unwrap_or_default());
    matches!(kind.as_str(), "text" | "number" | "") && !style.hides && node.attribute("hidden").is_none()
}

fn fill(tree: &Tree, seen: &Seen, id: Id, running: &mut Running) {
    for child in &tree.nodes[id].children {
        let node = &tree.nodes[*child];
        match node.name.as_str() {
            // A field that a form fills in shows its value.
            "input" if !seen.left_out[id] && is_field(node) => running.push(node.attribute("value").unwrap_or_default()),
            _ if seen.left_out[*child] => {}
            "" => running.push(&node.text),
            "br" => running.end_line(),
            "sup" | "sub" => running.raise(&tree.text(*child)),
            name if BLOCKS.contains(&name) || matches!(name, "table" | "tr" | "td" | "th" | "caption") => {
                running.end_line();
                fill(tree, seen, *child, running);
                running.end_line();
            }
            _ => fill(tree, seen, *child, running),
        }
    }
}
