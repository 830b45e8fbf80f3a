//! A statement of the running text as it is written.

use super::privacy::Redactor;
use super::record::Exact;
use crate::content::{Budget, Measure, Statement, SubjectSource};
use crate::grammar::sentence::Direction;
use crate::outline::Section;
use crate::place::Place;
use serde::Serialize;
use std::borrow::Cow;

/// The fields of one statement.
#[derive(Serialize)]
pub(super) struct StatementView<'e> {
    page: u32,
    section: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<Cow<'e, str>>,
    quote: Cow<'e, str>,
    subject: Option<Cow<'e, str>>,
    subject_source: Option<SubjectSource>,
    subject_printed: Option<Cow<'e, str>>,
    code: Option<&'e str>,
    budget: Option<&'static str>,
    group: usize,
    measure: Measure,
    value: Option<Exact>,
    printed: &'e str,
    unit: Option<&'e str>,
    amount_yuan: Option<Exact>,
    direction: Option<&'static str>,
    base: Option<&'e str>,
    reason: Option<Cow<'e, str>>,
    place: Place,
}

impl<'e> StatementView<'e> {
    pub(super) fn of(statement: &'e Statement, sections: &'e [Section], redactor: &Redactor) -> Self {
        let subject = statement.subject.as_ref();
        Self {
            page: statement.place.page,
            section: statement.section.and_then(|at| sections.get(at)).map(|s| redactor.text(&s.title)),
            entity: statement.entity.as_deref().map(|t| redactor.text(t)),
            quote: redactor.text(&statement.quote),
            subject: subject.map(|s| redactor.text(&s.name)),
            subject_source: subject.map(|s| s.source),
            subject_printed: statement.subject_printed.as_deref().map(|t| redactor.text(t)),
            code: subject.and_then(|s| s.code.as_deref()),
            budget: statement.budget.map(Budget::name),
            group: statement.group,
            measure: statement.measure,
            value: statement.value.map(Exact),
            printed: &statement.printed,
            unit: statement.unit.as_deref(),
            amount_yuan: statement.amount_yuan.map(Exact),
            direction: statement.direction.map(Direction::name),
            base: statement.base.as_deref(),
            reason: statement.reason.as_deref().map(|t| redactor.text(t)),
            place: statement.place,
        }
    }
}
