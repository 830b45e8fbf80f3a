//! Reads and checks the data of the official tables.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use thiserror::Error;

/// Why data about official tables was refused.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum TitlesError {
    /// It is no TOML, or a key is unknown, missing or of the wrong type.
    #[error("{0}")]
    Toml(String),
    /// An id stands twice.
    #[error("table {0} is listed twice")]
    DuplicateId(String),
    /// A name stands twice.
    #[error("the name {0} is used twice")]
    DuplicateName(String),
    /// An id is no `B01`, `F13a`.
    #[error("{0:?} is not the id of a table")]
    BadId(String),
    /// A name is not in snake case.
    #[error("table {id}: {name:?} is not a name in snake case")]
    BadName {
        /// The table.
        id: String,
        /// Its name.
        name: String,
    },
    /// A pattern asks for nothing, or for a word that is empty, so that it would match everything.
    #[error("table {0}: a pattern is empty")]
    EmptyPattern(String),
    /// A table has neither patterns nor headers.
    #[error("table {0} can never be found")]
    NoPattern(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    #[serde(default)]
    pub fold: FoldWords,
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
}

/// How titles are folded before they are looked at.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FoldWords {
    pub drop: Vec<String>,
    pub replace: Vec<(String, String)>,
    pub lead: Vec<String>,
    pub generic: Vec<String>,
    pub generic_ends: Vec<String>,
    pub final_words: Vec<String>,
    pub budget_words: Vec<String>,
    pub neutral_words: Vec<String>,
    pub final_headers: Vec<String>,
}

impl FoldWords {
    pub(super) fn extend(&mut self, more: Self) {
        self.drop.extend(more.drop);
        self.replace.extend(more.replace);
        self.lead.extend(more.lead);
        self.generic.extend(more.generic);
        self.generic_ends.extend(more.generic_ends);
        self.final_words.extend(more.final_words);
        self.budget_words.extend(more.budget_words);
        self.neutral_words.extend(more.neutral_words);
        self.final_headers.extend(more.final_headers);
    }
}

/// In which documents a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stands {
    Budget,
    FinalAccounts,
    Both,
}

impl Stands {
    pub(super) fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Both => true,
            Self::Budget => kind == Kind::Budget,
            Self::FinalAccounts => kind == Kind::FinalAccounts,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub id: String,
    pub name: String,
    pub title: String,
    pub kind: Stands,
    pub priority: u16,
    /// The id that this table is a variant of: three-public with operating costs (B20) answers for three-public (B07).
    #[serde(default)]
    pub stands_for: Option<String>,
    /// The number that the ministry's form gives it, where all places keep to it (公开01表).
    #[serde(default)]
    pub number: Option<u32>,
    /// A word of its titles, where every disclosure of its kind must hold it.
    #[serde(default)]
    pub required: Option<String>,
    #[serde(default)]
    pub patterns: Vec<Pattern>,
    #[serde(default)]
    pub headers: Vec<HeaderPattern>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Pattern {
    pub all: Vec<String>,
    pub any: Vec<String>,
    pub none: Vec<String>,
    pub ends: Vec<String>,
    pub is: Vec<String>,
    pub header_all: Vec<String>,
    pub header_any: Vec<String>,
    pub header_none: Vec<String>,
    pub weak: bool,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeaderPattern {
    pub all: Vec<String>,
    pub any: Vec<String>,
    pub none: Vec<String>,
    pub labels_all: Vec<String>,
    pub labels_any: Vec<String>,
    pub labels_none: Vec<String>,
    pub codes: Option<Codes>,
}

/// Reads a TOML text and checks what the types cannot say.
pub(super) fn read(text: &str) -> Result<Raw, TitlesError> {
    sound(toml::from_str(text).map_err(|error| TitlesError::Toml(error.to_string()))?)
}

/// Lets through what is sound in itself.
pub(super) fn sound(raw: Raw) -> Result<Raw, TitlesError> {
    check(&raw.tables)?;
    Ok(raw)
}

/// Checks tables that will be used together.
pub(super) fn check(tables: &[Table]) -> Result<(), TitlesError> {
    let (mut ids, mut names) = (FxHashSet::default(), FxHashSet::default());
    for table in tables {
        check_table(table)?;
        if !ids.insert(table.id.as_str()) {
            return Err(TitlesError::DuplicateId(table.id.clone()));
        }
        if !names.insert(table.name.as_str()) {
            return Err(TitlesError::DuplicateName(table.name.clone()));
        }
    }
    Ok(())
}

fn check_table(table: &Table) -> Result<(), TitlesError> {
    let id = || table.id.clone();
    if !is_id(&table.id) {
        return Err(TitlesError::BadId(id()));
    }
    let starts = table.name.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || !table.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(TitlesError::BadName { id: id(), name: table.name.clone() });
    }
    if table.patterns.is_empty() && table.headers.is_empty() {
        return Err(TitlesError::NoPattern(id()));
    }
    let titles = table.patterns.iter().all(|p| {
        let asks = [&p.all, &p.any, &p.ends, &p.is];
        asks.iter().any(|words| !words.is_empty())
            && no_empty(asks.into_iter().chain([&p.none, &p.header_all, &p.header_any, &p.header_none]))
    });
    let headers = table.headers.iter().all(|p| {
        let asks = [&p.all, &p.any, &p.labels_all, &p.labels_any];
        asks.iter().any(|words| !words.is_empty()) && no_empty(asks.into_iter().chain([&p.none, &p.labels_none]))
    });
    if titles && headers { Ok(()) } else { Err(TitlesError::EmptyPattern(id())) }
}

fn no_empty<'a>(mut lists: impl Iterator<Item = &'a Vec<String>>) -> bool {
    lists.all(|words| words.iter().all(|word| !word.trim_start_matches('=').trim().is_empty()))
}

/// `id := ("B" | "F") digit digit letter?`
fn is_id(id: &str) -> bool {
    match id.as_bytes() {
        [b'B' | b'F', tens, ones, rest @ ..] => {
            tens.is_ascii_digit()
                && ones.is_ascii_digit()
                && (rest.is_empty() || matches!(rest, [letter] if letter.is_ascii_lowercase()))
        }
        _ => false,
    }
}

/// The two kinds of disclosure that have official tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 部门预算.
    Budget,
    /// 部门决算.
    FinalAccounts,
}

/// The classification that the codes of a table's rows belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Codes {
    /// 支出功能分类.
    Functional,
    /// 支出经济分类.
    Economic,
}
