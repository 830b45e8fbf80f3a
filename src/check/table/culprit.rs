//! Which figure is most probably wrong: the one whose correction satisfies every identity it takes part in.

use super::identity::{Form, Judged};
use super::index::At;
use crate::check::figure::Agreement;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// Identities that fail together.
#[derive(Debug)]
pub(super) struct Case {
    /// Positions of the failing identities.
    pub failing: Vec<usize>,
    /// The only figure whose correction mends all of them and breaks none, with the amount that does.
    pub repair: Option<(At, Decimal)>,
    /// Figures of which that could be said, where there are several.
    pub candidates: Vec<At>,
}

/// A figure and the change that would mend identities.
struct Candidate {
    at: At,
    shift: Decimal,
    mends: Vec<usize>,
}

/// Sorts the failing identities into cases.
pub(super) fn cases(judged: &[Judged]) -> Vec<Case> {
    let mut failing: Vec<usize> = (0..judged.len()).filter(|i| judged[*i].compared.agreement == Agreement::Differ).collect();
    if failing.is_empty() {
        return Vec::new();
    }
    let mut uses: FxHashMap<At, Vec<usize>> =
        failing.iter().flat_map(|i| judged[*i].cells()).map(|at| (at, Vec::new())).collect();
    for (index, found) in judged.iter().enumerate() {
        for at in found.cells() {
            if let Some(list) = uses.get_mut(&at) {
                list.push(index);
            }
        }
    }
    let mut cases = Vec::new();
    while !failing.is_empty() {
        let mut candidates = candidates(judged, &failing, &uses);
        let most = candidates.iter().map(|c| c.mends.len()).max().unwrap_or(0);
        candidates.retain(|c| c.mends.len() == most);
        candidates.sort_by_key(|c| c.at);
        let case = match &candidates[..] {
            [] => Case { failing: vec![failing[0]], repair: None, candidates: Vec::new() },
            [only] => Case { failing: only.mends.clone(), repair: Some((only.at, only.shift)), candidates: Vec::new() },
            [first, ..] => {
                let mends = first.mends.clone();
                let same = candidates.iter().filter(|c| c.mends == mends).map(|c| c.at).collect();
                Case { failing: mends, repair: None, candidates: same }
            }
        };
        failing.retain(|i| !case.failing.contains(i));
        cases.push(case);
    }
    cases
}

/// Every figure of the failing identities that could be changed so that the failing ones it is in hold, and no other breaks.
fn candidates(judged: &[Judged], failing: &[usize], uses: &FxHashMap<At, Vec<usize>>) -> Vec<Candidate> {
    let mut cells: Vec<At> = failing.iter().flat_map(|i| judged[*i].cells()).collect();
    cells.sort_unstable();
    cells.dedup();
    cells.into_iter().filter_map(|at| candidate(judged, failing, at, &uses[&at])).collect()
}

fn candidate(judged: &[Judged], failing: &[usize], at: At, uses: &[usize]) -> Option<Candidate> {
    let mends: Vec<usize> = uses.iter().copied().filter(|i| failing.contains(i)).collect();
    let shift = shift(&judged[*mends.first()?], at)?;
    let holds = |index: &usize| {
        let found = &judged[*index];
        let shifted = if found.identity.left.contains(&at) { shift } else { -shift };
        let left = found.compared.difference + shifted;
        match found.identity.form {
            Form::AtMost => left <= found.compared.tolerance,
            _ => left.abs() <= found.compared.tolerance.max(Decimal::new(1, 2)) * Decimal::TWO,
        }
    };
    // What failed before and belongs to another case does not speak for or against.
    let asked = |index: &&usize| judged[**index].compared.agreement != Agreement::Differ || mends.contains(index);
    uses.iter().filter(asked).all(holds).then_some(Candidate { at, shift, mends })
}

/// By how much a figure must change for an identity to hold.
fn shift(found: &Judged, at: At) -> Option<Decimal> {
    let difference = found.compared.difference;
    if found.identity.left.contains(&at) {
        Some(-difference)
    } else if found.identity.right.contains(&at) {
        Some(difference)
    } else {
        None
    }
}
