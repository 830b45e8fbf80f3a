//! What a finding is called, and which other one it follows from.
//!
//! One wrong figure breaks many rules. Findings that rest on a figure another one calls wrong, that are apart by the same amount, or
//! that say the same of the same printed figure, name that one as their cause and stand below it. An amount in the column of another
//! kind of costs (ROW-04) is the cause of the totals that are wrong by it, and as severe as they are.

use super::finding::{Evidence, Finding};
use crate::decimal::Decimal;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A difference of fewer digits comes again by chance.
const TELLING: u128 = 100;

/// Gives each finding its id and cause, and puts what follows from a finding below it. `document` is the hash of the document, so that
/// an id is the same in every run and of no other document.
pub fn identify(findings: &mut Vec<Finding>, document: &str) {
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    for finding in findings.iter_mut() {
        let first = id(finding, document, 0);
        let again = times.entry(first.clone()).or_default();
        finding.id = if *again == 0 { first } else { id(finding, document, *again) };
        *again = again.saturating_add(1);
    }
    raise(findings);
    root(findings);
    for later in 1..findings.len() {
        let (before, rest) = findings.split_at_mut(later);
        let Some(found) = rest.first_mut() else { continue };
        let cause = before.iter().find(|first| first.cause.is_none() && follows(first, found));
        found.cause = cause.map(|first| first.id.clone());
    }
    let (causes, consequences): (Vec<Finding>, Vec<Finding>) = findings.drain(..).partition(|f| f.cause.is_none());
    let mut below: FxHashMap<String, Vec<Finding>> = FxHashMap::default();
    for finding in consequences {
        below.entry(finding.cause.clone().unwrap_or_default()).or_default().push(finding);
    }
    for cause in causes {
        let own = below.remove(&cause.id).unwrap_or_default();
        findings.push(cause);
        findings.extend(own);
    }
}

/// Brings an amount that stands in the wrong column before the first finding that it explains, as severe as that.
fn raise(findings: &mut Vec<Finding>) {
    let misplaced: Vec<String> =
        findings.iter().filter(|f| f.rule == MISPLACED && f.apart.is_some()).map(|f| f.id.clone()).collect();
    for id in misplaced {
        let Some(at) = findings.iter().position(|f| f.id == id) else { continue };
        let apart = findings[at].apart;
        let Some(first) = findings[..at].iter().position(|f| f.rule != MISPLACED && is_same_gap(apart, f.apart)) else {
            continue;
        };
        let mut cause = findings.remove(at);
        cause.severity = cause.severity.max(findings[first].severity);
        findings.insert(first, cause);
    }
}

/// Brings what two tables say of their totals before what the text says of one of them, where both are apart by one amount: the table
/// is what was set up from other figures, wherever the sentence stands.
fn root(findings: &mut Vec<Finding>) {
    for first in 0..findings.len() {
        let Some(said) = findings.get(first).filter(|f| f.rule.starts_with("NAR")) else { continue };
        let of_totals = |f: &Finding| {
            let row = f.evidence.first().and_then(|e| e.what.split(" / ").nth(1));
            row.is_some_and(|label| label.contains("合计") || label.contains("总计"))
        };
        let is_root =
            |f: &&Finding| f.rule.starts_with("XT") && f.severity == said.severity && of_totals(f) && is_one_shift(f, said);
        let Some(at) = findings.iter().skip(first).position(|f| is_root(&f)) else { continue };
        let cause = findings.remove(first + at);
        findings.insert(first, cause);
    }
}

/// The rule on amounts that stand in the column of another kind of costs.
const MISPLACED: &str = "ROW-04";

/// The document, the rule, and where the figures stand, to a point.
fn id(finding: &Finding, document: &str, again: u32) -> String {
    let corner = |e: &Evidence| e.place.rect.map_or((0, 0), |r| (r.x0.round() as i32, r.y0.round() as i32));
    let places: BTreeSet<(u32, (i32, i32))> = finding.evidence.iter().map(|e| (e.place.page, corner(e))).collect();
    let mut hash = Sha256::new();
    hash.update(format!("{document} {} {again}", finding.rule));
    for (page, (x, y)) in places {
        hash.update(format!(" {page}:{x},{y}"));
    }
    hash.finalize().iter().take(6).fold(String::with_capacity(12), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Whether a finding follows from one before it.
fn follows(first: &Finding, later: &Finding) -> bool {
    let (Some(wrong), Some(own)) = (first.evidence.first(), later.evidence.first()) else { return false };
    // A figure is told by its place on a page; in text of one line each by that as well.
    let rests_on = wrong.place.rect.is_some()
        && later.evidence.iter().any(|e| e.place == wrong.place && e.printed == wrong.printed && !e.printed.is_empty());
    let same_slip =
        first.rule == later.rule && first.rule.starts_with("FRM") && wrong.printed == own.printed && is_value(&own.printed);
    rests_on || same_slip || is_same_gap(first.apart, later.apart) || is_one_shift(first, later)
}

/// Whether both are apart by one and the same amount at figures of one table: a table that was set up from other figures differs from
/// all others by it, however few digits it has.
fn is_one_shift(first: &Finding, later: &Finding) -> bool {
    let gap = |f: &Finding| f.apart.map(|d| d.abs()).filter(|d| !d.is_zero() && !f.minor);
    let same = gap(first).is_some_and(|own| gap(later) == Some(own));
    same && first.evidence.iter().any(|a| later.evidence.iter().any(|b| table_of(a).is_some() && table_of(a) == table_of(b)))
}

/// The title of the table that a cell stands in: `B05 一般公共预算支出表 / 合计 / 基本支出`.
fn table_of(evidence: &Evidence) -> Option<&str> {
    let (table, _) = evidence.what.split_once(" / ")?;
    let is_id = |word: &str| word.len() <= 4 && word.is_ascii();
    Some(table.split_once(' ').filter(|(id, _)| is_id(id)).map_or(table, |(_, title)| title))
}

/// A printed figure, and no name or blank.
fn is_value(printed: &str) -> bool {
    printed.chars().filter(char::is_ascii_digit).count() >= 3
}

/// Whether two differences are one, each rounded on its own.
fn is_same_gap(first: Option<Decimal>, later: Option<Decimal>) -> bool {
    let (Some(first), Some(later)) = (first.map(|d| d.abs()), later.map(|d| d.abs())) else { return false };
    significant(first) >= TELLING && (first - later).abs() * Decimal::from(1000) <= first
}

/// The digits of a number without the zeros at its end.
fn significant(number: Decimal) -> u128 {
    let mut digits = number.normalize().mantissa().unsigned_abs();
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::place::{Place, Rect};

    fn finding(rule: &'static str, printed: &[(&str, f32)]) -> Finding {
        let cell = |(printed, y): &(&str, f32)| Evidence {
            what: "表".to_owned(),
            printed: (*printed).to_owned(),
            value: None,
            place: Place::on(1, Rect::new(10.0, *y, 20.0, *y + 9.0)),
        };
        Finding { rule, evidence: printed.iter().map(cell).collect(), ..Finding::default() }
    }

    #[test]
    fn what_rests_on_a_wrong_figure_names_its_finding() {
        let mut findings = vec![
            finding("NAR-01", &[("352.67万元", 10.0), ("3,503,499", 90.0)]),
            finding("NAR-08", &[("1.00万元", 50.0)]),
            finding("NAR-02", &[("0.53%", 30.0), ("352.67万元", 10.0)]),
        ];
        identify(&mut findings, "abc");
        let rules: Vec<(&str, bool)> = findings.iter().map(|f| (f.rule, f.cause.is_some())).collect();
        assert_eq!(rules, [("NAR-01", false), ("NAR-02", true), ("NAR-08", false)]);
        assert_eq!(findings[1].cause.as_deref(), Some(findings[0].id.as_str()));
        let first = findings[0].id.clone();
        identify(&mut findings, "abc");
        assert_eq!(findings[0].id, first);
    }

    #[test]
    fn the_same_slip_on_every_form_is_one_cause() {
        let mut findings: Vec<Finding> = (1..=3u8).map(|n| finding("FRM-16", &[("1000%", f32::from(n) * 20.0)])).collect();
        identify(&mut findings, "abc");
        assert_eq!(findings.iter().filter(|f| f.cause.is_none()).count(), 1);
        assert_eq!(findings.iter().map(|f| &f.id).collect::<BTreeSet<_>>().len(), 3);
    }

    #[test]
    fn a_table_of_other_figures_is_one_cause() {
        let apart = |rule, table: &str, amount: i64| {
            let mut of = finding(rule, &[("1", 10.0)]);
            of.evidence[0].what = format!("{table} / 合计 / 基本支出");
            of.evidence[0].printed = amount.to_string();
            Finding { apart: Some(Decimal::from(amount)), ..of }
        };
        let causes = |mut findings: Vec<Finding>| {
            identify(&mut findings, "abc");
            findings.iter().map(|f| f.cause.is_some()).collect::<Vec<_>>()
        };
        let shifted = apart("XT-05", "B05 一般公共预算支出表", 6000);
        assert_eq!(causes(vec![shifted.clone(), apart("NAR-01", "一般公共预算支出表", -6000)]), [false, true]);
        assert_eq!(causes(vec![shifted.clone(), apart("NAR-01", "支出总表", -6000)]), [false, false]);
        assert_eq!(causes(vec![shifted, apart("NAR-01", "一般公共预算支出表", 5000)]), [false, false]);
    }

    #[test]
    fn tables_that_differ_come_before_the_text_that_follows_one_of_them() {
        let of = |rule, table: &str, page: u32| {
            let mut found = Finding { apart: Some(Decimal::from(64_000)), ..finding(rule, &[("1", 10.0)]) };
            found.evidence[0].what = format!("{table} / 合计 / 基本支出");
            found.evidence[0].place.page = page;
            found
        };
        let mut findings = vec![of("NAR-01", "支出总表", 5), of("XT-02", "B03 支出总表", 14)];
        identify(&mut findings, "abc");
        assert_eq!(
            findings.iter().map(|f| (f.rule, f.cause.is_some())).collect::<Vec<_>>(),
            [("XT-02", false), ("NAR-01", true)]
        );
    }

    #[test]
    fn an_amount_in_the_wrong_column_explains_the_totals() {
        let mut findings = vec![
            Finding { severity: Severity::Error, apart: Some(Decimal::from(-323_600)), ..finding("XT-06", &[("982.73", 10.0)]) },
            Finding { severity: Severity::Info, apart: Some(Decimal::from(323_600)), ..finding("ROW-04", &[("32.36", 50.0)]) },
        ];
        identify(&mut findings, "abc");
        let told: Vec<_> = findings.iter().map(|f| (f.rule, f.severity, f.cause.is_some())).collect();
        assert_eq!(told, [("ROW-04", Severity::Error, false), ("XT-06", Severity::Error, true)]);
    }

    #[test]
    fn one_difference_is_one_cause() {
        let apart = |value: &str| value.parse().ok();
        assert!(is_same_gap(apart("506000"), apart("505900")) && !is_same_gap(apart("506000"), apart("516000")));
        assert!(!is_same_gap(apart("100"), apart("100")), "a unit of the last place");
    }
}
