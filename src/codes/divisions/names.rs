//! Place names at the head of a department's name, and in running text.

use super::list::{ABBREVIATIONS, DIVISIONS, Division, DivisionKind, DivisionLevel};
use super::organs::ORGANS;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a place stood in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// With its suffix, or as an official short form: `兴县`, `延边州`.
    Full,
    /// Without its suffix, right after its parent and before an agency: `福州市鼓楼生态环境局`.
    Stem,
}

/// A division found in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The deepest division named.
    pub division: &'static Division,
    /// How it stood there.
    pub written: Written,
}

/// Every name and short form with its divisions in order of code; virtual nodes have none.
static NAMES: LazyLock<FxHashMap<&'static str, Vec<&'static Division>>> = LazyLock::new(|| {
    let mut names: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for division in DIVISIONS.iter().filter(|d| d.kind != DivisionKind::Virtual) {
        for name in std::iter::once(division.name).chain(division.aliases.iter().copied()) {
            names.entry(name).or_default().push(division);
        }
    }
    names
});

/// The longest name in the list, in characters.
const LONGEST_NAME: usize = 16;

/// The divisions that stand at the head of a department's name, longest first: `云南省昆明市官渡区财政局` is 530111 only.
///
/// A suffix (县, 区, 市, 旗 …) is required, but see [`Written::Stem`]. Several results mean that the name is ambiguous.
/// Divisions of that year come before others: `章丘市` is found for 2016, and for 2023 too, since nothing else has that name.
pub fn find_in_name(name: &str, year: Option<u16>) -> Vec<Found> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let head = head_of(&name);
    let found = below(head, None, year);
    if !found.is_empty() {
        return found;
    }
    let stripped = ORGANS.before_the_place.iter().find_map(|before| head.strip_prefix(before));
    stripped.map_or_else(Vec::new, |rest| below(rest, None, year))
}

/// Drops what file names and titles put before a name: brackets, `附件2：`, `2026年`, `2026年度`.
fn head_of(name: &str) -> &str {
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = match name.strip_prefix("附件") {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric()),
        None => name,
    };
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == name.len() {
        return name;
    }
    let rest = rest.strip_prefix('年').unwrap_or(rest);
    rest.strip_prefix('度').unwrap_or(rest)
}

/// The divisions named from the start of `text` downwards, inside `parent`.
fn below(text: &str, parent: Option<&'static Division>, year: Option<u16>) -> Vec<Found> {
    let Some((length, here)) = longest_name(text, parent, year) else {
        return match parent {
            None => below_short_province(text, year),
            Some(parent) => stem_below(text, parent, year),
        };
    };
    let rest = &text[length..];
    let deeper: Vec<Found> = here.iter().flat_map(|d| below(rest, Some(d), year)).collect();
    if !deeper.is_empty() {
        return deeper;
    }
    here.into_iter().map(|division| Found { division, written: Written::Full }).collect()
}

/// The divisions inside `parent` with the longest name that `text` begins with, and its length in bytes.
fn longest_name(text: &str, parent: Option<&Division>, year: Option<u16>) -> Option<(usize, Vec<&'static Division>)> {
    let ends: Vec<usize> = text.char_indices().take(LONGEST_NAME).map(|(at, c)| at + c.len_utf8()).collect();
    ends.into_iter().rev().find_map(|end| {
        let inside = with_name(&text[..end]).filter(|d| parent.is_none_or(|p| is_below(p, d)));
        let found = of_year(inside.collect(), year);
        (!found.is_empty()).then_some((end, found))
    })
}

fn with_name(name: &str) -> impl Iterator<Item = &'static Division> {
    NAMES.get(name).into_iter().flatten().copied()
}

fn is_below(parent: &Division, d: &Division) -> bool {
    parent.level() < d.level() && parent.covers(d)
}

/// Those in force in the year (without a year: today), or all if none is.
fn of_year(all: Vec<&'static Division>, year: Option<u16>) -> Vec<&'static Division> {
    let now: Vec<_> = all.iter().copied().filter(|d| d.years.may_hold(year)).collect();
    if now.is_empty() { all } else { now }
}

/// `山西兴县…`: a province without suffix counts only if a division inside it follows.
fn below_short_province(text: &str, year: Option<u16>) -> Vec<Found> {
    let provinces = ABBREVIATIONS.iter().filter(|a| !a.short.is_empty());
    let mut found = provinces.filter_map(|a| Some((super::list::division(a.code, year)?, text.strip_prefix(a.short)?)));
    let Some((province, rest)) = found.next() else { return Vec::new() };
    if longest_name(rest, Some(province), year).is_none() {
        return Vec::new();
    }
    below(rest, Some(province), year)
}

/// `鼓楼生态环境局` after 福州市: the stem of one of its counties, before an agency.
fn stem_below(text: &str, parent: &'static Division, year: Option<u16>) -> Vec<Found> {
    if parent.level() == DivisionLevel::County || !ORGANS.agencies.iter().any(|ending| text.contains(ending)) {
        return Vec::new();
    }
    let counties = DIVISIONS.iter().filter(|d| d.kind == DivisionKind::Official && d.level() == DivisionLevel::County);
    // Straight under a province only for 直辖市: a county's stem right after 山西省 says little.
    let direct = parent.level() == DivisionLevel::Prefecture || parent.name.ends_with('市');
    let inside = counties.filter(|d| direct && parent.covers(d) && stem(d.name).is_some_and(|s| text.starts_with(s)));
    of_year(inside.collect(), year).into_iter().map(|division| Found { division, written: Written::Stem }).collect()
}

/// A name without its one-character suffix, if two characters or more remain.
pub(super) fn stem(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(['省', '市', '县', '区', '旗', '盟', '州'])?;
    (stem.chars().nth(1).is_some()).then_some(stem)
}

/// Names of provinces (short ones too) and prefectures, sorted: what [`places_in_text`] looks for.
static PARENT_NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let is_parent = |divisions: &[&Division]| divisions.iter().any(|d| d.level() != DivisionLevel::County);
    let parents = NAMES.iter().filter(|(_, divisions)| is_parent(divisions)).map(|(name, _)| *name);
    let mut names: Vec<_> = parents.chain(ABBREVIATIONS.iter().map(|a| a.short).filter(|short| !short.is_empty())).collect();
    names.sort_unstable();
    names.dedup();
    names
});

/// The provinces and prefectures named anywhere in a text, and the counties that follow right after one, in order of code.
///
/// County names alone are not looked for: 城区, 郊区 and 矿区 are common words.
pub fn places_in_text(text: &str, year: Option<u16>) -> Vec<&'static Division> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let starts = text.char_indices().map(|(at, _)| &text[at..]).filter(|rest| begins_with_parent(rest));
    let mut found: Vec<_> = starts.flat_map(|rest| place_at(rest, year)).collect();
    found.sort_by_key(|d| (d.code, d.name));
    found.dedup();
    found
}

fn place_at(text: &str, year: Option<u16>) -> Vec<&'static Division> {
    let named = below(text, None, year);
    if named.is_empty() {
        let short = ABBREVIATIONS.iter().filter(|a| !a.short.is_empty() && text.starts_with(a.short));
        return short.filter_map(|a| super::list::division(a.code, year)).collect();
    }
    named.into_iter().filter(|found| found.written == Written::Full).map(|found| found.division).collect()
}

fn begins_with_parent(text: &str) -> bool {
    let Some(first) = text.chars().next().map(|c| &text[..c.len_utf8()]) else { return false };
    let from = PARENT_NAMES.partition_point(|name| *name < first);
    PARENT_NAMES[from..].iter().take_while(|name| name.starts_with(first)).any(|name| text.starts_with(name))
}

static CENTRAL_BODIES: &str = include_str!("../data/central.txt");

/// Whether a name without a place is a body of the central government: 国家信访局, 水利部.
pub fn is_central_body(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let head = head_of(&name);
    let party = head.strip_prefix("中共").unwrap_or(head);
    CENTRAL_BODIES.lines().any(|body| !body.is_empty() && party.starts_with(body)) && find_in_name(head, None).is_empty()
}
