//! Every amount of a document is set to one value at once: nothing, hardly anything, more than there is, digits without end. Nothing
//! crashes, and nothing is passed over: what was read before is read, or a diagnostic stands in its place.

use super::{Again, Whole, read_again};
use crate::common;
use gongkai::diagnostic::Diagnostic;
use gongkai::extraction::{Extraction, Pages, extract, open, understand};
use gongkai::grammar::{amounts_in, figure};
use gongkai::outline::{self, Outline};
use gongkai::place::Place;
use gongkai::record::{Origin, Record};
use gongkai::source::{self, Source};
use std::path::PathBuf;

const VALUES: [&str; 19] = [
    "0",
    "0.00",
    "-0.00",
    "0.01",
    "-5.00",
    "-1,234.56",
    "0.0000000001",
    "0.00000000001",
    "999999999999999.99",
    "1000000000000000",
    "99999999999999999.99",
    "-9999999999999999999999",
    "12345678901234567890",
    "1000000000000000000000000",
    "9999999999999999999999999999",
    "79228162514264337593543950335",
    "99999999999999999999999999999999999999999999999999",
    "12345678901234567890.12345678901",
    "0.0000000000000000000000000001",
];

#[test]
fn no_value_crashes_and_none_is_passed_over() {
    let documents = documents();
    assert!(documents.len() > 10);
    let silent: Vec<String> = std::thread::scope(|scope| {
        let half = documents.len().div_ceil(2);
        let of = |some: &[Whole]| some.iter().flat_map(silent).collect::<Vec<String>>();
        let threads: Vec<_> = documents.chunks(half).map(|some| scope.spawn(move || of(some))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no crash")).collect()
    });
    assert!(silent.is_empty(), "{} amounts passed over:\n{}", silent.len(), silent[..silent.len().min(20)].join("\n"));
}

#[test]
fn no_value_is_passed_over_in_a_text() {
    for path in paths().into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        // One is GB 18030.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let read = |text: String| extract(Source::new(&path, text.into_bytes()));
        let seen = |document: &Extraction| {
            let told = |d: &&Diagnostic| matches!(d.code, "record.no_amount" | "statement.unread_amount");
            let statements = document.content.statements.len();
            (document.records.iter().filter(|r| r.origin != Origin::Statement).count() + statements)
                + document.diagnostics.iter().filter(told).count()
        };
        let before = seen(&read(text.clone()));
        for value in VALUES.into_iter().filter(|value| value.contains('.')) {
            let lines = text
                .split_inclusive('\n')
                .map(|line| line.split('\t').map(|part| in_part(part, value)).collect::<Vec<_>>().join("\t"));
            let after = seen(&read(lines.collect()));
            assert!(after >= before, "{}: of {before} amounts {after} are read or told of with {value}", path.display());
        }
    }
}

/// A cell or a sentence with one value for every amount.
fn in_part(part: &str, value: &str) -> String {
    let mut text = part.to_owned();
    for (range, amount) in amounts_in(part).into_iter().rev() {
        let after = part[range.end..].trim_start();
        let unit = ["万元", "元", "亿元", "%", "％"].iter().any(|unit| after.starts_with(unit));
        if unit || amount.decimals > 0 && figure(part).is_some() {
            text.replace_range(range, value);
        }
    }
    text
}

fn paths() -> Vec<PathBuf> {
    let made = std::fs::read_dir(common::root().join("tests/made")).expect("made texts").flatten().map(|entry| entry.path());
    let mut paths: Vec<_> =
        made.chain(common::corpus()).filter(|p| p.metadata().is_ok_and(|m| m.is_file() && m.len() < 60_000)).collect();
    paths.sort();
    paths
}

/// The texts and the smaller half of the PDFs: which kind of file an amount stands in makes no difference behind the outline.
fn documents() -> Vec<Whole> {
    let opened = paths().into_iter().filter_map(|p| open(source::read(&p).expect("a document"), Pages::Dropped).ok());
    let whole = opened.map(|opened| {
        let (outline, _) = outline::outline(opened.sheets.clone());
        Whole { read: understand(opened), outline }
    });
    whole.filter(|w| w.read.disclosure.is_some()).collect()
}

/// What was read of a document and is neither read nor told of once all its amounts have one of the values.
fn silent(document: &Whole) -> Vec<String> {
    let Some(before) = read_again(document, &document.outline) else { return Vec::new() };
    let with = |value| Some((value, read_again(document, &with_all(&document.outline, value))?));
    VALUES.into_iter().filter_map(with).flat_map(|(value, after)| missing(&before, &after, value)).collect()
}

/// What was read before, and is neither read nor told of with this value.
fn missing(before: &Again, after: &Again, value: &str) -> Vec<String> {
    let told = |place: Place, d: &Diagnostic| d.place.is_some_and(|p| p == place);
    // Bare digits under a heading that nobody knows may be anything.
    let known = |r: &Record| value.contains('.') || r.meaning.is_some() || r.table.is_some() || r.origin == Origin::Form;
    let stands = |r: &&Record| r.origin != Origin::Statement && known(r);
    let mut silent: Vec<String> = before
        .records
        .iter()
        .filter(stands)
        .filter(|r| !after.records.iter().filter(stands).any(|a| a.place == r.place))
        .filter(|r| !after.diagnostics.iter().any(|d| told(r.place, d)))
        .map(|r| format!("{value}: {:?} {} of {:?} at {:?}", r.origin, r.printed, r.table, r.place))
        .collect();
    let unread = |diagnostics: &[Diagnostic]| diagnostics.iter().filter(|d| d.code == "statement.unread_amount").count();
    let (had, has) = (before.content.statements.len(), after.content.statements.len());
    let (had, has) = (had + unread(&before.diagnostics), has + unread(&after.diagnostics));
    if has < had {
        silent.push(format!("{value}: {has} statements of {had}, {:?}", before.content.statements.first().map(|s| &s.quote)));
    }
    silent
}

/// The outline with one value for every amount: in cells that are one, in sentences before a unit of money or a per cent.
fn with_all(outline: &Outline, value: &str) -> Outline {
    let mut outline = outline.clone();
    for cell in outline.tables.iter_mut().flat_map(|t| &mut t.rows).flat_map(|r| &mut r.cells) {
        let amount = figure(&cell.text).is_some_and(|(amount, unit)| amount.decimals > 0 || unit.is_some() || cell.text == "0");
        if amount {
            let range = amounts_in(&cell.text).first().map(|(range, _)| range.clone());
            range.into_iter().for_each(|range| cell.text.replace_range(range, value));
        }
    }
    outline.paragraphs.iter_mut().for_each(|paragraph| paragraph.text = in_part(&paragraph.text, value));
    outline
}
