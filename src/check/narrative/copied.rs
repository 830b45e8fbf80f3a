//! Figures of the text that repeat a figure of a table (NAR-01, NAR-07, NAR-08): the same digits, or it is a slip.
//!
//! Which figure a subject repeats is data (`pairings.toml`). A sentence may mean another scope than the table does (one unit, one
//! source of money), so a figure that some table of the document prints elsewhere is never called wrong.

use super::again::{self, unit_apart};
use super::ground::{Ground, Printed};
use super::near;
use super::pairing::{PAIRINGS, Pairing};
use super::projects;
use super::said::{amount, around_number, disclaims, evidence, finding, is_aside, plain, subject};
use super::scope::{self, Candidate, Candidates};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::figure::{Agreement, Comparison, likely_slip, repeats};
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::rule;
use crate::check::verdicts::Verdicts;
use crate::check::words::CHECK_WORDS;
use crate::codes::subjects::fold;
use crate::codes::words::WORDS;
use crate::content::{Statement, SubjectSource};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::unit_of;
use rustc_hash::FxHashSet;

/// Asks for every stated amount whether the tables print it.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let ground = Ground::of(document);
    let statements = &document.content.statements;
    let stated = stated(&ground, statements);
    let administrative = is_administrative(document);
    for statement in statements {
        if verdicts.are_late() {
            return;
        }
        let Some(figure) = amount(statement) else { continue };
        let Some(about) = &statement.subject else { continue };
        let (rule, candidates) = match about.source {
            // 运行费 among the three public expenses: only beside what says whose it is.
            SubjectSource::Term | SubjectSource::Printed => {
                let (rule, named) = by_term(&ground, &stated, statement, false);
                (rule, scope::by_pairing(document, &ground, statement, &named))
            }
            SubjectSource::Classification => ("NAR-01", scope::by_code(document, &ground, statement)),
        };
        if rule.is_empty() {
            continue;
        }
        let (_, kin) = by_term(&ground, &stated, statement, true);
        let unprinted = candidates.inside.is_empty() && candidates.outside.is_empty();
        if unprinted && !kin.is_empty() && administrative {
            akin(&ground, rule, (statement, figure), &kin, verdicts);
        } else if let Some(whole) = operating(document, &ground, &kin).filter(|_| unprinted && rule == "NAR-07") {
            within(rule, (statement, figure), whole, verdicts);
        } else {
            judge(document, &ground, rule, (statement, figure), &candidates, verdicts);
        }
    }
    again::ask(document, &ground, verdicts);
}

/// Whether a body is certainly an administrative one: it has 行政运行 and nobody paid as an institution's staff.
fn is_administrative(document: &Document<'_>) -> bool {
    let items = || document.records.iter().filter_map(|r| r.function_code.as_deref()).filter(|c| c.len() == 7);
    let runs = items().any(|c| c.starts_with("20") && c.ends_with("01"));
    let staff = document.records.iter().any(|r| r.economic_code.as_deref() == Some("30107"));
    runs && !staff && !items().any(|c| c.ends_with("50"))
}

/// A figure further from the one it should be than one part of so many is another figure.
const NEAR: u32 = 20;

/// NAR-07 where no table of its own prints the 机关运行经费: for an administrative body it is the 公用经费 of basic expenditure.
fn akin(
    ground: &Ground<'_>,
    rule: &'static str,
    (statement, figure): (&Statement, Figure),
    kin: &[&Printed<'_>],
    verdicts: &mut Verdicts,
) {
    let compared = kin.iter().map(|p| (copies(figure, p.figure), *p)).min_by_key(|(c, _)| c.difference.abs());
    let Some((compared, printed)) = compared else { return };
    if unit_apart(figure, printed.figure) {
        return units(ground, rule, (statement, figure), printed, verdicts);
    }
    let beside = ground.evidence(printed);
    verdicts.compared(rule, &compared, vec![evidence(statement), beside.clone()]);
    if compared.agreement != Agreement::Differ {
        return;
    }
    // A body may count a little less of it (周转金, 工会经费): that is worth a look where digits show a slip, or where the sentence
    // itself says that it is the 公用经费.
    let near = compared.difference.abs() * Decimal::from(NEAR) <= compared.right.abs()
        && (statement.quote.contains("公用经费") || slip(statement, printed.figure).is_some());
    let name = subject(statement);
    let zh = format!("行政单位的{name}应等于基本支出中的公用经费：正文为{}，表中为{}。", statement.printed, beside.printed);
    let en = format!(
        "The text gives {} for {name}, the operating part of basic expenditure is {}; for an administrative body both are the same.",
        statement.printed, beside.printed
    );
    let severity = if near { Severity::Warning } else { Severity::Info };
    verdicts.find(finding(rule, severity, statement, zh, en, vec![beside]));
}

/// The 公用经费 of a document that has one: of the table, else of the text.
fn operating(document: &Document<'_>, ground: &Ground<'_>, kin: &[&Printed<'_>]) -> Option<(Figure, Evidence)> {
    match kin {
        [whole] => return Some((whole.figure, ground.evidence(whole))),
        [] if document.content.parts.len() <= 1 => {}
        _ => return None,
    }
    let mut told = document.content.statements.iter().filter(|s| subject(s) == "公用经费");
    let first = told.clone().find_map(|s| Some((amount(s)?, evidence(s))))?;
    told.all(|s| amount(s).is_none_or(|f| f.value == first.0.value)).then_some(first)
}

/// NAR-07 of other bodies: their institutions have 公用经费 too, so the 机关运行经费 is part of it.
fn within(
    rule: &'static str,
    (statement, figure): (&Statement, Figure),
    (whole, beside): (Figure, Evidence),
    verdicts: &mut Verdicts,
) {
    let all = vec![evidence(statement), beside.clone()];
    let slack = figure.half + whole.half;
    let over = figure.value - whole.value;
    if over <= slack + slack {
        return verdicts.silent(rule, Status::Pass, "it is part of the operating costs", all);
    }
    verdicts.check(Check { evidence: all, ..Check::of(rule, Status::Fail) });
    let (name, costs) = (subject(statement), plain(whole.value * Decimal::new(1, 4)));
    let zh = format!("{name}是公用经费的一部分，正文{}却大于基本支出的公用经费{costs}万元；可能含项目支出。", statement.printed);
    let en = format!(
        "{name} is part of the operating costs, but the text gives {}, more than the {costs}万元 of basic expenditure; it may count projects.",
        statement.printed
    );
    // Further apart another notion of 公用经费 is meant (深圳 counts what staff is paid for its cars).
    let near = over * Decimal::from(8) <= whole.value;
    let severity = if near { Severity::Warning } else { Severity::Info };
    let found = finding(rule, severity, statement, zh, en, vec![beside]);
    verdicts.find(Finding { apart: Some(over), ..found });
}

/// The same digits in another unit: which of the two is wrong, only the printed page tells.
fn units(
    ground: &Ground<'_>,
    rule: &'static str,
    (statement, figure): (&Statement, Figure),
    same: &Printed<'_>,
    verdicts: &mut Verdicts,
) {
    let table = ground.evidence(same);
    let unit = same.record.unit.unwrap_or_default();
    if ground.table(same.record).is_some_and(|t| verdicts.calls("DOC-03", &t.pages)) {
        let reason = "the unit of the table is wrong, which is told of the table";
        return verdicts.silent(rule, Status::NotApplicable, reason, vec![evidence(statement), table]);
    }
    verdicts.compared(rule, &repeats(figure, same.figure), vec![evidence(statement), table.clone()]);
    let name = subject(statement);
    let zh = format!("正文中{name}为{}，表中为{}{unit}，数字相同而单位不同，必有一误。", statement.printed, table.printed);
    let en = format!(
        "The text gives {} for {name}, the table {}{unit}: the same digits, so the unit of one of them is wrong.",
        statement.printed, table.printed
    );
    verdicts.find(finding(rule, Severity::Warning, statement, zh, en, vec![table]));
}

/// The subjects of each section whose amount some table prints.
type Stated<'s> = FxHashSet<(Option<usize>, &'s str)>;

fn stated<'s>(ground: &Ground<'_>, statements: &'s [Statement]) -> Stated<'s> {
    let asked: FxHashSet<&str> = PAIRINGS.iter().flat_map(|p| &p.beside).map(String::as_str).collect();
    let printed = |s: &&Statement| asked.contains(subject(s)) && amount(s).is_some_and(|f| ground.prints(f));
    statements.iter().filter(printed).map(|s| (s.section, subject(s))).collect()
}

/// The rule and figures of a term: those that it copies, or those that it is akin to.
fn by_term<'g, 'd>(
    ground: &'g Ground<'d>,
    stated: &Stated<'_>,
    statement: &Statement,
    akin: bool,
) -> (&'static str, Vec<&'g Printed<'d>>) {
    let name = subject(statement);
    let mut rule = "";
    let mut found = Vec::new();
    let of_subject = |p: &Pairing| p.administrative == akin && p.subjects.iter().any(|s| s == name);
    for (index, pairing) in PAIRINGS.iter().enumerate().filter(|(_, p)| of_subject(p)) {
        let beside = pairing.beside.iter().any(|b| stated.contains(&(statement.section, b.as_str())));
        if beside || pairing.beside.is_empty() {
            rule = rule::of(&pairing.rule).map_or("", |rule| rule.id.as_str());
            found.extend(ground.named(index));
        }
    }
    (rule, found)
}

/// Whether a stated figure is a printed one. Where the text prints fewer digits than the table, its authors cut digits off, or
/// moved the last one so that the parts make up the total (上海, 西安): a whole unit of its last place says nothing against it.
fn copies(stated: Figure, printed: Figure) -> Comparison {
    let compared = repeats(stated, printed);
    let unit = stated.half + stated.half;
    if stated.half > printed.half && compared.agreement == Agreement::Differ && compared.difference.abs() < unit {
        return Comparison { agreement: Agreement::Rounding, tolerance: unit, ..compared };
    }
    compared
}

fn judge(
    document: &Document<'_>,
    ground: &Ground<'_>,
    rule: &'static str,
    (statement, figure): (&Statement, Figure),
    candidates: &Candidates<'_, '_>,
    verdicts: &mut Verdicts,
) {
    let best = nearest(statement, figure, &candidates.inside);
    let elsewhere = nearest(statement, figure, &candidates.outside);
    let Some((comparison, nearest)) = best.or(elsewhere.filter(|(c, _)| c.agreement != Agreement::Differ)) else {
        if !figure.value.is_zero() {
            verdicts.silent(rule, Status::InsufficientData, "no table prints a figure for it", vec![evidence(statement)]);
        }
        return;
    };
    let table = of_candidate(ground, nearest);
    let both: Vec<Evidence> = std::iter::once(evidence(statement)).chain(table.iter().cloned()).collect();
    if comparison.agreement != Agreement::Differ {
        verdicts.compared(rule, &comparison, both);
        return;
    }
    let all = || candidates.inside.iter().chain(&candidates.outside);
    if let Some(same) = all().find(|p| p.rows.len() == 1 && unit_apart(figure, p.figure)) {
        return units(ground, rule, (statement, figure), same.rows[0], verdicts);
    }
    let stands = elsewhere.filter(|(c, _)| c.agreement == Agreement::Exact && !figure.value.is_zero());
    let sure = |c: &Candidate<'_, '_>| {
        c.rows.len() == 1 && (c.rows[0].record.is_total || statement.subject.as_ref().is_some_and(|s| s.code.is_some()))
    };
    let out_of_scope = stands.filter(|_| scope::names_budget(statement) && sure(nearest)).map(|(_, p)| p);
    let unit_is_wrong =
        || all().flat_map(|c| &c.rows).any(|p| ground.table(p.record).is_some_and(|t| verdicts.calls("DOC-03", &t.pages)));
    let nothing = figure.value.is_zero();
    let copied = copied_from(document, statement, figure).filter(|_| sure(nearest));
    let other_scope = (nothing && !WORDS.scope.never_nothing.contains(&subject(statement)))
        || is_aside(statement)
        || near::is_torn(statement)
        || scope::is_component(document, statement)
        || scope::is_of_another_year(document, statement)
        // Rows that are left out make a sum less than what the text gives.
        || nearest.rows.len() > 1
        || (!nothing && out_of_scope.is_none() && (stands.is_some() || ground.prints_exactly(figure) && copied.is_none()))
        || is_partial(statement)
        || has_no_subject(statement)
        || is_beside_carried(document, statement, comparison.difference)
        || is_of_another_scope(document, statement)
        || unit_is_wrong()
        || is_of_project(document, statement);
    if other_scope {
        let reason = "the sentence speaks of another scope than the table, or the table prints the figure elsewhere";
        verdicts.silent(rule, Status::NotApplicable, reason, both);
        return;
    }
    verdicts.compared(rule, &comparison, both);
    let name = subject(statement);
    let (printed, what) = shown(nearest, &table);
    let mut zh = format!("正文中{name}为{}，表中为{printed}（{what}），两处应一致。", statement.printed);
    let mut en = format!(
        "The text gives {} for {name}, the table {printed} ({what}); a repeated figure must not differ.",
        statement.printed
    );
    if let Some(before) = copied {
        zh.push_str(&format!("文中数字与前文{}相同，疑为误抄。", subject(before)));
        en.push_str(&format!(" The text has just given that amount for {}; it seems copied.", subject(before)));
    } else if let Some((slip_zh, slip)) = slip(statement, nearest.figure) {
        zh.push_str(&format!("{slip_zh}。"));
        en.push_str(&format!(" In the text {slip}."));
    }
    let mut beside = table;
    if let Some(other) = out_of_scope {
        let there = of_candidate(ground, other);
        let (_, what) = shown(other, &there);
        zh.push_str(&format!("文中数字出自另一口径：{what}。"));
        en.push_str(&format!(" The figure of the text stands in another scope: {what}."));
        beside.extend(there);
    }
    // One unit of the last place is a slip, no wrong amount.
    let half = nearest.rows.iter().map(|p| p.figure.half).max().unwrap_or_default();
    let last_place = comparison.difference.abs() <= figure.half.max(half) * Decimal::from(3);
    let severity = match last_place {
        true if disclaims(document) => Severity::Info,
        true => Severity::Warning,
        false => Severity::Error,
    };
    let found = finding(rule, severity, statement, zh, en, beside);
    verdicts.find(Finding { minor: last_place, apart: Some(comparison.difference), ..found });
}

/// The candidate that a figure repeats, else the nearest.
fn nearest<'c, 'g, 'd>(
    statement: &Statement,
    figure: Figure,
    candidates: &'c [Candidate<'g, 'd>],
) -> Option<(Comparison, &'c Candidate<'g, 'd>)> {
    let compared = candidates.iter().map(|p| (copies(figure, p.figure), p));
    compared.min_by_key(|(c, p)| {
        let own = || p.rows.first().is_some_and(|row| is_own_row(statement, row));
        (rank(c.agreement, own), c.difference.abs())
    })
}

/// So many rows of a sum are shown.
const SHOWN: usize = 8;

fn of_candidate(ground: &Ground<'_>, candidate: &Candidate<'_, '_>) -> Vec<Evidence> {
    candidate.rows.iter().take(SHOWN).map(|p| ground.evidence(p)).collect()
}

/// The amount before one of an item, if it is the same amount of something else: the table may print it, and the item has it not.
fn copied_from<'s>(document: &'s Document<'_>, statement: &Statement, figure: Figure) -> Option<&'s Statement> {
    // 其他进修及培训（99项） is no work item of that name.
    let is_item = statement.quote.contains("项）") || statement.quote.contains("项)");
    let statements = &document.content.statements;
    let at = statements.iter().position(|s| std::ptr::eq(s, statement)).filter(|_| is_item)?;
    let mut before = statements.get(..at)?.iter().rev().take_while(|s| s.section == statement.section);
    let (last, amount) = before.find_map(|s| Some((s, amount(s)?)))?;
    let other = last.subject.as_ref().map(|s| &s.code) != statement.subject.as_ref().map(|s| &s.code);
    (other && subject(last) != subject(statement) && amount == figure).then_some(last)
}

/// What most probably happened to a figure of the text that should be another.
fn slip(statement: &Statement, right: Figure) -> Option<(&'static str, &'static str)> {
    let factor = unit_of(statement.unit.as_deref()?)?.factor()?;
    let stated = statement.value?;
    let right = right.value.over(factor)?.round_dp(stated.scale()).with_decimals(stated.scale());
    likely_slip(&stated.to_string(), &right.to_string())
}

/// What a candidate prints, and where; a sum of rows in yuan.
fn shown(candidate: &Candidate<'_, '_>, evidence: &[Evidence]) -> (String, String) {
    let what = evidence.first().map(|e| e.what.clone()).unwrap_or_default();
    let unit = candidate.rows.first().and_then(|row| row.record.unit);
    match (candidate.rows.len(), evidence.first()) {
        (1, Some(only)) => {
            let bare = only.printed.chars().last().is_some_and(char::is_numeric);
            (format!("{}{}", only.printed, unit.filter(|_| bare).unwrap_or_default()), what)
        }
        (rows, _) => (format!("{}元", candidate.figure.value.normalize()), format!("{what} × {rows}")),
    }
}

/// What is printed so comes first, and of what differs the row that has the statement's own name: nothing is always nearest to the
/// least of all totals.
fn rank(agreement: Agreement, is_own: impl Fn() -> bool) -> u8 {
    match agreement {
        Agreement::Exact => 0,
        Agreement::Rounding => 1,
        Agreement::Differ => 2 + u8::from(!is_own()),
    }
}

/// Whether a row is of what a statement names: 收支总计 is the grand total of a balance, 收入合计 is none of expenditure.
fn is_own_row(statement: &Statement, printed: &Printed<'_>) -> bool {
    let (name, label) = (subject(statement), printed.record.label.as_deref().unwrap_or_default());
    let grand = !name.contains("总计") || label.contains("总计");
    let other = |word: &str, than: &str| name.contains(word) && !name.contains(than) && label.contains(than);
    grand && !other("收入", "支出") && !other("支出", "收入")
}

/// Amounts of one unit, one programme or another year are no totals of the document's tables.
fn is_partial(statement: &Statement) -> bool {
    let (before, _) = around_number(statement);
    WORDS.scope.part.iter().any(|word| before.contains(word))
        && statement.subject.as_ref().is_some_and(|s| s.source == SubjectSource::Term)
}

/// Whether the words name a project of the document that is called after a subject: `三公经费监管平台为93.05万元`.
fn is_of_project(document: &Document<'_>, statement: &Statement) -> bool {
    let printed = statement.subject_printed.as_deref().map(fold).unwrap_or_default();
    let before = fold(around_number(statement).0);
    projects::of(document).iter().any(|p| {
        let name = p.name.as_str();
        name.chars().count() > 5 && name != subject(statement) && (printed.contains(name) || before.contains(name))
    })
}

/// Whether a sentence begins with what was planned, so that what it is about stands before it, where it may not have been read:
/// `年初预算为447.97万元，支出决算为448.00万元`.
fn has_no_subject(statement: &Statement) -> bool {
    let coded = statement.subject.as_ref().is_some_and(|s| s.code.is_some());
    let quote = statement.quote.trim_start();
    !coded && CHECK_WORDS.text.begins_with_plan.iter().any(|w| quote.starts_with(w))
}

/// So many statements before and behind may be of one enumeration.
const BESIDE: usize = 6;

/// Whether the difference is what the text beside it says was carried over: the table counts it, or leaves it out, and the text does not
/// (`收入决算4582.19万元，其中…年初结转和结余394.69万元`).
fn is_beside_carried(document: &Document<'_>, statement: &Statement, difference: Decimal) -> bool {
    let statements = &document.content.statements;
    let Some(at) = statements.iter().position(|s| std::ptr::eq(s, statement)) else { return false };
    let near = statements.get(at.saturating_sub(BESIDE)..(at + BESIDE).min(statements.len())).unwrap_or_default();
    let carried = |s: &&Statement| {
        let printed = s.subject_printed.as_deref().unwrap_or_default();
        s.section == statement.section && ["结转", "结余"].iter().any(|w| printed.contains(w) || subject(s).contains(w))
    };
    let is_it = |f: Figure| !f.value.is_zero() && (f.value - difference.abs()).abs() <= f.half * Decimal::from(3);
    near.iter().filter(carried).filter_map(Figure::of_statement).any(is_it)
}

/// Whether the words name a scope that is not the document's: one of its units, a whole county, money from above; and a part of
/// what the same sentence has stated under the same name (`公务接待费5万元，其中局本级公务接待费3万元`).
fn is_of_another_scope(document: &Document<'_>, statement: &Statement) -> bool {
    let body = document.disclosure.department.name.as_deref().unwrap_or_default();
    let printed = statement.subject_printed.as_deref().unwrap_or_default();
    let scoped = |word: &str| printed.contains(word) && !body.contains(word) && !subject(statement).contains(word);
    let (before, _) = around_number(statement);
    let whole = |s: &&Statement| {
        s.quote == statement.quote
            && super::said::same_subject(s, statement)
            && !std::ptr::eq(*s, statement)
            && amount(s).is_some()
    };
    let whose = statement.entity.as_deref().is_some_and(|unit| fold(printed).contains(unit));
    whose
        || WORDS.scope.elsewhere.iter().copied().any(scoped)
        || before.contains("其中") && document.content.statements.iter().find(whole).is_some_and(|s| before.contains(&s.printed))
}
