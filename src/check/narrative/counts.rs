//! What the text counts and sums about performance targets, against tables and forms (NAR-12, NAR-13), and vehicles (NAR-17).

use super::ground::Ground;
use super::{amount, evidence, finding, projects, subject};
use crate::check::figure::{Agreement, Comparison, repeats};
use crate::check::{Document, Evidence, Status, Verdicts};
use crate::content::{Measure, Subject, SubjectSource};
use crate::diagnostic::Severity;
use crate::place::Place;
use rust_decimal::Decimal;

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
    let forms =
        document.content.forms.iter().filter(|f| f.duplicate_of.is_none() && f.subject == crate::content::form::Subject::Project);
    let forms = forms.filter(|f| f.project_name.is_some()).count();
    for statement in &document.content.statements {
        if statement.measure != Measure::Count || subject(statement) != "绩效目标项目" || statement.unit.as_deref() != Some("个")
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

/// NAR-13: the money under performance targets is a figure of the tables. Only a share of the projects may have targets, so a
/// figure that no table prints is wrong only where the text says that all have.
fn target_amounts(document: &Document<'_>, verdicts: &mut Verdicts) {
    let ground = Ground::of(document);
    for statement in &document.content.statements {
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
            None => {
                let reason = "no table prints the amount: the targets may be of some projects only";
                verdicts.silent("NAR-13", Status::NotApplicable, reason, vec![evidence(statement)]);
            }
        }
    }
}

/// NAR-17: money for running vehicles where there is none, or more for each than a vehicle can use.
fn vehicles(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    let count =
        statements.iter().find(|s| s.measure == Measure::Count && subject(s) == "车辆" && s.unit.as_deref() == Some("辆"));
    let cost = statements.iter().find_map(|s| amount(s).filter(|_| subject(s) == "公务用车运行维护费").map(|f| (s, f)));
    let (Some(count), Some((cost, figure))) = (count, cost) else { return };
    let Some(vehicles) = count.value else { return };
    let all = vec![evidence(count), evidence(cost)];
    // Twenty times ten thousand yuan a year is five times what the rules allow for a car.
    let most = vehicles * Decimal::from(200_000);
    if figure.value > most {
        verdicts.check(crate::check::Check { evidence: all.clone(), ..crate::check::Check::of("NAR-17", Status::Fail) });
        let zh = format!("车辆{}，公务用车运行维护费{}，两者不相称。", count.printed, cost.printed);
        let en = format!("{} vehicles and {} for running them do not go together.", count.printed, cost.printed);
        verdicts.find(finding("NAR-17", Severity::Info, count, zh, en, vec![evidence(cost)]));
    } else {
        verdicts.silent("NAR-17", Status::Pass, "plausible", all);
    }
}
