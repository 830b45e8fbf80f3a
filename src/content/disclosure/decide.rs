//! The vote: what most of the witnesses say, by weight, and who says otherwise.

use super::name::{self, Named};
use super::types::{Evidence, Kind, Scope};
use super::witness::evidence;
use super::witness::{Source, Witness};
use crate::codes::titles::{Confidence, TitleEvidence, identify};
use crate::diagnostic::Diagnostic;
use crate::place::Place;
use std::fmt::Debug;

/// The result of the vote.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub kind: Kind,
    pub scope: Option<Scope>,
    pub year: Option<u16>,
    pub name: Option<String>,
    pub code: Option<String>,
    pub evidence: Vec<Evidence>,
}

impl Default for Verdict {
    fn default() -> Self {
        Self { kind: Kind::Other, scope: None, year: None, name: None, code: None, evidence: Vec::new() }
    }
}

/// So many headings, or tables, must speak for a disclosure where no title on the cover does: one may be an accident.
const ENOUGH: usize = 2;
/// Fractions of a vote, so that shares stay whole numbers.
const UNIT: u32 = 1000;
/// Pieces of evidence kept for a fact.
const EVIDENCE: usize = 4;

/// Holds the vote on every fact.
pub(super) fn decide(witnesses: &[Witness], diagnostics: &mut Vec<Diagnostic>) -> Verdict {
    let mut verdict = Verdict { kind: kind(witnesses), ..Verdict::default() };
    let settled = verdict.kind;
    if settled == Kind::Other {
        // 三公经费使用情况公示 of a month is no disclosure of a year, and its title says whose and of which year it is.
        let official = |w: &&Witness| w.source == Source::Caption && w.kind.is_some_and(|kind| BOTH.contains(&kind));
        if let Some(table) = witnesses.iter().find(official) {
            (verdict.year, verdict.name) = (table.year, table.body.as_ref().map(|body| body.name.clone()));
            verdict.evidence.extend(table.year.map(|_| evidence("fiscal_year", table)));
            verdict.evidence.extend(table.body.as_ref().map(|_| evidence("department", table)));
        }
        return verdict;
    }
    let kind_of = |w: &Witness| w.kind.filter(|&kind| counts(kind, settled));
    settle("kind", Some(settled), witnesses, kind_of, |a, b| a == b, &mut verdict.evidence, diagnostics);
    // A file may hold final accounts and a budget: what names the other of the two says nothing of the year of this one.
    let of_other = |w: &Witness| w.kind.is_some_and(|kind| BOTH.contains(&kind) && BOTH.contains(&settled) && kind != settled);
    let year_of = |w: &Witness| w.year.filter(|_| !of_other(w));
    verdict.year = winner(witnesses, year_of).or_else(|| winner(witnesses, |w| w.year));
    settle("fiscal_year", verdict.year, witnesses, year_of, |a, b| a == b, &mut verdict.evidence, diagnostics);
    let body_of = |w: &Witness| w.body.clone();
    let body = winner(witnesses, |w| w.body.as_ref().map(key)).and_then(|key| best_printed(witnesses, &key));
    let same = |a: &Named, b: &Named| name::related(&key(a).name, &key(b).name);
    settle("department", body.clone(), witnesses, body_of, same, &mut verdict.evidence, diagnostics);
    if let Some(found) = body {
        verdict.code = found.code.or_else(|| code_of(witnesses, &found.name));
        verdict.name = Some(found.name);
    }
    let by_name = by_name(verdict.name.as_deref());
    let heard: Vec<Witness> = witnesses.iter().cloned().chain(by_name).collect();
    // What the name itself says （本级）（汇总） is no matter of votes.
    verdict.scope = verdict.name.as_deref().and_then(name::scope).or_else(|| winner(&heard, |w| w.scope));
    settle("scope", verdict.scope, &heard, |w| w.scope, |a, b| a == b, &mut verdict.evidence, diagnostics);
    verdict
}

/// The kinds of disclosures of money.
const BOTH: [Kind; 2] = [Kind::Budget, Kind::FinalAccounts];

/// Budget or final accounts before performance forms, which both kinds hold, often more of them than tables.
fn kind(witnesses: &[Witness]) -> Kind {
    let on_cover = witnesses.iter().any(|w| w.source == Source::CoverTitle && w.kind.is_some());
    let of = |source: Source, kinds: &[Kind]| {
        witnesses.iter().filter(|w| w.source == source && w.kind.is_some_and(|kind| kinds.contains(&kind))).count()
    };
    let headed = of(Source::Heading, &BOTH).max(of(Source::Contents, &BOTH)) >= ENOUGH;
    // A file of one table, as counties attach them: `收入支出决算总表`.
    let official = |w: &Witness| w.source == Source::Caption && w.kind.is_some_and(|k| BOTH.contains(&k)) && is_official(&w.text);
    if on_cover || of(Source::Caption, &BOTH) >= ENOUGH || headed || witnesses.iter().any(official) {
        return winner(witnesses, |w| w.kind.filter(|kind| BOTH.contains(kind))).unwrap_or(Kind::Other);
    }
    if of(Source::Caption, &[Kind::Performance]) > 0 { Kind::Performance } else { Kind::Other }
}

/// Whether a title is that of an official table, without doubt.
fn is_official(title: &str) -> bool {
    let found = identify(&TitleEvidence { title: Some(title), ..TitleEvidence::default() });
    title.trim_end_matches(['）', ')']).ends_with('表') && found.is_some_and(|found| found.confidence == Confidence::High)
}

/// Performance forms in a budget say nothing against its being one.
fn counts(said: Kind, settled: Kind) -> bool {
    said != Kind::Performance || settled == Kind::Performance
}

/// Names compare by their characters alone.
fn key(named: &Named) -> Named {
    Named { name: named.name.replace('(', "（").replace(')', "）"), code: None }
}

/// The value with most votes: each kind of place shares its weight among what it says. The earlier one wins a tie.
fn winner<T: PartialEq + Clone>(witnesses: &[Witness], of: impl Fn(&Witness) -> Option<T>) -> Option<T> {
    let mut votes: Vec<(T, u32)> = Vec::new();
    for source in Source::ALL {
        let said: Vec<T> = witnesses.iter().filter(|w| w.source == source).filter_map(&of).collect();
        let total = u32::try_from(said.len()).unwrap_or(u32::MAX);
        for value in said {
            let share = source.weight() * UNIT / total;
            match votes.iter_mut().find(|(known, _)| *known == value) {
                Some((_, votes)) => *votes += share,
                None => votes.push((value, share)),
            }
        }
    }
    let most = votes.iter().map(|(_, votes)| *votes).max()?;
    votes.into_iter().find(|(_, votes)| *votes == most).map(|(value, _)| value)
}

/// The name as the weightiest witness prints it.
fn best_printed(witnesses: &[Witness], wanted: &Named) -> Option<Named> {
    let printed = witnesses.iter().filter(|w| w.body.as_ref().is_some_and(|body| key(body) == *wanted));
    printed.min_by_key(|w| std::cmp::Reverse(w.source.weight())).and_then(|w| w.body.clone())
}

/// The code printed beside the same name elsewhere.
fn code_of(witnesses: &[Witness], name: &str) -> Option<String> {
    let bodies = witnesses.iter().filter_map(|w| w.body.as_ref());
    bodies.filter(|body| body.name == name).find_map(|body| body.code.clone())
}

/// What the kind of body says of the scope, where nothing else does: a centre or a school is a unit, a bureau a department.
fn by_name(name: Option<&str>) -> Option<Witness> {
    let name = name?;
    let scope = if name::is_unit(name)? { Scope::Unit } else { Scope::Department };
    Some(Witness { scope: Some(scope), ..Witness::new(Source::Name, name, None) })
}

/// Keeps the evidence for a fact, one piece from each kind of place, and reports firm places that mostly say otherwise.
fn settle<T: PartialEq + Clone + Debug>(
    what: &'static str,
    settled: Option<T>,
    witnesses: &[Witness],
    of: impl Fn(&Witness) -> Option<T>,
    same: impl Fn(&T, &T) -> bool,
    kept: &mut Vec<Evidence>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(settled) = settled else { return };
    let agrees = |w: &&Witness| of(w).is_some_and(|said| same(&said, &settled));
    let first = |source: Source| witnesses.iter().find(|w| w.source == source && agrees(w));
    kept.extend(Source::ALL.into_iter().filter_map(first).take(EVIDENCE).map(|w| evidence(what, w)));
    for source in Source::ALL.into_iter().filter(|source| source.is_firm()) {
        let said: Vec<&Witness> = witnesses.iter().filter(|w| w.source == source && of(w).is_some()).collect();
        let against: Vec<&Witness> = said.iter().copied().filter(|w| !agrees(w)).collect();
        // One table on last year is usual in a budget; one table of another body is not.
        let lone = matches!(what, "department" | "scope");
        if let Some(witness) = against.first().filter(|_| lone || against.len() * 2 > said.len()) {
            diagnostics.push(contradiction(what, witness));
        }
    }
}

fn contradiction(what: &'static str, witness: &Witness) -> Diagnostic {
    let code = match what {
        "kind" => "disclosure.kind_contradiction",
        "scope" => "disclosure.scope_contradiction",
        "fiscal_year" => "disclosure.year_contradiction",
        _ => "disclosure.department_contradiction",
    };
    let fact = what.replace('_', " ");
    let message = format!("the {} says another {fact} than the rest of the document: {}", witness.source.words(), witness.text);
    let found = Diagnostic::warning(code, message);
    match witness.page {
        Some(page) => found.at(Place::page(page)),
        None => found,
    }
}
