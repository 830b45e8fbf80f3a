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
use crate::content::{Form, Fund, FundMeasure, Goal, Horizon, Indicator};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::{Comparator, amounts_in, squeeze, unit_of};

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    for form in distinct(document) {
        let Some((fund, figure)) = total(form, Horizon::Annual).filter(|(_, f)| !f.value.is_zero()) else { continue };
        let asked = Asked { figure, unit: fund.unit.as_deref(), stands: fund_evidence(form, fund), adjusted: adjusted(form) };
        for indicator in form.indicators.iter().filter(|i| i.horizon == Horizon::Annual) {
            cost(form, indicator, &asked, verdicts);
        }
        for goal in &form.goals {
            promised(form, goal, &asked, verdicts);
        }
    }
}

/// What a form asks for the year.
struct Asked<'f> {
    figure: Figure,
    unit: Option<&'f str>,
    stands: Evidence,
    /// What it was given and spent in the end.
    adjusted: Vec<Figure>,
}

impl Asked<'_> {
    /// An amount in the unit that the form prints.
    fn shown(&self, yuan: Decimal) -> String {
        match self.unit {
            Some("万元") => format!("{}万元", (yuan * Decimal::new(1, 4)).normalize()),
            _ => format!("{}元", yuan.normalize()),
        }
    }
}

/// What the form was given and spent in the end: a target may have been set for that.
fn adjusted(form: &Form) -> Vec<Figure> {
    let later = |f: &&Fund| {
        f.source == Some("total")
            && f.item.is_none()
            && f.horizon == Horizon::Annual
            && matches!(f.measure, FundMeasure::AdjustedBudget | FundMeasure::Executed)
    };
    form.funds.iter().filter(later).filter_map(Figure::of_fund).collect()
}

/// One unit of the last place that the money of an indicator prints: a price or a ceiling may be rounded up.
fn last_place(indicator: &Indicator) -> Option<Decimal> {
    let unit = indicator.target.unit.as_deref()?.split(['(', '（', '/']).next()?;
    Decimal::new(1, indicator.target.value?.scale()).in_yuan(unit_of(unit)?.factor()?)
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

fn cost(form: &Form, indicator: &Indicator, asked: &Asked<'_>, verdicts: &mut Verdicts) {
    let Asked { figure, stands, adjusted, .. } = asked;
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
    let mut times = Decimal::ONE;
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
            times = count;
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
    let up = last_place(indicator).unwrap_or_default() * times;
    let slack = figure.half;
    let is_above = |f: &Figure| product > f.value + slack && product - f.value >= up;
    let is_below = |f: &Figure| product < f.value - slack;
    let all_of = |is: &dyn Fn(&Figure) -> bool| is(figure) && adjusted.iter().all(is);
    let above = least && all_of(&is_above);
    let below = most && all_of(&is_below);
    let holds = !above && !below;
    tell("FRM-08", holds, all.clone(), verdicts);
    let (comes, asks) = (asked.shown(product), asked.shown(figure.value));
    if !holds {
        let (least_zh, least_en) = match (least, most) {
            (true, false) => ("至少", "at least "),
            (false, true) => ("至多", "at most "),
            _ => ("", ""),
        };
        let zh = format!("绩效目标表“{}”{}（{sum}）折合{least_zh}{comes}，与年度资金{asks}不符。", name(form), label(indicator));
        let en = format!(
            "In the form of {} the cost indicator ({sum}) comes to {least_en}{comes}; the form asks for {asks}.",
            name(form)
        );
        verdicts.find(finding("FRM-08", Severity::Warning, zh, en, all));
    } else if product > figure.value + slack && (all.len() > 2 || total) && odd(product, figure.value, total) {
        let zh = format!("绩效目标表“{}”{}（{sum}）上限折合{comes}，高出年度资金{asks}。", name(form), label(indicator));
        let en = format!(
            "In the form of {} the ceiling of the cost indicator ({sum}) comes to {comes}, above the {asks} asked for.",
            name(form)
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
fn promised(form: &Form, goal: &Goal, asked: &Asked<'_>, verdicts: &mut Verdicts) {
    let Asked { figure, stands, .. } = asked;
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
        let zh = format!(
            "绩效目标表“{}”目标文字中的金额折合{}，大于所申请资金{}。",
            name(form),
            asked.shown(value),
            asked.shown(figure.value)
        );
        let en = format!(
            "The goal of {} promises {}, more than the {} that the form asks for.",
            name(form),
            asked.shown(value),
            asked.shown(figure.value)
        );
        let mut found = finding("FRM-08", Severity::Warning, zh, en, all);
        found.quote = Some(goal.text.clone());
        verdicts.find(found);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    /// Whether a form that asks for an amount contradicts a cost indicator; an empty value of another indicator shows `/`.
    fn told(rule: &str, asked: &str, (label, cost): (&str, &str)) -> usize {
        let text = format!(
            "溪棠市水务局2025年部门预算\n\n项目支出绩效目标表\n（2025年度）\n项目名称\t河道清淤\t\t\n主管部门\t溪棠市水务局\t实施单位\t溪棠市水务局\n\
             项目资金（万元）\t年度资金总额\t{asked}\t\n\t其中：财政拨款\t{asked}\t\n年度总体目标\t完成河道清淤。\t\t\n\
             一级指标\t二级指标\t三级指标\t指标值\n成本指标\t经济成本指标\t{label}\t{cost}\n效益指标\t经济效益指标\t/\t/\n\
             满意度指标\t服务对象满意度\t群众满意度\t≥95%\n"
        );
        findings_of(&text).into_iter().filter(|f| f.rule == rule).count()
    }

    #[test]
    fn a_cost_may_be_rounded_up() {
        assert_eq!(told("FRM-08", "233.203199", ("清淤成本", "233.21万元")), 0);
        assert_eq!(told("FRM-08", "233.203199", ("清淤成本", "233.22万元")), 1);
    }

    #[test]
    fn a_ceiling_of_all_money_is_not_below_what_is_asked_for() {
        assert_eq!(told("FRM-08", "202.17", ("财政投入总数", "≤184.94万元")), 1);
        assert_eq!(told("FRM-08", "202.17", ("财政投入总数", "≤202.17万元")), 0);
        assert_eq!(told("FRM-08", "202.17", ("清淤设备成本", "≤184.94万元")), 0);
    }

    #[test]
    fn a_stroke_for_no_indicator_is_filled_in() {
        assert_eq!(told("FRM-09", "202.17", ("清淤成本", "≤202.17万元")), 0);
        assert_eq!(told("FRM-09", "202.17", ("清淤成本", "≤XX万元")), 1);
    }
}
