//! A table as printed, understood: columns with paths and roles, rows with kinds, title, number and unit.

use crate::codes::headers::Axis;
use crate::grammar::Unit;
use crate::place::{Place, Rect};
use arcstr::ArcStr;
use schemars::JsonSchema;
use serde::Serialize;

/// What a column holds.
pub use crate::codes::headers::Role;

/// One printed column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Headings above it, outermost first.
    pub path: Vec<String>,
    /// What it holds.
    pub role: Role,
    /// What it means, in a canonical name (`basic`, `government_fund`), where its headings say.
    pub meaning: Option<&'static str>,
    /// What the headings above mean, outermost first; those without a meaning are left out.
    pub context: Vec<&'static str>,
    /// The classification of its codes or names, where its headings say.
    pub axis: Option<Axis>,
    /// The year that its headings name.
    pub year: Option<u16>,
    /// The unit that its own heading names (人, 辆, 平方米, %), which rules over the table's.
    pub unit: Option<Unit>,
    /// The side of the table it belongs to, 0 first: a row of a two-sided table holds one item on each.
    pub side: u8,
    /// Whether its side is income or expenditure, where the headings say.
    pub direction: Option<Direction>,
    /// Its figures are no money, by its meaning: quantities, shares, scores.
    pub counts: bool,
}

/// The text of one cell and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// As printed, wrapped lines joined.
    pub printed: ArcStr,
    /// Page, 1-based: that of its row, but where its columns were printed on a sheet of their own.
    pub page: u32,
    /// Its area on that page.
    pub rect: Rect,
}

impl Cell {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::on(self.page, self.rect)
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Depth in the hierarchy of the table, 1 outermost: from the code, else the numbering, else the indent of the label.
    pub level: Option<u8>,
    /// The row is a part of the one above it (其中：…).
    pub of_which: bool,
    /// What it is on each side of a table of several sides; empty where there is one side, which the row itself speaks for.
    pub entries: Vec<Entry>,
    /// The row is one of those that together, once, make the total of the table.
    pub counts: bool,
    /// Page, 1-based.
    pub page: u32,
    /// One per printed column; `None` where nothing is printed.
    pub cells: Vec<Option<Cell>>,
}

/// What a row is on one side of its table: beside a class of expenditure there may stand a 其中 of the income.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: RowKind,
    /// Depth in the hierarchy of its side, 1 outermost.
    pub level: Option<u8>,
    /// It is a part of the one above it on its side (其中：…).
    pub of_which: bool,
    /// It is one of the rows that together, once, make the total of their side.
    pub counts: bool,
}

impl Row {
    /// What the row is on a side, 0 first.
    pub fn on(&self, side: u8) -> Entry {
        let own = Entry { kind: self.kind, level: self.level, of_which: self.of_which, counts: self.counts };
        self.entries.get(usize::from(side)).copied().unwrap_or(own)
    }
}

/// A table as printed, understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Canonical id (B01…F15), `None` when it is no official table.
    pub id: Option<&'static str>,
    /// Canonical name.
    pub name: Option<&'static str>,
    /// Why it got its id.
    pub identity: Option<Identity>,
    /// Title as printed; where none is printed, that of its number in the contents, or the heading of the text under which the table
    /// stands.
    pub title: Option<String>,
    /// The title is a heading of the text, not one of the table's own.
    pub titled_by_heading: bool,
    /// The canonical id of the variant, where the table is one (B20 三公与机关运行经费 is a B07).
    pub variant: Option<&'static str>,
    /// What its part of the file discloses, where that is another year or phase than the document's.
    pub other: Option<Other>,
    /// Number as printed.
    pub number: Option<String>,
    /// Whose table it is, as printed.
    pub department: Option<String>,
    /// Unit as printed (万元), `None` when none is printed.
    pub unit: Option<String>,
    /// Where the unit is printed: in the `caption`, in the `header`, in a `sentence` before the tables or on the `cover`.
    pub unit_from: Option<&'static str>,
    /// Pages it stands on.
    pub pages: Vec<u32>,
    /// No amount is printed in it.
    pub empty: bool,
    /// A note says that it is empty on purpose.
    pub declared_empty: bool,
    /// Notes.
    pub notes: Vec<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Area on its first page.
    pub rect: Rect,
}

/// A second disclosure in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Other {
    /// Its fiscal year.
    pub year: u16,
    /// Final accounts (决算), or a budget (预算).
    pub executed: bool,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// One item.
    Item,
    /// The total of the table or of a side (合计, 总计).
    Total,
    /// A total within (小计, 本年收入合计).
    Subtotal,
    /// A heading over the rows below, without amounts.
    Heading,
    /// Nothing printed.
    Blank,
}

/// Which way the money of a side goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// 收入.
    Income,
    /// 支出.
    Expenditure,
}

impl Table {
    /// Whether no title says what it is, only its headings, which it may share with another.
    pub fn is_told_by_headings(&self) -> bool {
        self.identity.as_ref().is_some_and(|i| i.confidence == "low")
    }
}

/// Why a table got its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Identity {
    /// `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// The headings are those of this table as well, which the title alone would not say.
    pub header_agrees: bool,
    /// What spoke for it, in words.
    pub evidence: Vec<String>,
}

/// The tables of one unit in a file of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// Whose tables they are, as printed above them.
    pub department: Option<String>,
    /// Indexes of its tables in the document.
    pub tables: Vec<usize>,
}
