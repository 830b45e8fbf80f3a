//! What a change of the text is measured against: last year, the plan, what was spent.

use crate::content::Statement;

/// Whether two statements compare with the same thing, as far as they say: a change against 上年 is none against 年初预算.
pub(super) fn same_base(a: &Statement, b: &Statement) -> bool {
    match (a.base.as_deref(), b.base.as_deref()) {
        // 年初预算 of a year is not what was spent in the year before: 较2018年.
        (Some(a), Some(b)) => {
            let plan = |base: &str| base.contains("年初");
            let year = |base: &str| base.chars().filter(char::is_ascii_digit).count() == 4 && !base.contains("预算");
            let other = plan(a) && year(b) || plan(b) && year(a);
            is_last_year(a) == is_last_year(b) && a.contains("执行") == b.contains("执行") && !other
        }
        // What grew without a word of its base (同比增长) did so against last year, not against this year's plan.
        (Some(base), None) | (None, Some(base)) => is_last_year(base) || !base.contains("预算"),
        (None, None) => true,
    }
}

/// Whether a comparison is with the year before.
pub(super) fn is_last_year(base: &str) -> bool {
    // 2023年, 2023年决算: a year is none of this year's plan.
    let year = base.split_once('年').is_some_and(|(year, rest)| year.parse::<u16>().is_ok() && !rest.contains("年初"));
    base.contains("上年") || base.contains("去年") || year
}
