//! Funds: sources and total (FRM-02), period and year (FRM-03, FRM-04), forms and the table of projects (FRM-01, FRM-05, FRM-07),
//! departments (FRM-06).

use super::asked::{distinct, field, finding, form_evidence, fund_evidence, name, tell, total};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, adds_up, repeats};
use crate::check::finding::{Evidence, Status};
use crate::check::narrative::disclaims;
use crate::check::narrative::projects::{self, Project, one_apart};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::content::{Form, Fund, FundMeasure, Horizon, Phase};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
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
    against_table(document, verdicts);
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
            tell("FRM-04", holds, vec![form_evidence(form)], verdicts);
            if !holds {
                let zh = format!("绩效目标表“{}”项目属性为“{nature}”，项目期却为{years}年。", name(form));
                let en = format!("The form of {} calls the project {nature}, but gives it {years} years.", name(form));
                verdicts.find(finding("FRM-04", Severity::Warning, zh, en, vec![form_evidence(form)]));
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

/// FRM-01, FRM-05, FRM-07: forms against the table of projects.
fn against_table(document: &Document<'_>, verdicts: &mut Verdicts) {
    let projects = projects::of(document);
    let forms: Vec<&Form> = distinct(document).filter(|f| f.project_name.is_some()).collect();
    if projects.is_empty() || forms.is_empty() {
        for rule in ["FRM-01", "FRM-05", "FRM-07"] {
            verdicts.silent(rule, Status::InsufficientData, "the document has no table of projects beside its forms", Vec::new());
        }
        return;
    }
    let mut matched: Vec<(&Form, &Project)> = Vec::new();
    for &form in &forms {
        let called = fold(&name(form));
        match projects.iter().find(|p| same_name(&p.name, &called)) {
            Some(project) => {
                tell("FRM-07", true, vec![form_evidence(form)], verdicts);
                matched.push((form, project));
            }
            None => misnamed(form, &called, &projects, &forms, verdicts),
        }
    }
    let names: BTreeSet<String> = forms.iter().map(|f| fold(&name(f))).collect();
    let unique = names.len() == forms.len();
    for (form, project) in &matched {
        let namesakes: Vec<&Form> = matched.iter().filter(|(_, p)| p.name == project.name).map(|(f, _)| *f).collect();
        let within = projects.iter().any(|p| p.name != project.name && p.name.contains(&project.name));
        amounts(document, form, (project, within), (&namesakes, unique), verdicts);
    }
    whole(&forms, &projects, &matched, verdicts);
}

/// A list may print a code or a class before the name; a cell may break off.
fn same_name(listed: &str, called: &str) -> bool {
    listed == called || (called.chars().count() >= 6 && listed.ends_with(called))
}

fn misnamed(form: &Form, called: &str, projects: &[Project], forms: &[&Form], verdicts: &mut Verdicts) {
    let taken = |p: &Project| forms.iter().any(|f| same_name(&p.name, &fold(&name(f))));
    let near = projects.iter().find(|p| !taken(p) && called.chars().count() > 5 && one_apart(&p.name, called));
    let Some(project) = near else {
        let reason =
            "the form's project is not in the table under this name: forms may be of other projects, or of parts of them";
        verdicts.silent("FRM-07", Status::NotApplicable, reason, vec![form_evidence(form)]);
        return;
    };
    let listed =
        Evidence {
            what: "项目支出表 / 项目名称".to_owned(), printed: project.name.clone(), value: None, place: project.place
        };
    let evidence = vec![form_evidence(form), listed];
    tell("FRM-07", false, evidence.clone(), verdicts);
    let zh = format!("绩效目标表项目“{called}”与项目支出表“{}”相差一字。", project.name);
    let en = format!("The form names the project {called}, the table {}: they differ by a character.", project.name);
    verdicts.find(finding("FRM-07", Severity::Warning, zh, en, evidence));
}

/// FRM-01: what the form asks for the year is what the table gives the project.
///
/// A body may publish forms of other years or of carried-over money under the same name (烟台): where one of the namesakes is the
/// table's, the others are no slips; where forms have namesakes at all, a difference is worth a look and no proof.
fn amounts(
    document: &Document<'_>,
    form: &Form,
    (project, within): (&Project, bool),
    (namesakes, unique): (&[&Form], bool),
    verdicts: &mut Verdicts,
) {
    let Some((fund, asked)) = total(form, Horizon::Annual) else { return };
    let Some((given, table)) = project.only() else {
        let reason = "the table prints several amounts for the project";
        verdicts.silent("FRM-01", Status::NotApplicable, reason, vec![fund_evidence(form, fund)]);
        return;
    };
    let compared = repeats(asked, *given);
    let evidence = vec![fund_evidence(form, fund), table.clone()];
    if compared.agreement == Agreement::Differ && project.executed && form.phase == Phase::Target {
        let reason = "the table is of what was spent, the form of what is planned";
        return verdicts.silent("FRM-01", Status::NotApplicable, reason, evidence);
    }
    // 会展活动（外经贸发展专项资金） beside 外经贸发展专项资金: the row is not all of the fund.
    if compared.agreement == Agreement::Differ && within {
        let reason = "other rows of the table name it as their source, so its own row is not all of it";
        return verdicts.silent("FRM-01", Status::NotApplicable, reason, evidence);
    }
    let equals = |f: &&Form| total(f, Horizon::Annual).is_some_and(|(_, a)| repeats(a, *given).agreement != Agreement::Differ);
    if compared.agreement == Agreement::Differ && namesakes.iter().any(equals) {
        verdicts.silent("FRM-01", Status::NotApplicable, "another form of the project has the amount of the table", evidence);
        return;
    }
    verdicts.compared("FRM-01", &compared, evidence.clone());
    if compared.agreement == Agreement::Differ {
        let unit = fund.unit.as_deref().unwrap_or_default();
        let zh =
            format!("绩效目标表“{}”年度资金为{}{unit}，项目支出表为{}，两处应一致。", name(form), fund.printed, table.printed);
        let en = format!(
            "The form of {} asks for {} {unit}, the table of projects gives {}.",
            name(form),
            fund.printed,
            table.printed
        );
        let severity = match unique {
            _ if compared.difference.abs() <= given.half + given.half && disclaims(document) => Severity::Info,
            true => Severity::Error,
            false => Severity::Warning,
        };
        verdicts.find(finding("FRM-01", severity, zh, en, evidence));
    }
}

/// FRM-05: where every project has its form and every form its project, the forms make up the table.
fn whole(forms: &[&Form], projects: &[Project], matched: &[(&Form, &Project)], verdicts: &mut Verdicts) {
    if matched.len() != forms.len() || matched.len() != projects.len() || projects.len() < 2 {
        verdicts.silent("FRM-05", Status::NotApplicable, "not every project has a form, or not every form a project", Vec::new());
        return;
    }
    let asked: Option<Vec<Figure>> = forms.iter().map(|f| total(f, Horizon::Annual).map(|t| t.1)).collect();
    let given: Option<Vec<Figure>> = projects.iter().map(|p| p.only().map(|f| f.0)).collect();
    let (Some(asked), Some(given)) = (asked, given) else { return };
    let compared = adds_up(&given, &asked);
    let count = |what: &str, n: usize| Evidence {
        what: what.to_owned(),
        printed: n.to_string(),
        value: Some(Decimal::from(n)),
        place: projects[0].place,
    };
    verdicts.compared("FRM-05", &compared, vec![count("项目支出表项目数", given.len()), count("绩效目标表数", asked.len())]);
}
