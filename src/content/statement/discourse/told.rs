//! What has been stated: statements, the groups of those that speak of one amount, and the changes without a cause.

use crate::content::statement::types::{Measure, Statement};
use std::sync::Arc;

/// Statements back at most to an account that is still spoken of.
const FARTHEST: usize = 256;

/// How much had been told at some point: statements, and changes without a cause.
#[derive(Debug, Clone, Copy)]
pub(in crate::content::statement) struct Mark {
    statements: usize,
    unexplained: usize,
}

/// What has been stated so far.
#[derive(Debug, Default)]
pub(in crate::content::statement) struct Told {
    /// All of it.
    pub(in crate::content::statement) statements: Vec<Statement>,
    /// Changes for which no cause has been given yet.
    pub(in crate::content::statement) unexplained: Vec<usize>,
    /// For each group of statements whether it has its amount.
    pub(in crate::content::statement) headed: Vec<bool>,
    /// The first statement of the text at work.
    text_from: usize,
    /// The first statements behind the full stop before the last one, and behind the last one.
    pub(in crate::content::statement) stops: (usize, usize),
}

impl Told {
    /// How many statements there are.
    pub(in crate::content::statement) fn count(&self) -> usize {
        self.statements.len()
    }

    /// A text begins. Unless it goes on with a cause for what was said before, that stays without one.
    pub(super) fn begin_text(&mut self, explains: bool) {
        if !explains {
            self.unexplained.clear();
        }
        self.text_from = self.statements.len();
        self.stops = (self.text_from, self.text_from);
    }

    /// A full stop.
    pub(super) fn stop(&mut self) {
        self.stops = (self.stops.1, self.statements.len());
    }

    /// How much has been told.
    pub(super) fn mark(&self) -> Mark {
        Mark { statements: self.statements.len(), unexplained: self.unexplained.len() }
    }

    /// Where an amount was stated since, the changes since stay without a cause.
    pub(super) fn forget_since(&mut self, mark: Mark) {
        if self.statements[mark.statements..].iter().any(|s| s.measure == Measure::Amount) {
            self.unexplained.truncate(mark.unexplained);
        }
    }

    /// A new group.
    pub(in crate::content::statement) fn group(&mut self) -> usize {
        self.headed.push(false);
        self.headed.len() - 1
    }

    /// The statements of the text at work, the last first.
    pub(in crate::content::statement) fn in_text(&self) -> impl Iterator<Item = &Statement> {
        self.statements[self.text_from..].iter().rev()
    }

    /// The statements of the sentence with these words, the last first.
    pub(in crate::content::statement) fn in_sentence(&self, quote: &Arc<str>) -> impl Iterator<Item = &Statement> {
        self.statements.iter().rev().take_while(move |s| Arc::ptr_eq(&s.quote, quote))
    }

    /// The last one of the sentence with these words.
    pub(in crate::content::statement) fn last_in(&self, quote: &Arc<str>) -> Option<&Statement> {
        self.statements.last().filter(|s| Arc::ptr_eq(&s.quote, quote))
    }

    /// The code of the last 项 that the text has named, not very far back.
    pub(in crate::content::statement) fn near(&self) -> Option<String> {
        self.in_text().take(FARTHEST).find_map(account_of)
    }

    /// Whether the statement that comes next waits for a cause, or ends the wait of those before it: an amount does, but not one
    /// in a bracket of what it was before (`增加5万元（去年预算数为0万元）。主要原因是…`).
    pub(super) fn note(&mut self, next: &Statement, in_cause: bool, average: bool, in_bracket: bool) {
        match next.measure {
            Measure::Change | Measure::PercentChange => self.unexplained.push(self.statements.len()),
            _ if average => self.unexplained.clear(),
            Measure::Amount if !in_cause => self.unexplained.clear(),
            Measure::PriorAmount if !in_cause && !in_bracket => self.unexplained.clear(),
            _ => {}
        }
    }

    /// Keeps a statement.
    pub(in crate::content::statement) fn push(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    /// The changes from a statement on that no cause has been given for.
    pub(in crate::content::statement) fn changed_since(&self, from: usize) -> Vec<usize> {
        let open = |&at: &usize| self.statements[at].measure.is_change() && self.statements[at].reason.is_none();
        (from..self.statements.len()).filter(open).collect()
    }
}

/// The code of the 项 of the functional classification that a statement is about.
pub(in crate::content::statement) fn account_of(statement: &Statement) -> Option<String> {
    let code = statement.subject.as_ref()?.code.as_ref()?;
    (code.len() == 7 && code.starts_with('2')).then(|| code.clone())
}
