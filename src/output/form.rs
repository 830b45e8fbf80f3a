//! A performance form as it is written in the document.

use crate::content::form::Subject;
use crate::content::{Field, Form, Fund, FundMeasure, Goal, Horizon, Indicator, Phase, Task};
use crate::exact::Exact;
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;

/// A form.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Form")]
pub(super) struct FormView<'e> {
    /// The first page it stands on.
    page: Option<u32>,
    /// All pages it stands on.
    pages: &'e [u32],
    /// Whose goals it sets.
    subject: Subject,
    /// Whether it sets targets or reports on them.
    phase: Phase,
    /// Title as printed.
    title: Option<&'e str>,
    /// Project name, where a cell labelled 项目名称 gives it.
    project_name: Option<&'e str>,
    /// Department, where a label gives it, as printed.
    department: Option<&'e str>,
    /// The unit that carries it out (实施单位), as printed.
    implementing_unit: Option<&'e str>,
    /// The year of the form, where it says so.
    fiscal_year: Option<u16>,
    /// Unit of the amounts as printed.
    unit: Option<&'e str>,
    /// When it was filled in (填报日期).
    date: Option<String>,
    /// Index of the form that this one repeats.
    duplicate_of: Option<usize>,
    /// Index of the table it was read from, where that is a table among the tables as well: its figures count there.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<usize>,
    /// Funds by source, time and measure.
    funds: Vec<FundView<'e>>,
    /// Goals.
    goals: Vec<GoalView<'e>>,
    /// Tasks of a department (年度主要任务), as printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tasks: Vec<TaskView<'e>>,
    /// Indicators in reading order.
    indicators: Vec<IndicatorView<'e>>,
    /// All labels with their values, in reading order, those above among them.
    fields: Vec<FieldView<'e>>,
    /// The form as printed: rows of filled cells.
    rows: Vec<Vec<&'e str>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fund")]
struct FundView<'e> {
    /// Where the money comes from, in a canonical name: `total`, `central`, `provincial`, `local`, `own`, `fiscal`, `other`,
    /// `basic`, `project`, `own_level`, `higher_level` …; null where the label is not known.
    source: Option<&'static str>,
    /// The label as printed.
    label: &'e str,
    /// What it pays for, where a form splits its funds (a task of a department), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'e str>,
    /// The part of the funds in which it stands, where parts have totals of their own (收入构成, 支出构成), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'e str>,
    /// What time it is for.
    horizon: Horizon,
    /// What the figure is.
    measure: FundMeasure,
    /// The figure in the printed unit; null for an empty cell or a dash.
    value: Option<Exact>,
    /// The value in yuan, where it is money and the unit is known.
    amount_yuan: Option<Exact>,
    /// The figure as printed.
    printed: &'e str,
    /// Unit as printed.
    unit: Option<&'e str>,
    /// Where it stands.
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Goal")]
struct GoalView<'e> {
    /// What time it is for.
    horizon: Horizon,
    /// The goal as printed.
    text: &'e str,
    /// What was reached, in a self-evaluation (实际完成情况).
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'e str>,
    /// Where the goal stands.
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Task")]
struct TaskView<'e> {
    /// Name as printed.
    name: &'e str,
    /// What is to be done (主要内容).
    content: Option<&'e str>,
    /// What is aimed at (期望达到的目标).
    goal: Option<&'e str>,
    /// What was reached, in a self-evaluation (完成情况).
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'e str>,
    /// Where the name stands.
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Indicator")]
struct IndicatorView<'e> {
    /// What time the target is for.
    horizon: Horizon,
    /// 一级指标, carried over merged cells.
    level1: Option<&'e str>,
    /// 二级指标, carried over merged cells.
    level2: Option<&'e str>,
    /// 三级指标.
    level3: Option<&'e str>,
    /// What the second, else the first level stands for, in a canonical name (`quantity`, `economic_cost`, `satisfaction`);
    /// null where it is not known.
    class: Option<&'static str>,
    /// What it belongs to, where a form groups its indicators (活动, 任务), as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'e str>,
    /// How the result is held against the value: `≥`, `≤`, `=`, `>`, `<`, 定性; null where nothing says.
    comparator: Option<&'static str>,
    /// The number of the target; of a range, the lower one; null where it is a text.
    value: Option<Exact>,
    /// The upper number of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<Exact>,
    /// Unit of the target, as printed.
    unit: Option<&'e str>,
    /// The target in words, where it is no number.
    text: Option<&'e str>,
    /// The target is a placeholder that nobody filled in (`XX月XX日`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    placeholder: bool,
    /// 权重, 分值.
    weight: Option<Exact>,
    /// The points of its first level, where that prints them: `产出指标（50分）`.
    #[serde(skip_serializing_if = "Option::is_none")]
    level1_weight: Option<Exact>,
    /// The points of its second level, where that prints them.
    #[serde(skip_serializing_if = "Option::is_none")]
    level2_weight: Option<Exact>,
    /// Whether it is marked as a core indicator (是否核心指标).
    #[serde(skip_serializing_if = "Option::is_none")]
    core: Option<bool>,
    /// 实际完成值, in a self-evaluation, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<&'e str>,
    /// 得分, in a self-evaluation.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Exact>,
    /// 偏差原因分析及改进措施, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    deviation: Option<&'e str>,
    /// 评（扣）分标准, 指标解释: how it is scored or what it means, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<&'e str>,
    /// 指标值类型: 定量 or 定性, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    value_type: Option<&'e str>,
    /// 备注, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'e str>,
    /// The printed value repeats itself (`保障保障`): kept as printed, and marked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubled: bool,
    /// The whole name, where the printed one breaks off and the other half of the form prints it whole (`完成率` cut to `完成`).
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_from: Option<&'e str>,
    /// The target as printed (指标值).
    printed: &'e str,
    /// Where the target stands.
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Field")]
struct FieldView<'e> {
    /// What the label means, in a canonical name (`project_name`, `period_years`, `basis`); null where it is not known.
    name: Option<&'static str>,
    /// The label as printed.
    label: &'e str,
    /// The value as printed; null where the form leaves it blank.
    value: Option<&'e str>,
    /// The value names a person or how to reach one: it leaves no output unless contacts are kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    person: bool,
    /// Where the value (else the label) stands.
    place: Place,
}

impl<'e> FormView<'e> {
    pub(super) fn of(form: &'e Form) -> Self {
        Self {
            page: form.pages.first().copied(),
            pages: &form.pages,
            subject: form.subject,
            phase: form.phase,
            title: form.title.as_deref(),
            project_name: form.project_name.as_ref().map(|p| p.text.as_str()),
            department: form.department.as_ref().map(|p| p.text.as_str()),
            implementing_unit: form.implementing_unit.as_ref().map(|p| p.text.as_str()),
            fiscal_year: form.fiscal_year,
            unit: form.unit.as_deref(),
            date: form.date.as_ref().map(ToString::to_string),
            duplicate_of: form.duplicate_of,
            table: form.table,
            funds: form.funds.iter().map(fund).collect(),
            goals: form.goals.iter().map(goal).collect(),
            tasks: form.tasks.iter().map(task).collect(),
            indicators: form.indicators.iter().map(indicator).collect(),
            fields: form.fields.iter().map(field).collect(),
            rows: form.rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect(),
        }
    }
}

fn fund<'e>(fund: &'e Fund) -> FundView<'e> {
    FundView {
        source: fund.source,
        label: &fund.label,
        item: fund.item.as_deref(),
        part: fund.part.as_deref(),
        horizon: fund.horizon,
        measure: fund.measure,
        value: fund.value.map(Exact),
        amount_yuan: fund.amount_yuan.map(Exact),
        printed: &fund.printed,
        unit: fund.unit.as_deref(),
        place: fund.place,
    }
}

fn goal<'e>(goal: &'e Goal) -> GoalView<'e> {
    let result = goal.result.as_deref();
    GoalView { horizon: goal.horizon, text: &goal.text, result, place: goal.place }
}

fn task<'e>(task: &'e Task) -> TaskView<'e> {
    TaskView {
        name: &task.name,
        content: task.content.as_deref(),
        goal: task.goal.as_deref(),
        result: task.result.as_deref(),
        place: task.place,
    }
}

fn indicator<'e>(indicator: &'e Indicator) -> IndicatorView<'e> {
    let target = &indicator.target;
    IndicatorView {
        horizon: indicator.horizon,
        level1: indicator.level1.as_deref(),
        level2: indicator.level2.as_deref(),
        level3: indicator.level3.as_deref(),
        class: indicator.class,
        item: indicator.item.as_deref(),
        comparator: target.comparator.map(|c| c.printed()),
        value: target.value.map(Exact),
        upper: target.upper.map(Exact),
        unit: target.unit.as_deref(),
        text: target.text.as_deref(),
        placeholder: target.placeholder,
        weight: indicator.weight.map(Exact),
        level1_weight: indicator.level_weights[0].map(Exact),
        level2_weight: indicator.level_weights[1].map(Exact),
        core: indicator.core,
        actual: indicator.actual.as_deref(),
        score: indicator.score.map(Exact),
        deviation: indicator.deviation.as_deref(),
        standard: indicator.standard.as_deref(),
        value_type: indicator.value_type.as_deref(),
        remark: indicator.remark.as_deref(),
        doubled: indicator.doubled,
        cut_from: indicator.cut_from.as_deref(),
        printed: &indicator.printed,
        place: indicator.place,
    }
}

fn field<'e>(field: &'e Field) -> FieldView<'e> {
    FieldView { name: field.name, label: &field.label, value: field.value.as_deref(), person: field.person, place: field.place }
}
