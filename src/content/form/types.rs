//! A performance form as printed, understood.

use crate::codes::form_labels::{names_quantity, speaks_of_time};
use crate::decimal::Decimal;
use crate::grammar::{About, Date, IndicatorValue, label_points};
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// Whose goals a form sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One project (项目支出绩效目标表).
    #[default]
    Project,
    /// A whole department or unit (整体支出绩效目标表).
    Department,
    /// A policy or a special fund (专项资金, 政策, 转移支付).
    Policy,
}

/// Whether a form sets targets or reports on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 绩效目标申报
    #[default]
    Target,
    /// 绩效自评
    SelfEvaluation,
}

/// What time a figure or goal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// 年度
    #[default]
    Annual,
    /// 实施期, 中期, 总体
    Period,
}

/// What a figure of the funds of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundMeasure {
    /// The amount asked for (资金总额, 预算数).
    #[default]
    Budget,
    /// 年初预算数
    InitialBudget,
    /// 全年预算数, 调整后预算数
    AdjustedBudget,
    /// 执行数, 决算数
    Executed,
    /// 分值
    Weight,
    /// 执行率, in per cent
    ExecutionRate,
    /// 得分
    Score,
}

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// As printed.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// One label of a form with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What the label means, in a canonical name (`project_name`, `period_years`, `basis`); `None` where it is not known.
    pub name: Option<&'static str>,
    /// The label as printed.
    pub label: String,
    /// The value as printed; `None` where the form leaves it blank.
    pub value: Option<String>,
    /// The value names a person or how to reach one: it leaves no output unless contacts are kept.
    pub person: bool,
    /// Where the value (else the label) stands.
    pub place: Place,
}

/// One figure of the funds of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Fund {
    /// Where the money comes from, in a canonical name: `total`, `central`, `provincial`, `local`, `own`, `fiscal`, `other`,
    /// `basic`, `project`, `own_level`, `higher_level` …; `None` where the label is not known.
    pub source: Option<&'static str>,
    /// The label as printed.
    pub label: String,
    /// What it pays for, where a form splits its funds (a task of a department), as printed.
    pub item: Option<String>,
    /// The part of the funds in which it stands, where parts have totals of their own (收入构成, 支出构成), as printed.
    pub part: Option<String>,
    /// What time it is for.
    pub horizon: Horizon,
    /// What the figure is.
    pub measure: FundMeasure,
    /// The figure in the printed unit; `None` for an empty cell or a dash.
    pub value: Option<Decimal>,
    /// As printed.
    pub printed: String,
    /// Unit as printed.
    pub unit: Option<String>,
    /// The value in yuan, where it is money and the unit is known.
    pub amount_yuan: Option<Decimal>,
    /// Where it stands.
    pub place: Place,
}

/// One goal of a form (总体目标, 年度目标).
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What time it is for.
    pub horizon: Horizon,
    /// As printed.
    pub text: String,
    /// What was reached, in a self-evaluation (实际完成情况).
    pub result: Option<String>,
    /// Where the goal stands.
    pub place: Place,
}

/// One indicator of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// What time the target is for.
    pub horizon: Horizon,
    /// 一级指标, carried over merged cells.
    pub level1: Option<String>,
    /// 二级指标, carried over merged cells.
    pub level2: Option<String>,
    /// 三级指标
    pub level3: Option<String>,
    /// What the second, else the first level stands for, in a canonical name (`quantity`, `economic_cost`, `satisfaction`);
    /// `None` where it is not known.
    pub class: Option<&'static str>,
    /// What it belongs to, where a form groups its indicators (活动, 任务), as printed.
    pub item: Option<String>,
    /// The target as printed (指标值).
    pub printed: String,
    /// The target, taken apart.
    pub target: IndicatorValue,
    /// 权重, 分值
    pub weight: Option<Decimal>,
    /// The points of its first and second level, where their names print them: `产出指标（50分）`.
    pub level_weights: [Option<Decimal>; 2],
    /// 是否核心指标
    pub core: Option<bool>,
    /// 实际完成值, in a self-evaluation, as printed.
    pub actual: Option<String>,
    /// 得分, in a self-evaluation.
    pub score: Option<Decimal>,
    /// 偏差原因分析及改进措施
    pub deviation: Option<String>,
    /// 评（扣）分标准, 指标解释: how it is scored or what it means.
    pub standard: Option<String>,
    /// 指标值类型: 定量 or 定性, as printed.
    pub value_type: Option<String>,
    /// 备注
    pub remark: Option<String>,
    /// The printed value repeats itself (`保障保障`): kept as printed, and marked.
    pub doubled: bool,
    /// The whole name, where the printed one breaks off and the other half of the form prints it whole (`完成率` cut to `完成`).
    pub cut_from: Option<String>,
    /// Where the target stands.
    pub place: Place,
}

/// One task of a department for the year (年度主要任务); its amounts are among the funds.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Name as printed.
    pub name: String,
    /// What is to be done (主要内容).
    pub content: Option<String>,
    /// What is aimed at (期望达到的目标).
    pub goal: Option<String>,
    /// What was reached, in a self-evaluation (完成情况).
    pub result: Option<String>,
    /// Where the name stands.
    pub place: Place,
}

/// A performance form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Form {
    /// Whose goals it sets.
    pub subject: Subject,
    /// Whether it sets targets or reports on them.
    pub phase: Phase,
    /// Title as printed.
    pub title: Option<String>,
    /// Pages it stands on.
    pub pages: Vec<u32>,
    /// Project name, where a cell labelled 项目名称 gives it.
    pub project_name: Option<Printed>,
    /// Department, where a label gives it, as printed.
    pub department: Option<Printed>,
    /// The unit that carries it out (实施单位), as printed.
    pub implementing_unit: Option<Printed>,
    /// The year of the form, where it says so.
    pub fiscal_year: Option<u16>,
    /// Unit of the amounts as printed.
    pub unit: Option<String>,
    /// All labels with their values, in reading order, those above among them.
    pub fields: Vec<Field>,
    /// Funds by source, time and measure.
    pub funds: Vec<Fund>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Indicators in reading order.
    pub indicators: Vec<Indicator>,
    /// When it was filled in (填报日期).
    pub date: Option<Date>,
    /// Index of the form that this one repeats.
    pub duplicate_of: Option<usize>,
    /// Index of the table it was read from, where that is a table among the tables as well: its figures count there.
    pub table: Option<usize>,
    /// Tasks of a department (年度主要任务), as printed.
    pub tasks: Vec<Task>,
    /// Rows of filled cells, as printed.
    pub rows: Vec<Vec<String>>,
}

/// Classes of indicators whose targets are quantities, also without a unit.
const QUANTITIES: [&str; 6] = ["quantity", "cost", "economic_cost", "social_cost", "ecological_cost", "economic"];

impl Indicator {
    /// Takes up what its names say: the points, and whether a number that looks like a date (`2022.12`) may be one.
    pub(super) fn settle(&mut self) {
        self.take_points();
        let about = self.about();
        self.target = std::mem::take(&mut self.target).or_time(&self.printed, about);
    }

    /// What its names speak of.
    fn about(&self) -> About {
        let mut names = [&self.level3, &self.level2, &self.item].into_iter().flatten();
        if self.class == Some("timeliness") || names.any(|name| speaks_of_time(name)) {
            About::Time
        } else if self.class.is_some_and(|c| QUANTITIES.contains(&c)) || self.level3.as_deref().is_some_and(names_quantity) {
            About::Quantity
        } else {
            About::Unsaid
        }
    }

    /// Takes up the points that names print: those of the levels, and its own where no column holds them (`培训次数（10分）`).
    fn take_points(&mut self) {
        let points = |name: &Option<String>| name.as_deref().and_then(label_points);
        self.level_weights = [points(&self.level1), points(&self.level2)];
        self.weight = self.weight.or(points(&self.level3));
    }
}

impl Form {
    /// Whether its figures are its own: they stand in no table, and in no form before it.
    pub fn counts(&self) -> bool {
        self.duplicate_of.is_none() && self.table.is_none()
    }

    /// The total of its funds for a time, by what was budgeted.
    pub fn total(&self, horizon: Horizon) -> Option<&Fund> {
        let is_total = |f: &&Fund| f.source == Some("total") && f.item.is_none() && f.horizon == horizon;
        self.funds
            .iter()
            .filter(is_total)
            .find(|f| matches!(f.measure, FundMeasure::Budget | FundMeasure::InitialBudget | FundMeasure::AdjustedBudget))
    }
}
