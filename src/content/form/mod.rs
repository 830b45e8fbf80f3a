//! Performance forms (绩效目标申报表 and its kin): labels with values, funds, goals and indicators.

use crate::grammar::{Date, IndicatorValue, squeeze, unit_of};
use crate::outline::{PrintedRow, PrintedTable};
use crate::place::Place;
use rust_decimal::Decimal;
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
    /// Where the value (else the label) stands.
    pub place: Place,
}

/// One figure of the funds of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Fund {
    /// Where the money comes from, in a canonical name: `total`, `central`, `provincial`, `local`, `own`, `fiscal`, `other`,
    /// `basic`, `project` …; `None` where the label is not known.
    pub source: Option<&'static str>,
    /// The label as printed.
    pub label: String,
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
    /// The target as printed (指标值).
    pub printed: String,
    /// The target, taken apart.
    pub target: IndicatorValue,
    /// 权重, 分值
    pub weight: Option<Decimal>,
    /// 是否核心指标
    pub core: Option<bool>,
    /// 实际完成值, in a self-evaluation, as printed.
    pub actual: Option<String>,
    /// 得分, in a self-evaluation.
    pub score: Option<Decimal>,
    /// 偏差原因分析及改进措施
    pub deviation: Option<String>,
    /// The printed value repeats itself (`保障保障`): kept as printed, and marked.
    pub doubled: bool,
    /// Where the target stands.
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
    /// Rows of filled cells, as printed.
    pub rows: Vec<Vec<String>>,
}

/// Labels with which a form begins.
const FIRST_LABELS: [&str; 10] = [
    "项目名称",
    "政策（项目）名称",
    "政策和项目名称",
    "专项名称",
    "部门名称",
    "部门（单位）名称",
    "单位名称",
    "一级项目名称",
    "预算单位",
    "项目单位",
];

/// Headings of the list of indicators, which a form has below its labels and values, a table in its header.
const INDICATOR_HEADS: [&str; 5] = ["一级指标", "二级指标", "三级指标", "指标名称", "指标值"];
/// A header is at most this many rows high before its indicators.
const HEADER_ROWS: usize = 2;

/// A grid of labels and values about one project or department.
pub(super) fn is_form(printed: &PrintedTable) -> bool {
    let heads_indicators =
        |row: &PrintedRow| row.filled().filter(|c| INDICATOR_HEADS.contains(&squeeze(&c.text).as_str())).count() >= 2;
    let has_indicators_above = printed.rows.iter().take(HEADER_ROWS).any(heads_indicators);
    let has_indicators_below = printed.rows.iter().skip(HEADER_ROWS).any(heads_indicators);
    if has_indicators_below && !has_indicators_above {
        return true;
    }
    let begins = printed.rows.iter().take(3).any(|row| {
        let first = row.filled().next().map(|c| squeeze(&c.text)).unwrap_or_default();
        let first = first.trim_end_matches(['：', ':']);
        FIRST_LABELS.contains(&first) && row.filled().count() <= 4 && row.cells.iter().any(|c| c.cols > 1)
    });
    let about = printed.rows.iter().flat_map(|r| r.filled()).any(|c| {
        let text = squeeze(&c.text);
        text.contains("绩效") || text.contains("目标") || text.contains("项目资金")
    });
    begins && about && !has_indicators_above
}

/// Reads a form.
pub(super) fn read(printed: &PrintedTable) -> Form {
    let rows: Vec<Vec<String>> = printed
        .rows
        .iter()
        .map(|r| r.filled().map(|c| c.text.clone()).collect::<Vec<_>>())
        .filter(|r: &Vec<String>| !r.is_empty())
        .collect();
    let place = Place::on(printed.pages.first().copied().unwrap_or(1), printed.rect);
    let value_of = |labels: &[&str]| {
        rows.iter().find_map(|r| {
            let at = r.iter().position(|t| labels.contains(&squeeze(t).trim_end_matches(['：', ':'])))?;
            Some(Printed { text: r.get(at + 1)?.clone(), place })
        })
    };
    let unit = printed.caption.unit.clone().or_else(|| {
        rows.iter()
            .flatten()
            .filter(|t| t.contains("资金") || t.contains("金额"))
            .find_map(|t| unit_of(t))
            .map(|u| u.printed().to_owned())
    });
    Form {
        title: printed.caption.title.clone(),
        pages: printed.pages.clone(),
        project_name: value_of(&["项目名称", "政策（项目）名称", "政策和项目名称", "专项名称", "一级项目名称"]),
        department: value_of(&["主管部门及代码", "主管部门", "部门名称", "部门（单位）名称", "预算单位", "主管部门名称"])
            .or_else(|| printed.caption.department.clone().map(|text| Printed { text, place })),
        unit,
        rows,
        ..Form::default()
    }
}
