//! What a second reader of the same pages makes of the amounts of tables.

use super::amount::{Origin, Record, Sight};
use super::trust::{Doubt, Proof};
use crate::diagnostic::Diagnostic;
use crate::grammar::is_amount_like;
use crate::page::pdf::second::numbers_in;
use crate::place::Place;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the amounts of tables fared before a second reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Amounts that both readers see.
    pub both: usize,
    /// Amounts that only this reader sees.
    pub ours: usize,
    /// Amounts that only the second reader sees.
    pub theirs: usize,
    /// Amounts on pages that the second reader could not read, of which it says nothing.
    pub unread: usize,
}

impl Tally {
    /// Adds that of another document.
    pub fn add(&mut self, other: &Self) {
        // What was read back from a folder may say anything.
        let add = |sum: &mut usize, more: usize| *sum = sum.saturating_add(more);
        add(&mut self.both, other.both);
        add(&mut self.ours, other.ours);
        add(&mut self.theirs, other.theirs);
        add(&mut self.unread, other.unread);
    }
}

/// The numbers of a document by page; a page that is not there was not read.
pub type Numbers = FxHashMap<u32, Vec<String>>;

/// Diagnostics of one kind for one document; the tally counts all.
const MOST_TOLD: usize = 200;
/// Numbers quoted in one diagnostic.
const MOST_QUOTED: usize = 8;

/// Marks the amounts of tables that the second reader saw. `ours` is all that the first reader reads on the pages, in cells or not:
/// what is only in `theirs` was not read. `None` leaves that unasked.
pub fn compare(records: &mut [Record], theirs: &Numbers, ours: Option<&Numbers>) -> (Tally, Vec<Diagnostic>) {
    let mut tally = Tally::default();
    let mut diagnostics = Vec::new();
    let mut left: FxHashMap<u32, FxHashMap<&str, usize>> =
        theirs.iter().map(|(page, numbers)| (*page, counted(numbers))).collect();
    for record in records.iter_mut().filter(|r| r.origin == Origin::Table && !r.trust.from_picture) {
        let Some(page) = left.get_mut(&record.place.page) else {
            tally.unread += 1;
            continue;
        };
        let sight = if take_all(page, &numbers_in(&record.printed)) { Sight::Seen } else { Sight::Unseen };
        record.second_reader = Some(sight);
        match sight {
            Sight::Seen => {
                record.trust.prove(Proof::SecondReader);
                tally.both += 1;
            }
            Sight::Unseen => {
                record.trust.doubt(Doubt::Unseen);
                tally.ours += 1;
                if tally.ours <= MOST_TOLD {
                    let message = format!("the second reader does not see {} on this page", record.printed);
                    diagnostics.push(Diagnostic::warning("second_reader.unseen", message).at(record.place));
                }
            }
        }
    }
    let Some(ours) = ours else { return (tally, diagnostics) };
    let mut pages: Vec<u32> = theirs.keys().copied().collect();
    pages.sort_unstable();
    for page in pages {
        let mut known = ours.get(&page).map(|numbers| counted(numbers)).unwrap_or_default();
        let unknown =
            theirs.get(&page).into_iter().flatten().filter(|n| is_decimal(n) && !take_all(&mut known, std::slice::from_ref(n)));
        let unknown: Vec<&str> = unknown.map(String::as_str).collect();
        tally.theirs += unknown.len();
        if !unknown.is_empty() {
            let quoted = unknown.iter().take(MOST_QUOTED).copied().collect::<Vec<_>>().join(", ");
            let more = if unknown.len() > MOST_QUOTED { " …" } else { "" };
            let message =
                format!("{} amounts that the second reader sees on this page were not read: {quoted}{more}", unknown.len());
            diagnostics.push(Diagnostic::warning("second_reader.not_read", message).at(Place::page(page)));
        }
    }
    (tally, diagnostics)
}

fn counted(numbers: &[String]) -> FxHashMap<&str, usize> {
    let mut counts = FxHashMap::default();
    numbers.iter().for_each(|n| *counts.entry(n.as_str()).or_insert(0) += 1);
    counts
}

/// Takes the numbers of one amount away, each once; nothing when one of them is missing.
fn take_all(from: &mut FxHashMap<&str, usize>, numbers: &[String]) -> bool {
    let there = !numbers.is_empty() && numbers.iter().all(|n| from.get(n.as_str()).is_some_and(|count| *count > 0));
    if there {
        for number in numbers {
            if let Some(count) = from.get_mut(number.as_str()) {
                *count = count.saturating_sub(1);
            }
        }
    }
    there
}

/// Whole numbers are codes, years and ordinals; what has decimals is an amount.
fn is_decimal(number: &str) -> bool {
    number.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= 2) && is_amount_like(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(printed: &str, page: u32) -> Record {
        Record::bare(Origin::Table, printed, Place::page(page))
    }

    fn numbers(pages: &[(u32, &str)]) -> Numbers {
        pages.iter().map(|(page, text)| (*page, numbers_in(text))).collect()
    }

    #[test]
    fn a_digit_in_the_wrong_cell_is_seen_by_one_reader_only() {
        // 重庆: `13,486.02 | 18,308.57` came out with the 2 in the second cell.
        let mut records =
            [record("13,486.0", 1), record("218,308.57", 1), record("5.00", 1), record("5.00", 1), record("1.00", 2)];
        let theirs = numbers(&[(1, "13,486.02 18,308.57 5.00 7.77 2026")]);
        let ours = numbers(&[(1, "13,486.0 218,308.57 5.00 5.00 2026"), (2, "1.00")]);
        let (tally, said) = compare(&mut records, &theirs, Some(&ours));
        assert_eq!(tally, Tally { both: 1, ours: 3, theirs: 3, unread: 1 });
        let sights: Vec<_> = records.iter().map(|r| r.second_reader).collect();
        assert_eq!(sights, [Some(Sight::Unseen), Some(Sight::Unseen), Some(Sight::Seen), Some(Sight::Unseen), None]);
        assert!(said.last().is_some_and(|d| d.message.contains("13486.02, 18308.57, 7.77")), "{said:?}");
    }
}
