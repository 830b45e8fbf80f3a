//! Self-evaluations of final accounts (FRM-16): the rate is spent over budgeted, the score of the funds is their weight times it.

use super::asked::{distinct, finding, fund_evidence, name};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, Comparison};
use crate::check::finding::Evidence;
use crate::check::verdicts::Verdicts;
use crate::content::form::Subject as FormSubject;
use crate::content::{Form, Fund, FundMeasure, Horizon, Indicator, Phase};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use std::collections::BTreeSet;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    for form in distinct(document) {
        weights(form, verdicts);
    }
    unlike_others(document, verdicts);
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

/// Weights make a hundred more than this only where rows of two forms were read as one.
const TOO_MANY: u32 = 40;

/// The weights of all indicators and of the funds make a hundred. Less of it may be rows that were not read; more is wrong.
fn weights(form: &Form, verdicts: &mut Verdicts) {
    let funds = form.funds.iter().find(|f| f.source == Some("total") && f.item.is_none() && f.measure == FundMeasure::Weight);
    let weighted: Vec<_> = form.indicators.iter().filter_map(|i| Some((i, i.weight?))).collect();
    let names: BTreeSet<_> = form.indicators.iter().map(|i| (i.level3.as_deref(), i.printed.as_str())).collect();
    let horizons: BTreeSet<bool> = form.indicators.iter().map(|i| i.horizon == Horizon::Period).collect();
    let Some(own) = funds.and_then(|f| f.value) else { return };
    if weighted.len() < 3 || weighted.len() != form.indicators.len() || names.len() != weighted.len() || horizons.len() > 1 {
        return;
    }
    let sum: Decimal = weighted.iter().map(|(_, w)| *w).sum();
    let all = sum + own;
    let of_rate: Decimal =
        weighted.iter().filter(|(i, _)| i.level3.as_deref().is_some_and(|l| l.contains("执行率"))).map(|w| w.1).sum();
    let hundred = Decimal::ONE_HUNDRED;
    let holds = [all, sum, all - of_rate].contains(&hundred);
    if !holds && (all < hundred || all > hundred + Decimal::from(TOO_MANY)) {
        return;
    }
    let mut evidence: Vec<Evidence> =
        weighted.iter().map(|(indicator, weight)| weight_evidence(form, indicator, *weight)).collect();
    evidence.extend(funds.map(|f| fund_evidence(form, f)));
    let agreement = if holds { Agreement::Exact } else { Agreement::Differ };
    let compared = Comparison { left: all, right: hundred, difference: all - hundred, tolerance: Decimal::ZERO, agreement };
    verdicts.compared("FRM-16", &compared, evidence.clone());
    if !holds {
        let (sum, own) = (sum.normalize(), own.normalize());
        let zh = format!("绩效表“{}”各指标分值之和为{sum}，加资金分值{own}不等于100。", name(form));
        let en = format!(
            "In the form of {} the weights of the indicators make {sum}; with {own} for the funds that is not 100.",
            name(form)
        );
        verdicts.find(finding("FRM-16", Severity::Error, zh, en, evidence));
    }
}

/// So many forms have the same sum of weights where one that has more is odd.
const ALIKE: usize = 3;

/// The weights of the indicators of a form, where each has one and none is read twice.
fn sum_of_weights(form: &Form) -> Option<Decimal> {
    let names: BTreeSet<_> = form.indicators.iter().map(|i| (i.level3.as_deref(), i.printed.as_str())).collect();
    let horizons: BTreeSet<bool> = form.indicators.iter().map(|i| i.horizon == Horizon::Period).collect();
    let weights: Option<Vec<Decimal>> = form.indicators.iter().map(|i| i.weight).collect();
    let weights = weights.filter(|w| w.len() > 2 && names.len() == w.len() && horizons.len() == 1)?;
    Some(weights.into_iter().sum())
}

/// Where the forms print no weight of the funds, the weights of all make the same: 90 or 100. One that makes more is wrong; less of it
/// may be rows that were not read.
fn unlike_others(document: &Document<'_>, verdicts: &mut Verdicts) {
    let funds = |form: &Form| form.funds.iter().any(|f| f.measure == FundMeasure::Weight && f.value.is_some());
    // The form of a whole department has weights of its own.
    let of_project = |form: &&Form| form.subject != FormSubject::Department && !funds(form);
    let sums: Vec<(&Form, Decimal)> =
        distinct(document).filter(of_project).filter_map(|f| Some((f, sum_of_weights(f)?))).collect();
    let Some(usual) =
        [Decimal::from(90), Decimal::ONE_HUNDRED].into_iter().max_by_key(|u| sums.iter().filter(|s| s.1 == *u).count())
    else {
        return;
    };
    let alike = sums.iter().filter(|s| s.1 == usual).count();
    let odd: Vec<&(&Form, Decimal)> = sums.iter().filter(|s| s.1 != usual).collect();
    let most = usual + Decimal::from(TOO_MANY);
    let [(form, sum)] = odd[..] else { return };
    if alike < ALIKE || *sum < usual || *sum > most {
        return;
    }
    let evidence: Vec<Evidence> = form.indicators.iter().filter_map(|i| Some(weight_evidence(form, i, i.weight?))).collect();
    let compared =
        Comparison { left: *sum, right: usual, difference: *sum - usual, tolerance: Decimal::ZERO, agreement: Agreement::Differ };
    verdicts.compared("FRM-16", &compared, evidence.clone());
    let (sum, usual) = (sum.normalize(), usual.normalize());
    let zh = format!("绩效表“{}”各指标分值之和为{sum}，其余{alike}份均为{usual}。", name(form));
    let en = format!(
        "In the form of {} the weights of the indicators make {sum}; in all other {alike} they make {usual}.",
        name(form)
    );
    verdicts.find(finding("FRM-16", Severity::Warning, zh, en, evidence));
}

fn weight_evidence(form: &Form, indicator: &Indicator, weight: Decimal) -> Evidence {
    Evidence {
        what: format!("绩效表“{}” / {} / 分值", name(form), indicator.level3.as_deref().unwrap_or_default()),
        printed: weight.normalize().to_string(),
        value: Some(weight),
        place: indicator.place,
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

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    #[test]
    fn weights_that_make_more_than_a_hundred_are_wrong() {
        let of = |weight: &str| {
            let text = format!(
                "溪棠市水务局2024年度部门决算\n\n项目支出绩效自评表\n项目名称\t水库维修\n主管部门\t溪棠市水务局\n\
                 项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n年度资金总额\t\t50.00\t50.00\t50.00\t10\t100%\t10\n\
                 一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t维修水库数量\t≥2座\t2座\t{weight}\t30\n\
                 产出指标\t质量指标\t验收合格率\t≥98%\t98%\t20\t20\n效益指标\t社会效益指标\t供水保障\t明显\t明显\t30\t30\n\
                 满意度指标\t服务对象满意度\t群众满意度\t≥95%\t95%\t10\t10\n"
            );
            findings_of(&text).into_iter().filter(|f| f.rule == "FRM-16").map(|f| f.message).collect::<Vec<_>>()
        };
        assert!(of("30").is_empty(), "{:?}", of("30"));
        assert!(of("35").iter().any(|m| m.contains("is not 100")), "{:?}", of("35"));
    }
}
