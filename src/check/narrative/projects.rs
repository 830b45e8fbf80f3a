//! Projects that the text names, against the table of projects (NAR-04, NAR-05).

use super::ground::Ground;
use super::near;
use super::said::{amount, evidence, finding, is_aside, subject};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, repeats};
use crate::check::finding::{Check, Evidence, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::codes::words::WORDS;
use crate::content::{Role, RowKind, Statement, SubjectSource, Table};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::unit_of;
use crate::place::Place;

/// Shorter names are words of the language, not names.
const SHORTEST: usize = 5;

/// A project of a table of projects.
pub(in crate::check) struct Project {
    /// The name, folded.
    pub(in crate::check) name: String,
    /// Its amount for the year; several where it is printed for several units or kinds of money.
    pub(in crate::check) figures: Vec<(Figure, Evidence)>,
    /// Where its name stands.
    pub(in crate::check) place: Place,
    /// Its table is one of final accounts.
    pub(in crate::check) executed: bool,
}

impl Project {
    /// The one amount of the project; `None` where it has none or several.
    pub(in crate::check) fn only(&self) -> Option<&(Figure, Evidence)> {
        self.figures.first().filter(|_| self.figures.len() == 1)
    }
}

/// Whether a table lists projects.
pub(in crate::check) fn lists_projects(table: &Table) -> bool {
    matches!(table.id, Some("B10" | "B10d" | "F11"))
}

/// The projects of all tables of projects; the same name twice is one project.
pub(in crate::check) fn of(document: &Document<'_>) -> Vec<Project> {
    let mut projects: Vec<Project> = Vec::new();
    for table in document.content.tables.iter().filter(|t| lists_projects(t)) {
        let is_name = |c: &crate::content::Column| c.role == Role::Name && c.path.iter().any(|p| p.contains("项目"));
        let Some(names) = table.columns.iter().position(is_name) else { continue };
        let totals = table.columns.iter().position(|c| c.role == Role::Amount && c.meaning == Some("total"));
        let Some(amounts) = totals.or_else(|| table.columns.iter().position(|c| c.role == Role::Amount && !c.counts)) else {
            continue;
        };
        let factor = table.unit.as_deref().and_then(unit_of).and_then(|u| u.factor());
        let title = table.title.as_deref().unwrap_or("项目支出表");
        for row in table.rows.iter().filter(|r| r.kind == RowKind::Item) {
            let Some(cell) = row.cells.get(names).and_then(Option::as_ref) else { continue };
            let name = fold(&cell.printed);
            if name.chars().count() < 2 || is_body(document, &name) {
                continue;
            }
            let figure = row.cells.get(amounts).and_then(Option::as_ref).zip(factor).and_then(|(amount, factor)| {
                let figure = Figure::read(&amount.printed, factor)?;
                let what = format!("{title} / {}", cell.printed.replace('\n', ""));
                let place = amount.place();
                Some((
                    figure,
                    Evidence { what, printed: amount.printed.to_string(), value: Some(figure.value.normalize()), place },
                ))
            });
            match projects.iter_mut().find(|p| p.name == name) {
                Some(known) => known.figures.extend(figure),
                None => projects.push(Project {
                    name,
                    figures: figure.into_iter().collect(),
                    place: cell.place(),
                    executed: table.id == Some("F11"),
                }),
            }
        }
    }
    projects
}

/// Rows of units stand among those of their projects.
fn is_body(document: &Document<'_>, name: &str) -> bool {
    document.disclosure.department.name.as_deref().is_some_and(|d| fold(d) == *name)
        || CHECK_WORDS.text.bodies.iter().any(|b| name.ends_with(b)) && !name.contains("项目")
}

/// Asks for every named amount whether the table of projects has it.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let projects = of(document);
    if projects.is_empty() {
        for rule in ["NAR-04", "NAR-05"] {
            verdicts.silent(rule, Status::InsufficientData, "the document has no table of projects", Vec::new());
        }
        return;
    }
    let ground = Ground::of(document);
    let rescaled = rescaled(document, &projects);
    for statement in &document.content.statements {
        if verdicts.are_late() {
            return;
        }
        let Some(figure) = amount(statement) else { continue };
        let printed = statement.subject_printed.as_deref().map(fold).unwrap_or_default();
        let is_kind = |name: &str| WORDS.scope.kinds.contains(&name);
        let names = |name: &str| name.chars().count() >= SHORTEST && printed.ends_with(name) && !is_kind(name);
        let named = projects.iter().filter(|p| names(&p.name)).max_by_key(|p| p.name.len());
        if let Some(project) = named {
            if is_aside(statement) && !statement.quote.contains("包括") {
                continue;
            }
            let Some((stands, table)) = project.only() else {
                verdicts.silent(
                    "NAR-04",
                    Status::NotApplicable,
                    "the table prints several amounts for the project",
                    vec![evidence(statement)],
                );
                continue;
            };
            let compared = repeats(figure, *stands);
            let both = vec![evidence(statement), table.clone()];
            let unsure = || figure.value.is_zero() || near::is_torn(statement) || ground.prints(figure) || rescaled;
            if compared.agreement == Agreement::Differ && unsure() {
                verdicts.silent("NAR-04", Status::NotApplicable, "another row prints the amount", both);
                continue;
            }
            verdicts.compared("NAR-04", &compared, both);
            verdicts.silent("NAR-05", Status::Pass, "the name is that of the table", vec![evidence(statement)]);
            if compared.agreement == Agreement::Differ {
                let zh =
                    format!("正文中项目“{}”为{}，项目支出表为{}，两处应一致。", project.name, statement.printed, table.printed);
                let en = format!(
                    "The text gives {} for the project {}, the table of projects {}元.",
                    statement.printed,
                    project.name,
                    stands.value.normalize()
                );
                // One unit of the last place is a slip, no wrong amount.
                let slip = compared.difference.abs() <= figure.half.max(stands.half) * Decimal::TWO;
                let severity = if slip { Severity::Warning } else { Severity::Error };
                verdicts.find(finding("NAR-04", severity, statement, zh, en, vec![table.clone()]));
            }
        } else {
            misnamed(&projects, statement, figure, &printed, verdicts);
        }
    }
    strangers(document, &projects, verdicts);
}

/// Whether the text names several projects with the digits of the table, and all apart by the same power of ten: then the unit of the
/// table was not read for certain.
fn rescaled(document: &Document<'_>, projects: &[Project]) -> bool {
    let printed = |s: &Statement| s.subject_printed.as_deref().map(fold).unwrap_or_default();
    let ratio = |s: &Statement| {
        let (figure, name) = (amount(s).filter(|f| is_telling(*f))?, printed(s));
        let named = |p: &&Project| p.name.chars().count() >= SHORTEST && name.ends_with(&p.name);
        let own = projects.iter().filter(named).max_by_key(|p| p.name.len())?.only()?.0;
        figure.value.over(own.value)
    };
    let ratios: Vec<Decimal> = document.content.statements.iter().filter_map(ratio).collect();
    let is_power = |r: &Decimal| *r != Decimal::ONE && r.normalize().to_string().trim_matches(['0', '.']) == "1";
    ratios.len() > 1 && is_power(&ratios[0]) && ratios.iter().all(|r| *r == ratios[0])
}

/// NAR-05: among projects that a sentence lists by name with the amounts of the table, one that the table does not name has the amount of
/// one that the text does not name.
fn strangers(document: &Document<'_>, projects: &[Project], verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    let printed = |s: &Statement| s.subject_printed.as_deref().map(fold).unwrap_or_default();
    let is_called = |s: &Statement, p: &Project| printed(s).ends_with(&p.name) || printed(s) == p.name;
    let has_amount = |f: Figure, p: &Project| p.only().is_some_and(|(own, _)| repeats(f, *own).agreement != Agreement::Differ);
    for statement in statements {
        if verdicts.are_late() {
            return;
        }
        let Some(figure) = amount(statement).filter(|f| is_telling(*f)) else { continue };
        let name = printed(statement);
        let whose = statement.subject.as_ref().map(|s| s.source);
        let own_words = matches!(whose, None | Some(SubjectSource::Printed)) && name.chars().count() >= SHORTEST;
        if !own_words || projects.iter().any(|p| is_called(statement, p) || p.name.contains(&name) || name.contains(&p.name)) {
            continue;
        }
        let listed = |s: &&Statement| {
            s.quote == statement.quote && amount(s).is_some_and(|f| projects.iter().any(|p| is_called(s, p) && has_amount(f, p)))
        };
        let mut same = projects.iter().filter(|p| has_amount(figure, p));
        let (Some(project), None) = (same.next(), same.next()) else { continue };
        let told = document.outline.paragraphs.iter().any(|p| fold(&p.text).contains(&project.name));
        if told || !statements.iter().any(|s| listed(&s)) {
            continue;
        }
        let place = Evidence {
            what: "项目支出表 / 项目名称".to_owned(),
            printed: project.name.clone(),
            value: None,
            place: project.place,
        };
        let all = vec![evidence(statement), place.clone()];
        verdicts.check(Check { evidence: all, ..Check::of("NAR-05", Status::Fail) });
        let zh = format!("正文所列项目“{name}”不在项目支出表中；表中该金额的项目是“{}”，正文未提及。", project.name);
        let en = format!(
            "The text lists the project {name}, which the table does not; there the amount is that of {}, which the text does not name.",
            project.name
        );
        verdicts.find(finding("NAR-05", Severity::Warning, statement, zh, en, vec![place]));
    }
}

/// Whether an amount tells a project from others: it has three digits that are not zeros at its end.
fn is_telling(figure: Figure) -> bool {
    figure.value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len() >= 3
}

/// NAR-05: a name that is a project's but for one character, with the project's amount.
fn misnamed(projects: &[Project], statement: &Statement, figure: Figure, printed: &str, verdicts: &mut Verdicts) {
    let alike = |p: &&Project| {
        let length = p.name.chars().count();
        let tail: String = printed.chars().skip(printed.chars().count().saturating_sub(length)).collect();
        length > SHORTEST
            && one_apart(&tail, &p.name)
            && p.only().is_some_and(|(f, _)| repeats(figure, *f).agreement != Agreement::Differ)
    };
    let Some(project) = projects.iter().find(alike).filter(|_| !figure.value.is_zero()) else { return };
    let place =
        Evidence {
            what: "项目支出表 / 项目名称".to_owned(), printed: project.name.clone(), value: None, place: project.place
        };
    let all = vec![evidence(statement), place.clone()];
    verdicts.check(Check { evidence: all, ..Check::of("NAR-05", Status::Fail) });
    let said = subject(statement);
    let zh = format!("正文写“{said}”，项目支出表为“{}”，名称相差一字。", project.name);
    let en = format!("The text names the project {said}, the table {}: they differ by a character.", project.name);
    verdicts.find(finding("NAR-05", Severity::Warning, statement, zh, en, vec![place]));
}

/// Two names of the same length that differ in one character which is no digit: numbers tell projects apart.
pub(in crate::check) fn one_apart(a: &str, b: &str) -> bool {
    if a.chars().count() != b.chars().count() {
        return false;
    }
    let mut apart = a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    let telling = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十甲乙丙丁东南西北上下前后大小左右".contains(c);
    apart.next().is_some_and(|(x, y)| !telling(x) && !telling(y)) && apart.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::one_apart;

    #[test]
    fn names_differ_by_one_character() {
        assert!(one_apart("乡村服务站标牌费", "乡镇服务站标牌费"));
        assert!(!one_apart("一期工程建设费", "二期工程建设费") && !one_apart("标牌费", "标牌费") && !one_apart("标牌", "标牌费"));
    }
}
