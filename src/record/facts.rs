//! What the headings over an amount, its table and the label of its row say about it: whose money, of which year, for what.
//!
//! In: canonical meanings (`codes/data/headers.toml` holds the words). Out: [`Facts`]. What nothing says stays open.

use super::amount::{BasicKind, Phase, SourceYear};
use crate::codes::headers;
use crate::codes::words::WORDS;
use crate::content::disclosure::Body;
use crate::content::{Column, Direction, Table};
use crate::grammar::years_in;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Words of a heading that make a figure of an earlier year an outturn, and those that make it a budget.
const OUTTURN: [&str; 3] = ["决算", "执行", "完成"];
const BUDGET: &str = "预算";
/// What a label ends with that sums up what it names.
const SUMS: [&str; 2] = ["合计", "小计"];
/// Words that set this year's money apart from what was carried over, where a table has both.
const THIS_YEAR: [&str; 2] = ["本年", "当年"];

/// The year and kind of a document, which rule where nothing nearer speaks.
#[derive(Debug, Clone, Default)]
pub(super) struct Usual {
    /// Fiscal year of the document.
    pub year: Option<u16>,
    /// What its amounts are, where a heading does not say otherwise.
    pub phase: Option<Phase>,
    /// The document holds the tables of a budget and of final accounts.
    pub mixed: bool,
    /// The department's name.
    pub department: Option<String>,
    /// The names of the places that its units' names begin with, and its own name.
    pub home: Vec<String>,
}

impl Usual {
    /// The same for the tables of one department of several.
    pub fn of_department(&self, body: &Body) -> Self {
        let home = self.home.iter().cloned().chain(body.name.clone()).collect();
        Self { department: body.name.clone(), home, ..self.clone() }
    }

    /// The same for a table of a document that holds a budget and final accounts: year and phase by its title and id. One of the kind
    /// that the document is not, without a year of its own, has none that is told.
    pub fn of_table(&self, table: &Table) -> Cow<'_, Self> {
        let phase = |executed| Some(if executed { Phase::Executed } else { Phase::Approved });
        if let Some(other) = table.other {
            return Cow::Owned(Self { year: Some(other.year), phase: phase(other.executed), ..self.clone() });
        }
        if let Some(year) = self.budget_ahead(table) {
            return Cow::Owned(Self { year: Some(year), phase: phase(false), ..self.clone() });
        }
        let phase = match table.id.filter(|_| self.mixed) {
            Some(id) if id.starts_with('B') => Phase::Approved,
            Some(id) if id.starts_with('F') => Phase::Executed,
            _ => return Cow::Borrowed(self),
        };
        let years = table.title.as_deref().map(years_in).unwrap_or_default();
        let own = years.first().map(|(_, year)| *year).filter(|year| years.iter().all(|(_, other)| other == year));
        let same = self.phase == Some(phase);
        Cow::Owned(Self { year: own.or(self.year.filter(|_| same)), phase: Some(phase), ..self.clone() })
    }
}

impl Usual {
    /// The year of a budget that stands behind final accounts: its title has no year, but headings print next year's budget, and no
    /// other year.
    fn budget_ahead(&self, table: &Table) -> Option<u16> {
        let next = self.year.filter(|_| self.phase == Some(Phase::Executed))?.checked_add(1)?;
        let untitled = table.title.as_deref().is_none_or(|title| table.titled_by_heading || years_in(title).is_empty());
        let labels = || table.columns.iter().flat_map(|column| &column.path);
        let years = || labels().filter(|label| label.contains(BUDGET)).flat_map(|label| years_in(label));
        let only = labels().flat_map(|label| years_in(label)).all(|(_, year)| year == next);
        (untitled && only && years().next().is_some()).then_some(next)
    }
}

/// What is known of an amount besides its codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub year: Option<u16>,
    pub phase: Option<Phase>,
    pub direction: Option<Direction>,
    pub fund_source: Option<&'static str>,
    pub source_year: Option<SourceYear>,
    pub expenditure_kind: Option<&'static str>,
    pub basic_kind: Option<BasicKind>,
    pub item: Option<&'static str>,
    /// The figure is of the year before.
    prior: bool,
    /// The figure is a difference of two years.
    change: bool,
}

/// Whose money a meaning names.
pub(super) fn fund_of(meaning: &'static str) -> Option<&'static str> {
    match meaning {
        "general_public_budget"
        | "government_fund"
        | "state_capital"
        | "fiscal_appropriation"
        | "business_income"
        | "operating_income"
        | "superior_subsidy"
        | "affiliated_remittance"
        | "other_income"
        | "non_fiscal_balance" => Some(meaning),
        "special_account" => Some("fiscal_account"),
        "unit_funds" => Some("own"),
        _ => None,
    }
}

/// Of the funds that a column and its row name the narrower one: 政府性基金 in a row is what of 财政拨款收入 over it.
fn narrower(column: Option<&'static str>, row: Option<&'static str>) -> Option<&'static str> {
    const APPROPRIATED: [&str; 3] = ["general_public_budget", "government_fund", "state_capital"];
    let within = column == Some("fiscal_appropriation") && row.is_some_and(|fund| APPROPRIATED.contains(&fund));
    if within { row } else { column.or(row) }
}

impl Facts {
    /// Takes up what one meaning says; what stands nearer to the amount is taken up later and rules.
    fn learn(&mut self, meaning: &'static str) {
        if let Some(fund) = fund_of(meaning) {
            self.fund_source = Some(fund);
            return;
        }
        match meaning {
            "carryover" => self.source_year = Some(SourceYear::Carryover),
            "basic" => self.expenditure_kind = Some("basic"),
            "personnel" | "operating" => {
                self.basic_kind = Some(if meaning == "personnel" { BasicKind::Personnel } else { BasicKind::Public });
                self.expenditure_kind = self.expenditure_kind.or(Some("basic"));
            }
            "project" | "project_without_construction" => self.expenditure_kind = Some("project"),
            "remittance_to_superior" | "subsidy_to_affiliated" | "operating_expenditure" | "reserve" | "carryover_out" => {
                self.expenditure_kind = Some(meaning);
            }
            "budget_figure" => self.phase = Some(Phase::Approved),
            "adjusted_budget" => self.phase = Some(Phase::Adjusted),
            "execution" | "final_figure" => self.phase = Some(Phase::Executed),
            "prior_year" => self.prior = true,
            // A difference of two years is of no phase of its own.
            "change" => {
                self.phase = None;
                self.change = true;
            }
            "three_public_total" | "overseas_travel" | "vehicles_total" | "vehicle_purchase" | "vehicle_running"
            | "reception" | "meeting" | "training" | "operating_costs" => self.item = Some(meaning),
            _ => {}
        }
    }

    /// What the label of a row means: `一、一般公共预算拨款收入`, `因公出国（境）费`, 基本支出.
    pub fn of_label(label: &str) -> Self {
        let mut facts = Self::of_path(&[label.to_owned()]);
        // 人员经费合计 is a total of 人员经费.
        if let Some(own) = SUMS.iter().find_map(|sum| label.strip_suffix(sum)).filter(|own| !own.is_empty()) {
            let own = Self::of_path(&[own.to_owned()]);
            facts.expenditure_kind = facts.expenditure_kind.or(own.expenditure_kind);
            facts.basic_kind = facts.basic_kind.or(own.basic_kind);
        }
        facts
    }

    /// The same of a label below that of another row.
    pub fn of_path(path: &[String]) -> Self {
        let mut facts = Self::default();
        if let Some(meaning) = headers::meaning(path) {
            facts.learn(meaning.name);
        }
        facts
    }

    /// What a column says, and what its row or table adds where it is silent. Year, phase and direction are the column's matter.
    pub fn or(mut self, row: Self) -> Self {
        self.fund_source = narrower(self.fund_source, row.fund_source);
        self.source_year = self.source_year.or(row.source_year);
        self.expenditure_kind = self.expenditure_kind.or(row.expenditure_kind);
        self.basic_kind = self.basic_kind.or(row.basic_kind);
        self.item = self.item.or(row.item);
        if row.change { self.as_change() } else { self }
    }

    /// A difference of two years, as its row says: 增减变化金额 below 2025年 and 2026年.
    pub fn as_change(mut self) -> Self {
        (self.phase, self.change) = (None, true);
        self
    }

    /// The phase that the label of a row names, where its column names none: 预算数 and 决算数 below each other.
    pub fn in_phase(mut self, row: &Self, column: &Column) -> Self {
        const PHASES: [&str; 4] = ["budget_figure", "adjusted_budget", "execution", "final_figure"];
        let of_column = column.context.iter().copied().chain(column.meaning).any(|meaning| PHASES.contains(&meaning));
        if !of_column && !self.change {
            self.phase = row.phase.or(self.phase);
        }
        self
    }

    /// Whether the figure is a difference of two years.
    pub fn is_change(&self) -> bool {
        self.change
    }

    /// What a text of the row in a column 资金来源, 资金性质 says.
    pub fn with_fund(mut self, text: &str) -> Self {
        if let Some(meaning) = headers::meaning(&[text.to_owned()]) {
            let mut said = Self::default();
            said.learn(meaning.name);
            self.fund_source = said.fund_source.or(self.fund_source);
            self.source_year = said.source_year.or(self.source_year);
        }
        self
    }

    /// The year printed in the row (深圳 prints last year's row above this year's).
    pub fn in_year(mut self, year: u16, usual: &Usual) -> Self {
        if self.year != Some(year) {
            self.year = Some(year);
            self.phase = self.phase.filter(|_| Some(year) == usual.year);
        }
        self
    }
}

/// The facts of each column of a table, by its headings alone.
pub(super) fn of_columns(table: &Table, whole: &Facts, usual: &Usual) -> Vec<Facts> {
    let means = |name: &str| table.columns.iter().any(|c| c.meaning == Some(name) || c.context.contains(&name));
    let has_carryover = means("carryover");
    let sides = directions_of_sides(table);
    let balances = both_ways(table);
    let adjusted = budget_is_adjusted(table);
    let facts = |column: &Column| {
        let mut facts = Facts { year: whole.year, phase: whole.phase, ..Facts::default() };
        facts.direction = whole.direction.or_else(|| sides.get(&column.side).copied()).or(column.direction);
        for meaning in column.context.iter().copied().chain(column.meaning) {
            facts.learn(meaning);
        }
        if adjusted && facts.phase == Some(Phase::Approved) {
            facts.phase = Some(Phase::Adjusted);
        }
        date(&mut facts, column, usual);
        let says_this_year = || column.path.iter().any(|label| THIS_YEAR.iter().any(|word| label.contains(word)));
        // Beside what came in and what was left before, 本年支出 is spent out of both.
        let out_of_both = balances && facts.direction.or(column.direction) == Some(Direction::Expenditure);
        if has_carryover && !out_of_both && facts.source_year.is_none() && says_this_year() {
            facts.source_year = Some(SourceYear::ThisYear);
        }
        facts
    };
    table.columns.iter().map(facts).collect()
}

/// Whether the notes of a table of final accounts say that its budget figures are those after adjustment: 预算数为“三公”经费全年预算数，
/// 反映按规定程序调整后的预算数.
fn budget_is_adjusted(table: &Table) -> bool {
    let says = |note: &String| WORDS.row.adjusted.iter().any(|word| note.contains(word));
    table.id.is_some_and(|id| id.starts_with('F')) && table.notes.iter().any(says)
}

/// The year of a column, and what its amounts are if that is not the year of the document.
fn date(facts: &mut Facts, column: &Column, usual: &Usual) {
    let prior = usual.year.filter(|_| facts.prior).and_then(|year| year.checked_sub(1));
    facts.year = column.year.or(prior).or(facts.year.filter(|_| !facts.prior));
    let other_year = facts.prior || facts.year.is_some() && facts.year != usual.year;
    if other_year && column.meaning != Some("change") {
        let says = |word: &str| column.path.iter().any(|label| without_funds(label).contains(word));
        let later = facts.year > usual.year;
        facts.phase = match () {
            () if OUTTURN.into_iter().any(says) => Some(Phase::Executed),
            () if says(BUDGET) && !later => Some(Phase::Approved),
            () => None,
        };
    }
}

/// A heading without the names of funds that end with 预算: they say whose money it is, not that it was planned.
fn without_funds(label: &str) -> String {
    ["公共预算", "基金预算", "经营预算"].iter().fold(label.to_owned(), |label, fund| label.replace(fund, ""))
}

/// Whether sides are income or expenditure: the first column that says so speaks for all of its side.
fn directions_of_sides(table: &Table) -> FxHashMap<u8, Direction> {
    let mut directions = FxHashMap::default();
    // A table of one side may hold 本年收入 beside 本年支出 (政府性基金).
    if table.columns.iter().any(|c| c.side > 0) {
        for column in &table.columns {
            if let Some(direction) = column.direction {
                directions.entry(column.side).or_insert(direction);
            }
        }
    }
    directions
}

/// What the kind of table says of all its amounts, where neither the column nor the row says more.
pub(super) fn of_table(table: &Table, usual: &Usual) -> Facts {
    let mut facts = Facts { year: usual.year, phase: usual.phase, ..Facts::default() };
    // A table that stands in for another is what its own title says.
    let Some(id) = table.variant.or(table.id) else { return facts };
    facts.direction = match id {
        "B02" | "B08a" | "B09a" | "F02" => Some(Direction::Income),
        "B03" | "B05" | "B06" | "B06f" | "B07" | "B08" | "B10" | "B10c" | "B10d" | "B11" | "B12" | "B13" | "B14" | "B14a"
        | "B15" | "B16" | "B16e" | "B17" | "B18" | "B19" | "B20" | "B21" | "B22" | "B26" | "B27" | "F03" | "F05" | "F06"
        | "F09" | "F10" | "F11" | "F15" | "F17" | "F18" | "F19" | "F20" => Some(Direction::Expenditure),
        // A list of expenditure or of income by its title: 国有资本经营预算支出表.
        _ => table.title.as_deref().filter(|_| !table.titled_by_heading).and_then(direction_in_title),
    };
    // 国有资本经营 of 山西 has both sides.
    if table.columns.iter().any(|c| c.side > 0 && c.direction == Some(Direction::Income)) || both_ways(table) {
        facts.direction = None;
    }
    facts.fund_source = match id {
        "B05" | "B06" | "B06f" | "B18" | "F05" | "F06" => Some("general_public_budget"),
        "B08" | "B08a" | "F07" => Some("government_fund"),
        "B09" | "B09a" | "F08" => Some("state_capital"),
        "B04" | "B10d" | "B16" | "B16e" | "B17" | "F04" | "F10" | "F19" | "F20" => Some("fiscal_appropriation"),
        "B26" => Some("fiscal_account"),
        // The three that hold all funds.
        "B01" | "B02" | "B03" | "F01" | "F02" | "F03" => None,
        _ => table.title.as_deref().filter(|_| !table.titled_by_heading).and_then(fund_in_title),
    };
    facts.expenditure_kind = match id {
        "B06" | "B06f" | "B17" | "B19" | "F06" | "F20" => Some("basic"),
        "B10" | "B10c" | "B10d" | "B14" | "F11" => Some("project"),
        // All expenditure by economic class, or one kind of it.
        "B18" => table.title.as_deref().filter(|_| !table.titled_by_heading).and_then(kind_in_title),
        _ => None,
    };
    if id == "B10c" {
        facts.source_year = Some(SourceYear::Carryover);
    }
    facts
}

/// The one direction that a title names; `收支` are both.
fn direction_in_title(title: &str) -> Option<Direction> {
    match (title.contains("支出"), title.contains("收入") || title.contains("收支")) {
        (true, false) => Some(Direction::Expenditure),
        (false, true) if !title.contains("收支") => Some(Direction::Income),
        _ => None,
    }
}

/// The one kind of expenditure that a title names: 一般公共预算项目支出情况表（按经济分类科目）.
fn kind_in_title(title: &str) -> Option<&'static str> {
    match (title.contains("基本支出"), title.contains("项目支出")) {
        (true, false) => Some("basic"),
        (false, true) => Some("project"),
        _ => None,
    }
}

/// The one fund that a title names: `一般公共预算“三公”经费支出表`.
fn fund_in_title(title: &str) -> Option<&'static str> {
    const FUNDS: [(&str, &str); 3] =
        [("一般公共预算", "general_public_budget"), ("政府性基金", "government_fund"), ("国有资本经营", "state_capital")];
    let mut named = FUNDS.iter().filter(|(word, _)| title.contains(word));
    match (named.next(), named.next()) {
        (Some((_, fund)), None) => Some(fund),
        _ => title.contains("财政拨款").then_some("fiscal_appropriation"),
    }
}

/// Tables of 三公经费.
const THREE_PUBLIC: [&str; 5] = ["B07", "B20", "B21", "F09", "F14"];

/// What the total of a table of 三公经费 is, in a row or a column: all of them together. Where meetings or training stand beside
/// them it may be more.
pub(super) fn item_of_total(table: &Table) -> Option<&'static str> {
    const BESIDE: [&str; 3] = ["meeting", "training", "operating_costs"];
    let beside = |meaning: Option<&'static str>| meaning.is_some_and(|meaning| BESIDE.contains(&meaning));
    let of_three = table.id.is_some_and(|id| THREE_PUBLIC.contains(&id));
    let labels = || table.rows.iter().filter_map(|row| row.cells.first()?.as_ref()).map(|cell| cell.printed.to_string());
    let more = || {
        table.columns.iter().any(|column| beside(column.meaning))
            || labels().any(|label| beside(headers::meaning(&[label]).map(|meaning| meaning.name)))
    };
    (of_three && !more()).then_some("three_public_total")
}

/// Whether a table of one direction by its name has columns of both after all (本年收入, 本年支出 of a fund).
fn both_ways(table: &Table) -> bool {
    let has = |name| table.columns.iter().any(|c| c.meaning == Some(name) || c.context.contains(&name));
    has("income") && has("expenditure")
}
