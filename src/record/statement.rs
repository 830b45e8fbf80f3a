//! Records of sentences: the amounts of money that the running text states.

use super::amount::{Origin, Phase, Record};
use super::facts::Usual;
use super::trust::{Backing, Doubt, Trust};
use crate::codes::{List, cofog};
use crate::content::{self, Budget, Measure, Statement, Subject, SubjectSource};
use crate::grammar::sentence::{BaseKind, Direction};
use crate::grammar::{Unit, unit_of, years_in};
use arcstr::ArcStr;

/// The record of a statement, if its value is an amount of money.
pub(super) fn read(index: usize, statement: &Statement, usual: &Usual) -> Option<Record> {
    let part = of_part(statement, usual);
    let usual = part.as_ref().unwrap_or(usual);
    let amount = statement.amount_yuan?;
    let (measure, phase) = match statement.measure {
        Measure::Amount => ("amount", usual.phase),
        // The figure is printed without a sign, so the word says which way.
        Measure::Change => match statement.direction {
            Some(Direction::Increase) => ("increase", None),
            Some(Direction::Decrease) => ("decrease", None),
            Some(Direction::Flat) | None => ("change", None),
        },
        Measure::Bound => ("bound", None),
        Measure::PriorAmount => ("prior_amount", None),
        Measure::PercentChange | Measure::Share | Measure::Count | Measure::Completion | Measure::Rate | Measure::Label => {
            return None;
        }
    };
    let subject = statement.subject.as_ref();
    let code = subject.and_then(|s| s.code.as_deref());
    let list = code.and_then(List::of_code);
    let of = |wanted| code.filter(|_| list == Some(wanted)).map(ArcStr::from);
    let named = |wanted| subject.filter(|_| list == Some(wanted)).map(|s| s.name.as_str().into());
    let (fiscal_year, phase) = when(statement, usual, phase);
    Some(Record {
        table_index: index,
        body: statement.entity.as_deref().map(ArcStr::from),
        fiscal_year,
        phase,
        function_code: of(List::Functional),
        function_name: named(List::Functional),
        economic_code: of(List::EconomicDepartment),
        economic_name: named(List::EconomicDepartment),
        gov_economic_code: of(List::EconomicGovernment),
        gov_economic_name: named(List::EconomicGovernment),
        revenue_code: of(List::Revenue),
        revenue_name: named(List::Revenue),
        direction: subject.and_then(direction),
        cofog: of(List::Functional).and_then(|code: ArcStr| cofog::cofog(&code)),
        label: subject.map(|s| s.name.as_str()).or(statement.subject_printed.as_deref()).map(ArcStr::from),
        measure: measure.into(),
        fund_source: statement.budget.map(fund),
        amount_yuan: Some(amount),
        unit: statement.unit.as_deref().and_then(unit_in_force).map(Unit::printed),
        trust: trust(subject.map(|s| s.source), statement.in_reason && statement.measure == Measure::Amount),
        ..Record::bare(Origin::Statement, &statement.printed, statement.place)
    })
}

/// What usually holds, in a sentence or a part of the document that discloses another year. Words that name the document's year are of
/// that year.
fn of_part(statement: &Statement, usual: &Usual) -> Option<Usual> {
    let disclosed = statement.disclosed?;
    let named = years_in(statement.subject_printed.as_deref().unwrap_or_default()).last().map(|(_, year)| *year);
    let other = Some(disclosed.year) != usual.year;
    if disclosed.executed.is_none() && other && named.is_some() && named == usual.year {
        return None;
    }
    let phase = disclosed.executed.map(|executed| if executed { Phase::Executed } else { Phase::Approved });
    Some(Usual { year: Some(disclosed.year), phase, ..usual.clone() })
}

/// A subject that is a term of these documents is known; without one nobody knows what the amount is of.
/// An amount among causes may be of another year, or of a part of what is called so.
fn trust(subject: Option<SubjectSource>, in_reason: bool) -> Trust {
    let mut trust = Trust::default();
    match subject {
        Some(SubjectSource::Term | SubjectSource::Classification) => trust.back(Backing::Label),
        Some(SubjectSource::Printed) => {}
        None => trust.doubt(Doubt::Meaning),
    }
    if in_reason {
        trust.doubt(Doubt::Meaning);
    }
    trust
}

/// Whether a subject is income or expenditure, where it says so itself: by its code, else by its words; 收支总计 is both.
fn direction(subject: &Subject) -> Option<content::Direction> {
    let list = subject.code.as_deref().and_then(List::of_code);
    let income = list == Some(List::Revenue) || list.is_none() && subject.name.contains("收入");
    let costs = |name: &str| {
        let name = name.strip_suffix('）').and_then(|name| name.rsplit_once('（')).map_or(name, |(name, _)| name);
        !name.ends_with("收费") && name.ends_with(['费']) || name.ends_with("费用")
    };
    let spent = matches!(list, Some(List::Functional | List::EconomicDepartment | List::EconomicGovernment))
        || list.is_none()
            && (["支出", "经费", "政府采购"].iter().any(|word| subject.name.contains(word)) || costs(&subject.name));
    match (income, spent) {
        (true, false) => Some(content::Direction::Income),
        (false, true) => Some(content::Direction::Expenditure),
        _ => None,
    }
}

/// The year of the amount and what it is. What it is compared with is of the year before, if the base says so, or the budget of the
/// same year. Words that name another year (`2021年度…奖励金`) leave the year open: it may be that of the thing paid for.
fn when(statement: &Statement, usual: &Usual, phase: Option<Phase>) -> (Option<u16>, Option<Phase>) {
    let printed = statement.subject_printed.as_deref().unwrap_or_default();
    let named = years_in(printed).last().map(|(_, year)| *year);
    let base = statement.base.as_deref().unwrap_or_default();
    let last = usual.year.and_then(|year| year.checked_sub(1));
    if statement.measure == Measure::PriorAmount {
        // `2021年某项目：全年预算数5万元，执行数4万元`: the accounts hold what was done against the budget of their own year, whatever
        // year the name of the project says; a budget of another year is no 预算 alone.
        let own = usual.phase == Some(Phase::Executed) && base.starts_with(OWN_YEAR);
        let year = match named {
            _ if own => usual.year,
            // `2026年运行经费80万元，较上年70万元增加10万元`: the year before the words of the base is that of what is compared.
            _ if base.starts_with('上') => last,
            Some(year) => Some(year).filter(|year| Some(*year) == last || Some(*year) == usual.year),
            None if base.contains("年初") => usual.year,
            None => None,
        };
        let phase = match () {
            () if base.contains("决算") || base.contains("执行") => Some(Phase::Executed),
            () if base.starts_with("全年预算") || base.contains("调整") => Some(Phase::Adjusted),
            () if base.contains("预算") => Some(Phase::Approved),
            // `支出决算共16万元，2021年为15万元`: accounts are compared with accounts.
            () if usual.phase == Some(Phase::Executed) && is_of_year(base) => Some(Phase::Executed),
            () => None,
        };
        return (year, phase);
    }
    match named {
        Some(year) if Some(year) != usual.year => (None, None),
        // `上年度安排了经费5万元` in a cause is no amount of this year; `上年结转5万元` is.
        _ if statement.in_reason && says_last_year(printed) => (None, None),
        _ => (usual.year, phase.and_then(|phase| planned(statement).filter(|_| phase == Phase::Executed).or(Some(phase)))),
    }
}

/// Whether the words of a base name a year and nothing else: 上年度, 2021年.
fn is_of_year(base: &str) -> bool {
    let rest = base.trim_start_matches(|c: char| c.is_ascii_digit());
    ["上年", "上年度", "去年", "上一年", "上一年度", "年", "年度"].contains(&rest)
}

/// Whether words speak of the year before, and not of what it left.
fn says_last_year(printed: &str) -> bool {
    let left = ["上年结转", "上年结余", "上年度结转", "上年实户"].iter().any(|word| printed.contains(word));
    !left && ["上年", "去年", "上一年"].iter().any(|word| printed.contains(word))
}

/// The phase of an amount of final accounts whose own words call it a budget.
fn planned(statement: &Statement) -> Option<Phase> {
    match statement.planned? {
        BaseKind::Whole | BaseKind::Adjusted => Some(Phase::Adjusted),
        BaseKind::Opening | BaseKind::Budget => Some(Phase::Approved),
        BaseKind::Plain | BaseKind::Final | BaseKind::Executed => None,
    }
}

/// What bases of the accounts' own year begin with.
const OWN_YEAR: fn(char) -> bool = |c| matches!(c, '预' | '全' | '调');

/// The canonical name of a budget.
fn fund(budget: Budget) -> &'static str {
    match budget {
        Budget::GeneralBudget => "general_public_budget",
        Budget::GovernmentFunds => "government_fund",
        Budget::StateCapital => "state_capital",
        Budget::Appropriation => "fiscal_appropriation",
    }
}

/// The unit that a printed one stands for. `1410.00万` has an amount only where the reader knew that 万元 is meant.
fn unit_in_force(printed: &str) -> Option<Unit> {
    unit_of(if printed == "万" { "万元" } else { printed })
}
