//! Funds: figures beside labels (财政拨款 | 290.30) or under headings of what they measure (年初预算数, 执行数, 得分).

use super::goals::horizon_of;
use super::sheet::{Line, Piece, amount_with_unit, figure};
use super::types::{Fund, FundMeasure, Horizon};
use crate::codes::form_labels::{self, Kind, Label};
use crate::decimal::Decimal;
use crate::grammar::{Unit, percent, squeeze, unit_of};

/// A column of the funds.
#[derive(Debug, Clone)]
pub(super) struct MeasureColumn {
    from: usize,
    to: usize,
    measure: FundMeasure,
    /// Its heading as printed.
    label: String,
}

/// What a heading of a column of funds measures.
pub(super) fn measure_of(label: &Label) -> Option<FundMeasure> {
    Some(match label.name() {
        "budget" => FundMeasure::Budget,
        "initial_budget" => FundMeasure::InitialBudget,
        "adjusted_budget" => FundMeasure::AdjustedBudget,
        "executed" => FundMeasure::Executed,
        "weight" => FundMeasure::Weight,
        "execution_rate" => FundMeasure::ExecutionRate,
        "score" => FundMeasure::Score,
        _ => return None,
    })
}

fn is_money(measure: FundMeasure) -> bool {
    !matches!(measure, FundMeasure::Weight | FundMeasure::ExecutionRate | FundMeasure::Score)
}

/// The columns of a row of at least two such headings that differ, and holds no figure.
pub(super) fn measure_columns(line: &Line) -> Option<Vec<MeasureColumn>> {
    let of = |p: &Piece| {
        let measure = measure_of(p.label(Kind::Measure)?)?;
        Some(MeasureColumn { from: p.col, to: p.end(), measure, label: p.text.clone() })
    };
    let columns: Vec<MeasureColumn> = line.filled().filter_map(of).collect();
    let differ = columns.iter().any(|c| c.measure != columns[0].measure);
    (columns.len() >= 2 && differ && !line.filled().any(Piece::is_figure)).then_some(columns)
}

/// A column of the funds that one level of government gives, or that of all together.
#[derive(Debug, Clone)]
pub(super) struct Giver {
    from: usize,
    to: usize,
    /// 中央, 省级 as printed; `None` over the sum of all (合计).
    level: Option<String>,
}

/// The columns of a row of headings `合计 | 中央 | 省级 | 县级` over the funds, which holds no figure.
pub(super) fn giver_columns(line: &Line) -> Option<Vec<Giver>> {
    const LEVELS: [&str; 5] = ["central", "provincial", "prefectural", "county", "local"];
    let is_level = |p: &Piece| {
        let whole = form_labels::labels(&format!("{}资金", squeeze(&p.text)));
        !p.is_any(&[Kind::Field, Kind::Goal]) && whole.iter().any(|l| l.kind() == Kind::Fund && LEVELS.contains(&l.name()))
    };
    // `项目资金` stands over the part, and may also name its total.
    let is_sum = |p: &Piece| p.label(Kind::Section).is_none() && p.label(Kind::Fund).is_some_and(|l| l.name() == "total");
    let of = |p: &Piece| {
        let level = is_level(p).then(|| p.text.clone());
        (level.is_some() || is_sum(p)).then(|| Giver { from: p.col, to: p.end(), level })
    };
    let givers: Vec<Giver> = line.filled().filter_map(of).collect();
    let levels = givers.iter().filter(|g| g.level.is_some()).count();
    (levels >= 2 && levels + 1 == givers.len() && !has_figure(line)).then_some(givers)
}

/// What is known of the funds while going down their rows.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// Columns of the part, where it has headings.
    pub columns: Vec<MeasureColumn>,
    /// Columns by the level of government that gives, where it has those.
    pub givers: Vec<Giver>,
    /// The unit of the part.
    pub unit: Option<Unit>,
    /// The part in which the row stands, where parts have totals of their own, and how many of its rows are still to come.
    part: Option<(String, usize)>,
    /// What time the figures of each half of the form are for.
    halves: [Option<Horizon>; 2],
    /// What the figures of each half are, where the totals above them say (预算数 | 500.00 | 执行数 | 480.00).
    measures: [FundMeasure; 2],
    /// The column at which the labels of the second half stand, where columns can be trusted.
    second_half: Option<usize>,
}

/// The unit of money that a label prints in brackets: `项目资金（万元）`.
pub(super) fn unit_in(label: &str) -> Option<Unit> {
    unit_of(label).filter(|u| u.is_money() && label.contains(['（', '(']))
}

/// A fund, and whether its label or that of its half said what time it is for.
pub(super) struct Found {
    pub fund: Fund,
    pub said: bool,
    /// The half of the form in which it stands: 1 behind another fund of the same row.
    pub half: usize,
}

impl Context {
    /// Figures under headings: one label, as many figures as there are columns.
    pub fn under_headings(&self, label: &Piece, line: &Line) -> Vec<Found> {
        let mut found = Vec::new();
        for column in &self.columns {
            let cell = line.pieces.iter().find(|p| p.col >= label.end() && p.col < column.to && column.from < p.end());
            let Some(cell) = cell.filter(|c| !c.is_empty()) else { continue };
            let known = label.label(Kind::Fund);
            let said = known.and_then(horizon_of);
            found.push(self.fund(label, Some(cell), column.measure, said, 0));
        }
        found
    }

    /// A row of nothing but figures right below their headings: those of the total, whose label is merged over both rows.
    pub fn without_label(&self, line: &Line) -> Vec<Found> {
        let column = |p: &Piece| self.columns.iter().find(|c| c.from < p.end() && p.col < c.to);
        if line.filled().count() < 2 || !line.filled().all(|p| p.is_figure() && column(p).is_some()) {
            return Vec::new();
        }
        let found = line.filled().filter_map(|cell| Some(self.total_under(column(cell)?, cell)));
        found.collect()
    }

    /// A figure of the total under the heading that says what it is.
    fn total_under(&self, column: &MeasureColumn, cell: &Piece) -> Found {
        let mut found = self.fund(cell, Some(cell), column.measure, None, 0);
        found.fund.label.clone_from(&column.label);
        found.fund.source = Some("total");
        found
    }

    /// The figures of a row under the levels that give them: the sum beside its label, the others as its items.
    pub fn under_givers(&mut self, line: &Line) -> Option<Vec<Found>> {
        let label = line.filled().find(|p| p.label(Kind::Fund).is_some()).filter(|_| !self.givers.is_empty())?;
        let givers = self.givers.clone();
        let found = givers.iter().filter_map(|giver| {
            let cell = line.filled().find(|p| p.col >= label.end() && p.col < giver.to && giver.from < p.end())?;
            let mut found = self.beside(label, Some(cell), 0);
            if let Some(level) = &giver.level {
                found.fund.label = format!("{}/{level}", label.text);
                found.fund.item = Some(level.clone());
            }
            Some(found)
        });
        let found: Vec<Found> = found.collect();
        (!found.is_empty()).then_some(found)
    }

    /// Goes down to a row, which may begin a part with a total of its own (收入构成, 支出构成).
    pub fn enter(&mut self, line: &Line) {
        self.part = self.part.take().filter(|(_, left)| *left > 1).map(|(part, left)| (part, left - 1));
        let is_part = |p: &&Piece| p.label(Kind::Section).is_some_and(|l| l.name() == "part");
        if let Some(piece) = line.filled().find(is_part) {
            self.part = Some((piece.text.clone(), piece.rows));
        }
    }

    /// The half in which a label stands: by its column where those of the second half are known (a row may fill the second alone), else
    /// by how many labels stood in front of it.
    pub fn half_of(&self, label: &Piece, before: usize) -> usize {
        self.second_half.map_or(before, |col| usize::from(label.col >= col))
    }

    /// Notes where the second half stands: a second total of one row.
    pub fn note_half(&mut self, label: &Piece, before: usize) {
        if before == 1 && label.label(Kind::Fund).is_some_and(|l| l.name() == "total") {
            self.second_half = Some(label.col);
        }
    }

    /// A figure beside its label. The label of a total says what time the figures below it in its half are for.
    pub fn beside(&mut self, label: &Piece, figure: Option<&Piece>, half: usize) -> Found {
        let half = half.min(1);
        let known = label.label(Kind::Fund);
        let said = known.and_then(horizon_of);
        if known.is_some_and(|l| l.name() == "total") {
            self.halves[half] = said;
        }
        self.fund(label, figure, self.measures[half], said.or(self.halves[half]), half)
    }

    /// A figure beside the name of what it measures, which is the total of its half.
    pub fn measured(&mut self, label: &Piece, figure: &Piece, before: usize) -> Option<Found> {
        let measure = measure_of(label.label(Kind::Measure)?).filter(|m| is_money(*m))?;
        if before == 1 {
            self.second_half = Some(label.col);
        }
        let half = self.half_of(label, before).min(1);
        self.measures[half] = measure;
        let mut found = self.fund(label, Some(figure), measure, None, half);
        found.fund.source = Some("total");
        Some(found)
    }

    /// A figure of one item (a task, a kind of expenditure) under a heading, which may say what it measures.
    pub fn of_item(&self, head: &Piece, over: Option<&Piece>, source: &'static str, cell: &Piece, item: Option<String>) -> Found {
        let says = |p: &Piece| p.label(Kind::Measure).and_then(measure_of);
        let measure = says(head).or(over.and_then(says)).unwrap_or_default();
        let mut found = self.fund(head, Some(cell), measure, head.label(Kind::Fund).and_then(horizon_of), 0);
        found.fund.source = Some(source);
        found.fund.item = item;
        found
    }

    fn fund(&self, label: &Piece, cell: Option<&Piece>, measure: FundMeasure, said: Option<Horizon>, half: usize) -> Found {
        let printed = cell.map_or(String::new(), |c| c.text.clone());
        let with_unit = amount_with_unit(&printed);
        let money = is_money(measure);
        // A share of money is no amount of it.
        let rate = percent(&printed).filter(|_| !money);
        let value = figure(&printed).or(rate).map(|a| a.value).or(with_unit.map(|(value, _)| value));
        let unit = with_unit.map(|(_, unit)| unit).or(unit_in(&label.text)).or(self.unit).filter(|u| money && u.is_money());
        let amount_yuan = in_yuan(value, unit);
        let fund = Fund {
            source: label.label(Kind::Fund).map(Label::name),
            label: label.text.clone(),
            item: None,
            part: self.part.as_ref().map(|(part, _)| part.clone()),
            horizon: said.unwrap_or_default(),
            measure,
            value,
            printed,
            unit: unit.map(|u| u.printed().to_owned()),
            amount_yuan,
            place: cell.map_or(label.place, |c| c.place),
        };
        Found { fund, said: said.is_some(), half }
    }
}

/// A value of this unit in yuan.
fn in_yuan(value: Option<Decimal>, unit: Option<Unit>) -> Option<Decimal> {
    value.zip(unit.and_then(Unit::factor)).and_then(|(v, f)| v.in_yuan(f)).map(|yuan| yuan.normalize())
}

/// Gives money its unit that stands above the label of its part, which the page break cut: its middle, and with it the unit, is printed on the next
/// page, behind the first figures.
pub(super) fn take_unit(found: &mut [Found], unit: Unit) {
    for fund in found.iter_mut().map(|f| &mut f.fund).filter(|f| f.unit.is_none() && is_money(f.measure)) {
        fund.unit = Some(unit.printed().to_owned());
        fund.amount_yuan = in_yuan(fund.value, Some(unit));
    }
}

/// Rows of headings of money above one row of nothing but figures (北京: 预算支出总额 | 财政拨款 over 合计, 基本支出, 项目支出): the figures
/// with their headings, and how many rows that takes.
pub(super) fn headed(lines: &[Line], context: &Context) -> Option<(Vec<Found>, usize)> {
    let is_head = |line: &&Line| line.filled().filter(|p| p.label(Kind::Fund).is_some()).count() >= 2 && !has_figure(line);
    let heads = lines.iter().take_while(is_head).count();
    let figures = lines.get(heads)?;
    let all_figures = figures.filled().count() >= 2 && figures.filled().all(Piece::is_figure);
    if !(1..=3).contains(&heads) || !all_figures {
        return None;
    }
    let found = figures.filled().filter_map(|cell| {
        let path: Vec<&Piece> = lines[..heads].iter().filter_map(|head| above(head, cell)).collect();
        // 全年预算数 | 全年执行数 over 总额 | 财政拨款 | 总额 | 财政拨款; the rate beside them has no such heading.
        let measured = context.columns.iter().find(|c| c.from < cell.end() && cell.col < c.to);
        if let Some(rate) = measured.filter(|c| !is_money(c.measure)) {
            return Some(context.total_under(rate, cell));
        }
        let (first, last) = (path.first()?, path.last()?);
        let (outer, inner) = (first.label(Kind::Fund)?.name(), last.label(Kind::Fund)?.name());
        let item = (path.len() > 1 && inner != "total").then(|| last.text.clone());
        let mut found = context.of_item(first, None, outer, cell, item);
        found.fund.label = path.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("/");
        if let Some(column) = measured {
            found.fund.measure = column.measure;
            found.fund.label = format!("{}/{}", column.label, found.fund.label);
        }
        Some(found)
    });
    Some((found.collect(), heads + 1))
}

fn has_figure(line: &Line) -> bool {
    line.filled().any(Piece::is_figure)
}

/// The heading of a row of headings over a cell: the one above it, else the last one left of it, whose span was not drawn.
fn above<'l>(head: &'l Line, cell: &Piece) -> Option<&'l Piece> {
    let over = |p: &&Piece| p.col < cell.end() && cell.col < p.end();
    let labelled = || head.filled().filter(|p| p.label(Kind::Fund).is_some());
    labelled().find(over).or_else(|| labelled().filter(|p| p.col < cell.col).last().filter(|p| p.rows == 1))
}

/// Settles the time of figures whose labels do not say: a total beside one for the year is for the whole period (上海: 项目资金总额
/// beside 年度资金申请总额), with everything below it in its half.
pub(super) fn settle(found: Vec<Found>) -> Vec<Fund> {
    let annual_half = found.iter().find(|f| f.said && f.half == 1 && f.fund.horizon == Horizon::Annual).is_some();
    let said_half = |half: usize| found.iter().any(|f| f.said && f.half == half);
    let first_is_period = annual_half && !said_half(0);
    found
        .into_iter()
        .map(|mut f| {
            if !f.said && f.half == 0 && first_is_period {
                f.fund.horizon = Horizon::Period;
            }
            f.fund
        })
        .collect()
}
