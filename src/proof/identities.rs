//! What rules found equal, as proofs.

use super::cells::Cells;
use crate::check::{Check, Held, Spot, Status};
use crate::decimal::Decimal;
use crate::place::Place;
use crate::record::{Backing, Origin, Proof, Record};
use rustc_hash::FxHashMap;

/// Marks the cells of sums and repetitions. Nothing is proved by zero that is zero, nor by a sum of one part.
pub(super) fn of_tables(records: &mut [Record], cells: &Cells, held: &[Held]) {
    for identity in held {
        match (&identity.left[..], &identity.right[..]) {
            ([left], [right]) => repeated(records, cells, *left, *right),
            (left, right) => summed(records, cells, left, right, identity.slack),
        }
    }
}

fn repeated(records: &mut [Record], cells: &Cells, left: Spot, right: Spot) {
    let (Some(one), Some(other)) = (cells.at(left), cells.at(right)) else { return };
    // A sum whose other parts are blank stands beside its part in the same row or column: one part is no sum.
    let beside = left.table == right.table && (left.row == right.row || left.column == right.column);
    if beside || is_nothing(&records[one]) || is_nothing(&records[other]) {
        return;
    }
    records[one].trust.prove(Proof::Copy(right.table, right.row, right.column));
    records[other].trust.prove(Proof::Copy(left.table, left.row, left.column));
}

fn summed(records: &mut [Record], cells: &Cells, left: &[Spot], right: &[Spot], slack: Decimal) {
    let parts = |side: &[Spot]| side.iter().filter_map(|spot| cells.at(*spot)).filter(|at| !is_nothing(&records[*at])).count();
    if left.is_empty() || right.is_empty() || parts(left).max(parts(right)) < 2 {
        return;
    }
    let all = || left.iter().chain(right);
    let one_table = all().all(|spot| spot.table == left[0].table);
    let proof = match () {
        () if !one_table => Proof::Tables,
        () if all().all(|spot| spot.row == left[0].row) => Proof::Columns,
        () => Proof::Below,
    };
    for at in all().filter_map(|spot| cells.at(*spot)).collect::<Vec<_>>() {
        if stands_out(&records[at], slack) {
            records[at].trust.prove(proof);
        }
    }
}

/// Whether a figure is larger than what rounding leaves open: a smaller one could be another, and the sum would hold.
pub(super) fn stands_out(record: &Record, slack: Decimal) -> bool {
    slack.is_zero() || record.amount_yuan.is_some_and(|amount| amount.abs() > slack)
}

/// Nothing is printed, or a zero.
pub(super) fn is_nothing(record: &Record) -> bool {
    // Where no unit is known, the printed digits tell.
    record.amount_yuan.map_or_else(|| !record.printed.contains(|c: char| ('1'..='9').contains(&c)), |amount| amount.is_zero())
}

/// Figures of sentences that a rule compared with a figure of a table and found equal prove each other.
pub(super) fn of_text(records: &mut [Record], checks: &[Check]) {
    let held = |check: &&Check| matches!(check.status, Status::Pass | Status::Rounding) && check.evidence.len() == 2;
    let pairs: Vec<(Place, Place)> = checks
        .iter()
        .filter(|c| c.rule.starts_with("NAR-"))
        .filter(held)
        .map(|c| (c.evidence[0].place, c.evidence[1].place))
        .collect();
    if pairs.is_empty() {
        return;
    }
    let mut places: FxHashMap<(u32, Area), Vec<usize>> = FxHashMap::default();
    for (at, record) in records.iter().enumerate().filter(|(_, r)| r.origin != Origin::Form) {
        places.entry(key(record.place)).or_default().push(at);
    }
    for (text, table) in pairs {
        let at = |place: Place, origin: Origin| {
            let found = places.get(&key(place)).into_iter().flatten().copied();
            found.filter(|at| records[*at].origin == origin && !is_nothing(&records[*at])).collect::<Vec<_>>()
        };
        let (stated, printed) = (at(text, Origin::Statement), at(table, Origin::Table));
        // Several statements of one sentence stand at one place: the one with this amount.
        let pair =
            stated.iter().flat_map(|s| printed.iter().map(move |p| (*s, *p))).find(|(s, p)| same(&records[*s], &records[*p]));
        let Some((stated, printed)) = pair else { continue };
        let (statement, cell) = (records[stated].table_index, &records[printed]);
        let copy = Proof::Copy(cell.table_index, cell.row, cell.column);
        records[printed].trust.prove(Proof::Text(statement));
        records[printed].trust.back(Backing::Text);
        records[stated].trust.prove(copy);
        records[stated].trust.back(Backing::Text);
    }
}

/// An area as a key: in hundredths of a point.
type Area = [i64; 4];

fn key(place: Place) -> (u32, Area) {
    let hundredths = |value: f32| (value * 100.0) as i64;
    (place.page, place.rect.map_or([0; 4], |r| [hundredths(r.x0), hundredths(r.y0), hundredths(r.x1), hundredths(r.y1)]))
}

/// Whether two amounts are the same to the coarser print.
fn same(one: &Record, other: &Record) -> bool {
    let (Some(a), Some(b)) = (one.amount_yuan, other.amount_yuan) else { return false };
    // A unit of the last place of 万元 with two decimals.
    (a - b).abs() <= Decimal::from(100)
}

/// The sources of a form make up its total.
pub(super) fn of_forms(records: &mut [Record]) {
    let mut at = 0;
    while at < records.len() {
        if records[at].origin != Origin::Form {
            at += 1;
            continue;
        }
        let form = records[at].table_index;
        let end = at + records[at..].iter().take_while(|r| r.origin == Origin::Form && r.table_index == form).count();
        of_form(&mut records[at..end]);
        at = end;
    }
}

fn of_form(records: &mut [Record]) {
    let key = |record: &Record| (record.horizon, record.phase);
    let totals: Vec<usize> = (0..records.len()).filter(|at| records[*at].is_total).collect();
    for total in totals {
        let same = |record: &Record| key(record) == key(&records[total]) && !record.is_total && record.amount_yuan.is_some();
        let parts: Vec<usize> = (0..records.len()).filter(|at| same(&records[*at]) && !is_nothing(&records[*at])).collect();
        let sum: Decimal = parts.iter().filter_map(|at| records[*at].amount_yuan).sum();
        if parts.len() > 1 && records[total].amount_yuan == Some(sum) {
            for at in parts.into_iter().chain([total]) {
                records[at].trust.prove(Proof::Form);
            }
        }
    }
}
