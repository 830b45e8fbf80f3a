//! A document as sections, paragraphs and tables.

use super::contents::ContentsEntry;
use super::table::PrintedTable;
use crate::layout::Line;
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
