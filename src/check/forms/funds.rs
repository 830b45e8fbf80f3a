//! Funds: sources and total (FRM-02), period and year (FRM-03, FRM-04), departments (FRM-06).

use super::asked::{distinct, field, field_evidence, finding, form_evidence, fund_evidence, name, tell, total};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, adds_up, repeats};
use crate::check::finding::{Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::content::{Form, Fund, FundMeasure, Horizon};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::unit_of;
use std::collections::{BTreeMap, BTreeSet};

/// More sources than this are not tried in all combinations.
const MOST_SOURCES: usize = 10;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    for form in distinct(document) {
        for horizon in [Horizon::Annual, Horizon::Period] {
            for measure in [FundMeasure::Budget, FundMeasure::InitialBudget, FundMeasure::AdjustedBudget, FundMeasure::Executed] {
                let parts: BTreeSet<Option<&str>> = form.funds.iter().map(|f| f.part.as_deref()).collect();
                parts.into_iter().for_each(|part| sources(form, horizon, measure, part, verdicts));
            }
        }
        period(form, verdicts);
    }
    departments(document, verdicts);
    outsiders(document, verdicts);
}

/// FRM-02: the sources make up the total. Which of them lie within others (财政拨款, of it 中央) differs from form to form, so the
/// total is wrong only where no choice of them makes it up.
fn sources(form: &Form, horizon: Horizon, measure: FundMeasure, part: Option<&str>, verdicts: &mut Verdicts) {
    let here = |f: &&Fund| f.horizon == horizon && f.measure == measure && f.item.is_none() && f.part.as_deref() == part;
    let mut totals = form.funds.iter().filter(here).filter(|f| f.source == Some("total"));
    let Some((fund, whole)) = totals.next().and_then(|f| Some((f, Figure::of_fund(f)?))) else { return };
    if totals.next().is_some() {
        return;
    }
    let parts: Vec<(&Fund, Figure)> = form
        .funds
        .iter()
        .filter(here)
        .filter(|f| f.source != Some("total"))
        .filter_map(|f| Figure::of_fund(f).map(|g| (f, g)))
        .collect();
    let mut evidence = vec![fund_evidence(form, fund)];
    evidence.extend(parts.iter().map(|(f, _)| fund_evidence(form, f)));
    if parts.is_empty() {
        verdicts.silent("FRM-02", Status::InsufficientData, "the form prints no sources beside its total", evidence);
        return;
    }
    let counted: Vec<Figure> = parts.iter().map(|p| p.1).filter(|f| !f.value.is_zero()).collect();
    if parts.iter().any(|(f, _)| f.source.is_none()) || counted.len() > MOST_SOURCES {
        verdicts.silent("FRM-02", Status::Refused, "a source of the form is not known", evidence);
        return;
    }
    // 项目支出 alone splits the total by its use, and the other half was not read.
    let uses = parts.iter().filter(|(f, _)| matches!(f.source, Some("basic" | "project"))).count();
    if uses == 1 {
        verdicts.silent(
            "FRM-02",
            Status::Refused,
            "the form splits its total by use, and one of the uses was not read",
            evidence,
        );
        return;
    }
    let all = adds_up(&[whole], &counted);
    let chosen = (0..1u32 << counted.len()).map(|choice| {
        let some: Vec<Figure> = counted.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1).map(|(_, f)| *f).collect();
        adds_up(&[whole], &some)
    });
    let holds = if all.agreement == Agreement::Differ {
        chosen.into_iter().find(|c| c.agreement != Agreement::Differ)
    } else {
        Some(all)
    };
    let compared = holds.unwrap_or(all);
    if compared.agreement == Agreement::Differ && horizon == Horizon::Period && is_multiple(form, fund, &parts) {
        let reason = "the period is the year times the years, and so is what the sources were rounded by";
        return verdicts.silent("FRM-02", Status::NotApplicable, reason, evidence);
    }
    if compared.agreement == Agreement::Differ && is_unread(form, fund, all.left - all.right) {
        let reason = "what is missing stands in a cell of the form that was taken for no source";
        return verdicts.silent("FRM-02", Status::Refused, reason, evidence);
    }
    verdicts.compared("FRM-02", &compared, evidence.clone());
    if compared.agreement == Agreement::Differ {
        let listed = parts.iter().map(|(f, _)| format!("{}{}", f.label, f.printed)).collect::<Vec<_>>().join("、");
        // A form that prints some of its sources only, and less than its total, may leave the others out.
        let some = counted.len() == 1 && all.left > all.right && parts.len() == 1;
        let zh = format!("绩效目标表“{}”资金总额{}不等于其来源之和（{listed}）。", name(form), fund.printed);
        let en = format!("The sources in the form of {} do not make up its total of {}.", name(form), fund.printed);
        let severity = if some { Severity::Warning } else { Severity::Error };
        verdicts.find(finding("FRM-02", severity, zh, en, evidence));
    }
}

/// Whether a form read from a row of a table has a cell with just what its sources lack, beside its total and them.
fn is_unread(form: &Form, whole: &Fund, missing: Decimal) -> bool {
    let Some(factor) = whole.unit.as_deref().and_then(unit_of).and_then(|u| u.factor()) else { return false };
    let cells = form.rows.iter().flatten().filter_map(|cell| Figure::read(cell, factor));
    let is_it = |f: &Figure| !missing.is_zero() && (f.value - missing).abs() <= f.half;
    let known = form.funds.iter().filter_map(Figure::of_fund).filter(is_it).count();
    form.table.is_some() && cells.filter(is_it).count() > known
}

/// Whether all funds of the period are those of the year times one number, and those of the year add up but for their roundings: 4.29 of
/// 3.63 and 0.63 is three times 1.43 of 1.21 and 0.21.
fn is_multiple(form: &Form, whole: &Fund, parts: &[(&Fund, Figure)]) -> bool {
    let of_year = |fund: &Fund| {
        let same = |f: &&Fund| {
            f.horizon == Horizon::Annual
                && f.measure == fund.measure
                && f.item == fund.item
                && f.part == fund.part
                && f.source == fund.source
        };
        form.funds.iter().find(same).and_then(Figure::of_fund)
    };
    let all: Option<Vec<(Figure, Figure)>> = std::iter::once(whole)
        .chain(parts.iter().map(|p| p.0))
        .map(|fund| Some((Figure::of_fund(fund)?, of_year(fund)?)))
        .filter(|pair| !matches!(pair, Some((period, year)) if period.value.is_zero() && year.value.is_zero()))
        .collect();
    let Some(all) = all else { return false };
    let times = |years: u32| {
        let years = Decimal::from(years);
        all.iter().all(|(period, year)| (year.value * years - period.value).abs() <= (year.half + year.half) * years)
    };
    let exactly = |years: u32| all.first().is_some_and(|(period, year)| year.value * Decimal::from(years) == period.value);
    let years = all.split_first().is_some_and(|((_, whole), parts)| {
        let parts: Vec<Figure> = parts.iter().map(|p| p.1).collect();
        adds_up(&[*whole], &parts).agreement != Agreement::Differ
    });
    years && (2..=10).any(|n| exactly(n) && times(n))
}

/// Years of a period: `3年`.
pub(super) fn years(form: &Form) -> Option<Decimal> {
    let printed = field(form, "period").or_else(|| field(form, "period_years"))?;
    let digits = crate::grammar::squeeze(printed);
    let years: u32 = digits.trim_end_matches(['年', '度', '期']).parse().ok()?;
    (1..=30).contains(&years).then(|| Decimal::from(years))
}

/// FRM-03 and FRM-04: the whole period costs the year times the years, and a project done in a year runs for one.
fn period(form: &Form, verdicts: &mut Verdicts) {
    let years = years(form);
    if let (Some(nature), Some(years)) = (field(form, "project_nature"), years) {
        let single = nature.contains("一次性") || nature.contains("1年");
        let lasting = nature.contains("经常性") || nature.contains("长期");
        if single != lasting {
            let holds = (years == Decimal::ONE) == single;
            let printed = ["period", "period_years", "project_nature"].iter().filter_map(|key| field_evidence(form, key));
            let evidence: Vec<Evidence> = std::iter::once(form_evidence(form)).chain(printed).collect();
            tell("FRM-04", holds, evidence.clone(), verdicts);
            if !holds {
                let zh = format!("绩效目标表“{}”项目属性为“{nature}”，项目期却为{years}年。", name(form));
                let en = format!("The form of {} calls the project {nature}, but gives it {years} years.", name(form));
                verdicts.find(finding("FRM-04", Severity::Warning, zh, en, evidence));
            }
        }
    }
    let (Some((long, whole)), Some((short, annual))) = (total(form, Horizon::Period), total(form, Horizon::Annual)) else {
        return;
    };
    let evidence = vec![fund_evidence(form, long), fund_evidence(form, short)];
    let times = years.map(|years| Figure { value: annual.value * years, half: annual.half * years });
    let exact = times.map(|t| repeats(whole, t));
    if let Some(compared) = exact.filter(|c| c.agreement != Agreement::Differ) {
        verdicts.compared("FRM-03", &compared, evidence);
        return;
    }
    // Years need not cost alike; but no year costs more than all of them.
    let within = crate::check::figure::at_most(annual, whole);
    verdicts.compared("FRM-03", &within, evidence.clone());
    if within.agreement == Agreement::Differ {
        let zh = format!("绩效目标表“{}”年度资金{}大于实施期资金{}。", name(form), short.printed, long.printed);
        let en = format!(
            "The form of {} asks for more in the year ({}) than in its whole period ({}).",
            name(form),
            short.printed,
            long.printed
        );
        verdicts.find(finding("FRM-03", Severity::Warning, zh, en, evidence));
    }
}

/// FRM-06: one code stands for one department in all forms.
fn departments(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut by_code: BTreeMap<String, BTreeMap<String, Evidence>> = BTreeMap::new();
    for form in distinct(document) {
        let Some(printed) = &form.department else { continue };
        let text = fold(&printed.text);
        let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let (code, body) = text.split_at(at);
        let body = body.trim_start_matches(['-', '_', ']', ')', '—']);
        // The body itself beside its units is no other department.
        let body = CHECK_WORDS.forms.own_office.iter().find_map(|own| body.strip_suffix(own)).unwrap_or(body);
        if code.len() >= 3 && body.chars().count() >= 3 {
            let evidence =
                Evidence {
                    what: "主管部门及代码".to_owned(), printed: printed.text.clone(), value: None, place: printed.place
                };
            by_code.entry(code.to_owned()).or_default().entry(body.to_owned()).or_insert(evidence);
        }
    }
    for (code, names) in by_code {
        let evidence: Vec<Evidence> = names.values().cloned().collect();
        tell("FRM-06", names.len() == 1, evidence.clone(), verdicts);
        if names.len() > 1 {
            let listed = names.keys().cloned().collect::<Vec<_>>().join("、");
            let zh = format!("代码{code}在各绩效目标表中对应不同部门名称：{listed}。");
            let en = format!("The code {code} stands for several departments in the forms: {listed}.");
            verdicts.find(finding("FRM-06", Severity::Warning, zh, en, evidence));
        }
    }
}

/// So many forms name one department where one that names another is odd.
const ALIKE: usize = 3;

/// FRM-06: one form of many names another department than all others.
fn outsiders(document: &Document<'_>, verdicts: &mut Verdicts) {
    let mut names: BTreeMap<String, Vec<Evidence>> = BTreeMap::new();
    for form in distinct(document) {
        let Some(printed) = &form.department else { continue };
        let text = fold(&printed.text);
        let body = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '[' | ']' | '—'));
        let body = CHECK_WORDS.forms.own_office.iter().find_map(|own| body.strip_suffix(own)).unwrap_or(body);
        if body.chars().count() >= 3 {
            let what = format!("绩效目标表“{}” / 主管部门", name(form));
            let evidence = Evidence { what, printed: printed.text.clone(), value: None, place: printed.place };
            names.entry(body.to_owned()).or_default().push(evidence);
        }
    }
    let Some((most, all)) = names.iter().max_by_key(|(_, forms)| forms.len()) else { return };
    let mut others = names.iter().filter(|(other, _)| other != &most);
    // Two names beside the usual one are departments that share the document.
    let (Some((other, odd)), None) = (others.next(), others.next()) else { return };
    // Written with or without its place, or as one of its units, it is no other.
    let same = most.contains(other.as_str()) || other.contains(most.as_str()) || is_unit(other);
    let Some(first) = odd.first().filter(|_| odd.len() == 1 && all.len() >= ALIKE && !same) else { return };
    let evidence: Vec<Evidence> = odd.iter().chain(all.iter().take(1)).cloned().collect();
    tell("FRM-06", false, evidence.clone(), verdicts);
    let zh = format!("{}为“{}”，其余{}份绩效目标表均为“{most}”。", first.what, first.printed, all.len());
    let en = format!("One form names {} as its department, all other {} name {most}.", first.printed, all.len());
    verdicts.find(finding("FRM-06", Severity::Warning, zh, en, evidence));
}

/// Whether a name is that of a unit: departments end in few words.
fn is_unit(name: &str) -> bool {
    !CHECK_WORDS.forms.departments.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    #[test]
    fn a_period_of_whole_years_multiplies_their_roundings() {
        let of = |total: &str| {
            let text = format!(
                "溪棠市水务局2025年部门预算\n\n项目支出绩效目标表\n（2025年度）\n项目名称\t河道清淤\t\t\t\n主管部门\t溪棠市水务局\t实施单位\t溪棠市水务局\t\n\
                 资金情况（万元）\t实施期资金总额\t{total}\t年度资金总额\t1.43\n\t其中：财政拨款\t3.63\t其中：财政拨款\t1.21\n\
                 \t上年结转资金\t0.63\t上年结转资金\t0.21\n总体目标\t实施期目标\t年度目标\n\t完成河道清淤。\t完成年度任务。\n\
                 一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t完成数量\t≥1项\n满意度指标\t服务对象满意度\t群众满意度\t≥95%\n"
            );
            findings_of(&text).into_iter().filter(|f| f.rule == "FRM-02").count()
        };
        assert_eq!((of("4.29"), of("4.92")), (0, 1));
    }
}
