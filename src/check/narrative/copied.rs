//! Figures of the text that repeat a figure of a table (NAR-01, NAR-07, NAR-08): the same digits, or it is a slip.
//!
//! Which figure a subject repeats is data (`pairings.toml`). A sentence may mean another scope than the table does (one unit, one
//! source of money), so a figure that some table of the document prints elsewhere is never called wrong.

use super::{amount, before_number, disclaims, evidence, finding, is_aside, subject};
use crate::check::figure::{Agreement, Comparison, is_slip, repeats};
use crate::check::{Document, Evidence, Figure, Status, Verdicts};
use crate::codes::subjects::fold;
use crate::content::{Statement, SubjectSource, Table};
use crate::diagnostic::Severity;
use crate::grammar::unit_of;
use crate::record::{Origin, Record};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::sync::LazyLock;

/// One entry of `pairings.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairing {
    rule: String,
    subjects: Vec<String>,
    tables: Vec<String>,
    #[serde(default)]
    rows: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    /// One of these must be stated in the same section: the subject alone may be of one unit only.
    #[serde(default)]
    beside: Vec<String>,
    /// It holds of administrative bodies only, and is no copy: elsewhere, or further apart, the text means something else.
    #[serde(default)]
    administrative: bool,
}

#[derive(Deserialize)]
struct File {
    pairing: Vec<Pairing>,
}

static PAIRINGS: LazyLock<Vec<Pairing>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../pairings.toml")).expect("pairings.toml is tested to load");
    file.pairing
});

/// Totals of which nothing is no other scope: a body has some money.
const NEVER_NOTHING: [&str; 4] = ["收支总计", "收入合计", "支出合计", "财政拨款收支总计"];

/// A figure of a table.
pub(super) struct Printed<'d> {
    pub(super) record: &'d Record,
    pub(super) figure: Figure,
}

/// All amounts of money of the tables.
pub(super) struct Ground<'d> {
    document: &'d Document<'d>,
    pub(super) figures: Vec<Printed<'d>>,
}

impl<'d> Ground<'d> {
    pub(super) fn of(document: &'d Document<'d>) -> Self {
        let figure = |record: &'d Record| {
            let factor = unit_of(record.unit?)?.factor()?;
            Some(Printed { record, figure: Figure::read(&record.printed, factor)? })
        };
        Self { document, figures: document.records.iter().filter(|r| r.origin == Origin::Table).filter_map(figure).collect() }
    }

    fn table(&self, record: &Record) -> Option<&'d Table> {
        self.document.content.tables.get(record.table_index)
    }

    /// Whether a table prints this figure anywhere.
    pub(super) fn prints(&self, figure: Figure) -> bool {
        self.figures.iter().any(|p| repeats(figure, p.figure).agreement != Agreement::Differ)
    }

    /// A figure of a table as evidence.
    pub(super) fn evidence(&self, printed: &Printed<'_>) -> Evidence {
        let record = printed.record;
        let title = self.table(record).and_then(|t| t.title.as_deref()).unwrap_or("表");
        let row = record.label.as_deref().or(record.function_name.as_deref()).or(record.economic_name.as_deref());
        let parts = [Some(title), row, Some(&*record.measure)];
        Evidence {
            what: parts.into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" / "),
            printed: record.printed.clone(),
            value: record.amount_yuan,
            place: record.place,
        }
    }

    fn fits(&self, printed: &Printed<'_>, pairing: &Pairing) -> bool {
        let record = printed.record;
        let Some(id) = record.table else { return false };
        let table_fits = pairing.tables.iter().any(|t| t == id)
            || self.table(record).and_then(|t| t.variant).is_some_and(|v| pairing.tables.iter().any(|t| t == v));
        let meaning = self.table(record).and_then(|t| t.columns.get(record.column)).and_then(|c| c.meaning).unwrap_or("");
        let column_fits = pairing.columns.is_empty() || pairing.columns.iter().any(|c| c == meaning);
        table_fits && column_fits && (pairing.rows.is_empty() || row_fits(record, &pairing.rows))
    }
}

fn row_fits(record: &Record, rows: &[String]) -> bool {
    let total = record.is_total && rows.iter().any(|r| r == "合计");
    total || record.label.as_deref().map(bare).is_some_and(|label| rows.contains(&label))
}

/// A label without numbering, marks and blanks: `1.因公出国（境）费用`, `其中：公务用车购置费`.
fn bare(label: &str) -> String {
    let folded = fold(label);
    let cut = folded.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | '、' | '(' | '①'..='⑳' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    });
    let cut = cut.trim_start_matches([')', '、', '.']).trim_start_matches("其中").trim_start_matches([':', '：']);
    // 三公经费合计 begins with a numeral itself.
    if folded.starts_with("三公") { folded } else { cut.to_owned() }
}

/// Asks for every stated amount whether the tables print it.
pub(super) fn ask(document: &Document<'_>, verdicts: &mut Verdicts) {
    let ground = Ground::of(document);
    let statements = &document.content.statements;
    for statement in statements {
        let Some(figure) = amount(statement) else { continue };
        let Some(about) = &statement.subject else { continue };
        let (rule, candidates) = match about.source {
            SubjectSource::Term => by_term(&ground, statements, statement, false),
            SubjectSource::Classification => ("NAR-01", by_code(&ground, statement)),
            // 运行费 among the three public expenses: only beside what says whose it is.
            SubjectSource::Printed => by_term(&ground, statements, statement, false),
        };
        if rule.is_empty() {
            continue;
        }
        let (_, kin) = by_term(&ground, statements, statement, true);
        if candidates.is_empty() && !kin.is_empty() && is_administrative(document) {
            akin(&ground, rule, statement, figure, &kin, verdicts);
        } else {
            judge(&ground, rule, statement, figure, &candidates, verdicts);
        }
    }
    drifted(&ground, statements, verdicts);
}

/// Whether a body is certainly an administrative one: it has 行政运行 and nobody paid as an institution's staff.
fn is_administrative(document: &Document<'_>) -> bool {
    let items = || document.records.iter().filter_map(|r| r.function_code.as_deref()).filter(|c| c.len() == 7);
    let runs = items().any(|c| c.starts_with("20") && c.ends_with("01"));
    let staff = document.records.iter().any(|r| r.economic_code.as_deref() == Some("30107"));
    runs && !staff && !items().any(|c| c.ends_with("50"))
}

/// A figure further from the one it should be than one part of so many is another figure.
const NEAR: u32 = 20;

/// NAR-07 where no table of its own prints the 机关运行经费: for an administrative body it is the 公用经费 of basic expenditure.
fn akin(
    ground: &Ground<'_>,
    rule: &'static str,
    statement: &Statement,
    figure: Figure,
    kin: &[&Printed<'_>],
    verdicts: &mut Verdicts,
) {
    let compared = kin.iter().map(|p| (copies(figure, p.figure), *p)).min_by_key(|(c, _)| c.difference.abs());
    let Some((compared, printed)) = compared else { return };
    let beside = ground.evidence(printed);
    if unit_apart(figure, printed.figure) {
        return units(ground, rule, statement, figure, printed, verdicts);
    }
    verdicts.compared(rule, &compared, vec![evidence(statement), beside.clone()]);
    if compared.agreement == Agreement::Differ {
        apart(statement, &compared, beside, rule, verdicts);
    }
}

fn apart(statement: &Statement, compared: &Comparison, beside: Evidence, rule: &'static str, verdicts: &mut Verdicts) {
    let near = compared.difference.abs() * Decimal::from(NEAR) <= compared.right.abs();
    let name = subject(statement);
    let zh = format!("行政单位的{name}应等于基本支出中的公用经费：正文为{}，表中为{}。", statement.printed, beside.printed);
    let en = format!(
        "The text gives {} for {name}, the operating part of basic expenditure is {}; for an administrative body both are the same.",
        statement.printed, beside.printed
    );
    let severity = if near { Severity::Warning } else { Severity::Info };
    verdicts.find(finding(rule, severity, statement, zh, en, vec![beside]));
}

/// The rule and figures of a canonical term; those that it copies, or those that it is akin to.
fn by_term<'g>(
    ground: &'g Ground<'_>,
    statements: &[Statement],
    statement: &Statement,
    akin: bool,
) -> (&'static str, Vec<&'g Printed<'g>>) {
    let name = subject(statement);
    let mut rule = "";
    let mut found = Vec::new();
    let of_subject = |p: &&Pairing| p.administrative == akin && p.subjects.iter().any(|s| s == name);
    for pairing in PAIRINGS.iter().filter(of_subject) {
        let beside = pairing.beside.is_empty()
            || statements.iter().any(|s| {
                s.section == statement.section
                    && pairing.beside.iter().any(|b| b == subject(s))
                    && amount(s).is_some_and(|f| ground.prints(f))
            });
        if !beside {
            continue;
        }
        rule = super::RULES.iter().find(|r| **r == pairing.rule).copied().unwrap_or("");
        found.extend(ground.figures.iter().filter(|p| ground.fits(p, pairing)));
    }
    (rule, found)
}

/// The figures of the rows with the code of a statement.
fn by_code<'g>(ground: &'g Ground<'_>, statement: &Statement) -> Vec<&'g Printed<'g>> {
    let Some(code) = statement.subject.as_ref().and_then(|s| s.code.as_deref()) else { return Vec::new() };
    let has = |record: &Record| record.function_code.as_deref() == Some(code) || record.economic_code.as_deref() == Some(code);
    ground.figures.iter().filter(|p| has(p.record)).collect()
}

/// Whether a stated figure is a printed one. Where the text prints fewer digits than the table, its authors cut digits off, or
/// moved the last one so that the parts make up the total (上海, 西安): a whole unit of its last place says nothing against it.
fn copies(stated: Figure, printed: Figure) -> Comparison {
    let compared = repeats(stated, printed);
    let unit = stated.half + stated.half;
    if stated.half > printed.half && compared.agreement == Agreement::Differ && compared.difference.abs() < unit {
        return Comparison { agreement: Agreement::Rounding, tolerance: unit, ..compared };
    }
    compared
}

/// Whether two figures are the same digits ten thousand times apart: 元 and 万元 exchanged.
fn unit_apart(a: Figure, b: Figure) -> bool {
    let times = Decimal::from(10_000);
    !a.value.is_zero() && (a.value == b.value * times || a.value * times == b.value)
}

fn judge(
    ground: &Ground<'_>,
    rule: &'static str,
    statement: &Statement,
    figure: Figure,
    candidates: &[&Printed<'_>],
    verdicts: &mut Verdicts,
) {
    let compared: Vec<(Comparison, &&Printed<'_>)> = candidates.iter().map(|p| (copies(figure, p.figure), p)).collect();
    let best = compared.iter().min_by_key(|(c, _)| (c.agreement != Agreement::Exact, c.difference.abs()));
    let Some((comparison, nearest)) = best else {
        if !figure.value.is_zero() {
            verdicts.silent(rule, Status::InsufficientData, "no table prints a figure for it", vec![evidence(statement)]);
        }
        return;
    };
    let both = vec![evidence(statement), ground.evidence(nearest)];
    if comparison.agreement != Agreement::Differ {
        verdicts.compared(rule, comparison, both);
        return;
    }
    if let Some(same) = candidates.iter().find(|p| unit_apart(figure, p.figure)) {
        return units(ground, rule, statement, figure, same, verdicts);
    }
    let nothing = figure.value.is_zero();
    let other_scope = (nothing && !NEVER_NOTHING.contains(&subject(statement)))
        || is_aside(statement)
        || (!nothing && ground.prints(figure))
        || is_partial(statement);
    if other_scope {
        let reason = "the sentence speaks of another scope than the table, or the table prints the figure elsewhere";
        verdicts.silent(rule, Status::NotApplicable, reason, both);
        return;
    }
    verdicts.compared(rule, comparison, both);
    let (name, table) = (subject(statement), ground.evidence(nearest));
    let zh = format!("正文中{name}为{}，表中为{}（{}），两处应一致。", statement.printed, table.printed, table.what);
    let en = format!(
        "The text gives {} for {name}, the table {} ({}); a repeated figure must not differ.",
        statement.printed, table.printed, table.what
    );
    let last_place = comparison.difference.abs() <= figure.half + figure.half && disclaims(ground.document);
    let severity = if last_place { Severity::Info } else { Severity::Error };
    verdicts.find(finding(rule, severity, statement, zh, en, vec![table]));
}

/// The same digits in another unit: which of the two is wrong, only the printed page tells.
fn units(
    ground: &Ground<'_>,
    rule: &'static str,
    statement: &Statement,
    figure: Figure,
    same: &Printed<'_>,
    verdicts: &mut Verdicts,
) {
    let table = ground.evidence(same);
    let unit = same.record.unit.unwrap_or_default();
    verdicts.compared(rule, &repeats(figure, same.figure), vec![evidence(statement), table.clone()]);
    let name = subject(statement);
    let zh = format!("正文中{name}为{}，表中为{}{unit}，数字相同而单位不同，必有一误。", statement.printed, table.printed);
    let en = format!(
        "The text gives {} for {name}, the table {}{unit}: the same digits, so the unit of one of them is wrong.",
        statement.printed, table.printed
    );
    verdicts.find(finding(rule, Severity::Warning, statement, zh, en, vec![table]));
}

/// Amounts of one unit, one programme or another year are no totals of the document's tables.
fn is_partial(statement: &Statement) -> bool {
    const PARTIAL: [&str; 8] = ["本级）", "（本级", "科目", "执行数为", "下属", "所属", "单位：", "其中当年"];
    let before = before_number(statement);
    PARTIAL.iter().any(|word| before.contains(word))
        && statement.subject.as_ref().is_some_and(|s| s.source == SubjectSource::Term)
}

/// The same thing stated twice in one section, with digits changed: 857.93 and 875.93.
fn drifted(ground: &Ground<'_>, statements: &[Statement], verdicts: &mut Verdicts) {
    for (index, later) in statements.iter().enumerate() {
        let Some(figure) = amount(later).filter(|f| !f.value.is_zero() && !ground.prints(*f)) else { continue };
        if is_aside(later) {
            continue;
        }
        let others = statements.iter().take(index).rev().take_while(|s| s.section == later.section);
        let alike = |s: &&Statement| super::same_subject(s, later) && s.unit == later.unit && !is_aside(s);
        let Some((earlier, before)) = others.filter(alike).find_map(|s| amount(s).map(|f| (s, f))) else { continue };
        if before.half == figure.half && is_slip(&earlier.printed, &later.printed) {
            verdicts.compared("NAR-01", &repeats(before, figure), vec![evidence(earlier), evidence(later)]);
            let name = subject(later);
            let zh = format!("同一节中{name}先写{}，后写{}，疑有一处写错。", earlier.printed, later.printed);
            let en = format!(
                "The same section gives {name} as {} and then as {}; one of the two seems mistyped.",
                earlier.printed, later.printed
            );
            verdicts.find(finding("NAR-01", Severity::Warning, later, zh, en, vec![evidence(earlier)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rule;

    #[test]
    fn the_pairings_load_and_name_rules() {
        assert!(PAIRINGS.iter().all(|p| rule::of(&p.rule).is_some() && super::super::RULES.contains(&p.rule.as_str())));
    }

    #[test]
    fn labels_are_bared_of_their_numbering() {
        for (label, want) in [
            ("①公务用车购置费", "公务用车购置费"),
            ("1.因公出国（境）费", "因公出国(境)费"),
            ("（二）公务接待费", "公务接待费"),
            ("其中：公务用车购置费", "公务用车购置费"),
            ("“三公”经费合计", "三公经费合计"),
        ] {
            assert_eq!(bare(label), want);
        }
    }
}
