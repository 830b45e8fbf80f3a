//! What all rules on the text ask of a statement, and how they tell it.

use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::finding::{Evidence, Finding};
use crate::codes::words::WORDS;
use crate::content::{Measure, Statement};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::grammar::sentence::is_average;

/// The name of what a statement is about, or nothing.
pub(in crate::check) fn subject(statement: &Statement) -> &str {
    statement.subject.as_ref().map_or("", |s| s.name.as_str())
}

/// A statement as evidence.
pub(super) fn evidence(statement: &Statement) -> Evidence {
    let what = statement.subject.as_ref().map_or_else(|| "正文".to_owned(), |s| format!("正文：{}", s.name));
    Evidence {
        what,
        printed: statement.printed.clone(),
        value: statement.amount_yuan.or(statement.value),
        place: statement.place,
    }
}

/// The amount of money that a statement states for this year: nothing compared, nothing changed, and no average
/// (`平均每辆2.71万元`), which is no figure of the tables whatever its subject.
pub(super) fn amount(statement: &Statement) -> Option<Figure> {
    let plain = statement.measure == Measure::Amount && statement.base.is_none() && statement.direction.is_none();
    let average = || {
        let (before, behind) = around_number(statement);
        is_average(before, behind)
    };
    (plain && !average()).then(|| Figure::of_statement(statement))?
}

/// Two statements are about the same thing in the same section.
pub(super) fn same_subject(a: &Statement, b: &Statement) -> bool {
    a.section == b.section
        && a.entity == b.entity
        && matches!((&a.subject, &b.subject), (Some(x), Some(y)) if x.name == y.name && x.code == y.code)
}

/// What stands before the number in its sentence and what behind; where it is printed several times, around the last, before
/// which more is said.
pub(super) fn around_number(statement: &Statement) -> (&str, &str) {
    statement.quote.rsplit_once(statement.printed.as_str()).unwrap_or_default()
}

/// Whether the number is part of the cause of something else, or tells of one project: such an amount is no figure of the tables.
pub(super) fn is_aside(statement: &Statement) -> bool {
    let (before, _) = around_number(statement);
    WORDS.scope.aside.iter().any(|word| before.contains(word))
}

/// Whether the document says that its figures may be off in the last place, as all of 深圳 and 广州 do.
pub(in crate::check) fn disclaims(document: &Document<'_>) -> bool {
    let notes = document.content.tables.iter().flat_map(|t| &t.notes).map(String::as_str);
    let texts = document.outline.paragraphs.iter().map(|p| p.text.as_str());
    notes.chain(texts).any(|t| WORDS.scope.rounding.iter().any(|w| t.contains(w)))
}

/// A finding about a sentence.
pub(super) fn finding(
    rule: &'static str,
    severity: Severity,
    statement: &Statement,
    zh: String,
    en: String,
    beside: Vec<Evidence>,
) -> Finding {
    let mut all = vec![evidence(statement)];
    all.extend(beside);
    Finding {
        rule,
        severity,
        message: en,
        message_zh: zh,
        evidence: all,
        quote: Some(statement.quote.to_string()),
        ..Finding::default()
    }
}

/// A number for a sentence: no trailing zeros, at most two decimals more than needed.
pub(super) fn plain(value: Decimal) -> String {
    value.round_dp(4).normalize().to_string()
}
