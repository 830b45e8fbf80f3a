//! Identities as checks and findings.

use super::culprit::{Case, cases};
use super::identity::{Form, Identity, Judged, Odd, Verdict};
use super::index::{At, Sheet, Slot};
use super::units::apart_by_unit;
use super::withheld::{is_beside_withheld, may_be_withheld};
use crate::check::figure::{Agreement, likely_slip};
use crate::check::finding::{Check, Evidence, Finding, Status};
use crate::check::rule;
use crate::check::verdicts::Verdicts;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Puts all comparisons into the verdicts.
pub(super) fn report(found: &Verdict, sheets: &[Sheet<'_>], says_withheld: bool, verdicts: &mut Verdicts) {
    let Verdict { judged, odd, gaps } = found;
    counts(judged, sheets, verdicts);
    roundings(judged, sheets, verdicts);
    let mut told: Vec<(Finding, &Judged)> = Vec::new();
    let cases = cases(judged);
    let withheld = cases.iter().any(|case| may_be_withheld(judged, gaps, case));
    for case in cases {
        for index in &case.failing {
            let found = &judged[*index];
            verdicts.compared(found.identity.rule, &found.compared, evidence(sheets, found.cells()));
        }
        let found = &judged[main(judged, &case.failing)];
        if let Some(finding) = apart_by_unit(found, sheets) {
            verdicts.find(finding);
            continue;
        }
        let mut finding = finding(judged, odd, sheets, &case);
        if may_be_withheld(judged, gaps, &case) || is_beside_withheld(judged, &case, withheld) {
            left_out(&mut finding, says_withheld);
        }
        match told.iter_mut().find(|(f, first)| f.repair.is_none() && finding.repair.is_none() && same_sum(first, found, sheets))
        {
            Some((first, _)) => again(first, finding, &sheets[found.identity.left[0].table]),
            None => told.push((finding, found)),
        }
    }
    told.into_iter().for_each(|(finding, _)| verdicts.find(finding));
}

/// Tells a finding as what it may be: rows that are not printed.
fn left_out(finding: &mut Finding, said: bool) {
    finding.severity = finding.severity.min(if said { Severity::Info } else { Severity::Warning });
    finding.repair = None;
    finding.message.push_str(if said {
        "; the document says that it leaves items out"
    } else {
        "; the difference comes again elsewhere, so it may be rows that are not itemised"
    });
    finding.message_zh.push_str(if said {
        "；文件说明部分事项不公开"
    } else {
        "；同一差额在别处重复出现，可能有未列示的明细"
    });
}

/// Whether two tables have the same row with the same sum that fails: the slip was copied from one to the other.
fn same_sum(a: &Judged, b: &Judged, sheets: &[Sheet<'_>]) -> bool {
    let row = |j: &Judged| sheets[j.identity.left[0].table].label_of(j.identity.left[0]);
    let sums = a.identity.form == Form::Sum && b.identity.form == Form::Sum;
    let figures = |j: &Judged| (j.identity.rule, j.compared.left, j.compared.right, j.identity.right.len());
    sums && a.identity.left[0].table != b.identity.left[0].table && figures(a) == figures(b) && row(a) == row(b)
}

/// Tells a finding with one that says the same of another table.
fn again(first: &mut Finding, second: Finding, sheet: &Sheet<'_>) {
    let name = sheet.name();
    first.message.push_str(&format!(" (the same in {name})"));
    first.message_zh.push_str(&format!("（{name}同）"));
    first.severity = first.severity.max(second.severity);
    first.evidence.extend(second.evidence);
}

/// What holds, counted for each rule and table.
fn counts(judged: &[Judged], sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    let mut counts: BTreeMap<(usize, &'static str, Status), (usize, usize)> = BTreeMap::new();
    for (index, found) in judged.iter().enumerate() {
        let status = match found.compared.agreement {
            Agreement::Exact => Status::Pass,
            Agreement::Rounding => Status::Rounding,
            Agreement::Differ => continue,
        };
        counts.entry((found.identity.left[0].table, found.identity.rule, status)).or_insert((index, 0)).1 += 1;
    }
    for ((table, rule, status), (first, places)) in counts {
        let check = if places == 1 {
            let found = &judged[first];
            Check::compared(rule, &found.compared, evidence(sheets, found.identity.left.iter().copied()))
        } else {
            Check { places, evidence: vec![sheets[table].evidence()], ..Check::of(rule, status) }
        };
        verdicts.check(check);
    }
}

/// One remark for each table whose sums differ by rounding.
fn roundings(judged: &[Judged], sheets: &[Sheet<'_>], verdicts: &mut Verdicts) {
    let mut tables: BTreeMap<usize, Vec<&Judged>> = BTreeMap::new();
    for found in judged.iter().filter(|j| j.compared.agreement == Agreement::Rounding && j.identity.form == Form::Sum) {
        tables.entry(found.identity.left[0].table).or_default().push(found);
    }
    for (table, found) in tables {
        if verdicts.are_late() {
            return;
        }
        let sheet = &sheets[table];
        let most = found.iter().map(|j| j.compared.difference.abs()).max().unwrap_or_default();
        let most = shown(most, sheet);
        let count = found.len();
        let name = sheet.name();
        let (sums, totals) = if count == 1 { ("sum differs", "its total") } else { ("sums differ", "their totals") };
        // A sum or two are shown with their parts; of more only the totals.
        let cells: Vec<At> = if count <= 2 {
            found.iter().flat_map(|j| j.cells()).collect()
        } else {
            found.iter().flat_map(|j| j.identity.left.clone()).collect()
        };
        verdicts.find(Finding {
            rule: found[0].identity.rule,
            severity: Severity::Info,
            message: format!("{name}: {count} {sums} from {totals} by rounding, by {most} at most"),
            message_zh: format!("{name}：{count}处合计因四舍五入与分项之和有差，最大{most}"),
            evidence: evidence(sheets, cells.into_iter()),
            ..Finding::default()
        });
    }
}

/// Each cell once.
pub(super) fn evidence(sheets: &[Sheet<'_>], cells: impl Iterator<Item = At>) -> Vec<Evidence> {
    let mut seen = FxHashSet::default();
    cells.filter(|at| seen.insert(*at)).map(|at| sheets[at.table].evidence_of(at)).collect()
}

/// An amount in the unit of a table.
pub(super) fn shown(amount: Decimal, sheet: &Sheet<'_>) -> String {
    match sheet.factor {
        Some(factor) => {
            let unit = sheet.unit().unwrap_or("元");
            let amount = amount.over(factor).unwrap_or(amount);
            format!("{}{unit}", if amount.scale() < 2 { amount.with_decimals(2) } else { amount })
        }
        None => amount.normalize().to_string(),
    }
}

/// One finding for what one wrong figure explains.
fn finding(judged: &[Judged], odd: &Odd, sheets: &[Sheet<'_>], case: &Case) -> Finding {
    let main = main(judged, &case.failing);
    let found = &judged[main];
    let sheet = &sheets[found.identity.left[0].table];
    let suspects: Vec<At> =
        case.repair.iter().flat_map(|(places, _)| places.clone()).chain(case.candidates.iter().copied()).collect();
    let cells = suspects.iter().copied().chain(case.failing.iter().flat_map(|i| judged[*i].cells()));
    let severity = case.failing.iter().map(|i| severity(&judged[*i], sheets)).max();
    let mut message = sentence(found, sheets);
    let mut message_zh = sentence_zh(found, sheets);
    let others: Vec<&str> = others(judged, case, found.identity.rule);
    if !others.is_empty() {
        message.push_str(&format!(" (also {})", others.join(", ")));
        message_zh.push_str(&format!("（同时违反{}）", others.join("、")));
    }
    let other = exchanged(judged, case, sheets);
    if let Some(at) = other {
        let cell = sheets[at.table].evidence_of(at);
        let there = printed(&cell, &sheets[at.table]);
        let (zh, en) = if case.repair.is_some() {
            ("若为以下数字则相符", "what would fit is")
        } else {
            ("所差正是", "what is missing is")
        };
        message.push_str(&format!("; {en} exactly {} {there}", cell.what));
        message_zh.push_str(&format!("；{zh}：{}{there}", cell.what));
    } else if let Some((zh, en)) = slip(case, sheets) {
        message.push_str(&format!("; {en}"));
        message_zh.push_str(&format!("；{zh}"));
    }
    let cells = cells.chain(other);
    // Which of two figures a unit apart in the last place is right, rounding does not tell: either can be mended.
    let either = case.failing.iter().all(|i| is_last_place(&judged[*i], sheets));
    let repair = case.repair.as_ref().filter(|_| !either && !is_rounding_of_many(judged, sheets, case)).map(|(places, shift)| {
        let at = places[0];
        let sheet = &sheets[at.table];
        let cell = sheet.evidence_of(at);
        let right = shown(cell.value.unwrap_or_default() + *shift, sheet);
        let count = case.failing.len();
        let again =
            if places.len() > 1 { format!(" (and where it is repeated, {} places in all)", places.len()) } else { String::new() };
        let of = if count == 1 { "the failing identity".to_owned() } else { format!("all {count} failing identities") };
        format!("{}: {} instead of {}{again} satisfies {of} and breaks none", cell.what, right, printed(&cell, sheet))
    });
    let rule = found.identity.rule;
    let mut severity = severity.unwrap_or(Severity::Warning);
    if may_miss_a_row(judged, case) {
        severity = severity.min(Severity::Warning);
    }
    let rounded = is_rounding_of_many(judged, sheets, case);
    if rounded {
        severity = Severity::Info;
        message.push_str("; so little in a sum of so many may be rounding");
        message_zh.push_str("；多项相加，差额甚微，可能为四舍五入所致");
    }
    if is_displaced(judged, odd, case) {
        severity = severity.min(Severity::Warning);
        message.push_str(" (other sums of this table fail as well: its figures may stand in wrong rows)");
        message_zh.push_str("（该表其他合计亦多处不符，数字可能错行）");
    }
    let evidence = evidence(sheets, cells);
    with_unit(
        Finding {
            rule,
            severity,
            message,
            message_zh,
            evidence,
            repair,
            minor: either || rounded,
            apart: Some(found.compared.difference),
            ..Finding::default()
        },
        sheet,
    )
}

/// Figures of a table that prints no unit are bare numbers: the finding says so.
fn with_unit(mut finding: Finding, sheet: &Sheet<'_>) -> Finding {
    if sheet.factor.is_none() {
        finding.message.push_str(" (no unit is printed)");
        finding.message_zh.push_str("（未标单位）");
    }
    finding
}

/// Whether the parts of a total fail to make it up in several columns: then a row below it may be missing, or printed elsewhere.
fn may_miss_a_row(judged: &[Judged], case: &Case) -> bool {
    let total = |i: &usize| judged[*i].identity.left.first().map(|at| (at.table, at.row));
    let summed = |i: &&usize| matches!(judged[**i].identity.rule, "HIE-01" | "HIE-02" | "HIE-03" | "HIE-04" | "XT-08");
    let sums: Vec<&usize> = case.failing.iter().filter(summed).collect();
    let (Some(first), true) = (sums.first(), case.repair.is_none()) else { return false };
    sums.len() > 2 && sums.len() == case.failing.len() && sums.iter().all(|i| total(i) == total(first))
}

/// Whether a case lies in a table where another rule was refused: then figures stand in wrong places, and no total need be wrong.
fn is_displaced(judged: &[Judged], odd: &Odd, case: &Case) -> bool {
    let displaced = |i: &usize| {
        let found = &judged[*i];
        let table = found.identity.left[0].table;
        let other = odd.iter().any(|(t, rule)| *t == table && *rule != found.identity.rule);
        other && found.cells().all(|at| at.table == table)
    };
    case.failing.iter().all(displaced)
}

/// A figure that is repeated but for one unit of its last place was rounded twice; that is a slip, not a wrong amount.
fn severity(found: &Judged, sheets: &[Sheet<'_>]) -> Severity {
    let severity = rule::of(found.identity.rule).map_or(Severity::Warning, |r| r.severity);
    if is_last_place(found, sheets) { severity.min(Severity::Warning) } else { severity }
}

/// Whether a repeated figure is apart by one unit of its last place.
fn is_last_place(found: &Judged, sheets: &[Sheet<'_>]) -> bool {
    let half = found.identity.left.iter().filter_map(|at| sheets[at.table].figure(at.row, at.column)).map(|f| f.half).max();
    found.identity.form == Form::Repeat && found.compared.difference.abs() <= half.unwrap_or_default() * Decimal::TWO
}

/// Sums of fewer parts are exact to their bound.
const MANY_PARTS: usize = 8;

/// Whether one sum of many parts is off by no more than two units of the last place beyond what rounding each of them explains:
/// figures that were rounded before they were added.
fn is_rounding_of_many(judged: &[Judged], sheets: &[Sheet<'_>], case: &Case) -> bool {
    let [only] = case.failing[..] else { return false };
    let found = &judged[only];
    let ([total], true) = (&found.identity.left[..], found.identity.form == Form::Sum) else { return false };
    let sheet = &sheets[total.table];
    let printed = sheet.evidence_of(*total).printed;
    let decimals = printed.rsplit_once('.').map_or(0, |(_, d)| d.chars().filter(char::is_ascii_digit).count());
    let unit = Decimal::new(1, u32::try_from(decimals).unwrap_or_default()) * sheet.factor.unwrap_or(Decimal::ONE);
    found.identity.right.len() >= MANY_PARTS && found.compared.difference.abs() <= found.compared.tolerance + unit * Decimal::TWO
}

/// The rules that fail in a case beside the main one.
fn others<'j>(judged: &'j [Judged], case: &Case, main: &str) -> Vec<&'j str> {
    let mut others: Vec<&str> = case.failing.iter().map(|i| judged[*i].identity.rule).filter(|r| *r != main).collect();
    others.sort_unstable();
    others.dedup();
    others
}

/// The identity that a case is told by: of the rule that fails most often; a comparison of tables before sums within one.
fn main(judged: &[Judged], failing: &[usize]) -> usize {
    let often = |i: &usize| failing.iter().filter(|j| judged[**j].identity.rule == judged[*i].identity.rule).count();
    let across = |i: &usize| judged[*i].identity.rule.starts_with("XT");
    failing.iter().copied().max_by_key(|i| (often(i), across(i), std::cmp::Reverse(*i))).unwrap_or(failing[0])
}

fn sentence(found: &Judged, sheets: &[Sheet<'_>]) -> String {
    let (left, right) = sides(found, sheets);
    let sheet = &sheets[found.identity.left[0].table];
    let compared = &found.compared;
    let apart = shown(compared.difference.abs(), sheet);
    let title = rule::of(found.identity.rule).map_or("", |r| r.title.as_str());
    match found.identity.form {
        Form::Repeat => format!("{title}: {left} but {right}, {apart} apart"),
        Form::AtMost => format!("{title}: {left} is more than {right}, by {apart}"),
        Form::Sum => {
            let word = if compared.difference > Decimal::ZERO { "more" } else { "less" };
            let sum = shown(compared.right, sheet);
            match found.identity.right.len() {
                1 => format!("{title}: {left} is {apart} {word} than its only part, which is {sum}"),
                parts => format!("{title}: {left} is {apart} {word} than its {parts} parts, which make {sum}"),
            }
        }
    }
}

fn sentence_zh(found: &Judged, sheets: &[Sheet<'_>]) -> String {
    let (left, right) = sides(found, sheets);
    let sheet = &sheets[found.identity.left[0].table];
    let apart = shown(found.compared.difference.abs(), sheet);
    let title = rule::of(found.identity.rule).map_or("", |r| r.title_zh.as_str());
    match found.identity.form {
        Form::Repeat => format!("{title}：{left}，而{right}，相差{apart}"),
        Form::AtMost => format!("{title}：{left}大于{right}，超出{apart}"),
        Form::Sum => {
            let sum = shown(found.compared.right, sheet);
            match found.identity.right.len() {
                1 => format!("{title}：{left}，其唯一一项为{sum}，相差{apart}"),
                parts => format!("{title}：{left}，其{parts}项之和为{sum}，相差{apart}"),
            }
        }
    }
}

/// An identity with its printed figures, for a chain: `B03 合计 / 项目支出 2.00 = 1.00 + 1.00`.
pub(super) fn equation(found: &Judged, sheets: &[Sheet<'_>]) -> String {
    let printed = |at: &At| sheets[at.table].evidence_of(*at).printed;
    let side = |cells: &[At]| cells.iter().map(printed).collect::<Vec<_>>().join(" + ");
    let Identity { left, right, .. } = &found.identity;
    let what = |cells: &[At]| cells.first().map_or(String::new(), |at| sheets[at.table].evidence_of(*at).what);
    match found.identity.form {
        // What is repeated stands in two tables.
        Form::Repeat => format!("{} {} = {} {}", what(left), side(left), what(right), side(right)),
        Form::Sum | Form::AtMost => format!("{} {} = {}", what(left), side(left), side(right)),
    }
}

/// Both sides in words, each with its unit; a side of several figures by its sum. Of two units the figure of the right side stands in
/// that of the left one as well.
fn sides(found: &Judged, sheets: &[Sheet<'_>]) -> (String, String) {
    let words = |cells: &[At], sum: Decimal| match cells {
        [at] => {
            let cell = sheets[at.table].evidence_of(*at);
            format!("{} {}", cell.what, printed(&cell, &sheets[at.table]))
        }
        _ => cells.first().map_or(String::new(), |at| shown(sum, &sheets[at.table])),
    };
    let (left, mut right) =
        (words(&found.identity.left, found.compared.left), words(&found.identity.right, found.compared.right));
    let unit = |cells: &[At]| cells.first().and_then(|at| sheets[at.table].unit());
    if let (Some(own), Some(other), [_]) = (unit(&found.identity.left), unit(&found.identity.right), &found.identity.right[..])
        && own != other
    {
        let sheet = &sheets[found.identity.left[0].table];
        right.push_str(&format!(" (= {})", shown(found.compared.right, sheet)));
    }
    (left, right)
}

/// A figure as printed, with its unit.
fn printed(cell: &Evidence, sheet: &Sheet<'_>) -> String {
    let bare = cell.printed.chars().last().is_some_and(|c| c.is_numeric());
    format!("{}{}", cell.printed, sheet.unit().filter(|_| bare).unwrap_or_default())
}

/// What most probably happened to the figure that a repair would change.
fn slip(case: &Case, sheets: &[Sheet<'_>]) -> Option<(&'static str, &'static str)> {
    let (places, shift) = case.repair.as_ref()?;
    let at = places.first()?;
    let sheet = &sheets[at.table];
    let figure = sheet.figure(at.row, at.column)?;
    let cell = sheet.evidence_of(*at);
    let decimals = cell.printed.split_once('.').map_or(0, |(_, d)| d.chars().filter(char::is_ascii_digit).count());
    let right = (figure.value + *shift).over(sheet.factor.unwrap_or(Decimal::ONE))?.with_decimals(u32::try_from(decimals).ok()?);
    likely_slip(&cell.printed, &right.to_string())
}

/// A figure beside those that fail which explains the difference: the right amount of a cell stands in another cell of its row (two
/// columns exchanged), or what is missing stands in a row whose own cell is blank.
fn exchanged(judged: &[Judged], case: &Case, sheets: &[Sheet<'_>]) -> Option<At> {
    let main = &judged[main(judged, &case.failing)];
    let slack = main.compared.tolerance.max(Decimal::new(1, 2));
    let beside = |at: &At, wanted: Decimal| {
        let sheet = &sheets[at.table];
        let side = sheet.sides.iter().find(|s| s.columns.contains(&at.column))?;
        let is_it = |c: &&usize| {
            let figure = sheet.figure(at.row, **c);
            **c != at.column && figure.is_some_and(|f| !f.value.is_zero() && (f.value - wanted).abs() <= slack.max(f.half))
        };
        side.columns.iter().find(is_it).map(|c| sheet.at(at.row, *c))
    };
    if let Some((places, shift)) = &case.repair {
        let [at] = places[..] else { return None };
        let value = sheets[at.table].figure(at.row, at.column)?.value;
        return beside(&at, value + *shift);
    }
    // A blank part: another column of its row has the amount.
    let [total] = main.identity.left[..] else { return None };
    if main.identity.form != Form::Sum || main.identity.right.iter().any(|p| p.column != total.column || p.table != total.table) {
        return None;
    }
    let sheet = &sheets[total.table];
    let side = sheet.sides.iter().find(|s| s.columns.contains(&total.column))?;
    let parts = main.identity.right.iter().map(|p| p.row);
    let (first, last) = (parts.clone().min()?.min(total.row), parts.max()?.max(total.row));
    let mut blank = side
        .lines
        .iter()
        .map(|l| l.row)
        .filter(|row| (first..=last).contains(row) && sheet.slot(*row, total.column) == Slot::Blank);
    blank.find_map(|row| beside(&sheet.at(row, total.column), main.compared.difference))
}
