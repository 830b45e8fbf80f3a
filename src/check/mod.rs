//! Stage 6, content and records to checks and findings: what adds up, what does not, and what could not be asked.
//!
//! In: one document, read. Out: one [`Check`] for each rule and place, and a [`Finding`] for what a person should see. A finding
//! never changes a record. A rule that did not run says so; it is not a pass.
//!
//! | file | holds |
//! |---|---|
//! | [`rule`] (`rules.toml`) | every rule: what it says, how bad a breach is, what it needs |
//! | [`figure`] | printed numbers, and how far two of them may lie apart |
//! | [`verdicts`] | where the families put what they found |
//! | `documents` | tables that must be there, titles, units, names, template text |
//! | `forms` | performance forms against themselves, the tables and each other |
//! | `narrative` | the running text against tables, forms and itself |
//! | [`digest()`], [`across()`] | a document in a few figures, and documents of a run against each other |
//! | `table` | sums and repeated figures of the tables, as identities that are checked alone and together |
//!
//! To keep documents small, places where a rule holds are counted, not listed: one check for each rule, status and table, with
//! [`Check::places`]. Where a rule fails or was refused, each place has a check of its own.

mod across;
mod digest;
mod documents;
pub mod figure;
mod forms;
mod narrative;
pub mod rule;
mod table;
pub mod verdicts;

pub use across::across;
pub use digest::{Digest, DigestFigure, digest};
pub use figure::Figure;
pub use rule::{Rule, Scope};
pub use verdicts::Verdicts;

use crate::content::Content;
use crate::content::disclosure::{self, Disclosure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::outline::Outline;
use crate::place::Place;
use crate::record::Record;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

/// How a rule came out at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds exactly.
    Pass,
    /// It holds within what rounding of the printed figures explains.
    Rounding,
    /// It does not hold.
    Fail,
    /// Nothing here that the rule speaks about, or a precondition of the rule does not hold.
    NotApplicable,
    /// A figure that the rule needs is not printed.
    InsufficientData,
    /// A figure that the rule needs was not read with certainty.
    Refused,
}

/// One figure or text that a check looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What it is, in the words of the document (`B03 支出总表 / 合计 / 基本支出`).
    pub what: String,
    /// As printed.
    pub printed: String,
    /// Exact amount in yuan (or the bare number, for counts and per cents).
    pub value: Option<Decimal>,
    /// Where it stands.
    pub place: Place,
}

/// One rule at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Id of the rule (`ROW-01`).
    pub rule: &'static str,
    /// How it came out.
    pub status: Status,
    /// At how many places it came out so; the figures are those of the first where there are several.
    pub places: usize,
    /// Left side of the rule in yuan (or the bare number, for counts and per cents).
    pub left: Option<Decimal>,
    /// Right side.
    pub right: Option<Decimal>,
    /// Left less right.
    pub difference: Option<Decimal>,
    /// What rounding of the printed figures may make of the difference.
    pub tolerance: Option<Decimal>,
    /// Why it was not applicable, insufficient or refused, in one sentence.
    pub reason: Option<String>,
    /// The figures, or the places where they were looked for.
    pub evidence: Vec<Evidence>,
}

/// What a person should see.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How sure it is that something is wrong, and how bad.
    pub severity: Severity,
    /// One sentence in English, with the figures.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// All figures with their places.
    pub evidence: Vec<Evidence>,
    /// The sentence in question, for narrative rules.
    pub quote: Option<String>,
    /// What would make it right, only when that is provable.
    pub repair: Option<String>,
}

/// One document as the checks see it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    /// Sections, paragraphs, contents.
    pub outline: &'d Outline,
    /// What the document is.
    pub disclosure: &'d Disclosure,
    /// Tables, forms and statements.
    pub content: &'d Content,
    /// One per amount.
    pub records: &'d [Record],
    /// What was not read with certainty so far.
    pub diagnostics: &'d [Diagnostic],
}

/// What came of all rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// By rule, then place.
    pub checks: Vec<Check>,
    /// Worst first.
    pub findings: Vec<Finding>,
}

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
    let mut verdicts = Verdicts::default();
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
