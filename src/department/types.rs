//! A department as it is written, `gongkai.department/1`. Amounts are yuan, exact; what is printed nowhere is null.

use super::group::JoinedBy;
use super::id::DepartmentId;
use super::table::Table;
use super::view::{BasicRow, EconomicRow, FunctionRow, IncomeRow, Project, ThreePublicRow};
use crate::content::disclosure::{Kind, Scope};
use crate::decimal::Decimal;
use crate::exact::Exact;
use schemars::JsonSchema;
use serde::Serialize;

/// One public body, with all that a run knows of it: a file of `departments/`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "gongkai department")]
pub struct Department {
    /// Name and version of this format: `gongkai.department/1`. Fields may be added under one version; none changes its meaning.
    pub schema: &'static str,
    /// Id of the body: its division and a hash of its name without the place; `unknown-…` where no division is known.
    #[schemars(with = "String")]
    pub id: DepartmentId,
    /// Its name, as the latest of its documents that says where it is prints it, without remarks such as （本级）.
    pub name: Option<String>,
    /// Administrative division, six digits.
    pub division_code: Option<String>,
    /// Name of the province.
    pub province: Option<String>,
    /// Name of the prefecture.
    pub prefecture: Option<String>,
    /// Name of the county.
    pub county: Option<String>,
    /// Codes printed with its name.
    pub codes: Vec<String>,
    /// Id of the department above it, where the run holds one that a form names, or whose name this one's begins with.
    #[schemars(with = "Option<String>")]
    pub superior: Option<DepartmentId>,
    /// Ids of the units below it in the run.
    #[schemars(with = "Vec<String>")]
    pub units: Vec<DepartmentId>,
    /// Names of units that its tables and lists of units print, whether the run holds documents of theirs or not.
    pub printed_units: Vec<String>,
    /// Ids of bodies of the same division under another name with the same printed code: it may have been renamed or merged.
    #[schemars(with = "Vec<String>")]
    pub same_code: Vec<DepartmentId>,
    /// Its names as printed, with the years of the documents that print them.
    pub names: Vec<Name>,
    /// Its documents, whatever is in them.
    pub documents: Vec<Part>,
    /// Each budget, accounts or set of performance forms of a year, put together from its documents.
    pub years: Vec<Year>,
    /// The core figures of each of them.
    pub figures: Vec<CoreFigure>,
    /// Spending by function, the rows that together make the total.
    pub spending_by_function: Vec<FunctionRow>,
    /// Spending by economic class, the rows that together make the total of what is covered.
    pub spending_by_economic_class: Vec<EconomicRow>,
    /// Personnel and public funds of basic expenditure.
    pub basic_by_kind: Vec<BasicRow>,
    /// 三公经费 with its parts.
    pub three_public: Vec<ThreePublicRow>,
    /// Income by source, the figures that together make the total.
    pub income_by_source: Vec<IncomeRow>,
    /// Projects, each once a year, from tables and forms.
    pub projects: Vec<Project>,
    /// The official tables of the documents in force, as rows.
    pub tables: Vec<Table>,
    /// What does not add up, within its documents and between them.
    pub findings: Vec<Finding>,
    /// The core figures across years.
    pub series: Vec<Point>,
}

/// A name of the body.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DepartmentName")]
pub struct Name {
    /// As printed.
    pub name: String,
    /// Years of the documents that print it.
    pub years: Vec<u16>,
    /// How many documents print it.
    pub documents: usize,
}

/// A document of the body.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DepartmentDocument")]
pub struct Part {
    /// Id of the document.
    pub document: String,
    /// Name of its file.
    pub name: String,
    /// Title on its cover.
    pub title: Option<String>,
    /// What kind of document it is.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's; `unit` also for the own office of the department (本级).
    pub scope: Option<Scope>,
    /// The remark behind the name: `own_office` (本级), `whole` (汇总).
    pub remark: Option<&'static str>,
    /// The fiscal year of the document.
    pub fiscal_year: Option<u16>,
    /// How reading it ended.
    pub outcome: String,
    /// What is in it: `tables`, `narrative`, `forms`.
    pub holds: Vec<&'static str>,
    /// Why it is among the documents of this body.
    pub joined_by: JoinedBy,
    /// Whether its tables are those of the year: false where another document of the same matter is in force.
    pub in_force: bool,
    /// The document whose tables are in force instead.
    pub replaced_by: Option<String>,
    /// It is listed only: the run holds too many documents under this name, kind and year for them to be of one body.
    pub only_listed: bool,
    /// Where it was fetched, where a list says so.
    pub url: Option<String>,
    /// When it was fetched, where a list says so.
    pub retrieved_at: Option<String>,
}

/// What a year of one kind and scope is made of.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DepartmentYear")]
pub struct Year {
    /// The fiscal year; null where no document says it.
    pub fiscal_year: Option<u16>,
    /// Budget, final accounts, or performance forms alone.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// The documents whose tables are in force.
    pub tables_from: Vec<String>,
    /// Why these tables are in force: `only`, `parts` (none has a table that another has), `same` (all print the same amounts),
    /// `most` (none prints an amount differently, and these have the most tables), `retrieved_at` (the last that was fetched), or `undecided`: several print different figures and nothing says which holds, so figures that differ are null.
    pub in_force_by: Option<&'static str>,
    /// The documents with the text.
    pub narrative_from: Vec<String>,
    /// The documents with performance forms.
    pub forms_from: Vec<String>,
    /// All its documents.
    pub documents: Vec<String>,
    /// Ids of the official tables that are there.
    pub table_ids: Vec<String>,
    /// Ids of the tables that every department must publish and that are not there.
    pub missing_table_ids: Vec<&'static str>,
    /// Core figures that documents of the year give differently.
    pub changed: Vec<&'static str>,
    /// How many amounts of tables a document of the year gives differently than the one in force, core figures or not.
    pub changed_amounts: usize,
    /// Ids of the tables that only the document in force or only another of the year holds.
    pub lacking_table_ids: Vec<String>,
    /// How many amounts of tables only the document in force or only another of the year prints.
    pub lacking_amounts: usize,
}

/// Where a figure stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "FigureSource")]
pub struct Source {
    /// Id of the document.
    pub document: String,
    /// `table` or `statement`.
    pub origin: &'static str,
    /// Canonical id of the table.
    pub table_id: Option<String>,
    /// Index of the table in the document.
    pub table_index: Option<usize>,
    /// Index of the row in the table.
    pub row: Option<usize>,
    /// Index of the column in the table.
    pub column: Option<usize>,
    /// Page, 1-based.
    pub page: u32,
    /// As printed; null where the figure is the sum of rows that no total stands over.
    pub printed: Option<String>,
    /// The amount in yuan, or the number.
    pub value: Exact,
    /// What rounding of the prints leaves open on either side.
    #[serde(skip)]
    pub open: Decimal,
}

/// A core figure of a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CoreFigure {
    /// The fiscal year.
    pub fiscal_year: Option<u16>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Name of the figure.
    pub figure: &'static str,
    /// Its name in Chinese.
    pub title: &'static str,
    /// The amount; null where it is no money, and where sources differ.
    pub amount_yuan: Option<Exact>,
    /// The number, where it is no money (persons, vehicles); null where sources differ.
    pub number: Option<Exact>,
    /// Several places give it differently, by more than rounding explains: see `sources`.
    pub differs: bool,
    /// Each place that gives it, the first one first.
    pub sources: Vec<Source>,
}

/// What does not add up.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DepartmentFinding")]
pub struct Finding {
    /// The document; null for what its documents say against each other.
    pub document: Option<String>,
    /// Id of the finding, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Id of the rule.
    pub rule: String,
    /// How sure it is that something is wrong, and how bad.
    pub severity: String,
    /// One sentence in English.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// The first page it speaks of.
    pub page: Option<u32>,
}

/// A core figure in one year, beside the year before.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SeriesPoint")]
pub struct Point {
    /// Budget or final accounts.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Name of the figure.
    pub figure: &'static str,
    /// The fiscal year.
    pub fiscal_year: u16,
    /// The amount in yuan.
    pub amount_yuan: Option<Exact>,
    /// The number, where it is no money.
    pub number: Option<Exact>,
    /// The year of the point before it.
    pub previous_year: Option<u16>,
    /// This less the one before; null across a break.
    pub change: Option<Exact>,
    /// The change in per cent of the one before, two decimals; null across a break.
    pub change_percent: Option<Exact>,
    /// Why this and the one before may not be comparable: `gap` (years between them are missing), `renamed`, `other_table` (it stands
    /// in another official table), `differs` (one of them is given differently by several sources).
    pub breaks: Vec<&'static str>,
}
