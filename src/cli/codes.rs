//! `gongkai codes`: what a code or a name stands for, for people or as JSON.

use super::args::Codes;
use super::choices::Format;
use super::exit::Exit;
use super::terminal::{self, say};
use crate::codes::cofog::{Cofog, CofogBasis};
use crate::codes::divisions::{Division, DivisionBasis, DivisionKind, DivisionLevel};
use crate::codes::mapping::{AppliesTo, Pair, PairBasis};
use crate::codes::search::{Found, Match, Subject, find};
use crate::codes::titles::Official;
use crate::codes::{Basis, Entry, Level, List, Years, nearest};
use crate::department::{self, CoreFigureName};
use serde::Serialize;
use std::fmt::Write as _;

/// Looks a code or a name up and prints what it stands for.
pub(super) fn codes(args: &Codes) -> Exit {
    let found = find(&args.query, args.year);
    let figures = department::core_figures_named(&args.query);
    if found.is_empty() && figures.is_empty() {
        let elsewhere = match found.in_other_years {
            0 => String::new(),
            count => format!("; without --year {count} would be found"),
        };
        say(&format!("{}: no code, name, function, figure or division{elsewhere}", args.query));
        return Exit::Missing;
    }
    match args.format {
        Format::Text => terminal::text(&text(&found, &figures)),
        Format::Json => match json(&args.query, args.year, &found) {
            Ok(json) => terminal::json(&json),
            Err(error) => {
                say(&format!("cannot write: {error}"));
                Exit::Output
            }
        },
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    query: &'a str,
    year: Option<u16>,
    classifications: Vec<SubjectView>,
    divisions: Vec<DivisionView>,
    tables: &'a [Official],
    figures: Vec<CoreFigureName>,
}

#[derive(Serialize)]
struct SubjectView {
    list: List,
    code: &'static str,
    level: Level,
    name: &'static str,
    matched: Match,
    variants: &'static [&'static str],
    #[serde(flatten)]
    years: YearsView,
    basis: Basis,
    path: Vec<Named>,
    renames: Vec<Rename>,
    economic_mapping: Vec<PairView>,
    cofog: Option<CofogView>,
}

#[derive(Serialize)]
struct YearsView {
    valid_from: Option<u16>,
    valid_to: Option<u16>,
    years_approximate: bool,
}

#[derive(Serialize)]
struct Named {
    code: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct Rename {
    name: &'static str,
    #[serde(flatten)]
    years: YearsView,
    basis: Basis,
}

#[derive(Serialize)]
struct PairView {
    government: Named,
    department: Named,
    applies_to: AppliesTo,
    basis: PairBasis,
}

#[derive(Serialize)]
struct CofogView {
    codes: &'static [&'static str],
    by_prefix: &'static str,
    basis: CofogBasis,
    note: &'static str,
}

#[derive(Serialize)]
struct DivisionView {
    code: &'static str,
    name: &'static str,
    matched: Match,
    level: DivisionLevel,
    kind: DivisionKind,
    province: Option<&'static str>,
    prefecture: Option<&'static str>,
    county: Option<&'static str>,
    aliases: &'static [&'static str],
    #[serde(flatten)]
    years: YearsView,
    basis: DivisionBasis,
}

/// What a code or a name stands for, as `gongkai codes --format json` prints it; the lists in it are empty where it stands for nothing.
///
/// # Errors
/// Only if serialisation itself fails.
pub fn codes_json(query: &str, year: Option<u16>) -> serde_json::Result<String> {
    json(query, year, &find(query, year))
}

fn json(query: &str, year: Option<u16>, found: &Found) -> serde_json::Result<String> {
    let answer = Answer {
        schema: "gongkai.codes/1",
        query,
        year,
        classifications: found.subjects.iter().map(SubjectView::of).collect(),
        divisions: found.divisions.iter().map(|(division, matched)| DivisionView::of(division, *matched)).collect(),
        tables: &found.tables,
        figures: department::core_figures_named(query),
    };
    serde_json::to_string_pretty(&answer).map(|json| json + "\n")
}

impl SubjectView {
    fn of(subject: &Subject) -> Self {
        let entry = subject.entry;
        let rename = |row: &&'static Entry| Rename { name: row.name, years: YearsView::of(row.years), basis: row.basis };
        Self {
            list: subject.list,
            code: entry.code,
            level: entry.level,
            name: entry.name,
            matched: subject.matched,
            variants: &entry.variants,
            years: YearsView::of(entry.years),
            basis: entry.basis,
            path: subject.path.iter().map(|above| Named { code: above.code, name: above.name }).collect(),
            renames: subject.renames.iter().map(rename).collect(),
            economic_mapping: subject.pairs.iter().map(|pair| PairView::of(pair)).collect(),
            cofog: subject.cofog.map(CofogView::of),
        }
    }
}

impl YearsView {
    const fn of(years: Years) -> Self {
        Self { valid_from: years.first, valid_to: years.last, years_approximate: years.approximate }
    }
}

impl PairView {
    fn of(pair: &'static Pair) -> Self {
        let named = |list, code| Named { code, name: nearest(list, code, None).map_or("", |e| e.name) };
        Self {
            government: named(List::EconomicGovernment, pair.government),
            department: named(List::EconomicDepartment, pair.department),
            applies_to: pair.applies_to,
            basis: pair.basis,
        }
    }
}

impl CofogView {
    fn of(cofog: &'static Cofog) -> Self {
        Self { codes: &cofog.codes, by_prefix: cofog.prefix, basis: cofog.basis, note: cofog.note }
    }
}

impl DivisionView {
    fn of(division: &'static Division, matched: Match) -> Self {
        Self {
            code: division.code,
            name: division.name,
            matched,
            level: division.level(),
            kind: division.kind,
            province: division.province(),
            prefecture: division.prefecture(),
            county: division.county(),
            aliases: &division.aliases,
            years: YearsView::of(division.years),
            basis: division.basis,
        }
    }
}

/// For people: one block for each, the code first.
fn text(found: &Found, figures: &[CoreFigureName]) -> String {
    let mut out = String::new();
    for subject in &found.subjects {
        of_subject(&mut out, subject);
    }
    for (division, _) in &found.divisions {
        of_division(&mut out, division);
    }
    for table in &found.tables {
        of_table(&mut out, table);
    }
    for figure in figures {
        let _ = writeln!(out, "{}  {}", figure.name, figure.title);
        let tables = figure.table_ids().join(" ");
        let _ = writeln!(out, "  figure   {}", if tables.is_empty() { "of the text" } else { &tables });
    }
    out
}

fn of_table(out: &mut String, table: &Official) {
    let _ = writeln!(out, "{}  {}", table.id, table.title);
    let _ = writeln!(out, "  table    {}, {}", table.name, table.kind.replace('_', " "));
    if let Some(other) = table.stands_for {
        let _ = writeln!(out, "  layout   of {other}");
    }
    let figures = department::core_figures_in(table.id);
    if !figures.is_empty() {
        let shown: Vec<String> = figures.iter().map(|(name, title)| format!("{name} ({title})")).collect();
        let _ = writeln!(out, "  figures  {}", shown.join("; "));
    }
}

// Writing to a string cannot fail.
fn of_subject(out: &mut String, subject: &Subject) {
    let entry = subject.entry;
    let _ = writeln!(out, "{}  {}", entry.code, entry.name);
    let _ = writeln!(out, "  list     {}, {}", list_words(subject.list), level_words(entry.level));
    if !subject.path.is_empty() {
        let above: Vec<String> = subject.path.iter().map(|above| format!("{} {}", above.code, above.name)).collect();
        let _ = writeln!(out, "  in       {}", above.join(" > "));
    }
    let _ = writeln!(out, "  years    {}", years_words(entry.years));
    let _ = writeln!(out, "  known    {}", basis_words(entry.basis));
    if !entry.variants.is_empty() {
        let _ = writeln!(out, "  also     {}", entry.variants.join("; "));
    }
    for row in &subject.renames {
        let _ = writeln!(out, "  named    {} ({}; {})", row.name, years_words(row.years), basis_words(row.basis));
    }
    for pair in subject.pairs.iter().map(|pair| PairView::of(pair)) {
        let other = if subject.list == List::EconomicDepartment { pair.government } else { pair.department };
        let _ = writeln!(
            out,
            "  beside   {} {} ({}, {})",
            other.code,
            other.name,
            applies_words(pair.applies_to),
            pair_words(pair.basis)
        );
    }
    if let Some(cofog) = subject.cofog {
        let codes = if cofog.codes.is_empty() { "none".to_owned() } else { cofog.codes.join(" or ") };
        let _ = writeln!(out, "  COFOG    {codes} (by {}, this project's judgement: {})", cofog.prefix, cofog.note);
    }
    out.push('\n');
}

fn of_division(out: &mut String, division: &'static Division) {
    let places = [division.province(), division.prefecture(), division.county()];
    let places: Vec<&str> = places.into_iter().flatten().collect();
    let _ = writeln!(out, "{}  {}", division.code, division.name);
    let kind = match division.kind {
        DivisionKind::Official => "division (行政区划)",
        DivisionKind::Zone => "development zone with a statistical code (开发区)",
        DivisionKind::Virtual => "node of the code, no place of its own",
    };
    let _ = writeln!(out, "  list     {kind}");
    let _ = writeln!(out, "  in       {}", places.join(" > "));
    let _ = writeln!(out, "  years    {}", years_words(division.years));
    if !division.aliases.is_empty() {
        let _ = writeln!(out, "  also     {}", division.aliases.join("; "));
    }
    let basis = match division.basis {
        DivisionBasis::Nbs2023 => "National Bureau of Statistics, 2023",
        DivisionBasis::Mca2021 => "Ministry of Civil Affairs, 2021-01",
        DivisionBasis::Gb2260Of2014 => "GB/T 2260 as of 2014",
    };
    let _ = writeln!(out, "  known    {basis}\n");
}

fn list_words(list: List) -> &'static str {
    match list {
        List::Functional => "expenditure by function (支出功能分类)",
        List::EconomicDepartment => "economic class of department budgets (部门预算支出经济分类)",
        List::EconomicGovernment => "economic class of government budgets (政府预算支出经济分类)",
        List::Revenue => "revenue (收入分类)",
    }
}

fn level_words(level: Level) -> &'static str {
    match level {
        Level::Class => "类",
        Level::Section => "款",
        Level::Item => "项",
    }
}

fn years_words(years: Years) -> String {
    let about = if years.approximate { "about " } else { "" };
    match (years.first, years.last) {
        (None, None) => "no change known".to_owned(),
        (Some(first), None) => format!("{about}{first} and later"),
        (None, Some(last)) => format!("until {about}{last}"),
        (Some(first), Some(last)) => format!("{about}{first} to {last}"),
    }
}

fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Observed => "printed so in real disclosures",
        Basis::Evidenced => "stated by a published norm",
        Basis::ClassList => "printed as one of the 30 类 of a real 收支总表",
        Basis::Recalled => "general knowledge, not checked against the Ministry's book",
        Basis::RecalledUncertain => "general knowledge, wording or years uncertain",
    }
}

fn applies_words(applies: AppliesTo) -> &'static str {
    match applies {
        AppliesTo::Administrative => "行政单位",
        AppliesTo::Institution => "事业单位",
        AppliesTo::All => "all",
    }
}

fn pair_words(basis: PairBasis) -> &'static str {
    match basis {
        PairBasis::Observed => "printed so, and in the norm",
        PairBasis::Recalled => "general knowledge of the norm",
        PairBasis::ObservedNonstandard => "printed so against the norm",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_blocks() {
        let text = text(&find("30101", None), &[]);
        assert!(text.starts_with("30101  基本工资\n  list     economic class of department budgets"), "{text}");
        assert!(
            text.contains("  in       301 工资福利支出\n") && text.contains("  beside   50101 工资奖金津补贴 (行政单位"),
            "{text}"
        );
        assert!(super::text(&find("兴县", None), &[]).contains("山西省 > 吕梁市 > 兴县"));
    }

    #[test]
    fn machines_read_json() {
        let json: serde_json::Value = serde_json::from_str(&codes_json("210", Some(2018)).expect("json")).expect("json");
        let subject = &json["classifications"][0];
        assert_eq!((&subject["name"], &subject["valid_to"]), (&"医疗卫生与计划生育支出".into(), &2018.into()));
        assert_eq!(subject["renames"][0]["name"], "卫生健康支出");
        assert_eq!((&subject["list"], &subject["matched"]), (&"functional".into(), &"code".into()));
    }
}
