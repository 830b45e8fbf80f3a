//! All identities together (HIE-07): each printed figure allows an interval, every identity narrows it, and an empty interval
//! proves that no amounts can have been rounded to what is printed, although each single sum holds within its tolerance.

use super::identity::{Form, Judged};
use super::index::{At, Sheet};
use super::report::{equation, evidence};
use crate::check::figure::Agreement;
use crate::check::finding::{Check, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// Amounts are counted in hundredths of a cent: half a cent is exact, and nine hundred trillion yuan fit.
const SCALE: u32 = 4;
/// A cent, so counted.
const CENT: i128 = 100;
/// No identity is looked at more often than this; what has not settled by then would only creep.
const ROUNDS: u8 = 30;
/// A finding shows at most so many identities of the chain.
const CHAIN: usize = 12;

/// Nobody set a bound: it is as printed.
const NOBODY: u32 = u32::MAX;

/// Bounds of a figure, and the identity that set each. A document of a thousand pages has a hundred thousand of them.
#[derive(Debug, Clone, Copy)]
struct Interval {
    low: i64,
    high: i64,
    low_by: u32,
    high_by: u32,
}

/// Lowest and highest amount.
type Bounds = (i128, i128);

/// Lists of numbers, one after the other.
#[derive(Default)]
struct Lists {
    all: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    fn of(&self, index: usize) -> &[u32] {
        let end = |index: usize| self.ends.get(index).map_or(0, |e| *e as usize);
        let from = index.checked_sub(1).map_or(0, end);
        self.all.get(from..end(index)).unwrap_or_default()
    }

    fn close(&mut self) {
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }
}

struct Network<'j> {
    identities: Vec<&'j Judged>,
    /// The figures of each identity, those of its left side first.
    figures: Lists,
    /// The identities of each figure.
    uses: Lists,
    intervals: Vec<Interval>,
    numbers: FxHashMap<At, u32>,
}

/// Tries all identities that hold on their own together.
pub(super) fn check(judged: &[Judged], sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    let Some(mut network) = Network::new(judged, sheets) else { return };
    match network.settle() {
        None => verdicts.check(Check { places: network.intervals.len(), ..Check::of("HIE-07", Status::Pass) }),
        Some(empty) => {
            let chain = network.chain(empty);
            let Some(at) = network.cell(empty) else { return };
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
            let gap = i128::from(network.intervals[empty].low) - i128::from(network.intervals[empty].high);
            // Less than a cent is no amount.
            let severity = if gap < CENT { Severity::Info } else { Severity::Warning };
            let gap = super::report::shown(Decimal::scaled(gap, SCALE).unwrap_or_default(), &sheets[at.table]);
            verdicts.find(Finding {
                rule: "HIE-07",
                severity,
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
                ..Finding::default()
            });
        }
    }
}

impl<'j> Network<'j> {
    /// The identities that can be tried together; `None` when there is none, or nothing was rounded.
    fn new(judged: &'j [Judged], sheets: &[Sheet<'_>]) -> Option<Self> {
        let fits = |j: &&Judged| j.compared.agreement != Agreement::Differ && j.identity.form != Form::AtMost;
        let mut network = Self {
            identities: Vec::new(),
            figures: Lists::default(),
            uses: Lists::default(),
            intervals: Vec::new(),
            numbers: FxHashMap::default(),
        };
        for found in judged.iter().filter(fits) {
            let begun = network.figures.all.len();
            let known = found.identity.left.iter().chain(&found.identity.right).try_for_each(|at| {
                let number = network.number(*at, sheets)?;
                network.figures.all.push(number);
                Some(())
            });
            if known.is_none() {
                network.figures.all.truncate(begun);
                continue;
            }
            network.figures.close();
            network.identities.push(found);
        }
        network.uses = network.users();
        (!network.identities.is_empty()).then_some(network)
    }

    /// The number of a figure; `None` when it is no figure, or too large.
    fn number(&mut self, at: At, sheets: &[Sheet<'_>]) -> Option<u32> {
        if let Some(known) = self.numbers.get(&at) {
            return Some(*known);
        }
        let figure = sheets[at.table].figure(at.row, at.column)?;
        let (low, high) = (scaled(figure.value - figure.half)?, scaled(figure.value + figure.half)?);
        let number = u32::try_from(self.intervals.len()).ok()?;
        self.intervals.push(Interval { low, high, low_by: NOBODY, high_by: NOBODY });
        self.numbers.insert(at, number);
        Some(number)
    }

    /// The identities of each figure.
    fn users(&self) -> Lists {
        let mut ends = vec![0_u32; self.intervals.len()];
        self.figures.all.iter().for_each(|figure| ends[*figure as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            let count = *end;
            *end = sum;
            sum += count;
        }
        // `ends` holds the beginnings; each identity that is filled in moves them on to the ends.
        let mut all = vec![0_u32; self.figures.all.len()];
        for (index, number) in (0..self.identities.len()).zip(0_u32..) {
            for figure in self.figures.of(index) {
                let at = &mut ends[*figure as usize];
                all[*at as usize] = number;
                *at += 1;
            }
        }
        Lists { all, ends }
    }

    /// Where a figure stands.
    fn cell(&self, figure: usize) -> Option<At> {
        let number = u32::try_from(figure).ok()?;
        self.identities.iter().flat_map(|j| j.cells()).find(|at| self.numbers.get(at) == Some(&number))
    }

    /// Narrows until nothing moves; the figure whose interval is empty, if one is.
    fn settle(&mut self) -> Option<usize> {
        let mut queue: VecDeque<usize> = (0..self.identities.len()).collect();
        let mut queued = vec![true; self.identities.len()];
        let mut rounds = vec![0_u8; self.identities.len()];
        while let Some(index) = queue.pop_front() {
            queued[index] = false;
            if rounds[index] >= ROUNDS {
                continue;
            }
            rounds[index] += 1;
            let moved = match self.narrow(index) {
                Ok(moved) => moved,
                Err(empty) => return Some(empty),
            };
            for figure in moved {
                for other in self.uses.of(figure).iter().map(|o| *o as usize) {
                    if other != index && !queued[other] {
                        queued[other] = true;
                        queue.push_back(other);
                    }
                }
            }
        }
        None
    }

    /// Narrows the figures of one identity; those that moved, or the one that became empty.
    fn narrow(&mut self, index: usize) -> Result<Vec<usize>, usize> {
        let figures = self.figures.of(index);
        let (left, right) = figures.split_at(self.identities[index].identity.left.len().min(figures.len()));
        let bounds = |side: &[u32]| {
            side.iter().fold((0_i128, 0_i128), |(low, high), figure| {
                let interval = &self.intervals[*figure as usize];
                (low + i128::from(interval.low), high + i128::from(interval.high))
            })
        };
        let (sums_left, sums_right) = (bounds(left), bounds(right));
        let mut moved = Vec::new();
        let terms = left.iter().map(|f| (*f, sums_left, sums_right)).chain(right.iter().map(|f| (*f, sums_right, sums_left)));
        let by = u32::try_from(index).unwrap_or(NOBODY);
        for (figure, own, other) in terms {
            let figure = figure as usize;
            let interval = &mut self.intervals[figure];
            if !interval.narrow(own, other, by) {
                continue;
            }
            if interval.low > interval.high {
                return Err(figure);
            }
            // The sums above were of the wider interval: the next turn sees the narrower one.
            moved.push(figure);
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
            for index in [interval.low_by, interval.high_by].into_iter().filter(|by| *by != NOBODY).map(|by| by as usize) {
                if chain.contains(&index) {
                    continue;
                }
                chain.push(index);
                for figure in self.figures.of(index).iter().map(|f| *f as usize) {
                    if !asked.contains(&figure) {
                        asked.push(figure);
                    }
                }
            }
        }
        chain
    }
}

impl Interval {
    /// Narrows it to what the sums of its own side and of the other leave; whether it moved.
    fn narrow(&mut self, own: Bounds, other: Bounds, by: u32) -> bool {
        // The other side less everything beside it on its own.
        let low = narrowed(other.0 - (own.1 - i128::from(self.high)));
        let high = narrowed(other.1 - (own.0 - i128::from(self.low)));
        let before = (self.low, self.high);
        if low > self.low {
            (self.low, self.low_by) = (low, by);
        }
        if high < self.high {
            (self.high, self.high_by) = (high, by);
        }
        before != (self.low, self.high)
    }
}

fn narrowed(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

fn scaled(value: Decimal) -> Option<i64> {
    let value = value.with_decimals(SCALE);
    (value.scale() == SCALE).then(|| i64::try_from(value.mantissa()).ok())?
}
