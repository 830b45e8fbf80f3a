//! Rules on codes, and on what codes of different classifications say of each other (ROW-04, HIE-05, HIE-06, XT-13 to 17).

use super::cross::Set;
use super::identity::{Form, Identity, Judged};
use super::index::{At, Line, LineKind, Sheet, Slot};
use super::stated::{Out, group};
use crate::check::figure::{Agreement, is_slip};
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::verdicts::Verdicts;
use crate::codes::mapping::{PairMatch, pair_match};
use crate::codes::subjects::fold;
use crate::codes::{List, NameMatch, PERSONNEL_CLASSES, names_match};
use crate::decimal::Decimal;
use crate::diagnostic::Severity;

/// Classes of operating costs.
const OPERATING: [&str; 2] = ["302", "310"];
/// A table prints parents if so many of its finer codes have theirs, of ten.
const PRINTS_PARENTS: usize = 8;

/// What one table says.
pub(super) fn check(sheet: &Sheet<'_>, year: Option<u16>, verdicts: &mut Verdicts) {
    let mut names = Tally::new("HIE-06", Severity::Info);
    let mut parents = Tally::new("HIE-05", Severity::Warning);
    let mut order = Tally::new("HIE-05", Severity::Info);
    let mut kinds = Tally::new("ROW-04", Severity::Info);
    let mut pairs = Tally::new("XT-17", Severity::Info);
    for (number, side) in sheet.sides.iter().enumerate() {
        let codes: Vec<&str> = side.lines.iter().filter(|l| l.code_printed).filter_map(|l| l.code).collect();
        let has_parent = |code: &str| codes.contains(&&code[..code.len() - 2]);
        let finer = || codes.iter().filter(|c| matches!(c.len(), 5 | 7));
        let with_parent = finer().filter(|c| has_parent(c)).count();
        let prints_parents = with_parent > 0 && with_parent * 10 >= finer().count() * PRINTS_PARENTS;
        let columns = (sheet.column(number, "personnel"), sheet.column(number, "operating"));
        let misplaced = out_of_order(&side.lines);
        for line in side.lines.iter().filter(|l| l.kind == LineKind::Item) {
            let Some(code) = line.code else { continue };
            let Some(column) = side.columns.iter().copied().find(|c| sheet.figure(line.row, *c).is_some()) else { continue };
            let at = sheet.at(line.row, column);
            if line.code_printed {
                name(line, code, year).into_iter().for_each(|official| names.ask(official.is_none(), sheet, at, official));
                if prints_parents && matches!(code.len(), 5 | 7) {
                    parents.ask(has_parent(code), sheet, at, Some(&code[..code.len() - 2]));
                    order.ask(!misplaced.contains(&line.row), sheet, at, None);
                }
            }
            if let (Some(personnel), Some(operating)) = columns {
                let other = match code.get(..3) {
                    Some(class) if PERSONNEL_CLASSES.contains(&class) => Some(operating),
                    Some(class) if OPERATING.contains(&class) => Some(personnel),
                    _ => None,
                };
                if let Some(other) = other {
                    let empty = sheet.figure(line.row, other).is_none_or(|f| f.value.is_zero());
                    kinds.ask(empty, sheet, sheet.at(line.row, other), None);
                }
            }
            if let Some(government) = line.government.filter(|g| g.len() == 5 && code.len() == 5 && code.starts_with('3')) {
                pairs.ask(pair_match(government, code) != PairMatch::NotListed, sheet, at, Some(government));
            }
        }
    }
    names.tell(sheet, "names differ from the official ones of their codes", "处名称与官方科目名称不同", verdicts);
    parents.tell(sheet, "codes stand without their parent, which the table prints elsewhere", "处科目缺少上级科目", verdicts);
    order.tell(sheet, "codes stand behind a greater one beside them", "处科目编码未按由小到大排列", verdicts);
    kinds.tell(sheet, "amounts stand in the other kind of costs than their class has", "处金额所在列与科目性质不符", verdicts);
    pairs.tell(sheet, "government classes are not those that the mapping gives", "处政府经济分类与部门经济分类不对应", verdicts);
}

/// Rows whose code is less than the one before it under the same parent. A row without a code may begin the list of another unit.
fn out_of_order(lines: &[Line<'_>]) -> Vec<usize> {
    let mut last: [Option<&str>; 3] = [None; 3];
    let mut misplaced = Vec::new();
    for line in lines.iter().filter(|l| l.kind == LineKind::Item) {
        let Some(code) = line.code.filter(|c| line.code_printed && matches!(c.len(), 3 | 5 | 7)) else {
            last = [None; 3];
            continue;
        };
        let level = code.len() / 2 - 1;
        let beside = |before: &&str| level > 0 && before[..before.len() - 2] == code[..code.len() - 2];
        if last[level].filter(beside).is_some_and(|before| code < before) {
            misplaced.push(line.row);
        }
        last[level] = Some(code);
        last[level + 1..].fill(None);
    }
    misplaced
}

/// Whether the printed name is that of the code: `Some(None)` if it is, the official one if it differs, nothing if unknown.
fn name(line: &Line<'_>, code: &str, year: Option<u16>) -> Option<Option<&'static str>> {
    let printed = line.name?;
    match names_match(List::of_code(code)?, code, printed, year) {
        NameMatch::Equal | NameMatch::KnownVariant => Some(None),
        // The cell has no room for its second line.
        NameMatch::Differs { official } if is_clipped(printed, official) => Some(None),
        NameMatch::Differs { official } => Some(Some(official)),
        NameMatch::UnknownCode => None,
    }
}

/// Whether a printed name is the beginning of the official one, most of it.
fn is_clipped(printed: &str, official: &str) -> bool {
    let (printed, official) = (fold(printed), fold(official));
    official.starts_with(&printed) && printed.chars().count() * 2 > official.chars().count()
}

/// One rule over the rows of a table: told once.
struct Tally {
    rule: &'static str,
    severity: Severity,
    right: usize,
    wrong: Vec<Evidence>,
}

impl Tally {
    fn new(rule: &'static str, severity: Severity) -> Self {
        Self { rule, severity, right: 0, wrong: Vec::new() }
    }

    fn ask(&mut self, right: bool, sheet: &Sheet<'_>, at: At, expected: Option<&str>) {
        if right {
            self.right += 1;
            return;
        }
        let mut evidence = sheet.evidence_of(at);
        if let Some(expected) = expected {
            evidence.what = format!("{} ({expected})", evidence.what);
        }
        self.wrong.push(evidence);
    }

    fn tell(self, sheet: &Sheet<'_>, words: &str, words_zh: &str, verdicts: &mut Verdicts) {
        if self.right > 0 {
            let evidence = vec![sheet.evidence()];
            verdicts.check(Check { places: self.right, evidence, ..Check::of(self.rule, Status::Pass) });
        }
        if self.wrong.is_empty() {
            return;
        }
        for evidence in &self.wrong {
            verdicts.check(Check { evidence: vec![evidence.clone()], ..Check::of(self.rule, Status::Fail) });
        }
        let (count, name) = (self.wrong.len(), sheet.name());
        let first = &self.wrong[0].what;
        // The totals of both columns are wrong by the amount that stands in the wrong one; its class may have followed it.
        let amount = self.wrong.first().and_then(|e| e.value);
        let apart = amount.filter(|_| self.rule == "ROW-04" && self.wrong.iter().all(|e| e.value == amount));
        verdicts.find(Finding {
            rule: self.rule,
            apart,
            severity: self.severity,
            message: format!("{name}: {count} {words}, the first at {first}"),
            message_zh: format!("{name}：{count}{words_zh}，首处为{first}"),
            evidence: self.wrong,
            ..Finding::default()
        });
    }
}

/// Functional classes of insurance and housing, and the economic ones that are the same money.
const SAME_MONEY: [(&str, &str); 4] = [("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113"), ("2101103", "30111")];

/// What the tables of one body say of each other.
pub(super) fn across(set: &Set<'_, '_>, out: &mut Out<'_, '_>) {
    empty_tables(set, out);
    let (Some(function), Some(economic)) = (set.sheet("B05"), set.sheet("B06")) else { return };
    let mut pairs: Vec<(&'static str, Vec<At>, At)> = Vec::new();
    for (left, right) in SAME_MONEY {
        if let (Some(left), Some(right)) = (basic_of(function, left), basic_of(economic, right)) {
            pairs.push(("XT-14", vec![left], right));
        }
    }
    let medical: Vec<At> = ["2101101", "2101102"].iter().filter_map(|c| basic_of(function, c)).collect();
    if let (false, Some(right)) = (medical.is_empty(), basic_of(economic, "30110")) {
        pairs.push(("XT-15", medical, right));
    }
    let medical_of = pairs.iter().position(|(rule, ..)| *rule == "XT-15");
    let elsewhere = medical_of.and_then(|_| other_medical(economic));
    same_money(pairs, function, elsewhere, out);
    if let Some(pay) = basic_of(economic, "30107") {
        performance_pay(function, economic.evidence_of(pay), out);
    }
}

/// Items of institutions, and those of administrative bodies beside them, of which every body that pays staff has some.
const OF_INSTITUTIONS: [&str; 2] = ["2080502", "2101102"];
const OF_ADMINISTRATION: [&str; 2] = ["2080501", "2101101"];

/// XT-16: performance pay is paid to the staff of institutions.
fn performance_pay(function: &Sheet<'_>, pay: Evidence, out: &mut Out<'_, '_>) {
    let items = || function.sides[0].lines.iter().filter_map(|l| l.code).filter(|c| c.len() == 7);
    let institution = items().any(|c| c.ends_with("50") || OF_INSTITUTIONS.contains(&c));
    let administrative = items().any(|c| OF_ADMINISTRATION.contains(&c) || c.starts_with("201") && c.ends_with("01"));
    let evidence = vec![pay];
    if institution || !administrative {
        let reason = (!institution).then(|| "nothing tells whose staff is paid".to_owned());
        let status = if institution { Status::Pass } else { Status::NotApplicable };
        return out.verdicts.check(Check { evidence, reason, ..Check::of("XT-16", status) });
    }
    out.verdicts.check(Check { evidence: evidence.clone(), ..Check::of("XT-16", Status::Fail) });
    let printed = evidence.first().map(|e| e.printed.clone()).unwrap_or_default();
    out.verdicts.find(Finding {
        rule: "XT-16",
        severity: Severity::Info,
        message: format!(
            "Performance pay (30107) of {printed} is printed, but no item of institutions, only those of administrative bodies"
        ),
        message_zh: format!("列有绩效工资（30107）{printed}，但功能科目中只有行政单位的科目，没有事业单位的科目"),
        evidence,
        ..Finding::default()
    });
}

/// What the classes beside 30110 hold that may pay for medical care as well; `None` where one of them was not read with certainty.
fn other_medical(economic: &Sheet<'_>) -> Option<Decimal> {
    const BESIDE: [&str; 6] = ["30111", "30112", "30114", "30199", "30307", "30399"];
    let lines = || economic.sides.first().into_iter().flat_map(|s| &s.lines);
    let held = |code: &str| {
        let of_code = lines().filter(|l| l.code == Some(code));
        let column = economic.column(0, "basic").or_else(|| economic.main_column(0));
        of_code.filter_map(|l| economic.figure(l.row, column?)).map(|f| f.value).sum::<Decimal>()
    };
    (!economic.is_unsure()).then(|| BESIDE.iter().map(|code| held(code)).sum())
}

/// The basic expenditure of a code, if the code comes once.
fn basic_of(sheet: &Sheet<'_>, code: &str) -> Option<At> {
    let mut lines = sheet.sides.first()?.lines.iter().filter(|l| l.code == Some(code));
    let (Some(line), None) = (lines.next(), lines.next()) else { return None };
    let column = sheet.column(0, "basic").or_else(|| sheet.main_column(0))?;
    sheet.figure(line.row, column).map(|_| sheet.at(line.row, column))
}

/// So many other pairs agree where one that does not is a slip.
const SISTERS: usize = 2;

/// The same money in two classifications. Where it differs, part of it may be paid under another class, which is no error; but
/// where the other pairs agree to the last digit, and this one but for a digit or two exchanged, it is a slip.
fn same_money(pairs: Vec<(&'static str, Vec<At>, At)>, sheet: &Sheet<'_>, elsewhere: Option<Decimal>, out: &mut Out<'_, '_>) {
    let judged: Vec<Judged> = pairs
        .into_iter()
        .filter_map(|(rule, left, right)| {
            let form = if left.len() == 1 { Form::Repeat } else { Form::Sum };
            let group = group(sheet, 0, 12);
            Identity { rule, form, left: vec![right], right: left, group, certain: true }.judge(out.sheets).ok()
        })
        .collect();
    let exact = judged.iter().filter(|j| j.compared.agreement == Agreement::Exact && !j.compared.left.is_zero()).count();
    let apart = judged.iter().filter(|j| j.compared.agreement == Agreement::Differ).count();
    for found in judged {
        let (left, right) = (found.compared.left, found.compared.right);
        let alone = exact >= SISTERS && apart == 1;
        // Medical care that no other class can pay for stands under a class that it does not belong to.
        let displaced = found.identity.rule == "XT-15" && elsewhere.is_some_and(|beside| right - left > beside);
        let slip = alone && (is_slip(&digits(left), &digits(right)) || displaced);
        if found.compared.agreement == Agreement::Differ && !slip {
            let reason = "the amounts differ: part of the money is paid under another class";
            let evidence = found.cells().map(|at| out.sheets[at.table].evidence_of(at)).collect();
            out.verdicts.silent(found.identity.rule, Status::NotApplicable, reason, evidence);
        } else {
            out.state(found.identity);
        }
    }
}

/// An amount in cents.
fn digits(amount: Decimal) -> String {
    amount.with_decimals(2).to_string()
}

/// XT-13: a table of funds or of state capital is empty exactly when the fiscal balance has none of it.
fn empty_tables(set: &Set<'_, '_>, out: &mut Out<'_, '_>) {
    let Some(balance) = set.balance("B04") else { return };
    let fiscal = &set.sheets[balance.table];
    for (id, meaning, budget) in [("B08", "government_fund", 1), ("B09", "state_capital", 2)] {
        let mut tables = set.tables.iter().map(|i| &set.sheets[*i]).filter(|s| s.id() == Some(id));
        let (Some(sheet), None) = (tables.next(), tables.next()) else { continue };
        let amount = |at: At| fiscal.figure(at.row, at.column).is_some_and(|f| !f.value.is_zero());
        let number = |main: usize| fiscal.sides.iter().position(|s| s.columns.contains(&main));
        let mut cells: Vec<At> = Vec::new();
        if let Some(wing) = balance.income() {
            cells.extend(wing.budgets[budget].map(|row| balance.cell(wing, row)));
        }
        if let Some(wing) = balance.expenditure() {
            let column = number(wing.main).and_then(|n| fiscal.column(n, meaning));
            cells.extend(column.and_then(|c| Some(fiscal.at(wing.grand?, c))));
        }
        if cells.is_empty() {
            continue;
        }
        let has = cells.iter().any(|at| amount(*at));
        let own = sheet.sides.iter().any(|s| {
            s.lines.iter().any(|l| s.columns.iter().any(|c| sheet.figure(l.row, *c).is_some_and(|f| !f.value.is_zero())))
        });
        // A note says that there is nothing: what stands in the table is no money.
        let own = own && !sheet.table.declared_empty;
        let evidence: Vec<Evidence> =
            std::iter::once(sheet.evidence()).chain(cells.iter().map(|at| fiscal.evidence_of(*at))).collect();
        if has == own {
            out.verdicts.check(Check { evidence, ..Check::of("XT-13", Status::Pass) });
            continue;
        }
        // The balance itself prints the money on one of its sides only, or a figure of either was not read.
        let split = cells.len() > 1 && cells.iter().any(|at| amount(*at)) && !cells.iter().all(|at| amount(*at));
        let unread = |s: &Sheet<'_>| s.doubt.is_some() || s.loose.is_some() || s.is_unsure();
        if split || unread(sheet) || cells.iter().any(|at| fiscal.slot(at.row, at.column) == Slot::Unsure) {
            out.verdicts.silent("XT-13", Status::Refused, "a figure of one of them was not read with certainty", evidence);
            continue;
        }
        // Money carried over, or planned and not spent, may stand in one of them only.
        if set.carries(balance) || set.balance("B01").is_none_or(|b| set.carries(b)) {
            let reason = "one has money and the other has not, which carry-over may explain";
            out.verdicts.silent("XT-13", Status::InsufficientData, reason, evidence);
            continue;
        }
        out.verdicts.check(Check { evidence: evidence.clone(), ..Check::of("XT-13", Status::Fail) });
        let (own, there) = if has { ("is empty", "has money of it") } else { ("has money", "has none of it") };
        let (own_zh, there_zh) = if has { ("为空", "有该项金额") } else { ("有金额", "无该项金额") };
        out.verdicts.find(Finding {
            rule: "XT-13",
            severity: Severity::Warning,
            message: format!("{} {own}, but {} {there}, and nothing is carried over", sheet.name(), fiscal.name()),
            message_zh: format!("{}{own_zh}，而{}{there_zh}，且无结转。", sheet.name(), fiscal.name()),
            evidence,
            ..Finding::default()
        });
    }
}
