//! Years, procurement and lists of the text (NAR-11, NAR-15, NAR-16).

use super::said::{amount, evidence, finding, subject};
use crate::check::document::Document;
use crate::check::finding::{Check, Status};
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::content::disclosure::Kind;
use crate::content::{Measure, Role, Statement};
use crate::diagnostic::Severity;

/// Asks.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    procurement(document, verdicts);
    lists(document, verdicts);
    classes(document, verdicts);
    years(document, verdicts);
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

/// Rows named, of a hundred of the table, from which on a list is meant as one of the table.
const LISTED: usize = 75;

/// NAR-15: the items named under 人员经费 and 公用经费 are rows of the table of basic expenditure.
///
/// Most texts name every item of the classification whatever the table holds; only a list that names nearly all rows of the
/// table, and hardly any other, is meant as one, and only there does a foreign item say something.
fn lists(document: &Document<'_>, verdicts: &mut Verdicts) {
    let basic = document.content.tables.iter().filter(|t| t.id == Some("B06"));
    let rows: Vec<String> = basic
        .flat_map(|t| {
            let name = t.columns.iter().position(|c| c.role == Role::Name);
            t.rows.iter().filter_map(move |r| Some(fold(&r.cells.get(name?)?.as_ref()?.printed)))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    // Classes and totals are no items.
    let classes = &CHECK_WORDS.text.no_items;
    let of_table: Vec<&String> = rows.iter().filter(|r| !classes.iter().any(|c| r.ends_with(c))).collect();
    let lists = document.content.statements.iter().filter(|s| matches!(subject(s), "人员经费" | "公用经费"));
    let lists: Vec<(&Statement, Vec<String>)> = lists.filter_map(|s| Some((s, listed(s)?))).collect();
    let named = |row: &str| lists.iter().any(|(_, items)| items.iter().any(|i| row.contains(i.as_str())));
    let known = of_table.iter().filter(|row| named(row)).count();
    let whole = known * 100 >= of_table.len() * LISTED;
    for (statement, items) in &lists {
        let strange: Vec<&str> = items.iter().map(String::as_str).filter(|i| !rows.iter().any(|r| r.contains(i))).collect();
        if strange.is_empty() {
            verdicts.silent("NAR-15", Status::Pass, "every item named is a row of the table", vec![evidence(statement)]);
            continue;
        }
        if !whole || strange.len() * 4 > items.len() {
            let count = strange.len();
            let reason =
                format!("the list names {count} items that the table does not hold, as a list of the classification does");
            verdicts.silent("NAR-15", Status::NotApplicable, reason, vec![evidence(statement)]);
            continue;
        }
        verdicts.check(Check { evidence: vec![evidence(statement)], ..Check::of("NAR-15", Status::Fail) });
        let foreign = strange.join("、");
        let zh = format!("{}所列“{foreign}”在基本支出表中没有对应科目，其余各项均有。", subject(statement));
        let en = format!(
            "The list of {} names {foreign}, which the table of basic expenditure does not hold, though it holds the others.",
            subject(statement)
        );
        verdicts.find(finding("NAR-15", Severity::Info, statement, zh, en, Vec::new()));
    }
}

/// So many classes of one classification stand in a list where one of the other is odd.
const CLASSES: usize = 3;

/// NAR-15: in a list by the classification of the government (501, 502, 505) stands a code of that of departments (399), or the other
/// way round.
fn classes(document: &Document<'_>, verdicts: &mut Verdicts) {
    let coded = |s: &'_ Statement| -> Option<char> {
        let printed = s.subject_printed.as_deref()?.trim_end_matches([')', '）']);
        let code = printed.rsplit(['(', '（']).next().filter(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_digit()))?;
        code.chars().next().filter(|first| matches!(first, '3' | '5') && amount(s).is_some())
    };
    let listed: Vec<(&Statement, char)> = document.content.statements.iter().filter_map(|s| Some((s, coded(s)?))).collect();
    for (at, (statement, own)) in listed.iter().enumerate() {
        let (before, rest) = listed.split_at(at);
        let near = |s: &Statement| s.section == statement.section && s.place == statement.place;
        let beside = before.iter().rev().chain(rest.iter().skip(1)).filter(|(s, _)| near(s));
        let (same, other) = beside.fold((0usize, 0usize), |(same, other), (_, class)| match class == own {
            true => (same + 1, other),
            false => (same, other + 1),
        });
        if same > 0 || other < CLASSES {
            continue;
        }
        verdicts.check(Check { evidence: vec![evidence(statement)], ..Check::of("NAR-15", Status::Fail) });
        let printed = statement.subject_printed.as_deref().unwrap_or_default();
        let (zh, en) = match own {
            '3' => ("政府预算支出经济分类", "the classification of the government"),
            _ => ("部门预算支出经济分类", "the classification of departments"),
        };
        let zh = format!("所列各类均为{zh}科目，唯“{printed}”是另一套分类的编码。");
        let en = format!("The list is by {en}, but {printed} has a code of the other one.");
        verdicts.find(finding("NAR-15", Severity::Warning, statement, zh, en, Vec::new()));
    }
}

/// The items that a statement lists: `包括：基本工资、津贴补贴、奖金`.
fn listed(statement: &Statement) -> Option<Vec<String>> {
    let (_, list) = statement.quote.split_once("包括").filter(|_| amount(statement).is_some())?;
    let folded = fold(list);
    let list = folded.trim_matches(|c: char| "：:；;。,".contains(c));
    let list = list.split(['。', '；', ';']).next().unwrap_or(list);
    let items = list.split(['、', ',']).map(|i| i.trim_end_matches('等').to_owned()).filter(|i| !i.is_empty());
    let items: Vec<String> = items.collect();
    (items.len() >= 3).then_some(items)
}

/// NAR-16: a sentence that states this year's figures under the name of another year was left from an older text.
fn years(document: &Document<'_>, verdicts: &mut Verdicts) {
    let Some(year) = document.disclosure.fiscal_year else { return };
    let (mut fitting, mut first) = (0usize, None);
    for statement in document.content.statements.iter().filter(|s| amount(s).is_some() || heads(document, s)) {
        if verdicts.are_late() {
            return;
        }
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

/// Whether an amount of another year stands where this year's does: what moved against last year is said of it, and no other.
fn heads(document: &Document<'_>, statement: &Statement) -> bool {
    let group = || document.content.statements.iter().filter(|s| s.group == statement.group);
    let moved = |s: &Statement| s.measure == Measure::Change && s.base.as_deref().is_some_and(|b| b.contains("上年"));
    let is_money = statement.measure == Measure::PriorAmount && statement.amount_yuan.is_some();
    is_money && !group().any(|s| s.measure == Measure::Amount) && group().any(moved)
}

/// The year with which a phrase begins: `2023年度预算收入总计`.
fn leading_year(phrase: &str) -> Option<u16> {
    let (digits, _) = phrase.split_once('年')?;
    (digits.len() == 4).then(|| digits.parse().ok())?.filter(|y| (2000..2100).contains(y))
}
