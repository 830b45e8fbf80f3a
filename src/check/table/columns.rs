//! Columns and the columns they sum up: 合计 is 基本支出 and 项目支出, the sources of money, the three public expenses (ROW-01 to
//! 03, BAL-06, BAL-08, XT-09, XT-10).
//!
//! The headings say what belongs together: a column 合计 or 小计 is the sum of what stands beside it under the same headings.

use super::identity::Identity;
use super::index::{LineKind, Sheet, Side, Slot};
use super::stated::group;
use crate::check::figure::{Agreement, Figure, adds_up};

/// Meanings that never are a part beside basic and project expenditure, where they stand under no heading of their own.
const OF_BASIC: [&str; 2] = ["personnel", "operating"];

/// States the sums of the columns of one table.
pub(super) fn state(sheet: &Sheet<'_>, identities: &mut Vec<Identity>) {
    for (number, side) in sheet.sides.iter().enumerate() {
        for (at, total) in side.columns.iter().enumerate() {
            if !is_total(sheet, *total) {
                continue;
            }
            let Some(mut parts) = parts(sheet, side, at) else { continue };
            drop_parts_of_others(sheet, side, *total, &mut parts);
            let certain = !counts_twice(sheet, side, *total, &parts);
            let Some(rule) = rule(sheet, *total, &parts) else { continue };
            let group = group(sheet, number, 20 + at % 40);
            let lines = || side.lines.iter().filter(|l| !l.of_which || l.kind != LineKind::Item);
            if rule == "XT-09" {
                parts = beside(sheet, &lines().map(|l| l.row).collect::<Vec<_>>(), *total, parts);
            }
            for line in lines() {
                let cells = filled(sheet, side, line.row, &parts).into_iter().map(|c| sheet.at(line.row, c)).collect();
                let certain = certain && !(rule == "ROW-03" && is_left_out(sheet, side, line.row, (*total, &parts)));
                identities.push(Identity { certain, ..Identity::sum(rule, sheet.at(line.row, *total), cells, group) });
            }
        }
    }
}

/// Whether one column makes all of the difference in the only row with amounts, counted or not: its heading, and no figure, may be what
/// is wrong.
fn counts_twice(sheet: &Sheet<'_>, side: &Side<'_>, total: usize, parts: &[usize]) -> bool {
    let mut rows = side.lines.iter().map(|l| l.row).filter(|row| sheet.figure(*row, total).is_some_and(|f| !f.value.is_zero()));
    let (Some(row), None) = (rows.next(), rows.next()) else { return false };
    let Some(whole) = sheet.figure(row, total) else { return false };
    let figures = |without: Option<usize>| {
        parts.iter().filter(|c| Some(**c) != without).filter_map(|c| sheet.figure(row, *c)).collect::<Vec<_>>()
    };
    let holds = |without| adds_up(&[whole], &figures(without)).agreement != Agreement::Differ;
    let beside = |c: &usize| !parts.contains(c) && *c != total && sheet.figure(row, *c).is_some_and(|f| !f.value.is_zero());
    let holds_with = |c: usize| {
        let more: Vec<_> = figures(None).into_iter().chain(sheet.figure(row, c)).collect();
        adds_up(&[whole], &more).agreement != Agreement::Differ
    };
    let lost = || side.columns.iter().copied().filter(beside).any(holds_with);
    !holds(None) && parts.len() > 2 && (parts.iter().any(|c| holds(Some(*c))) || lost())
}

/// Whether a row misses its sum by a column beside the parts (使用非财政拨款结余 behind 上年结转, counted in 本年收入), or by rows that print
/// their total alone: then the column of their money is not printed.
fn is_left_out(sheet: &Sheet<'_>, side: &Side<'_>, row: usize, (total, parts): (usize, &[usize])) -> bool {
    let Some(whole) = sheet.figure(row, total) else { return false };
    let with = |more: &[Figure]| {
        let own = parts.iter().filter_map(|c| sheet.figure(row, *c));
        adds_up(&[whole], &own.chain(more.iter().copied()).collect::<Vec<_>>()).agreement != Agreement::Differ
    };
    if with(&[]) {
        return false;
    }
    let filled = |row: usize, c: usize| sheet.figure(row, c).filter(|f| !f.value.is_zero());
    let beside = side.columns.iter().filter(|c| **c != total && !parts.contains(c) && !is_total(sheet, **c));
    let alone = |r: usize| filled(r, total).filter(|_| r != row && parts.iter().all(|c| sheet.slot(r, *c) == Slot::Blank));
    let bare: Vec<Figure> = side.lines.iter().filter_map(|l| alone(l.row)).collect();
    beside.filter_map(|c| filled(row, *c)).any(|f| with(&[f]))
        || bare.iter().any(|f| with(&[*f]))
        || bare.len() > 1 && with(&bare)
}

/// Columns that may or may not be counted in a total of the three public expenses, whatever its heading says (陕西: 小计 without them,
/// 合计 with them): those that make the total of the first row that has one.
fn beside(sheet: &Sheet<'_>, rows: &[usize], total: usize, parts: Vec<usize>) -> Vec<usize> {
    let is_other = |c: &usize| sheet.meaning(*c).is_some_and(|m| OTHERS.contains(&m));
    let others: Vec<usize> = parts.iter().copied().filter(is_other).collect();
    let without = |choice: usize| {
        let left_out = |c: &usize| others.iter().enumerate().any(|(i, o)| o == c && choice >> i & 1 == 1);
        parts.iter().copied().filter(|c| !left_out(c)).collect::<Vec<_>>()
    };
    let holds = |parts: &Vec<usize>| {
        parts.len() > 1
            && rows.iter().any(|row| {
                let right: Vec<_> = parts.iter().filter_map(|c| sheet.figure(*row, *c)).collect();
                let left = sheet.figure(*row, total).filter(|f| !f.value.is_zero());
                left.is_some_and(|left| adds_up(&[left], &right).agreement != Agreement::Differ)
            })
    };
    let choices = 1usize << others.len().min(4);
    let all_left_out = without(choices - 1);
    (0..choices).map(without).find(holds).unwrap_or(if all_left_out.len() > 1 { all_left_out } else { parts })
}

/// Meanings of columns that stand beside the three public expenses.
const OTHERS: [&str; 3] = ["meeting", "training", "operating_costs"];

/// The parts of a row: a blank subtotal of vehicles stands for the columns below it.
fn filled(sheet: &Sheet<'_>, side: &Side<'_>, row: usize, parts: &[usize]) -> Vec<usize> {
    let is_blank = |c: usize| sheet.slot(row, c) == Slot::Blank;
    let below = |c: usize| {
        let parent = &sheet.table.columns[c].path;
        let above = &parent[..parent.len().saturating_sub(1)];
        let within = move |d: &usize| {
            let is_kind = sheet.meaning(*d).is_some_and(|m| matches!(m, "vehicle_purchase" | "vehicle_running"));
            *d != c && is_kind && sheet.table.columns[*d].path.starts_with(above)
        };
        side.columns.iter().copied().filter(within).collect::<Vec<_>>()
    };
    let stands_for = |c: &usize| match sheet.meaning(*c) {
        Some("vehicles_total") if is_blank(*c) => below(*c),
        _ => vec![*c],
    };
    parts.iter().flat_map(stands_for).collect()
}

fn is_total(sheet: &Sheet<'_>, column: usize) -> bool {
    let path = &sheet.table.columns[column].path;
    let ends = |label: &String| ["合计", "小计", "总计"].iter().any(|w| label.ends_with(w));
    path.last().is_some_and(ends) || matches!(sheet.meaning(column), Some("total" | "three_public_total" | "vehicles_total"))
}

/// The columns that a total sums up: of each heading beside it, its own total, else all columns under it.
fn parts(sheet: &Sheet<'_>, side: &Side<'_>, at: usize) -> Option<Vec<usize>> {
    let path = |column: usize| &sheet.table.columns[column].path;
    let total = side.columns[at];
    let above = &path(total)[..path(total).len().saturating_sub(1)];
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for column in side.columns[at + 1..].iter().copied() {
        let own = path(column);
        if own.len() <= above.len() || !own.starts_with(above) {
            break;
        }
        // A second total under the same headings begins another sum.
        if own.len() == above.len() + 1 && own.last() == path(total).last() {
            break;
        }
        let heading = own[above.len()].as_str();
        match groups.last_mut() {
            Some((name, columns)) if *name == heading => columns.push(column),
            _ => groups.push((heading, vec![column])),
        }
    }
    one_split(&mut groups);
    let mut parts = Vec::new();
    // What is bought, or reserved for small firms, is a part of the expenditure beside it and no kind of its own.
    groups.retain(|(heading, _)| !["采购", "其中", "购买服务"].iter().any(|w| heading.contains(w)));
    for (_, columns) in groups {
        match columns.iter().find(|c| columns.len() > 1 && is_total(sheet, **c)) {
            Some(total) => parts.push(*total),
            None => parts.extend(columns),
        }
    }
    let meanings: Vec<&str> = parts.iter().filter_map(|c| sheet.meaning(*c)).collect();
    // 基本支出 beside 人员经费 and 公用经费 under no common heading: the two are parts of the first.
    if meanings.contains(&"basic") {
        parts.retain(|c| !sheet.meaning(*c).is_some_and(|m| OF_BASIC.contains(&m)));
    }
    // A heading 基本支出 that reaches over the column of projects beside its own.
    if above.last().is_some_and(|heading| heading.contains("基本支出") && !heading.contains("项目")) {
        parts.retain(|c| sheet.meaning(*c) != Some("project"));
    }
    if sheet.meaning(total) == Some("three_public_total") {
        parts.retain(|c| !matches!(sheet.meaning(*c), Some("meeting" | "training" | "operating_costs")));
    }
    // The sources of the same money beside the three public expenses are no part of them.
    if matches!(sheet.meaning(total), Some("three_public_total" | "vehicles_total")) {
        parts.retain(|c| !sheet.meaning(*c).is_some_and(|m| m == "total" || SOURCES.contains(&m)));
    }
    if meanings.contains(&"vehicles_total") {
        parts.retain(|c| !matches!(sheet.meaning(*c), Some("vehicle_purchase" | "vehicle_running")));
    }
    (parts.len() > 1).then_some(parts)
}

/// Headings that split the same money in several ways (按收入性质分, 按支出性质分): the first split is whole.
fn one_split(groups: &mut Vec<(&str, Vec<usize>)>) {
    let is_split = |heading: &str| heading.starts_with('按') && heading.ends_with('分');
    let mut seen = false;
    groups.retain(|(heading, _)| !is_split(heading) || !std::mem::replace(&mut seen, true));
}

/// Drops a column that is a part of another one though its heading does not say so (深圳: 事业单位经营支出 stands beside 项目支出 and
/// is within it): wherever it has an amount the sum fails with it and holds without it, in more than one row.
fn drop_parts_of_others(sheet: &Sheet<'_>, side: &Side<'_>, total: usize, parts: &mut Vec<usize>) {
    let holds = |row: usize, parts: &[usize], without: Option<usize>| {
        let left = sheet.figure(row, total)?;
        let right: Vec<_> = parts.iter().filter(|c| Some(**c) != without).filter_map(|c| sheet.figure(row, *c)).collect();
        Some(adds_up(&[left], &right).agreement != Agreement::Differ)
    };
    let is_part = |column: usize| {
        let rows = side.lines.iter().map(|l| l.row);
        let mut with_amount = rows.filter(|r| sheet.figure(*r, column).is_some_and(|f| !f.value.is_zero())).peekable();
        let first = with_amount.peek().copied();
        let mut rows = 0;
        let all = with_amount.all(|row| {
            rows += 1;
            holds(row, parts, None) == Some(false) && holds(row, parts, Some(column)) == Some(true)
        });
        first.is_some() && all && rows > 1
    };
    if let Some(part) = parts.iter().copied().find(|c| is_part(*c)) {
        parts.retain(|c| *c != part);
    }
}

/// The rule that a sum belongs to, by what its parts are.
fn rule(sheet: &Sheet<'_>, total: usize, parts: &[usize]) -> Option<&'static str> {
    let has = |meanings: &[&str]| parts.iter().any(|c| sheet.meaning(*c).is_some_and(|m| meanings.contains(&m)));
    let all = |meanings: &[&str]| parts.iter().all(|c| sheet.meaning(*c).is_some_and(|m| meanings.contains(&m)));
    if all(&["vehicle_purchase", "vehicle_running"]) {
        Some("XT-10")
    } else if has(&["overseas_travel", "reception", "three_public_total"]) || sheet.meaning(total) == Some("three_public_total") {
        Some("XT-09")
    } else if has(&["basic", "project", "remittance_to_superior", "operating_expenditure", "subsidy_to_affiliated"]) {
        Some("ROW-01")
    } else if all(&OF_BASIC) {
        Some("ROW-02")
    } else if has(&["personnel"]) {
        Some("ROW-01")
    } else if all(&["this_year", "carryover"]) {
        Some("BAL-06")
    } else if sheet.id().is_some_and(|id| matches!(id, "B04" | "F04")) {
        Some("BAL-08")
    } else if has(&SOURCES) {
        Some("ROW-03")
    } else {
        None
    }
}

const SOURCES: [&str; 8] = [
    "general_public_budget",
    "government_fund",
    "state_capital",
    "special_account",
    "business_income",
    "fiscal_appropriation",
    "unit_funds",
    "other_income",
];
