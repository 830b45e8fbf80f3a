//! Self-evaluations of final accounts (FRM-16): the rate is spent over budgeted, the score of the funds is their weight times it.

use super::asked::{distinct, finding, fund_evidence, name};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, Comparison};
use crate::check::finding::Evidence;
use crate::check::verdicts::Verdicts;
use crate::content::{Form, Fund, FundMeasure, Phase};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    for form in distinct(document).filter(|f| f.phase == Phase::SelfEvaluation) {
        let of = |measure| form.funds.iter().find(|f| f.source == Some("total") && f.item.is_none() && f.measure == measure);
        rate(form, of(FundMeasure::AdjustedBudget), of(FundMeasure::Executed), of(FundMeasure::ExecutionRate), verdicts);
        total_score(form, of(FundMeasure::Weight), of(FundMeasure::Score), verdicts);
        score(form, of(FundMeasure::Weight), of(FundMeasure::ExecutionRate), of(FundMeasure::Score), verdicts);
    }
}

fn rate(form: &Form, budget: Option<&Fund>, spent: Option<&Fund>, rate: Option<&Fund>, verdicts: &mut Verdicts) {
    let (Some(budget), Some(spent), Some(rate)) = (budget, spent, rate) else { return };
    let (Some(planned), Some(done), Some(value)) = (Figure::of_fund(budget), Figure::of_fund(spent), rate.value) else { return };
    let (low, high) = (planned.value - planned.half, planned.value + planned.half);
    if low <= Decimal::ZERO {
        return;
    }
    let percents = || {
        let (least, most) = ((done.value - done.half).percent_of(high)?, (done.value + done.half).percent_of(low)?);
        Some((least, most, done.value.percent_of(planned.value)?.round_dp(4)))
    };
    let Some((least, most, right)) = percents() else { return };
    let (hundred, slack) = (Decimal::ONE_HUNDRED, Decimal::new(1, value.scale()));
    // A sheet may print the rate as a share of one.
    let fits = |v: Decimal, slack: Decimal| v + slack >= least && v - slack <= most;
    let holds =
        fits(value, slack) || (!rate.printed.contains('%') && value <= Decimal::ONE && fits(value * hundred, slack * hundred));
    let agreement = if holds { Agreement::Exact } else { Agreement::Differ };
    let compared = Comparison { left: value, right, difference: value - right, tolerance: slack, agreement };
    let evidence = [rate, spent, budget].map(|f| fund_evidence(form, f)).to_vec();
    verdicts.compared("FRM-16", &compared, evidence.clone());
    if !holds {
        let shown = right.round_dp(value.scale().max(2)).normalize();
        let zh = format!(
            "绩效自评表“{}”执行率应为{shown}%（{}/{}），表中为{}。",
            name(form),
            spent.printed,
            budget.printed,
            rate.printed
        );
        let en = format!(
            "In the self-evaluation of {} the rate is {shown}% ({} of {}), the form prints {}.",
            name(form),
            spent.printed,
            budget.printed,
            rate.printed
        );
        verdicts.find(finding("FRM-16", Severity::Error, zh, en, evidence));
    }
}

/// The whole score is that of the funds and of all indicators, where each has one.
fn total_score(form: &Form, weight: Option<&Fund>, funds: Option<&Fund>, verdicts: &mut Verdicts) {
    let Some(total) = form.fields.iter().find(|f| f.name == Some("total_score")) else { return };
    let Some(value) = total.value.as_deref().and_then(|v| v.trim().trim_end_matches('分').parse::<Decimal>().ok()) else {
        return;
    };
    let scores: Option<Vec<Decimal>> = form.indicators.iter().map(|i| i.score).collect();
    let (Some(scores), Some(own)) = (scores.filter(|s| s.len() > 2), funds.and_then(|f| f.value)) else { return };
    let Some(most) = weight.and_then(|f| f.value) else { return };
    let weights: Option<Vec<Decimal>> = form.indicators.iter().map(|i| i.weight).collect();
    let of_all: Decimal = weights.unwrap_or_default().into_iter().sum::<Decimal>() + most;
    // Where the weights do not make a hundred, rows of the form were not read.
    if of_all != Decimal::ONE_HUNDRED {
        return;
    }
    let of_indicators: Decimal = scores.into_iter().sum();
    let sum = of_indicators + own;
    let slack = Decimal::new(1, value.scale());
    // 总分 90 of 90: the row below the indicators is theirs alone (西安).
    let holds = (value - sum).abs() <= slack || value == of_indicators;
    let agreement = if holds { Agreement::Exact } else { Agreement::Differ };
    let compared = Comparison { left: value, right: sum, difference: value - sum, tolerance: slack, agreement };
    let printed = total.value.clone().unwrap_or_default();
    let mut evidence =
        vec![Evidence {
            what: format!("绩效自评表“{}” / 总分", name(form)), printed, value: Some(value), place: total.place
        }];
    evidence.extend(funds.map(|f| fund_evidence(form, f)));
    verdicts.compared("FRM-16", &compared, evidence.clone());
    if agreement == Agreement::Differ {
        let (sum, stated) = (sum.normalize(), value.normalize());
        let zh = format!("绩效自评表“{}”总分为{stated}，各项得分之和为{sum}。", name(form));
        let en = format!("The self-evaluation of {} has a whole score of {stated}; its scores make {sum}.", name(form));
        verdicts.find(finding("FRM-16", Severity::Error, zh, en, evidence));
    }
}

/// The score of the funds is never more than their weight, and with nothing spent over the budget it is the weight times the rate.
fn score(form: &Form, weight: Option<&Fund>, rate: Option<&Fund>, score: Option<&Fund>, verdicts: &mut Verdicts) {
    let (Some(weight), Some(score)) = (weight, score) else { return };
    let (Some(most), Some(given)) = (weight.value, score.value) else { return };
    let mut evidence = vec![fund_evidence(form, weight), fund_evidence(form, score)];
    evidence.extend(rate.map(|r| fund_evidence(form, r)));
    let agreement = if given <= most { Agreement::Exact } else { Agreement::Differ };
    let compared = Comparison { left: given, right: most, difference: given - most, tolerance: Decimal::ZERO, agreement };
    verdicts.compared("FRM-16", &compared, evidence.clone());
    if given > most {
        let zh = format!("绩效自评表“{}”资金得分{}大于分值{}。", name(form), score.printed, weight.printed);
        let en = format!("The self-evaluation of {} scores its funds {} out of {}.", name(form), score.printed, weight.printed);
        verdicts.find(finding("FRM-16", Severity::Error, zh, en, evidence));
    }
}
