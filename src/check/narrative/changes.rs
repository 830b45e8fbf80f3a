//! Changes against the amounts beside them (NAR-02, NAR-08, NAR-09): this year less last year is the change, the change over last
//! year the per cent, and 增加 is not said of less.
//!
//! All figures are rounded on their own, so every comparison is one of intervals.

use super::bases::same_base;
use super::breath::{Said, breaths, signed, signed_percent};
use super::ground::Ground;
use super::near;
use super::said::{evidence, finding, is_aside, subject};
use super::scope;
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, Comparison, repeats};
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::content::Statement;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::sentence::Direction;
use std::cell::LazyCell;

/// Why a change that does not follow is no breach.
const FITS_ANOTHER: &str = "the figures fit another amount beside it, so which one the text speaks of is not certain";

/// Asks for every amount whether what is said of it follows.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    // Few documents have a per cent that is wrong.
    let ground = LazyCell::new(|| Ground::of(document));
    for said in breaths(&document.content.statements) {
        if verdicts.are_late() {
            return;
        }
        // 2018年为48.3万元，比2018年年初预算下降…: what is said of another year rests on its own base.
        if said.amount.is_some_and(|(amount, _)| scope::is_of_another_year(document, amount)) {
            continue;
        }
        let statements = &document.content.statements;
        let told = percent(statements, &said, |statement, figure| is_in_doubt(&ground, statement, figure), verdicts);
        difference(statements, &said, verdicts);
        direction(&said, told, verdicts);
        completion(&said, verdicts);
        impossible(statements, &said, verdicts);
    }
}

/// Whether the tables have this item, but nowhere this amount: then the amount may be what is wrong, as with 上海普陀, whose per
/// cent followed from the amount of the table.
fn is_in_doubt(ground: &Ground<'_>, statement: &Statement, figure: Figure) -> bool {
    let code = statement.subject.as_ref().and_then(|s| s.code.as_deref());
    let mut printed = code.into_iter().flat_map(|code| ground.coded(code)).peekable();
    printed.peek().is_some() && printed.all(|p| repeats(figure, p.figure).agreement == Agreement::Differ)
}

/// NAR-02: the per cent is the change over the amount of last year. Tells whether it is not.
fn percent(
    statements: &[Statement],
    said: &Said<'_>,
    in_doubt: impl Fn(&Statement, Figure) -> bool,
    verdicts: &mut Verdicts,
) -> bool {
    let (Some((this, figure)), Some(stated)) = (said.amount, said.percent) else { return false };
    let Some((value, half)) = signed_percent(stated).filter(|_| !figure.value.is_zero()) else { return false };
    // The change is better known than the difference of the amounts, being printed itself.
    let (change, last, used) = match (said.change, said.last()) {
        (Some((change, by)), _) if same_base(change, stated) => {
            let Some(moved) = signed(change, by) else { return false };
            let last = Figure { value: figure.value - moved, half: figure.half + by.half };
            (Figure { value: moved, half: by.half }, last, vec![evidence(this), evidence(change)])
        }
        (None, Some(last)) => {
            let prior = said.prior.map(|p| evidence(p.0)).into_iter();
            let change = Figure { value: figure.value - last.value, half: figure.half + last.half };
            (change, last, std::iter::once(evidence(this)).chain(prior).collect())
        }
        _ => return false,
    };
    let mut all: Vec<Evidence> = vec![evidence(stated)];
    all.extend(used.iter().cloned());
    if last.value - last.half <= Decimal::ZERO {
        verdicts.silent("NAR-02", Status::NotApplicable, "last year's amount is nothing: a per cent of it means nothing", all);
        return false;
    }
    // The base goes with the change: of what is printed, this year's amount and the change, or both years.
    let spread = |f: Figure| [f.value - f.half, f.value + f.half];
    let of_change = |by: Decimal| spread(figure).into_iter().filter_map(move |this| by.percent_of(this - by));
    let of_years = |last: Decimal| spread(figure).into_iter().filter_map(move |this| (this - last).percent_of(last));
    let corners: Vec<Decimal> = match said.change {
        Some(_) => spread(change).into_iter().flat_map(of_change).collect(),
        None => spread(last).into_iter().flat_map(of_years).collect(),
    };
    let corners = corners.into_iter();
    let (least, most) = (corners.clone().min().unwrap_or_default(), corners.max().unwrap_or_default());
    let Some(right) = change.value.percent_of(last.value) else { return false };
    // Some cut digits off instead of rounding: a whole unit of the last place is not worth a word.
    let slack = half + half;
    let holds = value + slack >= least && value - slack <= most;
    let exactly = value + half >= right && value - half <= right;
    let agreement = if exactly {
        Agreement::Exact
    } else if holds {
        Agreement::Rounding
    } else {
        Agreement::Differ
    };
    let right = right.round_dp(4);
    let compared = Comparison { left: value, right, difference: value - right, tolerance: slack, agreement };
    // Half a unit of the last place is rounding, the other half is not: cut off, or a last digit mistaken.
    let trivial = agreement == Agreement::Rounding && (value + half < least || value - half > most);
    let moved = said.change.map(|_| change).or_else(|| said.last().map(|last| Figure { value: last.value, half: last.half }));
    // After a list of parts the change is of the whole: 22.06万元，占1.57%，比上年增加42.66万元，增长3.14%.
    let before = said.change.is_none().then_some(last);
    let of_whole = || near::percent_fits(&near::wholes(statements, this), said.change.map(|_| change), before, (value, half));
    // So it may be in a sentence that begins with 其中: the whole stands in the one before.
    let is_listed = || near::is_part_of_list(this) || this.quote.trim_start().starts_with("其中");
    let fits = || is_listed() && of_whole() || near::percent_fits(&others(statements, this), moved, before, (value, half));
    if (agreement == Agreement::Differ || trivial) && (near::is_torn(this) || fits()) {
        verdicts.silent("NAR-02", Status::NotApplicable, FITS_ANOTHER, all);
        return false;
    }
    verdicts.compared("NAR-02", &compared, all);
    if agreement != Agreement::Differ && !trivial {
        return false;
    }
    let (name, shown) = (subject(this), to_places(right, stated));
    let swapped = !trivial && (value + slack >= -most) && (value - slack <= -least);
    let what = if swapped { "增减方向" } else { "增减百分比" };
    let towards = |value: Decimal| if value.is_sign_negative() { "减少" } else { "增加" };
    let magnitude = shown.trim_start_matches('-');
    let doubt = in_doubt(this, figure);
    // The likely cause, where the figures show it: the change over the amount of this year.
    let of_this = change.value.percent_of(figure.value).is_some_and(|share| (share - value).abs() <= half);
    let why_zh = match (doubt, of_this) {
        (_, true) => "；文中似以本年数为基数计算".to_owned(),
        (true, _) => format!("；表中该项均无{}，也可能是金额有误", this.printed),
        _ => String::new(),
    };
    let why = match (doubt, of_this) {
        (_, true) => "; it is the change over the amount of this year".to_owned(),
        (true, _) => format!("; no table has {} for it, so the amount may be what is wrong", this.printed),
        _ => String::new(),
    };
    let zh = format!(
        "{name}的{what}与金额不符：按所列金额应为{}{magnitude}%，文中为{}{}{why_zh}。",
        towards(right),
        towards(value),
        stated.printed,
    );
    let en = format!(
        "The per cent does not follow from the amounts of {name}: they give {shown}%, the text says {}{}{why}.",
        if value.is_sign_negative() { "-" } else { "" },
        stated.printed,
    );
    let severity = if trivial { Severity::Warning } else { Severity::Error };
    let mut found = finding("NAR-02", severity, stated, zh, en, used);
    found.rule = if swapped { "NAR-09" } else { "NAR-02" };
    if swapped {
        verdicts.compared("NAR-09", &compared, vec![evidence(stated)]);
    }
    found.repair = (!doubt).then(|| format!("{shown}%"));
    // A share of a per cent, and of the figure itself: a last digit.
    let apart = (value - right).abs();
    found.minor = trivial || apart < Decimal::ONE && apart * Decimal::from(50) <= right.abs();
    verdicts.find(found);
    true
}

/// Amounts of the sentence that are not the one it tells of: a per cent of this year's amount is no change.
fn others(statements: &[Statement], this: &Statement) -> Vec<Figure> {
    let own = Figure::of_statement(this);
    near::of_sentence(statements, this).into_iter().filter(|f| Some(*f) != own).collect()
}

/// A per cent with as many decimals as the text gives, one at least: 6.10, not 6.1, beside 5.95.
fn to_places(percent: Decimal, stated: &Statement) -> String {
    let places = stated.value.map_or(2, |v| v.scale().max(1));
    percent.round_dp(places).with_decimals(places).to_string()
}

/// NAR-08: this year less last year is the change.
fn difference(statements: &[Statement], said: &Said<'_>, verdicts: &mut Verdicts) {
    let (Some((this, figure)), Some(last), Some((change, by))) = (said.amount, said.last(), said.change) else { return };
    let (Some((prior, _)), Some(moved)) = (said.prior, signed(change, by)) else { return };
    let moved = Figure { value: moved, half: by.half };
    let compared = crate::check::figure::adds_up(&[figure], &[last, moved]);
    let all = vec![evidence(this), evidence(prior), evidence(change)];
    let fits = || near::difference_fits(&near::amounts(statements, this), figure, last, moved);
    if compared.agreement == Agreement::Differ && (near::is_torn(this) || near::is_torn(prior) || fits()) {
        return verdicts.silent("NAR-08", Status::NotApplicable, FITS_ANOTHER, all);
    }
    verdicts.compared("NAR-08", &compared, all.clone());
    if compared.agreement == Agreement::Differ {
        let name = subject(this);
        let reversed = (figure.value - last.value + moved.value).abs() <= compared.tolerance;
        let rule = if reversed { "NAR-09" } else { "NAR-08" };
        let zh = format!("{name}本年{}、对比数{}，与文中增减额{}不符。", this.printed, prior.printed, change.printed);
        let en = format!(
            "{name} is {} now and was {}; the text gives a change of {}, which does not follow.",
            this.printed, prior.printed, change.printed
        );
        verdicts.find(finding(rule, Severity::Error, change, zh, en, all[..2].to_vec()));
    }
}

/// NAR-09: the word for the direction fits the amounts, and 持平 is said of what is equal.
fn direction(said: &Said<'_>, told: bool, verdicts: &mut Verdicts) {
    let (Some((this, figure)), Some((prior, _)), Some(last)) = (said.amount, said.prior, said.last()) else { return };
    let worded = said.change.map(|c| c.0).or(said.percent).or(said.flat).or(said.words);
    let Some(worded) = worded.filter(|w| same_base(prior, w)) else { return };
    // 年初预算为0 may stand for a plan that was made later: then what is less than the plan is no contradiction.
    // 0万元，占0%，上年为355.83万元，增长8.62%: what follows a share may be said of the whole list.
    let listed = near::is_part_of_list(this);
    // 下降0% is said of what hardly moved.
    let hardly = said.percent.and_then(|p| p.value).is_some_and(|v| v.is_zero());
    if worded.value.is_none() && last.value.is_zero() || hardly || listed || near::is_torn(this) || near::is_torn(prior) {
        return;
    }
    let apart = figure.value - last.value;
    let sure = apart.abs() > figure.half + last.half;
    let holds = match worded.direction {
        Some(Direction::Increase) => !(sure && apart < Decimal::ZERO),
        Some(Direction::Decrease) => !(sure && apart > Decimal::ZERO),
        // 基本持平 allows for a little; so does a comparison with another base than the one printed.
        Some(Direction::Flat) => worded.printed.contains("基本") || worded.base != prior.base || !sure,
        None => return,
    };
    let agreement = if holds { Agreement::Exact } else { Agreement::Differ };
    let compared =
        Comparison { left: figure.value, right: last.value, difference: apart, tolerance: figure.half + last.half, agreement };
    verdicts.compared("NAR-09", &compared, vec![evidence(worded), evidence(this), evidence(prior)]);
    // The difference rule has said it already where an amount of change is printed, and the per cent where that is wrong too.
    if !holds && said.change.is_none() && !told {
        let name = subject(this);
        let zh = format!("{name}本年{}、对比数{}，与文中“{}”的方向不符。", this.printed, prior.printed, worded.printed);
        let en = format!("{name} is {} now and was {}, but the text says {}.", this.printed, prior.printed, worded.printed);
        verdicts.find(finding("NAR-09", Severity::Error, worded, zh, en, vec![evidence(this), evidence(prior)]));
    }
}

/// NAR-09: what has grown is not less than it has grown by: `政府性基金拨款支出预算0万元，比上年增加1421.25万元`.
fn impossible(statements: &[Statement], said: &Said<'_>, verdicts: &mut Verdicts) {
    let (Some((this, figure)), Some((change, by)), None) = (said.amount, said.change, said.prior) else { return };
    let grown = change.direction == Some(Direction::Increase) && !is_aside(this) && !is_aside(change);
    if !grown || this.quote != change.quote || by.value - by.half <= figure.value + figure.half {
        return;
    }
    let moved = signed(change, by).map(|value| Figure { value, half: by.half });
    let of_whole = || {
        let percent = said.percent.and_then(signed_percent);
        percent.is_some_and(|p| near::percent_fits(&near::wholes(statements, this), moved, None, p))
    };
    // 上年结转125.02万元，占2.22%，比上年增加683.02万元: behind a share it may be said of the whole list.
    let listed = || near::is_part_of_list(this) && near::wholes(statements, this).iter().any(|f| f.value > by.value);
    if near::is_torn(this) || listed() || of_whole() || near::is_change_of_others(&near::amounts(statements, this), by) {
        let all = vec![evidence(change), evidence(this)];
        return verdicts.silent("NAR-09", Status::NotApplicable, FITS_ANOTHER, all);
    }
    let compared = Comparison {
        left: figure.value,
        right: by.value,
        difference: figure.value - by.value,
        tolerance: figure.half + by.half,
        agreement: Agreement::Differ,
    };
    verdicts.compared("NAR-09", &compared, vec![evidence(change), evidence(this)]);
    let name = subject(this);
    let zh = format!("{name}为{}，不可能比{}增加{}。", this.printed, change.base.as_deref().unwrap_or("上年"), change.printed);
    let en = format!("{name} is {}, so it cannot have grown by {}.", this.printed, change.printed);
    verdicts.find(finding("NAR-09", Severity::Error, change, zh, en, vec![evidence(this)]));
}

/// Whether what was planned is the only plan of the sentence that says how much of the plan was spent.
fn is_only_plan(prior: &Statement, stated: &Statement) -> bool {
    let other = ["调整", "全年", "追加"].iter().any(|word| stated.quote.contains(word));
    prior.quote == stated.quote && !other && prior.base.as_deref().is_some_and(|base| base == "年初预算")
}

/// NAR-02: 完成年初预算的 X% is what was spent over what was planned.
fn completion(said: &Said<'_>, verdicts: &mut Verdicts) {
    let (Some((this, figure)), Some((prior, planned)), Some(stated)) = (said.amount, said.prior, said.completion) else { return };
    let same = match (prior.base.as_deref(), stated.base.as_deref()) {
        // `全年预算数5万元，执行数4万元，完成预算的80%`
        (Some(a), Some(b)) => a == b || a == "全年预算" && b == "预算" || b == "预算" && is_only_plan(prior, stated),
        _ => false,
    };
    let Some(value) = stated.value.filter(|_| same) else { return };
    let all = vec![evidence(stated), evidence(this), evidence(prior)];
    if near::is_torn(this) || near::is_torn(prior) {
        return verdicts.silent("NAR-02", Status::NotApplicable, "a number was torn apart at the end of a page", all);
    }
    if planned.value - planned.half <= Decimal::ZERO {
        if planned.value.is_zero() && !figure.value.is_zero() && !value.is_zero() {
            let zh = format!(
                "{}的{}为{}，不可能完成其{}。",
                subject(this),
                prior.base.as_deref().unwrap_or("预算"),
                prior.printed,
                stated.printed
            );
            let en = format!("Nothing was planned ({}), so no {} of it can have been spent.", prior.printed, stated.printed);
            verdicts.find(finding("NAR-02", Severity::Warning, stated, zh, en, all[1..].to_vec()));
        }
        return;
    }
    let percents = || {
        let least = (figure.value - figure.half).percent_of(planned.value + planned.half)?;
        let most = (figure.value + figure.half).percent_of(planned.value - planned.half)?;
        Some((figure.value.percent_of(planned.value)?, least, most))
    };
    let Some((right, least, most)) = percents() else { return };
    let slack = Decimal::new(1, value.scale());
    let agreement = if (value - right).abs() <= slack.half() {
        Agreement::Exact
    } else if value + slack >= least && value - slack <= most {
        Agreement::Rounding
    } else {
        Agreement::Differ
    };
    let right = right.round_dp(4);
    let compared = Comparison { left: value, right, difference: value - right, tolerance: slack, agreement };
    verdicts.compared("NAR-02", &compared, all.clone());
    if agreement == Agreement::Differ {
        let shown = to_places(right, stated);
        let zh = format!("{}的完成率应为{shown}%，文中写{}。", subject(this), stated.printed);
        let en = format!("{} of {} is {shown}%, the text says {}.", this.printed, prior.printed, stated.printed);
        let mut found = finding("NAR-02", Severity::Error, stated, zh, en, all[1..].to_vec());
        found.repair = Some(format!("{shown}%"));
        verdicts.find(found);
    }
}
