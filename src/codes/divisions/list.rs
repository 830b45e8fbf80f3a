//! The list of divisions: every code with its names and years.

use crate::codes::rows::{ListError, Years, bad_row, check_code, parts, read_rows};
use serde::Serialize;
use std::sync::LazyLock;

const HEADER: &str = "code,name,aliases,kind,valid_from,valid_to,basis";
const ABBREVIATIONS_HEADER: &str = "abbreviation,code,short";

/// How deep a division stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 地区, 自治州, 盟.
    Prefecture,
    /// 县, 市辖区, 县级市, 旗; also development zones with a statistical code.
    County,
}

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionKind {
    /// A division of GB/T 2260.
    Official,
    /// A development zone that only the statistical bureau codes (endings 71-79).
    Zone,
    /// A node of the code without a place of its own: 市辖区, 省直辖县级行政区划.
    Virtual,
}

/// Where a division's row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionBasis {
    /// National Bureau of Statistics, cut-off 2023-06-30.
    Nbs2023,
    /// Ministry of Civil Affairs, 2021-01: ended since.
    Mca2021,
    /// GB/T 2260 as of 2014: ended by 2020.
    Gb2260Of2014,
}

/// One division: a code, its name, and the years in which it carried that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits of GB/T 2260.
    pub code: &'static str,
    /// Full name with its suffix, `兴县`, `延边朝鲜族自治州`.
    pub name: &'static str,
    /// Short forms in official use, `延边州`.
    pub aliases: Vec<&'static str>,
    /// What the code stands for.
    pub kind: DivisionKind,
    /// When it carried this name.
    pub years: Years,
    /// Where the row comes from.
    pub basis: DivisionBasis,
}

impl Division {
    /// Province, prefecture or county, by the zeros that end the code.
    pub fn level(&self) -> DivisionLevel {
        match (self.code.ends_with("0000"), self.code.ends_with("00")) {
            (true, _) => DivisionLevel::Province,
            (false, true) => DivisionLevel::Prefecture,
            (false, false) => DivisionLevel::County,
        }
    }

    /// The digits that all divisions below it begin with (a county: its whole code).
    pub fn prefix(&self) -> &'static str {
        match self.level() {
            DivisionLevel::Province => &self.code[..2],
            DivisionLevel::Prefecture => &self.code[..4],
            DivisionLevel::County => self.code,
        }
    }

    /// Name of its province (its own, if it is one).
    pub fn province(&self) -> Option<&'static str> {
        named(&format!("{}0000", &self.code[..2]))
    }

    /// Name of its prefecture (its own, if it is one); `None` under 直辖市 and for counties directly under a province.
    pub fn prefecture(&self) -> Option<&'static str> {
        (self.level() != DivisionLevel::Province).then(|| named(&format!("{}00", &self.code[..4]))).flatten()
    }

    /// Its name, if it is a county.
    pub fn county(&self) -> Option<&'static str> {
        (self.level() == DivisionLevel::County).then_some(self.name)
    }

    /// Whether `other` is this division or lies inside it.
    pub fn covers(&self, other: &Self) -> bool {
        other.code.starts_with(self.prefix())
    }
}

/// The current name under a code that stands for a place.
fn named(code: &str) -> Option<&'static str> {
    division(code, None).filter(|found| found.kind != DivisionKind::Virtual).map(|found| found.name)
}

/// A one- or two-character name for a province or city in document numbers; several places may share one (宁, 青, 新).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Abbreviation {
    pub abbreviation: &'static str,
    pub code: &'static str,
    /// The province's name without suffix; empty for cities.
    pub short: &'static str,
}

pub(super) static DIVISIONS: LazyLock<Vec<Division>> =
    LazyLock::new(|| read(include_str!("../data/divisions.csv")).expect("divisions.csv is tested to load"));
pub(super) static ABBREVIATIONS: LazyLock<Vec<Abbreviation>> =
    LazyLock::new(|| read_abbreviations(include_str!("../data/abbreviations.csv")).expect("abbreviations.csv is tested to load"));

pub(super) fn read(text: &'static str) -> Result<Vec<Division>, ListError> {
    let mut divisions = read_rows(text, HEADER, read_division)?;
    divisions.sort_by_key(|d| (d.code, d.years.first.unwrap_or(0), d.years.last.unwrap_or(u16::MAX)));
    match divisions.windows(2).find(|pair| pair[0].code == pair[1].code && pair[0].years.overlap(&pair[1].years)) {
        Some(pair) => Err(ListError::Duplicate { key: pair[0].code.to_owned() }),
        None => Ok(divisions),
    }
}

fn read_division(line: usize, [code, name, aliases, kind, first, last, basis]: [&'static str; 7]) -> Result<Division, ListError> {
    check_code(line, code, &[6])?;
    if name.is_empty() {
        return Err(bad_row(line, "has no name"));
    }
    let kind = match kind {
        "official" => DivisionKind::Official,
        "zone" => DivisionKind::Zone,
        "virtual" => DivisionKind::Virtual,
        other => return Err(bad_row(line, format!("{other:?} is not a kind of division"))),
    };
    let basis = match basis {
        "nbs2023" => DivisionBasis::Nbs2023,
        "mca2021" => DivisionBasis::Mca2021,
        "gb2260_2014" => DivisionBasis::Gb2260Of2014,
        other => return Err(bad_row(line, format!("{other:?} is not a basis"))),
    };
    Ok(Division { code, name, aliases: parts(aliases), kind, years: Years::read(line, first, last)?, basis })
}

fn read_abbreviations(text: &'static str) -> Result<Vec<Abbreviation>, ListError> {
    read_rows(text, ABBREVIATIONS_HEADER, |line, [abbreviation, code, short]| {
        check_code(line, code, &[6])?;
        Ok(Abbreviation { abbreviation, code, short })
    })
}

/// All divisions of all years, in order of code.
pub fn divisions() -> &'static [Division] {
    &DIVISIONS
}

/// The division under a six-digit code: the row of that year, else of the nearest one; without a year, the latest.
pub fn division(code: &str, year: Option<u16>) -> Option<&'static Division> {
    let from = DIVISIONS.partition_point(|d| d.code < code);
    let to = DIVISIONS.partition_point(|d| d.code <= code);
    DIVISIONS[from..to].iter().rev().min_by_key(|d| d.years.distance(year))
}
