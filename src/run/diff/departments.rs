//! What changed for the departments of two runs: which came and went, and which core figures are others.

use crate::content::disclosure::{Kind, Scope};
use crate::decimal::Decimal;
use crate::department::DepartmentId;
use crate::output::OutputFolder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// A department that is not the same in both runs.
#[derive(Debug, Serialize)]
pub struct Department {
    /// Its id.
    pub department_id: DepartmentId,
    /// Its name.
    pub department: Option<String>,
    /// `new` (only in the new run), `gone` (only in the old one) or `changed`.
    pub change: &'static str,
    /// Core figures that are not the same, where both runs have it.
    pub figures: Vec<Figure>,
}

/// A core figure that is not the same.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// The fiscal year.
    pub fiscal_year: Option<u16>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Whether it is the whole department's or one unit's.
    pub scope: Option<Scope>,
    /// Name of the figure.
    pub figure: String,
    /// In yuan, or the number; `None` when it was not there.
    #[serde(with = "crate::exact::optional")]
    pub old: Option<Decimal>,
    /// The same in the new run; `None` when it is gone.
    #[serde(with = "crate::exact::optional")]
    pub new: Option<Decimal>,
    /// New less old, where there are both.
    #[serde(with = "crate::exact::optional")]
    pub difference: Option<Decimal>,
}

#[derive(Deserialize)]
struct File {
    figures: Vec<Core>,
}

#[derive(Deserialize)]
struct Core {
    fiscal_year: Option<u16>,
    kind: Kind,
    scope: Option<Scope>,
    figure: String,
    #[serde(with = "crate::exact::optional")]
    amount_yuan: Option<Decimal>,
    #[serde(with = "crate::exact::optional")]
    number: Option<Decimal>,
}

type Key = (Option<u16>, Kind, Option<Scope>, String);

/// The departments that are not the same, by id.
pub(super) fn departments(old: &OutputFolder, new: &OutputFolder) -> io::Result<Vec<Department>> {
    let (mut before, after) = (ids(old)?, ids(new)?);
    let mut changed = Vec::new();
    for (id, name) in after {
        let was_there = before.remove(&id).is_some();
        let figures = if was_there { figures(&file(old, &id)?, &file(new, &id)?) } else { Vec::new() };
        if !was_there || !figures.is_empty() {
            let change = if was_there { "changed" } else { "new" };
            changed.push(Department { department_id: id, department: name, change, figures });
        }
    }
    let gone = |(id, department)| Department { department_id: id, department, change: "gone", figures: Vec::new() };
    changed.extend(before.into_iter().map(gone));
    changed.sort_by(|a, b| a.department_id.cmp(&b.department_id));
    Ok(changed)
}

fn ids(folder: &OutputFolder) -> io::Result<BTreeMap<DepartmentId, Option<String>>> {
    Ok(folder.manifest()?.departments.into_iter().map(|entry| (entry.id, entry.name)).collect())
}

fn file(folder: &OutputFolder, id: &DepartmentId) -> io::Result<File> {
    let text = folder.read(&id.file())?;
    Ok(serde_json::from_slice(&text)?)
}

fn figures(old: &File, new: &File) -> Vec<Figure> {
    let values = |file: &File| -> BTreeMap<Key, Decimal> {
        let value = |c: &Core| Some(((c.fiscal_year, c.kind, c.scope, c.figure.clone()), c.amount_yuan.or(c.number)?));
        file.figures.iter().filter_map(value).collect()
    };
    let (before, after) = (values(old), values(new));
    let mut keys: Vec<&Key> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let figure = |key: &&Key| {
        let (old, new) = (before.get(*key).copied(), after.get(*key).copied());
        let (fiscal_year, kind, scope, figure) = (*key).clone();
        let difference = old.zip(new).and_then(|(old, new)| new.less(old));
        (old != new).then_some(Figure { fiscal_year, kind, scope, figure, old, new, difference })
    };
    keys.iter().filter_map(figure).collect()
}
