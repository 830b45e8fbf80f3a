//! Tasks of a department for the year (年度主要任务): name, what is done, its money, what is aimed at.

use super::funds::{self, Context};
use super::sheet::{Line, Piece};
use super::types::Task;
use crate::codes::form_labels::{Kind, Label};

/// A column of the tasks.
#[derive(Debug, Clone)]
struct Column {
    from: usize,
    to: usize,
    name: &'static str,
    /// The heading itself, which names the money.
    head: Piece,
    /// The heading above that, which says what it measures (全年执行数 over 总额 and 财政拨款).
    over: Option<Piece>,
}

impl Column {
    fn of(piece: &Piece, name: &'static str, over: Option<&Piece>) -> Self {
        Self { from: piece.col, to: piece.end(), name, head: piece.clone(), over: over.cloned() }
    }
}

/// The columns of the tasks.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// The columns of a row of headings; `None` where it is none.
    pub fn of(line: &Line) -> Option<Self> {
        let of = |p: &Piece| Some(Column::of(p, p.label(Kind::Task)?.name(), None));
        let columns: Vec<Column> = line.filled().filter_map(of).collect();
        let has = |name| columns.iter().any(|c| c.name == name);
        let found = has("name") && (has("content") || has("goal")) && !line.filled().any(Piece::is_figure);
        // 云南 prints the sources and what was spent in the same row: 批复金额 | 财政拨款 | 其他资金 | 实际支出金额 | 预算执行率.
        let money = |p: &&Piece| p.label(Kind::Task).is_none() && p.is_any(&[Kind::Fund, Kind::Measure]);
        let own = line.filled().filter(money).map(|p| Column::of(p, "amount", None));
        found.then(|| Self(columns.into_iter().chain(own).collect()))
    }

    /// Takes a second row of headings, which parts the money by source (总额 | 财政拨款 | 其他资金).
    pub fn take_sources(&mut self, line: &Line) -> bool {
        let sources: Vec<&Piece> = line.filled().filter(|p| p.label(Kind::Fund).is_some()).collect();
        if sources.is_empty() || sources.len() != line.filled().count() {
            return false;
        }
        let (heads, others): (Vec<Column>, Vec<Column>) =
            std::mem::take(&mut self.0).into_iter().partition(|c| c.name == "amount" && c.over.is_none());
        let above = |p: &Piece| heads.iter().find(|h| p.col < h.to && h.from < p.end());
        let parted: Vec<Column> =
            sources.into_iter().map(|p| Column::of(p, "amount", above(p).map(|h| &h.head).or(Some(p)))).collect();
        // A heading that no source parts keeps its column (预算执行率 beside 总额 | 财政拨款).
        let whole = heads.iter().filter(|h| !parted.iter().any(|c| c.from < h.to && h.from < c.to)).cloned();
        self.0 = others.into_iter().chain(whole).chain(parted.iter().cloned()).collect();
        self.0.sort_by_key(|c| c.from);
        true
    }

    /// Whether a row is none of the tasks: a label stands in front of their names.
    pub fn left_by(&self, line: &Line) -> bool {
        let first_column = self.0.iter().map(|c| c.from).min().unwrap_or(0);
        let is_other = |p: &Piece| {
            p.is_any(&[Kind::Goal, Kind::Field, Kind::Person]) || p.label(Kind::Section).is_some_and(|l| l.name() != "tasks")
        };
        line.filled().next().is_some_and(|p| p.col < first_column && is_other(p))
    }

    fn cell<'l>(&self, line: &'l Line, name: &str) -> Option<&'l Piece> {
        let within = |c: &&Column, p: &Piece| p.col < c.to && c.from < p.end();
        line.filled()
            .find(|p| self.0.iter().filter(|c| c.name == name).any(|c| within(&c, p)) && p.label(Kind::Section).is_none())
    }

    /// The task of a row with its money; a row of the total has money only.
    pub fn read(&self, line: &Line, context: &Context) -> (Option<Task>, Vec<funds::Found>) {
        let Some(name) = self.cell(line, "name") else { return (None, Vec::new()) };
        let text = |part| self.cell(line, part).filter(|p| p.col != name.col).map(|p| p.text.clone());
        let is_total = name.label(Kind::Fund).is_some_and(|l| l.name() == "total");
        let task = (!is_total).then(|| Task {
            name: name.text.clone(),
            content: text("content"),
            goal: text("goal"),
            result: text("result"),
            place: name.place,
        });
        let item = task.as_ref().map(|t| t.name.clone());
        let amounts = self.0.iter().filter(|c| c.name == "amount").filter_map(|column| {
            let cell = line.filled().find(|p| p.col < column.to && column.from < p.end() && p.is_figure())?;
            let source = column.head.label(Kind::Fund).map_or("total", Label::name);
            Some(context.of_item(&column.head, column.over.as_ref(), source, cell, item.clone()))
        });
        (task, amounts.collect())
    }
}
