//! The article to a sheet: paragraphs become lines, tables grids, frames around text nothing.
//!
//! A line is one high, a row of a table too; a blank line stands between paragraphs, so that each begins anew.

use super::super::cells::{self, Loose, Part, SIZE};
use super::super::continued::{Known, without_repeats};
use super::super::text::lay_out_text;
use super::seen::Seen;
use super::table;
use super::text::Running;
use super::tree::{BLOCKS, Id, Tree};
use crate::diagnostic::Diagnostic;
use crate::layout::line::Line;
use crate::layout::sheet::Sheet;
use crate::limits::MAX_LINE_CHARS;
use crate::place::{Place, Rect};

/// Lines that are left above for the title of the page.
const TITLE_HEIGHT: u32 = 2;

/// The title that a portal gives a page is so many times as large as its text.
pub(super) const TITLE: f32 = 1.8;
/// Headings of a page are so many times as large as its text: the first two levels, and what is bold and in the middle.
const HEADING: f32 = 1.5;
/// Lower headings, and lines that are bold all through.
const LOWER: f32 = 1.25;
/// No heading has more characters.
const HEADING_CHARS: usize = 40;
/// Rows of a header that has a table of its own, at most.
const HEADER_ROWS: usize = 4;

/// How the letters of a paragraph are set, all of them: none has come that is not.
#[derive(Debug, Clone, Copy)]
struct Letters {
    bold: bool,
    centred: bool,
    /// In a heading of the first two levels.
    heading: bool,
}

const NONE_YET: Letters = Letters { bold: true, centred: true, heading: true };

/// Walks an article.
pub(super) struct Flow<'t> {
    tree: &'t Tree,
    seen: &'t Seen,
    running: Running,
    y: u32,
    /// How its letters are set.
    letters: Letters,
    /// It stands in a heading of the first two levels.
    within: bool,
    /// The table above, which the next one may continue.
    open: Option<Open>,
    /// What has been laid out.
    pub sheet: Sheet,
    /// What a reader must know.
    pub diagnostics: Vec<Diagnostic>,
}

/// A table that is not laid out yet: what follows may be the rest of it.
struct Open {
    table: Loose,
    /// It is nothing but a header, which stands in a table of its own.
    header: bool,
    known: Option<Known>,
}

impl Open {
    fn of(table: Loose) -> Self {
        Self { header: table.is_header(HEADER_ROWS), known: Known::of(&table), table }
    }

    fn goes_on_with(&self, below: &Loose) -> bool {
        self.header && self.table.heads(below) || self.known.as_ref().is_some_and(|known| known.goes_on_with(below))
    }

    fn with(self, below: Loose) -> Self {
        if self.header {
            return Self::of(self.table.above(below));
        }
        let mut known = self.known;
        known.iter_mut().for_each(|known| known.add(&below));
        Self { table: self.table.above(below), header: false, known }
    }
}

impl<'t> Flow<'t> {
    pub fn new(tree: &'t Tree, seen: &'t Seen) -> Self {
        let sheet = Sheet { page: 1, ..Sheet::default() };
        Self {
            tree,
            seen,
            running: Running::default(),
            y: TITLE_HEIGHT,
            letters: NONE_YET,
            within: false,
            open: None,
            sheet,
            diagnostics: Vec::new(),
        }
    }

    /// Everything below an element.
    pub fn below(&mut self, id: Id) {
        for child in &self.tree.nodes[id].children {
            self.node(*child);
        }
    }

    /// A node.
    pub fn node(&mut self, id: Id) {
        let node = &self.tree.nodes[id];
        match node.name.as_str() {
            _ if self.seen.left_out[id] => {}
            "" => {
                if node.text.contains(|c: char| !c.is_whitespace()) {
                    self.letters.bold &= self.seen.bold[id];
                    self.letters.centred &= self.seen.centred[id];
                    self.letters.heading &= self.within;
                }
                self.running.push(&node.text);
            }
            "br" => self.running.end_line(),
            "sup" | "sub" => self.running.raise(&self.tree.text(id)),
            "pre" if self.is_plain(id) => {
                self.end_paragraph();
                self.preformatted(id);
            }
            "table" => {
                self.end_paragraph();
                self.table(id);
            }
            name if BLOCKS.contains(&name) || matches!(name, "td" | "th" | "tr" | "caption") => {
                self.end_paragraph();
                let around = self.within;
                self.within |= matches!(name, "h1" | "h2");
                self.below(id);
                self.end_paragraph();
                self.within = around;
            }
            _ => self.below(id),
        }
    }

    fn table(&mut self, id: Id) {
        let above = self.open.as_ref().map_or(0, |open| u32::try_from(open.table.ys.len() + 1).unwrap_or(0));
        let read = table::read(self.tree, self.seen, id, self.y + above, &mut self.diagnostics);
        for stray in read.strays {
            self.node(stray);
        }
        self.end_paragraph();
        if let Some(frame) = read.frame {
            for cell in frame {
                self.node(cell);
            }
            return;
        }
        let table = read.loose;
        self.open = Some(match self.open.take() {
            Some(open) if open.goes_on_with(&table) => open.with(table),
            above => {
                self.open = above;
                self.put_open();
                Open::of(table)
            }
        });
    }

    /// Lays out a table.
    fn put(&mut self, mut loose: Loose) {
        // A title in its first row does not go on with the line above.
        self.y += u32::from(loose.leads());
        let first = loose.ys.first().copied().unwrap_or(self.y);
        loose.ys.iter_mut().for_each(|y| *y = *y - first + self.y);
        let height = u32::try_from(loose.ys.len()).unwrap_or(0);
        let loose = without_repeats(loose, self.sheet.page, &mut self.diagnostics);
        for part in cells::part(self.sheet.page, &loose, &mut self.diagnostics) {
            match part {
                Part::Line(line) => self.sheet.lines.push(line),
                Part::Grid(grid) => self.sheet.grids.push(grid),
            }
        }
        self.y += height + 1;
    }

    /// Whether nothing in an element begins a line of its own.
    fn is_plain(&self, id: Id) -> bool {
        self.tree.below(id).skip(1).all(|(_, node)| !node.is(&BLOCKS) && !node.is(&["table", "br"]))
    }

    /// A text whose lines and tabs stay: it is laid out as a text is.
    fn preformatted(&mut self, id: Id) {
        self.put_open();
        let (sheets, diagnostics) = lay_out_text(&self.tree.text(id));
        self.diagnostics.extend(diagnostics.into_iter().map(|told| Diagnostic { place: Some(Place::page(1)), ..told }));
        for sheet in sheets {
            let down = self.y as f32;
            let moved = |rect: Rect| Rect::new(rect.x0, rect.y0 + down, rect.x1, rect.y1 + down);
            self.sheet.lines.extend(sheet.lines.into_iter().map(|line| Line { rect: moved(line.rect), ..line }));
            for mut grid in sheet.grids {
                (grid.page, grid.rect) = (self.sheet.page, moved(grid.rect));
                grid.ys.iter_mut().for_each(|y| *y += down);
                for cell in &mut grid.cells {
                    cell.rect = moved(cell.rect);
                    cell.lines.iter_mut().for_each(|line| line.rect = moved(line.rect));
                }
                self.sheet.grids.push(grid);
            }
            self.y += sheet.height as u32 + 1;
        }
    }

    /// Lays out the table above, which nothing continues.
    fn put_open(&mut self) {
        if let Some(open) = self.open.take() {
            self.put(open.table);
        }
    }

    fn end_paragraph(&mut self) {
        let marks = self.running.marks();
        if marks > 0 {
            self.diagnostics.push(table::marks(marks).at(Place::page(1)));
        }
        let (lines, indent) = std::mem::take(&mut self.running).finish();
        // The number of a page of what was pasted stands between two parts of a table.
        let lines = if self.open.is_some() && matches!(lines.as_slice(), [only] if is_folio(only)) { Vec::new() } else { lines };
        let blank = lines.is_empty();
        if !blank {
            self.put_open();
        }
        let letters = std::mem::replace(&mut self.letters, NONE_YET);
        let short = matches!(lines.as_slice(), [only] if only.chars().nth(HEADING_CHARS).is_none());
        let size = match letters {
            Letters { heading: true, .. } => HEADING * SIZE,
            Letters { bold: true, centred: true, .. } if short => HEADING * SIZE,
            Letters { bold: true, .. } if short => LOWER * SIZE,
            _ => SIZE,
        };
        for mut text in lines {
            if let Some((at, _)) = text.char_indices().nth(MAX_LINE_CHARS) {
                text.truncate(at);
                let message = format!("a paragraph is longer than {MAX_LINE_CHARS} characters and was cut");
                self.diagnostics.push(Diagnostic::error("page.over_limit", message));
            }
            let (x, y, width) = (indent as f32, self.y as f32, text.chars().count() as f32);
            self.sheet.lines.push(Line { text, rect: Rect::new(x, y, x + width, y + SIZE), size });
            self.y += 1;
        }
        self.y += u32::from(!blank);
    }

    /// The sheet, measured.
    pub fn finish(mut self) -> (Sheet, Vec<Diagnostic>) {
        self.end_paragraph();
        self.put_open();
        let width = self.sheet.lines.iter().map(|l| l.rect.x1).chain(self.sheet.grids.iter().map(|g| g.rect.x1));
        self.sheet.width = width.fold(0.0, f32::max);
        self.sheet.height = self.y as f32;
        (self.sheet, self.diagnostics)
    }
}

/// `- 3 -`, `— 3 —`: the number of a page between strokes.
fn is_folio(text: &str) -> bool {
    let stroke = |c: char| matches!(c, '-' | '—' | '－' | '–' | '−' | '─');
    let number = text.trim().trim_matches(stroke).trim();
    text.trim().starts_with(stroke)
        && text.trim().ends_with(stroke)
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
}
