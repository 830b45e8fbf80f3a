//! Puts tables together over pages, and separates them from the running text.

use super::block::Block;
use super::caption::{self, Caption, looks_like_title};
use super::table::{PrintedRow, PrintedTable, rows_of};
use super::{caption_rows, columns, cut, cut_cell, heads, sideways};
use crate::codes::{form_labels, passages};
use crate::diagnostic::Diagnostic;
use crate::grammar::{heading, is_note, squeeze, table_number, unit_line};
use crate::layout::{Grid, GridKind, Line};
use crate::place::Place;

/// Leading above this (em) separates a note from what follows it.
const NOTE_LEADING: f32 = 1.3;

/// Rows of labels at the head of a form that must be the same for a page to be the next one of it.
const FORM_HEAD: usize = 3;

/// What is known while going through the pages.
#[derive(Default)]
struct Stitcher {
    tables: Vec<PrintedTable>,
    text: Vec<(u32, Vec<Line>)>,
    /// The last table may go on on the next page: nothing but notes followed it.
    open: bool,
    /// Caption lines at the foot of the last page whose table begins the next (Jiangsu: `公开04表` alone at the foot).
    carried: Vec<Line>,
    /// The last heading of the running text, with its page.
    heading: Option<(u32, String)>,
}

/// All tables of a document, and the lines that belong to none, by page.
pub(super) fn tables(
    pages: Vec<(u32, Vec<Block>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<PrintedTable>, Vec<(u32, Vec<Line>)>) {
    let mut stitcher = Stitcher::default();
    for (page, blocks) in pages {
        stitcher.page(page, blocks, diagnostics);
    }
    stitcher.release_carried();
    (stitcher.tables, stitcher.text)
}

impl Stitcher {
    fn page(&mut self, page: u32, blocks: Vec<Block>, diagnostics: &mut Vec<Diagnostic>) {
        let mut above: Vec<Line> = Vec::new();
        let mut text: Vec<Line> = Vec::new();
        let mut first = true;
        let mut after_grid = false;
        for block in blocks {
            match block {
                Block::Line(line) => above.push(line),
                Block::Grid(grid) if self.extend_sideways(&grid, &above) => {
                    above.clear();
                    first = false;
                }
                // One column is a box around text or a chart, no table.
                Block::Grid(grid) if grid.col_count() < 2 => above.extend(grid.cells.into_iter().flat_map(|c| c.lines)),
                Block::Grid(grid) => {
                    if after_grid {
                        self.take_notes(&mut above, true);
                    }
                    self.grid(page, grid, &mut above, &mut text, first, diagnostics);
                    first = false;
                    after_grid = true;
                }
            }
        }
        if after_grid {
            self.take_notes(&mut above, false);
        }
        if first {
            // A page without a grid: the carried caption was no caption.
            self.release_carried();
            self.open &= above.is_empty();
        } else {
            self.open = above.is_empty() || above.iter().all(is_caption_line);
        }
        let keep = above.iter().rev().take_while(|l| is_caption_line(l)).count();
        self.carried = above.split_off(above.len() - keep);
        self.heading = last_heading(&above).map(|heading| (page, heading)).or(self.heading.take());
        text.extend(above);
        if !text.is_empty() {
            self.text.push((page, text));
        }
    }

    fn release_carried(&mut self) {
        let carried = std::mem::take(&mut self.carried);
        let Some(_) = carried.first() else { return };
        match self.text.last_mut() {
            Some((_, lines)) => lines.extend(carried),
            None => self.text.push((1, carried)),
        }
    }

    fn grid(
        &mut self,
        page: u32,
        grid: Grid,
        above: &mut Vec<Line>,
        text: &mut Vec<Line>,
        first: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut piece = piece_of(&grid);
        let carried = if first { std::mem::take(&mut self.carried) } else { Vec::new() };
        let (mut found, used) = caption::read(above, page);
        let own_lines = above.len() - used;
        fill(&mut found, std::mem::take(&mut piece.caption));
        let carried_caption = caption::read(&carried, page.saturating_sub(1)).0;
        if found.title.is_none() || found.number.is_none() && carried_caption.title.is_none() {
            fill(&mut found, carried_caption);
        } else {
            text.extend(carried);
        }
        // That of the lines before is known.
        self.heading = last_heading(&above[..own_lines]).map(|heading| (page, heading)).or(self.heading.take());
        text.extend(above.drain(..own_lines));
        above.clear();
        piece.caption = found;
        piece.is_headed = self.heading.as_ref().is_some_and(|(of, heading)| is_title_of_table(heading, page - of));
        piece.heading = self.heading.as_ref().map(|(_, heading)| heading.clone());
        let interrupted = own_lines > 0;
        let open = self.tables.last_mut().filter(|_| first && self.open);
        match open.and_then(|last| continues(last, &piece, page, interrupted).map(|repeated| (last, repeated))) {
            Some((last, repeated)) => {
                columns::settle(last, &mut piece);
                append(last, piece, repeated, diagnostics);
            }
            None => {
                if let Some(last) = self.tables.last().filter(|_| first && self.open) {
                    beside(last, &mut piece, page, diagnostics);
                }
                self.tables.push(piece);
            }
        }
        self.open = true;
    }

    /// Whether the grid is the right-hand part of the last table, printed on a sheet of its own; then it is joined there.
    fn extend_sideways(&mut self, grid: &Grid, above: &[Line]) -> bool {
        // Notes end a table.
        let Some(table) = self.tables.last_mut().filter(|table| self.open && table.notes.is_empty()) else { return false };
        let of_table =
            |title: &str| table.caption.title.as_deref().is_some_and(|own| bare_title(own) == bare_title(&squeeze(title)));
        let is_number = |text: &str| table_number::table_number(text).is_some_and(|n| n.rest.trim().is_empty());
        let caption = caption::read(above, grid.page).0;
        let lines = above.iter().flat_map(|l| l.text.split('\t')).filter(|t| looks_like_title(t) && !is_number(t));
        // Number, title and unit may stand in one line.
        let titles: Vec<&str> = lines.chain(caption.title.as_deref()).collect();
        if titles.iter().any(|t| !of_table(t))
            || same_number(&table.caption.number, &caption.number) == Some(false)
            || is_about_performance(table) && !titles.is_empty()
        {
            return false;
        }
        if !sideways::extend(table, grid, !titles.is_empty()) {
            return false;
        }
        fill(&mut table.caption, caption);
        fill(&mut table.caption, piece_of(grid).caption);
        true
    }

    /// Notes directly below the last table, and its unit where it stands there; `followed` by another table on this page.
    fn take_notes(&mut self, above: &mut Vec<Line>, followed: bool) {
        let Some(table) = self.tables.last_mut() else { return };
        let mut taken = 0;
        let mut note = String::new();
        while let Some(line) = above.get(taken) {
            let text = squeeze(&line.text);
            let own_unit = || {
                let of_next = followed && !above[taken + 1..].iter().any(|l| looks_like_title(&squeeze(&l.text)));
                table.caption.unit.is_none() && table.notes.is_empty() && !of_next && is_unit_alone(line)
            };
            if note.is_empty() && own_unit() {
                table.notes.push(text);
            } else if is_note(&text) {
                flush(&mut note, table);
                note = text;
            } else if !note.is_empty() && note_goes_on(&above[taken - 1], line, &text) {
                note.push_str(&text);
            } else {
                break;
            }
            taken += 1;
        }
        flush(&mut note, table);
        above.drain(..taken);
    }
}

fn flush(note: &mut String, table: &mut PrintedTable) {
    if !note.is_empty() {
        table.notes.push(std::mem::take(note));
    }
}

fn note_goes_on(above: &Line, line: &Line, text: &str) -> bool {
    let near = line.rect.y0 - above.rect.y1 < NOTE_LEADING * line.size;
    near && !is_caption_line(line) && heading(text).is_none_or(|h| h.level > 3)
}

/// `单位：万元` and nothing else.
fn is_unit_alone(line: &Line) -> bool {
    unit_line(&line.text).is_some_and(|u| u.printed_unit.is_some() && u.department.is_none() && u.rest.trim().is_empty())
}

/// A line that can only belong to a caption: a number, a title, a unit line.
fn is_caption_line(line: &Line) -> bool {
    let text = squeeze(&line.text);
    let number = table_number::table_number(&text).is_some_and(|n| n.rest.trim().is_empty() || looks_like_title(n.rest));
    number || looks_like_title(&text) || unit_line(&line.text).is_some_and(|u| u.printed_unit.is_some())
}

/// The last heading among lines of text, without its number.
fn last_heading(lines: &[Line]) -> Option<String> {
    lines.iter().rev().find_map(|l| {
        heading(&l.text).filter(|h| h.level <= 3 && h.looks_like_title() && !h.title.is_empty()).map(|h| squeeze(h.title))
    })
}

/// Whether a heading can stand for the title of a table so many pages below it: it names tables, or is near and explains no words.
fn is_title_of_table(heading: &str, pages: u32) -> bool {
    heading.ends_with('表') || pages <= 1 && passages::kind_of(heading) != Some(passages::Kind::Glossary)
}

/// Fills what is missing in `caption` from `other`.
fn fill(caption: &mut Caption, other: Caption) {
    if caption.title.is_none() {
        caption.title = other.title;
        caption.place = other.place;
    } else if other.title != caption.title {
        // 福州 prints a heading above and the title of the form inside its grid.
        caption.beside.extend(other.title);
    }
    caption.number = caption.number.take().or(other.number);
    caption.department = caption.department.take().or(other.department);
    caption.unit = caption.unit.take().or(other.unit);
    caption.beside.extend(other.beside);
}

/// The table of one grid, with caption rows and note rows taken out of it.
pub(super) fn piece_of(grid: &Grid) -> PrintedTable {
    let mut rows = rows_of(grid);
    let cols = grid.col_count();
    let mut lines: Vec<Line> = Vec::new();
    let heads = caption_rows::count(&rows, cols);
    // A grid that is all caption is no table with a caption.
    let heads = if heads == rows.len() { 0 } else { heads };
    for row in rows.drain(..heads) {
        for cell in row.filled() {
            lines.push(Line { text: cell.text.clone(), rect: cell.rect, size: 10.0 });
        }
    }
    let caption = caption::read(&lines, grid.page).0;
    let mut notes = Vec::new();
    while rows.len() > 1 && rows.last().is_some_and(|r| is_note_row(r, cols)) {
        if let Some(row) = rows.pop() {
            notes.insert(0, row.filled().map(|c| squeeze(&c.text)).collect());
        }
    }
    PrintedTable {
        kind: grid.kind,
        caption,
        heading: None,
        is_headed: false,
        pages: vec![grid.page],
        xs: grid.xs.clone(),
        rows,
        notes,
        rect: grid.rect,
        open_columns: grid.open_columns,
        further: Vec::new(),
    }
}

fn is_note_row(row: &PrintedRow, cols: usize) -> bool {
    let mut filled = row.filled();
    let Some(cell) = filled.next() else { return false };
    filled.next().is_none() && cell.cols * 10 >= cols * 6 && is_note(&squeeze(&cell.text))
}

/// Whether `piece` is the next page of `table`; then the number of its leading rows that repeat the header.
fn continues(table: &PrintedTable, piece: &PrintedTable, page: u32, interrupted: bool) -> Option<usize> {
    let last_page = table.all_pages().last().copied().unwrap_or(0);
    if page > last_page + 2 || page == last_page {
        return None;
    }
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(bare_title(a) == bare_title(b)),
        _ => None,
    };
    if same(&table.caption.title, &piece.caption.title) == Some(false)
        || same_number(&table.caption.number, &piece.caption.number) == Some(false)
    {
        return None;
    }
    // One title and number for a table of each unit: 预算05表 of the first and of the second school.
    let other_body = |a: &String, b: &String| !a.contains(b.as_str()) && !b.contains(a.as_str());
    if table.caption.department.as_ref().zip(piece.caption.department.as_ref()).is_some_and(|(a, b)| other_body(a, b))
        && !is_about_performance(table)
    {
        return None;
    }
    // A page may leave out the last columns where they hold nothing on it.
    let begins = columns::begin(table, piece);
    let repeats = heads::repeated(&table.rows, &piece.rows, if begins { piece.xs.len() - 1 } else { usize::MAX });
    let repeated = repeats > 0;
    // Two units may set targets for a project of one name: only a head repeated beyond the name is that of the same form.
    if is_about_performance(table)
        && begins_form(piece)
        && (repeats < FORM_HEAD || heads::is_of_other_form(&table.rows, &piece.rows, repeats))
    {
        return None;
    }
    // Other columns of the same rows: below the ones before, their amounts would stand under the wrong headings. Where nothing
    // stands below the head yet, the page break cut the head (江苏).
    if table.rows.iter().any(heads::is_data) && !is_about_performance(table) && heads::differ(&piece.rows, repeats) {
        return None;
    }
    // The borders of a text's fields are counted, not measured: those of other tables are the same up to the last.
    let same_columns = match table.kind {
        GridKind::Native => table.xs == piece.xs,
        _ => columns::fit(table, piece) || is_about_performance(table) && columns::fit_in_part(table, piece),
    };
    let below = || !is_about_performance(table) && piece.rows.iter().any(heads::is_data);
    // Without rulings a page shows the columns that hold something on it.
    let same_columns = same_columns || below() && (begins || repeats == 0 && columns::under(table, piece).is_some());
    let fits = repeated && table.xs.len() == piece.xs.len() || same_columns;
    // Running text between the pages, or a title of its own where the table had none, begins another table.
    let own_title = piece.caption.title.is_some() && table.caption.title.is_none();
    let goes_on = fits && (repeated || !interrupted && !own_title && (table.notes.is_empty() || piece.caption.title.is_some()));
    goes_on.then_some(repeats)
}

/// Whether two numbers are one; `续表5` goes on with `表5`.
fn same_number(a: &Option<String>, b: &Option<String>) -> Option<bool> {
    let bare = |number: &String| number.replace('续', "");
    Some(a.as_ref().map(bare)? == b.as_ref().map(bare)?)
}

/// Gives a page of other columns, which belong to the rows of `table` but could not be joined with them, its caption.
fn beside(table: &PrintedTable, piece: &mut PrintedTable, page: u32, diagnostics: &mut Vec<Diagnostic>) {
    let next = table.all_pages().last().is_some_and(|last| page == last.saturating_add(1));
    let names = |a: &Option<String>, b: &Option<String>| a.is_some() && (b.is_none() || a == b);
    let caption = &piece.caption;
    let untold = caption.title.is_none() || caption.unit.is_none();
    if !next
        || !untold
        || !names(&table.caption.title, &caption.title)
        || caption.number.is_some() && caption.number != table.caption.number
        || is_about_performance(table)
        || piece.heading != table.heading
        || !heads::differ(&piece.rows, heads::repeated(&table.rows, &piece.rows, usize::MAX))
        || !heads::same_labels(&table.rows, &piece.rows)
    {
        return;
    }
    fill(&mut piece.caption, table.caption.clone());
    let message = "columns of the table on the pages before stand here; they are read as a table of their own";
    diagnostics.push(Diagnostic::warning("outline.columns_apart", message).at(Place::on(page, piece.rect)));
}

/// A title without remarks of continuation: 续表, （续）, 续.
fn bare_title(title: &str) -> String {
    title.replace("续表", "").replace(['续', '（', '）', '(', ')', ' ', '：', ':'], "")
}

fn is_about_performance(table: &PrintedTable) -> bool {
    table.caption.title.as_deref().is_some_and(|t| t.contains("绩效")) || begins_form(table)
}

/// The head of a performance form: each project has its own, though titles repeat on every page. Below its first label stands
/// another, which tells it from the header of a table of projects.
fn begins_form(piece: &PrintedTable) -> bool {
    let label = |row: &PrintedRow| row.filled().next().map(|c| form_labels::labels(&c.text)).unwrap_or_default();
    let mut rows = piece.rows.iter().filter(|r| !r.is_blank());
    let (Some(first), Some(second)) = (rows.next(), rows.next()) else { return false };
    // 部门（单位） over a column of names has nothing of the kind below it.
    let column = |row: &PrintedRow| row.filled().next().map(|c| c.col);
    first.filled().count() <= 4
        && label(first).iter().any(|l| l.begins())
        && !label(second).is_empty()
        && column(first) == column(second)
}

/// Appends the rows of the next page, of which the first `repeated` are its header again.
fn append(table: &mut PrintedTable, mut piece: PrintedTable, repeated: usize, diagnostics: &mut Vec<Diagnostic>) {
    let again: Vec<PrintedRow> = piece.rows.drain(..repeated).collect();
    heads::complete(table, again);
    columns::unify(table, &mut piece, repeated > 0);
    cut::join(table, &mut piece, repeated > 0, diagnostics);
    cut_cell::name(table, &mut piece);
    table.pages.extend(piece.pages.iter().filter(|p| !table.pages.contains(p)).copied().collect::<Vec<_>>());
    table.rows.append(&mut piece.rows);
    table.notes.append(&mut piece.notes);
    let caption = std::mem::take(&mut piece.caption);
    fill(&mut table.caption, caption);
}
