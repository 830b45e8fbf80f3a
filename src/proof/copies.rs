//! The same cell in another table: the same row, year and phase, headings that allow it, and the same amount.

use super::identities::is_nothing;
use crate::decimal::Decimal;
use crate::grammar::{heading, squeeze};
use crate::record::{Backing, Origin, Phase, Proof, Record};
use rustc_hash::FxHashMap;

/// More cells of one row and amount than this are not told apart (0.01 under a common label).
const MOST: usize = 40;

/// What two cells share that are one.
type Key<'r> = (&'r str, Option<&'r str>, Option<u16>, Option<Phase>, Decimal);

/// Proves figures that stand in more than one table.
pub(super) fn attach(records: &mut [Record]) {
    let mut same: FxHashMap<Key<'_>, Vec<usize>> = FxHashMap::default();
    let labels: Vec<Option<String>> = records.iter().map(label).collect();
    for (at, record) in records.iter().enumerate() {
        let (Some(amount), Some(label)) = (record.amount_yuan.filter(|a| !a.is_zero()), labels[at].as_deref()) else { continue };
        let key = (label, record.project.as_deref(), record.fiscal_year, record.phase, amount);
        same.entry(key).or_default().push(at);
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for cells in same.values().filter(|cells| (2..=MOST).contains(&cells.len())) {
        for at in cells {
            let others = || cells.iter().filter(|other| is_copy(&records[*at], &records[**other]));
            let best = others().find(|other| means_the_same(&records[*at], &records[**other])).or_else(|| others().next());
            found.extend(best.map(|other| (*at, *other)));
        }
    }
    for (at, other) in found {
        let copy = Proof::Copy(records[other].table_index, records[other].row, records[other].column);
        let backs = means_the_same(&records[at], &records[other]);
        records[at].trust.prove(copy);
        if backs {
            records[at].trust.back(Backing::Copy);
        }
    }
}

/// What the row of a record is called: its code, or its words without an ordinal, or that it is the total.
fn label(record: &Record) -> Option<String> {
    if record.origin != Origin::Table || is_nothing(record) {
        return None;
    }
    // The same project stands under a code here and under none there.
    if record.project.is_some() {
        return Some(String::new());
    }
    if let (Some(code), _) = record.coded() {
        return Some(code.to_owned());
    }
    if record.is_total {
        return Some("合计".to_owned());
    }
    let label = squeeze(record.label.as_deref()?);
    Some(heading(&label).map_or_else(|| label.clone(), |heading| heading.title.to_owned()))
}

/// Whether nothing that is said of two amounts of other tables excludes that they are one.
fn is_copy(one: &Record, other: &Record) -> bool {
    fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    one.table_index != other.table_index
        && one.department == other.department
        && agree(one.body.as_ref(), other.body.as_ref())
        && agree(one.direction, other.direction) | one.is_total
        && agree(one.expenditure_kind, other.expenditure_kind)
        && agree(one.basic_kind, other.basic_kind)
        && agree(one.item, other.item)
        && agree(one.source_year, other.source_year)
}

/// Whether the headings and tables say the same of both, or tables that differ in their name alone.
fn means_the_same(one: &Record, other: &Record) -> bool {
    one.table.is_some()
        && other.table.is_some()
        && one.table != other.table
        && one.expenditure_kind == other.expenditure_kind
        && one.basic_kind == other.basic_kind
        && one.item == other.item
        && one.unit.is_some()
        && other.trust.doubt.is_empty()
}
