//! Whether what is printed was read: amounts on the pages against amounts in cells and sentences.

use crate::content::Content;
use crate::diagnostic::Diagnostic;
use crate::layout::Sheet;
use crate::outline::{Outline, PrintedRow};
use crate::place::Place;
use std::collections::BTreeMap;

/// Fewer amounts than these say nothing of a document.
const ENOUGH: usize = 12;

/// The amounts on pages, or what was read of them, by page.
#[derive(Debug, Clone, Default)]
pub struct Amounts(BTreeMap<u32, usize>);

impl Amounts {
    /// All that the pages hold.
    pub fn printed(sheets: &[Sheet]) -> Self {
        let mut found = Self::default();
        for sheet in sheets {
            let lines = sheet.lines.iter().map(|line| count(&line.text));
            let cells =
                sheet.grids.iter().flat_map(|grid| &grid.cells).flat_map(|cell| &cell.lines).map(|line| count(&line.text));
            found.add(sheet.page, lines.chain(cells).sum());
        }
        found
    }

    /// Those that stand in cells of tables and forms. To be asked before the content takes the tables away.
    pub fn in_cells(outline: &Outline) -> Self {
        let mut found = Self::default();
        for cell in outline.tables.iter().flat_map(|table| &table.rows).flat_map(PrintedRow::filled) {
            found.add(cell.page, count(&cell.text));
        }
        found
    }

    /// Adds those of sentences.
    pub fn with_statements(mut self, content: &Content) -> Self {
        for statement in &content.statements {
            self.add(statement.place.page, count(&statement.printed));
        }
        self
    }

    fn add(&mut self, page: u32, amounts: usize) {
        if amounts > 0 {
            *self.0.entry(page).or_default() += amounts;
        }
    }

    /// Says so where less than half of what is printed was read, with the page that holds most of the rest.
    pub fn compare(&self, read: &Self) -> Option<Diagnostic> {
        let (all, known): (usize, usize) = (self.0.values().sum(), read.0.values().sum());
        let missing = |(page, amounts): (&u32, &usize)| {
            (amounts.saturating_sub(read.0.get(page).copied().unwrap_or(0)), std::cmp::Reverse(*page))
        };
        let (_, std::cmp::Reverse(page)) = self.0.iter().map(missing).max()?;
        let message = format!(
            "{known} of the {all} amounts that are printed were read: the others stand in no table, form or sentence that is read"
        );
        (all >= ENOUGH && known * 2 < all).then(|| Diagnostic::warning("content.mostly_unread", message).at(Place::page(page)))
    }
}

/// How many numbers of a text look like money: with two decimals at least.
fn count(text: &str) -> usize {
    let mut found = 0;
    let (mut digits, mut decimals) = (0usize, None);
    for c in text.chars().chain([' ']) {
        match (c, decimals) {
            ('0'..='9', None) => digits += 1,
            ('0'..='9', Some(n)) => decimals = Some(n + 1usize),
            (',', None) if digits > 0 => {}
            ('.', None) if digits > 0 => decimals = Some(0),
            _ => {
                found += usize::from(decimals.is_some_and(|n| n >= 2));
                (digits, decimals) = (0, None);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_two_decimals() {
        assert_eq!(count("合计 1,234.50万元，增长12.5%；3.00 2026-2027. 2080501 0.12"), 3);
    }

    #[test]
    fn a_document_of_which_less_than_half_is_read_is_told() {
        let pages = |pages: &[(u32, usize)]| Amounts(pages.iter().copied().collect());
        let printed = pages(&[(1, 2), (5, 20)]);
        let told = printed.compare(&pages(&[(1, 2), (5, 8)])).expect("a diagnostic");
        assert_eq!((told.code, told.place.map(|p| p.page)), ("content.mostly_unread", Some(5)));
        assert!(printed.compare(&pages(&[(1, 2), (5, 9)])).is_none());
        assert!(pages(&[(1, 5)]).compare(&Amounts::default()).is_none());
    }
}
