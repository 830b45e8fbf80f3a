//! Figures that one table repeats from another (XT-01 to 06, 19, 20).
//!
//! Which figure a table repeats depends on what it includes: 收入总表 has the income of the year or, with a column of carry-over,
//! the grand total. Where several are lawful the one that agrees counts; where none agrees it is a breach only if nothing else
//! can explain it.

use super::balance::{Balance, Wing};
use super::identity::{Form, Identity};
use super::index::{At, Line, LineKind, Sheet, Slot};
use super::stated::{Out, group};
use crate::check::figure::Agreement;
use crate::check::finding::Status;
use crate::content::Direction;
use crate::grammar::heading;
use rustc_hash::FxHashMap;

/// The tables of one body, by id.
pub(super) struct Set<'s, 'd> {
    pub sheets: &'s [Sheet<'d>],
    pub balances: &'s [Option<Balance>],
    /// Indexes of its tables.
    pub tables: Vec<usize>,
    of: FxHashMap<&'static str, usize>,
}

impl<'s, 'd> Set<'s, 'd> {
    /// The set of the tables with these indexes. An official table that comes twice with amounts is none that can be compared.
    pub fn new(sheets: &'s [Sheet<'d>], balances: &'s [Option<Balance>], tables: Vec<usize>) -> Self {
        let mut of = FxHashMap::default();
        let mut twice = Vec::new();
        for index in tables.iter().copied() {
            let Some(id) = sheets[index].id().filter(|_| !sheets[index].table.empty) else { continue };
            if of.insert(id, index).is_some() {
                twice.push(id);
            }
        }
        of.retain(|id, _| !twice.contains(id));
        Self { sheets, balances, tables, of }
    }

    /// The table of an id, if it is there once and prints its unit.
    pub fn sheet(&self, id: &str) -> Option<&'s Sheet<'d>> {
        self.of.get(id).map(|i| &self.sheets[*i]).filter(|s| s.factor.is_some())
    }

    pub fn balance(&self, id: &str) -> Option<&'s Balance> {
        self.balances[self.sheet(id)?.index].as_ref()
    }

    /// The whole of a table: its total row in a column.
    pub fn total(&self, id: &str, column: impl Fn(&Sheet<'_>) -> Option<usize>) -> Option<At> {
        let sheet = self.sheet(id)?;
        Some(sheet.at(sheet.total_line(0)?.row, column(sheet)?))
    }

    /// Whether any money is carried over in a balance.
    pub fn carries(&self, balance: &Balance) -> bool {
        let sheet = &self.sheets[balance.table];
        let some = |w: &Wing, row: &usize| sheet.figure(*row, w.main).is_some_and(|f| !f.value.is_zero());
        balance.wings.iter().any(|w| w.carried.iter().any(|row| some(w, row)))
    }
}

/// Pairs of tables of the same kind in budgets and in final accounts.
const OVERALL: [(&str, &str, &str, &str, &str); 2] = [("B01", "B02", "B03", "B04", "B05"), ("F01", "F02", "F03", "F04", "F05")];

/// States what the tables of one body repeat from each other.
pub(super) fn state(set: &Set<'_, '_>, out: &mut Out<'_, '_>) {
    for (overall, income, expenditure, fiscal, general) in OVERALL {
        if let Some(balance) = set.balance(overall) {
            totals(set, balance, income, expenditure, out);
            appropriations(set, balance, fiscal, out);
        }
        general_budget(set, general, fiscal, expenditure, out);
    }
    basic(set, "B06", "B05", out);
    basic(set, "B17", "B16", out);
    if set.sheet("F06").is_some_and(|s| s.sides.len() == 1) {
        basic(set, "F06", "F05", out);
    }
    two_sided_basic(set, out);
    mirror(set, "XT-19", "B02", "B03", out);
    mirror(set, "XT-20", "B16", "B05", out);
    mirror(set, "XT-20", "F19", "F05", out);
    mirror(set, "XT-20", "B17", "B06", out);
}

/// XT-01 and XT-02.
fn totals(set: &Set<'_, '_>, balance: &Balance, income: &str, expenditure: &str, out: &mut Out<'_, '_>) {
    let main = |s: &Sheet<'_>| s.main_column(0);
    if let (Some(total), Some(wing)) = (set.total(income, main), balance.income()) {
        let candidates = [wing.year, wing.grand].into_iter().flatten().map(|r| vec![balance.cell(wing, r)]).collect();
        one_of(set, "XT-01", total, candidates, true, out);
        if let Some(sheet) = set.sheet(income) {
            for (budget, meaning) in ["general_public_budget", "government_fund", "state_capital"].into_iter().enumerate() {
                let mut columns = sheet.sides[0].columns.iter().filter(|c| sheet.meaning(**c) == Some(meaning));
                let (Some(column), None, Some(row)) = (columns.next(), columns.next(), wing.budgets[budget]) else { continue };
                one_of(
                    set,
                    "XT-01",
                    sheet.at(total.row, *column),
                    vec![vec![balance.cell(wing, row)]],
                    !set.carries(balance),
                    out,
                );
            }
        }
    }
    if let Some(total) = set.total(expenditure, main) {
        spent(set, balance, total, out);
    }
}

/// XT-02. A balance may print its expenditure more than once (江苏: by class, and by 支出用途, and the sums beside the second only).
fn spent(set: &Set<'_, '_>, balance: &Balance, total: At, out: &mut Out<'_, '_>) {
    let wings = || balance.wings.iter().filter(|w| w.direction == Some(Direction::Expenditure));
    let Some(first) = wings().next() else { return };
    let sums = wings().flat_map(|w| [w.year, w.grand].into_iter().flatten().map(|row| balance.cell(w, row)));
    let printed = |at: &At| set.sheets[at.table].slot(at.row, at.column) != Slot::Blank;
    let (mut candidates, blank): (Vec<At>, Vec<At>) = sums.partition(printed);
    if candidates.is_empty() {
        candidates = blank;
    }
    let certain = !set.carries(balance) || first.year.is_some();
    let agreed = one_of(set, "XT-02", total, candidates.into_iter().map(|at| vec![at]).collect(), certain, out);
    let sheet = &set.sheets[total.table];
    if agreed {
        classes(sheet, balance, first, first.main, "XT-02", out);
        for wing in wings() {
            uses(set, sheet, balance, wing, total.row, out);
        }
    }
}

/// Rows 基本支出 and 项目支出 of a balance are the columns of the table of expenditure.
fn uses(set: &Set<'_, '_>, sheet: &Sheet<'_>, balance: &Balance, wing: &Wing, total: usize, out: &mut Out<'_, '_>) {
    let there = &set.sheets[balance.table];
    let Some(side) = there.sides.iter().find(|s| s.columns.contains(&wing.main)) else { return };
    for (word, column) in [("基本支出", basic_column(sheet)), ("项目支出", project_column(sheet))] {
        let mut lines = side.lines.iter().filter(|l| heading(&l.label).is_some_and(|h| h.title == word));
        if let (Some(column), Some(line), None) = (column, lines.next(), lines.next()) {
            let right = balance.cell(wing, line.row);
            out.state(Identity::repeat("XT-02", sheet.at(total, column), right, group(sheet, 0, 7)));
        }
    }
}

/// The classes of a table by function repeat those of a balance.
fn classes(sheet: &Sheet<'_>, balance: &Balance, wing: &Wing, column: usize, rule: &'static str, out: &mut Out<'_, '_>) {
    let Some(main) = sheet.main_column(0) else { return };
    let rows = rows_by_code(sheet);
    for (code, row) in &wing.classes {
        if let Some(Some(own)) = rows.get(code) {
            let there = At { table: balance.table, row: *row, column };
            out.state(Identity::repeat(rule, sheet.at(*own, main), there, group(sheet, 0, 3)));
        }
    }
}

/// Rows by their code; `None` for a code that comes more than once.
fn rows_by_code<'d>(sheet: &Sheet<'d>) -> FxHashMap<&'d str, Option<usize>> {
    let mut rows = FxHashMap::default();
    for line in sheet.sides.first().into_iter().flat_map(|s| &s.lines).filter(|l| l.kind == LineKind::Item) {
        let Some(code) = line.code.or(line.government) else { continue };
        rows.entry(code).and_modify(|r| *r = None).or_insert(Some(line.row));
    }
    rows
}

/// XT-03.
fn appropriations(set: &Set<'_, '_>, balance: &Balance, fiscal: &str, out: &mut Out<'_, '_>) {
    let (Some(own), Some(wing)) = (set.balance(fiscal), balance.income()) else { return };
    let Some(income) = own.income() else { return };
    let budgets: Vec<At> = wing.budgets.iter().flatten().map(|r| balance.cell(wing, *r)).collect();
    let Some(first) = income.year.or(income.grand).filter(|_| wing.budgets[0].is_some()) else { return };
    // Where the overall balance counts what is carried in with its sources (重庆), the fiscal one has it in its grand total.
    let whole = income.grand.map(|row| own.cell(income, row)).filter(|at| {
        let sum = Identity::sum("", *at, budgets.clone(), 0).judge(set.sheets);
        sum.is_ok_and(|j| j.compared.agreement != Agreement::Differ)
    });
    let left = whole.unwrap_or_else(|| own.cell(income, first));
    one_of(set, "XT-03", left, vec![budgets], !set.carries(balance) && !set.carries(own), out);
}

/// XT-04 and XT-05.
fn general_budget(set: &Set<'_, '_>, general: &str, fiscal: &str, expenditure: &str, out: &mut Out<'_, '_>) {
    let Some(sheet) = set.sheet(general) else { return };
    let Some(total) = set.total(general, |s| s.main_column(0)) else { return };
    if let Some(all) = set.sheet(expenditure) {
        within(set, sheet, all, total, out);
    }
    let Some(balance) = set.balance(fiscal) else { return };
    let carries = set.carries(balance);
    let split = balance.expenditure().and_then(|w| {
        Some((
            w,
            set.sheets[balance.table].sides.iter().enumerate().find_map(|(n, s)| {
                s.columns.contains(&w.main).then(|| set.sheets[balance.table].column(n, "general_public_budget"))
            })??,
        ))
    });
    let mut candidates = Vec::new();
    if let Some((wing, column)) = split {
        candidates
            .extend([wing.year, wing.grand].into_iter().flatten().map(|row| vec![At { table: balance.table, row, column }]));
    }
    if let Some(wing) = balance.income() {
        candidates.extend(wing.budgets[0].map(|row| vec![balance.cell(wing, row)]));
    }
    if let Some(wing) = balance.expenditure().filter(|_| split.is_none()) {
        candidates.extend(wing.of_year().map(|row| vec![balance.cell(wing, row)]));
    }
    if candidates.is_empty() {
        return;
    }
    let agreed = one_of(set, "XT-05", total, candidates, !carries, out);
    match (split, balance.expenditure()) {
        (Some((wing, column)), _) if agreed => classes(sheet, balance, wing, column, "XT-05", out),
        (None, Some(wing)) if agreed && wing.of_year().is_some_and(|row| same(set, total, balance.cell(wing, row))) => {
            classes(sheet, balance, wing, wing.main, "XT-05", out);
        }
        _ => {}
    }
}

/// Whether two cells print the same amount.
pub(super) fn same(set: &Set<'_, '_>, left: At, right: At) -> bool {
    let judged = Identity::repeat("", left, right, 0).judge(set.sheets);
    judged.is_ok_and(|j| j.compared.agreement == Agreement::Exact)
}

/// Rows of one table against those of a table with more money in it.
fn within(set: &Set<'_, '_>, sheet: &Sheet<'_>, all: &Sheet<'_>, total: At, out: &mut Out<'_, '_>) {
    let Some(whole) = set.total_of(all) else { return };
    let equal = same(set, total, whole);
    let less = at_most(set, total, whole);
    let carries = ["B01", "F01"].iter().filter_map(|id| set.balance(id)).any(|b| set.carries(b));
    if !equal && (!less || carries) {
        out.silent(
            "XT-04",
            Status::NotApplicable,
            "one of the tables includes carry-over, so their rows need not agree",
            sheet.index,
        );
        return;
    }
    let rows = rows_by_code(all);
    for (code, row) in sorted(rows_by_code(sheet)) {
        let (Some(row), Some(Some(other))) = (row, rows.get(code)) else { continue };
        for (own, there) in same_columns(sheet, all) {
            let form = if equal { Form::Repeat } else { Form::AtMost };
            out.state(Identity {
                rule: "XT-04",
                form,
                left: vec![sheet.at(row, own)],
                right: vec![all.at(*other, there)],
                group: group(sheet, 0, 4),
                certain: true,
            });
        }
    }
}

fn at_most(set: &Set<'_, '_>, left: At, right: At) -> bool {
    let identity = Identity { rule: "", form: Form::AtMost, left: vec![left], right: vec![right], group: 0, certain: true };
    identity.judge(set.sheets).is_ok_and(|j| j.compared.agreement != Agreement::Differ)
}

fn sorted(rows: FxHashMap<&str, Option<usize>>) -> Vec<(&str, Option<usize>)> {
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_unstable();
    rows
}

/// The column of basic (or project) expenditure: its own, or the subtotal under that heading.
fn kind_column(sheet: &Sheet<'_>, meaning: &str, word: &str) -> Option<usize> {
    let own = sheet.column(0, meaning);
    let under = |c: &&usize| {
        let path = &sheet.table.columns[**c].path;
        path.iter().any(|l| l.contains(word)) && path.last().is_some_and(|l| matches!(l.as_str(), "小计" | "合计"))
    };
    own.or_else(|| sheet.sides.first()?.columns.iter().find(under).copied())
}

fn basic_column(sheet: &Sheet<'_>) -> Option<usize> {
    kind_column(sheet, "basic", "基本支出")
}

pub(super) fn project_column(sheet: &Sheet<'_>) -> Option<usize> {
    kind_column(sheet, "project", "项目支出")
}

/// Columns of the same meaning in two tables.
fn same_columns(left: &Sheet<'_>, right: &Sheet<'_>) -> Vec<(usize, usize)> {
    let pairs = [
        (left.main_column(0), right.main_column(0)),
        (basic_column(left), basic_column(right)),
        (project_column(left), project_column(right)),
        (left.column(0, "personnel"), right.column(0, "personnel")),
        (left.column(0, "operating"), right.column(0, "operating")),
    ];
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().filter_map(|(l, r)| Some((l?, r?))).collect();
    pairs.dedup();
    pairs
}

/// XT-06.
fn basic(set: &Set<'_, '_>, economic: &str, functional: &str, out: &mut Out<'_, '_>) {
    let (Some(sheet), Some(by_function)) = (set.sheet(economic), set.sheet(functional)) else { return };
    let (Some(total), Some(whole)) = (sheet.total_line(0), by_function.total_line(0)) else { return };
    let Some(main) = sheet.column(0, "basic").or_else(|| sheet.main_column(0)) else { return };
    let (personnel, operating) = (by_function.column(0, "personnel"), by_function.column(0, "operating"));
    let there = |column: usize| by_function.at(whole.row, column);
    let candidates = match (basic_column(by_function), personnel, operating) {
        (Some(basic), ..) => vec![vec![there(basic)]],
        (None, Some(p), Some(o)) => vec![vec![there(p), there(o)]],
        _ => return,
    };
    one_of(set, "XT-06", sheet.at(total.row, main), candidates, true, out);
    for (meaning, column) in [("personnel", personnel), ("operating", operating)] {
        if let (Some(own), Some(column)) = (sheet.column(0, meaning), column) {
            one_of(set, "XT-06", sheet.at(total.row, own), vec![vec![there(column)]], true, out);
        }
    }
}

/// XT-06 for 决算: personnel costs and operating costs stand side by side, each with its own sum.
fn two_sided_basic(set: &Set<'_, '_>, out: &mut Out<'_, '_>) {
    let (Some(sheet), Some(by_function)) = (set.sheet("F06"), set.sheet("F05")) else { return };
    let (Some(whole), Some(basic)) = (by_function.total_line(0), basic_column(by_function)) else { return };
    let sum_of = |word: &str| {
        sheet.sides.iter().enumerate().find_map(|(number, side)| {
            let column = sheet.main_column(number)?;
            let sum = |l: &&Line<'_>| l.kind != LineKind::Item && l.label.contains(word) && sheet.figure(l.row, column).is_some();
            side.lines.iter().find(sum).map(|l| sheet.at(l.row, column))
        })
    };
    if let (Some(personnel), Some(operating)) = (sum_of("人员经费"), sum_of("公用经费")) {
        one_of(set, "XT-06", by_function.at(whole.row, basic), vec![vec![personnel, operating]], true, out);
    }
}

/// Rows that repeat those of another table when both have the same total.
fn mirror(set: &Set<'_, '_>, rule: &'static str, own: &str, other: &str, out: &mut Out<'_, '_>) {
    let (Some(own), Some(other)) = (set.sheet(own), set.sheet(other)) else { return };
    let (Some(left), Some(right)) = (set.total_of(own), set.total_of(other)) else { return };
    if !same(set, left, right) {
        out.silent(
            rule,
            Status::NotApplicable,
            "the totals differ, so one of the tables has money that the other has not",
            own.index,
        );
        return;
    }
    out.state(Identity::repeat(rule, left, right, group(own, 0, 5)));
    let rows = rows_by_code(other);
    for (code, row) in sorted(rows_by_code(own)) {
        let (Some(row), Some(Some(there))) = (row, rows.get(code)) else { continue };
        for (column, to) in same_columns(own, other) {
            out.state(Identity::repeat(rule, own.at(row, column), other.at(*there, to), group(own, 0, 5)));
        }
    }
}

impl<'s, 'd> Set<'s, 'd> {
    /// The cell of the whole of a table.
    fn total_of(&self, sheet: &Sheet<'_>) -> Option<At> {
        Some(sheet.at(sheet.total_line(0)?.row, sheet.main_column(0)?))
    }
}

/// States the candidate that agrees; else the first one, as a breach if that is certain, as refused if not. Says whether one agreed.
pub(super) fn one_of(
    set: &Set<'_, '_>,
    rule: &'static str,
    left: At,
    candidates: Vec<Vec<At>>,
    certain: bool,
    out: &mut Out<'_, '_>,
) -> bool {
    let sheet = &set.sheets[left.table];
    let identity = |right: Vec<At>| Identity {
        rule,
        form: if right.len() == 1 { Form::Repeat } else { Form::Sum },
        left: vec![left],
        right,
        group: group(sheet, 0, 6),
        certain: true,
    };
    let agreeing = candidates
        .iter()
        .position(|right| identity(right.clone()).judge(set.sheets).is_ok_and(|j| j.compared.agreement != Agreement::Differ));
    match agreeing {
        Some(index) => out.state(identity(candidates.into_iter().nth(index).unwrap_or_default())),
        None if certain => {
            if let Some(first) = candidates.into_iter().next() {
                out.state(identity(first));
            }
        }
        None => {
            let reason = "the figures differ, and what the table includes is not printed";
            out.silent(rule, Status::InsufficientData, reason, sheet.index);
        }
    }
    agreeing.is_some()
}
