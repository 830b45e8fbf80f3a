//! The ready views: what is spent on what, where the money comes from, 三公. Each from the widest table that prints the matter, which
//! the row names with what it covers, so that every department that prints it has an answer and no amount is counted twice.

use super::amounts::{Amounts, Total, first_column, of_item, phase_of, total, yuan};
use super::counting::{by_classes, counting, in_row, remainder};
use super::document::{Document, Record, own};
use super::versions::Slot;
use super::view::{BasicRow, EconomicRow, From, FunctionRow, IncomeRow, ThreePublicRow};
use crate::content::disclosure::Kind;
use crate::decimal::Decimal;
use crate::exact::Exact;
use std::collections::BTreeMap;

/// Tables with functions, the widest first, and which money they cover.
const BY_FUNCTION: [(&[&str], &str); 4] = [
    (&["B03", "F03"], "all_funds"),
    (&["B01", "F01"], "all_funds"),
    (&["B16", "F19", "B04", "F04"], "fiscal_appropriation"),
    (&["B05", "F05"], "general_public_budget"),
];
/// The same with economic classes.
const BY_ECONOMIC: [(&[&str], &str); 7] = [
    (&["B27"], "all_funds"),
    (&["B01"], "all_funds"),
    (&["B16e", "F10"], "fiscal_appropriation"),
    (&["B18"], "general_public_budget"),
    (&["B19"], "all_funds_basic"),
    (&["B17", "F20"], "fiscal_appropriation_basic"),
    (&["B06", "F06"], "general_public_budget_basic"),
];
/// The same with basic expenditure, alone or in a column.
const BASIC_BY_ECONOMIC: [(&[&str], &str); 4] = [
    (&["B19"], "all_funds"),
    (&["B17", "F20"], "fiscal_appropriation"),
    (&["B06", "F06"], "general_public_budget"),
    (&["B18"], "general_public_budget"),
];
/// The projects alone with economic classes, beside the basic expenditure (广州).
const PROJECTS_BY_ECONOMIC: [(&[&str], &str); 1] = [(&["B18"], "general_public_budget_project")];
/// The same with personnel and public funds in columns.
const BY_KIND: [(&[&str], &str); 4] = [
    (&["B03", "F03", "B19"], "all_funds"),
    (&["B16", "B17", "F19", "F20"], "fiscal_appropriation"),
    (&["B06", "F06", "B18"], "general_public_budget"),
    (&["B05", "F05"], "general_public_budget"),
];
/// A row of spending on a code.
struct Spent<'d> {
    at: &'d Record<'d>,
    amount: Decimal,
    basic: Option<Decimal>,
    project: Option<Decimal>,
    remainder: bool,
    rows: usize,
}

impl<'d> Spent<'d> {
    fn on(at: &'d Record<'d>, amount: Decimal) -> Self {
        Self { at, amount, basic: None, project: None, remainder: false, rows: 1 }
    }

    fn remainder(at: &'d Record<'d>, amount: Decimal) -> Self {
        Self { remainder: true, rows: 0, ..Self::on(at, amount) }
    }

    fn add(&mut self, other: &Self) {
        let sum = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        self.amount = self.amount + other.amount;
        self.basic = sum(self.basic, other.basic);
        self.project = sum(self.project, other.project);
        self.rows = self.rows.saturating_add(other.rows);
    }
}

/// What the views are made of: a document whose tables are in force.
pub(super) struct Basis<'d> {
    document: &'d Document<'d>,
    slot: &'d Slot,
    amounts: &'d Amounts<'d>,
}

impl<'d> Basis<'d> {
    pub(super) fn new(document: &'d Document<'d>, slot: &'d Slot, amounts: &'d Amounts<'d>) -> Self {
        Self { document, slot, amounts }
    }

    fn from(&self, record: &Record<'_>) -> From {
        From {
            fiscal_year: record.fiscal_year.or(self.slot.year),
            kind: self.slot.kind,
            scope: self.slot.scope,
            table_id: own(&record.table).unwrap_or_default(),
            document: self.document.id().to_owned(),
            table_index: record.table_index,
            row: record.row,
            page: record.place.page,
        }
    }

    /// The first of some lists of tables in which something is found, and what it covers.
    fn widest<T>(
        &self,
        lists: &[(&[&str], &'static str)],
        found: impl Fn(&[&'d Record<'d>]) -> Vec<T>,
    ) -> (Vec<T>, &'static str) {
        let of_list = |(ids, covers): &(&[&str], &'static str)| {
            let rows = ids.iter().find_map(|id| self.amounts.tables(id).map(&found).find(|rows| !rows.is_empty()));
            rows.map(|rows| (rows, *covers))
        };
        lists.iter().find_map(of_list).unwrap_or_default()
    }

    /// Spending by function.
    pub(super) fn by_function(&self) -> Vec<FunctionRow> {
        let found = |records: &[&'d Record<'d>]| {
            let column = counting(records, |r| r.function_code.is_some());
            let of = |r: &Record<'_>, kind: &str| match r.figure.as_deref() {
                Some("total") => in_row(records, r, kind),
                own => Some(yuan(r)).filter(|_| own == Some(kind)),
            };
            let left = remainder(&column, records).map(|(at, amount)| {
                let part = |kind| {
                    let parts: Decimal = column.iter().filter_map(|r| of(r, kind)).sum();
                    of(at, kind).map(|whole| whole - parts)
                };
                Spent { basic: part("basic"), project: part("project"), ..Spent::remainder(at, amount) }
            });
            let spent = |at| Spent { basic: of(at, "basic"), project: of(at, "project"), ..Spent::on(at, yuan(at)) };
            joined(column.iter().copied().map(spent).chain(left), |r| r.function_code.as_deref())
        };
        let (rows, covers) = self.widest(&BY_FUNCTION, found);
        let row = |Spent { at, amount, basic, project, remainder, rows }: Spent<'_>| FunctionRow {
            from: self.from(at),
            covers,
            class_code: at.function_code.as_deref().and_then(|c| c.get(..3)).map(str::to_owned),
            function_code: own(&at.function_code),
            function_name: own(&at.function_name).or_else(|| own(&at.label)).filter(|_| !remainder),
            body: own(&at.body),
            amount_yuan: exact(amount),
            basic_yuan: basic.map(exact),
            project_yuan: project.map(exact),
            remainder,
            rows,
        };
        rows.into_iter().map(row).collect()
    }

    /// Spending by economic class, once by each classification.
    pub(super) fn by_economic_class(&self) -> Vec<EconomicRow> {
        let mut rows = self.economic("department", |r| r.economic_code.as_deref(), |r| r.economic_name.as_deref());
        rows.extend(self.economic("government", |r| r.gov_economic_code.as_deref(), |r| r.gov_economic_name.as_deref()));
        rows
    }

    fn economic(
        &self,
        classification: &'static str,
        code: for<'r> fn(&'r Record<'_>) -> Option<&'r str>,
        name: for<'r> fn(&'r Record<'_>) -> Option<&'r str>,
    ) -> Vec<EconomicRow> {
        let of = |projects: bool| {
            move |records: &[&'d Record<'d>]| match projects == are_projects(records) {
                true => {
                    let rows = counting(records, |r| code(r).is_some());
                    let left = remainder(&rows, records).map(|(at, amount)| Spent::remainder(at, amount));
                    joined(rows.into_iter().map(|r| Spent::on(r, yuan(r))).chain(left), code)
                }
                false => Vec::new(),
            }
        };
        let (rows, covers) = self.widest(&BY_ECONOMIC, of(false));
        let is_whole = !rows.is_empty() && !covers.ends_with("_basic");
        let (projects, covers_projects) =
            if is_whole { Default::default() } else { self.widest(&PROJECTS_BY_ECONOMIC, of(true)) };
        let row = |(Spent { at, amount, remainder, rows, .. }, covers): (Spent<'_>, &'static str)| EconomicRow {
            from: self.from(at),
            classification,
            covers,
            class_code: code(at).and_then(|code| code.get(..3)).map(str::to_owned),
            economic_code: code(at).map(str::to_owned),
            economic_name: name(at).or(at.label.as_deref()).filter(|_| !remainder).map(str::to_owned),
            body: own(&at.body),
            amount_yuan: exact(amount),
            remainder,
            rows,
        };
        let rows = rows.into_iter().map(|spent| (spent, covers));
        rows.chain(projects.into_iter().map(|spent| (spent, covers_projects))).map(row).collect()
    }

    /// Personnel and public funds: by columns where a table has them, else by the classes of the basic expenditure.
    pub(super) fn basic_by_kind(&self) -> Vec<BasicRow> {
        let found = |records: &[&'d Record<'d>]| -> Vec<(&'static str, &'d Record<'d>, Decimal)> {
            let of = |kind: &'static str| {
                let of_kind: Vec<&Record<'_>> = records.iter().copied().filter(|r| r.figure.as_deref() == Some(kind)).collect();
                total(&of_kind).map(|t| (kind, t.at, t.value))
            };
            match (of("personnel"), of("public")) {
                (Some(personnel), Some(public)) => vec![personnel, public],
                _ => Vec::new(),
            }
        };
        let (printed, covers) = self.widest(&BY_KIND, found);
        let (rows, covers, method) = if printed.is_empty() {
            let added =
                |records: &[&'d Record<'d>]| by_classes(records).into_iter().map(|(kind, t)| (kind, t.at, t.value)).collect();
            let (added, covers) = self.widest(&BASIC_BY_ECONOMIC, added);
            (added, covers, "economic_class")
        } else {
            (printed, covers, "printed")
        };
        let row = |(basic_kind, record, value): (&'static str, &Record<'_>, Decimal)| BasicRow {
            from: self.from(record),
            covers,
            basic_kind,
            amount_yuan: exact(value),
            method,
        };
        rows.into_iter().map(row).collect()
    }

    /// 三公, the budget of final accounts in a row of its own.
    pub(super) fn three_public(&self) -> Vec<ThreePublicRow> {
        let own = phase_of(self.slot.kind);
        let planned = Amounts::of(self.document, self.slot.year, "approved");
        let mut rows: Vec<ThreePublicRow> = self.items(self.amounts, own).into_iter().collect();
        if self.slot.kind == Kind::FinalAccounts {
            rows.extend(self.items(&planned, "approved"));
        }
        rows
    }

    fn items(&self, amounts: &Amounts<'d>, phase: &'static str) -> Option<ThreePublicRow> {
        let records: Vec<&Record<'_>> = ["B07", "F09"].iter().find_map(|id| {
            let said = |r: &&&Record<'_>| r.item.is_some() && r.phase.as_deref().is_none_or(|p| p == phase);
            amounts.tables(id).map(|t| t.iter().filter(said).copied().collect::<Vec<_>>()).find(|t| !t.is_empty())
        })?;
        let of = |item: &str| {
            let of_it: Vec<&Record<'_>> = records.iter().copied().filter(|r| r.item.as_deref() == Some(item)).collect();
            of_item(&of_it).map(|total| exact(total.value))
        };
        Some(ThreePublicRow {
            from: self.from(records.first()?),
            phase,
            total_yuan: of("three_public_total"),
            overseas_travel_yuan: of("overseas_travel"),
            vehicles_yuan: of("vehicles_total"),
            vehicle_purchase_yuan: of("vehicle_purchase"),
            vehicle_running_yuan: of("vehicle_running"),
            reception_yuan: of("reception"),
            meeting_yuan: of("meeting"),
            training_yuan: of("training"),
        })
    }

    /// Income by source: the columns of the total of 收入总表, else the rows of 收支总表.
    pub(super) fn income_by_source(&self) -> Vec<IncomeRow> {
        let tables = |ids: [&'d str; 2]| ids.into_iter().flat_map(|id| self.amounts.tables(id));
        let by_columns = tables(["B02", "F02"]).map(sources_in_columns);
        let by_columns = by_columns.into_iter().find(|rows| rows.iter().any(|t| t.at.fund_source.is_some()));
        let by_rows = || {
            let of_rows = |records: &[&'d Record<'d>]| {
                let counting = |r: &&Record<'_>| r.counts && r.direction.as_deref() == Some("income") && r.part_of.is_none();
                let column = first_column(records.iter().copied().filter(counting));
                column.into_iter().map(|r| Total::printed(r, yuan(r))).collect::<Vec<_>>()
            };
            tables(["B01", "F01"]).map(of_rows).find(|rows| !rows.is_empty())
        };
        let row = |total: Total<'d>| IncomeRow {
            from: self.from(total.at),
            column: total.at.column,
            fund_source: own(&total.at.fund_source),
            carryover: total.at.source_year.as_deref() == Some("carryover"),
            label: own(&total.at.label).filter(|_| !total.at.is_total).unwrap_or_else(|| total.at.measure.to_string()),
            amount_yuan: exact(total.value),
        };
        by_columns.or_else(by_rows).unwrap_or_default().into_iter().map(row).collect()
    }
}

/// The rows of one code and unit as one: a table by function and economic class at once prints each function many times, and one
/// that lists its units without naming them once for each.
fn joined<'d>(rows: impl Iterator<Item = Spent<'d>>, code: impl for<'r> Fn(&'r Record<'_>) -> Option<&'r str>) -> Vec<Spent<'d>> {
    let mut joined: Vec<Spent<'d>> = Vec::new();
    let mut known: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for row in rows {
        let key = code(row.at).filter(|_| !row.remainder).map(|code| (code, row.at.body.as_deref()));
        let before = key.and_then(|key| known.get(&key)).and_then(|at| joined.get_mut(*at));
        match before {
            Some(before) => before.add(&row),
            None => {
                known.extend(key.map(|key| (key, joined.len())));
                joined.push(row);
            }
        }
    }
    joined
}

fn exact(value: Decimal) -> Exact {
    Exact(value.normalize())
}

/// Whether all amounts of a table are of projects.
fn are_projects(records: &[&Record<'_>]) -> bool {
    records.iter().all(|record| record.expenditure_kind.as_deref() == Some("project"))
}

/// The columns that together make the total: a column makes way for its parts where these add up to it.
fn sources_in_columns<'d>(records: &[&'d Record<'d>]) -> Vec<Total<'d>> {
    let mut columns: BTreeMap<usize, Vec<&Record<'_>>> = BTreeMap::new();
    for record in records {
        columns.entry(record.column).or_default().push(record);
    }
    let whole = columns.iter().find(|(_, column)| column.iter().any(|r| r.figure.as_deref() == Some("total")));
    let Some(whole) = whole.and_then(|(_, column)| total(column)) else { return Vec::new() };
    // The row of the total prints all of them; units without one are added up, column by column.
    let of = |column: &Vec<&'d Record<'d>>| {
        if whole.at.is_total {
            column.iter().find(|r| r.row == whole.at.row).map(|r| Total::printed(r, yuan(r)))
        } else {
            total(column)
        }
    };
    let totals: BTreeMap<usize, Total<'d>> = columns.iter().filter_map(|(at, column)| Some((*at, of(column)?))).collect();
    // What was carried over may stand beside the total of this year.
    let mut leaves = Vec::new();
    let mut open: Vec<Total<'_>> = totals.values().copied().filter(|t| t.at.part_of.is_none()).collect();
    for _ in 0..=totals.len() {
        let Some(holder) = open.pop() else { break };
        let parts: Vec<Total<'d>> = totals.values().copied().filter(|t| t.at.part_of == Some(holder.at.column)).collect();
        let sum: Decimal = parts.iter().map(|t| t.value).sum();
        if parts.is_empty() || sum != holder.value { leaves.push(holder) } else { open.extend(parts) }
    }
    leaves.sort_by_key(|t| t.at.column);
    leaves
}
