//! Are wrong figures found? One figure of our own corpus is altered at a time, as if it had been printed so, and the document is
//! read and checked again from its outline on.
//!
//! `figures` says which figures count, by this test's own arithmetic and not by that of the rules; `alter` writes the slips: one
//! digit, two neighbouring digits swapped, the unit, the sign. An altered figure is found when it is among the evidence of a
//! finding that the document did not have before. How severe the finding is, is counted apart; a remark that sums of a table
//! differ by rounding is none.
//!
//! ```sh
//! cargo test --profile fast --test slow mutation -- --ignored --nocapture    # all figures, with the rate of each kind
//! STEP=5 cargo test --profile fast --test slow mutation -- --ignored --nocapture    # every fifth
//! ```

use crate::common;

mod alter;
mod figures;
mod values;

use alter::{KINDS, Kind};
use figures::{Figure, Origin};
use gongkai::check::{self, Document, Evidence, Finding};
use gongkai::content::{self, Content};
use gongkai::diagnostic::{Diagnostic, Severity};
use gongkai::extraction::{Extraction, Outcome, Pages, extract, open, understand};
use gongkai::outline::{self, Outline};
use gongkai::record::{self, Record};
use gongkai::source;
use std::collections::{BTreeMap, BTreeSet};

/// At least this share of the altered figures must be found, per cent.
const FOUND: usize = 97;
/// The test alters every so many of the figures; the full run all.
const STEP: usize = 37;

/// What became of an altered figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// In the evidence of an error or a warning.
    Serious,
    /// In the evidence of an info that speaks of it.
    Informed,
    /// In a summary of roundings only.
    Rounded,
    Missed,
}

#[test]
fn unaltered_documents_of_the_corpus_have_no_error_and_no_warning() {
    for document in documents() {
        let wrong: Vec<&Finding> = document.read.findings.iter().filter(|f| f.severity > Severity::Info).collect();
        assert!(wrong.is_empty(), "{:#?}", wrong);
    }
}

#[test]
fn the_planted_errors_are_found_and_nothing_else() {
    let document = extract(source::read(&common::document("c00018")).expect("a document"));
    let serious: Vec<&Finding> = document.findings.iter().filter(|f| f.severity > Severity::Info).collect();
    let mut found: Vec<(&str, u32, &str)> =
        serious.iter().map(|f| (f.rule, f.evidence[0].place.page, f.evidence[0].printed.as_str())).collect();
    found.sort_unstable();
    assert_eq!(found, [("HIE-01", 4, "165.50"), ("NAR-07", 9, "90.07万元"), ("XT-06", 7, "927.68")]);
    for right in ["155.50", "877.68"] {
        assert!(serious.iter().any(|f| f.repair.as_deref().is_some_and(|r| r.contains(right))), "{right}");
    }
}

#[test]
fn altered_figures_are_found() {
    let tally = Tally::over(STEP);
    let (found, all) = tally.found(|_| true);
    assert!(all > 100, "{all} figures are too few to tell");
    assert!(found * 100 >= all * FOUND, "{found} of {all}:\n{}", tally.table());
}

#[test]
#[ignore = "alters thousands of figures"]
fn rate_over_all_figures() {
    let tally = Tally::over(std::env::var("STEP").ok().and_then(|s| s.parse().ok()).unwrap_or(1));
    println!("{}", tally.table());
    for (place, missed) in &tally.missed {
        println!("{} missed in {place}", missed.len());
        missed.iter().take(12).for_each(|miss| println!("      {miss}"));
    }
    let (found, all) = tally.found(|_| true);
    assert!(found * 100 >= all * FOUND, "{found} of {all}");
}

/// What became of all altered figures.
#[derive(Default)]
struct Tally {
    fates: BTreeMap<(Origin, Kind, Fate), usize>,
    missed: BTreeMap<String, Vec<String>>,
}

impl Tally {
    /// Alters every so many of the figures, each in every way in turn.
    fn over(step: usize) -> Self {
        let mut tally = Self::default();
        let mut turn = 0_usize;
        for document in documents() {
            let before = Before::of(&document);
            for figure in figures::of(&document) {
                for kind in KINDS {
                    turn += 1;
                    if turn.is_multiple_of(step) {
                        tally.ask(&document, &before, &figure, kind, turn);
                    }
                }
            }
        }
        tally
    }

    fn ask(&mut self, document: &Whole, before: &Before, figure: &Figure, kind: Kind, seed: usize) {
        let Some(slip) = alter::slip(figure, kind, seed) else { return };
        let mut outline = document.outline.clone();
        alter::set(&mut outline, figure, &slip);
        let fate = before.fate(&checked(document, &outline), figure, &slip.printed);
        *self.fates.entry((figure.origin, kind, fate)).or_default() += 1;
        if fate >= Fate::Rounded {
            let name = document.read.disclosure.as_ref().and_then(|d| d.department.name.clone()).unwrap_or_default();
            let place = format!("{:?} {} | {name}", figure.origin, figure.what);
            let entry = self.missed.entry(place).or_default();
            entry.push(format!(
                "{fate:?} {kind:?} {} to {} | page {} | {}",
                figure.printed, slip.printed, figure.place.page, figure.why
            ));
        }
    }

    /// How many of some were found, and how many there are.
    fn found(&self, which: impl Fn(&(Origin, Kind, Fate)) -> bool) -> (usize, usize) {
        self.fates
            .iter()
            .filter(|(key, _)| which(key))
            .fold((0, 0), |(found, all), (key, count)| (found + if key.2 <= Fate::Informed { *count } else { 0 }, all + count))
    }

    fn table(&self) -> String {
        let mut lines = vec!["origin     kind    altered  error/warning  info  rounding only  missed  found %".to_owned()];
        let mut line = |origin: Option<Origin>, kind: Option<Kind>| {
            let which = |key: &(Origin, Kind, Fate)| origin.is_none_or(|o| key.0 == o) && kind.is_none_or(|k| key.1 == k);
            let (found, all) = self.found(which);
            let of = |fate| self.fates.iter().filter(|(k, _)| which(k) && k.2 == fate).map(|(_, n)| n).sum::<usize>();
            let rate = (found * 10_000).checked_div(all).unwrap_or_default();
            lines.push(format!(
                "{:<10} {:<7} {all:>7} {:>14} {:>5} {:>14} {:>7}  {:>4}.{:02}",
                origin.map_or("all".to_owned(), |o| format!("{o:?}")),
                kind.map_or("all".to_owned(), |k| format!("{k:?}")),
                of(Fate::Serious),
                of(Fate::Informed),
                of(Fate::Rounded),
                of(Fate::Missed),
                rate / 100,
                rate % 100,
            ));
        };
        for origin in [Origin::Table, Origin::Text, Origin::Form] {
            KINDS.iter().for_each(|kind| line(Some(origin), Some(*kind)));
            line(Some(origin), None);
        }
        line(None, None);
        lines.join("\n")
    }
}

/// A document as read, and its outline with the printed tables, which the chain drops once they are read.
pub struct Whole {
    /// What was read of it.
    pub read: Extraction,
    /// Its outline, whole.
    pub outline: Outline,
}

/// The documents of the corpus that can be read and hold no planted errors.
fn documents() -> Vec<Whole> {
    let paths = common::corpus().into_iter().filter(|p| common::stem_of(p) != "c00018");
    let opened = paths.filter_map(|p| open(source::read(&p).expect("a document"), Pages::Dropped).ok());
    let whole = opened.map(|opened| {
        let (outline, _) = outline::outline(opened.sheets.clone());
        Whole { read: understand(opened), outline }
    });
    whole.filter(|w| w.read.outcome == Outcome::Ok).collect()
}

/// What was found in a document before anything was altered.
struct Before {
    messages: BTreeSet<String>,
}

impl Before {
    fn of(document: &Whole) -> Self {
        let outcome = checked(document, &document.outline);
        Self { messages: outcome.into_iter().map(|f| f.message).collect() }
    }

    fn fate(&self, findings: &[Finding], figure: &Figure, altered: &str) -> Fate {
        let is_it = |e: &Evidence| match figure.origin {
            // The place of a statement is that of its paragraph.
            Origin::Text => e.what.starts_with("正文") && e.place.page == figure.place.page && e.printed == altered,
            Origin::Table | Origin::Form => e.place == figure.place,
        };
        let told = findings.iter().filter(|f| !self.messages.contains(&f.message) && f.evidence.iter().any(is_it));
        let fate = |f: &Finding| match f.severity {
            Severity::Error | Severity::Warning => Fate::Serious,
            Severity::Info if f.message.contains(" by rounding, by ") => Fate::Rounded,
            Severity::Info => Fate::Informed,
        };
        told.map(fate).min().unwrap_or(Fate::Missed)
    }
}

/// What is read of a document from its outline on.
struct Again {
    content: Content,
    records: Vec<Record>,
    diagnostics: Vec<Diagnostic>,
    findings: Vec<Finding>,
}

/// What the rules find when the document is read again from an outline.
fn checked(document: &Whole, outline: &Outline) -> Vec<Finding> {
    read_again(document, outline).map(|again| again.findings).unwrap_or_default()
}

/// Reads the document again from an outline; `None` where it is no disclosure.
fn read_again(document: &Whole, outline: &Outline) -> Option<Again> {
    let disclosure = document.read.disclosure.as_ref()?;
    let again = |d: &&Diagnostic| !d.code.starts_with("content.") && !d.code.starts_with("record.");
    let mut diagnostics: Vec<Diagnostic> = document.read.diagnostics.iter().filter(again).cloned().collect();
    let mut outline = outline.clone();
    let (content, found) = content::read(&mut outline, disclosure);
    diagnostics.extend(found);
    let (records, found) = record::read(&content, disclosure);
    diagnostics.extend(found);
    let again = Document { outline: &outline, disclosure, content: &content, records: &records, diagnostics: &diagnostics };
    let findings = check::run(&again).findings;
    Some(Again { content, records, diagnostics, findings })
}
