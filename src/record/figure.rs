//! The name of a figure: what the amounts of a column are, in one canonical name that means the same in every place, year and layout.
//!
//! Made of what the headings say, from the top down: `[change_][carryover_]what[_whose money]`, then the year where it is not the
//! document's (`_last_year`, `_2022`) and the phase where it is not the one that the document is about (`_budget`, `_adjusted`,
//! `_executed`). Headings that stand over all columns of a table say nothing of one of them. A column that cannot be told from
//! another one of its side has no name: its amounts are in the long form only.

use super::amount::{BasicKind, Phase};
use super::facts::{self, Facts, Usual};
use crate::codes::headers;
use crate::content::{Column, Role, Table};
use arcstr::ArcStr;
use std::collections::BTreeMap;

/// The name of a total of 三公经费.
const TOTAL: &str = "three_public_total";

/// What the headings of one column say, each in its place; what stands lower rules over what stands above it.
#[derive(Debug, Clone, Default)]
struct Said {
    change: Option<&'static str>,
    carryover: bool,
    what: Option<&'static str>,
    fund: Option<&'static str>,
    /// A total, a budget figure: of whatever the other headings say.
    neutral: bool,
    /// A heading without a meaning stands over it, and not over all columns.
    unknown: bool,
    /// It is income beside expenditure by rows of one kind: the total of such a table is what is spent.
    income: bool,
}

impl Said {
    fn learn(&mut self, meaning: &'static str) {
        match meaning {
            "total" | "amount" | "budget_figure" | "final_figure" | "year_figure" | "this_year" | "prior_year" | "execution"
            | "adjusted_budget" | "income" | "expenditure" => self.neutral = true,
            "change" | "change_percent" => self.change = Some(meaning),
            "carryover" => self.carryover = true,
            "operating" => self.what = Some("public"),
            other => match facts::fund_of(other) {
                Some(fund) => self.fund = Some(fund),
                None => self.what = Some(other),
            },
        }
    }

    /// The name without year and phase.
    fn name(&self) -> Option<String> {
        let carried = self.carryover.then_some("carryover");
        let parts: Vec<&str> = [self.change, carried, self.what, self.fund].into_iter().flatten().collect();
        match parts.as_slice() {
            [] if self.neutral && !self.unknown => Some(if self.income { "income" } else { "total" }.to_owned()),
            [] => None,
            _ => Some(parts.join("_")),
        }
    }
}

/// The names of the figures of each column of a table; `None` for columns of something else, and where no name is sure.
/// `part_of` says of each column which one it is a part of ([`parts::of_columns`](super::parts::of_columns)).
pub(super) fn of_columns(table: &Table, facts: &[Facts], part_of: &[Option<usize>], usual: &Usual) -> Vec<Option<String>> {
    let whole = facts::item_of_total(table);
    let fund = facts::of_table(table, usual).fund_source;
    let mut names: Vec<Option<String>> =
        table.columns.iter().zip(facts).map(|(column, facts)| name(table, column, facts, whole, fund, usual)).collect();
    keep_apart(table, part_of, &mut names);
    names
}

fn name(
    table: &Table,
    column: &Column,
    facts: &Facts,
    whole: Option<&'static str>,
    fund: Option<&'static str>,
    usual: &Usual,
) -> Option<String> {
    if column.role != Role::Amount {
        return None;
    }
    let mut said = Said::default();
    for end in shared(table, column).saturating_add(1)..column.path.len() {
        match headers::meaning(&column.path[..end]) {
            // The fund of the whole table over one of its sides: 财政拨款收入.
            Some(meaning) if meaning.role == Role::Amount && fund.is_none_or(|fund| meaning.name != fund) => {
                said.learn(meaning.name)
            }
            // 功能分类 over the names and the amounts of a side.
            Some(_) => {}
            None => said.unknown |= !headers::is_frame(&column.path[end - 1]),
        }
    }
    said.learn(column.meaning?);
    said.income = is_income_beside(table, column);
    // 总计 over the funds of 三公 is 三公 as much as 总计 alone.
    if said.neutral && !said.unknown && !said.carryover && said.change.is_none() {
        said.what = said.what.or(whole);
    }
    Some(said.name()? + &suffix(facts, usual))
}

/// Whether a column is of income, and columns of what is spent stand beside it on its side: 本年收入 and 本年支出 of a fund.
fn is_income_beside(table: &Table, column: &Column) -> bool {
    let is = |column: &Column, name| column.meaning == Some(name) || column.context.contains(&name);
    is(column, "income") && table.columns.iter().any(|other| other.side == column.side && is(other, "expenditure"))
}

/// How many headings a column has in common with all columns of figures of the table.
fn shared(table: &Table, column: &Column) -> usize {
    let others = || table.columns.iter().filter(|c| c.role == Role::Amount);
    let in_common = |depth: usize| others().all(|c| c.path.len() > depth && c.path[depth] == column.path[depth]);
    (0..column.path.len().saturating_sub(1)).take_while(|depth| in_common(*depth)).count()
}

/// The year and the phase of an amount, where they are not the document's.
fn suffix(facts: &Facts, usual: &Usual) -> String {
    let other_year = facts.year.filter(|year| Some(*year) != usual.year);
    let mut suffix = match (other_year, usual.year) {
        (Some(year), Some(own)) if Some(year) == own.checked_sub(1) => "_last_year".to_owned(),
        (Some(year), _) => format!("_{year}"),
        (None, _) => String::new(),
    };
    let own = usual.phase;
    suffix.push_str(match facts.phase.filter(|phase| own.is_some() && Some(*phase) != own) {
        Some(Phase::Approved) => "_budget",
        Some(Phase::Adjusted) => "_adjusted",
        Some(Phase::Executed) => "_executed",
        Some(Phase::Requested) => "_requested",
        None => "",
    });
    suffix
}

/// The name of an amount whose row says another year than its column, or that it is a change; `None` in the row of another item than
/// the column is named after (合计 of 三公 in the row 公务接待费).
pub(super) fn in_row(name: ArcStr, column: &Facts, amount: &Facts, usual: &Usual) -> Option<ArcStr> {
    let of_total = name.starts_with(TOTAL) && amount.item != Some(TOTAL);
    let name = match (amount.item, of_total) {
        (Some(item), true) => arcstr::format!("{item}{}", &name[TOTAL.len()..]),
        (None, true) => return None,
        // 人员经费合计 under a heading that says nothing of it.
        (_, false) if &*name == "total" && column.basic_kind.is_none() => match amount.basic_kind {
            Some(BasicKind::Personnel) => arcstr::literal!("personnel"),
            Some(BasicKind::Public) => arcstr::literal!("public"),
            None => name,
        },
        (_, false) => name,
    };
    if amount.is_change() && !column.is_change() {
        return Some(arcstr::format!("change_{name}"));
    }
    let same = amount.year == column.year && amount.phase == column.phase;
    Some(if same { name } else { arcstr::format!("{name}{}", suffix(amount, usual)) })
}

/// Two columns of one side never have one name. The one that holds the others of its name keeps it; where none does, no one has it.
fn keep_apart(table: &Table, part_of: &[Option<usize>], names: &mut [Option<String>]) {
    let mut called: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        if let Some(name) = name {
            called.entry((table.columns[index].side, name.clone())).or_default().push(index);
        }
    }
    for same in called.into_values() {
        for index in &same {
            if !same.iter().all(|other| other == index || held_by(part_of, *other, *index)) {
                names[*index] = None;
            }
        }
    }
}

/// Whether the money of a column is a part of another column's, through any number of columns.
fn held_by(part_of: &[Option<usize>], column: usize, holder: usize) -> bool {
    let above = std::iter::successors(part_of[column], |at| part_of[*at]);
    above.take(part_of.len()).any(|at| at == holder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::headers::meaning;

    fn names(paths: &[&str], usual: &Usual) -> Vec<Option<String>> {
        let column = |path: &&str| {
            let path: Vec<String> = path.split('/').map(str::to_owned).collect();
            let found = meaning(&path);
            Column {
                role: Role::Amount,
                meaning: found.as_ref().map(|m| m.name),
                context: found.as_ref().map(|m| m.context.clone()).unwrap_or_default(),
                axis: None,
                year: found.and_then(|m| m.year),
                unit: None,
                side: 0,
                direction: None,
                counts: false,
                path,
            }
        };
        let table = Table { columns: paths.iter().map(column).collect(), ..Table::default() };
        let whole = facts::of_table(&table, usual);
        let facts = facts::of_columns(&table, &whole, usual);
        of_columns(&table, &facts, &crate::record::parts::of_columns(&table, &facts), usual)
    }

    fn told(paths: &[&str], phase: Phase) -> Vec<String> {
        let usual = Usual { year: Some(2025), phase: Some(phase), ..Usual::default() };
        names(paths, &usual).into_iter().map(|name| name.unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn a_subtotal_is_what_stands_over_it() {
        let budget = |paths: &[&str]| told(paths, Phase::Approved);
        assert_eq!(
            budget(&["合计", "基本支出/小计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]),
            ["total", "basic", "personnel", "public", "project"]
        );
        // What stands over all of them says nothing of one.
        assert_eq!(budget(&["一般公共预算支出/合计", "一般公共预算支出/基本支出"]), ["total", "basic"]);
        assert_eq!(
            budget(&["部门预算/合计", "部门预算/一般公共预算拨款/小计", "部门预算/政府性基金拨款"]),
            ["total", "general_public_budget", "government_fund"]
        );
        assert_eq!(
            budget(&["合计", "本年收入/政府性基金预算", "上年结转结余/小计", "上年结转结余/政府性基金预算"]),
            ["total", "government_fund", "carryover", "carryover_government_fund"]
        );
    }

    #[test]
    fn what_heads_a_side_tells_it_from_the_others() {
        let names = told(&["人员经费/决算数", "公用经费/决算数"], Phase::Executed);
        assert_eq!(names, ["personnel", "public"]);
        assert_eq!(told(&["支出/功能分类/金额", "支出/其他/金额"], Phase::Approved)[0], "total");
    }

    #[test]
    fn beside_what_came_in_the_total_is_what_is_spent() {
        let fund = ["年初结转和结余", "本年收入", "本年支出/小计", "本年支出/基本支出", "本年支出/项目支出", "年末结转和结余"];
        let names = ["carryover", "income", "total", "basic", "project", "carryover_out"];
        assert_eq!(told(&fund, Phase::Executed), names);
        // Each in a table of its own is the total of it.
        assert_eq!(told(&["本年收入/合计", "本年收入/财政拨款收入"], Phase::Executed)[0], "total");
    }

    #[test]
    fn what_is_not_told_apart_has_no_name() {
        let budget = |paths: &[&str]| told(paths, Phase::Approved);
        assert_eq!(budget(&["合计", "某某/小计", "项目支出", "别的/项目支出"]), ["total", "-", "-", "-"]);
    }

    #[test]
    fn another_year_or_phase_is_in_the_name() {
        assert_eq!(told(&["2024年预算数", "2025年预算数", "增减额"], Phase::Approved), ["total_last_year", "total", "change"]);
        assert_eq!(told(&["2024年执行数/合计", "2025年预算数/合计"], Phase::Approved), ["total_last_year_executed", "total"]);
        assert_eq!(told(&["年初预算数", "全年预算数", "决算数"], Phase::Executed), ["total_budget", "total_adjusted", "total"]);
        assert_eq!(told(&["预算数/公务接待费", "决算数/公务接待费"], Phase::Executed), ["reception_budget", "reception"]);
    }
}
