//! What the address of the list of findings asks for.

use super::badge::verdict;
use crate::codes::divisions::division;
use crate::decimal::Decimal;
use crate::view::read::{FindingLine, Verdict};
use std::collections::BTreeMap;

/// Yuan of 万元.
const WAN: u32 = 10_000;

/// The filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only of this severity.
    pub severity: String,
    /// Only of this rule.
    pub rule: String,
    /// Only with this text.
    pub q: String,
    /// Only those that follow from no other (`only`), or all.
    pub cause: String,
    /// `open` for those that nobody has marked, or what they are marked as.
    pub mark: String,
    /// `hide` trivial ones, or `only` those.
    pub minor: String,
    /// Only those whose figures are so far apart, in 万元.
    pub least: String,
    /// Only of divisions whose code begins so.
    pub place: String,
    /// Only of documents of this year.
    pub year: String,
    /// How many to pass over.
    pub from: usize,
    /// What no list knows.
    pub unknown: Vec<String>,
}

impl Asked {
    /// What these pairs of an address ask for; what nobody knows is kept to be told.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()).map(in_wan) {
            let is_known = match name.as_str() {
                "severity" => matches!(value.as_str(), "error" | "warning" | "info"),
                "mark" => matches!(value.as_str(), "open" | "real" | "false" | "unsure" | "any"),
                "minor" => matches!(value.as_str(), "hide" | "only"),
                "cause" => value == "only",
                "least" => value.trim().parse::<Decimal>().is_ok(),
                "place" => value.len() <= 6 && value.bytes().all(|b| b.is_ascii_digit()),
                "year" => value.parse::<u16>().is_ok(),
                "rule" => crate::check::rule::of(&value).is_some(),
                "from" => value.parse::<usize>().is_ok(),
                "q" => true,
                _ => false,
            };
            let field = match name.as_str() {
                "severity" => &mut asked.severity,
                "mark" => &mut asked.mark,
                "minor" => &mut asked.minor,
                "cause" => &mut asked.cause,
                "least" => &mut asked.least,
                "place" => &mut asked.place,
                "year" => &mut asked.year,
                "rule" => &mut asked.rule,
                "q" => &mut asked.q,
                _ => {
                    asked.from = value.parse().unwrap_or(asked.from);
                    if !is_known {
                        asked.unknown.push(format!("{name}={value}"));
                    }
                    continue;
                }
            };
            if is_known {
                *field = value.trim().to_owned();
            } else {
                asked.unknown.push(format!("{name}={value}"));
            }
        }
        asked
    }

    /// Whether a finding is asked for, with what findings are marked as.
    pub fn takes(&self, line: &FindingLine, marks: &BTreeMap<String, Verdict>) -> bool {
        let mark = || marks.get(&line.id).map_or("open", |mark| verdict(*mark));
        let holds = |text: &str| text.contains(self.q.as_str());
        let far = |least: Decimal| line.stake.amount.is_some_and(|amount| amount >= least);
        (self.severity.is_empty() || line.severity == self.severity)
            && (self.rule.is_empty() || line.rule == self.rule)
            && (self.cause.is_empty() || line.cause.is_none())
            && (self.minor.is_empty() || line.minor == (self.minor == "only"))
            && (self.year.is_empty() || line.document_year.is_some_and(|year| year.to_string() == self.year))
            && (self.place.is_empty() || line.division_code.as_deref().is_some_and(|code| code.starts_with(&self.place)))
            && (self.least.is_empty() || self.least_yuan().is_none_or(far))
            && (self.q.is_empty()
                || holds(&line.message)
                || holds(&line.message_zh)
                || line.department.as_deref().is_some_and(holds))
            && (self.mark.is_empty() || mark() == self.mark || self.mark == "any" && mark() != "open")
    }

    /// Only those whose figures are so far apart, in yuan.
    pub fn least_yuan(&self) -> Option<Decimal> {
        self.least.parse::<Decimal>().ok()?.in_yuan(Decimal::from(WAN))
    }

    /// The filters as the query of an address: empty, or with its `?`.
    pub fn query(&self) -> String {
        self.address(0).trim_start_matches("findings.html").to_owned()
    }

    /// The address of the list from one on.
    pub fn address(&self, from: usize) -> String {
        let from = if from > 0 { from.to_string() } else { String::new() };
        let pairs = [
            ("severity", &self.severity),
            ("rule", &self.rule),
            ("q", &self.q),
            ("cause", &self.cause),
            ("mark", &self.mark),
            ("minor", &self.minor),
            ("least", &self.least),
            ("place", &self.place),
            ("year", &self.year),
            ("from", &from),
        ];
        let pairs: Vec<String> =
            pairs.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(v))).collect();
        if pairs.is_empty() { "findings.html".to_owned() } else { format!("findings.html?{}", pairs.join("&")) }
    }
}

/// The least difference, which English pages ask for in yuan.
fn in_wan((name, value): (String, String)) -> (String, String) {
    let wan = || value.trim().replace(',', "").parse::<Decimal>().ok()?.over(Decimal::from(WAN));
    match (name == "least_yuan").then(wan).flatten() {
        Some(wan) => ("least".to_owned(), wan.normalize().to_string()),
        None => (name, value),
    }
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    text.bytes().map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The name of a division: `辽宁省 沈阳市`; the code where no list has it.
pub fn place_name(code: &str) -> String {
    let Some(own) = division(code, None) else { return code.to_owned() };
    let mut parts: Vec<&str> = [own.province(), own.prefecture(), own.county()].into_iter().flatten().collect();
    parts.dedup();
    if parts.is_empty() { own.name.to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::read::Stake;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::of(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn a_filter_that_nobody_knows_is_told_and_filters_nothing() {
        let all = asked(&[("verdict", "real"), ("severity", "bad"), ("rule", "BAL-01"), ("year", ""), ("least", "x")]);
        assert_eq!(all.unknown, ["verdict=real", "severity=bad", "least=x"]);
        assert_eq!(all.query(), "?rule=BAL-01");
        assert!(asked(&[("from", "100"), ("q", "支出")]).unknown.is_empty());
    }

    #[test]
    fn findings_are_chosen_by_amount_place_year_and_mark() {
        let line = FindingLine {
            id: "a1".to_owned(),
            division_code: Some("610100".to_owned()),
            document_year: Some(2020),
            stake: Stake { amount: Some(Decimal::from(905_700)), share: None },
            ..FindingLine::default()
        };
        let marks = BTreeMap::from([("a1".to_owned(), Verdict::Real)]);
        let takes = |pairs: &[(&str, &str)]| asked(pairs).takes(&line, &marks);
        for pair in [
            ("least", "90.57"),
            ("least_yuan", "905,700"),
            ("place", "61"),
            ("place", "610100"),
            ("year", "2020"),
            ("mark", "real"),
            ("mark", "any"),
            ("minor", "hide"),
        ] {
            assert!(takes(&[pair]), "{pair:?}");
        }
        for pair in [
            ("least", "90.58"),
            ("least_yuan", "905701"),
            ("place", "62"),
            ("year", "2021"),
            ("mark", "open"),
            ("mark", "false"),
            ("minor", "only"),
        ] {
            assert!(!takes(&[pair]), "{pair:?}");
        }
    }

    #[test]
    fn places_have_names() {
        assert_eq!(place_name("610100"), "陕西省 西安市");
        assert_eq!(place_name("999999"), "999999");
    }
}
