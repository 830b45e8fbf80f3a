//! Tables printed in a shape that is not read: without cells, or with sentences in them.

use super::types::Row;
use crate::codes::titles::is_known_title;
use crate::diagnostic::Diagnostic;
use crate::grammar::{heading, squeeze, table_number};
use crate::outline::{Outline, Paragraph};
use crate::place::Place;

/// Bare numbers below a title that are the rest of a table, at least; a chart or a list of titles has fewer.
const FIGURES: usize = 6;
/// Cells with sentences that are more than the remark of a row.
const CELLS: usize = 3;
/// Longest title of a table.
const TITLE: usize = 40;

/// Titles of official tables with nothing but numbers and short words below them.
pub(in crate::content) fn without_cells(outline: &Outline) -> Vec<Diagnostic> {
    let paragraphs = &outline.paragraphs;
    let mut diagnostics = Vec::new();
    let mut say = |title: &str, page: u32, below: &[Paragraph]| {
        let figures: usize =
            below.iter().take_while(|p| !is_sentence(&p.text) && !is_title(&p.text)).map(|p| figures(&p.text)).sum();
        if figures >= FIGURES {
            let message = format!(
                "`{title}` has {figures} numbers below it and no cells: the table is not read. Give the file in which rulings or tabs \
                 part its cells"
            );
            diagnostics.push(Diagnostic::warning("content.table_without_cells", message).at(Place::page(page)));
        }
    };
    for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, p)| is_title(&p.text)) {
        say(&paragraph.text, paragraph.place.page, &paragraphs[at + 1..]);
    }
    for (index, section) in outline.sections.iter().enumerate().filter(|(_, s)| is_title(&s.title)) {
        let first = paragraphs.iter().position(|p| p.section == Some(index)).unwrap_or(paragraphs.len());
        let count = paragraphs[first..].iter().take_while(|p| p.section == Some(index)).count();
        say(&section.title, section.page, &paragraphs[first..first + count]);
    }
    diagnostics
}

/// The explanations as a table of headings and texts (项目 | 说明): what sentences in cells state is not read.
pub(in crate::content) fn sentences_in_cells(rows: &[Row]) -> Option<Diagnostic> {
    let states = |text: &str| text.contains('。') && text.matches("万元").nth(1).is_some();
    let mut stating = rows.iter().flat_map(|row| row.cells.iter().flatten()).filter(|cell| states(&cell.printed));
    let first = stating.next()?;
    let count = 1 + stating.count();
    let message = format!(
        "{count} cells of a table hold sentences with amounts: what they state is not read. Give the file in which the explanations are \
         running text"
    );
    (count >= CELLS).then(|| Diagnostic::warning("content.sentences_in_cells", message).at(first.place()))
}

/// `表3 部门支出总表`, `二、收入预算表`
fn is_title(text: &str) -> bool {
    if text.chars().nth(TITLE).is_some() || is_sentence(text) {
        return false;
    }
    let title = heading(text).map_or(text, |found| found.title);
    let title = table_number(title).map(|found| found.rest).filter(|rest| !rest.trim().is_empty()).unwrap_or(title);
    let title = squeeze(title);
    title.ends_with('表') && is_known_title(&title)
}

fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；', '，'])
}

/// Words that are nothing but digits.
fn figures(text: &str) -> usize {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '"' | ';'));
    parts
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .count()
}
