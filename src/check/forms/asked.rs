//! What all rules on forms ask of a form, and how they tell it.

use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::content::{Form, Fund, FundMeasure, Horizon};
use crate::diagnostic::Severity;
use crate::place::Place;

/// Forms that repeat no other.
pub(super) fn distinct<'d>(document: &Document<'d>) -> impl Iterator<Item = &'d Form> {
    document.content.forms.iter().filter(|f| f.duplicate_of.is_none())
}

/// The name of the project of a form, else its title, without blanks.
pub(super) fn name(form: &Form) -> String {
    let printed = form.project_name.as_ref().map(|p| p.text.as_str()).or(form.title.as_deref());
    printed.map(crate::grammar::squeeze).unwrap_or_default()
}

/// Where a form begins.
pub(super) fn place(form: &Form) -> Place {
    form.project_name.as_ref().map_or_else(|| Place::page(form.pages.first().copied().unwrap_or(1)), |p| p.place)
}

/// The value of a field of a form.
pub(super) fn field<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.fields.iter().find(|f| f.name == Some(name)).and_then(|f| f.value.as_deref())
}

/// A field of a form that is filled in, as evidence.
pub(super) fn field_evidence(form: &Form, name: &str) -> Option<Evidence> {
    let field = form.fields.iter().find(|f| f.name == Some(name) && !f.person)?;
    let printed = field.value.clone()?;
    Some(Evidence {
        what: format!("绩效目标表“{}” / {}", self::name(form), field.label),
        printed,
        value: None,
        place: field.place,
    })
}

/// The total of a form's budget for a time.
pub(super) fn total(form: &Form, horizon: Horizon) -> Option<(&Fund, Figure)> {
    let planned = |m: FundMeasure| matches!(m, FundMeasure::Budget | FundMeasure::InitialBudget);
    let is_total = |f: &&Fund| f.source == Some("total") && f.item.is_none() && f.horizon == horizon && planned(f.measure);
    let fund = form.funds.iter().find(is_total)?;
    Some((fund, Figure::of_fund(fund)?))
}

/// A figure of the funds as evidence.
pub(super) fn fund_evidence(form: &Form, fund: &Fund) -> Evidence {
    Evidence {
        what: format!("绩效目标表“{}” / {}", name(form), fund.label),
        printed: fund.printed.clone(),
        value: fund.amount_yuan,
        place: fund.place,
    }
}

/// A form as evidence.
pub(super) fn form_evidence(form: &Form) -> Evidence {
    Evidence { what: "绩效目标表".to_owned(), printed: name(form), value: None, place: place(form) }
}

pub(super) fn finding(rule: &'static str, severity: Severity, zh: String, en: String, evidence: Vec<Evidence>) -> Finding {
    Finding { rule, severity, message: en, message_zh: zh, evidence, ..Finding::default() }
}

/// Keeps a check without figures: it holds or it does not.
pub(super) fn tell(rule: &'static str, holds: bool, evidence: Vec<Evidence>, verdicts: &mut Verdicts) {
    let status = if holds { Status::Pass } else { Status::Fail };
    verdicts.check(Check { evidence, ..Check::of(rule, status) });
}
