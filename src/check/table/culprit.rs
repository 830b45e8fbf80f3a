//! Which figure is most probably wrong: the one whose correction satisfies every identity it takes part in.
//!
//! A figure that other tables repeat is one figure: a wrong amount that was copied is wrong in all its places, and mending one of
//! them alone would only break the repetition.

use super::identity::{Form, Identity, Judged};
use super::index::At;
use crate::check::figure::Agreement;
use crate::decimal::Decimal;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

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
    let mut open = Open::of(&uses, judged, &failing);
    let mut cases = Vec::new();
    while !failing.is_empty() {
        let case = match open.best() {
            None => Case { failing: same_row(judged, &failing), repair: None, candidates: Vec::new() },
            Some((only, true)) => {
                Case { failing: only.mends.clone(), repair: Some((only.places.clone(), only.shift)), candidates: Vec::new() }
            }
            Some((first, false)) => {
                let same = open.like(first).flat_map(|c| c.places.clone()).collect();
                Case { failing: first.mends.clone(), repair: None, candidates: same }
            }
        };
        open.close(&uses, judged, &case.failing);
        failing.retain(|i| open.failing[*i]);
        cases.push(case);
    }
    cases
}

/// What is still to be explained, and the figures that might explain it.
struct Open {
    /// Of each identity, whether it fails and belongs to no case yet.
    failing: Vec<bool>,
    /// Figures of failing identities, in order.
    figures: Vec<Vec<At>>,
    /// What changing each could mend of what is open.
    candidates: Vec<Option<Candidate>>,
    /// The figures that take part in each failing identity.
    of: FxHashMap<usize, Vec<usize>>,
    /// The candidates by how many identities they mend.
    by_mended: BTreeMap<usize, BTreeSet<usize>>,
}

impl Open {
    fn of(uses: &Uses, judged: &[Judged], failing: &[usize]) -> Self {
        let figures = uses.figures(judged, failing);
        let mut is_failing = vec![false; judged.len()];
        for index in failing {
            is_failing[*index] = true;
        }
        let mut of: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (at, places) in figures.iter().enumerate() {
            for index in uses.of_figure(places).into_iter().filter(|index| is_failing[*index]) {
                of.entry(index).or_default().push(at);
            }
        }
        let candidates = figures.iter().map(|_| None).collect();
        let mut open = Self { failing: is_failing, figures, candidates, of, by_mended: BTreeMap::new() };
        (0..open.figures.len()).for_each(|at| open.ask(uses, judged, at));
        open
    }

    /// Asks what changing a figure could mend now.
    fn ask(&mut self, uses: &Uses, judged: &[Judged], at: usize) {
        if let Some(before) = &self.candidates[at] {
            let bucket = self.by_mended.entry(before.mends.len()).or_default();
            bucket.remove(&at);
            if bucket.is_empty() {
                self.by_mended.remove(&before.mends.len());
            }
        }
        self.candidates[at] = uses.candidate(judged, &self.failing, &self.figures[at]);
        if let Some(now) = &self.candidates[at] {
            self.by_mended.entry(now.mends.len()).or_default().insert(at);
        }
    }

    /// The first of the figures that mend most, and whether it is the only one.
    fn best(&self) -> Option<(&Candidate, bool)> {
        let (_, bucket) = self.by_mended.last_key_value()?;
        let first = self.candidates[*bucket.first()?].as_ref()?;
        Some((first, bucket.len() == 1))
    }

    /// The figures that mend the same.
    fn like<'o>(&'o self, first: &'o Candidate) -> impl Iterator<Item = &'o Candidate> {
        let figures = first.mends.first().and_then(|index| self.of.get(index)).into_iter().flatten();
        figures.filter_map(|at| self.candidates[*at].as_ref()).filter(|candidate| candidate.mends == first.mends)
    }

    /// Takes identities away, and looks again at the figures that take part in them.
    fn close(&mut self, uses: &Uses, judged: &[Judged], identities: &[usize]) {
        let mut again: Vec<usize> = Vec::new();
        for index in identities {
            self.failing[*index] = false;
            again.extend(self.of.get(index).into_iter().flatten());
        }
        again.sort_unstable();
        again.dedup();
        for at in again {
            self.ask(uses, judged, at);
        }
    }
}

/// The first failing identity, and those of the same rule and row: a row that is missing below fails in each of its columns.
fn same_row(judged: &[Judged], failing: &[usize]) -> Vec<usize> {
    let first = &judged[failing[0]].identity;
    let same = |i: &usize| {
        let other = &judged[*i].identity;
        let rows = |identity: &Identity| identity.left.first().filter(|_| identity.left.len() == 1).map(|at| (at.table, at.row));
        *i == failing[0] || other.rule == first.rule && rows(other).is_some() && rows(other) == rows(first)
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

    /// Every figure of the failing identities: in all its places, and in each of them alone.
    fn figures(&self, judged: &[Judged], failing: &[usize]) -> Vec<Vec<At>> {
        let mut cells: Vec<At> = failing.iter().flat_map(|i| judged[*i].cells()).collect();
        cells.sort_unstable();
        cells.dedup();
        let mut figures: Vec<Vec<At>> = cells.into_iter().map(|at| self.places_of(at)).collect();
        figures.sort_unstable();
        figures.dedup();
        let single = figures.iter().filter(|f| f.len() > 1).flatten().map(|at| vec![*at]).collect::<Vec<_>>();
        figures.extend(single);
        figures.sort_unstable();
        figures
    }

    /// The identities that a figure takes part in.
    fn of_figure(&self, places: &[At]) -> Vec<usize> {
        let mut uses: Vec<usize> = places.iter().flat_map(|at| self.of.get(at).into_iter().flatten().copied()).collect();
        uses.sort_unstable();
        uses.dedup();
        uses
    }

    /// How a figure could be changed so that the failing identities it is in hold, and no other breaks.
    fn candidate(&self, judged: &[Judged], failing: &[bool], places: &[At]) -> Option<Candidate> {
        let uses = self.of_figure(places);
        // How often the change counts on the left, less how often on the right.
        let weight = |index: usize| {
            let count = |side: &[At]| side.iter().filter(|at| places.contains(at)).count() as i64;
            Decimal::from(count(&judged[index].identity.left) - count(&judged[index].identity.right))
        };
        let mends: Vec<usize> = uses.iter().copied().filter(|i| failing[*i] && !weight(*i).is_zero()).collect();
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
        uses.iter().filter(asked).all(holds).then(|| Candidate { places: places.to_vec(), shift, mends })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::figure::Comparison;

    fn at(row: usize) -> At {
        At { table: 0, row, column: 0 }
    }

    fn judged(left: &[usize], right: &[usize], difference: i64) -> Judged {
        let cells = |rows: &[usize]| rows.iter().map(|row| at(*row)).collect();
        let agreement = if difference == 0 { Agreement::Exact } else { Agreement::Differ };
        let identity =
            Identity { rule: "BAL-01", form: Form::Sum, left: cells(left), right: cells(right), group: 0, certain: true };
        let (difference, tolerance) = (Decimal::from(difference), Decimal::ZERO);
        Judged { identity, compared: Comparison { left: difference, right: Decimal::ZERO, difference, tolerance, agreement } }
    }

    #[test]
    fn two_sums_that_nothing_mends_are_one_case_each() {
        // Every figure stands in an identity that holds, so none can be changed.
        let judged = [
            judged(&[0, 1], &[2, 3], 5),
            judged(&[4, 5], &[6], 3),
            judged(&[0, 1, 2, 4, 6], &[3, 5, 7], 0),
            judged(&[7], &[8], 0),
        ];
        let found: Vec<Vec<usize>> = cases(&judged).into_iter().map(|case| case.failing).collect();
        assert_eq!(found, [[0], [1]]);
    }

    #[test]
    fn the_figure_that_mends_all_is_the_one() {
        let judged = [
            judged(&[0], &[1, 2], 5),
            judged(&[3], &[1, 4], 5),
            judged(&[2], &[5], 0),
            judged(&[0], &[6], 0),
            judged(&[3], &[7], 0),
            judged(&[4], &[8], 0),
        ];
        let found = cases(&judged);
        assert_eq!(found.iter().map(|case| case.failing.clone()).collect::<Vec<_>>(), [[0, 1]]);
        assert_eq!(found[0].repair, Some((vec![at(1)], Decimal::from(5))));
    }
}
