//! Whether the units of a document's tables, and of the figures within a form, can be right together.

use super::amount::{Phase, Record};
use super::trust::Doubt;
use crate::content::{Content, Horizon};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::place::Place;

/// The tables that state the whole budget or account of a body; their largest amounts are of one size.
const WHOLE: [&str; 7] = ["B01", "B02", "B03", "B04", "F01", "F02", "F03"];
/// Two tables that differ by more than this are not in the units that they print: 元 and 万元 differ by ten thousand.
const FACTOR: u32 = 3_000;

/// A diagnostic for each table whose amounts are thousands of times larger or smaller than those of its neighbours.
pub(super) fn contradictions(content: &Content, records: &[Record]) -> Vec<Diagnostic> {
    let mut largest: Vec<(usize, Decimal)> = Vec::new();
    for record in records.iter().filter(|r| r.table.is_some_and(|t| WHOLE.contains(&t))) {
        let Some(amount) = record.amount_yuan else { continue };
        match largest.iter_mut().find(|(index, _)| *index == record.table_index) {
            Some((_, most)) => *most = amount.max(*most),
            None => largest.push((record.table_index, amount)),
        }
    }
    let mut sizes: Vec<Decimal> = largest.iter().map(|(_, most)| *most).collect();
    sizes.sort_unstable();
    let Some(usual) = sizes.get(sizes.len() / 2).copied().filter(|u| *u > Decimal::ZERO && sizes.len() > 1) else {
        return Vec::new();
    };
    let factor = Decimal::from(FACTOR);
    let apart = |most: Decimal| most > usual * factor || most * factor < usual && most > Decimal::ZERO;
    let odd = largest.into_iter().filter(|(_, most)| apart(*most));
    odd.map(|(index, most)| {
        let table = &content.tables[index];
        let unit = table.unit.as_deref().unwrap_or("no unit");
        let message =
            format!("the unit printed is {unit}, but then the largest amount is {most} yuan, in the other tables {usual}");
        let place = Place::on(table.pages.first().copied().unwrap_or(1), table.rect);
        Diagnostic::warning("record.unit_contradiction", message).at(place)
    })
    .collect()
}

/// Whether it is a total, and of what time and phase.
type Time = (bool, Option<Horizon>, Option<Phase>);

/// A diagnostic for each figure of a form that is thousands of times what its total is, or that its parts are: it was printed in yuan
/// among others in 万元. Its record is doubted. In: the records of one form.
pub(super) fn doubt_form(records: &mut [Record]) -> Vec<Diagnostic> {
    let factor = Decimal::from(FACTOR);
    // The largest total and the largest part of each time and phase.
    let key = |r: &Record, total: bool| -> Time { (total, r.horizon, r.phase) };
    let mut largest: Vec<(Time, Decimal)> = Vec::new();
    for record in records.iter().filter(|r| r.label.is_none()) {
        let Some(amount) = record.amount_yuan else { continue };
        match largest.iter_mut().find(|(at, _)| *at == key(record, record.is_total)) {
            Some((_, most)) => *most = amount.max(*most),
            None => largest.push((key(record, record.is_total), amount)),
        }
    }
    let beside = |r: &Record| largest.iter().find(|(at, _)| *at == key(r, !r.is_total)).map(|(_, most)| *most);
    let is_odd = |r: &Record| {
        let pair = r.amount_yuan.zip(beside(r)).filter(|(_, most)| r.label.is_none() && *most > Decimal::ZERO);
        pair.is_some_and(|(amount, most)| amount > most * factor)
    };
    let odd: Vec<bool> = records.iter().map(is_odd).collect();
    records
        .iter_mut()
        .zip(odd)
        .filter(|(_, odd)| *odd)
        .map(|(record, _)| {
            record.trust.doubt(Doubt::Unit);
            let (label, printed) = (&record.measure, &record.printed);
            let message =
                format!("{label} {printed} is thousands of times what stands beside it in the form: its unit may be another");
            Diagnostic::warning("record.unit_contradiction", message).at(record.place)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::amount::Origin;

    fn fund(label: &str, yuan: i64, is_total: bool) -> Record {
        let bare = Record::bare(Origin::Form, "", Place::page(1));
        Record { measure: label.into(), amount_yuan: Some(Decimal::from(yuan)), is_total, ..bare }
    }

    /// A form in 万元 with one figure in yuan, of a part or of the total.
    #[test]
    fn a_figure_in_another_unit_is_doubted() {
        let mut part =
            [fund("合计", 9_681_918, true), fund("基本支出", 72_423_180_000, false), fund("项目支出", 2_439_600, false)];
        let found = doubt_form(&mut part);
        assert_eq!(found.len(), 1);
        assert_eq!(part.map(|r| r.trust.doubt.len()), [0, 1, 0]);
        let mut total = [fund("合计", 96_819_180_000, true), fund("财政拨款", 9_681_918, false)];
        assert_eq!(doubt_form(&mut total).len(), 1);
        let mut right = [fund("合计", 9_681_918, true), fund("财政拨款", 9_681_918, false), fund("其他资金", 0, false)];
        assert!(doubt_form(&mut right).is_empty());
    }
}
