//! Performance forms against themselves, the tables and each other.
//!
//! | file | asks |
//! |---|---|
//! | `funds` | whether sources make up the total, years the period, and forms the table of projects |
//! | `costs` | whether cost indicators and goals fit the form's own amount |
//! | `fields` | what is blank, left from a template, doubled, repeated or dated oddly |
//! | `evaluation` | whether rates and scores of self-evaluations follow from their figures |

mod costs;
mod evaluation;
mod fields;
mod funds;

use super::{Document, Evidence, Figure, Finding, Status, Verdicts};
use crate::content::{Form, Fund, FundMeasure, Horizon};
use crate::diagnostic::Severity;
use crate::place::Place;

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
    costs::ask(document, verdicts);
    fields::ask(document, verdicts);
    evaluation::ask(document, verdicts);
}

/// Forms that repeat no other.
fn distinct<'d>(document: &Document<'d>) -> impl Iterator<Item = &'d Form> {
    document.content.forms.iter().filter(|f| f.duplicate_of.is_none())
}

/// The name of the project of a form, without blanks.
fn name(form: &Form) -> String {
    form.project_name.as_ref().map(|p| crate::grammar::squeeze(&p.text)).unwrap_or_default()
}

/// Where a form begins.
fn place(form: &Form) -> Place {
    form.project_name.as_ref().map_or_else(|| Place::page(form.pages.first().copied().unwrap_or(1)), |p| p.place)
}

/// The value of a field of a form.
fn field<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.fields.iter().find(|f| f.name == Some(name)).and_then(|f| f.value.as_deref())
}

/// The total of a form's budget for a time.
fn total(form: &Form, horizon: Horizon) -> Option<(&Fund, Figure)> {
    let planned = |m: FundMeasure| matches!(m, FundMeasure::Budget | FundMeasure::InitialBudget);
    let is_total = |f: &&Fund| f.source == Some("total") && f.item.is_none() && f.horizon == horizon && planned(f.measure);
    let fund = form.funds.iter().find(is_total)?;
    Some((fund, Figure::of_fund(fund)?))
}

/// A figure of the funds as evidence.
fn fund_evidence(form: &Form, fund: &Fund) -> Evidence {
    Evidence {
        what: format!("绩效目标表“{}” / {}", name(form), fund.label),
        printed: fund.printed.clone(),
        value: fund.amount_yuan,
        place: fund.place,
    }
}

/// A form as evidence.
fn form_evidence(form: &Form) -> Evidence {
    Evidence { what: "绩效目标表".to_owned(), printed: name(form), value: None, place: place(form) }
}

fn finding(rule: &'static str, severity: Severity, zh: String, en: String, evidence: Vec<Evidence>) -> Finding {
    Finding { rule, severity, message: en, message_zh: zh, evidence, quote: None, repair: None }
}

/// Keeps a check without figures: it holds or it does not.
fn tell(rule: &'static str, holds: bool, evidence: Vec<Evidence>, verdicts: &mut Verdicts) {
    let status = if holds { Status::Pass } else { Status::Fail };
    verdicts.check(super::Check { evidence, ..super::Check::of(rule, status) });
}
