//! What a number is about.

use crate::content::statement::budget::Budget;
use crate::content::statement::subject::Subject;
use crate::decimal::Decimal;
use crate::grammar::sentence::BaseKind;
use std::sync::Arc;

/// What the text is about at some point.
#[derive(Debug, Clone, Default)]
pub(in crate::content::statement) struct About {
    /// The subject, where one is told.
    pub(in crate::content::statement) subject: Option<Subject>,
    /// The words that name it, as printed.
    pub(in crate::content::statement) printed: Option<String>,
    /// Unit of its amount and its value in yuan for one, for `与上年持平`.
    pub(in crate::content::statement) unit: Option<(String, Option<Decimal>)>,
    /// Its amount in yuan.
    pub(in crate::content::statement) yuan: Option<Decimal>,
    /// What one in the last printed place of its amount is, in yuan.
    pub(in crate::content::statement) step: Option<Decimal>,
    /// Which money the words name.
    pub(in crate::content::statement) budget: Option<Budget>,
    /// The group of its amount.
    pub(in crate::content::statement) group: Option<usize>,
    /// It is only counted by the way (`购置的2辆公务用车`), and nothing later speaks of it.
    pub(in crate::content::statement) aside: bool,
    /// It is an average, which says nothing of the whole and of which nothing later speaks for certain.
    pub(in crate::content::statement) average: bool,
    /// Its own words call its amount a budget.
    pub(in crate::content::statement) planned: Option<BaseKind>,
    /// It is the amount of another year, of that base: so are its parts.
    pub(in crate::content::statement) prior: Option<String>,
    /// The unit that its own words name, where it is not the department's: 某市某院公用经费.
    pub(in crate::content::statement) entity: Option<Arc<str>>,
    /// Its words name none or several, so that what stands before must not stand in for it.
    pub(in crate::content::statement) unclear: bool,
}

impl About {
    /// The name of the subject.
    pub(in crate::content::statement) fn name(&self) -> Option<&str> {
        self.subject.as_ref().map(|subject| subject.name.as_str())
    }
}
