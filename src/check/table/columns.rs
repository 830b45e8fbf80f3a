//! Columns and the columns they sum up: 合计 is 基本支出 and 项目支出, the sources of money, the three public expenses (ROW-01 to
//! 03, BAL-06, BAL-08, XT-09, XT-10).
//!
//! The headings say what belongs together: a column 合计 or 小计 is the sum of what stands beside it under the same headings.

use super::identity::Identity;
use super::index::{LineKind, Sheet, Side};
use super::stated::group;
use crate::check::figure::{Agreement, adds_up};

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
            let Some(rule) = rule(sheet, *total, &parts) else { continue };
            let group = group(sheet, number, 20 + at % 40);
            for line in side.lines.iter().filter(|l| !l.of_which || l.kind != LineKind::Item) {
                let cells = parts.iter().map(|c| sheet.at(line.row, *c)).collect();
                identities.push(Identity::sum(rule, sheet.at(line.row, *total), cells, group));
            }
        }
    }
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
    if sheet.meaning(total) == Some("three_public_total") {
        parts.retain(|c| !matches!(sheet.meaning(*c), Some("meeting" | "training" | "operating_costs")));
    }
    if meanings.contains(&"vehicles_total") {
        parts.retain(|c| !matches!(sheet.meaning(*c), Some("vehicle_purchase" | "vehicle_running")));
    }
    (parts.len() > 1).then_some(parts)
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
