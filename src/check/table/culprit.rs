//! Which figure is most probably wrong: the one whose correction satisfies every identity it takes part in.
//!
//! A figure that other tables repeat is one figure: a wrong amount that was copied is wrong in all its places, and mending one of
//! them alone would only break the repetition.

use super::identity::{Form, Judged};
use super::index::At;
use crate::check::figure::Agreement;
use crate::decimal::Decimal;
use rustc_hash::FxHashMap;

/// Identities that fail together.
#[derive(Debug)]
pub(super) struct Case {
    /// Positions of the failing identities.
    pub failing: Vec<usize>,
    /// The only figure, in all its places, whose correction mends all of them and breaks none, with the change that does.
    pub repair: Option<(Vec<At>, Decimal)>,
    /// Figures of which that could be said, where there are several.
    pub candidates: Vec<At>,
}

/// A figure, in all its places, and the change that would mend identities.
struct Candidate {
    places: Vec<At>,
    shift: Decimal,
    mends: Vec<usize>,
}

/// Sorts the failing identities into cases.
pub(super) fn cases(judged: &[Judged]) -> Vec<Case> {
    let mut failing: Vec<usize> = (0..judged.len()).filter(|i| judged[*i].compared.agreement == Agreement::Differ).collect();
    if failing.is_empty() {
        return Vec::new();
    }
    let uses = Uses::of(judged);
    let mut cases = Vec::new();
    while !failing.is_empty() {
        let mut candidates = uses.candidates(judged, &failing);
        let most = candidates.iter().map(|c| c.mends.len()).max().unwrap_or(0);
        candidates.retain(|c| c.mends.len() == most);
        let case = match &candidates[..] {
            [] => Case { failing: same_row(judged, &failing), repair: None, candidates: Vec::new() },
            [only] => {
                Case { failing: only.mends.clone(), repair: Some((only.places.clone(), only.shift)), candidates: Vec::new() }
            }
            [first, ..] => {
                let mends = first.mends.clone();
                let same = candidates.iter().filter(|c| c.mends == mends).flat_map(|c| c.places.clone()).collect();
                Case { failing: mends, repair: None, candidates: same }
            }
        };
        failing.retain(|i| !case.failing.contains(i));
        cases.push(case);
    }
    cases
}

/// The first failing identity with those of the same rule and row: a row that is missing below fails in each of its columns.
fn same_row(judged: &[Judged], failing: &[usize]) -> Vec<usize> {
    let first = &judged[failing[0]].identity;
    let same = |i: &usize| {
        let other = &judged[*i].identity;
        other.rule == first.rule
            && other.left.len() == 1
            && (other.left[0].table, other.left[0].row) == (first.left[0].table, first.left[0].row)
    };
    failing.iter().copied().filter(same).collect()
}

/// Which identities each cell takes part in, and which cells are one figure.
struct Uses {
    of: FxHashMap<At, Vec<usize>>,
    /// The places of a figure that is repeated, by each of them.
    places: FxHashMap<At, Vec<At>>,
}

impl Uses {
    fn of(judged: &[Judged]) -> Self {
        let mut uses = Self { of: FxHashMap::default(), places: FxHashMap::default() };
        for (index, found) in judged.iter().enumerate() {
            for at in found.cells() {
                uses.of.entry(at).or_default().push(index);
            }
            if found.identity.form == Form::Repeat && found.compared.agreement == Agreement::Exact {
                uses.join(found.identity.left[0], found.identity.right[0]);
            }
        }
        uses
    }

    fn join(&mut self, left: At, right: At) {
        let mut all = self.places_of(left);
        all.extend(self.places_of(right));
        all.sort_unstable();
        all.dedup();
        for at in &all {
            self.places.insert(*at, all.clone());
        }
    }

    fn places_of(&self, at: At) -> Vec<At> {
        self.places.get(&at).cloned().unwrap_or_else(|| vec![at])
    }

    /// Every figure of the failing identities that could be changed so that the failing ones it is in hold, and no other breaks.
    fn candidates(&self, judged: &[Judged], failing: &[usize]) -> Vec<Candidate> {
        let mut figures: Vec<Vec<At>> = failing.iter().flat_map(|i| judged[*i].cells()).map(|at| self.places_of(at)).collect();
        figures.sort_unstable();
        figures.dedup();
        let single = figures.iter().filter(|f| f.len() > 1).flatten().map(|at| vec![*at]).collect::<Vec<_>>();
        figures.extend(single);
        let mut candidates: Vec<Candidate> = figures.into_iter().filter_map(|f| self.candidate(judged, failing, f)).collect();
        candidates.sort_by(|a, b| a.places.cmp(&b.places));
        candidates
    }

    fn candidate(&self, judged: &[Judged], failing: &[usize], places: Vec<At>) -> Option<Candidate> {
        let mut uses: Vec<usize> = places.iter().flat_map(|at| self.of.get(at).into_iter().flatten().copied()).collect();
        uses.sort_unstable();
        uses.dedup();
        // How often the change counts on the left, less how often on the right.
        let weight = |index: usize| {
            let count = |side: &[At]| side.iter().filter(|at| places.contains(at)).count() as i64;
            Decimal::from(count(&judged[index].identity.left) - count(&judged[index].identity.right))
        };
        let mends: Vec<usize> = uses.iter().copied().filter(|i| failing.contains(i) && !weight(*i).is_zero()).collect();
        let first = *mends.first()?;
        let shift = -judged[first].compared.difference.over(weight(first))?;
        let holds = |index: &usize| {
            let found = &judged[*index];
            let left = found.compared.difference + shift * weight(*index);
            match found.identity.form {
                Form::AtMost => left <= found.compared.tolerance,
                _ => left.abs() <= found.compared.tolerance.max(Decimal::new(1, 2)) * Decimal::TWO,
            }
        };
        // What failed before and belongs to another case does not speak for or against.
        let asked = |index: &&usize| judged[**index].compared.agreement != Agreement::Differ || mends.contains(index);
        uses.iter().filter(asked).all(holds).then_some(Candidate { places, shift, mends })
    }
}
