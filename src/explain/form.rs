//! A performance form as understood, as text: labels with values, funds, goals and indicators.

use super::draw;
use crate::content::{Form, Fund, Horizon, Indicator};
use std::fmt::Write;

/// One form.
pub(super) fn form(out: &mut String, index: usize, form: &Form) {
    let repeats = form.duplicate_of.map_or(String::new(), |of| format!(", repeats form {}", of + 1));
    let table = form.table.map_or(String::new(), |of| format!(", read from table {}", of + 1));
    let kind = format!("{:?}, {:?}", form.subject, form.phase).to_lowercase();
    let _ = writeln!(out, "form {}: {kind}, pages {:?}, {} rows{repeats}{table}", index + 1, form.pages, form.rows.len());
    let caption = [
        ("title", form.title.as_deref()),
        ("project", form.project_name.as_ref().map(|p| p.text.as_str())),
        ("department", form.department.as_ref().map(|p| p.text.as_str())),
        ("carried out by", form.implementing_unit.as_ref().map(|p| p.text.as_str())),
        ("unit", form.unit.as_deref()),
    ];
    for (name, value) in caption {
        let _ = writeln!(out, "  {name}: {}", value.unwrap_or("-"));
    }
    for field in &form.fields {
        let name = field.name.unwrap_or("?");
        let _ = writeln!(out, "  {name} ({}): {}", field.label, field.value.as_deref().unwrap_or("-"));
    }
    if !form.funds.is_empty() {
        out.push_str("  funds\n");
        out.push_str(&draw::table(form.funds.iter().map(|f| fund(f).to_vec()).collect()));
    }
    for goal in &form.goals {
        let _ = writeln!(out, "  goal ({}): {}", horizon(goal.horizon), goal.text);
        if let Some(result) = &goal.result {
            let _ = writeln!(out, "    reached: {}", result);
        }
    }
    for task in &form.tasks {
        let _ = writeln!(out, "  task: {}: {}", task.name, task.content.as_deref().unwrap_or("-"));
    }
    if !form.indicators.is_empty() {
        out.push_str("  indicators\n");
        out.push_str(&draw::table(form.indicators.iter().map(indicator).collect()));
    }
}

fn fund(fund: &Fund) -> [String; 5] {
    [
        horizon(fund.horizon).to_owned(),
        format!("{:?}", fund.measure).to_lowercase(),
        fund.source.unwrap_or("?").to_owned(),
        [fund.item.as_deref().unwrap_or(""), &fund.label].join(" ").trim().to_owned(),
        format!("{} {}", fund.printed, fund.unit.as_deref().unwrap_or("")).trim().to_owned(),
    ]
}

fn indicator(indicator: &Indicator) -> Vec<String> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let target = &indicator.target;
    let number = |v: Option<crate::decimal::Decimal>| v.map_or(String::new(), |v| v.to_string());
    let mut marks: Vec<String> = Vec::new();
    marks.extend(target.placeholder.then(|| "placeholder".to_owned()));
    marks.extend(indicator.doubled.then(|| "doubled".to_owned()));
    marks.extend(indicator.cut_from.as_ref().map(|whole| format!("cut from {whole}")));
    marks.extend(indicator.core.map(|core| if core { "core" } else { "not core" }.to_owned()));
    marks.extend(indicator.weight.map(|w| format!("weight {w}")));
    marks
        .extend(indicator.level_weights.iter().zip(1..).filter_map(|(w, level)| Some(format!("level {level} weighs {}", (*w)?))));
    marks.extend(indicator.actual.as_ref().map(|a| format!("reached {a}")));
    marks.extend(indicator.score.map(|s| format!("score {s}")));
    vec![
        horizon(indicator.horizon).to_owned(),
        [text(&indicator.item), text(&indicator.level1)].join(" ").trim().to_owned(),
        text(&indicator.level2),
        text(&indicator.level3),
        indicator.printed.clone(),
        target.comparator.map_or("", |c| c.printed()).to_owned(),
        [number(target.value), number(target.upper)].join(" ").trim().to_owned(),
        text(&target.unit),
        text(&target.text),
        marks.join(", "),
    ]
}

const fn horizon(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Annual => "year",
        Horizon::Period => "period",
    }
}
