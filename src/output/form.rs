//! A performance form as it is written in the document.

use super::privacy::Redactor;
use super::record::Exact;
use crate::content::form::Subject;
use crate::content::{Field, Form, Fund, FundMeasure, Goal, Horizon, Indicator, Phase, Task};
use crate::place::Place;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// A form.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Form")]
pub(super) struct FormView<'e> {
    page: Option<u32>,
    pages: &'e [u32],
    subject: Subject,
    phase: Phase,
    title: Option<Cow<'e, str>>,
    project_name: Option<Cow<'e, str>>,
    department: Option<Cow<'e, str>>,
    implementing_unit: Option<Cow<'e, str>>,
    fiscal_year: Option<u16>,
    unit: Option<&'e str>,
    date: Option<String>,
    duplicate_of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<usize>,
    funds: Vec<FundView<'e>>,
    goals: Vec<GoalView<'e>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tasks: Vec<TaskView<'e>>,
    indicators: Vec<IndicatorView<'e>>,
    fields: Vec<FieldView<'e>>,
    rows: Vec<Vec<Cow<'e, str>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fund")]
struct FundView<'e> {
    source: Option<&'static str>,
    label: Cow<'e, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Cow<'e, str>>,
    horizon: Horizon,
    measure: FundMeasure,
    value: Option<Exact>,
    amount_yuan: Option<Exact>,
    printed: &'e str,
    unit: Option<&'e str>,
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Goal")]
struct GoalView<'e> {
    horizon: Horizon,
    text: Cow<'e, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Cow<'e, str>>,
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Task")]
struct TaskView<'e> {
    name: Cow<'e, str>,
    content: Option<Cow<'e, str>>,
    goal: Option<Cow<'e, str>>,
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Indicator")]
struct IndicatorView<'e> {
    horizon: Horizon,
    level1: Option<Cow<'e, str>>,
    level2: Option<Cow<'e, str>>,
    level3: Option<Cow<'e, str>>,
    class: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Cow<'e, str>>,
    comparator: Option<&'static str>,
    value: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<Exact>,
    unit: Option<&'e str>,
    text: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    placeholder: bool,
    weight: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    core: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deviation: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_type: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut_from: Option<Cow<'e, str>>,
    printed: Cow<'e, str>,
    place: Place,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Field")]
struct FieldView<'e> {
    name: Option<&'static str>,
    label: Cow<'e, str>,
    value: Option<Cow<'e, str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    person: bool,
    place: Place,
}

impl<'e> FormView<'e> {
    pub(super) fn of(form: &'e Form, redactor: &Redactor) -> Self {
        // The rows are the form as printed; all else repeats a part of them, and a contact is counted once.
        let copies = redactor.uncounted();
        let text = |t: &'e str| copies.text(t);
        Self {
            page: form.pages.first().copied(),
            pages: &form.pages,
            subject: form.subject,
            phase: form.phase,
            title: form.title.as_deref().map(text),
            project_name: form.project_name.as_ref().map(|p| text(&p.text)),
            department: form.department.as_ref().map(|p| text(&p.text)),
            implementing_unit: form.implementing_unit.as_ref().map(|p| text(&p.text)),
            fiscal_year: form.fiscal_year,
            unit: form.unit.as_deref(),
            date: form.date.as_ref().map(ToString::to_string),
            duplicate_of: form.duplicate_of,
            table: form.table,
            funds: form.funds.iter().map(|f| fund(f, &copies)).collect(),
            goals: form.goals.iter().map(|g| goal(g, &copies)).collect(),
            tasks: form.tasks.iter().map(|t| task(t, &copies)).collect(),
            indicators: form.indicators.iter().map(|i| indicator(i, &copies)).collect(),
            fields: form.fields.iter().map(|f| field(f, &copies)).collect(),
            rows: form.rows.iter().map(|r| redactor.row(r.iter().map(String::as_str))).collect(),
        }
    }
}

fn fund<'e>(fund: &'e Fund, redactor: &Redactor) -> FundView<'e> {
    FundView {
        source: fund.source,
        label: redactor.text(&fund.label),
        item: fund.item.as_deref().map(|t| redactor.text(t)),
        horizon: fund.horizon,
        measure: fund.measure,
        value: fund.value.map(Exact),
        amount_yuan: fund.amount_yuan.map(Exact),
        printed: &fund.printed,
        unit: fund.unit.as_deref(),
        place: fund.place,
    }
}

fn goal<'e>(goal: &'e Goal, redactor: &Redactor) -> GoalView<'e> {
    let result = goal.result.as_deref().map(|t| redactor.text(t));
    GoalView { horizon: goal.horizon, text: redactor.text(&goal.text), result, place: goal.place }
}

fn task<'e>(task: &'e Task, redactor: &Redactor) -> TaskView<'e> {
    TaskView {
        name: redactor.text(&task.name),
        content: task.content.as_deref().map(|t| redactor.text(t)),
        goal: task.goal.as_deref().map(|t| redactor.text(t)),
        place: task.place,
    }
}

fn indicator<'e>(indicator: &'e Indicator, redactor: &Redactor) -> IndicatorView<'e> {
    let text = |t: &'e String| redactor.text(t);
    let target = &indicator.target;
    IndicatorView {
        horizon: indicator.horizon,
        level1: indicator.level1.as_ref().map(text),
        level2: indicator.level2.as_ref().map(text),
        level3: indicator.level3.as_ref().map(text),
        class: indicator.class,
        item: indicator.item.as_ref().map(text),
        comparator: target.comparator.map(|c| c.printed()),
        value: target.value.map(Exact),
        upper: target.upper.map(Exact),
        unit: target.unit.as_deref(),
        text: target.text.as_ref().map(text),
        placeholder: target.placeholder,
        weight: indicator.weight.map(Exact),
        core: indicator.core,
        actual: indicator.actual.as_ref().map(text),
        score: indicator.score.map(Exact),
        deviation: indicator.deviation.as_ref().map(text),
        standard: indicator.standard.as_ref().map(text),
        value_type: indicator.value_type.as_ref().map(text),
        remark: indicator.remark.as_ref().map(text),
        doubled: indicator.doubled,
        cut_from: indicator.cut_from.as_ref().map(text),
        printed: redactor.text(&indicator.printed),
        place: indicator.place,
    }
}

fn field<'e>(field: &'e Field, redactor: &Redactor) -> FieldView<'e> {
    let value = field.value.as_deref().map(|v| if field.person { redactor.person(v) } else { redactor.text(v) });
    FieldView { name: field.name, label: redactor.text(&field.label), value, person: field.person, place: field.place }
}
