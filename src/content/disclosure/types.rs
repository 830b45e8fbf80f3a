//! What a document is, as it says itself.

use crate::codes::divisions::{Confidence, Method};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 预算公开
    Budget,
    /// 决算公开
    FinalAccounts,
    /// Only performance forms (绩效目标, 绩效自评).
    Performance,
    /// No disclosure of a budget or final accounts, or nothing that could be read.
    Other,
}

/// Whose budget it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 部门预算: a department, with the units below it.
    Department,
    /// 单位预算: one unit.
    Unit,
}

/// A public body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Body {
    /// The name as printed, without blanks and labels.
    pub name: Option<String>,
    /// The code printed with the name (`341-柳岸县财政局`).
    pub code: Option<String>,
}

/// A division that the body may belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Candidate {
    /// Six digits of GB/T 2260.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// Where the body belongs; see [`crate::codes::divisions::Resolution`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Division {
    /// Six digits; `None` if not resolved.
    pub code: Option<&'static str>,
    /// Name of the province.
    pub province: Option<&'static str>,
    /// Name of the prefecture.
    pub prefecture: Option<&'static str>,
    /// Name of the county.
    pub county: Option<&'static str>,
    /// What decided.
    pub method: Method,
    /// How far to trust it.
    pub confidence: Confidence,
    /// The possible divisions where it is not resolved.
    pub candidates: Vec<Candidate>,
}

/// One printed text that a fact rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// The fact: `kind`, `scope`, `fiscal_year` or `department`.
    pub what: &'static str,
    /// What kind of place said it: `cover title`, `caption` …
    pub source: &'static str,
    /// The text as printed.
    pub text: String,
    /// The page it stands on, where that is known.
    pub page: Option<u32>,
}

/// What a document is, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Disclosure {
    /// The title on the cover, its lines joined.
    pub title: Option<String>,
    /// What kind of document it is.
    pub kind: Kind,
    /// Whose budget it is; `None` where nothing says so.
    pub scope: Option<Scope>,
    /// The year that the budget is for or the accounts are of.
    pub fiscal_year: Option<u16>,
    /// The body.
    pub department: Body,
    /// Where the body belongs.
    pub division: Division,
    /// What the facts rest on.
    pub evidence: Vec<Evidence>,
}

/// What somebody who fetched a document knows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// Whose it is, as told with the input.
    #[serde(default, rename = "told_department", skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Where that body is, as told with the input: a name or a code of six digits.
    #[serde(default, rename = "told_place", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The fiscal year, as told with the input.
    #[serde(default, rename = "told_year", skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Who told it: a `list` helps where the document says nothing, an `option` of the command rules over what it says.
    #[serde(default, rename = "told_by", skip_serializing_if = "Option::is_none")]
    pub by: Option<ToldBy>,
}

/// Who told something of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ToldBy {
    /// A scraper's list.
    List,
    /// `--department`, `--place` or `--year`.
    Option,
}

impl Told {
    /// The same with what an option says before it.
    pub fn under(self, option: &Self) -> Self {
        let Self { department, place, year, .. } = option;
        if department.is_none() && place.is_none() && year.is_none() {
            return self;
        }
        Self {
            department: department.clone().or(self.department),
            place: place.clone().or(self.place),
            year: year.or(self.year),
            by: Some(ToldBy::Option),
        }
    }
}
