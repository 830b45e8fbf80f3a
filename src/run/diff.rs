//! What changed between two runs: documents that came, went, or were published anew with other figures, and the figures; and the
//! same of departments.
//!
//! Documents are joined by whose they are, what they are and, where both runs have it, the year; so a run of last year's
//! disclosures can be held against this year's. How figures are joined: `figures`.

mod departments;
mod figures;

use crate::content::disclosure::{Kind, Scope};
use crate::decimal::Decimal;
use crate::output::OutputFolder;
use crate::output::manifest::Entry;
use departments::departments;
pub use departments::{Department, Figure as CoreFigure};
use figures::{Figure, figures, paired};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What changed.
#[derive(Debug, Default, Serialize)]
pub struct Diff {
    /// Documents only in the new run.
    pub new: Vec<Named>,
    /// Documents only in the old run.
    pub gone: Vec<Named>,
    /// Documents in both, with the same bytes or the same figures.
    pub unchanged: usize,
    /// Documents with other bytes and other figures.
    pub changed: Vec<Changed>,
    /// Departments that came, went, or have other core figures.
    pub departments: Vec<Department>,
}

/// A document.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// Name of the input.
    pub name: String,
    /// The file of the document.
    pub document: Option<String>,
    /// Whose it is.
    pub department: Option<String>,
    /// What it is.
    pub kind: Option<Kind>,
    /// The year it is of.
    pub fiscal_year: Option<u16>,
}

/// Two documents that take each other's place.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// As it was.
    pub old: Named,
    /// As it is.
    pub new: Named,
    /// Figures that are not the same, in the order of the tables.
    pub amounts: Vec<Amount>,
}

/// A figure that is not the same.
#[derive(Debug, Serialize)]
pub struct Amount {
    /// Id of the official table; `None` outside of tables that are known.
    pub table: Option<String>,
    /// Codes, and what stands in the row.
    pub item: String,
    /// The heading of the column.
    pub measure: String,
    /// In yuan; `None` when it was not there.
    #[serde(with = "crate::exact::optional")]
    pub old: Option<Decimal>,
    /// In yuan; `None` when it is gone.
    #[serde(with = "crate::exact::optional")]
    pub new: Option<Decimal>,
    /// New less old, where there are both and it is a number that can be held.
    #[serde(with = "crate::exact::optional")]
    pub difference: Option<Decimal>,
}

/// Whose a document is, and what it is.
type Body = (String, Option<Scope>, Option<Kind>);

/// Compares two output folders.
///
/// # Errors
/// When one of them is none.
pub fn diff(old: &Path, new: &Path) -> io::Result<Diff> {
    let (old, new) = (OutputFolder::open(old)?, OutputFolder::open(new)?);
    let (mut before, after) = (bodies(&old)?, bodies(&new)?);
    let mut diff = Diff::default();
    for (body, new_ones) in after {
        let mut old_ones = before.remove(&body).unwrap_or_default();
        for entry in new_ones {
            match partner(&mut old_ones, &entry) {
                Some(partner) => diff.compare((&old, &partner), (&new, &entry))?,
                None => diff.new.push(named(&entry)),
            }
        }
        diff.gone.extend(old_ones.iter().map(named));
    }
    diff.gone.extend(before.into_values().flatten().map(|e| named(&e)));
    diff.gone.sort_by(|a, b| a.name.cmp(&b.name));
    diff.new.sort_by(|a, b| a.name.cmp(&b.name));
    diff.departments = departments(&old, &new)?;
    Ok(diff)
}

/// The documents of a run by body, each once.
fn bodies(folder: &OutputFolder) -> io::Result<BTreeMap<Body, Vec<Entry>>> {
    let manifest = folder.manifest()?;
    let mut bodies: BTreeMap<Body, Vec<Entry>> = BTreeMap::new();
    for entry in manifest.inputs.into_iter().filter(|e| e.document.is_some()) {
        // What is nobody's goes by its name.
        let name = entry.department.clone().unwrap_or_else(|| entry.name.clone());
        let of_body = bodies.entry((name, entry.scope, entry.kind)).or_default();
        if of_body.iter().all(|e| e.document != entry.document) {
            of_body.push(entry);
        }
    }
    Ok(bodies)
}

/// The document that the new one takes the place of: the same bytes, or else the same year and the most alike in size, or else
/// the latest.
fn partner(old: &mut Vec<Entry>, new: &Entry) -> Option<Entry> {
    let distance = |e: &Entry| {
        let years = e.fiscal_year.unwrap_or(0).abs_diff(new.fiscal_year.unwrap_or(0));
        (e.sha256 != new.sha256, years, e.name != new.name, e.counts.records.abs_diff(new.counts.records))
    };
    let nearest = (0..old.len()).min_by_key(|i| distance(&old[*i]))?;
    Some(old.remove(nearest))
}

fn named(entry: &Entry) -> Named {
    Named {
        name: entry.name.clone(),
        document: entry.document.as_deref().map(str::to_owned),
        department: entry.department.clone(),
        kind: entry.kind,
        fiscal_year: entry.fiscal_year,
    }
}

impl Diff {
    fn compare(&mut self, (old_in, old): (&OutputFolder, &Entry), (new_in, new): (&OutputFolder, &Entry)) -> io::Result<()> {
        if old.sha256 == new.sha256 {
            self.unchanged += 1;
            return Ok(());
        }
        let (before, after) = (figures(old_in, old)?, figures(new_in, new)?);
        let amounts = changed(&before, &after);
        if amounts.is_empty() {
            self.unchanged += 1;
        } else {
            self.changed.push(Changed { old: named(old), new: named(new), amounts });
        }
        Ok(())
    }
}

/// The figures that are not the same, in the order of tables, rows and columns.
fn changed(before: &[Figure], after: &[Figure]) -> Vec<Amount> {
    let pairs = paired(before, after).into_iter().map(|(old, new)| (old.map(|o| &before[o]), new.map(|n| &after[n])));
    let mut pairs: Vec<_> = pairs.filter(|(old, new)| old.map(|o| o.amount) != new.map(|n| n.amount)).collect();
    // A row that moved is told of as it is called now.
    pairs.sort_by_key(|(old, new)| (*new).or(*old));
    let amount = |(old, new): (Option<&Figure>, Option<&Figure>)| {
        let figure = new.or(old)?;
        let (old, new) = (old.map(|o| o.amount), new.map(|n| n.amount));
        Some(Amount {
            table: figure.table.clone(),
            item: figure.item.clone(),
            measure: figure.measure.clone(),
            old,
            new,
            difference: old.zip(new).and_then(|(old, new)| new.less(old)),
        })
    };
    pairs.into_iter().filter_map(amount).collect()
}
