//! Stage 3, sheets to an outline: sections, paragraphs, the printed contents, and tables put together over pages.
//!
//! Running heads, page numbers and the printed contents are set aside first, so that neither becomes a heading or a title.

mod block;
mod caption;
mod caption_rows;
mod columns;
mod contents;
mod cut;
mod cut_cell;
mod furniture;
mod heads;
mod parts;
mod sections;
mod sideways;
mod stitch;
mod table;
mod wrapped;

pub use caption::Caption;
pub use contents::ContentsEntry;
pub use parts::{Outline, Paragraph, Section};
pub use table::{PrintedCell, PrintedRow, PrintedTable};
pub(crate) use wrapped::are_rows;

use crate::diagnostic::Diagnostic;
use crate::layout::Sheet;
use block::{Block, blocks};

/// Builds the outline of a document from its sheets.
pub fn outline(mut sheets: Vec<Sheet>) -> (Outline, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    furniture::set_aside(&mut sheets);
    let (contents, cover) = contents::take(&mut sheets);
    let pages: Vec<(u32, Vec<Block>)> = sheets.into_iter().map(|s| (s.page, blocks(s))).collect();
    let (tables, text) = stitch::tables(pages, &mut diagnostics);
    let (sections, paragraphs) = sections::read(text, &contents);
    (Outline { cover, contents, sections, paragraphs, tables }, diagnostics)
}
