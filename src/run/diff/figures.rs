//! The figures of a document, and which of two documents take each other's place.
//!
//! A figure is known by its table, by its row (codes and names, and those of the rows above it) and by its column. Rows move:
//! one is put in between, one goes under another heading, one gets another name or code. So figures are joined by all of it
//! first, and what is left by ever less, as long as there is no doubt.

use crate::decimal::Decimal;
use crate::output::OutputFolder;
use crate::output::manifest::Entry;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

/// A figure of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Figure {
    /// Id of the official table.
    pub table: Option<String>,
    /// Codes and names of the row.
    pub item: String,
    /// The heading of the column.
    pub measure: String,
    /// The rows above, outermost first.
    path: String,
    codes: String,
    names: String,
    /// In yuan.
    pub amount: Decimal,
}

/// What of a document is compared.
#[derive(Deserialize)]
struct Document<'d> {
    #[serde(borrow)]
    records: Vec<Record<'d>>,
}

#[derive(Deserialize)]
struct Record<'d> {
    #[serde(borrow)]
    origin: Cow<'d, str>,
    #[serde(borrow)]
    table: Option<Cow<'d, str>>,
    table_index: usize,
    row: usize,
    level: Option<u8>,
    #[serde(borrow)]
    project: Option<Cow<'d, str>>,
    #[serde(borrow)]
    function_code: Option<Cow<'d, str>>,
    #[serde(borrow)]
    function_name: Option<Cow<'d, str>>,
    #[serde(borrow)]
    economic_code: Option<Cow<'d, str>>,
    #[serde(borrow)]
    economic_name: Option<Cow<'d, str>>,
    #[serde(borrow)]
    gov_economic_code: Option<Cow<'d, str>>,
    #[serde(borrow, default)]
    gov_economic_name: Option<Cow<'d, str>>,
    #[serde(borrow)]
    direction: Option<Cow<'d, str>>,
    #[serde(borrow)]
    label: Option<Cow<'d, str>>,
    #[serde(borrow)]
    measure: Cow<'d, str>,
    #[serde(borrow)]
    amount_yuan: Option<&'d RawValue>,
}

impl Record<'_> {
    fn codes(&self) -> String {
        joined(&[&self.direction, &self.function_code, &self.economic_code, &self.gov_economic_code])
    }

    fn names(&self) -> String {
        joined(&[&self.function_name, &self.economic_name, &self.gov_economic_name, &self.project, &self.label])
    }
}

fn joined(parts: &[&Option<Cow<'_, str>>]) -> String {
    parts.iter().filter_map(|part| part.as_deref()).collect::<Vec<_>>().join(" ")
}

/// The figures of a document, in reading order.
pub(super) fn figures(folder: &OutputFolder, entry: &Entry) -> io::Result<Vec<Figure>> {
    let bytes = folder.read(entry.document.as_deref().unwrap_or_default())?;
    let document: Document<'_> = serde_json::from_slice(&bytes)?;
    let mut figures = Vec::with_capacity(document.records.len());
    let mut above = Above::default();
    for record in &document.records {
        let (codes, names) = (record.codes(), without_year(&record.names(), entry));
        let item = [codes.as_str(), &names].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let path = above.path(record, &item);
        let Some(amount) = record.amount_yuan.and_then(|raw| raw.get().parse().ok()) else { continue };
        let (table, measure) = (record.table.as_deref().map(str::to_owned), without_year(&record.measure, entry));
        figures.push(Figure { table, item, measure, path, codes, names, amount });
    }
    Ok(figures)
}

/// The rows above the one that is read.
#[derive(Default)]
struct Above {
    table: Option<(String, usize)>,
    row: Option<usize>,
    /// Level and item of each, outermost first; the row itself is the last.
    rows: Vec<(u8, String)>,
}

impl Above {
    fn path(&mut self, record: &Record<'_>, item: &str) -> String {
        let table = (record.origin.clone().into_owned(), record.table_index);
        if self.table.as_ref() != Some(&table) {
            *self = Self { table: Some(table), ..Self::default() };
        }
        let Some(level) = record.level.filter(|_| record.origin == "table") else { return String::new() };
        if self.row != Some(record.row) {
            self.row = Some(record.row);
            self.rows.retain(|(above, _)| *above < level);
            self.rows.push((level, item.to_owned()));
        }
        let above = self.rows.iter().filter(|(of, _)| *of < level).map(|(_, item)| item.as_str());
        above.collect::<Vec<_>>().join(" > ")
    }
}

/// `2026年预算数` is next year's `2027年预算数`.
fn without_year(text: &str, entry: &Entry) -> String {
    let Some(year) = entry.fiscal_year else { return text.to_owned() };
    let last = year.saturating_sub(1);
    text.replace(&format!("{year}年"), "本年").replace(&format!("{last}年"), "上年")
}

/// What two figures must have in common to take each other's place, from much to little; `None` for one that lacks it.
type Likeness = fn(&Figure) -> Option<(&str, &str)>;
const LIKENESSES: [Likeness; 4] = [
    |figure| Some((&figure.path, &figure.item)),
    |figure| Some(("", &figure.item)),
    |figure| Some(("", figure.codes.as_str())).filter(|_| figure.codes.bytes().any(|b| b.is_ascii_digit())),
    |figure| Some(("", figure.names.as_str())).filter(|_| !figure.names.is_empty()),
];

/// Table and column, and what the likeness asks for.
type Key<'f> = (Option<&'f str>, &'f str, (&'f str, &'f str));

fn key(figure: &Figure, likeness: Likeness) -> Option<Key<'_>> {
    Some((figure.table.as_deref(), figure.measure.as_str(), likeness(figure)?))
}

/// Pairs of figures that take each other's place; those without partner alone.
pub(super) fn paired(before: &[Figure], after: &[Figure]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::with_capacity(after.len());
    let (mut old, mut new): (Vec<usize>, Vec<usize>) = ((0..before.len()).collect(), (0..after.len()).collect());
    for (round, likeness) in LIKENESSES.into_iter().enumerate() {
        let mut groups: BTreeMap<Option<Key<'_>>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for index in old.drain(..) {
            groups.entry(key(&before[index], likeness)).or_default().0.push(index);
        }
        for index in new.drain(..) {
            groups.entry(key(&after[index], likeness)).or_default().1.push(index);
        }
        for (key, (mut of_old, mut of_new)) in groups {
            if key.is_some() && (round == 0 || of_old.len() == 1 && of_new.len() == 1) {
                pair(before, after, &mut of_old, &mut of_new, &mut pairs);
            }
            old.extend(of_old);
            new.extend(of_new);
        }
    }
    pairs.extend(old.into_iter().map(|index| (Some(index), None)));
    pairs.extend(new.into_iter().map(|index| (None, Some(index))));
    pairs
}

/// Pairs figures that are alike: those with equal amounts, then the others in their order.
fn pair(
    before: &[Figure],
    after: &[Figure],
    old: &mut Vec<usize>,
    new: &mut Vec<usize>,
    pairs: &mut Vec<(Option<usize>, Option<usize>)>,
) {
    old.sort_unstable();
    new.sort_unstable();
    old.retain(|o| {
        let equal = new.iter().position(|n| after[*n].amount == before[*o].amount);
        if let Some(at) = equal {
            pairs.push((Some(*o), Some(new.remove(at))));
        }
        equal.is_none()
    });
    let both = old.len().min(new.len());
    pairs.extend(old.drain(..both).zip(new.drain(..both)).map(|(o, n)| (Some(o), Some(n))));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Path, codes, names, amount.
    fn figures(rows: &[(&str, &str, &str, i64)]) -> Vec<Figure> {
        let figure = |(path, codes, names, amount): &(&str, &str, &str, i64)| Figure {
            table: Some("B03".to_owned()),
            item: format!("{codes} {names}"),
            measure: "合计".to_owned(),
            path: (*path).to_owned(),
            codes: (*codes).to_owned(),
            names: (*names).to_owned(),
            amount: Decimal::from(*amount),
        };
        rows.iter().map(figure).collect()
    }

    fn changes(before: &[(&str, &str, &str, i64)], after: &[(&str, &str, &str, i64)]) -> Vec<(Option<i64>, Option<i64>)> {
        let (before, after) = (figures(before), figures(after));
        let amount = |f: &Figure| f.amount.mantissa() as i64;
        let mut changes: Vec<_> = paired(&before, &after)
            .into_iter()
            .map(|(o, n)| (o.map(|o| amount(&before[o])), n.map(|n| amount(&after[n]))))
            .filter(|(o, n)| o != n)
            .collect();
        changes.sort_unstable();
        changes
    }

    #[test]
    fn a_row_put_in_between_moves_no_other() {
        let before = [("201", "", "小计", 5), ("208", "", "小计", 7)];
        let after = [("201", "", "小计", 5), ("205", "", "小计", 9), ("208", "", "小计", 8)];
        assert_eq!(changes(&before, &after), [(None, Some(9)), (Some(7), Some(8))]);
    }

    #[test]
    fn a_row_under_another_heading_or_with_another_name_or_code_is_itself() {
        let before = [("201", "2010301", "行政运行", 5), ("", "2010399", "其他支出", 6), ("", "2019999", "专项", 7)];
        let after = [("202", "2010301", "行政运行", 8), ("", "2010399", "其他事务支出", 9), ("", "2019901", "专项", 10)];
        assert_eq!(changes(&before, &after), [(Some(5), Some(8)), (Some(6), Some(9)), (Some(7), Some(10))]);
    }

    #[test]
    fn where_there_is_doubt_nothing_is_joined() {
        let before = [("", "2010301", "行政运行", 5), ("", "2080101", "行政运行", 6)];
        let after = [("", "2130101", "行政运行", 7)];
        assert_eq!(changes(&before, &after), [(None, Some(7)), (Some(5), None), (Some(6), None)]);
        // The same twice: what is equal first.
        let (before, after) = ([("", "", "项目", 5), ("", "", "项目", 6)], [("", "", "项目", 6), ("", "", "项目", 9)]);
        assert_eq!(changes(&before, &after), [(Some(5), Some(9))]);
    }
}
