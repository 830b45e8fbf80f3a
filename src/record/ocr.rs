//! Amounts that were read from pictures: marked, and doubted where a character is hardly legible.

use super::amount::{Read, Record};
use crate::page::scan::Reading;
use crate::place::{Place, Rect};
use rustc_hash::FxHashMap;

/// What was read of pictures, by page.
struct Pages<'r>(FxHashMap<u32, Vec<&'r Reading>>);

impl<'r> Pages<'r> {
    fn of(readings: &'r [Reading]) -> Self {
        let mut pages: FxHashMap<u32, Vec<&Reading>> = FxHashMap::default();
        for reading in readings {
            pages.entry(reading.page).or_default().push(reading);
        }
        Self(pages)
    }

    /// Whether the page has text of its own too.
    fn is_mixed(&self, place: Place) -> bool {
        self.0.get(&place.page).is_some_and(|page| page.iter().any(|reading| reading.beside))
    }

    /// What was read at a place: the pieces whose middle it holds; those of the whole page where it has no area.
    fn at(&self, place: Place) -> Option<Vec<&'r Reading>> {
        let page = self.0.get(&place.page)?;
        let holds = |reading: &&&Reading| place.rect.is_none_or(|area| is_in(&reading.rect, &area));
        Some(page.iter().filter(holds).copied().collect())
    }
}

fn is_in(piece: &Rect, area: &Rect) -> bool {
    area.contains((piece.x0 + piece.x1) / 2.0, (piece.y0 + piece.y1) / 2.0)
}

/// Marks the amounts that stand on pictures.
pub fn mark(records: &mut [Record], readings: &[Reading]) {
    if readings.is_empty() {
        return;
    }
    let pages = Pages::of(readings);
    for record in records {
        // On a page with text of its own, what no piece was read of is that text.
        let Some(pieces) = pages.at(record.place).filter(|pieces| !pieces.is_empty() || !pages.is_mixed(record.place)) else {
            continue;
        };
        // A piece that nobody can be told from is as doubtful as one can be.
        let sure = pieces.iter().map(|piece| piece.sure).min().unwrap_or(0);
        record.read = Read::Ocr(sure);
        record.trust.from_picture = true;
    }
}

/// Doubts the amounts of which a piece is in doubt.
pub fn doubt(records: &mut [Record], readings: &[Reading]) {
    let pages = Pages::of(readings);
    for record in records.iter_mut().filter(|record| record.trust.from_picture) {
        let pieces = pages.at(record.place).unwrap_or_default();
        if pieces.is_empty() || pieces.iter().any(|piece| piece.doubt.is_some()) {
            record.trust.doubt_reading();
        }
    }
}
