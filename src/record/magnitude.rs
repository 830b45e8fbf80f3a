//! Whether the units of a document's tables can be right together.

use super::amount::Record;
use crate::content::Content;
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
