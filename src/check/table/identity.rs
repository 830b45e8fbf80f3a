//! What must be equal, as data: the rules state identities, and one place compares them.

use super::index::{At, Sheet, Slot};
use crate::check::figure::Figure;
use crate::check::figure::{self, Comparison};
use std::collections::BTreeSet;

/// Rules on a row and the rows below it.
const OF_ROWS: [&str; 4] = ["HIE-01", "HIE-02", "HIE-03", "HIE-04"];

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The sums of both sides are equal, each figure rounded on its own.
    Sum,
    /// One figure, printed again.
    Repeat,
    /// The left side is at most the right one.
    AtMost,
}

/// Two sides that a rule compares.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub rule: &'static str,
    pub form: Form,
    pub left: Vec<At>,
    pub right: Vec<At>,
    /// Identities of one table and kind: where many of them fail, the table is not what it seems.
    pub group: u32,
    /// Whether a breach is one: what belongs to the sides is printed, not guessed from the layout.
    pub certain: bool,
}

/// An identity with its figures.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub identity: Identity,
    pub compared: Comparison,
}

/// Why an identity could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unjudged {
    /// One of its cells was not read with certainty.
    Unsure(At),
    /// A side that has to be printed is blank.
    Blank,
}

impl Identity {
    /// A total and its parts.
    pub fn sum(rule: &'static str, total: At, parts: Vec<At>, group: u32) -> Self {
        Self { rule, form: Form::Sum, left: vec![total], right: parts, group, certain: true }
    }

    /// A figure and its repetition.
    pub fn repeat(rule: &'static str, left: At, right: At, group: u32) -> Self {
        Self { rule, form: Form::Repeat, left: vec![left], right: vec![right], group, certain: true }
    }

    /// Compares the two sides. A blank part counts as nothing, a blank side as not printed.
    pub fn judge(mut self, sheets: &[Sheet<'_>]) -> Result<Judged, Unjudged> {
        let left = figures(&mut self.left, sheets)?;
        let right = figures(&mut self.right, sheets)?;
        if left.is_empty() || right.is_empty() {
            return Err(Unjudged::Blank);
        }
        let compared = match (self.form, &left[..], &right[..]) {
            (Form::Repeat, [left], [right]) => figure::repeats(*left, *right),
            // A total of which a single part has something is that part, printed again: no rounding explains a difference.
            (Form::Sum, [left], [right]) if OF_ROWS.contains(&self.rule) => figure::repeats(*left, *right),
            (Form::AtMost, [left], [right]) => figure::at_most(*left, *right),
            _ => figure::adds_up(&left, &right),
        };
        Ok(Judged { identity: self, compared })
    }
}

/// The figures of a side; its blank cells are dropped.
fn figures(side: &mut Vec<At>, sheets: &[Sheet<'_>]) -> Result<Vec<Figure>, Unjudged> {
    let mut figures = Vec::with_capacity(side.len());
    let mut unsure = None;
    side.retain(|at| match sheets[at.table].slot(at.row, at.column) {
        Slot::Figure(figure) => {
            figures.push(figure);
            true
        }
        Slot::Unsure => {
            unsure = Some(*at);
            true
        }
        Slot::Blank => false,
    });
    unsure.map_or(Ok(figures), |at| Err(Unjudged::Unsure(at)))
}

impl Judged {
    /// All cells of both sides.
    pub fn cells(&self) -> impl Iterator<Item = At> + '_ {
        self.identity.left.iter().chain(&self.identity.right).copied()
    }
}

/// Rules that were refused in a table, for so many of their sums fail there.
pub(super) type Odd = BTreeSet<(usize, &'static str)>;

/// A total of which all parts are blank: so much is missing below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub rule: &'static str,
    pub at: At,
    pub figure: Figure,
}

impl Gap {
    /// The gap below the total of an identity, if nothing stands below it.
    pub fn of(identity: &Identity, sheets: &[Sheet<'_>]) -> Option<Self> {
        let [at] = identity.left[..] else { return None };
        let blank = |at: &At| sheets[at.table].slot(at.row, at.column) == Slot::Blank;
        let figure = sheets[at.table].figure(at.row, at.column).filter(|f| !f.value.is_zero())?;
        identity.right.iter().all(blank).then_some(Self { rule: identity.rule, at, figure })
    }
}

/// What came of all identities.
#[derive(Debug)]
pub(super) struct Verdict {
    pub judged: Vec<Judged>,
    pub odd: Odd,
    pub gaps: Vec<Gap>,
}
