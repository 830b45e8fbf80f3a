//! All identities together (HIE-07): each printed figure allows an interval, every identity narrows it, and an empty interval
//! proves that no amounts can have been rounded to what is printed, although each single sum holds within its tolerance.

use super::identity::{Form, Judged};
use super::index::{At, Sheet};
use super::report::{equation, evidence};
use crate::check::figure::Agreement;
use crate::check::{Check, Finding, Status, Verdicts};
use crate::diagnostic::Severity;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// Amounts are counted in hundredths of a cent: half a cent is exact, and a trillion yuan fits.
const SCALE: u32 = 4;
/// No identity is looked at more often than this; what has not settled by then would only creep.
const ROUNDS: usize = 30;
/// A finding shows at most so many identities of the chain.
const CHAIN: usize = 12;

/// Bounds of a figure, and the identity that set each.
#[derive(Debug, Clone, Copy)]
struct Interval {
    low: i128,
    high: i128,
    low_by: Option<usize>,
    high_by: Option<usize>,
}

/// Lowest and highest amount.
type Bounds = (i128, i128);

struct Network<'j> {
    identities: Vec<&'j Judged>,
    /// Left and right sides as variables.
    sides: Vec<(Vec<usize>, Vec<usize>)>,
    cells: Vec<At>,
    intervals: Vec<Interval>,
    uses: Vec<Vec<usize>>,
}

/// Tries all identities that hold on their own together.
pub(super) fn check(judged: &[Judged], sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    let Some(mut network) = Network::new(judged, sheets) else { return };
    match network.settle() {
        None => verdicts.check(Check { places: network.cells.len(), ..Check::of("HIE-07", Status::Pass) }),
        Some(empty) => {
            let chain = network.chain(empty);
            let at = network.cells[empty];
            let cells = std::iter::once(at).chain(chain.iter().flat_map(|i| network.identities[*i].cells()));
            let evidence = evidence(sheets, cells);
            verdicts.check(Check { evidence: evidence.clone(), ..Check::of("HIE-07", Status::Fail) });
            let cell = sheets[at.table].evidence_of(at);
            let steps: Vec<String> = chain.iter().map(|i| equation(network.identities[*i], sheets)).collect();
            let steps = steps.join("; ");
            let mut rules: Vec<&str> = chain.iter().map(|i| network.identities[*i].identity.rule).collect();
            rules.sort_unstable();
            rules.dedup();
            let rules = rules.join(", ");
            let (what, printed) = (&cell.what, &cell.printed);
            let gap = network.intervals[empty].low - network.intervals[empty].high;
            let gap = super::report::shown(Decimal::from_i128_with_scale(gap, SCALE), &sheets[at.table]);
            verdicts.find(Finding {
                rule: "HIE-07",
                severity: Severity::Warning,
                message: format!(
                    "Each sum holds within rounding, but not all together: no amounts round to what is printed around {what} \
                     {printed}; {gap} are missing in the chain of {} identities ({rules}): {steps}",
                    chain.len()
                ),
                message_zh: format!(
                    "各项勾稽单独看均在四舍五入范围内，但不能同时成立：{what} {printed}处无任何金额可同时满足{}个等式（{rules}），差{gap}：{steps}",
                    chain.len()
                ),
                evidence,
                quote: None,
                repair: None,
            });
        }
    }
}

impl<'j> Network<'j> {
    /// The identities that can be tried together; `None` when there is none, or nothing was rounded.
    fn new(judged: &'j [Judged], sheets: &[Sheet<'_>]) -> Option<Self> {
        let mut network =
            Self { identities: Vec::new(), sides: Vec::new(), cells: Vec::new(), intervals: Vec::new(), uses: Vec::new() };
        let mut known: FxHashMap<At, usize> = FxHashMap::default();
        let fits = |j: &&Judged| j.compared.agreement != Agreement::Differ && j.identity.form != Form::AtMost;
        for found in judged.iter().filter(fits) {
            let mut variables = |side: &[At]| -> Option<Vec<usize>> {
                side.iter()
                    .map(|at| {
                        if let Some(known) = known.get(at) {
                            return Some(*known);
                        }
                        let figure = sheets[at.table].figure(at.row, at.column)?;
                        let (low, high) = (scaled(figure.value - figure.half)?, scaled(figure.value + figure.half)?);
                        network.cells.push(*at);
                        network.intervals.push(Interval { low, high, low_by: None, high_by: None });
                        network.uses.push(Vec::new());
                        known.insert(*at, network.cells.len() - 1);
                        Some(network.cells.len() - 1)
                    })
                    .collect()
            };
            let (Some(left), Some(right)) = (variables(&found.identity.left), variables(&found.identity.right)) else { continue };
            let index = network.identities.len();
            for variable in left.iter().chain(&right) {
                network.uses[*variable].push(index);
            }
            network.identities.push(found);
            network.sides.push((left, right));
        }
        (!network.identities.is_empty()).then_some(network)
    }

    /// Narrows until nothing moves; the figure whose interval is empty, if one is.
    fn settle(&mut self) -> Option<usize> {
        let mut queue: VecDeque<usize> = (0..self.identities.len()).collect();
        let mut queued = vec![true; self.identities.len()];
        let mut rounds = vec![0_usize; self.identities.len()];
        while let Some(index) = queue.pop_front() {
            queued[index] = false;
            rounds[index] += 1;
            if rounds[index] > ROUNDS {
                continue;
            }
            let moved = match self.narrow(index) {
                Ok(moved) => moved,
                Err(empty) => return Some(empty),
            };
            for variable in moved {
                for other in &self.uses[variable] {
                    if *other != index && !queued[*other] {
                        queued[*other] = true;
                        queue.push_back(*other);
                    }
                }
            }
        }
        None
    }

    /// Narrows the figures of one identity; those that moved, or the one that became empty.
    fn narrow(&mut self, index: usize) -> Result<Vec<usize>, usize> {
        let (left, right) = &self.sides[index];
        let bounds = |side: &[usize]| {
            side.iter().fold((0_i128, 0_i128), |(low, high), v| (low + self.intervals[*v].low, high + self.intervals[*v].high))
        };
        let (sums_left, sums_right) = (bounds(left), bounds(right));
        let mut moved = Vec::new();
        let terms: Vec<(usize, Bounds, Bounds)> =
            left.iter().map(|v| (*v, sums_left, sums_right)).chain(right.iter().map(|v| (*v, sums_right, sums_left))).collect();
        for (variable, own, other) in terms {
            let interval = &mut self.intervals[variable];
            // The other side less everything beside it on its own.
            let low = other.0 - (own.1 - interval.high);
            let high = other.1 - (own.0 - interval.low);
            let before = (interval.low, interval.high);
            if low > interval.low {
                (interval.low, interval.low_by) = (low, Some(index));
            }
            if high < interval.high {
                (interval.high, interval.high_by) = (high, Some(index));
            }
            if interval.low > interval.high {
                return Err(variable);
            }
            if before != (interval.low, interval.high) {
                moved.push(variable);
                // The sums above were of the wider interval: the next turn sees the narrower one.
                continue;
            }
        }
        Ok(moved)
    }

    /// The identities that led to the bounds of a figure, nearest first.
    fn chain(&self, empty: usize) -> Vec<usize> {
        let mut chain: Vec<usize> = Vec::new();
        let mut asked = vec![empty];
        let mut next = 0;
        while next < asked.len() && chain.len() < CHAIN {
            let interval = &self.intervals[asked[next]];
            next += 1;
            for index in [interval.low_by, interval.high_by].into_iter().flatten() {
                if chain.contains(&index) {
                    continue;
                }
                chain.push(index);
                let (left, right) = &self.sides[index];
                for variable in left.iter().chain(right) {
                    if !asked.contains(variable) {
                        asked.push(*variable);
                    }
                }
            }
        }
        chain
    }
}

fn scaled(value: Decimal) -> Option<i128> {
    let mut value = value;
    value.rescale(SCALE);
    (value.scale() == SCALE).then(|| value.mantissa())
}
