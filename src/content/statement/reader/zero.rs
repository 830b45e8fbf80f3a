//! A zero without a unit behind it: `政府性基金支出预算为0`, `公务用车购置数为0`.

use crate::codes::subjects::cost;
use crate::content::statement::discourse::about::About;
use crate::content::statement::name::is_money;
use crate::content::statement::sentence::Sentence;
use crate::content::statement::subject::{Subject, SubjectSource};
use crate::content::statement::types::Measure;
use crate::decimal::Decimal;

/// What a bare zero is.
pub(super) struct Zero {
    pub(super) measure: Measure,
    /// The unit that all money of the section has, and its value in yuan.
    pub(super) unit: Option<(String, Decimal)>,
}

/// Money has the unit that all money before it in the section has; where that differs, and for things, none is known.
pub(super) fn zero(about: &About, money: Option<&Option<(String, Decimal)>>) -> Zero {
    match about.subject.as_ref() {
        Some(subject) if is_amount(subject) => Zero { measure: Measure::Amount, unit: money.cloned().flatten() },
        Some(_) => Zero { measure: Measure::Count, unit: None },
        None => Zero { measure: Measure::Amount, unit: None },
    }
}

/// Whether a bare 万 is certainly 万元: of money, beside other money that is printed so (`总预算90万，其中甲项目80万元`).
pub(super) fn is_money_here(whole: &About, sentence: &Sentence<'_>, about: &About, unit: &str) -> bool {
    let money = |about: &About| about.subject.as_ref().is_some_and(|s| is_money(&s.name));
    let beside = matches!(unit, "万" | "亿") && sentence.words.contains(&format!("{unit}元"));
    beside && (money(about) || sentence.parts && money(whole) && about.subject.is_some())
}

/// Whether an amount of money belongs to a subject.
fn is_amount(subject: &Subject) -> bool {
    subject.code.is_some() || is_money(&subject.name) || subject.name.contains("采购")
}

/// The cost of what is named by its number: `因公出国（境）5万元` is 因公出国（境）费.
pub(super) fn priced(subject: Subject) -> Subject {
    // `纳入整体支出绩效目标的金额`
    if subject.source == SubjectSource::Term && subject.name == "整体绩效目标" {
        return Subject::term("整体支出绩效目标资金");
    }
    if subject.source == SubjectSource::Term && subject.name.starts_with("绩效") && subject.name.ends_with("项目") {
        return Subject::term(format!("{}资金", subject.name));
    }
    match cost(&subject.name) {
        Some(cost) => Subject::term(cost),
        None => subject,
    }
}
