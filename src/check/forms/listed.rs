//! Forms against the table of projects: amounts (FRM-01, FRM-05) and names (FRM-07).

use super::asked::{distinct, finding, form_evidence, fund_evidence, name, tell, total};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, adds_up, repeats};
use crate::check::finding::{Evidence, Status};
use crate::check::narrative::disclaims;
use crate::check::narrative::projects::{self, Project, one_apart};
use crate::check::verdicts::Verdicts;
use crate::codes::subjects::fold;
use crate::content::{Form, Horizon, Phase};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use std::collections::BTreeSet;

/// FRM-01, FRM-05, FRM-07: forms against the table of projects.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let projects = projects::of(document);
    let forms: Vec<&Form> = distinct(document).filter(|f| f.project_name.is_some()).collect();
    if projects.is_empty() || forms.is_empty() {
        for rule in ["FRM-01", "FRM-05", "FRM-07"] {
            verdicts.silent(rule, Status::InsufficientData, "the document has no table of projects beside its forms", Vec::new());
        }
        return;
    }
    let mut matched: Vec<(&Form, &Project)> = Vec::new();
    let mut unlisted: Vec<(&Form, String)> = Vec::new();
    for &form in &forms {
        let called = fold(&name(form));
        match project_of(&projects, &called) {
            Some(project) => {
                tell("FRM-07", true, vec![form_evidence(form)], verdicts);
                matched.push((form, project));
            }
            None => unlisted.push((form, called)),
        }
    }
    for (form, called) in &unlisted {
        misnamed(form, called, &projects, &matched, verdicts);
    }
    let names: BTreeSet<String> = forms.iter().map(|f| fold(&name(f))).collect();
    let unique = names.len() == forms.len();
    if let Some(reason) = other_unit(&matched) {
        let evidence = matched.iter().take(SHOWN).filter_map(|(f, _)| total(f, Horizon::Annual).map(|t| fund_evidence(f, t.0)));
        return verdicts.silent("FRM-01", Status::Refused, reason, evidence.collect());
    }
    for (form, project) in &matched {
        let namesakes: Vec<&Form> = matched.iter().filter(|(_, p)| p.name == project.name).map(|(f, _)| *f).collect();
        let within = projects.iter().any(|p| is_source_of(&project.name, &p.name));
        amounts(document, form, (project, within), (&namesakes, unique), verdicts);
    }
    whole(&forms, &projects, &matched, verdicts);
}

/// A list may print a code or a class before the name; a cell may break off.
fn same_name(listed: &str, called: &str) -> bool {
    listed == called || (called.chars().count() >= 6 && listed.ends_with(called))
}

/// The project that a form is called after: the one of that name, else the only one whose name ends with it. 2017年设备购置 is no other
/// name of 设备购置 where both are listed.
fn project_of<'p>(projects: &'p [Project], called: &str) -> Option<&'p Project> {
    let alike = || projects.iter().filter(|p| same_name(&p.name, called));
    let mut longer = alike();
    let only = longer.next().filter(|_| longer.next().is_none());
    projects.iter().find(|p| p.name == called).or(only)
}

/// Whether a longer name gives another as its source: 会展活动（外经贸发展专项资金）, 外经贸发展专项资金-会展活动.
fn is_source_of(name: &str, longer: &str) -> bool {
    let parts = |c: char| !c.is_alphanumeric();
    longer.split_once(name).is_some_and(|(before, behind)| before.ends_with(parts) || behind.starts_with(parts))
}

/// Figures of evidence that are shown where all forms say the same.
const SHOWN: usize = 5;

/// Why the amounts of forms and list are not compared: most of them are apart by one power of ten which is no confusion of 元 and 万元,
/// so that the unit of one of them is not what was read.
fn other_unit(matched: &[(&Form, &Project)]) -> Option<&'static str> {
    let powers = [
        Decimal::from(10),
        Decimal::ONE_HUNDRED,
        Decimal::from(1000),
        Decimal::new(1, 1),
        Decimal::new(1, 2),
        Decimal::new(1, 3),
    ];
    let pairs: Vec<(Figure, Figure)> = matched
        .iter()
        .filter_map(|(form, project)| Some((total(form, Horizon::Annual)?.1, project.only()?.0)))
        .filter(|(asked, given)| !asked.value.is_zero() && !given.value.is_zero())
        .collect();
    let scaled = |by: Decimal, (asked, given): &(Figure, Figure)| {
        let slack = asked.half * by + given.half;
        (asked.value * by - given.value).abs() <= slack && repeats(*asked, *given).agreement == Agreement::Differ
    };
    let is_most = |by: &Decimal| {
        let apart = pairs.iter().filter(|pair| scaled(*by, pair)).count();
        apart > 1 && apart * 2 > pairs.len()
    };
    powers
        .iter()
        .any(is_most)
        .then_some("forms and list are apart by one power of ten: the unit of one of them was not read for certain")
}

/// So many forms are called as the list calls their projects where one that is not is odd.
const ALIKE: usize = 3;

/// FRM-07: a form of a project that the list does not name, while a project without a form has its amount, or a name that differs by a
/// character.
fn misnamed(form: &Form, called: &str, projects: &[Project], matched: &[(&Form, &Project)], verdicts: &mut Verdicts) {
    let free = || projects.iter().filter(|p| !matched.iter().any(|(_, taken)| taken.name == p.name));
    let near = free().find(|p| called.chars().count() > 5 && one_apart(&p.name, called));
    let asked = total(form, Horizon::Annual).map(|t| t.1).filter(|f| !f.value.is_zero());
    let has_amount = |p: &&Project| {
        let given = p.only().map(|f| f.0);
        asked.zip(given).is_some_and(|(a, g)| repeats(a, g).agreement != Agreement::Differ && is_telling(a, g))
    };
    let mut same = free().filter(has_amount);
    let replaced = same.next().filter(|p| same.next().is_none() && matched.len() >= ALIKE && !is_variant(&p.name, called));
    let Some(project) = near.or(replaced) else {
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
    let (zh, en) = if near.is_some() {
        (
            format!("绩效目标表项目“{called}”与项目支出表“{}”相差一字。", project.name),
            format!("The form names the project {called}, the table {}: they differ by a character.", project.name),
        )
    } else {
        (
            format!("绩效目标表项目“{called}”不在项目支出表中；表中金额相同而没有绩效目标表的是“{}”。", project.name),
            format!(
                "The form names the project {called}, which the table does not list; {} has the amount of the form there, and no form.",
                project.name
            ),
        )
    };
    verdicts.find(finding("FRM-07", Severity::Warning, zh, en, evidence));
}

/// Whether an amount tells a project from others: it has three digits that are not zeros at its end.
fn is_telling(asked: Figure, given: Figure) -> bool {
    let finer = if asked.half <= given.half { asked } else { given };
    finer.value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len() >= 3
}

/// Whether one name is the other with more or less of a year, a class or 项目: no other project.
fn is_variant(listed: &str, called: &str) -> bool {
    let bare = |text: &str| -> String {
        let text = text.trim_end_matches("项目");
        text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '年' | '度')).collect()
    };
    let (listed, called) = (bare(listed), bare(called));
    let shorter = if listed.chars().count() < called.chars().count() { &listed } else { &called };
    let longer = if listed.chars().count() < called.chars().count() { &called } else { &listed };
    // A common beginning: the cell of one of them may break off, or name a part.
    let common = listed.chars().zip(called.chars()).take_while(|(a, b)| a == b).count();
    longer.contains(shorter.as_str()) || common >= 4
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
    let other_year = form.fiscal_year.zip(document.disclosure.fiscal_year).is_some_and(|(form, own)| form != own);
    if compared.agreement == Agreement::Differ && other_year && !project.executed {
        let reason = "the form is of another year than the table";
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
            "The form of {} asks for {} {unit}, the table of projects gives {}元.",
            name(form),
            fund.printed,
            given.value.normalize()
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

#[cfg(test)]
mod tests {
    use crate::check::findings_of;

    const LIST: [(&str, &str); 5] = [
        ("设备购置", "17.10"),
        ("2017年设备购置", "742.45"),
        ("河道清淤", "36.56"),
        ("堤防加固", "87.45"),
        ("水库维修", "22.02"),
    ];

    /// The findings of a rule on a list of projects and a form for some of them.
    fn told(rule: &str, forms: &[(&str, &str)]) -> Vec<String> {
        let rows: String = LIST.iter().map(|(name, amount)| format!("{name}\t{amount}\t{amount}\n")).collect();
        let form = |(name, amount): &(&str, &str)| {
            format!(
                "\n项目支出绩效目标表\n（2025年度）\n项目名称\t{name}\t\t\n主管部门\t溪棠市水务局\t实施单位\t溪棠市水务局\n\
                 项目资金（万元）\t年度资金总额\t{amount}\t\n\t其中：财政拨款\t{amount}\t\n年度总体目标\t完成{name}。\t\t\n\
                 一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t完成数量\t≥1项\n满意度指标\t服务对象满意度\t群众满意度\t≥95%\n"
            )
        };
        let forms: String = forms.iter().map(form).collect();
        let text = format!(
            "溪棠市水务局2025年部门预算\n\n项目支出预算表\n单位：万元\n项目名称\t合计\t一般公共预算\n合计\t905.58\t905.58\n{rows}\n{forms}"
        );
        findings_of(&text).into_iter().filter(|f| f.rule == rule).map(|f| f.message).collect()
    }

    #[test]
    fn a_form_is_of_the_project_of_its_own_name_first() {
        assert!(told("FRM-01", &[("设备购置", "17.10"), ("河道清淤", "36.56")]).is_empty());
        assert_eq!(told("FRM-01", &[("设备购置", "17.01"), ("河道清淤", "36.56")]).len(), 1);
    }

    #[test]
    fn what_is_apart_by_a_power_of_ten_throughout_has_another_unit() {
        let forms = [("设备购置", "1.71"), ("河道清淤", "3.66"), ("堤防加固", "8.75")];
        assert!(told("FRM-01", &forms).is_empty(), "{:?}", told("FRM-01", &forms));
    }

    #[test]
    fn a_form_of_no_project_has_the_amount_of_one_without_a_form() {
        let of = |name, amount| {
            told("FRM-07", &[("设备购置", "17.10"), ("河道清淤", "36.56"), ("堤防加固", "87.45"), (name, amount)]).len()
        };
        assert_eq!(of("智慧园区二期专项经费", "22.02"), 1);
        assert_eq!(of("智慧园区二期专项经费", "22.40"), 0);
        assert_eq!(of("2025年水库维修项目", "22.02"), 0);
    }
}
