//! Are wrong figures found? One figure of our own corpus is altered at a time, and the document is checked again.
//!
//! A figure counts when a reader could notice that it is wrong, by this test's own arithmetic and not by that of the rules. It is
//! a printed amount other than zero, in a column of money of an official table, that is
//! - *summed*: a total row of its table prints an amount in its column, or a column headed 合计, 小计 or 总计 stands in its row;
//! - *repeated*: another table prints the same amount; or
//! - *stated*: the running text gives the same amount, at the precision of the text.
//!
//! Each is altered in four ways: one digit, two neighbouring digits swapped, the unit (ten thousand times as much), the sign. It
//! is found when the altered cell is among the evidence of a finding.

mod common;

use gongkai::check::{self, Document, Finding};
use gongkai::content::{Content, Role, RowKind};
use gongkai::diagnostic::Severity;
use gongkai::extraction::{Extraction, Outcome, extract};
use gongkai::grammar::{Amount, amount, render};
use gongkai::place::Place;
use gongkai::record::{self, Origin};
use gongkai::source;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// At least this share of the altered figures must be found, per cent.
const FOUND: usize = 97;
/// The test alters every so many of the figures; the full run all.
const STEP: usize = 23;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Digit,
    Swap,
    Unit,
    Sign,
}

const KINDS: [Kind; 4] = [Kind::Digit, Kind::Swap, Kind::Unit, Kind::Sign];

/// A cell: table, row, column.
type Cell = (usize, usize, usize);

#[test]
fn unaltered_documents_of_the_corpus_have_no_error_in_their_tables() {
    for document in documents() {
        let wrong: Vec<&Finding> = document.findings.iter().filter(|f| f.severity > Severity::Info && is_of_tables(f)).collect();
        assert!(wrong.is_empty(), "{:#?}", wrong);
    }
}

/// Rules on tables; those on text and forms are tested with them.
fn is_of_tables(finding: &Finding) -> bool {
    ["BAL", "ROW", "HIE", "XT-", "DOC-03"].iter().any(|group| finding.rule.starts_with(group))
}

#[test]
fn the_planted_errors_are_found_and_nothing_else() {
    let document = extract(source::read(&common::document("c00018")).expect("a document"));
    let tables: Vec<&Finding> = document.findings.iter().filter(|f| f.severity > Severity::Info && is_of_tables(f)).collect();
    let found: Vec<(&str, u32, &str)> =
        tables.iter().map(|f| (f.rule, f.evidence[0].place.page, f.evidence[0].printed.as_str())).collect();
    assert_eq!(found, [("HIE-01", 4, "165.50"), ("XT-06", 7, "927.68")]);
    assert!(tables[0].repair.as_deref().is_some_and(|r| r.contains("155.50")));
    assert!(tables[1].repair.as_deref().is_some_and(|r| r.contains("877.68")));
}

#[test]
fn altered_figures_are_found() {
    let tally = tally(STEP);
    let (found, all) = tally.values().fold((0, 0), |(f, a), (found, all, _)| (f + found, a + all));
    assert!(all > 100, "{all} figures are too few to tell");
    assert!(found * 100 >= all * FOUND, "{found} of {all}: {tally:?}");
}

/// `cargo test --test mutation -- --ignored --nocapture` prints the rate of each kind over all figures.
#[test]
#[ignore = "alters thousands of figures"]
fn rate_over_all_figures() {
    let tally = tally(1);
    for (kind, (found, all, missed)) in &tally {
        println!("{kind:?}: {found} of {all}");
        let mut by_table: BTreeMap<String, usize> = BTreeMap::new();
        for miss in missed {
            *by_table.entry(miss.split(" | ").take(2).collect::<Vec<_>>().join(" | ")).or_default() += 1;
        }
        for (table, count) in by_table {
            println!("    {count} missed in {table}");
        }
        for miss in missed.iter().take(40) {
            println!("      {miss}");
        }
    }
}

/// Found, altered, and what was missed, by kind.
fn tally(step: usize) -> BTreeMap<Kind, (usize, usize, Vec<String>)> {
    let mut tally: BTreeMap<Kind, (usize, usize, Vec<String>)> = BTreeMap::new();
    let mut turn = 0_usize;
    for mut document in documents() {
        for cell in figures(&document) {
            for kind in KINDS {
                turn += 1;
                if !turn.is_multiple_of(step) {
                    continue;
                }
                let Some(found) = alter(&mut document, cell, kind, turn) else { continue };
                let entry = tally.entry(kind).or_default();
                entry.1 += 1;
                match found {
                    Ok(()) => entry.0 += 1,
                    Err(missed) => entry.2.push(missed),
                }
            }
        }
    }
    tally
}

/// The documents of the corpus that can be read and hold no planted errors.
fn documents() -> Vec<Extraction> {
    let paths = common::corpus().into_iter().filter(|p| common::stem_of(p) != "c00018");
    paths.map(|p| extract(source::read(&p).expect("a document"))).filter(|e| e.outcome == Outcome::Ok).collect()
}

/// The figures that count.
fn figures(document: &Extraction) -> Vec<Cell> {
    let content = &document.content;
    let of_tables = || document.records.iter().filter(|r| r.origin == Origin::Table);
    let mut printed: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for record in of_tables() {
        if let Some(yuan) = record.amount_yuan {
            printed.entry(yuan).or_default().push(record.table_index);
        }
    }
    let stated = |yuan: Decimal| {
        content.statements.iter().any(|s| {
            let (Some(amount), Some(value)) = (s.amount_yuan, s.value) else { return false };
            let Some(factor) = amount.checked_div(value).filter(|f| !f.is_zero()) else { return false };
            (yuan / factor).round_dp(value.scale()) == value
        })
    };
    let counts = |record: &&record::Record| {
        let Some(yuan) = record.amount_yuan.filter(|y| !y.is_zero()) else { return false };
        let table = &content.tables[record.table_index];
        let is_money = table.columns[record.column].role == Role::Amount && !table.columns[record.column].counts;
        let summed = is_summed(content, (record.table_index, record.row, record.column));
        let repeated = printed[&yuan].iter().any(|t| *t != record.table_index);
        table.id.is_some() && is_money && (summed || repeated || stated(yuan))
    };
    of_tables().filter(counts).map(|r| (r.table_index, r.row, r.column)).collect()
}

fn is_summed(content: &Content, (table, row, column): Cell) -> bool {
    let table = &content.tables[table];
    let prints = |row: usize, column: usize| {
        table.rows[row].cells[column].as_ref().is_some_and(|c| amount::amount(&c.printed).is_some_and(|a| !a.value.is_zero()))
    };
    let total_row = (0..table.rows.len()).any(|r| table.rows[r].kind == RowKind::Total && prints(r, column));
    let is_total = |c: usize| {
        let path = &table.columns[c].path;
        path.last().is_some_and(|l| ["合计", "小计", "总计"].iter().any(|w| l.ends_with(w)))
    };
    let total_column = (0..table.columns.len()).any(|c| c != column && is_total(c) && prints(row, c));
    total_row && !table.rows[row].of_which || total_column
}

/// Alters one figure, checks the document, and puts the figure back. `None` when the kind of error cannot be made of it.
fn alter(document: &mut Extraction, (table, row, column): Cell, kind: Kind, seed: usize) -> Option<Result<(), String>> {
    let cell = document.content.tables[table].rows[row].cells[column].clone()?;
    let altered = altered(&cell.printed, kind, seed)?;
    let place = Place::on(document.content.tables[table].rows[row].page, cell.rect);
    let title = document.content.tables[table].title.clone().unwrap_or_default();
    let id = document.content.tables[table].id.unwrap_or_default();
    set(document, (table, row, column), &altered);
    let findings = checked(document);
    set(document, (table, row, column), &cell.printed);
    let found = findings.iter().any(|f| f.evidence.iter().any(|e| e.place == place));
    let name = document.disclosure.as_ref().and_then(|d| d.department.name.clone()).unwrap_or_default();
    Some(
        found
            .then_some(())
            .ok_or_else(|| format!("{name} | {id} {title} | {} to {altered} | row {row} column {column}", cell.printed)),
    )
}

fn set(document: &mut Extraction, (table, row, column): Cell, printed: &str) {
    if let Some(cell) = &mut document.content.tables[table].rows[row].cells[column] {
        printed.clone_into(&mut cell.printed);
    }
}

/// What the rules find in a document as it now is.
fn checked(document: &Extraction) -> Vec<Finding> {
    let Some(disclosure) = &document.disclosure else { return Vec::new() };
    let (records, _) = record::read(&document.content, disclosure);
    let report = check::run(&Document {
        outline: &document.outline,
        disclosure,
        content: &document.content,
        records: &records,
        diagnostics: &document.diagnostics,
    });
    report.findings
}

/// A printed figure with an error in it.
fn altered(printed: &str, kind: Kind, seed: usize) -> Option<String> {
    let read = amount::amount(printed)?;
    let mut text: Vec<char> = printed.chars().collect();
    let digits: Vec<usize> = (0..text.len()).filter(|i| text[*i].is_ascii_digit()).collect();
    match kind {
        Kind::Digit => {
            let at = digits[seed % digits.len()];
            let old = text[at].to_digit(10)?;
            let new = (old + 1 + (seed as u32 / 7) % 9) % 10;
            text[at] = char::from_digit(new, 10)?;
        }
        Kind::Swap => {
            let pairs: Vec<(usize, usize)> =
                digits.windows(2).map(|w| (w[0], w[1])).filter(|(a, b)| text[*a] != text[*b]).collect();
            let (a, b) = *pairs.get(seed.checked_rem(pairs.len())?)?;
            text.swap(a, b);
        }
        Kind::Unit => {
            let value = read.value.checked_mul(Decimal::from(10_000))?;
            return Some(render(&Amount { value, decimals: read.decimals }, printed.contains(',')));
        }
        Kind::Sign => {
            return Some(render(&Amount { value: -read.value, decimals: read.decimals }, printed.contains(',')));
        }
    }
    let altered: String = text.into_iter().collect();
    // A swap or a digit at the front may leave a leading zero, which nobody prints.
    amount::amount(&altered).filter(|a| a.value != read.value).map(|_| altered)
}
