//! What goes over from one quantity and one sentence to the next.

use super::{About, Reader, Sentence};
use crate::content::statement::clause::Read;
use crate::content::statement::subject::SubjectSource;
use crate::content::statement::types::{Measure, Statement};
use crate::decimal::Decimal;
use crate::grammar::sentence::{Direction, Measured, Quantity};
use crate::grammar::squeeze;
use std::sync::Arc;

impl Reader<'_> {
    /// After 。 the paragraph's subject holds again; after ； the last one goes on.
    pub(super) fn between_sentences(&mut self, before: &str) {
        self.outer.clear();
        self.opened_at.clear();
        // `收入5万元，支出5万元。比上年增加1万元。`: of which of the two, nobody says.
        let alike = self.heads.windows(2).all(|pair| pair[0].subject == pair[1].subject);
        if self.heads.len() > 1 && alike {
            self.topic.budget = None;
        } else if self.heads.len() > 1 {
            self.several = std::mem::take(&mut self.heads);
            let budget = self.several[0].budget.filter(|&budget| self.several.iter().all(|head| head.budget == Some(budget)));
            self.topic = About { unclear: true, budget, ..About::default() };
        }
        self.heads.clear();
        // `…。；支出总计5万元`: the full stop holds.
        let before = before.trim_end();
        let ended = before.trim_end_matches(['；', ';', ' ']).ends_with('。');
        if ended {
            self.stops = (self.stops.1, self.statements.len());
        }
        if ended || !before.ends_with(['；', ';']) {
            self.last = self.topic.clone();
            self.end_list();
        }
    }

    /// `减少100万元，减少9.52，`: the second number has lost its unit, and is not by how many 元 the thing changed once more.
    pub(super) fn is_second(&self, sentence: &Sentence<'_>, read: &Read, quantity: &Quantity) -> bool {
        let bare = read.measure == Measure::Change && quantity.measured == Measured::None && !quantity.amount.value.is_zero();
        let last = self.statements.last().filter(|s| Arc::ptr_eq(&s.quote, &sentence.quote));
        let own = !squeeze(sentence.slice(read.phrase.clone())).trim_matches(['，', '、', '即']).is_empty();
        bare && !own && last.is_some_and(|s| s.measure == Measure::Change && s.amount_yuan.is_some())
    }

    /// The code of the last 项 that the text has named.
    pub(super) fn near(&self) -> Option<String> {
        self.statements[self.text_from..].iter().rev().find_map(account_of)
    }

    /// Keeps what later sentences refer to.
    pub(super) fn remember(&mut self, sentence: &Sentence<'_>, mut about: About, statement: &Statement, factor: Option<Decimal>) {
        if about.average {
            // Neither the paragraph nor what comes next is about it, unless its own words name it.
            match statement.measure {
                Measure::Change | Measure::PercentChange => self.unexplained.push(self.statements.len()),
                _ => self.unexplained.clear(),
            }
            self.last = if about.aside { About::default() } else { about };
            return;
        }
        match statement.measure {
            Measure::Change | Measure::PercentChange => self.unexplained.push(self.statements.len()),
            Measure::Amount | Measure::PriorAmount if !sentence.causes => {
                // `增加5万元（去年预算数为0万元）。主要原因是…`
                if statement.measure == Measure::Amount || self.outer.is_empty() {
                    self.unexplained.clear();
                }
                about.unit = statement.unit.clone().map(|unit| (unit, factor));
                about.yuan = statement.amount_yuan;
                // `补助资金（含上年结转5万元）共计8万元`: what a bracket holds is a part.
                if !sentence.parts && self.outer.is_empty() {
                    self.topic = about.clone();
                    if about.subject.is_some()
                        && !self.heads.iter().any(|head| (&head.subject, head.budget) == (&about.subject, about.budget))
                    {
                        self.heads.push(about.clone());
                    }
                }
            }
            _ => {}
        }
        self.buying |= about.subject.as_ref().is_some_and(|s| s.name.starts_with("购置") && s.source == SubjectSource::Term);
        if about.aside {
            return;
        }
        about.unit = about.unit.or_else(|| self.last.unit.clone());
        self.last = about;
    }
}

/// The code of the 项 of the functional classification that a statement is about.
pub(super) fn account_of(statement: &Statement) -> Option<String> {
    let code = statement.subject.as_ref()?.code.as_ref()?;
    (code.len() == 7 && code.starts_with('2')).then(|| code.clone())
}

/// Which way something went, by the verb and the number: `增加0元` is flat, `增长-5.3%` a decrease, `变化5万元` an increase.
///
/// `增加（减少）0元` is flat as well; with any other number the words do not say which.
pub(super) fn direction(verb: Option<Direction>, changed: bool, value: Decimal) -> Option<Direction> {
    if changed && value.is_zero() {
        return Some(Direction::Flat);
    }
    match verb? {
        Direction::Increase | Direction::Flat if value.is_sign_negative() => Some(Direction::Decrease),
        Direction::Flat => Some(Direction::Increase),
        other => Some(other),
    }
}
