//! The columns of the indicators of a form, from the headings above them.

use super::goals::{GoalHead, horizon_of, horizons};
use super::sheet::{Line, Piece};
use super::types::Horizon;
use crate::codes::form_labels::Kind;
use crate::grammar::squeeze;

/// What a column of indicators holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Item,
    Level1,
    Level2,
    Name,
    Comparator,
    Value,
    Unit,
    Weight,
    Core,
    Actual,
    Score,
    Deviation,
    Standard,
    /// What was reached in years before (上年), no target.
    Prior,
    ValueType,
    Remark,
}

fn part_of(name: &str) -> Option<Part> {
    Some(match name {
        "activity" => Part::Item,
        "level1" => Part::Level1,
        "level2" => Part::Level2,
        "level3" => Part::Name,
        "comparator" => Part::Comparator,
        "value" | "value_or_standard" => Part::Value,
        "unit" => Part::Unit,
        "weight" => Part::Weight,
        "core" => Part::Core,
        "actual" => Part::Actual,
        "score" => Part::Score,
        "deviation" => Part::Deviation,
        "standard" => Part::Standard,
        "value_type" => Part::ValueType,
        "remark" => Part::Remark,
        _ => return None,
    })
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub from: usize,
    pub to: usize,
    pub part: Part,
    /// What the heading says of time.
    pub horizon: Option<Horizon>,
}

/// The columns of the indicators.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// By position.
    pub columns: Vec<Column>,
    /// The form prints every indicator twice, for the period and for the year: the column at which the second half begins.
    pub second_half: Option<usize>,
}

impl Columns {
    /// The columns of a row of headings; `None` where it is none.
    pub fn of(line: &Line) -> Option<Self> {
        let mut columns: Vec<Column> = line.filled().filter_map(column).collect();
        settle_standards(line, &mut columns);
        settle_contents(line, &mut columns);
        let has = |columns: &[Column], part| columns.iter().any(|c| c.part == part);
        if columns.len() < 2 || !(has(&columns, Part::Value) || has(&columns, Part::Name) || has(&columns, Part::Level2)) {
            return None;
        }
        if !has(&columns, Part::Name) {
            // 北京: 活动 | 绩效指标 | 指标性质: what names a part elsewhere heads the column of names here; also in front of all, where no
            // level has a column.
            let levels = has(&columns, Part::Level1) || has(&columns, Part::Level2);
            let first = columns[0].from;
            let name = line.filled().find(|p| (p.col > first || !levels) && p.is_any(&[Kind::Section]) && column(p).is_none());
            columns.extend(name.map(|p| Column { from: p.col, to: p.end(), part: Part::Name, horizon: None }));
            columns.sort_by_key(|c| c.from);
        }
        let names: Vec<&Column> = columns.iter().filter(|c| c.part == Part::Name).collect();
        let twice = names.len() == 2 && columns.iter().filter(|c| c.part == Part::Value).count() == 2;
        let second_half = twice.then(|| {
            let second = columns.iter().filter(|c| c.part == Part::Level2).nth(1).unwrap_or(names[1]);
            second.from
        });
        Some(Self { columns, second_half })
    }

    /// The columns of a form that prints indicators without headings (西安): names of both levels, a name and a value in one row.
    pub fn without_heads(line: &Line) -> Option<Self> {
        let pieces: Vec<&Piece> = line.filled().filter(|p| p.label_is_no_part()).collect();
        let [first, second, name, value] = pieces[..] else { return None };
        let levels = first.class(1).is_some() && second.class(2).is_some();
        let texts = [name, value].iter().all(|p| !p.is_any(&[Kind::Field, Kind::Fund, Kind::Person, Kind::Column]));
        let parts = [(first, Part::Level1), (second, Part::Level2), (name, Part::Name), (value, Part::Value)];
        let column = |(p, part): (&Piece, Part)| Column { from: p.col, to: p.end(), part, horizon: None };
        (levels && texts).then(|| Self { columns: parts.into_iter().map(column).collect(), second_half: None })
    }

    /// Gives each half the time of the heading over the goals of its half (中期目标 | 年度目标), where its own headings say none.
    pub fn take_horizons(&mut self, heads: &[GoalHead]) {
        let (Some(second), Some(said)) = (self.second_half, horizons(heads)) else { return };
        let own = |c: &Column| c.part == Part::Value && c.horizon.is_some();
        if self.columns.iter().any(own) {
            return;
        }
        for column in self.columns.iter_mut().filter(|c| c.part == Part::Value) {
            column.horizon = Some(said[usize::from(column.from >= second)]);
        }
    }

    /// Gives the values the time that the label over the indicators says (长期绩效指标 above 年度绩效指标), where their headings say none.
    pub fn take_horizon(&mut self, line: &Line) {
        let said = line.filled().find_map(|p| p.label(Kind::Section).filter(|l| l.name() == "indicators").and_then(horizon_of));
        let unsaid = self.columns.iter_mut().filter(|c| c.part == Part::Value && c.horizon.is_none());
        unsaid.for_each(|c| c.horizon = said);
    }

    /// Takes a second row of headings, which parts the values by year (湖北: 上年 | 预计当年实现 under 指标值).
    pub fn take_subheads(&mut self, line: &Line) -> bool {
        // A text form does not say how far a heading spans: up to the next one.
        let end = |index: usize| self.columns.get(index + 1).map_or(0, |next| next.from).max(self.columns[index].to);
        let is_wide = |index: &usize| self.columns[*index].part == Part::Value && end(*index) > self.columns[*index].from + 1;
        let Some(value) = (0..self.columns.len()).find(is_wide) else { return false };
        let (from, to) = (self.columns[value].from, end(value));
        let parts: Vec<Column> = line
            .filled()
            .map(|p| column(p).unwrap_or(Column { from: p.col, to: p.end(), part: Part::Prior, horizon: None }))
            .collect();
        let within = parts.iter().all(|c| c.from >= from && c.to <= to);
        if parts.len() < 2 || !within || !parts.iter().any(|c| c.part == Part::Value) {
            return false;
        }
        self.columns.remove(value);
        self.columns.extend(parts);
        self.columns.sort_by_key(|c| c.from);
        true
    }

    /// The column in which a cell stands: the one with which it shares most.
    pub fn at(&self, piece: &Piece) -> Option<&Column> {
        let shared = |c: &Column| c.to.min(piece.end()).saturating_sub(c.from.max(piece.col));
        self.columns.iter().filter(|c| shared(c) > 0).max_by_key(|c| (shared(c), std::cmp::Reverse(c.from)))
    }

    /// Whether a row fills both a column of names and one of values, in cells of their own.
    pub fn has_name_and_value(&self, line: &Line) -> bool {
        let filled = |part| line.filled().find(|p| self.at(p).is_some_and(|c| c.part == part));
        filled(Part::Name).is_some() && (filled(Part::Value).is_some() || filled(Part::Comparator).is_some())
    }

    /// Whether a cell spans a column of names and one of values, as no cell of an indicator does (评价结论 | 自评得分99分。).
    pub fn is_across(&self, piece: &Piece) -> bool {
        let within = |part| self.columns.iter().any(|c| c.part == part && piece.col <= c.from && c.to <= piece.end());
        within(Part::Name) && within(Part::Value)
    }

    /// The leftmost column of names.
    pub fn first_name(&self) -> usize {
        let named = |c: &&Column| matches!(c.part, Part::Name | Part::Value);
        self.columns.iter().find(named).map_or(0, |c| c.from)
    }
}

/// `绩效标准` beside `指标值` says what the target is measured by (湖南); alone it is the target.
fn settle_standards(line: &Line, columns: &mut [Column]) {
    let either = |c: &Column| {
        let head = line.filled().find(|p| p.col == c.from);
        head.and_then(|p| p.label(Kind::Column)).is_some_and(|l| l.name() == "value_or_standard")
    };
    if columns.iter().any(|c| c.part == Part::Value && !either(c)) {
        columns.iter_mut().filter(|c| either(c)).for_each(|c| c.part = Part::Standard);
    }
}

/// `指标内容` beside `三级指标`, with one column of values for both, says what the indicator means (云南); alone it heads the names.
fn settle_contents(line: &Line, columns: &mut [Column]) {
    let count = |columns: &[Column], part| columns.iter().filter(|c| c.part == part).count();
    if count(columns, Part::Name) != 2 || count(columns, Part::Value) > 1 {
        return;
    }
    let of_content = |c: &Column| line.filled().any(|p| p.col == c.from && squeeze(&p.text).ends_with("内容"));
    let content = columns.iter().rposition(|c| c.part == Part::Name && of_content(c));
    if let Some(column) = content.and_then(|at| columns.get_mut(at)) {
        column.part = Part::Standard;
    }
}

fn column(piece: &Piece) -> Option<Column> {
    let label = piece.label(Kind::Column)?;
    Some(Column { from: piece.col, to: piece.end(), part: part_of(label.name())?, horizon: horizon_of(label) })
}
