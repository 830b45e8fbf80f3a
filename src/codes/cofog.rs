//! COFOG 1999 (the United Nations' classification of government functions) for a functional code.
//!
//! Derived, never authoritative: no official crosswalk exists, so every line is this project's judgement, set by the
//! longest prefix of the code. Several COFOG groups mean that the national code covers several; the first is the likeliest.

use super::rows::{ListError, bad_row, parts, read_rows};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::LazyLock;

const HEADER: &str = "prefix,cofog,confidence,note";

/// How far a COFOG assignment can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CofogBasis {
    /// This project's judgement.
    Judged,
    /// COFOG has no function for it: reserves, other expenditure, repayment of debt.
    Unclassified,
}

/// The COFOG functions of a functional code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cofog {
    /// The functional code (3, 5 or 7 digits) whose line applies.
    pub prefix: &'static str,
    /// COFOG codes such as `09.1.2`, the likeliest first; empty when COFOG has none.
    pub codes: Vec<&'static str>,
    /// How it is known.
    pub basis: CofogBasis,
    /// What the assignment means or leaves open.
    pub note: &'static str,
}

static LINES: LazyLock<Vec<Cofog>> = LazyLock::new(|| read(include_str!("data/cofog.csv")).expect("cofog.csv is tested to load"));

fn read(text: &'static str) -> Result<Vec<Cofog>, ListError> {
    let mut lines = read_rows(text, HEADER, read_line)?;
    lines.sort_by_key(|line| line.prefix);
    match lines.windows(2).find(|pair| pair[0].prefix == pair[1].prefix) {
        Some(pair) => Err(ListError::Duplicate { key: pair[0].prefix.to_owned() }),
        None => Ok(lines),
    }
}

fn read_line(line: usize, [prefix, cofog, basis, note]: [&'static str; 4]) -> Result<Cofog, ListError> {
    super::rows::check_code(line, prefix, &[3, 5, 7])?;
    let codes = parts(cofog);
    let basis = match basis {
        "judged" if !codes.is_empty() => CofogBasis::Judged,
        "unclassified" if codes.is_empty() => CofogBasis::Unclassified,
        other => return Err(bad_row(line, format!("{other:?} does not fit {cofog:?}"))),
    };
    Ok(Cofog { prefix, codes, basis, note })
}

/// All lines, in order of their prefix.
pub fn lines() -> &'static [Cofog] {
    &LINES
}

/// The COFOG functions of a functional code, by its longest listed prefix; `None` if its 类 is not listed.
pub fn cofog(functional_code: &str) -> Option<&'static Cofog> {
    let prefixes = [7, 5, 3].into_iter().filter_map(|length| functional_code.get(..length));
    prefixes.filter_map(|prefix| LINES.binary_search_by_key(&prefix, |line| line.prefix).ok()).map(|at| &LINES[at]).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Level, List, entries, nearest};

    #[test]
    fn every_line_is_of_a_listed_code_and_every_class_has_one() {
        for line in LINES.iter() {
            assert!(nearest(List::Functional, line.prefix, None).is_some(), "{}", line.prefix);
        }
        for class in entries(List::Functional).iter().filter(|entry| entry.level == Level::Class) {
            assert!(cofog(class.code).is_some(), "{}", class.code);
        }
    }

    #[test]
    fn longest_prefix() {
        for (code, expected) in [
            ("2010301", Some("01")),
            ("2050202", Some("09.1.2")),
            ("2050299", Some("09")),
            ("2030603", Some("02.2")),
            ("2030607", Some("02")),
            ("21011", Some("07")),
            ("231", None),
        ] {
            assert_eq!(cofog(code).and_then(|c| c.codes.first().copied()), expected, "{code}");
        }
        assert_eq!(cofog("227").map(|c| c.basis), Some(CofogBasis::Unclassified));
        assert_eq!(cofog("30101"), None);
    }

    #[test]
    fn loader_refuses() {
        for text in
            ["prefix,cofog,confidence,note\n201,01,judged,a\n201,02,judged,b\n", "prefix,cofog,confidence,note\n201,,judged,a\n"]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
