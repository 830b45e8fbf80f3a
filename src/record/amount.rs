//! A record: one amount, with all that is known of it.

use super::trust::Trust;
use crate::codes::cofog::Cofog;
use crate::content::{Direction, Horizon};
use crate::decimal::Decimal;
use crate::place::Place;
use arcstr::ArcStr;
use schemars::JsonSchema;
use serde::Serialize;

/// What kind of thing a record was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A cell of a table: `table_index`, `row`, `column`.
    #[default]
    Table,
    /// A figure of the funds of a performance form.
    Form,
    /// A statement of the running text.
    Statement,
}

/// What an amount is in the life of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Asked for (申报).
    Requested,
    /// Approved (年初预算数, 批复).
    Approved,
    /// Approved, then changed (调整预算数, 全年预算数).
    Adjusted,
    /// Spent or received (决算数, 执行数).
    Executed,
}

/// Which year's money an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceYear {
    /// 本年, where carried-over money stands beside it.
    ThisYear,
    /// 上年结转, 年初结转和结余.
    Carryover,
}

/// Which part of basic expenditure (基本支出) an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BasicKind {
    /// 人员经费
    Personnel,
    /// 公用经费
    Public,
}

/// Whether the second reader saw an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// On the same page: its digits are proved by code that shares nothing with ours.
    Seen,
    /// Not on that page, which it read: the digits are in doubt.
    Unseen,
}

/// How the characters of an amount were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Read {
    /// The file says them.
    #[default]
    Text,
    /// From a picture; how likely the least legible of them is, of 100.
    Ocr(u8),
}

impl Read {
    /// The name in outputs; none where the file says the text.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Ocr(_) => Some("ocr"),
        }
    }

    /// How likely the least legible character is, of 100.
    pub const fn legible(self) -> Option<u8> {
        match self {
            Self::Text => None,
            Self::Ocr(sure) => Some(sure),
        }
    }
}

/// One amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Whose it is, in a file of several departments; else the document says so.
    pub department: Option<ArcStr>,
    /// The code printed with that name.
    pub department_code: Option<ArcStr>,
    /// What it was read from.
    pub origin: Origin,
    /// Canonical id of its table, if it is an official one.
    pub table: Option<&'static str>,
    /// Canonical id of the layout, where the table is a variant of that one (B20 of a B07).
    pub variant: Option<&'static str>,
    /// Index of its table (form, statement) in the document; see `origin`.
    pub table_index: usize,
    /// Index of its row in the table; of its figure in a form.
    pub row: usize,
    /// Index of its column in the table.
    pub column: usize,
    /// Year of the amount: a column of last year's figures has last year.
    pub fiscal_year: Option<u16>,
    /// What it is in the life of the budget; `None` where that is not told.
    pub phase: Option<Phase>,
    /// The unit within the department, where the row or the caption of the table names one; without its code.
    pub body: Option<ArcStr>,
    /// The project, where the row or form is about one.
    pub project: Option<ArcStr>,
    /// Functional code (2xx…) of the row.
    pub function_code: Option<ArcStr>,
    /// Printed name beside it.
    pub function_name: Option<ArcStr>,
    /// Department economic code (3xx…).
    pub economic_code: Option<ArcStr>,
    /// Printed name beside it.
    pub economic_name: Option<ArcStr>,
    /// Government economic code (5xx…).
    pub gov_economic_code: Option<ArcStr>,
    /// Printed name beside it.
    pub gov_economic_name: Option<ArcStr>,
    /// Revenue code (1xx…) of the row.
    pub revenue_code: Option<ArcStr>,
    /// Printed name beside it.
    pub revenue_name: Option<ArcStr>,
    /// The codes were found by the printed name; none is printed.
    pub code_by_name: bool,
    /// Codes that the printed name can stand for, where there are several.
    pub code_candidates: Box<[&'static str]>,
    /// How the printed name compares with the official one of the code.
    pub name_match: Option<NameMatch>,
    /// The official name, where the printed one is another.
    pub official_name: Option<&'static str>,
    /// The international function (COFOG) of the functional code: this project's judgement, beside the national code.
    pub cofog: Option<&'static Cofog>,
    /// Whether the amount is income or expenditure, by its table or the headings of its side.
    pub direction: Option<Direction>,
    /// Depth of the row in its table, 1 outermost.
    pub level: Option<u8>,
    /// The row is part of the one above it (其中).
    pub of_which: bool,
    /// The label of a row without code; the subject of a statement.
    pub label: Option<ArcStr>,
    /// Headings above the amount, joined with `/`; the label of a form's figure; the measure of a statement.
    pub measure: ArcStr,
    /// Canonical meaning of the lowest heading (`total`, `basic`, `general_public_budget`).
    pub meaning: Option<&'static str>,
    /// What the amount of a table is, in a name that means the same in every place, year and layout; `None` where no such name is
    /// sure, and for forms and statements.
    pub figure: Option<ArcStr>,
    /// The item of 三公, 会议, 培训 or 机关运行 that the heading or the row names (`overseas_travel`, `reception`).
    pub item: Option<&'static str>,
    /// Whose money: `general_public_budget`, `government_fund`, `state_capital`, `fiscal_account` (财政专户), `own` (单位资金),
    /// `fiscal_appropriation` (财政拨款, not told which) …; `None` over all funds or where nothing says.
    pub fund_source: Option<&'static str>,
    /// This year's money or carried over, where that is said.
    pub source_year: Option<SourceYear>,
    /// `basic`, `project`, `remittance_to_superior`, `operating_expenditure`, `subsidy_to_affiliated`, `carryover_out` …
    pub expenditure_kind: Option<&'static str>,
    /// The part of basic expenditure.
    pub basic_kind: Option<BasicKind>,
    /// For a figure of a form: the year, or the whole time of the project.
    pub horizon: Option<Horizon>,
    /// Exact amount in yuan; `None` when no unit of money is known.
    pub amount_yuan: Option<Decimal>,
    /// As printed.
    pub printed: ArcStr,
    /// Unit in force (万元).
    pub unit: Option<&'static str>,
    /// The row is a total or subtotal.
    pub is_total: bool,
    /// The row is one of those that together, once, make the total of their table; false where nothing adds up (forms, statements).
    pub counts: bool,
    /// Index of the column of the same table whose money this column's is a part of, or another classification of.
    pub part_of: Option<usize>,
    /// What proves its figure, what backs its meaning, what is in doubt.
    pub trust: Trust,
    /// How its characters were read.
    pub read: Read,
    /// Whether a second reader saw it on its page; `None` where none was asked or it could not read the page.
    pub second_reader: Option<Sight>,
    /// Where it stands.
    pub place: Place,
}

impl Record {
    /// A record of which nothing is known but what is printed, and where.
    pub(super) fn bare(origin: Origin, printed: &str, place: Place) -> Self {
        Self {
            department: None,
            department_code: None,
            origin,
            table: None,
            variant: None,
            table_index: 0,
            row: 0,
            column: 0,
            fiscal_year: None,
            phase: None,
            body: None,
            project: None,
            function_code: None,
            function_name: None,
            economic_code: None,
            economic_name: None,
            gov_economic_code: None,
            gov_economic_name: None,
            revenue_code: None,
            revenue_name: None,
            code_by_name: false,
            code_candidates: Box::default(),
            name_match: None,
            official_name: None,
            cofog: None,
            direction: None,
            level: None,
            of_which: false,
            label: None,
            measure: ArcStr::default(),
            meaning: None,
            figure: None,
            item: None,
            fund_source: None,
            source_year: None,
            expenditure_kind: None,
            basic_kind: None,
            horizon: None,
            amount_yuan: None,
            printed: printed.into(),
            unit: None,
            is_total: false,
            counts: false,
            part_of: None,
            trust: Trust::default(),
            read: Read::Text,
            second_reader: None,
            place,
        }
    }

    /// The functional, or else the economic or the revenue code, with the name printed beside it.
    pub fn coded(&self) -> (Option<&str>, Option<&str>) {
        let function = (self.function_code.as_deref(), self.function_name.as_deref());
        let economic = (self.economic_code.as_deref(), self.economic_name.as_deref());
        let government = (self.gov_economic_code.as_deref(), self.gov_economic_name.as_deref());
        let revenue = (self.revenue_code.as_deref(), self.revenue_name.as_deref());
        [function, economic, government, revenue].into_iter().find(|(code, _)| code.is_some()).unwrap_or_default()
    }
}

/// How the name printed beside a code compares with the official list of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameMatch {
    /// The official name of that year.
    Equal,
    /// The name of another year, or a wording often printed for it.
    KnownVariant,
    /// Another name.
    Differs,
    /// The code is one that a place added below an official one (目级, eight or nine digits).
    LocalCode,
    /// The list does not have the code.
    UnknownCode,
}
