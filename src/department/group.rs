//! Which documents of a run are of one body, by their digests alone.
//!
//! A body is a name in a division. Where the division is not known a name stands for one body only if it says itself where the body
//! is; any other such document stays alone: two bodies are never put into one file. A document that names nobody (a narrative whose
//! tables stand in another file) is the body's whose printed figures it repeats, if there is exactly one.

use super::id::DepartmentId;
use super::name::{self, Remark};
use crate::check::{Digest, DigestFigure};
use crate::codes::words::WORDS;
use crate::content::disclosure::{Kind, Scope};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Documents of one body, kind, scope and year that are put together. A body publishes a few; where there are more, the same name
/// stands for many bodies, or one document for its many copies.
const MOST_TOGETHER: usize = 32;
/// So many figures must be the same for a document that names nobody.
const ENOUGH: usize = 2;

/// Why a document is among those of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JoinedBy {
    /// It names the body.
    Name,
    /// It names nobody, and its text gives the figures that the tables of this body alone have, of the same year.
    Figures,
    /// It is a file of several bodies, of which this one is one.
    Part,
}

/// A document of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Id of the document.
    pub document: String,
    /// Name of its file.
    pub name: String,
    /// What kind of document it is.
    pub kind: Kind,
    /// Whose budget it is.
    pub scope: Option<Scope>,
    /// Year of the budget or the accounts.
    pub year: Option<u16>,
    /// Six digits of the division that it says it is of.
    pub division: Option<String>,
    /// Why it is here.
    pub by: JoinedBy,
    /// The name under which it stands in a file of several bodies.
    pub part: Option<String>,
    /// Names in its lists of units.
    pub unit_names: Vec<String>,
    /// It is listed and not put together with the others: there are too many of its kind.
    pub only_listed: bool,
}

/// The documents of one body.
#[derive(Debug, Clone)]
pub struct Group {
    /// The id of the body.
    pub id: DepartmentId,
    /// Six digits of its division.
    pub division: Option<String>,
    /// Its documents, by id.
    pub members: Vec<Member>,
    /// The body above it, with the name by which it was found.
    pub superior: Option<DepartmentId>,
    /// Bodies below it.
    pub units: Vec<DepartmentId>,
    /// Bodies of the same division under another name with the same printed code.
    pub same_code: Vec<DepartmentId>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    In(String, String),
    Named(String),
    Alone(String, String),
}

impl Key {
    fn of(digest: &Digest, printed: &str) -> Self {
        match &digest.division {
            Some(division) => Self::In(division.clone(), name::local_key(printed, division)),
            None if !digest.ambiguous && name::names_its_place(printed) => Self::Named(name::key(printed)),
            None => Self::Alone(name::key(printed), digest.id.clone()),
        }
    }

    fn id(&self) -> DepartmentId {
        match self {
            Self::In(division, key) => DepartmentId::of(Some(division), key),
            Self::Named(key) => DepartmentId::of(None, key),
            Self::Alone(key, document) => DepartmentId::of(None, &format!("{key} {document}")),
        }
    }
}

/// One document of one body, before it is known with whom it belongs together.
#[derive(Debug, Clone, Copy)]
struct Named<'d> {
    digest: &'d Digest,
    name: &'d str,
    by: JoinedBy,
}

type Bodies<'d> = BTreeMap<Key, Vec<Named<'d>>>;

/// The bodies of a run, by id. The order of the digests does not matter.
pub fn groups(digests: &[Digest]) -> Vec<Group> {
    let mut sorted: Vec<&Digest> = digests.iter().filter(|d| d.kind != Kind::Other).collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let mut bodies = Bodies::new();
    let mut nameless = Vec::new();
    for digest in sorted {
        if let Some(name) = &digest.department {
            bodies.entry(Key::of(digest, name)).or_default().push(Named { digest, name, by: JoinedBy::Name });
        } else if digest.parts.is_empty() {
            nameless.push(digest);
        }
        for name in digest.parts.iter().filter(|_| digest.department.is_none()) {
            bodies.entry(Key::of(digest, name)).or_default().push(Named { digest, name, by: JoinedBy::Part });
        }
    }
    take_home(&mut bodies);
    let found: Vec<(Key, &Digest)> = nameless.into_iter().filter_map(|d| Some((by_figures(d, &bodies)?, d))).collect();
    for (key, digest) in found {
        bodies.entry(key).or_default().push(Named { digest, name: "", by: JoinedBy::Figures });
    }
    let mut groups: Vec<Group> = bodies.iter().map(|(key, named)| group(key, named)).collect();
    link(&bodies, &mut groups);
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

/// A body that names its place and whose division is known from another document only.
fn take_home(bodies: &mut Bodies<'_>) {
    let homeless: Vec<Key> = bodies.keys().filter(|key| matches!(key, Key::Named(_))).cloned().collect();
    for key in homeless {
        let Key::Named(own) = &key else { continue };
        let same = |named: &Vec<Named<'_>>| named.iter().any(|n| name::key(n.name) == *own);
        let homes: Vec<Key> =
            bodies.iter().filter(|(k, named)| matches!(k, Key::In(..)) && same(named)).map(|(k, _)| k.clone()).collect();
        if let [home] = homes.as_slice()
            && let Some(named) = bodies.remove(&key)
        {
            bodies.entry(home.clone()).or_default().extend(named);
        }
    }
}

/// The one body whose tables have the figures that the text of a document gives.
fn by_figures(digest: &Digest, bodies: &Bodies<'_>) -> Option<Key> {
    let fits = |named: &Named<'_>| {
        let other = named.digest;
        let same_place = digest.division.is_none() || other.division == digest.division;
        let same_time = other.year.is_none() || digest.year.is_none() || other.year == digest.year;
        same_place && same_time && other.kind == digest.kind && named.by == JoinedBy::Name && agrees(digest, other)
    };
    let mut fitting = bodies.iter().filter(|(_, named)| named.iter().any(fits)).map(|(key, _)| key);
    let found = fitting.next()?;
    fitting.next().is_none().then(|| found.clone())
}

/// Whether enough figures that a text gives are those of tables, and none is another. What is zero tells nobody from anybody.
fn agrees(text: &Digest, tables: &Digest) -> bool {
    let told = text.figures.iter().filter_map(|f| Some((f, tables.figure(f.key.strip_prefix("told.")?)?)));
    let mut same: Vec<_> = Vec::new();
    for (told, printed) in told {
        if !equal(told, printed) {
            return false;
        }
        if !printed.value.is_zero() && !same.contains(&printed.value) {
            same.push(printed.value);
        }
    }
    // Income and expenditure are the same money: of one amount alone the digits must be many.
    let digits = |value: &crate::decimal::Decimal| value.normalize().mantissa().unsigned_abs().checked_ilog10().unwrap_or(0);
    same.len() >= ENOUGH || same.iter().any(|value| digits(value) >= 6)
}

fn equal(a: &DigestFigure, b: &DigestFigure) -> bool {
    let apart = (a.value - b.value).abs();
    apart <= if a.half > b.half { a.half } else { b.half }
}

fn group(key: &Key, named: &[Named<'_>]) -> Group {
    let mut together: BTreeMap<(Kind, Option<Scope>, Option<u16>), usize> = BTreeMap::new();
    let mut members: Vec<Member> = Vec::new();
    for Named { digest, name, by } in named {
        let count = together.entry((digest.kind, digest.scope, digest.year)).or_default();
        *count = count.saturating_add(1);
        let part = (*by == JoinedBy::Part).then(|| (*name).to_owned());
        let only_listed = *count > MOST_TOGETHER;
        let Digest { id, name: file, kind, scope, year, division, unit_names, .. } = digest;
        members.push(Member {
            document: id.clone(),
            name: file.clone(),
            kind: *kind,
            scope: *scope,
            year: *year,
            division: division.clone(),
            by: *by,
            unit_names: if part.is_none() { unit_names.clone() } else { Vec::new() },
            part,
            only_listed,
        });
    }
    members.sort_by(|a, b| (&a.document, &a.part).cmp(&(&b.document, &b.part)));
    members.dedup();
    let division = if let Key::In(division, _) = key { Some(division.clone()) } else { None };
    Group { id: key.id(), division, members, superior: None, units: Vec::new(), same_code: Vec::new() }
}

/// Links bodies: a unit with the department above it, and two names of one printed code.
fn link(bodies: &Bodies<'_>, groups: &mut [Group]) {
    let mut by_name: BTreeMap<String, Option<DepartmentId>> = BTreeMap::new();
    let mut by_code: BTreeMap<(String, &str), Vec<DepartmentId>> = BTreeMap::new();
    for (key, named) in bodies {
        for Named { digest, name, .. } in named.iter().filter(|n| !n.name.is_empty()) {
            // A name of two bodies links nobody.
            let known = by_name.entry(name::key(name)).or_insert_with(|| Some(key.id()));
            *known = known.take().filter(|id| *id == key.id());
            if let (Key::In(division, _), Some(code)) = (key, &digest.code) {
                let of_code = by_code.entry((division.clone(), code.as_str())).or_default();
                if !of_code.contains(&key.id()) {
                    of_code.push(key.id());
                }
            }
        }
    }
    let of_name = |wanted: &str| by_name.get(wanted).cloned().flatten();
    let listed = listed(bodies);
    let mut above: Vec<(DepartmentId, DepartmentId)> = Vec::new();
    for (key, named) in bodies {
        if named.iter().any(|n| name::parted(n.name).1 == Some(Remark::OwnOffice)) {
            continue;
        }
        let is_unit = named.iter().all(|n| n.digest.scope == Some(Scope::Unit));
        let said = || named.iter().filter(|_| is_unit).find_map(|n| of_name(&name::key(n.digest.superior.as_deref()?)));
        // 福州市公安局交通管理支队 is a unit of 福州市公安局; so is 北京市公安局交通管理局, that publishes as a department, below its 公安局.
        let may_be = |name: &String| is_unit || WORDS.body.goes_on_below.iter().any(|end| name.ends_with(*end));
        let in_name =
            || named.iter().find_map(|n| longest_beginning(&name::key(n.name)).filter(may_be).find_map(|name| of_name(&name)));
        let in_list = || named.iter().filter(|_| is_unit).find_map(|n| listed.get(&name::key(n.name)).cloned().flatten());
        if let Some(superior) = said().or_else(in_list).or_else(in_name).filter(|id| *id != key.id()) {
            above.push((key.id(), superior));
        }
    }
    let (mut units, mut others): (Links, Links) = Default::default();
    for (unit, superior) in &above {
        units.entry(superior.clone()).or_default().insert(unit.clone());
    }
    for ids in by_code.values().filter(|ids| ids.len() > 1) {
        for id in ids {
            others.entry(id.clone()).or_default().extend(ids.iter().filter(|other| *other != id).cloned());
        }
    }
    let above: BTreeMap<DepartmentId, DepartmentId> = above.into_iter().collect();
    let all = |links: &mut Links, id: &DepartmentId| links.remove(id).unwrap_or_default().into_iter().collect();
    for group in groups {
        group.superior = above.get(&group.id).cloned();
        group.units = all(&mut units, &group.id);
        group.same_code = all(&mut others, &group.id);
    }
}

/// The one department that lists a unit by a name that says where it is.
fn listed(bodies: &Bodies<'_>) -> BTreeMap<String, Option<DepartmentId>> {
    let mut listed: BTreeMap<String, Option<DepartmentId>> = BTreeMap::new();
    for (key, named) in bodies {
        let departments = named.iter().filter(|n| n.by == JoinedBy::Name && n.digest.scope == Some(Scope::Department));
        for name in departments.flat_map(|n| &n.digest.unit_names).filter(|name| name::names_its_place(name)) {
            let known = listed.entry(name::key(name)).or_insert_with(|| Some(key.id()));
            *known = known.take().filter(|id| *id == key.id());
        }
    }
    listed
}

/// Bodies that are linked with a body.
type Links = BTreeMap<DepartmentId, BTreeSet<DepartmentId>>;

/// What a name begins with, the longest first, down to four characters.
fn longest_beginning(name: &str) -> impl Iterator<Item = String> {
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(4).collect();
    let name = name.to_owned();
    ends.into_iter().rev().map(move |end| name[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;

    fn digest(id: &str, name: Option<&str>, division: Option<&str>, figures: &[(&str, i64)]) -> Digest {
        let figure = |(key, value): &(&str, i64)| DigestFigure {
            key: (*key).to_owned(),
            what: String::new(),
            printed: value.to_string(),
            value: Decimal::from(*value),
            half: Decimal::new(5, 1),
            page: 1,
            area: None,
        };
        Digest {
            id: id.to_owned(),
            name: id.to_owned(),
            kind: Kind::Budget,
            scope: Some(Scope::Department),
            year: Some(2025),
            department: name.map(str::to_owned),
            code: None,
            superior: None,
            division: division.map(str::to_owned),
            ambiguous: false,
            parts: Vec::new(),
            units: None,
            unit_names: Vec::new(),
            figures: figures.iter().map(figure).collect(),
        }
    }

    fn members(digests: &[Digest]) -> Vec<Vec<String>> {
        let mut all: Vec<Vec<String>> =
            groups(digests).iter().map(|g| g.members.iter().map(|m| m.document.clone()).collect()).collect();
        all.sort();
        all
    }

    #[test]
    fn one_body_is_one_group_and_two_are_two() {
        let all = [
            digest("a", Some("柳岸县财政局"), None, &[]),
            digest("b", Some("柳岸县财政局（汇总）"), None, &[]),
            digest("c", Some("柳岸县教育局"), None, &[]),
            // A name that many bodies have, of an unknown place.
            digest("d", Some("财政局"), None, &[]),
            digest("e", Some("财政局"), None, &[]),
            digest("f", Some("西安市审计局"), Some("610100"), &[]),
            digest("g", Some("审计局"), Some("610100"), &[]),
            digest("h", Some("审计局"), Some("610102"), &[]),
        ];
        assert_eq!(members(&all), [vec!["a", "b"], vec!["c"], vec!["d"], vec!["e"], vec!["f", "g"], vec!["h"]]);
        let turned: Vec<Digest> = all.iter().rev().cloned().collect();
        assert_eq!(members(&turned), members(&all));
    }

    #[test]
    fn a_text_without_a_name_is_found_by_its_figures() {
        let tables = digest("a", Some("柳岸县财政局"), Some("610100"), &[("income", 100), ("general", 90)]);
        let others = digest("b", Some("柳岸县教育局"), Some("610100"), &[("income", 100), ("general", 80)]);
        let text = digest("c", None, Some("610100"), &[("told.income", 100), ("told.general", 90)]);
        assert_eq!(members(&[tables.clone(), others.clone(), text.clone()]), [vec!["a", "c"], vec!["b"]]);
        let twin = Digest { id: "d".to_owned(), department: Some("柳岸县民政局".to_owned()), ..tables.clone() };
        assert_eq!(members(&[tables, others, twin, text]), [vec!["a"], vec!["b"], vec!["d"]]);
    }

    #[test]
    fn units_are_linked_to_their_department() {
        let mut unit = digest("u", Some("柳岸县财政局票据中心"), Some("610100"), &[]);
        unit.scope = Some(Scope::Unit);
        let all = [digest("a", Some("柳岸县财政局"), Some("610100"), &[]), unit];
        let mut listed = digest("l", Some("柳岸县老年大学"), Some("610100"), &[]);
        listed.scope = Some(Scope::Unit);
        let mut bureau = digest("b", Some("柳岸县老干部局"), Some("610100"), &[]);
        bureau.unit_names = vec!["柳岸县老干部局本级".to_owned(), "柳岸县老年大学".to_owned()];
        let by_list = groups(&[bureau, listed]);
        assert_eq!(
            by_list
                .iter()
                .filter(|g| g.superior.is_some())
                .flat_map(|g| &g.members)
                .map(|m| m.document.as_str())
                .collect::<Vec<_>>(),
            ["l"]
        );
        let groups = groups(&all);
        let department = groups.iter().find(|g| g.units.len() == 1).expect("a department with a unit");
        assert!(groups.iter().any(|g| g.superior.as_ref() == Some(&department.id)));
    }

    #[test]
    fn a_department_below_another_is_linked_to_it() {
        let names = ["柳岸县公安局", "柳岸县公安局交通管理局", "柳岸县人民政府", "柳岸县人民政府办公室"];
        let all: Vec<Digest> = names.iter().map(|name| digest(name, Some(name), Some("610100"), &[])).collect();
        let groups = groups(&all);
        let above: Vec<_> = groups.iter().filter(|g| g.superior.is_some()).map(|g| g.members[0].document.as_str()).collect();
        assert_eq!(above, ["柳岸县公安局交通管理局"]);
    }
}
