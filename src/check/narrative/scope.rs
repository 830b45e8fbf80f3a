//! What a stated amount can be held against: the figures of its own scope first. A figure of another budget, year or phase, of one
//! kind of expenditure or of one unit is none that a sentence on the whole must repeat, and none that proves it right.

use super::ground::{Ground, Printed};
use super::said::{amount, around_number, subject};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::words::CHECK_WORDS;
use crate::content::disclosure::Kind;
use crate::content::{Budget, Direction, Part, Statement, SubjectSource};
use crate::grammar::squeeze;
use crate::record::{Phase, Record, SourceYear};
use std::collections::BTreeMap;

/// A figure that a statement may repeat: one of a table, or the sum of the rows of one code in one column.
pub(super) struct Candidate<'g, 'd> {
    pub(super) figure: Figure,
    pub(super) rows: Vec<&'g Printed<'d>>,
}

/// The figures that a statement may repeat, by whether they are of its scope.
pub(super) struct Candidates<'g, 'd> {
    pub(super) inside: Vec<Candidate<'g, 'd>>,
    pub(super) outside: Vec<Candidate<'g, 'd>>,
}

impl<'g, 'd> Candidate<'g, 'd> {
    pub(super) fn of(printed: &'g Printed<'d>) -> Self {
        Self { figure: printed.figure, rows: vec![printed] }
    }

    fn sum(rows: Vec<&'g Printed<'d>>) -> Self {
        let add = |sum: Figure, p: &&Printed<'d>| Figure { value: sum.value + p.figure.value, half: sum.half + p.figure.half };
        Self { figure: rows.iter().fold(Figure::default(), add), rows }
    }
}

/// The figures of the rows with the code of a statement: each row, and where several rows of a table have it, their sum.
pub(super) fn by_code<'g, 'd>(document: &Document<'_>, ground: &'g Ground<'d>, statement: &Statement) -> Candidates<'g, 'd> {
    let code = statement.subject.as_ref().and_then(|s| s.code.as_deref());
    let mut columns: BTreeMap<(usize, usize), Vec<&'g Printed<'d>>> = BTreeMap::new();
    for printed in code.into_iter().flat_map(|code| ground.coded(code)).filter(|p| !p.record.of_which) {
        columns.entry((printed.record.table_index, printed.record.column)).or_default().push(printed);
    }
    let mut all = Candidates { inside: Vec::new(), outside: Vec::new() };
    let economic = code.is_some_and(|c| c.starts_with(['3', '5']));
    let of_basic = !economic || speaks_of_basic(document, statement);
    for rows in columns.into_values() {
        let record = rows[0].record;
        let whole = record.part_of.is_none() || is_of_budget(statement, record) == Some(true);
        let sure = !ground.is_piece(record) && !ground.is_told_by_headings(record);
        let inside = whole && sure && is_of_scope(document, ground, statement, record) && (of_basic || !is_basic(record));
        let side = if inside { &mut all.inside } else { &mut all.outside };
        // Of several rows it is their sum that a sentence on the whole repeats; one of them alone may be meant as well.
        match &rows[..] {
            // The only row with the code is of one body: the rows of the others may be left out.
            [only] if inside && ground.is_of_one_body(only.record) => all.outside.push(Candidate::of(only)),
            [only] => side.push(Candidate::of(only)),
            _ => {
                all.outside.extend(rows.iter().map(|p| Candidate::of(p)));
                let side = if inside { &mut all.inside } else { &mut all.outside };
                side.push(Candidate::sum(rows));
            }
        }
    }
    all.of_whole(document, statement).of_body(document, statement)
}

/// Figures that a pairing names, by whether they are of the scope of a statement.
pub(super) fn by_pairing<'g, 'd>(
    document: &Document<'_>,
    ground: &Ground<'_>,
    statement: &Statement,
    named: &[&'g Printed<'d>],
) -> Candidates<'g, 'd> {
    let name = subject(statement);
    let kind = CHECK_WORDS.text.kinds.iter().any(|w| name.contains(w));
    let whole_money = statement.budget.is_none() && CHECK_WORDS.text.of_all_money.iter().any(|w| name.contains(w));
    // 收入总计 holds what was carried over; a table of the year's income has no such row.
    let grand = statement.subject_printed.as_deref().is_some_and(|p| p.contains('总'));
    let is_inside = |p: &&&'g Printed<'d>| {
        let record = p.record;
        let income = name.contains("收入") && !name.contains("支出");
        let expenditure = name.contains("支出") && !name.contains("收入");
        let other_side = match record.direction {
            Some(Direction::Income) => expenditure,
            Some(Direction::Expenditure) => income,
            None => false,
        };
        let one_kind = !kind && (record.expenditure_kind.is_some() || record.basic_kind.is_some()) || !is_of_kind(name, record);
        let labelled = |l: &str| l.contains('总') && !record.measure.contains("本年");
        let of_year = grand && !kind && record.is_total && !record.label.as_deref().is_some_and(labelled);
        let sure = !ground.is_told_by_headings(record);
        // Of all money is said more than one budget has.
        let of_one_fund = whole_money && record.fund_source.is_some() && !ground.is_of_one_fund();
        !of_one_fund && !other_side && !one_kind && !of_year && sure && is_of_scope(document, ground, statement, record)
    };
    let (inside, outside): (Vec<_>, Vec<_>) = named.iter().partition(is_inside);
    let candidates = |of: Vec<&'g Printed<'d>>| of.into_iter().map(Candidate::of).collect::<Vec<_>>();
    Candidates { inside: candidates(inside), outside: candidates(outside) }.of_body(document, statement)
}

impl Candidates<'_, '_> {
    /// Where no column of the whole was read, a column of 基本支出 or 项目支出 is not what a sentence that names neither must repeat.
    fn of_whole(mut self, document: &Document<'_>, statement: &Statement) -> Self {
        let is_part =
            |c: &Candidate<'_, '_>| c.rows.iter().any(|p| p.record.part_of.is_some() && p.record.expenditure_kind.is_some());
        if self.inside.iter().all(is_part) && !speaks_of(document, statement, &CHECK_WORDS.text.of_all_money) {
            self.outside.append(&mut self.inside);
        }
        self
    }

    /// In a file of several bodies a sentence is of the one whose tables stand before it or of the one whose tables follow, which is
    /// not printed: where only one of them prints such a figure, nothing must be repeated.
    fn of_body(mut self, document: &Document<'_>, statement: &Statement) -> Self {
        let parts = &document.content.parts;
        if parts.len() < 2 {
            return self;
        }
        // In text all stands on one page, line below line.
        let begins = |part: &Part| {
            let table = document.content.tables.get(*part.tables.first()?)?;
            Some((*table.pages.first()?, table.rect.y0))
        };
        let own = (statement.place.page, statement.place.rect.map_or(0.0, |r| r.y0));
        let next = parts.iter().position(|p| begins(p).is_some_and(|first| first > own)).unwrap_or(parts.len());
        let near: Vec<usize> = [next.checked_sub(1), Some(next).filter(|n| *n < parts.len())].into_iter().flatten().collect();
        let of = |c: &Candidate<'_, '_>, part: usize| {
            c.rows.iter().any(|p| parts.get(part).is_some_and(|part| part.tables.contains(&p.record.table_index)))
        };
        let (inside, outside): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.inside).into_iter().partition(|c| near.iter().any(|part| of(c, *part)));
        self.outside.extend(outside);
        if near.iter().all(|part| inside.iter().any(|c| of(c, *part))) {
            self.inside = inside;
        } else {
            self.outside.extend(inside);
        }
        self
    }
}

/// Whether a figure is of the kind of expenditure that a subject names: all of 基本支出 is neither 人员经费 nor 合计.
fn is_of_kind(name: &str, record: &Record) -> bool {
    if name.contains("基本支出") {
        let labelled = record.label.as_deref().is_some_and(|l| l.contains("基本支出"));
        let part = record.basic_kind.is_some()
            || record.label.as_deref().is_some_and(|l| l.contains("人员经费") || l.contains("公用经费"));
        return labelled || is_basic(record) && !part;
    }
    !name.contains("项目支出")
        || record.expenditure_kind == Some("project")
        || record.label.as_deref().is_some_and(|l| l.contains("项目支出"))
}

/// Whether a figure is of the year, the phase and the budget of a statement, as far as both say.
fn is_of_scope(document: &Document<'_>, ground: &Ground<'_>, statement: &Statement, record: &Record) -> bool {
    let told = || ground.year_of_section(statement.section);
    let year = statement.disclosed.map(|d| d.year).or_else(told).or(document.disclosure.fiscal_year);
    let of_year = record.fiscal_year.is_none() || year.is_none() || record.fiscal_year == year;
    let planned = matches!(record.phase, Some(Phase::Approved | Phase::Adjusted | Phase::Requested));
    let accounts = statement.disclosed.and_then(|d| d.executed).unwrap_or(document.disclosure.kind == Kind::FinalAccounts);
    let (before, _) = around_number(statement);
    let clause = before.rsplit(['，', '。', '；', ',', '：', '（']).next().unwrap_or(before);
    let clause = squeeze(clause);
    // 预算为36.12万元 among accounts is the plan, 支出决算为15万元 beside a budget is none.
    let plan = CHECK_WORDS.text.planned.iter().any(|w| clause.ends_with(w));
    let executed = record.phase == Some(Phase::Executed);
    let of_phase = if accounts {
        planned == plan
    } else if clause.contains("决算") {
        !planned
    } else {
        !executed
    };
    // A header that holds amounts was read where rows stand.
    let sound = !record.measure.as_bytes().windows(2).any(|w| w[0] == b'.' && w[1].is_ascii_digit());
    let carried =
        record.source_year == Some(SourceYear::Carryover) && !["结转", "结余"].iter().any(|w| subject(statement).contains(w));
    // 增减额 is no amount of the year.
    let is_change = record.measure.contains("增减");
    of_year && of_phase && sound && !is_change && !carried && is_of_budget(statement, record) != Some(false)
}

/// The year that a sentence discloses: of its part, where a document holds the budget of one year and the accounts of another.
fn year_of(document: &Document<'_>, statement: &Statement) -> Option<u16> {
    statement.disclosed.map(|d| d.year).or(document.disclosure.fiscal_year)
}

/// Whether a figure is of the budget that a statement speaks of; `None` where the statement speaks of none.
fn is_of_budget(statement: &Statement, record: &Record) -> Option<bool> {
    let source = match statement.budget? {
        Budget::GeneralBudget => "general_public_budget",
        Budget::GovernmentFunds => "government_fund",
        Budget::StateCapital => "state_capital",
        Budget::Appropriation => return Some(record.fund_source.is_some()),
    };
    Some(record.fund_source == Some(source))
}

/// Whether a sentence, or the heading it stands under, names the budget itself, so that no other can be meant.
pub(super) fn names_budget(statement: &Statement) -> bool {
    let word = match statement.budget {
        Some(Budget::GeneralBudget) => "一般公共预算",
        Some(Budget::GovernmentFunds) => "政府性基金",
        Some(Budget::StateCapital) => "国有资本经营",
        _ => return false,
    };
    statement.quote.contains(word)
}

/// Whether a sentence gives an amount of another year than the document's: `2024年为80.40万元`, `2020年度本部门…拨款为`.
pub(super) fn is_of_another_year(document: &Document<'_>, statement: &Statement) -> bool {
    let Some(year) = year_of(document, statement) else { return false };
    let (before, _) = around_number(statement);
    let from =
        before.rfind(['，', '。', '；', ',', '（']).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let clause = squeeze(&before[from..]);
    let digits = |at: usize| clause.get(at.checked_sub(4)?..at)?.parse::<u16>().ok().filter(|y| (1990..2100).contains(y));
    let said = clause.rmatch_indices('年').find_map(|(at, _)| digits(at).map(|y| (at, y)));
    let compared = |at: usize| clause[..at].ends_with(|c: char| c.is_ascii_digit()) && clause.contains(['比', '较', '与']);
    said.is_some_and(|(at, said)| said != year && !compared(at))
}

/// Tables that hold basic expenditure only.
const BASIC: [&str; 5] = ["B06", "B06f", "B17", "B19", "F06"];

fn is_basic(record: &Record) -> bool {
    record.expenditure_kind == Some("basic") || record.table.is_some_and(|id| BASIC.contains(&id))
}

/// Whether a sentence, or its heading, speaks of basic expenditure.
fn speaks_of_basic(document: &Document<'_>, statement: &Statement) -> bool {
    speaks_of(document, statement, &CHECK_WORDS.text.basic)
}

/// Whether a sentence, or its heading, holds one of some words.
fn speaks_of(document: &Document<'_>, statement: &Statement, words: &[&str]) -> bool {
    let title = statement.section.and_then(|at| document.outline.sections.get(at)).map(|s| s.title.as_str());
    // What stands behind the number is the reason, or something else.
    let (before, _) = around_number(statement);
    words.iter().any(|w| before.contains(w) || title.is_some_and(|t| t.contains(w)))
}

/// Whether an amount is a component of something else of its sentence: 全民健身及体育竞赛管理预算3,441.94万元，主要包括体育竞赛3,017万元;
/// 机关运行经费1487.80万元，其中办公费618.69万元. What it is a part of is of no code, so no row is all of it.
pub(super) fn is_component(document: &Document<'_>, statement: &Statement) -> bool {
    let (before, _) = around_number(statement);
    if !CHECK_WORDS.text.components.iter().any(|w| before.contains(w)) {
        return false;
    }
    let statements = &document.content.statements;
    let first = statements.iter().find(|s| s.quote == statement.quote && amount(s).is_some());
    let of_project = |s: &Statement| {
        let about = s.subject.as_ref().map(|a| a.source);
        matches!(about, None | Some(SubjectSource::Printed)) || subject(s) == "机关运行经费"
    };
    first.is_some_and(|s| !std::ptr::eq(s, statement) && of_project(s))
}
