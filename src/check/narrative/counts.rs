//! What the text counts and sums about performance targets, against tables and forms (NAR-12, NAR-13), and vehicles (NAR-17).

use super::ground::{Ground, Printed};
use super::projects;
use super::said::{amount, evidence, finding, subject};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, Comparison, adds_up, repeats};
use crate::check::finding::{Check, Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::content::{Form, Fund, FundMeasure, Horizon, Measure, Phase, Statement, Subject, SubjectSource, form};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::place::Place;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    targets(document, verdicts);
    target_amounts(document, verdicts);
    vehicles(document, verdicts);
}

/// NAR-12: the number of projects with performance targets is that of the projects listed and of the forms.
///
/// Only where the document lists both and they agree is a third number certainly wrong.
fn targets(document: &Document<'_>, verdicts: &mut Verdicts) {
    let listed = projects::of(document).len();
    let forms = forms(document).count();
    for statement in &document.content.statements {
        if verdicts.are_late() {
            return;
        }
        let name = subject(statement);
        let of_targets = name == "绩效目标项目";
        if statement.measure != Measure::Count
            || !(of_targets || name == "绩效自评项目")
            || statement.unit.as_deref() != Some("个")
        {
            continue;
        }
        let Some(said) = statement.value else { continue };
        let place = Place::page(document.content.forms.first().and_then(|f| f.pages.first().copied()).unwrap_or(1));
        let counted = |what: &str, n: usize| Evidence {
            what: what.to_owned(),
            printed: n.to_string(),
            value: Some(Decimal::from(n)),
            place,
        };
        let all = vec![evidence(statement), counted("项目支出表中的项目数", listed), counted("绩效目标表数（去重）", forms)];
        if document.content.parts.len() > 1 {
            verdicts.silent("NAR-12", Status::NotApplicable, "the file is of several bodies, each with its own projects", all);
            continue;
        }
        match money_tells(document, statement, of_targets) {
            // Fewer may be projects of a higher level, with several forms each (烟台).
            // One form with all of the money is of them all.
            Some((Some(count), money)) if said > Decimal::from(count) && count > 1 => {
                miscounted(statement, count, money, verdicts);
                continue;
            }
            Some((Some(_), _)) => {
                verdicts.silent("NAR-12", Status::Pass, "the forms make the money that is stated with it", all);
                continue;
            }
            Some((None, _)) if of_targets && forms > 0 && listed == forms && said != Decimal::from(forms) => {
                let reason = "the money stated with it is not that of all forms: some projects may be meant";
                verdicts.silent("NAR-12", Status::NotApplicable, reason, all);
                continue;
            }
            _ if !of_targets => continue,
            _ => {}
        }
        if forms == 0 || listed == 0 {
            verdicts.silent("NAR-12", Status::InsufficientData, "the document lists no projects or holds no forms to count", all);
            continue;
        }
        let numbers = [listed, forms].map(Decimal::from);
        let agreement = if numbers.contains(&said) { Agreement::Exact } else { Agreement::Differ };
        let compared =
            Comparison { left: said, right: numbers[1], difference: said - numbers[1], tolerance: Decimal::ZERO, agreement };
        if agreement == Agreement::Differ && listed != forms {
            verdicts.silent("NAR-12", Status::NotApplicable, "the table and the forms count different things themselves", all);
            continue;
        }
        verdicts.compared("NAR-12", &compared, all.clone());
        if agreement == Agreement::Differ {
            let zh = format!("正文称绩效目标项目{}，项目支出表和绩效目标表均为{forms}个。", statement.printed);
            let en = format!(
                "The text counts {} projects with targets; the table and the forms both have {forms}.",
                statement.printed
            );
            verdicts.find(finding("NAR-12", Severity::Error, statement, zh, en, all[1..].to_vec()));
        }
    }
}

/// The money that a sentence gives with a number of projects, and how many forms there are if they make it:
/// `共涉及项目2个，涉及资金8.18万元`.
fn money_tells(document: &Document<'_>, statement: &Statement, targets: bool) -> Option<(Option<usize>, Evidence)> {
    let beside = document.content.statements.iter().filter(|s| s.quote == statement.quote && s.place == statement.place);
    let (money, figure) = beside.filter_map(|s| Some((s, amount(s)?))).find(|(_, f)| !f.value.is_zero())?;
    let of_phase = |f: &&Form| (f.phase == Phase::SelfEvaluation) != targets;
    let own: Vec<&Form> = forms(document).filter(of_phase).collect();
    let total = |f: &Form, measure: FundMeasure| {
        let is_it =
            |x: &&Fund| x.source == Some("total") && x.item.is_none() && x.horizon == Horizon::Annual && x.measure == measure;
        f.funds.iter().find(is_it).and_then(Figure::of_fund).filter(|f| !f.value.is_zero())
    };
    let makes = |measure: FundMeasure| {
        let all: Option<Vec<Figure>> = own.iter().map(|f| total(f, measure)).collect();
        all.is_some_and(|all| !all.is_empty() && adds_up(&[figure], &all).agreement != Agreement::Differ)
    };
    let measures = [FundMeasure::Budget, FundMeasure::InitialBudget, FundMeasure::AdjustedBudget, FundMeasure::Executed];
    Some((measures.into_iter().any(makes).then_some(own.len()), evidence(money)))
}

/// NAR-12: all forms make exactly the money that the text gives with another number of projects.
fn miscounted(statement: &Statement, count: usize, money: Evidence, verdicts: &mut Verdicts) {
    let all = vec![evidence(statement), money.clone()];
    verdicts.check(Check { evidence: all, ..Check::of("NAR-12", Status::Fail) });
    let zh = format!("正文称项目{}、资金{}，而{count}份绩效表的资金合计正好为此数。", statement.printed, money.printed);
    let en = format!(
        "The text counts {} projects with {}; the {count} forms make exactly this money.",
        statement.printed, money.printed
    );
    verdicts.find(finding("NAR-12", Severity::Warning, statement, zh, en, vec![money]));
}

/// NAR-13: the money under performance targets is a figure of the tables. Only a share of the projects may have targets, so a
/// figure that no table prints is wrong only where the text says that all have.
fn target_amounts(document: &Document<'_>, verdicts: &mut Verdicts) {
    let ground = Ground::of(document);
    for statement in &document.content.statements {
        if verdicts.are_late() {
            return;
        }
        let term = |s: &Subject| s.source == SubjectSource::Term && s.name == "绩效目标项目资金";
        if !statement.subject.as_ref().is_some_and(term) {
            continue;
        }
        let Some(figure) = amount(statement).filter(|f| !f.value.is_zero()) else { continue };
        let stands =
            ground.figures.iter().map(|p| (repeats(figure, p.figure), p)).filter(|(c, _)| c.agreement != Agreement::Differ);
        match stands.min_by_key(|(c, _)| c.difference.abs()) {
            Some((compared, printed)) => {
                verdicts.compared("NAR-13", &compared, vec![evidence(statement), ground.evidence(printed)]);
            }
            None if is_all(document, statement) => all_projects(document, &ground, statement, figure, verdicts),
            None => {
                let reason = "no table prints the amount: the targets may be of some projects only";
                verdicts.silent("NAR-13", Status::NotApplicable, reason, vec![evidence(statement)]);
            }
        }
    }
}

/// Whether every project has targets: the text says so, or counts as many as the document lists.
fn is_all(document: &Document<'_>, statement: &Statement) -> bool {
    let listed = projects::of(document).len();
    let counts = document.content.statements.iter().filter(|s| s.section == statement.section && s.measure == Measure::Count);
    let as_many = |n: usize| n > 0 && counts.clone().any(|s| subject(s) == "绩效目标项目" && s.value == Some(Decimal::from(n)));
    let said = CHECK_WORDS.text.all_projects.iter().any(|w| statement.quote.contains(w));
    said || as_many(listed) || listed == 0 && as_many(forms(document).count())
}

/// Forms of projects, each once.
fn forms<'d>(document: &Document<'d>) -> impl Iterator<Item = &'d Form> {
    let own = |f: &&Form| f.duplicate_of.is_none() && f.subject == form::Subject::Project && f.project_name.is_some();
    document.content.forms.iter().filter(own)
}

/// All projects have targets, but the money is that of no table: it is not what the projects listed, or else the forms, make.
fn all_projects(document: &Document<'_>, ground: &Ground<'_>, statement: &Statement, figure: Figure, verdicts: &mut Verdicts) {
    let total = |p: &&Printed<'_>| p.record.is_total && matches!(p.record.table, Some("B10" | "F11"));
    let printed = ground.figures.iter().filter(total).map(|p| (p.figure, ground.evidence(p)));
    let wholes = printed.chain(sum_of_list(document)).chain(sum_of_forms(document));
    let compared = wholes.map(|(whole, evidence)| (repeats(figure, whole), evidence));
    let Some((nearest, whole)) = compared.min_by_key(|(c, _)| (c.agreement == Agreement::Differ, c.difference.abs())) else {
        let reason = "no table prints the amount, and the document lists no projects with their amounts";
        return verdicts.silent("NAR-13", Status::InsufficientData, reason, vec![evidence(statement)]);
    };
    if nearest.agreement == Agreement::Differ && nearest.difference < Decimal::ZERO && statement.quote.contains("一般公共预算")
    {
        let reason = "the text speaks of the general budget, and the projects may have other money";
        return verdicts.silent("NAR-13", Status::NotApplicable, reason, vec![evidence(statement), whole]);
    }
    verdicts.compared("NAR-13", &nearest, vec![evidence(statement), whole.clone()]);
    if nearest.agreement == Agreement::Differ {
        let (stated, whole_is) = (&statement.printed, &whole.what);
        let zh = format!("正文中设绩效目标的项目涉及资金{stated}，而{whole_is}为{}。", whole.printed);
        let en =
            format!("The text gives {stated} for the projects with targets; together ({whole_is}) they make {}.", whole.printed);
        verdicts.find(finding("NAR-13", Severity::Warning, statement, zh, en, vec![whole]));
    }
}

/// What the projects of the list make together, where each has one amount.
fn sum_of_list(document: &Document<'_>) -> Option<(Figure, Evidence)> {
    let listed = projects::of(document);
    let figures: Option<Vec<Figure>> = listed.iter().map(|p| p.only().map(|f| f.0)).collect();
    sum("项目支出表各项目合计", &figures?, listed.first()?.place)
}

/// What the forms ask for together.
fn sum_of_forms(document: &Document<'_>) -> Option<(Figure, Evidence)> {
    let figures: Option<Vec<Figure>> = forms(document).map(|f| Figure::of_fund(f.total(Horizon::Annual)?)).collect();
    let first = forms(document).next()?.total(Horizon::Annual)?.place;
    sum("各绩效目标表年度资金合计", &figures?, first)
}

fn sum(what: &str, figures: &[Figure], place: Place) -> Option<(Figure, Evidence)> {
    let value: Decimal = figures.iter().map(|f| f.value).sum();
    let half = figures.iter().map(|f| f.half).sum();
    let printed = format!("{}元", super::said::plain(value));
    (!figures.is_empty())
        .then(|| (Figure { value, half }, Evidence { what: what.to_owned(), printed, value: Some(value.normalize()), place }))
}

/// Yuan a year for each vehicle, of which no vehicle can use more: five times what the rules allow for a car.
const MOST_EACH: u32 = 200_000;
/// Yuan a year with which no vehicle runs: three a day.
const LEAST_EACH: u32 = 1_000;
/// Fewer vehicles may stand still.
const FLEET: u32 = 30;
/// Yuan a year that are no cost of one vehicle whatever it is.
const NONE_EACH: u32 = 500_000;

/// NAR-17: money for running vehicles where there is none, or more for each than a vehicle can use.
fn vehicles(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    let of_cost = |s: &&Statement| subject(s) == "公务用车运行维护费";
    let costs = || statements.iter().filter(of_cost).filter_map(|s| Some((s, amount(s)?)));
    let mut told: Vec<&Statement> = Vec::new();
    for count in statements.iter().filter(|s| is_count_of_vehicles(s)) {
        let Some(vehicles) = count.value else { continue };
        // What stands in one sentence is meant of the same vehicles; else the first amount is of those that the body owns.
        let beside = costs().find(|(c, _)| c.quote == count.quote);
        let owned = subject(count) == "车辆";
        let Some((cost, figure)) = beside.or_else(|| costs().next().filter(|_| owned)) else { continue };
        let each = |yuan: u32| vehicles * Decimal::from(yuan);
        let dear = figure.value > each(MOST_EACH);
        let idle = vehicles > Decimal::from(FLEET) && !figure.value.is_zero() && figure.value < each(LEAST_EACH);
        let absurd = beside.is_some() && !vehicles.is_zero() && figure.value > each(NONE_EACH);
        let all = vec![evidence(count), evidence(cost)];
        if !dear && !idle {
            verdicts.silent("NAR-17", Status::Pass, "plausible", all);
            continue;
        }
        // The text may say which other vehicles the money is for: 增加6辆公务用车运行维护费, 含租用车辆.
        let more = |s: &Statement| s.unit.as_deref() == Some("辆") && (s.direction.is_some() || s.quote.contains("增加"));
        let hired = CHECK_WORDS.text.other_vehicles.iter().any(|w| count.quote.contains(w) || cost.quote.contains(w));
        if !idle && (hired || statements.iter().any(more)) {
            verdicts.silent("NAR-17", Status::NotApplicable, "the text speaks of other vehicles as well", all);
            continue;
        }
        if told.iter().any(|t| t.printed == count.printed) {
            continue;
        }
        told.push(count);
        // Another number of vehicles in the text is the likely one.
        let other = statements.iter().find(|s| {
            is_count_of_vehicles(s) && s.value.is_some_and(|v| v != vehicles && figure.value <= v * Decimal::from(MOST_EACH))
        });
        let mut beside = vec![evidence(cost)];
        beside.extend(other.map(evidence));
        verdicts.check(Check { evidence: all, ..Check::of("NAR-17", Status::Fail) });
        let apart = other.map(|o| o.printed.as_str());
        let zh = format!(
            "文中车辆为{}，公务用车运行维护费为{}{}。",
            count.printed,
            cost.printed,
            apart.map(|o| format!("，而别处称车辆为{o}")).unwrap_or_default()
        );
        let en = format!(
            "The text counts {} and gives {} for running vehicles{}.",
            count.printed,
            cost.printed,
            apart.map(|o| format!("; elsewhere it counts {o}")).unwrap_or_default()
        );
        let severity = if idle || absurd { Severity::Warning } else { Severity::Info };
        verdicts.find(finding("NAR-17", severity, count, zh, en, beside));
    }
}

/// Whether a statement counts the vehicles that a body has.
fn is_count_of_vehicles(statement: &Statement) -> bool {
    let counts = statement.measure == Measure::Count && statement.unit.as_deref() == Some("辆") && statement.direction.is_none();
    counts && matches!(subject(statement), "车辆" | "公务用车保有量")
}
