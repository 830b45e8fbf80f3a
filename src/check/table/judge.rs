//! Compares all identities, and tells one wrong figure from a table that is not what it seems.

use super::identity::{Gap, Identity, Judged, Unjudged, Verdict};
use super::index::{self, Sheet};
use super::report;
use crate::check::figure::Agreement;
use crate::check::finding::{Check, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use std::collections::BTreeMap;

/// One wrong figure fails up to so many sums of one kind in one table; more are a tenth of its sums at most, or the table is not
/// what it seems.
const FEW: usize = 3;
/// So many failures of one kind in one table are never single slips.
const MANY: usize = 10;

/// So many places of a refusal are shown.
const SHOWN: usize = 5;

/// Sums of other rows that hold tell that the columns of a table are what they seem.
const ENOUGH: usize = 3;

/// A sum that fails in a table of which not all may have been read, and why.
struct Suspended {
    found: Judged,
    reason: &'static str,
    table: usize,
}

/// Compares all identities. What cannot be compared is said; so is a table in which so many fail that it is not what it seems.
pub(super) fn judge(identities: Vec<Identity>, sheets: &[Sheet<'_>], verdicts: &mut Verdicts) -> Verdict {
    let mut judged = Vec::with_capacity(identities.len());
    let mut suspended: Vec<Suspended> = Vec::new();
    let mut gaps: Vec<Gap> = Vec::new();
    let mut blank: Vec<(&'static str, usize)> = Vec::new();
    let mut layout: Vec<(&'static str, index::At)> = Vec::new();
    for identity in identities {
        let rule = identity.rule;
        let doubt = identity.left.iter().chain(&identity.right).find_map(|at| sheets[at.table].doubt.map(|d| (d, at.table)));
        if let Some((doubt, table)) = doubt {
            verdicts.silent(rule, Status::Refused, doubt, vec![sheets[table].evidence()]);
            continue;
        }
        let table = identity.left[0].table;
        let loose = loose(&identity, sheets);
        let gap = Gap::of(&identity, sheets);
        match (identity.judge(sheets), loose) {
            (Ok(found), Some((reason, table))) if found.compared.agreement == Agreement::Differ => {
                suspended.push(Suspended { found, reason, table });
            }
            (Ok(found), _) if found.identity.certain || found.compared.agreement != Agreement::Differ => judged.push(found),
            (Ok(found), _) => layout.push((rule, found.identity.left[0])),
            (Err(Unjudged::Blank), _) => {
                gaps.extend(gap);
                if !blank.contains(&(rule, table)) {
                    blank.push((rule, table));
                }
            }
            (Err(Unjudged::Unsure(at)), _) => {
                let reason = "a figure that it needs was not read with certainty";
                verdicts.silent(rule, Status::Refused, reason, vec![sheets[at.table].evidence_of(at)]);
            }
        }
    }
    refuse_layout(layout, sheets, verdicts);
    judged.extend(released(suspended, &judged, sheets, verdicts));
    let (sure, systematic): (Vec<Judged>, Vec<Judged>) = {
        let odd = systematic(&judged);
        judged.into_iter().partition(|j| !odd.contains(&j.identity.group))
    };
    refuse_systematic(&systematic, sheets, verdicts);
    for (rule, table) in blank {
        if !sure.iter().chain(&systematic).any(|j| j.identity.rule == rule && j.identity.left[0].table == table) {
            verdicts.silent(
                rule,
                Status::InsufficientData,
                "a figure that it needs is not printed",
                vec![sheets[table].evidence()],
            );
        }
    }
    let odd = systematic.iter().map(|j| (j.identity.left[0].table, j.identity.rule)).collect();
    Verdict { judged: sure, odd, gaps }
}

/// The suspended sums that are breaches all the same; the others are refused.
///
/// Rows that were not read change nothing within a row: where the same columns make up the total of other rows, a row in which they
/// do not is a breach. So is a figure that breaks the sum of its row and that of its column by the same amount.
fn released(suspended: Vec<Suspended>, judged: &[Judged], sheets: &[Sheet<'_>], verdicts: &mut Verdicts) -> Vec<Judged> {
    let row_of = |found: &Judged| {
        let first = found.identity.left[0];
        found.cells().all(|at| (at.table, at.row) == (first.table, first.row)).then_some((first.table, first.row))
    };
    let fails = |group: u32| suspended.iter().filter(|s| s.found.identity.group == group).count();
    let holds = |group: u32| {
        let all = judged.iter().filter(|j| j.identity.group == group && j.compared.agreement != Agreement::Differ);
        all.filter(|j| !j.compared.left.is_zero() && j.identity.right.len() > 1).count()
    };
    let whole = |found: &Judged| {
        let group = found.identity.group;
        row_of(found).is_some() && fails(group) <= FEW && holds(group) >= ENOUGH.max(fails(group) * ENOUGH)
    };
    let twice = |found: &Judged| {
        let others = || suspended.iter().map(|s| &s.found).filter(|o| row_of(o).is_some() != row_of(found).is_some());
        let same = |at: index::At| {
            let own = shift(found, at);
            let slack = |o: &Judged| found.compared.tolerance + o.compared.tolerance;
            let is_one = |o: &Judged| own.zip(shift(o, at)).is_some_and(|(a, b)| (a - b).abs() <= slack(o));
            others().any(is_one)
        };
        found.cells().any(same)
    };
    let obscured = |found: &Judged| found.cells().any(|at| sheets[at.table].obscured.contains(&at.row));
    let free: Vec<bool> = suspended.iter().map(|s| !obscured(&s.found) && (whole(&s.found) || twice(&s.found))).collect();
    let mut released = Vec::new();
    for (Suspended { found, reason, table }, free) in suspended.into_iter().zip(free) {
        if free {
            released.push(found);
        } else {
            verdicts.silent(found.identity.rule, Status::Refused, reason, vec![sheets[table].evidence()]);
        }
    }
    released
}

/// How much a figure of a failing sum would have to change so that it holds.
fn shift(found: &Judged, at: index::At) -> Option<Decimal> {
    let side = |cells: &[index::At]| cells.iter().filter(|c| **c == at).count();
    match (side(&found.identity.left), side(&found.identity.right)) {
        (1, 0) => Some(-found.compared.difference),
        (0, 1) => Some(found.compared.difference),
        _ => None,
    }
}

/// Why a failure would be no breach, and of which table: it may not be all there, or, held against another, not be what its headings say.
fn loose(identity: &Identity, sheets: &[Sheet<'_>]) -> Option<(&'static str, usize)> {
    let cells = || identity.left.iter().chain(&identity.right);
    let part = || cells().find_map(|at| sheets[at.table].loose.map(|reason| (reason, at.table)));
    let several = cells().any(|at| at.table != identity.left[0].table);
    let told = |at: &&index::At| several && sheets[at.table].table.is_told_by_headings();
    let reason = "no title says which table it is";
    part().or_else(|| cells().find(told).map(|at| (reason, at.table)))
}

/// Sums that fail where only the layout tells what belongs to them: one check for each rule and table.
fn refuse_layout(mut failed: Vec<(&'static str, index::At)>, sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    failed.sort_unstable_by_key(|(rule, at)| (at.table, *rule, *at));
    for same in failed.chunk_by(|a, b| (a.0, a.1.table) == (b.0, b.1.table)) {
        let reason = "sums fail, but what belongs to them is told by the layout only".to_owned();
        let evidence = same.iter().take(SHOWN).map(|(_, at)| sheets[at.table].evidence_of(*at)).collect();
        let check = Check { places: same.len(), reason: Some(reason), evidence, ..Check::of(same[0].0, Status::Refused) };
        verdicts.check(check);
    }
}

/// So many sums of one kind fail in a table that no single figure is to blame: the rule is refused there, and a person told to look,
/// for the table may be laid out otherwise, or its figures stand in wrong rows (西安: amounts a row too high).
fn refuse_systematic(systematic: &[Judged], sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    let mut groups: BTreeMap<(usize, u32), Vec<&Judged>> = BTreeMap::new();
    for found in systematic {
        groups.entry((found.identity.left[0].table, found.identity.group)).or_default().push(found);
    }
    for ((table, _), sums) in groups {
        let (sheet, rule) = (&sheets[table], sums[0].identity.rule);
        let failed: Vec<&&Judged> = sums.iter().filter(|j| j.compared.agreement == Agreement::Differ).collect();
        let reason = "so many of its sums fail that the table is not laid out as the rule supposes";
        verdicts.silent(rule, Status::Refused, reason, vec![sheet.evidence()]);
        let (all, count, name) = (sums.len(), failed.len(), sheet.name());
        verdicts.find(Finding {
            rule,
            severity: Severity::Info,
            message: format!(
                "{name}: {count} of {all} sums of one kind fail, so the table is laid out in another way than the rule supposes, or \
                 its figures stand in wrong places"
            ),
            message_zh: format!("{name}：{all}处同类合计中有{count}处不符，表格结构可能不同于规则所设，或数字错位，请核对原表"),
            evidence: report::evidence(sheets, failed.iter().flat_map(|j| j.identity.left.iter().copied()).take(SHOWN)),
            ..Finding::default()
        });
    }
}

/// The groups in which so many rows fail that the fault is in the reading. A row that fails in several columns is one.
fn systematic(judged: &[Judged]) -> Vec<u32> {
    let mut rows: BTreeMap<(u32, usize), bool> = BTreeMap::new();
    for found in judged {
        let compared = &found.compared;
        if !compared.left.is_zero() || !compared.right.is_zero() {
            *rows.entry((found.identity.group, found.identity.left[0].row)).or_default() |=
                compared.agreement == Agreement::Differ;
        }
    }
    let mut groups: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for ((group, _), fails) in rows {
        let (all, failed) = groups.entry(group).or_default();
        *all += 1;
        *failed += usize::from(fails);
    }
    let is_odd = |(all, failed): (usize, usize)| {
        failed > 1 && failed == all || failed >= FEW && failed * 3 > all || failed > FEW && failed * 10 > all || failed >= MANY
    };
    let mut odd: Vec<u32> = groups.into_iter().filter(|(_, counts)| is_odd(*counts)).map(|(group, _)| group).collect();
    odd.retain(|group| !is_one_slip(judged, *group));
    odd
}

/// Whether one figure explains all failures of a group: it stands in each of them, and the same change mends them all.
fn is_one_slip(judged: &[Judged], group: u32) -> bool {
    let failing = || judged.iter().filter(|j| j.identity.group == group && j.compared.agreement == Agreement::Differ);
    let Some(first) = failing().next() else { return false };
    first.cells().any(|at| {
        let Some(change) = shift(first, at) else { return false };
        failing().all(|j| {
            let slack = first.compared.tolerance + j.compared.tolerance;
            shift(j, at).is_some_and(|other| (other - change).abs() <= slack)
        })
    })
}
