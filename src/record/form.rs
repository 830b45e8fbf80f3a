//! Records of performance forms: the amounts of their funds.

use super::amount::{Origin, Phase, Record, SourceYear};
use super::facts::Usual;
use super::refused::too_much;
use super::rows::other_body;
use super::trust::{Backing, Doubt, Trust};
use crate::content::{Direction, Form, Fund, FundMeasure};
use crate::diagnostic::Diagnostic;
use crate::grammar::{Unit, has_too_many_digits, project_name, unit_of};
use arcstr::ArcStr;

/// A source of money that is known backs what its figure is.
fn trust(fund: &Fund) -> Trust {
    let mut trust = Trust::default();
    if fund.source.is_some() {
        trust.back(Backing::Label);
    }
    if fund.amount_yuan.is_none() {
        trust.doubt(Doubt::Unit);
    }
    trust
}

/// One record per figure of money. A form that repeats another, or was read from a table, has none of its own.
pub(super) fn read(index: usize, form: &Form, usual: &Usual, records: &mut Vec<Record>, diagnostics: &mut Vec<Diagnostic>) {
    if !form.counts() {
        return;
    }
    let project: Option<ArcStr> = form.project_name.as_ref().map(|p| project_name(&p.text).into());
    let whose = form.implementing_unit.as_ref().or(form.department.as_ref());
    let whose = whose.and_then(|p| other_body(&p.text, usual));
    let year = form.fiscal_year.or(usual.year);
    for indicator in form.indicators.iter().filter(|i| i.target.value.is_none() && has_too_many_digits(&i.printed)) {
        let message = format!("`{}` has more digits than a number is read with: it is kept as text", indicator.printed);
        diagnostics.push(Diagnostic::warning("record.no_amount", message).at(indicator.place));
    }
    for (at, fund) in form.funds.iter().enumerate() {
        let unit = fund.unit.as_deref().and_then(unit_of);
        if fund.value.is_none() {
            if fund.printed.contains(|c: char| c.is_numeric()) {
                let message = format!("`{}` stands where the form has an amount but is none", fund.printed);
                diagnostics.push(Diagnostic::warning("record.no_amount", message).at(fund.place));
            }
            continue;
        }
        if unit.is_some() && fund.amount_yuan.is_none() {
            diagnostics.push(too_much(&fund.printed, unit, fund.place));
            continue;
        }
        let Some(phase) = phase(fund.measure) else { continue };
        let (fund_source, source_year, expenditure_kind) = source(fund);
        records.push(Record {
            table_index: index,
            row: at,
            fiscal_year: year,
            phase: Some(phase),
            body: whose.clone(),
            project: project.clone(),
            label: fund.item.as_deref().map(ArcStr::from),
            direction: Some(Direction::Expenditure),
            measure: fund.label.as_str().into(),
            meaning: fund.source,
            fund_source,
            source_year,
            expenditure_kind,
            horizon: Some(fund.horizon),
            amount_yuan: fund.amount_yuan,
            unit: unit.map(Unit::printed),
            is_total: fund.source == Some("total") && fund.item.is_none(),
            trust: trust(fund),
            ..Record::bare(Origin::Form, &fund.printed, fund.place)
        });
    }
}

/// What a figure of money is; weights, rates and scores are none.
fn phase(measure: FundMeasure) -> Option<Phase> {
    match measure {
        FundMeasure::Budget => Some(Phase::Requested),
        FundMeasure::InitialBudget => Some(Phase::Approved),
        FundMeasure::AdjustedBudget => Some(Phase::Adjusted),
        FundMeasure::Executed => Some(Phase::Executed),
        FundMeasure::Weight | FundMeasure::ExecutionRate | FundMeasure::Score => None,
    }
}

/// Whose money, of which year, for what: forms mix the three in one list of sources.
fn source(fund: &Fund) -> (Option<&'static str>, Option<SourceYear>, Option<&'static str>) {
    match fund.source {
        None | Some("total") => (None, None, None),
        Some("carryover") => (None, Some(SourceYear::Carryover), None),
        Some("basic") => (None, None, Some("basic")),
        Some("project") => (None, None, Some("project")),
        Some("fiscal") => (Some("fiscal_appropriation"), None, None),
        Some("other") => (Some("other_income"), None, None),
        Some("special_account") => (Some("fiscal_account"), None, None),
        Some("unit_funds") => (Some("own"), None, None),
        Some(
            source @ ("own"
            | "central"
            | "provincial"
            | "local"
            | "general_public_budget"
            | "government_fund"
            | "state_capital"
            | "business_income"
            | "operating_income"
            | "other_income"),
        ) => (Some(source), None, None),
        // 市本级使用资金, 补助区县: who spends it, not where it comes from. The meaning has it.
        Some(_) => (None, None, None),
    }
}
