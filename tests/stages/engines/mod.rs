//! hayro against pdf-extract on the own corpus: where pdf-extract reads a page at all, both see the same digits.

use crate::common;
mod second_engine;

use gongkai::page::{Page, pdf};
use std::collections::BTreeMap;

/// How often each digit stands on a page.
fn digits(page: &Page) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for glyph in page.glyphs.iter().filter(|g| g.ch.is_ascii_digit()) {
        *counts.entry(glyph.ch).or_default() += 1;
    }
    counts
}

#[test]
fn both_engines_see_the_same_digits() {
    std::panic::set_hook(Box::new(|_| {}));
    let (mut compared, mut differ) = (0, Vec::new());
    for path in common::corpus() {
        // This document draws text twice, off the page and invisibly, all of which pdf-extract reports as text.
        let stem = common::stem_of(&path);
        let bytes = std::fs::read(&path).expect("a document");
        if stem == "c00013" || !bytes.starts_with(b"%PDF") {
            continue;
        }
        let Ok(second) = second_engine::read(&bytes) else { continue };
        let first = pdf::read(bytes).expect("a PDF").pages;
        for (ours, theirs) in first.iter().zip(second) {
            let Some(theirs) = theirs else { continue };
            compared += 1;
            if digits(ours) != digits(&theirs) {
                differ.push(format!("{stem} page {}", ours.number));
            }
        }
    }
    println!("{compared} pages compared, {} differ: {differ:?}", differ.len());
    assert!(compared >= 40, "only {compared} pages could be compared");
    assert!(differ.is_empty(), "{differ:?}");
}
