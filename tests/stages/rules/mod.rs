//! Every rule passes somewhere and fails somewhere: on made documents, whole and with one thing altered.
//!
//! The bases are documents of the corpus of invented places and the texts of `tests/made`. Each [`Example`] alters one of them so
//! that its rule, and perhaps others, must fail. A rule without an example fails the test, unless `EXCEPTIONS` says why it has none.

use crate::common;

mod examples;

use examples::{EXAMPLES, Edit, Example};
use gongkai::check::{self, Check, Document, Status, rule};
use gongkai::content;
use gongkai::extraction::{Extraction, Pages, open, understand};
use gongkai::outline::{self, Outline};
use gongkai::record;
use gongkai::source::{self, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rules that cannot fail, or are tested elsewhere, and why.
const EXCEPTIONS: [(&str, &str); 5] = [
    ("DOC-07", "needs a place that exists: the_glossary_is_of_the_tier, below"),
    ("BAL-12", "compares documents: tests/command/across.rs"),
    ("XD-01", "compares documents: tests/command/across.rs"),
    ("XD-02", "compares documents: tests/command/across.rs"),
    ("XD-03", "compares documents: tests/command/across.rs"),
];
/// Rules that never fail, by what they say.
const NEVER_FAIL: [(&str, &str); 1] =
    [("FRM-05", "a form that is wrong fails FRM-01; the sum only says that all of them are right")];

#[test]
fn every_rule_fails_where_it_is_broken() {
    let mut bases = Bases::default();
    let mut failed: BTreeSet<String> = BTreeSet::new();
    let mut silent = Vec::new();
    for example in EXAMPLES {
        let checks = bases.altered(example);
        let broken: BTreeSet<&str> = checks.iter().filter(|c| c.status == Status::Fail).map(|c| c.rule).collect();
        if !broken.contains(example.rule) {
            let own: Vec<_> = checks.iter().filter(|c| c.rule == example.rule).map(|c| (c.status, c.reason.clone())).collect();
            silent.push(format!("{}: {:?} fails {broken:?}, and the rule itself is {own:?}", example.rule, example.edit));
        }
        failed.extend(broken.into_iter().map(str::to_owned));
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    let excused = |id: &str| EXCEPTIONS.iter().chain(&NEVER_FAIL).any(|(rule, _)| *rule == id);
    let never: Vec<&str> = rule::all().iter().map(|r| r.id.as_str()).filter(|id| !failed.contains(*id) && !excused(id)).collect();
    assert!(never.is_empty(), "no example lets these fail: {never:?}");
}

#[test]
fn every_rule_passes_where_it_holds() {
    let mut bases = Bases::default();
    let passed: BTreeSet<&str> = bases
        .all()
        .into_iter()
        .flat_map(|checks| checks.into_iter().filter(|c| matches!(c.status, Status::Pass | Status::Rounding)).map(|c| c.rule))
        .collect();
    let excused = |id: &str| EXCEPTIONS.iter().any(|(rule, _)| *rule == id);
    let never: Vec<&str> = rule::all().iter().map(|r| r.id.as_str()).filter(|id| !passed.contains(id) && !excused(id)).collect();
    assert!(never.is_empty(), "no document lets these pass: {never:?}");
}

/// What is not there is no breach: a rule on tables does not apply to a disclosure without its tables.
#[test]
fn every_rule_on_tables_knows_where_it_does_not_apply() {
    let mut bases = Bases::default();
    let silent = |checks: &[Check]| -> BTreeSet<&'static str> {
        let of = |status| checks.iter().filter(move |c| c.status == status).map(|c| c.rule).collect::<BTreeSet<_>>();
        &of(Status::NotApplicable) - &of(Status::Fail)
    };
    let without: BTreeSet<&str> = examples::TEXTS.iter().flat_map(|name| silent(&bases.get(name).0.checks)).collect();
    let on_tables = rule::all().iter().filter(|r| matches!(r.group.as_str(), "balance" | "row" | "hierarchy" | "cross"));
    let always: Vec<&str> = on_tables.map(|r| r.id.as_str()).filter(|id| !without.contains(id)).collect();
    assert!(always.is_empty(), "{always:?}");
}

#[test]
fn no_base_breaks_a_rule_but_the_one_that_is_said_of_it() {
    let mut bases = Bases::default();
    for name in examples::TEXTS {
        let (document, _) = bases.get(name);
        let wrong: Vec<_> = document.findings.iter().filter(|f| f.severity > gongkai::diagnostic::Severity::Info).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

/// DOC-07 asks only where the tier of the place is known, and invented places have none: it is given here.
#[test]
fn the_glossary_is_of_the_tier() {
    let text = examples::text("liuan").expect("a text");
    let status = |text: &str| {
        let (mut document, outline) = of_text(text);
        if let Some(disclosure) = &mut document.disclosure {
            disclosure.division.county = Some("柳岸县");
        }
        let checks = checked(&document, outline);
        checks.iter().filter(|c| c.rule == "DOC-07").map(|c| c.status).max()
    };
    assert_eq!(status(&text), Some(Status::Pass));
    assert_eq!(status(&text.replace("指县级财政", "指市直部门从县级财政")), Some(Status::Fail));
    assert_eq!(status(include_str!("../../made/split.txt")), Some(Status::NotApplicable));
}

/// Documents that are altered, by name.
#[derive(Default)]
struct Bases {
    read: BTreeMap<String, (Extraction, Outline)>,
}

impl Bases {
    /// A base, and its outline with the printed tables, which the chain drops once they are read.
    fn get(&mut self, name: &str) -> &(Extraction, Outline) {
        self.read.entry(name.to_owned()).or_insert_with(|| match examples::text(name) {
            Some(text) => of_text(&text),
            None => read(source::read(&common::document(name)).expect("a document")),
        })
    }

    fn altered(&mut self, example: &Example) -> Vec<Check> {
        let (base, outline) = self.get(example.base);
        match example.edit {
            Edit::AsIs => base.checks.clone(),
            Edit::Text(from, to) => {
                let text = examples::text(example.base).expect("a text");
                assert_eq!(text.matches(from).count(), 1, "{}: {from}", example.rule);
                of_text(&text.replace(from, to)).0.checks
            }
            Edit::Form(changes) => {
                let form = changes.iter().fold(examples::FORM.to_owned(), |form, (from, to)| form.replace(from, to));
                of_text(&format!("{}\n{form}", examples::text(example.base).expect("a text"))).0.checks
            }
            Edit::More(more) => of_text(&format!("{}\n{more}", examples::text(example.base).expect("a text"))).0.checks,
            Edit::Cell(title, from, to) => checked(base, with_cell(outline, title, from, to)),
        }
    }

    /// The checks of every base, and of the corpus.
    fn all(&mut self) -> Vec<Vec<Check>> {
        let stems: Vec<String> = common::corpus().iter().map(|p| common::stem_of(p)).collect();
        let names = examples::TEXTS.iter().map(|t| (*t).to_owned()).chain(stems);
        names.map(|name| self.get(&name).0.checks.clone()).collect()
    }
}

fn of_text(text: &str) -> (Extraction, Outline) {
    read(Source::new(Path::new("柳岸.txt"), text.as_bytes().to_vec()))
}

fn read(source: Source) -> (Extraction, Outline) {
    match open(source, Pages::Dropped) {
        Ok(opened) => {
            let (outline, _) = outline::outline(opened.sheets.clone());
            (understand(opened), outline)
        }
        Err(ended) => (*ended, Outline::default()),
    }
}

/// The first cell with a text, in the table whose title holds some words, with another text.
fn with_cell(outline: &Outline, title: &str, from: &str, to: &str) -> Outline {
    let mut outline = outline.clone();
    let of_title = |t: &&mut gongkai::outline::PrintedTable| t.caption.title.as_deref().is_some_and(|t| t.contains(title));
    let mut cells = outline.tables.iter_mut().filter(of_title).flat_map(|t| &mut t.rows).flat_map(|r| &mut r.cells);
    let cell = cells.find(|c| c.text == from).unwrap_or_else(|| panic!("no {from} in {title}"));
    to.clone_into(&mut cell.text);
    outline
}

fn checked(document: &Extraction, mut outline: Outline) -> Vec<Check> {
    let disclosure = document.disclosure.as_ref().expect("a disclosure");
    let (content, diagnostics) = content::read(&mut outline, disclosure);
    let (records, _) = record::read(&content, disclosure);
    check::run(&Document { outline: &outline, disclosure, content: &content, records: &records, diagnostics: &diagnostics })
        .checks
}
