//! Stage 6, content and records to checks and findings: what adds up, what does not, and what could not be asked.
//!
//! In: one document, read. Out: one [`Check`] for each rule and place, and a [`Finding`] for what a person should see. A finding
//! never changes a record. A rule that did not run says so; it is not a pass.
//!
//! | file | holds |
//! |---|---|
//! | [`rule`] (`rules.toml`) | every rule: what it says, how bad a breach is, what it needs |
//! | [`figure`] | printed numbers, and how far two of them may lie apart |
//! | `held` | identities that hold, as proofs of their figures |
//! | [`verdicts`] | where the families put what they found |
//! | [`identify()`] | what a finding is called, and which other one it follows from |
//! | `documents` | tables that must be there, titles, units, names, template text |
//! | `forms` | performance forms against themselves, the tables and each other |
//! | `narrative` | the running text against tables, forms and itself |
//! | [`digest()`], [`across()`] | a document in a few figures, and documents of a run against each other |
//! | [`english()`] (`english_units.toml`) | units of English sentences |
//! | `words` (`check_words.toml`) | words by which the rules recognise what they ask about |
//! | `table` | sums and repeated figures of the tables, as identities that are checked alone and together |
//!
//! To keep documents small, places where a rule holds are counted, not listed: one check for each rule, status and table, with
//! [`Check::places`]. Where a rule fails or was refused, each place has a check of its own.

mod across;
mod causes;
mod digest;
mod document;
mod documents;
mod english;
pub mod figure;
mod finding;
mod forms;
mod held;
mod narrative;
pub mod rule;
mod table;
mod unproved;
pub mod verdicts;
mod words;

pub use across::across;
pub use causes::identify;
pub use digest::{Digest, DigestFigure, digest};
pub use document::Document;
pub use english::english;
pub use figure::Figure;
pub use finding::{Check, Evidence, Finding, Report, Status};
pub use held::{Held, Spot};
pub use rule::{Rule, Scope};
pub use unproved::spare_unproved;
pub use verdicts::Verdicts;

use crate::content::disclosure;
use crate::limits::Stop;

/// Rules that are asked together.
struct Family {
    /// The rules it answers for: one that has nothing to say about a document is not applicable there.
    rules: &'static [&'static str],
    /// Asks them.
    ask: fn(&Document<'_>, &mut Verdicts),
}

/// Every family of rules, in the order in which they are asked.
const FAMILIES: &[Family] = &[
    Family { rules: table::RULES, ask: table::ask },
    Family { rules: narrative::RULES, ask: narrative::ask },
    Family { rules: forms::RULES, ask: forms::ask },
    Family { rules: documents::RULES, ask: documents::ask },
];

/// Checks one document against every rule that can apply to one document.
pub fn run(document: &Document<'_>) -> Report {
    run_until(document, &Stop::default())
}

/// The same with a wish to stop, after which no rule is asked any more.
pub fn run_until(document: &Document<'_>, stop: &Stop) -> Report {
    let mut verdicts = Verdicts::until(stop);
    let is_disclosure = document.disclosure.kind != disclosure::Kind::Other;
    if is_disclosure {
        for family in FAMILIES {
            (family.ask)(document, &mut verdicts);
        }
    }
    let lies: Vec<u32> =
        document.diagnostics.iter().filter(|d| d.code == "page.contradicted").filter_map(|d| d.place).map(|p| p.page).collect();
    if !lies.is_empty() {
        verdicts.distrust(&lies, "a font of its page contradicts what the file says of its text");
    }
    for rule in rule::all() {
        if verdicts.speaks_of(&rule.id) {
            continue;
        }
        let asked = FAMILIES.iter().any(|f| f.rules.contains(&rule.id.as_str()));
        let (status, reason) = match rule.scope {
            _ if !is_disclosure => (Status::NotApplicable, "the document is no disclosure of a budget or of final accounts"),
            Scope::Run => (Status::NotApplicable, "the rule compares several documents; see the run"),
            Scope::Document if asked => (Status::NotApplicable, "nothing in this document is what the rule speaks about"),
            Scope::Document => (Status::Refused, "this version does not ask the rule"),
        };
        verdicts.silent(&rule.id, status, reason, Vec::new());
    }
    verdicts.report()
}

/// What the rules find in a text, for the tests of their families.
#[cfg(test)]
fn findings_of(text: &str) -> Vec<Finding> {
    let (sheets, _) = crate::layout::native::lay_out_text(text);
    let (mut outline, _) = crate::outline::outline(sheets);
    let (facts, _) = crate::content::disclosure::read(&outline, &crate::page::Metadata::default());
    let (content, _) = crate::content::read(&mut outline, &facts);
    let (records, _) = crate::record::read(&content, &facts);
    let document = Document { outline: &outline, disclosure: &facts, content: &content, records: &records, diagnostics: &[] };
    run(&document).findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_a_family_is_in_the_list_of_rules() {
        for id in FAMILIES.iter().flat_map(|f| f.rules) {
            assert!(rule::of(id).is_some(), "{id}");
        }
    }
}
