//! The list of projects against project expenditure, in all and by function (XT-07, XT-18).

use super::cross::{Set, one_of, project_column, same};
use super::identity::{Form, Identity};
use super::index::{At, LineKind, Sheet};
use super::stated::{Out, group};
use crate::check::finding::Status;
use std::collections::BTreeMap;

/// The list, and the tables that print project expenditure: of all money first.
const LISTS: [(&str, [&str; 2]); 2] = [("B10", ["B03", "B05"]), ("F11", ["F03", "F05"])];

/// States what the list of projects repeats.
pub(super) fn state(set: &Set<'_, '_>, out: &mut Out<'_, '_>) {
    for (list, tables) in LISTS {
        let Some(sheet) = set.sheet(list) else { continue };
        let Some(total) = set.total(list, |s| s.main_column(0)) else { continue };
        let spent: Vec<(&Sheet<'_>, At)> = tables.iter().filter_map(|id| project_total(set, id)).collect();
        let Some((_, most)) = spent.first() else {
            by_function(set, sheet, total, None, out);
            continue;
        };
        in_all(set, total, *most, &spent, out);
        let agreed = spent.iter().find(|(_, at)| same(set, total, *at));
        by_function(set, sheet, total, agreed.map(|(table, _)| *table), out);
    }
}

fn project_total<'s, 'd>(set: &Set<'s, 'd>, id: &str) -> Option<(&'s Sheet<'d>, At)> {
    let sheet = set.sheet(id)?;
    Some((sheet, sheet.at(sheet.total_line(0)?.row, project_column(sheet)?)))
}

/// XT-07: a list may leave out what is carried over, secret or small, so less than all projects is lawful; more is not.
fn in_all(set: &Set<'_, '_>, total: At, most: At, spent: &[(&Sheet<'_>, At)], out: &mut Out<'_, '_>) {
    let value = |at: At| set.sheets[at.table].figure(at.row, at.column).map(|f| f.value + f.half);
    let more = value(total) > value(most) && value(most).is_some();
    let carries = ["B01", "F01"].iter().filter_map(|id| set.balance(id)).any(|b| set.carries(b));
    let agrees = spent.iter().any(|(_, at)| same(set, total, *at));
    if more && !agrees && !carries && set.sheets[most.table].id().is_some_and(|id| id.ends_with("03")) {
        let group = group(&set.sheets[total.table], 0, 13);
        out.state(Identity { rule: "XT-07", form: Form::AtMost, left: vec![total], right: vec![most], group, certain: true });
    } else {
        one_of(set, "XT-07", total, spent.iter().map(|(_, at)| vec![*at]).collect(), false, out);
    }
}

/// XT-18: where the list is all of the projects and prints a functional code for each, the projects of an item are its project
/// expenditure.
fn by_function(set: &Set<'_, '_>, list: &Sheet<'_>, total: At, agreed: Option<&Sheet<'_>>, out: &mut Out<'_, '_>) {
    let items = || list.sides[0].lines.iter().filter(|l| l.kind == LineKind::Item && !l.of_which);
    let mut rows: BTreeMap<&str, Vec<At>> = BTreeMap::new();
    let mut all = true;
    for line in items().filter(|l| list.figure(l.row, total.column).is_some()) {
        match line.code.filter(|c| c.len() == 7 && c.starts_with('2')) {
            Some(code) => rows.entry(code).or_default().push(list.at(line.row, total.column)),
            None => all = false,
        }
    }
    if rows.is_empty() || !all {
        let reason = "the list of projects prints no functional code for each of them";
        return out.silent("XT-18", Status::NotApplicable, reason, list.index);
    }
    let Some(spent) = agreed else {
        let reason = "the list is not certainly all of the project expenditure";
        return out.silent("XT-18", Status::NotApplicable, reason, list.index);
    };
    let Some(column) = project_column(spent) else { return };
    for (code, parts) in rows {
        let mut lines = spent.sides[0].lines.iter().filter(|l| l.kind == LineKind::Item && l.code == Some(code));
        let (Some(line), None) = (lines.next(), lines.next()) else { continue };
        // One project is its item: the same figure again.
        let form = if parts.len() == 1 { Form::Repeat } else { Form::Sum };
        let (left, group) = (vec![spent.at(line.row, column)], group(list, 0, 14));
        if set.sheets[spent.index].figure(line.row, column).is_some() {
            out.state(Identity { rule: "XT-18", form, left, right: parts, group, certain: true });
        }
    }
}
