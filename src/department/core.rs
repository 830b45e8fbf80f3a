//! The core figures of a document (`codes/data/core_figures.toml`), each with every place that prints it.

use super::amounts::{Amounts, Total, added, of_figure, of_item, total};
use super::counting::by_classes;
use super::document::{Document, Record, Statement, own};
use super::types::Source;
use crate::codes::embedded::embedded_list;
use crate::codes::fold_name;
use crate::decimal::Decimal;
use crate::exact::Exact;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::LazyLock;

/// A core figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Definition {
    pub name: String,
    pub title: String,
    /// It counts things and is no money.
    #[serde(default)]
    pub unit: bool,
    from: Vec<Place>,
    #[serde(default)]
    subject: Option<String>,
}

/// Where it stands in tables.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    tables: Vec<String>,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default)]
    figure: Option<String>,
    #[serde(default)]
    item: Option<String>,
    /// Figures that together are it, where no column is.
    #[serde(default)]
    parts: Vec<String>,
    /// `personnel` or `public`: where no column is it, the classes of that kind.
    #[serde(default)]
    classes: Option<String>,
}

#[derive(Deserialize)]
struct List {
    figure: Vec<Definition>,
}

static DEFINITIONS: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let list: List = embedded_list!("core_figures");
    list.figure
});

/// The core figures that stand in an official table: name and Chinese title.
pub fn core_figures_in(table: &str) -> Vec<(&'static str, &'static str)> {
    let stands = |d: &&Definition| d.from.iter().any(|place| place.tables.iter().any(|id| id == table));
    definitions().iter().filter(stands).map(|d| (d.name.as_str(), d.title.as_str())).collect()
}

/// A core figure as it is looked up: its name, what it is called, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CoreFigureName {
    /// Its name in all outputs.
    pub name: &'static str,
    /// Its name in Chinese.
    pub title: &'static str,
    /// It counts things and is no money.
    pub is_number: bool,
    /// The first table that prints it in a budget, then the others.
    #[serde(serialize_with = "ids")]
    from: &'static [Place],
}

fn ids<S: Serializer>(from: &&'static [Place], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(table_ids(from))
}

fn table_ids(from: &'static [Place]) -> Vec<&'static str> {
    let mut ids: Vec<&str> = Vec::new();
    for id in from.iter().flat_map(|place| &place.tables) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    ids
}

impl CoreFigureName {
    /// Ids of the tables that print it.
    pub fn table_ids(&self) -> Vec<&'static str> {
        table_ids(self.from)
    }
}

/// The core figures of a name, whole, or of a part of a title.
pub fn core_figures_named(query: &str) -> Vec<CoreFigureName> {
    let query = fold_name(query);
    let is_it = |d: &&Definition| {
        let title = fold_name(&d.title);
        d.name == query || query.chars().count() > 1 && title.contains(&query)
    };
    let named = |d: &'static Definition| CoreFigureName { name: &d.name, title: &d.title, is_number: d.unit, from: &d.from };
    definitions().iter().filter(is_it).map(named).collect()
}

/// All core figures.
pub(super) fn definitions() -> &'static [Definition] {
    &DEFINITIONS
}

impl Definition {
    /// The places of a document that give it.
    pub(super) fn sources(&self, document: &Document<'_>, amounts: &Amounts<'_>) -> Vec<Source> {
        let mut sources: Vec<Source> = self.from.iter().flat_map(|place| place.sources(document, amounts)).collect();
        if sources.is_empty() {
            sources.extend(self.subject.iter().filter_map(|subject| told(document, subject, self.unit)));
        }
        sources
    }
}

impl Place {
    fn sources(&self, document: &Document<'_>, amounts: &Amounts<'_>) -> Vec<Source> {
        let of_table = |records: &[&Record<'_>]| {
            let side = records
                .iter()
                .copied()
                .filter(|r| self.direction.is_none() || r.direction.as_deref() == self.direction.as_deref());
            let found = match &self.item {
                Some(item) => of_item(&side.filter(|r| r.item.as_deref() == Some(item)).collect::<Vec<_>>()),
                None => {
                    let of = |figure: Option<&str>| {
                        let own = side.clone().filter(|r| r.figure.as_deref() == figure);
                        // 公用经费 goes on beside itself; of totals the later divide the money of the first in another way.
                        let goes_on = matches!(figure, Some("personnel" | "public"));
                        if goes_on { total(&own.collect::<Vec<_>>()) } else { of_figure(own) }
                    };
                    let parts = || self.parts.iter().map(|part| of(Some(part))).collect::<Option<Vec<_>>>();
                    let classes = || {
                        let wanted = self.classes.as_deref()?;
                        // Of a table of all expenditure (B18) or of projects the classes are no basic expenditure.
                        records.iter().find(|r| r.expenditure_kind.as_deref() == Some("basic"))?;
                        let found = by_classes(records).into_iter().find(|(kind, _)| *kind == wanted);
                        found.map(|(_, total)| total)
                    };
                    of(self.figure.as_deref()).or_else(|| added(&parts()?)).or_else(classes)
                }
            };
            found.map(|total| of_total(document, &total))
        };
        // A table that is printed for the department and again for its units is the department's first.
        self.tables.iter().filter_map(|id| amounts.tables(id).find_map(of_table)).collect()
    }
}

fn of_total(document: &Document<'_>, total: &Total<'_>) -> Source {
    let record = total.at;
    Source {
        document: document.id().to_owned(),
        origin: "table",
        table_id: own(&record.table),
        table_index: Some(record.table_index),
        row: Some(record.row),
        column: Some(record.column),
        page: record.place.page,
        printed: total.is_printed.then(|| record.printed.to_string()),
        value: Exact(total.value.normalize()),
        open: total.open,
    }
}

/// What the text says of a subject, where it says one thing only.
fn told(document: &Document<'_>, subject: &str, counts: bool) -> Option<Source> {
    let measure = if counts { "count" } else { "amount" };
    let value = |s: &Statement| if counts { s.value } else { s.amount_yuan };
    let of_it = |s: &&Statement| s.measure == measure && s.entity.is_none() && s.subject.as_deref() == Some(subject);
    let mut said = document.statements.iter().filter(of_it).filter_map(|s| Some((s, value(s)?)));
    let (first, amount) = said.next()?;
    let source = Source {
        document: document.id().to_owned(),
        origin: "statement",
        table_id: None,
        table_index: None,
        row: None,
        column: None,
        page: first.page,
        printed: Some(first.printed.clone()),
        value: Exact(amount.normalize()),
        open: Decimal::default(),
    };
    said.all(|(_, other)| other == amount).then_some(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_loads_and_each_figure_has_a_place() {
        for definition in definitions() {
            assert!(!definition.from.is_empty() || definition.subject.is_some(), "{}", definition.name);
            for place in &definition.from {
                assert!(place.figure.is_some() != place.item.is_some(), "{}", definition.name);
                assert!(place.tables.iter().all(|id| crate::codes::titles::ids().any(|(known, _)| known == id)));
            }
        }
    }
}
