//! Finds everything that a code or a name stands for, in all lists at once.

use super::classification::{Entry, List, by_name, class_of_name, entries, nearest, rows_of};
use super::cofog::{self, Cofog};
use super::divisions::{self, Division, DivisionKind};
use super::fold::fold_name;
use super::mapping::{self, Pair};
use super::titles::{self, Official};
use serde::Serialize;

/// How a query met an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// By its code.
    Code,
    /// By the code above a place's own digits (目级).
    CodeAbove,
    /// By its name, or one it carried in other years or is printed with.
    Name,
    /// The name holds the words asked for.
    PartOfName,
    /// By the international function asked for.
    Cofog,
}

/// A code of a classification.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its list.
    pub list: List,
    /// How it was met.
    pub matched: Match,
    /// Its row of the year asked for, else the latest.
    pub entry: &'static Entry,
    /// Its rows of other years, oldest first.
    pub renames: Vec<&'static Entry>,
    /// The codes above it, outermost first.
    pub path: Vec<&'static Entry>,
    /// Classes of the other economic classification that may stand beside it.
    pub pairs: Vec<&'static Pair>,
    /// The international function.
    pub cofog: Option<&'static Cofog>,
}

/// What a query stands for.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Codes of the classifications.
    pub subjects: Vec<Subject>,
    /// Administrative divisions.
    pub divisions: Vec<(&'static Division, Match)>,
    /// Official tables, by id.
    pub tables: Vec<Official>,
    /// Rows that would answer in other years than the one asked for.
    pub in_other_years: usize,
}

impl Found {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.divisions.is_empty() && self.tables.is_empty()
    }
}

const LISTS: [List; 4] = [List::Functional, List::EconomicDepartment, List::EconomicGovernment, List::Revenue];
/// A part of a name has so many characters at least.
const PART: usize = 2;

/// Finds a code or a name. With a year, only what is in force in it.
///
/// A code is looked for as it is; nine digits also as a place's own below an official one. A name is looked for whole, and where
/// no list has it, as a part of names.
pub fn find(query: &str, year: Option<u16>) -> Found {
    let query = query.trim();
    let is_code = !query.is_empty() && query.bytes().all(|b| b.is_ascii_digit());
    let met = match () {
        () if is_code => by_code(query),
        () if is_cofog(query) => by_cofog(query),
        () => by_words(query, year),
    };
    let divisions = if is_code { divisions_by_code(query) } else { divisions_by_name(query) };
    let is_table = |table: &Official| table.id.eq_ignore_ascii_case(query) || table.name == query;
    let tables = titles::official().into_iter().filter(is_table).collect();
    let mut found = Found { tables, ..Found::default() };
    for (list, code, matched) in met {
        match subject(list, code, matched, year) {
            Some(subject) => found.subjects.push(subject),
            None => found.in_other_years += 1,
        }
    }
    for (division, matched) in divisions {
        if year.is_none() || division.years.may_hold(year) {
            found.divisions.push((division, matched));
        } else {
            found.in_other_years += 1;
        }
    }
    found
}

type Met = (List, &'static str, Match);

fn by_code(code: &str) -> Vec<Met> {
    let Some(list) = List::of_code(code) else { return Vec::new() };
    if let Some(entry) = nearest(list, code, None) {
        return vec![(list, entry.code, Match::Code)];
    }
    let local = if list == List::Functional { 7 } else { 5 };
    let above = code.get(..local).filter(|_| code.len() > local).and_then(|above| nearest(list, above, None));
    above.map(|entry| (list, entry.code, Match::CodeAbove)).into_iter().collect()
}

/// `09`, `09.1`: international functions are written with points, or with two digits.
fn is_cofog(query: &str) -> bool {
    let mut parts = query.split('.');
    let division = parts.next().is_some_and(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()));
    let mut rest = parts.peekable();
    division && rest.peek().is_some() && rest.all(|p| p.len() == 1 && p.bytes().all(|b| b.is_ascii_digit()))
}

/// The codes that fall under a function or one below it (`09.1` has `09.1.1`).
fn by_cofog(function: &str) -> Vec<Met> {
    let is_under = |code: &&str| code.strip_prefix(function).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let lines = cofog::lines().iter().filter(|line| line.codes.iter().any(is_under));
    lines.map(|line| (List::Functional, line.prefix, Match::Cofog)).collect()
}

/// The codes that carry the name in that year; else those that carry it in any.
fn by_words(name: &str, year: Option<u16>) -> Vec<Met> {
    let named = |year: Option<u16>| {
        let of_list = move |list| by_name(list, name, year, None).into_iter().map(move |e| (list, e.code, Match::Name));
        LISTS.into_iter().flat_map(of_list).collect::<Vec<Met>>()
    };
    let mut met = named(year);
    if met.is_empty() {
        met = named(None);
    }
    if met.is_empty() {
        met.extend(class_of_name(name).map(|e| (List::Functional, e.code, Match::Name)));
    }
    let folded = fold_name(name);
    if met.is_empty() && folded.chars().count() >= PART {
        for list in LISTS {
            let holds = |entry: &&Entry| fold_name(entry.name).contains(&folded);
            met.extend(entries(list).iter().filter(holds).map(|e| (list, e.code, Match::PartOfName)));
        }
    }
    // One name in several years is one code.
    met.dedup();
    met
}

/// A code with all that belongs to it; `None` if it is not in force in the year.
fn subject(list: List, code: &'static str, matched: Match, year: Option<u16>) -> Option<Subject> {
    let entry = nearest(list, code, year).filter(|entry| year.is_none() || entry.years.may_hold(year))?;
    let lengths = [3, 5].into_iter().filter(|length| *length < code.len());
    let path = lengths.filter_map(|length| nearest(list, &code[..length], year)).collect();
    let pairs = mapping::pairs().iter().filter(|pair| match list {
        List::EconomicDepartment => pair.department == code,
        List::EconomicGovernment => pair.government == code,
        List::Functional | List::Revenue => false,
    });
    Some(Subject {
        list,
        matched,
        entry,
        renames: rows_of(list, code).iter().filter(|row| *row != entry).collect(),
        path,
        pairs: pairs.collect(),
        cofog: if list == List::Functional { cofog::cofog(code) } else { None },
    })
}

/// Six digits, or nine as the finance ministry writes them (`141123000`); all years.
fn divisions_by_code(code: &str) -> Vec<(&'static Division, Match)> {
    let code = code.strip_suffix("000").filter(|_| code.len() == 9).unwrap_or(code);
    divisions::divisions().iter().filter(|d| d.code == code).map(|d| (d, Match::Code)).collect()
}

fn divisions_by_name(name: &str) -> Vec<(&'static Division, Match)> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let places = || divisions::divisions().iter().filter(|d| d.kind != DivisionKind::Virtual);
    let whole: Vec<_> =
        places().filter(|d| d.name == name || d.aliases.contains(&name.as_str())).map(|d| (d, Match::Name)).collect();
    if !whole.is_empty() || name.chars().count() < PART {
        return whole;
    }
    places().filter(|d| d.name.starts_with(&name)).map(|d| (d, Match::PartOfName)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(query: &str, year: Option<u16>) -> Vec<&'static str> {
        find(query, year).subjects.iter().map(|s| s.entry.code).collect()
    }

    #[test]
    fn a_code_is_found_with_what_belongs_to_it() {
        let found = find("2080505", None);
        let [subject] = &found.subjects[..] else { panic!("{found:?}") };
        assert_eq!(subject.path.iter().map(|e| e.code).collect::<Vec<_>>(), ["208", "20805"]);
        assert!(subject.cofog.is_some() && found.divisions.is_empty());
        let pay = find("30101", None);
        assert!(pay.subjects[0].pairs.iter().any(|p| p.government == "50101"));
        let pay = find("50101", None);
        assert!(pay.subjects[0].pairs.iter().any(|p| p.department == "30101"));
    }

    #[test]
    fn digits_of_a_place_are_found_by_the_code_above() {
        let found = find("205030201", None);
        assert_eq!((found.subjects[0].entry.code, found.subjects[0].matched), ("2050302", Match::CodeAbove));
        assert!(find("999", None).is_empty());
        assert!(find("", None).is_empty());
    }

    #[test]
    fn a_name_may_stand_for_several_codes() {
        assert_eq!(codes("住房公积金", Some(2024)), ["2210201", "30113", "50103"]);
        assert_eq!(codes("医疗卫生与计划生育支出", Some(2018)), ["210"]);
        // The code carries another name now; it is found by its old one, and says so.
        let found = find("医疗卫生与计划生育支出", Some(2024));
        assert_eq!((found.subjects[0].entry.name, found.subjects[0].renames.len()), ("卫生健康支出", 1));
        assert!(codes("养老保险缴费", None).contains(&"30108"), "a part of a name");
    }

    #[test]
    fn years_count() {
        assert!(codes("501", Some(2017)).is_empty());
        assert_eq!(find("501", Some(2017)).in_other_years, 1);
        assert_eq!(codes("501", Some(2018)), ["501"]);
    }

    #[test]
    fn places_are_found_by_code_and_name() {
        for query in ["141123", "141123000", "兴县"] {
            let found = find(query, None);
            assert_eq!(found.divisions.iter().map(|(d, _)| d.code).collect::<Vec<_>>(), ["141123"], "{query}");
        }
        assert_eq!(find("鼓楼区", Some(2023)).divisions.len(), 4);
    }

    #[test]
    fn functions_are_found_by_cofog() {
        let found = find("09.1", None);
        assert!(found.subjects.iter().all(|s| s.entry.code.starts_with("205")), "{found:?}");
        assert!(is_cofog("04.2") && !is_cofog("04") && !is_cofog("1.2.3") && !is_cofog("基.1"));
    }
}
