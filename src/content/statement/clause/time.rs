//! The time that a sentence opens with and that rules all of it: `2021年，…支出总额为5万元`, `截至2026年1月31日，固定资产8万元`.

use crate::grammar::sentence::without_number;
use crate::grammar::{date, squeeze};

/// The time that a sentence opens with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content::statement) struct Time {
    pub(in crate::content::statement) year: u16,
    /// A day within the year, on which something stood so.
    pub(in crate::content::statement) within: bool,
}

impl Time {
    /// The time before the first comma; a day (截至) also without one.
    pub(in crate::content::statement) fn opening(words: &str) -> Option<Self> {
        let words = squeeze(without_number(words));
        let until = ["截止到", "截至", "截止"].iter().find_map(|word| words.strip_prefix(word));
        let rest = until.unwrap_or(&words);
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日度".contains(c));
        let digits = &rest[..rest.len() - behind.len()];
        // `截至2025年年底`
        let found = date(digits.strip_suffix("年年").map_or(digits, |_| &digits[..digits.len() - '年'.len_utf8()]))?;
        let last = behind.starts_with(['末', '底']);
        let comma = behind.trim_start_matches(['末', '底']).starts_with(['，', ',']);
        let ends = last || found.month.is_none() || (found.month == Some(12) && found.day.is_none_or(|day| day == 31));
        (comma || until.is_some()).then_some(Self { year: found.year, within: until.is_some() && !ends })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_open_with_a_time() {
        for (words, want) in [
            ("2021年，某市支出总额为5万元", Some((2021, false))),
            ("（一）2021年度，支出5万元", Some((2021, false))),
            ("截至2026年1月31日，固定资产8万元", Some((2026, true))),
            ("截至2025年12月31日固定资产8万元", Some((2025, false))),
            ("2025年末，车辆5辆", Some((2025, false))),
            ("截至2025年年底，资产总值5万元", Some((2025, false))),
            ("2025年年末，车辆5辆", Some((2025, false))),
            ("2021年某市支出总额为5万元", None),
            ("支出总额，2021年为5万元", None),
        ] {
            let found = Time::opening(words).map(|time| (time.year, time.within));
            assert_eq!(found, want, "{words}");
        }
    }
}
