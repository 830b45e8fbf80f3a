//! Years, reasons and lists of the text (NAR-06, NAR-11, NAR-15, NAR-16, NAR-18).

use super::{amount, evidence, finding, subject};
use crate::check::{Check, Document, Evidence, Status, Verdicts};
use crate::codes::subjects::fold;
use crate::content::disclosure::Kind;
use crate::content::{Measure, Role, Statement};
use crate::diagnostic::Severity;
use crate::grammar::sentence::Direction;
use rust_decimal::Decimal;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    named_increases(document, verdicts);
    procurement(document, verdicts);
    lists(document, verdicts);
    years(document, verdicts);
    reasons(document, verdicts);
}

/// NAR-06: increases that are named one by one do not make more than the whole change.
fn named_increases(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    for (index, total) in statements.iter().enumerate() {
        let grows = total.measure == Measure::Change && total.direction == Some(Direction::Increase);
        let Some(whole) = total.amount_yuan.filter(|_| grows && total.quote.contains("包括")) else { continue };
        let named: Vec<&Statement> = statements[index + 1..]
            .iter()
            .take_while(|s| s.section == total.section && (s.measure == Measure::PercentChange || amount(s).is_some()))
            .filter(|s| s.measure == Measure::Amount)
            .take_while(|s| subject(s) != subject(total))
            .collect();
        if named.len() < 3 {
            continue;
        }
        let sum = named.iter().filter_map(|s| s.amount_yuan).fold(Decimal::ZERO, |sum, v| sum.saturating_add(v));
        let all: Vec<Evidence> = std::iter::once(evidence(total)).chain(named.iter().map(|s| evidence(s))).collect();
        let status = if sum <= whole { Status::Pass } else { Status::NotApplicable };
        verdicts.silent("NAR-06", status, "the increases named are part of the change; others may have fallen", all);
    }
}

/// NAR-11: what is bought is not more than what is spent.
fn procurement(document: &Document<'_>, verdicts: &mut Verdicts) {
    let statements = &document.content.statements;
    let of = |name: &str| statements.iter().find_map(|s| amount(s).filter(|_| subject(s) == name).map(|f| (s, f)));
    let (Some((bought, procured)), Some((all, spent))) = (of("政府采购"), of("支出合计").or_else(|| of("本年支出合计")))
    else {
        return;
    };
    let both = vec![evidence(bought), evidence(all)];
    if procured.value <= spent.value + spent.half + procured.half {
        verdicts.silent("NAR-11", Status::Pass, "procurement is part of the expenditure", both);
        return;
    }
    verdicts.check(Check { evidence: both, ..Check::of("NAR-11", Status::Fail) });
    let zh = format!("政府采购{}大于支出{}。", bought.printed, all.printed);
    let en = format!("Procurement of {} is more than the whole expenditure of {}.", bought.printed, all.printed);
    verdicts.find(finding("NAR-11", Severity::Info, bought, zh, en, vec![evidence(all)]));
}

/// NAR-15: the items named under 人员经费 and 公用经费 are rows of the table of basic expenditure.
///
/// Most texts name every item of the classification whatever the table holds; only a list that names nearly all rows of the
/// table is meant as one, and only there does a missing or foreign item say something.
fn lists(document: &Document<'_>, verdicts: &mut Verdicts) {
    let rows: Vec<String> = document
        .content
        .tables
        .iter()
        .filter(|t| t.id == Some("B06"))
        .flat_map(|t| {
            let name = t.columns.iter().position(|c| c.role == Role::Name);
            t.rows.iter().filter_map(move |r| Some(fold(&r.cells.get(name?)?.as_ref()?.printed)))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    for statement in document.content.statements.iter().filter(|s| matches!(subject(s), "人员经费" | "公用经费")) {
        let Some((_, list)) = statement.quote.split_once("包括").filter(|_| amount(statement).is_some()) else { continue };
        let folded = fold(list);
        let items: Vec<&str> =
            folded.trim_matches(|c: char| "：:；。;,".contains(c)).split(['、', ',']).map(|i| i.trim_end_matches('等')).collect();
        let strange: Vec<&str> = items.iter().copied().filter(|i| !i.is_empty() && !rows.iter().any(|r| r.contains(i))).collect();
        if items.len() < 3 {
            continue;
        }
        let (status, reason) = if strange.is_empty() {
            (Status::Pass, "every item named is a row of the table".to_owned())
        } else {
            (
                Status::NotApplicable,
                format!(
                    "the list names {} items that the table does not hold, as a list of the classification does",
                    strange.len()
                ),
            )
        };
        verdicts.silent("NAR-15", status, reason, vec![evidence(statement)]);
    }
}

/// NAR-16: a sentence that states this year's figures under the name of another year was left from an older text.
fn years(document: &Document<'_>, verdicts: &mut Verdicts) {
    let Some(year) = document.disclosure.fiscal_year else { return };
    let (mut fitting, mut first) = (0usize, None);
    for statement in document.content.statements.iter().filter(|s| amount(s).is_some()) {
        let printed = statement.subject_printed.as_deref().map(fold).unwrap_or_default();
        let Some(said) = leading_year(&printed).filter(|_| printed.contains("预算") || printed.contains("决算")) else {
            continue;
        };
        let known = said == year || said + 1 == year || (document.disclosure.kind == Kind::FinalAccounts && said == year + 1);
        if known || (year..year + 5).contains(&said) {
            fitting += 1;
            first = first.or(Some(evidence(statement)));
            continue;
        }
        verdicts.check(Check { evidence: vec![evidence(statement)], ..Check::of("NAR-16", Status::Fail) });
        let zh = format!("{year}年度的公开文件以{said}年的名义列出{}，疑为旧文遗留。", statement.printed);
        let en =
            format!("A document of {year} gives {} as of {said}; the sentence seems left from an older one.", statement.printed);
        verdicts.find(finding("NAR-16", Severity::Info, statement, zh, en, Vec::new()));
    }
    if fitting > 0 {
        verdicts.check(Check { places: fitting, evidence: first.into_iter().collect(), ..Check::of("NAR-16", Status::Pass) });
    }
}

/// The year with which a phrase begins: `2023年度预算收入总计`.
fn leading_year(phrase: &str) -> Option<u16> {
    let (digits, _) = phrase.split_once('年')?;
    (digits.len() == 4).then(|| digits.parse().ok())?.filter(|y| (2000..2100).contains(y))
}

/// NAR-18: a change of 三公经费 or 机关运行经费 is explained.
fn reasons(document: &Document<'_>, verdicts: &mut Verdicts) {
    const EXPLAINED: [&str; 2] = ["“三公”经费", "机关运行经费"];
    const CAUSES: [&str; 9] = ["原因", "由于", "因为", "主要是", "主要为", "因", "系", "根据", "按照"];
    let statements = &document.content.statements;
    for statement in statements.iter().filter(|s| s.measure == Measure::Change && EXPLAINED.contains(&subject(s))) {
        let moved = statement.value.is_some_and(|v| !v.is_zero()) && statement.direction != Some(Direction::Flat);
        if !moved {
            continue;
        }
        let here = document.outline.paragraphs.iter().filter(|p| p.section == statement.section);
        let explained = statement.reason.is_some() || here.clone().any(|p| CAUSES.iter().any(|c| p.text.contains(c)));
        if explained {
            verdicts.silent("NAR-18", Status::Pass, "a reason is given", vec![evidence(statement)]);
            continue;
        }
        verdicts.check(Check { evidence: vec![evidence(statement)], ..Check::of("NAR-18", Status::Fail) });
        let name = subject(statement);
        let zh = format!("{name}变动{}，本节未说明原因。", statement.printed);
        let en = format!("{name} changed by {}, and the section gives no reason.", statement.printed);
        verdicts.find(finding("NAR-18", Severity::Warning, statement, zh, en, Vec::new()));
    }
}
