//! Who has published what: place, department, year and kind of a run, and what is missing.

use crate::codes::words::WORDS;
use crate::content::disclosure::{Kind, Scope, place};
use crate::department::{DepartmentId, required, same_name};
use crate::extraction::Outcome;
use crate::output::OutputFolder;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// What a run covers.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// A row for each department, year, kind and scope, by place and name.
    pub rows: Vec<Published>,
    /// Those of the expected departments of which a year and kind of their place is not there.
    pub not_published: Vec<NotPublished>,
    /// Inputs that could not be read: scans, and what is broken.
    pub not_read: Vec<NotRead>,
    /// Documents that are no department's.
    pub nobodys: Vec<String>,
}

/// What a department has published for a year.
#[derive(Debug, Serialize)]
pub struct Published {
    /// Division, six digits.
    pub division_code: Option<String>,
    /// Names of province, prefecture and county.
    pub place: String,
    /// Id of the department.
    pub department_id: DepartmentId,
    /// Its name.
    pub department: Option<String>,
    /// The fiscal year.
    pub fiscal_year: Option<u16>,
    /// Budget, final accounts or performance forms.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Ids of the official tables that are there.
    pub table_ids: Vec<String>,
    /// Ids of required tables that are not.
    pub missing_table_ids: Vec<String>,
    /// Whether the text is there.
    pub narrative: bool,
    /// Whether performance forms are there.
    pub forms: bool,
    /// Ids of its documents.
    pub documents: Vec<String>,
}

/// A department that has not published.
#[derive(Debug, Serialize)]
pub struct NotPublished {
    /// As the list names it.
    pub department: String,
    /// Its place, as the list names it.
    pub place: Option<String>,
    /// The year; null where the run holds nothing of it at all.
    pub fiscal_year: Option<u16>,
    /// What is missing; null where the run holds nothing of it at all.
    pub kind: Option<Kind>,
}

/// An input that could not be read.
#[derive(Debug, Serialize)]
pub struct NotRead {
    /// Its name.
    pub name: String,
    /// How reading it ended.
    pub outcome: Outcome,
}

/// A department that is expected.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    department: String,
    #[serde(default)]
    place: Option<String>,
}

#[derive(Deserialize)]
struct Department {
    id: DepartmentId,
    name: Option<String>,
    division_code: Option<String>,
    province: Option<String>,
    prefecture: Option<String>,
    county: Option<String>,
    years: Vec<Year>,
}

#[derive(Deserialize)]
struct Year {
    fiscal_year: Option<u16>,
    kind: Kind,
    scope: Option<Scope>,
    narrative_from: Vec<String>,
    forms_from: Vec<String>,
    documents: Vec<String>,
    table_ids: Vec<String>,
}

/// Reads a list of expected departments: a name a line, or CSV with a header.
///
/// # Errors
/// When it cannot be read.
pub fn expected(path: &Path) -> io::Result<Vec<Expected>> {
    let text = fs::read_to_string(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let has_header = text.lines().next().is_some_and(|line| line.split(',').any(|column| column.trim() == "department"));
    if has_header {
        return csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect::<Result<_, _>>().map_err(io::Error::other);
    }
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(names.map(|name| Expected { department: name.to_owned(), place: None }).collect())
}

/// The division of the bodies of the centre.
const CENTRAL: &str = "000000";

/// Says what a finished run covers, of one year or of all.
///
/// # Errors
/// When the folder holds no finished run.
pub fn coverage(out: &Path, year: Option<u16>, expected: &[Expected]) -> io::Result<Coverage> {
    let folder = OutputFolder::open(out)?;
    let manifest = folder.manifest()?;
    let mut rows = Vec::new();
    for entry in &manifest.departments {
        let department: Department = serde_json::from_slice(&folder.read(&entry.id.file())?)?;
        rows.extend(published(&department).filter(|row| year.is_none() || row.fiscal_year == year));
    }
    rows.sort_by(|a, b| order(a).cmp(&order(b)));
    let failed = manifest.inputs.iter().filter(|e| !matches!(e.outcome, Outcome::Ok | Outcome::Partial));
    let lone = manifest.inputs.iter().filter(|e| e.document.is_some() && e.department_id.is_none());
    let lone = lone.filter(|e| !manifest.departments.iter().any(|d| is_of(e.document.as_ref().map(|d| d.id()), &d.documents)));
    Ok(Coverage {
        not_published: not_published(&rows, year, expected),
        not_read: failed.map(|e| NotRead { name: e.name.clone(), outcome: e.outcome }).collect(),
        nobodys: lone.filter(|e| e.outcome == Outcome::Ok || e.outcome == Outcome::Partial).map(|e| e.name.clone()).collect(),
        rows,
    })
}

fn is_of(document: Option<&str>, documents: &[String]) -> bool {
    document.is_some_and(|id| documents.iter().any(|d| d == id))
}

type Order<'r> = (Option<&'r str>, Option<&'r str>, &'r str, Option<u16>, Kind, Option<Scope>);

fn order(row: &Published) -> Order<'_> {
    let Published { division_code, department, department_id, fiscal_year, kind, scope, .. } = row;
    (division_code.as_deref(), department.as_deref(), department_id.as_str(), *fiscal_year, *kind, *scope)
}

fn published(department: &Department) -> impl Iterator<Item = Published> {
    let Department { id, name, division_code, province, prefecture, county, years } = department;
    let place: Vec<&str> = [province, prefecture, county].into_iter().flatten().map(String::as_str).collect();
    let is_central = division_code.as_deref() == Some(CENTRAL);
    let place = if is_central { WORDS.body.central.clone() } else { place.join("") };
    years.iter().map(move |year| {
        let has = |id: &str| year.table_ids.iter().any(|own| own.starts_with(id));
        Published {
            division_code: division_code.clone(),
            place: place.clone(),
            department_id: id.clone(),
            department: name.clone(),
            fiscal_year: year.fiscal_year,
            kind: year.kind,
            scope: year.scope,
            missing_table_ids: required(year.kind).into_iter().filter(|id| !has(id)).map(str::to_owned).collect(),
            table_ids: year.table_ids.clone(),
            narrative: !year.narrative_from.is_empty(),
            forms: !year.forms_from.is_empty(),
            documents: year.documents.clone(),
        }
    })
}

/// The years and kinds that others of the run have published, for each expected department that has not.
fn not_published(rows: &[Published], year: Option<u16>, expected: &[Expected]) -> Vec<NotPublished> {
    let mut missing = Vec::new();
    for wanted in expected {
        let code = wanted.place.as_deref().and_then(place).map(|d| d.code);
        let is_there = |row: &&Published| code.is_none() || row.division_code.as_deref() == code;
        let is_it = |row: &&Published| row.department.as_deref().is_some_and(|name| same_name(name, &wanted.department, code));
        let own: Vec<&Published> = rows.iter().filter(is_there).filter(is_it).collect();
        let nothing = |fiscal_year, kind| NotPublished {
            department: wanted.department.clone(),
            place: wanted.place.clone(),
            fiscal_year,
            kind,
        };
        if own.is_empty() {
            missing.push(nothing(year, None));
            continue;
        }
        let homes: Vec<Option<&str>> = own.iter().map(|row| row.division_code.as_deref()).collect();
        let others = rows.iter().filter(|row| homes.contains(&row.division_code.as_deref()) && row.kind != Kind::Performance);
        let mut published: Vec<(Option<u16>, Kind)> = others.map(|row| (row.fiscal_year, row.kind)).collect();
        published.sort_unstable();
        published.dedup();
        let has = |(year, kind): &(Option<u16>, Kind)| own.iter().any(|row| row.fiscal_year == *year && row.kind == *kind);
        missing.extend(published.into_iter().filter(|p| p.0.is_some() && !has(p)).map(|(year, kind)| nothing(year, Some(kind))));
    }
    missing
}
