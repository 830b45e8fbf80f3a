//! Which columns of a table are parts of others: 基本支出 of 合计, 人员经费 of 基本支出, reception of 三公.
//!
//! Columns are compared within one side, one year, one phase and one kind of figure (money, or change of it). A column with a word
//! for a total holds those that stand under the same headings; 三公 and its items, basic expenditure and its parts are known by
//! their meaning. On sides that divide the same money in another way the first printed is the one that the others name.

use super::facts::Facts;
use crate::codes::words::WORDS;
use crate::content::{Column, Direction, Role, Row, RowKind, Table};
use crate::decimal::Decimal;
use crate::grammar::{Unit, figure, squeeze, unit_of};

/// Meanings with the meaning of the column that holds them, where there is one.
const HOLDERS: [(&str, &[&str]); 7] = [
    ("vehicle_purchase", &["vehicles_total", "three_public_total"]),
    ("vehicle_running", &["vehicles_total", "three_public_total"]),
    ("vehicles_total", &["three_public_total"]),
    ("overseas_travel", &["three_public_total"]),
    ("reception", &["three_public_total"]),
    ("personnel", &["basic"]),
    ("operating", &["basic"]),
];
/// Meanings that are no part of a total beside them: what came in, and what was left before and after.
const BESIDE: [&str; 3] = ["income", "carryover_out", "unit_price"];
/// Whose money it is.
const FUNDS: [&str; 4] = ["general_public_budget", "government_fund", "state_capital", "fiscal_appropriation"];
/// What no table of 三公经费 has in the total of them.
const OTHER_COSTS: [&str; 3] = ["meeting", "training", "operating_costs"];

/// For each column the index of the one it is a part of.
pub(super) fn of_columns(table: &Table, facts: &[Facts]) -> Vec<Option<usize>> {
    let columns = &table.columns;
    let totals: Vec<usize> = (0..columns.len()).filter(|index| may_hold(&columns[*index])).collect();
    let of_three = of_three(columns);
    let mut found: Vec<Option<usize>> = (0..columns.len())
        .map(|index| {
            let whole = whole_of_rest(columns, facts, index);
            let held =
                whole.or_else(|| holder(columns, facts, &totals, of_three, index)).or_else(|| by_fund(columns, facts, index));
            held.or_else(|| in_other_unit(table, facts, index))
        })
        .collect();
    let sides = columns.iter().map(|column| column.side).max().unwrap_or(0);
    for side in 1..=sides {
        let Some(first) = same_money(table, facts, side) else { continue };
        let outermost = (0..columns.len()).filter(|index| columns[*index].side == side && is_money(&columns[*index]));
        for index in outermost.filter(|index| found[*index].is_none()).collect::<Vec<_>>() {
            found[index] = Some(first);
        }
    }
    found
}

/// What a column holds all but one thing of, by the headings they share: 年初预算数 of 扣除中央基建投资后预算数.
fn whole_of_rest(columns: &[Column], facts: &[Facts], index: usize) -> Option<usize> {
    let is_rest = |column: &Column| {
        column.path.last().is_some_and(|label| WORDS.row.without.iter().any(|word| squeeze(label).starts_with(word)))
    };
    if !is_rest(&columns[index]) {
        return None;
    }
    let shared = |other: usize| columns[index].path.iter().zip(&columns[other].path).take_while(|(a, b)| a == b).count();
    let whole = |other: &usize| comparable(columns, facts, index, *other) && shared(*other) > 0 && !is_rest(&columns[*other]);
    let candidates = (0..columns.len()).filter(whole);
    // Under the same headings the total, else the first.
    candidates.max_by_key(|other| (shared(*other), is_total(&columns[*other]), std::cmp::Reverse(*other)))
}

/// Whether 合计 is that of the items of 三公 beside it: no column says so itself.
fn of_three(columns: &[Column]) -> bool {
    let means = |wanted: &[&str]| columns.iter().any(|other| of_what(other).0.is_some_and(|meaning| wanted.contains(&meaning)));
    means(&["overseas_travel", "reception"]) && !means(&["three_public_total"])
}

/// The column before that prints the same money in another unit (金额（元） and 金额（万元）): every two amounts of a row are equal as
/// far as the coarser one is printed.
fn in_other_unit(table: &Table, facts: &[Facts], index: usize) -> Option<usize> {
    let columns = &table.columns;
    let of_table = table.unit.as_deref().and_then(unit_of);
    let factor = |column: usize| columns[column].unit.or(of_table).and_then(Unit::factor);
    let own = factor(index)?;
    // Whether both cells of a row are the same money; nothing where one is empty.
    let same = |row: &Row, other: usize, theirs: Decimal| {
        let read = |column: usize, factor: Decimal| {
            let (amount, _) = figure(&row.cells[column].as_ref()?.printed)?;
            Some((amount.value.in_yuan(factor)?, Decimal::new(1, amount.decimals).in_yuan(factor)?))
        };
        let ((one, step), (two, other_step)) = (read(index, own)?, read(other, theirs)?);
        let equal = one.less(two).is_some_and(|apart| apart.abs() <= step.max(other_step).half());
        (!one.is_zero() || !two.is_zero()).then_some(equal)
    };
    (0..index).filter(|other| comparable(columns, facts, index, *other)).find(|other| {
        let theirs = factor(*other).filter(|theirs| *theirs != own);
        let mut pairs =
            theirs.iter().flat_map(|theirs| table.rows.iter().filter_map(|row| same(row, *other, *theirs))).peekable();
        pairs.peek().is_some() && pairs.all(|equal| equal)
    })
}

/// Of an item of 三公 under which the funds that pay it stand, the same fund under what holds the item (深圳).
fn by_fund(columns: &[Column], facts: &[Facts], index: usize) -> Option<usize> {
    let of_fund = columns[index].meaning.filter(|meaning| FUNDS.contains(meaning))?;
    let item = columns[index].context.last()?;
    let (_, holders) = HOLDERS.iter().find(|(name, _)| name == item)?;
    let is = |other: &usize, wanted: &str| {
        let above = columns[*other].context.last();
        columns[*other].meaning == Some(of_fund)
            && (above == Some(&wanted) || wanted == "three_public_total" && above == Some(&"total"))
            && comparable(columns, facts, index, *other)
    };
    holders.iter().find_map(|wanted| (0..columns.len()).find(|other| is(other, wanted)))
}

/// What is said of which a column prints the budget and the outturn: 公务接待费 over 预算数 and 决算数.
fn of_what(column: &Column) -> (Option<&'static str>, &[String]) {
    let phase = matches!(column.meaning, Some("budget_figure" | "adjusted_budget" | "execution" | "final_figure"));
    match (column.context.last(), column.path.split_last()) {
        (Some(above), Some((_, path))) if phase => (Some(above), path),
        _ => (column.meaning, &column.path),
    }
}

fn is_money(column: &Column) -> bool {
    column.role == Role::Amount && !column.counts
}

/// Whether two columns hold figures that can be parts of each other.
fn comparable(columns: &[Column], facts: &[Facts], a: usize, b: usize) -> bool {
    let (one, other) = (&facts[a], &facts[b]);
    a != b
        && columns[a].side == columns[b].side
        && is_money(&columns[a])
        && is_money(&columns[b])
        && one.year == other.year
        && same_phase(one, other)
        && one.is_change() == other.is_change()
}

/// Of another year than the document's, a heading that says nothing of the phase is of that of those beside it (2021年, over
/// “三公”经费预算 and over 会议费).
fn same_phase(one: &Facts, other: &Facts) -> bool {
    one.phase == other.phase || one.year.is_some() && (one.phase.is_none() || other.phase.is_none())
}

/// The column that holds another, the nearest one.
fn holder(columns: &[Column], facts: &[Facts], totals: &[usize], of_three: bool, index: usize) -> Option<usize> {
    let column = &columns[index];
    let meaning = of_what(column).0.unwrap_or_default();
    let beside = |other: &usize| comparable(columns, facts, index, *other);
    if let Some((_, holders)) = HOLDERS.iter().find(|(name, _)| *name == meaning) {
        let is = |other: &usize, wanted: &str| item(&columns[*other], of_three) == Some(wanted);
        let of_meaning = |wanted: &str| (0..columns.len()).find(|other| is(other, wanted) && beside(other));
        if let Some(found) = holders.iter().find_map(|wanted| of_meaning(wanted)) {
            return Some(found);
        }
    }
    if BESIDE.contains(&meaning) {
        return None;
    }
    let is_three = |other: &usize| item(&columns[*other], of_three) == Some("three_public_total");
    let totals = totals.iter().copied().filter(|other| beside(other) && holds(&columns[*other], column));
    let totals = totals.filter(|other| !(OTHER_COSTS.contains(&meaning) && is_three(other)));
    // The deepest heading is the nearest.
    totals.max_by_key(|other| group(&columns[*other]).len())
}

/// What a column is by its meaning, or by what its table, if it is one `of_three`, makes of its total.
fn item(column: &Column, of_three: bool) -> Option<&'static str> {
    let meaning = of_what(column).0;
    if meaning == Some("total") && of_three { Some("three_public_total") } else { meaning }
}

/// The headings over the word for a total.
fn group(column: &Column) -> &[String] {
    of_what(column).1.split_last().map_or(&[], |(_, above)| above)
}

/// Whether a column is a total by its word: of the table, or of the group above it (小计 below 政府采购项目).
fn is_total(column: &Column) -> bool {
    let (meaning, path) = of_what(column);
    let of_group = meaning == Some("amount") && path.len() > 1;
    (of_group || matches!(meaning, Some("total" | "three_public_total"))) && path.last().is_some_and(|l| says_total(l))
}

/// Whether a column may be the total of any other.
fn may_hold(column: &Column) -> bool {
    is_total(column) || column.meaning == Some("operating_costs")
}

/// Whether a column is the total of what stands under the same headings, and another stands there.
fn holds(total: &Column, part: &Column) -> bool {
    // 机关运行经费 before the funds that pay it.
    let (meaning, path) = of_what(part);
    let is_total = is_total(total) || total.meaning == Some("operating_costs") && meaning.is_some_and(|m| FUNDS.contains(&m));
    let above = group(total);
    let under = path.starts_with(above) || above.is_empty() && is_which(path);
    // Of two totals under the same headings neither holds the other: the deeper one is held.
    let other_total = meaning == Some("total") && path.last().is_some_and(|l| says_total(l)) && group(part).len() <= above.len();
    is_total && under && !other_total
}

fn says_total(label: &str) -> bool {
    let label = squeeze(label);
    let label = label.split(['（', '(']).next().unwrap_or_default();
    label.ends_with('计') || label.ends_with("总额")
}

/// `其中：` over the parts of the column before.
fn is_which(path: &[String]) -> bool {
    path.first().is_some_and(|label| label.starts_with("其中"))
}

/// The first column of an earlier side of the same direction, where a later side prints the same total: the same money by another
/// classification.
fn same_money(table: &Table, facts: &[Facts], side: u8) -> Option<usize> {
    let first =
        |side: u8| (0..table.columns.len()).find(|index| table.columns[*index].side == side && is_money(&table.columns[*index]));
    let own = first(side)?;
    let total = |column: usize| {
        let rows = || table.rows.iter().filter(|row| row.on(table.columns[column].side).kind == RowKind::Total);
        rows().next_back().and_then(|row| row.cells[column].as_ref()).map(|cell| squeeze(&cell.printed))
    };
    // Without a total printed beside a list, it is what its rows make.
    let sum = |column: usize| sum(table, column);
    let same = |other: usize| match (total(own), total(other)) {
        (Some(own), Some(other)) => own == other,
        _ => sum(own).is_some_and(|own| !own.is_zero() && sum(other) == Some(own)),
    };
    let direction = |column: usize| facts[column].direction;
    let earlier = (0..side).filter_map(first).filter(|column| direction(*column) == direction(own));
    // A table of one direction that goes on beside itself prints parts of one total, not the total again.
    earlier.filter(|column| direction(*column) == Some(Direction::Expenditure)).find(|column| same(*column))
}

/// What the rows of a column that count make; `None` where one cannot be read.
fn sum(table: &Table, column: usize) -> Option<Decimal> {
    let side = table.columns[column].side;
    let cells = table.rows.iter().filter(|row| row.on(side).counts).filter_map(|row| row.cells[column].as_ref());
    cells.map(|cell| figure(&cell.printed).map(|(amount, _)| amount.value)).sum()
}
