//! What the header of a column means.
//!
//! In: the path of labels over a column, top to bottom, as printed. Out: a meaning with a name that does not change
//! (`general_public_budget`, `vehicles_total`) and the role of the column, so that the columns of an empty table are known as
//! well. The words are data (`data/headers.toml`). Not done here: which table it is, reading the cells.

#[cfg(test)]
mod tests;

use super::fold::without_ordinal;
use super::titles::{plain, without_brackets};
use crate::codes::embedded::embedded_list;
use crate::grammar::{column_number, is_total_label, years_in};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use thiserror::Error;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Codes of a classification, a unit, a project.
    Code,
    /// What a row is about.
    Name,
    /// Figures.
    Amount,
    /// Any other text.
    Text,
    /// Numbers of rows or columns.
    Ordinal,
}

/// The classification of a column of codes or names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// 支出功能分类.
    Function,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    GovEconomic,
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning<'h> {
    /// A name such as `code.class`, `basic`, `government_fund`, `vehicles_total`.
    pub name: &'h str,
    /// What its cells are.
    pub role: Role,
    /// Whether figures in it are money (a percentage or a quantity is not).
    pub money: bool,
    /// For codes and names: the classification, if the path says.
    pub axis: Option<Axis>,
    /// The year that the path names, the lowest label first.
    pub year: Option<u16>,
    /// What the labels above mean, top to bottom; those without a meaning are left out.
    pub context: Vec<&'h str>,
}

/// Why data about headers was refused.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeadersError {
    /// It is no TOML, or a key is unknown, missing or of the wrong type.
    #[error("{0}")]
    Toml(String),
    /// A word stands in two entries, and nothing decides between them.
    #[error("{0:?} is listed twice")]
    DuplicateWord(String),
    /// One name with two roles.
    #[error("{0} has two roles")]
    TwoRoles(String),
    /// An entry without words, or with an empty one.
    #[error("an entry of {0} is empty")]
    Empty(String),
    /// A word that folding would change, so that it could never be met.
    #[error("{0:?} is not folded")]
    NotFolded(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    header_words: Vec<String>,
    #[serde(default)]
    frames: Vec<String>,
    #[serde(default)]
    axis: Vec<AxisWords>,
    #[serde(default, rename = "label")]
    labels: Vec<Label>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AxisWords {
    axis: Axis,
    any: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    name: String,
    role: Role,
    #[serde(default = "yes")]
    money: bool,
    #[serde(default)]
    header_word: bool,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    under: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

fn yes() -> bool {
    true
}

/// The meanings of labels.
#[derive(Debug)]
pub struct Headers {
    labels: Vec<Label>,
    axis: Vec<AxisWords>,
    /// Entries with an exact word, in their order.
    exact: FxHashMap<String, Vec<usize>>,
    words: FxHashSet<String>,
    frames: FxHashSet<String>,
}

static HEADERS: LazyLock<Headers> =
    LazyLock::new(|| Headers::of(embedded_list!("headers")).expect("headers.toml is tested to load"));

/// What a column means by the embedded data.
///
/// ```
/// let path = ["“三公”经费", "公务用车购置及运行费", "小计"].map(String::from);
/// assert_eq!(gongkai::codes::headers::meaning(&path).map(|m| m.name), Some("vehicles_total"));
/// ```
pub fn meaning(path: &[String]) -> Option<Meaning<'static>> {
    let headers: &'static Headers = &HEADERS;
    headers.meaning(path)
}

/// What the cells of a column are; known more often than its meaning, since a label above may tell.
pub fn role(path: &[String]) -> Option<Role> {
    let headers: &'static Headers = &HEADERS;
    headers.role(path)
}

/// Whether a cell's text is surely a header's label (项目, 科目编码, 类); 合计 also stands before rows, so it is not.
pub fn is_header_word(text: &str) -> bool {
    let (folded, _) = fold_label(text);
    HEADERS.words.contains(&folded)
}

/// Whether a heading says only which part of a table stands below it, and nothing of its figures: 收入, 支出用途, 其中, 2026年.
pub fn is_frame(label: &str) -> bool {
    let (folded, year) = fold_label(label);
    folded.is_empty() || folded == "年" && year.is_some() || HEADERS.words.contains(&folded) || HEADERS.frames.contains(&folded)
}

impl Headers {
    /// Reads data in the form of `data/headers.toml`.
    pub fn parse(text: &str) -> Result<Self, HeadersError> {
        Self::of(toml::from_str(text).map_err(|error| HeadersError::Toml(error.to_string()))?)
    }

    fn of(raw: Raw) -> Result<Self, HeadersError> {
        let mut exact: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut words: FxHashSet<String> = raw.header_words.into_iter().collect();
        let mut roles: FxHashMap<&str, Role> = FxHashMap::default();
        for (index, label) in raw.labels.iter().enumerate() {
            check(label)?;
            if *roles.entry(&label.name).or_insert(label.role) != label.role {
                return Err(HeadersError::TwoRoles(label.name.clone()));
            }
            for word in &label.exact {
                let entries = exact.entry(word.clone()).or_default();
                // The second of two entries could never be reached, unless the first asks for more.
                if entries.last().is_some_and(|&before| raw.labels[before].under.is_empty()) {
                    return Err(HeadersError::DuplicateWord(word.clone()));
                }
                entries.push(index);
            }
            if label.header_word {
                words.extend(label.exact.iter().cloned());
            }
        }
        Ok(Self { labels: raw.labels, axis: raw.axis, exact, words, frames: raw.frames.into_iter().collect() })
    }

    /// What a column means: its lowest label decides, those above give the context.
    pub fn meaning(&self, path: &[String]) -> Option<Meaning<'_>> {
        let folded: Vec<(String, Option<u16>)> = path.iter().map(|label| self.fold(label)).collect();
        // A remark under a label belongs to it; where there is only a remark, its words are the label.
        let all_remarks = folded.iter().all(|(text, _)| text.is_empty());
        let only_remarks = || path.iter().map(|label| (without_brackets(&plain(label)), None)).collect();
        let folded: Vec<(String, Option<u16>)> = if all_remarks { only_remarks() } else { folded };
        let (texts, years): (Vec<String>, Vec<Option<u16>>) = folded.into_iter().filter(|(text, _)| !text.is_empty()).unzip();
        let numbers = texts.iter().rev().take_while(|text| is_column_number(text)).count();
        let last = texts.len().checked_sub(numbers)?.checked_sub(1);
        // A column that has nothing but its number.
        let last = match last {
            Some(last) => last,
            None => texts.len().checked_sub(1)?,
        };
        let last = if self.is_row_of_totals(&texts[..=last]) { last - 1 } else { last };
        let label = self.label(&texts[..=last])?;
        let code_or_name = matches!(label.role, Role::Code | Role::Name);
        Some(Meaning {
            name: &label.name,
            role: label.role,
            money: label.money && label.role == Role::Amount,
            axis: code_or_name.then(|| self.axis(&texts[..=last])).flatten(),
            year: years[..=last].iter().rev().find_map(|year| *year),
            context: (1..=last).filter_map(|end| self.label(&texts[..end])).map(|above| above.name.as_str()).collect(),
        })
    }

    /// A label folded; one that is listed with its remark keeps it: 单位名称（科目） is no 单位名称.
    fn fold(&self, label: &str) -> (String, Option<u16>) {
        let whole = plain(label);
        if whole.contains('(') && self.exact.contains_key(&whole) { (whole, None) } else { fold_plain(whole) }
    }

    /// Whether the last of some folded labels is the first row of the table, which stands among the heads of columns of amounts
    /// (上海普陀): below 科目编码 and 科目名称 there is no 合计 of anything.
    fn is_row_of_totals(&self, texts: &[String]) -> bool {
        let [above @ .., total] = texts else { return false };
        let of_subjects = |label: &Label| label.role == Role::Code || label.role == Role::Name;
        let named = above.last().is_some_and(|text| text.ends_with("名称") || text.ends_with("编码"));
        named && is_total_label(total) && self.label(above).is_some_and(of_subjects)
    }

    /// What the cells of a column are, by its meaning or else by the labels above it.
    pub fn role(&self, path: &[String]) -> Option<Role> {
        let mut ends = (1..=path.len()).rev();
        ends.find_map(|end| self.meaning(&path[..end])).map(|meaning| meaning.role)
    }

    /// The entry of the last of some folded labels.
    fn label(&self, texts: &[String]) -> Option<&Label> {
        let (text, above) = texts.split_last()?;
        let text = if is_column_number(text) { "栏次" } else { text };
        let under =
            |label: &&Label| label.under.is_empty() || label.under.iter().any(|w| above.iter().any(|t| t.contains(w.as_str())));
        let exact = self.exact.get(text).into_iter().flatten().map(|&index| &self.labels[index]).find(under);
        exact.or_else(|| self.labels.iter().filter(under).find(|label| label.matches(text)))
    }

    fn axis(&self, texts: &[String]) -> Option<Axis> {
        let has = |words: &AxisWords, text: &String| words.any.iter().any(|word| text.contains(word.as_str()));
        // What stands nearest says most.
        texts.iter().rev().find_map(|text| self.axis.iter().find(|words| has(words, text))).map(|words| words.axis)
    }
}

impl Label {
    fn matches(&self, text: &str) -> bool {
        let found = self.contains.iter().any(|word| text.contains(word.as_str()))
            || self.ends.iter().any(|word| text.ends_with(word.as_str()));
        found && !self.none.iter().any(|word| text.contains(word.as_str()))
    }
}

fn check(label: &Label) -> Result<(), HeadersError> {
    let asks = [&label.exact, &label.contains, &label.ends];
    let mut all = asks.into_iter().chain([&label.under, &label.none]).flatten();
    if label.name.is_empty() || asks.iter().all(|words| words.is_empty()) || all.clone().any(|word| word.trim().is_empty()) {
        return Err(HeadersError::Empty(label.name.clone()));
    }
    match all.find(|word| plain(word) != **word) {
        Some(word) => Err(HeadersError::NotFolded(word.clone())),
        None => Ok(()),
    }
}

/// Folds a label and takes the year from its front: `2026年预算数（万元）` is 预算数 of 2026; a year alone leaves 年.
fn fold_label(label: &str) -> (String, Option<u16>) {
    fold_plain(plain(label))
}

/// The same of a label in plain characters.
fn fold_plain(label: String) -> (String, Option<u16>) {
    let text = without_remarks(&with_percent(label));
    let mut years = years_in(&text).into_iter().map(|(_, year)| year);
    let year = years.next().or_else(|| text.get(..4)?.parse().ok().filter(|year| (1990..2100).contains(year)));
    let mut rest = without_ordinal(&text).0;
    rest = rest.strip_prefix("其中").map_or(rest, |after| after.trim_start_matches([':', '、', ',']));
    let after_figures = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() - after_figures.len() == 4 && !after_figures.is_empty() {
        let after = after_figures.trim_start_matches(['年', '度']);
        rest = if after.is_empty() { "年" } else { after };
    }
    (rest.trim_end_matches([':', '、', '。']).to_owned(), year)
}

/// Keeps the sign of the one remark that says what the figures are: `(%)`, `(±%)`, `(单位:%)`.
fn with_percent(mut text: String) -> String {
    while let Some(end) = text.find("%)") {
        let Some(open) = text[..end].rfind('(') else { break };
        let named = text[open..end].contains(|c: char| c.is_ascii_digit());
        text.replace_range(open..end + "%)".len(), if named { "" } else { "%" });
    }
    text
}

/// Drops remarks in brackets; of a label that is nothing but a remark nothing is left.
fn without_remarks(text: &str) -> String {
    let (mut kept, mut depth) = (String::with_capacity(text.len()), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    // A bracket that never closes (its end was wrapped away) drops nothing but itself.
    if depth > 0 { without_brackets(text) } else { kept }
}

/// Whether a label only numbers its column: `1`, `3=1+2`, `**`, 栏次.
fn is_column_number(text: &str) -> bool {
    let figures = text.chars().all(|c| c.is_ascii_digit() || "=+-*/".contains(c));
    text == "栏次" || figures && !text.is_empty() || column_number(text).is_some()
}
