//! Performance forms against themselves, the tables and each other.
//!
//! | file | asks |
//! |---|---|
//! | `funds` | whether sources make up the total, years the period, and all forms name one department |
//! | `listed` | whether forms and the table of projects have the same projects and amounts |
//! | `costs` | whether cost indicators and goals fit the form's own amount |
//! | `fields` | what is blank, left from a template, doubled, repeated or dated oddly |
//! | `units` | whether a form asks for more than all there is, so that its unit is another |
//! | `evaluation` | whether rates and scores of self-evaluations follow from their figures |

mod asked;
mod costs;
mod evaluation;
mod fields;
mod funds;
mod listed;
mod units;

use super::document::Document;
use super::verdicts::Verdicts;

/// The rules that this family answers for.
pub(super) const RULES: &[&str] = &[
    "FRM-01", "FRM-02", "FRM-03", "FRM-04", "FRM-05", "FRM-06", "FRM-07", "FRM-08", "FRM-09", "FRM-10", "FRM-11", "FRM-12",
    "FRM-13", "FRM-14", "FRM-15", "FRM-16",
];

/// Asks all rules about the forms.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    if document.content.forms.is_empty() {
        return;
    }
    funds::ask(document, verdicts);
    listed::ask(document, verdicts);
    costs::ask(document, verdicts);
    fields::ask(document, verdicts);
    evaluation::ask(document, verdicts);
    units::ask(document, verdicts);
}
