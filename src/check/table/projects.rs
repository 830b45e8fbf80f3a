//! The list of projects against project expenditure, in all and by function (XT-07, XT-18).

use super::cross::{Set, one_of, project_column, same};
use super::identity::{Form, Identity};
use super::index::{At, LineKind, Sheet};
use super::stated::{Out, group};
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::diagnostic::Severity;
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
    let items = || spent.sides[0].lines.iter().filter(|l| l.kind == LineKind::Item && !l.of_which);
    let known = rows.keys().filter(|code| items().any(|l| l.code == Some(**code))).count();
    for (code, parts) in rows {
        // A table of several bodies has the item once for each.
        let lines = items().filter(|l| l.code == Some(code));
        let left: Vec<At> = lines.map(|l| spent.at(l.row, column)).collect();
        // One project is its item: the same figure again.
        let form = if parts.len() == 1 && left.len() == 1 { Form::Repeat } else { Form::Sum };
        let group = group(list, 0, 14);
        if left.is_empty() && known > 1 && spent.loose.is_none() && spent.doubt.is_none() {
            foreign(set, code, &parts, spent, out);
        } else if left.iter().any(|at| set.sheets[spent.index].figure(at.row, at.column).is_some()) {
            out.state(Identity { rule: "XT-18", form, left, right: parts, group, certain: true });
        }
    }
}

/// A project under an item that the table of expenditure does not have.
fn foreign(set: &Set<'_, '_>, code: &str, parts: &[At], spent: &Sheet<'_>, out: &mut Out<'_, '_>) {
    let evidence: Vec<Evidence> = parts.iter().map(|at| set.sheets[at.table].evidence_of(*at)).collect();
    out.verdicts.check(Check { evidence: evidence.clone(), ..Check::of("XT-18", Status::Fail) });
    let (name, first) = (spent.name(), evidence.first().map(|e| e.what.clone()).unwrap_or_default());
    out.verdicts.find(Finding {
        rule: "XT-18",
        severity: Severity::Info,
        message: format!("{first} stands under {code}, an item that {name} does not have"),
        message_zh: format!("{first}列于{code}科目，{name}中没有该科目"),
        evidence,
        ..Finding::default()
    });
}
