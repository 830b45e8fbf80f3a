//! The tables of a document with every amount as a figure and every row as a line of its side, read once for all rules.

use super::numbered::numbers_columns;
use super::torn::{runs_over, torn};
use crate::check::document::Document;
use crate::check::figure::Figure;
use crate::check::finding::Evidence;
use crate::codes::headers::{self, Axis};
use crate::content::{Role, RowKind, Table};
use crate::decimal::Decimal;
use crate::grammar::{is_nil_mark, squeeze, unit_of};
use crate::place::Place;
use crate::record::{Origin, Record, Sight};

/// Where an amount stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct At {
    /// Index of the table in the document.
    pub table: usize,
    /// Index of the row.
    pub row: usize,
    /// Index of the column.
    pub column: usize,
}

/// What stands in a cell of a column of money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Slot {
    /// Nothing, or a mark that says so.
    Blank,
    /// One number.
    Figure(Figure),
    /// Something that was not read with certainty.
    Unsure,
}

/// What a line is on its side of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Item,
    /// 合计, 总计, 收入总计, 收入合计
    Total,
    /// 本年收入合计, 小计, 人员经费合计
    Subtotal,
}

/// A row on one side of a table.
#[derive(Debug, Clone)]
pub(super) struct Line<'d> {
    pub row: usize,
    /// Its printed words without blanks.
    pub label: String,
    pub kind: LineKind,
    pub of_which: bool,
    /// Functional or department economic code.
    pub code: Option<&'d str>,
    /// Government economic code.
    pub government: Option<&'d str>,
    /// The code is printed, not found by the name.
    pub code_printed: bool,
    /// The name beside the code.
    pub name: Option<&'d str>,
    /// A printed code of no classification: of a unit, of a project.
    pub other_code: Option<String>,
}

/// One side of a table: its columns of money and its lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Side<'d> {
    pub columns: Vec<usize>,
    pub lines: Vec<Line<'d>>,
    /// It has a column of names of projects.
    pub projects: bool,
}

/// A table, read for the rules.
#[derive(Debug)]
pub(super) struct Sheet<'d> {
    pub index: usize,
    pub table: &'d Table,
    pub sides: Vec<Side<'d>>,
    /// Yuan in one of its unit; `None` when no unit of money is printed: then nothing outside of it can be compared.
    pub factor: Option<Decimal>,
    /// Why nothing in it is certain, if so.
    pub doubt: Option<&'static str>,
    /// Why a sum that fails in it is no breach, if so.
    pub loose: Option<&'static str>,
    /// Rows beside which text is painted that does not show: a figure of them may have more digits.
    pub obscured: Vec<usize>,
    /// Columns of the year before: an item that has nothing this year may have no row.
    pub past: Vec<usize>,
    slots: Vec<Slot>,
}

/// Meanings of columns that are no amounts of the year's money, or a part of another column.
const ASIDE: [&str; 9] =
    ["unit_price", "prior_year", "change", "sme_reserved", "earmarked", "project_without_construction", "remark", "goal", "text"];

/// Diagnostics that leave one cell uncertain.
const CELL: [&str; 5] =
    ["layout.two_readings", "content.two_cells", "content.several_numbers", "record.no_amount", "record.glued_code"];
/// Diagnostics that leave a whole page uncertain.
const PAGE: [&str; 6] =
    ["page.damaged", "page.garbled", "page.unknown_character", "page.contradicted", "page.over_limit", "page.too_many"];

/// Reads all tables of a document.
pub(super) fn read<'d>(document: &Document<'d>) -> Vec<Sheet<'d>> {
    let records = document.records;
    let mut start = 0;
    let mut sheets = Vec::with_capacity(document.content.tables.len());
    for (index, table) in document.content.tables.iter().enumerate() {
        let of_table = |r: &Record| r.origin == Origin::Table && r.table_index == index;
        while start < records.len() && records[start].origin == Origin::Table && records[start].table_index < index {
            start += 1;
        }
        let end = start + records[start..].iter().take_while(|r| of_table(r)).count();
        sheets.push(sheet(document, index, table, &records[start..end]));
        start = end;
    }
    sheets
}

fn sheet<'d>(document: &Document<'d>, index: usize, table: &'d Table, records: &'d [Record]) -> Sheet<'d> {
    let width = table.columns.len();
    let mut slots = vec![Slot::Blank; width * table.rows.len()];
    for (row, printed) in table.rows.iter().enumerate() {
        for (column, cell) in printed.cells.iter().enumerate().filter(|(c, _)| is_money(table, *c)) {
            let unsure = |text: &str| !is_nil_mark(text) && text.chars().any(|c| c.is_ascii_digit());
            if cell.as_ref().is_some_and(|c| unsure(&c.printed)) {
                slots[row * width + column] = Slot::Unsure;
            }
        }
    }
    let factor = table.unit.as_deref().and_then(unit_of).and_then(|u| u.factor());
    let mut last: Option<(&str, Option<Decimal>)> = None;
    for record in records.iter().filter(|r| is_money(table, r.column)) {
        let own = match (record.unit, last) {
            (Some(unit), Some((known, factor))) if unit == known => factor,
            (Some(unit), _) => {
                let factor = unit_of(unit).and_then(|u| u.factor());
                last = Some((unit, factor));
                factor
            }
            (None, _) => None,
        };
        let slot = &mut slots[record.row * width + record.column];
        *slot = match (own, record.unit) {
            _ if record.second_reader == Some(Sight::Unseen) => Slot::Unsure,
            (Some(own), _) => Figure::read(&record.printed, own).map_or(Slot::Unsure, Slot::Figure),
            (None, None) => Figure::bare(&record.printed).map_or(Slot::Unsure, Slot::Figure),
            (None, Some(_)) => Slot::Blank,
        };
    }
    let mut doubt = None;
    for row in (0..table.rows.len()).filter(|row| numbers_columns(&table.rows[*row])) {
        slots[row * width..(row + 1) * width].fill(Slot::Blank);
        // `** 1`: the numbers of two columns in one cell.
        if table.rows[row].cells.iter().flatten().any(|c| c.printed.split_whitespace().count() > 1) {
            doubt = Some("two of its columns were read as one");
        }
    }
    for diagnostic in document.diagnostics {
        let Some(place) = diagnostic.place else { continue };
        if PAGE.contains(&diagnostic.code) && table.pages.contains(&place.page) {
            doubt = Some("its page was not read whole");
        }
        let Some(rect) = place.rect.filter(|_| CELL.contains(&diagnostic.code)) else { continue };
        for (row, printed) in table.rows.iter().enumerate().filter(|(_, r)| r.page == place.page) {
            for (column, cell) in printed.cells.iter().enumerate() {
                if cell.as_ref().is_some_and(|c| c.rect == rect) && is_money(table, column) {
                    slots[row * width + column] = Slot::Unsure;
                }
            }
        }
    }
    for (row, printed) in table.rows.iter().enumerate() {
        let labels = printed.cells.iter().zip(&table.columns).filter(|(_, column)| column.role == Role::Name);
        if labels.filter_map(|(cell, _)| cell.as_ref()).any(|c| runs_over(&c.printed)) {
            for slot in slots[row * width..(row + 1) * width].iter_mut().filter(|s| **s != Slot::Blank) {
                *slot = Slot::Unsure;
            }
        }
    }
    for (row, column) in torn(table) {
        slots[row * width + column] = Slot::Unsure;
    }
    let sides = sides(table, records);
    let before = document.disclosure.fiscal_year.map(|year| format!("{}年", year.saturating_sub(1)));
    let is_past = |column: &crate::content::Column| {
        column
            .path
            .iter()
            .any(|label| before.as_deref().is_some_and(|b| squeeze(label).contains(b)) || label.contains("上年预算"))
    };
    let past = (0..width).filter(|c| is_past(&table.columns[*c])).collect();
    Sheet { index, table, sides, factor, doubt, loose: None, obscured: Vec::new(), past, slots }
}

/// Whether the figures of a column are money.
fn is_money(table: &Table, column: usize) -> bool {
    let column = &table.columns[column];
    column.role == Role::Amount && !column.counts
}

fn sides<'d>(table: &'d Table, records: &'d [Record]) -> Vec<Side<'d>> {
    let count = table.columns.iter().map(|c| usize::from(c.side) + 1).max().unwrap_or(0);
    let mut sides: Vec<Side<'d>> = vec![Side::default(); count];
    let mut labels: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, column) in table.columns.iter().enumerate() {
        let side = usize::from(column.side);
        match column.role {
            Role::Amount if is_money(table, index) && !column.meaning.is_some_and(|m| ASIDE.contains(&m)) => {
                sides[side].columns.push(index);
            }
            Role::Name | Role::Code => labels[side].push(index),
            _ => {}
        }
    }
    for (number, side) in sides.iter_mut().enumerate() {
        let names = labels[number].iter().map(|i| &table.columns[*i]);
        side.projects = names.clone().filter_map(|c| c.meaning).any(|m| m == "project_column");
    }
    // Codes of units and projects are of no classification, whatever they begin with.
    let is_foreign = |c: &usize| matches!(table.columns[*c].meaning, Some("unit_code" | "project_code"));
    let codes = |c: &&usize| table.columns[**c].role == Role::Code;
    let foreign: Vec<bool> =
        labels.iter().map(|l| l.iter().any(|c| codes(&c)) && l.iter().filter(codes).all(is_foreign)).collect();
    let mut next = 0;
    for (row, printed) in table.rows.iter().enumerate() {
        let from = next;
        while next < records.len() && records[next].row == row {
            next += 1;
        }
        let mut before: Option<(String, LineKind)> = None;
        for (number, side) in sides.iter_mut().enumerate() {
            if !side.columns.iter().chain(&labels[number]).any(|c| printed.cells[*c].is_some()) {
                continue;
            }
            let record = records[from..next].iter().find(|r| usize::from(table.columns[r.column].side) == number);
            let mut label = String::new();
            let mut other_code = None;
            // The name of the government's classification beside that of the department's is no part of it: glued together, the two
            // are words that stand nowhere.
            let is_second = |c: &usize| table.columns[*c].axis == Some(Axis::GovEconomic);
            let has_own = labels[number]
                .iter()
                .any(|c| !is_second(c) && table.columns[*c].role == Role::Name && printed.cells[*c].is_some());
            for column in labels[number].iter().filter(|c| !(has_own && is_second(c))) {
                // 类款项 | 合计: what codes are made of is no part of the total's name.
                let text = printed.cells[*column].as_ref().map(|cell| squeeze(&cell.printed));
                let Some(text) = text.filter(|text| !text.chars().all(|c| "类款项目".contains(c))) else { continue };
                if text.chars().any(|c| !c.is_ascii_digit()) {
                    label.push_str(&text);
                } else if other_code.is_none() && text.len() >= 3 {
                    other_code = Some(text);
                }
            }
            // A label merged over the sides stands on the first of them (江苏: 收入合计 … 支出合计).
            if label.is_empty() && printed.kind != RowKind::Item {
                label = before.as_ref().map(|(l, _)| l.clone()).unwrap_or_default();
            }
            let unnamed = label.is_empty() && printed.kind == RowKind::Total;
            let kind = if unnamed { LineKind::Total } else { kind_of(&label) };
            before = Some((label.clone(), kind));
            let record = record.filter(|_| !foreign[number]);
            let code = record.and_then(|r| r.economic_code.as_deref().or(r.function_code.as_deref()));
            side.lines.push(Line {
                row,
                of_which: label.starts_with("其中"),
                kind,
                label,
                code,
                government: record.and_then(|r| r.gov_economic_code.as_deref()),
                code_printed: record.is_some_and(|r| !r.code_by_name),
                other_code: other_code.filter(|_| code.is_none()),
                name: record.and_then(|r| {
                    r.economic_name.as_deref().filter(|_| r.economic_code.is_some()).or(r.function_name.as_deref())
                }),
            });
        }
    }
    sides
}

fn kind_of(label: &str) -> LineKind {
    let label = label.trim_end_matches(['：', ':']);
    let of_year = label.contains("本年") || label.contains("当年");
    let whole = matches!(label, "合计" | "总计" | "共计" | "收入合计" | "支出合计" | "收支合计" | "部门合计" | "单位合计");
    if whole || label.ends_with("总计") && !of_year {
        LineKind::Total
    } else if label.ends_with("合计") || label.ends_with("小计") || of_year && label.ends_with("总计") {
        LineKind::Subtotal
    } else {
        LineKind::Item
    }
}

impl<'d> Sheet<'d> {
    pub fn id(&self) -> Option<&'static str> {
        self.table.id
    }

    pub fn slot(&self, row: usize, column: usize) -> Slot {
        self.slots[row * self.table.columns.len() + column]
    }

    pub fn at(&self, row: usize, column: usize) -> At {
        At { table: self.index, row, column }
    }

    /// The figure of a cell, if one was read with certainty.
    pub fn figure(&self, row: usize, column: usize) -> Option<Figure> {
        match self.slot(row, column) {
            Slot::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// Whether an amount of it was not read with certainty.
    pub fn is_unsure(&self) -> bool {
        self.slots.contains(&Slot::Unsure)
    }

    /// Its largest amount.
    pub fn largest(&self) -> Option<Figure> {
        let figures = self.slots.iter().filter_map(|slot| if let Slot::Figure(figure) = slot { Some(*figure) } else { None });
        figures.max_by_key(|figure| figure.value)
    }

    /// Reads all its figures in another unit than the one that it prints.
    pub fn read_in(&mut self, factor: Decimal) {
        let width = self.table.columns.len();
        for (index, slot) in self.slots.iter_mut().enumerate() {
            let cell = self.table.rows.get(index / width).and_then(|r| r.cells.get(index % width)?.as_ref());
            let figure = cell.and_then(|c| Figure::read(&c.printed, factor));
            if let (Slot::Figure(own), Some(figure)) = (&mut *slot, figure) {
                *own = figure;
            }
        }
        self.factor = Some(factor);
    }

    /// The meaning of a column.
    pub fn meaning(&self, column: usize) -> Option<&'static str> {
        self.table.columns[column].meaning
    }

    /// The first column of money on a side with a meaning.
    pub fn column(&self, side: usize, meaning: &str) -> Option<usize> {
        let side = self.sides.get(side)?;
        side.columns.iter().copied().find(|c| self.meaning(*c) == Some(meaning))
    }

    /// The column that holds the whole amount of a row: the total, else the only one.
    pub fn main_column(&self, side: usize) -> Option<usize> {
        let columns = &self.sides.get(side)?.columns;
        // 基本支出/小计 is a total of its own heading: the whole one stands under the fewest.
        let depth = |c: &usize| self.table.columns[*c].path.len();
        let total = columns.iter().copied().filter(|c| self.meaning(*c) == Some("total")).min_by_key(depth);
        total.or(if columns.len() == 1 { columns.first().copied() } else { None })
    }

    /// The row of the whole: the only total; in a table of one row, that row.
    pub fn total_line(&self, side: usize) -> Option<&Line<'d>> {
        let lines = &self.sides.get(side)?.lines;
        let mut totals = lines.iter().filter(|l| l.kind == LineKind::Total);
        match (totals.next(), totals.next()) {
            (Some(total), None) => Some(total),
            (None, _) if lines.len() == 1 => lines.first(),
            _ => None,
        }
    }

    /// What a label of a row means (`因公出国（境）费` is `overseas_travel`).
    pub fn meaning_of(label: &str) -> Option<&'static str> {
        headers::meaning(&[label.to_owned()]).map(|m| m.name)
    }

    /// How the table is called.
    pub fn name(&self) -> String {
        let title = self.table.title.as_deref().unwrap_or("");
        match self.table.id {
            Some(id) => format!("{id} {title}").trim_end().to_owned(),
            None => title.to_owned(),
        }
    }

    /// The name of the unit in which its figures are read; `None` where none is printed.
    pub fn unit(&self) -> Option<&'static str> {
        let is_it = |name: &&str| self.factor.is_some() && unit_of(name).and_then(|u| u.factor()) == self.factor;
        ["元", "千元", "万元", "百万元", "亿元"].into_iter().find(is_it)
    }

    /// The table as evidence.
    pub fn evidence(&self) -> Evidence {
        let place = Place::on(self.table.pages.first().copied().unwrap_or(1), self.table.rect);
        Evidence { what: self.name(), printed: String::new(), value: None, place }
    }

    /// A cell as evidence.
    pub fn evidence_of(&self, at: At) -> Evidence {
        let row = &self.table.rows[at.row];
        let cell = row.cells[at.column].as_ref();
        // What has no name of its own, or shares it, is counted.
        let mut label = self.label_of(at);
        if label.is_empty() && self.table.rows.len() > 1 {
            label = format!("第{}行", at.row + 1);
        }
        let path = &self.table.columns[at.column].path;
        let twins = self.table.columns.iter().filter(|c| c.path == *path).count();
        let mut column = path.join("/");
        column.push_str(&if twins > 1 { format!("（第{}列）", at.column + 1) } else { String::new() });
        Evidence {
            what: [self.name().as_str(), &label, &column]
                .iter()
                .filter(|p| !p.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" / "),
            printed: cell.map(|c| c.printed.to_string()).unwrap_or_default(),
            value: self.figure(at.row, at.column).map(|f| f.value.normalize()),
            place: cell.map_or(Place::page(row.page), |c| c.place()),
        }
    }

    /// The code and name of a cell's row.
    pub fn label_of(&self, at: At) -> String {
        let side = usize::from(self.table.columns[at.column].side);
        let line = self.sides[side].lines.iter().find(|l| l.row == at.row);
        line.map(|l| match l.code.filter(|_| l.code_printed) {
            Some(code) if !l.label.contains(code) => format!("{code} {}", l.label),
            _ => l.label.clone(),
        })
        .unwrap_or_default()
    }
}
