//! Does anything leave that says who fills in the forms, and how to reach them? And does anything else stay behind?

use crate::common;

use gongkai::explain::{self, Scope};
use gongkai::extraction::{Pages, extract, open, understand};
use gongkai::output::Lines;
use gongkai::output::document::{Origin, SourceFacts, to_json};
use gongkai::source::{self, Source};
use regex::Regex;
use std::path::{Path, PathBuf};

const REDACTED: &str = "[redacted]";

/// What must not stand in any output: mobile numbers, landlines behind a label, identity numbers, addresses of e-mail.
fn leaks() -> Vec<Regex> {
    [
        r"(?:^|[^0-9a-f.])1[3-9][0-9]{9}(?:[^0-9a-f]|$)",
        r"(?:电话|联系方式|手机|传真)[:： ]{0,4}[0-9][0-9\-— ]{6,}",
        r"(?:^|[^0-9.])0[0-9]{2,3}[-－—][0-9]{7,8}(?:[^0-9]|$)",
        r"(?:^|[^0-9a-f])[1-6][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx](?:[^0-9a-f]|$)",
        r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z]",
    ]
    .map(|pattern| Regex::new(pattern).expect("a pattern"))
    .to_vec()
}

#[test]
fn no_contact_leaves_the_corpus() {
    let redacted = outputs_are_clean(&common::corpus());
    // The county text has 经办人 with their numbers: without it the test would show nothing.
    assert!(redacted > 0, "nothing in the corpus had to be taken out");
}

#[test]
fn no_contact_leaves_the_shared_corpus() {
    outputs_are_clean(&common::shared_corpus());
}

/// All that is written or printed of each document; says how many contacts were taken out.
fn outputs_are_clean(documents: &[PathBuf]) -> u64 {
    let leaks = leaks();
    let numbers = Regex::new(r":-?[0-9]+(?:\.[0-9]+)?([,}\]])").expect("a pattern");
    let (mut count, mut wrong) = (0, Vec::new());
    for path in documents {
        let stem = common::stem_of(path);
        for (name, text) in outputs(path) {
            if name == "document" {
                let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                count += document["privacy"]["redacted"].as_u64().expect("a count");
                wrong.extend(lost(&document["records"]).into_iter().map(|what| format!("{stem}: taken out of a record: {what}")));
            }
            // Amounts in yuan may have eleven digits as well; they are numbers of JSON, not texts.
            let text = numbers.replace_all(&text, "$1");
            for leak in &leaks {
                // Shown without the number itself: a failing test is an output as well.
                wrong.extend(leak.find_iter(&text).map(|found| format!("{stem}, {name}, byte {}: {leak}", found.start())));
            }
        }
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    count
}

/// The document, its lines, and every stage as `explain` prints it.
fn outputs(path: &Path) -> Vec<(&'static str, String)> {
    let source = source::read(path).expect("a document");
    let facts = facts(&source);
    let extraction = extract(source);
    let json = to_json(&facts, &extraction, false).expect("a document");
    let lines = Lines::of(&json).expect("lines");
    let mut outputs = vec![("document", text(json)), ("records", text(lines.records)), ("findings", text(lines.findings))];
    if let Ok(opened) = open(source::read(path).expect("a document"), Pages::Kept) {
        outputs.push(("explain pages", explain::pages(&opened.pages, Scope::default())));
        outputs.push(("explain sheets", explain::sheets(&opened.sheets, Scope::default())));
        let understood = understand(opened);
        outputs.push(("explain outline", explain::outline(&understood.outline, Scope::default())));
        outputs.push(("explain content", explain::content(&understood.content, Scope::default())));
    }
    outputs
}

fn facts(source: &Source) -> SourceFacts {
    SourceFacts {
        name: source.name.clone(),
        sha256: source.sha256.clone(),
        media: source.media.label().into(),
        bytes: source.bytes.len(),
        origin: Origin::default(),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// Records speak of money: nothing in them is a contact.
fn lost(records: &serde_json::Value) -> Vec<String> {
    let fields = records.as_array().into_iter().flatten().filter_map(|r| r.as_object()).flatten();
    let texts = fields.filter_map(|(name, value)| Some((name, value.as_str()?)));
    texts.filter(|(_, text)| text.contains(REDACTED)).map(|(name, text)| format!("{name} `{text}`")).collect()
}

#[test]
fn contacts_stay_only_where_they_are_asked_for() {
    let path = common::corpus().into_iter().find(|p| {
        let extraction = extract(source::read(p).expect("a document"));
        extraction.content.forms.iter().any(|f| f.fields.iter().any(|field| field.person && field.value.is_some()))
    });
    let path = path.expect("a document with contacts");
    let source = source::read(&path).expect("a document");
    let facts = facts(&source);
    let extraction = extract(source);
    let kept = text(to_json(&facts, &extraction, true).expect("a document"));
    let taken = text(to_json(&facts, &extraction, false).expect("a document"));
    let persons = extraction.content.forms.iter().flat_map(|f| &f.fields).filter(|field| field.person);
    let values: Vec<&String> = persons.filter_map(|field| field.value.as_ref()).collect();
    assert!(!values.is_empty() && values.iter().all(|value| kept.contains(value.as_str())));
    assert!(taken.contains(REDACTED));
    // Numbers are long enough to be told from anything else that stands in the document.
    let numbers = values.iter().filter(|v| v.chars().filter(char::is_ascii_digit).count() >= 11);
    assert!(numbers.clone().count() > 0 && numbers.clone().all(|number| !taken.contains(number.as_str())));
}
