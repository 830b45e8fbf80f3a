//! Numbers that are times: `2022.12` is a month, `12.31` a day, `20221231` a day of a year.
//!
//! In: a number as read, with its unit. Out: how surely it is a time. Not done: which time it is.

use crate::decimal::Decimal;
use crate::grammar::date::date;

/// What is said around a number of what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A time (时效指标, 完成时间).
    Time,
    /// A quantity (数量指标, 投资额).
    Quantity,
    /// Neither.
    Unsaid,
}

/// Units that a moment has as well as a quantity.
const UNITS: [&str; 7] = ["月", "日", "号", "年", "年月", "月份", "年月日"];

/// Whether a number with this unit may be a time, where so much is said around it.
///
/// A month of a year is one unless a quantity is spoken of; a day, or a time without marks, only where a time is.
pub(super) fn may_be_time(value: Decimal, unit: Option<&str>, about: About) -> bool {
    if unit.is_some_and(|unit| !UNITS.contains(&unit)) {
        return false;
    }
    match about {
        About::Quantity => false,
        About::Unsaid => is_month(value),
        About::Time => is_month(value) || is_day(value) || is_unmarked(value),
    }
}

/// A month of a year as `2024.01`, `2024.1`; `2024.10` may have lost its last digit.
pub(super) fn is_month(value: Decimal) -> bool {
    let printed = value.to_string();
    let parts = printed.split_once('.');
    parts.is_some_and(|(year, month)| {
        year.parse().is_ok_and(is_year) && month.len() <= 2 && month.parse().is_ok_and(is_month_of_year)
    })
}

/// A day of a month as `12.31`.
fn is_day(value: Decimal) -> bool {
    let printed = value.to_string();
    let whole = |text: &str| text.parse::<Decimal>().ok();
    let parts = printed.split_once('.').and_then(|(month, day)| Some((whole(month)?, whole(day)?, day.len())));
    parts.is_some_and(|(month, day, length)| {
        is_month_of_year(month) && length <= 2 && day >= Decimal::from(1) && day <= Decimal::from(31)
    })
}

/// `202212`, `20221231`
fn is_unmarked(value: Decimal) -> bool {
    let printed = value.to_string();
    let month = || printed.split_at_checked(4).map(|(year, month)| format!("{year}.{month}")).and_then(|m| m.parse().ok());
    match printed.len() {
        6 => value.scale() == 0 && month().is_some_and(is_month),
        8 => value.scale() == 0 && date(&printed).is_some(),
        _ => false,
    }
}

/// A year of which a form may speak.
pub(super) fn is_year(value: Decimal) -> bool {
    value.scale() == 0 && value >= Decimal::from(1949) && value < Decimal::from(2100)
}

/// The number of a month.
pub(super) fn is_month_of_year(value: Decimal) -> bool {
    value.scale() == 0 && value >= Decimal::from(1) && value <= Decimal::from(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_quantities() {
        let may = |value: &str, unit: &str, about| {
            may_be_time(value.parse().expect("a number"), (!unit.is_empty()).then_some(unit), about)
        };
        use About::{Quantity, Time, Unsaid};
        for (value, unit, about) in [
            ("2022.12", "", Unsaid),
            ("2022.1", "", Unsaid),
            ("2022.09", "", Unsaid),
            ("2027.7", "月", Unsaid),
            ("12.31", "", Time),
            ("6.30", "日", Time),
            ("202212", "", Time),
            ("20221231", "", Time),
        ] {
            assert!(may(value, unit, about), "{value} {unit} {about:?}");
        }
        for (value, unit, about) in [
            ("2022.12", "", Quantity),
            ("2022.12", "万元", Unsaid),
            ("2022.12", "亩", Time),
            ("2022.13", "", Unsaid),
            ("2022.123", "", Unsaid),
            ("1022.12", "", Unsaid),
            ("2022", "", Time),
            ("12.31", "", Unsaid),
            ("13.31", "", Time),
            ("12.32", "", Time),
            ("202213", "", Time),
            ("20221331", "", Time),
            ("202212", "", Unsaid),
            ("12.5", "天", Time),
        ] {
            assert!(!may(value, unit, about), "{value} {unit} {about:?}");
        }
    }
}
