//! A statement of the running text as it is written.

use crate::content::{Budget, Measure, Statement, SubjectSource};
use crate::exact::Exact;
use crate::grammar::sentence::Direction;
use crate::outline::Section;
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// The fields of one statement.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
pub(super) struct StatementView<'e> {
    /// The page the number stands on, 1-based.
    page: u32,
    /// The heading it stands under.
    section: Option<&'e str>,
    /// The unit whose section it is, where a document describes several; null for the whole department.
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'e str>,
    /// The sentence, as printed.
    quote: &'e str,
    /// What it is about, by the canonical name where there is one; null where the text does not tell.
    subject: Option<&'e str>,
    /// Where the subject was found: in the sentence, in one before, in the heading.
    subject_source: Option<SubjectSource>,
    /// The words before the number, as printed.
    subject_printed: Option<&'e str>,
    /// The code of the subject, where the sentence prints its path (`…（类）…（款）…（项）`).
    code: Option<&'e str>,
    /// Which budget's money it speaks of, by its own words or its section's; null where nothing says so.
    budget: Option<&'static str>,
    /// Statements with the same number speak of one amount: the amount (or count), what it was before, its changes, its
    /// shares.
    group: usize,
    /// What the value is.
    measure: Measure,
    /// The number, exact; null for a change without a number (基本持平).
    value: Option<Exact>,
    /// The number with its unit, or the words instead of one, as printed.
    printed: &'e str,
    /// Unit as printed; null where none is printed.
    unit: Option<&'e str>,
    /// The value in yuan, where the unit is money.
    amount_yuan: Option<Exact>,
    /// Which way it changed.
    direction: Option<&'static str>,
    /// What it is compared with or a part of: 上年, 上年决算, 年初预算; for a share, the whole.
    base: Option<&'e str>,
    /// The cause that the text gives for the change.
    reason: Option<&'e str>,
    /// Where the number stands.
    place: Place,
}

impl<'e> StatementView<'e> {
    pub(super) fn of(statement: &'e Statement, sections: &'e [Section]) -> Self {
        let subject = statement.subject.as_ref();
        Self {
            page: statement.place.page,
            section: statement.section.and_then(|at| sections.get(at)).map(|s| s.title.as_str()),
            entity: statement.entity.as_deref(),
            quote: &statement.quote,
            subject: subject.map(|s| s.name.as_ref()),
            subject_source: subject.map(|s| s.source),
            subject_printed: statement.subject_printed.as_deref(),
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
            reason: statement.reason.as_deref(),
            place: statement.place,
        }
    }
}
