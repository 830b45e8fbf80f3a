//! Projects, each once a year: rows of project tables and performance forms of one name are one project.
//!
//! Rows of one table, and forms under one title, are parts of it (of several units); under another title the same forms may be
//! printed again (all projects, then the important ones with their goals).

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

/// Two prints of one amount may be so many yuan apart: 万元 with two decimals beside 元.
const ROUNDED: i64 = 50;
/// A name of fewer characters is no long one that was cut.
const CUT: usize = 8;

/// What is known of a project.
#[derive(Default)]
struct Known<'d> {
    name: String,
    table: Option<(&'d Record<'d>, &'d Document<'d>, Decimal)>,
    rows: usize,
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
            project.rows += 1;
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
    join_cut(&mut known);
    let mut beyond = tables.and_then(|(_, amounts)| left(amounts, &known));
    let added = || known.values().filter(|p| p.table.is_none()).filter_map(|p| of_forms(&p.forms));
    if let Some(left) = beyond {
        let rest: Decimal = added().filter(|amount| *amount <= left).sum();
        beyond = Some(if rest <= left { left } else { Decimal::default() });
    }
    known.into_values().filter_map(|project| made(slot, &project, beyond)).collect()
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

/// The annual total that the forms of a project give; `None` where one of them gives none. A form that gives the amount of one under
/// another title is that one again.
fn of_forms(forms: &[(&Form, &Document<'_>)]) -> Option<Decimal> {
    let annual = |form: &Form| {
        let total = |f: &&super::document::Fund| {
            f.source.as_deref() == Some("total") && f.item.is_none() && f.horizon == "annual" && f.measure == "budget"
        };
        form.funds.iter().filter(total).find_map(|f| f.amount_yuan)
    };
    let mut lists: BTreeMap<(&str, Option<&str>), Vec<Decimal>> = BTreeMap::new();
    for (form, document) in forms {
        lists.entry((document.id(), form.title.as_deref())).or_default().push(annual(form)?);
    }
    let mut lists: Vec<Vec<Decimal>> = lists.into_values().collect();
    lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
    let mut lists = lists.into_iter();
    let mut all = lists.next()?;
    for list in lists {
        let mut known = all.clone();
        for amount in list {
            match known.iter().position(|other| (*other - amount).abs() <= ROUNDED.into()) {
                Some(again) => drop(known.swap_remove(again)),
                None => all.push(amount),
            }
        }
    }
    Some(all.into_iter().sum())
}

/// A form whose name is cut at the end of its line, beside the one row of a table that goes on and has its amount, is that row's.
fn join_cut(known: &mut BTreeMap<String, Known<'_>>) {
    let cut = |name: &&String| name.chars().count() >= CUT && known[*name].table.is_none();
    let whole = |name: &String| {
        let amount = of_forms(&known[name].forms)?;
        let goes_on = |(other, project): &(&String, &Known<'_>)| {
            let table = project.table.filter(|_| project.forms.is_empty() && other.len() > name.len() && other.starts_with(name));
            table.is_some_and(|(_, _, sum)| (sum - amount).abs() <= ROUNDED.into())
        };
        let mut found = known.iter().filter(goes_on).map(|(other, _)| other.clone());
        found.next().filter(|_| found.next().is_none())
    };
    let pairs: Vec<(String, String)> = known.keys().filter(cut).filter_map(|name| Some((name.clone(), whole(name)?))).collect();
    for (cut, whole) in pairs {
        if let Some(part) = known.remove(&cut)
            && let Some(project) = known.get_mut(&whole)
        {
            project.forms.extend(part.forms);
        }
    }
}

/// What the total of the table of projects has beyond its named rows: projects of forms alone can be no more than that, or they are
/// parts or sums of what the table lists. Nothing where there is no table or no total.
fn left(amounts: &Amounts<'_>, known: &BTreeMap<String, Known<'_>>) -> Option<Decimal> {
    let listed = || known.values().filter_map(|p| p.table);
    let (first, ..) = listed().next()?;
    let sum: Decimal = listed().map(|(_, _, amount)| amount).sum();
    let terms = i64::try_from(rows(amounts).len()).unwrap_or(0).saturating_add(1);
    let open = Decimal::from(ROUNDED) * Decimal::from(terms);
    let column = || amounts.table(first.table_index).iter().filter(|r| r.column == first.column);
    let total = column().filter(|r| r.is_total).map(|r| yuan(r)).max();
    // Without a total the row of the department above its projects is it.
    let head = || column().filter(|r| !r.counts).map(|r| yuan(r)).filter(|amount| *amount >= sum - open).max();
    Some(total.or_else(head)? - sum + open)
}

fn made(slot: &Slot, project: &Known<'_>, beyond: Option<Decimal>) -> Option<Project> {
    let in_table = project.table.map(|(_, _, sum)| sum);
    let in_forms = of_forms(&project.forms);
    let terms = i64::try_from(project.rows.max(project.forms.len())).unwrap_or(1);
    let apart = in_table.zip(in_forms).map(|(table, form)| (table - form).abs());
    let differs = apart.is_some_and(|apart| apart > Decimal::from(ROUNDED) * Decimal::from(terms));
    let not_in_total = in_table.is_none() && beyond.zip(in_forms).is_some_and(|(beyond, form)| form > beyond);
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
        amount_yuan: in_table.or(in_forms).filter(|_| !differs && !not_in_total).map(exact),
        table_yuan: in_table.map(exact),
        form_yuan: in_forms.map(exact),
        differs,
        not_in_total,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::disclosure::Kind;

    /// The projects of a document with rows of a table and forms of title, name and amount.
    fn projects(rows: &[(&str, i64)], forms: &[(&str, &str, i64)]) -> Vec<(String, Option<String>, usize)> {
        let record = |(row, (name, amount)): (usize, &(&str, i64))| {
            format!(
                r#"{{"origin":"table","table":"B10","table_index":0,"row":{row},"column":1,"project":"{name}","figure":"total",
                    "amount_yuan":{amount},"printed":"{amount}","counts":{item},"is_total":{total},"place":{{"page":1}}}}"#,
                item = !name.is_empty(),
                total = name.is_empty()
            )
        };
        let form = |(title, name, amount): &(&str, &str, i64)| {
            format!(
                r#"{{"title":"{title}","subject":"project","project_name":"{name}","funds":[{{"source":"total","horizon":"annual",
                    "measure":"budget","amount_yuan":{amount}}}]}}"#
            )
        };
        let records: Vec<String> = rows.iter().enumerate().map(record).collect();
        let forms: Vec<String> = forms.iter().map(form).collect();
        let text = format!(
            r#"{{"source":{{"name":"a","sha256":"0123456789abcdef"}},"outcome":"ok","tables":[{{"id":"B10"}}],
                "records":[{}],"forms":[{}]}}"#,
            records.join(","),
            forms.join(",")
        );
        let document = Document::read(&text).expect("a document");
        let slot = Slot { year: Some(2026), kind: Kind::Budget, scope: None };
        let amounts = Amounts::of(&document, slot.year, "approved");
        let found = of(&slot, Some((&document, &amounts)), &[&document]);
        found.into_iter().map(|p| (p.project_name, p.amount_yuan.map(|a| a.0.to_string()), p.forms)).collect()
    }

    #[test]
    fn a_project_printed_in_two_lists_counts_once() {
        let (all, important) = ("项目支出预算表", "重点项目绩效目标");
        let forms = [(all, "河道清淤", 700), (all, "河道清淤", 300), (important, "河道清淤", 700)];
        assert_eq!(projects(&[("河道清淤", 1000)], &forms), [("河道清淤".to_owned(), Some("1000".to_owned()), 3)]);
        assert_eq!(projects(&[], &forms), [("河道清淤".to_owned(), Some("1000".to_owned()), 3)]);
    }

    #[test]
    fn a_form_over_several_rows_of_the_table_is_no_more_money() {
        let rows = [("专项资金-物资储备领域", 700), ("专项资金-新兴产业领域", 300_000)];
        let forms = [("表", "专项资金", 300_700), ("表", "物资储备", 40)];
        let total = ("", 300_700);
        let with_total = [&rows[..], &[total]].concat();
        let found = projects(&with_total, &forms);
        let amount = |name: &str| found.iter().find(|p| p.0 == name).and_then(|p| p.1.clone());
        assert_eq!((amount("专项资金"), amount("专项资金-物资储备领域").as_deref()), (None, Some("700")));
        // No total says that the table is whole.
        assert!(projects(&rows, &forms).iter().all(|p| p.1.is_some()));
    }

    #[test]
    fn a_name_cut_at_the_end_of_its_line_is_no_project_of_its_own() {
        let (whole, cut) = ("矿山生态修复及监管项目配套资金", "矿山生态修复及监管项");
        let one = [(whole.to_owned(), Some("5000".to_owned()), 1)];
        assert_eq!(projects(&[(whole, 5000)], &[("绩效目标表", cut, 5000)]), one);
        // Another amount: perhaps another project.
        assert_eq!(projects(&[(whole, 5000)], &[("绩效目标表", cut, 800)]).len(), 2);
    }

    #[test]
    fn each_of_many_prints_may_be_rounded() {
        let rows = [("闸站运行", 100_060), ("闸站运行", 100_060), ("闸站运行", 100_060)];
        let forms = [("表", "闸站运行", 100_100), ("表", "闸站运行", 100_100), ("表", "闸站运行", 100_100)];
        assert_eq!(projects(&rows, &forms)[0].1.as_deref(), Some("300180"));
    }
}
