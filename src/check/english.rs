//! Sentences in English with units as English has them: `24,417.66万元` is told as 244,176,600 yuan. What is printed stands beside the
//! sentence, in its evidence.

use crate::codes::embedded::embedded_list;
use crate::decimal::Decimal;
use crate::grammar::{Unit, unit_of};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Digits of a group.
const GROUP: usize = 3;

#[derive(Deserialize)]
struct List {
    /// By the Chinese word: one, several.
    units: BTreeMap<String, [String; 2]>,
    /// What stands behind a stroke alone.
    each: BTreeMap<String, String>,
}

impl List {
    /// One of a unit.
    fn one(&self, unit: &str) -> Option<&String> {
        self.units.get(unit).map(|[one, _]| one).or_else(|| self.each.get(unit))
    }
}

static UNITS: LazyLock<List> = LazyLock::new(|| embedded_list!("english_units"));

/// The sentence with its figures in yuan and in English words of things; names and quotes in it stay as they are.
pub fn english(sentence: &str) -> Cow<'_, str> {
    if sentence.is_ascii() {
        return Cow::Borrowed(sentence);
    }
    let mut out = String::with_capacity(sentence.len());
    let mut at = 0;
    while let Some(rest) = sentence.get(at..).filter(|rest| !rest.is_empty()) {
        let stands_alone = !sentence[..at].chars().next_back().is_some_and(is_of_word);
        match stands_alone.then(|| measured(rest)).flatten() {
            Some((said, length)) => {
                out.push_str(&said);
                at += length;
            }
            None => {
                let next = rest.chars().next().unwrap_or_default();
                out.push(next);
                at += next.len_utf8();
            }
        }
    }
    Cow::Owned(out)
}

/// What belongs to a word, a name or a quote, so that a number behind it is no figure of the sentence.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ',' | '“' | '"' | '《' | '（' | '、')
}

/// A number with its unit at the beginning of a text, and how long it is there.
fn measured(text: &str) -> Option<(String, usize)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).filter(|end| *end > 0)?;
    let printed = text[..digits].replace(',', "");
    let blank = text[digits..].starts_with(" ");
    let word = &text[digits + usize::from(blank)..];
    let ends = word.find(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '／')).unwrap_or(word.len());
    let (unit, each) = word[..ends].split_once(['/', '／']).map_or((&word[..ends], None), |(unit, each)| (unit, Some(each)));
    let said = match unit_of(unit).and_then(Unit::factor) {
        Some(factor) => format!("{} yuan", grouped(&printed.parse::<Decimal>().ok()?.in_yuan(factor)?.normalize().to_string())),
        None => {
            let [one, several] = UNITS.units.get(unit).filter(|_| !blank)?;
            format!("{} {}", &text[..digits], if printed == "1" { one } else { several })
        }
    };
    let each = match each {
        Some(each) => format!(" per {}", UNITS.one(each)?),
        None => String::new(),
    };
    Some((said + &each, digits + usize::from(blank) + ends))
}

/// A plain number with its digits in groups of three.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::with_capacity(number.len() + whole.len() / GROUP + 1);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(GROUP) {
            out.push(',');
        }
        out.push(digit);
    }
    rest.into_iter().for_each(|rest| out.extend([".", rest]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_as_english_has_them() {
        for (said, want) in [
            ("B02 24417.66万元 is 60.37万元 less than its 2 parts", "B02 244,176,600 yuan is 603,700 yuan less than its 2 parts"),
            ("The text gives 738.66万元, the table 6,964,796元.", "The text gives 7,386,600 yuan, the table 6,964,796 yuan."),
            ("its parts are 3456.6万元 + 0万元, (1.5亿元)", "its parts are 34,566,000 yuan + 0 yuan, (150,000,000 yuan)"),
            ("13.33万元/辆 for 30辆, 1辆", "133,300 yuan per vehicle for 30 vehicles, 1 vehicle"),
            ("≤202.17 万元 and -0.05元", "≤2,021,700 yuan and -0.05 yuan"),
        ] {
            assert_eq!(english(said), want);
        }
    }

    #[test]
    fn names_quotes_and_years_stay_as_they_are() {
        for said in [
            "100万元以上设备购置 grew by 5%",
            "甲项目5万元 of it",
            "“5万元以下” is not 3 of 4",
            "the budget of 2025年 is",
            "its unit must be 元",
            "3 sums differ, by 1.5 at most",
            "5万元/头 for 甲",
            "no number 1.2.3万元",
        ] {
            assert_eq!(english(said), said);
        }
    }
}
