//! The rows of the ready views as they are written.

use crate::content::disclosure::{Kind, Scope};
use crate::exact::Exact;
use schemars::JsonSchema;
use serde::Serialize;

/// Where a row of a view comes from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct From {
    /// The fiscal year of the amount.
    pub fiscal_year: Option<u16>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Canonical id of the table.
    pub table_id: String,
    /// Id of the document.
    pub document: String,
    /// Index of the table in the document.
    pub table_index: usize,
    /// Index of the row in the table.
    pub row: usize,
    /// Page, 1-based.
    pub page: u32,
}

/// Spending on one function, by unit where the table names units.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SpendingByFunction")]
pub struct FunctionRow {
    /// Where it stands; the first of several rows.
    #[serde(flatten)]
    pub from: From,
    /// Which money the rows of the year cover: `all_funds`, `fiscal_appropriation`, `general_public_budget`.
    pub covers: &'static str,
    /// Functional code; null where none is printed and the name fits none.
    pub function_code: Option<String>,
    /// Name as printed.
    pub function_name: Option<String>,
    /// The class (类), first three digits.
    pub class_code: Option<String>,
    /// The unit of the row, where the table names units.
    pub body: Option<String>,
    /// The amount; the rows of a year add up to the total of the table.
    pub amount_yuan: Exact,
    /// Of it basic expenditure, where a column says so.
    pub basic_yuan: Option<Exact>,
    /// Of it project expenditure, where a column says so.
    pub project_yuan: Option<Exact>,
    /// It is no row of the table: what the printed total has beyond the rows, which are withheld or could not be read.
    pub remainder: bool,
    /// How many rows of the table it adds up: more than one where the table prints the code again, by economic class or by unit.
    pub rows: usize,
}

/// Spending on one economic class, by unit where the table names units.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SpendingByEconomicClass")]
pub struct EconomicRow {
    /// Where it stands; the first of several rows.
    #[serde(flatten)]
    pub from: From,
    /// Which classification: `department` (3xx) or `government` (5xx). Never add up over both.
    pub classification: &'static str,
    /// Which money the rows of the year cover: `all_funds`, `fiscal_appropriation`, `general_public_budget`, and with `_basic` or
    /// `_project` behind it basic expenditure or projects alone.
    pub covers: &'static str,
    /// Economic code; null where none is printed and the name fits none.
    pub economic_code: Option<String>,
    /// Name as printed.
    pub economic_name: Option<String>,
    /// The class (类), first three digits.
    pub class_code: Option<String>,
    /// The unit of the row, where the table names units.
    pub body: Option<String>,
    /// The amount.
    pub amount_yuan: Exact,
    /// It is no row of the table: what the printed total has beyond the rows, which are withheld or could not be read.
    pub remainder: bool,
    /// How many rows of the table it adds up: more than one where the table prints the code again, by economic class or by unit.
    pub rows: usize,
}

/// A part of basic expenditure.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BasicByKind")]
pub struct BasicRow {
    /// Where it stands; the first of several rows.
    #[serde(flatten)]
    pub from: From,
    /// Which money it covers.
    pub covers: &'static str,
    /// `personnel` or `public`.
    pub basic_kind: &'static str,
    /// The amount.
    pub amount_yuan: Exact,
    /// `printed`: a column says so. `economic_class`: added up from classes, 301 and 303 for personnel, the others for public funds.
    pub method: &'static str,
}

/// 三公经费 of a year.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ThreePublic")]
pub struct ThreePublicRow {
    /// Where it stands.
    #[serde(flatten)]
    pub from: From,
    /// `approved` (预算数) or `executed` (决算数).
    pub phase: &'static str,
    /// All together.
    pub total_yuan: Option<Exact>,
    /// 因公出国（境）费.
    pub overseas_travel_yuan: Option<Exact>,
    /// 公务用车购置及运行费.
    pub vehicles_yuan: Option<Exact>,
    /// 公务用车购置费.
    pub vehicle_purchase_yuan: Option<Exact>,
    /// 公务用车运行费.
    pub vehicle_running_yuan: Option<Exact>,
    /// 公务接待费.
    pub reception_yuan: Option<Exact>,
    /// 会议费, which is no part of the total.
    pub meeting_yuan: Option<Exact>,
    /// 培训费, which is no part of the total.
    pub training_yuan: Option<Exact>,
}

/// Income from one source.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "IncomeBySource")]
pub struct IncomeRow {
    /// Where it stands.
    #[serde(flatten)]
    pub from: From,
    /// Index of the column in the table.
    pub column: usize,
    /// Whose money it is, in the names of `fund_source` of records; null where headings do not say.
    pub fund_source: Option<String>,
    /// It was carried over from last year.
    pub carryover: bool,
    /// The headings above it, or the label of its row, as printed.
    pub label: String,
    /// The amount; the rows of a year add up to the total of the table.
    pub amount_yuan: Exact,
}

/// A project of a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Project {
    /// The fiscal year.
    pub fiscal_year: Option<u16>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Name as printed.
    pub project_name: String,
    /// The amount of the year; null where none is printed, where table and form differ, and where it is `not_in_total`.
    pub amount_yuan: Option<Exact>,
    /// The amount that the table of projects gives.
    pub table_yuan: Option<Exact>,
    /// The amount that the performance forms give.
    pub form_yuan: Option<Exact>,
    /// Table and form give different amounts.
    pub differs: bool,
    /// Forms alone print it, with more than the total of the table of projects leaves: it is a sum or a part of what the table lists.
    pub not_in_total: bool,
    /// Id of the document of the table, else of the form.
    pub document: String,
    /// Canonical id of the table of projects.
    pub table_id: Option<String>,
    /// Page of the table, else of the form.
    pub page: u32,
    /// How many forms are about it.
    pub forms: usize,
    /// Goals of the forms.
    pub goals: Vec<Goal>,
    /// Indicators of the forms.
    pub indicators: Vec<Indicator>,
}

/// A goal of a project.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProjectGoal")]
pub struct Goal {
    /// What time it is for.
    pub horizon: String,
    /// As printed.
    pub text: String,
}

/// An indicator of a project.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProjectIndicator")]
pub struct Indicator {
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub level3: Option<String>,
    /// Sign before the target.
    pub comparator: Option<String>,
    /// The target as printed.
    pub printed: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
}
