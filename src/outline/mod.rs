//! Stage 3, sheets to an outline: sections, paragraphs, the printed contents, and tables put together over pages.
//!
//! Running heads, page numbers and the printed contents are set aside first, so that neither becomes a heading or a title.

mod caption;
mod columns;
mod contents;
mod cut;
mod furniture;
mod heads;
mod sections;
mod sideways;
mod stitch;
mod table;
mod wrapped;

pub use caption::Caption;
pub use contents::ContentsEntry;
pub use table::{PrintedCell, PrintedRow, PrintedTable};
pub(crate) use wrapped::are_rows;

use crate::diagnostic::Diagnostic;
use crate::layout::{Grid, Line, Sheet};
use crate::place::Place;
use serde::Serialize;

/// A heading and what stands under it, by reference: its paragraphs follow in [`Outline::paragraphs`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// The printed number (`第一部分`, `一、`), without the title.
    pub number: Option<String>,
    /// The title.
    pub title: String,
    /// 1 for 第一部分 (or 一、 where there are no parts), deeper levels count up.
    pub level: u8,
    /// Page of the heading, 1-based.
    pub page: u32,
}

/// A paragraph of running text, its lines joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// The text without line breaks.
    pub text: String,
    /// Where it begins.
    pub place: Place,
    /// Where it goes on: offsets into the text from which the words stand on a later page.
    pub breaks: Vec<(usize, Place)>,
    /// Index of the section it stands in.
    pub section: Option<usize>,
}

/// A document as sections, paragraphs and tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// Lines of the cover: everything before the contents or the first heading, at most the first two pages.
    pub cover: Vec<Line>,
    /// The printed contents.
    pub contents: Vec<ContentsEntry>,
    /// Headings in reading order.
    pub sections: Vec<Section>,
    /// Paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Tables in reading order.
    pub tables: Vec<PrintedTable>,
}

/// A line or a grid, in reading order within its page.
#[derive(Debug, Clone)]
enum Block {
    Line(Line),
    Grid(Grid),
}

/// Builds the outline of a document from its sheets.
pub fn outline(mut sheets: Vec<Sheet>) -> (Outline, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    furniture::set_aside(&mut sheets);
    let (contents, cover) = contents::take(&mut sheets);
    let pages: Vec<(u32, Vec<Block>)> = sheets.into_iter().map(|s| (s.page, blocks(s))).collect();
    let (tables, text) = stitch::tables(pages, &mut diagnostics);
    let (sections, paragraphs) = sections::read(text);
    (Outline { cover, contents, sections, paragraphs, tables }, diagnostics)
}

/// Lines and grids of a sheet from top to bottom.
fn blocks(sheet: Sheet) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(sheet.lines.len() + sheet.grids.len());
    let mut grids = sheet.grids.into_iter().peekable();
    for line in sheet.lines {
        while let Some(grid) = grids.next_if(|g| g.rect.y0 < line.rect.y0) {
            blocks.push(Block::Grid(grid));
        }
        blocks.push(Block::Line(line));
    }
    blocks.extend(grids.map(Block::Grid));
    blocks
}
