//! A department from its documents.

use super::amounts::{Amounts, phase_of};
use super::core::{self, Definition};
use super::document::{self, Document};
use super::group::{Group, Member};
use super::name::{self, Remark};
use super::projects;
use super::series;
use super::tables;
use super::types::{CoreFigure, Department, Finding, Name, Part, Source, Year};
use super::versions::{self, Version};
use super::views::Basis;
use crate::check;
use crate::codes::divisions;
use crate::codes::titles;
use crate::content::disclosure::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// Puts a department together. `documents` are those of its members that are not only listed, in any order; `across` is what the
/// documents of the run say against each other.
pub fn assemble(group: &Group, mut documents: Vec<Document<'_>>, across: &[check::Finding]) -> Department {
    documents.sort_by(|a, b| a.id().cmp(b.id()));
    for member in &group.members {
        if let Some(part) = &member.part
            && let Some(document) = documents.iter_mut().find(|d| d.id() == member.document)
        {
            document.retain_body(part);
        }
    }
    let documents = documents;
    let read = |member: &Member| documents.iter().find(|d| d.id() == member.document);
    let held: Vec<(&Member, &Document<'_>)> = group.members.iter().filter_map(|m| Some((m, read(m)?))).collect();
    let all = versions::versions(&held);
    let names = names(&held);
    let mut department = start(group, &held, names);
    department.documents = parts(group, &all, &held);
    department.findings = findings(&held, across);
    department.printed_units = printed_units(&held);
    for version in &all {
        add(version, &mut department);
    }
    let by_year = names_by_year(&held);
    department.series = series::of(&department.figures, &by_year);
    department
}

/// All that is known of the body itself.
fn start(group: &Group, held: &[(&Member, &Document<'_>)], names: Vec<Name>) -> Department {
    let division = group.division.as_deref().and_then(|code| divisions::division(code, None));
    let codes: BTreeSet<String> = held.iter().filter_map(|(_, d)| d.disclosure.as_ref()?.department.code.clone()).collect();
    // 省政协办公厅 says less than 江苏省政协办公厅.
    let latest = names.iter().max_by_key(|n| (name::names_its_place(&n.name), n.years.last().copied(), n.documents));
    Department {
        schema: "gongkai.department/1",
        id: group.id.clone(),
        name: latest.map(|n| name::parted(&n.name).0.to_owned()),
        division_code: group.division.clone(),
        province: division.and_then(|d| d.province()).map(str::to_owned),
        prefecture: division.and_then(|d| d.prefecture()).map(str::to_owned),
        county: division.and_then(|d| d.county()).map(str::to_owned),
        codes: codes.into_iter().collect(),
        superior: group.superior.clone(),
        units: group.units.clone(),
        printed_units: Vec::new(),
        same_code: group.same_code.clone(),
        names,
        documents: Vec::new(),
        years: Vec::new(),
        figures: Vec::new(),
        spending_by_function: Vec::new(),
        spending_by_economic_class: Vec::new(),
        basic_by_kind: Vec::new(),
        three_public: Vec::new(),
        income_by_source: Vec::new(),
        projects: Vec::new(),
        tables: Vec::new(),
        findings: Vec::new(),
        series: Vec::new(),
    }
}

/// The units that lists and tables name, without the body itself and its own office, each once and in the order of print.
fn printed_units(held: &[(&Member, &Document<'_>)]) -> Vec<String> {
    let mut seen: BTreeSet<String> = held.iter().filter_map(|(m, d)| Some(compared(m, printed(m, d)?))).collect();
    // A table prints a unit in each of its rows, and to compare a name costs.
    let mut asked: BTreeSet<(Option<&str>, &str)> = BTreeSet::new();
    let mut units = Vec::new();
    for (member, document) in held {
        let bodies = document.records.iter().filter_map(|r| r.body.as_deref());
        for body in member.unit_names.iter().map(String::as_str).chain(bodies) {
            if asked.insert((member.division.as_deref(), body)) && seen.insert(compared(member, body)) {
                units.push(body.to_owned());
            }
        }
    }
    units
}

/// A name as it is compared with others of the division.
fn compared(member: &Member, name: &str) -> String {
    member.division.as_deref().map_or_else(|| name::key(name), |division| name::local_key(name, division))
}

/// The name under which a document speaks of the body.
fn printed<'d>(member: &'d Member, document: &'d Document) -> Option<&'d str> {
    member.part.as_deref().or_else(|| document.disclosure.as_ref()?.department.name.as_deref())
}

fn names(held: &[(&Member, &Document<'_>)]) -> Vec<Name> {
    let mut names: BTreeMap<&str, (BTreeSet<u16>, usize)> = BTreeMap::new();
    for (member, document) in held {
        if let Some(name) = printed(member, document) {
            let known = names.entry(name).or_default();
            known.0.extend(member.year);
            known.1 = known.1.saturating_add(1);
        }
    }
    let name = |(name, (years, documents)): (&str, (BTreeSet<u16>, usize))| Name {
        name: name.to_owned(),
        years: years.into_iter().collect(),
        documents,
    };
    names.into_iter().map(name).collect()
}

/// The name in each year, without what is no part of it; of several the first.
fn names_by_year(held: &[(&Member, &Document<'_>)]) -> BTreeMap<u16, String> {
    let mut names = BTreeMap::new();
    for (member, document) in held {
        if let (Some(year), Some(name)) = (member.year, printed(member, document)) {
            names.entry(year).or_insert_with(|| compared(member, name));
        }
    }
    names
}

fn parts(group: &Group, all: &[Version<'_>], held: &[(&Member, &Document<'_>)]) -> Vec<Part> {
    let part = |member: &Member| {
        let document = held.iter().find(|(m, _)| *m == member).map(|(_, d)| *d);
        let found = all.iter().find_map(|v| Some((v, v.held.iter().position(|h| h.member == member)?)));
        let disclosure = document.and_then(|d| d.disclosure.as_ref());
        let remark = document.and_then(|d| printed(member, d)).and_then(|name| name::parted(name).1);
        Part {
            document: member.document.clone(),
            name: member.name.clone(),
            title: disclosure.and_then(|d| d.title.clone()),
            kind: member.kind,
            scope: member.scope,
            remark: remark.map(|remark| match remark {
                Remark::OwnOffice => "own_office",
                Remark::Whole => "whole",
            }),
            fiscal_year: member.year,
            outcome: document.map(|d| d.outcome.clone()).unwrap_or_default(),
            holds: document.map(holds).unwrap_or_default(),
            joined_by: member.by,
            in_force: found.is_some_and(|(version, index)| version.is_in_force(index)),
            replaced_by: found.and_then(|(version, index)| version.replaced_by(index)),
            only_listed: member.only_listed,
            url: document.and_then(|d| d.source.url.clone()),
            retrieved_at: document.and_then(|d| d.source.retrieved_at.clone()),
        }
    };
    group.members.iter().map(part).collect()
}

fn holds(document: &Document<'_>) -> Vec<&'static str> {
    let held = [
        (document.tables.iter().any(|t| t.id.is_some()), "tables"),
        (!document.statements.is_empty(), "narrative"),
        (!document.forms.is_empty(), "forms"),
    ];
    held.into_iter().filter(|(is_there, _)| *is_there).map(|(_, name)| name).collect()
}

/// Adds one budget or one year's accounts.
fn add(version: &Version<'_>, department: &mut Department) {
    let slot = &version.slot;
    let phase = phase_of(slot.kind);
    let of = |held: &versions::Held<'_>| held.document.id().to_owned();
    let ids: BTreeSet<&str> = version.in_force.iter().flat_map(|i| version.held[*i].ids.iter().copied()).collect();
    let missing = required(slot.kind).into_iter().filter(|id| !has(&ids, id)).collect();
    let with = |what: &str| version.held.iter().filter(|h| holds(h.document).contains(&what)).map(of).collect::<Vec<_>>();
    department.years.push(Year {
        fiscal_year: slot.year,
        kind: slot.kind,
        scope: slot.scope,
        tables_from: version.in_force.iter().map(|i| of(&version.held[*i])).collect(),
        in_force_by: version.by,
        narrative_from: with("narrative"),
        forms_from: with("forms"),
        documents: version.held.iter().map(of).collect(),
        table_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        missing_table_ids: missing,
        changed: version.changed(),
        changed_amounts: version.changed_amounts(),
        lacking_table_ids: version.lacking_table_ids(),
        lacking_amounts: version.lacking_amounts(),
    });
    figures(version, phase, department);
    let forms: Vec<&Document<'_>> = forms(version);
    let mut projects = None;
    for index in &version.in_force {
        let document = version.held[*index].document;
        let amounts = Amounts::of(document, slot.year, phase);
        let basis = Basis::new(document, slot, &amounts);
        department.spending_by_function.extend(basis.by_function());
        department.spending_by_economic_class.extend(basis.by_economic_class());
        department.basic_by_kind.extend(basis.basic_by_kind());
        department.three_public.extend(basis.three_public());
        department.income_by_source.extend(basis.income_by_source());
        department.tables.extend(tables::of(document, slot));
        projects = projects.or_else(|| Some(projects::of(slot, Some((document, &amounts)), &forms)));
    }
    department.projects.extend(projects.unwrap_or_else(|| projects::of(slot, None, &forms)));
}

/// The documents whose forms count: where a whole set of tables is in force, not those of the one that it replaces.
fn forms<'d>(version: &Version<'d>) -> Vec<&'d Document<'d>> {
    (0..version.held.len()).filter(|i| version.is_in_force(*i)).map(|i| version.held[i].document).collect()
}

/// The ids of the tables that every document of a kind holds.
pub fn required(kind: Kind) -> Vec<&'static str> {
    let tables = match kind {
        Kind::Budget => titles::required(titles::Kind::Budget),
        Kind::FinalAccounts => titles::required(titles::Kind::FinalAccounts),
        Kind::Performance | Kind::Other => Vec::new(),
    };
    tables.into_iter().map(|(id, _)| id).collect()
}

/// Whether a table or one that stands for it is there (B06f for B06).
fn has(ids: &BTreeSet<&str>, wanted: &str) -> bool {
    ids.iter().any(|id| id.starts_with(wanted))
}

fn figures(version: &Version<'_>, phase: &str, department: &mut Department) {
    // Performance forms alone have none.
    if !matches!(version.slot.kind, Kind::Budget | Kind::FinalAccounts) {
        return;
    }
    let undecided = version.by == Some("undecided");
    let asked = (0..version.held.len()).filter(|i| undecided || version.is_in_force(*i)).map(|i| version.held[i].document);
    let amounts: Vec<(&Document<'_>, Amounts<'_>)> = asked.map(|d| (d, Amounts::of(d, version.slot.year, phase))).collect();
    for definition in core::definitions() {
        let mut sources: Vec<Source> = amounts.iter().flat_map(|(d, a)| definition.sources(d, a)).collect();
        if sources.iter().any(|s| s.origin == "table") {
            sources.retain(|s| s.origin == "table");
        }
        department.figures.push(figure(version, definition, sources));
    }
}

fn figure(version: &Version<'_>, definition: &'static Definition, sources: Vec<Source>) -> CoreFigure {
    let differs = sources.first().is_some_and(|first| sources.iter().any(|other| !agree(first, other)));
    let value = sources.first().filter(|_| !differs).map(|s| s.value);
    CoreFigure {
        fiscal_year: version.slot.year,
        kind: version.slot.kind,
        scope: version.slot.scope,
        figure: &definition.name,
        title: &definition.title,
        amount_yuan: value.filter(|_| !definition.unit),
        number: value.filter(|_| definition.unit),
        differs,
        sources,
    }
}

/// Whether two prints may be of one amount: each stands for all that rounds to it.
fn agree(a: &Source, b: &Source) -> bool {
    (a.value.0 - b.value.0).abs() <= a.open + b.open
}

fn findings(held: &[(&Member, &Document<'_>)], across: &[check::Finding]) -> Vec<Finding> {
    let own = |document: &Document<'_>, f: &document::Finding| Finding {
        document: Some(document.id().to_owned()),
        id: f.id.clone(),
        rule: f.rule.clone(),
        severity: f.severity.clone(),
        message: f.message.clone(),
        message_zh: f.message_zh.clone(),
        page: f.evidence.first().map(|e| e.place.page),
    };
    let mut findings: Vec<Finding> = held.iter().flat_map(|(_, d)| d.findings.iter().map(|f| own(d, f))).collect();
    let names: BTreeSet<&str> = held.iter().map(|(_, d)| d.source.name.as_str()).collect();
    // What stands before the mark in an evidence of the run is the name of the file.
    let is_own =
        |f: &check::Finding| f.evidence.iter().any(|e| e.what.split_once('：').is_some_and(|(name, _)| names.contains(name)));
    findings.extend(across.iter().filter(|f| is_own(f)).map(|f| Finding {
        document: None,
        id: None,
        rule: f.rule.to_owned(),
        severity: severity(f).to_owned(),
        message: f.message.clone(),
        message_zh: f.message_zh.clone(),
        page: None,
    }));
    findings
}

const fn severity(finding: &check::Finding) -> &'static str {
    use crate::diagnostic::Severity;
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
