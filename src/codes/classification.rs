//! The official classifications (政府收支分类科目): codes, their names, and the years in which they carried them.
//!
//! In: a printed code or name. Out: the entry of the official list, or how a printed name differs from it. The lists were
//! assembled from knowledge and tested on 338 real disclosures, so every entry says how it is known ([`Basis`]). What a
//! list does not hold may still be right: a province may add digits of its own (目级).

use super::fold::{fold_name, without_ordinal};
use super::rows::{ListError, Years, bad_row, check_code, parts, read_rows};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

const HEADER: &str = "code,level,name,variants,valid_from,valid_to,basis";

/// One of the official lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// 支出功能分类 (201-234): what money is spent for.
    Functional,
    /// 部门预算支出经济分类 (301-399): what a department buys with it.
    EconomicDepartment,
    /// 政府预算支出经济分类 (501-599): the same seen by the government's budget, since 2018.
    EconomicGovernment,
    /// 收入分类 (101-110): where money comes from.
    Revenue,
}

/// How deep a code stands in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 类, three digits.
    Class,
    /// 款, five digits.
    Section,
    /// 项, seven digits.
    Item,
}

/// How a row of a list is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Printed with this name in real disclosures.
    Observed,
    /// Stated by a published norm or notice.
    Evidenced,
    /// Printed as one of the 30 类 of a real 收支总表, without its code.
    ClassList,
    /// General knowledge of the Ministry's yearly books.
    Recalled,
    /// The same, but the wording or the years may be off.
    RecalledUncertain,
}

/// One row of a list: a code, its name, and the years in which it carried that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 3, 5 or 7 digits.
    pub code: &'static str,
    /// 类, 款 or 项.
    pub level: Level,
    /// The official name.
    pub name: &'static str,
    /// Other wordings seen in print for the same code.
    pub variants: Vec<&'static str>,
    /// When the code carried this name.
    pub years: Years,
    /// How this is known.
    pub basis: Basis,
}

impl Entry {
    /// The code one level up; `None` for a 类.
    pub fn parent(&self) -> Option<&'static str> {
        (self.code.len() > 3).then(|| &self.code[..self.code.len() - 2])
    }
}

/// How a printed name compares with the official one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMatch {
    /// The official name of that year (of any year, when none is given).
    Equal,
    /// The name of another year, or a wording often printed for it.
    KnownVariant,
    /// Another name.
    Differs {
        /// What the list says for that year, or for the nearest year in which the code existed.
        official: &'static str,
    },
    /// The list never had this code.
    UnknownCode,
}

struct Table {
    /// Sorted by code, then by first year.
    entries: Vec<Entry>,
    /// Folded names and variants to positions in `entries`.
    names: HashMap<String, Vec<u16>>,
}

macro_rules! embedded {
    ($file:literal) => {
        LazyLock::new(|| Table::read(include_str!(concat!("data/", $file))).expect(concat!($file, " is tested to load")))
    };
}

static FUNCTIONAL: LazyLock<Table> = embedded!("functional.csv");
static ECONOMIC_DEPARTMENT: LazyLock<Table> = embedded!("economic_department.csv");
static ECONOMIC_GOVERNMENT: LazyLock<Table> = embedded!("economic_government.csv");
static REVENUE: LazyLock<Table> = embedded!("revenue.csv");

impl List {
    fn table(self) -> &'static Table {
        match self {
            Self::Functional => &FUNCTIONAL,
            Self::EconomicDepartment => &ECONOMIC_DEPARTMENT,
            Self::EconomicGovernment => &ECONOMIC_GOVERNMENT,
            Self::Revenue => &REVENUE,
        }
    }

    /// The list that a code's first digit belongs to: 1 revenue, 2 functional, 3 department, 5 government economic.
    pub fn of_code(code: &str) -> Option<Self> {
        match code.as_bytes().first()? {
            b'1' => Some(Self::Revenue),
            b'2' => Some(Self::Functional),
            b'3' => Some(Self::EconomicDepartment),
            b'5' => Some(Self::EconomicGovernment),
            _ => None,
        }
    }
}

impl Table {
    fn read(text: &'static str) -> Result<Self, ListError> {
        let mut entries = read_rows(text, HEADER, read_entry)?;
        entries.sort_by_key(|entry| (entry.code, entry.years.first.unwrap_or(0)));
        refuse_duplicates(&entries)?;
        let mut names: HashMap<String, Vec<u16>> = HashMap::with_capacity(entries.len());
        for (at, entry) in (0u16..).zip(&entries) {
            for name in std::iter::once(&entry.name).chain(&entry.variants) {
                let found = names.entry(fold_name(name)).or_default();
                if found.last() != Some(&at) {
                    found.push(at);
                }
            }
        }
        Ok(Self { entries, names })
    }

    /// All rows of one code, oldest first.
    fn of(&self, code: &str) -> &[Entry] {
        let from = self.entries.partition_point(|entry| entry.code < code);
        let to = self.entries.partition_point(|entry| entry.code <= code);
        &self.entries[from..to]
    }
}

fn read_entry(line: usize, [code, level, name, variants, first, last, basis]: [&'static str; 7]) -> Result<Entry, ListError> {
    check_code(line, code, &[3, 5, 7])?;
    let (level, length) = match level {
        "class" => (Level::Class, 3),
        "section" => (Level::Section, 5),
        "item" => (Level::Item, 7),
        other => return Err(bad_row(line, format!("{other:?} is not a level"))),
    };
    if code.len() != length || name.is_empty() {
        return Err(bad_row(line, format!("{code} does not have the length of its level, or no name")));
    }
    let basis = read_basis(line, basis)?;
    Ok(Entry { code, level, name, variants: parts(variants), years: Years::read(line, first, last)?, basis })
}

fn read_basis(line: usize, field: &str) -> Result<Basis, ListError> {
    match field {
        "observed" => Ok(Basis::Observed),
        "evidenced" => Ok(Basis::Evidenced),
        "class_list" => Ok(Basis::ClassList),
        "recalled" => Ok(Basis::Recalled),
        "recalled_uncertain" => Ok(Basis::RecalledUncertain),
        other => Err(bad_row(line, format!("{other:?} is not a basis"))),
    }
}

fn refuse_duplicates(sorted: &[Entry]) -> Result<(), ListError> {
    match sorted.windows(2).find(|pair| pair[0].code == pair[1].code && pair[0].years.overlap(&pair[1].years)) {
        Some(pair) => Err(ListError::Duplicate { key: pair[0].code.to_owned() }),
        None => Ok(()),
    }
}

/// All rows of a code, oldest first.
pub(super) fn rows_of(list: List, code: &str) -> &'static [Entry] {
    list.table().of(code)
}

/// Looks a code up for a fiscal year; without a year, its latest row.
///
/// `None`: the list never had the code, or not in that year (years marked approximate reach one year further).
pub fn lookup(list: List, code: &str, year: Option<u16>) -> Option<&'static Entry> {
    let found = nearest(list, code, year)?;
    (year.is_none() || found.years.may_hold(year)).then_some(found)
}

/// Looks a code up for a fiscal year, or else for the nearest year in which it existed.
pub fn nearest(list: List, code: &str, year: Option<u16>) -> Option<&'static Entry> {
    list.table().of(code).iter().rev().min_by_key(|entry| entry.years.distance(year))
}

/// Compares a printed name with the official one; see [`fold_name`] for what is not counted as a difference. An ordinal in front
/// (`八、社会保障和就业支出`) numbers the row and is no part of the name.
pub fn names_match(list: List, code: &str, printed: &str, year: Option<u16>) -> NameMatch {
    let Some(current) = nearest(list, code, year) else { return NameMatch::UnknownCode };
    let rows = list.table().of(code);
    let printed = fold_name(without_ordinal(printed).0);
    let official = |entry: &Entry| fold_name(entry.name) == printed;
    if rows.iter().any(|entry| (year.is_none() || entry.years.may_hold(year)) && official(entry)) {
        return NameMatch::Equal;
    }
    if rows.iter().any(|entry| official(entry) || is_variant(entry, &printed)) {
        return NameMatch::KnownVariant;
    }
    NameMatch::Differs { official: current.name }
}

/// A wording listed for the entry, or a 类 printed without its closing 支出, as narratives and old tables do.
fn is_variant(entry: &Entry, folded: &str) -> bool {
    let short = entry.level == Level::Class && entry.name.strip_suffix("支出").is_some_and(|stem| fold_name(stem) == folded);
    short || entry.variants.iter().any(|variant| fold_name(variant) == folded)
}

/// All entries that carry a printed name, in order of code: names are ambiguous (住房公积金 is 30113 and 50103 and 2210201). An
/// ordinal in front (`4、公共安全支出`) numbers the row and is no part of the name.
///
/// `year` keeps those that may be in force that year; `within` keeps codes that begin with it (`"302"`, `"20103"`).
pub fn by_name(list: List, name: &str, year: Option<u16>, within: Option<&str>) -> Vec<&'static Entry> {
    let table = list.table();
    let positions = table.names.get(&fold_name(without_ordinal(name).0)).map_or(&[][..], Vec::as_slice);
    let entries = positions.iter().map(|&at| &table.entries[usize::from(at)]);
    entries
        .filter(|entry| year.is_none() || entry.years.may_hold(year))
        .filter(|entry| within.is_none_or(|prefix| entry.code.starts_with(prefix)))
        .collect()
}

/// The 类 that a row of the 收支总表 names, such as `一、一般公共服务支出`; old names count.
///
/// Without 支出 (`五、教育`, tables before 2019) a name counts only after an ordinal: `教育` alone may be anything.
pub fn class_of_name(printed: &str) -> Option<&'static Entry> {
    let (name, numbered) = without_ordinal(printed);
    let class = |name: &str| by_name(List::Functional, name, None, None).into_iter().rfind(|entry| entry.level == Level::Class);
    class(name).or_else(|| if numbered { class(&format!("{}支出", fold_name(name))) } else { None })
}

/// Whether a printed name is one of the 30 functional 类; see [`class_of_name`].
pub fn is_class_name(printed: &str) -> bool {
    class_of_name(printed).is_some()
}

/// All rows of a list, in order of code.
pub fn entries(list: List) -> &'static [Entry] {
    &list.table().entries
}

#[cfg(test)]
mod tests;
