//! A department as it was put together: of its JSON what its page shows.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A department.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Department {
    pub id: String,
    pub name: Option<String>,
    pub division_code: Option<String>,
    pub province: Option<String>,
    pub prefecture: Option<String>,
    pub county: Option<String>,
    pub documents: Vec<DepartmentDocument>,
    pub figures: Vec<CoreFigure>,
    pub spending_by_function: Vec<Function>,
    pub spending_by_economic_class: Vec<Economic>,
    pub three_public: Vec<ThreePublic>,
    pub projects: Vec<Project>,
    pub series: Vec<Series>,
}

/// A document of a department.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct DepartmentDocument {
    pub document: String,
    pub name: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub scope: Option<String>,
    pub fiscal_year: Option<u16>,
    pub outcome: String,
    pub in_force: bool,
}

/// A core figure of a year.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct CoreFigure {
    pub fiscal_year: Option<u16>,
    pub kind: Option<String>,
    pub scope: Option<String>,
    pub figure: String,
    pub title: String,
    pub amount_yuan: Option<Box<RawValue>>,
    pub number: Option<Box<RawValue>>,
    pub differs: bool,
    pub sources: Vec<Source>,
}

/// Where a core figure is printed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Source {
    pub document: String,
    pub origin: String,
    pub table_id: Option<String>,
    pub table_index: Option<usize>,
    pub row: Option<usize>,
    pub column: Option<usize>,
    pub page: Option<u32>,
    pub printed: String,
}

/// Spending on a function.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Function {
    pub fiscal_year: Option<u16>,
    pub kind: Option<String>,
    pub document: String,
    pub table_id: Option<String>,
    pub table_index: Option<usize>,
    pub page: Option<u32>,
    pub body: Option<String>,
    pub covers: Option<String>,
    pub function_code: Option<String>,
    pub function_name: Option<String>,
    pub class_code: Option<String>,
    pub amount_yuan: Option<Box<RawValue>>,
}

/// Spending by an economic class.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Economic {
    pub fiscal_year: Option<u16>,
    pub kind: Option<String>,
    pub document: String,
    pub table_id: Option<String>,
    pub table_index: Option<usize>,
    pub page: Option<u32>,
    pub body: Option<String>,
    pub classification: Option<String>,
    pub covers: Option<String>,
    pub economic_code: Option<String>,
    pub economic_name: Option<String>,
    pub class_code: Option<String>,
    pub amount_yuan: Option<Box<RawValue>>,
}

/// 三公经费 of a year.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct ThreePublic {
    pub fiscal_year: Option<u16>,
    pub kind: Option<String>,
    pub document: String,
    pub page: Option<u32>,
    pub phase: Option<String>,
    pub total_yuan: Option<Box<RawValue>>,
    pub overseas_travel_yuan: Option<Box<RawValue>>,
    pub vehicle_purchase_yuan: Option<Box<RawValue>>,
    pub vehicle_running_yuan: Option<Box<RawValue>>,
    pub vehicles_yuan: Option<Box<RawValue>>,
    pub reception_yuan: Option<Box<RawValue>>,
}

/// A project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Project {
    pub fiscal_year: Option<u16>,
    pub kind: Option<String>,
    pub project_name: Option<String>,
    pub amount_yuan: Option<Box<RawValue>>,
    pub document: String,
    pub page: Option<u32>,
    pub goals: Vec<Goal>,
    pub indicators: Vec<Indicator>,
}

/// A goal of a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Goal {
    pub text: String,
}

/// An indicator of a project.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Indicator {
    pub level2: Option<String>,
    pub level3: Option<String>,
    pub comparator: Option<String>,
    pub printed: Option<String>,
    pub unit: Option<String>,
}

/// A figure of a year, in its series.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Series {
    pub kind: Option<String>,
    pub scope: Option<String>,
    pub figure: String,
    pub fiscal_year: Option<u16>,
    pub amount_yuan: Option<Box<RawValue>>,
    pub number: Option<Box<RawValue>>,
    pub change_percent: Option<Box<RawValue>>,
    pub breaks: Vec<String>,
}
