//! Which department economic class (部门预算支出经济分类) may stand beside which government one (政府预算支出经济分类).
//!
//! Source: the Ministry's 2018 对照表, tested on pairs printed in real disclosures. A pair seen in print although the
//! norm does not have it (绩效工资 under 50101) is marked, for it deserves a warning and not an error.

use super::rows::{ListError, bad_row, check_code, read_rows};
use serde::Serialize;
use std::sync::LazyLock;

const HEADER: &str = "government,department,applies_to,basis";

/// Whose money a pair of classes is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppliesTo {
    /// 行政单位 and those managed like them (参公).
    Administrative,
    /// 事业单位.
    Institution,
    /// Everyone.
    All,
}

/// How a pair is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairBasis {
    /// Printed on a line of a real disclosure, and in the norm.
    Observed,
    /// In the norm by general knowledge.
    Recalled,
    /// Printed by several departments against the norm.
    ObservedNonstandard,
}

/// A pair of economic classes that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Government class, `50101`.
    pub government: &'static str,
    /// Department class, `30101`.
    pub department: &'static str,
    /// Whose money it is for.
    pub applies_to: AppliesTo,
    /// How it is known.
    pub basis: PairBasis,
}

/// Whether two printed classes may stand on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairMatch {
    /// The norm has the pair.
    Allowed,
    /// Several departments print it, the norm does not have it.
    Nonstandard,
    /// Neither.
    NotListed,
}

static PAIRS: LazyLock<Vec<Pair>> =
    LazyLock::new(|| read(include_str!("data/economic_mapping.csv")).expect("economic_mapping.csv is tested to load"));

fn read(text: &'static str) -> Result<Vec<Pair>, ListError> {
    let mut pairs = read_rows(text, HEADER, read_pair)?;
    pairs.sort_by_key(|pair| (pair.government, pair.department));
    let same = |pair: &[Pair]| (pair[0].government, pair[0].department) == (pair[1].government, pair[1].department);
    match pairs.windows(2).find(|pair| same(pair)) {
        Some(pair) => Err(ListError::Duplicate { key: format!("{} {}", pair[0].government, pair[0].department) }),
        None => Ok(pairs),
    }
}

fn read_pair(line: usize, [government, department, applies_to, basis]: [&'static str; 4]) -> Result<Pair, ListError> {
    check_code(line, government, &[5])?;
    check_code(line, department, &[5])?;
    let applies_to = match applies_to {
        "administrative" => AppliesTo::Administrative,
        "institution" => AppliesTo::Institution,
        "all" => AppliesTo::All,
        other => return Err(bad_row(line, format!("{other:?} is not a kind of unit"))),
    };
    let basis = match basis {
        "observed" => PairBasis::Observed,
        "recalled" => PairBasis::Recalled,
        "observed_nonstandard" => PairBasis::ObservedNonstandard,
        other => return Err(bad_row(line, format!("{other:?} is not a basis"))),
    };
    Ok(Pair { government, department, applies_to, basis })
}

/// All pairs, in order of the government class.
pub fn pairs() -> &'static [Pair] {
    &PAIRS
}

/// The pair of a government and a department class, both 款.
pub fn pair(government: &str, department: &str) -> Option<&'static Pair> {
    PAIRS.binary_search_by_key(&(government, department), |p| (p.government, p.department)).ok().map(|at| &PAIRS[at])
}

/// Whether a government and a department class, both 款, may stand on one line.
pub fn pair_match(government: &str, department: &str) -> PairMatch {
    match pair(government, department).map(|p| p.basis) {
        Some(PairBasis::ObservedNonstandard) => PairMatch::Nonstandard,
        Some(_) => PairMatch::Allowed,
        None => PairMatch::NotListed,
    }
}

/// The department classes that belong under a government class, in order of code.
pub fn departments_of(government: &str) -> Vec<&'static Pair> {
    PAIRS.iter().filter(|p| p.government == government).collect()
}

/// The government classes that a department class may stand under, in order of code.
pub fn governments_of(department: &str) -> Vec<&'static Pair> {
    PAIRS.iter().filter(|p| p.department == department).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{List, nearest};

    #[test]
    fn every_pair_is_of_listed_codes() {
        assert_eq!(pairs().len(), 169);
        for p in pairs() {
            assert!(nearest(List::EconomicGovernment, p.government, None).is_some(), "{p:?}");
            assert!(nearest(List::EconomicDepartment, p.department, None).is_some(), "{p:?}");
        }
    }

    #[test]
    fn pairs_of_the_seed_and_the_odd_ones() {
        for (government, department, expected) in [
            ("50101", "30101", PairMatch::Allowed),
            ("50102", "30112", PairMatch::Allowed),
            ("50103", "30113", PairMatch::Allowed),
            ("50201", "30239", PairMatch::Allowed),
            ("50501", "30107", PairMatch::Allowed),
            ("50905", "30302", PairMatch::Allowed),
            ("50101", "30107", PairMatch::Nonstandard),
            ("50101", "30201", PairMatch::NotListed),
        ] {
            assert_eq!(pair_match(government, department), expected, "{government} {department}");
        }
        assert_eq!(departments_of("50101").len(), 4);
        let governments: Vec<_> = governments_of("30101").iter().map(|p| p.government).collect();
        assert_eq!(governments, ["50101", "50501"]);
    }

    #[test]
    fn loader_refuses() {
        let head = "government,department,applies_to,basis\n";
        for row in
            ["50101,30101,all,observed\n50101,30101,all,recalled\n", "501,30101,all,observed\n", "50101,30101,some,observed\n"]
        {
            let text: &'static str = Box::leak(format!("{head}{row}").into_boxed_str());
            assert!(read(text).is_err(), "{row}");
        }
    }
}
