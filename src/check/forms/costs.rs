//! Cost indicators and goals against the form's own amount (FRM-08): unit cost times quantity, cost of a year times years, money in
//! the text of a goal.

use super::asked::{distinct, finding, fund_evidence, name, tell, total};
use super::funds;
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::is_slip;
use crate::check::finding::Evidence;
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::{Form, Goal, Horizon, Indicator};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::{Comparator, amounts_in, squeeze, unit_of};

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    for form in distinct(document) {
        let Some((fund, figure)) = total(form, Horizon::Annual).filter(|(_, f)| !f.value.is_zero()) else { continue };
        let stands = fund_evidence(form, fund);
        for indicator in form.indicators.iter().filter(|i| i.horizon == Horizon::Annual) {
            cost(form, indicator, figure, &stands, verdicts);
        }
        for goal in &form.goals {
            promised(form, goal, figure, &stands, verdicts);
        }
    }
}

/// What a cost indicator is per: nothing, a year, or a thing.
enum Per {
    Whole,
    Year,
    Thing(String),
}

/// The money of an indicator in yuan, and what it is per: `≤0.85万元/条`, `98400元/套`.
fn money(indicator: &Indicator) -> Option<(Decimal, Per)> {
    let unit = indicator.target.unit.as_deref()?;
    let unit = unit.split(['(', '（']).next().unwrap_or(unit);
    let (money, per) = unit.split_once('/').map_or((unit, None), |(m, p)| (m, Some(p)));
    let factor = unit_of(money).filter(|u| squeeze(money) == u.printed())?.factor()?;
    let value = indicator.target.value?.in_yuan(factor)?;
    let per = match per {
        None => Per::Whole,
        Some("年" | "年度") => Per::Year,
        Some(thing) => Per::Thing(thing.to_owned()),
    };
    indicator.target.upper.is_none().then_some((value, per))
}

/// Whether an indicator is one of cost, by its own or its parent's name.
fn is_cost(indicator: &Indicator) -> bool {
    [&indicator.level1, &indicator.level2, &indicator.level3].into_iter().flatten().any(|l| l.contains("成本"))
}

fn label(indicator: &Indicator) -> String {
    squeeze(indicator.cut_from.as_deref().or(indicator.level3.as_deref()).or(indicator.level2.as_deref()).unwrap_or("成本指标"))
}

fn evidence(indicator: &Indicator) -> Evidence {
    Evidence { what: label(indicator), printed: indicator.printed.clone(), value: indicator.target.value, place: indicator.place }
}

/// Whether a label names the price of one thing, of which there may be many: 单车补贴标准, 人均培训成本.
fn is_price(label: &str) -> bool {
    (label.starts_with('单') && !label.starts_with("单位")) || CHECK_WORDS.forms.prices.iter().any(|word| label.contains(word))
}

/// At least, at most, exactly.
fn bounds(indicator: &Indicator) -> (bool, bool) {
    match indicator.target.comparator {
        Some(Comparator::GreaterOrEqual | Comparator::Greater) => (true, false),
        Some(Comparator::LessOrEqual | Comparator::Less) => (false, true),
        _ => (true, true),
    }
}

/// Whether a ceiling is oddly high: by a tenth, or for the whole cost by what looks like a slip.
fn odd(product: Decimal, figure: Decimal, total: bool) -> bool {
    let slip = || is_slip(&product.round_dp(2).normalize().to_string(), &figure.round_dp(2).normalize().to_string());
    product * Decimal::from(10) > figure * Decimal::from(11) || total && slip()
}

fn cost(form: &Form, indicator: &Indicator, figure: Figure, stands: &Evidence, verdicts: &mut Verdicts) {
    if !is_cost(indicator) {
        return;
    }
    let Some((each, per)) = money(indicator) else { return };
    let (bounded_below, bounded_above) = bounds(indicator);
    let mut all = vec![evidence(indicator), stands.clone()];
    let alone = form.indicators.iter().filter(|i| i.horizon == indicator.horizon && is_cost(i)).count() == 1;
    // A cost named as one of several may be smaller than the whole; none may be larger.
    let total = matches!(per, Per::Whole)
        && alone
        && (CHECK_WORDS.forms.whole_costs.iter().any(|w| label(indicator).contains(w)) || label(indicator) == "项目成本");
    let (product, least, most, sum) = match per {
        Per::Whole => (each, bounded_below, bounded_above && total, indicator.printed.clone()),
        Per::Year => {
            let single = alone && !is_price(&label(indicator)) && funds::years(form).is_none_or(|y| y == Decimal::ONE);
            (each, bounded_below, bounded_above && single, format!("{}×1年", indicator.printed))
        }
        Per::Thing(thing) => {
            let Some(quantity) = quantity_of(form, indicator, &thing) else { return };
            let Some(count) = quantity.target.value else { return };
            all.insert(1, evidence(quantity));
            let (more, fewer) = bounds(quantity);
            let product = each * count;
            // A ceiling for each and a floor for how many bound nothing, nor do a floor and a ceiling.
            if !(bounded_below && more || bounded_above && fewer) {
                return;
            }
            // A price for each day or month is for many of them, and one cost of several is not the whole.
            let once = alone && !CHECK_WORDS.forms.repeated.iter().any(|w| label(indicator).contains(w));
            (
                product,
                bounded_below && more,
                bounded_above && fewer && once,
                format!("{}×{}", indicator.printed, quantity.printed),
            )
        }
    };
    let slack = figure.half;
    let above = least && product > figure.value + slack;
    let below = most && product < figure.value - slack;
    let holds = !above && !below;
    tell("FRM-08", holds, all.clone(), verdicts);
    let yuan = product.normalize();
    if !holds {
        let (least_zh, least_en) = match (least, most) {
            (true, false) => ("至少", "at least "),
            (false, true) => ("至多", "at most "),
            _ => ("", ""),
        };
        let zh = format!(
            "绩效目标表“{}”{}（{sum}）折合{least_zh}{yuan}元，与年度资金{}不符。",
            name(form),
            label(indicator),
            stands.printed
        );
        let en = format!(
            "In the form of {} the cost indicator ({sum}) comes to {least_en}{yuan} yuan; the form asks for {}.",
            name(form),
            stands.printed
        );
        verdicts.find(finding("FRM-08", Severity::Warning, zh, en, all));
    } else if product > figure.value + slack && (all.len() > 2 || total) && odd(product, figure.value, total) {
        let zh =
            format!("绩效目标表“{}”{}（{sum}）上限折合{yuan}元，高出年度资金{}。", name(form), label(indicator), stands.printed);
        let en = format!(
            "In the form of {} the ceiling of the cost indicator ({sum}) comes to {yuan} yuan, above the {} asked for.",
            name(form),
            stands.printed
        );
        verdicts.find(finding("FRM-08", Severity::Info, zh, en, all));
    }
}

/// The one quantity of a form that is counted in the same things.
fn quantity_of<'f>(form: &'f Form, cost: &Indicator, thing: &str) -> Option<&'f Indicator> {
    let counted = |i: &&Indicator| {
        let unit = i.target.unit.as_deref().unwrap_or_default();
        let unit = unit.split(['(', '（']).next().unwrap_or(unit);
        i.horizon == cost.horizon && !is_cost(i) && unit == thing && i.target.value.is_some()
    };
    let mut found = form.indicators.iter().filter(counted);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// A goal that promises more money than the form asks for: `给予60万元奖励` beside 500,000 元.
fn promised(form: &Form, goal: &Goal, figure: Figure, stands: &Evidence, verdicts: &mut Verdicts) {
    let words = &CHECK_WORDS.forms.given;
    let period = total(form, Horizon::Period).map_or(figure.value, |(_, f)| f.value);
    let most = figure.value.max(period);
    let mut said = amounts_in(&goal.text).into_iter().filter_map(|(range, amount)| {
        let after = squeeze(goal.text.get(range.end..)?);
        let factor = if after.starts_with('万') && !after.starts_with("万人") && !after.starts_with("万亩") {
            Decimal::from(10_000)
        } else if after.starts_with('元') {
            Decimal::ONE
        } else {
            return None;
        };
        let money = after.starts_with("万元")
            || after.starts_with('元')
            || words.iter().any(|w| after.chars().take(6).collect::<String>().contains(w));
        let given = words.iter().any(|w| goal.text.contains(w));
        (money && given).then_some((goal.text.get(range)?.to_owned(), amount.value.in_yuan(factor)?))
    });
    let (Some((printed, value)), None) = (said.next(), said.next()) else { return };
    let mentioned = Evidence { what: "总体目标".to_owned(), printed, value: Some(value.normalize()), place: goal.place };
    let all = vec![mentioned, stands.clone()];
    let holds = value <= most + figure.half;
    tell("FRM-08", holds, all.clone(), verdicts);
    if !holds {
        let zh =
            format!("绩效目标表“{}”目标文字中的金额折合{}元，大于所申请资金{}。", name(form), value.normalize(), stands.printed);
        let en = format!(
            "The goal of {} promises {} yuan, more than the {} that the form asks for.",
            name(form),
            value.normalize(),
            stands.printed
        );
        let mut found = finding("FRM-08", Severity::Warning, zh, en, all);
        found.quote = Some(goal.text.clone());
        verdicts.find(found);
    }
}
