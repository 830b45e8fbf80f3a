//! Which rows of a table make the total of its columns with codes, and what they leave of it.

use super::amounts::{Total, first_column, half_place, yuan};
use super::document::Record;
use crate::codes::PERSONNEL_CLASSES;
use crate::decimal::Decimal;
use std::collections::BTreeMap;

/// Classes of basic expenditure that are not paid to persons.
const PUBLIC: [&str; 5] = ["302", "307", "309", "310", "399"];

/// The rows that together make the total of the columns in which the codes of a classification stand, those without a code among
/// them; what stands below the total behind the last code (结转下年) is no part of it. A classification may go on beside itself
/// (人员经费, then 公用经费); a column that only divides the money of another is left out.
pub(super) fn counting<'d>(records: &[&'d Record<'d>], is_coded: impl Fn(&Record<'_>) -> bool) -> Vec<&'d Record<'d>> {
    let spent = |r: &&&'d Record<'d>| r.direction.as_deref() != Some("income") && is_whole(r, records);
    let coded: Vec<&Record<'_>> = records.iter().filter(spent).copied().filter(|r| is_coded(r)).collect();
    let Some(first) = coded.iter().min_by_key(|r| r.column) else { return Vec::new() };
    let own = |r: &Record<'_>| r.column == first.column || first.part_of.is_none() && r.part_of.is_none();
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    for record in coded.iter().filter(|r| own(r)) {
        let row = last.entry(record.column).or_default();
        *row = record.row.max(*row);
    }
    let mut end: BTreeMap<usize, usize> = BTreeMap::new();
    for total in records.iter().filter(spent).filter(|r| r.is_total && last.get(&r.column).is_some_and(|last| r.row > *last)) {
        end.entry(total.column).or_insert(total.row);
    }
    let is_above = |r: &Record<'_>| end.get(&r.column).is_none_or(|end| r.row < *end);
    let counted = records.iter().filter(spent).copied().filter(|r| r.counts && last.contains_key(&r.column) && is_above(r));
    let rows: Vec<&Record<'_>> = counted.collect();
    if rows.iter().any(|r| is_coded(r)) { rows } else { Vec::new() }
}

/// The records of the printed row of a record; those of a table come row by row.
fn beside<'t, 'd>(record: &Record<'_>, records: &'t [&'d Record<'d>]) -> &'t [&'d Record<'d>] {
    let from = records.partition_point(|r| r.row < record.row);
    let to = records.partition_point(|r| r.row <= record.row);
    records.get(from..to).unwrap_or_default()
}

/// Whether a record's column is the whole of its side: its total, or any where no column is called so.
fn is_whole<'d>(record: &Record<'_>, records: &[&'d Record<'d>]) -> bool {
    let total = |r: &Record<'_>| r.figure.as_deref() == Some("total");
    total(record) || !beside(record, records).iter().any(|r| r.direction == record.direction && total(r))
}

/// The amount of a figure in the row of a record.
pub(super) fn in_row<'d>(records: &[&'d Record<'d>], record: &Record<'_>, figure: &str) -> Option<Decimal> {
    let same = |r: &&&'d Record<'d>| r.direction == record.direction && r.figure.as_deref() == Some(figure);
    beside(record, records).iter().find(same).map(|r| yuan(r))
}

/// What the printed total of the one column of some rows that count has beyond them: items that are withheld, or that could not be
/// read. Nothing where rounding explains it.
pub(super) fn remainder<'d>(rows: &[&'d Record<'d>], records: &[&'d Record<'d>]) -> Option<(&'d Record<'d>, Decimal)> {
    let (first, last) = (rows.first()?, rows.last()?);
    if rows.iter().any(|r| r.column != first.column) {
        return None;
    }
    let totals = || records.iter().copied().filter(|r| r.is_total && r.column == first.column && r.direction == first.direction);
    let behind = totals().find(|r| r.row > last.row);
    let at = behind.or_else(|| totals().max_by_key(|r| yuan(r)))?;
    let left = yuan(at) - rows.iter().map(|r| yuan(r)).sum::<Decimal>();
    let open: Decimal = rows.iter().chain([&at]).map(|r| half_place(r)).sum();
    (left > open).then_some((at, left))
}

/// Personnel and public funds by the classes of the rows that count; nothing where one is neither, or rows are missing.
pub(super) fn by_classes<'d>(records: &[&'d Record<'d>]) -> Vec<(&'static str, Total<'d>)> {
    let is_coded = |r: &Record<'_>| r.economic_code.is_some();
    let rows = if records.iter().any(|r| r.figure.as_deref() == Some("project")) {
        let basic = |r: &&'d Record<'d>| r.counts && is_coded(r) && r.figure.as_deref() == Some("basic");
        first_column(records.iter().copied().filter(basic))
    } else {
        counting(records, is_coded)
    };
    if remainder(&rows, records).is_some() {
        return Vec::new();
    }
    let mut kinds: BTreeMap<&'static str, Vec<&'d Record<'d>>> = BTreeMap::new();
    for record in rows.into_iter().filter(|r| !yuan(r).is_zero()) {
        let class = record.economic_code.as_deref().and_then(|code| code.get(..3)).unwrap_or_default();
        let kind = match class {
            _ if PERSONNEL_CLASSES.contains(&class) => "personnel",
            _ if PUBLIC.contains(&class) => "public",
            _ => return Vec::new(),
        };
        kinds.entry(kind).or_default().push(record);
    }
    kinds.into_iter().filter_map(|(kind, terms)| Some((kind, Total::sum(terms.first()?, &terms)))).collect()
}
