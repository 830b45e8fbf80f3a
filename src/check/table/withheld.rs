//! Rows that a table leaves out: 北京 does not print secret items, others print the larger ones only. A total is then more than what
//! stands below it, by one and the same amount wherever the rows are left out, and everything else agrees with the total.

use super::culprit::Case;
use super::identity::{Form, Gap, Judged};
use crate::check::figure::Agreement;

/// Rules on totals over a list of rows.
const LISTS: [&str; 5] = ["HIE-01", "HIE-02", "HIE-03", "HIE-04", "XT-08"];
/// Rules on totals over the classes of a balance.
const BALANCES: [&str; 2] = ["BAL-05", "BAL-07"];

/// Whether rows may be left out below the totals of a case.
pub(super) fn may_be_withheld(judged: &[Judged], gaps: &[Gap], case: &Case) -> bool {
    // One figure in one place whose correction mends everything is a slip.
    let slip = case.repair.as_ref().is_some_and(|(places, _)| places.len() == 1);
    let failing = || case.failing.iter().map(|i| &judged[*i]);
    failing().all(|j| lacks(j, &LISTS)) && failing().any(|j| is_beside_gap(gaps, j) || !slip && comes_again(judged, j))
}

/// Whether a balance lacks as well what its document leaves out elsewhere.
pub(super) fn is_beside_withheld(judged: &[Judged], case: &Case, withheld: bool) -> bool {
    let failing = || case.failing.iter().map(|i| &judged[*i]);
    withheld && failing().all(|j| lacks(j, &BALANCES) || lacks(j, &LISTS))
}

/// Whether the rows below a total are less than it.
fn lacks(found: &Judged, rules: &[&str]) -> bool {
    let is_sum = found.identity.form == Form::Sum || found.identity.right.len() == 1;
    let more = found.compared.difference > found.compared.tolerance && found.compared.left > found.compared.right;
    rules.contains(&found.identity.rule) && found.identity.left.len() == 1 && is_sum && more
}

/// Whether another column of the row, of which no row below prints anything, is the amount that is missing: a row of that money is left
/// out.
fn is_beside_gap(gaps: &[Gap], found: &Judged) -> bool {
    let own = &found.identity.left[0];
    gaps.iter().any(|gap| {
        let here = gap.at.table == own.table && gap.at.row == own.row && gap.at.column != own.column;
        let slack = found.compared.tolerance.max(gap.figure.half);
        here && LISTS.contains(&gap.rule) && (gap.figure.value - found.compared.difference).abs() <= slack
    })
}

/// Whether the same amount is missing in another table, or in another column of the row.
fn comes_again(judged: &[Judged], found: &Judged) -> bool {
    let own = &found.identity.left[0];
    judged.iter().any(|other| {
        let there = &other.identity.left[0];
        let elsewhere = there.table != own.table || there.row == own.row && there.column != own.column;
        let slack = found.compared.tolerance.max(other.compared.tolerance);
        let same = (other.compared.difference - found.compared.difference).abs() <= slack;
        elsewhere && other.compared.agreement == Agreement::Differ && lacks(other, &LISTS) && same
    })
}
