//! Projects, each once a year: rows of project tables and performance forms of one name are one project.

use super::amounts::{Amounts, first_column, yuan};
use super::document::{Document, Form, Record, own};
use super::versions::Slot;
use super::view::{Goal, Indicator, Project};
use crate::codes::fold_name;
use crate::decimal::Decimal;
use crate::exact::Exact;
use crate::grammar::project_name;
use std::collections::BTreeMap;

/// Tables of projects, the widest first.
const TABLES: [&str; 3] = ["B10", "F11", "B10d"];

/// What is known of a project.
#[derive(Default)]
struct Known<'d> {
    name: String,
    table: Option<(&'d Record<'d>, &'d Document<'d>, Decimal)>,
    forms: Vec<(&'d Form, &'d Document<'d>)>,
}

/// The projects of some budget or accounts: of the document whose tables are in force, and of all that hold forms.
pub(super) fn of<'d>(slot: &Slot, tables: Option<(&'d Document<'d>, &Amounts<'d>)>, forms: &[&'d Document<'d>]) -> Vec<Project> {
    let mut known: BTreeMap<String, Known<'_>> = BTreeMap::new();
    if let Some((document, amounts)) = tables {
        for record in rows(amounts) {
            let Some(name) = record.project.as_deref() else { continue };
            let project = entry(&mut known, name);
            let sum = project.table.map_or_else(Decimal::default, |(_, _, sum)| sum) + yuan(record);
            let first = project.table.map_or(record, |(first, _, _)| first);
            project.table = Some((first, document, sum));
        }
    }
    for document in forms {
        let own = |f: &&Form| f.subject == "project" && f.duplicate_of.is_none();
        for form in document.forms.iter().filter(own) {
            if let Some(name) = form.project_name.as_deref() {
                entry(&mut known, name).forms.push((form, document));
            }
        }
    }
    known.into_values().filter_map(|project| made(slot, &project)).collect()
}

fn entry<'k, 'd>(known: &'k mut BTreeMap<String, Known<'d>>, name: &str) -> &'k mut Known<'d> {
    let name = project_name(name);
    let project = known.entry(fold_name(name)).or_default();
    if project.name.is_empty() {
        name.clone_into(&mut project.name);
    }
    project
}

/// The rows of the first table of projects that has any.
fn rows<'d>(amounts: &Amounts<'d>) -> Vec<&'d Record<'d>> {
    let of_table = |records: &[&'d Record<'d>]| {
        let named = records.iter().copied().filter(|r| r.counts && r.project.is_some() && !r.is_total);
        let (whole, other): (Vec<_>, Vec<_>) = named.partition(|r| r.figure.as_deref() == Some("total"));
        first_column(if whole.is_empty() { other } else { whole }.into_iter())
    };
    TABLES.iter().find_map(|id| amounts.tables(id).map(of_table).find(|rows| !rows.is_empty())).unwrap_or_default()
}

/// The annual total that the forms of a project give; `None` where one of them gives none.
fn of_forms(forms: &[(&Form, &Document<'_>)]) -> Option<Decimal> {
    let annual = |form: &Form| {
        let total = |f: &&super::document::Fund| {
            f.source.as_deref() == Some("total") && f.item.is_none() && f.horizon == "annual" && f.measure == "budget"
        };
        form.funds.iter().filter(total).find_map(|f| f.amount_yuan)
    };
    let amounts: Option<Vec<Decimal>> = forms.iter().map(|(form, _)| annual(form)).collect();
    amounts.filter(|amounts| !amounts.is_empty()).map(|amounts| amounts.into_iter().sum())
}

fn made(slot: &Slot, project: &Known<'_>) -> Option<Project> {
    let in_table = project.table.map(|(_, _, sum)| sum);
    let in_forms = of_forms(&project.forms);
    // 万元 with two decimals beside 元: what differs by less than the coarser print is the same.
    let differs = in_table.zip(in_forms).is_some_and(|(table, form)| (table - form).abs() > Decimal::from(50));
    let first_form = project.forms.first();
    let document = project.table.map(|(_, document, _)| document).or(first_form.map(|(_, document)| *document))?;
    let of_table = |r: &&Record<'_>| r.place.page;
    let page = project.table.map(|(record, _, _)| of_table(&record)).or(first_form.and_then(|(form, _)| form.page));
    let exact = |value: Decimal| Exact(value.normalize());
    let goals = project.forms.iter().flat_map(|(form, _)| &form.goals);
    let indicators = project.forms.iter().flat_map(|(form, _)| &form.indicators);
    Some(Project {
        fiscal_year: slot.year,
        kind: slot.kind,
        scope: slot.scope,
        project_name: project.name.clone(),
        amount_yuan: in_table.or(in_forms).filter(|_| !differs).map(exact),
        table_yuan: in_table.map(exact),
        form_yuan: in_forms.map(exact),
        differs,
        document: document.id().to_owned(),
        table_id: project.table.and_then(|(record, _, _)| own(&record.table)),
        page: page.unwrap_or(1),
        forms: project.forms.len(),
        goals: goals.map(|g| Goal { horizon: g.horizon.clone(), text: g.text.clone() }).collect(),
        indicators: indicators
            .map(|i| Indicator {
                level1: i.level1.clone(),
                level2: i.level2.clone(),
                level3: i.level3.clone(),
                comparator: i.comparator.clone(),
                printed: i.printed.clone(),
                unit: i.unit.clone(),
            })
            .collect(),
    })
}
